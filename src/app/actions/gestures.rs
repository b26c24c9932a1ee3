//! What pointer and keyboard do that is no action of its own, for the help sheet.

/// What the pointer and the canvas's own keys do, for the help sheet.
pub(in crate::app) const GESTURES: &[(&str, &str)] = &[
    ("Read a node", "Click"),
    ("Add to the selection", "Shift+Click, Space"),
    ("Add a node to the selection by its name", "Ctrl+K, Shift+Enter"),
    ("Open a menu of what is under the pointer", "Right-click"),
    ("Select what a box holds", "Shift+Drag the ground"),
    ("Select what a lasso holds", "Alt+Drag the ground"),
    ("Walk through the graph along its links", "Arrows; with Shift to the nearest"),
    ("Open or fold a pillar, threat or group", "Double-click, Enter"),
    ("Open the passage behind a node", "Double-click"),
    ("Open the passage behind a link", "Click the line"),
    ("Light up what rests on a passage", "Click it, or Enter in the text"),
    ("List what rests on some words", "Drag over them in the text"),
    ("Copy the words selected, or the passage", "Ctrl+C in the text"),
    ("Move a box; its menu puts it back", "Drag the box"),
    ("Move the picture", "Drag the ground"),
    ("Zoom", "Wheel, pinch, + and -"),
    ("Walk through everything", "Tab, Enter"),
    ("Leave a value out of the filter", "X, Shift+Enter, or its menu"),
    ("Complete a word in the search field", "Tab"),
    ("Go to what the search found", "Up, Down, Enter"),
    ("Walk the timeline by date, choose", "Arrows, Enter"),
    ("Rename a view of the briefing", "Double-click its card, F2"),
    ("Put views into another order", "Drag a card, Ctrl+Left, Ctrl+Right"),
    ("Zoom and move the timeline’s time", "Ctrl+Wheel, drag"),
];

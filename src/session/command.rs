//! Everything a user can do to a session, and what it asks of the world outside.

use std::path::PathBuf;

use emath::Pos2;

use super::{DeckCommand, Reading};
use crate::atlas::{LinkId, NodeId, Thing};
use crate::filter::{Direction, Filter, Join, Key};
use crate::layout::LayoutKind;
use crate::scene::{Camera, LineStyle, Theme};
use crate::view::{Outside, Unfold};

/// One change or wish.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Ask for another part of the atlas.
    SetFilter(Filter),
    /// Show everything: without filter, focus and what was shown beside them.
    ShowAll,
    /// Go back to the whole picture: everything is shown, folded as at first, as large as it fits. What was
    /// put elsewhere by hand stays there.
    BackToWhole,
    /// Open what a selected node is folded into, as part of selecting it.
    Reveal(NodeId),
    /// Ask for any or for all of a key's values, those wanted by now and the next one.
    SetJoin {
        /// The key.
        key: Key,
        /// How its values go together.
        join: Join,
    },
    /// Hide or fade what the filter does not keep.
    SetOutside(Outside),
    /// Show a filter while it is being typed; all that is typed is one change in the end.
    TryFilter(Filter),
    /// Go back to the filter from before the typing.
    DropTriedFilter,
    /// Take what was typed as the filter.
    KeepTriedFilter,
    /// Select a node; `extend` adds it to, or takes it out of, the selection.
    Select {
        /// The node.
        node: NodeId,
        /// Whether the rest of the selection stays.
        extend: bool,
    },
    /// Select these nodes and no others; the last one is read in the panels.
    SelectThese(Vec<NodeId>),
    /// Select every node that filter and focus keep.
    SelectKept,
    /// Select every node that answers the filter itself rather than as context.
    SelectHits,
    /// Select what is kept and not selected.
    InvertSelection,
    /// Select again what was selected before.
    GoBack,
    /// Select again what was gone back from.
    GoForward,
    /// Select nothing.
    ClearSelection,
    /// Open or fold a group.
    Fold {
        /// The pillar, the threat or the group by subtype.
        group: NodeId,
        /// Whether it is opened.
        open: bool,
    },
    /// Choose how groups fold, and forget what was said of single ones.
    SetUnfold(Unfold),
    /// Put a node's centre somewhere and keep it there. World units.
    Pin {
        /// The node.
        node: NodeId,
        /// Its centre.
        pos_world: Pos2,
    },
    /// Let the layout place a node again.
    Unpin(NodeId),
    /// Let the layout place every node again.
    UnpinAll,
    /// Show only a node's neighbourhood, or everything again.
    SetFocus {
        /// The node.
        node: Option<NodeId>,
        /// How many steps from it.
        depth: u8,
    },
    /// Show a node's neighbours beside what filter and focus keep, or no longer.
    Expand {
        /// The node.
        node: NodeId,
        /// Whether they are shown.
        is_wanted: bool,
    },
    /// Choose along which way of links the neighbourhood reaches.
    SetDirection(Direction),
    /// Lay the picture out another way.
    SetLayout(LayoutKind),
    /// Light or dark.
    SetTheme(Theme),
    /// Choose what the patterns of lines tell apart.
    SetLineStyle(LineStyle),
    /// Look somewhere, as the user wants; `None` fits the whole picture. Looking around without
    /// doing anything else is one step to undo.
    LookAt(Option<Camera>),
    /// Look somewhere as a consequence of something else, which is no step of its own.
    SetCamera(Option<Camera>),
    /// One step towards the whole picture.
    StepBack,
    /// Take the last change back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Open a passage, or close it.
    Read(Option<Reading>),
    /// Open a passage and select all that rests on it: nodes, and the ends of links.
    Light(Reading),
    /// Select a node, or the ends of a link, that rests on the passage open, and keep that open.
    Choose(Thing),
    /// Open the first passage that speaks for a link, and walk through its passages.
    ReadLink(LinkId),
    /// Change the briefing, or go to one of its views.
    Deck(DeckCommand),
    /// Open another atlas.
    Open(PathBuf),
    /// Open the atlas built into the program.
    OpenBuiltIn,
    /// Ask where to export to.
    Export,
    /// Export the view to a file.
    ExportTo {
        /// The file; its ending says the format.
        path: PathBuf,
        /// Whether an existing file is replaced.
        replace: bool,
    },
    /// Ask where to save the briefing to, with the atlas it is over.
    SaveBriefing,
    /// Put text on the clipboard.
    Copy(String),
    /// Put the picture of the view on the clipboard.
    CopyPicture,
    /// Open an address in the browser.
    FollowLink(String),
    /// Close the window.
    Quit,
}

/// What has to happen outside a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Read another atlas and begin a new session with it.
    Open(PathBuf),
    /// Begin a new session with the atlas built into the program.
    OpenBuiltIn,
    /// Show the dialog that asks for a file to export to.
    AskWhereToExport,
    /// Show the dialog that asks for a file to save the briefing to.
    AskWhereToSave,
    /// Write the view to a file.
    Export {
        /// The file.
        path: PathBuf,
        /// Whether an existing file is replaced.
        replace: bool,
    },
    /// Put text on the clipboard.
    Copy(String),
    /// Put the picture of the view on the clipboard.
    CopyPicture,
    /// Open an https address in the browser.
    FollowLink(String),
    /// Say why something is not done.
    Refuse(String),
    /// Close the window.
    Quit,
}

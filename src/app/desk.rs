//! What lies on the desk: window state that belongs to no session.

use super::notices::Notices;

/// Window state that belongs to no session and to no file.
#[derive(Debug, Default)]
pub(super) struct Desk {
    /// The search field.
    pub(super) search: SearchField,
    /// Which tab of the reading panel is open.
    pub(super) tab: Tab,
    /// The name of the drawer that is open.
    pub(super) drawer: Option<&'static str>,
    /// Whether the help sheet is open.
    pub(super) help_is_open: bool,
    /// The export sheet, where it is open.
    pub(super) export: Option<ExportForm>,
    /// The path typed to open another atlas, where that sheet is open.
    pub(super) open_path: Option<String>,
    /// Whether the user asked for another atlas.
    pub(super) wants_to_open: bool,
    /// Whether the export sheet's file dialog is asked for.
    pub(super) wants_export_dialog: bool,
    /// Whether the open sheet's file dialog is asked for.
    pub(super) wants_open_dialog: bool,
    /// What went well or wrong.
    pub(super) notices: Notices,
    /// Whether transitions are switched off.
    pub(super) motion_is_off: bool,
    /// The document open in the source tab, and the row last scrolled to.
    pub(super) source: SourceState,
    /// Facets shown whole.
    pub(super) long_facets: std::collections::BTreeSet<&'static str>,
}

/// Tabs of the reading panel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Tab {
    /// The selected thing.
    #[default]
    Details,
    /// The documents.
    Source,
}

/// The search field.
#[derive(Debug, Default)]
pub(super) struct SearchField {
    /// What is typed; the filter's own words while nobody types.
    pub(super) text: String,
    /// What is wrong with it.
    pub(super) problem: Option<String>,
    /// Whether the field is to take the keyboard.
    pub(super) wants_focus: bool,
    /// Whether the field is to give the keyboard back.
    pub(super) wants_to_leave: bool,
    /// The row of the list below that Enter takes.
    pub(super) chosen: Option<usize>,
    /// Whether the field had the keyboard in the last frame.
    pub(super) had_focus: bool,
}

impl SearchField {
    /// Forgets what was typed.
    pub(super) fn reset(&mut self) {
        self.text.clear();
        self.problem = None;
        self.chosen = None;
    }
}

/// The source tab.
#[derive(Debug, Default)]
pub(super) struct SourceState {
    /// The document shown while nothing is read.
    pub(super) document: usize,
    /// The passage the tab has scrolled to.
    pub(super) shown: Option<crate::session::Reading>,
    /// Whether the document is to be read from its beginning.
    pub(super) wants_top: bool,
}

/// What is asked of an export.
#[derive(Debug, Clone)]
pub(super) struct ExportForm {
    /// Where to.
    pub(super) path: String,
    /// Width and height of a picture, in points.
    pub(super) size: (u32, u32),
    /// Pixels to a point.
    pub(super) scale: u32,
    /// Whether legend and sources stand under the picture.
    pub(super) legend: bool,
    /// Whether a picture carries its view and data.
    pub(super) metadata: bool,
    /// Whether the ground is left out.
    pub(super) transparent: bool,
    /// What went wrong with the last try.
    pub(super) problem: Option<String>,
    /// Whether the user agreed to replace an existing file of this path.
    pub(super) replace: Option<String>,
}

impl Desk {
    /// Whether a sheet lies over the window.
    pub(super) fn has_sheet(&self) -> bool {
        self.help_is_open || self.export.is_some() || self.open_path.is_some()
    }

    /// Closes what lies on top; says whether there was something.
    pub(super) fn close_topmost(&mut self) -> bool {
        if self.help_is_open {
            self.help_is_open = false;
        } else if self.open_path.take().is_some() || self.export.take().is_some() {
            self.wants_export_dialog = false;
        } else {
            return false;
        }
        true
    }
}

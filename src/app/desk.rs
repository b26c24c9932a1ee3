//! What lies on the desk: window state that belongs to no session.

use super::enlarge::Enlargement;
use super::finder::Finder;
use super::followed::Followed;
use super::notices::Notices;
use super::panels::matrix::MatrixState;
use super::panels::palette::Palette;
use super::panels::search::{Offers, Typed};
use super::panels::source::Reader;
use super::panels::table::TableState;
use super::panels::views::ViewsState;
use super::presenter::Beginning;
use super::preview::Preview;
use super::under_way::UnderWay;
use crate::atlas::Atlas;
use crate::export::{Register, title_of_view};
use crate::filter::ParseError;
use crate::view::View;

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
    /// The command palette, where it is open.
    pub(super) palette: Option<Palette>,
    /// The export sheet, where it is open.
    pub(super) export: Option<ExportForm>,
    /// What the export asked for will look like.
    pub(super) preview: Preview,
    /// What is being written or drawn for the clipboard.
    pub(super) under_way: Option<UnderWay>,
    /// What was asked of the last export that was written.
    pub(super) last_export: Option<ExportForm>,
    /// The file that was last written.
    pub(super) last_written: Option<std::path::PathBuf>,
    /// A file or folder that is to be opened in the program the reader has for it.
    pub(super) wants_elsewhere: Option<std::path::PathBuf>,
    /// The path typed to open another atlas, where that sheet is open.
    pub(super) open_path: Option<String>,
    /// Whether the window is to fill the screen, or no longer.
    pub(super) wants_full_screen_change: bool,
    /// From which view on the briefing is to be presented.
    pub(super) wants_to_present: Option<Beginning>,
    /// Whether the user asked for another atlas.
    pub(super) wants_to_open: bool,
    /// Whether the export sheet's file dialog is asked for.
    pub(super) wants_export_dialog: bool,
    /// Whether the open sheet's file dialog is asked for.
    pub(super) wants_open_dialog: bool,
    /// What went well or wrong.
    pub(super) notices: Notices,
    /// How large everything in the window is.
    pub(super) enlargement: Enlargement,
    /// Whether transitions are switched off.
    pub(super) motion_is_off: bool,
    /// The document open in the source tab, and the row last scrolled to.
    pub(super) source: SourceState,
    /// The timeline.
    pub(super) timeline: super::panels::timeline::TimelineState,
    /// The insight tab.
    pub(super) insight: super::panels::insight::InsightState,
    /// The drawer with the table.
    pub(super) table: TableState,
    /// The drawer with the matrix.
    pub(super) matrix: MatrixState,
    /// Links that are followed in the graph.
    pub(super) followed: Followed,
    /// The drawer with the briefing.
    pub(super) views: ViewsState,
    /// How several selected nodes are connected.
    pub(super) ways: super::panels::ways::WaysState,
    /// Facets shown whole.
    pub(super) long_facets: std::collections::BTreeSet<&'static str>,
    /// In which order the values of each facet stand, by its word: kept while the pointer is among them.
    pub(super) facet_orders: std::collections::BTreeMap<&'static str, Vec<String>>,
}

/// Tabs of the reading panel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Tab {
    /// The selected thing.
    #[default]
    Details,
    /// The documents.
    Source,
    /// What the structure of the view says.
    Insight,
}

/// The search field.
#[derive(Debug, Default)]
pub(super) struct SearchField {
    /// What is typed; the filter's own words while nobody types.
    pub(super) text: String,
    /// What is wrong with it.
    pub(super) problem: Option<ParseError>,
    /// What is typed and has not been asked for yet.
    pub(super) typed: Typed,
    /// Whether the field is to take the keyboard, with all of its text selected.
    pub(super) wants_focus: bool,
    /// Whether the field is to keep the keyboard, its cursor where it is.
    pub(super) wants_focus_at_end: bool,
    /// Whether the field is to give the keyboard back.
    pub(super) wants_to_leave: bool,
    /// The row of the list below that Enter takes.
    pub(super) chosen: Option<usize>,
    /// Whether the field had the keyboard in the last frame.
    pub(super) had_focus: bool,
    /// What the list below offers.
    pub(super) offers: Offers,
    /// The index it searches.
    pub(super) finder: Finder,
}

impl SearchField {
    /// Forgets what was typed.
    pub(super) fn reset(&mut self) {
        self.text.clear();
        self.close();
    }

    /// Closes the list.
    pub(super) fn close(&mut self) {
        self.problem = None;
        self.typed = Typed::default();
        self.chosen = None;
        self.offers = Offers::default();
        self.had_focus = false;
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
    /// Whether the field to look for words in the text is to take the keyboard.
    pub(super) wants_find: bool,
    /// The text itself: how it is set, where one looks, what is selected in it.
    pub(super) reader: Reader,
}

impl SourceState {
    /// Where one looks: the document's position and a code point in it.
    pub(super) const fn place(&self) -> (usize, usize) {
        (self.document, self.reader.character())
    }
}

/// What is asked of an export.
#[derive(Debug, Clone)]
pub(super) struct ExportForm {
    /// Where to.
    pub(super) path: String,
    /// Title of the picture.
    pub(super) title: String,
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
    /// Whether tables begin with the mark by which spreadsheets know UTF-8.
    pub(super) bom: bool,
    /// What went wrong with the last try.
    pub(super) problem: Option<String>,
    /// Whether the briefing is saved, with the whole atlas, rather than the view exported.
    pub(super) saves_briefing: bool,
    /// Whether there is a briefing to be written.
    pub(super) has_views: bool,
    /// Whether a document holds the whole briefing instead of the view.
    pub(super) whole_briefing: bool,
    /// Which claims a document lists; `None` for what is usual.
    pub(super) register: Option<Register>,
    /// Whether the user agreed to replace an existing file of this path.
    pub(super) replace: Option<String>,
}

impl ExportForm {
    /// A view with the title typed, unless that is the one its pictures have anyway.
    pub(super) fn titled(&self, view: &View, atlas: &Atlas) -> View {
        let typed = self.title.trim();
        if self.saves_briefing || typed == title_of_view(atlas, view) {
            return view.clone();
        }
        let title = Some(typed.to_owned()).filter(|title| !title.is_empty());
        View { title, ..view.clone() }
    }
}

impl Desk {
    /// Whether a sheet lies over the window.
    pub(super) fn has_sheet(&self) -> bool {
        self.help_is_open
            || self.palette.is_some()
            || self.export.is_some()
            || self.open_path.is_some()
            || self.views.keeping.is_some()
    }

    /// Opens a drawer, or closes it where it is open.
    pub(super) fn toggle_drawer(&mut self, name: &'static str) {
        self.drawer = (self.drawer != Some(name)).then_some(name);
    }

    /// Closes the export sheet, or gives up what is being written from it; says whether it was open.
    pub(super) fn close_export(&mut self) -> bool {
        match &self.under_way {
            Some(under_way) if self.export.is_some() => {
                under_way.give_up();
                true
            }
            _ => self.export.take().is_some(),
        }
    }

    /// Closes what lies on top; says whether there was something.
    pub(super) fn close_topmost(&mut self) -> bool {
        let has_closed = self.palette.take().is_some()
            || self.views.keeping.take().is_some()
            || self.views.stop_renaming();
        if has_closed {
            return true;
        }
        if self.help_is_open {
            self.help_is_open = false;
        } else if self.open_path.take().is_some() || self.close_export() {
            self.wants_export_dialog = false;
        } else {
            let is_given_up = self.under_way.as_ref().is_some_and(UnderWay::give_up);
            return is_given_up
                || self.followed.end()
                || (self.tab == Tab::Source && self.source.reader.let_go());
        }
        true
    }
}

//! The panels around the graph, one file each. They read, and send commands.

mod asked;
mod dates;
mod details;
pub(super) mod drawer;
mod evidence;
pub(super) mod export;
pub(super) mod filters;
mod group;
pub(super) mod help;
mod identity;
pub(super) mod insight;
mod links;
pub(super) mod matrix;
pub(super) mod palette;
pub(super) mod reading;
pub(super) mod search;
mod selection;
mod sheet;
mod since;
pub(super) mod source;
pub(super) mod status;
pub(super) mod table;
pub(super) mod timeline;
pub(super) mod top;
pub(super) mod views;
pub(super) mod ways;
mod worked;

use egui::Ui;

use super::desk::Desk;
use super::widgets::Look;
use crate::session::{Command, Session};
use crate::view::Picture;

/// What every panel may read.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    /// The sitting.
    pub(super) session: &'a Session,
    /// Its picture.
    pub(super) picture: &'a Picture,
    /// Colours.
    pub(super) look: Look,
}

/// Draws a panel and gathers what the user does in it.
pub(super) type Draw = fn(&mut Ui, Facts<'_>, &mut Desk, &mut Vec<Command>);

/// Where a panel stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Above everything.
    Top,
    /// Below everything.
    Bottom,
    /// Left of the graph.
    Left,
    /// Right of the graph; comes only when it is needed where the window is narrow.
    Right,
}

/// One row of [`PANELS`].
pub(super) struct PanelSpec {
    /// Its name.
    pub(super) name: &'static str,
    /// Where it stands.
    pub(super) side: Side,
    /// What it draws.
    pub(super) draw: Draw,
}

/// The panels around the graph, from the outermost.
pub(super) const PANELS: &[PanelSpec] = &[
    PanelSpec { name: "top", side: Side::Top, draw: top::top_ui },
    PanelSpec { name: "status", side: Side::Bottom, draw: status::status_ui },
    PanelSpec { name: "filters", side: Side::Left, draw: filters::filters_ui },
    PanelSpec { name: "reading", side: Side::Right, draw: reading::reading_ui },
];

/// Sheets that lie over the window while they are open.
pub(super) const SHEETS: &[Draw] =
    &[help::help_ui, export::export_ui, export::open_ui, palette::palette_ui, views::keep_ui];

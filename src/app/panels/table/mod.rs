//! The drawer with the table: every node or link of the view as rows, the second face of the graph.
//!
//! What stands in the cells is worked out in `survey`; here they are shown, walked over, picked
//! and copied.

mod cells;
mod heads;
mod picking;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Align, Id, Layout, Ui};

use super::Facts;
use super::sheet::{Part, Sheet, Spot};
use super::worked::Worked;
use crate::app::desk::Desk;
use crate::app::style::size;
use crate::atlas::NodeId;
use crate::filter::Filter;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;
use crate::survey::{RowOrder, Rows, Subject};

/// Height of a row.
const ROW: f32 = 26.0;
/// Height of the heads.
const HEAD: f32 = 28.0;

/// The table's name for the keyboard.
fn sheet_id() -> Id {
    Id::unique("table")
}

/// What the table keeps from frame to frame.
#[derive(Debug, Default)]
pub(in crate::app) struct TableState {
    /// Whether links are shown instead of nodes.
    shows_links: bool,
    /// How nodes, and how links, are sorted.
    orders: [Option<RowOrder>; 2],
    /// Widths that someone gave to columns, by name.
    widths: BTreeMap<&'static str, f32>,
    /// The row the keyboard is at.
    cursor: Option<Subject>,
    /// The column the keyboard is at; none is the head of the row.
    column: Option<usize>,
    /// Whether the cursor is to be scrolled into sight.
    wants_reveal: bool,
    /// The selection the table last followed.
    followed: Vec<NodeId>,
    /// Whether the selection is about to change by something done in the table.
    is_own: bool,
    /// How many rows were seen in the last frame.
    n_seen: usize,
    worked: Worked<(bool, Option<RowOrder>), Sorted>,
}

/// Rows, and the order in which they stand.
#[derive(Debug)]
struct Sorted {
    rows: Rows,
    order: Vec<usize>,
}

impl Sorted {
    /// The position in the order of the row about a subject.
    fn place(&self, subject: &Subject) -> Option<usize> {
        let at = self.rows.position(subject)?;
        self.order.iter().position(|row| *row == at)
    }

    /// The row at a position of the order.
    fn row(&self, place: usize) -> Option<&crate::survey::Row> {
        self.rows.rows.get(*self.order.get(place)?)
    }
}

impl TableState {
    fn order(&self) -> Option<RowOrder> {
        self.orders[usize::from(self.shows_links)]
    }

    fn sort_by(&mut self, column: usize) {
        let order = RowOrder::after_click(self.order(), column);
        self.orders[usize::from(self.shows_links)] = order;
        self.wants_reveal = true;
    }

    fn sorted(&mut self, facts: Facts<'_>) -> Arc<Sorted> {
        let choice = (self.shows_links, self.order());
        self.worked.of(facts, choice, |&(shows_links, order)| {
            let (atlas, visible) = (facts.session.atlas(), &facts.picture.visible);
            let rows = if shows_links {
                Rows::of_links(atlas, visible)
            } else {
                Rows::of_nodes(atlas, visible)
            };
            Sorted { order: rows.sorted(order), rows }
        })
    }
}

/// Draws the table.
pub(in crate::app) fn table_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let state = &mut desk.table;
    let sorted = state.sorted(facts);
    bar_ui(ui, facts, state, &sorted, commands);
    facts.look.hairline(ui);
    if sorted.rows.rows.is_empty() {
        empty_ui(ui, facts, state, commands);
        return;
    }
    picking::follow_selection(facts, state, &sorted);
    picking::keys(ui, facts, state, &sorted, commands);
    sheet_ui(ui, facts, state, &sorted, commands);
}

/// What is shown, how much of it, and the ways to take it along.
fn bar_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    state: &mut TableState,
    sorted: &Sorted,
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        ui.spacing_mut().item_spacing.x = 6.0;
        for (word, links) in [("Nodes", false), ("Links", true)] {
            if look.segment(ui, word, state.shows_links == links).clicked() {
                state.shows_links = links;
                state.cursor = None;
                state.column = None;
                state.followed.clear();
            }
        }
        ui.add_space(8.0);
        let soft = (size::SMALL, Weight::Regular, Paint::Soft);
        let words = picking::count_sentence(facts, sorted);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            let markdown = look.word_button(ui, "Copy as Markdown");
            if markdown.on_hover_text("The selected rows, or all where none is").clicked() {
                let text = sorted.rows.markdown(&picking::to_copy(facts, sorted));
                commands.push(Command::Copy(text));
            }
            let plain = look.word_button(ui, "Copy rows");
            let hint = "For a spreadsheet: the selected rows, or all where none is (Ctrl+C)";
            if plain.on_hover_text(hint).clicked() {
                commands.push(picking::copy(facts, sorted));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let room = ui.available_width() - 8.0;
                let galley = look.one_line(ui, &words, soft, room);
                ui.label(galley);
            });
        });
    });
    ui.add_space(4.0);
}

fn empty_ui(ui: &mut Ui, facts: Facts<'_>, state: &TableState, commands: &mut Vec<Command>) {
    let look = facts.look;
    ui.add_space(16.0);
    ui.horizontal(|ui| {
        ui.add_space(20.0);
        let has_nodes = !facts.picture.visible.kept_nodes.is_empty();
        let words = if state.shows_links && has_nodes {
            "Nothing that is shown is linked."
        } else {
            facts.picture.empty_sentence()
        };
        ui.label(look.one_line(ui, words, (size::BODY, Weight::Regular, Paint::Soft), 480.0));
        let has_filter = !facts.session.view().filter.is_empty();
        if has_filter && look.link(ui, "Clear the filter", size::BODY, Weight::Medium).clicked() {
            commands.push(Command::SetFilter(Filter::new()));
        }
    });
}

fn sheet_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    state: &mut TableState,
    sorted: &Sorted,
    commands: &mut Vec<Command>,
) {
    let columns = &sorted.rows.columns;
    let (side, widths) = heads::widths(state, columns, ui.available_width());
    let place = state.cursor.as_ref().and_then(|cursor| sorted.place(cursor));
    let cursor = place.map(|row| Spot { row: Some(row), column: state.column });
    let reveal = cursor.filter(|_| std::mem::take(&mut state.wants_reveal));
    let what = if state.shows_links { "links" } else { "nodes" };
    let sheet = Sheet {
        id: sheet_id(),
        label: &format!("Table of {what}, {} rows", sorted.rows.rows.len()),
        n_rows: sorted.rows.rows.len(),
        row_height: ROW,
        widths: &widths,
        head: HEAD,
        side,
        slack: 0.0,
        reveal,
        cursor: cursor.or(Some(Spot { row: Some(0), column: state.column })),
    };
    let selected = facts.session.view().selection();
    let shown = sheet.show(ui, |ui, place, part| match part {
        Part::Body | Part::Side => {
            let painter = cells::Painter { facts, sorted, selected: &selected, cursor };
            painter.part_ui(ui, place, part);
        }
        Part::Head => heads::heads_ui(ui, facts, state, columns, place),
        Part::Corner => heads::corner_ui(ui, facts, state, columns, place),
    });
    state.n_seen = shown.n_seen;
    if let Some((spot, is_double)) = shown.clicked {
        picking::click(ui, facts, state, sorted, (spot, is_double), commands);
    }
}

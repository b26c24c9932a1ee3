//! Rows picked, walked over and copied: what pointer and keyboard ask of the table.

use std::collections::BTreeSet;

use egui::{Event, Key, Modifiers, Ui};

use super::{Sorted, TableState, sheet_id};
use crate::app::held::held;
use crate::app::panels::Facts;
use crate::app::panels::evidence::read;
use crate::app::panels::sheet::{Bounds, Spot, walked};
use crate::atlas::{Evidence, NodeId};
use crate::session::Command;
use crate::survey::{Row, Subject};

/// How a row joins what is selected already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// It alone.
    Alone,
    /// Added, or taken out again.
    Added,
    /// With all rows between it and the row the keyboard is at.
    Range,
}

impl How {
    fn of(held: Modifiers) -> Self {
        if held.shift {
            Self::Range
        } else if held.command || held.ctrl {
            Self::Added
        } else {
            Self::Alone
        }
    }
}

/// Whether a row speaks of what is selected: of its one node, or, where several are, of nothing
/// else.
pub(super) fn is_marked(row: &Row, selected: &BTreeSet<&NodeId>) -> bool {
    if selected.len() == 1 {
        row.nodes.iter().any(|node| selected.contains(node))
    } else {
        !row.nodes.is_empty() && row.nodes.iter().all(|node| selected.contains(node))
    }
}

/// How much the table holds: "306 rows, 3 selected".
pub(super) fn count_sentence(facts: Facts<'_>, sorted: &Sorted) -> String {
    let selected = facts.session.view().selection();
    let n = sorted.rows.rows.len();
    let rows = if n == 1 { "row" } else { "rows" };
    match sorted.rows.rows.iter().filter(|row| is_marked(row, &selected)).count() {
        0 => format!("{n} {rows}"),
        n_marked => format!("{n} {rows}, {n_marked} selected"),
    }
}

/// The rows to copy: those selected, or all where none is; as they stand.
pub(super) fn to_copy(facts: Facts<'_>, sorted: &Sorted) -> Vec<usize> {
    let selected = facts.session.view().selection();
    let is_picked =
        |at: &usize| sorted.rows.rows.get(*at).is_some_and(|row| is_marked(row, &selected));
    let picked: Vec<usize> = sorted.order.iter().copied().filter(is_picked).collect();
    if picked.is_empty() { sorted.order.clone() } else { picked }
}

/// Puts rows on the clipboard, for a spreadsheet.
pub(super) fn copy(facts: Facts<'_>, sorted: &Sorted) -> Command {
    Command::Copy(sorted.rows.tab_separated(&to_copy(facts, sorted)))
}

/// Brings the row of what was selected elsewhere into sight.
pub(super) fn follow_selection(facts: Facts<'_>, state: &mut TableState, sorted: &Sorted) {
    let view = facts.session.view();
    if view.selected == state.followed {
        return;
    }
    state.followed.clone_from(&view.selected);
    if std::mem::take(&mut state.is_own) {
        return;
    }
    let selected = view.selection();
    let subject = view.subject();
    let is_about = |row: &&Row| {
        is_marked(row, &selected) && subject.is_none_or(|node| row.nodes.contains(node))
    };
    let rows = (0..sorted.order.len()).filter_map(|place| sorted.row(place));
    if let Some(row) = rows.into_iter().find(is_about) {
        state.cursor = Some(row.subject.clone());
        state.column = None;
        state.wants_reveal = true;
    }
}

/// What is done with the pointer.
pub(super) fn click(
    ui: &Ui,
    facts: Facts<'_>,
    state: &mut TableState,
    sorted: &Sorted,
    (spot, is_double): (Spot, bool),
    commands: &mut Vec<Command>,
) {
    let Some(place) = spot.row else { return };
    let how = How::of(ui.input(held));
    if is_double && how == How::Alone {
        open(facts, sorted, place, commands);
    } else {
        pick(facts, state, sorted, (place, how), commands);
    }
    state.column = None;
}

/// What is done with the keyboard.
pub(super) fn keys(
    ui: &Ui,
    facts: Facts<'_>,
    state: &mut TableState,
    sorted: &Sorted,
    commands: &mut Vec<Command>,
) {
    if !ui.memory(|memory| memory.has_focus(sheet_id())) {
        return;
    }
    let place = state.cursor.as_ref().and_then(|cursor| sorted.place(cursor));
    let from = Spot { row: place.or(Some(0)), column: state.column };
    let bounds = Bounds {
        n_rows: sorted.order.len(),
        n_columns: sorted.rows.columns.len().saturating_sub(1),
        page: state.n_seen,
        has_heads: false,
    };
    if let Some(to) = walked(ui, sheet_id(), from, bounds) {
        // The first key shows where the keyboard is.
        let to = if place.is_none() { from } else { to };
        state.cursor = to.row.and_then(|row| sorted.row(row)).map(|row| row.subject.clone());
        state.column = to.column;
        state.wants_reveal = true;
    }
    let modifiers = ui.input(held);
    if let Some(place) = place
        && ui.input(|i| i.key_pressed(Key::Enter) || i.key_pressed(Key::Space))
    {
        let how = How::of(modifiers);
        let selected = facts.session.view().selection();
        let is_only = sorted
            .row(place)
            .is_some_and(|row| row.nodes.len() == selected.len() && is_marked(row, &selected));
        if is_only && how == How::Alone {
            open(facts, sorted, place, commands);
        } else {
            // There is no range to pick by a key that walks nowhere.
            let how = if how == How::Range { How::Added } else { how };
            pick(facts, state, sorted, (place, how), commands);
        }
    }
    if ui.input(|i| i.events.iter().any(|event| matches!(event, Event::Copy))) {
        commands.push(copy(facts, sorted));
    }
}

/// Selects what a row speaks of.
fn pick(
    facts: Facts<'_>,
    state: &mut TableState,
    sorted: &Sorted,
    (place, how): (usize, How),
    commands: &mut Vec<Command>,
) {
    let Some(row) = sorted.row(place) else { return };
    let anchor = state.cursor.as_ref().and_then(|cursor| sorted.place(cursor));
    let command = match (how, &row.subject) {
        (How::Alone, Subject::Node(node)) => Command::Select { node: node.clone(), extend: false },
        (How::Added, Subject::Node(node)) => Command::Select { node: node.clone(), extend: true },
        (How::Alone, Subject::Link(_)) => Command::SelectThese(row.nodes.clone()),
        (How::Added, Subject::Link(_)) => {
            let before = facts.session.view().selected.iter().cloned();
            Command::SelectThese(before.chain(row.nodes.iter().cloned()).collect())
        }
        (How::Range, _) => {
            let from = anchor.unwrap_or(place);
            // The row clicked comes last, because the last one selected is read.
            let between: Vec<usize> = if from <= place {
                (from..=place).collect()
            } else {
                (place..=from).rev().collect()
            };
            let rows = between.into_iter().filter_map(|at| sorted.row(at));
            Command::SelectThese(rows.flat_map(|row| row.nodes.clone()).collect())
        }
    };
    if how != How::Range || anchor.is_none() {
        state.cursor = Some(row.subject.clone());
    }
    state.is_own = true;
    commands.push(command);
}

/// Opens the passage behind a row.
fn open(facts: Facts<'_>, sorted: &Sorted, place: usize, commands: &mut Vec<Command>) {
    let atlas = facts.session.atlas();
    let evidence = match sorted.row(place).map(|row| &row.subject) {
        Some(Subject::Node(node)) => atlas.node(node).map(|node| &node.evidence),
        Some(Subject::Link(link)) => atlas.link(link).map(|link| &link.evidence),
        None => None,
    };
    let quote = evidence.into_iter().flatten().find_map(Evidence::quote);
    commands.extend(quote.map(read));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(nodes: &[&str], selected: &[&str], expected: bool) {
        let row = Row {
            subject: Subject::Link("l".into()),
            nodes: nodes.iter().map(|id| NodeId::new(*id)).collect(),
            cells: Vec::new(),
            spoken: String::new(),
        };
        let selected: Vec<NodeId> = selected.iter().map(|id| NodeId::new(*id)).collect();
        assert_eq!(is_marked(&row, &selected.iter().collect()), expected, "{nodes:?} {selected:?}");
    }

    #[test]
    fn one_selected_node_marks_all_its_links_and_several_only_those_between_them() {
        check(&["a"], &["a"], true);
        check(&["a", "b"], &["a"], true);
        check(&["a", "b"], &["a", "b"], true);
        check(&["a", "b"], &["a", "c"], false);
        check(&["a"], &["a", "c"], true);
        check(&["a", "b"], &[], false);
        check(&["a"], &[], false);
    }
}

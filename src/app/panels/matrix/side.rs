//! Beside the matrix: what is behind the open cell, or else what is joined to nothing.

use egui::{ScrollArea, Ui};

use super::{MatrixState, Ordered, show_in_graph};
use crate::app::panels::Facts;
use crate::app::panels::evidence::one_evidence_ui;
use crate::app::style::size;
use crate::atlas::{Link, NodeId};
use crate::layout::measure::Weight;
use crate::scene::{Paint, paint_of};
use crate::session::Command;
use crate::survey::{Gap, Joined};

/// Names of a gap shown until one asks for all.
const FIRST: usize = 10;

/// Draws what stands beside the matrix.
pub(super) fn side_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    state: &mut MatrixState,
    ordered: &Ordered,
    commands: &mut Vec<Command>,
) {
    let area = ScrollArea::vertical().id_salt("beside the matrix").auto_shrink(false);
    area.show(ui, |ui| {
        ui.set_width((ui.available_width() - 14.0).max(60.0));
        ui.spacing_mut().item_spacing.y = 2.0;
        let open = state.open.clone().map(|(row, column)| (Some(row), Some(column)));
        match open.and_then(|at| ordered.spot(&at)) {
            Some(spot) => cell_ui(ui, facts, state, ordered, spot, commands),
            None => gaps_ui(ui, facts, state, ordered, commands),
        }
        ui.add_space(12.0);
    });
}

fn gaps_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    state: &mut MatrixState,
    ordered: &Ordered,
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let soft = (size::SMALL, Weight::Regular, Paint::Soft);
    let gaps = ordered.matrix.gaps();
    ui.add_space(2.0);
    if gaps.is_empty() {
        let words = "No row and no column is empty. Choose a number to read what is behind it.";
        look.text(ui, words, soft);
        return;
    }
    for gap in &gaps {
        gap_ui(ui, facts, state, ordered, gap, commands);
        ui.add_space(10.0);
    }
    look.text(ui, "Choose a number to read what is behind it.", soft);
}

fn gap_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    state: &mut MatrixState,
    ordered: &Ordered,
    gap: &Gap,
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let words = format!("{}:", gap.sentence);
    look.text(ui, &words, (size::BODY, Weight::SemiBold, Paint::Ink));
    let n_shown = if state.shows_whole_gaps { usize::MAX } else { FIRST };
    for line in ordered.matrix.lines_of(gap).take(n_shown) {
        if look.link(ui, &line.label, size::SMALL, Weight::Regular).clicked() {
            commands.push(Command::Select { node: line.node.clone(), extend: false });
        }
    }
    let n_more = gap.lines.len().saturating_sub(n_shown);
    if n_more > 0 {
        let words = format!("{n_more} more…");
        if look.link(ui, &words, size::SMALL, Weight::SemiBold).clicked() {
            state.shows_whole_gaps = true;
        }
    }
}

fn cell_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    state: &mut MatrixState,
    ordered: &Ordered,
    spot: super::Spot,
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let Some((row, column)) = ordered.cell(spot) else { return };
    let matrix = &ordered.matrix;
    let names = format!("{} and {}", matrix.rows[row].label, matrix.columns[column].label);
    ui.add_space(2.0);
    look.text(ui, &names, (size::COUNT, Weight::SemiBold, Paint::Ink));
    let joined = matrix.joined(row, column);
    let words = joined.map_or_else(
        || "Nothing in this view joins them.".to_owned(),
        |joined| format!("Joined by {}.", joined.words()),
    );
    look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Soft));
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        if joined.is_some() {
            let shown = ui.button("Show in graph");
            let hint = "Filters the view to what is behind this number; Ctrl+Z takes it back";
            if shown.on_hover_text(hint).clicked() {
                show_in_graph(facts, ordered, spot, commands);
            }
        }
        if look.word_button(ui, "Close").clicked() {
            state.open = None;
        }
    });
    if let Some(joined) = joined {
        joined_ui(ui, facts, joined, commands);
    }
}

/// The links between the two, then each action with its links to either.
fn joined_ui(ui: &mut Ui, facts: Facts<'_>, joined: &Joined, commands: &mut Vec<Command>) {
    let atlas = facts.session.atlas();
    let link = |at: &usize| atlas.links().get(*at);
    for link in joined.links.iter().filter_map(link) {
        link_ui(ui, facts, link, commands);
    }
    for through in &joined.through {
        let Some(action) = atlas.nodes().get(through.action) else { continue };
        facts.look.caption(ui, "Through the action");
        select_ui(ui, facts, &action.id, commands);
        for link in through.links.iter().filter_map(link) {
            link_ui(ui, facts, link, commands);
        }
    }
}

/// A link as a sentence, with what it rests on.
fn link_ui(ui: &mut Ui, facts: Facts<'_>, link: &Link, commands: &mut Vec<Command>) {
    let look = facts.look;
    ui.add_space(8.0);
    let name = |id: &NodeId| {
        facts.session.atlas().node(id).map_or_else(|| id.to_string(), |node| node.label.clone())
    };
    let sentence =
        format!("{} {} {}", name(&link.source), link.relation.phrase(), name(&link.target));
    if look.link(ui, &sentence, size::SMALL, Weight::Medium).clicked() {
        commands.push(Command::SelectThese(vec![link.source.clone(), link.target.clone()]));
    }
    let basis = crate::app::widgets::capitalised(link.basis().phrase());
    look.text(ui, &basis, (size::SMALL, Weight::Regular, Paint::Soft));
    ui.add_space(2.0);
    let hue = paint_of(facts.session.atlas(), &link.source).unwrap_or(Paint::Accent);
    ui.push_id(link.id.as_str(), |ui| {
        for evidence in &link.evidence {
            one_evidence_ui(ui, facts, evidence, hue, commands);
            ui.add_space(4.0);
        }
    });
}

fn select_ui(ui: &mut Ui, facts: Facts<'_>, id: &NodeId, commands: &mut Vec<Command>) {
    let label = facts.session.atlas().node(id).map_or(id.as_str(), |node| node.label.as_str());
    if facts.look.link(ui, label, size::BODY, Weight::SemiBold).clicked() {
        commands.push(Command::Select { node: id.clone(), extend: false });
    }
}

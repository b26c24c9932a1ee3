//! Several selected nodes: which they are, and what can be done with all of them.

use egui::Ui;

use super::{Facts, ways};
use crate::app::desk::Desk;
use crate::app::style::size;
use crate::atlas::{Node, NodeId, NodeKind};
use crate::filter::{Filter, Key};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Selected nodes listed by name.
const MOST_LISTED: usize = 8;

/// Room for the kind and the way to let go beside a label, in points.
const BESIDE_LABEL: f32 = 120.0;

/// Draws the selection and how it is connected, where several nodes are selected.
pub(super) fn selection_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let atlas = facts.session.atlas();
    let selected = &facts.session.view().selected;
    let nodes: Vec<&Node> = selected.iter().filter_map(|id| atlas.node(id)).collect();
    if nodes.len() < 2 {
        return;
    }
    let look = facts.look;
    ui.add_space(18.0);
    let heading = format!("{} selected", nodes.len());
    look.text(ui, &heading, (size::TITLE, Weight::SemiBold, Paint::Ink));
    if nodes.len() > MOST_LISTED {
        look.text(ui, &by_kind(&nodes), (size::BODY, Weight::Regular, Paint::Soft));
    }
    for node in nodes.iter().take(MOST_LISTED) {
        row_ui(ui, facts, node, commands);
    }
    if nodes.len() > MOST_LISTED {
        let words = format!("and {} more", nodes.len() - MOST_LISTED);
        look.text(ui, &words, (size::BODY, Weight::Regular, Paint::Soft));
    }
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        if ui.button("Show only these").clicked() {
            commands.push(only(selected.iter()));
        }
        if ui.button("Clear the selection").clicked() {
            commands.push(Command::ClearSelection);
        }
    });
    ways::ways_ui(ui, facts, desk, &nodes, commands);
    ui.add_space(14.0);
    look.hairline(ui);
}

fn row_ui(ui: &mut Ui, facts: Facts<'_>, node: &Node, commands: &mut Vec<Command>) {
    let look = facts.look;
    ui.horizontal(|ui| {
        let room = ui.available_width() - BESIDE_LABEL;
        let style = (size::BODY, Weight::Regular, Paint::Ink);
        ui.label(look.one_line(ui, &node.label, style, room));
        look.text(ui, node.kind.word(), (size::SMALL, Weight::Regular, Paint::Soft));
        let let_go = look.link(ui, "let go", size::SMALL, Weight::Regular);
        if let_go.accessible_name(format!("Let go of {}", node.label)).clicked() {
            commands.push(Command::Select { node: node.id.clone(), extend: true });
        }
    });
}

/// "18 actions, 3 actors, 1 pillar", in the kinds' order.
fn by_kind(nodes: &[&Node]) -> String {
    let count = |kind: &NodeKind| {
        let n = nodes.iter().filter(|node| node.kind == *kind).count();
        let word = if n == 1 { kind.word() } else { kind.spec().plural };
        (n > 0).then(|| format!("{n} {word}"))
    };
    NodeKind::ALL.iter().filter_map(count).collect::<Vec<_>>().join(", ")
}

/// Shows these nodes and no others.
pub(super) fn only<'a>(ids: impl Iterator<Item = &'a NodeId>) -> Command {
    let filter = ids.fold(Filter::new(), |filter, id| filter.with(Key::Id, id.as_str(), false));
    Command::SetFilter(filter)
}

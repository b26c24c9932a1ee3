//! Groups in the reading panel: what is folded into one box, and the buttons that open and fold.

use egui::Ui;

use super::Facts;
use crate::app::style::size;
use crate::app::widgets::capitalised;
use crate::atlas::{Node, NodeId, NodeKind};
use crate::filter::{Group, GroupPart};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// What a group of nodes holds, each a click away, and the way to open it.
pub(super) fn group_ui(ui: &mut Ui, facts: Facts<'_>, group: &Group, commands: &mut Vec<Command>) {
    let look = facts.look;
    let members = members(facts, group);
    ui.add_space(18.0);
    look.text(ui, &group.label(), (size::TITLE, Weight::SemiBold, Paint::Ink));
    let words = match members.len() {
        1 => "1 node in one box".to_owned(),
        n => format!("{n} nodes in one box, because there is no room for each"),
    };
    look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Soft));
    ui.add_space(8.0);
    if ui.button("Open the group").clicked() {
        commands.push(Command::Fold { group: group.id(), open: true });
        commands.push(Command::ClearSelection);
    }
    look.caption(ui, &capitalised(group.kind.spec().plural));
    for node in members {
        if look.link(ui, &node.label, size::BODY, Weight::Regular).clicked() {
            commands.push(Command::Select { node: node.id.clone(), extend: false });
        }
    }
}

/// The kept nodes that the group takes in.
fn members<'a>(facts: Facts<'a>, group: &Group) -> Vec<&'a Node> {
    let is_drawn = |id: &NodeId| facts.picture.scene.node(id).is_some();
    let kept = &facts.picture.visible.kept_nodes;
    let is_there = |id: &NodeId| facts.picture.draws_all() || kept.contains(id);
    let atlas = facts.session.atlas();
    let nodes = atlas.nodes().iter().filter(|n| n.role() == group.kind && is_there(&n.id));
    let is_of_part = |node: &&Node| match &group.part {
        GroupPart::Whole => true,
        GroupPart::Subtype(subtype) => node.subtype.as_ref() == Some(subtype),
        GroupPart::Others => {
            let own = node.subtype.clone().map(GroupPart::Subtype);
            let own = own.map(|part| Group { kind: group.kind, part }.id());
            own.is_none_or(|id| !is_drawn(&id))
        }
    };
    nodes.filter(is_of_part).filter(|node| !is_drawn(&node.id)).collect()
}

/// Opening and folding, for those who do not double-click.
pub(super) fn fold_ui(ui: &mut Ui, facts: Facts<'_>, node: &Node, commands: &mut Vec<Command>) {
    if let Some(group) = opened_group(facts, node) {
        ui.add_space(8.0);
        if ui.button(format!("Fold {} again", group.label().to_lowercase())).clicked() {
            commands.push(Command::Fold { group: group.id(), open: false });
        }
    }
    let Some(drawn) = facts.picture.scene.node(&node.id) else { return };
    let is_pillar = node.role() == NodeKind::Pillar;
    let word = match (drawn.n_folded > 0, is_pillar, node.kind == NodeKind::Threat) {
        (true, true, _) => "Open its actions",
        (false, true, _) => "Fold its actions",
        (true, _, true) => "Open its sub-types",
        _ => return,
    };
    ui.add_space(8.0);
    if ui.button(word).clicked() {
        commands.push(Command::Fold { group: node.id.clone(), open: drawn.n_folded > 0 });
    }
}

/// The group of a node that the user opened.
fn opened_group(facts: Facts<'_>, node: &Node) -> Option<Group> {
    let kind = node.role();
    let own = node.subtype.clone().map(GroupPart::Subtype);
    let parts = own.into_iter().chain([GroupPart::Others, GroupPart::Whole]);
    let opened = &facts.session.view().folding.opened;
    parts.map(|part| Group { kind, part }).find(|group| opened.contains(&group.id()))
}

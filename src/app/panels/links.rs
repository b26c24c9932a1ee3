//! The links of a node, grouped by relation, each one click away from its other end and from
//! the sentence behind it.

use egui::{Ui, vec2};

use super::Facts;
use super::evidence::{broken_ui, place_of};
use crate::app::style::size;
use crate::app::widgets::capitalised;
use crate::atlas::{Evidence, Link, Node, NodeId, Relation};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// One row of the links.
struct LinkRow<'a> {
    /// The relation as seen from the node.
    phrase: String,
    /// The node at the other end.
    other: &'a NodeId,
    /// The sub-type whose link it is, where it is not the node's own.
    via: Option<&'a NodeId>,
    link: &'a Link,
}

pub(super) fn links_ui(ui: &mut Ui, facts: Facts<'_>, node: &Node, commands: &mut Vec<Command>) {
    let rows = link_rows(facts, &node.id);
    if rows.is_empty() {
        return;
    }
    facts.look.caption(ui, "Links");
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut last = "";
    for row in &rows {
        let is_new = row.phrase != last;
        if is_new && !last.is_empty() {
            ui.add_space(5.0);
        }
        link_ui(ui, facts, row, is_new, commands);
        last = &row.phrase;
    }
    ui.spacing_mut().item_spacing.y = 2.0;
}

/// Links grouped by relation, seen from the node, in the relations' order; a threat's with those
/// of its sub-types, because these are answers to it as well.
fn link_rows<'a>(facts: Facts<'a>, node: &'a NodeId) -> Vec<LinkRow<'a>> {
    let atlas = facts.session.atlas();
    let below = atlas
        .threats()
        .iter()
        .map(|t| &t.id)
        .filter(|id| *id != node && atlas.threat_line(id).any(|above| above == node));
    let mut rows: Vec<LinkRow<'a>> = own_rows(facts, node, None);
    for sub_type in below {
        rows.extend(own_rows(facts, sub_type, Some(sub_type)));
    }
    let rank = |row: &LinkRow<'_>| Relation::ALL.iter().position(|r| *r == row.link.relation);
    rows.sort_by(|a, b| (rank(a), &a.phrase).cmp(&(rank(b), &b.phrase)));
    rows
}

fn own_rows<'a>(facts: Facts<'a>, of: &'a NodeId, via: Option<&'a NodeId>) -> Vec<LinkRow<'a>> {
    let atlas = facts.session.atlas();
    let from = atlas.links_from(of).into_iter().map(|link| LinkRow {
        phrase: link.relation.phrase().to_owned(),
        other: &link.target,
        via,
        link,
    });
    let to = atlas.links_to(of).into_iter().map(|link| LinkRow {
        phrase: link.relation.reverse().to_owned(),
        other: &link.source,
        via,
        link,
    });
    to.chain(from).collect()
}

fn link_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    row: &LinkRow<'_>,
    names_relation: bool,
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let name = |id: &'_ NodeId| {
        facts.session.atlas().node(id).map_or_else(|| id.to_string(), |n| n.label.clone())
    };
    let label = name(row.other);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.allocate_ui(vec2(104.0, 20.0), |ui| {
            ui.set_min_width(104.0);
            if names_relation {
                look.text(ui, &row.phrase, (size::SMALL, Weight::Regular, Paint::Soft));
            }
        });
        let room = ui.available_width() - 36.0;
        ui.allocate_ui(vec2(room, 20.0), |ui| {
            ui.set_min_width(room);
            ui.set_max_width(room);
            ui.vertical(|ui| {
                if look.link(ui, &label, size::BODY, Weight::Regular).clicked() {
                    commands.push(Command::Select { node: row.other.clone(), extend: false });
                }
                if let Some(via) = row.via {
                    let words = format!("through {}", name(via));
                    look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Soft));
                }
            });
        });
        why_ui(ui, facts, row.link, commands);
    });
}

/// The way to the sentence behind a link; dashed where we read it so.
fn why_ui(ui: &mut Ui, facts: Facts<'_>, link: &Link, commands: &mut Vec<Command>) {
    let claim = link.claim();
    let Some(evidence) = claim.firmest() else {
        let words = claim.basis().phrase();
        facts.look.text(ui, words, (size::SMALL, Weight::Regular, Paint::Soft));
        return;
    };
    let why = facts.look.link(ui, "why?", size::SMALL, Weight::Regular);
    let is_clicked = why.clicked();
    why.on_hover_ui(|ui| {
        ui.set_max_width(340.0);
        for evidence in &link.evidence {
            let basis = capitalised(evidence.basis().phrase());
            facts.look.text(ui, &basis, (size::SMALL, Weight::SemiBold, Paint::Soft));
            if let Some(quote) = evidence.quote() {
                let words = format!("“{}”", quote.exact);
                facts.look.text(ui, &words, (size::BODY, Weight::Medium, Paint::Ink));
                let place = place_of(facts, quote);
                facts.look.text(ui, &place, (size::SMALL, Weight::Regular, Paint::Soft));
            }
            match evidence {
                Evidence::Interpreted { reason, .. } => {
                    let words = format!("Why: {reason}");
                    facts.look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Ink));
                }
                Evidence::Reference { citation, .. } => {
                    facts.look.text(ui, citation, (size::BODY, Weight::Regular, Paint::Ink));
                }
                Evidence::Broken(broken) => broken_ui(ui, facts.look, broken),
                Evidence::Stated(_) => {}
            }
        }
    });
    if is_clicked && evidence.quote().is_some() {
        commands.push(Command::ReadLink(link.id.clone()));
    }
}

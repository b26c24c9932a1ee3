//! The details tab: what the selected thing is, the sentences behind it, and its links.

use egui::text::LayoutJob;
use egui::{Frame, Margin, ScrollArea, Ui, vec2};

use super::dates::spoken_date;
use super::evidence::{evidence_ui, excerpt_ui};
use super::identity::identity_ui;
use super::links::links_ui;
use super::selection::selection_ui;
use super::since::since_ui;
use super::{Facts, group};
use crate::app::desk::{Desk, Tab};
use crate::app::style::size;
use crate::app::widgets::capitalised;
use crate::atlas::{Document, Node, NodeId, NodeKind, status_label, status_spec};
use crate::filter::{Group, Key};
use crate::layout::measure::Weight;
use crate::scene::{Paint, threat_hue};
use crate::session::Command;

/// Draws the details of what is selected.
pub(super) fn details_tab_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let subject = facts.session.view().subject().map(NodeId::as_str).unwrap_or_default();
    let area = ScrollArea::vertical().id_salt(("details", subject)).auto_shrink([false, false]);
    area.show(ui, |ui| {
        let margin = Margin { left: 20, right: 20, top: 0, bottom: 20 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.take_available_width();
            ui.spacing_mut().item_spacing.y = 2.0;
            details_ui(ui, facts, desk, commands);
        });
    });
}

fn details_ui(ui: &mut Ui, facts: Facts<'_>, desk: &mut Desk, commands: &mut Vec<Command>) {
    selection_ui(ui, facts, desk, commands);
    let subject = facts.session.view().subject();
    let node = subject.and_then(|id| facts.session.atlas().node(id));
    match (node, subject.and_then(Group::from_id)) {
        (Some(node), _) => node_ui(ui, facts, node, commands),
        (None, Some(group)) => group::group_ui(ui, facts, &group, commands),
        (None, None) => welcome_ui(ui, facts, desk, commands),
    }
}

/// What this is and what to do next, while nothing is selected.
fn welcome_ui(ui: &mut Ui, facts: Facts<'_>, desk: &mut Desk, commands: &mut Vec<Command>) {
    let Facts { session, look, .. } = facts;
    let atlas = session.atlas();
    ui.add_space(18.0);
    look.text(ui, atlas.title(), (size::TITLE, Weight::SemiBold, Paint::Ink));
    if let Some(summary) = &atlas.parts().summary {
        ui.add_space(4.0);
        look.text(ui, summary, (size::BODY, Weight::Regular, Paint::Ink));
    }
    ui.add_space(8.0);
    let words = if session.atlas().documents().is_empty() {
        "Click a box to see what it is linked to. Turn the wheel to look closer."
    } else {
        "Click a box to read the sentence behind it. Double-click a pillar to open its actions. \
         Tick a threat on the left to see what answers it."
    };
    look.text(ui, words, (size::BODY, Weight::Regular, Paint::Soft));
    pillars_ui(ui, facts, commands);
    if !atlas.documents().is_empty() {
        look.caption(ui, "Documents");
        for (at, document) in atlas.documents().iter().enumerate() {
            if look.link(ui, &document.title, size::BODY, Weight::Regular).clicked() {
                desk.source.document = at;
                desk.source.wants_top = true;
                desk.tab = Tab::Source;
            }
            look.text(ui, &about(document), (size::SMALL, Weight::Regular, Paint::Soft));
            ui.add_space(4.0);
        }
    }
    if !session.findings().is_empty() {
        look.caption(ui, "What is wrong with this atlas");
        for finding in session.findings() {
            look.text(ui, &finding.to_string(), (size::SMALL, Weight::Regular, Paint::Warning));
        }
    }
}

fn pillars_ui(ui: &mut Ui, facts: Facts<'_>, commands: &mut Vec<Command>) {
    let atlas = facts.session.atlas();
    let is_pillar = |node: &&Node| node.kind == NodeKind::Pillar;
    let groups = [
        ("Pillars", atlas.nodes().iter().filter(is_pillar).collect::<Vec<_>>()),
        ("Strands beside them", atlas.nodes().iter().filter(|node| node.is_strand()).collect()),
    ];
    for (caption, nodes) in groups.into_iter().filter(|(_, nodes)| !nodes.is_empty()) {
        facts.look.caption(ui, caption);
        for node in nodes {
            if facts.look.link(ui, &node.label, size::BODY, Weight::Regular).clicked() {
                commands.push(Command::Select { node: node.id.clone(), extend: false });
            }
        }
    }
}

fn about(document: &Document) -> String {
    let date = document.date.as_deref().map(spoken_date);
    let parts = [document.author.clone(), document.publisher.clone(), date];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "date and publisher unknown".to_owned() } else { parts.join(" · ") }
}

fn node_ui(ui: &mut Ui, facts: Facts<'_>, node: &Node, commands: &mut Vec<Command>) {
    let look = facts.look;
    ui.add_space(18.0);
    look.text(ui, &node.label, (size::TITLE, Weight::SemiBold, Paint::Ink));
    kind_ui(ui, facts, node);
    threats_ui(ui, facts, node, commands);
    if let Some(title) = node.title.as_ref().filter(|title| **title != node.label) {
        ui.add_space(6.0);
        look.text(ui, title, (size::BODY, Weight::Medium, Paint::Soft));
    }
    if let Some(summary) = &node.summary {
        ui.add_space(6.0);
        look.text(ui, summary, (size::BODY, Weight::Regular, Paint::Ink));
    }
    if let Some(definition) =
        facts.session.atlas().threat(&node.id).and_then(|t| t.definition.as_ref())
    {
        ui.add_space(6.0);
        look.text(ui, definition, (size::BODY, Weight::Regular, Paint::Soft));
    }
    spoken_ui(ui, facts, node, commands);
    group::fold_ui(ui, facts, node, commands);
    identity_ui(ui, facts, node, commands);
    evidence_ui(ui, facts, node, commands);
    since_ui(ui, facts, node, commands);
    links_ui(ui, facts, node, commands);
    excerpt_ui(ui, facts, node, commands);
}

fn kind_ui(ui: &mut Ui, facts: Facts<'_>, node: &Node) {
    let format = |weight| facts.look.format(size::SMALL, weight, Paint::Soft);
    let mut job = LayoutJob::default();
    let kind = if node.is_strand() { "Strand" } else { &capitalised(node.kind.word()) };
    job.append(kind, 0.0, format(Weight::Medium));
    let atlas = facts.session.atlas();
    let subtype = match &node.subtype {
        Some(_) if node.is_strand() => Some("beside the strategy’s pillars".to_owned()),
        subtype => subtype.as_ref().map(|subtype| subtype.replace('-', " ")),
    };
    let status = node.status.as_deref().map(|status| status_label(status).to_lowercase());
    let as_of = atlas.status_as_of(node).map(|day| format!("as of {}", spoken_date(day)));
    for part in [subtype, status, as_of].into_iter().flatten() {
        job.append(&format!("  ·  {part}"), 0.0, format(Weight::Regular));
    }
    job.wrap.max_width = ui.available_width();
    let meaning = node.status.as_deref().and_then(status_spec).map(|status| status.meaning);
    let label = ui.label(job);
    if let Some(meaning) = meaning {
        label.on_hover_text(meaning);
    }
}

/// The sentence to say aloud, with a way to take it along.
fn spoken_ui(ui: &mut Ui, facts: Facts<'_>, node: &Node, commands: &mut Vec<Command>) {
    let Some(spoken) = &node.spoken else { return };
    let look = facts.look;
    look.caption(ui, "To say aloud");
    look.text(ui, spoken, (size::QUOTE, Weight::Regular, Paint::Ink));
    if look.link(ui, "Copy", size::SMALL, Weight::Regular).clicked() {
        commands.push(Command::Copy(spoken.clone()));
    }
}

fn threats_ui(ui: &mut Ui, facts: Facts<'_>, node: &Node, commands: &mut Vec<Command>) {
    let atlas = facts.session.atlas();
    let threats = atlas.threats_of(&node.id);
    if threats.is_empty() {
        return;
    }
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for id in threats {
            let Some(threat) = atlas.node(id) else { continue };
            let chip = facts.look.chip(ui, &threat.label, threat_hue(atlas, id));
            if chip.on_hover_text("Show what answers this threat").clicked() {
                let filter = facts.session.view().filter.toggled(Key::Threat, id.as_str());
                commands.push(Command::SetFilter(filter));
            }
        }
    });
}

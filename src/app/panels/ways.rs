//! Several selected nodes: which they are, and how they are connected, sentence by sentence.

use std::sync::Arc;

use egui::{Margin, Ui};

use super::Facts;
use super::evidence::{hue_of, one_evidence_ui};
use super::worked::Worked;
use crate::app::desk::Desk;
use crate::app::style::size;
use crate::atlas::{Link, LinkId, Node, NodeId, Step, meeting, shortest_paths};
use crate::filter::{Filter, Key};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Most paths worked out.
const MOST_PATHS: usize = 64;
/// Paths shown before "more".
const SHORT: usize = 3;
/// Selected nodes listed by name.
const MOST_LISTED: usize = 8;
/// Up to so many selected nodes are asked how they hang together.
const MOST_CONNECTED: usize = 12;

/// What the section keeps from frame to frame.
#[derive(Debug, Default)]
pub(in crate::app) struct WaysState {
    found: Worked<Vec<NodeId>, Ways>,
    /// The selection of which every path is shown.
    long: Vec<NodeId>,
}

/// Links of a path, each with whether it is walked forward.
type Path = Vec<(LinkId, bool)>;

/// How selected nodes are connected.
#[derive(Debug, Default)]
struct Ways {
    paths: Vec<Path>,
    n_paths: u64,
    n_links: usize,
    /// Where three or more meet.
    middle: Option<NodeId>,
    /// Whether what the view keeps does not connect them, but the whole atlas does.
    is_beyond: bool,
}

/// Draws the selection and its ways, where several nodes are selected.
pub(super) fn selected_ui(
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
    for node in nodes.iter().take(MOST_LISTED) {
        ui.horizontal(|ui| {
            look.text(ui, &node.label, (size::BODY, Weight::Regular, Paint::Ink));
            look.text(ui, node.kind.word(), (size::SMALL, Weight::Regular, Paint::Soft));
            let let_go = look.link(ui, "let go", size::SMALL, Weight::Regular);
            if let_go.accessible_name(format!("Let go of {}", node.label)).clicked() {
                commands.push(Command::Select { node: node.id.clone(), extend: true });
            }
        });
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
    if nodes.len() <= MOST_CONNECTED {
        ways_ui(ui, facts, desk, &nodes, commands);
    }
    ui.add_space(14.0);
    look.hairline(ui);
}

fn ways_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    nodes: &[&Node],
    commands: &mut Vec<Command>,
) {
    let ids: Vec<NodeId> = nodes.iter().map(|node| node.id.clone()).collect();
    let ways: Arc<Ways> = desk.ways.found.of(facts, ids.clone(), |ids| worked_out(facts, ids));
    let look = facts.look;
    let is_pair = nodes.len() == 2;
    look.caption(ui, if is_pair { "How they are connected" } else { "What connects these" });
    look.text(ui, &sentence(facts, &ways, is_pair), (size::BODY, Weight::Regular, Paint::Soft));
    let is_long = desk.ways.long == ids;
    let n_shown = if is_long || !is_pair { ways.paths.len() } else { SHORT };
    for (at, path) in ways.paths.iter().take(n_shown).enumerate() {
        let Some(start) = nodes.get(if is_pair { 0 } else { at }) else { continue };
        if path.is_empty() {
            continue;
        }
        ui.push_id(at, |ui| path_ui(ui, facts, (at, start, path), commands));
    }
    if n_shown < ways.paths.len() {
        let words = format!("{} more paths…", ways.paths.len() - n_shown);
        if look.link(ui, &words, size::SMALL, Weight::Medium).clicked() {
            desk.ways.long = ids;
        }
    }
}

fn sentence(facts: Facts<'_>, ways: &Ways, is_pair: bool) -> String {
    let beyond = if ways.is_beyond { ", through what the filter leaves out" } else { "" };
    let links =
        if ways.n_links == 1 { "1 link".to_owned() } else { format!("{} links", ways.n_links) };
    if ways.paths.is_empty() {
        return "Nothing in this atlas connects them.".to_owned();
    }
    match &ways.middle {
        Some(middle) => {
            let label = facts.session.atlas().node(middle).map_or("", |node| &node.label);
            format!("They meet in {label}{beyond}, with {links} in all.")
        }
        None if is_pair && ways.n_paths == 1 => format!("1 shortest path of {links}{beyond}."),
        None => format!("{} shortest paths of {links}{beyond}.", ways.n_paths),
    }
}

/// A path, link by link, each with its sentence.
fn path_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    (at, start, path): (usize, &Node, &Path),
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let atlas = facts.session.atlas();
    let links: Vec<(&Link, bool)> =
        path.iter().filter_map(|(id, is_forward)| Some((atlas.link(id)?, *is_forward))).collect();
    ui.add_space(8.0);
    let frame = egui::Frame::new()
        .fill(look.color(Paint::Field))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.take_available_width();
        look.text(ui, &start.label, (size::BODY, Weight::SemiBold, Paint::Ink));
        for (link, is_forward) in &links {
            let end = if *is_forward { &link.target } else { &link.source };
            let label = atlas.node(end).map_or("", |node| &node.label);
            let relation = link.relation.phrase();
            let words =
                if *is_forward { format!("{relation} →") } else { format!("← {relation}") };
            look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Soft));
            if let Some(evidence) = link.evidence.first() {
                let hue = hue_of(facts, &link.source).unwrap_or(Paint::Accent);
                ui.push_id(link.id.as_str(), |ui| {
                    one_evidence_ui(ui, facts, evidence, hue, commands);
                });
            }
            if look.link(ui, label, size::BODY, Weight::SemiBold).clicked() {
                commands.push(Command::Select { node: end.clone(), extend: false });
            }
        }
        ui.add_space(4.0);
        let ends = links.iter().flat_map(|(link, _)| [&link.source, &link.target]);
        let show = look.link(ui, "Show only this path", size::SMALL, Weight::Medium);
        if show.accessible_name(format!("Show only path {}", at + 1)).clicked() {
            commands.push(only(ends));
        }
    });
}

/// Shows these nodes and no others.
fn only<'a>(ids: impl Iterator<Item = &'a NodeId>) -> Command {
    let filter = ids.fold(Filter::new(), |filter, id| filter.with(Key::Id, id.as_str(), false));
    Command::SetFilter(filter)
}

/// Over what the view keeps, or else over the whole atlas.
fn worked_out(facts: Facts<'_>, ids: &[NodeId]) -> Ways {
    let kept = &facts.picture.visible.kept_links;
    let ways = ways_along(facts, ids, &|link| kept.contains(&link.id));
    if !ways.paths.is_empty() {
        return ways;
    }
    Ways { is_beyond: true, ..ways_along(facts, ids, &|_| true) }
}

fn ways_along(facts: Facts<'_>, ids: &[NodeId], passes: &dyn Fn(&Link) -> bool) -> Ways {
    let atlas = facts.session.atlas();
    let owned = |path: &Vec<Step<'_>>| -> Path {
        path.iter().map(|step| (step.link.id.clone(), step.is_forward)).collect()
    };
    if let [from, to] = ids {
        let found = shortest_paths(atlas, (from, to), passes, MOST_PATHS);
        return found.map_or_else(Ways::default, |found| Ways {
            paths: found.paths.iter().map(owned).collect(),
            n_paths: found.n_paths,
            n_links: found.n_links,
            ..Ways::default()
        });
    }
    meeting(atlas, ids, passes).map_or_else(Ways::default, |found| Ways {
        n_links: found.paths.iter().map(Vec::len).sum(),
        n_paths: 1,
        paths: found.paths.iter().map(owned).collect(),
        middle: Some(found.node.clone()),
        ..Ways::default()
    })
}

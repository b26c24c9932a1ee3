//! How several selected nodes are connected, sentence by sentence.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Margin, Ui};

use super::Facts;
use super::evidence::one_evidence_ui;
use super::selection::only;
use super::worked::Worked;
use crate::app::desk::Desk;
use crate::app::style::size;
use crate::atlas::{Link, LinkId, Node, NodeId, Step, meeting, shortest_paths};
use crate::layout::measure::Weight;
use crate::scene::{Paint, paint_of};
use crate::session::Command;

/// Most paths worked out.
const MOST_PATHS: usize = 64;
/// Paths shown before "more".
const SHORT: usize = 3;
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

/// Draws how the selected nodes are connected.
pub(super) fn ways_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    nodes: &[&Node],
    commands: &mut Vec<Command>,
) {
    if nodes.len() > MOST_CONNECTED {
        let words = format!("Select up to {MOST_CONNECTED} to see what connects them.");
        ui.add_space(6.0);
        facts.look.text(ui, &words, (size::BODY, Weight::Regular, Paint::Soft));
        return;
    }
    let ids: Vec<NodeId> = nodes.iter().map(|node| node.id.clone()).collect();
    let ways: Arc<Ways> = desk.ways.found.of(facts, ids.clone(), |ids| worked_out(facts, ids));
    let look = facts.look;
    let is_pair = nodes.len() == 2;
    look.caption(ui, if is_pair { "How they are connected" } else { "What connects these" });
    look.text(ui, &sentence(facts, &ways, nodes.len()), (size::BODY, Weight::Regular, Paint::Soft));
    let is_long = desk.ways.long == ids;
    let n_shown = if is_long || !is_pair { ways.paths.len() } else { SHORT };
    for (at, path) in ways.paths.iter().take(n_shown).enumerate() {
        let Some(start) = nodes.get(if is_pair { 0 } else { at }) else { continue };
        if path.is_empty() {
            continue;
        }
        let is_pointed = ui.push_id(at, |ui| path_ui(ui, facts, (at, start, path), commands)).inner;
        if is_pointed {
            desk.followed.pointed.extend(path.iter().map(|(link, _)| link.clone()));
        }
    }
    if n_shown < ways.paths.len() {
        let words = more(&ways, n_shown);
        if look.link(ui, &words, size::SMALL, Weight::Medium).clicked() {
            desk.ways.long = ids;
        }
    } else if is_pair && ways.n_paths > n_shown as u64 && !ways.paths.is_empty() {
        look.text(ui, &more(&ways, n_shown), (size::SMALL, Weight::Regular, Paint::Soft));
    }
}

/// "61 more paths…", and how many of them can be listed where that is not all.
fn more(ways: &Ways, n_shown: usize) -> String {
    let n_more = ways.n_paths.saturating_sub(n_shown as u64);
    let paths = if n_more == 1 { "path" } else { "paths" };
    match ways.paths.len().saturating_sub(n_shown) {
        0 => format!("and {n_more} more {paths} that are not listed"),
        n_listed if n_listed as u64 == n_more => format!("{n_more} more {paths}…"),
        n_listed => format!("{n_more} more {paths}, the first {n_listed} of them…"),
    }
}

fn sentence(facts: Facts<'_>, ways: &Ways, n_nodes: usize) -> String {
    let beyond = if ways.is_beyond { ", through what the filter leaves out" } else { "" };
    let links =
        if ways.n_links == 1 { "1 link".to_owned() } else { format!("{} links", ways.n_links) };
    if ways.paths.is_empty() {
        return "Nothing in this atlas connects them.".to_owned();
    }
    let label = |id: &NodeId| facts.session.atlas().node(id).map_or("", |node| &node.label);
    match &ways.middle {
        Some(middle) if n_nodes == 3 => {
            format!("They meet in {}{beyond}, with {links} in all: the fewest.", label(middle))
        }
        Some(middle) => format!(
            "They meet in {}{beyond}, with {links} in all. No other meeting point is nearer to all \
             of them together.",
            label(middle)
        ),
        None if ways.n_paths == 1 => format!("1 shortest path of {links}{beyond}."),
        None => format!("{} shortest paths of {links}{beyond}.", ways.n_paths),
    }
}

/// A path, link by link, each with its sentence; says whether pointer or keyboard is on it.
fn path_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    (at, start, path): (usize, &Node, &Path),
    commands: &mut Vec<Command>,
) -> bool {
    let look = facts.look;
    let atlas = facts.session.atlas();
    let links: Vec<(&Link, bool)> =
        path.iter().filter_map(|(id, is_forward)| Some((atlas.link(id)?, *is_forward))).collect();
    ui.add_space(8.0);
    let frame = egui::Frame::new()
        .fill(look.color(Paint::Field))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(12, 8));
    let mut has_focus = false;
    let shown = frame.show(ui, |ui| {
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
                let hue = paint_of(facts.session.atlas(), &link.source).unwrap_or(Paint::Accent);
                ui.push_id(link.id.as_str(), |ui| {
                    one_evidence_ui(ui, facts, evidence, hue, commands);
                });
            }
            let name = look.link(ui, label, size::BODY, Weight::SemiBold);
            has_focus |= name.has_focus();
            if name.clicked() {
                commands.push(Command::Select { node: end.clone(), extend: false });
            }
        }
        ui.add_space(4.0);
        let ends = || links.iter().flat_map(|(link, _)| [&link.source, &link.target]);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            let show = look.link(ui, "Show only this path", size::SMALL, Weight::Medium);
            let show = show.accessible_name(format!("Show only path {}", at + 1));
            if show.clicked() {
                commands.push(only(ends()));
            }
            let select = look.link(ui, "Select it", size::SMALL, Weight::Medium);
            let select = select.accessible_name(format!("Select path {}", at + 1));
            if select.clicked() {
                commands.push(Command::SelectThese(ends().cloned().collect()));
            }
            has_focus |= show.has_focus() || select.has_focus();
        });
    });
    has_focus || shown.response.contains_pointer()
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
    // Branches may share links, which count once.
    let n_links = |paths: &[Vec<Step<'_>>]| {
        let links = paths.iter().flatten().map(|step| &step.link.id);
        links.collect::<BTreeSet<_>>().len()
    };
    meeting(atlas, ids, passes).map_or_else(Ways::default, |found| Ways {
        n_links: n_links(&found.paths),
        n_paths: 1,
        paths: found.paths.iter().map(owned).collect(),
        middle: Some(found.node.clone()),
        ..Ways::default()
    })
}

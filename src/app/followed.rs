//! Links that are followed in the graph: those of the selected node, one after the other by key,
//! and those of a path that a panel points at.

use std::collections::BTreeSet;

use egui::{Align2, Area, Frame, Id, Margin, Order, Rect, Stroke, Ui, vec2};

use super::actions::hint;
use super::desk::Desk;
use super::link_menu::{name, said};
use super::panels::Facts;
use super::style::size;
use crate::atlas::{Link, LinkId, NodeId};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::{Command, Session};

/// Widest that the strip grows, in points.
const WIDEST: f32 = 620.0;

/// What is followed.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// The links that stand out in the graph.
    pub(super) in_graph: BTreeSet<LinkId>,
    /// The links of the path that a panel points at in this frame.
    pub(super) pointed: BTreeSet<LinkId>,
    /// The node whose links are walked through, and how many steps were taken, back or forth.
    walk: Option<(NodeId, isize)>,
    /// Whether the strip is to take the keyboard.
    wants_focus: bool,
}

impl Followed {
    /// Goes on to the next link of the selected node, or back to the one before.
    pub(super) fn step(&mut self, session: &Session, step: isize) -> bool {
        let Some(subject) = session.view().subject() else { return false };
        self.walk = Some(match self.walk.take() {
            Some((of, at)) if of == *subject => (of, at.wrapping_add(step)),
            _ => (subject.clone(), if step < 0 { -1 } else { 0 }),
        });
        self.wants_focus = true;
        true
    }

    /// Ends the walk; says whether there was one.
    pub(super) fn end(&mut self) -> bool {
        self.walk.take().is_some()
    }
}

/// Draws the strip with the link that is followed, and settles what stands out in the graph.
pub(super) fn followed_ui(
    ui: &Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    canvas: Rect,
    commands: &mut Vec<Command>,
) {
    let subject = facts.session.view().subject();
    if desk.followed.walk.as_ref().is_some_and(|(of, _)| Some(of) != subject) {
        desk.followed.walk = None;
    }
    let mut in_graph = std::mem::take(&mut desk.followed.pointed);
    if let Some((of, steps)) = desk.followed.walk.clone() {
        let links = links_of(facts, &of);
        let Ok(n) = isize::try_from(links.len()) else { return };
        if n > 0
            && let Ok(at) = usize::try_from(steps.rem_euclid(n))
            && let Some(link) = links.get(at)
        {
            strip_ui(ui, facts, desk, canvas, (&of, link, at, links.len()), commands);
            in_graph = BTreeSet::from([link.id.clone()]);
        } else {
            desk.followed.walk = None;
            desk.notices.good("No link of this box is shown.");
        }
    }
    if desk.followed.in_graph != in_graph {
        desk.followed.in_graph = in_graph;
        ui.request_repaint();
    }
}

/// The links of a node, or of what is folded into a group, that the view keeps: those that start
/// there first, each in the atlas's order.
fn links_of<'a>(facts: Facts<'a>, of: &NodeId) -> Vec<&'a Link> {
    let (atlas, scene) = (facts.session.atlas(), &facts.picture.scene);
    let drawn = scene.position(of).into_iter().flat_map(|at| scene.links_of(at));
    let members: BTreeSet<&LinkId> = drawn.flat_map(|link| &link.members).collect();
    let kept = |link: &&Link| facts.picture.visible.kept_links.contains(&link.id);
    let links = atlas
        .links()
        .iter()
        .filter(|link| members.contains(&link.id) || link.source == *of || link.target == *of);
    let (from, to): (Vec<_>, Vec<_>) = links.filter(kept).partition(|link| link.source == *of);
    from.into_iter().chain(to).collect()
}

fn strip_ui(
    ui: &Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    canvas: Rect,
    (of, link, at, n): (&NodeId, &Link, usize, usize),
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let has_focus_strip = facts.session.view().focus.is_some();
    let below = if has_focus_strip { 52.0 } else { 10.0 };
    let width = (canvas.width() - 48.0).clamp(200.0, WIDEST);
    let area = Area::new(Id::unique("link-strip"))
        .order(Order::Middle)
        .pivot(Align2::CENTER_TOP)
        .fixed_pos(canvas.center_top() + vec2(0.0, below));
    let frame = Frame::new()
        .fill(look.color(Paint::Panel))
        .stroke(Stroke::new(1.0, look.color(Paint::Hairline)))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(14, 8));
    let place = format!("Link {} of {n}", at + 1);
    let said = said(facts.session, link);
    area.show(ui.ctx(), |strip| {
        frame.show(strip, |strip| {
            strip.set_width(width);
            strip.spacing_mut().item_spacing.y = 3.0;
            strip.horizontal_wrapped(|row| {
                row.spacing_mut().item_spacing.x = 10.0;
                look.text(row, &place, (size::BODY, Weight::Regular, Paint::Soft));
                look.text(row, &said, (size::BODY, Weight::SemiBold, Paint::Ink));
            });
            sentence_ui(strip, facts, link);
            strip.horizontal_wrapped(|row| {
                row.spacing_mut().item_spacing.x = 14.0;
                let read = look.link(row, "Read its sentence", size::SMALL, Weight::Medium);
                if std::mem::take(&mut desk.followed.wants_focus) {
                    read.request_focus();
                }
                let read = read.accessible_name(format!("{place}: {said}. Read its sentence"));
                if read.clicked() {
                    commands.push(Command::ReadLink(link.id.clone()));
                }
                let other = if link.source == *of { &link.target } else { &link.source };
                let words = format!("Go to {}", name(facts.session, other));
                if look.link(row, &words, size::SMALL, Weight::Medium).clicked() {
                    let widget = ui.scope_id().with("graph-node").with(other.as_str());
                    ui.memory_mut(|memory| memory.request_focus(widget));
                    commands.push(Command::Select { node: other.clone(), extend: false });
                }
                for (words, action, step) in [
                    ("Previous", "Previous link of what is selected", -1),
                    ("Next", "Next link of what is selected", 1),
                ] {
                    let turn = look.link(row, words, size::SMALL, Weight::Medium);
                    if turn.on_hover_text(hint(action)).clicked() {
                        desk.followed.step(facts.session, step);
                    }
                }
                let close = look.link(row, "Close", size::SMALL, Weight::Medium);
                if close.on_hover_text(hint("One step back")).clicked() {
                    desk.followed.end();
                }
            });
        });
    });
}

/// The words a link rests on, in one line.
fn sentence_ui(ui: &mut Ui, facts: Facts<'_>, link: &Link) {
    let words = match link.claim().firmest() {
        Some(evidence) if evidence.is_quoted() => format!("“{}”", evidence.words()),
        Some(evidence) => evidence.words().to_owned(),
        None => "Nothing in the texts is noted for it.".to_owned(),
    };
    let style = (size::SMALL, Weight::Regular, Paint::Soft);
    let galley = facts.look.one_line(ui, &words, style, ui.available_width());
    ui.label(galley).on_hover_text(words);
}

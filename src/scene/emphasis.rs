//! How hover and selection change what is drawn.

use std::borrow::Cow;
use std::collections::BTreeSet;

use emath::{Pos2, Rect, pos2, vec2};

use super::build::Scene;
use super::index::Attention;
use super::links::SceneLink;
use super::mark::{Anchor, Form, Mark, Owner, Paint, Stroke};
use crate::atlas::{LinkId, NodeId};
use crate::layout::TEXT_SIZE;
use crate::layout::measure::{Weight, text_width};

/// What the reader points at and what is selected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Emphasis {
    /// Selected nodes.
    pub selected: BTreeSet<NodeId>,
    /// The node under the pointer; the rest steps back.
    pub hovered: Option<NodeId>,
    /// Links of the atlas that are followed; while there are any, all the rest steps back, and
    /// what is hovered does not matter.
    pub followed: BTreeSet<LinkId>,
    /// Links of the atlas under the pointer: their lines are lit, and nothing steps back from them.
    pub pointed: BTreeSet<LinkId>,
    /// Nodes that a search has found; while there are any and nothing is hovered or followed, all the
    /// rest steps back.
    pub found: BTreeSet<NodeId>,
}

/// A mark as it is to be painted now.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown<'a> {
    /// The mark, changed where it is traced.
    pub mark: Cow<'a, Mark>,
    /// 1 for full strength.
    pub opacity: f32,
}

/// Strength of what steps back.
pub const DIMMED: f32 = 0.35;
/// Width of a traced link.
const TRACED_WIDTH: f32 = 2.0;
/// Distance of the selection's ring from its box, and its width.
const RING: (f32, f32) = (4.0, 2.5);

impl Scene {
    /// What to paint where all of it is seen at zoom 1, from the lowest to the topmost. O(marks).
    pub fn marks_under(&self, emphasis: &Emphasis) -> Vec<Shown<'_>> {
        self.marks_at(emphasis, 1.0, &[])
    }

    /// The rings around what is selected.
    pub(super) fn rings(&self, attention: &Attention) -> Vec<Mark> {
        let ring = |at: &usize| {
            let rect = self.nodes.get(*at)?.rect.expand(RING.0);
            let stroke = Some(Stroke::solid(Paint::Accent, RING.1));
            let form = Form::Rect { rect, radius: 9.0, fill: None, stroke };
            Some(Mark { owner: Owner::Node(*at), form })
        };
        attention.selected.iter().filter_map(ring).collect()
    }

    /// The relation on each traced link, where there is room for it; `size` is the font's, in
    /// world units.
    pub(super) fn words(&self, attention: &Attention, size: f32) -> Vec<Mark> {
        let mut placed: Vec<Rect> = Vec::new();
        let mut marks = Vec::new();
        let mut said: Vec<&str> = Vec::new();
        for &at in &attention.traced {
            let Some(link) = self.links.get(at) else { continue };
            // Said often enough, the words only cover the lines they explain.
            if said.iter().filter(|words| **words == link.words).count() >= MOST_REPEATS {
                continue;
            }
            said.push(&link.words);
            let around = self.index.links.get(at).map_or(Rect::NOTHING, |l| l.bounds);
            let around = around.expand(WORDS_REACH * size);
            let boxes = self.nodes.iter().map(|n| n.reach.expand(1.0));
            let taken: Vec<Rect> =
                boxes.chain(placed.iter().copied()).filter(|r| r.intersects(around)).collect();
            let Some(rect) = free_spot(link, size, &taken) else { continue };
            placed.push(rect);
            marks.extend(words_at(at, link, size, rect));
        }
        marks
    }
}

/// A mark of a traced link.
pub(super) fn trace(mark: &Mark) -> Mark {
    let mut mark = mark.clone();
    match &mut mark.form {
        Form::Curve { stroke, .. } => {
            stroke.paint = lit(stroke.paint);
            stroke.width = stroke.width.max(TRACED_WIDTH);
        }
        Form::Polygon { fill, .. } | Form::Rect { fill, .. } => *fill = fill.map(lit),
        // Numbers are read as well as before.
        Form::Text { .. } => {}
    }
    mark
}

/// The colour of what is traced: that of the threat it answers, else that of the selection.
const fn lit(paint: Paint) -> Paint {
    match paint {
        Paint::Answer(hue) => Paint::Threat(hue),
        Paint::Ribbon(_) | Paint::Pale(_) | Paint::Ground | Paint::Warning => paint,
        _ => Paint::Accent,
    }
}

/// How many links say the same words.
const MOST_REPEATS: usize = 2;
/// Font size of the words on a traced link.
pub(super) const WORDS_SIZE: f32 = TEXT_SIZE;
/// How far words may reach beyond their link, in font sizes.
const WORDS_REACH: f32 = 16.0;

/// A place on the link where its words cover nothing.
fn free_spot(link: &SceneLink, size: f32, taken: &[Rect]) -> Option<Rect> {
    let unit = size / WORDS_SIZE;
    let width = text_width(&link.words, size, Weight::SemiBold);
    let size = vec2(width + 12.0 * unit, 16.0 * unit);
    let line = link.route.polyline(24);
    let n = line.len();
    // From the middle outwards, by turns towards either end.
    let order = (0..n).map(|step| {
        let half = step.div_ceil(2);
        if step % 2 == 0 { n / 2 + half } else { (n / 2).wrapping_sub(half) }
    });
    order
        .filter_map(|at| line.get(at))
        .map(|&centre: &Pos2| Rect::from_center_size(centre, size))
        .find(|rect| !taken.iter().any(|other| other.intersects(*rect)))
}

fn words_at(at: usize, link: &SceneLink, size: f32, rect: Rect) -> [Mark; 2] {
    let unit = size / WORDS_SIZE;
    let mark = |form| Mark { owner: Owner::Link(at), form };
    [
        mark(Form::Rect { rect, radius: 8.0 * unit, fill: Some(Paint::Ground), stroke: None }),
        mark(Form::Text {
            pos: pos2(rect.center().x, rect.center().y + 4.0 * unit),
            text: link.words.clone(),
            size,
            weight: Weight::SemiBold,
            paint: Paint::Accent,
            anchor: Anchor::Middle,
            spacing: 0.0,
        }),
    ]
}

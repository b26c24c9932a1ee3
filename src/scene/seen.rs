//! What of a scene is painted: only what can be seen, and from afar less of it.
//!
//! Owns which marks reach the screen or the page for a zoom and a part of the world, their order
//! and their strength. Knows nothing of how they are painted.

use std::borrow::Cow;

use emath::Rect;

use super::build::Scene;
use super::emphasis::{Emphasis, Shown, WORDS_SIZE, trace};
use super::far::{SHAPES_FROM, dot_of, is_far};
use super::index::{Attention, NodeMarks};
use super::mark::{Form, Mark, Owner};
use crate::layout::LEAST_TEXT;

/// Under this zoom a picture with many links paints them the fainter the more there are.
const FAINT_UNDER: f32 = 0.5;
/// From so many links on they are painted fainter.
const MANY_LINKS: f32 = 600.0;
/// However many there are, a link keeps this much of its strength.
const LEAST_STRENGTH: f32 = 0.3;
/// Under this zoom arrowheads are smaller than the lines are wide.
const ARROWS_FROM: f32 = 0.3;
/// Under this zoom the counts beside boxes would be larger than the boxes.
const COUNTS_FROM: f32 = 0.7;

/// How a scene is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Points to a world unit.
    pub zoom: f32,
    /// The part of the world that is seen; `None` for all of it.
    pub part: Option<Rect>,
    /// The labels that have room from afar, as [`Scene::far_labels`] chose them.
    pub labels: &'a [Mark],
}

impl Default for Seen<'_> {
    fn default() -> Self {
        Self { zoom: 1.0, part: None, labels: &[] }
    }
}

impl Seen<'_> {
    fn sees(&self, bounds: Rect) -> bool {
        self.part.is_none_or(|part| part.intersects(bounds))
    }

    /// Whether a mark of a link is large enough to be told.
    fn wants(&self, mark: &Mark) -> bool {
        match mark.form {
            Form::Curve { .. } => true,
            Form::Text { .. } => !is_far(self.zoom),
            Form::Polygon { .. } | Form::Rect { .. } => self.zoom >= ARROWS_FROM,
        }
    }
}

/// What is painted together, from the lowest to the topmost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Headings, guiding lines and the links that are not traced.
    Links,
    /// The links that are traced.
    Traced,
    /// Nodes with their labels.
    Nodes,
    /// The rings around what is selected.
    Rings,
    /// Labels chosen from afar.
    Labels,
    /// The words on traced links.
    Words,
}

impl Layer {
    /// All of them, the lowest first.
    pub const ALL: [Self; 6] =
        [Self::Links, Self::Traced, Self::Nodes, Self::Rings, Self::Labels, Self::Words];

    /// Whether it is the same whatever is hovered or selected, but for how strongly each mark is
    /// painted: see [`Attention::strength`].
    pub const fn rests(self) -> bool {
        matches!(self, Self::Links | Self::Nodes | Self::Labels)
    }
}

/// How wide lines are drawn at a zoom, as a share of their own width: they grow and shrink slower
/// than boxes, so that they stay visible from afar and quiet when one looks closely.
pub fn line_scale(zoom: f32) -> f32 {
    zoom.clamp(0.7, 1.6)
}

impl Scene {
    /// What to paint at a zoom, all of it, from the lowest to the topmost. O(marks).
    pub fn marks_at<'a>(
        &'a self,
        emphasis: &Emphasis,
        zoom: f32,
        labels: &'a [Mark],
    ) -> Vec<Shown<'a>> {
        let mut shown = Vec::new();
        self.each_mark(emphasis, &Seen { zoom, part: None, labels }, |mark| shown.push(mark));
        shown
    }

    /// Hands on what is to be painted, from the lowest to the topmost: what nobody could see is
    /// left out, and no text is smaller than one can read. O(nodes + links) comparisons, and one
    /// call a mark that is seen.
    pub fn each_mark<'a>(
        &'a self,
        emphasis: &Emphasis,
        seen: &Seen<'a>,
        mut put: impl FnMut(Shown<'a>),
    ) {
        let attention = self.attention(emphasis);
        for layer in Layer::ALL {
            self.each_mark_of(layer, &attention, seen, &mut put);
        }
    }

    /// What stands out under an emphasis. O(links of what is hovered or selected).
    pub fn attention(&self, emphasis: &Emphasis) -> Attention {
        self.index.attention(&self.nodes, &self.links, emphasis)
    }

    /// Hands on what is to be painted in one layer; all layers in order are what
    /// [`Self::each_mark`] hands on.
    pub fn each_mark_of<'a>(
        &'a self,
        layer: Layer,
        attention: &Attention,
        seen: &Seen<'a>,
        mut put: impl FnMut(Shown<'a>),
    ) {
        let far = is_far(seen.zoom);
        let put = &mut put;
        match layer {
            Layer::Links => {
                if !far {
                    for mark in self.index.ground.clone().filter_map(|at| self.marks.get(at)) {
                        put(Shown { mark: legible(mark, seen.zoom), opacity: 1.0 });
                    }
                }
                self.resting_links(attention, seen, put);
            }
            Layer::Traced => self.traced_links(attention, seen, put),
            Layer::Nodes => self.all_nodes(attention, seen, put),
            Layer::Rings => {
                for mark in self.rings(attention) {
                    put(Shown { mark: Cow::Owned(mark), opacity: 1.0 });
                }
            }
            Layer::Labels => {
                for mark in seen.labels.iter().filter(|_| far) {
                    let opacity = attention.strength(mark.owner);
                    put(Shown { mark: Cow::Borrowed(mark), opacity });
                }
            }
            Layer::Words => {
                let size = WORDS_SIZE.max(LEAST_TEXT / seen.zoom);
                for mark in (!far).then(|| self.words(attention, size)).into_iter().flatten() {
                    put(Shown { mark: Cow::Owned(mark), opacity: 1.0 });
                }
            }
        }
    }

    fn resting_links<'a>(
        &'a self,
        attention: &Attention,
        seen: &Seen<'a>,
        put: &mut impl FnMut(Shown<'a>),
    ) {
        let rest = self.rest_strength(seen.zoom);
        for (at, marks) in self.index.links.iter().enumerate() {
            let strength = attention.strength(Owner::Link(at));
            if self.links.get(at).is_none_or(|link| link.quiet)
                || !seen.sees(marks.bounds)
                || strength == 0.0
            {
                continue;
            }
            let marks = self.marks.get(marks.all.clone()).unwrap_or_default();
            for mark in marks.iter().filter(|mark| seen.wants(mark)) {
                let opacity = strength * rest * mark.form.strength();
                put(Shown { mark: legible(mark, seen.zoom), opacity });
            }
        }
    }

    fn traced_links<'a>(
        &'a self,
        attention: &Attention,
        seen: &Seen<'a>,
        put: &mut impl FnMut(Shown<'a>),
    ) {
        for marks in attention.traced.iter().filter_map(|at| self.index.links.get(*at)) {
            let marks = self.marks.get(marks.all.clone()).unwrap_or_default();
            for mark in marks.iter().filter(|mark| seen.wants(mark)) {
                let mark = trace(&legible(mark, seen.zoom));
                let opacity = lit_strength(&mark);
                put(Shown { mark: Cow::Owned(mark), opacity });
            }
        }
    }

    fn all_nodes<'a>(
        &'a self,
        attention: &Attention,
        seen: &Seen<'a>,
        put: &mut impl FnMut(Shown<'a>),
    ) {
        let far = is_far(seen.zoom);
        for (at, marks) in self.index.nodes.iter().enumerate().filter(|(_, m)| seen.sees(m.bounds))
        {
            let opacity = attention.strength(Owner::Node(at));
            if far {
                self.far_node(at, marks, (seen.zoom, opacity), put);
            } else {
                for mark in self.marks.get(marks.all.clone()).unwrap_or_default() {
                    put(Shown { mark: legible(mark, seen.zoom), opacity });
                }
            }
        }
    }

    /// How strongly links are painted at rest: many of them small would be one grey mass.
    fn rest_strength(&self, zoom: f32) -> f32 {
        let n = self.index.n_at_rest as f32;
        if zoom >= FAINT_UNDER || n <= MANY_LINKS {
            return 1.0;
        }
        (MANY_LINKS / n).sqrt().max(LEAST_STRENGTH)
    }

    /// A node from afar: its shape without text, or a dot where that would be too small.
    fn far_node<'a>(
        &'a self,
        at: usize,
        marks: &NodeMarks,
        (zoom, opacity): (f32, f32),
        put: &mut impl FnMut(Shown<'a>),
    ) {
        let Some(node) = self.nodes.get(at) else { return };
        if node.rect.height() * zoom < SHAPES_FROM {
            let mark = dot_of(at, node.rect, marks.dot, zoom);
            put(Shown { mark: Cow::Owned(mark), opacity });
            return;
        }
        for place in marks.all.clone() {
            let is_count = marks.count.contains(&place);
            let is_text = marks.label.contains(&place) || marks.notes.contains(&place);
            let Some(mark) = self.marks.get(place).filter(|_| !is_text) else { continue };
            if !is_count || zoom >= COUNTS_FROM {
                put(Shown { mark: legible(mark, zoom), opacity });
            }
        }
    }
}

/// How strongly a traced mark is laid on: stronger than at rest, and what it crosses is still seen.
fn lit_strength(mark: &Mark) -> f32 {
    mark.form.strength().sqrt()
}

/// A mark whose text, if it is one, is no smaller than one can read.
fn legible(mark: &Mark, zoom: f32) -> Cow<'_, Mark> {
    match &mark.form {
        Form::Text { size, .. } if size * zoom < LEAST_TEXT => {
            let mut mark = mark.clone();
            if let Form::Text { size, spacing, .. } = &mut mark.form {
                *spacing *= LEAST_TEXT / zoom / *size;
                *size = LEAST_TEXT / zoom;
            }
            Cow::Owned(mark)
        }
        _ => Cow::Borrowed(mark),
    }
}

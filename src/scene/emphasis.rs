//! How hover and selection change what is drawn.

use std::borrow::Cow;
use std::collections::BTreeSet;

use emath::{Pos2, Rect, pos2, vec2};

use super::build::{Scene, SceneLink};
use super::mark::{Anchor, Form, Mark, Owner, Paint, Stroke};
use crate::atlas::NodeId;
use crate::layout::TEXT_SIZE;
use crate::layout::measure::{Weight, text_width};

/// What the reader points at and what is selected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Emphasis {
    /// Selected nodes.
    pub selected: BTreeSet<NodeId>,
    /// The node under the pointer; the rest steps back.
    pub hovered: Option<NodeId>,
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
const DIMMED: f32 = 0.35;
/// Width of a traced link.
const TRACED_WIDTH: f32 = 2.0;
/// Distance of the selection's ring from its box, and its width.
const RING: (f32, f32) = (4.0, 2.5);

impl Scene {
    /// What to paint, from the lowest to the topmost. O(marks).
    pub fn marks_under<'a>(&'a self, emphasis: &Emphasis) -> Vec<Shown<'a>> {
        let near = self.near(emphasis.hovered.as_ref());
        let opacity = |owner: &Owner| match (owner, &near) {
            (_, None) | (Owner::Ground, _) => 1.0,
            (Owner::Node(id), Some(near)) => {
                if near.contains(id) {
                    1.0
                } else {
                    DIMMED
                }
            }
            (Owner::Link(at), Some(_)) => {
                let traced = self.links.get(*at).is_some_and(|l| emphasis.traces(l));
                if traced { 1.0 } else { DIMMED }
            }
        };
        let shown = |mark: Cow<'a, Mark>| Shown { opacity: opacity(&mark.owner), mark };
        let (mut ground, mut traced, mut boxes) = (Vec::new(), Vec::new(), Vec::new());
        for mark in &self.marks {
            match &mark.owner {
                Owner::Ground => ground.push(shown(Cow::Borrowed(mark))),
                Owner::Node(_) => boxes.push(shown(Cow::Borrowed(mark))),
                Owner::Link(at) => match self.links.get(*at) {
                    Some(link) if emphasis.traces(link) => {
                        traced.push(shown(Cow::Owned(trace(mark))));
                    }
                    Some(link) if !link.quiet => ground.push(shown(Cow::Borrowed(mark))),
                    Some(_) | None => {}
                },
            }
        }
        ground.append(&mut traced);
        ground.append(&mut boxes);
        let rings = self.rings(emphasis).into_iter().chain(self.words(emphasis));
        ground.extend(rings.map(|mark| shown(Cow::Owned(mark))));
        ground
    }

    /// The hovered node and its neighbours; `None` where nothing is hovered.
    fn near<'a>(&'a self, hovered: Option<&'a NodeId>) -> Option<BTreeSet<&'a NodeId>> {
        let hovered = hovered.filter(|id| self.node(id).is_some())?;
        let mut near = BTreeSet::from([hovered]);
        for link in &self.links {
            if link.source == *hovered {
                near.insert(&link.target);
            } else if link.target == *hovered {
                near.insert(&link.source);
            }
        }
        Some(near)
    }

    fn rings(&self, emphasis: &Emphasis) -> Vec<Mark> {
        let selected = self.nodes.iter().filter(|n| emphasis.selected.contains(&n.id));
        selected
            .map(|node| Mark {
                owner: Owner::Node(node.id.clone()),
                form: Form::Rect {
                    rect: node.rect.expand(RING.0),
                    radius: 9.0,
                    fill: None,
                    stroke: Some(Stroke::solid(Paint::Accent, RING.1)),
                },
            })
            .collect()
    }

    /// The relation on each traced link, where there is room for it.
    fn words(&self, emphasis: &Emphasis) -> Vec<Mark> {
        let mut taken: Vec<Rect> = self.nodes.iter().map(|n| n.reach.expand(1.0)).collect();
        let mut marks = Vec::new();
        let mut said: Vec<&str> = Vec::new();
        for (at, link) in self.links.iter().enumerate().filter(|(_, l)| emphasis.traces(l)) {
            // Said often enough, the words only cover the lines they explain.
            if said.iter().filter(|words| **words == link.words).count() >= MOST_REPEATS {
                continue;
            }
            said.push(&link.words);
            let Some(rect) = free_spot(link, &taken) else { continue };
            taken.push(rect);
            marks.extend(words_at(at, link, rect));
        }
        marks
    }
}

impl Emphasis {
    /// Whether a link is to stand out.
    pub fn traces(&self, link: &SceneLink) -> bool {
        let touches = |id: &NodeId| link.source == *id || link.target == *id;
        match &self.hovered {
            Some(hovered) => touches(hovered),
            None => self.selected.iter().any(touches),
        }
    }
}

fn trace(mark: &Mark) -> Mark {
    let mut mark = mark.clone();
    match &mut mark.form {
        Form::Curve { stroke, .. } => {
            stroke.paint = Paint::Accent;
            stroke.width = TRACED_WIDTH;
        }
        Form::Polygon { fill, .. } | Form::Rect { fill, .. } => *fill = Some(Paint::Accent),
        Form::Text { paint, .. } => *paint = Paint::Accent,
    }
    mark
}

/// How many links say the same words.
const MOST_REPEATS: usize = 2;

/// A place on the link where its words cover nothing.
fn free_spot(link: &SceneLink, taken: &[Rect]) -> Option<Rect> {
    let size = vec2(text_width(&link.words, TEXT_SIZE, Weight::SemiBold) + 12.0, 18.0);
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

fn words_at(at: usize, link: &SceneLink, rect: Rect) -> [Mark; 2] {
    let mark = |form| Mark { owner: Owner::Link(at), form };
    [
        mark(Form::Rect { rect, radius: 8.0, fill: Some(Paint::Ground), stroke: None }),
        mark(Form::Text {
            pos: pos2(rect.center().x, rect.center().y + 4.5),
            text: link.words.clone(),
            size: TEXT_SIZE,
            weight: Weight::SemiBold,
            paint: Paint::Accent,
            anchor: Anchor::Middle,
            spacing: 0.0,
        }),
    ]
}

//! Links as lines and ribbons.
//!
//! Owns what a link looks like: its line or ribbon, its arrowheads, the numbers at its ends and the words
//! that are written on it when it is traced. By what it is told is `encoding.rs`'s matter, what its
//! pattern says `line.rs`'s.

use emath::{Pos2, Rect, Vec2, vec2};

use super::build::SceneNode;
use super::encoding::{Encoding, Ribbon, Told};
use super::line::{LineMeaning, LineStyle};
use super::mark::{Anchor, Form, Mark, Owner, Paint, Stroke};
use crate::atlas::{Atlas, Basis, LinkId, NodeId, Relation};
use crate::filter::{Visible, VisibleLink};
use crate::layout::measure::{Weight, text_width};
use crate::layout::{Layout, Route, TEXT_SIZE};

/// All that joins two things, as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct SceneLink {
    /// Where it starts.
    pub source: NodeId,
    /// Where it ends.
    pub target: NodeId,
    /// Whether some of what it stands for runs the other way.
    pub runs_both_ways: bool,
    /// How it runs. World units.
    pub route: Route,
    /// On what it rests.
    pub basis: Basis,
    /// What the pattern of its line says.
    pub line: LineMeaning,
    /// How it is drawn.
    pub ribbon: Ribbon,
    /// What is written on it when it is traced.
    pub words: String,
    /// The atlas's links it stands for.
    pub members: Vec<LinkId>,
    /// Whether it is drawn only when traced, because something else says it at rest; what a frame says is
    /// not drawn even then.
    pub quiet: bool,
    /// Whether it is drawn only to be seen beside what is kept.
    pub is_faded: bool,
}

/// From so many links on a ribbon says how many they are.
const NUMBERED: usize = 3;
/// Distance of a ribbon's number from its end.
const NUMBER_OFF: f32 = 8.0;
/// Ends of a ribbon that are nearer to each other share one number.
const LEAST_APART: f32 = 90.0;
/// Up to so many relations are written on a line.
const MOST_RELATIONS: usize = 2;
/// Length of an arrowhead, and half its width.
const ARROW: (f32, f32) = (7.0, 3.4);
/// Length of the point of a counted ribbon.
const POINT: f32 = 5.0;
/// Width of the outline of an arrowhead that is not filled.
const HOLLOW: f32 = 0.8;
/// Width of the line in a ribbon that shows on what it rests.
const MIDLINE: f32 = 1.3;

pub(super) fn scene_links(
    atlas: &Atlas,
    visible: &Visible,
    layout: &Layout,
    encoding: &Encoding,
    style: LineStyle,
) -> Vec<SceneLink> {
    let links = visible.links.iter().zip(&layout.routes).zip(&encoding.ribbons);
    links
        .map(|((link, route), ribbon)| SceneLink {
            source: link.source.clone(),
            target: link.target.clone(),
            runs_both_ways: link.runs_both_ways,
            route: route.clone(),
            basis: link.basis,
            line: LineMeaning::of(atlas, link, style),
            ribbon: *ribbon,
            words: words_on(link),
            members: link.members.clone(),
            // What a frame says needs no line.
            quiet: ribbon.told != Told::Line || route.segments.is_empty(),
            is_faded: link.is_faded,
        })
        .collect()
}

fn words_on(link: &VisibleLink) -> String {
    let n = link.members.len();
    let relations: Vec<&str> = link.relations.iter().map(Relation::phrase).collect();
    match relations.len() {
        0 => String::new(),
        many if many > MOST_RELATIONS => format!("{n} links"),
        many if many < n => format!("{} · {n}", relations.join(", ")),
        _ => relations.join(", "),
    }
}

/// How much more room than its letters a number keeps, for pictures that are shown small.
const AROUND_NUMBER: f32 = 3.0;

/// The numbers at the ends of ribbons, for each link: from [`NUMBERED`] on and where they cover no box and
/// no other number, the widest first. O(ribbons × (ribbons + boxes)).
pub(super) fn numbers(links: &[SceneLink], nodes: &[SceneNode]) -> Vec<Vec<Form>> {
    let mut forms = vec![Vec::new(); links.len()];
    let is_numbered =
        |link: &SceneLink| link.ribbon.is_counted && !link.quiet && link.ribbon.said.1 >= NUMBERED;
    let mut order: Vec<(usize, &SceneLink)> =
        links.iter().enumerate().filter(|(_, link)| is_numbered(link)).collect();
    order.sort_by(|a, b| b.1.ribbon.width.total_cmp(&a.1.ribbon.width).then(a.0.cmp(&b.0)));
    let mut taken: Vec<Rect> = Vec::new();
    for (at, link) in order {
        for (pos, anchor, room) in number_places(link) {
            let is_free = !taken.iter().any(|other| other.intersects(room))
                && !nodes.iter().any(|node| node.reach.intersects(room));
            if !is_free {
                continue;
            }
            taken.push(room);
            let form = Form::Text {
                pos,
                text: link.ribbon.said.1.to_string(),
                size: TEXT_SIZE,
                weight: Weight::SemiBold,
                paint: Paint::Ink,
                anchor,
                spacing: 0.0,
            };
            if let Some(own) = forms.get_mut(at) {
                own.push(form);
            }
        }
    }
    forms
}

/// Where the number of a ribbon may stand: at both ends, or where there is no room for two at one.
fn number_places(link: &SceneLink) -> Vec<(Pos2, Anchor, Rect)> {
    let (Some((start, back)), Some((tip, way))) = (link.route.start(), link.route.end()) else {
        return Vec::new();
    };
    let is_short = (tip - start).length() < LEAST_APART;
    let ends = [(start, -back), (tip, -way)];
    let wide = text_width(&link.ribbon.said.1.to_string(), TEXT_SIZE, Weight::SemiBold);
    let place = |(point, out): (Pos2, Vec2)| {
        let pos = point + out * NUMBER_OFF + vec2(0.0, 4.5);
        let (anchor, left) = if out.x >= 0.0 { (Anchor::Start, 0.0) } else { (Anchor::End, wide) };
        let letters =
            Rect::from_min_size(pos - vec2(left, TEXT_SIZE - 3.0), vec2(wide, TEXT_SIZE - 3.0));
        (pos, anchor, letters.expand2(vec2(AROUND_NUMBER, 1.0)))
    };
    ends.into_iter().take(if is_short { 1 } else { 2 }).map(place).collect()
}

/// The marks of a link, from the lowest to the topmost, with the numbers at its ends.
pub(super) fn link_marks(at: usize, link: &SceneLink, numbers: Vec<Form>, marks: &mut Vec<Mark>) {
    let Some((tip, way)) = link.route.end() else { return };
    let pen = Pen { owner: Owner::Link(at), link, tip, way };
    if link.ribbon.is_counted {
        pen.ribbon(marks);
        for number in numbers {
            pen.put(number, marks);
        }
    } else {
        pen.line(marks);
    }
}

struct Pen<'a> {
    owner: Owner,
    link: &'a SceneLink,
    tip: Pos2,
    way: Vec2,
}

impl Pen<'_> {
    fn put(&self, form: Form, marks: &mut Vec<Mark>) {
        marks.push(Mark { owner: self.owner, form });
    }

    /// The run without what arrowheads cover, so that the line does not blunt their tips.
    fn shortened(&self, by: f32) -> Vec<[Pos2; 4]> {
        let mut segments = self.link.route.segments.clone();
        // After a gap a piece may be shorter than its arrowhead.
        let within = |piece: &[Pos2; 4]| by.min(0.8 * (piece[3] - piece[0]).length());
        if let Some(last) = segments.last_mut() {
            let by = within(last);
            last[3] = self.tip - self.way * by;
            last[2] -= self.way * by;
        }
        if self.link.runs_both_ways
            && let Some((tip, way)) = self.link.route.start()
            && let Some(first) = segments.first_mut()
        {
            let by = within(first);
            first[0] = tip - way * by;
            first[1] -= way * by;
        }
        segments
    }

    fn curve(&self, segments: &[[Pos2; 4]], stroke: Stroke, marks: &mut Vec<Mark>) {
        self.put(Form::Curve { segments: segments.to_vec(), stroke }, marks);
    }

    /// A ribbon as strong as far as a source says it, and pale as far as it is read so.
    fn ribbon(&self, marks: &mut Vec<Mark>) {
        let Ribbon { width, said: (n_said, n), hue, .. } = self.link.ribbon;
        let hue = hue.unwrap_or(0);
        let segments = self.shortened(POINT);
        let (pale, strong) = (Paint::Pale(hue), Paint::Ribbon(hue));
        let share = n_said as f32 / n.max(1) as f32;
        let ground = if n_said == n { strong } else { pale };
        self.curve(&segments, Stroke::solid(ground, width), marks);
        if n_said == 0 {
            self.curve(&segments, self.link.line.stroke(Paint::Answer(hue), MIDLINE), marks);
        } else if n_said < n {
            self.curve(&segments, Stroke::solid(strong, width * share), marks);
        }
        let side = self.way.rot90() * (width / 2.0);
        let back = self.tip - self.way * POINT;
        let points = vec![self.tip, back + side, back - side];
        self.put(Form::Polygon { points, fill: Some(ground), stroke: None }, marks);
    }

    /// A line; one that stands for links of several bases has a solid core as wide as the share that a
    /// source says.
    fn line(&self, marks: &mut Vec<Mark>) {
        let Ribbon { width, said: (n_said, n), hue, .. } = self.link.ribbon;
        let paint = hue.map_or(Paint::Link, Paint::Answer);
        let segments = self.shortened(ARROW.0 - 2.0);
        let is_mixed = self.link.line == LineMeaning::Basis(Basis::Stated) && n_said < n;
        if is_mixed {
            let read = LineMeaning::Basis(Basis::Interpreted).stroke(paint, width);
            self.curve(&segments, read, marks);
            let core = Stroke::solid(paint, width * n_said as f32 / n as f32);
            self.curve(&segments, core, marks);
        } else {
            self.curve(&segments, self.link.line.stroke(paint, width), marks);
        }
        self.arrow((self.tip, self.way), paint, marks);
        if self.link.runs_both_ways
            && let Some(start) = self.link.route.start()
        {
            self.arrow(start, paint, marks);
        }
    }

    fn arrow(&self, (tip, way): (Pos2, Vec2), paint: Paint, marks: &mut Vec<Mark>) {
        let line = self.link.line;
        let side = way.rot90() * ARROW.1;
        let back = tip - way * ARROW.0;
        let paint = line.paint(paint);
        let (fill, stroke) = if line.is_hollow() {
            (Paint::Ground, Some(Stroke::solid(paint, HOLLOW)))
        } else {
            (paint, None)
        };
        let points = vec![tip, back + side, back - side];
        self.put(Form::Polygon { points, fill: Some(fill), stroke }, marks);
    }
}

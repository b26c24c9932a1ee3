//! Shapes: what a box of each kind looks like, with what stands on and beside it.

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::encoding::Note;
use super::line::LineMeaning;
use super::mark::{Anchor, Form, Paint, Stroke};
use crate::atlas::{Basis, FollowUp, NodeKind};
use crate::layout::measure::Weight;
use crate::layout::{NOTE_LINE, NodeBox, TEXT_SIZE, label_style};

/// The shape that tells a kind; `hues` are the colours of its threats.
pub(super) fn shape_of(kind: NodeKind, rect: Rect, hues: &[usize]) -> Vec<Form> {
    let line = Some(Stroke::solid(Paint::BoxLine, 1.25));
    let plain = |radius| Form::Rect { rect, radius, fill: Some(Paint::Box), stroke: line };
    match kind {
        NodeKind::Threat => {
            let hue = hues.first().copied().unwrap_or(0);
            vec![Form::Polygon {
                points: hexagon(rect),
                fill: Some(Paint::Threat(hue)),
                stroke: None,
            }]
        }
        NodeKind::Pillar => {
            vec![Form::Rect { rect, radius: 6.0, fill: Some(Paint::Pillar), stroke: None }]
        }
        NodeKind::Action => {
            let mut forms = vec![plain(5.0)];
            forms.extend(stripes(rect, hues));
            forms
        }
        NodeKind::Actor => vec![plain(rect.height().min(32.0) / 2.0)],
        NodeKind::Instrument => sheet(rect),
        NodeKind::Plain => vec![plain(4.0)],
    }
}

/// A strand holds actions as a pillar does, and is none of the strategy's pillars.
pub(super) fn strand(rect: Rect) -> Vec<Form> {
    let stroke = Some(Stroke::solid(Paint::Pillar, 1.5));
    vec![Form::Rect { rect, radius: 6.0, fill: Some(Paint::Box), stroke }]
}

/// How far the lower sheets of a group's stack show.
const STACK: f32 = 3.0;

/// A group of nodes: a stack of the shape of their kind, uncoloured, because it stands for many.
pub(super) fn stack(kind: NodeKind, rect: Rect) -> Vec<Form> {
    let line = Some(Stroke::solid(Paint::Soft, 1.25));
    let radius = match kind {
        NodeKind::Actor => rect.height().min(32.0) / 2.0,
        NodeKind::Pillar => 6.0,
        _ => 4.0,
    };
    let sheet = |rect: Rect| {
        if kind == NodeKind::Threat {
            Form::Polygon { points: hexagon(rect), fill: Some(Paint::Box), stroke: line }
        } else {
            Form::Rect { rect, radius, fill: Some(Paint::Box), stroke: line }
        }
    };
    let lower = rect.translate(vec2(STACK, STACK)).intersect(rect.expand2(vec2(0.0, STACK)));
    vec![sheet(lower), sheet(rect)]
}

/// Radius of the dot that says what followed.
const DOT: f32 = 4.0;

/// A dot on the box's upper right corner, where no link ends: full, half or empty.
pub(super) fn follow_up_of(follow_up: FollowUp, corner: Pos2) -> Vec<Form> {
    let disc = |radius: f32, fill, stroke| Form::Rect {
        rect: Rect::from_center_size(corner, vec2(2.0 * radius, 2.0 * radius)),
        radius,
        fill: Some(fill),
        stroke,
    };
    let ring = || disc(DOT, Paint::Ground, Some(Stroke::solid(Paint::Accent, 1.5)));
    match follow_up {
        FollowUp::Found => {
            vec![disc(DOT, Paint::Accent, Some(Stroke::solid(Paint::Ground, 1.5)))]
        }
        FollowUp::Begun => vec![ring(), disc(DOT / 2.0, Paint::Accent, None)],
        FollowUp::NotFound => vec![ring()],
        // Nothing is known, so nothing is shown; the legend says what no dot means.
        FollowUp::NotLookedUp => Vec::new(),
    }
}

fn hexagon(rect: Rect) -> Vec<Pos2> {
    let point = (rect.height() / 3.0).min(10.0);
    let (l, r, y) = (rect.left(), rect.right(), rect.center().y);
    vec![
        pos2(l, y),
        pos2(l + point, rect.top()),
        pos2(r - point, rect.top()),
        pos2(r, y),
        pos2(r - point, rect.bottom()),
        pos2(l + point, rect.bottom()),
    ]
}

/// Width of a threat's stripe.
const STRIPE: f32 = 5.0;

/// One stripe a threat along the left edge, or one of the outline's colour where there is none.
fn stripes(rect: Rect, hues: &[usize]) -> Vec<Form> {
    let n = hues.len().max(1) as f32;
    let height = rect.height() / n;
    let paint = |at: usize| hues.get(at).map_or(Paint::BoxLine, |&hue| Paint::Threat(hue));
    (0..hues.len().max(1))
        .map(|at| {
            let min = pos2(rect.left(), rect.top() + at as f32 * height);
            let gap = if at + 1 < hues.len() { 1.0 } else { 0.0 };
            let size = vec2(STRIPE, height - gap);
            let rect = Rect::from_min_size(min, size);
            Form::Rect { rect, radius: 2.0, fill: Some(paint(at)), stroke: None }
        })
        .collect()
}

/// A sheet with a folded corner.
fn sheet(rect: Rect) -> Vec<Form> {
    let fold = 10.0_f32.min(rect.height() / 3.0);
    let corner = pos2(rect.right() - fold, rect.top());
    let line = Some(Stroke::solid(Paint::BoxLine, 1.25));
    let outline = vec![
        rect.left_top(),
        corner,
        pos2(rect.right(), rect.top() + fold),
        rect.right_bottom(),
        rect.left_bottom(),
    ];
    let flap =
        vec![corner, pos2(rect.right(), rect.top() + fold), pos2(corner.x, rect.top() + fold)];
    vec![
        Form::Polygon { points: outline, fill: Some(Paint::Box), stroke: line },
        Form::Polygon { points: flap, fill: Some(Paint::Field), stroke: line },
    ]
}

/// The colour of a label on the box of its kind.
pub(super) const fn ink_of(kind: NodeKind) -> Paint {
    match kind {
        NodeKind::Threat => Paint::OnThreat,
        NodeKind::Pillar => Paint::OnPillar,
        NodeKind::Action | NodeKind::Actor | NodeKind::Instrument | NodeKind::Plain => Paint::Ink,
    }
}

/// The lines of a label in its box.
pub(super) fn label_of(kind: NodeKind, place: &NodeBox, paint: Paint) -> Vec<Form> {
    let style = label_style(kind);
    let first = first_baseline(kind, place);
    place
        .lines
        .iter()
        .enumerate()
        .map(|(row, line)| Form::Text {
            pos: pos2(place.rect.left() + style.pad_left, first + row as f32 * style.line_height),
            text: line.clone(),
            size: style.size,
            weight: style.weight,
            paint,
            anchor: Anchor::Start,
            spacing: 0.0,
        })
        .collect()
}

/// The baseline of the first line of a label: label and notes stand in the middle of their box.
fn first_baseline(kind: NodeKind, place: &NodeBox) -> f32 {
    let style = label_style(kind);
    let lines = place.lines.len() as f32 * style.line_height;
    let natural = lines + place.notes.len() as f32 * NOTE_LINE + 2.0 * style.pad_y;
    let spare = (place.rect.height() - natural) / 2.0;
    // The baseline that centres capitals (0.727 em high in Inter) in the line.
    let in_line = f32::midpoint(style.line_height, 0.727 * style.size);
    place.rect.top() + spare + style.pad_y + in_line
}

/// What is written under a label; what answers a threat stands behind a stub of its line.
pub(super) fn notes_of(kind: NodeKind, place: &NodeBox, notes: &[Note]) -> Vec<Form> {
    let style = label_style(kind);
    let under = first_baseline(kind, place) + place.lines.len() as f32 * style.line_height;
    let left = place.rect.left() + style.pad_left;
    let mut forms = Vec::new();
    for (row, line) in place.notes.iter().enumerate() {
        let Some(note) = notes.get(line.note) else { continue };
        // Notes stand closer to each other than lines of the label.
        let y = under + row as f32 * NOTE_LINE - (style.line_height - NOTE_LINE);
        let mut x = left;
        if let Some((hue, basis)) = note.answers {
            if line.is_first {
                forms.extend(stub(pos2(left, y - 4.5), hue, basis));
            }
            x += f32::from(STUB_ROOM);
        }
        forms.push(Form::Text {
            pos: pos2(x, y),
            text: line.words.clone(),
            size: TEXT_SIZE,
            weight: Weight::Regular,
            paint: note.answers.map_or(Paint::Soft, |(hue, _)| Paint::Threat(hue)),
            anchor: Anchor::Start,
            spacing: 0.0,
        });
    }
    forms
}

/// Room that the stub of a line takes before a note. World units.
pub(crate) const STUB_ROOM: u16 = 26;

/// A piece of a line that points to the left, where threats stand.
fn stub(tip: Pos2, hue: usize, basis: Basis) -> [Form; 2] {
    let paint = Paint::Threat(hue);
    let line = LineMeaning::Basis(basis);
    let (from, to) = (tip + vec2(20.0, 0.0), tip + vec2(5.0, 0.0));
    let head = vec![tip, tip + vec2(6.0, -3.0), tip + vec2(6.0, 3.0)];
    [
        Form::Curve { segments: vec![[from, from, to, to]], stroke: line.stroke(paint, 1.4) },
        Form::Polygon { points: head, fill: Some(line.paint(paint)), stroke: None },
    ]
}

/// Width and height of a sign, and its distance from the right end of the box and from the next.
const SIGN: (Vec2, f32, f32) = (vec2(11.0, 6.5), 9.0, 6.0);

/// Signs at the right end of a box, each for a hub it is linked with; where the box keeps no room for
/// them, on its lower edge.
pub(super) fn signs_of(rect: Rect, signs: &[usize], has_room: bool) -> Vec<Form> {
    let (size, off, between) = SIGN;
    let place = |(at, hub): (usize, &usize)| {
        let right = rect.right() - off - at as f32 * (size.x + between);
        let y = if has_room { rect.center().y } else { rect.bottom() };
        let center = pos2(right - size.x / 2.0, y);
        sign(*hub, Rect::from_center_size(center, size))
    };
    signs.iter().enumerate().map(place).collect()
}

/// The sign of a hub: a pill, filled for the first, an outline for the next, angular for others.
pub(super) fn sign(hub: usize, rect: Rect) -> Form {
    let (radius, fill, stroke) = match hub {
        0 => (rect.height() / 2.0, Some(Paint::Soft), None),
        1 => (rect.height() / 2.0, None, Some(Stroke::solid(Paint::Soft, 1.5))),
        _ => (0.0, Some(Paint::Soft), None),
    };
    Form::Rect { rect, radius, fill, stroke }
}

/// The frame around a node and what is part of it.
pub(super) fn frame_of(rect: Rect, is_strand: bool) -> Form {
    let line = if is_strand { Paint::BoxLine } else { Paint::Hairline };
    Form::Rect {
        rect,
        radius: FRAME_CORNER,
        fill: Some(Paint::Field),
        stroke: Some(Stroke::solid(line, 1.0)),
    }
}

/// The count of a node that has others folded into it, or in a frame under it: in its box where that
/// leaves it room, else beside it. `ink` is the colour of the label.
pub(super) fn count_of(place: &NodeBox, words: &str, ink: Paint) -> Vec<Form> {
    let middle = place.rect.center().y;
    let text = |pos, paint, weight, anchor| Form::Text {
        pos,
        text: words.to_owned(),
        size: TEXT_SIZE,
        weight,
        paint,
        anchor,
        spacing: 0.0,
    };
    if place.reach.right() <= place.rect.right() {
        let pos = pos2(place.rect.right() - IN_BOX, middle + 4.5);
        return vec![text(pos, ink, Weight::SemiBold, Anchor::End)];
    }
    let left = place.rect.right() + 6.0;
    let rect =
        Rect::from_min_max(pos2(left, middle - 10.0), pos2(place.reach.right(), middle + 10.0));
    vec![
        Form::Rect {
            rect,
            radius: 10.0,
            fill: Some(Paint::Field),
            stroke: Some(Stroke::solid(Paint::Hairline, 1.0)),
        },
        text(pos2(rect.center().x, middle + 4.5), Paint::Soft, Weight::Regular, Anchor::Middle),
    ]
}

/// Radius of a frame's corners.
const FRAME_CORNER: f32 = 8.0;
/// Free room right of a count that stands in its box.
const IN_BOX: f32 = 14.0;

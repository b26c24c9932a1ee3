//! Layers of a picture, kept as triangles from frame to frame.
//!
//! Owns when triangles have to be worked out again: a picture that is only moved keeps them and is
//! moved by whole pixels, one whose emphasis changes is coloured anew, and what was left out
//! because nobody could see it is added when it comes near. Knows nothing of pointers or commands.

use std::ops::Range;
use std::sync::Arc;

use egui::emath::TSTransform;
use egui::epaint::{Mesh, Shape};
use egui::{Color32, Context, Painter, Pos2, Rect, Vec2};

use super::galleys::texture_size;
use super::paint::{Brush, Ink};
use super::painter::Way;
use crate::scene::{Attention, DIMMED, Emphasis, Layer, Mark, Owner, Scene, Seen, Theme};

/// A picture that is moved is worked out for this much more than is seen on either side, as a
/// share of it.
const MORE: f32 = 0.5;

/// A picture as triangles.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    made: Option<Made>,
}

/// Labels chosen from afar, and the number of their choice.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen<'a> {
    pub(super) marks: &'a [Mark],
    pub(super) number: u64,
}

/// What triangles are good for.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Look {
    zoom: f32,
    scale: f32,
    theme: Theme,
    pixels_per_point: f32,
    /// Which letters the fonts' texture holds, and how large it is: triangles name places in it.
    letters: u64,
    texture: [usize; 2],
}

#[derive(Debug)]
struct Made {
    look: Look,
    /// Where the world's origin was on the screen.
    shift: Vec2,
    /// What part of the world can be shown with it.
    part: Rect,
    emphasis: Emphasis,
    n_chosen: u64,
    sheets: Vec<Sheet>,
}

/// The triangles of one layer.
#[derive(Debug)]
struct Sheet {
    layer: Layer,
    mesh: Arc<Mesh>,
    /// Whose vertices begin where.
    spans: Vec<Span>,
    /// Whether it was made with nothing hovered or selected, so that it can be coloured anew.
    is_at_rest: bool,
    /// The colour of every vertex at full strength and where it steps back.
    colors: Option<[Vec<Color32>; 2]>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    owner: Owner,
    first: u32,
    strength: f32,
}

impl Sheets {
    /// Forgets everything; to be called when there is another picture.
    pub(super) fn forget(&mut self) {
        self.made = None;
    }

    /// Whether the fonts' texture has grown since, so that letters would be taken from the wrong
    /// places.
    pub(super) fn are_outgrown(&self, ctx: &Context) -> bool {
        let texture = texture_size(ctx);
        self.made.as_ref().is_some_and(|made| made.look.texture != texture)
    }

    /// Paints a scene in which everything stands in its place.
    pub(super) fn paint(
        &mut self,
        painter: &Painter,
        scene: &Scene,
        way: &Way<'_>,
        chosen: Chosen<'_>,
        ink: &mut Ink,
    ) {
        ink.begin(painter);
        let mut making = Making::new(painter, scene, way, chosen);
        let look = making.look(ink);
        let needed = way.part().expand(8.0 / way.camera.zoom);
        match &mut self.made {
            Some(made) if made.look == look && made.part.contains_rect(needed) => {
                making.lay(made.part, made.shift);
                made.change(&making, ink);
            }
            made => {
                let is_moved = made.as_ref().is_some_and(|made| made.look == look);
                let more = if is_moved { needed.size() * MORE } else { Vec2::ZERO };
                let part = needed.expand2(more);
                let holds_all = part.contains_rect(scene.extent().expand(200.0 / way.camera.zoom));
                let part = if holds_all { Rect::EVERYTHING } else { part };
                making.lay(part, making.shift);
                *made = Some(Made::new(&making, ink));
            }
        }
        if let Some(made) = &self.made {
            made.show(painter, making.shift_now);
        }
    }
}

impl Made {
    fn new(making: &Making<'_>, ink: &mut Ink) -> Self {
        let mut look = making.look(ink);
        let attention = making.scene.attention(making.way.emphasis);
        let all = |ink: &mut Ink| {
            let sheets = Layer::ALL.into_iter().map(|layer| making.sheet(layer, &attention, ink));
            sheets.collect::<Vec<Sheet>>()
        };
        let mut sheets = all(ink);
        // Letters seen for the first time may have made their texture larger.
        if making.look(ink) != look {
            look = making.look(ink);
            sheets = all(ink);
        }
        Self {
            look,
            shift: making.shift,
            part: making.part,
            emphasis: making.way.emphasis.clone(),
            n_chosen: making.chosen.number,
            sheets,
        }
    }

    /// Takes over another emphasis and other labels.
    fn change(&mut self, making: &Making<'_>, ink: &mut Ink) {
        let is_emphasized = self.emphasis != *making.way.emphasis;
        let is_relabeled = self.n_chosen != making.chosen.number;
        if !is_emphasized && !is_relabeled {
            return;
        }
        let attention = making.scene.attention(making.way.emphasis);
        for sheet in &mut self.sheets {
            let is_other = match sheet.layer {
                Layer::Labels => is_relabeled,
                layer => is_emphasized && !layer.rests(),
            };
            if is_other {
                *sheet = making.sheet(sheet.layer, &attention, ink);
            } else if is_emphasized && sheet.layer.rests() {
                sheet.emphasize(making, &attention, ink);
            }
        }
        let look = making.look(ink);
        if look == self.look {
            self.emphasis.clone_from(making.way.emphasis);
            self.n_chosen = making.chosen.number;
        } else {
            *self = Self::new(making, ink);
        }
    }

    /// Hands the triangles to the painter, moved to where they belong by now.
    fn show(&self, painter: &Painter, shift: Vec2) {
        let moved = TSTransform::from_translation(shift - self.shift);
        let meshes = self.sheets.iter().map(|sheet| &sheet.mesh).filter(|mesh| !mesh.is_empty());
        for mesh in meshes {
            let shape = painter.add(Shape::Mesh(Arc::clone(mesh)));
            painter.ctx().graphics_mut(|graphics| {
                let list = graphics.entry(painter.layer_id());
                list.mutate_shape(shape, |shape| shape.transform_after_tessellation = moved);
            });
        }
    }
}

impl Sheet {
    /// Colours anew what is painted more or less strongly than before.
    fn emphasize(&mut self, making: &Making<'_>, attention: &Attention, ink: &mut Ink) {
        if !self.is_at_rest {
            *self = making.sheet(self.layer, &Attention::default(), ink);
        }
        let n_vertices = self.mesh.vertices.len() as u32;
        let ends = self.spans.iter().skip(1).map(|span| span.first).chain([n_vertices]);
        let ends: Vec<u32> = ends.collect();
        for (span, end) in self.spans.iter_mut().zip(ends) {
            let strength = attention.strength(span.owner);
            if strength == span.strength {
                continue;
            }
            span.strength = strength;
            let colors = self.colors.get_or_insert_with(|| {
                let dimmed = making.meshed(self.layer, &Attention::default(), DIMMED, ink).0;
                [colors_of(&self.mesh), colors_of(&dimmed)]
            });
            let vertices = span.first as usize..end as usize;
            color(Arc::make_mut(&mut self.mesh), colors, vertices, strength);
        }
    }
}

fn colors_of(mesh: &Mesh) -> Vec<Color32> {
    mesh.vertices.iter().map(|vertex| vertex.color).collect()
}

fn color(mesh: &mut Mesh, colors: &[Vec<Color32>; 2], span: Range<usize>, strength: f32) {
    let [full, dimmed] = colors;
    let colors = if strength < 1.0 { dimmed } else { full };
    let vertices = mesh.vertices.get_mut(span.clone()).unwrap_or_default();
    for (vertex, color) in vertices.iter_mut().zip(colors.get(span).unwrap_or_default()) {
        vertex.color = if strength > 0.0 { *color } else { Color32::TRANSPARENT };
    }
}

/// What triangles are made from.
struct Making<'a> {
    painter: &'a Painter,
    scene: &'a Scene,
    way: &'a Way<'a>,
    chosen: Chosen<'a>,
    /// Where the world's origin is on the screen in this frame.
    shift_now: Vec2,
    /// The same for the frame the triangles are made for, and the part of the world they hold.
    shift: Vec2,
    part: Rect,
}

impl<'a> Making<'a> {
    fn new(painter: &'a Painter, scene: &'a Scene, way: &'a Way<'a>, chosen: Chosen<'a>) -> Self {
        let shift = way.canvas.center() - way.camera.centre.to_vec2() * way.camera.zoom;
        // Whole pixels, so that letters and edges are as sharp wherever the picture is moved.
        let pixels_per_point = painter.pixels_per_point();
        let shift = (shift.to_vec2() * pixels_per_point).round() / pixels_per_point;
        Self { painter, scene, way, chosen, shift_now: shift, shift, part: Rect::EVERYTHING }
    }

    fn lay(&mut self, part: Rect, shift: Vec2) {
        (self.part, self.shift) = (part, shift);
    }

    fn look(&self, ink: &Ink) -> Look {
        Look {
            zoom: self.way.camera.zoom,
            scale: self.way.scale,
            theme: self.way.theme,
            pixels_per_point: self.painter.pixels_per_point(),
            letters: ink.letters(),
            texture: texture_size(self.painter.ctx()),
        }
    }

    fn to_screen(&self, pos_world: Pos2) -> Pos2 {
        (pos_world.to_vec2() * self.way.camera.zoom + self.shift).to_pos2()
    }

    fn sheet(&self, layer: Layer, attention: &Attention, ink: &mut Ink) -> Sheet {
        let (mesh, spans) = self.meshed(layer, attention, 1.0, ink);
        let is_at_rest = *attention == Attention::default();
        Sheet { layer, mesh: Arc::new(mesh), spans, is_at_rest, colors: None }
    }

    /// A layer as triangles, everything in it painted with a share of its strength.
    fn meshed(
        &self,
        layer: Layer,
        attention: &Attention,
        share: f32,
        ink: &mut Ink,
    ) -> (Mesh, Vec<Span>) {
        let part = self.part.is_finite().then_some(self.part);
        let area = part.map_or(Rect::EVERYTHING, |part| {
            Rect::from_min_max(self.to_screen(part.min), self.to_screen(part.max))
        });
        let seen = Seen { zoom: self.way.camera.zoom, part, labels: self.chosen.marks };
        let brush = Brush::onto_mesh(self.painter, self.way.theme, self.way.camera.zoom, area, ink);
        let mut brush = brush.among(self.scene.links.len()).with_lines(self.way.scale);
        let mut spans: Vec<Span> = Vec::new();
        self.scene.each_mark_of(layer, attention, &seen, |shown| {
            let owner = shown.mark.owner;
            if layer.rests() && spans.last().is_none_or(|span| span.owner != owner) {
                let first = brush.n_vertices();
                spans.push(Span { owner, first, strength: attention.strength(owner) });
            }
            brush.form(&shown.mark.form, |pos| self.to_screen(pos), shown.opacity * share);
        });
        (brush.take(), spans)
    }
}

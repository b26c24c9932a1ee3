//! Words looked for in the document that is open.
//!
//! Owns the field, the hits and which of them one stands at. Marks them nowhere: the text does.

use std::sync::Arc;

use egui::{Align2, Id, Key, Margin, Modifiers, Rect, Role, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::step::{STEPS, Toward, step_ui};
use crate::app::panels::Facts;
use crate::app::style::{font, size};
use crate::atlas::{Atlas, Span};
use crate::filter::{FoldedText, Held, inside_sentence};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Way;

/// What is looked for.
#[derive(Debug, Default)]
pub(in crate::app) struct Find {
    /// The words.
    words: String,
    /// The document made ready, and of which atlas and position it is.
    folded: Option<(Arc<Atlas>, usize, FoldedText)>,
    hits: Vec<Span>,
    /// How the document holds the words.
    held: Held,
    at: Option<usize>,
}

impl Find {
    /// All hits.
    pub(super) fn hits(&self) -> &[Span] {
        &self.hits
    }

    /// The hit one stands at.
    pub(super) fn hit(&self) -> Option<Span> {
        self.at.and_then(|at| self.hits.get(at)).copied()
    }

    /// Looks for nothing any more; says whether something was looked for.
    pub(super) fn forget(&mut self) -> bool {
        self.hits.clear();
        self.at = None;
        !std::mem::take(&mut self.words).is_empty()
    }

    /// Makes the hits those of the document that is open.
    fn turn_to(&mut self, atlas: &Arc<Atlas>, document: usize) -> bool {
        let is_same = |(known, at, _): &(Arc<Atlas>, usize, FoldedText)| {
            Arc::ptr_eq(known, atlas) && *at == document
        };
        if self.words.is_empty() || self.folded.as_ref().is_some_and(is_same) {
            return false;
        }
        let text = atlas.documents().get(document).map_or("", |document| document.text());
        self.folded = Some((Arc::clone(atlas), document, FoldedText::new(text)));
        true
    }

    /// Looks anew, and stands at the first hit after a place.
    fn look(&mut self, from: usize) {
        let Some((_, _, text)) = &self.folded else { return };
        (self.held, self.hits) = text.find(&self.words);
        let after = self.hits.partition_point(|hit| hit.start < from);
        let n = self.hits.len();
        self.at = (n > 0).then_some(if after == n { 0 } else { after });
    }

    fn step(&mut self, way: Way) {
        let n = self.hits.len();
        self.at = self.at.filter(|_| n > 0).map(|at| match way {
            Way::Next => (at + 1) % n,
            Way::Previous => (at + n - 1) % n,
        });
    }

    /// The field; says whether another hit is to be shown. `from` is the code point one looks at.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        facts: Facts<'_>,
        (document, from): (usize, usize),
        wants_focus: bool,
    ) -> bool {
        let atlas = facts.session.shared_atlas();
        let is_new = self.turn_to(&atlas, document);
        if is_new {
            self.look(from);
        }
        let mut is_moved = false;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let room = ui.available_width() - STEPS;
            is_moved |= self.field_ui(ui, facts, (document, from), room, wants_focus);
            let can_step = self.hits.len() > 1;
            for (way, toward, name) in
                [(Way::Previous, Toward::Up, "Previous hit"), (Way::Next, Toward::Down, "Next hit")]
            {
                if step_ui(ui, facts.look, toward, name, can_step).clicked() {
                    self.step(way);
                    is_moved = true;
                }
            }
        });
        if let Some(said) = self.inside_sentence() {
            facts.look.text(ui, &said, (size::SMALL, Weight::Regular, Paint::Soft));
        }
        is_moved
    }

    /// That the words were found inside others only, because none begins so.
    fn inside_sentence(&self) -> Option<String> {
        let is_inside = self.held == Held::Inside && !self.hits.is_empty();
        is_inside.then(|| inside_sentence([self.words.trim()])).flatten()
    }

    fn field_ui(
        &mut self,
        ui: &mut Ui,
        facts: Facts<'_>,
        (document, from): (usize, usize),
        room: f32,
        wants_focus: bool,
    ) -> bool {
        let look = facts.look;
        let id = Id::unique("find in the text");
        let mut is_moved = false;
        if ui.memory(|memory| memory.has_focus(id)) {
            // With Shift first: a bare Enter would take that one too.
            for (held, way) in [(Modifiers::SHIFT, Way::Previous), (Modifiers::NONE, Way::Next)] {
                if ui.input_mut(|i| i.consume_key(held, Key::Enter)) {
                    self.step(way);
                    is_moved = true;
                }
            }
        }
        let count = match (self.words.is_empty(), self.at) {
            (true, _) => String::new(),
            (false, None) => "none".to_owned(),
            (false, Some(at)) => format!("{} of {}", at + 1, self.hits.len()),
        };
        let style = font(size::SMALL, Weight::Regular);
        let count_galley =
            ui.painter().layout_no_wrap(count.clone(), style, look.color(Paint::Soft));
        let hint = look.format(size::BODY, Weight::Regular, Paint::Faint);
        let right = count_galley.size().x as i8 + 14;
        let edit = TextEdit::singleline(&mut self.words)
            .id(id)
            .font(font(size::BODY, Weight::Regular))
            .hint_text(egui::text::LayoutJob::single_section("Find in the text".into(), hint))
            .margin(Margin { left: 10, right, top: 4, bottom: 4 })
            .align(Align2::LEFT_CENTER);
        let output = ui.add_sized(vec2(room, 28.0), edit);
        ui.ctx().accesskit_node_builder(output.id, |node| node.set_label("Find in the text"));
        if wants_focus {
            output.request_focus();
        }
        if output.changed() {
            let stood_at = self.hit().map_or(from, |hit| hit.start);
            self.hits.clear();
            self.at = None;
            self.turn_to(&facts.session.shared_atlas(), document);
            if !self.words.is_empty() {
                self.look(stood_at);
                is_moved = true;
            }
        }
        if !count.is_empty() {
            count_ui(ui, output.rect, &count, count_galley);
        }
        is_moved
    }
}

/// "3 of 12" at the field's end, for eyes and for ears.
fn count_ui(ui: &Ui, field: Rect, count: &str, galley: Arc<egui::Galley>) {
    let size = galley.size();
    let at = pos2(field.right() - 10.0 - size.x, field.center().y - size.y / 2.0);
    let rect = Rect::from_min_size(at, size);
    let response = ui.interact(rect, Id::unique("find count"), egui::Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, count));
    ui.painter().galley(at, galley, egui::Color32::PLACEHOLDER);
}

//! The speaker's window: what is shown and what comes next, the notes, and the time.

use egui::{
    CentralPanel, CornerRadius, Frame, Margin, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    ViewportBuilder, ViewportId, vec2,
};

use super::notes::notes_ui;
use super::{Presenter, SLIDE, Surroundings, keys, slide_view, standard_stage};
use crate::app::style;
use crate::app::style::size;
use crate::app::widgets::Look;
use crate::layout::measure::Weight;
use crate::scene::Paint;

/// Size of the window when it opens, in points.
const SIZE: [f32; 2] = [1000.0, 680.0];
/// Size of the notes, in points.
const NOTES: f32 = 22.0;
/// Size of the times.
const TIMES: f32 = 20.0;
/// Free room around everything.
const PADDING: i8 = 24;
/// The share of the width that pictures take.
const PICTURES: f32 = 0.42;

impl Presenter {
    /// Shows the window beside the one that is presented.
    pub(super) fn speaker_window(&mut self, ui: &Ui, look: Look, around: &mut Surroundings<'_>) {
        let builder = ViewportBuilder::default()
            .with_title("Speaker · ProtectEU Atlas")
            .with_inner_size(SIZE);
        let id = ViewportId::from_hash_of("speaker");
        ui.ctx().show_viewport_immediate(id, builder, |ui, _| {
            ui.set_theme(style::egui_theme(look.theme));
            keys::listen(ui, self);
            let frame =
                Frame::new().fill(look.color(Paint::Panel)).inner_margin(Margin::same(PADDING));
            CentralPanel::default().frame(frame).show(ui, |ui| self.speaker_ui(ui, look, around));
            if ui.input(|i| i.viewport().close_requested()) {
                self.speaker_is_open = false;
            }
        });
    }

    fn speaker_ui(&self, ui: &mut Ui, look: Look, around: &mut Surroundings<'_>) {
        ui.horizontal(|ui| {
            let n = self.briefing.views.len();
            let position = format!("{} / {n}", self.at + 1);
            look.text(ui, &position, (TIMES, Weight::SemiBold, Paint::Ink));
            ui.add_space(TIMES);
            self.times_ui(ui, look, TIMES);
        });
        ui.add_space(12.0);
        let all = ui.available_rect_before_wrap();
        let (left, right) = all.split_left_right_at_fraction(PICTURES);
        ui.scope_builder(egui::UiBuilder::new().max_rect(left), |ui| {
            self.stamp_ui(ui, look, self.at, "Now", around);
            ui.add_space(16.0);
            self.stamp_ui(ui, look, self.at + 1, "Next", around);
        });
        let right = Rect::from_min_max(right.min + vec2(24.0, 0.0), right.max);
        ui.scope_builder(egui::UiBuilder::new().max_rect(right), |ui| {
            ScrollArea::vertical().id_salt("notes").show(ui, |ui| {
                ui.take_available_width();
                notes_ui(ui, look, self.notes(), NOTES);
            });
        });
    }

    /// A view as a stamp, with its title under a word that says which it is.
    fn stamp_ui(
        &self,
        ui: &mut Ui,
        look: Look,
        at: usize,
        word: &str,
        around: &mut Surroundings<'_>,
    ) {
        look.caption(ui, word);
        let Some(named) = self.briefing.views.get(at) else {
            look.text(ui, "That was the last view.", (size::TITLE, Weight::Regular, Paint::Soft));
            return;
        };
        look.text(ui, named.title(), (size::TITLE, Weight::SemiBold, Paint::Ink));
        let width =
            ui.available_width().min((ui.available_height() - 8.0).max(60.0) * SLIDE.x / SLIDE.y);
        let width = if at == self.at { width.min(ui.available_height() * 0.85) } else { width };
        let wanted = vec2(width, width * SLIDE.y / SLIDE.x);
        let (rect, _) = ui.allocate_exact_size(wanted, Sense::hover());
        let corner = CornerRadius::same(6);
        ui.painter().rect_filled(rect, corner, look.color(Paint::Ground));
        let view = slide_view(named, look.theme);
        let stage = standard_stage(ui, self.session.atlas(), named);
        if let Some(picture) = around.gallery.picture(&view, stage) {
            around.thumbnails.paint(ui, &picture, rect, (look.theme, &view.emphasis()));
        }
        let line = Stroke::new(1.0, look.color(Paint::Hairline));
        ui.painter().rect_stroke(rect, corner, line, StrokeKind::Inside);
    }

    /// What is said over the view.
    pub(super) fn notes(&self) -> &str {
        self.briefing.views.get(self.at).map_or("", |named| named.notes.as_str())
    }

    /// How many minutes the whole and the view are to take.
    pub(super) fn minutes(&self) -> (Option<u32>, Option<u32>) {
        let own = self.briefing.views.get(self.at).and_then(|named| named.minutes);
        (Some(self.briefing.minutes()).filter(|all| *all > 0), own.map(u32::from))
    }
}

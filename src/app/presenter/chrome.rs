//! What stands around the picture of a slide: title, quote, foot; and what covers all of it.

use egui::{Align, Color32, CornerRadius, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use super::clock;
use super::notes::notes_ui;
use super::quote::{Quoted, label_at, quote_of_selection, quote_of_view};
use super::slide::{Slide, text};
use super::{Cover, Presenter, foot_of};
use crate::app::style::size;
use crate::app::widgets::Look;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::view::Picture;

/// Size of the notes in the strip, in points.
const NOTES: f32 = 18.0;

impl Presenter {
    /// Draws title, quote and foot around the picture.
    pub(super) fn chrome_ui(&self, ui: &mut Ui, look: Look, slide: &Slide, picture: &Picture) {
        lines_ui(
            ui,
            look,
            slide.title_rect(),
            &slide.title,
            ((slide.points(text::TITLE), Weight::SemiBold, slide.title_line()), Paint::Ink),
        );
        let shown = self.shown_quote(slide);
        if let Some(quoted) = &shown {
            quote_band_ui(ui, look, slide, quoted);
        }
        if picture.visible.kept_nodes.is_empty() {
            let style = (slide.points(28.0), Weight::Regular, Paint::Soft);
            label_at(ui, look, slide.picture(), picture.empty_sentence(), style);
        }
        if slide.has_foot() {
            self.foot_ui(ui, look, slide, shown.as_ref());
        }
    }

    /// The quote in the room kept for one: that of what is explored, or the view's own.
    fn shown_quote(&self, slide: &Slide) -> Option<Quoted> {
        if slide.quote.is_empty() {
            return None;
        }
        let named = self.briefing.views.get(self.turned);
        let own = named.and_then(|named| quote_of_view(self.session.atlas(), named));
        let explored = self.is_exploring().then(|| quote_of_selection(&self.session)).flatten();
        explored.or(own)
    }

    /// Where the quote stands, the filter in words, and the position.
    fn foot_ui(&self, ui: &mut Ui, look: Look, slide: &Slide, quoted: Option<&Quoted>) {
        let rect = slide.foot_rect();
        let size = slide.points(text::FOOT);
        let words = foot_of(self.session.atlas(), self.session.view(), quoted);
        if !words.is_empty() {
            let style = (size, Weight::Regular, slide.foot_line());
            lines_ui(ui, look, rect, &slide.broken_foot(ui, &words), (style, Paint::Soft));
        }
        let Some(position) = self.position() else { return };
        let line =
            Rect::from_min_max(pos2(rect.left(), rect.bottom() - slide.foot_line()), rect.max);
        ui.scope_builder(UiBuilder::new().max_rect(line), |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let style = (size, Weight::Regular, Paint::Faint);
                let galley = look.one_line(ui, &position, style, line.width());
                ui.label(galley);
            });
        });
    }

    /// "3 / 7", and what is being typed or done.
    fn position(&self) -> Option<String> {
        if !self.typed.is_empty() {
            return Some(format!("to {} …", self.typed));
        }
        let n = self.briefing.views.len();
        (n > 1).then(|| {
            let place = format!("{} / {n}", self.turned + 1);
            if self.is_exploring() { format!("exploring {place}") } else { place }
        })
    }

    /// Draws the notes under the slide, for who has but one screen.
    pub(super) fn notes_strip_ui(&self, ui: &mut Ui, strip: Rect, look: Look) {
        ui.painter().rect_filled(strip, CornerRadius::ZERO, look.color(Paint::Panel));
        let line = egui::Stroke::new(1.0, look.color(Paint::Hairline));
        ui.painter().hline(strip.x_range(), strip.top(), line);
        let inner = strip.shrink2(vec2(24.0, 12.0));
        ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
            ui.horizontal(|ui| {
                self.times_ui(ui, look, size::COUNT);
                let Some(position) = self.position() else { return };
                look.text(ui, &position, (size::COUNT, Weight::Regular, Paint::Soft));
            });
            egui::ScrollArea::vertical().id_salt("notes strip").show(ui, |ui| {
                ui.take_available_width();
                notes_ui(ui, look, self.notes(), NOTES);
            });
        });
    }

    /// The times in words: of the whole, then of the view.
    pub(super) fn times_ui(&self, ui: &mut Ui, look: Look, size: f32) {
        let (all, own) = self.minutes();
        let times =
            [("In all", self.clock.elapsed(), all), ("This view", self.clock.on_view(), own)];
        for (word, secs, minutes) in times {
            let paint = if clock::is_over(secs, minutes) { Paint::Warning } else { Paint::Ink };
            let said = format!("{word} {}", clock::of_minutes(secs, minutes));
            look.text(ui, &said, (size, Weight::Medium, paint));
            ui.add_space(size);
        }
    }

    /// Covers the whole screen where it is to be black or white.
    pub(super) fn cover_ui(&self, ui: &mut Ui, whole: Rect) {
        let color = match self.cover {
            None => return,
            Some(Cover::Black) => Color32::BLACK,
            Some(Cover::White) => Color32::WHITE,
        };
        let cover = ui.interact(whole, ui.scope_id().with("cover"), egui::Sense::click_and_drag());
        let name = if color == Color32::BLACK { "Black screen" } else { "White screen" };
        cover.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, name));
        ui.painter().rect_filled(whole, CornerRadius::ZERO, color);
    }
}

/// Lines under each other, each as it was broken for the slide.
fn lines_ui(
    ui: &mut Ui,
    look: Look,
    rect: Rect,
    lines: &[String],
    ((size, weight, height), paint): ((f32, Weight, f32), Paint),
) {
    let mut format = look.format(size, weight, paint);
    format.line_height = Some(height);
    let job = egui::text::LayoutJob::single_section(lines.join("\n"), format);
    // A line must not be broken anew where it is set a hair wider on this screen.
    let job = egui::text::LayoutJob { wrap: egui::text::TextWrapping::no_max_width(), ..job };
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.add(egui::Label::new(job).extend());
    });
}

/// The quote with its bar, in the room kept for it.
fn quote_band_ui(ui: &mut Ui, look: Look, slide: &Slide, quoted: &Quoted) {
    let rect = slide.quote_rect();
    let words = Rect::from_min_max(pos2(rect.left() + slide.quote_indent(), rect.top()), rect.max);
    let size = slide.points(text::QUOTE);
    let lines = slide.broken(ui, &quoted.words);
    let height = slide.quote_line() * lines.len() as f32 + slide.points(4.0);
    let bar = Rect::from_min_size(rect.min, vec2(slide.points(5.0), height));
    ui.painter().rect_filled(bar, CornerRadius::same(2), look.color(quoted.hue));
    let style = (size, Weight::Medium, slide.quote_line());
    lines_ui(ui, look, words, &lines, (style, Paint::Ink));
}

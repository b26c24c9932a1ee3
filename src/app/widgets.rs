//! The few widgets the panels are made of.

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Color32, CornerRadius, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::style::{color32, font, size};
pub(super) use crate::filter::capitalised;
use crate::layout::measure::Weight;
use crate::scene::{Paint, Theme};

/// Room for a count in a row of the filters, so that labels break alike whatever the count.
const COUNT_ROOM: f32 = 18.0;

/// What the widgets need to know of the window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// Light or dark.
    pub(super) theme: Theme,
}

impl Look {
    /// The colour of a role.
    pub(super) fn color(self, paint: Paint) -> Color32 {
        color32(self.theme.color(paint))
    }

    /// A text format.
    pub(super) fn format(self, size: f32, weight: Weight, paint: Paint) -> TextFormat {
        TextFormat {
            font_id: font(size, weight),
            color: self.color(paint),
            line_height: Some((size * 1.42).round()),
            ..TextFormat::default()
        }
    }

    /// Wrapped text.
    pub(super) fn text(
        self,
        ui: &mut Ui,
        text: &str,
        (size, weight, paint): (f32, Weight, Paint),
    ) -> Response {
        let mut job = LayoutJob::single_section(text.to_owned(), self.format(size, weight, paint));
        job.wrap.max_width = ui.available_width();
        ui.label(job)
    }

    /// The heading of a group, in small capitals.
    pub(super) fn caption(self, ui: &mut Ui, text: &str) {
        ui.add_space(16.0);
        let mut format = self.format(size::CAPTION, Weight::SemiBold, Paint::Faint);
        format.extra_letter_spacing = 0.8;
        ui.label(LayoutJob::single_section(text.to_uppercase(), format));
        ui.add_space(2.0);
    }

    /// Text that can be clicked.
    pub(super) fn link(self, ui: &mut Ui, text: &str, size: f32, weight: Weight) -> Response {
        let mut job =
            LayoutJob::single_section(text.to_owned(), self.format(size, weight, Paint::Accent));
        job.wrap.max_width = ui.available_width();
        let galley = ui.painter().layout_job(job);
        let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, text));
        ui.painter().galley(rect.min, galley, self.color(Paint::Accent));
        if response.hovered() || response.has_focus() {
            let y = rect.bottom() - 2.0;
            let line = Stroke::new(1.0, self.color(Paint::Accent));
            ui.painter().hline(rect.x_range(), y, line);
        }
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    }

    /// A quiet button: a word that lights up under the pointer.
    pub(super) fn word_button(self, ui: &mut Ui, word: &str) -> Response {
        let galley = ui.painter().layout_no_wrap(
            word.to_owned(),
            font(size::BODY, Weight::Medium),
            self.color(Paint::Ink),
        );
        let wanted = vec2(galley.size().x + 20.0, 28.0);
        let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, word));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, CornerRadius::same(6), self.color(Paint::Field));
        }
        self.focus_ring(ui, rect, &response);
        let at = rect.center() - galley.size() / 2.0;
        ui.painter().galley(at, galley, self.color(Paint::Ink));
        response
    }

    /// One of a few ways to choose from; filled where it is the one in force.
    pub(super) fn segment(self, ui: &mut Ui, word: &str, is_chosen: bool) -> Response {
        let (weight, ink, ground) = if is_chosen {
            (Weight::SemiBold, Paint::OnAccent, Paint::Accent)
        } else {
            (Weight::Regular, Paint::Ink, Paint::Field)
        };
        let galley =
            ui.painter().layout_no_wrap(word.to_owned(), font(size::BODY, weight), self.color(ink));
        let wanted = vec2(galley.size().x + 20.0, 28.0);
        let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, word));
        let line = Stroke::new(1.0, self.color(Paint::Hairline));
        let corner = CornerRadius::same(6);
        ui.painter().rect(rect, corner, self.color(ground), line, StrokeKind::Inside);
        self.focus_ring(ui, rect, &response);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, self.color(ink));
        response
    }

    /// A word in a line of text that opens or closes something; in accent while it is open.
    pub(super) fn small_switch(
        self,
        ui: &mut Ui,
        word: &str,
        is_open: bool,
        size: f32,
        weight: Weight,
    ) -> Response {
        let paint = if is_open { Paint::Accent } else { Paint::Soft };
        let galley =
            ui.painter().layout_no_wrap(word.to_owned(), font(size, weight), self.color(paint));
        let wanted = vec2(galley.size().x + 12.0, 22.0);
        let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, word));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, CornerRadius::same(6), self.color(Paint::Field));
        }
        self.focus_ring(ui, rect.shrink(1.0), &response);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, self.color(paint));
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    }

    /// Two small words of which one is in force; a click takes the other.
    pub(super) fn pair_switch(
        self,
        ui: &mut Ui,
        words: [&str; 2],
        is_second: bool,
        said: &str,
    ) -> Response {
        let galley = |word: &str, is_on: bool| {
            let (weight, paint) = if is_on {
                (Weight::SemiBold, Paint::Ink)
            } else {
                (Weight::Regular, Paint::Faint)
            };
            let style = font(size::CAPTION, weight);
            ui.painter().layout_no_wrap(word.to_owned(), style, self.color(paint))
        };
        let galleys = [galley(words[0], !is_second), galley(words[1], is_second)];
        let cells = galleys.each_ref().map(|galley| galley.size().x + 12.0);
        let wanted = vec2(cells[0] + cells[1] + 4.0, 22.0);
        let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Switch, true, is_second, said));
        let line = if response.hovered() { Paint::Faint } else { Paint::Hairline };
        let stroke = Stroke::new(1.0, self.color(line));
        ui.painter().rect_stroke(rect, CornerRadius::same(6), stroke, StrokeKind::Inside);
        let mut left = rect.left() + 2.0;
        for (at, galley) in galleys.into_iter().enumerate() {
            let size = vec2(cells[at], rect.height() - 4.0);
            let cell = Rect::from_min_size(pos2(left, rect.top() + 2.0), size);
            if (at == 1) == is_second {
                ui.painter().rect_filled(cell, CornerRadius::same(4), self.color(Paint::Field));
            }
            let ink = self.color(Paint::Ink);
            ui.painter().galley(cell.center() - galley.size() / 2.0, galley, ink);
            left = cell.right();
        }
        self.focus_ring(ui, rect, &response);
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    }

    /// A tab: underlined where it is the open one.
    pub(super) fn tab(self, ui: &mut Ui, word: &str, is_open: bool) -> Response {
        let (weight, paint) =
            if is_open { (Weight::SemiBold, Paint::Ink) } else { (Weight::Regular, Paint::Soft) };
        let galley = ui.painter().layout_no_wrap(
            word.to_owned(),
            font(size::BODY, weight),
            self.color(paint),
        );
        let (rect, response) =
            ui.allocate_exact_size(vec2(galley.size().x + 4.0, 40.0), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_open, word));
        let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect).min;
        ui.painter().galley(at, galley, self.color(paint));
        if is_open || response.has_focus() {
            let bar = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), rect.max);
            ui.painter().rect_filled(bar, CornerRadius::same(1), self.color(Paint::Accent));
        }
        response
    }

    /// One value one can filter by: a tick box in its colour, its name and its count.
    pub(super) fn facet_row(self, ui: &mut Ui, row: &FacetRow<'_>) -> Response {
        let whole = ui.available_width() - 2.0;
        let left = 10.0 + row.level as f32 * 14.0;
        let (weight, paint) = match (row.is_on, row.count) {
            (true, _) => (Weight::SemiBold, Paint::Ink),
            (false, 0) => (Weight::Regular, Paint::Faint),
            (false, _) => (Weight::Regular, Paint::Ink),
        };
        let style = font(size::SMALL, Weight::Regular);
        let count =
            ui.painter().layout_no_wrap(row.count.to_string(), style, self.color(Paint::Soft));
        let laid_out = |weight| {
            let format = self.format(size::BODY, weight, paint);
            let format = TextFormat { line_height: Some(16.0), ..format };
            let mut job = LayoutJob::single_section(row.label.to_owned(), format);
            job.wrap.max_width = whole - left - 22.0 - COUNT_ROOM.max(count.size().x) - 14.0;
            ui.painter().layout_job(job)
        };
        let label = laid_out(weight);
        let least = if row.hue.is_some() { 27.0 } else { 24.0 };
        // As high as while it is on: rows below are not to move when one is ticked.
        let height = (laid_out(Weight::SemiBold).size().y + 8.0).max(least);
        let (rect, response) = ui.allocate_exact_size(vec2(whole, height), Sense::click());
        let out = if row.is_out { ", left out" } else { "" };
        let said = format!("{}, {}{out}", row.label, row.count);
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, row.is_on, &said));
        let hue = self.color(row.hue.map_or(Paint::Accent, Paint::Threat));
        self.row_ground(ui, rect, &response, row, hue);
        let tick_at = pos2(rect.left() + left + 6.0, rect.center().y);
        let tick = Rect::from_center_size(tick_at, vec2(12.0, 12.0));
        let quiet = if row.hue.is_some() { hue } else { self.color(Paint::BoxLine) };
        self.tick(ui, tick, row, hue, quiet);
        let at = pos2(tick.right() + 10.0, rect.center().y - label.size().y / 2.0);
        ui.painter().galley(at, label, self.color(paint));
        let at = pos2(rect.right() - 8.0 - count.size().x, rect.center().y - count.size().y / 2.0);
        ui.painter().galley(at, count, self.color(Paint::Soft));
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    }

    fn row_ground(
        self,
        ui: &Ui,
        rect: Rect,
        response: &Response,
        row: &FacetRow<'_>,
        hue: Color32,
    ) {
        let corner = CornerRadius::same(6);
        if row.is_on {
            ui.painter().rect_filled(rect, corner, self.color(Paint::Field));
            let line = Stroke::new(1.25, hue);
            ui.painter().rect_stroke(rect, corner, line, StrokeKind::Inside);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, corner, self.color(Paint::Field));
        }
        self.focus_ring(ui, rect, response);
    }

    fn tick(self, ui: &Ui, rect: Rect, row: &FacetRow<'_>, hue: Color32, quiet: Color32) {
        let painter = ui.painter();
        let corner = CornerRadius::same(3);
        let c = rect.center();
        if row.is_on {
            painter.rect_filled(rect, corner, hue);
            let line = Stroke::new(1.8, self.color(Paint::OnAccent));
            painter.line(vec![c + vec2(-3.2, 0.2), c + vec2(-0.8, 2.6), c + vec2(3.4, -2.6)], line);
        } else {
            painter.rect_stroke(rect, corner, Stroke::new(1.5, quiet), StrokeKind::Middle);
        }
        if row.is_out {
            let line = Stroke::new(1.8, self.color(Paint::Warning));
            painter.line_segment([c + vec2(-4.0, 0.0), c + vec2(4.0, 0.0)], line);
        }
    }

    /// One line of text, cut with an ellipsis where the room ends.
    pub(super) fn one_line(
        self,
        ui: &Ui,
        text: &str,
        (size, weight, paint): (f32, Weight, Paint),
        room: f32,
    ) -> std::sync::Arc<egui::Galley> {
        let mut job = LayoutJob::single_section(text.to_owned(), self.format(size, weight, paint));
        job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(8.0));
        ui.painter().layout_job(job)
    }

    /// A small rounded label, with a square in a threat's colour.
    pub(super) fn chip(self, ui: &mut Ui, label: &str, hue: usize) -> Response {
        let color = self.color(Paint::Threat(hue));
        let style = (size::SMALL, Weight::Regular, Paint::Ink);
        let galley = self.one_line(ui, label, style, ui.available_width() - 40.0);
        let wanted = vec2(galley.size().x + 34.0, 24.0);
        let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
        let corner = CornerRadius::same(12);
        let line = Stroke::new(if response.hovered() { 1.5 } else { 1.0 }, color);
        ui.painter().rect(rect, corner, self.color(Paint::Field), line, StrokeKind::Inside);
        self.focus_ring(ui, rect, &response);
        let dot = Rect::from_center_size(pos2(rect.left() + 14.0, rect.center().y), vec2(8.0, 8.0));
        ui.painter().rect_filled(dot, CornerRadius::same(2), color);
        let at = pos2(rect.left() + 23.0, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, self.color(Paint::Ink));
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    }

    /// The ring around what has the keyboard's focus.
    pub(super) fn focus_ring(self, ui: &Ui, rect: Rect, response: &Response) {
        if response.has_focus() {
            let line = Stroke::new(2.0, self.color(Paint::Accent));
            let corner = CornerRadius::same(7);
            ui.painter().rect_stroke(rect.expand(1.0), corner, line, StrokeKind::Outside);
        }
    }

    /// The button a sheet is there for; says whether it was clicked.
    pub(super) fn main_button(self, ui: &mut Ui, word: &str, is_enabled: bool) -> bool {
        let format = self.format(size::BODY, Weight::SemiBold, Paint::OnAccent);
        let text = LayoutJob::single_section(word.to_owned(), format);
        let button = egui::Button::new(text).fill(self.color(Paint::Accent)).stroke(Stroke::NONE);
        ui.add_enabled(is_enabled, button).clicked()
    }

    /// A sheet over the window.
    pub(super) fn modal(self, name: &'static str) -> egui::Modal {
        let frame = egui::Frame::new()
            .fill(self.color(Paint::Panel))
            .stroke(Stroke::new(1.0, self.color(Paint::Hairline)))
            .corner_radius(10)
            .inner_margin(egui::Margin { left: 24, right: 24, top: 20, bottom: 18 });
        egui::Modal::new(egui::Id::unique(name)).frame(frame)
    }

    /// A thin line across.
    pub(super) fn hairline(self, ui: &mut Ui) {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
        ui.painter().rect_filled(rect, CornerRadius::ZERO, self.color(Paint::Hairline));
    }

    /// Three bars, the sign of a menu.
    pub(super) fn bars(self, ui: &Ui, centre: Pos2) {
        for step in [-6.0, 0.0, 6.0] {
            let bar = Rect::from_center_size(centre + vec2(0.0, step), vec2(18.0, 2.0));
            ui.painter().rect_filled(bar, CornerRadius::same(1), self.color(Paint::Soft));
        }
    }
}

/// One value one can filter by.
#[derive(Debug, Clone, Copy)]
pub(super) struct FacetRow<'a> {
    /// Its name.
    pub(super) label: &'a str,
    /// How much it would show.
    pub(super) count: usize,
    /// Whether it is asked for.
    pub(super) is_on: bool,
    /// Whether it is taken out.
    pub(super) is_out: bool,
    /// Its depth in a tree.
    pub(super) level: usize,
    /// Its threat's colour.
    pub(super) hue: Option<usize>,
}

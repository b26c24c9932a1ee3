//! One view as a card: its picture, its number, its name, how long it is to take.

use egui::{CornerRadius, Rect, Response, Stroke, StrokeKind, Ui, pos2, vec2};

use super::Facts;
use super::ViewsState;
use crate::app::presenter::slide_view;
use crate::app::style::{font, size};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::view::NamedView;

/// Width and height of the picture on a card.
pub(super) const PICTURE: egui::Vec2 = vec2(160.0, 90.0);
/// Height of the words under it.
const WORDS: f32 = 26.0;
/// Free room around the picture.
const PAD: f32 = 6.0;

/// Width and height of a card.
pub(super) const SIZE: egui::Vec2 = vec2(PICTURE.x + 2.0 * PAD, PICTURE.y + PAD + WORDS);

/// A view and how it stands among the others.
#[derive(Clone, Copy)]
pub(super) struct Card<'a> {
    /// The view.
    pub(super) named: &'a NamedView,
    /// Its position.
    pub(super) at: usize,
    /// Whether it is the one shown.
    pub(super) is_shown: bool,
    /// Whether something else than it is shown by now.
    pub(super) is_left: bool,
    /// Whether its name is being typed in another place.
    pub(super) is_renamed: bool,
}

impl Card<'_> {
    /// What a screen reader says of it.
    pub(super) fn spoken(&self) -> String {
        let minutes = self.named.minutes.map(|minutes| match minutes {
            1 => ", 1 minute".to_owned(),
            minutes => format!(", {minutes} minutes"),
        });
        format!("View {}, {}{}", self.at + 1, self.named.name(), minutes.unwrap_or_default())
    }
}

/// Where the name stands on a card.
pub(super) fn name_rect(rect: Rect) -> Rect {
    let top = rect.top() + PAD + PICTURE.y;
    Rect::from_min_max(pos2(rect.left() + 26.0, top + 2.0), rect.max - vec2(PAD, 2.0))
}

/// Paints a card.
pub(super) fn card_ui(
    ui: &Ui,
    facts: Facts<'_>,
    state: &mut ViewsState,
    card: Card<'_>,
    (rect, response): (Rect, &Response),
) {
    let look = facts.look;
    let corner = CornerRadius::same(8);
    let painter = ui.painter();
    if card.is_shown || response.hovered() {
        painter.rect_filled(rect, corner, look.color(Paint::Field));
    }
    let frame = Rect::from_min_size(rect.min + vec2(PAD, PAD), PICTURE);
    painter.rect_filled(frame, CornerRadius::same(4), look.color(Paint::Ground));
    let view = slide_view(card.named, look.theme);
    let stage = state.stage(ui, facts.session, card.at, card.named);
    let (gallery, thumbnails) = state.pictures(facts.session);
    if let Some(picture) = gallery.picture(&view, stage) {
        thumbnails.paint(ui, &picture, frame, (look.theme, &view.emphasis()));
    }
    let line = Stroke::new(1.0, look.color(Paint::Hairline));
    painter.rect_stroke(frame, CornerRadius::same(4), line, StrokeKind::Inside);
    aside_ui(ui, facts, card, frame);
    words_ui(ui, facts, card, rect);
    if card.is_shown {
        let line = Stroke::new(2.0, look.color(Paint::Accent));
        painter.rect_stroke(rect, corner, line, StrokeKind::Inside);
    }
    look.focus_ring(ui, rect, response);
}

/// How long it is to take, or that something else is shown by now, over the picture's corner.
fn aside_ui(ui: &Ui, facts: Facts<'_>, card: Card<'_>, frame: Rect) {
    let look = facts.look;
    let (words, paint) = match card.named.minutes {
        _ if card.is_left => ("changed".to_owned(), Paint::Accent),
        Some(minutes) => (format!("{minutes} min"), Paint::Soft),
        None => return,
    };
    let galley = look.one_line(ui, &words, (size::CAPTION, Weight::Medium, paint), PICTURE.x);
    let size = galley.size() + vec2(10.0, 2.0);
    let chip = Rect::from_min_size(frame.right_bottom() - size - vec2(3.0, 3.0), size);
    ui.painter().rect_filled(chip, CornerRadius::same(4), look.color(Paint::Panel));
    ui.painter().galley(chip.min + vec2(5.0, 1.0), galley, look.color(paint));
}

fn words_ui(ui: &Ui, facts: Facts<'_>, card: Card<'_>, rect: Rect) {
    let look = facts.look;
    let middle = name_rect(rect).center().y;
    let number = (card.at + 1).to_string();
    let (style, soft) = (font(size::SMALL, Weight::SemiBold), look.color(Paint::Soft));
    let painter = ui.painter();
    let at = pos2(rect.left() + PAD + 2.0, middle);
    painter.text(at, egui::Align2::LEFT_CENTER, number, style, soft);
    if card.is_renamed {
        return;
    }
    let weight = if card.is_shown { Weight::SemiBold } else { Weight::Regular };
    let (left, right) = (name_rect(rect).left(), name_rect(rect).right());
    let style = (size::SMALL, weight, Paint::Ink);
    let galley = look.one_line(ui, card.named.name(), style, right - left);
    let at = pos2(left, middle - galley.size().y / 2.0);
    painter.galley(at, galley, look.color(Paint::Ink));
}

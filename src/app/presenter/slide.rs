//! The slide: where title, picture, quote and foot stand on a screen of any size.
//!
//! Owns the measures, in points of a slide 1280 wide that grow with the window, so that what is
//! readable on one screen is so on every other.

use egui::{Galley, Pos2, Rect, Ui, Vec2, pos2, vec2};

use crate::app::style::font;
use crate::layout::measure::Weight;
use crate::view::Stage;

/// The slide the measures are given for.
pub(in crate::app) const SIZE: Vec2 = vec2(1280.0, 720.0);
/// Free room at the left and right of everything.
const MARGIN: f32 = 56.0;
/// Free room above the title.
const TOP: f32 = 36.0;
/// Height of a line of the title, and the most lines it takes.
const TITLE_LINE: (f32, usize) = (44.0, 2);
/// Free room between title and picture, and between picture and quote.
const GAP: f32 = 16.0;
/// Height of a line of the quote, and the most lines it takes.
const QUOTE_LINE: (f32, usize) = (34.0, 3);
/// How far the quote stands in behind its bar.
const QUOTE_INDENT: f32 = 24.0;
/// Free room around the foot, the height of its lines, and the most it takes.
const FOOT: (f32, f32, usize) = (36.0, 28.0, 2);
/// Room for the position beside the foot.
const POSITION: f32 = 200.0;

/// Text sizes of a slide, in its points; none is under 20.
pub(in crate::app) mod text {
    /// The line above the picture.
    pub(in crate::app) const TITLE: f32 = 34.0;
    /// The quote under it.
    pub(in crate::app) const QUOTE: f32 = 24.0;
    /// The foot.
    pub(in crate::app) const FOOT: f32 = 20.0;
    /// A quote that fills the screen, where it is short.
    pub(in crate::app) const LARGE: f32 = 44.0;
    /// The same, where it is long.
    pub(in crate::app) const LARGE_LEAST: f32 = 26.0;
}

/// What is written on a slide, besides its picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::app) struct Words {
    /// The line above the picture.
    pub(in crate::app) title: String,
    /// The quote under it, in its quotation marks.
    pub(in crate::app) quote: Option<String>,
    /// Where the quote stands, and the filter.
    pub(in crate::app) foot: String,
}

/// The room for a slide. Screen points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::app) struct Screen {
    /// Where it is.
    pub(in crate::app) rect: Rect,
    /// Screen points to a point of the slide.
    scale: f32,
    /// How much of it something else covers from below.
    covered: f32,
}

impl Screen {
    /// All of a screen.
    pub(in crate::app) fn whole(rect: Rect) -> Self {
        let scale = (rect.width() / SIZE.x).min(rect.height() / SIZE.y).max(0.1);
        Self { rect, scale, covered: 0.0 }
    }

    /// The same screen with a strip at its foot taken, in which quote and foot of a slide would
    /// stand, so that the picture gives way last and no word gets smaller.
    pub(in crate::app) const fn covered(self, covered: f32) -> Self {
        Self { covered, ..self }
    }

    /// What is left of it above the strip.
    pub(in crate::app) fn free(self) -> Rect {
        self.rect.with_max_y(self.rect.bottom() - self.covered)
    }
}

/// A slide on the screen.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct Slide {
    /// All of it. Screen points.
    pub(in crate::app) rect: Rect,
    /// Screen points to a point of the slide.
    pub(in crate::app) scale: f32,
    /// The title's lines.
    pub(in crate::app) title: Vec<String>,
    /// The quote's lines; none where there is no room kept for one.
    pub(in crate::app) quote: Vec<String>,
    /// How many lines the foot has; none where something else stands there.
    n_foot: usize,
    /// Where the picture stands, in points of the slide.
    picture: Rect,
}

impl Slide {
    /// A slide that fills a part of the screen.
    pub(in crate::app) fn of(ui: &Ui, screen: Screen, words: &Words) -> Self {
        let Screen { rect, scale, covered } = screen;
        let size = rect.size() / scale;
        let room = size.x - 2.0 * MARGIN;
        let title = lines(ui, &words.title, (text::TITLE, Weight::SemiBold), room, TITLE_LINE.1);
        let quote = words.quote.as_deref();
        let quote = quote.map_or_else(Vec::new, |quote| quote_lines(ui, quote, room, QUOTE_LINE.1));
        let n_foot = foot_lines(ui, &words.foot, room, FOOT.2).len().max(1);
        let top = TOP + TITLE_LINE.0 * title.len().max(1) as f32 + GAP;
        let below = if quote.is_empty() { 0.0 } else { quote_height(quote.len()) + GAP };
        let picture = Rect::from_min_max(
            pos2(MARGIN, top),
            pos2(size.x - MARGIN, (size.y - foot_height(n_foot) - below).max(top + 80.0)),
        );
        let slide = Self { rect, scale, title, quote, n_foot, picture };
        if covered > 0.0 { slide.cut(screen.free()) } else { slide }
    }

    /// The same in what is left of the screen, without quote and foot.
    fn cut(self, rect: Rect) -> Self {
        let lowest = (rect.height() / self.scale - GAP).max(self.picture.top() + 80.0);
        let picture = self.picture.with_max_y(self.picture.bottom().min(lowest));
        Self { rect, quote: Vec::new(), n_foot: 0, picture, ..self }
    }

    /// Whether there is room for a foot.
    pub(super) const fn has_foot(&self) -> bool {
        self.n_foot > 0
    }

    /// The lines of another quote in the room kept for this one.
    pub(super) fn broken(&self, ui: &Ui, quote: &str) -> Vec<String> {
        quote_lines(ui, quote, self.picture.width(), self.quote.len())
    }

    /// The lines of another foot in the room kept for this one.
    pub(super) fn broken_foot(&self, ui: &Ui, words: &str) -> Vec<String> {
        foot_lines(ui, words, self.picture.width(), self.n_foot)
    }

    /// What a picture on it is worked out for.
    pub(in crate::app) fn stage(&self) -> Stage {
        Stage::presented(self.picture.size())
    }

    /// Where the picture stands on the screen.
    pub(super) fn picture(&self) -> Rect {
        Rect::from_min_max(self.at(self.picture.min), self.at(self.picture.max))
    }

    /// Where the title stands on the screen.
    pub(super) fn title_rect(&self) -> Rect {
        let height = TITLE_LINE.0 * self.title.len().max(1) as f32;
        let left_top = pos2(MARGIN, TOP);
        let right_bottom = pos2(self.picture.right(), TOP + height);
        Rect::from_min_max(self.at(left_top), self.at(right_bottom))
    }

    /// Where the quote stands on the screen, its bar with it.
    pub(super) fn quote_rect(&self) -> Rect {
        let top = self.picture.bottom() + GAP;
        let height = quote_height(self.quote.len());
        let min = pos2(MARGIN, top);
        Rect::from_min_max(self.at(min), self.at(pos2(self.picture.right(), top + height)))
    }

    /// How far the quote's words stand in. Screen points.
    pub(super) fn quote_indent(&self) -> f32 {
        QUOTE_INDENT * self.scale
    }

    /// Height of a line of the quote. Screen points.
    pub(super) fn quote_line(&self) -> f32 {
        QUOTE_LINE.0 * self.scale
    }

    /// Height of a line of the title. Screen points.
    pub(super) fn title_line(&self) -> f32 {
        TITLE_LINE.0 * self.scale
    }

    /// Where the foot stands on the screen.
    pub(super) fn foot_rect(&self) -> Rect {
        let bottom = self.rect.height() / self.scale;
        let top = bottom - foot_height(self.n_foot) + GAP;
        let min = pos2(MARGIN, top);
        let max = pos2(self.picture.right(), top + FOOT.1 * self.n_foot as f32);
        Rect::from_min_max(self.at(min), self.at(max))
    }

    /// Height of a line of the foot. Screen points.
    pub(super) fn foot_line(&self) -> f32 {
        FOOT.1 * self.scale
    }

    /// A length of the slide on the screen.
    pub(super) fn points(&self, length: f32) -> f32 {
        length * self.scale
    }

    fn at(&self, pos_slide: Pos2) -> Pos2 {
        self.rect.min + pos_slide.to_vec2() * self.scale
    }
}

fn quote_lines(ui: &Ui, quote: &str, room: f32, most: usize) -> Vec<String> {
    lines(ui, quote, (text::QUOTE, Weight::Medium), room - QUOTE_INDENT, most)
}

fn foot_lines(ui: &Ui, words: &str, room: f32, most: usize) -> Vec<String> {
    lines(ui, words, (text::FOOT, Weight::Regular), room - POSITION, most)
}

fn foot_height(n_lines: usize) -> f32 {
    FOOT.0 + FOOT.1 * n_lines as f32
}

fn quote_height(n_lines: usize) -> f32 {
    QUOTE_LINE.0 * n_lines as f32 + 4.0
}

/// The lines of a text where it is set in a room; the last one ends with an ellipsis where there
/// would be more.
fn lines(
    ui: &Ui,
    text: &str,
    (size, weight): (f32, Weight),
    room: f32,
    most: usize,
) -> Vec<String> {
    let color = egui::Color32::PLACEHOLDER;
    let format = egui::TextFormat { font_id: font(size, weight), color, ..Default::default() };
    let mut job = egui::text::LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = room.max(80.0);
    job.wrap.max_rows = most;
    let galley: std::sync::Arc<Galley> = ui.painter().layout_job(job);
    galley.rows.iter().map(|row| row.text().trim_end().to_owned()).collect()
}

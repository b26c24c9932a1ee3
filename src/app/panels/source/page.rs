//! A document set in a column: every paragraph laid out once, whatever is marked in it.
//!
//! Owns rows, their laid-out text and where they stand; what is out of sight is laid out bit by
//! bit, with a guess at its height until then. Knows nothing of marks, scrolling or selection.

use std::ops::Range;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Color32, Galley, Painter, Rect, Vec2, pos2, vec2};

use crate::app::style::{font, size};
use crate::app::widgets::Look;
use crate::atlas::{Atlas, Document, Span, spoken_date};
use crate::layout::measure::Weight;
use crate::scene::{Paint, Theme};

/// So many characters out of sight are laid out a frame, until all are.
const PER_FRAME: usize = 24_000;
/// Free room under a paragraph, and above and under a heading.
const GAPS: (f32, f32) = (10.0, 16.0);
/// Width of a letter and height of a line where nothing is laid out yet.
const GUESS: (f32, f32) = (6.6, 18.0);
/// Height of the way to the document's address.
pub(super) const ADDRESS: f32 = 24.0;

/// What a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// Title, author, publisher, date and terms of the document.
    Front,
    /// Where a section begins.
    Heading {
        /// Its position in the document's list.
        section: usize,
        /// Where the text under it begins.
        start: usize,
    },
    /// A paragraph, by its span.
    Paragraph(Span),
}

/// Laid-out text of a row.
#[derive(Debug)]
pub(super) struct Piece {
    /// The text, without a colour of its own.
    pub(super) galley: Arc<Galley>,
    /// How far under the row's top it stands.
    pub(super) top: f32,
    /// Its colour.
    pub(super) paint: Paint,
}

/// One row of a page.
#[derive(Debug)]
pub(super) struct Row {
    /// What it shows.
    pub(super) kind: RowKind,
    /// Its text; empty until it is laid out.
    pub(super) pieces: Vec<Piece>,
    height: f32,
}

impl Row {
    fn is_set(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// The span of a paragraph.
    pub(super) const fn span(&self) -> Option<Span> {
        match self.kind {
            RowKind::Paragraph(span) => Some(span),
            RowKind::Front | RowKind::Heading { .. } => None,
        }
    }

    /// A paragraph's text, where it is laid out.
    pub(super) fn galley(&self) -> Option<&Galley> {
        self.pieces.first().filter(|_| self.span().is_some()).map(|piece| &*piece.galley)
    }
}

/// What a page was set for.
#[derive(Debug)]
struct Setting {
    atlas: Arc<Atlas>,
    document: usize,
    width: f32,
    pixels_per_point: f32,
    /// A text asked for in every frame: another answer tells that the fonts have begun their
    /// texture anew, and that everything laid out before points to where it was.
    canary: Arc<Galley>,
}

/// A document set in a column.
#[derive(Debug, Default)]
pub(super) struct Page {
    setting: Option<Setting>,
    rows: Vec<Row>,
    /// The top of each row, and the end of the last.
    tops: Vec<f32>,
    /// All rows before this one are laid out.
    n_set: usize,
    /// How many rows were ever laid out.
    n_layouts: usize,
}

impl Page {
    /// Sets a document for a width; says whether it is another document than before.
    pub(super) fn turn_to(
        &mut self,
        painter: &Painter,
        atlas: &Arc<Atlas>,
        document: usize,
        width: f32,
    ) -> bool {
        let width = width.round().max(40.0);
        let pixels_per_point = painter.pixels_per_point();
        let style = font(size::BODY, Weight::Regular);
        let canary = painter.layout_no_wrap("·".to_owned(), style, Color32::PLACEHOLDER);
        let is_same = self
            .setting
            .as_ref()
            .is_some_and(|set| Arc::ptr_eq(&set.atlas, atlas) && set.document == document);
        let is_set = self.setting.as_ref().is_some_and(|set| {
            set.width == width
                && set.pixels_per_point == pixels_per_point
                && Arc::ptr_eq(&set.canary, &canary)
        });
        if is_same && is_set {
            return false;
        }
        if !is_same {
            self.rows = atlas.documents().get(document).map_or_else(Vec::new, rows_of);
        }
        // Fonts that begin anew change no heights.
        let is_as_wide = is_same && self.setting.as_ref().is_some_and(|set| set.width == width);
        let setting =
            Setting { atlas: Arc::clone(atlas), document, width, pixels_per_point, canary };
        for row in &mut self.rows {
            row.pieces.clear();
            if !is_as_wide {
                row.height = guess(row.kind, width);
            }
        }
        self.setting = Some(setting);
        self.n_set = 0;
        self.stack();
        !is_same
    }

    /// How many rows were laid out since the window opened.
    pub(super) const fn n_layouts(&self) -> usize {
        self.n_layouts
    }

    /// The rows.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Height of the whole page.
    pub(super) fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0)
    }

    /// The top of a row.
    pub(super) fn top(&self, row: usize) -> f32 {
        self.tops.get(row).copied().unwrap_or_else(|| self.height())
    }

    /// The row at a height.
    pub(super) fn row_at(&self, y: f32) -> usize {
        let after = self.tops.partition_point(|top| *top <= y);
        after.saturating_sub(1).min(self.rows.len().saturating_sub(1))
    }

    /// The rows seen between two heights.
    pub(super) fn seen(&self, from: f32, to: f32) -> Range<usize> {
        if self.rows.is_empty() { 0..0 } else { self.row_at(from)..self.row_at(to) + 1 }
    }

    /// The paragraph of a code point, or the one after it. O(log n).
    pub(super) fn row_of(&self, character: usize) -> usize {
        let at = self.rows.partition_point(|row| match row.kind {
            RowKind::Front => true,
            RowKind::Heading { start, .. } => start <= character,
            RowKind::Paragraph(span) => span.end <= character,
        });
        let is_paragraph = |at: &usize| self.rows.get(*at).is_some_and(|row| row.span().is_some());
        let last = self.rows.len().saturating_sub(1);
        (at..self.rows.len()).find(is_paragraph).unwrap_or(last)
    }

    /// Lays out what is missing among some rows; says whether anything was.
    pub(super) fn set(&mut self, painter: &Painter, rows: Range<usize>) -> bool {
        let mut has_set = false;
        for at in rows {
            has_set |= self.set_row(painter, at);
        }
        if has_set {
            self.stack();
        }
        has_set
    }

    /// Lays out some of what is out of sight; says whether anything was missing.
    pub(super) fn set_more(&mut self, painter: &Painter) -> bool {
        let before = self.n_set;
        let mut left = PER_FRAME;
        while let Some(row) = self.rows.get(self.n_set).filter(|_| left > 0) {
            left = left.saturating_sub(row.span().map_or(200, |span| span.end - span.start));
            self.set_row(painter, self.n_set);
            self.n_set += 1;
        }
        if self.n_set > before {
            self.stack();
        }
        self.n_set > before
    }

    fn set_row(&mut self, painter: &Painter, at: usize) -> bool {
        let (Some(setting), Some(row)) = (&self.setting, self.rows.get_mut(at)) else {
            return false;
        };
        let Some(document) = setting.atlas.documents().get(setting.document) else { return false };
        if row.is_set() {
            return false;
        }
        self.n_layouts += 1;
        let (texts, above, below) = texts_of(document, row.kind);
        let mut top = above;
        for text in texts {
            let galley = painter.layout_job(job(&text, setting.width));
            let height = galley.size().y;
            row.pieces.push(Piece { galley, top, paint: text.paint });
            top += height + 2.0;
        }
        row.height = top - 2.0 + below;
        true
    }

    /// Works out where the rows stand.
    fn stack(&mut self) {
        self.tops.clear();
        let mut top = 0.0;
        for row in &self.rows {
            self.tops.push(top);
            top += row.height;
        }
        self.tops.push(top);
    }

    /// The code point under a place of the page, and whether a letter stands right there.
    pub(super) fn character_at(&self, at: Vec2) -> Option<(usize, bool)> {
        let row = self.row_at(at.y);
        let from_here = (row..self.rows.len()).chain((0..row).rev());
        let mut paragraphs = from_here.filter(|at| self.rows.get(*at).is_some_and(Row::is_set));
        let row = paragraphs.find(|at| self.rows.get(*at).is_some_and(|r| r.span().is_some()))?;
        let (span, galley) = self.rows.get(row).and_then(|row| row.span().zip(row.galley()))?;
        let at = at - vec2(0.0, self.top(row));
        let nearest = span.start + galley.cursor_from_pos(at).index.0;
        let under = glyph_under(galley, at).map(|index| span.start + index);
        Some((under.unwrap_or_else(|| nearest.min(span.end)), under.is_some()))
    }

    /// Where a code point's line begins, from the top of the page.
    pub(super) fn line_of(&self, character: usize) -> Option<(f32, f32)> {
        let at = self.row_of(character);
        let row = self.rows.get(at)?;
        let top = self.top(at);
        let (Some(span), Some(galley)) = (row.span(), row.galley()) else {
            return Some((top, top + row.height));
        };
        let index = character.clamp(span.start, span.end) - span.start;
        let lines = lines(galley, index, index + 1);
        let line = lines.first().map_or(galley.rect, |line| line.rect);
        Some((top + line.top(), top + line.bottom()))
    }
}

/// A part of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Its box, from the galley's corner.
    pub(super) rect: Rect,
    /// Where its letters stand.
    pub(super) baseline: f32,
}

/// The parts of lines on which some characters of a galley stand, without spaces at line ends.
pub(super) fn lines(galley: &Galley, from: usize, to: usize) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = 0;
    for row in &galley.rows {
        let n = row.glyphs.len();
        let is_space = |at: usize| row.glyphs.get(at).is_some_and(|g| g.chr.is_whitespace());
        let (first, mut last) = (from.max(start) - start, to.min(start + n).saturating_sub(start));
        if last == n && last > 0 && is_space(last - 1) {
            last -= 1;
        }
        if first < last {
            let x = |column: usize| row.pos.x + row.x_offset(column.into());
            let rect = Rect::from_min_max(pos2(x(first), row.min_y()), pos2(x(last), row.max_y()));
            let baseline = row.glyphs.get(first).map_or(0.0, |glyph| glyph.pos.y);
            found.push(Line { rect, baseline: row.pos.y + baseline });
        }
        start += row.char_count_including_newline().0;
    }
    found
}

/// The character whose box holds a place.
fn glyph_under(galley: &Galley, at: Vec2) -> Option<usize> {
    let mut start = 0;
    for row in &galley.rows {
        if (row.min_y()..row.max_y()).contains(&at.y) {
            let x = at.x - row.pos.x;
            let holds =
                |glyph: &egui::epaint::text::Glyph| (glyph.pos.x..glyph.max_x()).contains(&x);
            return row.glyphs.iter().position(holds).map(|column| start + column);
        }
        start += row.char_count_including_newline().0;
    }
    None
}

/// A text to lay out.
struct Text {
    words: String,
    size: f32,
    weight: Weight,
    paint: Paint,
    spacing: f32,
}

impl Text {
    fn new(words: impl Into<String>, (size, weight, paint): (f32, Weight, Paint)) -> Self {
        Self { words: words.into(), size, weight, paint, spacing: 0.0 }
    }
}

fn job(text: &Text, width: f32) -> LayoutJob {
    // Colours are given when it is painted, so any theme will do.
    let look = Look { theme: Theme::default() };
    let mut format = look.format(text.size, text.weight, text.paint);
    format.color = Color32::PLACEHOLDER;
    format.extra_letter_spacing = text.spacing;
    let mut job = LayoutJob::single_section(text.words.clone(), format);
    job.wrap.max_width = width;
    job
}

/// The texts of a row, and the free room above and under them.
fn texts_of(document: &Document, kind: RowKind) -> (Vec<Text>, f32, f32) {
    let soft = (size::SMALL, Weight::Regular, Paint::Soft);
    match kind {
        RowKind::Front => {
            let date = document.date.as_deref().map(spoken_date);
            let parts = [document.author.clone(), document.publisher.clone(), date];
            let about: Vec<String> = parts.into_iter().flatten().collect();
            let title = (size::COUNT, Weight::SemiBold, Paint::Ink);
            let mut texts = vec![Text::new(&document.title, title)];
            texts.extend((!about.is_empty()).then(|| Text::new(about.join(" · "), soft)));
            texts.extend(document.licence.as_ref().map(|licence| Text::new(licence, soft)));
            let address = if document.url.is_some() { ADDRESS } else { 0.0 };
            (texts, 14.0, 4.0 + address)
        }
        RowKind::Heading { section, .. } => {
            let Some(section) = document.sections.get(section) else {
                return (Vec::new(), 0.0, 0.0);
            };
            let name = (size::CAPTION, Weight::SemiBold, Paint::Faint);
            let name = Text { spacing: 0.6, ..Text::new(section.name().to_uppercase(), name) };
            let speaks =
                section.speaker.as_ref().map(|who| Text::new(format!("{who} speaks"), soft));
            (std::iter::once(name).chain(speaks).collect(), GAPS.1, GAPS.0)
        }
        RowKind::Paragraph(span) => {
            let body = (size::BODY, Weight::Regular, Paint::Ink);
            (vec![Text::new(document.slice(span), body)], 0.0, GAPS.0)
        }
    }
}

fn guess(kind: RowKind, width: f32) -> f32 {
    let lines = |n: usize| (n as f32 * GUESS.0 / width).ceil().max(1.0) * GUESS.1;
    match kind {
        RowKind::Front => 90.0,
        RowKind::Heading { .. } => GUESS.1 + GAPS.0 + GAPS.1,
        RowKind::Paragraph(span) => lines(span.end - span.start) + GAPS.0,
    }
}

fn rows_of(document: &Document) -> Vec<Row> {
    let mut kinds = vec![RowKind::Front];
    let mut start = 0;
    let mut sections = document.sections.iter().enumerate().peekable();
    for line in document.text().split('\n') {
        let end = start + line.chars().count();
        while let Some((section, _)) = sections.next_if(|(_, s)| s.span.start <= start) {
            kinds.push(RowKind::Heading { section, start });
        }
        if !line.trim().is_empty() {
            kinds.push(RowKind::Paragraph(Span { start, end }));
        }
        start = end + 1;
    }
    kinds.into_iter().map(|kind| Row { kind, pieces: Vec::new(), height: 0.0 }).collect()
}

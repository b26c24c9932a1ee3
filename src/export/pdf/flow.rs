//! Text that flows down a column, on to the next column where one is full, and to the next sheet.

use std::vec::IntoIter;

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::TEXT_THEME;
use super::book::{Bookmark, Piece, Role, Sheet};
use crate::layout::measure::{Weight, text_width};
use crate::layout::wrap_text;
use crate::scene::{Anchor, Form, Paint, Stroke};

/// Size, weight and colour of letters.
pub(super) type Style = (f32, Weight, Paint);

/// Height of a line, in font sizes.
const LEADING: f32 = 1.42;
/// Free room between two columns.
const BETWEEN: f32 = 44.0;
/// Room at the foot of a sheet, for its number.
pub(super) const FOOT: f32 = 62.0;
/// Letters of the foot.
const FOOT_SIZE: f32 = 12.0;

/// Lines of text set under one another in a column. Lengths in points of pages.
#[derive(Debug, Clone)]
pub(super) struct Column {
    area: Rect,
    /// How far down the column is filled.
    y: f32,
    pieces: Vec<Piece>,
}

impl Column {
    pub(super) const fn new(area: Rect) -> Self {
        Self { area, y: area.min.y, pieces: Vec::new() }
    }

    /// Whether nothing stands in it yet.
    fn is_empty(&self) -> bool {
        self.y <= self.area.min.y
    }

    /// What was set.
    pub(super) fn finish(self) -> Vec<Piece> {
        self.pieces
    }

    /// The lines of a text; each but the last of a paragraph ends with a space, so that who hears
    /// them hears where words end.
    fn lines(&self, text: &str, (size, weight, _): Style, indent: f32) -> Vec<String> {
        let room = self.area.width() - indent;
        let mut lines = Vec::new();
        for line in wrap_text(text, size, weight, room) {
            if let Some(last) = lines.last_mut() {
                let last: &mut String = last;
                last.push(' ');
            }
            lines.extend(broken(&line, size, weight, room));
        }
        lines
    }

    /// Height that a text takes.
    pub(super) fn height(&self, text: &str, style: Style, indent: f32) -> f32 {
        self.lines(text, style, indent).len() as f32 * style.0 * LEADING
    }

    /// Whether so much height is left.
    pub(super) fn has_room(&self, height: f32) -> bool {
        self.y + height <= self.area.max.y
    }

    /// Leaves room.
    pub(super) fn space(&mut self, height: f32) {
        self.y += height;
    }

    /// Sets lines of a text, as far as there is room; what is left over stays with the caller.
    fn set(
        &mut self,
        (role, continues): (&Role, bool),
        lines: &mut IntoIter<String>,
        style: Style,
        indent: f32,
    ) {
        let mut forms = Vec::new();
        let leading = style.0 * LEADING;
        let top = self.y;
        while self.has_room(leading) {
            let Some(line) = lines.next() else { break };
            let at = pos2(self.area.left() + indent, self.y + style.0);
            forms.push((line_at(at, line, style), 1.0));
            self.y += leading;
        }
        if forms.is_empty() {
            return;
        }
        if *role == Role::Quote {
            let bar = Rect::from_min_max(
                pos2(self.area.left() + indent - 11.0, top + 2.0),
                pos2(self.area.left() + indent - 8.0, self.y - 2.0),
            );
            let form =
                Form::Rect { rect: bar, radius: 0.0, fill: Some(Paint::Accent), stroke: None };
            self.pieces.push(Piece::new(Role::Aside, vec![(form, 1.0)]));
        }
        self.pieces.push(Piece { continues, ..Piece::new(role.clone(), forms) });
    }

    /// Sets a text that is known to have room.
    pub(super) fn text(&mut self, role: &Role, text: &str, style: Style, indent: f32) {
        let mut lines = self.lines(text, style, indent).into_iter();
        self.set((role, false), &mut lines, style, indent);
    }
}

/// A line that is a single long word, cut where the room ends.
fn broken(line: &str, size: f32, weight: Weight, room: f32) -> Vec<String> {
    if text_width(line, size, weight) <= room {
        return vec![line.to_owned()];
    }
    let mut parts = vec![String::new()];
    for letter in line.chars() {
        let Some(part) = parts.last_mut() else { break };
        part.push(letter);
        if part.chars().count() > 1 && text_width(part, size, weight) > room {
            part.pop();
            parts.push(letter.to_string());
        }
    }
    parts
}

/// A line of text at the left end of its baseline.
pub(super) fn line_at(pos: Pos2, text: String, (size, weight, paint): Style) -> Form {
    Form::Text { pos, text, size, weight, paint, anchor: Anchor::Start, spacing: 0.0 }
}

/// How sheets of text are set out.
#[derive(Debug, Clone)]
pub(super) struct Set {
    /// Width and height of a sheet.
    pub(super) size: Vec2,
    /// Free room at the sides and above.
    pub(super) margin: Vec2,
    /// How many columns stand beside one another.
    pub(super) n_columns: usize,
    /// What stands at the foot of each sheet beside its number, where it has a foot.
    pub(super) foot: Option<String>,
    /// The number of the first sheet.
    pub(super) first_number: usize,
}

impl Set {
    /// Where a column stands.
    fn column(&self, at: usize) -> Column {
        let n = self.n_columns.max(1) as f32;
        let width = (self.size.x - 2.0 * self.margin.x - (n - 1.0) * BETWEEN) / n;
        let left = self.margin.x + at as f32 * (width + BETWEEN);
        let height = self.size.y - self.margin.y - FOOT;
        Column::new(Rect::from_min_size(pos2(left, self.margin.y), vec2(width, height)))
    }
}

/// Sheets of text.
pub(super) struct Flow {
    set: Set,
    /// Which column of its sheet is being filled.
    at: usize,
    column: Column,
    /// What stands in the columns before it.
    pieces: Vec<Piece>,
    bookmarks: Vec<Bookmark>,
    sheets: Vec<Sheet>,
}

impl Flow {
    pub(super) fn new(set: Set) -> Self {
        let column = set.column(0);
        let (pieces, bookmarks, sheets) = (Vec::new(), Vec::new(), Vec::new());
        Self { set, at: 0, column, pieces, bookmarks, sheets }
    }

    /// Begins the next column, on the next sheet where this one has no other.
    fn turn(&mut self) {
        self.at += 1;
        let is_last = self.at >= self.set.n_columns;
        if is_last {
            self.at = 0;
        }
        let next = self.set.column(self.at);
        self.pieces.extend(std::mem::replace(&mut self.column, next).finish());
        if is_last {
            self.end_sheet();
        }
    }

    fn end_sheet(&mut self) {
        let mut pieces = std::mem::take(&mut self.pieces);
        if let Some(words) = &self.set.foot {
            let number = self.set.first_number + self.sheets.len();
            pieces.push(foot(self.set.size, self.set.margin.x, words, number));
        }
        self.sheets.push(Sheet {
            theme: TEXT_THEME,
            ground: Some(Paint::Panel),
            pieces,
            bookmarks: std::mem::take(&mut self.bookmarks),
        });
    }

    /// Begins the next column where less height than this is left.
    pub(super) fn keep(&mut self, height: f32) {
        if !self.column.has_room(height) && !self.column.is_empty() {
            self.turn();
        }
    }

    /// Sets a heading, with a bookmark where it has a level in the outline.
    pub(super) fn heading(
        &mut self,
        (level, bookmark): (u16, Option<usize>),
        text: &str,
        style: Style,
    ) {
        // A heading does not stand alone at the foot.
        self.keep(self.column.height(text, style, 0.0) + style.0 * LEADING * 3.0);
        if let Some(depth) = bookmark {
            self.bookmarks.push((depth, text.to_owned(), self.column.y));
        }
        self.text(&Role::Heading(level), text, style, 0.0);
    }

    /// Sets a text, over as many columns as it takes.
    pub(super) fn text(&mut self, role: &Role, text: &str, style: Style, indent: f32) {
        let mut lines = self.column.lines(text, style, indent).into_iter();
        let mut continues = false;
        while lines.len() > 0 {
            let n_left = lines.len();
            self.column.set((role, continues), &mut lines, style, indent);
            continues |= lines.len() < n_left;
            if lines.len() > 0 {
                let is_stuck = lines.len() == n_left && self.column.is_empty();
                if is_stuck {
                    return;
                }
                self.turn();
            }
        }
    }

    /// Sets an address that can be clicked; it stands whole in its column.
    pub(super) fn address(&mut self, address: &str, style: Style, indent: f32) {
        self.keep(self.column.height(address, style, indent));
        self.text(&Role::Address(address.to_owned()), address, style, indent);
    }

    /// Leaves room, unless a column begins.
    pub(super) fn space(&mut self, height: f32) {
        if !self.column.is_empty() {
            self.column.space(height);
        }
    }

    /// The sheets.
    pub(super) fn finish(mut self) -> Vec<Sheet> {
        let rest = std::mem::replace(&mut self.column, self.set.column(0)).finish();
        self.pieces.extend(rest);
        if !self.pieces.is_empty() {
            self.end_sheet();
        }
        self.sheets
    }
}

/// The line at the foot of a sheet, with its number at the right.
pub(super) fn foot(size: Vec2, margin: f32, words: &str, number: usize) -> Piece {
    let style = (FOOT_SIZE, Weight::Regular, Paint::Soft);
    let y = size.y - 30.0;
    let mut number = line_at(pos2(size.x - margin, y), number.to_string(), style);
    if let Form::Text { anchor, .. } = &mut number {
        *anchor = Anchor::End;
    }
    let over = vec2(0.0, -20.0);
    let [left, right] = [pos2(margin, y) + over, pos2(size.x - margin, y) + over];
    let line = Form::Curve {
        segments: vec![[left, left, right, right]],
        stroke: Stroke::solid(Paint::Hairline, 1.0),
    };
    let words = line_at(pos2(margin, y), words.to_owned(), style);
    Piece::new(Role::Foot, vec![(line, 1.0), (words, 1.0), (number, 1.0)])
}

//! Text that flows down a column, and on to the next sheet where one is full.

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::TEXT_THEME;
use super::book::{Piece, Role, Sheet};
use crate::layout::measure::{Weight, text_width};
use crate::layout::wrap_text;
use crate::scene::{Anchor, Form, Paint, Stroke};

/// Size, weight and colour of letters.
pub(super) type Style = (f32, Weight, Paint);

/// Height of a line, in font sizes.
const LEADING: f32 = 1.42;

/// Lines of text set under one another in a column. Lengths in points of pages.
#[derive(Debug, Clone)]
pub(super) struct Column {
    area: Rect,
    /// How far down the column is filled.
    y: f32,
    pieces: Vec<Piece>,
    links: Vec<(Rect, String)>,
}

impl Column {
    pub(super) const fn new(area: Rect) -> Self {
        Self { area, y: area.min.y, pieces: Vec::new(), links: Vec::new() }
    }

    /// How far down the column is filled.
    pub(super) const fn y(&self) -> f32 {
        self.y
    }

    /// What was set, and the addresses in it.
    pub(super) fn finish(self) -> (Vec<Piece>, Vec<(Rect, String)>) {
        (self.pieces, self.links)
    }

    fn lines(&self, text: &str, (size, weight, _): Style, indent: f32) -> Vec<String> {
        let room = self.area.width() - indent;
        let lines = wrap_text(text, size, weight, room);
        lines.into_iter().flat_map(|line| broken(&line, size, weight, room)).collect()
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

    /// Sets a text, as far as there is room; gives back the lines that are left over.
    pub(super) fn set(
        &mut self,
        role: &Role,
        lines: &mut std::vec::IntoIter<String>,
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
        if *role == Role::Quote && !forms.is_empty() {
            let bar = Rect::from_min_max(
                pos2(self.area.left() + indent - 12.0, top + 2.0),
                pos2(self.area.left() + indent - 9.0, self.y - 2.0),
            );
            let form =
                Form::Rect { rect: bar, radius: 0.0, fill: Some(Paint::Accent), stroke: None };
            self.pieces.push(Piece { role: Role::Aside, forms: vec![(form, 1.0)] });
        }
        if !forms.is_empty() {
            self.pieces.push(Piece { role: role.clone(), forms });
        }
    }

    /// Sets a text that is known to have room.
    pub(super) fn text(&mut self, role: &Role, text: &str, style: Style, indent: f32) {
        let mut lines = self.lines(text, style, indent).into_iter();
        self.set(role, &mut lines, style, indent);
    }

    /// Sets an address that can be clicked, on a line of its own.
    pub(super) fn address(&mut self, address: &str, style: Style, indent: f32) {
        let top = self.y;
        self.text(&Role::Paragraph, address, style, indent);
        let place = Rect::from_min_max(
            pos2(self.area.left() + indent, top),
            pos2(self.area.right(), self.y),
        );
        if place.height() > 0.0 {
            self.links.push((place, address.to_owned()));
        }
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

/// Sheets of text, one column each, with a line at the foot.
pub(super) struct Flow {
    size: Vec2,
    margin: Vec2,
    foot: String,
    column: Column,
    bookmarks: Vec<(usize, String, f32)>,
    sheets: Vec<Sheet>,
    first_number: usize,
}

impl Flow {
    /// A flow over sheets of a size; `foot` stands at the foot of each, with the sheet's number.
    pub(super) fn new(size: Vec2, margin: Vec2, foot: String, first_number: usize) -> Self {
        let column = Column::new(Self::area(size, margin));
        Self { size, margin, foot, column, bookmarks: Vec::new(), sheets: Vec::new(), first_number }
    }

    fn area(size: Vec2, margin: Vec2) -> Rect {
        Rect::from_min_max(margin.to_pos2(), (size - margin).to_pos2())
    }

    /// Begins the next sheet.
    fn turn(&mut self) {
        let column = Column::new(Self::area(self.size, self.margin));
        let (mut pieces, links) = std::mem::replace(&mut self.column, column).finish();
        let number = self.first_number + self.sheets.len();
        pieces.push(foot(self.size, self.margin.x, &self.foot, number, Paint::Soft));
        self.sheets.push(Sheet {
            size: self.size,
            theme: TEXT_THEME,
            ground: Some(Paint::Panel),
            pieces,
            links,
            bookmarks: std::mem::take(&mut self.bookmarks),
        });
    }

    /// Begins the next sheet where less height than this is left.
    pub(super) fn keep(&mut self, height: f32) {
        if !self.column.has_room(height) {
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
        self.keep(style.0 * LEADING * 4.0);
        if let Some(depth) = bookmark {
            self.bookmarks.push((depth, text.to_owned(), self.column.y()));
        }
        self.text(&Role::Heading(level), text, style, 0.0);
    }

    /// Sets a text, over as many sheets as it takes.
    pub(super) fn text(&mut self, role: &Role, text: &str, style: Style, indent: f32) {
        let mut lines = self.column.lines(text, style, indent).into_iter();
        while lines.len() > 0 {
            let n_left = lines.len();
            self.column.set(role, &mut lines, style, indent);
            if lines.len() > 0 {
                let is_stuck = lines.len() == n_left && self.column.y() <= self.margin.y;
                if is_stuck {
                    return;
                }
                self.turn();
            }
        }
    }

    /// Sets an address that can be clicked.
    pub(super) fn address(&mut self, address: &str, style: Style, indent: f32) {
        self.keep(self.column.height(address, style, indent));
        self.column.address(address, style, indent);
    }

    /// Leaves room, unless a sheet begins.
    pub(super) fn space(&mut self, height: f32) {
        if self.column.y() > self.margin.y {
            self.column.space(height);
        }
    }

    /// The sheets.
    pub(super) fn finish(mut self) -> Vec<Sheet> {
        if self.column.y() > self.margin.y {
            self.turn();
        }
        self.sheets
    }
}

/// The line at the foot of a sheet, with its number at the right.
pub(super) fn foot(size: Vec2, margin: f32, words: &str, number: usize, paint: Paint) -> Piece {
    let style = (16.0, Weight::Regular, paint);
    let y = size.y - 36.0;
    let mut number = line_at(pos2(size.x - margin, y), number.to_string(), style);
    if let Form::Text { anchor, .. } = &mut number {
        *anchor = Anchor::End;
    }
    let over = vec2(0.0, -26.0);
    let [left, right] = [pos2(margin, y) + over, pos2(size.x - margin, y) + over];
    let line = Form::Curve {
        segments: vec![[left, left, right, right]],
        stroke: Stroke::solid(Paint::Hairline, 1.0),
    };
    let words = line_at(pos2(margin, y), words.to_owned(), style);
    Piece { role: Role::Aside, forms: vec![(line, 1.0), (words, 1.0), (number, 1.0)] }
}

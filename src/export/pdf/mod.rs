//! PDF: the page as the other pictures have it, with real text; or a whole briefing, with a cover,
//! a page a view and the register of its claims. Every file is PDF/A-2a and PDF/UA-1, or it is not
//! written.
//!
//! Owns what stands on which sheet. How large sheets and letters are is in `paper.rs`, how sheets
//! become a file in `book.rs`, how text flows over them in `flow.rs`. All places are in the points
//! of pages. No metadata to open it again is put in: a PDF is handed on and changed by programs
//! that keep what they know of its innards only, so that a view in it could come back wrong.

mod book;
mod briefing;
mod flow;
mod ink;
mod key;
mod paper;
mod register;

use emath::Vec2;

use super::page::Part;
use super::{Composed, ExportError, ExportOptions, ExportRequest, Format, Page, Register, Write};
use crate::scene::{Form, Paint, Theme};
use crate::survey::description;
use crate::view::Picture;
use book::{About, Piece, Role, Sheet};
use paper::Paper;
use register::Claims;

/// Portable Document Format.
pub(super) const PDF: Format = Format {
    extension: "pdf",
    label: "PDF document",
    is_picture: true,
    carries_view: false,
    write: Write::One(bytes),
};

/// Text is read on paper: it stands on white whatever the pictures stand on.
const TEXT_THEME: Theme = Theme::Light;
/// The share of the work that is done with the last picture; the register is the rest.
const VIEWS: f32 = 0.8;

/// Width and height of the page that a picture of the size asked for has on its sheet.
pub(super) fn page_size(asked: Vec2) -> Vec2 {
    Paper::of(asked, Vec2::ZERO).page()
}

/// What a file is made of.
struct Document {
    title: String,
    paper: Paper,
    sheets: Vec<Sheet>,
}

fn bytes(composed: &Composed<'_>) -> Result<Vec<u8>, ExportError> {
    let Document { title, paper, sheets } = document_of(composed)?;
    let about = About { title, day: day_of(composed.request()).to_owned() };
    book::bytes(&about, paper, sheets)
}

fn document_of(composed: &Composed<'_>) -> Result<Document, ExportError> {
    let request = composed.request();
    match request.briefing {
        Some(briefing) if request.options.whole_briefing => briefing::document(composed, briefing),
        _ => view_document(composed),
    }
}

/// The day a file gives for itself, which its standard asks for: the one asked for, or the one up
/// to which the atlas is true; of what has no day at all, the zero of calendars of programs.
fn day_of<'a>(request: &ExportRequest<'a>) -> &'a str {
    let day = request.options.date.as_deref().or(request.atlas.as_of());
    day.unwrap_or("1970-01-01")
}

/// One sheet with the page of a view, and its register where that was asked for.
fn view_document(composed: &Composed<'_>) -> Result<Document, ExportError> {
    let request = composed.request();
    let paper = Paper::of(request.options.size, Vec2::ZERO);
    let options = ExportOptions { size: paper.page(), ..request.options.clone() };
    let watch = request.part(0.0..VIEWS);
    let part = ExportRequest { watch: Some(&watch), options: &options, ..*request };
    // A sheet has another room for its picture than was asked for.
    let on_paper = Composed::new(&part);
    let page = on_paper.page()?;
    composed.say(on_paper.said());
    let picture = &on_paper.fitted().picture;
    let title = page.title.clone();
    let mut sheet = sheet_of(request, (page, picture), 1);
    sheet.bookmarks = vec![(0, title.clone(), 0.0)];
    let mut claims = Claims::new(register_of(request.options));
    claims.add(request.atlas, picture);
    let register = register::sheets(request.atlas, &claims, &title, (paper.page(), 2));
    let sheets = std::iter::once(sheet).chain(register).collect();
    Ok(Document { title, paper, sheets })
}

/// Which claims the register has, said or not.
fn register_of(options: &ExportOptions) -> Register {
    options.register.unwrap_or_else(|| Register::usual(options.whole_briefing))
}

/// A sheet that holds a page and nothing else; `level` is the page's heading.
fn sheet_of(request: &ExportRequest<'_>, (page, picture): (&Page, &Picture), level: u16) -> Sheet {
    let words = description(request.atlas, &picture.visible, &picture.sentence);
    let mut pieces = Vec::new();
    for (part, range) in &page.parts {
        let marks = page.marks.get(range.clone()).unwrap_or_default().iter();
        let forms: Vec<_> = marks.map(|mark| (mark.form.clone(), mark.opacity)).collect();
        if forms.is_empty() {
            continue;
        }
        pieces.push(match part {
            Part::Title => Piece::new(Role::Heading(level), forms),
            Part::Counts => Piece::new(Role::Paragraph, forms),
            Part::Sources => Piece::new(Role::Paragraph, spaced(forms)),
            Part::Picture => Piece::new(Role::Figure(words.clone()), forms),
            // It explains what is in the figure, and is nothing without it.
            Part::Legend => {
                Piece { continues: true, ..Piece::new(Role::Figure(words.clone()), forms) }
            }
        });
    }
    Sheet {
        theme: page.theme,
        ground: page.has_ground.then_some(Paint::Ground),
        pieces,
        bookmarks: Vec::new(),
    }
}

/// Lines of one text, each but the last with a space after it: who hears them hears where words
/// end.
fn spaced(mut lines: Vec<(Form, f32)>) -> Vec<(Form, f32)> {
    let n_ended = lines.len().saturating_sub(1);
    for (form, _) in lines.iter_mut().take(n_ended) {
        if let Form::Text { text, .. } = form {
            text.push(' ');
        }
    }
    lines
}

#[cfg(test)]
mod tests;

//! PDF: the page as the other pictures have it, with real text; or a whole briefing, with a cover,
//! a page a view and the register of its claims.
//!
//! Owns what stands on which sheet. How sheets become a file is in `book.rs`, how text flows over
//! them in `flow.rs`. All places are in the points of pages; a sheet of paper is half as large.
//! No metadata to open it again is put in: a PDF is handed on and changed by programs that keep
//! what they know of its innards only, so that a view in it could come back wrong.

mod book;
mod briefing;
mod flow;
mod ink;
mod register;

use super::{Composed, ExportError, Format, Page, Write};
use crate::scene::{Paint, Theme};
use book::{Book, Piece, Role, Sheet};

/// Portable Document Format.
pub(super) const PDF: Format = Format {
    extension: "pdf",
    label: "PDF document",
    is_picture: true,
    carries_view: false,
    write: Write::One(|composed: &Composed<'_>| match composed.request().briefing {
        Some(briefing) if composed.request().options.whole_briefing => {
            briefing::bytes(composed, briefing)
        }
        _ => of_view(composed),
    }),
};

fn of_view(composed: &Composed<'_>) -> Result<Vec<u8>, ExportError> {
    let page = composed.page()?;
    let mut book = Book::new(page.title.clone(), composed.request().options.scale);
    book.add(sheet_of(page))?;
    book.finish()
}

/// A sheet that holds a page and nothing else.
fn sheet_of(page: &Page) -> Sheet {
    let forms = page.marks.iter().map(|mark| (mark.form.clone(), mark.opacity)).collect();
    let figure = Piece { role: Role::Figure(page.title.clone()), forms };
    Sheet {
        size: page.size,
        theme: page.theme,
        ground: page.has_ground.then_some(Paint::Ground),
        pieces: vec![figure],
        links: Vec::new(),
        bookmarks: Vec::new(),
    }
}

/// Text is read on paper: it stands on white whatever the pictures stand on.
const TEXT_THEME: Theme = Theme::Light;

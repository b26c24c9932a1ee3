//! A briefing on sheets: a cover, a page a view with its key sentences, and the register.

use emath::{Rect, pos2, vec2};

use super::book::{Book, Piece, Role, Sheet};
use super::flow::{Column, Style, foot, line_at};
use super::{TEXT_THEME, register, sheet_of};
use crate::atlas::{Atlas, spoken_date};
use crate::export::{ExportError, ExportOptions, ExportRequest, page_of};
use crate::filter::{Visible, visible};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::survey::key_passages;
use crate::view::{Briefing, NamedView, View};

/// The share of the work that is done with the last view; the register is the rest.
const VIEWS: f32 = 0.8;
/// The share of a sheet's width that the picture takes.
const PICTURE: f32 = 0.69;
/// Free room around a sheet.
const MARGIN: f32 = 32.0;
/// Room at the foot of a sheet.
const FOOT: f32 = 72.0;

const CAPTION: Style = (14.0, Weight::SemiBold, Paint::Soft);
const QUOTE: Style = (17.0, Weight::Medium, Paint::Ink);
const SMALL: Style = (13.0, Weight::Regular, Paint::Soft);

/// The whole briefing as a file.
///
/// # Errors
/// Where it has no views, or a page would be too small to hold anything.
pub(super) fn bytes(
    request: &ExportRequest<'_>,
    briefing: &Briefing,
) -> Result<Vec<u8>, ExportError> {
    if briefing.views.is_empty() {
        return Err(ExportError::NoBriefing);
    }
    let title = title_of(request.atlas, briefing);
    let mut book = Book::new(title.to_owned(), request.options.scale);
    book.add(cover(request, briefing))?;
    let mut kept = register::Kept::default();
    let share = |n: usize| VIEWS * n as f32 / briefing.views.len() as f32;
    for (at, named) in briefing.views.iter().enumerate() {
        let watch = request.part(share(at)..share(at + 1));
        let part = ExportRequest { watch: Some(&watch), ..*request };
        let (sheet, visible) = view_sheet(&part, named, (title, at))?;
        kept.add(&visible);
        book.add(sheet)?;
    }
    let first_number = briefing.views.len() + 2;
    for sheet in register::sheets(request.atlas, &kept, title, first_number) {
        request.advance_to(VIEWS)?;
        book.add(sheet)?;
    }
    book.finish()
}

fn title_of<'a>(atlas: &'a Atlas, briefing: &'a Briefing) -> &'a str {
    if briefing.title.is_empty() { atlas.title() } else { &briefing.title }
}

fn cover(request: &ExportRequest<'_>, briefing: &Briefing) -> Sheet {
    let (atlas, size) = (request.atlas, request.options.size);
    let side = (size.x * 0.08).max(MARGIN);
    let area = Rect::from_min_max(
        pos2(side, size.y * 0.16),
        pos2(size.x - side, (size.y - FOOT).max(size.y * 0.5)),
    );
    let mut column = Column::new(area);
    let title = title_of(atlas, briefing);
    column.text(&Role::Heading(1), title, (46.0, Weight::SemiBold, Paint::Ink), 0.0);
    column.space(10.0);
    if atlas.title() != title {
        let style = (20.0, Weight::Regular, Paint::Soft);
        column.text(&Role::Paragraph, atlas.title(), style, 0.0);
    }
    for line in facts(request, briefing) {
        column.text(&Role::Paragraph, &line, (17.0, Weight::Regular, Paint::Soft), 0.0);
    }
    column.space(26.0);
    for (at, named) in briefing.views.iter().enumerate() {
        let line = format!("{}   {}", at + 1, named.title());
        column.text(&Role::Paragraph, &line, (20.0, Weight::Medium, Paint::Ink), 0.0);
        column.space(4.0);
    }
    column.space(18.0);
    for document in atlas.documents() {
        let parts = [
            Some(document.title.clone()),
            document.publisher.clone(),
            document.date.as_deref().map(spoken_date),
        ];
        let line = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        column.text(&Role::Paragraph, &line, SMALL, 0.0);
    }
    let (pieces, links) = column.finish();
    Sheet {
        size,
        theme: TEXT_THEME,
        ground: Some(Paint::Panel),
        pieces,
        links,
        bookmarks: vec![(0, title.to_owned(), 0.0)],
    }
}

/// What is known of the briefing in short.
fn facts(request: &ExportRequest<'_>, briefing: &Briefing) -> Vec<String> {
    let n_views = briefing.views.len();
    let mut counted = if n_views == 1 { "1 view".to_owned() } else { format!("{n_views} views") };
    if briefing.minutes() > 0 {
        counted = format!("{counted}, {} minutes", briefing.minutes());
    }
    let as_of = request.atlas.as_of().map(|day| format!("Atlas as of {}", spoken_date(day)));
    let date = request.options.date.as_deref().map(|day| format!("Exported {}", spoken_date(day)));
    [Some(counted), as_of, date].into_iter().flatten().collect()
}

/// A view with its picture at the left and its key sentences at the right.
fn view_sheet(
    request: &ExportRequest<'_>,
    named: &NamedView,
    (title, at): (&str, usize),
) -> Result<(Sheet, Visible), ExportError> {
    let whole = request.options.size;
    let view = View {
        name: Some(named.title().to_owned()),
        theme: request.view.theme,
        ..named.view.clone()
    };
    let options = ExportOptions {
        size: vec2(whole.x * PICTURE, whole.y - FOOT + MARGIN),
        ..request.options.clone()
    };
    let shown = ExportRequest { view: &view, options: &options, ..*request };
    let page = page_of(&shown)?;
    // Nothing is folded here: what answers the filter counts, whether or not its box had room.
    let kept = visible(request.atlas, &view.question());
    let mut sheet = sheet_of(&page);
    sheet.size = whole;
    sheet.pieces.insert(0, hidden_heading(named.title()));
    let area = Rect::from_min_max(
        pos2(whole.x * PICTURE, MARGIN + 6.0),
        pos2(whole.x - MARGIN, whole.y - FOOT),
    );
    let (pieces, links) = sentences(request.atlas, named, &kept, area).finish();
    sheet.pieces.extend(pieces);
    sheet.links = links;
    sheet.pieces.push(foot(whole, MARGIN, title, at + 2, Paint::Soft));
    sheet.bookmarks = vec![(0, format!("{} {}", at + 1, named.title()), 0.0)];
    Ok((sheet, kept))
}

/// The page says its title in its figure; who hears the sheet wants it as a heading too.
fn hidden_heading(words: &str) -> Piece {
    let style = (1.0, Weight::Regular, Paint::Ground);
    let form = line_at(pos2(MARGIN, 12.0), words.to_owned(), style);
    Piece { role: Role::Heading(2), forms: vec![(form, 1.0)] }
}

/// The sentences to hand on with a view, as many as have room.
fn sentences(atlas: &Atlas, named: &NamedView, kept: &Visible, area: Rect) -> Column {
    let mut column = Column::new(area);
    column.text(&Role::Heading(3), "KEY SENTENCES", CAPTION, 0.0);
    column.space(10.0);
    let own = named.quote.as_ref().map(|passage| (passage.document.clone(), passage.span));
    let found = key_passages(atlas, own, &named.view.selected, kept);
    let mut n_left = found.len();
    for (document, span) in found {
        let Some(citation) = atlas.cite(&document, span) else { continue };
        let words = format!("“{}”", citation.words());
        let height =
            column.height(&words, QUOTE, 16.0) + column.height(&citation.place(), SMALL, 16.0);
        if !column.has_room(height + 40.0) {
            continue;
        }
        column.text(&Role::Quote, &words, QUOTE, 16.0);
        column.text(&Role::Paragraph, &citation.place(), SMALL, 16.0);
        column.space(14.0);
        n_left -= 1;
    }
    if n_left > 0 {
        let words = if n_left == 1 {
            "1 more is in the register.".to_owned()
        } else {
            format!("{n_left} more are in the register.")
        };
        column.text(&Role::Paragraph, &words, SMALL, 16.0);
    }
    column
}

//! The key sentences of a view: which they are, and that none is printed twice in a document.

use std::collections::{BTreeMap, BTreeSet};

use emath::Rect;

use super::book::Role;
use super::flow::{Column, Style};
use crate::atlas::{Atlas, DocumentId, Span};
use crate::export::Register;
use crate::filter::Visible;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::survey::key_passages;
use crate::view::NamedView;

const CAPTION: Style = (11.0, Weight::SemiBold, Paint::Soft);
const QUOTE: Style = (14.0, Weight::Medium, Paint::Ink);
const SMALL: Style = (11.0, Weight::Regular, Paint::Soft);
/// How far sentences are set in.
const INDENT: f32 = 14.0;
/// Room for what is said under the sentences.
const UNDER: f32 = 40.0;

/// The passages printed so far, and on which sheets.
#[derive(Debug, Default)]
pub(super) struct Printed {
    passages: BTreeMap<DocumentId, Vec<(Span, usize)>>,
}

impl Printed {
    /// The sheet on which some of a passage stands.
    fn sheet_of(&self, document: &DocumentId, span: Span) -> Option<usize> {
        let of_document = self.passages.get(document)?;
        let shares_words = |other: &Span| other.start < span.end && span.start < other.end;
        of_document.iter().find(|(other, _)| shares_words(other)).map(|(_, sheet)| *sheet)
    }

    fn add(&mut self, document: DocumentId, span: Span, sheet: usize) {
        self.passages.entry(document).or_default().push((span, sheet));
    }
}

/// The sentences to hand on with a view, as many as have room and stand on no sheet before.
pub(super) fn sentences(
    atlas: &Atlas,
    (named, kept): (&NamedView, &Visible),
    (area, sheet): (Rect, usize),
    printed: &mut Printed,
    register: Register,
) -> Column {
    let mut column = Column::new(area);
    let own = named.quote.as_ref().map(|passage| (passage.document.clone(), passage.span));
    let found = key_passages(atlas, own, &named.view.selected, kept);
    if found.is_empty() {
        return column;
    }
    column.text(&Role::Heading(3), "KEY SENTENCES", CAPTION, 0.0);
    column.space(8.0);
    let mut earlier = Vec::new();
    let mut n_left = 0;
    for (document, span) in found {
        let Some(citation) = atlas.cite(&document, span) else { continue };
        if let Some(before) = printed.sheet_of(&document, span) {
            if before < sheet {
                earlier.push(before);
            }
            continue;
        }
        let (words, place) = (format!("“{}”", citation.words()), citation.place());
        let height = column.height(&words, QUOTE, INDENT) + column.height(&place, SMALL, INDENT);
        if !column.has_room(height + UNDER) {
            n_left += 1;
            continue;
        }
        column.text(&Role::Quote, &words, QUOTE, INDENT);
        column.text(&Role::Paragraph, &place, SMALL, INDENT);
        column.space(12.0);
        printed.add(document, span, sheet);
    }
    for line in [stands_before(&earlier), left_over(n_left, register)].into_iter().flatten() {
        column.text(&Role::Paragraph, &line, SMALL, INDENT);
    }
    column
}

/// What of it stands on sheets before this one.
fn stands_before(sheets: &[usize]) -> Option<String> {
    let pages: BTreeSet<usize> = sheets.iter().copied().collect();
    let pages: Vec<String> = pages.iter().map(usize::to_string).collect();
    let on = if pages.len() == 1 { "page" } else { "pages" };
    let pages = crate::survey::listed(&pages);
    match sheets.len() {
        0 => None,
        1 => Some(format!("1 more stands on {on} {pages}.")),
        n => Some(format!("{n} more stand on {on} {pages}.")),
    }
}

/// What has no room here.
fn left_over(n_left: usize, register: Register) -> Option<String> {
    match (n_left, register == Register::All) {
        (0, _) => None,
        (1, true) => Some("1 more is in the register.".to_owned()),
        (1, false) => Some("1 more has no room here.".to_owned()),
        (n, true) => Some(format!("{n} more are in the register.")),
        (n, false) => Some(format!("{n} more have no room here.")),
    }
}

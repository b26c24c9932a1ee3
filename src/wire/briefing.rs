//! Briefings: the tables a folder writes one in, and the step between file and value.
//!
//! A file outlives the program that wrote it, so what nobody knows of a view is left out and
//! said, never an error.

use crate::atlas::{Atlas, DocumentId, Span};
use crate::view::{Briefing, NamedView, Passage};

use super::draft::DraftBriefing;
use super::fields::{Desk, Fields};
use super::json::{BriefingRecord, NamedViewRecord, PassageRecord, named_view};
use super::rows::{Library, PlaceKeys};
use super::tree::Table;
use super::view::{record_from_view, view_from_record};

/// `[briefing]`: what the views are called together.
pub(super) fn head(desk: &mut Desk<'_>, table: &Table, briefing: &mut Option<DraftBriefing>) {
    let mut fields = Fields::new("briefing", table);
    let briefing = briefing.get_or_insert_default();
    briefing.title_place = Some(desk.placed(fields.place_of("title"), ()).place);
    briefing.title = fields.required(desk, "title").unwrap_or_default();
    fields.finish(desk);
}

/// `[[view]]`: one view, in the order of the file.
pub(super) fn row(
    desk: &mut Desk<'_>,
    table: &Table,
    library: &Library<'_>,
    briefing: &mut Option<DraftBriefing>,
) {
    let mut fields = Fields::new("view", table);
    fields.required(desk, "name");
    let view =
        named_view(desk, table, |desk: &mut Desk<'_>, table: &Table| passage(desk, table, library));
    briefing.get_or_insert_default().views.push(view);
}

/// The words of a passage, found in their document.
fn passage(desk: &mut Desk<'_>, table: &Table, library: &Library<'_>) -> Option<PassageRecord> {
    let mut fields = Fields::new("quote", table);
    let document = fields.required(desk, "document");
    let quote = fields.required_at(desk, "quote");
    let keys = PlaceKeys::take(desk, &mut fields);
    fields.finish(desk);
    let (document, (at, words)) = (document?, quote?);
    let text = library.get(document.as_str()).copied().flatten()?;
    let span = keys.find(desk, text, at, &words)?;
    Some(PassageRecord { document, start: span.start, end: span.end })
}

/// The record of a briefing, to be written.
pub fn record_from_briefing(briefing: &Briefing) -> BriefingRecord {
    let named = |kept: &NamedView| NamedViewRecord {
        view: record_from_view(&kept.view),
        headline: kept.headline.clone(),
        notes: kept.notes.clone(),
        minutes: kept.minutes.map(usize::from),
        quote: kept.quote.as_ref().map(|quote| PassageRecord {
            document: quote.document.as_str().to_owned(),
            start: quote.span.start,
            end: quote.span.end,
        }),
    };
    BriefingRecord {
        title: briefing.title.clone(),
        views: briefing.views.iter().map(named).collect(),
    }
}

/// The briefing of a record over an atlas, and a sentence for each thing that was left out.
pub fn briefing_from_record(record: &BriefingRecord, atlas: &Atlas) -> (Briefing, Vec<String>) {
    let mut left_out = Vec::new();
    let views = record.views.iter().map(|record| {
        let (view, missing) = named_view_from_record(record, atlas);
        let name = view.name().to_owned();
        left_out.extend(missing.into_iter().map(|words| format!("view “{name}”: {words}")));
        view
    });
    let briefing = Briefing { title: record.title.clone(), views: views.collect() };
    (briefing, left_out)
}

/// A view of a briefing, and a sentence for each thing that was left out.
pub fn named_view_from_record(record: &NamedViewRecord, atlas: &Atlas) -> (NamedView, Vec<String>) {
    let (view, mut left_out) = view_from_record(&record.view, atlas);
    let quote = record.quote.as_ref().and_then(|quote| {
        let known = known_passage(quote, atlas);
        if known.is_none() {
            left_out.push(format!("its passage does not stand in “{}”", quote.document));
        }
        known
    });
    let named = NamedView {
        view,
        headline: record.headline.clone(),
        notes: record.notes.clone(),
        minutes: record.minutes.map(|minutes| u16::try_from(minutes).unwrap_or(u16::MAX)),
        quote,
    };
    (named, left_out)
}

fn known_passage(record: &PassageRecord, atlas: &Atlas) -> Option<Passage> {
    let document = DocumentId::new(record.document.as_str());
    let n_characters = atlas.document(&document)?.n_characters();
    let is_inside = record.start < record.end && record.end <= n_characters;
    let span = Span { start: record.start, end: record.end };
    is_inside.then_some(Passage { document, span })
}

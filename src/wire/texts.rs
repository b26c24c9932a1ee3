//! Source documents of a folder: their keys, their text, its hash, and their sections.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::atlas::{Document, DocumentId, Section, Span};

use super::draft::DraftDocument;
use super::encoding::text_of;
use super::fields::{Desk, Fields};
use super::line_ends::held_to_hash;
use super::rows::{PlaceKeys, check_id};
use super::source::Source;
use super::tree::Table;

/// What is known of a document besides its text, in TOML and in JSON alike.
pub(super) struct Imprint {
    short_title: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    date: Option<String>,
    language: Option<String>,
    url: Option<String>,
    licence: Option<String>,
}

impl Imprint {
    pub(super) fn read(desk: &mut Desk<'_>, fields: &mut Fields<'_>) -> Self {
        Self {
            short_title: fields.text(desk, "short_title"),
            publisher: fields.text(desk, "publisher"),
            author: fields.text(desk, "author"),
            date: fields.date(desk, "date"),
            language: fields.language(desk),
            url: fields.text(desk, "url"),
            licence: fields.text(desk, "licence"),
        }
    }

    pub(super) fn put_on(self, document: &mut Document) {
        document.short_title = self.short_title;
        document.publisher = self.publisher;
        document.author = self.author;
        document.date = self.date;
        document.language = self.language;
        document.url = self.url;
        document.licence = self.licence;
    }
}

/// A document; without its text where that cannot be read.
pub(crate) fn document(
    desk: &mut Desk<'_>,
    table: &Table,
    source: &dyn Source,
) -> Option<DraftDocument> {
    let mut fields = Fields::new("document", table);
    let id = fields.required_at(desk, "id");
    let title = fields.required(desk, "title");
    let file = fields.required_at(desk, "file");
    let sha256 = fields.required_at(desk, "sha256");
    let imprint = Imprint::read(desk, &mut fields);
    let sections = fields.tables(desk, "section");
    fields.finish(desk);
    let text = file.as_ref().and_then(|(at, file)| read(desk, source, *at, file));
    let (at, id) = id?;
    check_id(desk, at, &id);
    let document = text.map(|text| {
        let (text, hash) = held_to_hash(desk, sha256, text, "file");
        let title = title.unwrap_or_else(|| id.clone());
        let mut document = Document::new(DocumentId::new(id.clone()), title, text, hash);
        imprint.put_on(&mut document);
        document.file = file.map(|(_, file)| file);
        document.sections = divide(desk, &document, &sections);
        document
    });
    Some(DraftDocument { id: desk.placed(at, DocumentId::new(id)), document })
}

fn read(desk: &mut Desk<'_>, source: &dyn Source, at: usize, file: &str) -> Option<String> {
    let shown = source.shown(file);
    let bytes = source
        .read(file)
        .map_err(|error| desk.error("unreadable", at, format!("{error}: {shown}")))
        .ok()?;
    text_of(bytes)
        .map_err(|not_text| {
            let found = not_text.found_in(shown);
            let place = found.place.as_ref().map_or_else(String::new, ToString::to_string);
            desk.error("unreadable", at, format!("{}: {place}", found.message));
        })
        .ok()
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String does not fail.
        write!(hex, "{byte:02x}").unwrap_or_default();
        hex
    })
}

/// Sections in text order; each runs to the start of the next one.
fn divide(desk: &mut Desk<'_>, document: &Document, tables: &[&Table]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for table in tables {
        let Some((at, section)) = section(desk, document, table) else { continue };
        let start = section.span.start;
        match sections.last_mut() {
            Some(last) if last.span.start >= start => {
                let message = format!(
                    "“{}” begins before “{}”; sections stand in the order of the text",
                    section.name(),
                    last.name()
                );
                desk.error("quote-not-found", at, message);
                continue;
            }
            Some(last) => last.span.end = start,
            None => {}
        }
        sections.push(section);
    }
    sections
}

fn section(desk: &mut Desk<'_>, document: &Document, table: &Table) -> Option<(usize, Section)> {
    let mut fields = Fields::new("section", table);
    let title = fields.required(desk, "title");
    let begins = fields.required_at(desk, "begins");
    let heading = fields.text(desk, "heading");
    let speaker = fields.text(desk, "speaker");
    let place = PlaceKeys::take(desk, &mut fields);
    fields.finish(desk);
    let (at, words) = begins?;
    let start = place.find(desk, document, at, &words)?.start;
    let span = Span { start, end: document.n_characters() };
    Some((at, Section { title: title?, heading, speaker, span }))
}

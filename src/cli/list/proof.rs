//! Evidence and dates as cells and as JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::super::table::Cell;
use crate::atlas::{Atlas, Document, DocumentId, Event, EventKind, Evidence, Quote};

/// Where quotes stand: documents with the bytes at which their lines end.
pub(super) struct Proofs<'a> {
    documents: BTreeMap<&'a DocumentId, (&'a Document, Vec<usize>)>,
}

/// One piece of evidence, cell by cell; what it does not have is empty.
pub(super) struct Proof {
    pub(super) basis: Cell,
    pub(super) document: Cell,
    pub(super) section: Cell,
    pub(super) speaker: Cell,
    pub(super) line: Cell,
    pub(super) quote: Cell,
    pub(super) reason: Cell,
    pub(super) citation: Cell,
    pub(super) url: Cell,
    pub(super) confidence: Cell,
}

impl Proof {
    /// Of a plain graph's link or node, which is taken at its word.
    pub(super) const fn none() -> Self {
        Self {
            basis: Cell::Empty,
            document: Cell::Empty,
            section: Cell::Empty,
            speaker: Cell::Empty,
            line: Cell::Empty,
            quote: Cell::Empty,
            reason: Cell::Empty,
            citation: Cell::Empty,
            url: Cell::Empty,
            confidence: Cell::Empty,
        }
    }

    fn json(self) -> Value {
        let cells = [
            ("basis", self.basis),
            ("document", self.document),
            ("section", self.section),
            ("speaker", self.speaker),
            ("line", self.line),
            ("quote", self.quote),
            ("reason", self.reason),
            ("citation", self.citation),
            ("url", self.url),
            ("confidence", self.confidence),
        ];
        let known =
            cells.into_iter().filter_map(|(name, cell)| Some((name.to_owned(), cell.json()?)));
        Value::Object(known.collect())
    }
}

impl<'a> Proofs<'a> {
    pub(super) fn new(atlas: &'a Atlas) -> Self {
        let ends = |text: &str| text.match_indices('\n').map(|(at, _)| at).collect();
        let documents = atlas.documents().iter().map(|d| (&d.id, (d, ends(d.text()))));
        Self { documents: documents.collect() }
    }

    /// One piece of evidence.
    pub(super) fn proof(&self, evidence: &Evidence) -> Proof {
        let basis = Cell::from(evidence.basis().word());
        match evidence {
            Evidence::Stated(quote) => Proof { basis, ..self.quoted(quote) },
            Evidence::Interpreted { quote, reason } => {
                Proof { basis, reason: reason.as_str().into(), ..self.quoted(quote) }
            }
            Evidence::Reference { citation, url, confidence } => Proof {
                basis,
                citation: citation.as_str().into(),
                url: url.into(),
                confidence: confidence.word().into(),
                ..Proof::none()
            },
        }
    }

    fn quoted(&self, quote: &Quote) -> Proof {
        let known = self.documents.get(&quote.document);
        let section = known.and_then(|(document, _)| document.section_at(quote.span.start));
        let line = known.map(|(document, ends)| {
            let start = document.byte_at(quote.span.start);
            ends.partition_point(|&end| end < start) + 1
        });
        Proof {
            document: quote.document.as_str().into(),
            section: section.map_or(Cell::Empty, |section| section.name().as_str().into()),
            speaker: section.and_then(|section| section.speaker.as_deref()).into(),
            line: line.map_or(Cell::Empty, Cell::from),
            quote: quote.exact.as_str().into(),
            ..Proof::none()
        }
    }

    /// The first piece on the firmest basis.
    pub(super) fn firmest(&self, evidence: &[Evidence]) -> Proof {
        let firmest = evidence.iter().min_by_key(|evidence| evidence.basis());
        firmest.map_or_else(Proof::none, |evidence| self.proof(evidence))
    }

    /// All of it, for JSON.
    pub(super) fn list(&self, evidence: &[Evidence]) -> Cell {
        Cell::List(evidence.iter().map(|evidence| self.proof(evidence).json()).collect())
    }

    /// Dates in one line each for CSV, and with all they say for JSON.
    pub(super) fn dates(&self, dates: &[Event]) -> Cell {
        if dates.is_empty() {
            return Cell::Empty;
        }
        let lines: Vec<String> = dates.iter().map(date_line).collect();
        let json = dates.iter().map(|date| self.event_json(date)).collect();
        Cell::Detail { text: lines.join("; "), json }
    }

    fn event_json(&self, event: &Event) -> Value {
        let cells = [
            ("date", event.date.as_str().into()),
            ("kind", event.kind.map(EventKind::word).into()),
            ("what", event.what.as_str().into()),
            ("number", Cell::from(&event.number)),
            ("url", Cell::from(&event.url)),
            ("looked_in", Cell::from(&event.looked_in)),
            ("newest_page", Cell::from(&event.newest_page)),
            ("evidence", self.list(&event.evidence)),
        ];
        let known =
            cells.into_iter().filter_map(|(name, cell)| Some((name.to_owned(), cell.json()?)));
        Value::Object(known.collect::<Map<_, _>>())
    }
}

/// "2022-12-14 adopted", with the date's own words where it has some.
fn date_line(date: &Event) -> String {
    match date.kind {
        Some(kind) if kind.phrase() == Some(date.what.as_str()) => {
            format!("{} {}", date.date, kind.word())
        }
        Some(kind) => format!("{} {} ({})", date.date, kind.word(), date.what),
        None => format!("{} {}", date.date, date.what),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_says_no_more_than_it_must() {
        let date = |kind, what: &str| Event {
            date: "2025-04".to_owned(),
            kind,
            what: what.to_owned(),
            ..Event::default()
        };
        assert_eq!(date_line(&date(Some(EventKind::InForce), "In force")), "2025-04 in-force");
        assert_eq!(
            date_line(&date(Some(EventKind::Applies), "Applies in part")),
            "2025-04 applies (Applies in part)"
        );
        assert_eq!(date_line(&date(None, "Opened")), "2025-04 Opened");
    }
}

//! What the survey's columns tell, as cells and as JSON.

use serde_json::{Map, Value};

use super::super::table::{Cell, Column as Head, Shown};
use crate::atlas::{Event, EventKind, Evidence};
use crate::survey::{Column, Datum, Extract, PROOF_COLUMNS, ProofColumn, Reader, Readers};

/// In which notations a column stands that these readers read.
const fn shown(readers: Readers) -> Shown {
    Shown {
        table: readers.include(Reader::Terminal),
        csv: readers.include(Reader::Csv),
        json: readers.include(Reader::Json),
    }
}

/// The heads of a table: the columns of its things, then those of what they rest on.
pub(super) fn heads<T>(
    columns: &'static [Column<T>],
    readers: fn(&ProofColumn) -> Readers,
) -> Vec<Head> {
    let own = columns.iter().map(|column| Head::new(column.name, shown(column.readers)));
    let proof = PROOF_COLUMNS.iter().map(|column| Head::new(column.name, shown(readers(column))));
    own.chain(proof).collect()
}

/// The cells of a row: of a thing, and of the evidence told beside it.
pub(super) fn row<'a, T>(
    extract: &Extract<'a>,
    columns: &'static [Column<T>],
    thing: &'a T,
    evidence: Option<&'a Evidence>,
) -> Vec<Cell> {
    let own = columns.iter().map(|column| (column.value)(extract, thing));
    let proof = PROOF_COLUMNS.iter().map(|column| (column.value)(extract, evidence));
    own.chain(proof).map(|datum| cell(extract, datum)).collect()
}

fn cell(extract: &Extract<'_>, datum: Option<Datum<'_>>) -> Cell {
    match datum {
        None | Some(Datum::Hue(_)) => Cell::Empty,
        Some(Datum::Text(text) | Datum::Ranked(_, text)) => Cell::Text(text),
        Some(Datum::Count(count)) => Cell::Number(count),
        Some(Datum::Words(words)) => Cell::Words(words),
        Some(Datum::Evidence(evidence)) => evidence_list(extract, evidence),
        Some(Datum::Names(names)) => Cell::Detail {
            text: names.join("; "),
            json: names.iter().map(|name| name.as_str().into()).collect(),
        },
        Some(datum @ Datum::Dates(dates)) => Cell::Detail {
            text: datum.line().unwrap_or_default(),
            json: dates.iter().map(|date| event_json(extract, date)).collect(),
        },
    }
}

/// All pieces of evidence, for JSON.
pub(super) fn evidence_list<'a>(extract: &Extract<'a>, evidence: &'a [Evidence]) -> Cell {
    let object = |one: &'a Evidence| {
        let told = PROOF_COLUMNS.iter().filter(|column| column.in_list);
        let cells = told.map(|column| (column.name, (column.value)(extract, Some(one))));
        known(cells.map(|(name, datum)| (name, cell(extract, datum))))
    };
    Cell::List(evidence.iter().map(object).collect())
}

fn event_json<'a>(extract: &Extract<'a>, event: &'a Event) -> Value {
    let cells = [
        ("date", event.date.as_str().into()),
        ("kind", event.kind.map(EventKind::word).into()),
        ("what", event.what.as_str().into()),
        ("number", Cell::from(&event.number)),
        ("url", Cell::from(&event.url)),
        ("looked_in", Cell::from(&event.looked_in)),
        ("newest_page", Cell::from(&event.newest_page)),
        ("evidence", evidence_list(extract, &event.evidence)),
    ];
    known(cells.into_iter())
}

/// An object of what is known.
fn known<'n>(cells: impl Iterator<Item = (&'n str, Cell)>) -> Value {
    let known = cells.filter_map(|(name, cell)| Some((name.to_owned(), cell.json()?)));
    Value::Object(known.collect::<Map<_, _>>())
}

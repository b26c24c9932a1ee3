//! `check --coverage`: how much of the documents the atlas speaks of, as a table or as JSON.
//!
//! Owns how it is shown. What is counted is `check`'s.

use serde_json::{Value, json};

use super::table::{Cell, Column, Shown, Table};
use super::values::ListFormat;
use crate::check::{DocumentCoverage, Tally, Untouched};
use crate::wire::visible;

const COLUMNS: &[Column] = &[
    Column::new("document", Shown::TABLE),
    Column::new("title", Shown::TABLE),
    Column::new("heading", Shown::TABLE),
    Column::new("speaker", Shown::TABLE),
    Column::new("sentences", Shown::TABLE),
    Column::new("touched", Shown::TABLE),
    Column::new("left-out", Shown::TABLE),
    Column::new("untouched", Shown::TABLE),
    Column::new("percent", Shown::TABLE),
];

/// A table of documents and sections with a line of totals, then every untouched sentence.
pub(super) fn as_lines(documents: &[DocumentCoverage<'_>]) -> String {
    let mut rows: Vec<Vec<Cell>> = documents.iter().flat_map(rows_of).collect();
    rows.push(row(["total", "", "", ""], total(documents)));
    let table = Table { columns: COLUMNS.to_vec(), rows }.print(ListFormat::Table);
    let untouched = documents.iter().flat_map(|document| &document.untouched);
    table + &untouched.map(line_of).collect::<String>()
}

/// One row for the document, one for each of its sections.
fn rows_of(coverage: &DocumentCoverage<'_>) -> Vec<Vec<Cell>> {
    let document = coverage.document;
    let id = document.id.as_str();
    let whole = row([id, document.short_title(), "", ""], coverage.tally);
    let sections = coverage.sections.iter().map(|part| {
        let Some(section) = part.section else { return row([id, "—", "", ""], part.tally) };
        let [heading, speaker] =
            [&section.heading, &section.speaker].map(|text| text.as_deref().unwrap_or_default());
        row([id, &section.title, heading, speaker], part.tally)
    });
    std::iter::once(whole).chain(sections).collect()
}

fn row(names: [&str; 4], tally: Tally) -> Vec<Cell> {
    let percent = tally.per_mille();
    let counts = [tally.n_sentences, tally.n_touched, tally.n_left_out, tally.n_untouched()];
    let names = names.map(Cell::from).into_iter();
    let percent = Cell::Text(format!("{}.{}", percent / 10, percent % 10));
    names.chain(counts.map(Cell::from)).chain([percent]).collect()
}

fn line_of(untouched: &Untouched<'_>) -> String {
    format!("{}: untouched: “{}”\n", untouched.place, visible(untouched.sentence))
}

fn total(documents: &[DocumentCoverage<'_>]) -> Tally {
    documents.iter().map(|document| document.tally).sum()
}

/// The same as a JSON object.
pub(super) fn as_json(documents: &[DocumentCoverage<'_>]) -> Value {
    let mut whole = json!({ "documents": documents.iter().map(document).collect::<Value>() });
    whole["total"] = counts(json!({}), total(documents));
    whole
}

fn document(coverage: &DocumentCoverage<'_>) -> Value {
    let document = coverage.document;
    let mut object = json!({ "id": document.id.as_str(), "title": document.title });
    if let Some(file) = &document.file {
        object["file"] = file.as_str().into();
    }
    let mut object = counts(object, coverage.tally);
    let sections = coverage.sections.iter().map(|part| {
        let mut object = json!({});
        if let Some(section) = part.section {
            object["title"] = section.title.as_str().into();
            for (key, text) in [("heading", &section.heading), ("speaker", &section.speaker)] {
                if let Some(text) = text {
                    object[key] = text.as_str().into();
                }
            }
        }
        counts(object, part.tally)
    });
    object["sections"] = sections.collect();
    let untouched = coverage.untouched.iter().map(|untouched| {
        let place = &untouched.place;
        json!({
            "path": place.path,
            "line": place.line,
            "column": place.column,
            "sentence": untouched.sentence,
        })
    });
    object["untouched_sentences"] = untouched.collect();
    object
}

fn counts(mut object: Value, tally: Tally) -> Value {
    object["sentences"] = tally.n_sentences.into();
    object["touched"] = tally.n_touched.into();
    object["left_out"] = tally.n_left_out.into();
    object["untouched"] = tally.n_untouched().into();
    object["percent"] = (tally.per_mille() as f64 / 10.0).into();
    object
}

//! The tables of source documents and of the threat taxonomy.

use super::super::table::{Column, Shown, Table};
use crate::atlas::{Document, NodeId, Threat};
use crate::survey::Extract;

const OF_DOCUMENTS: &[Column] = &[
    Column::new("id", Shown::ALL),
    Column::new("title", Shown::ALL),
    Column::new("publisher", Shown::ALL),
    Column::new("date", Shown::ALL),
    Column::new("characters", Shown::ALL),
    Column::new("n_quoting", Shown::ALL),
    Column::new("url", Shown::ALL),
    Column::new("licence", Shown::ALL),
    Column::new("file", Shown::FILES),
    Column::new("sha256", Shown::FILES),
];

const OF_THREATS: &[Column] = &[
    Column::new("id", Shown::ALL),
    Column::new("label", Shown::ALL),
    Column::new("level", Shown::ALL),
    Column::new("parent", Shown::ALL),
    Column::new("definition", Shown::ALL),
];

/// The documents quoted; all of them where nothing is filtered.
pub(super) fn documents(extract: &Extract<'_>, is_whole: bool) -> Table {
    let counted = extract.atlas.documents().iter().map(|d| (d, extract.n_quoting(&d.id)));
    let rows = counted.filter(|(_, n_quoting)| is_whole || *n_quoting > 0);
    let row = |(document, n_quoting): (&Document, usize)| {
        vec![
            document.id.as_str().into(),
            document.title.as_str().into(),
            (&document.publisher).into(),
            (&document.date).into(),
            document.n_characters().into(),
            n_quoting.into(),
            (&document.url).into(),
            (&document.licence).into(),
            (&document.file).into(),
            document.sha256.as_str().into(),
        ]
    };
    Table { columns: OF_DOCUMENTS.to_vec(), rows: rows.map(row).collect() }
}

pub(super) fn threats(extract: &Extract<'_>) -> Table {
    let threats = extract.atlas.threats().iter();
    let rows = threats.filter(|threat| extract.keeps(&threat.id));
    let row = |threat: &Threat| {
        // The line from a threat to its top holds the threat itself.
        let level = extract.atlas.threat_line(&threat.id).count().saturating_sub(1);
        vec![
            threat.id.as_str().into(),
            threat.label.as_str().into(),
            level.into(),
            threat.parent.as_ref().map(NodeId::as_str).into(),
            (&threat.definition).into(),
        ]
    };
    Table { columns: OF_THREATS.to_vec(), rows: rows.map(row).collect() }
}

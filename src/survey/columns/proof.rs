//! The columns that tell of one piece of evidence: the one that stands for a claim, or each.

use super::{Datum, Extract, Readers, maybe, text};
use crate::atlas::{Basis, Confidence, DocumentId, Evidence, Section};

/// One column, with who reads it beside a node and who beside a link.
pub struct ProofColumn {
    /// Its name, a plain word.
    pub name: &'static str,
    /// Who reads it of a node.
    pub of_node: Readers,
    /// Who reads it of a link.
    pub of_link: Readers,
    /// Whether an object of its own tells it, as one of a list of evidence.
    pub in_list: bool,
    /// The value of a piece of evidence, or of none.
    pub value: for<'a> fn(&Extract<'a>, Option<&'a Evidence>) -> Option<Datum<'a>>,
}

/// What is told of a piece of evidence.
pub const PROOF_COLUMNS: &[ProofColumn] = &[
    ProofColumn {
        name: "basis",
        of_node: Readers::FILES,
        of_link: Readers::MACHINES,
        in_list: true,
        value: |_, evidence| text(evidence.map_or(Basis::None, Evidence::basis).word()),
    },
    ProofColumn {
        name: "standing",
        of_node: Readers::FILES,
        of_link: Readers::FILES,
        in_list: true,
        value: |_, evidence| maybe(evidence.map_or(Basis::None, Evidence::basis).standing()),
    },
    ProofColumn {
        name: "document",
        of_node: Readers::FILES,
        of_link: Readers::ROWS,
        in_list: true,
        value: |_, evidence| maybe(evidence.and_then(document)),
    },
    ProofColumn {
        name: "section",
        of_node: Readers::FILES,
        of_link: Readers::CSV_AND_GRAPH,
        in_list: true,
        value: |extract, evidence| maybe(section(extract, evidence?).map(Section::name).as_deref()),
    },
    ProofColumn {
        name: "speaker",
        of_node: Readers::NOBODY,
        of_link: Readers::NOBODY,
        in_list: true,
        value: |extract, evidence| maybe(section(extract, evidence?)?.speaker.as_deref()),
    },
    ProofColumn {
        name: "line",
        of_node: Readers::LISTED_FILES,
        of_link: Readers::ROW_LISTS,
        in_list: true,
        value: |extract, evidence| Some(Datum::Count(extract.place_of(evidence?.quote()?)?.1)),
    },
    ProofColumn {
        name: "words",
        of_node: Readers::NOBODY,
        of_link: Readers::TERMINAL,
        in_list: false,
        value: |_, evidence| maybe(evidence.map(Evidence::words)),
    },
    ProofColumn {
        name: "quote",
        of_node: Readers::FILES,
        of_link: Readers::CSV_AND_GRAPH,
        in_list: true,
        value: |_, evidence| maybe(evidence.filter(|one| one.is_quoted()).map(Evidence::words)),
    },
    ProofColumn {
        name: "reason",
        of_node: Readers::FILES,
        of_link: Readers::CSV_AND_GRAPH,
        in_list: true,
        value: |_, evidence| maybe(evidence.and_then(Evidence::reason)),
    },
    ProofColumn {
        name: "citation",
        of_node: Readers::FILES,
        of_link: Readers::CSV_AND_GRAPH,
        in_list: true,
        value: |_, evidence| maybe(evidence.filter(|one| !one.is_quoted()).map(Evidence::words)),
    },
    ProofColumn {
        name: "url",
        of_node: Readers::NOBODY,
        of_link: Readers::CSV,
        in_list: true,
        value: |_, evidence| match evidence? {
            Evidence::Reference { url, .. } => maybe(url.as_deref()),
            Evidence::Stated(_) | Evidence::Interpreted { .. } | Evidence::Broken(_) => None,
        },
    },
    ProofColumn {
        name: "confidence",
        of_node: Readers::NOBODY,
        of_link: Readers::CSV,
        in_list: true,
        value: |_, evidence| maybe(evidence?.confidence().map(Confidence::word)),
    },
];

/// The value of a column by its name, of one piece of evidence.
pub fn proof<'a>(
    name: &str,
    extract: &Extract<'a>,
    evidence: Option<&'a Evidence>,
) -> Option<Datum<'a>> {
    let column = PROOF_COLUMNS.iter().find(|column| column.name == name)?;
    (column.value)(extract, evidence)
}

fn document(evidence: &Evidence) -> Option<&str> {
    match evidence {
        Evidence::Broken(broken) => broken.document.as_ref().map(DocumentId::as_str),
        quoted => quoted.quote().map(|quote| quote.document.as_str()),
    }
}

fn section<'a>(extract: &Extract<'a>, evidence: &Evidence) -> Option<&'a Section> {
    let quote = evidence.quote()?;
    let (document, _) = extract.place_of(quote)?;
    document.section_at(quote.span.start)
}

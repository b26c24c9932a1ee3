//! Signs: what is written can be drawn.

use crate::atlas::Evidence;
use crate::layout::signs::{Lacking, MARK, lacking};
use crate::wire::draft::{DraftEvent, DraftEvidence, DraftNode};
use crate::wire::{Draft, Finding, Place, Severity};

use super::{Findings, Rule};

/// Every text that is shown can be drawn as it is written.
pub(super) const DRAWN: Rule = Rule {
    code: "lacking-sign",
    severity: Severity::Warning,
    summary: "the font of windows and pictures has every sign of a text",
    example: "[[pillar]]\nid = \"x\"\nlabel = \"oﬃces שלום\"\n\
        evidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[link]]\nsource = \"x\"\nrelation = \"addresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: drawn,
};

/// So many signs of one text are named.
const MOST_NAMED: usize = 3;

fn drawn(draft: &Draft, findings: &mut Findings) {
    let mut look = |place: &Place, what: &str, text: &str| {
        let signs = lacking(text);
        if !signs.is_empty() {
            let message = format!("{what} {}", sentence(&signs));
            findings.push(Finding::warning(DRAWN.code, place.clone(), message));
        }
    };
    for draft in &draft.documents {
        let Some(document) = &draft.document else { continue };
        look(&draft.id.place, "the title of the document", &document.title);
        if let Some(first) = lacking(document.text()).first() {
            let (line, column) = line_and_column(document.text(), first.at);
            let what = format!("the text of the document (line {line}, column {column})");
            look(&draft.id.place, &what, document.text());
        }
    }
    for threat in &draft.threats {
        look(&threat.id.place, "the definition", threat.definition.as_deref().unwrap_or_default());
    }
    for node in &draft.nodes {
        each_text(node, &mut look);
    }
    let of_nodes = draft.nodes.iter().flat_map(DraftNode::all_evidence);
    for entry in of_nodes.chain(draft.links.iter().flat_map(|link| &link.evidence)) {
        each_word_of_ours(entry, &mut look);
    }
    for link in &draft.links {
        look(&link.relation.place, "the relation", &link.relation.value);
    }
    for view in draft.briefing.iter().flat_map(|briefing| &briefing.views) {
        look(&view.place, "the headline of the view", &view.value.headline);
        look(&view.place, "the view’s notes", &view.value.notes);
    }
}

fn each_text(node: &DraftNode, look: &mut impl FnMut(&Place, &str, &str)) {
    let DraftNode { node, id_place, keys, dates, events, .. } = node;
    look(keys.get("label").unwrap_or(id_place), "the label", &node.label);
    let named = [("the title", &node.title), ("the summary", &node.summary)];
    for (what, text) in named {
        look(id_place, what, text.as_deref().unwrap_or_default());
    }
    for alias in &node.aliases {
        look(id_place, "the other name", alias);
    }
    for DraftEvent { event, place, .. } in dates.iter().chain(events) {
        look(place, "what happened", &event.what);
    }
}

/// What an entry of evidence says besides the words of a document, of which the document's own
/// finding tells.
fn each_word_of_ours(entry: &DraftEvidence, look: &mut impl FnMut(&Place, &str, &str)) {
    match &entry.evidence {
        Some(Evidence::Interpreted { reason, .. }) => {
            look(&entry.reason_place, "the reason", reason);
        }
        Some(Evidence::Reference { citation, .. }) => look(&entry.place, "the citation", citation),
        Some(Evidence::Stated(_) | Evidence::Broken(_)) | None => {}
    }
}

/// "has signs that our font lacks: U+FB03 “ﬃ” is drawn as “ffi”, U+05E9 “ש” is drawn as a box".
fn sentence(signs: &[Lacking]) -> String {
    let named: Vec<String> = signs.iter().take(MOST_NAMED).map(named).collect();
    let n_others = signs.len() - named.len();
    let others = if n_others > 0 { format!(" and {n_others} more") } else { String::new() };
    let sign = if signs.len() == 1 { "a sign" } else { "signs" };
    let lost = if signs.iter().any(|sign| sign.drawn.contains(MARK)) {
        "; what is drawn as a box cannot be read in any window or export"
    } else {
        ""
    };
    format!("has {sign} that our font lacks: {}{others}{lost}", named.join(", "))
}

fn named(lacking: &Lacking) -> String {
    let (sign, code) = (lacking.sign, u32::from(lacking.sign));
    let drawn = if lacking.drawn.contains(MARK) {
        "a box".to_owned()
    } else {
        format!("“{}”", lacking.drawn)
    };
    format!("U+{code:04X} “{sign}” is drawn as {drawn}")
}

/// Line and column of a character of a text, from 1.
fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    text.chars().take(at).fold((1, 1), |(line, column), c| match c {
        '\n' => (line + 1, 1),
        _ => (line, column + 1),
    })
}

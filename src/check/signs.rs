//! Signs: what is written can be drawn.

use crate::atlas::{Document, Evidence};
use crate::layout::signs::{Lacking, MARK, lacking};
use crate::wire::draft::{DraftBriefing, DraftEvent, DraftEvidence, DraftNode};
use crate::wire::{Draft, Finding, Place, Placed, Severity};

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
    if let Some(place) = &draft.title_place {
        look(place, "the title of the atlas", &draft.title);
        look(place, "the summary of the atlas", draft.summary.as_deref().unwrap_or_default());
    }
    for draft in &draft.documents {
        if let Some(document) = &draft.document {
            each_word_about(document, &draft.id.place, &mut look);
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
    if let Some(briefing) = &draft.briefing {
        each_word_said(briefing, &mut look);
    }
}

/// The words of a document and those about it and its sections.
fn each_word_about(document: &Document, place: &Place, look: &mut impl FnMut(&Place, &str, &str)) {
    let named = [
        ("the short title of the document", &document.short_title),
        ("the publisher of the document", &document.publisher),
        ("the author of the document", &document.author),
        ("the licence of the document", &document.licence),
    ];
    look(place, "the title of the document", &document.title);
    for (what, text) in named {
        look(place, what, text.as_deref().unwrap_or_default());
    }
    for section in &document.sections {
        look(place, "the name of a section", &section.name());
        look(place, "the speaker of a section", section.speaker.as_deref().unwrap_or_default());
    }
    if let Some(first) = lacking(document.text()).first() {
        let (line, column) = line_and_column(document.text(), first.at);
        let what = format!("the text of the document (line {line}, column {column})");
        look(place, &what, document.text());
    }
}

/// What a briefing and its views are called, and what is said over them.
fn each_word_said(briefing: &DraftBriefing, look: &mut impl FnMut(&Place, &str, &str)) {
    if let Some(place) = &briefing.title_place {
        look(place, "the title of the briefing", &briefing.title);
    }
    for Placed { value: named, place } in &briefing.views {
        let texts = [
            ("the name of the view", named.view.name.as_deref().unwrap_or_default()),
            ("the title of the view", named.view.title.as_deref().unwrap_or_default()),
            ("the headline of the view", &named.headline),
            ("the notes of the view", &named.notes),
        ];
        for (what, text) in texts {
            look(place, what, text);
        }
    }
}

fn each_text(node: &DraftNode, look: &mut impl FnMut(&Place, &str, &str)) {
    let DraftNode { node, id_place, keys, dates, events, .. } = node;
    look(keys.get("label").unwrap_or(id_place), "the label", &node.label);
    let named = [
        ("title", &node.title),
        ("summary", &node.summary),
        ("number", &node.identifiers.number),
        ("seat", &node.seat),
        ("status", &node.status),
        ("subtype", &node.subtype),
    ];
    for (key, text) in named {
        let place = keys.get(key).unwrap_or(id_place);
        look(place, &format!("the {key}"), text.as_deref().unwrap_or_default());
    }
    for alias in &node.aliases {
        look(id_place, "the other name", alias);
    }
    for DraftEvent { event, place, .. } in dates.iter().chain(events) {
        look(place, "what happened", &event.what);
        look(place, "its number", event.number.as_deref().unwrap_or_default());
        look(place, "what it was looked for in", event.looked_in.as_deref().unwrap_or_default());
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
        Some(Evidence::Broken(broken)) => {
            look(&entry.place, "the quote", &broken.words);
            look(&entry.reason_place, "the reason", broken.reason.as_deref().unwrap_or_default());
        }
        Some(Evidence::Stated(_)) | None => {}
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

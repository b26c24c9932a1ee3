//! The keys of the filter language: for each its words, its values and what it tests.
//!
//! A key is a variant of [`Key`] and a row of [`KEYS`]; the language, the resolving of values,
//! the answer, the sentence and the completions all read the row. Knows the atlas; does not
//! know how a filter is written or evaluated.

use std::collections::BTreeSet;

use crate::atlas::{
    Atlas, Basis, Document, Evidence, Link, Node, NodeKind, Relation, STATUSES, status_label,
};

/// What a clause asks about; ordered as clauses are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A threat of the taxonomy, its sub-types included.
    Threat,
    /// What a node is.
    Kind,
    /// What a node is more closely.
    Subtype,
    /// A pillar and what stands in it.
    Pillar,
    /// A single action.
    Action,
    /// An actor and what it has to do with.
    Actor,
    /// An instrument and the actions on it.
    Instrument,
    /// Where a node stands.
    Status,
    /// The document a claim quotes.
    Document,
    /// On what a claim rests.
    Basis,
    /// What a link says.
    Relation,
    /// A single node, whatever its kind.
    Id,
}

/// A value a key takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The word by which a filter holds it.
    pub word: String,
    /// What a reader sees.
    pub label: String,
    /// Other names under which it may be asked for.
    pub also: Vec<String>,
}

/// One key: its words, its values and its test.
#[derive(Debug, Clone, Copy)]
pub struct KeySpec {
    /// The key.
    pub key: Key,
    /// The word before the colon.
    pub word: &'static str,
    /// The name of the facet.
    pub label: &'static str,
    /// What it asks, in one sentence.
    pub help: &'static str,
    /// Every value known to an atlas, in the order in which lists show them.
    pub values: fn(&Atlas) -> Vec<Value>,
    /// Whether one thing can have several of the values, so that all of them may be asked for.
    pub takes_all: bool,
    /// What is tested.
    pub(super) test: Test,
}

/// What a key's clause looks at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Test {
    /// Names a node of a kind; hits it and those of its neighbours that pass.
    Names(NodeKind, fn(Neighbor<'_>) -> bool),
    /// The sort of node to draw; hides the rest, but what hangs on the hidden stays.
    Sort(fn(&Node, &str) -> bool),
    /// A property of the node itself.
    Property(fn(&Node, &str) -> bool),
    /// On what a claim rests or what it says.
    Claim(fn(Claim<'_>, &str) -> bool),
}

/// A neighbour of a named node, and the link between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Neighbor<'a> {
    pub(super) node: &'a Node,
    pub(super) relation: &'a Relation,
    /// Whether the link starts at the neighbour.
    pub(super) is_source: bool,
}

/// What evidence can speak for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Claim<'a> {
    Node(&'a Node),
    Link(&'a Link),
}

impl Claim<'_> {
    fn evidence(&self) -> &[Evidence] {
        match self {
            Self::Node(node) => &node.evidence,
            Self::Link(link) => &link.evidence,
        }
    }

    /// On what it rests.
    pub(super) fn basis(&self) -> Basis {
        crate::atlas::Claim::of(self.evidence()).basis()
    }

    fn quotes(&self, document: &str) -> bool {
        self.evidence()
            .iter()
            .filter_map(Evidence::quote)
            .any(|quote| quote.document.as_str() == document)
    }

    fn says(&self, relation: &str) -> bool {
        match self {
            Self::Node(_) => false,
            Self::Link(link) => link.relation.word() == relation,
        }
    }
}

/// Every key, in the order of [`Key`].
pub const KEYS: [KeySpec; 12] = [
    KeySpec {
        key: Key::Threat,
        word: "threat",
        label: "threat",
        help: "what addresses the threat or a sub-type of it",
        values: |atlas| nodes(atlas, Some(NodeKind::Threat)),
        takes_all: true,
        test: Test::Names(NodeKind::Threat, |n| *n.relation == Relation::Addresses && n.is_source),
    },
    KeySpec {
        key: Key::Kind,
        word: "kind",
        label: "kind",
        help: "nodes of this kind only",
        values: |_| kinds(),
        takes_all: false,
        test: Test::Sort(|node, word| node.kind.word() == word),
    },
    KeySpec {
        key: Key::Subtype,
        word: "subtype",
        label: "subtype",
        help: "nodes of this subtype only",
        values: |atlas| words(atlas, |node| node.subtype.as_deref()),
        takes_all: false,
        test: Test::Sort(|node, word| node.subtype.as_deref() == Some(word)),
    },
    KeySpec {
        key: Key::Pillar,
        word: "pillar",
        label: "pillar",
        help: "the pillar or strand and its actions",
        values: |atlas| nodes(atlas, Some(NodeKind::Pillar)),
        takes_all: true,
        test: Test::Names(NodeKind::Pillar, |n| *n.relation == Relation::Contains && !n.is_source),
    },
    KeySpec {
        key: Key::Action,
        word: "action",
        label: "action",
        help: "the action and what it hangs on",
        values: |atlas| nodes(atlas, Some(NodeKind::Action)),
        takes_all: true,
        test: Test::Names(NodeKind::Action, |_| false),
    },
    KeySpec {
        key: Key::Actor,
        word: "actor",
        label: "actor",
        help: "the actor, and the actions and instruments linked to it",
        values: |atlas| nodes(atlas, Some(NodeKind::Actor)),
        takes_all: true,
        test: Test::Names(NodeKind::Actor, |n| {
            matches!(n.node.kind, NodeKind::Action | NodeKind::Instrument)
        }),
    },
    KeySpec {
        key: Key::Instrument,
        word: "instrument",
        label: "instrument",
        help: "the instrument and the actions linked to it",
        values: |atlas| nodes(atlas, Some(NodeKind::Instrument)),
        takes_all: true,
        test: Test::Names(NodeKind::Instrument, |n| n.node.kind == NodeKind::Action),
    },
    KeySpec {
        key: Key::Status,
        word: "status",
        label: "status",
        help: "nodes that stand there only",
        values: statuses,
        takes_all: false,
        test: Test::Property(|node, word| node.status.as_deref() == Some(word)),
    },
    KeySpec {
        key: Key::Document,
        word: "document",
        label: "document",
        help: "what quotes the document",
        values: documents,
        takes_all: true,
        test: Test::Claim(|claim, id| claim.quotes(id)),
    },
    KeySpec {
        key: Key::Basis,
        word: "basis",
        label: "basis",
        help: "what rests on this basis and no firmer one",
        values: |_| Basis::ALL.into_iter().map(|b| value(b.word(), b.phrase())).collect(),
        takes_all: true,
        test: Test::Claim(|claim, word| claim.basis().word() == word),
    },
    KeySpec {
        key: Key::Relation,
        word: "relation",
        label: "relation",
        help: "links that say this, and what they join",
        values: relations,
        takes_all: true,
        test: Test::Claim(|claim, word| claim.says(word)),
    },
    KeySpec {
        key: Key::Id,
        word: "id",
        label: "node",
        help: "this node only",
        values: |atlas| nodes(atlas, None),
        takes_all: false,
        test: Test::Property(|node, id| node.id.as_str() == id),
    },
];

impl Key {
    /// The key's row.
    pub const fn spec(self) -> &'static KeySpec {
        const ROWS: &[KeySpec; 12] = &KEYS;
        &ROWS[self as usize]
    }

    /// The word before the colon.
    pub const fn word(self) -> &'static str {
        self.spec().word
    }

    /// The key a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        KEYS.iter().find(|spec| spec.word == word).map(|spec| spec.key)
    }
}

fn value(word: &str, label: &str) -> Value {
    Value { word: word.to_owned(), label: label.to_owned(), also: Vec::new() }
}

fn kinds() -> Vec<Value> {
    let plural = |kind: NodeKind| Value {
        also: vec![kind.spec().plural.to_owned()],
        ..value(kind.word(), kind.word())
    };
    NodeKind::ALL.into_iter().map(plural).collect()
}

fn nodes(atlas: &Atlas, kind: Option<NodeKind>) -> Vec<Value> {
    let is_asked = |node: &&Node| kind.is_none_or(|kind| node.role() == kind || node.kind == kind);
    let names = |node: &Node| Value {
        also: node.title.iter().chain(&node.aliases).cloned().collect(),
        ..value(node.id.as_str(), &node.label)
    };
    atlas.nodes().iter().filter(is_asked).map(names).collect()
}

/// The distinct words that nodes carry, in order of text.
fn words(atlas: &Atlas, word: fn(&Node) -> Option<&str>) -> Vec<Value> {
    let distinct: BTreeSet<&str> = atlas.nodes().iter().filter_map(word).collect();
    distinct.into_iter().map(|word| value(word, &word.replace('-', " "))).collect()
}

/// Known statuses in the order of their table, then an atlas's own words in order of text.
fn statuses(atlas: &Atlas) -> Vec<Value> {
    let mut values = words(atlas, |node| node.status.as_deref());
    for value in &mut values {
        value.label = status_label(&value.word);
    }
    let place = |value: &Value| STATUSES.iter().position(|status| status.word == value.word);
    values.sort_by_key(|value| place(value).unwrap_or(STATUSES.len()));
    values
}

fn documents(atlas: &Atlas) -> Vec<Value> {
    let names = |document: &Document| Value {
        also: vec![document.title.clone()],
        ..value(document.id.as_str(), document.short_title())
    };
    atlas.documents().iter().map(names).collect()
}

/// The relations with a meaning of their own, then a plain graph's own words in order of text.
fn relations(atlas: &Atlas) -> Vec<Value> {
    let own: BTreeSet<&Relation> = atlas
        .links()
        .iter()
        .map(|link| &link.relation)
        .filter(|relation| relation.spec().is_none())
        .collect();
    let known = Relation::ALL;
    known.iter().chain(own).map(|relation| value(relation.word(), relation.phrase())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_in_its_place_and_says_something() {
        for (at, spec) in KEYS.iter().enumerate() {
            assert_eq!(spec.key as usize, at, "{}", spec.word);
            assert_eq!(spec.key.spec().word, spec.word);
            assert_eq!(Key::from_word(spec.word), Some(spec.key));
            assert!(!spec.label.is_empty() && !spec.help.is_empty(), "{}", spec.word);
        }
    }

    #[test]
    fn no_word_names_two_keys() {
        let words: BTreeSet<&str> = KEYS.iter().map(|spec| spec.word).collect();
        assert_eq!(words.len(), KEYS.len());
    }
}

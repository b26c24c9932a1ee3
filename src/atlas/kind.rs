//! The kinds of node and the words for them.

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A threat of the taxonomy.
    Threat,
    /// A heading of a strategy under which actions stand.
    Pillar,
    /// Something a strategy says will be done.
    Action,
    /// An institution, agency, body, state or group that acts or is acted with.
    Actor,
    /// An act, proposal, strategy, plan, code, fund, partnership or system.
    Instrument,
    /// A node of a plain graph file that says nothing of kinds.
    Plain,
}

/// The words of one [`NodeKind`].
#[derive(Debug, Clone, Copy)]
pub struct KindSpec {
    /// Singular, as written in files and in the filter language.
    pub word: &'static str,
    /// Plural, for headings and sentences.
    pub plural: &'static str,
}

impl NodeKind {
    /// Every kind, in the order in which lanes and lists show them.
    pub const ALL: [Self; 6] =
        [Self::Threat, Self::Pillar, Self::Action, Self::Actor, Self::Instrument, Self::Plain];

    /// The words of this kind.
    pub const fn spec(self) -> KindSpec {
        match self {
            Self::Threat => KindSpec { word: "threat", plural: "threats" },
            Self::Pillar => KindSpec { word: "pillar", plural: "pillars" },
            Self::Action => KindSpec { word: "action", plural: "actions" },
            Self::Actor => KindSpec { word: "actor", plural: "actors" },
            Self::Instrument => KindSpec { word: "instrument", plural: "instruments" },
            Self::Plain => KindSpec { word: "node", plural: "nodes" },
        }
    }

    /// The word of this kind, as files write it.
    pub const fn word(self) -> &'static str {
        self.spec().word
    }

    /// The kind a file's word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

//! Why a node or link is in the atlas.

use super::{DocumentId, Span};

/// A verbatim span of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The document quoted.
    pub document: DocumentId,
    /// Where the quote stands, in code points of the document's text.
    pub span: Span,
    /// The quoted text, character for character.
    pub exact: String,
    /// A little of the text before the quote; empty at the start of the document.
    pub prefix: String,
    /// A little of the text after the quote; empty at the end of the document.
    pub suffix: String,
}

/// How sure an outside reference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Seen in a stored public source.
    Verified,
    /// Known or inferred, not seen on the page itself; no document number may rest on it.
    Memory,
}

impl Confidence {
    /// The word files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Memory => "memory",
        }
    }

    /// What a reader is told of a reference that is so sure.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Verified => "checked against a public source",
            Self::Memory => "not checked on the page itself",
        }
    }

    /// The confidence a file's word names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Verified, Self::Memory].into_iter().find(|c| c.word() == word)
    }
}

/// On what a claim rests; ordered from the firmest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The source says it.
    Stated,
    /// We read the source so.
    Interpreted,
    /// An outside reference says it.
    Reference,
}

impl Basis {
    /// Every basis, from the firmest.
    pub const ALL: [Self; 3] = [Self::Stated, Self::Interpreted, Self::Reference];

    /// The word files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Interpreted => "interpreted",
            Self::Reference => "reference",
        }
    }

    /// What the basis means to a reader of a picture.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Stated => "the source says",
            Self::Interpreted => "we read it so",
            Self::Reference => "outside reference",
        }
    }

    /// The basis a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.word() == word)
    }
}

/// One reason why a node or link is in the atlas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// The document says it in these words.
    Stated(Quote),
    /// The document's words support it, for the reason given.
    Interpreted {
        /// The words.
        quote: Quote,
        /// Why they support the claim.
        reason: String,
    },
    /// Something outside the documents says it.
    Reference {
        /// What to look up.
        citation: String,
        /// Where; https only when followed.
        url: Option<String>,
        /// How sure we are.
        confidence: Confidence,
    },
}

impl Evidence {
    /// On what the evidence rests.
    pub const fn basis(&self) -> Basis {
        match self {
            Self::Stated(_) => Basis::Stated,
            Self::Interpreted { .. } => Basis::Interpreted,
            Self::Reference { .. } => Basis::Reference,
        }
    }

    /// The quote, where there is one.
    pub const fn quote(&self) -> Option<&Quote> {
        match self {
            Self::Stated(quote) | Self::Interpreted { quote, .. } => Some(quote),
            Self::Reference { .. } => None,
        }
    }
}

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
    /// What should speak for it could not be verified: its words do not stand in the text.
    Unverified,
    /// Nothing speaks for it.
    None,
}

impl Basis {
    /// Every basis, from the firmest.
    pub const ALL: [Self; 5] =
        [Self::Stated, Self::Interpreted, Self::Reference, Self::Unverified, Self::None];

    /// Those on which a file may say that a piece of evidence rests.
    pub const CLAIMED: [Self; 3] = [Self::Stated, Self::Interpreted, Self::Reference];

    /// The word files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Interpreted => "interpreted",
            Self::Reference => "reference",
            Self::Unverified => "unverified",
            Self::None => "none",
        }
    }

    /// The word for the standing of a claim on nothing that holds; no word where it stands.
    pub const fn standing(self) -> Option<&'static str> {
        match self {
            Self::Stated | Self::Interpreted | Self::Reference => None,
            Self::Unverified | Self::None => Some(self.word()),
        }
    }

    /// What the basis means to a reader of a picture.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Stated => "the source says",
            Self::Interpreted => "we read it so",
            Self::Reference => "outside reference",
            Self::Unverified => "unverified",
            Self::None => "no evidence",
        }
    }

    /// The basis a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.word() == word)
    }
}

/// Evidence that does not hold: its words do not stand in its document, or too little is said of
/// it. It is kept so that a reader sees what was claimed, and never speaks for a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// On what it was said to rest.
    pub claimed: Basis,
    /// The document that should hold the words, where one is named.
    pub document: Option<DocumentId>,
    /// The words, or the citation.
    pub words: String,
    /// Why they would support the claim.
    pub reason: Option<String>,
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
    /// It could not be verified.
    Broken(Broken),
}

impl Evidence {
    /// On what the evidence rests.
    pub const fn basis(&self) -> Basis {
        match self {
            Self::Stated(_) => Basis::Stated,
            Self::Interpreted { .. } => Basis::Interpreted,
            Self::Reference { .. } => Basis::Reference,
            Self::Broken(_) => Basis::Unverified,
        }
    }

    /// The quote, where there is one.
    pub const fn quote(&self) -> Option<&Quote> {
        match self {
            Self::Stated(quote) | Self::Interpreted { quote, .. } => Some(quote),
            Self::Reference { .. } | Self::Broken(_) => None,
        }
    }

    /// Why the words support the claim, where that has to be said.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Interpreted { reason, .. } => Some(reason),
            Self::Broken(broken) => broken.reason.as_deref(),
            Self::Stated(_) | Self::Reference { .. } => None,
        }
    }

    /// Whether words of a document are given for it, found there or not.
    pub const fn is_quoted(&self) -> bool {
        match self {
            Self::Stated(_) | Self::Interpreted { .. } => true,
            Self::Reference { .. } => false,
            Self::Broken(broken) => !matches!(broken.claimed, Basis::Reference),
        }
    }

    /// How sure a reference is.
    pub const fn confidence(&self) -> Option<Confidence> {
        match self {
            Self::Reference { confidence, .. } => Some(*confidence),
            Self::Stated(_) | Self::Interpreted { .. } | Self::Broken(_) => None,
        }
    }

    /// The same as evidence that does not hold.
    #[must_use]
    pub fn into_broken(self) -> Self {
        let claimed = self.basis();
        let reason = self.reason().map(str::to_owned);
        match self {
            Self::Stated(quote) | Self::Interpreted { quote, .. } => {
                let document = Some(quote.document);
                Self::Broken(Broken { claimed, document, words: quote.exact, reason })
            }
            Self::Reference { citation, .. } => {
                Self::Broken(Broken { claimed, document: None, words: citation, reason })
            }
            Self::Broken(broken) => Self::Broken(broken),
        }
    }

    /// What is read of it first: the words quoted, or the citation.
    pub fn words(&self) -> &str {
        match self {
            Self::Stated(quote) | Self::Interpreted { quote, .. } => &quote.exact,
            Self::Reference { citation, .. } => citation,
            Self::Broken(broken) => &broken.words,
        }
    }
}

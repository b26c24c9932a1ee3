//! Which claims a document lists after its pictures: the words for it, and what is usual.

/// Which claims the register of a document lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Register {
    /// Everything the filter keeps, folded away in the picture or not.
    All,
    /// What the pictures show by name.
    Shown,
    /// No claims: there is no register.
    Nothing,
}

impl Register {
    /// Every choice, the longest register first.
    pub const ALL: [Self; 3] = [Self::All, Self::Shown, Self::Nothing];

    /// What a document has of which nobody said anything: a briefing what it shows, a single view
    /// the picture alone.
    pub const fn usual(is_briefing: bool) -> Self {
        if is_briefing { Self::Shown } else { Self::Nothing }
    }

    /// Its word on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Shown => "shown",
            Self::Nothing => "none",
        }
    }

    /// The choice of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|register| register.word() == word)
    }

    /// What a reader chooses.
    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "All that the filter keeps",
            Self::Shown => "What the picture names",
            Self::Nothing => "None",
        }
    }
}

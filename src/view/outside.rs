//! What becomes of the part of an atlas that is not asked for: it is hidden, or stands there faded.
//!
//! Owns the choice and its words. Does not know how strongly what is faded is painted.

/// What becomes of what filter and focus do not keep.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outside {
    /// It is not drawn.
    #[default]
    Hide,
    /// It is drawn faintly, in its place.
    Fade,
}

impl Outside {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Hide, Self::Fade];

    /// The word files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hide => "hide",
            Self::Fade => "fade",
        }
    }

    /// The choice a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outside| outside.word() == word)
    }

    /// The other choice.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Hide => Self::Fade,
            Self::Fade => Self::Hide,
        }
    }
}

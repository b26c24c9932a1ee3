//! Along which way of links a neighbourhood reaches.

/// Which links lead on from a node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Those that start and those that end there.
    #[default]
    Both,
    /// Those that start there.
    Outgoing,
    /// Those that end there.
    Incoming,
}

impl Direction {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Both, Self::Outgoing, Self::Incoming];

    /// The word files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Outgoing => "outgoing",
            Self::Incoming => "incoming",
        }
    }

    /// The direction a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.word() == word)
    }

    /// Whether a link leads on from a node, which is its source or not.
    pub const fn leads_on(self, is_source: bool) -> bool {
        match self {
            Self::Both => true,
            Self::Outgoing => is_source,
            Self::Incoming => !is_source,
        }
    }
}

//! Which groups are folded, so that the picture stays readable.

use std::collections::BTreeSet;

use crate::atlas::NodeId;

/// How groups fold where the user has not said otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unfold {
    /// As the room allows.
    #[default]
    Auto,
    /// Everything stands open.
    All,
    /// Everything that can fold is folded.
    None,
}

impl Unfold {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Auto, Self::All, Self::None];

    /// The word files and the command line use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::All => "all",
            Self::None => "none",
        }
    }

    /// The way a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.word() == word)
    }
}

/// What is folded into its group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folding {
    /// How groups fold where nothing else is said.
    pub way: Unfold,
    /// Groups the user opened.
    pub opened: BTreeSet<NodeId>,
    /// Groups the user folded.
    pub closed: BTreeSet<NodeId>,
}

impl Folding {
    /// The same with one group opened or folded. Folding what was opened leaves it to the room
    /// again, and the other way round.
    #[must_use]
    pub fn with(mut self, group: &NodeId, open: bool) -> Self {
        let (into, out_of) = if open {
            (&mut self.opened, &mut self.closed)
        } else {
            (&mut self.closed, &mut self.opened)
        };
        if !out_of.remove(group) {
            into.insert(group.clone());
        }
        self
    }

    /// What the user said of a group.
    pub fn said(&self, group: &NodeId) -> Option<bool> {
        if self.opened.contains(group) {
            Some(true)
        } else if self.closed.contains(group) {
            Some(false)
        } else {
            None
        }
    }
}

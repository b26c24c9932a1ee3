//! Families of relations: few enough to be told apart by the pattern of a line.
//!
//! Owns which relation belongs to which family. Knows nothing of how a family is drawn.

use super::Relation;

/// What a relation is about, more broadly than its own word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// What is a part of what.
    Structure,
    /// What answers a threat.
    Threats,
    /// Who leads, takes part, gains means or works together.
    Actors,
    /// The law and the money that something rests on, carries out or asks for.
    Support,
    /// What an act does, or would do, to the law in force.
    Changes,
}

impl Family {
    /// Every family, in the order legends list them.
    pub const ALL: [Self; 5] =
        [Self::Structure, Self::Threats, Self::Actors, Self::Support, Self::Changes];

    /// What the family means to a reader of a picture.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Threats => "answers a threat",
            Self::Actors => "who acts",
            Self::Support => "law and money behind it",
            Self::Changes => "changes of law",
        }
    }
}

impl Relation {
    /// The family of this relation; `None` for a plain graph's own word.
    pub const fn family(&self) -> Option<Family> {
        Some(match self {
            Self::SetsOut | Self::Contains | Self::BelongsTo => Family::Structure,
            Self::Addresses => Family::Threats,
            Self::LedBy | Self::Involves | Self::Strengthens | Self::CooperatesWith => {
                Family::Actors
            }
            Self::Proposes
            | Self::Revises
            | Self::Implements
            | Self::BuildsOn
            | Self::Complements
            | Self::Presents
            | Self::Funds => Family::Support,
            Self::Amends
            | Self::WouldAmend
            | Self::Repeals
            | Self::WouldRepeal
            | Self::Establishes
            | Self::WouldEstablish
            | Self::Succeeds => Family::Changes,
            Self::Other(_) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_has_one_family_and_no_family_is_empty() {
        let of = |family| Relation::ALL.iter().filter(|r| r.family() == Some(family)).count();
        assert_eq!(Family::ALL.map(of), [3, 1, 4, 7, 7]);
        assert_eq!(Family::ALL.map(of).iter().sum::<usize>(), Relation::ALL.len());
        assert_eq!(Relation::Other("knows".to_owned()).family(), None);
    }

    #[test]
    fn no_two_families_are_called_the_same() {
        let phrases: std::collections::BTreeSet<&str> = Family::ALL.map(Family::phrase).into();
        assert_eq!(phrases.len(), Family::ALL.len());
    }
}

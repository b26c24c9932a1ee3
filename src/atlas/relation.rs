//! The relations a link may state, and which kinds each may join.

use super::NodeKind::{self, Action, Actor, Instrument, Pillar, Threat};

/// What a link says of its source and target; read it as "source *relation* target".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// A strategy sets out a pillar.
    SetsOut,
    /// A pillar contains an action.
    Contains,
    /// A pillar, action, actor or instrument answers a threat.
    Addresses,
    /// An action is the responsibility of an actor.
    LedBy,
    /// An action or instrument takes in, or is aimed at, an actor.
    Involves,
    /// An action or instrument gives an actor more powers, means or weight.
    Strengthens,
    /// An action announces or presents an instrument that is not yet there.
    Proposes,
    /// An action changes an instrument that exists.
    Revises,
    /// An action carries out an instrument that exists.
    Implements,
    /// An action or instrument rests on an instrument.
    BuildsOn,
    /// An instrument stands beside another and adds to it.
    Complements,
    /// An actor presents, adopts or sets up an instrument.
    Presents,
    /// An actor works together with another.
    CooperatesWith,
    /// An actor is a part or member of another.
    BelongsTo,
    /// A fund or programme pays for an action or instrument, or can.
    Funds,
    /// An act changes another act that stays in force.
    Amends,
    /// A proposal would change an act if adopted.
    WouldAmend,
    /// An act ends another act.
    Repeals,
    /// A proposal would end an act if adopted.
    WouldRepeal,
    /// An act founds an actor or sets up an instrument.
    Establishes,
    /// A proposal would found an actor or set up an instrument if adopted.
    WouldEstablish,
    /// An instrument takes the place of an earlier one that ended or was overtaken.
    Succeeds,
    /// A relation of a plain graph file, in that file's own word.
    Other(String),
}

/// The words of one [`Relation`] and the kinds it may join.
#[derive(Debug, Clone, Copy)]
pub struct RelationSpec {
    /// The word, as written in files and in the filter language.
    pub word: &'static str,
    /// The phrase between source and target in a sentence.
    pub phrase: &'static str,
    /// The phrase seen from the target ("led by" becomes "leads").
    pub reverse: &'static str,
    /// Kinds the source may have.
    pub sources: &'static [NodeKind],
    /// Kinds the target may have.
    pub targets: &'static [NodeKind],
}

impl Relation {
    /// Every relation with a meaning of its own, in the order panels list them.
    pub const ALL: [Self; 22] = [
        Self::SetsOut,
        Self::Contains,
        Self::Addresses,
        Self::LedBy,
        Self::Involves,
        Self::Strengthens,
        Self::Proposes,
        Self::Revises,
        Self::Implements,
        Self::BuildsOn,
        Self::Complements,
        Self::Presents,
        Self::CooperatesWith,
        Self::BelongsTo,
        Self::Funds,
        Self::Amends,
        Self::WouldAmend,
        Self::Repeals,
        Self::WouldRepeal,
        Self::Establishes,
        Self::WouldEstablish,
        Self::Succeeds,
    ];

    /// The words of this relation and the kinds it may join; `None` for a plain graph's own word.
    pub const fn spec(&self) -> Option<RelationSpec> {
        let (word, phrase, reverse, sources, targets): (_, _, _, &'static [_], &'static [_]) =
            match self {
                Self::SetsOut => ("sets-out", "sets out", "set out in", &[Instrument], &[Pillar]),
                Self::Contains => ("contains", "contains", "part of", &[Pillar], &[Action]),
                Self::Addresses => (
                    "addresses",
                    "addresses",
                    "addressed by",
                    &[Pillar, Action, Actor, Instrument],
                    &[Threat],
                ),
                Self::LedBy => ("led-by", "led by", "leads", &[Action], &[Actor]),
                Self::Involves => {
                    ("involves", "involves", "involved in", &[Action, Instrument], &[Actor])
                }
                Self::Strengthens => (
                    "strengthens",
                    "strengthens",
                    "strengthened by",
                    &[Action, Instrument],
                    &[Actor],
                ),
                Self::Proposes => ("proposes", "proposes", "proposed by", &[Action], &[Instrument]),
                Self::Revises => ("revises", "revises", "revised by", &[Action], &[Instrument]),
                Self::Implements => {
                    ("implements", "implements", "implemented by", &[Action], &[Instrument])
                }
                Self::BuildsOn => {
                    ("builds-on", "builds on", "basis of", &[Action, Instrument], &[Instrument])
                }
                Self::Complements => {
                    ("complements", "complements", "complemented by", &[Instrument], &[Instrument])
                }
                Self::Presents => ("presents", "presents", "presented by", &[Actor], &[Instrument]),
                Self::CooperatesWith => {
                    ("cooperates-with", "cooperates with", "cooperates with", &[Actor], &[Actor])
                }
                Self::BelongsTo => ("belongs-to", "belongs to", "comprises", &[Actor], &[Actor]),
                Self::Funds => {
                    ("funds", "can fund", "can be funded by", &[Instrument], &[Action, Instrument])
                }
                Self::Amends => ("amends", "amends", "amended by", &[Instrument], &[Instrument]),
                Self::WouldAmend => (
                    "would-amend",
                    "would amend",
                    "would be amended by",
                    &[Instrument],
                    &[Instrument],
                ),
                Self::Repeals => {
                    ("repeals", "repeals", "repealed by", &[Instrument], &[Instrument])
                }
                Self::WouldRepeal => (
                    "would-repeal",
                    "would repeal",
                    "would be repealed by",
                    &[Instrument],
                    &[Instrument],
                ),
                Self::Establishes => (
                    "establishes",
                    "establishes",
                    "established by",
                    &[Instrument],
                    &[Actor, Instrument],
                ),
                Self::WouldEstablish => (
                    "would-establish",
                    "would establish",
                    "would be established by",
                    &[Instrument],
                    &[Actor, Instrument],
                ),
                Self::Succeeds => {
                    ("succeeds", "succeeds", "succeeded by", &[Instrument], &[Instrument])
                }
                Self::Other(_) => return None,
            };
        Some(RelationSpec { word, phrase, reverse, sources, targets })
    }

    /// The word files and the filter language use.
    pub fn word(&self) -> &str {
        match (self, self.spec()) {
            (Self::Other(word), _) => word,
            (_, Some(spec)) => spec.word,
            (_, None) => "",
        }
    }

    /// The phrase between source and target ("led by").
    pub fn phrase(&self) -> &str {
        self.spec().map_or_else(|| self.word(), |spec| spec.phrase)
    }

    /// The phrase seen from the target ("leads").
    pub fn reverse(&self) -> &str {
        self.spec().map_or_else(|| self.word(), |spec| spec.reverse)
    }

    /// The relation a word names; a word without a meaning of its own gives `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.word() == word)
    }

    /// Whether what happens to the target follows on its source: an act that is announced comes
    /// by what is proposed, not by what else befalls the act it changes.
    pub const fn announces(&self) -> bool {
        matches!(self, Self::Proposes)
    }

    /// Whether the relation may join these kinds; a plain graph's own word joins anything.
    pub fn joins(&self, source: NodeKind, target: NodeKind) -> bool {
        self.spec()
            .is_none_or(|spec| spec.sources.contains(&source) && spec.targets.contains(&target))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_as_its_relation() {
        for relation in Relation::ALL {
            assert_eq!(Relation::from_word(relation.word()), Some(relation.clone()));
            assert!(!relation.phrase().is_empty() && !relation.reverse().is_empty());
        }
    }
}

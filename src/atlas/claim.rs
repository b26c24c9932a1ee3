//! What speaks for a claim: the one piece of evidence that everybody shows for it.
//!
//! Owns that choice, so that lists, pictures and files never tell the basis of one piece beside the
//! reason of another. Knows nothing of how it is shown. Start with [`Claim`].

use super::{Basis, Evidence, Link, Node, Quote};

/// What is said of a node, a link or an event, with all that should speak for it.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    evidence: &'a [Evidence],
}

impl<'a> Claim<'a> {
    /// A claim for which this is given.
    pub const fn of(evidence: &'a [Evidence]) -> Self {
        Self { evidence }
    }

    /// All that is given for it, in the atlas's order.
    pub const fn evidence(self) -> &'a [Evidence] {
        self.evidence
    }

    /// The piece that stands for it: the first on the firmest basis.
    pub fn firmest(self) -> Option<&'a Evidence> {
        self.evidence.iter().min_by_key(|evidence| evidence.basis())
    }

    /// On what it rests.
    pub fn basis(self) -> Basis {
        self.firmest().map_or(Basis::None, Evidence::basis)
    }

    /// The words of a document that stand for it.
    pub fn quote(self) -> Option<&'a Quote> {
        self.firmest().and_then(Evidence::quote)
    }

    /// Why these words support it; of the very piece that stands for it.
    pub fn reason(self) -> Option<&'a str> {
        self.firmest().and_then(Evidence::reason)
    }

    /// The outside reference that stands for it.
    pub fn citation(self) -> Option<&'a str> {
        match self.firmest()? {
            Evidence::Reference { citation, .. } => Some(citation),
            Evidence::Stated(_) | Evidence::Interpreted { .. } | Evidence::Broken(_) => None,
        }
    }

    /// The words or the citation that stand for it, in one line; empty where nothing does.
    pub fn first_words(self) -> String {
        let words = self.firmest().map_or("", Evidence::words);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Node {
    /// That it is in the atlas.
    pub fn claim(&self) -> Claim<'_> {
        Claim::of(&self.evidence)
    }
}

impl Link {
    /// That it holds.
    pub fn claim(&self) -> Claim<'_> {
        Claim::of(&self.evidence)
    }

    /// On what it rests.
    pub fn basis(&self) -> Basis {
        self.claim().basis()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::{Broken, Confidence, Span};

    fn quote(exact: &str) -> Quote {
        Quote {
            document: "d".into(),
            span: Span { start: 0, end: exact.chars().count() },
            exact: exact.to_owned(),
            prefix: String::new(),
            suffix: String::new(),
        }
    }

    fn read(exact: &str, reason: &str) -> Evidence {
        Evidence::Interpreted { quote: quote(exact), reason: reason.to_owned() }
    }

    fn broken() -> Evidence {
        Evidence::Broken(Broken {
            claimed: Basis::Stated,
            document: None,
            words: "gone".to_owned(),
            reason: None,
        })
    }

    fn cited() -> Evidence {
        let citation = "COM(2025) 148".to_owned();
        Evidence::Reference { citation, url: None, confidence: Confidence::Verified }
    }

    /// Basis, words, reason and citation.
    fn check(evidence: &[Evidence], expected: (Basis, &str, Option<&str>, Option<&str>)) {
        let claim = Claim::of(evidence);
        let words = claim.first_words();
        let found = (claim.basis(), words.as_str(), claim.reason(), claim.citation());
        assert_eq!(found, expected);
    }

    #[test]
    fn all_that_is_told_of_a_claim_is_of_one_piece() {
        let stated = Evidence::Stated(quote("b"));
        check(&[read("a", "r"), stated.clone()], (Basis::Stated, "b", None, None));
        check(&[read("a", "r"), read("c", "s")], (Basis::Interpreted, "a", Some("r"), None));
        check(&[cited(), read("a", "r")], (Basis::Interpreted, "a", Some("r"), None));
        check(&[cited()], (Basis::Reference, "COM(2025) 148", None, Some("COM(2025) 148")));
        check(&[broken(), stated], (Basis::Stated, "b", None, None));
    }

    #[test]
    fn what_nothing_speaks_for_is_never_said_by_the_source() {
        check(&[], (Basis::None, "", None, None));
        check(&[broken()], (Basis::Unverified, "gone", None, None));
        assert_eq!(Claim::of(&[]).basis().standing(), Some("none"));
        assert_eq!(Claim::of(&[broken()]).basis().standing(), Some("unverified"));
        assert!(Basis::CLAIMED.iter().all(|basis| basis.standing().is_none()));
    }
}

//! Dated happenings, and the words for their kinds.
//!
//! An [`Event`] is either something that happened after a source spoke, or a date of the act or
//! body itself; the field of the node that holds it says which.

use super::Evidence;

/// Something that happened to a node, on a day, in a month or in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// ISO 8601 date: a year, a month or a day.
    pub date: String,
    /// What sort of happening it is, where that is said.
    pub kind: Option<EventKind>,
    /// What happened, in a few words.
    pub what: String,
    /// Document number, where verified.
    pub number: Option<String>,
    /// Address; https only when followed.
    pub url: Option<String>,
    /// Why we say so.
    pub evidence: Vec<Evidence>,
}

impl Event {
    /// What puts events in order of time: a month or year of which no more is known stands after
    /// all its days.
    pub fn order(&self) -> String {
        format!("{}~", self.date)
    }
}

/// What sort of happening an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// An act or paper was adopted.
    Adopted,
    /// A paper was shown to the public or to another institution.
    Presented,
    /// An agreement was signed.
    Signed,
    /// It appeared in print, as a rule in the Official Journal.
    Published,
    /// It became law.
    InForce,
    /// Its rules began, or will begin, to apply.
    Applies,
    /// The day by which Member States have, or had, to write it into national law.
    Transposition,
    /// The Commission proposed it.
    Proposed,
    /// Those who decide agreed on its text.
    Agreed,
    /// A consultation or a call for evidence took place.
    Consultation,
    /// A meeting took place.
    Meeting,
    /// It ran out.
    Expired,
    /// It was ended, as by a repeal or a court.
    Ended,
    /// A body or system was set up or began its work.
    Founded,
    /// It was looked for up to that day and nothing was found.
    NotFound,
    /// Anything else; the event's own words say what.
    Other,
}

/// The words of one [`EventKind`].
#[derive(Debug, Clone, Copy)]
pub struct EventKindSpec {
    /// The word, as written in files.
    pub word: &'static str,
    /// What an event that says nothing more is called.
    pub phrase: &'static str,
    /// What it means, in a few words.
    pub meaning: &'static str,
}

impl EventKind {
    /// Every kind, in the order in which the format lists them.
    pub const ALL: [Self; 16] = [
        Self::Adopted,
        Self::Presented,
        Self::Signed,
        Self::Published,
        Self::InForce,
        Self::Applies,
        Self::Transposition,
        Self::Proposed,
        Self::Agreed,
        Self::Consultation,
        Self::Meeting,
        Self::Expired,
        Self::Ended,
        Self::Founded,
        Self::NotFound,
        Self::Other,
    ];

    /// The words of this kind.
    pub const fn spec(self) -> EventKindSpec {
        let (word, phrase, meaning) = match self {
            Self::Adopted => ("adopted", "Adopted", "an act or paper was adopted"),
            Self::Presented => {
                ("presented", "Presented", "a paper was presented by those who wrote it")
            }
            Self::Signed => ("signed", "Signed", "an agreement was signed"),
            Self::Published => {
                ("published", "Published", "it was published, an act in the Official Journal")
            }
            Self::InForce => ("in-force", "In force", "the act entered into force"),
            Self::Applies => {
                ("applies", "Applies", "its rules, or the part named, apply from then on")
            }
            Self::Transposition => (
                "transposition",
                "Transposition due",
                "Member States have to have it in national law by then",
            ),
            Self::Proposed => {
                ("proposed", "Proposed by the Commission", "the Commission proposed it")
            }
            Self::Agreed => (
                "agreed",
                "Agreed",
                "those who decide agreed on its text, which is still to be adopted",
            ),
            Self::Consultation => {
                ("consultation", "Consultation", "a consultation or a call for evidence took place")
            }
            Self::Meeting => ("meeting", "Meeting held", "a meeting took place"),
            Self::Expired => ("expired", "Expired", "it ran out"),
            Self::Ended => ("ended", "Ended", "it was ended, as by a repeal or a court"),
            Self::Founded => {
                ("founded", "Founded", "a body or system was set up or began its work")
            }
            Self::NotFound => {
                ("not-found", "Not found", "it was looked for up to that day and nothing was found")
            }
            Self::Other => ("other", "Other", "anything else; `what` says what, and is required"),
        };
        EventKindSpec { word, phrase, meaning }
    }

    /// The word files use.
    pub const fn word(self) -> &'static str {
        self.spec().word
    }

    /// What an event of this kind is called where nothing more is said; `None` where the kind
    /// alone says nothing.
    pub const fn phrase(self) -> Option<&'static str> {
        match self {
            Self::Other => None,
            known => Some(known.spec().phrase),
        }
    }

    /// The kind a file's word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_as_its_kind_and_says_something() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::from_word(kind.word()), Some(kind));
            assert!(!kind.spec().phrase.is_empty() && !kind.spec().meaning.is_empty());
        }
    }
}

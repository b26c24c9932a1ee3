//! Dated happenings, and the words for their kinds.
//!
//! An [`Event`] is either something that happened after a source spoke, or a date of the act or
//! body itself; the field of the node that holds it says which.

use super::{Evidence, spoken_date};

/// Something that happened to a node, on a day, in a month or in a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    /// Of what was looked for and not found: in what.
    pub looked_in: Option<String>,
    /// Of what was looked for and not found: the date of the newest page seen.
    pub newest_page: Option<String>,
    /// Why we say so.
    pub evidence: Vec<Evidence>,
}

impl Event {
    /// What puts events in order of time: a month or year of which no more is known stands after
    /// all its days.
    pub fn order(&self) -> String {
        format!("{}~", self.date)
    }

    /// What happened; of what was not found also in what it was looked for, and how new the
    /// newest page was, because its date is only the day of the search.
    pub fn told(&self) -> String {
        let looked_in = self.looked_in.as_ref().map(|place| format!("looked for in {place}"));
        let newest = self.newest_page.as_deref().map(spoken_date);
        let newest = newest.map(|date| format!("newest page seen: {date}"));
        let search: Vec<String> = looked_in.into_iter().chain(newest).collect();
        if search.is_empty() {
            return self.what.clone();
        }
        format!("{} ({})", self.what, search.join("; "))
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
    /// Something that leads towards it was done or announced; it is itself still to come.
    Step,
    /// It was looked for on that day and nothing was found.
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
    pub const ALL: [Self; 17] = [
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
        Self::Step,
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
            Self::Step => (
                "step",
                "A step towards it",
                "something that leads towards it was done or announced; it is itself still to \
                 come; `what` says what, and is required",
            ),
            Self::NotFound => (
                "not-found",
                "Not found",
                "it was looked for on that day and nothing was found; `looked_in` says in what",
            ),
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
            Self::Step | Self::Other => None,
            known => Some(known.spec().phrase),
        }
    }

    /// The kind a file's word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether it says that what was announced is there, or on the table.
    pub const fn says_it_came(self) -> bool {
        matches!(
            self,
            Self::Proposed
                | Self::Adopted
                | Self::Presented
                | Self::Signed
                | Self::Published
                | Self::InForce
                | Self::Agreed
        )
    }

    /// Whether it only leads towards what was announced, which is itself still to come.
    pub const fn is_a_beginning(self) -> bool {
        matches!(self, Self::Step | Self::Consultation)
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

    #[test]
    fn what_was_not_found_tells_of_the_search() {
        let check = |looked_in: Option<&str>, newest_page: Option<&str>, expected: &str| {
            let event = Event {
                what: "No proposal seen".to_owned(),
                looked_in: looked_in.map(str::to_owned),
                newest_page: newest_page.map(str::to_owned),
                ..Event::default()
            };
            assert_eq!(event.told(), expected);
        };
        check(None, None, "No proposal seen");
        check(Some("EUR-Lex"), None, "No proposal seen (looked for in EUR-Lex)");
        check(
            Some("EUR-Lex"),
            Some("2026-10"),
            "No proposal seen (looked for in EUR-Lex; newest page seen: October 2026)",
        );
    }
}

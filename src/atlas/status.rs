//! The words for where a node stands, and what they mean.
//!
//! A node's status is any text, so that other atlases may use words of their own; the words here
//! have a meaning that pictures and documents rely on.

/// One status with a meaning of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusSpec {
    /// The word, as written in files and in the filter language.
    pub word: &'static str,
    /// What a reader sees.
    pub label: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
}

/// Every status with a meaning of its own, from a word given to what has come and gone.
pub const STATUSES: [StatusSpec; 14] = [
    StatusSpec {
        word: "announced",
        label: "Announced",
        meaning: "A source says it will be done; nothing further was found.",
    },
    StatusSpec {
        word: "in-preparation",
        label: "In preparation",
        meaning: "A step before a proposal was found, such as a consultation or a call for \
                  evidence.",
    },
    StatusSpec {
        word: "proposed",
        label: "Proposed",
        meaning: "The Commission has proposed it; it is not adopted.",
    },
    StatusSpec {
        word: "adopted",
        label: "Adopted",
        meaning: "A strategy, plan, report or other paper that has been adopted, presented or \
                  published.",
    },
    StatusSpec {
        word: "signed",
        label: "Signed",
        meaning: "An agreement that is signed and not yet in force.",
    },
    StatusSpec {
        word: "in-force",
        label: "In force",
        meaning: "An act in force, even where parts of it apply later.",
    },
    StatusSpec {
        word: "operating",
        label: "Operating",
        meaning: "An agency, body, system, partnership or programme at work.",
    },
    StatusSpec {
        word: "ongoing",
        label: "Ongoing",
        meaning: "A source says it is being done, or asks to complete what is under way.",
    },
    StatusSpec {
        word: "done",
        label: "Done",
        meaning: "A source says, or an event since shows, that it has been done.",
    },
    StatusSpec {
        word: "expired",
        label: "Expired",
        meaning: "It ran out and is no longer in force or at work.",
    },
    StatusSpec { word: "annulled", label: "Annulled", meaning: "A court has annulled it." },
    StatusSpec {
        word: "invalid",
        label: "Declared invalid",
        meaning: "A court has declared it invalid.",
    },
    StatusSpec {
        word: "superseded",
        label: "Superseded",
        meaning: "Something later has taken its place.",
    },
    StatusSpec {
        word: "concept",
        label: "Concept",
        meaning: "An idea or aim named by a source; no act or document has that name.",
    },
];

/// What a status word means; `None` for a word of another atlas's own.
pub fn status_spec(word: &str) -> Option<&'static StatusSpec> {
    STATUSES.iter().find(|status| status.word == word)
}

/// Whether something is still to come of what stands so, by the words with a meaning.
pub fn awaits_more(word: &str) -> bool {
    matches!(word, "announced" | "in-preparation" | "proposed" | "signed" | "ongoing")
}

/// What a reader sees of a status: the label of a known word, any other word without its dashes.
pub fn status_label(word: &str) -> String {
    status_spec(word).map_or_else(|| word.replace('-', " "), |status| status.label.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_status_is_found_by_its_word_and_means_something() {
        let words: BTreeSet<&str> = STATUSES.iter().map(|status| status.word).collect();
        assert_eq!(words.len(), STATUSES.len());
        for status in &STATUSES {
            assert_eq!(status_spec(status.word), Some(status));
            assert!(status.meaning.ends_with('.'), "{}", status.word);
        }
    }

    #[test]
    fn only_words_with_a_meaning_await_more() {
        let n = STATUSES.iter().filter(|status| awaits_more(status.word)).count();
        assert_eq!((n, awaits_more("half-done"), awaits_more("done")), (5, false, false));
    }

    #[test]
    fn words_of_another_atlas_are_shown_as_they_are_said() {
        assert_eq!(status_label("in-force"), "In force");
        assert_eq!(status_label("half-done"), "half done");
    }
}

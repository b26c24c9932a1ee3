//! A happening in words: for hovering, for lists and for screen readers.

use super::super::Facts;
use super::super::dates::spoken_date;
use crate::atlas::{Event, EventKind, Node};
use crate::survey::{Happening, who_acts};

/// Everything that is said of a happening.
pub(super) struct Words<'a> {
    /// The node it happened to.
    pub(super) node: &'a Node,
    /// The date, as far as it is known.
    pub(super) date: String,
    /// What happened, as the middle of a sentence.
    pub(super) what: String,
    event: &'a Event,
    is_since: bool,
}

impl<'a> Words<'a> {
    /// The words of a happening; `None` where the atlas has another meanwhile.
    pub(super) fn of(facts: Facts<'a>, happening: &Happening) -> Option<Self> {
        let atlas = facts.session.atlas();
        let (node, event) = (atlas.node(&happening.node)?, happening.event(atlas)?);
        let phrase = event.kind.and_then(EventKind::phrase);
        let told = event.told();
        let what = if phrase == Some(told.as_str()) {
            told.to_lowercase().replace("commission", "Commission")
        } else {
            told
        };
        let date = spoken_date(&event.date);
        Some(Self { node, date, what, event, is_since: happening.is_since })
    }

    /// "26 February 2026, EU Counter-Terrorism Agenda, presented".
    pub(super) fn spoken(&self) -> String {
        format!("{}, {}, {}", self.date, self.node.label, self.what)
    }

    /// Whether it is a date of the act itself, or happened since a source spoke.
    pub(super) const fn sort(&self) -> &'static str {
        if self.is_since { "since then" } else { "a date of its own" }
    }

    /// The number of the document, where one is known.
    pub(super) fn number(&self) -> Option<&'a str> {
        let own = self.node.identifiers.number.as_deref();
        self.event.number.as_deref().or_else(|| own.filter(|_| !self.is_since))
    }

    /// Who acts, in words; `None` where nobody is named.
    pub(super) fn who(&self, facts: Facts<'_>) -> Option<String> {
        let who = who_acts(facts.session.atlas(), &self.node.id);
        let labels: Vec<&str> = who.iter().map(|node| node.label.as_str()).collect();
        (!labels.is_empty()).then(|| labels.join(", "))
    }
}

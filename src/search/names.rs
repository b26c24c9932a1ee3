//! The names and numbers of nodes, and how well they answer a query.

use super::marked::Marked;
use super::query::{Query, compact, words_of};
use crate::atlas::{Node, NodeId};
use crate::filter::{Held, begins_a_word, fold};

/// How well something answers a query; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// It is what was asked for.
    Exact,
    /// It begins so.
    Begins,
    /// A word in it begins so, and the rest follows.
    BeginsInside,
    /// Every word of the query begins a word of it.
    Words,
    /// Its initials are so.
    Acronym,
    /// Every word of the query begins a word of one of its names.
    Scattered,
    /// It holds the query inside a word; asked for only where nothing begins so.
    Holds,
    /// Its words are nearly those of the query.
    Like,
}

/// What of a node was compared; the first is the best known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Its label.
    Label,
    /// Another name it goes by.
    Alias,
    /// Its number.
    Number,
    /// Its CELEX number.
    Celex,
    /// Its European Legislation Identifier.
    Eli,
    /// Its official title.
    Title,
    /// A number of something that happened to it.
    EventNumber,
}

impl Field {
    /// What it is called beside what it holds.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Label => "name",
            Self::Alias => "also",
            Self::Number => "number",
            Self::Celex => "CELEX",
            Self::Eli => "ELI",
            Self::Title => "title",
            Self::EventNumber => "since then",
        }
    }

    const fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Celex | Self::Eli | Self::EventNumber)
    }
}

/// A node that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeHit {
    /// The node.
    pub id: NodeId,
    /// How well it answers.
    pub rank: Rank,
    /// Its label, with what was looked for set off.
    pub label: Marked,
    /// The name or number for which it was found, where its label does not say it.
    pub because: Option<(Field, Marked)>,
}

/// A name of a node, ready to be compared.
#[derive(Debug)]
pub(super) struct Name {
    /// The position of its node.
    pub(super) node: usize,
    /// What of the node it is.
    pub(super) field: Field,
    /// As it is written.
    pub(super) text: String,
    /// As it is compared.
    pub(super) folded: String,
    compact: String,
    initials: String,
}

impl Name {
    /// Every name of a node.
    pub(super) fn all_of(at: usize, node: &Node) -> Vec<Self> {
        let ids = &node.identifiers;
        let fields = [
            (Field::Number, &ids.number),
            (Field::Celex, &ids.celex),
            (Field::Eli, &ids.eli),
            (Field::Title, &node.title),
        ];
        let of_node = fields.into_iter().filter_map(|(field, text)| Some((field, text.as_ref()?)));
        let dated = node.dates.iter().chain(&node.events);
        let events = dated.filter_map(|event| Some((Field::EventNumber, event.number.as_ref()?)));
        let names = std::iter::once((Field::Label, &node.label))
            .chain(node.aliases.iter().map(|alias| (Field::Alias, alias)))
            .chain(of_node)
            .chain(events);
        names.map(|(field, text)| Self::new(at, field, text)).collect()
    }

    fn new(node: usize, field: Field, text: &str) -> Self {
        let folded = fold(text);
        let compact = if field.is_number() { compact(&folded) } else { String::new() };
        let initials = if field.is_number() { String::new() } else { initials(text) };
        Self { node, field, text: text.to_owned(), folded, compact, initials }
    }

    /// How well it answers a query; `None` where it does not, or not by itself.
    pub(super) fn rank(&self, query: &Query) -> Option<Rank> {
        if self.field.is_number()
            && query.is_number()
            && let Some(rank) = self.rank_as_number(query)
        {
            return Some(rank);
        }
        let held = query.held_by(&self.folded);
        if held == Held::Begins {
            return Some(if self.folded == query.folded {
                Rank::Exact
            } else if self.folded.starts_with(&query.folded) {
                Rank::Begins
            } else {
                Rank::BeginsInside
            });
        }
        if query.words.len() > 1 && query.begins_words_of(&self.folded) {
            return Some(Rank::Words);
        }
        let is_acronym = query.compact.len() > 1 && self.initials.starts_with(&query.compact);
        if is_acronym {
            return Some(Rank::Acronym);
        }
        (held == Held::Inside).then_some(Rank::Holds)
    }

    /// Numbers are compared without the signs between their parts: "Directive (EU) 2022/2555" is
    /// meant by "2022/2555" alone.
    fn rank_as_number(&self, query: &Query) -> Option<Rank> {
        let at = self.compact.find(&query.compact)?;
        let is_last = at + query.compact.len() == self.compact.len();
        let begins = at == 0 || begins_a_word(&self.folded, &query.folded);
        match (is_last, begins) {
            (true, true) => Some(Rank::Exact),
            (false, true) => Some(Rank::Begins),
            (_, false) => Some(Rank::Holds),
        }
    }
}

/// The first letters of the words that count, digits whole; empty for a single word.
fn initials(text: &str) -> String {
    const SMALL: [&str; 11] =
        ["and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"];
    let folded = fold(text);
    let words: Vec<&str> = words_of(&folded).filter(|word| !SMALL.contains(word)).collect();
    if words.len() < 2 {
        return String::new();
    }
    words.iter().filter_map(|word| word.chars().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: Field, name: &str, query: &str, expected: Option<Rank>) {
        let query = Query::new(query).expect("words");
        assert_eq!(Name::new(0, field, name).rank(&query), expected, "{name}: {query:?}");
    }

    #[test]
    fn a_name_answers_the_better_the_earlier_and_the_more_of_it_is_meant() {
        let check = |query, expected| check(Field::Label, "New Europol mandate", query, expected);
        check("new europol MANDATE", Some(Rank::Exact));
        check("new eur", Some(Rank::Begins));
        check("europol m", Some(Rank::BeginsInside));
        check("mand europ", Some(Rank::Words));
        check("nem", Some(Rank::Acronym));
        check("ropol", Some(Rank::Holds));
        check("rop", None);
        check("europol frontex", None);
    }

    #[test]
    fn initials_leave_out_small_words() {
        let name = "Agency for Law Enforcement Cooperation";
        check(Field::Title, name, "alec", Some(Rank::Acronym));
        check(Field::Title, name, "aflec", None);
        check(Field::Label, "Eurojust", "e", Some(Rank::Begins));
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        let nis2 = |query, expected| {
            check(Field::Number, "Directive (EU) 2022/2555", query, expected);
        };
        nis2("2022/2555", Some(Rank::Exact));
        nis2("Directive 2022/2555", Some(Rank::Words));
        nis2("directive (eu) 2022/2555", Some(Rank::Exact));
        nis2("2022/25", Some(Rank::Begins));
        nis2("2555", Some(Rank::Exact));
        nis2("022/2555", Some(Rank::Holds));
        nis2("2022/2556", None);
        check(Field::Celex, "32022L2555", "32022l2555", Some(Rank::Exact));
        check(Field::Celex, "32022L2555", "32022l", Some(Rank::Begins));
        check(Field::Number, "COM(2025) 148 final", "com 2025 148", Some(Rank::Begins));
        check(Field::Number, "COM(2025) 148 final", "com(2025)148", Some(Rank::Begins));
        let eli = "https://data.europa.eu/eli/dir/2022/2555/oj";
        check(Field::Eli, eli, eli, Some(Rank::Exact));
        check(Field::Eli, eli, "eli/dir/2022/2555", Some(Rank::Begins));
    }
}

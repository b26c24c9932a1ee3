//! What the command palette offers, and in which order.
//!
//! Owns its entries and how well each answers what was typed. Every action, tab, drawer, view, node,
//! document and value one can filter by is in it without being listed anew: the rows come from the
//! tables that menus and panels read. Draws nothing.

use super::actions::{ACTIONS, Action};
use super::panels::{drawer::DRAWERS, reading::TABS};
use crate::atlas::{Atlas, Node};
use crate::filter::{FACETS, Held, Key, Needle, fold, inside_sentence};
use crate::view::Briefing;

/// Most entries offered at once.
const MOST_OFFERED: usize = 60;

/// One thing the palette can do.
#[derive(Clone, Copy)]
pub(super) enum Entry<'a> {
    /// Run an action.
    Action(&'static Action),
    /// Open a tab of the reading panel, by its position in [`TABS`].
    Tab(usize),
    /// Open a drawer, by its position in [`DRAWERS`].
    Drawer(usize),
    /// Go to a node.
    Node(&'a Node),
    /// Read a document, by its position in the atlas.
    Document(usize, &'a str),
    /// Filter by a value.
    Value(Key, &'a Node),
    /// Show a view of the briefing, by its position and name.
    View(usize, &'a str),
}

impl Entry<'_> {
    /// What it is called.
    pub(super) fn label(&self) -> String {
        match self {
            Self::Action(action) => action.label.to_owned(),
            Self::Tab(at) => format!("Show {}", TABS.get(*at).map_or("", |spec| spec.word)),
            Self::Drawer(at) => format!("Open {}", DRAWERS.get(*at).map_or("", |spec| spec.name)),
            Self::Node(node) => node.label.clone(),
            Self::Document(_, title) => format!("Read {title}"),
            Self::Value(key, node) => format!("Filter: {} is {}", key.spec().label, node.label),
            Self::View(at, name) => format!("View {}: {name}", at + 1),
        }
    }

    /// What stands beside its name: its keys, or what it is.
    pub(super) fn aside(&self) -> &'static str {
        match self {
            Self::Action(action) => action.keys,
            Self::Tab(_) => "panel",
            Self::Drawer(_) => "drawer",
            Self::Node(node) => node.kind.word(),
            Self::Document(..) => "document",
            Self::Value(..) => "filter",
            Self::View(..) => "view",
        }
    }
}

/// Every entry over an atlas and a briefing: actions first, then places, views, nodes and filters.
fn entries<'a>(atlas: &'a Atlas, briefing: &'a Briefing) -> impl Iterator<Item = Entry<'a>> {
    let named = |key: Key| {
        let spec = key.spec();
        let kind = crate::atlas::NodeKind::from_word(spec.word);
        let nodes = atlas.nodes().iter();
        nodes.filter(move |node| kind == Some(node.role())).map(move |node| Entry::Value(key, node))
    };
    let documents = atlas.documents().iter().enumerate();
    ACTIONS
        .iter()
        .map(Entry::Action)
        .chain((0..TABS.len()).map(Entry::Tab))
        .chain((0..DRAWERS.len()).map(Entry::Drawer))
        .chain(documents.map(|(at, document)| Entry::Document(at, document.short_title())))
        .chain(briefing.views.iter().enumerate().map(|(at, view)| Entry::View(at, view.name())))
        .chain(atlas.nodes().iter().map(Entry::Node))
        .chain(FACETS.into_iter().flat_map(named))
}

/// How the names of entries answer the words typed; the first is the best.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    /// Words of it begin so.
    #[default]
    Begins,
    /// A word typed stands inside one of its words.
    Inside,
    /// The letters of a word typed stand in it in this order.
    Letters,
}

/// What the palette offers.
#[derive(Default)]
pub(super) struct Offer<'a> {
    /// The best first.
    pub(super) entries: Vec<Entry<'a>>,
    answer: Answer,
}

impl Offer<'_> {
    /// That what is offered does not begin as was typed, and how it answers instead.
    pub(super) fn caveat(&self, typed: &str) -> Option<String> {
        let typed = typed.trim();
        match self.answer {
            Answer::Begins => None,
            Answer::Inside => inside_sentence([typed]),
            Answer::Letters => Some(format!("Only the letters of “{typed}” found, in this order")),
        }
    }
}

/// How an entry answers, and how far it is from what was typed: 0 for its very name.
type Distance = (Answer, u32);

/// The entries that answer what was typed; with nothing typed, what there is besides nodes and
/// filters. What answers worse is offered only where nothing answers better. O(entries × their names).
pub(super) fn offered<'a>((atlas, briefing): (&'a Atlas, &'a Briefing), typed: &str) -> Offer<'a> {
    let words: Vec<Needle> =
        fold(typed).split(' ').filter(|word| !word.is_empty()).map(Needle::new).collect();
    let mut found: Vec<(Distance, usize, Entry<'a>)> = entries(atlas, briefing)
        .enumerate()
        .filter(|(_, entry)| {
            !words.is_empty() || !matches!(entry, Entry::Node(_) | Entry::Value(..))
        })
        .filter_map(|(at, entry)| Some((distance(&entry, &words)?, at, entry)))
        .collect();
    found.sort_by_key(|(distance, at, _)| (*distance, *at));
    let answer = found.first().map_or_else(Answer::default, |((answer, _), ..)| *answer);
    let best = found.into_iter().take_while(|((own, _), ..)| *own == answer);
    Offer { entries: best.take(MOST_OFFERED).map(|(_, _, entry)| entry).collect(), answer }
}

/// How far an entry is from the words typed; `None` where it lacks one.
fn distance(entry: &Entry<'_>, words: &[Needle]) -> Option<Distance> {
    let label = fold(&entry.label());
    let names = match entry {
        Entry::Node(node) => {
            node.title.iter().chain(&node.aliases).map(|name| fold(name)).collect::<Vec<_>>()
        }
        Entry::Drawer(at) => DRAWERS.get(*at).map(|spec| fold(spec.name)).into_iter().collect(),
        Entry::Tab(at) => TABS.get(*at).map(|spec| fold(spec.word)).into_iter().collect(),
        _ => Vec::new(),
    };
    // Another name is never as good as the one that is shown.
    let other = names
        .iter()
        .filter_map(|name| distance_of(name, words).map(|(answer, far)| (answer, far + 1)));
    distance_of(&label, words).into_iter().chain(other).min()
}

/// How far all the words are from a folded name; it answers as the worst of them does.
fn distance_of(name: &str, words: &[Needle]) -> Option<Distance> {
    words.iter().try_fold(Distance::default(), |(answer, far), word| {
        let (own, more) = distance_in(name, word)?;
        Some((answer.max(own), far + more))
    })
}

/// How far a word is from a folded name: 0 where it is all of it, then where it begins it, begins
/// a word of it, stands in it, or its letters stand in it in order.
fn distance_in(name: &str, word: &Needle) -> Option<Distance> {
    let held = word.held_by(name);
    let word = word.folded();
    match held {
        Held::Begins if name == word => Some((Answer::Begins, 0)),
        Held::Begins if name.starts_with(word) => Some((Answer::Begins, 1)),
        Held::Begins => Some((Answer::Begins, 2)),
        Held::Inside => Some((Answer::Inside, 4)),
        Held::Not => has_letters(name, word).then_some((Answer::Letters, 9)),
    }
}

/// Whether a name has all letters of a word, in their order; short words are in too many.
fn has_letters(name: &str, word: &str) -> bool {
    let mut letters = name.chars();
    let is_in_order = word.chars().all(|wanted| letters.any(|letter| letter == wanted));
    is_in_order && word.chars().count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{NamedView, View};
    use crate::wire;

    fn first(typed: &str) -> String {
        let atlas = wire::builtin().atlas.expect("the built-in atlas hangs together");
        let views = vec![NamedView::new("The agencies", View::default())];
        let briefing = Briefing { views, ..Briefing::default() };
        let offer = offered((&atlas, &briefing), typed);
        offer.entries.first().map(Entry::label).unwrap_or_default()
    }

    #[test]
    fn the_best_answer_comes_first() {
        let check = |typed, expected| assert_eq!(first(typed), expected, "{typed:?}");
        check("europol", "Europol");
        check("EUROPOL", "Europol");
        check("undo", "Undo");
        check("radial", "Radial");
        check("filter threat cyber", "Filter: threat is Cyberattacks & cybercrime");
        check("fit whole", "Fit the whole picture");
        check("table", "Open Table");
        check("insight", "Show Insight");
        check("view the agencies", "View 1: The agencies");
        check("qqqqq", "");
    }

    #[test]
    fn with_nothing_typed_every_action_is_there() {
        let atlas = wire::builtin().atlas.expect("the built-in atlas hangs together");
        let briefing = Briefing::default();
        let offer = offered((&atlas, &briefing), " ");
        let labels: Vec<String> = offer.entries.iter().map(Entry::label).collect();
        for action in ACTIONS {
            assert!(labels.iter().any(|label| label == action.label), "{}", action.label);
        }
    }

    #[test]
    fn a_word_is_nearer_where_it_begins_more() {
        let check = |name, word, expected| {
            assert_eq!(distance_in(name, &Needle::new(word)), expected, "{word}");
        };
        check("europol", "europol", Some((Answer::Begins, 0)));
        check("european union", "euro", Some((Answer::Begins, 1)));
        check("european union", "union", Some((Answer::Begins, 2)));
        check("european union", "nion", Some((Answer::Inside, 4)));
        check("european union", "eunion", Some((Answer::Letters, 9)));
        check("european union", "zz", None);
    }

    #[test]
    fn what_stands_inside_words_is_offered_only_where_no_word_begins_so_and_then_said() {
        let atlas = wire::builtin().atlas.expect("the built-in atlas hangs together");
        let briefing = Briefing::default();
        let check = |typed: &str, begins: &str, caveat: Option<&str>| {
            let offer = offered((&atlas, &briefing), typed);
            assert_eq!(offer.caveat(typed).as_deref(), caveat, "{typed:?}");
            assert!(!offer.entries.is_empty(), "{typed:?}");
            let needle = Needle::new(begins);
            let all = offer.entries.iter().all(|entry| match entry {
                Entry::Node(node) => {
                    let mut names =
                        std::iter::once(&node.label).chain(&node.title).chain(&node.aliases);
                    names.any(|name| needle.held_by(&fold(name)) == Held::Begins)
                }
                entry => needle.held_by(&fold(&entry.label())) == Held::Begins,
            });
            assert_eq!(all, caveat.is_none(), "{typed:?}");
        };
        check("port", "port", None);
        check("undo", "undo", None);
        check("ropol", "ropol", Some("“ropol” found inside words"));
        check("eurpl", "eurpl", Some("Only the letters of “eurpl” found, in this order"));
    }
}

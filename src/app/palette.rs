//! What the command palette offers, and in which order.
//!
//! Owns its entries and how well each answers what was typed. Every action, tab, drawer, view, node,
//! document and value one can filter by is in it without being listed anew: the rows come from the
//! tables that menus and panels read. Draws nothing.

use super::actions::{ACTIONS, Action};
use super::panels::{drawer::DRAWERS, reading::TABS};
use crate::atlas::{Atlas, Node};
use crate::filter::{FACETS, Key, fold};
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

/// The entries that answer what was typed, the best first; with nothing typed, what there is
/// besides nodes and filters. O(entries × their names).
pub(super) fn offered<'a>(
    (atlas, briefing): (&'a Atlas, &'a Briefing),
    typed: &str,
) -> Vec<Entry<'a>> {
    let words: Vec<String> = fold(typed).split(' ').map(str::to_owned).collect();
    let is_blank = words.iter().all(String::is_empty);
    let mut found: Vec<(u32, usize, Entry<'a>)> = entries(atlas, briefing)
        .enumerate()
        .filter(|(_, entry)| !is_blank || !matches!(entry, Entry::Node(_) | Entry::Value(..)))
        .filter_map(|(at, entry)| Some((distance(&entry, &words)?, at, entry)))
        .collect();
    found.sort_by_key(|(distance, at, _)| (*distance, *at));
    found.truncate(MOST_OFFERED);
    found.into_iter().map(|(_, _, entry)| entry).collect()
}

/// How far an entry is from the words typed, 0 for its very name; `None` where it lacks one.
fn distance(entry: &Entry<'_>, words: &[String]) -> Option<u32> {
    let label = fold(&entry.label());
    let names = match entry {
        Entry::Node(node) => {
            node.title.iter().chain(&node.aliases).map(|name| fold(name)).collect::<Vec<_>>()
        }
        Entry::Drawer(at) => DRAWERS.get(*at).map(|spec| fold(spec.name)).into_iter().collect(),
        Entry::Tab(at) => TABS.get(*at).map(|spec| fold(spec.word)).into_iter().collect(),
        _ => Vec::new(),
    };
    let own = words.iter().map(|word| distance_in(&label, word)).sum::<Option<u32>>();
    let other = names.iter().filter_map(|name| {
        let all = words.iter().map(|word| distance_in(name, word)).sum::<Option<u32>>();
        // Another name is never as good as the one that is shown.
        all.map(|distance| distance + 1)
    });
    own.into_iter().chain(other).min()
}

/// How far a word is from a folded name: 0 where it is all of it, then where it begins it, begins
/// a word of it, stands in it, or its letters stand in it in order.
fn distance_in(name: &str, word: &str) -> Option<u32> {
    if word.is_empty() || name == word {
        return Some(0);
    }
    if name.starts_with(word) {
        return Some(1);
    }
    let begins = |part: &str| part.starts_with(word);
    if name.split(|c: char| !c.is_alphanumeric()).any(begins) {
        return Some(2);
    }
    if name.contains(word) {
        return Some(4);
    }
    let mut letters = name.chars();
    let is_in_order = word.chars().all(|wanted| letters.any(|letter| letter == wanted));
    (is_in_order && word.chars().count() > 2).then_some(9)
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
        offered((&atlas, &briefing), typed).first().map(Entry::label).unwrap_or_default()
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
        let offered = offered((&atlas, &briefing), " ");
        let labels: Vec<String> = offered.iter().map(Entry::label).collect();
        for action in ACTIONS {
            assert!(labels.iter().any(|label| label == action.label), "{}", action.label);
        }
    }

    #[test]
    fn a_word_is_nearer_where_it_begins_more() {
        let check = |name, word, expected| assert_eq!(distance_in(name, word), expected, "{word}");
        check("europol", "europol", Some(0));
        check("european union", "euro", Some(1));
        check("european union", "union", Some(2));
        check("european union", "nion", Some(4));
        check("european union", "eunion", Some(9));
        check("european union", "zz", None);
    }
}

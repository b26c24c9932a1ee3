//! What the user chose, and that choice worked out.
//!
//! Owns [`View`] (filter, layout, focus, folds, selection, theme, line style, camera) and [`Picture`], the
//! one value that canvas, legend, counts, panels and exports all read, so that they cannot
//! disagree. Knows nothing of files or windows. Start with [`Picture::of`].

mod briefing;
mod fit;
mod folding;
mod frames;
mod home;
mod outside;
mod picture;
mod stage;
mod standing;

use std::collections::{BTreeMap, BTreeSet};

use emath::Pos2;

use crate::atlas::{Atlas, NodeId, NodeKind};
use crate::filter::{Direction, Filter, Folds, Join, Key, Question};
use crate::layout::LayoutKind;
use crate::scene::{Camera, Emphasis, LineStyle, Theme};

pub use crate::layout::LEAST_TEXT;
pub use briefing::{Briefing, NamedView, Passage};
pub use folding::{Folding, Unfold};
pub use home::{HOME_ROOM, Home};
pub use outside::Outside;
pub use picture::Picture;
pub use stage::{LARGEST_FIT, LEAST_TEXT_PRESENTED, READABLE_ZOOM, Stage};
pub use standing::{Opened, Standing};

/// What the user chose.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct View {
    /// Its name, where it was given one.
    pub name: Option<String>,
    /// The title of its pictures, where it is another than they give themselves.
    pub title: Option<String>,
    /// Which part of the atlas is asked for.
    pub filter: Filter,
    /// Keys of which the next value clicked is to hold together with the others.
    pub all_of: BTreeSet<Key>,
    /// What becomes of the rest.
    pub outside: Outside,
    /// How it is laid out.
    pub layout: LayoutKind,
    /// The node whose neighbourhood is shown.
    pub focus: Option<NodeId>,
    /// How far from the focus.
    pub depth: u8,
    /// Along which way of links from the focus.
    pub direction: Direction,
    /// Nodes whose neighbours are shown beside what filter and focus keep.
    pub expanded: BTreeSet<NodeId>,
    /// What is folded into its group.
    pub folding: Folding,
    /// Selected nodes; the one selected last is read in the panels.
    pub selected: Vec<NodeId>,
    /// Where the user put nodes. World units.
    pub pins: BTreeMap<NodeId, Pos2>,
    /// Light or dark.
    pub theme: Theme,
    /// What the patterns of lines tell apart.
    pub line_style: LineStyle,
    /// Where the window looks; `None` fits the whole picture.
    pub camera: Option<Camera>,
}

impl View {
    /// The first view of an atlas. A graph whose nodes are of no kind has no lanes to stand in.
    pub fn first(atlas: &Atlas) -> Self {
        let is_plain = atlas.nodes().iter().all(|node| node.kind == NodeKind::Plain);
        let is_graph = is_plain && !atlas.nodes().is_empty();
        let layout = if is_graph { LayoutKind::Organic } else { LayoutKind::default() };
        Self { layout, ..Self::default() }
    }

    /// Asks for another part of the atlas. What it says of all or any of several values is meant
    /// for the next value too.
    pub fn ask(&mut self, filter: Filter) {
        for clause in filter.clauses().filter(|c| !c.negated && c.values.len() > 1) {
            self.join_next(clause.key, clause.join);
        }
        self.filter = filter;
    }

    /// Joins the values of a key, and the next one with them, in a way.
    pub fn join(&mut self, key: Key, join: Join) {
        self.join_next(key, join);
        self.filter = std::mem::take(&mut self.filter).joined(key, false, join);
    }

    fn join_next(&mut self, key: Key, join: Join) {
        match join {
            Join::Any => self.all_of.remove(&key),
            Join::All => self.all_of.insert(key),
        };
    }

    /// What it asks of an atlas, before anything is folded.
    pub fn question(&self) -> Question {
        Question {
            filter: self.filter.clone(),
            focus: self.focus.clone(),
            // Without a focus it means nothing.
            depth: if self.focus.is_some() { self.depth } else { 0 },
            direction: self.direction,
            expanded: self.expanded.clone(),
            folds: Folds::default(),
            all_of: self.all_of.clone(),
        }
    }

    /// Looks at the whole picture, from where it can just be read.
    pub fn show_whole(&mut self) {
        self.camera = None;
    }

    /// Shows a node's neighbours beside what filter and focus keep, or no longer.
    pub fn expand(&mut self, node: &NodeId, is_wanted: bool) {
        if is_wanted {
            self.expanded.insert(node.clone());
        } else {
            self.expanded.remove(node);
        }
        self.show_whole();
    }

    /// Forgets whose neighbours were wanted too where everything is shown anyway.
    pub fn settle_expanded(&mut self) {
        if self.shows_all() {
            self.expanded.clear();
        }
    }

    /// Lets go of its name and title where it has come to ask for something else than these name.
    pub(crate) fn name_only_what_it_names(&mut self, before: &Self) {
        let is_named = self.name.is_some() || self.title.is_some();
        if !is_named || self.question() == before.question() {
            return;
        }
        for (mine, old) in [(&mut self.name, &before.name), (&mut self.title, &before.title)] {
            if *mine == *old {
                *mine = None;
            }
        }
    }

    /// As it is kept in a briefing and comes back from a file: without what is only meant for the
    /// next change.
    #[must_use]
    pub fn settled(self) -> Self {
        let depth = if self.focus.is_some() { self.depth } else { 0 };
        let mut kept = Self { depth, all_of: BTreeSet::new(), ..self };
        let filter = std::mem::take(&mut kept.filter);
        kept.ask(filter);
        kept
    }

    /// Whether another view shows the same, whatever they are called, in which theme, and from
    /// how near.
    pub fn shows_the_same(&self, other: &Self) -> bool {
        let bare = |view: &Self| Self {
            name: None,
            title: None,
            theme: Theme::default(),
            camera: None,
            ..view.clone().settled()
        };
        bare(self) == bare(other)
    }

    /// Whether filter and focus keep everything.
    pub fn shows_all(&self) -> bool {
        self.filter.is_empty() && self.focus.is_none()
    }

    /// The node the panels are about.
    pub fn subject(&self) -> Option<&NodeId> {
        self.selected.last()
    }

    /// How selection changes what is drawn.
    pub fn emphasis(&self) -> Emphasis {
        Emphasis { selected: self.selected.iter().cloned().collect(), ..Emphasis::default() }
    }

    /// The selection as a set.
    pub fn selection(&self) -> BTreeSet<&NodeId> {
        self.selected.iter().collect()
    }
}

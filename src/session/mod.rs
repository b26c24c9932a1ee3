//! One sitting: an atlas, the view on it, and every change a user can make.
//!
//! Owns [`Session`] and the [`Command`]s that are the only way to change it, its briefing with
//! them; undo and redo of both.
//! Knows nothing of widgets, files or clipboards: what has to happen outside comes back as
//! [`Effect`]s. Start with [`Session::apply`].

mod command;
mod deck;
mod history;
mod trail;
mod walk;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::atlas::{Atlas, DocumentId, NodeId, Passages, Span};
use crate::filter::{Filter, Group, VisibleNode, visible};
use crate::scene::Camera;
use crate::view::{Briefing, Folding, View};
use crate::wire::Finding;

pub use command::{Command, Effect};
use deck::Typing;
pub use deck::{DeckCommand, spoken_name};
use history::History;
use trail::Trail;
use walk::Followed;
pub use walk::{Walk, WalkedTo, Way};

/// A passage the reader has open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The document.
    pub document: DocumentId,
    /// The passage to mark, where there is one.
    pub span: Option<Span>,
}

/// What undo and redo bring back.
#[derive(Debug, Clone, PartialEq)]
struct State {
    view: View,
    /// Shared by all states between two changes of it.
    briefing: Arc<Briefing>,
    /// The position of the view of the briefing that was shown last.
    shown: Option<usize>,
}

/// One sitting. Changed only by [`Session::apply`].
#[derive(Debug, Clone)]
pub struct Session {
    atlas: Arc<Atlas>,
    origin: String,
    findings: Vec<Finding>,
    state: State,
    history: History<State>,
    /// Whether the last recorded change was a look around, which goes on.
    is_looking: bool,
    /// What the last recorded change was typed into, where typing may go on.
    typing: Option<Typing>,
    /// What was selected before.
    trail: Trail,
    /// The view from before a filter was being typed.
    before_typing: Option<View>,
    reading: Option<Reading>,
    passages: Arc<Passages>,
    followed: Followed,
}

impl Session {
    /// A sitting over an atlas; `origin` says in a few words where it came from.
    pub fn new(atlas: Atlas, origin: String, findings: Vec<Finding>, view: View) -> Self {
        let passages = Arc::new(Passages::of(&atlas));
        Self::over(Arc::new(atlas), passages, (origin, findings), view)
    }

    /// A sitting in which nothing was done yet.
    fn over(
        atlas: Arc<Atlas>,
        passages: Arc<Passages>,
        (origin, findings): (String, Vec<Finding>),
        view: View,
    ) -> Self {
        Self {
            atlas,
            origin,
            findings,
            passages,
            state: State { view, briefing: Arc::default(), shown: None },
            history: History::default(),
            is_looking: false,
            typing: None,
            trail: Trail::default(),
            before_typing: None,
            reading: None,
            followed: Followed::default(),
        }
    }

    /// The same with a briefing; where its view is one of the briefing's by name, that one is shown.
    #[must_use]
    pub fn with_briefing(mut self, briefing: Briefing) -> Self {
        let name = self.state.view.name.as_deref();
        self.state.shown = name.and_then(|name| briefing.position(name));
        self.state.briefing = Arc::new(briefing);
        self
    }

    /// A sitting of its own over the same atlas, for who looks at something else meanwhile:
    /// nothing done in it reaches this one.
    #[must_use]
    pub fn apart(&self, view: View) -> Self {
        let said = (self.origin.clone(), self.findings.clone());
        Self::over(Arc::clone(&self.atlas), Arc::clone(&self.passages), said, view)
    }

    /// The atlas.
    pub fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// The atlas, for work on another thread.
    pub fn shared_atlas(&self) -> Arc<Atlas> {
        Arc::clone(&self.atlas)
    }

    /// Where the atlas came from.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What is wrong with the atlas.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What the user chose.
    pub const fn view(&self) -> &View {
        &self.state.view
    }

    /// The views in the order in which they are shown, with what is said over them.
    pub fn briefing(&self) -> &Briefing {
        &self.state.briefing
    }

    /// The briefing, to be held on to.
    pub fn shared_briefing(&self) -> Arc<Briefing> {
        Arc::clone(&self.state.briefing)
    }

    /// The position of the view of the briefing that was shown last.
    pub const fn shown(&self) -> Option<usize> {
        self.state.shown
    }

    /// The filter from before one was being typed, or the one in force while nobody types.
    pub fn settled_filter(&self) -> &Filter {
        &self.before_typing.as_ref().unwrap_or(&self.state.view).filter
    }

    /// The passage the reader has open.
    pub const fn reading(&self) -> Option<&Reading> {
        self.reading.as_ref()
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Does what a command says; gives back what has to happen outside.
    pub fn apply(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::SetFilter(filter) => self.change(|view| {
                view.ask(filter);
                view.settle_expanded();
                view.show_whole();
            }),
            Command::ShowAll => self.change(|view| {
                view.ask(Filter::new());
                view.all_of.clear();
                view.focus = None;
                view.expanded.clear();
                view.show_whole();
            }),
            Command::BackToWhole => {
                self.reading = None;
                self.change(|view| {
                    view.ask(Filter::new());
                    view.all_of.clear();
                    view.focus = None;
                    view.expanded.clear();
                    view.selected.clear();
                    view.folding = Folding::default();
                    view.show_whole();
                })
            }
            Command::Reveal(whole) => {
                let folding = &mut self.state.view.folding;
                folding.closed.remove(&whole);
                folding.opened.insert(whole);
                Vec::new()
            }
            Command::SetJoin { key, join } => self.change(|view| {
                view.join(key, join);
                view.show_whole();
            }),
            Command::SetOutside(outside) => self.change(|view| {
                view.outside = outside;
                view.show_whole();
            }),
            Command::TryFilter(filter) => self.try_filter(filter),
            Command::DropTriedFilter => {
                if let Some(before) = self.before_typing.take() {
                    self.state.view = before;
                }
                Vec::new()
            }
            Command::KeepTriedFilter => {
                self.keep_tried();
                Vec::new()
            }
            Command::Select { node, extend } => self.select(node, extend),
            Command::SelectThese(nodes) => self.select_these(nodes),
            Command::SelectKept => self.select_these(self.kept(|_| true)),
            Command::SelectHits => self.select_these(self.kept(|node| node.is_hit)),
            Command::InvertSelection => {
                let selected = &self.state.view.selected;
                let others = self.kept(|node| !selected.contains(&node.id));
                self.select_these(others)
            }
            Command::GoBack => {
                let earlier = self.trail.back(self.state.view.selected.clone());
                self.return_to(earlier)
            }
            Command::GoForward => {
                let later = self.trail.forward(self.state.view.selected.clone());
                self.return_to(later)
            }
            Command::ClearSelection => self.select_these(Vec::new()),
            Command::Fold { group, open } => self.change(|view| {
                view.folding = std::mem::take(&mut view.folding).with(&group, open);
            }),
            Command::SetUnfold(way) => self.change(|view| {
                view.folding = Folding { way, ..Folding::default() };
                view.show_whole();
            }),
            Command::Pin { node, pos_world } => self.change(|view| {
                view.pins.insert(node, pos_world);
            }),
            Command::Unpin(node) => self.change(|view| {
                view.pins.remove(&node);
            }),
            Command::UnpinAll => self.change(|view| view.pins.clear()),
            Command::SetFocus { node, depth } => self.change(|view| {
                view.focus = node;
                view.depth = depth;
                view.settle_expanded();
                view.show_whole();
            }),
            Command::Expand { node, is_wanted } => {
                let is_known = self.atlas.node(&node).is_some();
                self.change(|view| view.expand(&node, is_wanted && is_known))
            }
            Command::SetDirection(direction) => self.change(|view| {
                view.direction = direction;
                view.show_whole();
            }),
            Command::SetLayout(layout) => self.change(|view| {
                view.layout = layout;
                view.show_whole();
            }),
            Command::SetTheme(theme) => self.change(|view| view.theme = theme),
            Command::SetLineStyle(style) => self.change(|view| view.line_style = style),
            Command::LookAt(camera) => self.look_at(camera),
            Command::SetCamera(camera) => {
                self.set_camera(camera);
                Vec::new()
            }
            Command::StepBack => self.step_back(),
            Command::Undo => {
                self.end_steps();
                self.history.undo(&mut self.state);
                Vec::new()
            }
            Command::Redo => {
                self.end_steps();
                self.history.redo(&mut self.state);
                Vec::new()
            }
            Command::Read(reading) => self.read(reading),
            Command::Light(reading) => self.light(reading),
            Command::Choose(thing) => self.choose(&thing),
            Command::ReadLink(link) => self.read_link(link),
            Command::Deck(command) => self.deck(command),
            Command::Open(path) => vec![Effect::Open(path)],
            Command::OpenBuiltIn => vec![Effect::OpenBuiltIn],
            Command::SaveBriefing => vec![Effect::AskWhereToSave],
            Command::Export => vec![Effect::AskWhereToExport],
            Command::ExportTo { path, replace } => vec![Effect::Export { path, replace }],
            Command::Copy(text) => vec![Effect::Copy(text)],
            Command::CopyPicture => vec![Effect::CopyPicture],
            Command::FollowLink(url) => follow(url),
            Command::Quit => vec![Effect::Quit],
        }
    }

    fn try_filter(&mut self, filter: Filter) -> Vec<Effect> {
        if self.before_typing.is_none() {
            self.before_typing = Some(self.state.view.clone());
        }
        let before = self.state.view.clone();
        self.state.view.ask(filter);
        self.state.view.show_whole();
        self.state.view.name_only_what_it_names(&before);
        Vec::new()
    }

    /// Makes what was typed one change.
    fn keep_tried(&mut self) {
        if let Some(before) = self.before_typing.take()
            && before != self.state.view
        {
            let view = std::mem::replace(&mut self.state.view, before);
            self.history.record(self.state.clone());
            self.state.view = view;
        }
    }

    fn set_camera(&mut self, camera: Option<Camera>) {
        match camera {
            Some(_) => self.state.view.camera = camera,
            None => self.state.view.show_whole(),
        }
    }

    /// Who looks around after undoing something wants to be able to redo it still.
    fn look_at(&mut self, camera: Option<Camera>) -> Vec<Effect> {
        if !self.is_looking && !self.history.can_redo() {
            self.keep_tried();
            self.typing = None;
            self.history.record(self.state.clone());
            self.is_looking = true;
        }
        self.set_camera(camera);
        Vec::new()
    }

    fn change(&mut self, change: impl FnOnce(&mut View)) -> Vec<Effect> {
        self.end_steps();
        let before = self.state.clone();
        change(&mut self.state.view);
        self.state.view.name_only_what_it_names(&before.view);
        if self.state.view != before.view {
            self.history.record(before);
        }
        Vec::new()
    }

    /// Ends whatever several commands would go on making one step.
    fn end_steps(&mut self) {
        self.keep_tried();
        self.is_looking = false;
        self.typing = None;
    }

    fn can_be_selected(&self, node: &NodeId) -> bool {
        self.atlas.node(node).is_some() || Group::from_id(node).is_some()
    }

    fn select_these(&mut self, mut nodes: Vec<NodeId>) -> Vec<Effect> {
        let mut seen = BTreeSet::new();
        nodes.retain(|node| self.can_be_selected(node) && seen.insert(node.clone()));
        self.let_go();
        self.note_selection(&nodes);
        self.change(|view| view.selected = nodes)
    }

    /// Goes to a selection of the trail.
    fn return_to(&mut self, selection: Option<Vec<NodeId>>) -> Vec<Effect> {
        let Some(selection) = selection else { return Vec::new() };
        self.reading = None;
        self.change(|view| view.selected = selection)
    }

    fn note_selection(&mut self, next: &[NodeId]) {
        if self.state.view.selected != next {
            self.trail.leave(self.state.view.selected.clone());
        }
    }

    /// The nodes that filter and focus keep, of those that pass, in the atlas's order.
    fn kept(&self, passes: impl Fn(&VisibleNode) -> bool) -> Vec<NodeId> {
        let question = self.state.view.question();
        let visible = visible(&self.atlas, &question);
        visible.nodes.into_iter().filter(|node| passes(node)).map(|node| node.id).collect()
    }

    fn select(&mut self, node: NodeId, extend: bool) -> Vec<Effect> {
        if !self.can_be_selected(&node) {
            return Vec::new();
        }
        let mut selected = self.state.view.selected.clone();
        let was_selected = selected.contains(&node);
        if extend {
            selected.retain(|id| *id != node);
        } else {
            selected.clear();
        }
        if !(extend && was_selected) {
            selected.push(node);
        }
        self.select_these(selected)
    }

    /// One step towards the whole picture: the selection goes first, then what was expanded, then
    /// the focus, then the filter, then folds and camera. What was put elsewhere by hand stays there.
    fn step_back(&mut self) -> Vec<Effect> {
        if self.reading.is_some() {
            return self.read(None);
        }
        self.change(|view| {
            if !view.selected.is_empty() {
                view.selected.clear();
            } else if !view.expanded.is_empty() {
                view.expanded.clear();
                view.show_whole();
            } else if view.focus.is_some() {
                view.focus = None;
                view.show_whole();
            } else if !view.filter.is_empty() {
                view.filter = Filter::new();
                view.show_whole();
            } else if view.folding != Folding::default() {
                view.folding = Folding::default();
                view.show_whole();
            } else {
                view.show_whole();
            }
        })
    }
}

/// Only https addresses are followed: a data file must not start other programs.
fn follow(url: String) -> Vec<Effect> {
    if is_safe_address(&url) {
        vec![Effect::FollowLink(url)]
    } else {
        vec![Effect::Refuse(format!("Only https addresses are opened; this one is {url}"))]
    }
}

/// Whether an address is https, names a host and holds nothing that disguises it.
pub fn is_safe_address(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    // Letters that look like others or turn the line around stand only escaped in an address.
    !host.is_empty() && host.chars().all(plain) && url.chars().all(|c| c.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::is_safe_address;

    #[test]
    fn only_plain_https_addresses_are_followed() {
        let check = |url, expected| assert_eq!(is_safe_address(url), expected, "{url}");
        check("https://eur-lex.europa.eu/eli/reg/2016/794/oj", true);
        check("http://eur-lex.europa.eu/", false);
        check("file:///etc/passwd", false);
        check("javascript:alert(1)", false);
        check("https://good.eu@evil.example/", false);
        check("https://", false);
        check("https://a.eu/\nx", false);
        check("https://a.eu/\u{202E}x", false);
        check("HTTPS://a.eu/", false);
    }
}

//! What happened since a source spoke, and for which day a status holds.

use std::collections::BTreeSet;

use super::{Atlas, Event, EventKind, Node, NodeId, NodeKind, awaits_more};

/// Something that happened since, and the node it happened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since<'a> {
    /// The node it happened to: the one asked for, or an instrument it announced.
    pub node: &'a Node,
    /// What happened.
    pub event: &'a Event,
}

/// What followed on what a source announced or named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FollowUp {
    /// It came, or moved on.
    Found,
    /// Something leads towards it, and it is itself still to come, or was not found.
    Begun,
    /// It was looked for and not found.
    NotFound,
    /// Something is still to come of it, and nobody looked: no gap, but nothing known.
    NotLookedUp,
}

impl FollowUp {
    /// All of them, in the order in which they are explained.
    pub const ALL: [Self; 4] = [Self::Found, Self::Begun, Self::NotFound, Self::NotLookedUp];

    /// The follow-up a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|follow_up| follow_up.word() == word)
    }

    /// The word tables use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Begun => "begun",
            Self::NotFound => "not-found",
            Self::NotLookedUp => "not-looked-up",
        }
    }

    /// Whether a picture marks it; of what nobody looked up nothing is known to be marked.
    pub const fn has_mark(self) -> bool {
        !matches!(self, Self::NotLookedUp)
    }

    /// What a reader sees.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Found => "followed up",
            Self::Begun => "begun",
            Self::NotFound => "not found",
            Self::NotLookedUp => "not looked up",
        }
    }
}

impl Atlas {
    /// What followed on a node since the sources spoke; `None` where nothing was to be looked up.
    pub fn follow_up(&self, id: &NodeId) -> Option<FollowUp> {
        if let Some(ties) = self.ties(id) {
            return ties.follow_up;
        }
        let since = self.since(id);
        let is = |wanted: fn(EventKind) -> bool| {
            move |since: &Since<'_>| since.event.kind.is_some_and(wanted)
        };
        let is_missed = is(|kind| kind == EventKind::NotFound);
        if since.is_empty() {
            return self
                .node(id)
                .filter(|node| awaits_look_up(node))
                .map(|_| FollowUp::NotLookedUp);
        }
        if since.iter().all(is_missed) {
            return Some(FollowUp::NotFound);
        }
        let is_begun =
            since.iter().any(is_missed) || since.iter().all(is(EventKind::is_a_beginning));
        Some(if is_begun { FollowUp::Begun } else { FollowUp::Found })
    }

    /// What is said of a node that nobody looked up, with the reason where one is known; `None`
    /// of every other.
    pub fn not_looked_up(&self, id: &NodeId) -> Option<String> {
        let is_so = self.follow_up(id) == Some(FollowUp::NotLookedUp);
        let node = self.node(id).filter(|_| is_so)?;
        let reason = node.not_looked_up.as_ref().map(|reason| format!(": {reason}"));
        Some(format!("Not looked up{}", reason.unwrap_or_default()))
    }

    /// What happened since to a node and, for an action, to the instruments it proposes; in order
    /// of date, then of the atlas's nodes. A month or year stands after all its days.
    pub fn since(&self, id: &NodeId) -> Vec<Since<'_>> {
        let Some(node) = self.node(id) else { return Vec::new() };
        let mut places: BTreeSet<usize> = self.node_position(id).into_iter().collect();
        if node.kind == NodeKind::Action {
            let announced = self.links_from(id).into_iter().filter(|l| l.relation.announces());
            places.extend(announced.filter_map(|link| self.node_position(&link.target)));
        }
        let nodes = places.into_iter().filter_map(|at| self.nodes().get(at));
        let mut since: Vec<Since<'_>> = nodes
            .flat_map(|node| node.events.iter().map(move |event| Since { node, event }))
            .collect();
        since.sort_by_key(|since| since.event.order());
        since
    }

    /// The actions that propose an instrument, in the atlas's order, without repeats.
    pub fn announced_by(&self, id: &NodeId) -> Vec<&NodeId> {
        let mut seen = BTreeSet::new();
        self.links_to(id)
            .into_iter()
            .filter(|link| link.relation.announces())
            .map(|link| &link.source)
            .filter(|source| seen.insert(*source))
            .collect()
    }

    /// The day for which a node's status holds; `None` where it has no status or no day is known.
    pub fn status_as_of<'a>(&'a self, node: &'a Node) -> Option<&'a str> {
        node.status.as_ref()?;
        node.status_as_of.as_deref().or_else(|| self.as_of())
    }
}

/// Whether one would look up what became of a node of which the atlas knows nothing since.
fn awaits_look_up(node: &Node) -> bool {
    let can_follow = matches!(node.kind, NodeKind::Action | NodeKind::Instrument);
    can_follow && (node.not_looked_up.is_some() || node.status.as_deref().is_some_and(awaits_more))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::{AtlasParts, Link, Relation};

    fn node(id: &str, kind: NodeKind, dates: &[&str]) -> Node {
        let event = |date: &&str| Event {
            date: (*date).to_owned(),
            what: format!("{id} {date}"),
            ..Event::default()
        };
        Node {
            events: dates.iter().map(event).collect(),
            ..Node::new(id.into(), kind, id.to_owned())
        }
    }

    fn atlas() -> Atlas {
        let link = |source: &str, relation: Relation, target: &str| Link {
            id: Link::default_id(&source.into(), &relation, &target.into()),
            source: source.into(),
            target: target.into(),
            relation,
            evidence: Vec::new(),
        };
        Atlas::new(AtlasParts {
            as_of: Some("2026-01-01".to_owned()),
            nodes: vec![
                node("old", NodeKind::Instrument, &["2026-03"]),
                node("act", NodeKind::Action, &["2026", "2026-03"]),
                node("law", NodeKind::Instrument, &["2025-12-01"]),
                node("basis", NodeKind::Instrument, &["2020"]),
            ],
            links: vec![
                link("act", Relation::Proposes, "law"),
                link("act", Relation::Revises, "basis"),
                link("act", Relation::Proposes, "old"),
                link("act", Relation::BuildsOn, "basis"),
            ],
            ..AtlasParts::default()
        })
        .unwrap()
    }

    fn check(id: &str, expected: &[&str]) {
        let atlas = atlas();
        let since = atlas.since(&id.into());
        let found: Vec<&str> = since.iter().map(|since| since.event.what.as_str()).collect();
        assert_eq!(found, expected);
        assert!(since.iter().all(|since| since.event.what.starts_with(since.node.id.as_str())));
    }

    #[test]
    fn an_action_has_what_happened_to_what_it_announced() {
        check("act", &["law 2025-12-01", "old 2026-03", "act 2026-03", "act 2026"]);
    }

    #[test]
    fn anything_else_has_its_own_events_only() {
        check("law", &["law 2025-12-01"]);
        check("nobody", &[]);
    }

    #[test]
    fn an_instrument_names_each_action_that_announced_it_once() {
        assert_eq!(atlas().announced_by(&"law".into()), [&NodeId::from("act")]);
        assert!(atlas().announced_by(&"basis".into()).is_empty());
    }

    #[test]
    fn what_followed_is_told_by_the_events_and_whether_anybody_looked() {
        use EventKind::{Adopted, Consultation, NotFound, Step};

        let check = |kinds: &[EventKind], status: Option<&str>, expected: Option<FollowUp>| {
            let mut action = node("a", NodeKind::Action, &[]);
            action.status = status.map(str::to_owned);
            let event = |kind: &EventKind| Event { kind: Some(*kind), ..Event::default() };
            action.events = kinds.iter().map(event).collect();
            let parts = AtlasParts { nodes: vec![action], ..AtlasParts::default() };
            let atlas = Atlas::new(parts).unwrap();
            assert_eq!(atlas.follow_up(&"a".into()), expected, "{kinds:?} {status:?}");
        };
        check(&[Adopted, Step], None, Some(FollowUp::Found));
        check(&[Adopted, NotFound], None, Some(FollowUp::Begun));
        check(&[Consultation, Step], None, Some(FollowUp::Begun));
        check(&[Step, NotFound], None, Some(FollowUp::Begun));
        check(&[NotFound], Some("announced"), Some(FollowUp::NotFound));
        check(&[], Some("announced"), Some(FollowUp::NotLookedUp));
        check(&[], Some("ongoing"), Some(FollowUp::NotLookedUp));
        check(&[], Some("done"), None);
        check(&[], None, None);
    }

    #[test]
    fn a_status_holds_for_its_own_day_or_the_atlas_s() {
        let atlas = atlas();
        let mut node = node("x", NodeKind::Actor, &[]);
        assert_eq!(atlas.status_as_of(&node), None);
        node.status = Some("operating".to_owned());
        assert_eq!(atlas.status_as_of(&node), Some("2026-01-01"));
        node.status_as_of = Some("2025-04-01".to_owned());
        assert_eq!(atlas.status_as_of(&node), Some("2025-04-01"));
    }
}

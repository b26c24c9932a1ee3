//! What happened since a source spoke, and for which day a status holds.

use std::collections::BTreeSet;

use super::{Atlas, Event, EventKind, Node, NodeId, NodeKind};

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
    /// Something happened, and what is still to come was looked for and not found.
    Begun,
    /// It was looked for and not found.
    NotFound,
}

impl FollowUp {
    /// All three, in the order in which they are explained.
    pub const ALL: [Self; 3] = [Self::Found, Self::Begun, Self::NotFound];

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
        }
    }

    /// What a reader sees.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Found => "followed up",
            Self::Begun => "begun",
            Self::NotFound => "not found",
        }
    }
}

impl Atlas {
    /// What followed on a node since the sources spoke; `None` where nobody looked.
    pub fn follow_up(&self, id: &NodeId) -> Option<FollowUp> {
        if let Some(ties) = self.ties(id) {
            return ties.follow_up;
        }
        let since = self.since(id);
        let is_missed = |since: &&Since<'_>| since.event.kind == Some(EventKind::NotFound);
        match (since.len(), since.iter().filter(is_missed).count()) {
            (0, _) => None,
            (_, 0) => Some(FollowUp::Found),
            (all, missed) if all > missed => Some(FollowUp::Begun),
            _ => Some(FollowUp::NotFound),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::{AtlasParts, Link, Relation};

    fn node(id: &str, kind: NodeKind, dates: &[&str]) -> Node {
        let event = |date: &&str| Event {
            date: (*date).to_owned(),
            kind: None,
            what: format!("{id} {date}"),
            number: None,
            url: None,
            evidence: Vec::new(),
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

//! What a part of an atlas says of the question it answers and of the whole it comes from.

use std::collections::BTreeMap;

use crate::atlas::{Excerpt, FollowUp, NodeId, Places, Relation, Ties, Whole};
use crate::wire::fields::{Desk, Fields};
use crate::wire::tree::{Table, Value};
use crate::wire::view::asked_by;

use super::view_read::{pins, view_of};

/// Keys of a node that tell of links which may lead out of a part.
pub(super) const TIES: [&str; 4] = ["pillar", "pillars", "threats", "follow_up"];

/// The question of a part, and what it knows of the whole.
pub(super) fn excerpt(desk: &mut Desk<'_>, table: &Table) -> Excerpt {
    let mut fields = Fields::new("excerpt", table);
    let asked = asked_by(&view_of(desk, &mut fields));
    let whole = fields.table(desk, "whole").and_then(|table| whole(desk, table));
    fields.finish(desk);
    Excerpt { asked, whole }
}

fn whole(desk: &mut Desk<'_>, table: &Table) -> Option<Whole> {
    let mut fields = Fields::new("whole", table);
    let n_nodes = fields.whole(desk, "n_nodes");
    let n_links = fields.whole(desk, "n_links");
    let strategy = fields.text(desk, "strategy").map(NodeId::new);
    let words = fields.text(desk, "words").unwrap_or_default();
    let context = fields.texts(desk, "context").into_iter().map(NodeId::new).collect();
    let tables = fields.tables(desk, "places");
    let part_of = fields.table(desk, "part_of").map(part_of).unwrap_or_default();
    let open = fields.texts(desk, "open").into_iter().map(NodeId::new).collect();
    let apart = fields.texts(desk, "apart").into_iter().map(NodeId::new).collect();
    let sizes = fields.table(desk, "sizes").map(sizes).unwrap_or_default();
    let hubs = fields.texts(desk, "hubs").iter().filter_map(|words| hub(words)).collect();
    let n_answers = fields.whole(desk, "n_answers").map_or(0, |(_, n)| n);
    fields.finish(desk);
    let places = tables.into_iter().filter_map(|table| places(desk, table)).collect();
    let ((_, n_nodes), (_, n_links)) = (n_nodes?, n_links?);
    let ties = BTreeMap::new();
    Some(Whole {
        n_nodes,
        n_links,
        strategy,
        words,
        context,
        ties,
        places,
        part_of,
        open,
        apart,
        sizes,
        hubs,
        n_answers,
    })
}

/// How many parts each whole has.
fn sizes(table: &Table) -> BTreeMap<NodeId, usize> {
    let entries = table.entries.iter().filter_map(|entry| match entry.tree.value {
        Value::Whole(n) => Some((NodeId::new(entry.key.as_str()), usize::try_from(n).ok()?)),
        _ => None,
    });
    entries.collect()
}

/// A hub, as "led-by:commission".
fn hub(words: &str) -> Option<(NodeId, Relation)> {
    let (relation, node) = words.split_once(':')?;
    Some((NodeId::new(node), Relation::from_word(relation)?))
}

/// What each node is part of.
fn part_of(table: &Table) -> BTreeMap<NodeId, NodeId> {
    let entries = table.entries.iter().filter_map(|entry| match &entry.tree.value {
        Value::Text(whole) => Some((NodeId::new(entry.key.as_str()), NodeId::new(whole.as_str()))),
        _ => None,
    });
    entries.collect()
}

fn places(desk: &mut Desk<'_>, table: &Table) -> Option<Places> {
    let mut fields = Fields::new("places", table);
    let layout = fields.required(desk, "layout");
    let room = fields.table(desk, "room").and_then(|table| room(desk, table));
    let shares = pins(desk, &mut fields, "nodes");
    fields.finish(desk);
    let shares = shares.into_iter().filter(|share| share.x.is_finite() && share.y.is_finite());
    let shares = shares.map(|share| (NodeId::new(share.node), (share.x, share.y))).collect();
    Some(Places { layout: layout?, room: room?, shares })
}

fn room(desk: &mut Desk<'_>, table: &Table) -> Option<(f32, f32)> {
    let mut fields = Fields::new("room", table);
    let (width, height) = (fields.number(desk, "width"), fields.number(desk, "height"));
    fields.finish(desk);
    Some((width? as f32, height? as f32))
}

/// What the nodes of a part have to do with in the whole, as far as they say so.
pub(super) fn ties(nodes: &Table) -> BTreeMap<NodeId, Ties> {
    let of_node = |node: &Table| {
        let metadata = node.table("metadata")?;
        let pillars = texts(metadata, "pillars");
        let pillar = metadata.text("pillar").map(NodeId::new);
        Some(Ties {
            pillars: if pillars.is_empty() { pillar.into_iter().collect() } else { pillars },
            threats: texts(metadata, "threats"),
            follow_up: metadata.text("follow_up").and_then(FollowUp::from_word),
        })
    };
    let nodes = nodes.entries.iter().filter_map(|entry| match &entry.tree.value {
        Value::Table(node) => Some((NodeId::new(entry.key.as_str()), of_node(node)?)),
        _ => None,
    });
    nodes.collect()
}

/// The texts of a list, without a word on what is none.
fn texts(table: &Table, key: &str) -> Vec<NodeId> {
    let Some(Value::List(items)) = table.get(key).map(|entry| &entry.tree.value) else {
        return Vec::new();
    };
    let text = |item: &crate::wire::tree::Tree| match &item.value {
        Value::Text(text) => Some(NodeId::new(text.as_str())),
        _ => None,
    };
    items.iter().filter_map(text).collect()
}

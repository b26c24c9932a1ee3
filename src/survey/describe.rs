//! A picture in words, for who cannot see it: how much of each kind it shows, what most links
//! join, what is folded away and what it was asked for. Counted, never written by hand.

use std::cmp::Reverse;

use super::insight::count;
use super::kept::KeptGraph;
use crate::atlas::{Atlas, Node, NodeKind};
use crate::filter::Visible;

/// So many of the nodes that most links join are named.
const MOST_NAMED: usize = 3;
/// Longer labels are cut: a sentence is listened to.
const LONGEST_LABEL: usize = 80;

/// What a picture shows, in a few sentences; `filter` is what it was asked for, in plain words.
pub fn description(atlas: &Atlas, visible: &Visible, filter: &str) -> String {
    let graph = KeptGraph::new(atlas, &visible.kept_nodes, &visible.kept_links);
    if graph.nodes.is_empty() {
        return format!("An empty map: nothing answers the filter. Filter: {filter}.");
    }
    let nodes = count(graph.nodes.len(), "node", "nodes");
    let links = count(graph.pairs.len(), "link", "links");
    let kinds = kinds_of(&graph);
    let kinds = if kinds.is_empty() { String::new() } else { format!(": {}", listed(&kinds)) };
    let mut parts = vec![format!("A map of {nodes} and {links}{kinds}")];
    let most_linked = most_linked(&graph);
    if !most_linked.is_empty() {
        parts.push(format!("Most linked: {}", listed(&most_linked)));
    }
    let is_folded = |id: &&Node| visible.folded_into.contains_key(&id.id);
    let n_folded = graph.nodes.iter().copied().filter(is_folded).count();
    if n_folded > 0 {
        let boxes = visible.nodes.iter().filter(|node| node.n_folded > 0).count();
        let boxes = count(boxes, "box", "boxes");
        parts.push(format!("{n_folded} of the nodes are folded into {boxes}"));
    }
    parts.push(format!("Filter: {filter}"));
    format!("{}.", parts.join(". "))
}

/// What an atlas, or what is kept of it, holds: "10 threats with 34 sub-types, 7 pillars, 105 actions".
pub fn holdings(atlas: &Atlas, visible: &Visible) -> String {
    kinds_of(&KeptGraph::new(atlas, &visible.kept_nodes, &visible.kept_links)).join(", ")
}

/// How many there are of each kind: "1 threat with 4 sub-types", "7 pillars"; none where no node
/// has a kind.
fn kinds_of(graph: &KeptGraph<'_>) -> Vec<String> {
    let n_of = |is_wanted: &dyn Fn(&Node) -> bool| {
        graph.nodes.iter().copied().filter(|node| is_wanted(node)).count()
    };
    let is_subtype =
        |node: &Node| graph.atlas.threat(&node.id).is_some_and(|threat| threat.parent.is_some());
    let mut kinds = Vec::new();
    for kind in NodeKind::ALL {
        let spec = kind.spec();
        let n = n_of(&|node| node.kind == kind && !node.is_strand() && !is_subtype(node));
        let words = match kind {
            NodeKind::Plain => continue,
            NodeKind::Threat => {
                let n_subtypes = n_of(&|node| node.kind == kind && is_subtype(node));
                let subtypes = count(n_subtypes, "sub-type", "sub-types");
                match (n, n_subtypes) {
                    (_, 0) => count(n, spec.word, spec.plural),
                    (0, _) => format!("{subtypes} of threats"),
                    _ => format!("{} with {subtypes}", count(n, spec.word, spec.plural)),
                }
            }
            _ => count(n, spec.word, spec.plural),
        };
        if !words.starts_with("0 ") {
            kinds.push(words);
        }
        let n_strands = n_of(&|node| node.is_strand());
        if kind == NodeKind::Pillar && n_strands > 0 {
            kinds.push(count(n_strands, "strand", "strands"));
        }
    }
    kinds
}

/// The nodes that most links join, with how many these are: "Europol (12)".
fn most_linked(graph: &KeptGraph<'_>) -> Vec<String> {
    let mut ranked: Vec<(usize, &str)> = graph
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| (graph.ties(at).len(), node.label.as_str()))
        .collect();
    // The sort is stable, so that equals keep the atlas's order.
    ranked.sort_by_key(|(n_links, _)| Reverse(*n_links));
    let named = ranked.into_iter().filter(|(n_links, _)| *n_links > 0).take(MOST_NAMED);
    named.map(|(n_links, label)| format!("{} ({n_links})", short(label))).collect()
}

fn short(label: &str) -> String {
    if label.chars().count() <= LONGEST_LABEL {
        return label.to_owned();
    }
    let start: String = label.chars().take(LONGEST_LABEL).collect();
    format!("{} …", start.trim_end())
}

/// "A", "A and B", "A, B and C".
pub(crate) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::{AtlasParts, Link, NodeId, Relation, Threat};
    use crate::filter::{Question, visible};

    fn link(source: &str, target: &str) -> Link {
        let relation = Relation::Addresses;
        Link {
            id: Link::default_id(&source.into(), &relation, &target.into()),
            source: source.into(),
            target: target.into(),
            relation,
            evidence: Vec::new(),
        }
    }

    fn check(nodes: &[(&str, NodeKind)], links: &[(&str, &str)], says: &str) {
        let node = |(id, kind): &(&str, NodeKind)| Node::new((*id).into(), *kind, (*id).to_owned());
        let taxonomy = [threat("cyber", None), threat("ransomware", Some("cyber"))];
        let has_node = |threat: &Threat| nodes.iter().any(|(id, _)| threat.id == NodeId::from(*id));
        let threats = taxonomy.into_iter().filter(has_node).collect();
        let parts = AtlasParts {
            nodes: nodes.iter().map(node).collect(),
            links: links.iter().map(|(source, target)| link(source, target)).collect(),
            threats,
            ..AtlasParts::default()
        };
        let atlas = Atlas::new(parts).unwrap();
        let visible = visible(&atlas, &Question::default());
        assert_eq!(description(&atlas, &visible, "everything"), says);
    }

    fn threat(id: &str, parent: Option<&str>) -> Threat {
        let (id, label) = (id.into(), id.to_owned());
        Threat { id, label, definition: None, parent: parent.map(Into::into) }
    }

    #[test]
    fn a_picture_is_told_in_kinds_counts_and_what_most_links_join() {
        let nodes = [
            ("cyber", NodeKind::Threat),
            ("ransomware", NodeKind::Threat),
            ("act", NodeKind::Action),
            ("plan", NodeKind::Action),
        ];
        check(
            &nodes,
            &[("act", "cyber"), ("plan", "cyber")],
            "A map of 4 nodes and 2 links: 1 threat with 1 sub-type and 2 actions. Most linked: \
             cyber (2), act (1) and plan (1). Filter: everything.",
        );
    }

    #[test]
    fn a_plain_graph_has_no_kinds_to_tell() {
        let nodes = [("a", NodeKind::Plain)];
        check(&nodes, &[], "A map of 1 node and 0 links. Filter: everything.");
        check(&[], &[], "An empty map: nothing answers the filter. Filter: everything.");
    }
}

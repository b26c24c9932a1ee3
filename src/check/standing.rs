//! Where things stand in the graph: every node hangs on something, every action in one pillar.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{NodeId, NodeKind, Relation};
use crate::wire::{Draft, Finding, Severity};

use super::{Findings, Rule, nodes_of};

/// Every node is touched by a link, or is a threat that the taxonomy holds.
pub(super) const NO_ORPHAN: Rule = Rule {
    code: "orphan-node",
    severity: Severity::Warning,
    summary: "every node has a link, or is a threat with a parent or sub-types",
    example: "[[actor]]\nid = \"alone\"\nlabel = \"Alone\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: no_orphan,
};

/// Every action stands in one pillar or strand.
pub(super) const ONE_PLACE: Rule = Rule {
    code: "unplaced-action",
    severity: Severity::Warning,
    summary: "every action is contained by one pillar or strand, and by no more",
    example: "[[action]]\nid = \"x\"\nlabel = \"X\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n\
        [[link]]\nsource = \"x\"\nrelation = \"addresses\"\ntarget = \"t\"\nevidence = [{ document = \"d\", quote = \"words\" }]\n",
    run: one_place,
};

/// What nobody could read, and what a filter took out, may hold any link.
const fn has_all_links(draft: &Draft) -> bool {
    draft.is_complete && draft.excerpt.is_none()
}

fn no_orphan(draft: &Draft, findings: &mut Findings) {
    if !has_all_links(draft) {
        return;
    }
    let ends = draft.links.iter().flat_map(|link| [&link.source.value, &link.target.value]);
    let in_taxonomy = draft.threats.iter().filter_map(|threat| {
        let parent = threat.parent.as_ref()?;
        Some([&threat.id.value, &parent.value])
    });
    let held: BTreeSet<&NodeId> = ends.chain(in_taxonomy.flatten()).collect();
    for node in nodes_of(draft).filter(|node| !held.contains(&node.node.id)) {
        let message = format!("no link touches the {} “{}”", node.node.kind.word(), node.node.id);
        findings.push(Finding::warning(NO_ORPHAN.code, node.id_place.clone(), message));
    }
}

fn one_place(draft: &Draft, findings: &mut Findings) {
    if !has_all_links(draft) {
        return;
    }
    let mut holders: BTreeMap<&NodeId, BTreeSet<&str>> = BTreeMap::new();
    for link in draft.links.iter().filter(|l| l.relation.value == Relation::Contains.word()) {
        holders.entry(&link.target.value).or_default().insert(link.source.value.as_str());
    }
    for node in nodes_of(draft).filter(|node| node.node.kind == NodeKind::Action) {
        let id = &node.node.id;
        let message = match holders.get(id) {
            None => format!("no pillar or strand contains the action “{id}”"),
            Some(holders) if holders.len() > 1 => {
                let names: Vec<&str> = holders.iter().copied().collect();
                let names = names.join(", ");
                format!("{} pillars or strands contain the action “{id}”: {names}", holders.len())
            }
            Some(_) => continue,
        };
        findings.push(Finding::warning(ONE_PLACE.code, node.id_place.clone(), message));
    }
}

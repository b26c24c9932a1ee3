//! On what claims rest: our reading alone, or references nobody has looked up.

use super::{Found, InsightLine};
use crate::atlas::{Basis, Confidence, Evidence};
use crate::survey::kept::KeptGraph;

/// Nodes all of whose kept links, or all of whose own evidence, are interpreted.
pub(super) fn interpreted(graph: &KeptGraph<'_>) -> Found {
    let is_read = |basis: Basis| basis == Basis::Interpreted;
    let line = |at: usize| {
        let node = graph.nodes[at];
        let (ties, own) = (graph.ties(at), &node.evidence);
        let by_links = !ties.is_empty() && ties.iter().all(|tie| is_read(tie.link.basis()));
        let by_own = !own.is_empty() && own.iter().all(|evidence| is_read(evidence.basis()));
        let n_links = all(ties.len(), "link", "links");
        let n_quotes = all(own.len(), "quote", "quotes");
        let words = match (by_links, by_own) {
            (true, true) => format!("{n_links} and {n_quotes}"),
            (true, false) => n_links,
            (false, true) => n_quotes,
            (false, false) => return None,
        };
        Some(InsightLine { node: node.id.clone(), words, share: None })
    };
    (0..graph.nodes.len()).filter_map(line).collect::<Vec<_>>().into()
}

/// "its one link", "all 4 links".
fn all(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("its one {one}") } else { format!("all {n} {many}") }
}

/// Nodes with references from memory: of their own, or of a kept link that starts at them.
pub(super) fn unverified(graph: &KeptGraph<'_>) -> Found {
    let line = |at: usize| {
        let own = graph.nodes[at].all_evidence();
        let outward = graph.ties(at).iter().filter(|tie| tie.is_outward);
        let all = own.chain(outward.flat_map(|tie| &tie.link.evidence));
        let citations: Vec<&str> = all.filter_map(from_memory).collect();
        let words = match citations.as_slice() {
            [] => return None,
            [only] => (*only).to_owned(),
            [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        };
        Some(InsightLine { node: graph.nodes[at].id.clone(), words, share: None })
    };
    (0..graph.nodes.len()).filter_map(line).collect::<Vec<_>>().into()
}

fn from_memory(evidence: &Evidence) -> Option<&str> {
    match evidence {
        Evidence::Reference { citation, confidence: Confidence::Memory, .. } => Some(citation),
        _ => None,
    }
}

//! Where a choice from the search list leads.
//!
//! Owns what becomes of the filter on the way: it stays where it shows what was chosen, and goes
//! with a word about it where it does not.

use super::super::Facts;
use super::offers::Offer;
use crate::app::notices::Notices;
use crate::atlas::NodeId;
use crate::filter::{Filter, Question, visible};
use crate::search::Owner;
use crate::session::{Command, Reading};
use crate::view::Outside;

/// Goes to what was chosen.
pub(super) fn go_to(
    facts: Facts<'_>,
    notices: &mut Notices,
    (offer, typed): (&Offer, Option<&Filter>),
    commands: &mut Vec<Command>,
) {
    let reading = match offer {
        Offer::Put(_) | Offer::More(_) => return,
        Offer::Node(_) => None,
        Offer::Quote(hit) => Some((hit.document.clone(), hit.span)),
        Offer::Passage(hit) => Some((hit.document.clone(), hit.span)),
    };
    match node_of(facts, offer) {
        Some(node) => {
            let filter = filter_for(facts, (&node, typed), notices);
            commands.push(Command::DropTriedFilter);
            if filter != *facts.session.settled_filter() {
                commands.push(Command::SetFilter(filter));
            }
            commands.push(Command::Select { node, extend: false });
        }
        None => commands.push(Command::DropTriedFilter),
    }
    if let Some((document, span)) = reading {
        commands.push(Command::Read(Some(Reading { document, span: Some(span) })));
    }
}

/// The node a choice is about: a link's is where it starts.
fn node_of(facts: Facts<'_>, offer: &Offer) -> Option<NodeId> {
    match offer {
        Offer::Node(hit) => Some(hit.id.clone()),
        Offer::Quote(hit) => match hit.owners.first()? {
            Owner::Node(id) => Some(id.clone()),
            Owner::Link(id) => facts.session.atlas().link(id).map(|link| link.source.clone()),
        },
        Offer::Passage(_) | Offer::Put(_) | Offer::More(_) => None,
    }
}

/// The filter under which a node is shown: what was typed without its words, where it has clauses,
/// or else the one from before the typing; none where that does not keep the node.
fn filter_for(
    facts: Facts<'_>,
    (node, typed): (&NodeId, Option<&Filter>),
    notices: &mut Notices,
) -> Filter {
    let session = facts.session;
    let clauses = typed.unwrap_or_else(|| &session.view().filter).without_terms();
    let settled = session.settled_filter();
    let filter = if clauses.is_empty() { settled.clone() } else { clauses };
    let view = session.view();
    let question = Question {
        filter: filter.clone(),
        focus: view.focus.clone(),
        depth: view.depth,
        ..Question::default()
    };
    let is_shown = view.outside == Outside::Fade
        || visible(session.atlas(), &question).kept_nodes.contains(node);
    if is_shown || filter.is_empty() {
        return filter;
    }
    let label = session.atlas().node(node).map_or_else(String::new, |n| n.label.clone());
    notices.good(format!("The filter was cleared, because it does not show {label}."));
    Filter::new()
}

//! What these tests ask of the atlas beyond what other tests ask.

use super::*;

/// Every text in our own words, with the id of the node or link it belongs to.
pub(crate) fn own_words() -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = Vec::new();
    for node in ATLAS.nodes() {
        let said = [Some(&node.label), node.title.as_ref()];
        let said = said.into_iter().chain([node.summary.as_ref(), node.spoken.as_ref()]);
        let since = node.dates.iter().chain(&node.events).map(|event| &event.what);
        let texts_of = said.flatten().chain(since);
        texts.extend(texts_of.map(|text| (node.id.to_string(), text.clone())));
    }
    for threat in ATLAS.threats() {
        texts.extend(threat.definition.clone().map(|text| (threat.id.to_string(), text)));
    }
    for (owner, evidence) in all_evidence() {
        if let Evidence::Interpreted { reason, .. } = evidence {
            texts.push((owner.to_owned(), reason.clone()));
        }
    }
    texts
}

/// The sentences in our own words that hold certain words, each with its owner.
pub(crate) fn own_sentences(words: &str) -> Vec<(String, String)> {
    let cut = |(owner, text): (String, String)| {
        let sentences: Vec<_> = text.split(". ").map(|s| (owner.clone(), s.to_owned())).collect();
        sentences
    };
    let sentences = own_words().into_iter().flat_map(cut);
    sentences.filter(|(_, sentence)| sentence.contains(words)).collect()
}

/// Ids of nodes and links whose evidence shares a letter with the words, wherever they stand.
pub(crate) fn quoting(document_id: &str, words: &str) -> BTreeSet<&'static str> {
    let places = document(document_id).find_all(words);
    assert!(!places.is_empty(), "{words:?} does not stand in {document_id}");
    let here = all_quotes().filter(|(_, quote)| quote.document.as_str() == document_id);
    here.filter(|(_, quote)| places.iter().any(|place| place.overlaps(quote.span)))
        .map(|(owner, _)| owner)
        .collect()
}

/// Ids of the nodes of a kind that quote words of the launch texts.
pub(crate) fn launch_quoted_by(kind: NodeKind, words: &str) -> Vec<&'static str> {
    let owners = quoting("protecteu-launch", words);
    nodes(kind).map(|node| node.id.as_str()).filter(|id| owners.contains(id)).collect()
}

/// Every link at a node, from it or to it.
pub(crate) fn links_at(id: &str) -> Vec<&'static Link> {
    let id = NodeId::from(id);
    ATLAS.links_from(&id).into_iter().chain(ATLAS.links_to(&id)).collect()
}

pub(crate) fn links_of(relation: &Relation) -> impl Iterator<Item = &'static Link> {
    ATLAS.links().iter().filter(move |link| link.relation == *relation)
}

/// Whether the source itself is said to support the link, without a reason of ours.
pub(crate) fn is_stated(link: &Link) -> bool {
    link.evidence.iter().any(|evidence| evidence.basis() == Basis::Stated)
}

pub(crate) fn status(id: &str) -> &'static str {
    node(id).status.as_deref().unwrap_or("")
}

/// Everything dated of a node: its own dates and what happened since.
pub(crate) fn happenings(id: &str) -> impl Iterator<Item = &'static Event> {
    node(id).dates.iter().chain(&node(id).events)
}

/// The days on which something of a kind happened to a node.
pub(crate) fn days(id: &str, kind: EventKind) -> Vec<&'static str> {
    happenings(id).filter(|e| e.kind == Some(kind)).map(|e| e.date.as_str()).collect()
}

/// Whether an action stands in a pillar of ProtectEU rather than in a strand beside it.
pub(crate) fn is_of_protecteu(id: &NodeId) -> bool {
    let is_pillar = |id: &NodeId| node(id.as_str()).kind == NodeKind::Pillar;
    id.as_str() == "protecteu" || is_pillar(id) || ATLAS.pillar_of(id).is_some_and(is_pillar)
}

//! From the text back to the atlas: passages, what rests on them, and the text cut by them.
#![expect(clippy::expect_used, reason = "a test says so by panicking")]

use proptest::prelude::*;
use protecteu_atlas::atlas::{
    Atlas, AtlasParts, Basis, Document, DocumentId, Evidence, Link, Node, NodeKind, Passages,
    Relation, Span, Thing, Threat,
};
use protecteu_atlas::wire;

const TEXT: &str = "One two three four five six seven eight nine ten eleven twelve thirteen.";

/// An atlas of one document with a node for each span.
fn atlas(spans: &[Span]) -> Atlas {
    atlas_with(spans, |_| {})
}

fn atlas_with(spans: &[Span], change: impl FnOnce(&mut AtlasParts)) -> Atlas {
    let document = Document::new("d".into(), "D".into(), TEXT.into(), String::new());
    let node = |(at, span): (usize, &Span)| {
        let mut node =
            Node::new(format!("n{at}").as_str().into(), NodeKind::Action, format!("N{at}"));
        node.evidence = vec![Evidence::Stated(document.quote(*span))];
        node
    };
    let nodes = spans.iter().enumerate().map(node).collect();
    let mut parts = AtlasParts { documents: vec![document], nodes, ..AtlasParts::default() };
    change(&mut parts);
    Atlas::new(parts).expect("it hangs together")
}

fn span(start: usize, end: usize) -> Span {
    Span { start, end }
}

fn names(resting: &[protecteu_atlas::atlas::Resting]) -> Vec<(String, Basis)> {
    let name = |thing: &Thing| match thing {
        Thing::Node(id) => id.to_string(),
        Thing::Link(id) => id.to_string(),
    };
    resting.iter().map(|one| (name(&one.thing), one.basis)).collect()
}

#[test]
fn nodes_and_links_rest_on_their_passages_with_their_firmest_basis() {
    let quoted = [span(0, 7), span(8, 18), span(0, 7)];
    let atlas = atlas_with(&quoted, |parts| {
        let quote = parts.documents[0].quote(span(0, 7));
        let read =
            |reason: &str| Evidence::Interpreted { quote: quote.clone(), reason: reason.into() };
        parts.links.push(Link {
            id: "l".into(),
            source: "n0".into(),
            target: "n1".into(),
            relation: Relation::Other("knows".into()),
            evidence: vec![read("first"), Evidence::Stated(quote.clone()), read("again")],
        });
        parts.nodes[1].evidence.push(read("it may be"));
    });
    let passages = Passages::of(&atlas);
    let found = passages.exactly(0, span(0, 7)).expect("a passage");
    let (stated, read) = (Basis::Stated, Basis::Interpreted);
    let expected = [("n0", stated), ("n1", read), ("n2", stated), ("l", stated)];
    let expected: Vec<(String, Basis)> =
        expected.iter().map(|(name, basis)| ((*name).to_owned(), *basis)).collect();
    assert_eq!(names(&found.resting), expected);
    assert_eq!(found.basis(), Basis::Stated);
    let lit: Vec<String> = found.nodes(&atlas).iter().map(ToString::to_string).collect();
    assert_eq!(lit, ["n0", "n1", "n2"]);
    assert_eq!(passages.exactly(0, span(0, 8)), None);
    assert_eq!(passages.of_document(7), []);
}

#[test]
fn words_touch_what_rests_on_them_and_a_space_touches_nothing() {
    let atlas = atlas(&[span(0, 7), span(4, 13), span(14, 18)]);
    let passages = Passages::of(&atlas);
    let touched = |start, end| {
        let names = names(&passages.resting_on(&atlas, 0, span(start, end)));
        names.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert_eq!(touched(0, 3), ["n0"]);
    assert_eq!(touched(5, 6), ["n0", "n1"]);
    assert_eq!(touched(12, 15), ["n1", "n2"]);
    assert!(touched(13, 14).is_empty() && touched(60, 70).is_empty() && touched(5, 5).is_empty());
}

#[test]
fn a_passage_is_about_the_threat_of_most_that_rests_on_it() {
    let threat =
        |id: &str| Threat { id: id.into(), label: id.into(), definition: None, parent: None };
    let quoted = [span(0, 7), span(0, 7), span(0, 7), span(8, 18)];
    let atlas = atlas_with(&quoted, |parts| {
        for (name, sources) in [("cyber", &["n0"][..]), ("drugs", &["n1", "n2"])] {
            parts.nodes.push(Node::new(name.into(), NodeKind::Threat, name.into()));
            parts.threats.push(threat(name));
            for source in sources {
                let (source, target) = ((*source).into(), name.into());
                let id = Link::default_id(&source, &Relation::Addresses, &target);
                let relation = Relation::Addresses;
                parts.links.push(Link { id, source, target, relation, evidence: Vec::new() });
            }
        }
    });
    let passages = Passages::of(&atlas);
    let about = |from, to| {
        let passage = passages.exactly(0, span(from, to)).expect("a passage");
        (passage.threat.as_ref().map(ToString::to_string), passage.kind)
    };
    assert_eq!(about(0, 7), (Some("drugs".to_owned()), NodeKind::Action));
    assert_eq!(about(8, 18), (None, NodeKind::Action));
}

#[test]
fn every_quote_of_the_built_in_atlas_is_found_by_its_passage() {
    let atlas = wire::builtin().atlas.expect("the built-in atlas hangs together");
    let passages = Passages::of(&atlas);
    let document_of =
        |id: &DocumentId| atlas.documents().iter().position(|document| document.id == *id);
    let mut n = 0;
    let mut check = |thing: &Thing, evidence: &Evidence| {
        let Some(quote) = evidence.quote() else { return };
        let document = document_of(&quote.document).expect("its document");
        let passage = passages.exactly(document, quote.span).expect("its passage");
        let resting = passage.resting.iter().find(|one| one.thing == *thing);
        assert!(resting.expect("it rests on it").basis <= evidence.basis());
        n += 1;
    };
    for node in atlas.nodes() {
        node.all_evidence().for_each(|e| check(&Thing::Node(node.id.clone()), e));
    }
    for link in atlas.links() {
        link.evidence.iter().for_each(|e| check(&Thing::Link(link.id.clone()), e));
    }
    assert!(n > 1_000, "{n}");
    let all: Vec<_> = passages.all().collect();
    assert!(all.is_sorted_by_key(|(document, span)| (*document, span.start)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_letter_lies_in_the_stretch_of_its_shortest_passage(
        ends in proptest::collection::vec((0..60_usize, 0..14_usize), 0..12)
    ) {
        let spans: Vec<Span> = ends.iter().map(|&(start, n)| span(start, start + n)).collect();
        let passages = Passages::of(&atlas(&spans));
        let stretches = passages.stretches(0);
        prop_assert!(stretches.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        let mut distinct = spans;
        distinct.sort();
        distinct.dedup();
        for letter in 0..TEXT.len() {
            let around = |s: &&Span| s.start <= letter && letter < s.end;
            let n = distinct.iter().filter(around).count();
            let shortest = distinct.iter().filter(around).map(|s| s.end - s.start).min();
            let stretch = stretches.iter().find(|s| s.span.start <= letter && letter < s.span.end);
            prop_assert_eq!(stretch.map_or(0, |stretch| stretch.n_passages), n);
            let found = passages.at(0, letter);
            prop_assert_eq!(found.map(|passage| passage.span.end - passage.span.start), shortest);
            let touching = passages.touching(0, span(letter, letter + 1)).count();
            prop_assert_eq!(touching, n);
        }
    }
}

//! The truth of the built-in atlas: it says what the documents say, all of it and no more.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod truth;

use std::collections::BTreeSet;

use protecteu_atlas::atlas::{
    Basis, Confidence, DocumentId, Evidence, Node, NodeId, NodeKind, Relation, status_spec,
};
use protecteu_atlas::session::is_safe_address;
use protecteu_atlas::{check as rules, wire};
use truth::{
    ATLAS, all_evidence, all_quotes, document, launch, named, names, node, nodes, section_of,
    targets,
};

#[test]
fn every_rule_finds_the_built_in_atlas_clean() {
    let findings: Vec<String> =
        rules::check(&wire::builtin().draft).iter().map(ToString::to_string).collect();
    assert_eq!(findings, Vec::<String>::new());
}

/// The press release's list of what will be done: heading and bullet, as the text has them.
fn bullets() -> Vec<(&'static str, &'static str)> {
    let (_, list) = launch().text().split_once("\nKey objectives and actions\n").expect("a list");
    let (list, _) = list.split_once("\nBackground\n").expect("an end of the list");
    let mut heading = "";
    let mut last = "";
    let mut bullets = Vec::new();
    for line in list.lines() {
        match line.strip_prefix("- ") {
            Some(bullet) => {
                if !last.starts_with("- ") {
                    // A heading, one sentence on it, then its bullets.
                    heading = list.lines().rev().skip_while(|l| *l != last).nth(1).expect("above");
                }
                bullets.push((heading, bullet.trim_end_matches([',', '.'])));
            }
            None => assert!(!line.is_empty(), "the list has no empty lines"),
        }
        last = line;
    }
    bullets
}

#[test]
fn the_pillars_are_the_seven_headings_of_the_press_release_in_its_order() {
    let titles: Vec<&str> = nodes(NodeKind::Pillar).filter_map(|n| n.title.as_deref()).collect();
    let mut headings: Vec<&str> = bullets().into_iter().map(|(heading, _)| heading).collect();
    headings.dedup();
    assert_eq!(titles, headings);
    assert_eq!(titles.len(), 7);
}

#[test]
fn each_of_the_28_bullets_is_quoted_by_an_action_of_its_pillar() {
    assert_eq!(bullets().len(), 28);
    for (heading, bullet) in bullets() {
        let spans = launch().find_all(bullet);
        let [span] = spans[..] else { unreachable!("{bullet:?} stands {} times", spans.len()) };
        let quotes_it = |node: &Node| {
            let quotes = node.evidence.iter().filter_map(Evidence::quote);
            let mut here = quotes.filter(|quote| quote.document == launch().id);
            here.any(|quote| quote.span.overlaps(span))
        };
        let actions = nodes(NodeKind::Action).filter(|node| quotes_it(node));
        let pillars: BTreeSet<Option<&str>> = actions
            .map(|action| ATLAS.node(ATLAS.pillar_of(&action.id)?)?.title.as_deref())
            .collect();
        assert_eq!(pillars, BTreeSet::from([Some(heading)]), "{bullet:?}");
    }
}

#[test]
fn every_action_stands_in_one_pillar_or_strand_and_quotes_its_own_text() {
    for action in nodes(NodeKind::Action) {
        let to = ATLAS.links_to(&action.id);
        let holders: Vec<&Node> = to
            .iter()
            .filter(|link| link.relation == Relation::Contains)
            .map(|link| node(link.source.as_str()))
            .collect();
        let [holder] = holders[..] else { unreachable!("{} stands in {holders:?}", action.id) };
        assert!(holder.role() == NodeKind::Pillar, "{} stands in {}", action.id, holder.id);
        let told_in = |node: &Node| -> BTreeSet<DocumentId> {
            let quotes = node.evidence.iter().filter_map(Evidence::quote);
            quotes.map(|quote| quote.document.clone()).collect()
        };
        assert_eq!(told_in(action), told_in(holder), "{} and {}", action.id, holder.id);
    }
}

#[test]
fn an_action_stands_in_a_pillar_by_its_heading_or_by_a_reason() {
    for link in ATLAS.links().iter().filter(|link| link.relation == Relation::Contains) {
        let pillar = node(link.source.as_str());
        if pillar.is_strand() || link.basis() != Basis::Stated {
            continue;
        }
        let stated = link.evidence.iter().filter(|evidence| evidence.basis() == Basis::Stated);
        let mut headings = stated.filter_map(Evidence::quote).map(|q| &section_of(q).heading);
        assert!(headings.any(|heading| *heading == pillar.title), "{} needs a reason", link.id);
    }
}

#[test]
fn two_strands_stand_beside_the_strategy_and_are_not_set_out_by_it() {
    let strands: Vec<&Node> = ATLAS.nodes().iter().filter(|node| node.is_strand()).collect();
    let ids: Vec<&str> = strands.iter().map(|node| node.id.as_str()).collect();
    assert_eq!(ids, ["security-record", "safer-europe-article"]);
    for strand in strands {
        assert!(!targets(strand.id.as_str(), &Relation::Contains).is_empty());
        let to = ATLAS.links_to(&strand.id);
        assert!(to.iter().all(|link| link.relation != Relation::SetsOut), "{}", strand.id);
    }
}

#[test]
fn every_node_has_a_summary_and_pillars_and_threats_can_be_said_aloud() {
    for node in ATLAS.nodes() {
        let summary = node.summary.as_deref().unwrap_or_default();
        assert!(summary.ends_with('.'), "{} has no summary: {summary:?}", node.id);
        if matches!(node.kind, NodeKind::Pillar | NodeKind::Threat) {
            assert!(node.spoken.is_some(), "{} cannot be said aloud", node.id);
        }
        if let Some(spoken) = &node.spoken {
            let n_words = spoken.split_whitespace().count();
            assert!((8..=40).contains(&n_words), "{}: {n_words} words", node.id);
        }
    }
}

#[test]
fn every_status_is_a_word_with_a_meaning() {
    for node in ATLAS.nodes() {
        if let Some(status) = &node.status {
            assert!(status_spec(status).is_some(), "{}: {status}", node.id);
        }
    }
}

#[test]
fn every_node_and_link_has_evidence_and_no_reason_is_empty() {
    for node in ATLAS.nodes() {
        assert!(!node.evidence.is_empty(), "{}", node.id);
    }
    for link in ATLAS.links() {
        assert!(!link.evidence.is_empty(), "{}", link.id);
    }
    for (owner, evidence) in all_evidence() {
        match evidence {
            Evidence::Interpreted { reason, .. } => assert!(reason.len() > 10, "{owner}: {reason}"),
            Evidence::Reference { citation, .. } => assert!(!citation.is_empty(), "{owner}"),
            Evidence::Stated(_) => {}
            Evidence::Broken(broken) => panic!("{owner}: {broken:?}"),
        }
    }
}

#[test]
fn every_quote_is_an_exact_slice_of_the_file_and_begins_and_ends_with_a_word() {
    for (owner, quote) in all_quotes() {
        let path = document(quote.document.as_str()).file.as_deref().expect("a file");
        let (_, bytes) =
            wire::BUILTIN_FILES.iter().find(|(name, _)| *name == path).expect("a built-in file");
        // Counted here from the bytes themselves, not through the document's own index.
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let length = quote.span.end - quote.span.start;
        let exact: String = text.chars().skip(quote.span.start).take(length).collect();
        assert_eq!(exact, quote.exact, "{owner}");
        assert!(quote.prefix.is_empty() || text.contains(&format!("{}{exact}", quote.prefix)));
        let end = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let cuts_first = end(quote.exact.chars().next()) && end(quote.prefix.chars().last());
        let cuts_last = end(quote.exact.chars().last()) && end(quote.suffix.chars().next());
        assert!(!cuts_first && !cuts_last, "{owner} cuts a word: {:?}", quote.exact);
    }
}

#[test]
fn curly_quotes_dashes_and_no_break_spaces_stand_in_quotes_as_in_the_text() {
    // A straightened copy would not be found in the text at all.
    let curly = all_quotes().filter(|(_, q)| q.exact.contains(['‘', '’', '“', '”', '–']));
    assert!(curly.count() > 10);
    for document in ATLAS.documents() {
        let n_points = document.text().chars().count();
        assert_eq!(document.n_characters(), n_points);
        assert!(document.text().len() > n_points, "{} is plain ASCII", document.id);
    }
}

#[test]
fn every_quote_stands_in_a_section() {
    for (owner, quote) in all_quotes() {
        let section = section_of(quote);
        assert!(!section.title.is_empty());
        assert!(quote.span.end <= section.span.end, "{owner} runs over the end of its section");
    }
}

#[test]
fn a_speaker_is_named_only_where_the_text_names_one() {
    let check = |words: &str, occurrence: usize, expected: Option<&str>| {
        let span = launch().find_all(words)[occurrence];
        let speaker = launch().section_at(span.start).and_then(|s| s.speaker.as_deref());
        assert_eq!(speaker, expected, "{words:?}");
    };
    check("Safety is one of the key prerequisites", 0, Some("Ursula von der Leyen"));
    // The block of quotes names nobody, not even where it repeats the President's words.
    check("Safety is one of the key prerequisites", 1, None);
    check("Security is a pre-condition for our democracy", 0, None);
    check("security is the task of our times", 0, None);
    check("Today, the European Commission is presenting", 0, None);
    check("A new mandate for Europol", 0, None);
    check("How will Europol be strengthened?", 0, None);
    // The remarks to Parliament name no speaker; the same paragraph stands in both.
    check("New technology provides new tools for influencing.", 0, None);
    check("New technology provides new tools for influencing.", 1, Some("Magnus Brunner"));
    check("tripling its manpower", 0, None);
    check("We will revise the Cybersecurity Act", 0, Some("Henna Virkkunen"));
    check("Nordic/Baltic regional hub", 0, Some("Henna Virkkunen"));
    check("Let me highlight six elements.", 0, Some("Magnus Brunner"));
    check("36 arrests", 0, Some("Magnus Brunner"));
}

#[test]
fn nothing_said_to_parliament_is_put_into_anyones_mouth() {
    let mut n_quoted = 0;
    for (owner, quote) in all_quotes() {
        let section = section_of(quote);
        if section.title == "Remarks to Parliament" {
            assert_eq!(section.speaker, None, "{owner}");
            n_quoted += 1;
        }
        if section.title == "Joint remarks" {
            assert!(section.speaker.is_some(), "{owner}: {:?}", quote.exact);
        }
    }
    assert!(n_quoted > 0, "nothing is quoted from the remarks to Parliament");
}

#[test]
fn the_threats_are_ten_in_the_order_of_the_taxonomy() {
    let tops: Vec<&str> = ATLAS.top_threats().map(NodeId::as_str).collect();
    let expected = [
        "terrorism",
        "organised-crime",
        "drugs",
        "trafficking",
        "cyber",
        "online-harm",
        "financial-crime",
        "hybrid",
        "infrastructure",
        "borders-defence",
    ];
    assert_eq!(tops, expected);
    for threat in ATLAS.threats() {
        let top = ATLAS.top_threat(&threat.id);
        let is_named_so = threat.id == *top || threat.id.as_str().starts_with(&format!("{top}."));
        assert!(is_named_so, "{} under {top}", threat.id);
        assert!(threat.definition.is_some(), "{}", threat.id);
        assert_eq!(ATLAS.node(&threat.id).map(|n| n.label.as_str()), Some(threat.label.as_str()));
    }
}

#[test]
fn what_the_texts_keep_apart_are_two_nodes() {
    for [a, b] in [
        ["data-access-roadmap", "encryption-roadmap"],
        ["cybersecurity-act", "new-cybersecurity-act"],
        ["financing-tracking-study", "financing-tracking-system"],
        ["data-retention-assessment", "data-retention-update"],
        ["anti-trafficking-strategy", "victims-rights-strategy"],
        ["csa-regulation-proposal", "csa-directive-proposal"],
        ["visa-suspension-mechanism", "visa-suspension-revision"],
    ] {
        assert_eq!([node(a).kind, node(b).kind], [NodeKind::Instrument; 2]);
        let shared = names(node(a)).find(|name| named(name).contains(&b) && name.len() > 20);
        assert_eq!(shared, None, "{a} and {b} share a name");
    }
}

#[test]
fn every_actor_rests_on_words_of_a_text() {
    for actor in nodes(NodeKind::Actor) {
        let n_quotes = actor.evidence.iter().filter_map(Evidence::quote).count();
        assert!(n_quotes > 0, "{} rests on no word of a text", actor.id);
    }
}

#[test]
fn no_repeated_passage_is_quoted_from_the_wrong_place() {
    // Quotes that stand twice in their document are those whose place was chosen by hand.
    for (owner, quote) in all_quotes() {
        let places = document(quote.document.as_str()).find_all(&quote.exact);
        assert!(places.contains(&quote.span), "{owner}");
        if places.len() > 1 {
            let is_spoken = section_of(quote).speaker.is_some();
            assert!(is_spoken || places[0] == quote.span, "{owner}: {:?}", quote.exact);
        }
    }
}

#[test]
fn labels_are_short_and_unlike() {
    let mut seen = BTreeSet::new();
    for node in ATLAS.nodes() {
        let n_letters = node.label.chars().count();
        assert!((1..=40).contains(&n_letters), "{n_letters} letters: {:?}", node.label);
        assert_eq!(node.label, node.label.split_whitespace().collect::<Vec<_>>().join(" "));
        assert!(!node.label.contains(['"', '\'']), "straight quotes in {:?}", node.label);
        assert!(seen.insert(&node.label), "two nodes are called {:?}", node.label);
    }
}

#[test]
fn numbers_are_shown_only_where_a_reference_was_verified() {
    for node in ATLAS.nodes() {
        let is_verified = node.evidence.iter().any(|evidence| {
            matches!(evidence, Evidence::Reference { confidence: Confidence::Verified, .. })
        });
        assert!(node.identifiers.is_empty() || is_verified, "{}", node.id);
        for event in node.events.iter().filter(|event| event.number.is_some()) {
            assert!(!event.evidence.is_empty(), "{}: {}", node.id, event.what);
        }
        // Sources disagree on the CELEX number of the strategy.
        assert!(node.id.as_str() != "protecteu" || node.identifiers.celex.is_none());
    }
}

#[test]
fn every_reference_leads_to_an_https_address_unless_nothing_was_found() {
    for (owner, evidence) in all_evidence() {
        let Evidence::Reference { citation, url, .. } = evidence else { continue };
        match url {
            Some(url) => assert!(is_safe_address(url), "{owner}: {url}"),
            None => assert!(citation.starts_with("Search of public material"), "{owner}"),
        }
    }
    for node in ATLAS.nodes() {
        let of_events = node.dates.iter().chain(&node.events).filter_map(|e| e.url.as_ref());
        for url in of_events.chain(&node.identifiers.url).chain(&node.identifiers.eli) {
            assert!(is_safe_address(url), "{}: {url}", node.id);
        }
    }
}

#[test]
fn only_what_exists_is_implemented_or_revised_and_nothing_is_proposed_that_was_there() {
    let status = |id: &NodeId| node(id.as_str()).status.as_deref();
    let open = ["announced", "in-preparation", "proposed", "concept"];
    for link in ATLAS.links() {
        let target = node(link.target.as_str());
        match link.relation {
            Relation::Implements | Relation::Revises => {
                let exists = status(&target.id).is_some_and(|word| !open.contains(&word));
                assert!(exists, "{}: {:?}", link.id, target.status);
            }
            Relation::Proposes if target.status.as_deref() == Some("in-force") => {
                assert!(!target.events.is_empty(), "{}: in force since when?", link.id);
            }
            _ => {}
        }
    }
}

#[test]
fn the_undated_texts_stay_undated() {
    for id in ["more-secure-europe", "safer-europe"] {
        assert_eq!(document(id).date, None, "{id}");
    }
}

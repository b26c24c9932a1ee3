//! The truth of the built-in atlas: it says what the documents say, all of it and no more.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use protecteu_atlas::atlas::{
    Atlas, Confidence, Document, DocumentId, Evidence, Link, Node, NodeId, NodeKind, Quote,
    Relation, Section,
};
use protecteu_atlas::{check as rules, wire};

static ATLAS: LazyLock<Atlas> =
    LazyLock::new(|| wire::builtin().atlas.expect("the built-in atlas hangs together"));

fn launch() -> &'static Document {
    ATLAS.document(&DocumentId::from("protecteu-launch")).expect("the launch text")
}

/// Everything that is evidence, with the id of the node or link it stands for.
fn all_evidence() -> impl Iterator<Item = (&'static str, &'static Evidence)> {
    let of_nodes = ATLAS
        .nodes()
        .iter()
        .flat_map(|node| node.all_evidence().map(|evidence| (node.id.as_str(), evidence)));
    let of_links = ATLAS
        .links()
        .iter()
        .flat_map(|link| link.evidence.iter().map(|evidence| (link.id.as_str(), evidence)));
    of_nodes.chain(of_links)
}

fn all_quotes() -> impl Iterator<Item = (&'static str, &'static Quote)> {
    all_evidence().filter_map(|(owner, evidence)| Some((owner, evidence.quote()?)))
}

fn document_of(quote: &Quote) -> &'static Document {
    ATLAS.document(&quote.document).expect("a document that is there")
}

fn section_of(quote: &Quote) -> Option<&'static Section> {
    document_of(quote).section_at(quote.span.start)
}

fn of_kind(kind: NodeKind) -> BTreeSet<&'static str> {
    ATLAS.nodes().iter().filter(|n| n.kind == kind).map(|n| n.id.as_str()).collect()
}

fn links(source: &str, relation: &Relation) -> Vec<&'static str> {
    let from = ATLAS.links_from(&NodeId::from(source)).into_iter();
    from.filter(|link| link.relation == *relation).map(|link| link.target.as_str()).collect()
}

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
    let pillars = ATLAS.nodes().iter().filter(|n| n.kind == NodeKind::Pillar);
    let titles: Vec<&str> = pillars.filter_map(|n| n.title.as_deref()).collect();
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
        let actions = ATLAS.nodes().iter().filter(|n| n.kind == NodeKind::Action && quotes_it(n));
        let pillars: BTreeSet<Option<&str>> = actions
            .map(|action| ATLAS.node(ATLAS.pillar_of(&action.id)?)?.title.as_deref())
            .collect();
        assert_eq!(pillars, BTreeSet::from([Some(heading)]), "{bullet:?}");
    }
}

#[test]
fn every_action_is_announced_in_a_bullet_and_stands_in_one_pillar() {
    let spans: Vec<_> =
        bullets().into_iter().flat_map(|(_, bullet)| launch().find_all(bullet)).collect();
    for action in ATLAS.nodes().iter().filter(|n| n.kind == NodeKind::Action) {
        let quotes = action.evidence.iter().filter_map(Evidence::quote);
        let mut in_launch = quotes.filter(|quote| quote.document == launch().id);
        let is_in_bullet = in_launch.any(|q| spans.iter().any(|span| span.overlaps(q.span)));
        assert!(is_in_bullet, "no bullet announces {}", action.id);
        let to = ATLAS.links_to(&action.id);
        let contains = to.iter().filter(|link| link.relation == Relation::Contains);
        assert_eq!(contains.count(), 1, "{}", action.id);
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
        }
    }
}

#[test]
fn every_quote_is_an_exact_slice_of_the_file_and_begins_and_ends_with_a_word() {
    for (owner, quote) in all_quotes() {
        let path = document_of(quote).file.as_deref().expect("a file");
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
        let section = section_of(quote).expect("a section");
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
        let section = section_of(quote).expect("a section");
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
fn the_member_states_implement_cer_and_nis2_not_the_commission() {
    for (action, directive) in
        [("implement-cer", "cer-directive"), ("implement-nis2", "nis2-directive")]
    {
        assert_eq!(links(action, &Relation::Implements), [directive]);
        assert_eq!(links(action, &Relation::LedBy), ["member-states"]);
        let of_actors = ATLAS.links_from(&NodeId::from(action)).into_iter();
        let actors = of_kind(NodeKind::Actor);
        let others: Vec<&str> = of_actors
            .map(|link| link.target.as_str())
            .filter(|target| actors.contains(target) && *target != "member-states")
            .collect();
        assert_eq!(others, Vec::<&str>::new(), "{action}");
    }
}

#[test]
fn the_europol_mandate_announced_is_not_the_act_in_force() {
    assert_eq!(links("overhaul-europol", &Relation::Proposes), ["new-europol-mandate"]);
    let mandate = ATLAS.node(&NodeId::from("new-europol-mandate")).expect("the mandate");
    assert_eq!(mandate.status.as_deref(), Some("announced"));
    assert!(mandate.identifiers.is_empty());
    let of_mandate = ATLAS.links_to(&mandate.id).into_iter().chain(ATLAS.links_from(&mandate.id));
    let of_action = ATLAS.links_from(&NodeId::from("overhaul-europol"));
    for link in of_mandate.chain(of_action) {
        let words = format!("{link:?}");
        assert!(!words.contains("2022/991") && !words.contains("reinforced mandate"), "{words}");
    }
    for (owner, quote) in all_quotes() {
        let is_old = quote.exact.contains("reinforced mandate");
        assert!(!is_old || !owner.contains("new-europol-mandate"), "{owner}");
    }
}

#[test]
fn what_the_text_keeps_apart_are_two_nodes_and_what_it_names_twice_is_one() {
    let apart = |a: &str, b: &str| {
        for id in [a, b] {
            assert!(of_kind(NodeKind::Instrument).contains(id), "{id}");
        }
        let labels = [a, b].map(|id| ATLAS.node(&NodeId::from(id)).map(|n| &n.label));
        assert_ne!(labels[0], labels[1]);
    };
    apart("data-access-roadmap", "encryption-roadmap");
    apart("cybersecurity-act", "new-cybersecurity-act");
    apart("financing-tracking-study", "financing-tracking-system");
    apart("data-retention-assessment", "data-retention-update");
    apart("anti-trafficking-strategy", "victims-rights-strategy");
    let one = |words: &str, expected: &str| {
        let named = |node: &&Node| {
            let names = std::iter::once(&node.label).chain(&node.title).chain(&node.aliases);
            names.into_iter().any(|name| name.contains(words))
        };
        let things = ATLAS.nodes().iter().filter(|n| n.kind != NodeKind::Action);
        let ids: Vec<&str> = things.filter(named).map(|n| n.id.as_str()).collect();
        assert_eq!(ids, [expected], "{words:?}");
    };
    one("White Paper", "white-paper-defence");
    one("Democracy Shield", "democracy-shield");
    one("Preparedness", "preparedness-union-strategy");
    one("SOCTA", "eu-socta");
    one("ENISA", "enisa");
}

#[test]
fn nobody_is_an_actor_whom_the_press_release_does_not_name() {
    let words = ["NATO", "Getty", "Bloomberg", "BSIP", "CEPOL", "eu-LISA", "EUDA", "FRA", "AMLA"];
    for node in ATLAS.nodes().iter().filter(|n| n.kind == NodeKind::Actor) {
        let names: Vec<&str> = std::iter::once(&node.label)
            .chain(&node.title)
            .chain(&node.aliases)
            .map(String::as_str)
            .collect();
        assert!(!names.iter().any(|name| words.contains(name)), "{names:?}");
        assert!(!names.contains(&"European Cybersecurity Agency"), "an agency of another time");
        let quotes = node.evidence.iter().filter_map(Evidence::quote);
        let in_launch = quotes.filter(|quote| quote.document == launch().id);
        assert!(in_launch.count() > 0, "{} rests on no word of the launch text", node.id);
    }
}

#[test]
fn no_photo_credit_is_quoted() {
    let credits = ATLAS.documents().iter().flat_map(|d| d.find_all("©"));
    assert!(credits.count() > 0, "the texts have credits to fall for");
    for (owner, quote) in all_quotes() {
        let document = document_of(quote);
        let lines = document.text().lines().filter(|line| line.contains('©'));
        for credit in lines.flat_map(|line| document.find_all(line)) {
            assert!(!credit.overlaps(quote.span), "{owner} quotes {:?}", document.slice(credit));
        }
    }
}

#[test]
fn no_repeated_passage_is_quoted_from_the_wrong_place() {
    // Quotes that stand twice in their document are those whose place was chosen by hand.
    for (owner, quote) in all_quotes() {
        let places = document_of(quote).find_all(&quote.exact);
        assert!(places.contains(&quote.span), "{owner}");
        if places.len() > 1 {
            let speaker = section_of(quote).and_then(|s| s.speaker.as_deref());
            assert!(speaker.is_some() || places[0] == quote.span, "{owner}: {:?}", quote.exact);
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
        assert!(
            seen.insert((node.kind, &node.label)),
            "two {}s {:?}",
            node.kind.word(),
            node.label
        );
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
fn every_reference_leads_to_an_https_address() {
    for (owner, evidence) in all_evidence() {
        if let Evidence::Reference { url, .. } = evidence {
            let is_safe = url.as_deref().is_some_and(protecteu_atlas::session::is_safe_address);
            assert!(is_safe, "{owner}: {url:?}");
        }
    }
}

#[test]
fn nothing_announced_counts_as_in_force() {
    let in_force: Vec<&str> = ATLAS
        .nodes()
        .iter()
        .filter(|n| n.status.as_deref() == Some("in-force"))
        .map(|n| n.id.as_str())
        .collect();
    for link in ATLAS.links().iter().filter(|l| l.relation == Relation::Proposes) {
        assert!(!in_force.contains(&link.target.as_str()), "{}", link.id);
        let target = ATLAS.node(&link.target).and_then(|n| n.status.as_deref());
        assert_eq!(target, Some("announced"), "{}", link.id);
    }
    // What is implemented or revised exists, so it is not announced.
    let existing = |l: &&Link| matches!(l.relation, Relation::Implements | Relation::Revises);
    for link in ATLAS.links().iter().filter(existing) {
        let target = ATLAS.node(&link.target).and_then(|n| n.status.as_deref());
        assert_ne!(target, Some("announced"), "{}", link.id);
    }
}

#[test]
fn the_typo_in_the_date_of_the_questions_does_not_date_the_document() {
    assert_eq!(launch().find_all("Strasbourg, 1 April 205\n").len(), 1);
    assert_eq!(launch().date.as_deref(), Some("2025-04-01"));
    // The white paper was presented a day later than the text says; no event repeats its date.
    for node in ATLAS.nodes() {
        let dated = node.events.iter().any(|event| event.date == "2025-03-18");
        assert!(!dated || node.id.as_str() == "eu-socta", "{}", node.id);
    }
}

#[test]
fn the_undated_texts_stay_undated() {
    for id in ["more-secure-europe", "safer-europe"] {
        let document = ATLAS.document(&DocumentId::from(id)).expect("the text");
        assert_eq!(document.date, None, "{id}");
    }
}

//! The exported JSON: read back equal, valid against its schema, and safe against hostile files.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a helper may fail its test")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use protecteu_atlas::atlas::{
    Asked, Atlas, AtlasParts, Confidence, Document, Event, EventKind, Evidence, Excerpt,
    Identifiers, LeftOut, Link, LinkId, Node, NodeId, NodeKind, Places, Relation, Section, Span,
    Threat, Ties, Whole,
};
use protecteu_atlas::check;
use protecteu_atlas::wire::json::{Export, Position, ViewRecord, read, write};
use protecteu_atlas::wire::{Finding, Opened, sha256};
use serde_json::Value;

fn document(text: &str) -> Document {
    let mut document =
        Document::new("d".into(), "Dokument".into(), text.into(), sha256(text.as_bytes()));
    document.file = Some("documents/d.txt".into());
    document.date = Some("2025-04".into());
    document.language = Some("de".into());
    let span = Span { start: 0, end: document.n_characters() };
    let section =
        Section { title: "Part".into(), heading: Some("§ 1".into()), speaker: None, span };
    document.sections = vec![section];
    document
}

fn small() -> Atlas {
    let mut document = document("Heute – “Europol” 🛡 acts. Europol acts. Danke.");
    let span = Span { start: 39, end: 45 };
    document.left_out = vec![LeftOut { span, reason: "says nothing".into() }];
    let quote = document.quote(Span { start: 9, end: 16 });
    let stated = Evidence::Stated(quote.clone());
    let interpreted = Evidence::Interpreted { quote, reason: "because".into() };
    let url = Some("https://example.eu/x".to_owned());
    let reference = Evidence::Reference {
        citation: "Regulation".into(),
        url: url.clone(),
        confidence: Confidence::Verified,
    };
    let node = |id: &str, kind| Node {
        evidence: vec![stated.clone()],
        ..Node::new(id.into(), kind, id.into())
    };
    let event = Event {
        date: "2026".into(),
        kind: None,
        what: "adopted".into(),
        number: Some("COM(2026) 1".into()),
        url,
        evidence: vec![reference.clone()],
        ..Event::default()
    };
    let missed = Event {
        date: "2026-11".into(),
        kind: Some(EventKind::NotFound),
        what: "No act seen".into(),
        looked_in: Some("the Official Journal".into()),
        newest_page: Some("2026-10".into()),
        ..Event::default()
    };
    let date = Event {
        date: "2022-12-14".into(),
        kind: Some(EventKind::InForce),
        what: "In force".into(),
        evidence: vec![interpreted.clone()],
        ..Event::default()
    };
    let action = Node {
        title: Some("An official title".into()),
        aliases: vec!["Europol acts".into()],
        identifiers: Identifiers { celex: Some("3".into()), ..Identifiers::default() },
        evidence: vec![interpreted, reference],
        spoken: Some("One may say this".into()),
        status: Some("in-force".into()),
        status_as_of: Some("2026-02".into()),
        seat: Some("The Hague".into()),
        dates: vec![date],
        events: vec![event, missed],
        ..node("z-action", NodeKind::Action)
    };
    let link = |source: &str, relation: Relation, target: &str| Link {
        id: Link::default_id(&source.into(), &relation, &target.into()),
        source: source.into(),
        target: target.into(),
        relation,
        evidence: vec![stated.clone()],
    };
    let threat = |id: &str, parent: Option<&str>| Threat {
        id: id.into(),
        label: id.into(),
        definition: Some("what".into()),
        parent: parent.map(NodeId::from),
    };
    Atlas::new(AtlasParts {
        excerpt: None,
        id: "small".into(),
        title: "Kleiner Atlas".into(),
        summary: Some("A summary".into()),
        as_of: Some("2026-11-22".into()),
        language: Some("de-AT".into()),
        documents: vec![document],
        threats: vec![threat("t", None), threat("u", Some("t"))],
        nodes: vec![
            action,
            Node {
                not_looked_up: Some("an aim without a deliverable".into()),
                ..node("pillar", NodeKind::Pillar)
            },
            node("actor", NodeKind::Actor),
            node("u", NodeKind::Threat),
            node("t", NodeKind::Threat),
        ],
        links: vec![
            link("pillar", Relation::Contains, "z-action"),
            link("z-action", Relation::LedBy, "actor"),
            link("z-action", Relation::Addresses, "u"),
        ],
    })
    .unwrap()
}

fn export(atlas: &Atlas) -> Export<'_> {
    Export::whole(atlas, "protecteu-atlas 0.0.0".into())
}

fn json_of(atlas: &Atlas) -> String {
    write(&export(atlas))
}

/// Opens a text and compares every finding of reading and rules, line by line.
fn check_findings(text: &str, expected: &[&str]) {
    let opened = check::complete(read(text, "x.json"));
    let found: Vec<String> = opened.findings.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

fn schema() -> jsonschema::Validator {
    let text = include_str!("../assets/protecteu-atlas.schema.json");
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
}

fn assert_valid(text: &str) {
    let value: Value = serde_json::from_str(text).unwrap();
    let errors: Vec<String> =
        schema().iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_json_graph_format(&value);
}

/// What JSON Graph Format v2 asks, in our own words.
fn assert_json_graph_format(value: &Value) {
    let keys = |value: &Value, allowed: &[&str]| {
        let object = value.as_object().expect("an object");
        for key in object.keys() {
            assert!(allowed.contains(&key.as_str()), "{key} is not a key of the format");
        }
        for key in ["id", "label", "type", "source", "target", "relation"] {
            assert!(object.get(key).is_none_or(Value::is_string), "{key} is a string");
        }
        assert!(object.get("directed").is_none_or(Value::is_boolean));
        assert!(object.get("metadata").is_none_or(Value::is_object));
    };
    assert_eq!(value.as_object().unwrap().keys().collect::<Vec<_>>(), ["graph"]);
    let graph = &value["graph"];
    keys(graph, &["id", "type", "label", "directed", "metadata", "nodes", "edges"]);
    for node in graph["nodes"].as_object().expect("nodes are a map").values() {
        keys(node, &["label", "metadata"]);
    }
    for edge in graph["edges"].as_array().expect("edges are a list") {
        keys(edge, &["id", "source", "target", "relation", "directed", "label", "metadata"]);
        assert!(edge["source"].is_string() && edge["target"].is_string());
    }
}

/// What is found, but for a sign of the small atlas that the font lacks on purpose.
fn told(opened: &Opened) -> Vec<&Finding> {
    opened.findings.iter().filter(|finding| finding.code != "lacking-sign").collect()
}

#[test]
fn an_atlas_reads_back_equal_with_its_view() {
    let atlas = small();
    let view = ViewRecord {
        filter: "threat:u".into(),
        layout: Some("lanes".into()),
        depth: Some(2),
        unfold: Some("all".into()),
        folded: vec!["pillar".into()],
        unfolded: vec!["threat".into()],
        lines: Some("relation".into()),
        ..ViewRecord::default()
    };
    let position = Position { x: 1.5, y: -2.0, width: 100.0, height: 30.0 };
    let export = Export {
        view: Some(view.clone()),
        positions: BTreeMap::from([("actor".into(), position)]),
        ..export(&atlas)
    };
    let text = write(&export);
    assert_valid(&text);
    assert!(text.ends_with("}\n") && !text.contains("null"));
    let opened = check::complete(read(&text, "x.json"));
    assert_eq!(told(&opened), [] as [&Finding; 0]);
    assert_eq!(opened.atlas.as_ref(), Some(&atlas));
    assert_eq!(opened.view, Some(view));
    assert_eq!(write(&export), text);
}

#[test]
fn keys_stand_in_the_order_of_the_format() {
    let text = json_of(&small());
    let value: Value = serde_json::from_str(&text).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let graph = &value["graph"];
    assert_eq!(keys(graph), ["id", "type", "label", "directed", "metadata", "nodes", "edges"]);
    assert_eq!(keys(&graph["nodes"])[0], "z-action");
    let action = &graph["nodes"]["z-action"]["metadata"];
    assert_eq!(action["pillar"], "pillar");
    assert_eq!(action["threats"], serde_json::json!(["u"]));
    assert_eq!(
        keys(&graph["edges"][0]),
        ["id", "source", "target", "relation", "directed", "metadata"]
    );
}

#[test]
fn the_schema_knows_every_kind_of_event() {
    let text = include_str!("../assets/protecteu-atlas.schema.json");
    let schema: Value = serde_json::from_str(text).unwrap();
    let kinds = &schema["definitions"]["event"]["properties"]["kind"]["enum"];
    assert_eq!(*kinds, serde_json::json!(EventKind::ALL.map(EventKind::word)));
}

#[test]
fn what_is_not_known_of_a_node_has_no_key() {
    let value: Value = serde_json::from_str(&json_of(&small())).unwrap();
    let nodes = &value["graph"]["nodes"];
    let action = nodes["z-action"]["metadata"].as_object().unwrap();
    let actor = nodes["actor"]["metadata"].as_object().unwrap();
    for key in ["dates", "events", "seat", "status_as_of", "spoken"] {
        assert!(action.contains_key(key) && !actor.contains_key(key), "{key}");
    }
    assert_eq!(action["dates"][0]["kind"], "in-force");
    assert!(!action["events"][0].as_object().unwrap().contains_key("kind"));
}

#[test]
fn kinds_and_dates_of_events_are_held_to_their_form() {
    let text = json_of(&small());
    let message_of = |text: &str| {
        let opened = read(text, "x.json");
        assert_eq!(opened.findings.len(), 1, "{:?}", opened.findings);
        assert_eq!(opened.findings[0].code, "wrong-type");
        opened.findings[0].message.clone()
    };
    let odd = text.replacen("\"kind\": \"in-force\"", "\"kind\": \"in-forse\"", 1);
    assert_eq!(message_of(&odd), "“in-forse” is no kind of event; did you mean “in-force”?");
    let odd = text.replacen("\"date\": \"2022-12-14\"", "\"date\": \"14.12.2022\"", 1);
    assert_eq!(message_of(&odd), "`date` is YYYY, YYYY-MM or YYYY-MM-DD, not “14.12.2022”");
}

#[test]
fn a_filtered_export_opens_cleanly() {
    let atlas = small();
    let nodes: BTreeSet<NodeId> = ["z-action".into(), "u".into()].into();
    let links: BTreeSet<LinkId> = atlas.links().iter().map(|link| link.id.clone()).collect();
    let view = Some(ViewRecord { filter: "threat:u".into(), ..ViewRecord::default() });
    let asked = Asked {
        filter: "threat:u".into(),
        focus: Some("u".into()),
        depth: 2,
        direction: "incoming".into(),
        expanded: ["u".into()].into(),
    };
    let ties = |id: &str| Ties {
        pillars: atlas.pillars_of(&id.into()).into_iter().cloned().collect(),
        threats: atlas.threats_of(&id.into()).into_iter().cloned().collect(),
        follow_up: atlas.follow_up(&id.into()),
    };
    let whole = Whole {
        n_nodes: 5,
        n_links: 3,
        strategy: Some("u".into()),
        words: "threat is u".into(),
        context: ["u".into()].into(),
        ties: nodes.iter().map(|id| (id.clone(), ties(id.as_str()))).collect(),
        places: vec![Places {
            layout: "lanes".into(),
            room: (640.5, 480.0),
            shares: [("u".into(), (0.1, 0.7))].into(),
        }],
        part_of: [("u".into(), "group:instrument:.others".into())].into(),
        open: ["p".into()].into(),
        apart: ["u".into()].into(),
        sizes: [("p".into(), 3)].into(),
        hubs: vec![("europol".into(), Relation::LedBy)],
        n_answers: 7,
    };
    let excerpt = Excerpt { asked, whole: Some(whole) };
    let text = write(&Export {
        nodes: Some(&nodes),
        links: Some(&links),
        excerpt: Some(excerpt.clone()),
        view,
        ..export(&atlas)
    });
    assert_valid(&text);
    let opened = check::complete(read(&text, "x.json"));
    assert_eq!(told(&opened), [] as [&Finding; 0]);
    let part = opened.atlas.unwrap();
    assert_eq!(part.excerpt(), Some(&excerpt));
    assert_eq!(part.nodes().len(), 2);
    assert_eq!(part.links().len(), 1);
    assert_eq!(part.threats(), atlas.threats(), "the whole taxonomy, also without its nodes");
    assert_eq!(part.pillar_of(&"z-action".into()), Some(&"pillar".into()));
    assert_eq!((part.n_nodes(), part.n_links()), (5, 3));
    assert_eq!(part.documents(), atlas.documents());
}

#[test]
fn the_built_in_atlas_reads_back_equal() {
    let opened = protecteu_atlas::wire::builtin();
    let atlas = opened.atlas.unwrap();
    let text = json_of(&atlas);
    assert_valid(&text);
    assert_eq!(read(&text, "x.json").atlas, Some(atlas));
}

#[test]
fn moved_quotes_and_changed_texts_are_found() {
    let text = json_of(&small());
    let moved = text.replacen("\"start\": 9", "\"start\": 10", 1);
    let opened = read(&moved, "x.json");
    assert_eq!(opened.findings.len(), 1);
    assert_eq!(opened.findings[0].code, "quote-not-found");
    assert!(opened.findings[0].message.contains("not stand at 10..16 of “d”, but at 9..16"));
    assert!(opened.atlas.is_some());
    let changed = text.replacen("acts. Europol acts.", "acts. Europol sits.", 1);
    let findings = read(&changed, "x.json").findings;
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["changed-document"]);
}

#[test]
fn a_passage_left_out_is_held_to_its_text() {
    let text = json_of(&small());
    let code =
        |text: &str| read(text, "x.json").findings.iter().map(|f| f.code).collect::<Vec<_>>();
    assert_eq!(code(&text.replacen("\"start\": 39", "\"start\": 38", 1)), ["quote-not-found"]);
    assert_eq!(code(&text.replacen("\"end\": 45", "\"end\": 999", 1)), ["quote-not-found"]);
    let nameless = text.replacen("\"reason\": \"says nothing\"", "\"x\": 1", 1);
    assert_eq!(code(&nameless), ["missing-field", "unknown-field"]);
}

#[test]
fn a_newer_format_is_refused() {
    let text = json_of(&small()).replacen("\"format_version\": 1", "\"format_version\": 2", 1);
    let opened = read(&text, "x.json");
    assert!(opened.atlas.is_none());
    assert_eq!(opened.findings.len(), 1);
    assert!(opened.findings[0].message.contains("made by a newer version"));
}

#[test]
fn any_other_graph_opens_as_a_plain_one() {
    let text = "\u{feff}{\"graph\": {\"nodes\": {\"B\": {}, \"A\": {\"label\": \"Ä\", \"metadata\": {\"x\": null}}},\n\
                \"edges\": [{\"source\": \"A\", \"target\": \"B\"}, {\"source\": \"A\", \"target\": \"B\", \"relation\": \"knows\"},\n\
                {\"source\": \"A\", \"target\": \"B\"}]}}";
    let opened = check::complete(read(text, "x.json"));
    assert_eq!(opened.findings, []);
    let atlas = opened.atlas.unwrap();
    let labels: Vec<&str> = atlas.nodes().iter().map(|node| node.label.as_str()).collect();
    assert_eq!(labels, ["B", "Ä"]);
    assert!(atlas.nodes().iter().all(|node| node.kind == NodeKind::Plain));
    let words: Vec<&str> = atlas.links().iter().map(|link| link.relation.word()).collect();
    assert_eq!(words, ["linked to", "knows", "linked to"]);
    let again = json_of(&atlas);
    assert_valid(&again);
    let opened = check::complete(read(&again, "y.json"));
    assert_eq!((opened.findings, opened.atlas), (vec![], Some(atlas)));
}

#[test]
fn a_label_in_which_nothing_is_seen_names_nothing() {
    for label in ["", "  ", "\u{200b}", "\u{a0}\u{ad}"] {
        let text =
            format!("{{\"graph\": {{\"nodes\": {{\"a-node\": {{\"label\": \"{label}\"}}}}}}}}");
        let atlas = read(&text, "x.json").atlas.unwrap();
        assert_eq!(atlas.nodes()[0].label, "a-node", "{label:?}");
    }
}

#[test]
fn dangling_edges_are_all_named() {
    check_findings(
        "{\"graph\": {\"nodes\": {\"abc\": {}},\n\"edges\": [{\"source\": \"abd\", \"target\": \"abc\"},\n\
         {\"source\": \"x\", \"target\": \"y\"}]}}",
        &[
            "x.json:2:22: error[unknown-id]: no node is called “abd”; did you mean “abc”?",
            "x.json:3:12: error[unknown-id]: no node is called “x”",
            "x.json:3:27: error[unknown-id]: no node is called “y”",
        ],
    );
}

#[test]
fn a_key_written_twice_names_both_places() {
    check_findings(
        "{\"graph\": {\"nodes\": {\"A\": {},\n \"A\": {}}}}",
        &[
            "x.json:2:2: error[duplicate-id]: the key “A” is here twice; the first stands at x.json:1:22",
        ],
    );
    check_findings(
        "{\"graph\": {\"nodes\": {\"A\": {}}, \"edges\": [\n{\"id\": \"e\", \"source\": \"A\", \"target\": \"A\"},\n\
         {\"id\": \"e\", \"source\": \"A\", \"target\": \"A\"}]}}",
        &[
            "x.json:3:8: error[duplicate-id]: two links are called “e”; the first stands at x.json:2:8; \
           give one of them an `id` of its own",
        ],
    );
}

#[test]
fn what_is_not_json_is_refused_at_its_place() {
    check_findings(
        "{\"graph\":\n {\"nodes\": NaN}}",
        &["x.json:2:12: error[syntax]: JSON has no such number (Python's json module writes it); \
           write null or a number"],
    );
    for text in ["", "{", "{\"graph\": {\"x\": \"\\ud800\"}}", "[1, 2", "{\"graph\": {}} x"] {
        let opened = read(text, "x.json");
        assert!(opened.atlas.is_none(), "{text}");
        assert_eq!(opened.findings.len(), 1, "{text}: {:?}", opened.findings);
        assert_eq!(opened.findings[0].code, "syntax", "{text}");
    }
    check_findings(
        "{\"graph\": {\"x\": 1e999}}",
        &["x.json:1:17: error[syntax]: number out of range"],
    );
}

#[test]
fn hostile_sizes_are_refused_by_the_limits_name() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        assert!(read(&text, "x.json").atlas.is_none());
    }
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let limit_of = |text: &str| read(text, "x.json").findings[0].to_string();
    assert!(limit_of(&deep).contains("the limit of 64 levels"));
    let long = format!("{{\"graph\": {{\"label\": \"{}\"}}}}", "x".repeat(1024 * 1024 + 1));
    assert!(limit_of(&long).contains("the limit of 1048576 bytes"));
    let many: Vec<String> = (0..50_001).map(|number| format!("\"{number}\":{{}}")).collect();
    let many = format!("{{\"graph\":{{\"nodes\":{{{}}}}}}}", many.join(","));
    assert!(limit_of(&many).contains("the limit is 50000 nodes"));
}

#[test]
fn odd_numbers_do_no_harm() {
    let text = json_of(&small());
    for number in ["-1", "1.5", "18446744073709551616", "1e300", "99999999", "null", "\"9\""] {
        let odd = text.replacen("\"start\": 9", &format!("\"start\": {number}"), 1);
        let opened = read(&odd, "x.json");
        assert_eq!(opened.findings.len(), 1, "{number}: {:?}", opened.findings);
        assert!(opened.atlas.is_some(), "{number}");
    }
}

fn text() -> impl Strategy<Value = String> {
    "[a-zäß€🛡\"\\\\ \n\u{202e}–]{1,12}"
}

prop_compose! {
    fn event(evidence: Vec<Evidence>)(
        year in 1900..2100,
        rest in prop::sample::select(vec!["", "-01", "-12-31"]),
        kind in prop::option::of(prop::sample::select(EventKind::ALL.to_vec())),
        what in text(),
        number in prop::option::of(text()),
    ) -> Event {
        let date = format!("{year}{rest}");
        let looked_in = number.clone().filter(|_| kind == Some(EventKind::NotFound));
        Event { date, kind, what, number, looked_in, evidence: evidence.clone(), ..Event::default() }
    }
}

prop_compose! {
    /// Evidence, dates and events, all of one document.
    fn record(source: String)(evidence in prop::collection::vec(evidence(source), 1..3))(
        dates in prop::collection::vec(event(evidence.clone()), 0..3),
        events in prop::collection::vec(event(Vec::new()), 0..3),
        evidence in Just(evidence),
    ) -> (Vec<Evidence>, Vec<Event>, Vec<Event>) {
        (evidence, dates, events)
    }
}

prop_compose! {
    fn evidence(source: String)(
        cut in any::<(prop::sample::Index, prop::sample::Index)>(),
        sort in 0..3,
        words in text(),
    ) -> Evidence {
        let document = document(&source);
        let ends = [cut.0.index(document.n_characters() + 1), cut.1.index(document.n_characters() + 1)];
        let quote = document.quote(Span { start: ends[0].min(ends[1]), end: ends[0].max(ends[1]) });
        match sort {
            0 => Evidence::Stated(quote),
            1 => Evidence::Interpreted { quote, reason: words },
            _ => Evidence::Reference { citation: words, url: None, confidence: Confidence::Memory },
        }
    }
}

/// Small atlases of odd texts: some actors, a threat line, and links between them.
fn atlases() -> impl Strategy<Value = Atlas> {
    text().prop_flat_map(|words| {
        let record = record(words.clone());
        let names = prop::collection::btree_set(text(), 1..5);
        let ends = prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 0..5);
        (Just(words), record, names, ends, prop::option::of(text())).prop_map(
            |(words, (evidence, dates, events), names, ends, odd)| {
                let names: Vec<String> = names.into_iter().collect();
                let node = |name: &String| Node {
                    summary: odd.clone(),
                    spoken: odd.clone(),
                    seat: odd.clone(),
                    status_as_of: dates.first().map(|event| event.date.clone()),
                    dates: dates.clone(),
                    events: events.clone(),
                    aliases: odd.clone().into_iter().collect(),
                    evidence: evidence.clone(),
                    ..Node::new(NodeId::new(name), NodeKind::Actor, name.clone())
                };
                let link =
                    |(number, (from, to)): (usize, &(prop::sample::Index, prop::sample::Index))| {
                        Link {
                            id: LinkId::new(format!("{number}")),
                            source: NodeId::new(from.get(&names)),
                            target: NodeId::new(to.get(&names)),
                            relation: Relation::CooperatesWith,
                            evidence: evidence.clone(),
                        }
                    };
                let mut document = document(&words);
                let span = Span { start: 0, end: document.n_characters().min(3) };
                document.left_out = vec![LeftOut { span, reason: words.clone() }];
                Atlas::new(AtlasParts {
                    id: "p".into(),
                    title: words.clone(),
                    summary: odd.clone(),
                    documents: vec![document],
                    links: ends.iter().enumerate().map(link).collect(),
                    nodes: names.iter().map(node).collect(),
                    ..AtlasParts::default()
                })
                .unwrap()
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_reads_back_equal(atlas in atlases()) {
        let text = json_of(&atlas);
        assert_valid(&text);
        let opened = read(&text, "x.json");
        prop_assert_eq!(&opened.findings, &Vec::new());
        // The rules may object to a blank reason, and warn of what hangs on nothing.
        let errors = check::check(&opened.draft).into_iter().filter(check::Finding::is_error);
        prop_assert!(errors.map(|error| error.code).all(|code| code == "missing-reason"));
        prop_assert_eq!(opened.atlas, Some(atlas));
    }

    #[test]
    fn no_broken_file_brings_the_reader_down(at in any::<prop::sample::Index>(), c in any::<char>()) {
        let text = json_of(&small());
        let at = at.index(text.chars().count());
        let broken: String = text.chars().enumerate().map(|(i, old)| if i == at { c } else { old }).collect();
        check::complete(read(&broken, "x.json"));
        let cut: String = text.chars().take(at).collect();
        prop_assert!(read(&cut, "x.json").has_errors());
    }
}

//! What the structure of a view says: each insight on small atlases, laws over filters, and the
//! tab as a person finds it.
#![cfg(feature = "app")]
#![expect(clippy::panic, clippy::expect_used, reason = "a test says so by panicking")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::atlas::{
    Atlas, AtlasParts, Confidence, Event, EventKind, Evidence, Link, Node, NodeKind, Quote,
    Relation, Span, Threat,
};
use protecteu_atlas::atlas::{Document, NodeId};
use protecteu_atlas::filter::{self, Question, visible};
use protecteu_atlas::session::{Command, Session};
use protecteu_atlas::survey::{INSIGHTS, Insight, insights};
use protecteu_atlas::view::View;
use protecteu_atlas::wire;

static BUILTIN: LazyLock<Atlas> =
    LazyLock::new(|| wire::builtin().atlas.expect("the built-in atlas hangs together"));

/// The built-in atlas, read once.
fn atlas() -> &'static Atlas {
    &BUILTIN
}

fn quote() -> Quote {
    let (document, exact) = ("d".into(), "words".to_owned());
    let span = Span { start: 0, end: 5 };
    Quote { document, span, exact, prefix: String::new(), suffix: String::new() }
}

fn stated() -> Vec<Evidence> {
    vec![Evidence::Stated(quote())]
}

fn read_so() -> Vec<Evidence> {
    vec![Evidence::Interpreted { quote: quote(), reason: "because".to_owned() }]
}

fn node(id: &str, kind: NodeKind) -> Node {
    Node { evidence: stated(), ..Node::new(id.into(), kind, id.to_uppercase()) }
}

fn link(source: &str, relation: Relation, target: &str, evidence: Vec<Evidence>) -> Link {
    let (source, target): (NodeId, NodeId) = (source.into(), target.into());
    Link { id: Link::default_id(&source, &relation, &target), source, target, relation, evidence }
}

/// Two pillars with an action each and a bare third; who and what stand behind them differ.
fn small() -> Atlas {
    let missed = Event {
        date: "2026-01".to_owned(),
        kind: Some(EventKind::NotFound),
        what: "Not found".to_owned(),
        ..Event::default()
    };
    let found = Event { kind: Some(EventKind::Adopted), ..missed.clone() };
    let citation = |words: &str, confidence| Evidence::Reference {
        citation: words.to_owned(),
        url: None,
        confidence,
    };
    let law = Node {
        evidence: vec![
            citation("Act 1", Confidence::Memory),
            citation("Act 2", Confidence::Verified),
        ],
        events: vec![found],
        ..node("law", NodeKind::Instrument)
    };
    let nodes = vec![
        node("north", NodeKind::Pillar),
        node("south", NodeKind::Pillar),
        Node { events: vec![missed], ..node("sought", NodeKind::Action) },
        node("followed", NodeKind::Action),
        Node {
            evidence: read_so(),
            status: Some("announced".to_owned()),
            ..node("bare", NodeKind::Action)
        },
        node("agency", NodeKind::Actor),
        node("office", NodeKind::Actor),
        law,
        node("storm", NodeKind::Threat),
        node("hail", NodeKind::Threat),
        node("drought", NodeKind::Threat),
    ];
    let threat = |id: &str, parent: Option<&str>| Threat {
        id: id.into(),
        label: id.to_owned(),
        definition: None,
        parent: parent.map(NodeId::from),
    };
    let links = vec![
        link("north", Relation::Contains, "sought", stated()),
        link("south", Relation::Contains, "followed", stated()),
        link("south", Relation::Contains, "bare", read_so()),
        link("sought", Relation::LedBy, "agency", stated()),
        link("followed", Relation::Involves, "agency", stated()),
        link("followed", Relation::LedBy, "office", read_so()),
        link("followed", Relation::Proposes, "law", stated()),
        link("law", Relation::Addresses, "hail", stated()),
    ];
    Atlas::new(AtlasParts {
        documents: vec![Document::new("d".into(), "D".into(), "words".into(), String::new())],
        threats: vec![
            threat("storm", None),
            threat("hail", Some("storm")),
            threat("drought", None),
        ],
        nodes,
        links,
        ..AtlasParts::default()
    })
    .expect("a small atlas hangs together")
}

fn all_of(atlas: &Atlas) -> Vec<Insight> {
    let kept = visible(atlas, &Question::default());
    insights(atlas, &kept.kept_nodes, &kept.kept_links)
}

fn check(word: &str, expected: &[&str]) {
    let insights = all_of(&small());
    let insight = insights.iter().find(|insight| insight.spec.word == word);
    let insight = insight.unwrap_or_else(|| panic!("no insight is called {word}"));
    let lines: Vec<String> =
        insight.lines.iter().map(|line| format!("{}: {}", line.node, line.words)).collect();
    assert_eq!(lines, expected, "{word}");
}

#[test]
fn actors_are_told_by_actions_and_pillars() {
    check(
        "actors",
        &["agency: 2 actions, leads 1, in 2 pillars", "office: 1 action, leads 1, in 1 pillar"],
    );
}

#[test]
fn actions_are_told_that_lack_an_actor_an_instrument_or_a_follow_up() {
    check("no-actor", &["bare: SOUTH"]);
    check("no-instrument", &["sought: NORTH", "bare: SOUTH"]);
}

#[test]
fn what_nobody_looked_up_is_told_and_is_no_gap() {
    check("no-follow-up", &["sought: not found"]);
    check("not-looked-up", &["bare: announced, not looked up"]);
    let is_gap = |word: &str| INSIGHTS.iter().any(|spec| spec.word == word && spec.is_gap);
    assert!(is_gap("no-follow-up") && !is_gap("not-looked-up"));
}

#[test]
fn a_threat_has_law_where_a_sub_type_has_it() {
    check("no-law", &["drought: "]);
    check("instruments", &["law: 1 threat"]);
}

#[test]
fn what_rests_on_reading_or_memory_alone_is_told() {
    check("interpreted", &["bare: its one link and its one quote", "office: its one link"]);
    check("unverified", &["law: Act 1"]);
}

#[test]
fn bridges_carry_what_the_counted_ways_say() {
    // The kept links make one tree: north, sought, agency, followed, with south and bare, office,
    // law and hail behind followed. Of the 10 · 9 / 2 = 45 pairs of others, those on different
    // sides of a node lead through it.
    check(
        "bridges",
        &[
            "followed: on 51.1 % of the ways",
            "agency: on 26.7 % of the ways, joins 2 pillars",
            "sought: on 15.6 % of the ways",
            "law: on 15.6 % of the ways",
        ],
    );
}

#[test]
fn an_insight_with_nothing_to_tell_says_so() {
    for insight in all_of(&small()) {
        let sentence = insight.empty_sentence();
        assert!(sentence.ends_with('.'), "{sentence}");
        assert_eq!(sentence, insight.spec.none);
    }
    let empty = Atlas::new(AtlasParts::default()).expect("nothing hangs together");
    for insight in all_of(&empty) {
        assert!(insight.lines.is_empty());
        assert!(insight.empty_sentence().starts_with("There are no "), "{}", insight.spec.word);
    }
}

#[test]
fn every_insight_has_a_name_and_words_of_its_own() {
    let words: BTreeSet<&str> = INSIGHTS.iter().map(|spec| spec.word).collect();
    let headings: BTreeSet<&str> = INSIGHTS.iter().map(|spec| spec.heading).collect();
    assert_eq!((words.len(), headings.len()), (INSIGHTS.len(), INSIGHTS.len()));
    for spec in INSIGHTS {
        assert!(spec.meaning.ends_with('.') && spec.none.ends_with('.'), "{}", spec.word);
    }
}

#[test]
fn whatever_is_asked_every_line_is_of_a_node_that_is_kept_and_of_each_only_one() {
    for asked in [
        "",
        "threat:terrorism",
        "actor:europol",
        "kind:action,actor",
        "status:announced",
        "-kind:pillar",
        "basis:interpreted",
        "nothing-holds-these-words",
    ] {
        let filter = filter::read(asked, atlas()).expect("a filter the atlas knows");
        let kept = visible(atlas(), &Question { filter, ..Question::default() });
        let found = insights(atlas(), &kept.kept_nodes, &kept.kept_links);
        assert_eq!(found.len(), INSIGHTS.len());
        for insight in &found {
            let mut seen = BTreeSet::new();
            for line in &insight.lines {
                assert!(kept.kept_nodes.contains(&line.node), "{asked}: {}", line.node);
                assert!(seen.insert(&line.node), "{asked}: {} twice", line.node);
                assert!(line.share.is_none_or(|share| (0.0..=1.0).contains(&share)));
            }
            let shares = insight.lines.iter().filter_map(|line| line.share);
            assert!(shares.is_sorted_by(|a, b| a >= b), "{asked}: {}", insight.spec.word);
        }
        let again = insights(atlas(), &kept.kept_nodes, &kept.kept_links);
        let lines = |insights: &[Insight]| format!("{:?}", insights.iter().map(|i| &i.lines));
        assert_eq!(lines(&found), lines(&again));
    }
}

fn window(size: [f32; 2], asked: &str) -> Harness<'static, App> {
    let filter = filter::read(asked, atlas()).expect("a filter the atlas knows");
    window_on(size, atlas().clone(), View { filter, ..View::default() })
}

fn window_on(size: [f32; 2], atlas: Atlas, view: View) -> Harness<'static, App> {
    let session = Session::new(atlas, "test".to_owned(), Vec::new(), view);
    let app = App::new(session, size.into(), None).without_motion();
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(24)
        .with_step_dt(1.0 / 30.0)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    harness.get_by_role_and_label(Role::Tab, "Insight").click();
    harness.run();
    harness
}

fn selected(harness: &Harness<'_, App>) -> Vec<String> {
    harness.state().session().view().selected.iter().map(ToString::to_string).collect()
}

#[test]
fn the_tab_names_every_insight_and_a_line_selects_its_node() {
    let mut harness = window([1440.0, 900.0], "threat:terrorism");
    for spec in INSIGHTS {
        let n = harness.query_all_by_label(spec.heading).count();
        assert!(n >= 1, "{}", spec.heading);
    }
    harness.get_by_label_contains("Counted over ");
    harness.get_by_label("Every threat has an act or another instrument that addresses it.");
    let lines = harness.get_all_by_role(Role::Button);
    let mut labels = lines.filter_map(|line| line.accesskit_node().label());
    let line = labels.find(|label| label.starts_with("European Commission, "));
    drop(labels);
    let line = line.unwrap_or_else(|| panic!("the Commission carries most"));
    harness.get_by_role_and_label(Role::Button, &line).click();
    harness.run();
    assert_eq!(selected(&harness), ["commission"]);
}

#[test]
fn more_lines_come_and_go_and_what_is_listed_can_be_shown_in_the_graph() {
    let mut harness = window([1440.0, 3200.0], "threat:terrorism");
    // Whichever insight has more lines than are shown at first.
    let links = harness.get_all_by_role(Role::Link);
    let mut labels = links.filter_map(|link| link.accesskit_node().label());
    let found = labels.find_map(|label| Some(label.split_once("more… ")?.1.to_owned()));
    drop(labels);
    let heading = found.unwrap_or_else(|| panic!("some insight has more than six lines"));
    let heading = heading.as_str();
    let shown = |harness: &Harness<'_, App>| {
        let links = harness.get_all_by_role(Role::Link);
        let mut labels = links.filter_map(|link| link.accesskit_node().label());
        labels.find(|label| label.starts_with("Show these") && label.ends_with(heading))
    };
    let show = shown(&harness).expect("more than one action");
    assert_eq!(show, format!("Show these 6 in the graph: {heading}"));
    let links = harness.get_all_by_role(Role::Link);
    let mut labels = links.filter_map(|link| link.accesskit_node().label());
    let more = labels.find(|label| label.ends_with(&format!("more… {heading}")));
    drop(labels);
    let more = more.unwrap_or_else(|| panic!("there are more than six"));
    harness.get_by_role_and_label(Role::Link, &more).click();
    harness.run();
    let n_more: usize = more.split(' ').next().and_then(|n| n.parse().ok()).expect("a count");
    let show = shown(&harness).expect("more than one action");
    assert_eq!(show, format!("Show these {} in the graph: {heading}", 6 + n_more));
    harness.get_by_role_and_label(Role::Link, &show).click();
    harness.run();
    assert_eq!(selected(&harness).len(), 6 + n_more);
    harness.get_by_role_and_label(Role::Link, &format!("Fewer {heading}")).click();
    harness.run();
    assert_eq!(shown(&harness), Some(format!("Show these 6 in the graph: {heading}")));
}

#[test]
fn showing_lines_in_the_graph_is_undone_in_one_step() {
    let filter = filter::read("threat:terrorism", atlas()).expect("a filter");
    let view = View { filter, ..View::default() };
    let mut session = Session::new(atlas().clone(), "test".to_owned(), Vec::new(), view.clone());
    session.apply(Command::SelectThese(vec!["commission".into(), "europol".into()]));
    assert_eq!(session.view().selected.len(), 2);
    session.apply(Command::Undo);
    assert_eq!(*session.view(), view);
}

#[test]
fn many_nodes_are_counted_on_a_thread_while_the_window_goes_on() {
    let nodes: Vec<String> =
        (0..600).map(|at| format!("\"n{at}\": {{\"label\": \"N{at}\"}}")).collect();
    let links = (0..2_400).map(|at| (at % 600, (at * 7 + at / 600 + 1) % 600));
    let links: Vec<String> = links
        .map(|(a, b)| {
            format!("{{\"source\": \"n{a}\", \"target\": \"n{b}\", \"relation\": \"near\"}}")
        })
        .collect();
    let (nodes, links) = (nodes.join(","), links.join(","));
    let text = format!(
        "{{\"graph\": {{\"directed\": true, \"nodes\": {{{nodes}}}, \"edges\": [{links}]}}}}"
    );
    let read = wire::json::read(&text, "many.json");
    let many = protecteu_atlas::check::complete(read).atlas.expect("a graph");
    let mut harness = window_on([1440.0, 900.0], many, View::default());
    let is_done =
        |harness: &Harness<'_, App>| harness.query_by_label("Bridges between the parts").is_some();
    while !is_done(&harness) {
        harness.get_by_label("Counting the ways between 600 nodes…");
        std::thread::sleep(std::time::Duration::from_millis(5));
        harness.step();
    }
    harness.get_by_label("There are no actors here.");
}

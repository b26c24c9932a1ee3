//! What the briefing says in numbers: each of them is counted again in what its view keeps.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use protecteu_atlas::atlas::{Atlas, FollowUp, NodeId, NodeKind, Relation};
use protecteu_atlas::filter::visible;
use protecteu_atlas::view::NamedView;
use protecteu_atlas::wire::{self, named_view_from_record};

static ATLAS: LazyLock<Atlas> =
    LazyLock::new(|| wire::builtin().atlas.expect("the built-in atlas hangs together"));

/// The view whose notes say how many actions of each pillar answer each threat.
const COUNTED: &str = "Threats and pillars";

const NUMBERS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

fn views() -> (String, Vec<NamedView>) {
    let briefing = wire::builtin().draft.briefing.expect("a briefing");
    let views = briefing.views.iter().map(|view| named_view_from_record(&view.value, &ATLAS).0);
    (briefing.title, views.collect())
}

/// "- Terrorism: Governance 0, Anticipating threats 1, …" for every top-level threat.
fn answers() -> Vec<String> {
    let pillars = || ATLAS.nodes().iter().filter(|node| node.kind == NodeKind::Pillar);
    let line = |threat: &NodeId| {
        let n_answers = |pillar: &NodeId| {
            let contained = ATLAS.links_from(pillar).into_iter();
            let contained = contained.filter(|link| link.relation == Relation::Contains);
            let actions: BTreeSet<&NodeId> = contained.map(|link| &link.target).collect();
            let answers = |action: &&&NodeId| {
                let links = ATLAS.links_from(action).into_iter();
                let mut addressed = links.filter(|link| link.relation == Relation::Addresses);
                addressed.any(|link| ATLAS.threat_line(&link.target).any(|id| id == threat))
            };
            actions.iter().filter(answers).count()
        };
        let counts = pillars().map(|p| format!("{} {}", p.label, n_answers(&p.id)));
        let label = &ATLAS.node(threat).expect("a threat has a node").label;
        format!("- {label}: {}", counts.collect::<Vec<_>>().join(", "))
    };
    let top = ATLAS.threats().iter().filter(|threat| threat.parent.is_none());
    top.map(|threat| line(&threat.id)).collect()
}

#[test]
fn the_notes_say_how_many_actions_of_each_pillar_answer_each_threat() {
    let (_, views) = views();
    let view = views.iter().find(|view| view.name() == COUNTED).expect("the view that counts");
    let told: Vec<&str> = view.notes.lines().filter(|line| is_of_the_table(line)).collect();
    let answers = answers();
    assert_eq!(told, answers, "the notes should say:\n{}", answers.join("\n"));
}

fn is_of_the_table(line: &str) -> bool {
    answers().iter().any(|answer| {
        let head = answer.split_once(": ").map_or(answer.as_str(), |(head, _)| head);
        line.starts_with(&format!("{head}: "))
    })
}

/// The words of a text without marks, dates and years.
fn undated(text: &str) -> Vec<String> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let is_year =
        |word: &str| word.len() == 4 && word.parse().is_ok_and(|n| (1900..2100).contains(&n));
    let is_day = |at: usize| {
        words[at].parse::<u8>().is_ok() && words.get(at + 2).is_some_and(|w| is_year(w))
    };
    (0..words.len())
        .filter(|&at| !is_year(&words[at]) && !is_day(at))
        .map(|at| words[at].clone())
        .collect()
}

fn number(word: &str) -> Option<usize> {
    let in_words = NUMBERS.iter().position(|known| *known == word).map(|at| at + 1);
    in_words.or_else(|| word.parse().ok())
}

/// How many of what the words name a view keeps; `None` where the words name nothing one counts.
fn counted(words: &[String], view: &NamedView) -> Option<usize> {
    let kept = visible(&ATLAS, &view.view.question()).kept_nodes;
    let starts = |phrase: &str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.len() >= phrase.len() && phrase.iter().zip(words).all(|(a, b)| a == b)
    };
    if starts("groups of threats") {
        let top = ATLAS.threats().iter().filter(|threat| threat.parent.is_none());
        return Some(top.filter(|threat| kept.contains(&threat.id)).count());
    }
    let kept = || ATLAS.nodes().iter().filter(|node| kept.contains(&node.id));
    let kind = NodeKind::ALL.into_iter().find(|k| starts(k.word()) || starts(k.spec().plural));
    if let Some(kind) = kind {
        return Some(kept().filter(|node| node.kind == kind).count());
    }
    let follow_up = FollowUp::ALL.into_iter().find(|follow_up| starts(follow_up.phrase()))?;
    let actions = kept().filter(|node| node.kind == NodeKind::Action);
    Some(actions.filter(|node| ATLAS.follow_up(&node.id) == Some(follow_up)).count())
}

#[test]
fn every_number_over_a_view_is_what_the_view_keeps() {
    let (title, views) = views();
    let n_views = undated(&title).iter().find_map(|word| number(word));
    assert_eq!(n_views, Some(views.len()), "{title}");
    for view in &views {
        let notes = view.notes.lines().filter(|line| !is_of_the_table(line));
        for text in std::iter::once(view.title()).chain(notes) {
            let words = undated(text);
            for (at, word) in words.iter().enumerate() {
                let Some(said) = number(word) else { continue };
                match counted(&words[at + 1..], view) {
                    Some(n) => assert_eq!(said, n, "{}: {text}", view.name()),
                    // "One" is a pronoun too.
                    None if word == "one" => {}
                    None => panic!("{}: nobody counts “{word}” in: {text}", view.name()),
                }
            }
        }
    }
}

#[test]
fn no_view_keeps_a_node_without_a_line_to_it() {
    for view in views().1 {
        let kept = visible(&ATLAS, &view.view.question());
        let links = ATLAS.links().iter().filter(|link| kept.kept_links.contains(&link.id));
        let joined: BTreeSet<&NodeId> =
            links.flat_map(|link| [&link.source, &link.target]).collect();
        // A threat is told with the others of its group.
        let is_in_told_group = |id: &NodeId| {
            ATLAS.threat(id).is_some()
                && joined.iter().any(|other| ATLAS.top_threat(other) == ATLAS.top_threat(id))
        };
        let alone: Vec<&NodeId> = kept
            .kept_nodes
            .iter()
            .filter(|id| !joined.contains(id) && !is_in_told_group(id))
            .collect();
        assert!(alone.is_empty(), "{}: {alone:?}", view.name());
    }
}

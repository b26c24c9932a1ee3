//! Whatever is asked, an export and the window keep the same: a thousand filters made from the
//! keys, values and words of the built-in atlas, always the same ones.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::LazyLock;

use emath::vec2;
use protecteu_atlas::atlas::{Atlas, Basis, NodeId, NodeKind};
use protecteu_atlas::export::{ExportOptions, ExportRequest, Format, picture_of};
use protecteu_atlas::filter::{Filter, Join, KEYS, Question, Visible, fold, read, visible};
use protecteu_atlas::session::{Command as Wish, Session};
use protecteu_atlas::view::{Outside, Picture, Stage, View};
use protecteu_atlas::wire;
use serde_json::Value;

static BUILTIN: LazyLock<Atlas> =
    LazyLock::new(|| wire::builtin().atlas.expect("the built-in atlas hangs together"));

fn atlas() -> &'static Atlas {
    &BUILTIN
}

/// How many filters are tried.
const N_FILTERS: usize = 1_000;

/// A sequence without pattern.
///
/// Source: Knuth (1998), The Art of Computer Programming 2, the MMIX generator.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// Filters of one to four clauses and words.
fn filters() -> Vec<Filter> {
    let mut sequence = Sequence(2025);
    let values: Vec<Vec<String>> = KEYS
        .iter()
        .map(|spec| (spec.values)(atlas()).into_iter().map(|value| value.word).collect())
        .collect();
    let words: BTreeSet<String> = atlas()
        .nodes()
        .iter()
        .flat_map(|node| fold(&node.label).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let words: Vec<String> = words.into_iter().collect();
    (0..N_FILTERS).map(|_| filter(&mut sequence, &values, &words)).collect()
}

fn filter(sequence: &mut Sequence, values: &[Vec<String>], words: &[String]) -> Filter {
    let mut filter = Filter::new();
    for _ in 0..=sequence.below(3) {
        let at = sequence.below(KEYS.len());
        let (key, negated) = (KEYS[at].key, sequence.one_in(4));
        for _ in 0..=sequence.below(3) {
            let value = &values[at][sequence.below(values[at].len())];
            filter = filter.with(key, value, negated);
        }
        if sequence.one_in(3) {
            filter = filter.joined(key, negated, Join::All);
        }
    }
    if sequence.one_in(3) {
        let word = &words[sequence.below(words.len())];
        filter = filter.with_term(word, sequence.one_in(4));
    }
    filter
}

fn ids<'a>(ids: impl IntoIterator<Item = &'a NodeId>) -> BTreeSet<String> {
    ids.into_iter().map(ToString::to_string).collect()
}

/// What a filter keeps, as `--filter` is read.
fn answer(filter: &Filter) -> Visible {
    let text = filter.to_string();
    let asked = read(&text, atlas()).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(asked, *filter, "{text}");
    visible(atlas(), &Question { filter: asked, ..Question::default() })
}

#[test]
fn the_window_keeps_what_is_asked_whatever_it_is() {
    let mut session = Session::new(atlas().clone(), "test".to_owned(), Vec::new(), View::default());
    let stage = Stage::page(vec2(480.0, 320.0));
    let mut picture = Picture::of(atlas(), session.view(), stage);
    let mut sizes = BTreeSet::new();
    for (at, filter) in filters().into_iter().enumerate() {
        let answer = answer(&filter);
        let text = filter.to_string();
        // By a click or by typing.
        let wish = if at % 2 == 0 { Wish::SetFilter(filter) } else { Wish::TryFilter(filter) };
        session.apply(wish);
        picture.refresh(atlas(), session.view(), stage);
        assert_eq!(picture.visible.kept_nodes, answer.kept_nodes, "{text}");
        assert_eq!(picture.visible.kept_links, answer.kept_links, "{text}");
        sizes.insert(answer.kept_nodes.len());
    }
    assert!(sizes.len() > 100, "the filters ask for too much of the same: {}", sizes.len());
}

/// Of how many filters one is exported: each takes a picture of its own, with nothing to build on,
/// and all of them minutes.
fn every() -> usize {
    if std::env::var_os("PROTECTEU_ATLAS_ALL_FILTERS").is_some() { 1 } else { 10 }
}

#[test]
fn exports_keep_what_is_asked_whatever_it_is() {
    let options = ExportOptions { size: vec2(480.0, 320.0), ..ExportOptions::default() };
    for filter in filters().into_iter().step_by(every()) {
        let answer = answer(&filter);
        let text = filter.to_string();
        let view = View { filter, ..View::default() };
        let request = ExportRequest::new(atlas(), &view, &options);
        let exported = picture_of(&request).visible;
        assert_eq!(exported.kept_nodes, answer.kept_nodes, "{text}");
        assert_eq!(exported.kept_links, answer.kept_links, "{text}");
    }
}

#[test]
fn the_program_exports_what_the_library_keeps() {
    for filter in filters().into_iter().step_by(N_FILTERS / 6) {
        let text = filter.to_string();
        let output = Command::new(env!("CARGO_BIN_EXE_protecteu-atlas"))
            .args(["export", "-o", "-", "--format", "json", "--filter", &text])
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{text}: {}", String::from_utf8_lossy(&output.stderr));
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        let nodes = json["graph"]["nodes"].as_object().unwrap();
        let exported: BTreeSet<String> = nodes.keys().cloned().collect();
        let kept = visible(atlas(), &Question { filter, ..Question::default() });
        assert_eq!(exported, ids(&kept.kept_nodes), "{text}");
        assert_eq!(json["graph"]["edges"].as_array().unwrap().len(), kept.kept_links.len());
    }
}

#[test]
fn a_faded_view_exports_the_data_it_keeps_and_says_that_it_fades() {
    let filter = read("threat:terrorism+cyber", atlas()).unwrap();
    let kept = visible(atlas(), &Question { filter: filter.clone(), ..Question::default() });
    let view = View { filter, outside: Outside::Fade, ..View::default() };
    let options = ExportOptions::default();
    let request = ExportRequest::new(atlas(), &view, &options);
    let bytes = Format::from_extension("json").unwrap().bytes(&request).unwrap();
    let json: Value = serde_json::from_slice(&bytes).unwrap();
    let nodes = json["graph"]["nodes"].as_object().unwrap();
    assert_eq!(nodes.keys().cloned().collect::<BTreeSet<_>>(), ids(&kept.kept_nodes));
    assert_eq!(json["graph"]["metadata"]["view"]["outside"], "fade");
    let svg = Format::from_extension("svg").unwrap().bytes(&request).unwrap();
    let svg = String::from_utf8(svg).unwrap();
    assert!(svg.contains("; the rest faded") && svg.contains(" opacity=\"0.35\""));
    let hidden = View { outside: Outside::Hide, ..view.clone() };
    let bytes = Format::from_extension("json")
        .unwrap()
        .bytes(&ExportRequest { view: &hidden, ..request })
        .unwrap();
    assert!(!String::from_utf8(bytes).unwrap().contains("\"outside\""));
}

#[test]
fn the_list_of_filters_names_every_key_and_value_with_a_count() {
    let output = Command::new(env!("CARGO_BIN_EXE_protecteu-atlas"))
        .args(["list", "filters", "--format", "json"])
        .output()
        .expect("the program runs");
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    let listed: BTreeSet<(String, String)> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            assert!(row["count"].is_u64(), "{row}");
            let text = |column: &str| row[column].as_str().unwrap().to_owned();
            (text("key"), text("value"))
        })
        .collect();
    let is_of_another_atlas = |key: &str, value: &str| {
        let kind = NodeKind::from_word(value);
        // Every claim of the built-in atlas stands.
        let stands = Basis::from_word(value).is_none_or(|basis| basis.standing().is_none());
        key == "kind" && kind.is_some_and(|kind| atlas().n_of_kind(kind) == 0)
            || key == "basis" && !stands
    };
    let known = KEYS.iter().flat_map(|spec| {
        let values = (spec.values)(atlas()).into_iter();
        values.map(|value| (spec.word.to_owned(), value.word))
    });
    let known = known.filter(|(key, value)| !is_of_another_atlas(key, value));
    assert_eq!(listed, known.collect());
}

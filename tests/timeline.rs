//! The timeline: which dates it holds and where, and the drawer as a person finds it.
#![cfg(feature = "app")]
#![expect(clippy::panic, clippy::expect_used, reason = "a test says so by panicking")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::atlas::{Atlas, Event, FollowUp, NodeId, NodeKind};
use protecteu_atlas::filter::{self, Question, Visible, visible};
use protecteu_atlas::session::Session;
use protecteu_atlas::survey::{Grouping, Timeline};
use protecteu_atlas::view::View;
use protecteu_atlas::{check, wire};

static BUILTIN: LazyLock<Atlas> =
    LazyLock::new(|| wire::builtin().atlas.expect("the built-in atlas hangs together"));

/// The built-in atlas, read once.
fn atlas() -> &'static Atlas {
    &BUILTIN
}

const FILTERS: [&str; 7] = [
    "",
    "threat:terrorism",
    "actor:europol",
    "kind:instrument",
    "status:announced",
    "-kind:pillar,action cyber",
    "id:europol",
];

fn kept(asked: &str) -> Visible {
    let filter = filter::read(asked, atlas()).expect("a filter the atlas knows");
    visible(atlas(), &Question { filter, ..Question::default() })
}

fn timeline(asked: &str) -> Timeline {
    let kept = kept(asked);
    Timeline::of(atlas(), &kept.kept_nodes, &kept.kept_links)
}

#[test]
fn every_date_of_what_is_kept_is_there_once_and_nothing_else() {
    for asked in FILTERS {
        let (kept, timeline) = (kept(asked), timeline(asked));
        let mut expected: BTreeMap<NodeId, usize> = BTreeMap::new();
        for node in atlas().nodes().iter().filter(|node| kept.kept_nodes.contains(&node.id)) {
            let n = node.dates.len() + node.events.len();
            if n > 0 {
                expected.insert(node.id.clone(), n);
            }
        }
        let mut found: BTreeMap<NodeId, usize> = BTreeMap::new();
        for happening in &timeline.happenings {
            *found.entry(happening.node.clone()).or_default() += 1;
            assert!(happening.event(atlas()).is_some());
        }
        assert_eq!((found, timeline.n_unread), (expected, 0), "{asked}");
        let orders: Vec<String> =
            timeline.happenings.iter().filter_map(|h| h.event(atlas())).map(Event::order).collect();
        assert!(orders.is_sorted(), "{asked}");
    }
}

/// The rows a node's dates have to stand in: what it is or stands in, or else what the actions it
/// is linked with stand in; worked out from the atlas, link by link.
fn groups_of(node: &NodeId, kept: &Visible, grouping: Grouping) -> Vec<Option<NodeId>> {
    let links = || atlas().links().iter().filter(|link| kept.kept_links.contains(&link.id));
    let role = |id: &NodeId| atlas().node(id).expect("a node").role();
    let own = |id: &NodeId| -> Vec<NodeId> {
        let word = |link: &protecteu_atlas::atlas::Link| link.relation.word().to_owned();
        match grouping {
            Grouping::Pillar if role(id) == NodeKind::Pillar => vec![id.clone()],
            Grouping::Pillar => {
                let above = links().filter(|l| word(l) == "contains" && l.target == *id);
                above.map(|link| link.source.clone()).collect()
            }
            Grouping::Threat if role(id) == NodeKind::Threat => {
                vec![atlas().top_threat(id).clone()]
            }
            Grouping::Threat => {
                let met = links().filter(|l| word(l) == "addresses" && l.source == *id);
                met.map(|link| atlas().top_threat(&link.target).clone()).collect()
            }
        }
    };
    let mut groups = own(node);
    if groups.is_empty() {
        let joined = links().filter(|link| link.source == *node || link.target == *node);
        let ends = joined.flat_map(|link| [&link.source, &link.target]);
        let actions = ends.filter(|end| *end != node && role(end) == NodeKind::Action);
        groups = actions.flat_map(own).collect();
    }
    groups.retain(|group| kept.kept_nodes.contains(group));
    groups.sort();
    groups.dedup();
    if groups.is_empty() { vec![None] } else { groups.into_iter().map(Some).collect() }
}

#[test]
fn every_date_stands_exactly_once_in_each_group_it_belongs_to() {
    for asked in FILTERS {
        let (kept, timeline) = (kept(asked), timeline(asked));
        for grouping in Grouping::ALL {
            let rows = timeline.rows(grouping);
            for (at, happening) in timeline.happenings.iter().enumerate() {
                let mut found: Vec<Option<NodeId>> = Vec::new();
                for row in rows {
                    let n = row.happenings.iter().filter(|&&member| member == at).count();
                    found.extend(std::iter::repeat_n(row.group.clone(), n));
                }
                found.sort();
                assert_eq!(found, groups_of(&happening.node, &kept, grouping), "{asked}");
            }
            for row in rows {
                assert!(row.happenings.is_sorted(), "{asked}");
                assert!(row.group.as_ref().is_none_or(|id| kept.kept_nodes.contains(id)));
            }
        }
    }
}

#[test]
fn what_is_open_was_announced_and_is_told_apart_by_whether_anybody_looked() {
    for asked in FILTERS {
        let (kept, timeline) = (kept(asked), timeline(asked));
        let sorts = [
            (&timeline.not_found, FollowUp::NotFound),
            (&timeline.not_sought, FollowUp::NotLookedUp),
        ];
        let mut told: Vec<&NodeId> = Vec::new();
        for (open_ends, follow_up) in sorts {
            for open_end in open_ends {
                for id in std::iter::once(&open_end.node).chain(&open_end.announces) {
                    let node = atlas().node(id).expect("a node");
                    assert_eq!(node.status.as_deref(), Some("announced"), "{id}");
                    assert_eq!(atlas().follow_up(id), Some(follow_up), "{id}");
                    assert!(kept.kept_nodes.contains(id), "{asked}: {id}");
                    told.push(id);
                }
            }
        }
        let all = atlas().nodes().iter().filter(|node| kept.kept_nodes.contains(&node.id));
        let open = all.filter(|node| node.status.as_deref() == Some("announced"));
        let open = open.filter(|node| {
            !matches!(atlas().follow_up(&node.id), Some(FollowUp::Found | FollowUp::Begun))
        });
        for node in open {
            assert!(told.contains(&&node.id), "{asked}: {} is not told", node.id);
        }
    }
}

#[test]
fn a_plain_graph_has_a_timeline_with_nothing_in_it() {
    let text = r#"{"graph": {"directed": true, "nodes": {"a": {"label": "A"}}, "edges": []}}"#;
    let read = wire::json::read(text, "plain.json");
    let plain = check::complete(read).atlas.expect("a graph");
    let kept = visible(&plain, &Question::default());
    let timeline = Timeline::of(&plain, &kept.kept_nodes, &kept.kept_links);
    assert_eq!(timeline.whole(), None);
    assert!(Grouping::ALL.into_iter().all(|grouping| timeline.rows(grouping).is_empty()));
}

fn window(size: [f32; 2], asked: &str) -> Harness<'static, App> {
    let filter = filter::read(asked, atlas()).expect("a filter the atlas knows");
    let view = View { filter, ..View::default() };
    let session = Session::new(atlas().clone(), "test".to_owned(), Vec::new(), view);
    let app = App::new(session, size.into(), None).without_motion();
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(24)
        .with_step_dt(1.0 / 30.0)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    click(&mut harness, Role::Button, "Timeline");
    harness
}

fn click(harness: &mut Harness<'_, App>, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run();
}

/// The labels of buttons for which something holds.
fn buttons(harness: &Harness<'_, App>, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
    let all = harness.get_all_by_role(Role::Button);
    all.filter_map(|button| button.accesskit_node().label()).filter(|l| is_meant(l)).collect()
}

fn focused(harness: &Harness<'_, App>) -> String {
    let all = harness.get_all_by_role(Role::Button);
    let mut focused = all.filter(egui_kittest::Node::is_focused);
    let label = focused.next().and_then(|button| button.accesskit_node().label());
    label.unwrap_or_else(|| panic!("no button has the focus"))
}

fn selected(harness: &Harness<'_, App>) -> Vec<String> {
    harness.state().session().view().selected.iter().map(ToString::to_string).collect()
}

const MARK: &str = "26 February 2026, EU Counter-Terrorism Agenda, presented";

#[test]
fn a_mark_says_date_node_and_what_and_a_click_selects_its_node() {
    let mut harness = window([1440.0, 900.0], "id:ct-agenda");
    click(&mut harness, Role::Button, MARK);
    assert_eq!(selected(&harness), ["ct-agenda"]);
}

#[test]
fn rows_are_pillars_or_threats_and_a_name_selects_its_node() {
    let mut harness = window([1440.0, 900.0], "threat:terrorism");
    let begins = |harness: &Harness<'_, App>, words: &str| {
        let links = harness.get_all_by_role(Role::Link);
        let mut labels = links.filter_map(|link| link.accesskit_node().label());
        labels.find(|label| label.starts_with(words) && label.contains(" date"))
    };
    let pillar = begins(&harness, "Law enforcement & agencies, ").expect("the pillar's row");
    assert!(begins(&harness, "Terrorism & extremism, ").is_none());
    click(&mut harness, Role::Link, &pillar);
    assert_eq!(selected(&harness), ["law-enforcement"]);
    click(&mut harness, Role::RadioButton, "By threat");
    assert!(begins(&harness, "Terrorism & extremism, ").is_some());
    assert!(begins(&harness, "Law enforcement & agencies, ").is_none());
}

#[test]
fn arrows_walk_a_row_in_order_of_date_and_enter_selects() {
    let mut harness = window([1440.0, 900.0], "id:ct-agenda,digital-services-act");
    let marks = [
        "19 October 2022, Digital Services Act, adopted",
        "16 November 2022, Digital Services Act, in force",
        "17 February 2024, Digital Services Act, Applies in full",
        MARK,
    ];
    // What is near each other is one mark from afar.
    for _ in 0..4 {
        click(&mut harness, Role::Button, "Look closer at the time");
    }
    click(&mut harness, Role::Button, "All dates");
    for _ in 0..2 {
        click(&mut harness, Role::Button, "Look closer at the time");
    }
    harness.get_by_role_and_label(Role::Button, marks[2]).click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, marks[2]).focus();
    harness.run();
    harness.key_press(Key::Home);
    harness.run();
    for mark in marks {
        assert_eq!(focused(&harness), mark);
        harness.key_press(Key::ArrowRight);
        harness.run();
    }
    assert_eq!(focused(&harness), MARK);
    harness.key_press(Key::ArrowLeft);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(selected(&harness), ["digital-services-act"]);
}

#[test]
fn what_falls_together_is_a_count_that_opens_into_a_list() {
    let mut harness = window([1440.0, 900.0], "");
    let clusters = buttons(&harness, |label| label.contains(" dates, "));
    let cluster = clusters.first().unwrap_or_else(|| panic!("no cluster"));
    let n: usize = cluster.split(' ').next().and_then(|n| n.parse().ok()).expect("a count");
    let is_listed = |label: &str| label.split(", ").count() >= 3 && !label.contains(" dates, ");
    let before = buttons(&harness, is_listed).len();
    click(&mut harness, Role::Button, cluster);
    let listed = buttons(&harness, is_listed);
    assert!(listed.len() >= before + n.min(4), "{before} and {n}: {listed:?}");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(buttons(&harness, is_listed).len(), before);
    assert!(selected(&harness).is_empty());
}

#[test]
fn what_was_announced_and_not_found_since_is_listed_in_words() {
    let mut harness = window([1440.0, 900.0], "");
    harness.get_by_label_contains("Announced, nothing found since (");
    let told = ", announced, nothing found since";
    let names = buttons(&harness, |label| label.ends_with(told));
    let name = names.first().unwrap_or_else(|| panic!("nothing is listed"));
    click(&mut harness, Role::Button, name);
    let chosen = selected(&harness);
    let [id] = &chosen[..] else { panic!("{chosen:?}") };
    let label = &atlas().node(&id.as_str().into()).expect("a node").label;
    assert_eq!(format!("{label}{told}"), *name);
}

#[test]
fn a_part_without_dates_says_so_and_what_to_do() {
    let harness = window([1440.0, 900.0], "id:europol");
    let has_dates = atlas().node(&"europol".into()).is_some_and(|node| !node.events.is_empty());
    assert!(has_dates);
    let harness_without = window([1440.0, 900.0], "id:nato");
    harness_without.get_by_label_contains("Nothing shown here has a date.");
    assert!(harness.query_by_label_contains("Nothing shown here has a date.").is_none());
}

#[test]
fn it_all_fits_a_small_window() {
    let mut harness = window([1024.0, 640.0], "");
    harness.get_by_role_and_label(Role::Button, "All dates");
    click(&mut harness, Role::RadioButton, "By threat");
    harness.get_by_label_contains("Announced, nothing found since (");
}

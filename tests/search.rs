//! Search: what is found of the built-in atlas, in which order; and the list in the window.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use protecteu_atlas::atlas::{Atlas, Section};
use protecteu_atlas::search::{Field, Index, Owner, Rank, Results};
use protecteu_atlas::wire;

static BUILTIN: LazyLock<Atlas> =
    LazyLock::new(|| wire::builtin().atlas.expect("the built-in atlas hangs together"));
static INDEX: LazyLock<Index> = LazyLock::new(|| Index::of(atlas()));

fn atlas() -> &'static Atlas {
    &BUILTIN
}

fn search(query: &str) -> Results {
    INDEX.search(atlas(), query, 10)
}

fn check_first(query: &str, id: &str, rank: Rank, field: Option<Field>) {
    let results = search(query);
    let hit = results.nodes.first().unwrap_or_else(|| panic!("nothing is found for {query}"));
    let because = hit.because.as_ref().map(|(field, _)| *field);
    assert_eq!((hit.id.as_str(), hit.rank, because), (id, rank, field), "{query}");
}

#[test]
fn names_come_first_exact_then_begun() {
    check_first("Europol", "europol", Rank::Exact, None);
    check_first("EUROPOL", "europol", Rank::Exact, None);
    check_first("eurojus", "eurojust", Rank::Begins, None);
    let results = search("europol");
    assert!(results.nodes.is_sorted_by_key(|hit| hit.rank));
    assert!(results.nodes.len() > 1 && results.n_nodes >= results.nodes.len());
}

#[test]
fn numbers_find_the_act_however_they_are_written() {
    check_first("2022/2555", "nis2-directive", Rank::Exact, Some(Field::Number));
    check_first("32022L2555", "nis2-directive", Rank::Exact, Some(Field::Celex));
    check_first("32022r2554", "dora", Rank::Exact, Some(Field::Celex));
    check_first(
        "https://data.europa.eu/eli/reg/2022/2554/oj",
        "dora",
        Rank::Exact,
        Some(Field::Eli),
    );
    let com = search("com(2026) 580");
    assert_eq!(com.nodes[0].id.as_str(), "new-europol-mandate");
}

#[test]
fn initials_find_what_they_stand_for() {
    let results = search("elec");
    let found = results.nodes.iter().find(|hit| hit.id.as_str() == "europol");
    assert!(found.is_none_or(|hit| hit.rank >= Rank::Acronym));
    check_first("dora", "dora", Rank::Exact, Some(Field::Alias));
}

#[test]
fn typing_errors_are_forgiven_only_where_nothing_else_is_found() {
    for query in ["Euorpol", "europl", "eurpol"] {
        check_first(query, "europol", Rank::Like, None);
    }
    assert!(search("europol").nodes.iter().all(|hit| hit.rank < Rank::Like));
    assert!(search("qqqqqqq").is_empty());
}

#[test]
fn words_inside_others_answer_only_where_no_word_begins_so() {
    let ranks = |query: &str| -> Vec<Rank> {
        let Results { nodes, quotes, passages, .. } = search(query);
        let in_texts = quotes.iter().map(|hit| hit.rank).chain(passages.iter().map(|hit| hit.rank));
        nodes.iter().map(|hit| hit.rank).chain(in_texts).collect()
    };
    for query in ["ports", "europol", "security", "union", "attack", "act"] {
        let ranks = ranks(query);
        assert!(!ranks.is_empty() && !ranks.contains(&Rank::Holds), "{query}: {ranks:?}");
    }
    for query in ["ropol", "rontex"] {
        let ranks = ranks(query);
        assert!(!ranks.is_empty(), "{query}");
        assert!(ranks.iter().all(|rank| *rank == Rank::Holds), "{query}: {ranks:?}");
    }
}

#[test]
fn quotes_say_what_they_speak_for_and_where_they_stand() {
    let results = search("truly operational");
    let hit = results.quotes.first().expect("a quote");
    let document = atlas().document(&hit.document).expect("its document");
    assert_eq!(document.slice(hit.span), hit.text.text);
    let pieces = hit.text.pieces();
    let found = pieces.iter().find(|(_, is_set_off)| *is_set_off).expect("what was looked for");
    assert_eq!(found.0.to_lowercase(), "truly operational");
    assert!(hit.owners.iter().all(|owner| match owner {
        Owner::Node(id) => atlas().node(id).is_some(),
        Owner::Link(id) => atlas().link(id).is_some(),
    }));
    assert!(!hit.owners.is_empty());
}

#[test]
fn sentences_are_found_with_document_section_and_place() {
    let results = search("lawful access");
    assert!(results.n_passages > 0);
    for hit in &results.passages {
        let document = atlas().document(&hit.document).expect("its document");
        assert_eq!(document.slice(hit.span), hit.text.text);
        let section = document.section_at(hit.span.start).map(Section::name);
        assert_eq!(hit.section, section);
    }
}

#[test]
fn the_same_search_finds_the_same_in_the_same_order_and_no_more_than_asked() {
    for query in ["", " ", "-", "a", "e", "the", "security union", "\"", "é", "2"] {
        let (one, two) = (search(query), search(query));
        assert_eq!(one, two, "{query}");
        assert!(one.nodes.len() <= 10 && one.quotes.len() <= 10 && one.passages.len() <= 10);
    }
    assert!(search("-").is_empty());
}

#[cfg(feature = "app")]
mod window {
    use egui::accesskit::Toggled;
    use egui::{Key, Modifiers, Role};
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT as _, Queryable as _};
    use protecteu_atlas::app::{App, install_style};
    use protecteu_atlas::filter;
    use protecteu_atlas::scene::Camera;
    use protecteu_atlas::session::Session;
    use protecteu_atlas::view::{Outside, View};

    use super::atlas;

    fn window(asked: &str) -> Harness<'static, App> {
        let filter = filter::read(asked, atlas()).expect("a filter the atlas knows");
        let mut view = View::default();
        view.ask(filter);
        let session = Session::new(atlas().clone(), "built in".to_owned(), Vec::new(), view);
        let app = App::new(session, [1440.0, 900.0].into(), None).without_motion();
        let mut harness = Harness::builder()
            .with_size([1440.0, 900.0])
            .with_max_steps(24)
            .with_step_dt(1.0 / 30.0)
            .with_context_setup(install_style)
            .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
        harness.run();
        harness
    }

    fn typing(asked: &str, text: &str) -> Harness<'static, App> {
        let mut harness = window(asked);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
        harness.run();
        harness.get_by_role_and_label(Role::TextInput, "Search").type_text(text);
        harness.run();
        harness
    }

    /// Lets the pause pass after which what is typed is asked for.
    fn pause(harness: &mut Harness<'_, App>) {
        harness.run_steps(40);
    }

    fn press(harness: &mut Harness<'_, App>, key: Key) {
        harness.key_press(key);
        harness.run();
    }

    fn field(harness: &Harness<'_, App>) -> String {
        let field = harness.get_by_role_and_label(Role::TextInput, "Search");
        field.accesskit_node().value().unwrap_or_default()
    }

    fn asked(harness: &Harness<'_, App>) -> String {
        harness.state().session().view().filter.to_string()
    }

    fn selected(harness: &Harness<'_, App>) -> Vec<String> {
        harness.state().session().view().selected.iter().map(ToString::to_string).collect()
    }

    fn chosen(harness: &Harness<'_, App>) -> Vec<String> {
        let options = harness.query_all_by_role(Role::ListBoxOption);
        let is_chosen = |option: &egui_kittest::Node<'_>| {
            option.accesskit_node().toggled() == Some(Toggled::True)
        };
        options.filter(is_chosen).filter_map(|o| o.accesskit_node().label()).collect()
    }

    /// The whole label of the first thing of a role that begins so.
    fn labelled(harness: &Harness<'_, App>, role: Role, begins: &str) -> Option<String> {
        let all = harness.query_all_by_role(role);
        let mut labels = all.filter_map(|one| one.accesskit_node().label());
        labels.find(|label| label.starts_with(begins))
    }

    fn option(harness: &Harness<'_, App>, begins: &str) -> Option<String> {
        labelled(harness, Role::ListBoxOption, begins)
    }

    #[test]
    fn arrows_walk_through_the_groups_and_enter_goes_there() {
        let mut harness = typing("", "europol");
        assert!(chosen(&harness).is_empty());
        press(&mut harness, Key::ArrowDown);
        assert_eq!(chosen(&harness), ["Go to Europol, actor"]);
        press(&mut harness, Key::ArrowDown);
        press(&mut harness, Key::ArrowUp);
        press(&mut harness, Key::Enter);
        assert_eq!(selected(&harness), ["europol"]);
        assert_eq!(asked(&harness), "");
        assert!(harness.query_by_role(Role::ListBoxOption).is_none());
        let drawn = harness.state().picture().scene.node(&"europol".into());
        assert!(drawn.is_some(), "what is gone to is brought into view");
    }

    #[test]
    fn a_filter_that_shows_the_node_stays_and_another_goes_with_a_word_about_it() {
        let mut harness = typing("threat:terrorism", "europol");
        press(&mut harness, Key::ArrowDown);
        press(&mut harness, Key::Enter);
        assert_eq!(
            (selected(&harness), asked(&harness)),
            (vec!["europol".into()], "threat:terrorism".into())
        );
        let mut harness = typing("threat:terrorism", "enisa");
        press(&mut harness, Key::ArrowDown);
        press(&mut harness, Key::Enter);
        assert_eq!((selected(&harness), asked(&harness)), (vec!["enisa".into()], String::new()));
        harness.get_by_label_contains("The filter was cleared, because it does not show");
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
        assert_eq!(asked(&harness), "threat:terrorism");
    }

    #[test]
    fn a_passage_opens_the_source_where_it_stands() {
        let mut harness = typing("", "lawful access");
        let label = option(&harness, "Read in ").expect("a passage");
        harness.get_by_role_and_label(Role::ListBoxOption, &label).click();
        harness.run();
        let reading = harness.state().session().reading().expect("a passage is open").clone();
        let document = atlas().document(&reading.document).expect("its document");
        let text = document.slice(reading.span.expect("its place")).to_owned();
        assert!(label.ends_with(&text), "{label} / {text}");
        assert_eq!(asked(&harness), "");
    }

    #[test]
    fn a_quote_selects_what_it_speaks_for_and_opens_there() {
        let mut harness = typing("", "truly operational");
        let label = option(&harness, "Quote for ").expect("a quote");
        harness.get_by_role_and_label(Role::ListBoxOption, &label).click();
        harness.run();
        assert_eq!(selected(&harness).len(), 1);
        assert!(harness.state().session().reading().is_some());
    }

    #[test]
    fn escape_leaves_and_puts_back_what_was_asked_before() {
        let mut harness = typing("threat:terrorism", "europol");
        pause(&mut harness);
        assert_eq!(asked(&harness), "europol");
        press(&mut harness, Key::Escape);
        assert_eq!(asked(&harness), "threat:terrorism");
        assert!(harness.query_by_role(Role::ListBoxOption).is_none());
        assert_eq!(field(&harness), "threat:terrorism");
    }

    #[test]
    fn what_is_found_inside_words_only_is_said_beside_the_counts() {
        let said = |text: &str| {
            let mut harness = typing("", text);
            pause(&mut harness);
            let list = harness.query_all_by_label("found inside words").count();
            let sentence = format!("text “{text}”; “{text}” found inside words");
            let filter = harness.query_all_by_label_contains(&sentence).count();
            (list > 0, filter > 0)
        };
        assert_eq!(said("ropol"), (true, true));
        assert_eq!(said("europol"), (false, false));
        assert_eq!(said("threat:errorism"), (true, false));
    }

    #[test]
    fn a_group_shows_more_on_request() {
        let mut harness = typing("", "the");
        let before = harness.query_all_by_role(Role::ListBoxOption).count();
        let all = harness.query_all_by_role(Role::ListBoxOption);
        let mut labels = all.filter_map(|option| option.accesskit_node().label());
        let more = labels.find(|label| label.ends_with(" more in the graph")).expect("more");
        drop(labels);
        harness.get_by_role_and_label(Role::ListBoxOption, &more).click();
        harness.run();
        assert!(harness.query_all_by_role(Role::ListBoxOption).count() > before);
        assert!(harness.get_by_role_and_label(Role::TextInput, "Search").is_focused());
    }

    #[test]
    fn tab_completes_keys_and_values_with_their_counts() {
        let mut harness = typing("", "thr");
        assert!(option(&harness, "Write threat:").is_some());
        press(&mut harness, Key::Tab);
        assert_eq!(field(&harness), "threat:");
        let first = option(&harness, "Write terrorism").expect("a threat");
        assert!(first.chars().last().is_some_and(|c| c.is_ascii_digit()), "{first}");
        harness.get_by_role_and_label(Role::TextInput, "Search").type_text("terr");
        harness.run();
        press(&mut harness, Key::Tab);
        assert_eq!(field(&harness), "threat:terrorism");
        pause(&mut harness);
        assert_eq!(asked(&harness), "threat:terrorism");
        assert!(harness.get_by_role_and_label(Role::TextInput, "Search").is_focused());
        harness.get_by_role_and_label(Role::TextInput, "Search").type_text("+cy");
        harness.run();
        press(&mut harness, Key::ArrowDown);
        press(&mut harness, Key::Enter);
        pause(&mut harness);
        assert_eq!(asked(&harness), "threat:cyber+terrorism");
    }

    #[test]
    fn what_is_wrong_is_said_and_put_right_with_a_key() {
        let mut harness = typing("", "threat:terorism europol");
        harness.get_by_label_contains("Column 8: no threat is called “terorism”");
        press(&mut harness, Key::Tab);
        assert_eq!(field(&harness), "threat:terrorism europol");
        pause(&mut harness);
        assert_eq!(asked(&harness), "threat:terrorism europol");
    }

    #[test]
    fn typing_moves_nothing_until_enter_or_a_pause_and_is_one_step() {
        let mut harness = window("");
        let before = harness.state().picture().clone();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
        harness.run();
        for letters in ["eur", "op", "ol"] {
            harness.get_by_role_and_label(Role::TextInput, "Search").type_text(letters);
            harness.run();
            assert_eq!(asked(&harness), "", "after {letters:?}");
            assert!(harness.state().picture() == &before, "something moved after {letters:?}");
        }
        press(&mut harness, Key::Enter);
        assert_eq!(asked(&harness), "europol");
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
        assert_eq!(asked(&harness), "");
        assert!(harness.state().picture() == &before, "undo brings back another picture");
    }

    #[test]
    fn a_switch_asks_for_all_of_the_values_ticked() {
        let mut harness = window("threat:terrorism,cyber");
        let any = harness.state().picture().visible.kept_nodes.len();
        let label = "Threats: all of those ticked";
        let is_on = |harness: &Harness<'_, App>| {
            let switch = harness.get_by_role_and_label(Role::Switch, label);
            switch.accesskit_node().toggled() == Some(Toggled::True)
        };
        assert!(!is_on(&harness));
        harness.get_by_role_and_label(Role::Switch, label).focus();
        harness.run();
        press(&mut harness, Key::Space);
        assert!(is_on(&harness));
        assert_eq!(asked(&harness), "threat:cyber+terrorism");
        assert!(harness.state().picture().visible.kept_nodes.len() < any);
        harness.get_by_label_contains("shown: both ");
        // The choice lasts while fewer than two are ticked.
        for row in ["Cyber", "Terrorism & extremism", "Terrorism & extremism", "Cyber"] {
            let label = labelled(&harness, Role::CheckBox, row).expect("a row");
            harness.get_by_role_and_label(Role::CheckBox, &label).click();
            harness.run();
        }
        assert_eq!(asked(&harness), "threat:cyber+terrorism");
    }

    #[test]
    fn a_key_takes_a_value_out_and_puts_it_back() {
        let mut harness = window("");
        let row = |harness: &Harness<'_, App>| {
            labelled(harness, Role::CheckBox, "Drug trafficking").expect("a row")
        };
        let label = row(&harness);
        harness.get_by_role_and_label(Role::CheckBox, &label).focus();
        harness.run();
        press(&mut harness, Key::X);
        assert_eq!(asked(&harness), "-threat:drugs");
        assert!(row(&harness).ends_with(", left out"));
        press(&mut harness, Key::X);
        assert_eq!(asked(&harness), "");
        harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
        harness.run();
        assert_eq!(asked(&harness), "-threat:drugs");
    }

    #[test]
    fn fading_draws_everything_and_counts_what_is_kept() {
        let mut harness = window("threat:terrorism");
        let kept = harness.state().picture().visible.kept_nodes.clone();
        let open: Vec<_> = harness
            .state()
            .picture()
            .visible
            .nodes
            .iter()
            .filter(|node| node.group.is_none())
            .map(|node| node.id.clone())
            .collect();
        press(&mut harness, Key::H);
        assert_eq!(harness.state().session().view().outside, Outside::Fade);
        let picture = harness.state().picture();
        assert_eq!(picture.visible.kept_nodes, kept);
        assert!(picture.scene.nodes.iter().any(|node| node.is_faded));
        for id in open {
            let node = picture.scene.node(&id);
            assert!(node.is_some_and(|node| !node.is_faded), "{id} stands open, faded or not");
        }
        let switch = "Fade what the filter leaves out";
        let switch = harness.get_by_role_and_label(Role::Switch, switch);
        assert_eq!(switch.accesskit_node().toggled(), Some(Toggled::True));
        switch.click();
        harness.run();
        assert!(harness.state().picture().scene.nodes.iter().all(|node| !node.is_faded));
    }

    #[test]
    fn a_filter_that_shows_nothing_offers_what_to_drop() {
        let mut harness = window("actor:frontex nothinglikethis");
        let words = "0 of 306 shown: Frontex; text “nothinglikethis”";
        assert!(harness.query_all_by_label_contains(words).next().is_some());
        let label = labelled(&harness, Role::Button, "Without ").expect("a way out");
        let n: usize = label
            .split(": ")
            .last()
            .and_then(|words| words.split(' ').next())
            .and_then(|n| n.parse().ok())
            .expect("a count");
        harness.get_by_role_and_label(Role::Button, &label).click();
        harness.run();
        assert_eq!(harness.state().picture().visible.kept_nodes.len(), n);
        assert_eq!(asked(&harness), "actor:frontex");
    }

    #[test]
    fn a_node_that_lies_outside_the_canvas_is_brought_into_it() {
        let mut harness = window("actor:europol");
        let far = Camera { centre: egui::pos2(9_000.0, 9_000.0), zoom: 1.0 };
        let before = harness.state().session().view().camera;
        assert!(before.is_none_or(|camera| camera != far));
        for _ in 0..12 {
            harness.key_press(Key::Plus);
        }
        harness.run();
        let zoomed = harness.state().session().view().camera.expect("zoomed by hand");
        harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
        harness.run();
        harness
            .get_by_role_and_label(Role::TextInput, "Search")
            .type_text("actor:europol eurojust");
        harness.run();
        press(&mut harness, Key::ArrowDown);
        press(&mut harness, Key::Enter);
        let camera = harness.state().session().view().camera;
        assert!(camera.is_none_or(|camera| camera.centre != zoomed.centre));
    }
}

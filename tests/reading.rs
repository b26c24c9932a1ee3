//! Reading both ways: from the text to what rests on it, and from the graph to the text.
#![cfg(feature = "app")]
#![expect(clippy::panic, clippy::expect_used, reason = "a test says so by panicking")]

use std::sync::LazyLock;

use egui::accesskit::Toggled;
use egui::{Event, Key, Modifiers, OutputCommand, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::atlas::{
    Atlas, AtlasParts, Document, Evidence, Node, NodeId, NodeKind, Passage, Span, Thing,
};
use protecteu_atlas::filter::fold;
use protecteu_atlas::session::{Command, Reading, Session, Walk};
use protecteu_atlas::view::View;
use protecteu_atlas::wire;

static BUILTIN: LazyLock<Atlas> =
    LazyLock::new(|| wire::builtin().atlas.expect("the built-in atlas hangs together"));

fn atlas() -> &'static Atlas {
    &BUILTIN
}

const DESKTOP: [f32; 2] = [1440.0, 900.0];

fn window(atlas: Atlas, size: [f32; 2]) -> Harness<'static, App> {
    let view = View::first(&atlas);
    let session = Session::new(atlas, "a test".to_owned(), Vec::new(), view);
    let app = App::new(session, size.into(), None).without_motion();
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(80)
        .with_step_dt(1.0 / 30.0)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    harness
}

fn desktop() -> Harness<'static, App> {
    window(atlas().clone(), DESKTOP)
}

fn press(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn click(harness: &mut Harness<'_, App>, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run();
}

/// A harness whose Source tab is open and whose node is selected in the graph.
fn reading(node: &str) -> Harness<'static, App> {
    let mut harness = desktop();
    click(&mut harness, Role::Tab, "Source");
    let label = label_beginning(&harness, &format!("{node}, "));
    click(&mut harness, Role::Button, &label);
    harness
}

fn labels(harness: &Harness<'_, App>, role: Role) -> Vec<String> {
    harness.query_all_by_role(role).filter_map(|node| node.accesskit_node().label()).collect()
}

fn label_beginning(harness: &Harness<'_, App>, begins: &str) -> String {
    let found = labels(harness, Role::Button).into_iter().find(|label| label.starts_with(begins));
    found.unwrap_or_else(|| panic!("no button begins {begins}"))
}

fn selected(harness: &Harness<'_, App>) -> Vec<NodeId> {
    harness.state().session().view().selected.clone()
}

fn open(harness: &Harness<'_, App>) -> Option<(usize, Span)> {
    harness.state().session().place_read()
}

/// What the next frames put on the clipboard.
fn copied(harness: &mut Harness<'_, App>) -> Option<String> {
    for _ in 0..4 {
        harness.step();
        for command in &harness.output().platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                return Some(text.clone());
            }
        }
    }
    None
}

/// The passages of a node in text order.
fn places(harness: &Harness<'_, App>) -> Vec<(usize, Span)> {
    harness.state().session().walked_to().places
}

#[test]
fn n_walks_through_every_passage_and_round_again_and_p_back() {
    let mut harness = reading("Frontex");
    let places = places(&harness);
    assert!(places.len() > 2, "{places:?}");
    assert_eq!(open(&harness), Some(places[0]), "the first one is opened with the selection");
    for place in places.iter().skip(1).chain(places.first()) {
        press(&mut harness, Key::N);
        assert_eq!(open(&harness), Some(*place));
        assert_eq!(selected(&harness), ["frontex".into()]);
    }
    press(&mut harness, Key::P);
    assert_eq!(open(&harness), places.last().copied());
    let n = places.len();
    harness.get_by_label(&format!("Passage {n} of {n} · Frontex"));
}

#[test]
fn going_past_the_last_passage_goes_on_in_the_next_document() {
    let mut harness = reading("Europol");
    let places = places(&harness);
    let last = places.iter().rposition(|place| place.0 == places[0].0).expect("a first document");
    assert!(places.len() > last + 1, "Europol stands in several documents");
    for _ in 0..=last {
        press(&mut harness, Key::N);
    }
    let (document, _) = places[last + 1];
    assert_eq!(open(&harness), Some(places[last + 1]));
    let title = &harness.state().session().atlas().documents()[document].title;
    assert!(document > places[0].0);
    harness.get_by_label(&format!("Text of {}", atlas().documents()[document].short_title()));
    assert!(!title.is_empty());
}

#[test]
fn with_nothing_selected_n_walks_through_the_whole_text() {
    let mut harness = desktop();
    press(&mut harness, Key::N);
    let all = atlas().documents().len();
    let session = harness.state().session();
    assert_eq!(session.walk(), Walk::Text);
    let n: usize = (0..all).map(|at| session.passages().of_document(at).len()).sum();
    harness.get_by_label(&format!("Passage 1 of {n}"));
}

/// The spoken name of a passage begins so.
fn n_things(passage: &Passage) -> String {
    match passage.resting.len() {
        1 => "passage, 1 thing rests on it: ".to_owned(),
        n => format!("passage, {n} things rest on it: "),
    }
}

#[test]
fn a_passage_that_is_clicked_lights_up_all_that_rests_on_it() {
    let mut harness = desktop();
    click(&mut harness, Role::Tab, "Source");
    let atlas = self::atlas();
    let passage = harness.state().session().passages().of_document(0)[0].clone();
    let label = label_beginning(&harness, &n_things(&passage));
    harness.get_by_role_and_label(Role::Button, &label).click_accesskit();
    harness.run();
    assert_eq!(open(&harness), Some((0, passage.span)));
    assert_eq!(selected(&harness), passage.nodes(atlas));
    let n = passage.resting.len();
    harness.get_by_label(&format!("{n} things rest on this passage"));
    let node = harness.get_by_role_and_label(Role::Button, &label);
    assert_eq!(node.accesskit_node().toggled(), Some(Toggled::True));
    // The walk goes on through the text, not through all that was lit.
    assert_eq!(harness.state().session().walk(), Walk::Text);
}

#[test]
fn the_pointer_finds_the_shortest_passage_under_it() {
    let mut harness = desktop();
    click(&mut harness, Role::Tab, "Source");
    let passages = harness.state().session().passages().clone();
    // Any name will do whose box lies in the window's text; the click decides by letters.
    let label = label_beginning(&harness, "passage, ");
    harness.get_by_role_and_label(Role::Button, &label).click();
    harness.run();
    let (document, span) = open(&harness).expect("a passage is open");
    assert_eq!(passages.at(document, span.start + 1).map(|p| p.span.end <= span.end), Some(true));
    assert!(!selected(&harness).is_empty());
}

#[test]
fn the_list_under_the_text_selects_one_thing_and_keeps_the_passage_open() {
    let mut harness = desktop();
    let atlas = self::atlas();
    let session = harness.state().session();
    let passages = session.passages().of_document(0).iter();
    let of_link = |passage: &&Passage| {
        passage.resting.len() > 1 && matches!(passage.resting[0].thing, Thing::Link(_))
    };
    let passage = passages.clone().find(of_link).expect("a passage of links").clone();
    let reading = session.reading_at((0, passage.span)).expect("it stands in a document");
    let mut session = session.clone();
    session.apply(Command::Light(reading.clone()));
    let Thing::Link(id) = &passage.resting[0].thing else { panic!("a link") };
    let link = atlas.link(id).expect("a link");
    session.apply(Command::Choose(Thing::Link(id.clone())));
    assert_eq!(session.view().selected, [link.source.clone(), link.target.clone()]);
    assert_eq!(session.reading(), Some(&reading));
    assert_eq!(session.walk(), Walk::Link(id));
    session.apply(Command::Undo);
    assert_eq!(session.view().selected, passage.nodes(atlas));

    // The same by the window: each row is a button with its name, kind and basis.
    press(&mut harness, Key::N);
    let place = open(&harness).expect("a passage");
    let row = labels(&harness, Role::Button)
        .into_iter()
        .find(|label| label.ends_with(", actor, the source says"))
        .expect("an actor rests on the first passage");
    click(&mut harness, Role::Button, &row);
    let label = row.split(", actor").next().unwrap_or_default();
    let session = harness.state().session();
    let chosen: Vec<&str> = selected(&harness)
        .iter()
        .filter_map(|id| atlas.node(id))
        .map(|node| node.label.as_str())
        .collect();
    assert_eq!(chosen, [label]);
    assert_eq!(session.place_read(), Some(place));
    assert!(matches!(session.walk(), Walk::Nodes(_)));
}

#[test]
fn the_margin_counts_the_passages_of_the_selection_and_each_tick_opens_one() {
    let mut harness = reading("Frontex");
    let places: Vec<_> = places(&harness).into_iter().filter(|place| place.0 == 0).collect();
    let ticks: Vec<String> = labels(&harness, Role::Button)
        .into_iter()
        .filter(|label| label.starts_with("passage ") && label.contains(" of "))
        .collect();
    assert_eq!(ticks.len(), places.len());
    harness.get_by_role_and_label(Role::Button, &ticks[1]).click_accesskit();
    harness.run();
    assert_eq!(open(&harness), Some(places[1]));
    click(&mut harness, Role::Button, "Next");
    click(&mut harness, Role::Button, "Previous");
    assert_eq!(open(&harness), Some(places[1]));
}

#[test]
fn a_selection_in_the_graph_is_shown_in_the_text_one_reads() {
    let mut harness = reading("Eurojust");
    let first = open(&harness).expect("its first passage");
    let label = label_beginning(&harness, "Europol, ");
    click(&mut harness, Role::Button, &label);
    assert_eq!(selected(&harness), ["europol".into()]);
    assert_ne!(open(&harness), Some(first));
    assert!(harness.query_by_label_contains("Text of ").is_some(), "the tab stays");
    // One step closes the passage and shows the details, the next lets the selection go.
    press(&mut harness, Key::Escape);
    assert_eq!(open(&harness), None);
    press(&mut harness, Key::Escape);
    assert!(selected(&harness).is_empty());
}

#[test]
fn enter_in_the_text_lights_up_the_passage_that_n_came_to() {
    let mut harness = desktop();
    press(&mut harness, Key::N);
    harness.get_by_role(Role::Document).focus();
    harness.run();
    press(&mut harness, Key::N);
    let place = open(&harness).expect("the second passage");
    assert!(selected(&harness).is_empty());
    press(&mut harness, Key::Enter);
    let session = harness.state().session();
    let passage = session.passages().exactly(place.0, place.1).expect("a passage");
    assert_eq!(session.view().selected, passage.nodes(session.atlas()));
    assert_eq!(open(&harness), Some(place));
}

#[test]
fn words_are_found_while_they_are_typed_and_stepped_through() {
    let mut harness = desktop();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, "Find in the text");
    assert!(field.is_focused());
    field.type_text("EUROPOL");
    harness.run();
    let n = atlas().documents()[0].text().to_lowercase().matches("europol").count();
    harness.get_by_label(&format!("1 of {n}"));
    press(&mut harness, Key::Enter);
    harness.get_by_label(&format!("2 of {n}"));
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
        harness.run();
    }
    harness.get_by_label(&format!("{n} of {n}"));
    assert!(harness.get_by_role_and_label(Role::TextInput, "Find in the text").is_focused());
    harness.get_by_role_and_label(Role::TextInput, "Find in the text").type_text("xyz");
    harness.run();
    harness.get_by_label("none");
}

#[test]
fn words_inside_others_are_found_only_where_none_begins_so_and_then_it_is_said() {
    let text = fold(atlas().documents()[0].text());
    for (words, is_inside) in [("uropol", true), ("act", false)] {
        let mut harness = desktop();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
        harness.run();
        harness.get_by_role_and_label(Role::TextInput, "Find in the text").type_text(words);
        harness.run();
        let begun = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with(words));
        let n = if is_inside { text.matches(words).count() } else { begun.count() };
        assert!(n > 1 && (is_inside || n < text.matches(words).count()), "{words}");
        harness.get_by_label(&format!("1 of {n}"));
        let caveat = format!("“{words}” found inside words");
        assert_eq!(harness.query_by_label(&caveat).is_some(), is_inside, "{words}");
    }
}

#[test]
fn words_dragged_over_list_what_rests_on_them_and_are_copied() {
    let mut harness = desktop();
    click(&mut harness, Role::Tab, "Source");
    let first = "Today, the European Commission is presenting ProtectEU";
    let rect = harness.get_by_label_contains(first).rect();
    harness.drag_at(rect.min + vec2(1.0, 9.0));
    harness.run();
    harness.hover_at(rect.min + vec2(120.0, 27.0));
    harness.run();
    harness.drop_at(rect.min + vec2(120.0, 27.0));
    harness.run();
    harness.get_by_label_contains(" on the words selected");
    harness.event(Event::Copy);
    let words = copied(&mut harness).expect("the words are copied");
    assert!(words.starts_with("Today, the European Commission"), "{words}");
    assert!(atlas().documents()[0].text().contains(&words));
    harness.run();
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label_contains(" on the words selected").is_none());
}

#[test]
fn words_are_selected_by_the_keyboard_as_well() {
    let mut harness = desktop();
    press(&mut harness, Key::N);
    harness.get_by_role(Role::Document).focus();
    harness.run();
    for _ in 0..3 {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
        harness.run();
    }
    harness.event(Event::Copy);
    assert_eq!(copied(&mut harness).as_deref(), Some("Today, the European"));
}

#[test]
fn a_quote_is_copied_with_its_citation_from_both_tabs() {
    let mut harness = desktop();
    let atlas = self::atlas();
    press(&mut harness, Key::N);
    let (document, span) = open(&harness).expect("a passage");
    let citation = atlas.cite(&atlas.documents()[document].id, span).expect("a document");
    for (link, text) in [("Copy quote", citation.text()), ("Copy as Markdown", citation.markdown())]
    {
        harness.get_by_role_and_label(Role::Link, link).click();
        assert_eq!(copied(&mut harness), Some(text));
        harness.run();
    }
    harness.event(Event::Copy);
    assert_eq!(copied(&mut harness), Some(citation.text()), "Ctrl+C takes the passage");

    let mut harness = desktop();
    let label = label_beginning(&harness, "Frontex, ");
    click(&mut harness, Role::Button, &label);
    let quote =
        atlas.node(&"frontex".into()).and_then(|n| n.evidence.iter().find_map(Evidence::quote));
    let quote = quote.expect("a quote");
    let citation = atlas.cite(&quote.document, quote.span).expect("a document");
    let mut links = harness.get_all_by_role_and_label(Role::Link, "Copy as Markdown");
    links.next().expect("a quote in the details").click();
    drop(links);
    assert_eq!(copied(&mut harness), Some(citation.markdown()));
}

#[test]
fn a_link_lets_one_walk_through_its_own_passages() {
    let atlas = self::atlas();
    let mut session = Session::new(atlas.clone(), String::new(), Vec::new(), View::default());
    let quotes = |link: &&protecteu_atlas::atlas::Link| {
        link.evidence.iter().filter_map(Evidence::quote).count() > 1
    };
    let link = atlas.links().iter().find(quotes).expect("a link with two quotes");
    session.apply(Command::ReadLink(link.id.clone()));
    assert_eq!(session.walk(), Walk::Link(&link.id));
    let walked = session.walked_to();
    assert!(walked.places.len() > 1 && walked.at.is_some(), "{walked:?}");
    // Elsewhere one no longer reads for the link.
    let reading = Reading { document: atlas.documents()[0].id.clone(), span: None };
    session.apply(Command::Read(Some(reading)));
    assert_eq!(session.walk(), Walk::Text);
}

/// A document of many paragraphs, each tenth of them evidence for one node.
fn long_atlas(n_paragraphs: usize) -> Atlas {
    let sentence = "The Union works with its Member States on what keeps people safe at home, at \
                    work, in the street and online, and says so at some length. ";
    let paragraphs: Vec<String> = (0..n_paragraphs)
        .map(|at| format!("Paragraph {at}. {}", sentence.repeat(1 + at % 4)))
        .collect();
    let text = paragraphs.join("\n\n");
    let document = Document::new("long".into(), "A long text".into(), text, String::new());
    let mut node = Node::new("one".into(), NodeKind::Action, "One".into());
    node.evidence = (0..n_paragraphs)
        .step_by(10)
        .flat_map(|at| document.find_all(&format!("Paragraph {at}.")))
        .map(|span| Evidence::Stated(document.quote(span)))
        .collect();
    let parts = AtlasParts {
        id: "long".into(),
        title: "Long".into(),
        documents: vec![document],
        nodes: vec![node],
        ..AtlasParts::default()
    };
    Atlas::new(parts).expect("it hangs together")
}

#[test]
fn a_long_document_is_laid_out_once_however_one_moves_in_it() {
    const N_PARAGRAPHS: usize = 2_000;
    let mut harness = window(long_atlas(N_PARAGRAPHS), DESKTOP);
    click(&mut harness, Role::Tab, "Source");
    let n_rows = harness.state().n_rows_laid_out();
    assert_eq!(n_rows, N_PARAGRAPHS + 1, "every paragraph and the title, each once");
    harness.run_steps(3);
    press(&mut harness, Key::N);
    for _ in 0..30 {
        press(&mut harness, Key::P);
    }
    harness.get_by_role(Role::Document).focus();
    harness.run();
    for key in [Key::End, Key::PageUp, Key::ArrowUp, Key::Home, Key::PageDown, Key::ArrowDown] {
        press(&mut harness, key);
    }
    assert_eq!(harness.state().n_rows_laid_out(), n_rows, "nothing was laid out anew");
    // Only what is seen is there to be painted and spoken.
    let n_seen = harness.get_all_by_label_contains("Paragraph ").count();
    assert!((4..200).contains(&n_seen), "{n_seen}");
}

#[test]
fn keys_scroll_the_text_to_its_ends() {
    let mut harness = window(long_atlas(300), DESKTOP);
    click(&mut harness, Role::Tab, "Source");
    harness.get_by_role(Role::Document).focus();
    harness.run();
    press(&mut harness, Key::End);
    assert!(harness.query_by_label_contains("Paragraph 299.").is_some());
    assert!(harness.query_by_label_contains("Paragraph 0.").is_none());
    press(&mut harness, Key::Home);
    assert!(harness.query_all_by_label_contains("Paragraph 0.").next().is_some());
}

#[test]
fn the_panel_keeps_its_width_while_one_reads() {
    for size in [DESKTOP, [1024.0, 640.0]] {
        let mut harness = window(atlas().clone(), size);
        press(&mut harness, Key::N);
        let before = harness.get_by_role(Role::Document).rect();
        harness.run_steps(20);
        let after = harness.get_by_role(Role::Document).rect();
        assert_eq!(before, after, "at {size:?}");
        assert!(after.width() > 260.0 && after.right() <= size[0], "{after:?}");
    }
}

/// The passage that is open must be painted, and within the text's part of the window.
fn check_open_is_seen(harness: &Harness<'_, App>, how: &str) {
    let text = harness.get_by_role(Role::Document).rect();
    let open = harness.query_all_by_role(Role::Button).find(|node| {
        let node = node.accesskit_node();
        node.toggled() == Some(Toggled::True)
            && node.label().is_some_and(|label| label.starts_with("passage, "))
    });
    let open = open.unwrap_or_else(|| panic!("{how}: the open passage is not seen"));
    assert!(text.contains_rect(open.rect()), "{how}: {:?} is not in {text:?}", open.rect());
}

#[test]
fn a_passage_of_another_document_comes_into_view_however_one_gets_there() {
    let documents = atlas().documents();
    for size in [DESKTOP, [1024.0, 640.0]] {
        let mut harness = window(atlas().clone(), size);
        // A narrow window has no tabs until something is read.
        press(&mut harness, Key::N);
        for document in documents.iter().chain(documents.iter().rev()) {
            let title = document.short_title();
            harness.get_by_role_and_label(Role::ComboBox, "Document").click();
            harness.run();
            harness.get_all_by_label(title).last().expect("it is offered").click();
            harness.run();
            press(&mut harness, Key::P);
            check_open_is_seen(&harness, &format!("back from {title} at {size:?}"));
            press(&mut harness, Key::N);
            check_open_is_seen(&harness, &format!("on from there at {size:?}"));
        }
    }
}

#[test]
fn what_details_leads_to_is_seen_in_its_document() {
    for way in ["Read →", "why?"] {
        for document in atlas().documents() {
            let mut harness = desktop();
            click(&mut harness, Role::Tab, "Source");
            harness.get_by_role_and_label(Role::ComboBox, "Document").click();
            harness.run();
            let title = document.short_title();
            harness.get_all_by_label(title).last().expect("it is offered").click();
            harness.run();
            click(&mut harness, Role::Tab, "Details");
            let label = label_beginning(&harness, "Europol, ");
            click(&mut harness, Role::Button, &label);
            click(&mut harness, Role::Tab, "Details");
            let n_ways = harness.get_all_by_label(way).count();
            let mut n_read = 0;
            for at in 0..n_ways {
                let link = harness.get_all_by_label(way).nth(at).expect("the same list");
                link.click_accesskit();
                harness.run();
                // A reference has no passage to lead to.
                if harness.query_by_role(Role::Document).is_some() {
                    n_read += 1;
                    check_open_is_seen(&harness, &format!("{way} {at}, coming from {title}"));
                    click(&mut harness, Role::Tab, "Details");
                }
            }
            assert!(n_read > if way == "why?" { 2 } else { 0 }, "{n_read} of {n_ways} {way}");
        }
    }
}

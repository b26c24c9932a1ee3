//! The window by the labels a person or a screen reader finds in it, without a display or a GPU.
#![cfg(feature = "app")]
#![expect(clippy::panic, clippy::expect_used, reason = "a test says so by panicking")]

use egui::accesskit::Toggled;
use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::atlas::NodeKind;
use protecteu_atlas::export::{FORMATS, PRESETS};
use protecteu_atlas::scene::{LineStyle, Theme};
use protecteu_atlas::session::Session;
use protecteu_atlas::view::View;
use protecteu_atlas::{check, filter};

fn window(size: [f32; 2], asked: &str) -> Harness<'static, App> {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let filter = filter::read(asked, &atlas).expect("a filter the atlas knows");
    let view = View { filter, ..View::default() };
    let session = Session::new(atlas, opened.origin, opened.findings, view);
    let app = App::new(session, size.into(), None).without_motion();
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(24)
        .with_step_dt(1.0 / 30.0)
        .with_context_setup(install_style)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    harness
}

fn desktop() -> Harness<'static, App> {
    desktop_on("")
}

/// A desktop's window on part of the atlas, so small that nothing need be folded.
fn desktop_on(asked: &str) -> Harness<'static, App> {
    window([1440.0, 900.0], asked)
}

fn click(harness: &mut Harness<'_, App>, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run();
}

/// The whole label of the button that begins with these words, whatever follows.
fn button(harness: &Harness<'_, App>, begins: &str) -> String {
    let buttons = harness.get_all_by_role(Role::Button);
    let mut labels = buttons.filter_map(|button| button.accesskit_node().label());
    let found = labels.find(|label| label.starts_with(begins));
    found.unwrap_or_else(|| panic!("no button begins {begins}"))
}

fn click_beginning(harness: &mut Harness<'_, App>, begins: &str) {
    let label = button(harness, begins);
    click(harness, Role::Button, &label);
}

fn n_shown(harness: &Harness<'_, App>) -> usize {
    harness.state().picture().visible.kept_nodes.len()
}

fn selected(harness: &Harness<'_, App>) -> Vec<String> {
    harness.state().session().view().selected.iter().map(ToString::to_string).collect()
}

/// The label of the facet row that begins with these words, with the count it shows now.
fn facet(harness: &Harness<'_, App>, begins: &str) -> String {
    let rows = harness.get_all_by_role(Role::CheckBox);
    let labels = rows.filter_map(|row| row.accesskit_node().label());
    let mut found = labels.filter(|label| label.starts_with(begins));
    found.next().unwrap_or_else(|| panic!("no facet row begins with {begins}"))
}

#[test]
fn the_first_frame_shows_the_whole_atlas_without_a_dialog() {
    let harness = desktop();
    assert_eq!(n_shown(&harness), harness.state().session().atlas().nodes().len());
    for pillar in ["Governance", "Law enforcement & agencies", "Global security player"] {
        let n = harness.state().picture().scene.nodes.iter().filter(|n| n.label == pillar).count();
        assert_eq!(n, 1, "{pillar}");
    }
    assert!(harness.query_by_role_and_label(Role::Canvas, "Graph").is_some());
}

#[test]
fn ticking_a_threat_filters_and_clearing_brings_everything_back() {
    let mut harness = desktop();
    let all = n_shown(&harness);
    let row = facet(&harness, "Terrorism & extremism");
    click(&mut harness, Role::CheckBox, &row);
    assert!(n_shown(&harness) < all);
    assert_eq!(harness.state().session().view().filter.to_string(), "threat:terrorism");
    let ticked = facet(&harness, "Terrorism & extremism");
    let row = harness.get_by_role_and_label(Role::CheckBox, &ticked);
    assert_eq!(row.accesskit_node().toggled(), Some(Toggled::True));
    click(&mut harness, Role::Button, "Clear");
    assert_eq!(n_shown(&harness), all);
}

#[test]
fn a_right_click_on_a_value_opens_a_menu_and_changes_nothing_by_itself() {
    let check = |words: &str, expected: &str| {
        let mut harness = desktop_on("threat:cyber");
        let row = facet(&harness, "Drug trafficking");
        harness.get_by_role_and_label(Role::CheckBox, &row).click_secondary();
        harness.run();
        assert_eq!(harness.state().session().view().filter.to_string(), "threat:cyber");
        harness.get_by_label(words).click();
        harness.run();
        assert_eq!(harness.state().session().view().filter.to_string(), expected);
    };
    check("Leave out", "threat:cyber -threat:drugs");
    check("Only this", "threat:drugs");
    check("Add to the filter", "threat:cyber,drugs");
}

#[test]
fn clicking_a_node_shows_its_sentence_and_where_it_stands() {
    let mut harness = desktop_on("actor:europol");
    click_beginning(&mut harness, "Europol, actor");
    assert_eq!(selected(&harness), ["europol"]);
    harness.get_by_label_contains("“A new mandate for Europol");
    harness.get_by_label_contains("Press release");
    let label = button(&harness, "Europol, actor");
    let node = harness.get_by_role_and_label(Role::Button, &label);
    assert_eq!(node.accesskit_node().toggled(), Some(Toggled::True));
}

#[test]
fn a_link_leads_to_its_other_end_with_one_click() {
    let mut harness = desktop_on("actor:europol");
    click_beginning(&mut harness, "Europol, actor");
    // The panel has many links by now; this one may stand below its edge.
    harness.get_by_role_and_label(Role::Link, "Give Europol a new mandate").scroll_to_me();
    harness.run();
    click(&mut harness, Role::Link, "Give Europol a new mandate");
    let id = selected(&harness);
    let session = harness.state().session();
    let label = &session.atlas().node(&id[0].as_str().into()).expect("a node").label;
    assert_eq!(label, "Give Europol a new mandate");
    let drawn = harness.state().picture().scene.node(&id[0].as_str().into());
    assert!(drawn.is_some(), "what is selected is brought out of its fold");
}

#[test]
fn read_opens_the_document_at_the_quote() {
    let mut harness = desktop_on("actor:europol");
    click_beginning(&mut harness, "Europol, actor");
    let mut passages = harness.get_all_by_role_and_label(Role::Link, "Read →");
    passages.next().expect("a quote to read on from").click();
    drop(passages);
    harness.run();
    let reading = harness.state().session().reading().expect("a passage is open").clone();
    assert_eq!(reading.document.as_str(), "protecteu-launch");
    harness
        .get_by_label_contains("- A new mandate for Europol to turn it into a truly operational");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.state().session().reading().is_none());
}

#[test]
fn keyboard_reaches_a_node_and_enter_selects_it() {
    let mut harness = desktop_on("actor:eurojust");
    let label = button(&harness, "Eurojust, actor");
    harness.get_by_role_and_label(Role::Button, &label).focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(selected(&harness), ["eurojust"]);
}

#[test]
fn typing_in_the_search_field_filters_and_offers_nodes_to_go_to() {
    let mut harness = desktop();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, "Search");
    assert!(field.is_focused());
    field.type_text("siac");
    harness.run_steps(80);
    assert_eq!(harness.state().session().view().filter.to_string(), "siac");
    click(&mut harness, Role::ListBoxOption, "Go to SIAC, actor");
    assert_eq!(selected(&harness), ["siac"]);
}

#[test]
fn a_wrong_filter_is_explained_and_the_old_one_stays() {
    let mut harness = desktop();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Search").type_text("threat:terorism");
    harness.run();
    assert!(harness.state().session().view().filter.is_empty());
    harness.get_by_label_contains("the nearest is “terrorism”");
}

#[test]
fn letters_typed_into_the_search_field_are_no_shortcuts() {
    let mut harness = desktop();
    let before = harness.state().session().view().theme;
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.key_press(Key::T);
    harness.key_press(Key::Z);
    harness.run();
    assert_eq!(harness.state().session().view().theme, before);
}

#[test]
fn escape_goes_step_by_step_back_to_the_whole_picture() {
    let mut harness = desktop();
    let all = n_shown(&harness);
    let row = facet(&harness, "Terrorism & extremism");
    click(&mut harness, Role::CheckBox, &row);
    click_beginning(&mut harness, "Europol, actor");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(selected(&harness).is_empty() && n_shown(&harness) < all);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(n_shown(&harness), all);
}

#[test]
fn keys_switch_theme_open_help_and_undo() {
    let mut harness = desktop();
    harness.key_press(Key::T);
    harness.run();
    assert_eq!(harness.state().session().view().theme, Theme::Dark);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(harness.state().session().view().theme, Theme::Light);
    harness.key_press(Key::Questionmark);
    harness.run();
    harness.get_by_label("Keys and gestures");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Keys and gestures").is_none());
}

#[test]
fn r_draws_lines_by_relation_and_undo_by_basis_again() {
    let mut harness = desktop();
    let style = |harness: &Harness<'_, App>| harness.state().session().view().line_style;
    harness.key_press(Key::R);
    harness.run();
    assert_eq!(style(&harness), LineStyle::Relation);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(style(&harness), LineStyle::Basis);
    harness.key_press(Key::R);
    harness.key_press(Key::R);
    harness.run();
    assert_eq!(style(&harness), LineStyle::Basis);
}

#[test]
fn plus_and_minus_zoom_and_f_fits() {
    let mut harness = desktop();
    harness.key_press(Key::Plus);
    harness.run();
    let zoomed = harness.state().session().view().camera.expect("zoomed by hand");
    harness.key_press(Key::Minus);
    harness.run();
    let back = harness.state().session().view().camera;
    assert!(back.is_none_or(|back| back.zoom < zoomed.zoom));
    harness.key_press(Key::Plus);
    harness.key_press(Key::F);
    harness.run();
    assert!(harness.state().session().view().camera.is_none());
}

#[test]
fn a_folded_pillar_opens_and_folds_by_its_button() {
    let mut harness = desktop();
    let shown = |harness: &Harness<'_, App>| -> Vec<_> {
        let nodes = &harness.state().picture().scene.nodes;
        nodes.iter().map(|node| (node.id.clone(), node.n_folded)).collect()
    };
    let before = shown(&harness);
    let shows_actions = |harness: &Harness<'_, App>| {
        harness.state().picture().scene.nodes.iter().any(|n| n.kind == NodeKind::Action)
    };
    assert!(!shows_actions(&harness));
    click_beginning(&mut harness, "Governance, pillar, ");
    click(&mut harness, Role::Button, "Open its actions");
    assert!(shows_actions(&harness));
    click(&mut harness, Role::Button, "Fold its actions");
    assert_eq!(shown(&harness), before);
}

#[test]
fn exporting_writes_the_file_that_the_path_field_names_and_asks_before_replacing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("view.json");
    let mut harness = desktop();
    export_to(&mut harness, &path);
    wait_until(&mut harness, |_| path.exists());
    let first = std::fs::read_to_string(&path).expect("the export");
    assert!(first.starts_with('{'));
    wait_until(&mut harness, |harness| harness.query_by_label("Show in folder").is_some());
    harness.get_by_role_and_label(Role::Button, "Open");
    export_to(&mut harness, &path);
    wait_until(&mut harness, |harness| harness.query_by_label("Replace it").is_some());
    harness.get_by_label("This file exists already.");
    assert_eq!(std::fs::read_to_string(&path).expect("the export"), first);
    std::fs::write(&path, "old").expect("a file to replace");
    click(&mut harness, Role::Button, "Replace it");
    wait_until(&mut harness, |_| std::fs::read_to_string(&path).is_ok_and(|text| text == first));
}

#[test]
fn from_the_start_to_a_saved_picture_nobody_needs_a_mouse() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("europol.svg");
    let mut harness = desktop();
    let typed = |harness: &mut Harness<'_, App>, words: &str| {
        harness.event(egui::Event::Text(words.to_owned()));
        harness.run();
    };
    let pressed = |harness: &mut Harness<'_, App>, modifiers, key| {
        harness.key_press_modifiers(modifiers, key);
        harness.run();
    };
    pressed(&mut harness, Modifiers::COMMAND, Key::K);
    typed(&mut harness, "europol");
    pressed(&mut harness, Modifiers::NONE, Key::Enter);
    pressed(&mut harness, Modifiers::NONE, Key::Num1);
    assert_eq!(harness.state().session().view().focus, Some("europol".into()));
    pressed(&mut harness, Modifiers::COMMAND, Key::E);
    pressed(&mut harness, Modifiers::COMMAND, Key::A);
    typed(&mut harness, &path.to_string_lossy());
    pressed(&mut harness, Modifiers::NONE, Key::Enter);
    wait_until(&mut harness, |_| path.exists());
    let drawn = std::fs::read_to_string(&path).expect("the picture");
    assert!(drawn.contains("Around Europol, 1 link far"));
}

#[test]
fn a_file_is_called_after_what_is_in_it() {
    let check = |asked: &str, key, expected: &str| {
        let mut harness = desktop_on(asked);
        harness.key_press_modifiers(Modifiers::COMMAND, key);
        harness.run();
        let field = harness.get_by_role_and_label(Role::TextInput, "File");
        let path = field.accesskit_node().value().unwrap_or_default();
        assert!(path.ends_with(expected), "{path}");
    };
    check("", Key::E, "protecteu.png");
    check("threat:terrorism", Key::E, "protecteu-terrorism-extremism.png");
    check("", Key::S, "protecteu-briefing.json");
}

#[test]
fn the_export_sheet_offers_every_format_and_pages_for_slides_paper_and_screen() {
    let mut harness = desktop();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    for format in FORMATS {
        harness.get_by_label(format.label);
    }
    let room = harness.state().picture().stage().room;
    for preset in PRESETS {
        let (width, height) = preset.size(room);
        harness.get_by_label(&format!("{}, {width} × {height}", preset.name));
    }
    harness.get_by_label("A3 portrait, 1684 × 2382").click();
    harness.run();
    harness.get_by_label("HTML page").click();
    harness.run();
    assert!(harness.query_by_label("A3 portrait, 1684 × 2382").is_none(), "it is no picture");
}

/// Types into a field, over what stands there.
fn fill(harness: &mut Harness<'_, App>, label: &str, words: &str) {
    harness.get_by_role_and_label(Role::TextInput, label).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, label).type_text(words);
    harness.run();
}

/// Presses the button of the export sheet.
fn press_export(harness: &mut Harness<'_, App>) {
    // The bar above has a button of the same name.
    let buttons = harness.get_all_by_role_and_label(Role::Button, "Export");
    buttons.last().expect("the sheet's button").click();
    harness.run();
}

/// Opens the export sheet, types a path and presses its button.
fn export_to(harness: &mut Harness<'_, App>, path: &std::path::Path) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    harness.get_by_label("Export this view");
    fill(harness, "File", &path.to_string_lossy());
    press_export(harness);
}

#[test]
fn a_picture_has_the_title_typed_in_the_sheet() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("drugs.svg");
    let mut harness = desktop_on("threat:drugs");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    let title = harness.get_by_role_and_label(Role::TextInput, "Title");
    let given = title.accesskit_node().value().unwrap_or_default();
    assert_eq!(given, "ProtectEU: Drug trafficking");
    fill(&mut harness, "Title", "Drugs in one picture");
    fill(&mut harness, "File", &path.to_string_lossy());
    press_export(&mut harness);
    wait_until(&mut harness, |_| path.exists());
    let drawn = std::fs::read_to_string(&path).expect("the picture");
    assert!(drawn.contains("<title>Drugs in one picture</title>"));
    assert!(harness.state().session().view().title.is_none(), "the view itself has none");
}

#[test]
fn tables_are_marked_for_spreadsheets_unless_the_tick_is_taken_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = desktop_on("threat:drugs");
    for (name, is_marked) in [("a", true), ("b", false)] {
        let path = folder.path().join(format!("{name}.csv"));
        harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
        harness.run();
        fill(&mut harness, "File", &path.to_string_lossy());
        let tick = "For Excel and other spreadsheets: mark the text as UTF-8";
        let is_on = harness.get_by_label(tick).accesskit_node().toggled();
        assert_eq!(is_on, Some(Toggled::True));
        if !is_marked {
            click(&mut harness, Role::CheckBox, tick);
        }
        press_export(&mut harness);
        let [nodes, links] =
            ["nodes", "links"].map(|part| folder.path().join(format!("{name}-{part}.csv")));
        wait_until(&mut harness, |_| nodes.exists() && links.exists());
        for table in [nodes, links] {
            let bytes = std::fs::read(table).expect("a table");
            assert_eq!(bytes.starts_with(b"\xef\xbb\xbf"), is_marked);
        }
        wait_until(&mut harness, |harness| harness.query_by_label("Export this view").is_none());
    }
}

/// Files are written on another thread.
fn wait_until(harness: &mut Harness<'_, App>, is_done: impl Fn(&Harness<'_, App>) -> bool) {
    for _ in 0..400 {
        if is_done(harness) {
            harness.run_steps(2);
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
        harness.run_steps(1);
    }
    panic!("it never came");
}

#[test]
fn what_has_happened_since_stands_apart_from_the_source_and_says_to_whom() {
    let mut harness = desktop_on("id:overhaul-europol,new-europol-mandate");
    click_beginning(&mut harness, "Give Europol a new mandate, action, followed up");
    harness.get_by_label("SINCE THEN");
    harness.get_by_label("24 Jun 2026");
    harness.get_by_label("Proposed by the Commission");
    harness.get_by_label("COM(2026) 580");
    // Once under what happened since, once among the links.
    let links = harness.get_all_by_role_and_label(Role::Link, "New Europol mandate");
    links.into_iter().next().expect("the instrument it happened to").click();
    harness.run();
    assert_eq!(selected(&harness), ["new-europol-mandate"]);
}

#[test]
fn a_folded_pillar_says_what_is_inside_and_a_strand_is_called_one() {
    let harness = window([1440.0, 900.0], "");
    let pillar = button(&harness, "Governance, pillar, ");
    assert!(pillar.contains(" folded inside: ") && pillar.contains(" actions"), "{pillar}");
    button(&harness, "Security record 2019–2024, strand, ");
}

#[test]
fn a_pillar_has_a_sentence_to_say_aloud() {
    let mut harness = desktop_on("id:governance");
    click_beginning(&mut harness, "Governance, pillar");
    harness.get_by_label("TO SAY ALOUD");
}

#[test]
fn in_a_narrow_window_reading_comes_when_there_is_something_to_read_and_nothing_moves() {
    let mut harness = window([1024.0, 640.0], "");
    let before = harness.state().picture().layout.clone();
    assert!(harness.query_by_label("Details").is_none());
    let boxes = harness.get_all_by_role(Role::Button);
    let mut labels = boxes.filter_map(|row| row.accesskit_node().label());
    let threat = labels.find(|label| label.contains(", threat, ")).expect("a threat is seen");
    drop(labels);
    click(&mut harness, Role::Button, &threat);
    harness.get_by_label("Details");
    assert_eq!(harness.state().picture().layout, before);
}

#[test]
fn a_tiny_window_does_no_harm() {
    let mut harness = window([320.0, 240.0], "");
    harness.key_press(Key::Questionmark);
    harness.run();
    harness.get_by_label("Keys and gestures");
}

#[test]
fn keys_do_not_reach_what_lies_behind_a_sheet() {
    let mut harness = desktop();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    harness.run();
    assert!(harness.get_by_role_and_label(Role::TextInput, "File").is_focused());
    harness.key_press(Key::T);
    harness.key_press(Key::Slash);
    harness.run();
    assert_eq!(harness.state().session().view().theme, Theme::Light);
    assert!(!harness.get_by_role_and_label(Role::TextInput, "Search").is_focused());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Open an atlas").is_none());
}

#[test]
fn a_filter_that_stops_making_sense_shows_what_stood_there_before() {
    let mut harness = desktop();
    let all = n_shown(&harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Search").type_text("threat");
    harness.run_steps(80);
    assert!(n_shown(&harness) < all);
    harness.get_by_role_and_label(Role::TextInput, "Search").type_text(":terorism");
    harness.run_steps(80);
    assert_eq!(n_shown(&harness), all);
    harness.key_press(Key::Escape);
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, "Search");
    assert_eq!(field.accesskit_node().value().unwrap_or_default(), "");
}

#[test]
fn ticking_a_threat_moves_nothing_in_the_list_below_it() {
    let mut harness = desktop();
    let place = |harness: &Harness<'_, App>| {
        let row = facet(harness, "Organised crime");
        harness.get_by_role_and_label(Role::CheckBox, &row).rect()
    };
    let before = place(&harness);
    let row = facet(&harness, "Terrorism & extremism");
    click(&mut harness, Role::CheckBox, &row);
    assert_eq!(place(&harness), before);
}

#[test]
fn rows_of_the_filters_keep_their_order_while_the_pointer_is_among_them() {
    let mut harness = desktop();
    // Labels end in counts, which may change.
    let named = |harness: &Harness<'_, App>| -> Vec<String> {
        let rows = harness.get_all_by_role(Role::CheckBox);
        let labels = rows.filter_map(|row| row.accesskit_node().label());
        labels
            .map(|label| label.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned())
            .collect()
    };
    let before = named(&harness);
    let row = facet(&harness, "Resilience to hybrid threats");
    harness.get_by_role_and_label(Role::CheckBox, &row).hover();
    harness.run();
    click(&mut harness, Role::CheckBox, &row);
    let order: Vec<String> =
        named(&harness).into_iter().filter(|name| before.contains(name)).collect();
    let kept: Vec<String> = before.into_iter().filter(|name| order.contains(name)).collect();
    assert_eq!(order, kept);
    assert!(order.len() > 10, "{order:?}");
}

#[test]
fn a_threat_lists_what_answers_its_sub_types_as_well() {
    let mut harness = desktop();
    click_beginning(&mut harness, "Trafficking & smuggling, threat, ");
    harness.get_by_role_and_label(Role::Link, "Give Europol a new mandate");
    assert!(harness.query_all_by_label("through Migrant smuggling").next().is_some());
}

#[test]
fn opening_a_pillar_shows_all_its_actions_and_folds_nothing() {
    let mut harness = desktop();
    let drawn = |harness: &Harness<'_, App>| -> Vec<String> {
        harness.state().picture().scene.nodes.iter().map(|n| n.id.to_string()).collect()
    };
    let before = drawn(&harness);
    click_beginning(&mut harness, "Resilience to hybrid threats, pillar, ");
    click(&mut harness, Role::Button, "Open its actions");
    let after = drawn(&harness);
    assert!(before.iter().all(|id| after.contains(id)), "something folded");
    assert_eq!(after.len(), before.len() + 18);
    harness.key_press(Key::W);
    harness.run();
    assert_eq!(drawn(&harness), before);
}

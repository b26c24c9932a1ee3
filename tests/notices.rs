//! What the window says of itself: its title, what went well or wrong, the last export.
#![cfg(feature = "app")]
#![expect(clippy::expect_used, reason = "a test says so by panicking")]

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use egui::{FullOutput, Key, Modifiers, Plugin, Rect, Role, ViewportCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::check;
use protecteu_atlas::session::Session;
use protecteu_atlas::view::View;

/// What the window was called, in order.
#[derive(Debug, Default, Clone)]
struct Titles(Arc<Mutex<Vec<String>>>);

impl Plugin for Titles {
    fn debug_name(&self) -> &'static str {
        "titles"
    }

    fn output_hook(&mut self, _: &egui::Context, output: &mut FullOutput) {
        let commands = output.viewport_output.values().flat_map(|viewport| &viewport.commands);
        let mut titles = self.0.lock().expect("no frame failed");
        for command in commands {
            if let ViewportCommand::Title(title) = command {
                titles.push(title.clone());
            }
        }
    }
}

fn window(size: [f32; 2]) -> Harness<'static, App> {
    titled_window(size).0
}

fn titled_window(size: [f32; 2]) -> (Harness<'static, App>, Titles) {
    let opened = check::open(None).expect("the built-in atlas is always there");
    let atlas = opened.atlas.expect("the built-in atlas hangs together");
    let session = Session::new(atlas, opened.origin, opened.findings, View::default());
    let app = App::new(session, size.into(), None).without_motion();
    let titles = Titles::default();
    let plugin = titles.clone();
    let harness = Harness::builder()
        .with_size(size)
        .with_max_steps(24)
        .with_step_dt(0.1)
        .with_context_setup(move |ctx| {
            install_style(ctx);
            ctx.add_plugin(plugin);
        })
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    (harness, titles)
}

fn press(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press(key);
    harness.run_steps(2);
}

/// A file dropped on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn drop_file(harness: &mut Harness<'_, App>, name: &str, text: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file");
    harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    harness.step();
    harness.step();
}

fn closers(harness: &Harness<'_, App>) -> Vec<Rect> {
    let window = harness.ctx.content_rect();
    let buttons = harness.query_all_by_role_and_label(Role::Button, "Close");
    let rects: Vec<Rect> = buttons.map(|button| button.rect()).collect();
    assert!(rects.iter().all(|rect| window.contains_rect(*rect)), "{rects:?} in {window:?}");
    rects
}

#[test]
fn the_title_names_the_atlas_that_is_open() {
    let (mut harness, titles) = titled_window([1440.0, 900.0]);
    let built_in = check::open(None).expect("it is there").atlas.expect("it hangs together");
    let expected = format!("{} – ProtectEU Atlas", built_in.title());
    harness.run();
    let graph = "{\"graph\": {\"label\": \"My\\u202egraph\", \"nodes\": {\"a\": {}}}}";
    drop_file(&mut harness, "g.json", graph);
    harness.run_steps(6);
    let told = titles.0.lock().expect("no frame failed").clone();
    assert_eq!(told, [expected, "My\\u{202e}graph – ProtectEU Atlas".to_owned()]);
}

#[test]
fn at_most_two_are_said_at_once_over_no_legend_and_good_ones_go() {
    for size in [[1440.0, 900.0], [1180.0, 700.0], [1024.0, 640.0]] {
        let mut harness = window(size);
        harness.run();
        // Nothing is selected: each of these says what it would do, and the last says it again.
        for key in [Key::E, Key::L, Key::Num1, Key::L] {
            press(&mut harness, key);
        }
        let shown = closers(&harness);
        assert_eq!(shown.len(), 2, "at {size:?}");
        assert!(harness.query_by_label_contains("Select a box first; E").is_none());
        harness.get_by_label_contains("Select a box first; L");
        let legend = harness.state().legend_area();
        assert!(legend.is_some() || size[0] < 1100.0, "there is a legend at {size:?}");
        for button in shown {
            let is_clear = legend.is_none_or(|legend| button.bottom() < legend.top());
            assert!(is_clear && button.bottom() < size[1], "{button:?} at {size:?}");
        }
        harness.run_steps(80);
        assert_eq!(closers(&harness).len(), 0, "they go at {size:?}");
    }
}

#[test]
fn bad_news_waits_for_who_reads_it() {
    let mut harness = window([1440.0, 900.0]);
    harness.run();
    for at in 1..=3 {
        let lines = "\n".repeat(at);
        drop_file(&mut harness, "n.json", &format!("{lines}{{\"nodes\": [], \"links\": []}}"));
    }
    harness.run_steps(80);
    for n_left in [2, 2, 1] {
        assert_eq!(closers(&harness).len(), n_left);
        harness.get_all_by_label_contains("node-link data").next().expect("it says what it is");
        harness.query_all_by_role_and_label(Role::Button, "Close").next().expect("one").click();
        harness.run_steps(4);
    }
    assert_eq!(closers(&harness).len(), 0);
}

#[test]
fn news_stands_beside_a_panel_that_lies_over_the_graph() {
    let mut harness = window([1024.0, 640.0]);
    harness.run();
    press(&mut harness, Key::N);
    drop_file(&mut harness, "n.json", "{\"nodes\": [], \"links\": []}");
    harness.run_steps(10);
    let panel = harness.get_by_role(Role::Document).rect();
    // The panel has a button of the same name.
    let shown = closers(&harness).into_iter().filter(|button| button.top() > 300.0);
    let shown: Vec<Rect> = shown.collect();
    assert!(shown.len() == 1 && shown[0].right() < panel.left(), "{shown:?} {panel:?}");
}

#[test]
fn graphs_that_are_not_read_are_said_in_the_window() {
    let mut harness = window([1440.0, 900.0]);
    harness.run();
    let graph = |label: &str| format!("{{\"label\": \"{label}\", \"nodes\": {{\"a\": {{}}}}}}");
    let text = format!("{{\"graphs\": [{}, {}]}}", graph("One"), graph("Two"));
    drop_file(&mut harness, "several.json", &text);
    harness.run_steps(4);
    // Once until it is closed, and once in Details for good.
    let words = "only “One” is read, “Two” is not";
    assert_eq!(harness.query_all_by_label_contains(words).count(), 2);
    harness.get_by_role_and_label(Role::Button, "Close").click();
    harness.run_steps(4);
    assert_eq!(harness.query_all_by_label_contains(words).count(), 1);
}

#[test]
fn the_last_export_stays_within_reach() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("view.json");
    let mut harness = window([1440.0, 900.0]);
    harness.run();
    let rows = ["Open the last export", "Show the last export in its folder"];
    let open_menu = |harness: &mut Harness<'_, App>| {
        harness.get_by_role_and_label(Role::Button, "Menu").click();
        harness.run();
    };
    let are_ready = |harness: &Harness<'_, App>| {
        rows.map(|row| {
            let mut found = harness.query_all_by_label_contains(row);
            found.next().is_some_and(|row| !row.accesskit_node().is_disabled())
        })
    };
    open_menu(&mut harness);
    assert_eq!(are_ready(&harness), [false, false]);
    harness.key_press(Key::Escape);
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "File").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, "File");
    field.type_text(&path.to_string_lossy());
    harness.run();
    // The bar above has a button of the same name.
    let buttons = harness.get_all_by_role_and_label(Role::Button, "Export");
    buttons.last().expect("the sheet's button").click();
    for _ in 0..200 {
        if path.exists() && harness.query_by_label("Show in folder").is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        harness.step();
    }
    harness.run_steps(200);
    assert!(harness.query_by_label("Show in folder").is_none(), "what was said has gone");
    open_menu(&mut harness);
    assert_eq!(are_ready(&harness), [true, true]);
}

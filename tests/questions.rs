//! The four questions of the user guide, each answered in at most five actions.
#![cfg(feature = "app")]
#![expect(clippy::expect_used, clippy::panic, reason = "a test says so by panicking")]

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use protecteu_atlas::app::{App, install_style};
use protecteu_atlas::atlas::{Atlas, NodeId, NodeKind};
use protecteu_atlas::check;
use protecteu_atlas::session::Session;
use protecteu_atlas::view::View;

/// A window that counts what the user does in it.
struct Sitting {
    harness: Harness<'static, App>,
    n_actions: usize,
}

impl Sitting {
    fn new() -> Self {
        let opened = check::open(None).expect("the built-in atlas is always there");
        let atlas = opened.atlas.expect("the built-in atlas hangs together");
        let session = Session::new(atlas, opened.origin, opened.findings, View::default());
        let app = App::new(session, [1440.0, 1100.0].into(), None).without_motion();
        let mut harness = Harness::builder()
            .with_size([1440.0, 1100.0])
            .with_max_steps(48)
            .with_context_setup(install_style)
            .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
        harness.run();
        Self { harness, n_actions: 0 }
    }

    fn click(&mut self, role: Role, begins: &str) {
        let nodes = self.harness.get_all_by_role(role);
        let mut labels = nodes.filter_map(|node| node.accesskit_node().label());
        let label = labels.find(|label| label.starts_with(begins));
        drop(labels);
        let label = label.unwrap_or_else(|| panic!("nothing begins {begins}"));
        // Who looks for it scrolls there.
        self.harness.get_by_role_and_label(role, &label).scroll_to_me();
        self.harness.run();
        self.harness.get_by_role_and_label(role, &label).click();
        self.harness.run();
        self.n_actions += 1;
    }

    /// Opens a field by a key and types into it: one action.
    fn type_into(&mut self, key: Key, field: &str, words: &str) {
        self.harness.key_press_modifiers(Modifiers::COMMAND, key);
        self.harness.run();
        self.harness.get_by_role_and_label(Role::TextInput, field).type_text(words);
        self.harness.run();
        self.n_actions += 1;
    }

    fn press(&mut self, held: Modifiers, key: Key) {
        self.harness.key_press_modifiers(held, key);
        self.harness.run();
        self.n_actions += 1;
    }

    fn selected(&self) -> Vec<NodeId> {
        self.harness.state().session().view().selected.clone()
    }

    fn atlas(&self) -> &Atlas {
        self.harness.state().session().atlas()
    }

    fn ends(&self) {
        assert!(self.n_actions <= 5, "{} actions", self.n_actions);
    }
}

#[test]
fn what_does_europol_get_and_from_which_sentence() {
    let mut sitting = Sitting::new();
    sitting.type_into(Key::F, "Search", "europol");
    sitting.press(Modifiers::NONE, Key::ArrowDown);
    sitting.press(Modifiers::NONE, Key::Enter);
    assert_eq!(sitting.selected(), ["europol".into()]);
    sitting.harness.get_by_label_contains("“A new mandate for Europol");
    sitting.ends();
}

#[test]
fn which_actions_on_terrorism_have_no_act_behind_them() {
    let mut sitting = Sitting::new();
    sitting.click(Role::CheckBox, "Terrorism & extremism");
    sitting.click(Role::Tab, "Insight");
    let heading = "in the graph: Actions without an act or other instrument";
    let links = sitting.harness.get_all_by_role(Role::Link);
    let mut labels = links.filter_map(|link| link.accesskit_node().label());
    let show = labels.find(|label| label.ends_with(heading));
    drop(labels);
    let show = show.expect("there are some");
    sitting.click(Role::Link, &show);
    let selected = sitting.selected();
    assert!(!selected.is_empty(), "{show}");
    let atlas = sitting.atlas();
    for id in &selected {
        let node = atlas.node(id).expect("a node");
        assert_eq!(node.kind, NodeKind::Action, "{id}");
        assert!(atlas.threats_of(id).iter().any(|t| t.as_str().starts_with("terrorism")), "{id}");
    }
    sitting.ends();
}

#[test]
fn how_is_nis2_tied_to_ports() {
    let mut sitting = Sitting::new();
    sitting.type_into(Key::K, "Command", "nis2 directive");
    sitting.press(Modifiers::NONE, Key::Enter);
    sitting.type_into(Key::K, "Command", "eu ports strategy");
    sitting.press(Modifiers::SHIFT, Key::Enter);
    assert_eq!(sitting.selected(), ["nis2-directive".into(), "ports-strategy".into()]);
    sitting.harness.get_by_label("How they are connected".to_uppercase().as_str());
    sitting.harness.get_by_label_contains("shortest path");
    sitting.ends();
}

#[test]
fn what_has_been_adopted_since() {
    let mut sitting = Sitting::new();
    sitting.type_into(Key::F, "Search", "status:adopted");
    sitting.press(Modifiers::NONE, Key::Enter);
    sitting.click(Role::Button, "Table");
    let state = sitting.harness.state();
    let kept = &state.picture().visible.kept_nodes;
    assert!(!kept.is_empty());
    for id in kept {
        let status = state.session().atlas().node(id).and_then(|node| node.status.as_deref());
        assert_eq!(status, Some("adopted"), "{id}");
    }
    sitting.ends();
}

//! The menu of a node: what a right click offers.

use egui::{Response, Ui};

use super::actions::hint;
use super::link_menu::row;
use super::nodes::first_passage;
use crate::atlas::{NodeId, NodeKind};
use crate::filter::Key;
use crate::scene::SceneNode;
use crate::session::{Command, Session};

/// The menu's rows.
pub(super) fn node_menu_ui(
    response: &Response,
    session: &Session,
    node: &SceneNode,
    commands: &mut Vec<Command>,
) {
    response.context_menu(|ui| {
        ui.set_min_width(220.0);
        let mut row = |ui: &mut Ui, words: &str, command| row(ui, words, commands, command);
        let id = &node.id;
        row(ui, "Show in Details", Command::Select { node: id.clone(), extend: false });
        let is_selected = session.view().selected.contains(id);
        let words = if is_selected { "Take out of the selection" } else { "Add to the selection" };
        row(ui, words, Command::Select { node: id.clone(), extend: true });
        if node.n_folded > 0 || node.n_inside > 0 || node.is_group {
            let open = node.n_folded > 0;
            let words = if open { "Open it" } else { "Fold it" };
            row(ui, words, Command::Fold { group: id.clone(), open });
        }
        let view = session.view();
        if let Some(known) = session.atlas().node(id) {
            row(
                ui,
                "Show what is linked to it",
                Command::SetFocus { node: Some(id.clone()), depth: 1 },
            );
            if !view.shows_all() {
                let is_wanted = !view.expanded.contains(id);
                let words = hint("Show its neighbours too, or no longer");
                row(ui, &words, Command::Expand { node: id.clone(), is_wanted });
            }
            row(ui, "Select it with its neighbours", with_neighbors(session, id));
            let key = key_of(known.role());
            row(ui, "Filter by it", Command::SetFilter(view.filter.toggled(key, id.as_str())));
            row(ui, "Leave it out", Command::SetFilter(view.filter.excluded(key, id.as_str())));
            if let Some(reading) = first_passage(session, id) {
                row(ui, "Read its sentence", Command::Read(Some(reading)));
            }
        }
        if view.pins.contains_key(id) {
            row(ui, "Put it back in its place", Command::Unpin(id.clone()));
        }
        row(ui, "Copy its name", Command::Copy(node.label.clone()));
    });
}

fn with_neighbors(session: &Session, id: &NodeId) -> Command {
    let atlas = session.atlas();
    let links = atlas.links_from(id).into_iter().chain(atlas.links_to(id));
    let others = links.flat_map(|link| [&link.source, &link.target]).filter(|other| *other != id);
    // The node itself comes last: it is the one that is read.
    Command::SelectThese(others.chain(std::iter::once(id)).cloned().collect())
}

const fn key_of(kind: NodeKind) -> Key {
    match kind {
        NodeKind::Threat => Key::Threat,
        NodeKind::Pillar => Key::Pillar,
        NodeKind::Action => Key::Action,
        NodeKind::Actor => Key::Actor,
        NodeKind::Instrument => Key::Instrument,
        NodeKind::Plain => Key::Id,
    }
}

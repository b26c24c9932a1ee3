//! What stands behind a line or ribbon that the pointer is on: a sentence while it hovers, and on a click
//! every link with its own sentence.
//!
//! Owns the words for it. What else a right click offers is `link_menu.rs`'s matter.

use egui::{PopupCloseBehavior, ScrollArea, Ui, vec2};

use super::canvas::Shown;
use super::link_menu::{name, said};
use super::style::size;
use crate::atlas::{Link, NodeId};
use crate::filter::Group;
use crate::layout::measure::Weight;
use crate::scene::{Paint, SceneLink};
use crate::session::{Command, Session};
use crate::survey::pair_sentence;

/// Height of the list before it scrolls, and its width. Points.
const LIST: (f32, f32) = (340.0, 420.0);

/// A menu stays open while one reads its rows.
pub(super) const CLOSES: PopupCloseBehavior = PopupCloseBehavior::CloseOnClickOutside;

/// What joins two things, in one sentence.
pub(super) fn sentence_of(session: &Session, line: &SceneLink) -> String {
    let links: Vec<&Link> = line.members.iter().filter_map(|id| session.atlas().link(id)).collect();
    let (source, target) = (called(session, &line.source), called(session, &line.target));
    pair_sentence((&source, &target), &links)
}

/// What a box is called: a node, or a group by what it holds.
fn called(session: &Session, id: &NodeId) -> String {
    Group::from_id(id).map_or_else(|| name(session, id), |group| group.label())
}

/// Draws the list of a line's links, each with the sentence that speaks for it and on what it rests.
pub(super) fn list_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    links: &[&Link],
    commands: &mut Vec<Command>,
) {
    let look = shown.look;
    ui.set_width(LIST.1);
    ScrollArea::vertical().max_height(LIST.0).show(ui, |ui| {
        for link in links {
            let words = format!("{} ({})", said(shown.session, link), link.basis().phrase());
            let row = look.link(ui, &words, size::SMALL, Weight::Medium);
            if row.clicked() {
                commands.push(Command::ReadLink(link.id.clone()));
                ui.close();
            }
            let spoken = match link.claim().firmest() {
                Some(evidence) if evidence.is_quoted() => format!("“{}”", evidence.words()),
                Some(evidence) => evidence.words().to_owned(),
                None => "Nothing in the texts is noted for it.".to_owned(),
            };
            look.text(ui, &spoken, (size::SMALL, Weight::Regular, Paint::Soft));
            ui.add_space(6.0);
        }
        ui.allocate_space(vec2(LIST.1 - 16.0, 0.0));
    });
}

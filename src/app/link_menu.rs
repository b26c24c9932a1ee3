//! The menu of the ground: what a right click offers on a link, or on nothing.

use egui::{Popup, Response, SetOpenCommand, Ui};

use super::actions::{WHOLE, hint};
use super::canvas::Shown;
use super::ribbon_menu::{CLOSES, list_ui};
use super::style::size;
use super::widgets::Look;
use crate::atlas::{Evidence, Link, LinkId, NodeId};
use crate::filter::Key;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::{Command, Session};
use crate::view::Unfold;

/// Draws the menu of the links under the pointer, or of the graph where there are none.
pub(super) fn ground_menu_ui(
    ground: &Response,
    shown: &Shown<'_>,
    (links, opens): (&[LinkId], Option<bool>),
    commands: &mut Vec<Command>,
) {
    let session = shown.session;
    let links: Vec<&Link> = links.iter().filter_map(|id| session.atlas().link(id)).collect();
    let menu = Popup::menu(ground).open_memory(opens.map(SetOpenCommand::Bool));
    menu.close_behavior(CLOSES).at_pointer_fixed().show(|ui| {
        ui.set_min_width(220.0);
        match links.as_slice() {
            [] => graph_rows(ui, session, commands),
            [link] => link_rows(ui, shown, link, commands),
            many => line_rows(ui, shown, many, commands),
        }
    });
}

/// A row that asks for something and closes the menu.
pub(super) fn row(ui: &mut Ui, words: &str, commands: &mut Vec<Command>, command: Command) {
    if ui.add(egui::Button::new(words).frame(false)).clicked() {
        commands.push(command);
        ui.close();
    }
}

fn title_ui(ui: &mut Ui, look: Look, words: &str) {
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        look.text(ui, words, (size::SMALL, Weight::SemiBold, Paint::Ink));
        ui.add_space(8.0);
    });
}

fn graph_rows(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let view = session.view();
    row(ui, &hint("Fit the whole picture"), commands, Command::LookAt(None));
    row(ui, &hint("Select everything shown"), commands, Command::SelectKept);
    if !view.selected.is_empty() {
        row(ui, "Clear the selection", commands, Command::ClearSelection);
    }
    if !view.shows_all() {
        row(ui, &hint("Show everything"), commands, Command::ShowAll);
    }
    row(ui, "Unfold everything", commands, Command::SetUnfold(Unfold::All));
    row(ui, "Fold as at first", commands, Command::SetUnfold(Unfold::Auto));
    row(ui, &hint(WHOLE), commands, Command::BackToWhole);
    if !view.pins.is_empty() {
        row(ui, "Put every box back in its place", commands, Command::UnpinAll);
    }
    row(ui, &hint("Export…"), commands, Command::Export);
}

fn link_rows(ui: &mut Ui, shown: &Shown<'_>, link: &Link, commands: &mut Vec<Command>) {
    let (session, look) = (shown.session, shown.look);
    title_ui(ui, look, &said(session, link));
    if let Some(quote) = link.evidence.iter().find_map(Evidence::quote) {
        row(ui, "Read its sentence", commands, Command::ReadLink(link.id.clone()));
        if let Some(citation) = session.atlas().cite(&quote.document, quote.span) {
            let words = format!("{}\n{}", said(session, link), citation.text());
            row(ui, "Copy it with its sentence", commands, Command::Copy(words));
        }
    }
    ends_rows(ui, session, &[link], commands);
    let filter = &session.view().filter;
    let (word, phrase) = (link.relation.word(), link.relation.phrase());
    let only = filter.toggled(Key::Relation, word);
    row(ui, &format!("Filter by “{phrase}”"), commands, Command::SetFilter(only));
    let without = filter.excluded(Key::Relation, word);
    row(ui, &format!("Leave out “{phrase}”"), commands, Command::SetFilter(without));
}

/// A line that stands for several links.
fn line_rows(ui: &mut Ui, shown: &Shown<'_>, links: &[&Link], commands: &mut Vec<Command>) {
    let (session, look) = (shown.session, shown.look);
    title_ui(ui, look, &format!("{} links", links.len()));
    list_ui(ui, shown, links, commands);
    ends_rows(ui, session, links, commands);
}

fn ends_rows(ui: &mut Ui, session: &Session, links: &[&Link], commands: &mut Vec<Command>) {
    let mut ends: Vec<&NodeId> = Vec::new();
    for end in links.iter().flat_map(|link| [&link.source, &link.target]) {
        if !ends.contains(&end) {
            ends.push(end);
        }
    }
    if let [_, _] = ends.as_slice() {
        for end in &ends {
            let select = Command::Select { node: (*end).clone(), extend: false };
            row(ui, &format!("Go to {}", name(session, end)), commands, select);
        }
    }
    let words = if ends.len() == 2 { "Select both ends" } else { "Select all their ends" };
    let ends = ends.into_iter().cloned().collect();
    row(ui, words, commands, Command::SelectThese(ends));
}

/// A link in words: "Europol leads New Europol mandate".
pub(super) fn said(session: &Session, link: &Link) -> String {
    let (source, target) = (name(session, &link.source), name(session, &link.target));
    format!("{source} {} {target}", link.relation.phrase())
}

/// What a node is called, or its identifier where the atlas has no such node.
pub(super) fn name(session: &Session, id: &NodeId) -> String {
    session.atlas().node(id).map_or_else(|| id.to_string(), |node| node.label.clone())
}

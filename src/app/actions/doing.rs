//! What actions do that take more than a line.

use std::path::Path;

use crate::app::desk::Desk;
use crate::app::enlarge::Enlargement;
use crate::app::panels::views::VIEWS;
use crate::session::{Command, DeckCommand, Session, Way};

/// Opens the passage before or after the one that is open.
pub(super) fn walk(session: &Session, desk: &mut Desk, way: Way, commands: &mut Vec<Command>) {
    match session.walked(way, desk.source.place()) {
        Some(reading) => commands.push(Command::Read(Some(reading))),
        None => desk.notices.good("Nothing in the texts speaks for what is selected."),
    }
}

/// Puts the briefing away and opens the drawer in which another is made.
pub(in crate::app) fn begin_briefing(
    session: &Session,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    desk.drawer = Some(VIEWS);
    let n = session.briefing().views.len();
    if n > 0 {
        let views = if n == 1 { "1 view was".to_owned() } else { format!("{n} views were") };
        desk.notices.good(format!("{views} put away; Ctrl+Z brings them back."));
    }
    commands.push(Command::Deck(DeckCommand::Begin));
}

/// Goes through the briefing, and says which view that leads to.
pub(super) fn walk_deck(
    session: &Session,
    desk: &mut Desk,
    step: DeckCommand,
    commands: &mut Vec<Command>,
) {
    if session.briefing().views.is_empty() {
        desk.notices.good("There are no views yet. Ctrl+D keeps what is shown as the first.");
        return;
    }
    commands.push(Command::Deck(step));
}

/// Shows what lies up to some links around the selected node, or around the focus there is.
pub(super) fn surround(session: &Session, desk: &mut Desk, commands: &mut Vec<Command>, depth: u8) {
    let view = session.view();
    let subject = view.subject().filter(|id| session.atlas().node(id).is_some());
    let Some(node) = subject.or(view.focus.as_ref()) else {
        desk.notices.good("Select a box first; a digit then shows so many links around it.");
        return;
    };
    let is_there = view.focus.as_ref() == Some(node) && view.depth == depth;
    commands.push(Command::SetFocus { node: (!is_there).then(|| node.clone()), depth });
}

/// Goes on to the next link of the selected node, or to the one before.
pub(super) fn follow(session: &Session, desk: &mut Desk, step: isize) {
    if !desk.followed.step(session, step) {
        desk.notices.good("Select a box first; L then goes through its links.");
    }
}

/// Brings in what is linked to the selected node, whatever filter and focus leave out.
pub(super) fn expand(session: &Session, desk: &mut Desk, commands: &mut Vec<Command>) {
    let view = session.view();
    let subject = view.subject().filter(|id| session.atlas().node(id).is_some());
    match subject {
        None => desk.notices.good("Select a box first; E then shows all it is linked to."),
        Some(_) if view.shows_all() => {
            desk.notices
                .good("Everything is shown. E brings neighbours in beside a filter or a focus.");
        }
        Some(node) => {
            let is_wanted = !view.expanded.contains(node);
            commands.push(Command::Expand { node: node.clone(), is_wanted });
        }
    }
}

/// Makes everything in the window larger or smaller, and says how large it is then.
pub(super) fn enlarge(desk: &mut Desk, step: fn(Enlargement) -> Enlargement) {
    desk.enlargement = step(desk.enlargement);
    desk.notices.good(desk.enlargement.spoken());
}

/// Opens the file that was last written, or a folder so many steps above it, outside.
pub(super) fn open_export(desk: &mut Desk, n_above: usize) {
    match &desk.last_written {
        Some(file) => desk.wants_elsewhere = file.ancestors().nth(n_above).map(Path::to_owned),
        None => desk.notices.good("Nothing has been exported yet; Ctrl+E does."),
    }
}

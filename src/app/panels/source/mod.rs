//! The source tab: whole documents, with what rests on each passage.
//!
//! Owns the tab's composition: its head, the text, the strip beside it and the list under it. Each
//! has a file of its own. Start with [`source_ui`].

mod find;
mod keys;
mod marks;
mod page;
mod place;
mod ruler;
mod step;
mod strip;
mod text;

use egui::{ComboBox, Frame, Margin, Rect, Ui, vec2};

use self::find::Find;
use self::keys::Selected;
use self::marks::Marks;
use self::page::Page;
use self::place::{Place, Show};
use self::ruler::{RULER, ruler_ui};
use self::step::{STEPS, Toward, step_ui};
use self::strip::Strip;
use self::text::{Shown, columns, text_ui, text_width};
use super::Facts;
use crate::app::desk::Desk;
use crate::app::style::size;
use crate::atlas::{Document, NodeId, Thing};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::{Command, Walk, WalkedTo, Way};

/// The text as it lies on the desk.
#[derive(Debug, Default)]
pub(in crate::app) struct Reader {
    page: Page,
    place: Place,
    find: Find,
    selected: Option<Selected>,
    /// The selection whose first passage was opened.
    followed: Vec<NodeId>,
    /// Height of the list under the text.
    strip: f32,
}

impl Reader {
    /// The code point at the top of the text.
    pub(in crate::app) const fn character(&self) -> usize {
        self.place.character
    }

    /// How many rows were laid out since the window opened.
    pub(in crate::app) const fn n_layouts(&self) -> usize {
        self.page.n_layouts()
    }

    /// Lets go of the words selected, else of those looked for; says whether there were any.
    pub(in crate::app) fn let_go(&mut self) -> bool {
        self.selected.take().is_some_and(|selected| selected.span().is_some()) || self.find.forget()
    }
}

/// Draws the source tab.
pub(super) fn source_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let documents = facts.session.atlas().documents();
    let reading = facts.session.reading();
    if let Some(at) = reading.and_then(|r| documents.iter().position(|d| d.id == r.document)) {
        desk.source.document = at;
    }
    if desk.source.document >= documents.len() {
        desk.source.document = 0;
    }
    let Some(document) = documents.get(desk.source.document) else {
        Frame::new().inner_margin(Margin::same(20)).show(ui, |ui| {
            let words = "This atlas holds no documents. A folder of texts and tables opens with \
                         all that rests on them: Ctrl+O.";
            facts.look.text(ui, words, (size::BODY, Weight::Regular, Paint::Soft));
        });
        return;
    };
    let walked = facts.session.walked_to();
    let finds = head_ui(ui, facts, document, &walked, desk, commands);
    facts.look.hairline(ui);
    follow(facts, desk, commands);
    body_ui(ui, facts, document, (&walked, finds), desk, commands);
}

/// The document, what is looked for in it, and the walk through its passages; says whether
/// another hit is to be shown.
fn head_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    document: &Document,
    walked: &WalkedTo,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) -> bool {
    let margin = Margin { left: 20, right: 14, top: 10, bottom: 6 };
    let inner = Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.take_available_width();
        ui.spacing_mut().item_spacing.y = 6.0;
        chooser_ui(ui, facts, document, desk, commands);
        let wants_focus = std::mem::take(&mut desk.source.wants_find);
        let place = desk.source.place();
        let finds = desk.source.reader.find.ui(ui, facts, place, wants_focus);
        walk_ui(ui, facts, walked, place, commands);
        finds
    });
    inner.inner
}

fn chooser_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    document: &Document,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let documents = facts.session.atlas().documents();
    let chooser = ComboBox::from_id_salt("document")
        .width(ui.available_width())
        .truncate()
        .selected_text(document.short_title());
    let inner = chooser.show_ui(ui, |ui| {
        for (at, other) in documents.iter().enumerate() {
            if ui.selectable_label(other.id == document.id, other.short_title()).clicked() {
                desk.source.document = at;
                desk.source.shown = None;
                desk.source.wants_top = true;
                commands.push(Command::Read(None));
            }
        }
    });
    ui.ctx().accesskit_node_builder(inner.response.id, |node| node.set_label("Document"));
}

/// "Passage 2 of 7 · Europol", and the steps to the one before and after.
fn walk_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    walked: &WalkedTo,
    place: (usize, usize),
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let n = walked.places.len();
    let session = facts.session;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let whose = match session.walk() {
            Walk::Text => None,
            Walk::Link(link) => Some(marks::name_of(facts, &Thing::Link(link.clone()))),
            Walk::Nodes([one]) => {
                let node = session.atlas().node(one);
                Some(node.map_or_else(|| "a folded group".to_owned(), |node| node.label.clone()))
            }
            Walk::Nodes(nodes) => Some(format!("{} selected", nodes.len())),
        };
        let count = match (n, walked.at) {
            (0, _) => "No passage".to_owned(),
            (1, None) => "1 passage".to_owned(),
            (_, None) => format!("{n} passages"),
            (_, Some(at)) => format!("Passage {} of {n}", at + 1),
        };
        let said = whose.map_or_else(|| count.clone(), |whose| format!("{count} · {whose}"));
        let style = (size::SMALL, Weight::Medium, Paint::Soft);
        let galley = look.one_line(ui, &said, style, ui.available_width() - STEPS - 4.0);
        let room = vec2(ui.available_width() - STEPS, 28.0);
        let (rect, response) = ui.allocate_exact_size(room, egui::Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
        let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
        let is_cut = galley.elided;
        ui.painter().galley(at, galley, look.color(Paint::Soft));
        if is_cut {
            response.on_hover_text(&said);
        }
        for (way, toward, name, key) in
            [(Way::Previous, Toward::Up, "Previous", "P"), (Way::Next, Toward::Down, "Next", "N")]
        {
            let step = step_ui(ui, look, toward, name, n > 0);
            if step.on_hover_text(format!("{name} passage ({key})")).clicked() {
                commands.push(Command::Read(session.walked(way, place)));
            }
        }
    });
}

/// Opens the first passage of what is newly selected, from the document one reads on.
fn follow(facts: Facts<'_>, desk: &mut Desk, commands: &mut Vec<Command>) {
    let session = facts.session;
    let selected = &session.view().selected;
    if desk.source.reader.followed == *selected {
        return;
    }
    desk.source.reader.followed.clone_from(selected);
    let is_free = session.reading().is_none() && matches!(session.walk(), Walk::Nodes(_));
    if is_free && let Some(first) = session.walked(Way::Next, (desk.source.document, 0)) {
        commands.push(Command::Read(Some(first)));
    }
}

/// The text, the strip beside it and the list under it.
fn body_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    document: &Document,
    (walked, finds): (&WalkedTo, bool),
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    let at = desk.source.document;
    let atlas = facts.session.shared_atlas();
    let open = facts.session.place_read().filter(|place| place.0 == at).map(|place| place.1);
    let reader = &mut desk.source.reader;
    let selected = reader.selected.filter(|s| s.document == at).and_then(Selected::span);
    let strip = match (selected, open) {
        (Some(span), _) => Some(Strip::of_words(facts, (at, span), "the words selected")),
        (None, Some(span)) => Some(Strip::of_passage(facts, (at, span))),
        (None, None) => None,
    };
    let height = strip.as_ref().map_or(0.0, |strip| strip.height(area.height()).round());
    let (text_area, strip_area) = area.split_top_bottom_at_y(area.bottom() - height);
    let (column, margin) = columns(text_area, RULER);
    let is_other = reader.page.turn_to(ui.painter(), &atlas, at, text_width(column.size()));
    let show = if reader.strip == height { None } else { open.map(Show::Keep) };
    reader.strip = height;
    let mut shows = vec![show];
    if is_other || std::mem::take(&mut desk.source.wants_top) {
        shows.push(Some(Show::Top));
    }
    let reading = facts.session.reading().filter(|reading| reading.document == document.id);
    if desk.source.shown.as_ref() != reading {
        desk.source.shown = reading.cloned();
        shows.push(open.map(Show::Passage));
    }
    shows.push(reader.place.wanted.take().map(Show::Keep));
    if finds {
        shows.push(reader.find.hit().map(Show::Passage));
    }
    for show in shows.into_iter().flatten() {
        reader.place.show(&mut reader.page, ui, column.height(), show);
    }
    let offset = reader.place.settle(&mut reader.page, ui, column.height());
    reader.place.begin(offset);
    let is_followed = facts.session.walk() != Walk::Text;
    let here = walked.places.iter().filter(|place| is_followed && place.0 == at);
    let mut marks = Marks {
        strong: here.map(|place| place.1).collect(),
        open,
        hovered: None,
        hits: reader.find.hits().to_vec(),
        hit: reader.find.hit(),
        selected,
    };
    let mut shown = Shown { at, document, page: &reader.page, marks: &mut marks };
    let state = (&mut reader.place, &mut reader.selected);
    let n_before = commands.len();
    text_ui(ui, facts, column, &mut shown, state, commands);
    for command in commands.get(n_before..).unwrap_or_default() {
        // What is clicked in the text stays where it is.
        if let Command::Light(reading) = command {
            desk.source.shown = Some(reading.clone());
        }
    }
    ruler_ui(ui, facts, margin, (at, &reader.page), (walked, &marks), commands);
    if let Some(strip) = strip {
        strip_ui(ui, facts, &strip, strip_area, desk, commands);
    }
    ui.advance_cursor_after_rect(area);
}

fn strip_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    strip: &Strip,
    area: Rect,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    if strip.ui(ui, facts, area, commands) {
        let had_words = desk.source.reader.selected.take().and_then(Selected::span).is_some();
        if !had_words {
            commands.push(Command::Read(None));
        }
    }
}

//! The search field: the whole filter language, and a list of nodes to go to while typing.

use egui::text::{CCursor, CCursorRange};
use egui::{
    Align2, Area, CornerRadius, Event, Frame, Id, Key, Margin, Modifiers, Order, Role, Sense,
    Stroke, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::Facts;
use crate::app::desk::Desk;
use crate::app::style::{font, size};
use crate::app::widgets::capitalised;
use crate::atlas::{Atlas, Node};
use crate::filter::{Needle, fold, read};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Most nodes offered below the field.
const MOST_HITS: usize = 8;

/// Draws the search field.
pub(super) fn search_ui(
    ui: &mut Ui,
    width: f32,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let field = &mut desk.search;
    if !field.had_focus {
        field.text = facts.session.view().filter.to_string();
    }
    let hits = if field.had_focus { hits(facts.session.atlas(), &field.text) } else { Vec::new() };
    let hint = look.format(size::BODY, Weight::Regular, Paint::Faint);
    let edit = TextEdit::singleline(&mut field.text)
        .id(Id::unique("search"))
        .font(font(size::BODY, Weight::Regular))
        .hint_text(egui::text::LayoutJob::single_section(
            "Search or filter, e.g. threat:cyber".into(),
            hint,
        ))
        .margin(Margin::symmetric(12, 6))
        .align(Align2::LEFT_CENTER);
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if field.had_focus && !hits.is_empty() {
        if pressed(Key::ArrowDown) {
            field.chosen = Some(field.chosen.map_or(0, |at| (at + 1) % hits.len()));
        }
        if pressed(Key::ArrowUp) {
            field.chosen = field.chosen.map_or(Some(hits.len() - 1), |at| at.checked_sub(1));
        }
    }
    let output = ui.add_sized(vec2(width, 30.0), edit);
    ui.ctx().accesskit_node_builder(output.id, |node| node.set_label("Search"));
    if field.text.is_empty() && !output.has_focus() {
        let at = pos2(output.rect.right() - 12.0, output.rect.center().y);
        let style = font(size::CAPTION, Weight::Regular);
        ui.painter().text(at, Align2::RIGHT_CENTER, "Ctrl F", style, look.color(Paint::Faint));
    }
    if std::mem::take(&mut field.wants_focus) {
        output.request_focus();
        select_all(ui, output.id, field.text.chars().count());
    }
    if std::mem::take(&mut field.wants_to_leave) {
        output.surrender_focus();
        field.problem = None;
        commands.push(Command::DropTriedFilter);
    }
    if output.changed() {
        field.chosen = None;
        match read(&field.text, facts.session.atlas()) {
            Ok(filter) => {
                field.problem = None;
                commands.push(Command::TryFilter(filter));
            }
            Err(problem) => {
                field.problem = Some(capitalised(&problem.to_string()));
                // Half of a word must not stay in force as if it had been meant.
                commands.push(Command::DropTriedFilter);
            }
        }
    }
    let entered = output.lost_focus() && ui.input(|i| has_enter(&i.events));
    if output.lost_focus() {
        field.problem = None;
        commands.push(Command::KeepTriedFilter);
    }
    if let Some(node) = field.chosen.filter(|_| entered).and_then(|at| hits.get(at)) {
        go_to(node, commands);
    }
    // The list stays for the frame in which the pointer that takes the focus away clicks it.
    let is_open = output.has_focus() || field.had_focus;
    field.had_focus = output.has_focus();
    if let Some(problem) = field.problem.as_ref().filter(|_| is_open) {
        problem_ui(ui, facts, output.rect, problem);
    } else if is_open && !hits.is_empty() {
        let chosen = field.chosen;
        list_ui(ui, facts, output.rect, &hits, chosen, commands);
    }
}

fn select_all(ui: &Ui, id: Id, n_characters: usize) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let (start, end) = (CCursor::new(0), CCursor::new(n_characters));
    state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
    state.store(ui.ctx(), id);
}

/// What is wrong, right under where it is typed.
fn problem_ui(ui: &Ui, facts: Facts<'_>, field: egui::Rect, problem: &str) {
    let look = facts.look;
    let area = Area::new(Id::unique("search-problem"))
        .order(Order::Foreground)
        .fixed_pos(field.left_bottom() + vec2(0.0, 4.0));
    area.show(ui.ctx(), |ui| {
        Frame::new()
            .fill(look.color(Paint::Panel))
            .stroke(Stroke::new(1.0, look.color(Paint::Warning)))
            .corner_radius(8)
            .inner_margin(Margin::symmetric(14, 10))
            .show(ui, |ui| {
                ui.set_width(field.width() - 28.0);
                look.text(ui, problem, (size::BODY, Weight::Regular, Paint::Warning));
            });
    });
}

fn has_enter(events: &[Event]) -> bool {
    events.iter().any(|event| matches!(event, Event::Key { key: Key::Enter, pressed: true, .. }))
}

fn go_to(node: &Node, commands: &mut Vec<Command>) {
    commands.push(Command::SetFilter(crate::filter::Filter::new()));
    commands.push(Command::Select { node: node.id.clone(), extend: false });
}

/// Nodes whose label, title or other name holds the last word typed, those that begin with it
/// first.
fn hits<'a>(atlas: &'a Atlas, typed: &str) -> Vec<&'a Node> {
    let word = typed.trim().trim_matches('"');
    if word.is_empty() || word.contains(':') {
        return Vec::new();
    }
    let needle = Needle::new(word);
    let begins = |node: &Node| {
        let folded = fold(&node.label);
        folded.starts_with(&fold(word))
    };
    let names =
        |node: &'a Node| std::iter::once(&node.label).chain(&node.title).chain(&node.aliases);
    let mut found: Vec<&Node> =
        atlas.nodes().iter().filter(|n| names(n).any(|name| needle.is_in(&fold(name)))).collect();
    found.sort_by_key(|node| !begins(node));
    found.truncate(MOST_HITS);
    found
}

fn list_ui(
    ui: &Ui,
    facts: Facts<'_>,
    field: egui::Rect,
    hits: &[&Node],
    chosen: Option<usize>,
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let area = Area::new(Id::unique("search-hits"))
        .order(Order::Foreground)
        .fixed_pos(field.left_bottom() + vec2(0.0, 4.0));
    area.show(ui.ctx(), |ui| {
        Frame::new()
            .fill(look.color(Paint::Panel))
            .stroke(Stroke::new(1.0, look.color(Paint::Hairline)))
            .corner_radius(8)
            .inner_margin(Margin::same(6))
            .show(ui, |ui| {
                ui.set_width(field.width() - 12.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                for (at, node) in hits.iter().enumerate() {
                    if hit_ui(ui, facts, node, chosen == Some(at)) {
                        go_to(node, commands);
                    }
                }
            });
    });
}

/// One node of the list; says whether it was clicked.
fn hit_ui(ui: &mut Ui, facts: Facts<'_>, node: &Node, is_chosen: bool) -> bool {
    let look = facts.look;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::click());
    let said = format!("Go to {}, {}", node.label, node.kind.word());
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, &said));
    if response.hovered() || is_chosen {
        ui.painter().rect_filled(rect, CornerRadius::same(6), look.color(Paint::Field));
    }
    let kind = ui.painter().text(
        pos2(rect.right() - 8.0, rect.center().y),
        Align2::RIGHT_CENTER,
        node.kind.word(),
        font(size::SMALL, Weight::Regular),
        look.color(Paint::Soft),
    );
    let style = (size::BODY, Weight::Regular, Paint::Ink);
    let galley = look.one_line(ui, &node.label, style, kind.left() - rect.left() - 20.0);
    let at = pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, look.color(Paint::Ink));
    response.clicked()
}

//! What has happened since the source spoke: a line of dates, apart from the source's words.

use std::cmp::Reverse;

use egui::{Rect, Stroke, Ui, pos2, vec2};

use super::Facts;
use super::dates::short_date;
use super::identity::address_ui;
use crate::app::style::size;
use crate::atlas::{Atlas, EventKind, Evidence, Node, NodeKind, Since};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Room of the dots and of the dates beside them.
const DOTS: f32 = 20.0;
const DATES: f32 = 92.0;

/// The events of a node and of what it announced, the latest first, down to the source itself.
pub(super) fn since_ui(ui: &mut Ui, facts: Facts<'_>, node: &Node, commands: &mut Vec<Command>) {
    let atlas = facts.session.atlas();
    let mut since = atlas.since(&node.id);
    if since.is_empty() {
        if let Some(words) = atlas.not_looked_up(&node.id) {
            facts.look.caption(ui, "Since then");
            facts.look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Soft));
        }
        return;
    }
    facts.look.caption(ui, "Since then");
    since.sort_by_key(|since| Reverse(since.event.order()));
    let source = source_of(atlas, node);
    let mut last_dot = None;
    for one in &since {
        let dot = match one.event.kind {
            Some(EventKind::NotFound) => Dot::Hollow,
            _ => Dot::Filled,
        };
        row_ui(ui, facts, (dot, &short_date(&one.event.date)), &mut last_dot, |ui| {
            event_ui(ui, facts, node, one, commands);
        });
    }
    if let Some((date, words)) = source {
        row_ui(ui, facts, (Dot::Source, &short_date(&date)), &mut last_dot, |ui| {
            facts.look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Soft));
        });
    }
}

/// The dot of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dot {
    /// It happened.
    Filled,
    /// It was looked for and not found.
    Hollow,
    /// The source spoke.
    Source,
}

fn row_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    (dot, date): (Dot, &str),
    last_dot: &mut Option<f32>,
    content: impl FnOnce(&mut Ui),
) {
    let look = facts.look;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 1.0);
        let (rect, _) = ui.allocate_exact_size(vec2(DOTS, 18.0), egui::Sense::hover());
        let centre = pos2(rect.left() + 5.0, rect.top() + 9.0);
        if let Some(above) = last_dot.replace(centre.y) {
            let line = Stroke::new(1.0, look.color(Paint::BoxLine));
            ui.painter().vline(centre.x, (above + 6.0)..=(centre.y - 6.0), line);
        }
        let accent = look.color(Paint::Accent);
        match dot {
            Dot::Filled => {
                ui.painter().circle_filled(centre, 4.0, accent);
            }
            Dot::Hollow => {
                ui.painter().circle_stroke(centre, 3.5, Stroke::new(1.5, accent));
            }
            Dot::Source => {
                ui.painter().circle_filled(centre, 2.5, look.color(Paint::Faint));
            }
        }
        let style = (size::SMALL, Weight::SemiBold, Paint::Ink);
        let galley = look.one_line(ui, date, style, DATES);
        let (place, response) = ui.allocate_exact_size(vec2(DATES, 18.0), egui::Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, date));
        ui.painter().galley(
            Rect::from_min_size(place.min, galley.size()).min,
            galley,
            look.color(Paint::Ink),
        );
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            content(ui);
        });
    });
    ui.add_space(6.0);
}

fn event_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    node: &Node,
    one: &Since<'_>,
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let event = one.event;
    look.text(ui, &event.told(), (size::SMALL, Weight::Regular, Paint::Ink));
    if one.node.id != node.id
        && look.link(ui, &one.node.label, size::SMALL, Weight::Regular).clicked()
    {
        commands.push(Command::Select { node: one.node.id.clone(), extend: false });
    }
    let soft = (size::SMALL, Weight::Regular, Paint::Soft);
    if let Some(number) = &event.number {
        look.text(ui, number, soft);
    }
    for evidence in &event.evidence {
        match evidence {
            Evidence::Reference { citation, .. } if Some(citation) != event.number.as_ref() => {
                look.text(ui, citation, soft);
            }
            // That it answers the node is our reading.
            Evidence::Interpreted { reason, .. } => {
                look.text(ui, &format!("We read it so: {reason}"), soft);
            }
            _ => {}
        }
    }
    let cited = event.evidence.iter().find_map(|evidence| match evidence {
        Evidence::Reference { url, .. } => url.as_ref(),
        Evidence::Stated(_) | Evidence::Interpreted { .. } | Evidence::Broken(_) => None,
    });
    for url in event.url.iter().chain(cited.filter(|url| event.url.as_ref() != Some(url))) {
        address_ui(ui, facts, url, commands);
    }
}

/// When the source spoke: the first dated document that the node quotes.
fn source_of(atlas: &Atlas, node: &Node) -> Option<(String, String)> {
    let quoted = node.evidence.iter().filter_map(Evidence::quote);
    let documents = quoted.filter_map(|quote| atlas.document(&quote.document));
    let dated = documents.filter_map(|document| Some((document.date.clone()?, document)));
    let (date, document) = dated.min_by(|a, b| a.0.cmp(&b.0))?;
    let said = if node.kind == NodeKind::Action { "Announced in" } else { "Named in" };
    Some((date, format!("{said} {}", document.short_title())))
}

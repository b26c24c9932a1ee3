//! What was announced and has no follow-up yet, beside the rows: in words, with counts.

use egui::{CornerRadius, Frame, Margin, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::super::Facts;
use super::SIDE;
use super::glyph::glyph;
use crate::app::style::size;
use crate::atlas::NodeId;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;
use crate::survey::{OpenEnd, Step, Timeline};

/// Draws what is still open.
pub(super) fn open_ends_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    timeline: &Timeline,
    commands: &mut Vec<Command>,
) {
    let line = Stroke::new(1.0, facts.look.color(Paint::Hairline));
    let rect = ui.max_rect();
    ui.painter().vline(rect.left() + 0.5, rect.y_range(), line);
    ScrollArea::vertical().id_salt("timeline-open").auto_shrink([false, false]).show(ui, |ui| {
        let margin = Margin { left: SIDE as i8, right: SIDE as i8, top: 4, bottom: 8 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.take_available_width();
            ui.spacing_mut().item_spacing.y = 0.0;
            let (found, sought) = (&timeline.not_found, &timeline.not_sought);
            group_ui(ui, facts, ("Announced, nothing found since", found), commands);
            if !found.is_empty() && !sought.is_empty() {
                ui.add_space(12.0);
            }
            group_ui(ui, facts, ("Announced, not looked up since", sought), commands);
        });
    });
}

fn group_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    (heading, open_ends): (&str, &[OpenEnd]),
    commands: &mut Vec<Command>,
) {
    if open_ends.is_empty() {
        return;
    }
    let words = format!("{heading} ({})", open_ends.len());
    facts.look.text(ui, &words, (size::SMALL, Weight::SemiBold, Paint::Ink));
    ui.add_space(2.0);
    for open_end in open_ends {
        row_ui(ui, facts, heading, open_end, commands);
    }
}

fn row_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    heading: &str,
    open_end: &OpenEnd,
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    let label = |id: &NodeId| facts.session.atlas().node(id).map(|node| node.label.as_str());
    let Some(name) = label(&open_end.node) else { return };
    let selected = &facts.session.view().selected;
    let is_selected = selected.contains(&open_end.node);
    let paint = if is_selected { Paint::Accent } else { Paint::Ink };
    let room = ui.available_width() - 18.0;
    let galley = look.one_line(ui, name, (size::SMALL, Weight::Regular, paint), room);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::click());
    let announces: Vec<&str> = open_end.announces.iter().filter_map(label).collect();
    let said = format!("{name}, {}", heading.to_lowercase());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &said));
    let ground = rect.expand2(vec2(6.0, 0.0));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(ground, CornerRadius::same(6), look.color(Paint::Field));
    }
    look.focus_ring(ui, ground.shrink(2.0), &response);
    let at = rect.left_center() + vec2(5.0, 0.0);
    let ink = look.color(Paint::Accent);
    glyph(ui.painter(), at, Step::NotFound, ink, look.color(Paint::Panel));
    let at = rect.left_center() + vec2(18.0, -galley.size().y / 2.0);
    ui.painter().galley(at, galley, look.color(paint));
    if response.clicked() {
        commands.push(Command::Select { node: open_end.node.clone(), extend: false });
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_ui(|ui| {
        look.text(ui, name, (size::BODY, Weight::Medium, Paint::Ink));
        for announced in announces {
            let words = format!("Announces {announced}");
            look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Soft));
        }
    });
}

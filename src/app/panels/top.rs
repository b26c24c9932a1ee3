//! The bar above: name, search, layouts, export, menu.

use egui::{Align, Layout, Popup, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::drawer::DRAWERS;
use super::{Facts, search};
use crate::app::actions::{ACTIONS, Menu, hint};
use crate::app::desk::Desk;
use crate::app::presenter::Beginning;
use crate::app::style::size;
use crate::app::widgets::Look;
use crate::layout::LAYOUTS;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Room of the buttons at the bar's end.
const BUTTONS: f32 = 516.0;

/// Room of the buttons that are left of them in a narrow window, and how wide that is.
const FEW_BUTTONS: f32 = 292.0;
const NARROW: f32 = 860.0;

/// What the menu leaves of the window's height.
const MENU_EDGE: f32 = 96.0;

/// Draws the bar.
pub(super) fn top_ui(ui: &mut Ui, facts: Facts<'_>, desk: &mut Desk, commands: &mut Vec<Command>) {
    let look = facts.look;
    ui.horizontal_centered(|ui| {
        ui.add_space(8.0);
        let whole = ui.ctx().content_rect().width();
        let is_narrow = whole < NARROW;
        // Where room is short the name stands in the window's title alone, and the rarer buttons in the
        // menu.
        if !is_narrow {
            look.text(ui, "ProtectEU Atlas", (size::COUNT, Weight::SemiBold, Paint::Ink));
        }
        let buttons = if is_narrow { FEW_BUTTONS } else { BUTTONS };
        let field = (whole * 0.3).clamp(220.0, 460.0).min((whole - buttons - 32.0).max(90.0));
        // In the middle of the window, unless the buttons at its end need the room.
        let middle = ((whole - field) / 2.0).min(whole - buttons - field);
        let left = (middle - ui.cursor().left()).max(16.0);
        ui.add_space(left);
        search::search_ui(ui, field, facts, desk, commands);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            menu_ui(ui, facts, desk, commands);
            if is_narrow {
                layouts_ui(ui, facts, commands);
                return;
            }
            if look.word_button(ui, "Help").on_hover_text(hint("Help")).clicked() {
                desk.help_is_open = !desk.help_is_open;
            }
            if look.word_button(ui, "Export").on_hover_text(hint("Export…")).clicked() {
                commands.push(Command::Export);
            }
            let about = format!("{}; while presenting, F1 shows all keys", hint("Present"));
            if look.word_button(ui, "Present").on_hover_text(about).clicked() {
                desk.wants_to_present = Some(Beginning::First);
            }
            layouts_ui(ui, facts, commands);
        });
    });
}

/// One button a layout, the one in force marked; right to left, as the bar's end is filled.
fn layouts_ui(ui: &mut Ui, facts: Facts<'_>, commands: &mut Vec<Command>) {
    ui.add_space(12.0);
    ui.spacing_mut().item_spacing.x = 4.0;
    let chosen = facts.session.view().layout;
    for spec in LAYOUTS.iter().rev() {
        let segment = facts.look.segment(ui, spec.label, spec.kind == chosen);
        if segment.on_hover_text(hint(spec.label)).clicked() {
            commands.push(Command::SetLayout(spec.kind));
        }
    }
}

fn menu_ui(ui: &mut Ui, facts: Facts<'_>, desk: &mut Desk, commands: &mut Vec<Command>) {
    let (rect, response) = ui.allocate_exact_size(vec2(36.0, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Menu"));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 6.0, facts.look.color(Paint::Field));
    }
    facts.look.focus_ring(ui, rect, &response);
    facts.look.bars(ui, rect.center());
    Popup::menu(&response).show(|ui| {
        ui.set_min_width(270.0);
        // Of what is longer than the window, the rest is scrolled to.
        let room = ui.ctx().content_rect().height() - MENU_EDGE;
        let rows = ScrollArea::vertical().max_height(room).min_scrolled_height(room);
        rows.show(ui, |ui| {
            for menu in Menu::ALL {
                heading_ui(ui, facts.look, menu.label());
                for action in ACTIONS.iter().filter(|action| action.menu == Some(menu)) {
                    if action.is_ready(desk) && menu_row(ui, action.label, action.keys) {
                        (action.run)(facts.session, desk, commands);
                        ui.close();
                    }
                }
            }
            heading_ui(ui, facts.look, "Drawers");
            for spec in DRAWERS {
                if menu_row(ui, spec.name, "") {
                    desk.toggle_drawer(spec.name);
                    ui.close();
                }
            }
        });
    });
}

/// A heading between the rows of the menu.
fn heading_ui(ui: &mut Ui, look: Look, words: &str) {
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        look.text(ui, &words.to_uppercase(), (size::CAPTION, Weight::SemiBold, Paint::Faint));
    });
}

/// A row of the menu; says whether it was chosen.
fn menu_row(ui: &mut Ui, label: &str, keys: &str) -> bool {
    let button = egui::Button::new(label).shortcut_text(keys).frame(false);
    ui.add_sized(vec2(ui.available_width(), 26.0), button).clicked()
}

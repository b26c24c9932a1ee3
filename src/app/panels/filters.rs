//! The filters: how much is shown, the filter in words, and every value one can ask for.

use std::collections::BTreeMap;

use egui::text::LayoutJob;
use egui::{Align, Layout, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::Facts;
use crate::app::actions::hint;
use crate::app::desk::Desk;
use crate::app::held::held;
use crate::app::link_menu::row;
use crate::app::style::size;
use crate::app::widgets::{FacetRow, capitalised};
use crate::atlas::NodeKind;
use crate::filter::{Facet, FacetEntry, Join, Key};
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;
use crate::view::Outside;

/// Values of a facet shown before "more".
const SHORT: usize = 5;
/// Lines that the filter in words takes.
const SENTENCE_ROWS: usize = 2;
/// Under this word the desk keeps whether sub-types are shown.
const SUB_TYPES: &str = "sub-types";

/// Draws the filters.
pub(super) fn filters_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    ui.take_available_width();
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        summary_ui(ui, facts, desk, commands);
        for facet in &facts.picture.facets {
            facet_ui(ui, facts, facet, desk, commands);
        }
        ui.add_space(16.0);
    });
}

fn summary_ui(ui: &mut Ui, facts: Facts<'_>, desk: &mut Desk, commands: &mut Vec<Command>) {
    let Facts { session, picture, look } = facts;
    ui.add_space(2.0);
    inset(ui, |ui| {
        look.caption(ui, "Filters");
        ui.add_space(4.0);
        look.text(ui, &picture.shown_count(), (size::COUNT, Weight::SemiBold, Paint::Ink));
        ui.add_space(2.0);
        sentence_ui(ui, facts);
        ui.add_space(8.0);
        // Always there, so that nothing below moves when a filter comes or goes.
        ui.horizontal(|ui| {
            let is_part = !session.view().shows_all();
            let clear = ui.add_enabled(is_part, egui::Button::new("Clear"));
            if clear.on_hover_text(hint("Show everything")).clicked() {
                desk.search.reset();
                commands.push(Command::ShowAll);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                outside_ui(ui, facts, commands);
            });
        });
    });
}

/// The filter in words, in the room of two lines whatever it says.
fn sentence_ui(ui: &mut Ui, facts: Facts<'_>) {
    let Facts { picture, look, .. } = facts;
    let format = look.format(size::SMALL, Weight::Regular, Paint::Soft);
    let height = format.line_height.unwrap_or(17.0) * SENTENCE_ROWS as f32;
    let mut job = LayoutJob::single_section(picture.sentence.clone(), format);
    job.wrap.max_width = ui.available_width();
    job.wrap.max_rows = SENTENCE_ROWS;
    let galley = ui.painter().layout_job(job);
    let is_cut = galley.elided;
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    ui.painter().galley(rect.min, galley, look.color(Paint::Soft));
    let said = picture.shown_sentence();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    if is_cut {
        response.on_hover_text(&picture.sentence);
    }
}

/// What becomes of what the filter does not keep.
fn outside_ui(ui: &mut Ui, facts: Facts<'_>, commands: &mut Vec<Command>) {
    let outside = facts.session.view().outside;
    let words = ["hidden", "faint"];
    let is_fade = outside == Outside::Fade;
    let switch = facts.look.pair_switch(ui, words, is_fade, "Fade what the filter leaves out");
    let hint = "What the filter leaves out is hidden, or stands there faintly (H)";
    if switch.on_hover_text(hint).clicked() {
        commands.push(Command::SetOutside(outside.other()));
    }
    facts.look.text(ui, "others", (size::CAPTION, Weight::Regular, Paint::Soft));
}

fn inset(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    egui::Frame::new()
        .inner_margin(egui::Margin { left: 8, right: 8, top: 0, bottom: 0 })
        .show(ui, content);
}

/// Has values stand where they stood while the pointer is among them: a tick changes their counts, and no
/// row may move under the pointer by it.
fn keep_order(entries: &mut [&FacetEntry], key: Key, desk: &mut Desk, is_pointed_at: bool) {
    let order = desk.facet_orders.entry(key.spec().word).or_default();
    if is_pointed_at && !order.is_empty() {
        let places: BTreeMap<&str, usize> =
            order.iter().enumerate().map(|(place, value)| (value.as_str(), place)).collect();
        let place = |entry: &&FacetEntry| places.get(entry.value.as_str()).copied();
        entries.sort_by_key(|entry| place(entry).unwrap_or(usize::MAX));
    } else {
        *order = entries.iter().map(|entry| entry.value.clone()).collect();
    }
}

fn facet_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    facet: &Facet,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    let with_branches = desk.long_facets.contains(SUB_TYPES);
    let mut entries = shown_entries(facet, with_branches);
    let is_pointed_at = ui.rect_contains_pointer(ui.clip_rect());
    keep_order(&mut entries, facet.key, desk, is_pointed_at);
    // A choice of one is none.
    if entries.len() < 2 && !entries.iter().any(|e| e.selected || e.excluded) {
        return;
    }
    let spec = facet.key.spec();
    let look = facts.look;
    ui.add_space(16.0);
    inset(ui, |ui| {
        ui.horizontal(|ui| {
            let title = capitalised(&plural(facet.key, spec.label));
            look.text(ui, &title, (size::SMALL, Weight::SemiBold, Paint::Soft));
            if spec.takes_all {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    join_ui(ui, facts, facet, &title, commands);
                });
            }
        });
    });
    ui.add_space(6.0);
    let is_long = desk.long_facets.contains(spec.word) || facet.key == Key::Threat;
    let n_shown = if is_long || entries.len() <= SHORT + 2 { entries.len() } else { SHORT };
    for (at, entry) in entries.iter().enumerate() {
        let wanted = at < n_shown || entry.selected || entry.excluded;
        if wanted {
            entry_ui(ui, facts, facet, entry, commands);
        }
    }
    if facet.entries.iter().any(|entry| entry.level > 0) {
        let words = if with_branches { "Fewer" } else { "Sub-types…" };
        if more_ui(ui, facts, words) {
            toggle(&mut desk.long_facets, SUB_TYPES);
        }
    }
    if n_shown < entries.len() {
        let words = format!("{} more…", entries.len() - n_shown);
        if more_ui(ui, facts, &words) {
            desk.long_facets.insert(spec.word);
        }
    }
}

/// Whether any or all of the values ticked must hold.
fn join_ui(ui: &mut Ui, facts: Facts<'_>, facet: &Facet, title: &str, commands: &mut Vec<Command>) {
    let is_all = facet.join == Join::All;
    let words = [Join::Any.label(), Join::All.label()];
    let said = format!("{title}: all of those ticked");
    let switch = facts.look.pair_switch(ui, words, is_all, &said);
    let hint = "Show what has any of the values ticked, or only what has all of them";
    if switch.on_hover_text(hint).clicked() {
        let join = if is_all { Join::Any } else { Join::All };
        commands.push(Command::SetJoin { key: facet.key, join });
    }
}

/// A line under a list that shows more or less of it; says whether it was clicked.
fn more_ui(ui: &mut Ui, facts: Facts<'_>, words: &str) -> bool {
    let mut is_clicked = false;
    inset(ui, |ui| {
        ui.horizontal(|ui| {
            ui.add_space(24.0);
            is_clicked = facts.look.link(ui, words, size::SMALL, Weight::Medium).clicked();
        });
    });
    is_clicked
}

fn toggle(set: &mut std::collections::BTreeSet<&'static str>, word: &'static str) {
    if !set.remove(word) {
        set.insert(word);
    }
}

/// The top level of a tree; its branches only where they are asked for or in use.
fn shown_entries(facet: &Facet, with_branches: bool) -> Vec<&FacetEntry> {
    let is_shown =
        |entry: &&FacetEntry| entry.level == 0 || with_branches || entry.selected || entry.excluded;
    facet.entries.iter().filter(is_shown).collect()
}

fn entry_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    facet: &Facet,
    entry: &FacetEntry,
    commands: &mut Vec<Command>,
) {
    let key = facet.key;
    let atlas = facts.session.atlas();
    let hue =
        (key == Key::Threat).then(|| crate::scene::threat_hue(atlas, &entry.value.as_str().into()));
    let kind = (key == Key::Kind).then(|| NodeKind::from_word(&entry.value)).flatten();
    let label = kind.map_or_else(|| entry.label.clone(), |k| capitalised(k.spec().plural));
    let face = FacetRow {
        label: &label,
        count: entry.count,
        is_on: entry.selected,
        is_out: entry.excluded,
        level: entry.level,
        hue,
    };
    let response = facts.look.facet_row(ui, &face);
    let filter = &facts.session.view().filter;
    let is_held = ui.input(held).shift;
    let is_key = response.has_focus()
        && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::X));
    let value = entry.value.as_str();
    response.context_menu(|ui| {
        ui.set_min_width(160.0);
        let only = filter.without(key).with(key, value, false);
        row(ui, "Only this", commands, Command::SetFilter(only));
        let words = if entry.selected { "Take out of the filter" } else { "Add to the filter" };
        let toggled = filter.toggled(key, value).joined(key, false, facet.join);
        row(ui, words, commands, Command::SetFilter(toggled));
        let words = if entry.excluded { "No longer leave out" } else { "Leave out" };
        row(ui, words, commands, Command::SetFilter(filter.excluded(key, value)));
    });
    if is_key || (response.clicked() && is_held) {
        commands.push(Command::SetFilter(filter.excluded(key, &entry.value)));
    } else if response.clicked() {
        let clicked = filter.toggled(key, &entry.value);
        commands.push(Command::SetFilter(clicked.joined(key, false, facet.join)));
    }
}

fn plural(key: Key, label: &str) -> String {
    match key {
        Key::Pillar => "pillars & strands".to_owned(),
        Key::Threat | Key::Action | Key::Actor | Key::Instrument => {
            format!("{label}s")
        }
        _ => label.to_owned(),
    }
}

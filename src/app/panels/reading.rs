//! The reading panel: its tabs, and the one that is open.

use egui::{Align, Layout, Ui};

use super::{Draw, Facts, details, insight, source};
use crate::app::desk::{Desk, Tab};
use crate::session::Command;

/// One row of [`TABS`].
pub(in crate::app) struct TabSpec {
    /// The tab.
    pub(in crate::app) tab: Tab,
    /// Its name.
    pub(in crate::app) word: &'static str,
    /// What it draws.
    draw: Draw,
}

/// The tabs of the reading panel, from the left.
pub(in crate::app) const TABS: &[TabSpec] = &[
    TabSpec { tab: Tab::Details, word: "Details", draw: details::details_tab_ui },
    TabSpec { tab: Tab::Source, word: "Source", draw: source::source_ui },
    TabSpec { tab: Tab::Insight, word: "Insight", draw: insight::insight_ui },
];

/// Draws the reading panel with its tabs.
pub(in crate::app) fn reading_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    desk: &mut Desk,
    commands: &mut Vec<Command>,
) {
    ui.take_available_width();
    tabs_ui(ui, facts, desk, commands);
    let open = desk.tab;
    if let Some(spec) = TABS.iter().find(|spec| spec.tab == open) {
        (spec.draw)(ui, facts, desk, commands);
    }
}

fn tabs_ui(ui: &mut Ui, facts: Facts<'_>, desk: &mut Desk, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.horizontal(|ui| {
        ui.add_space(20.0);
        ui.spacing_mut().item_spacing.x = 22.0;
        for spec in TABS {
            if facts.look.tab(ui, spec.word, desk.tab == spec.tab).clicked() {
                desk.tab = spec.tab;
            }
        }
        let lies_over = ui.ctx().content_rect().width() < crate::app::WIDE;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            if lies_over && facts.look.word_button(ui, "Close").clicked() {
                desk.tab = Tab::Details;
                commands.extend([Command::Read(None), Command::ClearSelection]);
            }
        });
    });
    facts.look.hairline(ui);
}

//! By what others know a node: titles, numbers, addresses, dates of its own, its seat.

use egui::{Role, Sense, Ui, WidgetInfo, vec2};

use super::Facts;
use super::dates::short_date;
use crate::app::style::size;
use crate::atlas::Node;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::session::Command;

/// Other names, numbers, addresses, dates and the seat of a node.
pub(super) fn identity_ui(ui: &mut Ui, facts: Facts<'_>, node: &Node, commands: &mut Vec<Command>) {
    let known = &node.identifiers;
    let has_rows = !known.is_empty() || !node.dates.is_empty() || node.seat.is_some();
    if !has_rows && node.aliases.is_empty() {
        return;
    }
    let look = facts.look;
    ui.add_space(8.0);
    if !node.aliases.is_empty() {
        let soft = (size::SMALL, Weight::Regular, Paint::Soft);
        look.text(ui, &format!("Also called {}", node.aliases.join(", ")), soft);
        ui.add_space(4.0);
    }
    let rows = [("Number", &known.number), ("CELEX", &known.celex), ("Seat", &node.seat)];
    for (name, value) in rows {
        if let Some(value) = value {
            row_ui(ui, facts, name, |ui| value_ui(ui, facts, value));
        }
    }
    for date in &node.dates {
        row_ui(ui, facts, &short_date(&date.date), |ui| value_ui(ui, facts, &date.what));
    }
    for url in [&known.eli, &known.url].into_iter().flatten() {
        row_ui(ui, facts, "Address", |ui| address_ui(ui, facts, url, commands));
    }
}

/// Width of the names in front of the values.
const NAMES: f32 = 88.0;

fn row_ui(ui: &mut Ui, facts: Facts<'_>, name: &str, value: impl FnOnce(&mut Ui)) {
    let style = (size::SMALL, Weight::Regular, Paint::Soft);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let galley = facts.look.one_line(ui, name, style, NAMES);
        let (place, response) =
            ui.allocate_exact_size(vec2(NAMES, galley.size().y), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
        ui.painter().galley(place.min, galley, facts.look.color(Paint::Soft));
        ui.vertical(value);
    });
}

fn value_ui(ui: &mut Ui, facts: Facts<'_>, value: &str) {
    facts.look.text(ui, value, (size::SMALL, Weight::Regular, Paint::Ink));
}

/// An address, shown by the site it leads to.
pub(super) fn address_ui(ui: &mut Ui, facts: Facts<'_>, url: &str, commands: &mut Vec<Command>) {
    let site = site_of(url);
    let link = facts.look.link(ui, site, size::SMALL, Weight::Regular);
    if link.on_hover_text(url).clicked() {
        commands.push(Command::FollowLink(url.to_owned()));
    }
}

/// The host of an address, or the address where it has none.
fn site_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::site_of;

    #[test]
    fn an_address_is_shown_by_its_site() {
        for (url, site) in [
            ("https://eur-lex.europa.eu/eli/reg/2016/794/oj", "eur-lex.europa.eu"),
            ("https://www.europol.europa.eu/", "europol.europa.eu"),
            ("http://example.org?x=1", "example.org"),
            ("no address", "no address"),
        ] {
            assert_eq!(site_of(url), site);
        }
    }
}

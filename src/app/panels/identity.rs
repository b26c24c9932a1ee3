//! By what others know a node: titles, numbers, addresses, dates of its own, its seat.

use egui::Ui;

use super::Facts;
use super::dates::spoken_date;
use crate::app::style::size;
use crate::atlas::{Event, Node};
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
    let soft = (size::SMALL, Weight::Regular, Paint::Soft);
    if !node.aliases.is_empty() {
        look.text(ui, &format!("Also called {}", node.aliases.join(", ")), soft);
    }
    let rows = [("Number", &known.number), ("CELEX", &known.celex), ("Seat", &node.seat)];
    for (name, value) in rows {
        if let Some(value) = value {
            look.text(ui, &format!("{name} {value}"), soft);
        }
    }
    if !node.dates.is_empty() {
        look.text(ui, &dates_sentence(&node.dates), soft);
    }
    for url in [&known.eli, &known.url].into_iter().flatten() {
        address_ui(ui, facts, url, commands);
    }
}

/// "Adopted 14 December 2022 · In force 16 January 2023".
fn dates_sentence(dates: &[Event]) -> String {
    let said = dates.iter().map(|event| format!("{} {}", event.what, spoken_date(&event.date)));
    said.collect::<Vec<_>>().join(" · ")
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

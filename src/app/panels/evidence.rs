//! Quotes: the words, where they stand, on what they rest, and the text around them.

use egui::text::LayoutJob;
use egui::{CornerRadius, Frame, Margin, Rect, Stroke, Ui, pos2};

use super::Facts;
use super::identity::address_ui;
use crate::app::style::size;
use crate::app::widgets::Look;
use crate::atlas::{Basis, Broken, Document, Evidence, Node, Quote, Span};
use crate::layout::measure::Weight;
use crate::scene::{Paint, paint_of};
use crate::session::{Command, Reading};

/// How many letters of a basis's quotes are shown until one asks for more, so that what follows
/// stays in reach; the first quote is always whole.
const FIRST: usize = 280;

/// The bases under headings of their own: never mixed.
pub(super) fn evidence_ui(ui: &mut Ui, facts: Facts<'_>, node: &Node, commands: &mut Vec<Command>) {
    if node.evidence.is_empty() {
        facts.look.caption(ui, node.claim().basis().phrase());
    }
    for basis in Basis::ALL {
        let of_basis: Vec<&Evidence> =
            node.evidence.iter().filter(|e| e.basis() == basis).collect();
        if of_basis.is_empty() {
            continue;
        }
        facts.look.caption(ui, basis.phrase());
        let hue = paint_of(facts.session.atlas(), &node.id).unwrap_or(Paint::Accent);
        let all = ui.scope_id().with(("all evidence", node.id.as_str(), basis.word()));
        let shows_all = ui.data(|data| data.get_temp(all)).unwrap_or(false);
        let n_shown = if shows_all { of_basis.len() } else { n_first(&of_basis) };
        for evidence in &of_basis[..n_shown] {
            one_evidence_ui(ui, facts, evidence, hue, commands);
            ui.add_space(6.0);
        }
        let words = match of_basis.len() - n_shown {
            0 if shows_all => "Show fewer".to_owned(),
            0 => continue,
            n => format!("{n} more"),
        };
        if facts.look.link(ui, &words, size::SMALL, Weight::SemiBold).clicked() {
            ui.data_mut(|data| data.insert_temp(all, !shows_all));
        }
    }
}

/// How many of these stand within the first letters.
fn n_first(evidence: &[&Evidence]) -> usize {
    let lengths = evidence.iter().map(|e| e.quote().map_or(0, |quote| quote.exact.len()));
    let mut total = 0;
    let fits = lengths.take_while(|length| {
        total += length;
        total <= FIRST
    });
    fits.count().max(1).min(evidence.len())
}

pub(super) fn one_evidence_ui(
    ui: &mut Ui,
    facts: Facts<'_>,
    evidence: &Evidence,
    hue: Paint,
    commands: &mut Vec<Command>,
) {
    let look = facts.look;
    match evidence {
        Evidence::Stated(quote) => quote_ui(ui, facts, quote, hue, commands),
        Evidence::Interpreted { quote, reason } => {
            quote_ui(ui, facts, quote, hue, commands);
            let words = format!("Why: {reason}");
            indented(ui, |ui| {
                look.text(ui, &words, (size::SMALL, Weight::Regular, Paint::Ink));
            });
        }
        Evidence::Reference { citation, url, confidence } => {
            look.text(ui, citation, (size::BODY, Weight::Regular, Paint::Ink));
            look.text(ui, confidence.phrase(), (size::SMALL, Weight::Regular, Paint::Soft));
            if let Some(url) = url {
                address_ui(ui, facts, url, commands);
            }
        }
        Evidence::Broken(broken) => broken_ui(ui, look, broken),
    }
}

/// Words that do not stand where they should, so that nothing leads to them.
pub(super) fn broken_ui(ui: &mut Ui, look: Look, broken: &Broken) {
    let words = format!("“{}”", broken.words);
    look.text(ui, &words, (size::QUOTE, Weight::Regular, Paint::Soft));
    let place = broken.document.as_ref().map_or_else(
        || "no document is named".to_owned(),
        |document| format!("does not stand in “{document}”"),
    );
    look.text(ui, &place, (size::SMALL, Weight::Medium, Paint::Warning));
}

fn indented(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    Frame::new().inner_margin(Margin { left: 14, ..Margin::ZERO }).show(ui, content);
}

/// A quote with the bar in its threat's colour, where it stands, and the way to it.
fn quote_ui(ui: &mut Ui, facts: Facts<'_>, quote: &Quote, hue: Paint, commands: &mut Vec<Command>) {
    let look = facts.look;
    let top = ui.cursor().top();
    indented(ui, |ui| {
        let words = format!("“{}”", quote.exact);
        look.text(ui, &words, (size::QUOTE, Weight::Medium, Paint::Ink));
    });
    let left = ui.min_rect().left();
    let bar = Rect::from_min_max(pos2(left, top + 2.0), pos2(left + 3.0, ui.cursor().top() - 2.0));
    ui.painter().rect_filled(bar, CornerRadius::same(1), look.color(hue));
    indented(ui, |ui| {
        let place = place_of(facts, quote);
        look.text(ui, &place, (size::SMALL, Weight::Regular, Paint::Soft));
        ui.horizontal(|ui| {
            if look.link(ui, "Read →", size::SMALL, Weight::SemiBold).clicked() {
                commands.push(read(quote));
            }
            ui.add_space(8.0);
            let Some(citation) = facts.session.atlas().cite(&quote.document, quote.span) else {
                return;
            };
            if look.link(ui, "Copy", size::SMALL, Weight::Regular).clicked() {
                commands.push(Command::Copy(citation.text()));
            }
            ui.add_space(8.0);
            if look.link(ui, "Copy as Markdown", size::SMALL, Weight::Regular).clicked() {
                commands.push(Command::Copy(citation.markdown()));
            }
        });
    });
}

pub(super) fn read(quote: &Quote) -> Command {
    let reading = Reading { document: quote.document.clone(), span: Some(quote.span) };
    Command::Read(Some(reading))
}

/// Document, section, speaker and date of a quote.
pub(super) fn place_of(facts: Facts<'_>, quote: &Quote) -> String {
    let citation = facts.session.atlas().cite(&quote.document, quote.span);
    citation.map_or_else(|| quote.document.to_string(), |citation| citation.place())
}

/// Code points shown on either side of the quote.
const AROUND: usize = 140;

/// The first quote amid its text.
pub(super) fn excerpt_ui(ui: &mut Ui, facts: Facts<'_>, node: &Node, commands: &mut Vec<Command>) {
    let look = facts.look;
    let Some(quote) = node.evidence.iter().find_map(Evidence::quote) else { return };
    let Some(document) = facts.session.atlas().document(&quote.document) else { return };
    let (before, after) = around(document, quote.span);
    ui.add_space(14.0);
    look.hairline(ui);
    look.caption(ui, "In the text");
    let mut job = LayoutJob::default();
    let plain = look.format(size::SMALL, Weight::Regular, Paint::Ink);
    let mut marked = plain.clone();
    marked.background = look.color(Paint::Highlight);
    job.append(
        &format!("{}{before}", if before.is_empty() { "" } else { "… " }),
        0.0,
        plain.clone(),
    );
    job.append(&quote.exact, 0.0, marked);
    job.append(&format!("{after}{}", if after.is_empty() { "" } else { " …" }), 0.0, plain);
    let shown = Frame::new()
        .fill(look.color(Paint::Ground))
        .stroke(Stroke::new(1.0, look.color(Paint::Hairline)))
        .corner_radius(6)
        .inner_margin(Margin::same(10))
        .show(ui, |ui| {
            job.wrap.max_width = ui.available_width();
            ui.label(job);
        });
    ui.add_space(6.0);
    let link = look.link(ui, "Read the whole document →", size::SMALL, Weight::SemiBold);
    if link.clicked() || shown.response.interact(egui::Sense::click()).clicked() {
        commands.push(read(quote));
    }
}

/// Some of the text before and after a span, cut at words, on the same and the next lines.
fn around(document: &Document, span: Span) -> (String, String) {
    let from = Span { start: span.start.saturating_sub(AROUND), end: span.start };
    let to = Span { start: span.end, end: (span.end + AROUND).min(document.n_characters()) };
    let before = document.slice(from);
    let before =
        if from.start == 0 { before } else { before.split_once(' ').map_or("", |(_, rest)| rest) };
    let after = document.slice(to);
    let after = if to.end == document.n_characters() {
        after
    } else {
        after.rsplit_once(' ').map_or("", |(rest, _)| rest)
    };
    (before.to_owned(), after.to_owned())
}

//! The list under the search field, as it is drawn.

use egui::text::LayoutJob;
use egui::{
    Area, CornerRadius, Frame, Id, Margin, Order, Rect, Role, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::super::Facts;
use super::offers::{Offer, Offers, Row, Section};
use crate::app::desk::SearchField;
use crate::app::style::{font, size};
use crate::app::widgets::capitalised;
use crate::atlas::DocumentId;
use crate::filter::FOUND_INSIDE;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::search::{Marked, Owner, Rank};

/// Least width of the list, where the window has it.
const LEAST_WIDTH: f32 = 500.0;
/// Height of a row with one line, and with two.
const HEIGHTS: (f32, f32) = (28.0, 44.0);
/// How much of a long text is shown, in characters.
const EXCERPT: usize = 90;

/// Draws the list; gives back what was clicked.
pub(super) fn list_ui(
    ui: &Ui,
    facts: Facts<'_>,
    field: Rect,
    search: &SearchField,
) -> Option<Offer> {
    let offers = &search.offers;
    if offers.len() == 0 && !offers.shows_problem() {
        return None;
    }
    let look = facts.look;
    let window = ui.ctx().content_rect();
    let width = field.width().max(LEAST_WIDTH).min(window.width() - 32.0);
    let left = field.left().min(window.right() - 16.0 - width).max(16.0);
    let top = field.bottom() + 4.0;
    let most = (window.bottom() - top - 44.0).max(80.0);
    let mut clicked = None;
    let area = Area::new(Id::unique("search-list"))
        .order(Order::Foreground)
        .constrain(false)
        .default_size(vec2(width, most + 24.0))
        .fixed_pos(pos2(left, top));
    area.show(ui.ctx(), |ui| {
        let line = if offers.shows_problem() { Paint::Warning } else { Paint::Hairline };
        Frame::new()
            .fill(look.color(Paint::Panel))
            .stroke(Stroke::new(1.0, look.color(line)))
            .corner_radius(8)
            .inner_margin(Margin::same(8))
            .show(ui, |ui| {
                ui.set_width(width - 16.0);
                // As high as it takes, whatever the list was like before.
                let area = ScrollArea::vertical().max_height(most).min_scrolled_height(most);
                area.show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    clicked = rows_ui(ui, facts, offers, search.chosen);
                });
            });
    });
    clicked
}

fn rows_ui(ui: &mut Ui, facts: Facts<'_>, offers: &Offers, chosen: Option<usize>) -> Option<Offer> {
    let look = facts.look;
    if let Some(problem) = offers.problem() {
        ui.add_space(2.0);
        Frame::new().inner_margin(Margin::symmetric(8, 0)).show(ui, |ui| {
            let style = (size::BODY, Weight::Regular, Paint::Warning);
            look.text(ui, &capitalised(problem), style);
        });
        ui.add_space(4.0);
    }
    let mut clicked = None;
    let mut section = None;
    for (at, row) in offers.rows().iter().enumerate() {
        if section != Some(row.section) {
            let is_first = section.is_none() && offers.problem().is_none();
            section = Some(row.section);
            heading_ui(ui, facts, offers, row.section, is_first);
        }
        let is_chosen = chosen == Some(at);
        if row_ui(ui, facts, row, is_chosen) {
            clicked = Some(row.offer.clone());
        }
    }
    clicked
}

fn heading_ui(ui: &mut Ui, facts: Facts<'_>, offers: &Offers, section: Section, is_first: bool) {
    let look = facts.look;
    if !is_first {
        ui.add_space(8.0);
    }
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        let mut format = look.format(size::CAPTION, Weight::SemiBold, Paint::Faint);
        format.extra_letter_spacing = 0.8;
        let words = format!("{} · {}", section.label().to_uppercase(), offers.n_of(section));
        ui.label(LayoutJob::single_section(words, format));
        if section == Section::Filter {
            let style = (size::CAPTION, Weight::Regular, Paint::Faint);
            look.text(ui, "Tab completes", style);
        }
        if offers.is_inside_words(section) {
            let style = (size::CAPTION, Weight::Regular, Paint::Faint);
            look.text(ui, FOUND_INSIDE, style);
        }
    });
    ui.add_space(2.0);
}

/// What a row shows and says.
struct Shown {
    /// Its first line.
    line: Marked,
    /// What stands at the right of it.
    at_right: String,
    /// Its second line.
    below: Option<Marked>,
    /// What a screen reader says.
    spoken: String,
    /// Whether it only leads to more.
    is_link: bool,
}

/// One row; says whether it was clicked.
fn row_ui(ui: &mut Ui, facts: Facts<'_>, row: &Row, is_chosen: bool) -> bool {
    let look = facts.look;
    let shown = shown(facts, row);
    let height = if shown.below.is_some() { HEIGHTS.1 } else { HEIGHTS.0 };
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response
        .widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &shown.spoken));
    if is_chosen && !ui.clip_rect().contains_rect(rect) {
        response.scroll_to_me(None);
    }
    if response.hovered() || is_chosen {
        ui.painter().rect_filled(rect, CornerRadius::same(6), look.color(Paint::Field));
    }
    if is_chosen {
        let bar = Rect::from_min_size(rect.min + vec2(0.0, 5.0), vec2(3.0, height - 10.0));
        ui.painter().rect_filled(bar, CornerRadius::same(1), look.color(Paint::Accent));
    }
    let middle = if shown.below.is_some() { rect.top() + 13.0 } else { rect.center().y };
    let soft = look.color(Paint::Soft);
    let style = font(size::SMALL, Weight::Regular);
    let right = ui.painter().layout_no_wrap(shown.at_right.clone(), style, soft);
    let right_at = pos2(rect.right() - 8.0 - right.size().x, middle - right.size().y / 2.0);
    let room = right_at.x - rect.left() - 26.0;
    ui.painter().galley(right_at, right, soft);
    let paint = if shown.is_link { Paint::Accent } else { Paint::Ink };
    let left = rect.left() + 10.0;
    let line = |marked: &Marked, size, paint, room: f32, y: f32| {
        let mut job = LayoutJob::default();
        for (piece, is_set_off) in marked.pieces() {
            let weight = if is_set_off { Weight::SemiBold } else { Weight::Regular };
            job.append(&piece.replace('\n', " "), 0.0, look.format(size, weight, paint));
        }
        job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(8.0));
        let galley = ui.painter().layout_job(job);
        let at = pos2(left, y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, look.color(paint));
    };
    line(&shown.line, size::BODY, paint, room, middle);
    if let Some(below) = &shown.below {
        line(below, size::SMALL, Paint::Soft, rect.width() - 20.0, rect.top() + 31.0);
    }
    response.clicked()
}

fn shown(facts: Facts<'_>, row: &Row) -> Shown {
    let plain = |spoken: String, line: Marked, at_right: String| Shown {
        line,
        at_right,
        below: None,
        spoken,
        is_link: false,
    };
    match &row.offer {
        Offer::Put(put) => {
            let count = row.count.map(|n| n.to_string()).unwrap_or_default();
            let is_key = put.value_of.is_none();
            let words = if is_key || put.text == put.label {
                put.text.clone()
            } else {
                format!("{}   {}", put.label, put.text)
            };
            let spoken = match row.count {
                Some(n) => format!("Write {}, {}, {n}", put.text, put.label),
                None => format!("Write {}, {}", put.text, put.label),
            };
            let label_end = put.label.chars().count();
            let set_off = if is_key { 0..put.text.chars().count() } else { 0..label_end };
            let line = Marked { text: words, spans: vec![set_off] };
            plain(spoken, line, if is_key { put.label.clone() } else { count })
        }
        Offer::Node(hit) => {
            let node = facts.session.atlas().node(&hit.id);
            let kind = node.map(|n| if n.is_strand() { "strand" } else { n.kind.word() });
            let kind = kind.unwrap_or_default();
            let below = hit.because.as_ref().map(|(field, name)| {
                let name = name.around(EXCERPT);
                let lead = format!("{}: ", field.word());
                let shift = lead.chars().count();
                let spans = name.spans.iter().map(|s| s.start + shift..s.end + shift).collect();
                Marked { text: lead + &name.text, spans }
            });
            let nearly = if hit.rank == Rank::Like { " (nearly)" } else { "" };
            let spoken = format!("Go to {}, {kind}", hit.label.text);
            let right = format!("{kind}{nearly}");
            Shown { below, ..plain(spoken, hit.label.clone(), right) }
        }
        Offer::Quote(hit) => {
            let about = about(facts, &hit.owners);
            let spoken = format!("Quote for {about}: {}", hit.text.text);
            let below = Some(Marked::plain(&format!("for {about}")));
            let line = hit.text.around(EXCERPT);
            Shown { below, ..plain(spoken, in_quotes(&line), document(facts, &hit.document)) }
        }
        Offer::Passage(hit) => {
            let title = document(facts, &hit.document);
            let spoken = format!("Read in {title}: {}", hit.text.text);
            let below = hit.section.as_deref().map(Marked::plain);
            Shown { below, ..plain(spoken, hit.text.around(EXCERPT), title) }
        }
        Offer::More(section) => {
            let n = row.count.unwrap_or_default();
            let words = format!("{n} more");
            let spoken = format!("{n} more {}", section.label().to_lowercase());
            Shown { is_link: true, ..plain(spoken, Marked::plain(&words), String::new()) }
        }
    }
}

fn in_quotes(marked: &Marked) -> Marked {
    let spans = marked.spans.iter().map(|span| span.start + 1..span.end + 1).collect();
    Marked { text: format!("“{}”", marked.text), spans }
}

fn document(facts: Facts<'_>, id: &DocumentId) -> String {
    let document = facts.session.atlas().document(id);
    document.map_or_else(String::new, |document| document.short_title().to_owned())
}

/// What a quote speaks for, in a few words.
fn about(facts: Facts<'_>, owners: &[Owner]) -> String {
    let atlas = facts.session.atlas();
    let label = |id| atlas.node(id).map_or("", |node| node.label.as_str());
    let first = owners.first().map_or_else(String::new, |owner| match owner {
        Owner::Node(id) => label(id).to_owned(),
        Owner::Link(id) => atlas.link(id).map_or_else(String::new, |link| {
            let relation = link.relation.phrase();
            format!("{} {relation} {}", label(&link.source), label(&link.target))
        }),
    });
    match owners.len() {
        0 | 1 => first,
        2 => format!("{first} and 1 more claim"),
        n => format!("{first} and {} more claims", n - 1),
    }
}

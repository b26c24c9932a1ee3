//! What rests on the passage that is open, or on the words that are selected: a short list under
//! the text, each row one click away from the graph.

use std::collections::BTreeSet;

use egui::accesskit::Live;
use egui::{
    CornerRadius, Rect, Role, ScrollArea, Sense, Shape, Stroke, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use super::marks::{n_rest, name_of};
use crate::app::panels::Facts;
use crate::app::style::size;
use crate::atlas::{Basis, Resting, Span, Thing};
use crate::filter::Filter;
use crate::layout::measure::Weight;
use crate::scene::{Paint, paint_of};
use crate::session::{Command, Walk};

/// Height of a row, and of what stands above the rows.
const HEIGHTS: (f32, f32) = (26.0, 66.0);
/// Room for the scroll bar, which lies over the rows' ends.
const BAR: f32 = 8.0;
/// So many rows are seen at once.
const MOST_SEEN: usize = 6;

/// One row.
enum Row {
    /// What the rows under it are.
    Caption(&'static str),
    /// A node or a link.
    Thing(Resting),
}

/// What the strip shows.
pub(super) struct Strip {
    document: usize,
    span: Span,
    title: String,
    rows: Vec<Row>,
}

impl Strip {
    /// What rests on a passage: on exactly it, and on words of it.
    pub(super) fn of_passage(facts: Facts<'_>, (document, span): (usize, Span)) -> Self {
        let (atlas, passages) = (facts.session.atlas(), facts.session.passages());
        let Some(resting) = passages.exactly(document, span).map(|p| p.resting.clone()) else {
            return Self::of_words(facts, (document, span), "these words");
        };
        let own: BTreeSet<&Thing> = resting.iter().map(|one| &one.thing).collect();
        let mut others = passages.resting_on(atlas, document, span);
        others.retain(|one| !own.contains(&one.thing));
        let title = format!("{} on this passage", n_rest(resting.len()));
        let mut rows: Vec<Row> = resting.iter().cloned().map(Row::Thing).collect();
        if !others.is_empty() {
            rows.push(Row::Caption("On some of the same words"));
            rows.extend(others.into_iter().map(Row::Thing));
        }
        Self { document, span, title, rows }
    }

    /// What rests on words of the text.
    pub(super) fn of_words(facts: Facts<'_>, (document, span): (usize, Span), words: &str) -> Self {
        let atlas = facts.session.atlas();
        let resting = facts.session.passages().resting_on(atlas, document, span);
        let title = format!("{} on {words}", n_rest(resting.len()));
        let rows = resting.into_iter().map(Row::Thing).collect();
        Self { document, span, title, rows }
    }

    /// Its height where so much room is left.
    pub(super) fn height(&self, room: f32) -> f32 {
        let n_seen = self.rows.len().min(MOST_SEEN);
        (HEIGHTS.1 + n_seen as f32 * HEIGHTS.0 + 8.0).min(room * 0.5)
    }

    /// Draws it; says whether it was closed.
    pub(super) fn ui(
        &self,
        ui: &mut Ui,
        facts: Facts<'_>,
        area: Rect,
        commands: &mut Vec<Command>,
    ) -> bool {
        let look = facts.look;
        ui.painter().rect_filled(area, CornerRadius::ZERO, look.color(Paint::Ground));
        let line = Stroke::new(1.0, look.color(Paint::Hairline));
        ui.painter().hline(area.x_range(), area.top(), line);
        let inner = area.shrink2(vec2(20.0, 8.0));
        let builder = UiBuilder::new().id_salt("strip").max_rect(inner);
        let mut is_closed = false;
        ui.scope_builder(builder, |ui| {
            ui.set_clip_rect(area.intersect(ui.clip_rect()));
            ui.spacing_mut().item_spacing = vec2(14.0, 2.0);
            let style = (size::BODY, Weight::SemiBold, Paint::Ink);
            let title = look.text(ui, &self.title, style);
            ui.ctx().accesskit_node_builder(title.id, |node| node.set_live(Live::Polite));
            ui.horizontal(|ui| {
                is_closed = self.ways_ui(ui, facts, commands);
            });
            ui.add_space(4.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            let rows = ScrollArea::vertical()
                .id_salt(("strip", self.document, self.span.start, self.span.end))
                .auto_shrink([false, false]);
            rows.show_rows(ui, HEIGHTS.0, self.rows.len(), |ui, seen| {
                for row in self.rows.get(seen).unwrap_or_default() {
                    match row {
                        Row::Caption(words) => caption_ui(ui, facts, words),
                        Row::Thing(resting) => thing_ui(ui, facts, resting, commands),
                    }
                }
            });
        });
        is_closed
    }

    /// Copying, and closing; says whether the strip was closed.
    fn ways_ui(&self, ui: &mut Ui, facts: Facts<'_>, commands: &mut Vec<Command>) -> bool {
        let look = facts.look;
        let atlas = facts.session.atlas();
        let document = atlas.documents().get(self.document);
        if let Some(citation) = document.and_then(|d| atlas.cite(&d.id, self.span)) {
            if look.link(ui, "Copy quote", size::SMALL, Weight::Regular).clicked() {
                commands.push(Command::Copy(citation.text()));
            }
            if look.link(ui, "Copy as Markdown", size::SMALL, Weight::Regular).clicked() {
                commands.push(Command::Copy(citation.markdown()));
            }
        }
        look.link(ui, "Close", size::SMALL, Weight::Regular).clicked()
    }
}

fn caption_ui(ui: &mut Ui, facts: Facts<'_>, words: &str) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHTS.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let style = (size::SMALL, Weight::Medium, Paint::Soft);
    let galley = facts.look.one_line(ui, words, style, rect.width());
    let at = pos2(rect.left(), rect.bottom() - galley.size().y - 2.0);
    ui.painter().galley(at, galley, facts.look.color(Paint::Soft));
}

/// A node or link: the line of its basis in its threat's colour, its name, what it is.
fn thing_ui(ui: &mut Ui, facts: Facts<'_>, resting: &Resting, commands: &mut Vec<Command>) {
    let look = facts.look;
    let wanted = vec2(ui.available_width(), HEIGHTS.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    let (thing, session) = (&resting.thing, facts.session);
    let (name, is_shown) = (name_of(facts, thing), is_shown(facts, thing));
    let what = match thing {
        Thing::Node(id) => session.atlas().node(id).map_or("", |node| node.kind.word()),
        Thing::Link(_) => "link",
    };
    let is_chosen = match (thing, session.walk()) {
        (Thing::Link(id), Walk::Link(followed)) => id == followed,
        (Thing::Node(id), Walk::Nodes(nodes)) => nodes == std::slice::from_ref(id),
        _ => false,
    };
    response.widget_info(|| {
        let hidden = if is_shown { "" } else { ", not in the filter" };
        let name = format!("{name}, {what}, {}{hidden}", resting.basis.phrase());
        WidgetInfo::selected(Role::Button, true, is_chosen, name)
    });
    if is_chosen || response.hovered() {
        let ground = rect.expand2(vec2(8.0, 0.0));
        ui.painter().rect_filled(ground, CornerRadius::same(6), look.color(Paint::Field));
    }
    look.focus_ring(ui, rect.expand2(vec2(7.0, -2.0)), &response);
    let stroke = Stroke::new(2.5, look.color(thing_paint(facts, thing)));
    let ends = [rect.left_center(), rect.left_center() + vec2(14.0, 0.0)];
    if resting.basis == Basis::Stated {
        ui.painter().line_segment(ends, stroke);
    } else {
        ui.painter().extend(Shape::dashed_line(&ends, stroke, 4.0, 3.0));
    }
    let soft = (size::SMALL, Weight::Regular, Paint::Soft);
    let what = look.one_line(ui, if is_shown { what } else { "filtered out" }, soft, rect.width());
    let right = rect.right() - BAR - what.size().x;
    let at = pos2(right, rect.center().y - what.size().y / 2.0);
    ui.painter().galley(at, what, look.color(Paint::Soft));
    let weight = if is_chosen { Weight::SemiBold } else { Weight::Regular };
    let style = (size::BODY, weight, Paint::Ink);
    let label = look.one_line(ui, &name, style, right - rect.left() - 34.0);
    let is_cut = label.elided;
    let at = pos2(rect.left() + 24.0, rect.center().y - label.size().y / 2.0);
    ui.painter().galley(at, label, look.color(Paint::Ink));
    let mut response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if is_cut {
        response = response.on_hover_text(name);
    }
    if response.clicked() {
        if !is_shown {
            commands.push(Command::SetFilter(Filter::new()));
        }
        commands.push(Command::Choose(thing.clone()));
    }
}

/// Whether the filter leaves it in the picture.
fn is_shown(facts: Facts<'_>, thing: &Thing) -> bool {
    let kept = &facts.picture.visible.kept_nodes;
    thing.nodes(facts.session.atlas()).into_iter().all(|id| kept.contains(id))
}

/// The colour of a node's first threat, or of the threat or source of a link.
fn thing_paint(facts: Facts<'_>, thing: &Thing) -> Paint {
    let atlas = facts.session.atlas();
    let paint = match thing {
        Thing::Node(id) => paint_of(atlas, id),
        Thing::Link(id) => atlas.link(id).and_then(|link| {
            let is_threat = atlas.threat(&link.target).is_some();
            paint_of(atlas, if is_threat { &link.target } else { &link.source })
        }),
    };
    paint.unwrap_or(Paint::Faint)
}

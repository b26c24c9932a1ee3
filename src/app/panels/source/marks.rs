//! What is marked in the text, and how: passages underlined in their colours, those of the
//! selection on a tinted ground, hits and the words the reader selects.
//!
//! Owns the looks of marks and their names for those who hear them. Knows nothing of scrolling.

use egui::accesskit::Action;
use egui::{Color32, CornerRadius, Galley, Id, Painter, Pos2, Rect, Role, Sense, Shape, Stroke};
use egui::{StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::page::{Line, lines};
use crate::app::panels::Facts;
use crate::atlas::{Basis, NodeKind, Passage, Resting, Span, Thing};
use crate::scene::{Paint, threat_hue};

/// How far under the letters a line is drawn.
const UNDER: f32 = 3.5;
/// Width of a line under one passage, and under several.
const WIDTHS: (f32, f32) = (1.0, 1.75);
/// Strokes and gaps of a line under words that we read so.
const DASHES: (f32, f32) = (3.0, 2.0);
/// So many things are named aloud.
const MOST_NAMED: usize = 4;

/// What is marked besides the passages themselves.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// The passages of what is selected.
    pub(super) strong: Vec<Span>,
    /// The passage that is open.
    pub(super) open: Option<Span>,
    /// The passage under the pointer.
    pub(super) hovered: Option<Span>,
    /// What was looked for and found, and which of it one stands at.
    pub(super) hits: Vec<Span>,
    /// The hit one stands at.
    pub(super) hit: Option<Span>,
    /// What the reader selected.
    pub(super) selected: Option<Span>,
}

/// A paragraph on the screen.
#[derive(Clone, Copy)]
pub(super) struct Paragraph<'a> {
    /// The position of its document.
    pub(super) document: usize,
    /// Its span.
    pub(super) span: Span,
    /// Its text.
    pub(super) galley: &'a Galley,
    /// Its corner on the screen.
    pub(super) corner: Pos2,
}

impl Paragraph<'_> {
    /// The parts of lines on which a stretch of the text stands.
    pub(super) fn lines(&self, span: Span) -> Vec<Line> {
        let (own, offset) = (self.span, self.corner.to_vec2());
        if !span.overlaps(own) {
            return Vec::new();
        }
        let from = span.start.max(own.start) - own.start;
        let to = span.end.min(own.end) - own.start;
        let moved = |line: Line| Line {
            rect: line.rect.translate(offset),
            baseline: line.baseline + offset.y,
        };
        lines(self.galley, from, to).into_iter().map(moved).collect()
    }

    fn ground(&self, painter: &Painter, span: Span, color: Color32) {
        for line in self.lines(span) {
            painter.rect_filled(line.rect.expand2(vec2(1.0, 0.0)), CornerRadius::same(2), color);
        }
    }

    /// Paints what lies under the letters.
    pub(super) fn marks_ui(&self, painter: &Painter, facts: Facts<'_>, marks: &Marks) {
        let look = facts.look;
        let highlight = look.color(Paint::Highlight);
        if let Some(span) = marks.hovered {
            self.ground(painter, span, look.color(Paint::Field));
        }
        for span in marks.strong.iter().chain(&marks.open) {
            self.ground(painter, *span, highlight);
        }
        let accent = look.color(Paint::Accent);
        for span in &marks.hits {
            self.ground(painter, *span, accent.gamma_multiply(0.22));
        }
        for line in marks.hit.into_iter().flat_map(|span| self.lines(span)) {
            let rect = line.rect.expand2(vec2(1.0, 0.0));
            let stroke = Stroke::new(1.5, accent);
            painter.rect_stroke(rect, CornerRadius::same(2), stroke, StrokeKind::Inside);
        }
        if let Some(span) = marks.selected {
            self.ground(painter, span, accent.gamma_multiply(0.3));
        }
        self.underlines_ui(painter, facts);
        if let Some(open) = marks.open {
            self.open_ui(painter, open, accent);
        }
    }

    /// A line under each stretch, in the colour of its shortest passage; a small gap tells one
    /// passage from the next, a thicker line says that several lie over each other.
    fn underlines_ui(&self, painter: &Painter, facts: Facts<'_>) {
        let passages = facts.session.passages();
        let stretches = passages.stretches(self.document);
        let first = stretches.partition_point(|stretch| stretch.span.end <= self.span.start);
        let here = stretches.iter().skip(first).take_while(|s| s.span.start < self.span.end);
        for stretch in here {
            let Some(passage) = passages.of_document(self.document).get(stretch.innermost) else {
                continue;
            };
            let width = if stretch.n_passages > 1 { WIDTHS.1 } else { WIDTHS.0 };
            let stroke = Stroke::new(width, facts.look.color(paint_of(facts, passage)));
            for line in self.lines(stretch.span) {
                let y = line.baseline + UNDER;
                let ends = [pos2(line.rect.left() + 1.0, y), pos2(line.rect.right() - 1.0, y)];
                if passage.basis() == Basis::Stated {
                    painter.line_segment(ends, stroke);
                } else {
                    painter.extend(Shape::dashed_line(&ends, stroke, DASHES.0, DASHES.1));
                }
            }
        }
    }

    /// The passage that is open: a bar beside it, and a strong line under it.
    fn open_ui(&self, painter: &Painter, open: Span, accent: Color32) {
        let lines = self.lines(open);
        let Some(all) = lines.iter().map(|line| line.rect).reduce(Rect::union) else { return };
        let x = self.corner.x - 10.0;
        let bar = Rect::from_min_max(pos2(x, all.top()), pos2(x + 3.0, all.bottom()));
        painter.rect_filled(bar, CornerRadius::same(1), accent);
        for line in lines {
            let y = line.baseline + UNDER;
            painter.hline(line.rect.x_range(), y, Stroke::new(2.0, accent));
        }
    }
}

/// The colour of a passage: its threat's, else its kind's.
pub(super) fn paint_of(facts: Facts<'_>, passage: &Passage) -> Paint {
    match (&passage.threat, passage.kind) {
        (Some(threat), _) => Paint::Threat(threat_hue(facts.session.atlas(), threat)),
        (None, NodeKind::Pillar) => Paint::Pillar,
        (None, _) => Paint::Faint,
    }
}

/// A node's name, or a link in words.
pub(super) fn name_of(facts: Facts<'_>, thing: &Thing) -> String {
    let atlas = facts.session.atlas();
    let label = |id| atlas.node(id).map_or_else(String::new, |node| node.label.clone());
    match thing {
        Thing::Node(id) => label(id),
        Thing::Link(id) => atlas.link(id).map_or_else(String::new, |link| {
            format!("{} {} {}", label(&link.source), link.relation.phrase(), label(&link.target))
        }),
    }
}

/// "3 things rest on it: Europol, …", at most a few of them named.
pub(super) fn spoken(facts: Facts<'_>, resting: &[Resting]) -> String {
    let named = resting.iter().take(MOST_NAMED).map(|one| name_of(facts, &one.thing));
    let mut names: Vec<String> = named.collect();
    if resting.len() > MOST_NAMED {
        names.push(format!("and {} more", resting.len() - MOST_NAMED));
    }
    format!("{} on it: {}", n_rest(resting.len()), names.join(", "))
}

/// "1 thing rests", "3 things rest".
pub(super) fn n_rest(n: usize) -> String {
    match n {
        0 => "Nothing rests".to_owned(),
        1 => "1 thing rests".to_owned(),
        n => format!("{n} things rest"),
    }
}

/// Names a passage to those who hear the window, where its first letters are seen; says whether
/// they opened it. The pointer finds passages by the letters under it.
pub(super) fn spoken_ui(
    ui: &Ui,
    facts: Facts<'_>,
    paragraph: &Paragraph<'_>,
    passage: &Passage,
    is_open: bool,
) -> bool {
    let Some(line) = paragraph.lines(passage.span).into_iter().next() else { return false };
    let key = (paragraph.document, passage.span.start, passage.span.end, paragraph.span.start);
    let id = Id::unique("passage").with(key);
    let response = ui.interact(line.rect, id, Sense::hover());
    response.widget_info(|| {
        let name = format!("passage, {}", spoken(facts, &passage.resting));
        WidgetInfo::selected(Role::Button, true, is_open, name)
    });
    ui.ctx().accesskit_node_builder(id, |node| node.add_action(Action::Click));
    ui.input(|i| i.has_accesskit_action_request(id, Action::Click))
}

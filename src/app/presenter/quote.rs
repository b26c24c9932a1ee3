//! The sentence behind what is shown, under the picture or in large type over all of it.

use std::sync::Arc;

use egui::{CornerRadius, Galley, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::slide::{Slide, text};
use crate::app::style::font;
use crate::app::widgets::Look;
use crate::atlas::{Atlas, DocumentId, Evidence, Span, spoken_date};
use crate::layout::measure::Weight;
use crate::scene::{Paint, paint_of};
use crate::session::Session;
use crate::view::NamedView;

/// A passage as it is shown to a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Quoted {
    /// Its words, in quotation marks.
    pub(in crate::app) words: String,
    /// Document, section, speaker and date.
    pub(in crate::app) place: String,
    /// Document and date.
    pub(in crate::app) source: String,
    /// The colour of its bar.
    pub(in crate::app) hue: Paint,
}

/// The passage a view of a briefing shows.
pub(in crate::app) fn quote_of_view(atlas: &Atlas, named: &NamedView) -> Option<Quoted> {
    let passage = named.quote.as_ref()?;
    let hue = named.view.subject().and_then(|id| paint_of(atlas, id));
    quoted(atlas, &passage.document, passage.span, hue)
}

/// A passage behind what is seen, in the colour of what is selected.
pub(super) fn quote_in(session: &Session, document: &DocumentId, span: Span) -> Option<Quoted> {
    let atlas = session.atlas();
    let hue = session.view().subject().and_then(|id| paint_of(atlas, id));
    quoted(atlas, document, span, hue)
}

/// The passage that is open, or else the first behind what is selected.
pub(super) fn quote_of_selection(session: &Session) -> Option<Quoted> {
    let atlas = session.atlas();
    let subject = session.view().subject();
    let hue = subject.and_then(|id| paint_of(atlas, id));
    if let Some(reading) = session.reading()
        && let Some(span) = reading.span
    {
        return quoted(atlas, &reading.document, span, hue);
    }
    let evidence = &atlas.node(subject?)?.evidence;
    let quote = evidence.iter().find_map(Evidence::quote)?;
    quoted(atlas, &quote.document, quote.span, hue)
}

fn quoted(atlas: &Atlas, document: &DocumentId, span: Span, hue: Option<Paint>) -> Option<Quoted> {
    let known = atlas.document(document)?;
    let words: Vec<&str> = known.slice(span).split_whitespace().collect();
    let date = known.date.as_deref().map(spoken_date);
    let source = [Some(known.short_title().to_owned()), date];
    Some(Quoted {
        source: source.into_iter().flatten().collect::<Vec<_>>().join(", "),
        words: format!("“{}”", words.join(" ")),
        place: atlas.cite(document, span)?.place(),
        hue: hue.unwrap_or(Paint::Accent),
    })
}

/// A quote in large type over the whole slide, or that there is none; says whether it was clicked
/// away.
pub(super) fn quote_ui(ui: &mut Ui, look: Look, slide: &Slide, quoted: Option<&Quoted>) -> bool {
    let rect = slide.rect;
    let over = ui.interact(rect, ui.scope_id().with("quote"), Sense::click());
    over.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Close the quote"));
    large_quote_ui(ui, look, slide, quoted);
    over.clicked()
}

fn large_quote_ui(ui: &mut Ui, look: Look, slide: &Slide, quoted: Option<&Quoted>) {
    let rect = slide.rect;
    ui.painter().rect_filled(rect, CornerRadius::ZERO, look.color(Paint::Ground));
    let inner = rect.shrink2(vec2(slide.points(112.0), slide.points(72.0)));
    let Some(quoted) = quoted else {
        let words = "No sentence stands behind what is shown. Click a box, then press Q.";
        return label_at(
            ui,
            look,
            inner,
            words,
            (slide.points(28.0), Weight::Regular, Paint::Soft),
        );
    };
    let indent = slide.points(32.0);
    let place_size = slide.points(text::FOOT + 2.0);
    let room = vec2(inner.width() - indent, inner.height() - slide.points(72.0));
    let (size, galley) = largest(ui, look, &quoted.words, slide, room);
    let height = galley.size().y.min(room.y);
    let top = inner.center().y - f32::midpoint(height, slide.points(56.0));
    let bar = Rect::from_min_size(
        pos2(inner.left(), top + slide.points(6.0)),
        vec2(slide.points(6.0), height - slide.points(8.0)),
    );
    ui.painter().rect_filled(bar, CornerRadius::same(2), look.color(quoted.hue));
    let words = Rect::from_min_size(pos2(inner.left() + indent, top), vec2(room.x, height));
    label_at(ui, look, words, &quoted.words, (size, Weight::Medium, Paint::Ink));
    let below = words.bottom() + slide.points(24.0);
    let place = Rect::from_min_max(pos2(words.left(), below), inner.max);
    label_at(ui, look, place, &quoted.place, (place_size, Weight::Regular, Paint::Soft));
}

/// The largest type in which words have room.
fn largest(
    ui: &Ui,
    look: Look,
    words: &str,
    slide: &Slide,
    room: egui::Vec2,
) -> (f32, Arc<Galley>) {
    let set = |size: f32| {
        let size = slide.points(size);
        let format = look.format(size, Weight::Medium, Paint::Ink);
        let mut job = egui::text::LayoutJob::single_section(words.to_owned(), format);
        job.wrap.max_width = room.x;
        (size, ui.painter().layout_job(job))
    };
    let mut size = text::LARGE;
    loop {
        let (points, galley) = set(size);
        if galley.size().y <= room.y || size <= text::LARGE_LEAST {
            return (points, galley);
        }
        size -= 3.0;
    }
}

/// Words in a rectangle, wrapped.
pub(super) fn label_at(
    ui: &mut Ui,
    look: Look,
    rect: Rect,
    words: &str,
    style: (f32, Weight, Paint),
) {
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        // Room for a word that is longer than a line is not wanted: nothing is cut that is read.
        ui.set_clip_rect(ui.clip_rect().intersect(rect.expand(font(style.0, style.1).size)));
        look.text(ui, words, style);
    });
}

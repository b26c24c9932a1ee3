//! The parts of the page that are words: legend, what the atlas is, sources, dates.

use emath::{Rect, pos2};

use super::super::ExportRequest;
use super::super::facts::quoted_documents;
use super::super::svg::element;
use super::super::xml::{escape, number};
use super::colors::variable;
use crate::atlas::{Document, spoken_date};
use crate::scene::{Form, LegendEntry, legend_entries};
use crate::view::Picture;

/// The legend, a list for each sort of entry.
pub(super) fn legend_of(picture: &Picture) -> String {
    let groups = legend_entries(&picture.scene, &picture.scene.threats);
    let mut out = String::new();
    for group in groups.iter().filter(|group| !group.is_empty()) {
        out.push_str("<ul>");
        out.extend(group.iter().map(entry));
        out.push_str("</ul>");
    }
    out
}

/// Free room around a sample, for what stands a little over its edge.
const AROUND: f32 = 3.0;

/// The room that a sample takes: no more than its boxes do, where it is nothing but boxes.
fn room(whole: Rect, forms: &[Form]) -> Rect {
    let boxed = |room: Rect, form: &Form| match form {
        Form::Rect { rect, .. } => Some(room.union(*rect)),
        Form::Curve { .. } | Form::Polygon { .. } | Form::Text { .. } => None,
    };
    let boxes = forms.iter().try_fold(Rect::NOTHING, boxed).filter(Rect::is_finite);
    let boxes = boxes.unwrap_or(whole);
    let (left, right) = (boxes.left(), boxes.right());
    Rect::from_x_y_ranges(left..=right, whole.y_range())
}

fn entry(entry: &LegendEntry) -> String {
    let rect = Rect::from_min_size(pos2(0.0, 0.0), LegendEntry::SAMPLE);
    let forms = entry.sample(rect);
    let room = room(rect, &forms).expand(AROUND);
    let sides = [room.left(), room.top(), room.width(), room.height()].map(number);
    let sample: String =
        forms.iter().map(|form| element(form, form.strength(), &variable)).collect();
    format!(
        "<li><svg viewBox=\"{}\" width=\"{}\" height=\"{}\" aria-hidden=\"true\">{sample}</svg>{}</li>",
        sides.join(" "),
        sides[2],
        sides[3],
        escape(&entry.words)
    )
}

/// The day up to which the atlas holds, and the day asked for.
pub(super) fn dates(request: &ExportRequest<'_>) -> String {
    let as_of = request.atlas.as_of().map(|day| format!("atlas as of {}", spoken_date(day)));
    let date = request.options.date.as_deref();
    let exported = date.map(|day| format!("exported {}", spoken_date(day)));
    as_of.into_iter().chain(exported).collect::<Vec<_>>().join(" · ")
}

/// What the atlas is.
pub(super) fn about(request: &ExportRequest<'_>, picture: &Picture) -> String {
    let summary = request.atlas.parts().summary.as_deref();
    let summary = summary.map(|text| format!("<p>{}</p>", escape(text)));
    format!(
        "<h2>{}</h2>{}<p class=\"soft\">{}</p>",
        escape(request.view.name.as_deref().unwrap_or_else(|| request.atlas.title())),
        summary.unwrap_or_default(),
        escape(&picture.shown_sentence())
    )
}

/// The documents that what is kept quotes.
pub(super) fn sources(request: &ExportRequest<'_>, picture: &Picture) -> String {
    let documents: Vec<&Document> = quoted_documents(request.atlas, &picture.visible).collect();
    if documents.is_empty() {
        return String::new();
    }
    let items: String = documents.into_iter().map(source).collect();
    format!("<h3>Sources</h3><ul class=\"sources\">{items}</ul>")
}

fn source(document: &Document) -> String {
    let title = escape(&document.title);
    let is_address = |url: &&str| url.starts_with("https://");
    let title = match document.url.as_deref().filter(is_address) {
        Some(url) => format!("<a href=\"{}\" rel=\"noreferrer\">{title}</a>", escape(url)),
        None => title,
    };
    let date = document.date.as_deref().map(spoken_date);
    let known = [document.author.clone(), document.publisher.clone(), date];
    let known: Vec<String> = known.into_iter().flatten().collect();
    let known = if known.is_empty() {
        "date and publisher not known".to_owned()
    } else {
        known.join(" · ")
    };
    let licence =
        document.licence.as_deref().map(|text| format!("<p class=\"soft\">{}</p>", escape(text)));
    format!(
        "<li>{title}<p class=\"soft\">{}</p>{}</li>",
        escape(&known),
        licence.unwrap_or_default()
    )
}

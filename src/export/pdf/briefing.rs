//! A briefing on sheets: a cover, a page a view with its key sentences, and the register.

use emath::{Rect, Vec2, pos2, vec2};

use super::book::{Role, Sheet};
use super::flow::{FOOT, Flow, Set, Style, foot};
use super::key::{Printed, sentences};
use super::paper::Paper;
use super::register::{self, Claims};
use super::{Document, VIEWS, register_of, sheet_of};
use crate::atlas::{Atlas, spoken_date};
use crate::export::{Composed, ExportError, ExportOptions, ExportRequest, LEAST_SIZE};
use crate::filter::visible;
use crate::layout::measure::Weight;
use crate::scene::Paint;
use crate::view::{Briefing, NamedView, View};

/// The share of a sheet's width that the picture takes.
const PICTURE: f32 = 0.69;
/// Free room around a sheet.
const MARGIN: f32 = 32.0;

const TITLE: Style = (36.0, Weight::SemiBold, Paint::Ink);
const UNDER_TITLE: Style = (16.0, Weight::Regular, Paint::Soft);
const FACT: Style = (14.0, Weight::Regular, Paint::Soft);
const CONTENT: Style = (16.0, Weight::Medium, Paint::Ink);
const SOURCE: Style = (11.0, Weight::Regular, Paint::Soft);

/// The whole briefing.
///
/// # Errors
/// Where it has no views, or a page would be too small to hold anything.
pub(super) fn document(
    composed: &Composed<'_>,
    briefing: &Briefing,
) -> Result<Document, ExportError> {
    let request = composed.request();
    if briefing.views.is_empty() {
        return Err(ExportError::NoBriefing);
    }
    let title = title_of(request.atlas, briefing);
    // What stands beside and under a picture.
    let around = vec2(LEAST_SIZE.x * (1.0 / PICTURE - 1.0), FOOT - MARGIN);
    let paper = Paper::of(request.options.size, around);
    let options = ExportOptions { size: paper.page(), ..request.options.clone() };
    let request = ExportRequest { options: &options, ..*request };
    let mut sheets = cover(&request, briefing);
    let mut claims = Claims::new(register_of(&options));
    let mut printed = Printed::default();
    let share = |n: usize| VIEWS * n as f32 / briefing.views.len() as f32;
    for (at, named) in briefing.views.iter().enumerate() {
        let watch = request.part(share(at)..share(at + 1));
        let part = ExportRequest { watch: Some(&watch), ..request };
        let place = Place { title, at, number: sheets.len() + 1 };
        let (sheet, said) = view_sheet(&part, named, &place, (&mut claims, &mut printed))?;
        let in_view = |warning| format!("in the view “{}”, {warning}", named.name());
        composed.say(said.into_iter().map(in_view));
        sheets.push(sheet);
    }
    let place = (paper.page(), sheets.len() + 1);
    sheets.extend(register::sheets(request.atlas, &claims, title, place));
    request.advance_to(VIEWS)?;
    Ok(Document { title: title.to_owned(), paper, sheets })
}

fn title_of<'a>(atlas: &'a Atlas, briefing: &'a Briefing) -> &'a str {
    if briefing.title.is_empty() { atlas.title() } else { &briefing.title }
}

/// What is known of the briefing, what it holds and what it rests on; on more than one sheet where
/// that is much.
fn cover(request: &ExportRequest<'_>, briefing: &Briefing) -> Vec<Sheet> {
    let (atlas, size) = (request.atlas, request.options.size);
    let margin = vec2((size.x * 0.08).max(MARGIN), size.y * 0.14);
    let mut flow = Flow::new(Set { size, margin, n_columns: 1, foot: None, first_number: 1 });
    let title = title_of(atlas, briefing);
    flow.heading((1, Some(0)), title, TITLE);
    flow.space(8.0);
    if atlas.title() != title {
        flow.text(&Role::Paragraph, atlas.title(), UNDER_TITLE, 0.0);
    }
    for line in facts(request, briefing) {
        flow.text(&Role::Paragraph, &line, FACT, 0.0);
    }
    flow.space(20.0);
    for (at, named) in briefing.views.iter().enumerate() {
        let line = format!("{}   {}", at + 1, named.title());
        flow.text(&Role::Paragraph, &line, CONTENT, 0.0);
        flow.space(3.0);
    }
    flow.space(14.0);
    for document in atlas.documents() {
        let parts = [
            Some(document.title.clone()),
            document.publisher.clone(),
            document.date.as_deref().map(spoken_date),
        ];
        let line = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        flow.text(&Role::Paragraph, &line, SOURCE, 0.0);
    }
    flow.finish()
}

/// What is known of the briefing in short.
fn facts(request: &ExportRequest<'_>, briefing: &Briefing) -> Vec<String> {
    let n_views = briefing.views.len();
    let mut counted = if n_views == 1 { "1 view".to_owned() } else { format!("{n_views} views") };
    if briefing.minutes() > 0 {
        counted = format!("{counted}, {} minutes", briefing.minutes());
    }
    let as_of = request.atlas.as_of().map(|day| format!("Atlas as of {}", spoken_date(day)));
    let date = request.options.date.as_deref().map(|day| format!("Exported {}", spoken_date(day)));
    [Some(counted), as_of, date].into_iter().flatten().collect()
}

/// Where a view stands in its document.
struct Place<'a> {
    /// The document's title.
    title: &'a str,
    /// How many views stand before it.
    at: usize,
    /// The number of its sheet.
    number: usize,
}

/// A view with its picture at the left and its key sentences at the right, and what is to be said
/// of it.
fn view_sheet(
    request: &ExportRequest<'_>,
    named: &NamedView,
    place: &Place<'_>,
    (claims, printed): (&mut Claims, &mut Printed),
) -> Result<(Sheet, Vec<String>), ExportError> {
    let whole: Vec2 = request.options.size;
    let view = View {
        name: Some(named.title().to_owned()),
        theme: request.view.theme,
        ..named.view.clone()
    };
    let options = ExportOptions {
        size: vec2(whole.x * PICTURE, whole.y - FOOT + MARGIN),
        ..request.options.clone()
    };
    let shown = ExportRequest { view: &view, options: &options, ..*request };
    let composed = Composed::new(&shown);
    let page = composed.page()?;
    let picture = &composed.fitted().picture;
    claims.add(request.atlas, picture);
    let mut sheet = sheet_of(request, (page, picture), 2);
    let area = Rect::from_min_max(
        pos2(whole.x * PICTURE, MARGIN + 6.0),
        pos2(whole.x - MARGIN, whole.y - FOOT),
    );
    // Nothing is folded here: what answers the filter counts, whether or not its box had room.
    let kept = visible(request.atlas, &view.question());
    let register = register_of(request.options);
    let spoken = sentences(request.atlas, (named, &kept), (area, place.number), printed, register);
    sheet.pieces.extend(spoken.finish());
    sheet.pieces.push(foot(whole, MARGIN, place.title, place.number));
    sheet.bookmarks = vec![(0, format!("{} {}", place.at + 1, named.title()), 0.0)];
    Ok((sheet, composed.said()))
}

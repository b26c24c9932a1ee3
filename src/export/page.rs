//! The page around a picture: title, filter in words, legend, counts and sources.

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::ExportRequest;
use super::facts::quoted_documents;
use crate::atlas::{Atlas, Document};
use crate::layout::measure::{Weight, text_width};
use crate::layout::wrap_text;
use crate::scene::{Anchor, Camera, Form, Legend, Paint, Scene, Theme, legend, line_scale};
use crate::view::{LARGEST_FIT, Picture, View};

/// A picture with everything around it, in points from the top left.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width and height.
    pub size: Vec2,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the ground is painted.
    pub has_ground: bool,
    /// What the page is called.
    pub title: String,
    /// How many labels are shown, and of how many nodes; `None` where there is nothing to draw.
    pub labels: Option<(usize, usize)>,
    /// What to draw, from the lowest to the topmost, and how strongly.
    pub marks: Vec<(Form, f32)>,
}

/// Free room around everything.
const MARGIN: f32 = 32.0;
/// Room of the title and of the filter in words.
const HEADER: f32 = 64.0;
/// Free room between picture and what is under it.
const GAP: f32 = 20.0;
/// Font size of the title.
const TITLE: f32 = 22.0;
/// The share of the page that legend and sources may take; beyond it the legend is left out.
const LARGEST_FOOTER: f32 = 0.4;
/// Height of what stands under the picture that a first picture leaves room for.
const USUAL_FOOTER: f32 = 132.0;
/// How much of that may be left over before the picture is laid out anew for the room there is.
const MOST_SPARE: f32 = 24.0;
/// Font size and line height of the smallest text.
const SMALL: (f32, f32) = (11.0, 16.0);

impl Page {
    /// Composes the page of a request; gives back its picture too.
    pub(super) fn compose(request: &ExportRequest<'_>) -> (Self, Picture) {
        let (atlas, view, options) = (request.atlas, request.view, request.options);
        let inner = options.size.x - 2.0 * MARGIN;
        let (picture, room, footer) = fitted(request);
        let mut page = Self {
            size: options.size,
            theme: view.theme,
            has_ground: !options.transparent,
            title: title_of(atlas, view, &picture, inner),
            labels: None,
            marks: Vec::new(),
        };
        page.picture(&picture, view, room);
        // The line under the title says what the picture has no room for, and is painted first.
        let drawn = std::mem::take(&mut page.marks);
        page.header(atlas, &picture, inner);
        page.marks.extend(drawn);
        page.footer(&footer);
        (page, picture)
    }

    fn text(&mut self, pos: Pos2, text: String, (size, weight, paint): (f32, Weight, Paint)) {
        let form =
            Form::Text { pos, text, size, weight, paint, anchor: Anchor::Start, spacing: 0.0 };
        self.marks.push((form, 1.0));
    }

    fn header(&mut self, atlas: &Atlas, picture: &Picture, width: f32) {
        let title = first_line(&self.title, TITLE, Weight::SemiBold, width);
        let says_filter = title.ends_with(&picture.sentence);
        self.text(pos2(MARGIN, MARGIN + 20.0), title, (TITLE, Weight::SemiBold, Paint::Ink));
        let mut words = picture.count_sentence();
        if !says_filter {
            words = format!("{words} · {}", picture.sentence);
        }
        let n_left_out = self.labels.map_or(0, |(n_shown, n_nodes)| n_nodes - n_shown);
        if n_left_out > 0 {
            let labels = if n_left_out == 1 { "label has" } else { "labels have" };
            words = format!("{words} · {n_left_out} {labels} no room");
        }
        if let Some(cut) = picture.cut_sentence(atlas) {
            words = format!("{words} · {cut}");
        }
        let first = first_line(&words, 13.0, Weight::Regular, width);
        self.text(pos2(MARGIN, MARGIN + 42.0), first, (13.0, Weight::Regular, Paint::Soft));
    }

    fn picture(&mut self, picture: &Picture, view: &View, room: Vec2) {
        let area = Rect::from_min_size(pos2(MARGIN, MARGIN + HEADER), room);
        let Some(bounds) = picture.scene.bounds else {
            let text = picture.empty_sentence().to_owned();
            self.text(area.left_center(), text, (13.0, Weight::Regular, Paint::Soft));
            return;
        };
        let camera = Camera::fit(bounds, room, LARGEST_FIT);
        let emphasis = view.emphasis();
        let (scene, zoom) = (&picture.scene, camera.zoom);
        // A label that would be cut off at the edge of the page has no room there.
        let page = area.expand2(vec2(MARGIN, GAP) * 0.8);
        let corner = |pos| camera.world_from_screen(pos, area);
        let frame = Rect::from_min_max(corner(page.min), corner(page.max));
        let labels = scene.far_labels(&emphasis, zoom, None, Some(frame));
        let n_nodes = scene.nodes.len();
        let is_far = Scene::far_step(zoom).is_some();
        self.labels = Some((if is_far { labels.n_labelled } else { n_nodes }, n_nodes));
        for shown in scene.marks_at(&emphasis, zoom, &labels.marks) {
            let to_page = |p| camera.screen_from_world(p, area);
            let form = shown.mark.form.moved(to_page, zoom, line_scale(zoom));
            self.marks.push((form, shown.opacity));
        }
    }

    fn footer(&mut self, footer: &Footer) {
        let mut y = self.size.y - MARGIN - footer.height + GAP;
        for mark in &footer.legend.marks {
            let form = mark.form.moved(|p| p + vec2(MARGIN, y), 1.0, 1.0);
            self.marks.push((form, 1.0));
        }
        y += footer.legend.size.y + if footer.legend.marks.is_empty() { 0.0 } else { 8.0 };
        for line in &footer.lines {
            y += SMALL.1;
            let style = (SMALL.0, Weight::Regular, Paint::Soft);
            self.text(pos2(MARGIN, y - 4.0), line.clone(), style);
        }
    }
}

/// The picture of a request as its page holds it.
pub(super) fn picture_on_page(request: &ExportRequest<'_>) -> Picture {
    fitted(request).0
}

/// The picture of a request as its page holds it, the room it has there, and what stands under it.
fn fitted(request: &ExportRequest<'_>) -> (Picture, Vec2, Footer) {
    let size = request.options.size;
    let inner = size.x - 2.0 * MARGIN;
    // The legend depends on what is drawn, and what is drawn on the room the legend leaves: a
    // first picture tells how much that is.
    let room = |footer: f32| vec2(inner, (size.y - 2.0 * MARGIN - HEADER - footer).max(80.0));
    let draft = request.picture(room(USUAL_FOOTER), &request.part(0.0..0.5));
    let footer = Footer::of(request, &draft, inner);
    let spare = USUAL_FOOTER - footer.height;
    if (0.0..=MOST_SPARE).contains(&spare) {
        return (draft, room(footer.height), footer);
    }
    let room = room(footer.height);
    let picture = request.picture(room, &request.part(0.5..1.0));
    let footer = Footer::of(request, &picture, inner);
    (picture, room, footer)
}

/// Text cut to one line, letter by letter where a single word is too long.
fn first_line(text: &str, size: f32, weight: Weight, width: f32) -> String {
    if text_width(text, size, weight) <= width {
        return text.to_owned();
    }
    let mut line = wrap_text(text, size, weight, width).into_iter().next().unwrap_or_default();
    while !line.is_empty() && text_width(&format!("{line} …"), size, weight) > width {
        line.pop();
    }
    format!("{} …", line.trim_end())
}

/// The atlas, and what is shown of it.
pub(super) fn whole_title(atlas: &Atlas, view: &View, picture: &Picture) -> String {
    let title = atlas.title();
    match &view.name {
        // A view that is called like the atlas says so by itself.
        Some(name) if name.starts_with(title) => name.clone(),
        Some(name) => format!("{title}: {name}"),
        None if view.shows_all() => title.to_owned(),
        None => format!("{title}: {}", picture.sentence),
    }
}

/// The title of a picture: the atlas, and what is shown of it where that fits on the line.
fn title_of(atlas: &Atlas, view: &View, picture: &Picture, width: f32) -> String {
    let title = atlas.title();
    let long = whole_title(atlas, view, picture);
    if text_width(&long, TITLE, Weight::SemiBold) <= width { long } else { title.to_owned() }
}

struct Footer {
    legend: Legend,
    lines: Vec<String>,
    height: f32,
}

impl Footer {
    fn of(request: &ExportRequest<'_>, picture: &Picture, width: f32) -> Self {
        if !request.options.legend {
            return Self { legend: Legend::default(), lines: Vec::new(), height: 0.0 };
        }
        let mut legend = legend(&picture.scene, width, true);
        let words = sources_sentence(request, picture);
        let lines = wrap_text(&words, SMALL.0, Weight::Regular, width);
        let text = GAP + 8.0 + lines.len() as f32 * SMALL.1;
        if text + legend.size.y > LARGEST_FOOTER * request.options.size.y {
            legend = Legend::default();
        }
        let height = text + legend.size.y;
        Self { legend, lines, height }
    }
}

/// The documents the shown part quotes, the as-of date and the date asked for.
fn sources_sentence(request: &ExportRequest<'_>, picture: &Picture) -> String {
    let atlas = request.atlas;
    let named: Vec<String> = quoted_documents(atlas, &picture.visible).map(cite).collect();
    let mut parts = Vec::new();
    if !named.is_empty() {
        parts.push(format!("Sources: {}", named.join("; ")));
    }
    if let Some(as_of) = atlas.as_of() {
        parts.push(format!("Atlas as of {as_of}"));
    }
    if let Some(date) = &request.options.date {
        parts.push(format!("Exported {date}"));
    }
    parts.join(" · ")
}

fn cite(document: &Document) -> String {
    let parts =
        [Some(document.title.as_str()), document.publisher.as_deref(), document.date.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl Form {
    /// The form with every point moved, every length scaled, and the width of lines by a scale of
    /// its own.
    #[must_use]
    pub fn moved(&self, to: impl Fn(Pos2) -> Pos2, scale: f32, lines: f32) -> Self {
        let mut form = self.clone();
        let line = |stroke: &mut crate::scene::Stroke| stroke.width *= lines;
        match &mut form {
            Self::Curve { segments, stroke } => {
                segments.iter_mut().flatten().for_each(|p| *p = to(*p));
                line(stroke);
            }
            Self::Polygon { points, stroke, .. } => {
                for point in points.iter_mut() {
                    *point = to(*point);
                }
                stroke.iter_mut().for_each(line);
            }
            Self::Rect { rect, radius, stroke, .. } => {
                *rect = Rect::from_min_max(to(rect.min), to(rect.max));
                *radius *= scale;
                stroke.iter_mut().for_each(line);
            }
            Self::Text { pos, size, spacing, .. } => {
                *pos = to(*pos);
                *size *= scale;
                *spacing *= scale;
            }
        }
        form
    }
}

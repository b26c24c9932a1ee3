//! The page around a picture: title, filter in words, legend, counts and sources; and the picture
//! in the room that these leave.

use std::sync::Arc;

use std::collections::BTreeSet;

use std::ops::Range;

use emath::{Pos2, Rect, Vec2, pos2, vec2};

use super::ExportRequest;
use super::facts::quoted_documents;
use crate::atlas::{Atlas, Document};
use crate::filter::{Visible, capitalised, visible};
use crate::layout::measure::{Weight, text_width};
use crate::layout::{Layout, Watch, wrap_text};
use crate::scene::{
    Anchor, Camera, Encoding, EncodingRequest, FarLabels, Form, Layer, Legend, Mark, Owner, Paint,
    Scene, Seen, Theme, legend, line_scale,
};
use crate::survey::{count, holdings};
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
    /// What to draw, from the lowest to the topmost.
    pub marks: Vec<PageMark>,
    /// What each stretch of these is, in the order in which one reads.
    pub parts: Vec<(Part, Range<usize>)>,
}

/// One thing drawn on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageMark {
    /// The box or the line it is part of, by position in the scene of the page's picture; what
    /// only stands under a box, around it or on a line is part of neither.
    pub owner: Owner,
    /// What it is, in points from the top left.
    pub form: Form,
    /// 1 for full strength.
    pub opacity: f32,
}

impl PageMark {
    fn ground(form: Form) -> Self {
        let opacity = form.strength();
        Self { owner: Owner::Ground, form, opacity }
    }
}

/// What a stretch of the marks of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The title.
    Title,
    /// How much is shown, and of what filter.
    Counts,
    /// The picture.
    Picture,
    /// The legend under it.
    Legend,
    /// Sources and dates, line by line.
    Sources,
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
/// How much of the room kept for the legend may be left over before the picture is laid out anew
/// for the room there is.
const MOST_SPARE: f32 = 24.0;
/// Font size and line height of the smallest text.
const SMALL: (f32, f32) = (11.0, 16.0);

impl Page {
    /// Composes the page of a request around its picture.
    pub(super) fn compose(request: &ExportRequest<'_>, fitted: &Fitted) -> Self {
        let (atlas, view, options) = (request.atlas, request.view, request.options);
        let inner = options.size.x - 2.0 * MARGIN;
        let Fitted { picture, room, footer } = fitted;
        let mut page = Self {
            size: options.size,
            theme: view.theme,
            has_ground: !options.transparent,
            title: title_of(atlas, view, &picture.sentence, inner),
            labels: None,
            marks: Vec::new(),
            parts: Vec::new(),
        };
        page.picture(picture, view, *room);
        // The line under the title says what the picture has no room for, and is painted first.
        let drawn = std::mem::take(&mut page.marks);
        page.header(atlas, picture, inner);
        page.marks.extend(drawn);
        page.ends(Part::Picture);
        page.footer(footer);
        page
    }

    /// What is to be said of a picture that is written as asked, but of little use.
    pub(super) fn warning(&self) -> Option<String> {
        match self.labels {
            None => Some("there is nothing to draw; the picture says so".to_owned()),
            Some((n_shown, n_nodes)) if n_shown < n_nodes => Some(format!(
                "only {n_shown} of {n_nodes} labels have room in this picture; a larger size, a \
                 narrower filter or less unfolded would show more"
            )),
            Some(_) => None,
        }
    }

    /// Notes that what was put down since the last part is this part.
    fn ends(&mut self, part: Part) {
        let start = self.parts.last().map_or(0, |(_, range)| range.end);
        self.parts.push((part, start..self.marks.len()));
    }

    fn text(&mut self, pos: Pos2, text: String, (size, weight, paint): (f32, Weight, Paint)) {
        let form =
            Form::Text { pos, text, size, weight, paint, anchor: Anchor::Start, spacing: 0.0 };
        self.marks.push(PageMark::ground(form));
    }

    fn header(&mut self, atlas: &Atlas, picture: &Picture, width: f32) {
        let title = first_line(&self.title, TITLE, Weight::SemiBold, width);
        let says_filter = title.ends_with(&capitalised(&picture.sentence));
        self.text(pos2(MARGIN, MARGIN + 20.0), title, (TITLE, Weight::SemiBold, Paint::Ink));
        self.ends(Part::Title);
        let whole = counts_of(atlas, picture);
        let has_room = text_width(&whole, 13.0, Weight::Regular) <= width;
        let mut words = if has_room { whole } else { picture.count_sentence() };
        if !says_filter && !picture.keeps_all() {
            words = format!("{words} · {}", picture.sentence);
        }
        if let Some(unsupported) = picture.unsupported.sentence() {
            words = format!("{words} · {unsupported}");
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
        self.ends(Part::Counts);
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
        let plated = plated(&labels);
        let attention = scene.attention(&emphasis);
        let seen = Seen { zoom, part: None, labels: &labels.marks };
        for layer in Layer::ALL {
            scene.each_mark_of(layer, &attention, &seen, |shown| {
                let owner = part_of(scene, layer, &shown.mark, &plated);
                let to_page = |p| camera.screen_from_world(p, area);
                let form = shown.mark.form.moved(to_page, zoom, line_scale(zoom));
                self.marks.push(PageMark { owner, form, opacity: shown.opacity });
            });
        }
    }

    fn footer(&mut self, footer: &Footer) {
        let mut y = self.size.y - MARGIN - footer.height + GAP;
        for mark in &footer.legend.marks {
            let form = mark.form.moved(|p| p + vec2(MARGIN, y), 1.0, 1.0);
            self.marks.push(PageMark::ground(form));
        }
        self.ends(Part::Legend);
        y += footer.legend.size.y + if footer.legend.marks.is_empty() { 0.0 } else { 8.0 };
        for line in &footer.lines {
            y += SMALL.1;
            let style = (SMALL.0, Weight::Regular, Paint::Soft);
            self.text(pos2(MARGIN, y - 4.0), line.clone(), style);
        }
        self.ends(Part::Sources);
    }
}

/// A picture as its page holds it, the room it has there, and what stands under it.
#[derive(Debug)]
pub(super) struct Fitted {
    /// The picture.
    pub(super) picture: Picture,
    room: Vec2,
    footer: Footer,
}

impl Fitted {
    /// Lays the picture of a request out.
    ///
    /// The legend depends on what is drawn, and what is drawn on the room the legend leaves: what
    /// would be drawn if nothing were folded tells nearly how much that is. A picture is laid out
    /// twice only where folding makes much of a difference.
    pub(super) fn of(request: &ExportRequest<'_>, watch: &Arc<Watch>) -> Self {
        let size = request.options.size;
        let inner = size.x - 2.0 * MARGIN;
        let room = |footer| room_over(size, footer);
        let part = |shares| Watch::part_of(watch, shares);
        let guess = Footer::guessed(request, inner).height;
        let picture = request.picture(room(guess), &part(0.0..0.5));
        let footer = Footer::of(request, (&picture.scene, &picture.visible), inner);
        if (0.0..=MOST_SPARE).contains(&(guess - footer.height)) {
            watch.advance_to(1.0);
            return Self { picture, room: room(footer.height), footer };
        }
        let room = room(footer.height);
        let picture = request.picture_at(room, picture.home(), &part(0.5..1.0));
        let footer = Footer::of(request, (&picture.scene, &picture.visible), inner);
        Self { picture, room, footer }
    }
}

/// The nodes whose label brings a box of its own, because theirs is too small from afar.
fn plated(labels: &FarLabels) -> BTreeSet<usize> {
    let plate = |mark: &Mark| match (mark.owner, &mark.form) {
        (Owner::Node(at), Form::Rect { .. }) => Some(at),
        _ => None,
    };
    labels.marks.iter().filter_map(plate).collect()
}

/// The box or line a mark is part of, as who reads the drawing would say.
fn part_of(scene: &Scene, layer: Layer, mark: &Mark, plated: &BTreeSet<usize>) -> Owner {
    match (layer, mark.owner) {
        (Layer::Rings | Layer::Words, _) => Owner::Ground,
        (Layer::Nodes, Owner::Node(at)) if plated.contains(&at) => Owner::Ground,
        (Layer::Nodes, Owner::Node(at))
            if scene.nodes.get(at).is_some_and(|node| node.is_lower_sheet(&mark.form)) =>
        {
            Owner::Ground
        }
        (_, owner) => owner,
    }
}

/// The room a page leaves for its picture over a footer of some height.
fn room_over(size: Vec2, footer: f32) -> Vec2 {
    let height = size.y - 2.0 * MARGIN - HEADER - footer;
    vec2(size.x - 2.0 * MARGIN, height.max(80.0))
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

/// What pictures of a view are called, before one is worked out.
pub fn title_of_view(atlas: &Atlas, view: &View) -> String {
    whole_title(atlas, view, &Picture::sentence_of(atlas, view))
}

/// The title given, or else the atlas and what is shown of it.
pub(super) fn whole_title(atlas: &Atlas, view: &View, sentence: &str) -> String {
    let title = atlas.title();
    if let Some(given) = &view.title {
        return given.clone();
    }
    match &view.name {
        // A view that is called like the atlas says so by itself.
        Some(name) if name.starts_with(title) => name.clone(),
        Some(name) => format!("{title}: {name}"),
        None if view.shows_all() => title.to_owned(),
        None => format!("{title}: {}", capitalised(sentence)),
    }
}

/// How much is shown: of a part how much of the whole that is, of the whole what it holds.
fn counts_of(atlas: &Atlas, picture: &Picture) -> String {
    let holdings = holdings(atlas, &picture.visible);
    if !picture.keeps_all() || holdings.is_empty() {
        return picture.count_sentence();
    }
    let links = count(picture.n_links, "link", "links");
    let told = match picture.encoding.n_counted() {
        0 => String::new(),
        n => format!(
            " · {} drawn as ribbons, as wide as their number",
            count(n, "answer", "answers")
        ),
    };
    format!("{holdings}, {links}{told}")
}

/// The title of a picture: the one given, or the atlas, with what is shown of it where that fits
/// on the line.
fn title_of(atlas: &Atlas, view: &View, sentence: &str, width: f32) -> String {
    let title = atlas.title();
    let long = whole_title(atlas, view, sentence);
    if view.title.is_some() {
        // Cut, but not exchanged for another.
        return long;
    }
    if text_width(&long, TITLE, Weight::SemiBold) <= width { long } else { title.to_owned() }
}

#[derive(Debug)]
struct Footer {
    legend: Legend,
    lines: Vec<String>,
    height: f32,
}

impl Footer {
    /// What would stand under the picture if nothing in it were folded. O(nodes + links).
    fn guessed(request: &ExportRequest<'_>, width: f32) -> Self {
        if !request.options.legend {
            return Self::none();
        }
        let open = visible(request.atlas, &request.view.question());
        let layout = Layout::nowhere(open.nodes.len(), open.links.len());
        let encoding = Encoding::of(request.atlas, &open, &EncodingRequest::BARE);
        let told = (&encoding, request.view.line_style);
        let scene = Scene::build(request.atlas, &open, &layout, told);
        Self::of(request, (&scene, &open), width)
    }

    fn none() -> Self {
        Self { legend: Legend::default(), lines: Vec::new(), height: 0.0 }
    }

    fn of(request: &ExportRequest<'_>, (scene, visible): (&Scene, &Visible), width: f32) -> Self {
        if !request.options.legend {
            return Self::none();
        }
        let words = sources_sentence(request, visible);
        let lines = wrap_text(&words, SMALL.0, Weight::Regular, width);
        let text = GAP + 8.0 + lines.len() as f32 * SMALL.1;
        let size = request.options.size;
        let mut full = legend(scene, width, &scene.threats);
        if are_labels_read(scene, room_over(size, text + full.size.y)) {
            // With less under it the picture grows, so that what could be read still can.
            full = legend(scene, width, &scene.unnamed_threats());
        }
        let fits = text + full.size.y <= LARGEST_FOOTER * size.y;
        let legend = if fits { full } else { Legend::default() };
        let height = text + legend.size.y;
        Self { legend, lines, height }
    }
}

/// Whether every box of a picture shows its label in a room of some size.
fn are_labels_read(scene: &Scene, room: Vec2) -> bool {
    let zoom = |bounds| Camera::fit(bounds, room, LARGEST_FIT).zoom;
    scene.bounds.is_none_or(|bounds| Scene::far_step(zoom(bounds)).is_none())
}

/// The documents the shown part quotes, the as-of date and the date asked for.
fn sources_sentence(request: &ExportRequest<'_>, visible: &Visible) -> String {
    let atlas = request.atlas;
    let named = cited(quoted_documents(atlas, visible));
    let mut parts = Vec::new();
    if !named.is_empty() {
        parts.push(format!("Sources: {named}"));
    }
    if let Some(as_of) = atlas.as_of() {
        parts.push(format!("Atlas as of {as_of}"));
    }
    if let Some(date) = &request.options.date {
        parts.push(format!("Exported {date}"));
    }
    parts.join(" · ")
}

/// Documents by their short titles and dates, those of one publisher under its name.
fn cited<'a>(documents: impl Iterator<Item = &'a Document>) -> String {
    let mut by_publisher: Vec<(Option<&str>, Vec<String>)> = Vec::new();
    for document in documents {
        let date = document.date.as_deref().map(|date| format!(" ({date})"));
        let title = format!("{}{}", document.short_title(), date.unwrap_or_default());
        let publisher = document.publisher.as_deref();
        match by_publisher.iter_mut().find(|(known, _)| *known == publisher) {
            Some((_, titles)) => titles.push(title),
            None => by_publisher.push((publisher, vec![title])),
        }
    }
    let line = |(publisher, titles): (Option<&str>, Vec<String>)| {
        let publisher = publisher.map(|name| format!("{name}, "));
        format!("{}{}", publisher.unwrap_or_default(), titles.join(", "))
    };
    by_publisher.into_iter().map(line).collect::<Vec<_>>().join("; ")
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

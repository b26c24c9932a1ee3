//! Sheets to a file: sizes, numbers, bookmarks, addresses, and the tags a screen reader goes by.
//!
//! Owns what PDF/A-2a and PDF/UA-1 ask of a file as a whole; every file is held to both, and none
//! is written that breaks one.

use std::num::{NonZeroU16, NonZeroU32};

use emath::{Pos2, Rect, Vec2};
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{Point, Quadrilateral, Rect as PdfRect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{NumberingStyle, Page, PageLabel, PageSettings};
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagKind,
    TagTree,
};
use krilla::{Document, SerializeSettings};

use super::ink::Ink;
use super::paper::Paper;
use crate::export::ExportError;
use crate::layout::measure::{Weight, text_width};
use crate::scene::{Form, Paint, Theme};

/// Language of all texts.
const LANGUAGE: &str = "en-GB";
/// Most letters of what stands in the file's own fields: titles, bookmarks, words for pictures. The
/// standard bounds them; whole texts stand on the sheets.
const MOST_LETTERS: usize = 2_000;
/// Title of a file that has none.
const UNTITLED: &str = "Untitled";

/// What a piece of a sheet is, for who hears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading; 1 is the highest.
    Heading(u16),
    /// Words of its own.
    Paragraph,
    /// The words of a source.
    Quote,
    /// An address that can be clicked.
    Address(String),
    /// A picture, and what it shows in words.
    Figure(String),
    /// What belongs to the text but is nothing by itself: lines, bars.
    Aside,
    /// What stands at the foot of every sheet.
    Foot,
}

/// What belongs together on a sheet.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// What it is.
    pub(super) role: Role,
    /// How it is drawn, and how strongly.
    pub(super) forms: Vec<(Form, f32)>,
    /// Whether it goes on with what the piece before it began, on another sheet perhaps.
    pub(super) continues: bool,
}

impl Piece {
    pub(super) const fn new(role: Role, forms: Vec<(Form, f32)>) -> Self {
        Self { role, forms, continues: false }
    }
}

/// A bookmark: its level, from 0, its words and how far down its sheet.
pub(super) type Bookmark = (usize, String, f32);

/// One sheet. Lengths in points of pages.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Its colours.
    pub(super) theme: Theme,
    /// What it stands on, where that is painted.
    pub(super) ground: Option<Paint>,
    /// What stands on it, in the order in which it is read.
    pub(super) pieces: Vec<Piece>,
    /// What stands in the outline.
    pub(super) bookmarks: Vec<Bookmark>,
}

/// What a file says of itself.
pub(super) struct About {
    /// Its title.
    pub(super) title: String,
    /// Its day, as ISO 8601, as far as it is known.
    pub(super) day: String,
}

/// The file of some sheets, numbered from 1.
///
/// # Errors
/// Where it would break one of its standards, or a sheet is too small to be one.
pub(super) fn bytes(
    about: &About,
    paper: Paper,
    sheets: Vec<Sheet>,
) -> Result<Vec<u8>, ExportError> {
    let settings =
        SerializeSettings { configuration: standards()?, ..SerializeSettings::default() };
    let mut book = Book {
        document: Document::new_with(settings),
        ink: Ink::default(),
        tags: TagTree::new().with_lang(Some(LANGUAGE.to_owned())),
        outline: Vec::new(),
        paper,
        n_sheets: 0,
    };
    for sheet in sheets {
        book.add(sheet)?;
    }
    book.finish(about)
}

/// The standards every file is held to.
fn standards() -> Result<Configuration, ExportError> {
    ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| ExportError::Pdf(format!("{error:?}")))
}

/// A file in the making.
struct Book {
    document: Document,
    ink: Ink,
    tags: TagTree,
    outline: Vec<(usize, OutlineNode)>,
    paper: Paper,
    n_sheets: usize,
}

impl Book {
    /// Writes a sheet at the end.
    fn add(&mut self, sheet: Sheet) -> Result<(), ExportError> {
        let Paper { sheet: size, scale } = self.paper;
        let too_small = || ExportError::TooSmall { width: size.x, height: size.y };
        let settings = PageSettings::from_wh(size.x, size.y).ok_or_else(too_small)?;
        let mut page = self.document.start_page_with(settings.with_page_label(self.label()));
        let mut surface = page.surface();
        surface.push_transform(&Transform::from_scale(scale, scale));
        if let Some(ground) = sheet.ground {
            surface.start_tagged(ContentTag::Artifact(aside(ArtifactType::Layout)));
            let rect = Rect::from_min_size(Pos2::ZERO, self.paper.page());
            let form = Form::Rect { rect, radius: 0.0, fill: Some(ground), stroke: None };
            self.ink.draw(&mut surface, &form, 1.0, sheet.theme);
            surface.end_tagged();
        }
        let mut drawn = Vec::new();
        for piece in sheet.pieces {
            let identifier = surface.start_tagged(content_of(&piece.role));
            for (form, opacity) in &piece.forms {
                self.ink.draw(&mut surface, form, *opacity, sheet.theme);
            }
            surface.end_tagged();
            drawn.push((identifier, piece));
        }
        surface.pop();
        surface.finish();
        for (identifier, piece) in drawn {
            let leaf = leaf_of(identifier, &piece, (&mut page, scale));
            tag(&mut self.tags, &piece, leaf, (self.n_sheets, scale));
        }
        page.finish();
        for (level, words, down) in sheet.bookmarks {
            let place = XyzDestination::new(self.n_sheets, Point::from_xy(0.0, down * scale));
            self.outline.push((level, OutlineNode::new(short(&words), place)));
        }
        self.n_sheets += 1;
        Ok(())
    }

    /// The number of the next sheet, as it is printed.
    fn label(&self) -> PageLabel {
        let number = u32::try_from(self.n_sheets + 1).ok().and_then(NonZeroU32::new);
        PageLabel::new(Some(NumberingStyle::Arabic), None, number)
    }

    /// The file.
    fn finish(mut self, about: &About) -> Result<Vec<u8>, ExportError> {
        let title = short(&about.title);
        let mut metadata = Metadata::new()
            .title(if title.is_empty() { UNTITLED.to_owned() } else { title })
            .language(LANGUAGE.to_owned())
            .creator(concat!("protecteu-atlas ", env!("CARGO_PKG_VERSION")).to_owned());
        if let Some(day) = day_of(&about.day) {
            metadata = metadata.creation_date(day);
        }
        self.document.set_metadata(metadata);
        self.document.set_tag_tree(self.tags);
        self.document.set_outline(nested(self.outline));
        self.document.finish().map_err(|error| ExportError::Pdf(words_of(&error)))
    }
}

/// What went wrong, and with how many things.
fn words_of(error: &KrillaError) -> String {
    let KrillaError::Validation(broken) = error else { return error.to_string() };
    let rule = |(rule, _): &(_, _)| -> String {
        let words = format!("{rule:?}");
        words.split(['(', ' ']).next().unwrap_or_default().to_owned()
    };
    let mut rules: Vec<String> = broken.iter().map(rule).collect();
    rules.sort();
    rules.dedup();
    format!("it would break PDF/A-2a or PDF/UA-1: {}", rules.join(", "))
}

/// A day of ISO 8601; a month or a year alone is its first day.
fn day_of(date: &str) -> Option<DateTime> {
    let mut parts = date.split('-');
    let year = parts.next()?.parse().ok()?;
    let mut part = || parts.next().and_then(|part| part.parse().ok()).unwrap_or(1);
    Some(DateTime::new(year).month(part()).day(part()))
}

/// Words that fit the file's own fields.
fn short(words: &str) -> String {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    words.trim().chars().take(MOST_LETTERS).collect()
}

const fn aside(kind: ArtifactType) -> Artifact {
    Artifact { kind, bbox: None }
}

fn content_of(role: &Role) -> ContentTag<'static> {
    match role {
        Role::Aside => ContentTag::Artifact(aside(ArtifactType::Layout)),
        Role::Foot => ContentTag::Artifact(aside(ArtifactType::Footer)),
        Role::Figure(_) => ContentTag::Other,
        _ => ContentTag::Span(SpanTag::empty()),
    }
}

/// What stands in the tree for a piece that was drawn: its content, in a link where it is one.
fn leaf_of(identifier: Identifier, piece: &Piece, (page, scale): (&mut Page<'_>, f32)) -> Node {
    let Role::Address(address) = &piece.role else { return Node::Leaf(identifier) };
    let lines = piece.forms.iter().filter_map(|(form, _)| line_of(form, scale));
    let places: Vec<Quadrilateral> = lines.map(Quadrilateral::from).collect();
    if places.is_empty() || address.chars().count() > MOST_LETTERS {
        return Node::Leaf(identifier);
    }
    let action = Action::Link(LinkAction::new(address.clone()));
    let link = LinkAnnotation::new_with_quad_points(places, Target::Action(action));
    let mut group = TagGroup::new(Tag::Link);
    group.push(identifier);
    group.push(page.add_tagged_annotation(Annotation::new_link(link, Some(address.clone()))));
    Node::Group(group)
}

/// Where a line of text that begins at its left end stands on paper.
fn line_of(form: &Form, scale: f32) -> Option<PdfRect> {
    let Form::Text { pos, text, size, weight, .. } = form else { return None };
    let width = text_width(text.trim_end(), *size, *weight);
    let rect = Rect::from_min_max(
        Pos2::new(pos.x, pos.y - size) * scale,
        Pos2::new(pos.x + width, pos.y + size * 0.3) * scale,
    );
    PdfRect::from_ltrb(rect.left(), rect.top(), rect.right(), rect.bottom())
}

/// Hangs a piece into the tree.
fn tag(tags: &mut TagTree, piece: &Piece, leaf: Node, (at, scale): (usize, f32)) {
    let Some(kind) = kind_of(piece, (at, scale)) else { return };
    if piece.continues
        && let Some(Node::Group(group)) = tags.children.last_mut()
    {
        group.push(leaf);
        return;
    }
    tags.push(TagGroup::with_children(kind, vec![leaf]));
}

fn kind_of(piece: &Piece, (at, scale): (usize, f32)) -> Option<TagKind> {
    Some(match &piece.role {
        Role::Heading(level) => {
            Tag::Hn(NonZeroU16::new(*level)?, Some(title_of(&piece.forms))).into()
        }
        Role::Paragraph | Role::Address(_) => Tag::P.into(),
        Role::Quote => Tag::BlockQuote.into(),
        Role::Figure(words) => {
            let place = bounds_of(&piece.forms);
            let place = PdfRect::from_ltrb(
                place.left() * scale,
                place.top() * scale,
                place.right() * scale,
                place.bottom() * scale,
            );
            let place = place.map(|place| BBox::new(at, place));
            Tag::Figure(Some(short(words))).with_bbox(place).into()
        }
        Role::Aside | Role::Foot => return None,
    })
}

/// The words of a heading, which it is found by.
fn title_of(forms: &[(Form, f32)]) -> String {
    let words = forms.iter().filter_map(|(form, _)| match form {
        Form::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    let title = short(&words.collect::<String>());
    if title.is_empty() { UNTITLED.to_owned() } else { title }
}

/// The room that forms take; of text, its baseline.
fn bounds_of(forms: &[(Form, f32)]) -> Rect {
    let mut bounds = Rect::NOTHING;
    for (form, _) in forms {
        match form {
            Form::Curve { segments, .. } => {
                segments.iter().flatten().for_each(|p| bounds.extend_with(*p));
            }
            Form::Polygon { points, .. } => points.iter().for_each(|p| bounds.extend_with(*p)),
            Form::Rect { rect, .. } => bounds |= *rect,
            Form::Text { pos, .. } => bounds.extend_with(*pos),
        }
    }
    bounds.expand2(Vec2::splat(1.0))
}

/// Bookmarks under the ones of a lower level before them.
fn nested(bookmarks: Vec<(usize, OutlineNode)>) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(usize, OutlineNode)> = Vec::new();
    let mut close = |open: &mut Vec<(usize, OutlineNode)>, level: usize| {
        while open.last().is_some_and(|(above, _)| *above >= level) {
            let Some((_, node)) = open.pop() else { return };
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(node),
                None => outline.push_child(node),
            }
        }
    };
    for (level, node) in bookmarks {
        close(&mut open, level);
        open.push((level, node));
    }
    close(&mut open, 0);
    outline
}

/// Every weight's font, for those who draw.
pub(super) fn fonts() -> [Option<krilla::text::Font>; 3] {
    Weight::ALL.map(|weight| krilla::text::Font::new(weight.font_bytes().into(), 0))
}

//! Sheets to a file: sizes, bookmarks, addresses, and the tags a screen reader goes by.

use std::num::NonZeroU16;

use emath::{Rect, Vec2};
use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Rect as PdfRect, Transform};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagKind, TagTree,
};

use super::ink::Ink;
use crate::export::ExportError;
use crate::layout::measure::Weight;
use crate::scene::{Form, Paint, Theme};

/// Points of paper to a point of a page: a page of 1684 by 1190 is a sheet of A4.
const PAPER: f32 = 0.5;
/// Language of all texts.
const LANGUAGE: &str = "en-GB";

/// What a piece of a sheet is, for who hears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading; 1 is the highest.
    Heading(u16),
    /// Words of its own.
    Paragraph,
    /// The words of a source.
    Quote,
    /// A picture, and what it shows in words.
    Figure(String),
    /// Nothing that belongs to the text: page numbers, lines.
    Aside,
}

/// What belongs together on a sheet.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// What it is.
    pub(super) role: Role,
    /// How it is drawn, and how strongly.
    pub(super) forms: Vec<(Form, f32)>,
}

/// A bookmark: its level, from 0, its words and how far down its sheet.
pub(super) type Bookmark = (usize, String, f32);

/// One sheet. Lengths in points of pages.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Width and height.
    pub(super) size: Vec2,
    /// Its colours.
    pub(super) theme: Theme,
    /// What it stands on, where that is painted.
    pub(super) ground: Option<Paint>,
    /// What stands on it, in the order in which it is read.
    pub(super) pieces: Vec<Piece>,
    /// Addresses, and where they can be clicked.
    pub(super) links: Vec<(Rect, String)>,
    /// What stands in the outline.
    pub(super) bookmarks: Vec<Bookmark>,
}

/// A file in the making.
pub(super) struct Book {
    document: Document,
    ink: Ink,
    tags: TagTree,
    outline: Vec<(usize, OutlineNode)>,
    title: String,
    scale: f32,
    n_sheets: usize,
}

impl Book {
    pub(super) fn new(title: String, scale: f32) -> Self {
        Self {
            document: Document::new(),
            ink: Ink::default(),
            tags: TagTree::new().with_lang(Some(LANGUAGE.to_owned())),
            outline: Vec::new(),
            title,
            scale: scale * PAPER,
            n_sheets: 0,
        }
    }

    /// Writes a sheet at the end.
    pub(super) fn add(&mut self, sheet: Sheet) -> Result<(), ExportError> {
        let scale = self.scale;
        let size = sheet.size * scale;
        let too_small = || ExportError::TooSmall { width: sheet.size.x, height: sheet.size.y };
        let settings = PageSettings::from_wh(size.x, size.y).ok_or_else(too_small)?;
        let mut page = self.document.start_page_with(settings);
        let mut surface = page.surface();
        surface.push_transform(&Transform::from_scale(scale, scale));
        if let Some(ground) = sheet.ground {
            surface.start_tagged(ContentTag::Artifact(aside(ArtifactType::Other)));
            let rect = Rect::from_min_size(emath::Pos2::ZERO, sheet.size);
            let form = Form::Rect { rect, radius: 0.0, fill: Some(ground), stroke: None };
            self.ink.draw(&mut surface, &form, 1.0, sheet.theme);
            surface.end_tagged();
        }
        for piece in &sheet.pieces {
            let tag = match &piece.role {
                Role::Aside => ContentTag::Artifact(aside(ArtifactType::Other)),
                Role::Figure(_) => ContentTag::Other,
                _ => ContentTag::Span(SpanTag::empty()),
            };
            let identifier = surface.start_tagged(tag);
            for (form, opacity) in &piece.forms {
                self.ink.draw(&mut surface, form, *opacity, sheet.theme);
            }
            surface.end_tagged();
            if let Some(kind) = kind_of(&piece.role) {
                let mut group = TagGroup::new(kind);
                group.push(identifier);
                self.tags.push(group);
            }
        }
        surface.pop();
        surface.finish();
        for (rect, address) in sheet.links {
            let place = rect * scale;
            let Some(place) =
                PdfRect::from_ltrb(place.left(), place.top(), place.right(), place.bottom())
            else {
                continue;
            };
            let action = Action::Link(LinkAction::new(address.clone()));
            let link = LinkAnnotation::new(place, Target::Action(action));
            let identifier = page.add_tagged_annotation(Annotation::new_link(link, Some(address)));
            let mut group = TagGroup::new(Tag::Link);
            group.push(identifier);
            self.tags.push(group);
        }
        page.finish();
        for (level, words, down) in sheet.bookmarks {
            let place = XyzDestination::new(self.n_sheets, Point::from_xy(0.0, down * scale));
            self.outline.push((level, OutlineNode::new(words, place)));
        }
        self.n_sheets += 1;
        Ok(())
    }

    /// The file.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, ExportError> {
        let metadata = Metadata::new()
            .title(self.title)
            .language(LANGUAGE.to_owned())
            .creator(concat!("protecteu-atlas ", env!("CARGO_PKG_VERSION")).to_owned());
        self.document.set_metadata(metadata);
        self.document.set_tag_tree(self.tags);
        if !self.outline.is_empty() {
            self.document.set_outline(nested(self.outline));
        }
        self.document.finish().map_err(|error| ExportError::Pdf(format!("{error:?}")))
    }
}

fn aside(kind: ArtifactType) -> Artifact {
    Artifact::new(kind, None)
}

fn kind_of(role: &Role) -> Option<TagKind> {
    Some(match role {
        Role::Heading(level) => Tag::Hn(NonZeroU16::new(*level)?, None).into(),
        Role::Paragraph => Tag::P.into(),
        Role::Quote => Tag::BlockQuote.into(),
        Role::Figure(words) => Tag::Figure(Some(words.clone())).into(),
        Role::Aside => return None,
    })
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

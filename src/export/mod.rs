//! From a picture to bytes.
//!
//! Owns the page around a picture (title, legend, filter in words, sources) and one file per
//! format. Knows nothing of windows and never touches the disk: bytes come out, the caller
//! writes them. The same picture gives the same bytes. Formats are listed in [`FORMATS`].

mod json;
mod page;
mod png;
mod svg;

use emath::Vec2;

use crate::atlas::Atlas;
use crate::view::{Picture, View};

pub use page::Page;
pub use svg::svg_of;

/// What goes into a file besides the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportOptions {
    /// Width and height of a picture, in points.
    pub size: Vec2,
    /// Pixels to a point.
    pub scale: f32,
    /// Whether the ground is left out.
    pub transparent: bool,
    /// Whether legend, sources and counts stand under the picture.
    pub legend: bool,
    /// A date to print, as ISO 8601; nothing else dates a file.
    pub date: Option<String>,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self {
            size: Vec2::new(1600.0, 900.0),
            scale: 1.0,
            transparent: false,
            legend: true,
            date: None,
        }
    }
}

/// Why nothing could be exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The picture would have more pixels than can be held.
    #[error(
        "{width} x {height} pixels are more than an image may have ({LONGEST_SIDE_PX} a side, \
         {MOST_MEGAPIXELS} megapixels in all): lower --size or --scale"
    )]
    TooLarge {
        /// Width asked for.
        width: u64,
        /// Height asked for.
        height: u64,
    },
    /// The picture would be too small to hold its title.
    #[error(
        "{width} x {height} points leave no room for a picture: take at least {} x {}",
        LEAST_SIZE.x,
        LEAST_SIZE.y
    )]
    TooSmall {
        /// Width asked for.
        width: f32,
        /// Height asked for.
        height: f32,
    },
    /// The picture could not be drawn.
    #[error("the picture could not be drawn: {0}")]
    Drawing(#[from] resvg::usvg::Error),
    /// The image could not be written.
    #[error("the image could not be written: {0}")]
    Encoding(#[from] ::png::EncodingError),
}

/// Longest side of an image.
const LONGEST_SIDE_PX: u64 = 32_000;
/// Most pixels of an image, in millions.
const MOST_MEGAPIXELS: u64 = 300;
/// Least width and height of a page, in points.
const LEAST_SIZE: Vec2 = Vec2::new(480.0, 320.0);

/// Everything an exporter reads.
#[derive(Debug, Clone, Copy)]
pub struct ExportRequest<'a> {
    /// The atlas.
    pub atlas: &'a Atlas,
    /// What the user chose.
    pub view: &'a View,
    /// What else was asked for.
    pub options: &'a ExportOptions,
}

/// One format of [`FORMATS`].
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Ending of its files, and its word on the command line.
    pub extension: &'static str,
    /// Its name in dialogs.
    pub label: &'static str,
    /// Whether it is a picture, so that size, scale and legend matter.
    pub is_picture: bool,
    write: fn(&ExportRequest<'_>) -> Result<Vec<u8>, ExportError>,
}

/// Every format there is.
pub const FORMATS: &[Format] = &[png::PNG, svg::SVG, json::JSON];

impl Format {
    /// The format whose files end so, without regard to case.
    pub fn from_extension(extension: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.extension.eq_ignore_ascii_case(extension))
    }

    /// The file's bytes.
    pub fn bytes(&self, request: &ExportRequest<'_>) -> Result<Vec<u8>, ExportError> {
        (self.write)(request)
    }
}

/// The picture of a request in the room its page leaves, with that page.
///
/// # Errors
/// Where the page would be too small to hold its title.
pub fn page_of(request: &ExportRequest<'_>) -> Result<Page, ExportError> {
    let size = request.options.size;
    if !(size.x >= LEAST_SIZE.x && size.y >= LEAST_SIZE.y) {
        return Err(ExportError::TooSmall { width: size.x, height: size.y });
    }
    Ok(Page::compose(request))
}

/// The picture a page of the request's size would hold, without anything around it.
pub fn picture_of(request: &ExportRequest<'_>) -> Picture {
    Picture::of(request.atlas, request.view, request.options.size)
}

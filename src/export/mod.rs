//! From a picture to bytes.
//!
//! Owns the page around a picture (title, legend, filter in words, sources) and one file per
//! format. Knows nothing of windows and never touches the disk: bytes come out, the caller
//! writes them. The same picture gives the same bytes. Formats are listed in [`FORMATS`].

mod annex;
mod composed;
mod csv;
mod dot;
mod facts;
mod gexf;
mod graphml;
mod html;
mod json;
mod md;
mod page;
mod pdf;
mod png;
mod presets;
mod svg;
mod xml;

use std::ffi::OsStr;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use emath::Vec2;

use crate::atlas::Atlas;
use crate::layout::Watch;
use crate::view::{Briefing, Home, Picture, View};

pub use annex::Register;
pub use composed::Composed;
pub use csv::{csv_field, csv_row};
pub use page::{Page, PageMark, title_of_view};
pub use png::pixels_of;
pub use presets::{PRESETS, Preset};
pub use svg::svg_of;

/// What goes into a file besides the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportOptions {
    /// Width and height of a picture, in points.
    pub size: Vec2,
    /// Pixels to a point; paper has none.
    pub scale: f32,
    /// Whether the ground is left out.
    pub transparent: bool,
    /// Whether legend, sources and counts stand under the picture.
    pub legend: bool,
    /// Whether a picture carries its view and data, so that it can be opened again.
    pub metadata: bool,
    /// Whether a PDF holds the whole briefing instead of the one view.
    pub whole_briefing: bool,
    /// Whether tables begin with the mark by which spreadsheets know UTF-8.
    pub bom: bool,
    /// Which claims a document lists after its pictures; `None` for what is usual.
    pub register: Option<Register>,
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
            metadata: true,
            whole_briefing: false,
            bom: false,
            register: None,
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
    /// Several files were to go where there is room for one.
    #[error("{format} is {n_files} files and needs a name to give them: -o NAME.{format}")]
    SeveralFiles {
        /// The format.
        format: &'static str,
        /// How many files it writes.
        n_files: usize,
    },
    /// A whole briefing was asked for where there is none.
    #[error("there is no briefing to write: the file has no views")]
    NoBriefing,
    /// Who waited for it cut it short.
    #[error("it was cancelled")]
    Cancelled,
    /// The PDF could not be written.
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
    /// The image could not be written.
    #[error("the image could not be written: {0}")]
    Encoding(#[from] ::png::EncodingError),
}

/// What wrote a file.
const GENERATOR: &str = concat!("protecteu-atlas ", env!("CARGO_PKG_VERSION"));
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
    /// The views to go with the atlas, which is then written whole whatever the view keeps.
    pub briefing: Option<&'a Briefing>,
    /// What else was asked for.
    pub options: &'a ExportOptions,
    /// Who waits for it and may cut it short.
    pub watch: Option<&'a Arc<Watch>>,
}

impl<'a> ExportRequest<'a> {
    /// A request for a view, without a briefing and with nobody watching.
    pub const fn new(atlas: &'a Atlas, view: &'a View, options: &'a ExportOptions) -> Self {
        Self { atlas, view, briefing: None, options, watch: None }
    }

    /// A watch over the part of the work between two shares of it, 0..=1.
    fn part(&self, shares: Range<f32>) -> Arc<Watch> {
        let part = |whole: &&'a Arc<Watch>| Watch::part_of(whole, shares);
        Arc::new(self.watch.as_ref().map_or_else(Watch::default, part))
    }

    /// Says how much is done, 0..=1.
    ///
    /// # Errors
    /// Where it was cut short.
    fn advance_to(&self, share: f32) -> Result<(), ExportError> {
        let Some(watch) = self.watch else { return Ok(()) };
        watch.advance_to(share);
        if watch.is_cut_short() { Err(ExportError::Cancelled) } else { Ok(()) }
    }

    /// The picture of its view in a room.
    fn picture(&self, room: Vec2, watch: &Watch) -> Picture {
        self.picture_at(room, None, watch)
    }

    /// The same by the home map of an earlier picture.
    fn picture_at(&self, room: Vec2, home: Option<Arc<Home>>, watch: &Watch) -> Picture {
        Picture::of_watched(self.atlas, self.view, room.into(), home, watch)
    }
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
    /// Whether it is a picture that holds its view, unless that is left out.
    pub carries_view: bool,
    write: Write,
}

/// How a format becomes bytes.
#[derive(Debug, Clone, Copy)]
enum Write {
    /// One file.
    One(fn(&Composed<'_>) -> Result<Vec<u8>, ExportError>),
    /// Several files that belong together.
    Several {
        /// What is in each; joined with a hyphen to the name asked for.
        names: &'static [&'static str],
        /// Their bytes, in the order of the names.
        write: fn(&Composed<'_>) -> Result<Vec<Vec<u8>>, ExportError>,
    },
}

/// Every format there is.
pub const FORMATS: &[Format] = &[
    png::PNG,
    svg::SVG,
    pdf::PDF,
    json::JSON,
    html::HTML,
    md::MARKDOWN,
    csv::CSV,
    graphml::GRAPHML,
    gexf::GEXF,
    dot::DOT,
];

impl Format {
    /// Whether it can hold a whole briefing, a page a view.
    pub fn has_pages(&self) -> bool {
        self.extension == pdf::PDF.extension
    }

    /// Whether its files are tables, which may begin with a mark.
    pub fn is_for_spreadsheets(&self) -> bool {
        self.extension == csv::CSV.extension
    }

    /// Width and height of the page it composes where a size is asked for: on paper letters have a
    /// least size, so that a page for a sheet has less room than one for a screen.
    pub fn page_size(&self, asked: Vec2) -> Vec2 {
        if self.has_pages() { pdf::page_size(asked) } else { asked }
    }

    /// The format whose files end so, without regard to case.
    pub fn from_extension(extension: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.extension.eq_ignore_ascii_case(extension))
    }

    /// The files it writes where one of this path is asked for.
    pub fn paths(&self, path: &Path) -> Vec<PathBuf> {
        match self.write {
            Write::One(_) => vec![path.to_owned()],
            Write::Several { names, .. } => names.iter().map(|n| part_path(path, n)).collect(),
        }
    }

    /// The bytes of each of its files, in the order of [`Format::paths`].
    ///
    /// # Errors
    /// Where nothing can be exported, or it was cut short.
    pub fn files(&self, request: &ExportRequest<'_>) -> Result<Vec<Vec<u8>>, ExportError> {
        self.files_of(&Composed::new(request))
    }

    /// The same, of what knows afterwards what is to be said of them.
    ///
    /// # Errors
    /// Where nothing can be exported, or it was cut short.
    pub fn files_of(&self, composed: &Composed<'_>) -> Result<Vec<Vec<u8>>, ExportError> {
        let files = match self.write {
            Write::One(write) => vec![write(composed)?],
            Write::Several { write, .. } => write(composed)?,
        };
        // What was cut short on the way is not what was asked for.
        composed.request().advance_to(1.0)?;
        Ok(files)
    }

    /// The bytes of its only file.
    ///
    /// # Errors
    /// Where nothing can be exported, or it writes several files.
    pub fn bytes(&self, request: &ExportRequest<'_>) -> Result<Vec<u8>, ExportError> {
        self.bytes_of(&Composed::new(request))
    }

    /// The same, of what knows afterwards what is to be said of them.
    ///
    /// # Errors
    /// Where nothing can be exported, or it writes several files.
    pub fn bytes_of(&self, composed: &Composed<'_>) -> Result<Vec<u8>, ExportError> {
        match self.write {
            Write::One(write) => write(composed),
            Write::Several { names, .. } => {
                Err(ExportError::SeveralFiles { format: self.extension, n_files: names.len() })
            }
        }
    }
}

/// `terrorism.csv` and `nodes` give `terrorism-nodes.csv`.
fn part_path(path: &Path, name: &str) -> PathBuf {
    let part = |word: Option<&OsStr>| word.unwrap_or_default().to_os_string();
    let mut named = part(path.file_stem());
    named.push("-");
    named.push(name);
    if let Some(extension) = path.extension() {
        named.push(".");
        named.push(extension);
    }
    path.with_file_name(named)
}

/// # Errors
/// Where a page would be too small to hold its title.
fn check_size(options: &ExportOptions) -> Result<(), ExportError> {
    let size = options.size;
    let is_fit = size.x >= LEAST_SIZE.x && size.y >= LEAST_SIZE.y;
    if is_fit { Ok(()) } else { Err(ExportError::TooSmall { width: size.x, height: size.y }) }
}

/// The page of a request.
///
/// # Errors
/// Where the page would be too small to hold its title, or it was cut short.
pub fn page_of(request: &ExportRequest<'_>) -> Result<Page, ExportError> {
    Composed::new(request).page().cloned()
}

/// The picture a page of the request's size would hold, without anything around it.
pub fn picture_of(request: &ExportRequest<'_>) -> Picture {
    request.picture(request.options.size, &request.part(0.0..1.0))
}

//! A view that an exported picture carries: how it is put into PNG and SVG, and taken out again.
//!
//! Owns the wrapping alone: what is carried is the JSON of an export, which `json` reads. Foreign
//! pictures come in here, so nothing is decompressed, parsed or decoded beyond a limit, and no
//! pixel is decoded at all. Knows nothing of what is drawn.

use std::io::{BufRead, Read as _, Seek, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use png::text_metadata::ITXtChunk;
use resvg::usvg::roxmltree;

use super::limits::{MAX_FILE_BYTES, MAX_PICTURE_ELEMENTS};

/// Keyword of the PNG chunk, and name of the SVG element, that hold a view.
pub const CARRIER: &str = "protecteu-atlas";
/// Namespace of the SVG element; a name, not an address that anything asks.
const NAMESPACE: &str = "urn:protecteu-atlas:view:1";
/// How the text of the SVG element is written.
const ENCODING: &str = "zlib base64";
/// What a PNG begins with.
const PNG_SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// A sort of picture that can carry a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureSort {
    /// Portable Network Graphics.
    Png,
    /// Scalable Vector Graphics.
    Svg,
}

impl PictureSort {
    /// The sort of a file, told by how it begins.
    pub fn of(beginning: &[u8]) -> Option<Self> {
        if beginning.starts_with(&PNG_SIGNATURE) {
            return Some(Self::Png);
        }
        let begins = String::from_utf8_lossy(beginning);
        let text = begins.trim_start_matches('\u{feff}').trim_start();
        (text.starts_with('<') && text.contains("<svg")).then_some(Self::Svg)
    }

    /// What people call it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Svg => "SVG",
        }
    }
}

/// Why no view was taken out of a picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// None is in it.
    #[error(
        "this {} carries no view; it was written by another program or with --no-metadata",
        .0.word()
    )]
    NoView(PictureSort),
    /// It is broken.
    #[error("this {} cannot be read: {why}", .sort.word())]
    Broken {
        /// What it should be.
        sort: PictureSort,
        /// What is wrong with it.
        why: String,
    },
    /// What it carries does not unpack.
    #[error(
        "what this {} carries is damaged, or over the limit of {MAX_FILE_BYTES} bytes for a file: {why}",
        .sort.word()
    )]
    Packed {
        /// What it is.
        sort: PictureSort,
        /// What went wrong.
        why: String,
    },
}

/// A view as the chunk of a PNG, compressed.
///
/// # Errors
/// Where it cannot be compressed.
pub fn png_chunk(json: &str) -> Result<ITXtChunk, png::EncodingError> {
    let mut chunk = ITXtChunk::new(CARRIER, json);
    chunk.compressed = true;
    chunk.compress_text()?;
    Ok(chunk)
}

/// A view as an element of an SVG. Neither the letters of base64 nor those around them can be
/// taken for markup, and an editor that breaks lines or indents does no harm.
pub fn svg_element(json: &str) -> String {
    let text = STANDARD.encode(deflated(json));
    format!(
        "<metadata><view xmlns=\"{NAMESPACE}\" id=\"{CARRIER}\" encoding=\"{ENCODING}\">{text}\
         </view></metadata>"
    )
}

fn deflated(text: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing into memory does not fail.
    encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// The JSON a picture carries.
///
/// # Errors
/// Where it carries none, or none that can be trusted to be whole.
pub fn carried(sort: PictureSort, picture: impl BufRead + Seek) -> Result<String, PictureError> {
    match sort {
        PictureSort::Png => carried_by_png(picture),
        PictureSort::Svg => carried_by_svg(picture),
    }
}

fn broken(sort: PictureSort, why: &impl ToString) -> PictureError {
    PictureError::Broken { sort, why: why.to_string() }
}

fn packed(sort: PictureSort, why: &impl ToString) -> PictureError {
    PictureError::Packed { sort, why: why.to_string() }
}

fn carried_by_png(picture: impl BufRead + Seek) -> Result<String, PictureError> {
    let sort = PictureSort::Png;
    let limits = png::Limits { bytes: MAX_FILE_BYTES as usize };
    let decoder = png::Decoder::new_with_limits(picture, limits);
    let mut reader = decoder.read_info().map_err(|error| broken(sort, &error))?;
    if chunk_of(reader.info()).is_none() {
        // A program that rewrote the file may have put its texts behind the pixels.
        reader.finish().map_err(|error| broken(sort, &error))?;
    }
    let mut chunk = chunk_of(reader.info()).ok_or(PictureError::NoView(sort))?;
    let limit = MAX_FILE_BYTES as usize;
    chunk.decompress_text_with_limit(limit).map_err(|error| packed(sort, &error))?;
    chunk.get_text().map_err(|error| broken(sort, &error))
}

fn chunk_of(info: &png::Info<'_>) -> Option<ITXtChunk> {
    info.utf8_text.iter().find(|chunk| chunk.keyword == CARRIER).cloned()
}

fn carried_by_svg(mut picture: impl BufRead) -> Result<String, PictureError> {
    let sort = PictureSort::Svg;
    let mut text = String::new();
    let n_read = picture.by_ref().take(MAX_FILE_BYTES + 1).read_to_string(&mut text);
    if n_read.map_err(|error| broken(sort, &error))? as u64 > MAX_FILE_BYTES {
        return Err(packed(sort, &"it goes on"));
    }
    // Without declarations of entities there is nothing that could grow.
    let options = roxmltree::ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_PICTURE_ELEMENTS,
        ..roxmltree::ParsingOptions::default()
    };
    let text = text.trim_start_matches('\u{feff}');
    let drawing = roxmltree::Document::parse_with_options(text, options)
        .map_err(|error| broken(sort, &error))?;
    let element = drawing.descendants().find(|node| node.has_tag_name((NAMESPACE, "view")));
    let element = element.ok_or(PictureError::NoView(sort))?;
    let letters: String = element
        .descendants()
        .filter_map(|node| node.is_text().then(|| node.text()).flatten())
        .flat_map(str::chars)
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let bytes = STANDARD.decode(letters).map_err(|error| packed(sort, &error))?;
    inflated(&bytes)
}

fn inflated(bytes: &[u8]) -> Result<String, PictureError> {
    let sort = PictureSort::Svg;
    let mut text = Vec::new();
    let mut decoder = ZlibDecoder::new(bytes).take(MAX_FILE_BYTES + 1);
    let n_read = decoder.read_to_end(&mut text).map_err(|error| packed(sort, &error))?;
    if n_read as u64 > MAX_FILE_BYTES {
        return Err(packed(sort, &"it goes on"));
    }
    String::from_utf8(text).map_err(|error| packed(sort, &error))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A drawing that holds some metadata.
    fn drawing(metadata: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{metadata}</svg>")
    }

    fn from_svg(svg: &str) -> Result<String, PictureError> {
        carried(PictureSort::Svg, Cursor::new(svg.as_bytes()))
    }

    /// An image of one pixel, with chunks before and after it.
    fn image(before: &[ITXtChunk], after: &[ITXtChunk]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = png::Encoder::new(&mut bytes, 1, 1).write_header().unwrap();
        for chunk in before {
            writer.write_text_chunk(chunk).unwrap();
        }
        writer.write_image_data(&[0]).unwrap();
        for chunk in after {
            writer.write_text_chunk(chunk).unwrap();
        }
        writer.finish().unwrap();
        bytes
    }

    fn from_png(bytes: &[u8]) -> Result<String, PictureError> {
        carried(PictureSort::Png, Cursor::new(bytes))
    }

    #[test]
    fn the_sort_of_a_picture_is_told_by_its_content() {
        let check = |bytes: &[u8], sort| assert_eq!(PictureSort::of(bytes), sort);
        check(&image(&[], &[]), Some(PictureSort::Png));
        check(drawing("").as_bytes(), Some(PictureSort::Svg));
        check(b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<svg/>", Some(PictureSort::Svg));
        check(b"{\"graph\": \"<svg\"}", None);
        check(b"<html></html>", None);
        check(b"GIF89a", None);
        check(b"", None);
    }

    #[test]
    fn what_is_put_in_comes_out() {
        for json in ["{}", "{\"a\": \"</metadata> ]]> \u{1f512} \\u0000\"}\n"] {
            assert_eq!(from_svg(&drawing(&svg_element(json))).unwrap(), json);
            let chunk = png_chunk(json).unwrap();
            assert_eq!(from_png(&image(std::slice::from_ref(&chunk), &[])).unwrap(), json);
            assert_eq!(from_png(&image(&[], &[chunk])).unwrap(), json, "behind the pixels");
        }
    }

    #[test]
    fn lines_broken_by_an_editor_do_no_harm() {
        let element = svg_element("{\"a\": 1}").replace("=</view>", "\n  =\n</view>");
        assert_eq!(from_svg(&drawing(&element)).unwrap(), "{\"a\": 1}");
    }

    #[test]
    fn a_picture_without_a_view_says_so() {
        let foreign = ITXtChunk::new("Comment", "x");
        for error in [from_png(&image(&[foreign], &[])), from_svg(&drawing("<metadata/>"))] {
            let words = error.unwrap_err().to_string();
            assert!(
                words.contains("carries no view") && words.contains("--no-metadata"),
                "{words}"
            );
        }
    }

    #[test]
    fn what_would_grow_without_end_is_refused() {
        let bomb = " ".repeat(MAX_FILE_BYTES as usize + 1);
        let refused = |result| matches!(result, Err(PictureError::Packed { .. }));
        assert!(refused(from_svg(&drawing(&svg_element(&bomb)))));
        assert!(refused(from_png(&image(&[png_chunk(&bomb).unwrap()], &[]))));
        let entities = "<!DOCTYPE svg [<!ENTITY a \"aaaa\">]><svg>&a;</svg>";
        assert!(matches!(from_svg(entities), Err(PictureError::Broken { .. })));
    }

    #[test]
    fn damage_is_an_error_and_never_half_a_view() {
        let whole = image(&[png_chunk("{\"a\": 1}").unwrap()], &[]);
        assert!(from_png(&whole[..60]).is_err());
        let wrong = svg_element("{}").replace("\">e", "\">!");
        assert!(matches!(from_svg(&drawing(&wrong)), Err(PictureError::Packed { .. })));
    }
}

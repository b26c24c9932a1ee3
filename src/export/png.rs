//! PNG: the page as pixels, drawn on the processor.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

use super::json::json_of;
use super::svg::svg_of;
use super::{
    ExportError, ExportRequest, Format, LONGEST_SIDE_PX, MOST_MEGAPIXELS, Page, Write, page_of,
};
use crate::layout::measure::{FONT_FAMILY, Weight};
use crate::wire::picture::png_chunk;

/// Portable Network Graphics.
pub(super) const PNG: Format = Format {
    extension: "png",
    label: "PNG image",
    is_picture: true,
    carries_view: true,
    write: Write::One(|request: &ExportRequest<'_>| -> Result<Vec<u8>, ExportError> {
        let page = page_of(request)?;
        let pixels = render(&page, request.options.scale)?;
        let carried = request.options.metadata.then(|| json_of(request));
        encode(&pixels, request.options.scale, carried.as_deref())
    }),
};

/// The bundled font and no other, so that a picture does not depend on what is installed.
static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    for weight in Weight::ALL {
        fonts.load_font_data(weight.font_bytes().to_vec());
    }
    fonts.set_sans_serif_family(FONT_FAMILY);
    Arc::new(fonts)
});

/// Draws the page at `scale` pixels a point.
fn render(page: &Page, scale: f32) -> Result<Pixmap, ExportError> {
    let side = |length: f32| (f64::from(length) * f64::from(scale)).round() as u64;
    let (width, height) = (side(page.size.x), side(page.size.y));
    let too_large = || ExportError::TooLarge { width, height };
    if width.max(height) > LONGEST_SIDE_PX || width * height > MOST_MEGAPIXELS * 1_000_000 {
        return Err(too_large());
    }
    let options = usvg::Options {
        fontdb: Arc::clone(&FONTS),
        font_family: FONT_FAMILY.to_owned(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(&svg_of(page, 1.0, false), &options)?;
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or_else(too_large)?;
    let transform = Transform::from_scale(width as f32 / page.size.x, height as f32 / page.size.y);
    resvg::render(&tree, transform, &mut pixels.as_mut());
    Ok(pixels)
}

/// The page of a request as pixels: width, height, and red, green, blue and opacity of each, from
/// the top left.
///
/// # Errors
/// Where the page would have more pixels than can be held, or no room for a picture.
pub fn pixels_of(request: &ExportRequest<'_>) -> Result<([usize; 2], Vec<u8>), ExportError> {
    let page = page_of(request)?;
    let pixels = render(&page, request.options.scale)?;
    Ok(([pixels.width() as usize, pixels.height() as usize], straight(&pixels)))
}

/// Points to a metre, at 96 to an inch.
const POINTS_PER_METRE: f32 = 96.0 / 0.0254;

fn encode(pixels: &Pixmap, scale: f32, carried: Option<&str>) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(::png::ColorType::Rgba);
    encoder.set_depth(::png::BitDepth::Eight);
    encoder.set_compression(::png::Compression::Fast);
    let density = (POINTS_PER_METRE * scale).round() as u32;
    encoder.set_pixel_dims(Some(::png::PixelDimensions {
        xppu: density,
        yppu: density,
        unit: ::png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    if let Some(json) = carried {
        writer.write_text_chunk(&png_chunk(json)?)?;
    }
    writer.write_image_data(&straight(pixels))?;
    writer.finish()?;
    Ok(bytes)
}

/// The pixels with their own colours, not darkened by what they let through.
fn straight(pixels: &Pixmap) -> Vec<u8> {
    let color = |pixel: &resvg::tiny_skia::PremultipliedColorU8| {
        let color = pixel.demultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    };
    pixels.pixels().iter().flat_map(color).collect()
}

//! PNG: the page as pixels, drawn on the processor.

use std::sync::{Arc, LazyLock};

use emath::vec2;
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};
use resvg::usvg;

use super::composed::COMPOSED;
use super::json::json_of;
use super::svg::svg_of;
use super::{
    Composed, ExportError, ExportOptions, Format, LONGEST_SIDE_PX, MOST_MEGAPIXELS, Write,
    check_size,
};
use crate::layout::measure::{FONT_FAMILY, Weight};
use crate::wire::picture::png_chunk;

/// Portable Network Graphics.
pub(super) const PNG: Format = Format {
    extension: "png",
    label: "PNG image",
    is_picture: true,
    carries_view: true,
    write: Write::One(|composed: &Composed<'_>| -> Result<Vec<u8>, ExportError> {
        let options = composed.request().options;
        let image = Image::of(composed)?;
        let carried = options.metadata.then(|| json_of(composed, &composed.fitted().picture));
        composed.request().advance_to(DRAWN)?;
        encode(&image, options.scale, carried.as_deref())
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

/// The share of the work after which the image is drawn.
const DRAWN: f32 = 0.9;
/// Pixels drawn at a time, so that it can be cut short; whole rows, at least one.
const BAND: u32 = 2_000_000;

/// An image in memory.
struct Image {
    width: u32,
    height: u32,
    /// Red, green, blue and opacity of each pixel, from the top left, not darkened by what they
    /// let through.
    rgba: Vec<u8>,
}

impl Image {
    /// Draws the page.
    fn of(composed: &Composed<'_>) -> Result<Self, ExportError> {
        let request = composed.request();
        let (width, height) = pixels_asked(request.options)?;
        let page = composed.page()?;
        let options = usvg::Options {
            fontdb: Arc::clone(&FONTS),
            font_family: FONT_FAMILY.to_owned(),
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(&svg_of(page, 1.0, false), &options)?;
        let scale = vec2(width as f32, height as f32) / page.size;
        let mut image = Self { width, height, rgba: Vec::new() };
        image.rgba.reserve_exact(4 * width as usize * height as usize);
        let n_rows = (BAND / width).max(1);
        for top in (0..height).step_by(n_rows as usize) {
            request.advance_to(COMPOSED + (DRAWN - COMPOSED) * top as f32 / height as f32)?;
            let transform = Transform::from_scale(scale.x, scale.y);
            image.draw(&tree, transform.post_translate(0.0, -(top as f32)), top, n_rows)?;
        }
        Ok(image)
    }

    /// Draws some rows from the top of what is left.
    fn draw(
        &mut self,
        tree: &usvg::Tree,
        transform: Transform,
        top: u32,
        n_rows: u32,
    ) -> Result<(), ExportError> {
        let n_rows = n_rows.min(self.height - top);
        let mut band = Pixmap::new(self.width, n_rows)
            .ok_or_else(|| too_large(self.width.into(), self.height.into()))?;
        resvg::render(tree, transform, &mut band.as_mut());
        // Where nothing shines through, pixels are darkened by nothing.
        if band.pixels().iter().all(PremultipliedColorU8::is_opaque) {
            self.rgba.extend_from_slice(band.data());
            return Ok(());
        }
        for pixel in band.pixels() {
            let color = pixel.demultiply();
            let rgba = [color.red(), color.green(), color.blue(), color.alpha()];
            self.rgba.extend_from_slice(&rgba);
        }
        Ok(())
    }
}

const fn too_large(width: u64, height: u64) -> ExportError {
    ExportError::TooLarge { width, height }
}

/// Width and height in pixels.
///
/// # Errors
/// Where they are more than can be held, or the page is too small to hold its title.
fn pixels_asked(options: &ExportOptions) -> Result<(u32, u32), ExportError> {
    check_size(options)?;
    let side = |length: f32| (f64::from(length) * f64::from(options.scale)).round() as u64;
    let (width, height) = (side(options.size.x), side(options.size.y));
    let is_fit = width.max(height) <= LONGEST_SIDE_PX
        && width.saturating_mul(height) <= MOST_MEGAPIXELS * 1_000_000
        && width.min(height) > 0;
    if is_fit { Ok((width as u32, height as u32)) } else { Err(too_large(width, height)) }
}

/// The page as pixels: width, height, and red, green, blue and opacity of each, from
/// the top left.
///
/// # Errors
/// Where the page would have more pixels than can be held, or no room for a picture.
pub fn pixels_of(composed: &Composed<'_>) -> Result<([usize; 2], Vec<u8>), ExportError> {
    let image = Image::of(composed)?;
    Ok(([image.width as usize, image.height as usize], image.rgba))
}

/// Points to a metre, at 96 to an inch.
const POINTS_PER_METRE: f32 = 96.0 / 0.0254;

fn encode(image: &Image, scale: f32, carried: Option<&str>) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, image.width, image.height);
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
    writer.write_image_data(&image.rgba)?;
    writer.finish()?;
    Ok(bytes)
}

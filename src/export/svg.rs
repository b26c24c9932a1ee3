//! SVG: the page as text, with the font it is set in.

use std::fmt::Write as _;

use base64::Engine as _;
use emath::Pos2;

use super::json::json_of;
use super::xml::{escape, number};
use super::{ExportError, ExportRequest, Format, Page, Write, page_and_picture};
use crate::layout::measure::{FONT_FAMILY, Weight};
use crate::layout::signs::drawn;
use crate::scene::{Anchor, Form, Paint, Stroke};
use crate::wire::picture::svg_element;

/// Scalable Vector Graphics.
pub(super) const SVG: Format = Format {
    extension: "svg",
    label: "SVG drawing",
    is_picture: true,
    carries_view: true,
    write: Write::One(|request: &ExportRequest<'_>| -> Result<Vec<u8>, ExportError> {
        let (page, picture) = page_and_picture(request)?;
        let carried = request.options.metadata.then(|| svg_element(&json_of(request, &picture)));
        Ok(drawing(&page, request.options.scale, true, carried.as_deref()).into_bytes())
    }),
};

/// The page as an SVG document. `with_fonts` puts the font inside, so that the drawing looks
/// the same where the font is not installed. O(marks).
pub fn svg_of(page: &Page, scale: f32, with_fonts: bool) -> String {
    drawing(page, scale, with_fonts, None)
}

fn drawing(page: &Page, scale: f32, with_fonts: bool, metadata: Option<&str>) -> String {
    let mut out = String::new();
    let (width, height) = (number(page.size.x), number(page.size.y));
    let (shown_width, shown_height) = (number(page.size.x * scale), number(page.size.y * scale));
    line(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{shown_width}\" \
             height=\"{shown_height}\" viewBox=\"0 0 {width} {height}\">"
        ),
    );
    line(&mut out, format_args!("<title>{}</title>", escape(&page.title)));
    if let Some(metadata) = metadata {
        line(&mut out, format_args!("{metadata}"));
    }
    if with_fonts {
        line(&mut out, format_args!("<style>{}</style>", font_faces(page)));
    }
    if page.has_ground {
        let ground = page.theme.color(Paint::Ground).to_hex();
        line(
            &mut out,
            format_args!("<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>"),
        );
    }
    for (form, opacity) in &page.marks {
        let color = |paint| page.theme.color(paint).to_hex();
        line(&mut out, format_args!("{}", element(form, *opacity, &color)));
    }
    out.push_str("</svg>\n");
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    if out.write_fmt(text).is_ok() {
        out.push('\n');
    }
}

/// The weights the page uses, as a style sheet.
fn font_faces(page: &Page) -> String {
    let used = |weight: Weight| {
        page.marks
            .iter()
            .any(|(form, _)| matches!(form, Form::Text { weight: w, .. } if *w == weight))
    };
    Weight::ALL.into_iter().filter(|w| used(*w)).map(font_face).collect()
}

/// One weight of the font, whole, as a rule of a style sheet.
pub(super) fn font_face(weight: Weight) -> String {
    let data = base64::engine::general_purpose::STANDARD.encode(weight.font_bytes());
    format!(
        "@font-face{{font-family:\"{FONT_FAMILY}\";font-weight:{};\
         src:url(data:font/ttf;base64,{data})}}",
        weight.number()
    )
}

/// One mark as an element; what its colours are written as is the caller's to say.
pub(super) fn element(form: &Form, opacity: f32, color: &dyn Fn(Paint) -> String) -> String {
    let opacity =
        if opacity < 1.0 { format!(" opacity=\"{}\"", number(opacity)) } else { String::new() };
    match form {
        Form::Curve { segments, stroke } => {
            format!(
                "<path d=\"{}\" fill=\"none\"{}{opacity}/>",
                curve(segments),
                stroke_of(Some(stroke), color)
            )
        }
        Form::Polygon { points, fill, stroke } => {
            let points: Vec<String> = points.iter().map(|p| point(*p)).collect();
            format!(
                "<polygon points=\"{}\"{}{}{opacity}/>",
                points.join(" "),
                fill_of(*fill, color),
                stroke_of(stroke.as_ref(), color)
            )
        }
        Form::Rect { rect, radius, fill, stroke } => format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"{}{}{opacity}/>",
            number(rect.left()),
            number(rect.top()),
            number(rect.width()),
            number(rect.height()),
            number(*radius),
            fill_of(*fill, color),
            stroke_of(stroke.as_ref(), color)
        ),
        Form::Text { pos, text, size, weight, paint, anchor, spacing } => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let spacing = if *spacing == 0.0 {
                String::new()
            } else {
                format!(" letter-spacing=\"{}\"", number(*spacing))
            };
            format!(
                "<text x=\"{}\" y=\"{}\" font-family=\"{FONT_FAMILY}, sans-serif\" \
                 font-size=\"{}\" font-weight=\"{}\"{anchor}{spacing}{}{opacity}>{}</text>",
                number(pos.x),
                number(pos.y),
                number(*size),
                weight.number(),
                fill_of(Some(*paint), color),
                escape(&drawn(text))
            )
        }
    }
}

fn curve(segments: &[[Pos2; 4]]) -> String {
    let start = segments.first().map(|[start, ..]| format!("M{}", point(*start)));
    let pieces = segments.iter().map(|[start, a, b, end]| {
        if start == a && b == end {
            format!("L{}", point(*end))
        } else {
            format!("C{} {} {}", point(*a), point(*b), point(*end))
        }
    });
    start.into_iter().chain(pieces).collect::<Vec<_>>().join(" ")
}

fn fill_of(fill: Option<Paint>, color: &dyn Fn(Paint) -> String) -> String {
    let color = fill.map_or_else(|| "none".to_owned(), color);
    format!(" fill=\"{color}\"")
}

fn stroke_of(stroke: Option<&Stroke>, color: &dyn Fn(Paint) -> String) -> String {
    let Some(stroke) = stroke else { return String::new() };
    let dash = stroke.dash.pattern().map_or_else(String::new, |(on, off)| {
        format!(" stroke-dasharray=\"{} {}\"", number(on), number(off))
    });
    format!(" stroke=\"{}\" stroke-width=\"{}\"{dash}", color(stroke.paint), number(stroke.width))
}

fn point(pos: Pos2) -> String {
    format!("{},{}", number(pos.x), number(pos.y))
}

//! SVG: the page as text, with the font it is set in.
//!
//! A script can read a drawing as well: each box is a group that begins with its outline, each
//! line a path, and both say what they stand for (`node_data`, `link_data`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use emath::Pos2;

use super::json::json_of;
use super::page::PageMark;
use super::xml::{escape, number};
use super::{Composed, ExportError, Format, Page, Write};
use crate::layout::measure::{FONT_FAMILY, Weight, text_width};
use crate::layout::signs::drawn;
use crate::scene::{Anchor, Form, Owner, Paint, Scene, SceneLink, SceneNode, Stroke};
use crate::wire::picture::svg_element;

/// Scalable Vector Graphics.
pub(super) const SVG: Format = Format {
    extension: "svg",
    label: "SVG drawing",
    is_picture: true,
    carries_view: true,
    write: Write::One(|composed: &Composed<'_>| -> Result<Vec<u8>, ExportError> {
        let page = composed.page()?;
        let request = composed.request();
        let picture = &composed.fitted().picture;
        let carried = request.options.metadata.then(|| svg_element(&json_of(composed, picture)));
        let dress = Dress {
            with_fonts: true,
            scene: request.options.metadata.then_some(&picture.scene),
            metadata: carried.as_deref(),
        };
        Ok(drawing(page, request.options.scale, &dress).into_bytes())
    }),
};

/// The page as an SVG document. `with_fonts` puts the font inside, so that the drawing looks
/// the same where the font is not installed. O(marks).
pub fn svg_of(page: &Page, scale: f32, with_fonts: bool) -> String {
    drawing(page, scale, &Dress { with_fonts, ..Dress::default() })
}

/// What goes into a drawing besides what is drawn.
#[derive(Default)]
struct Dress<'a> {
    /// Whether the font is put inside. A reader that takes another one all the same is told how
    /// wide each line is to be.
    with_fonts: bool,
    /// What boxes and lines stand for, where they are to say so.
    scene: Option<&'a Scene>,
    /// An element with what the drawing carries.
    metadata: Option<&'a str>,
}

fn drawing(page: &Page, scale: f32, dress: &Dress<'_>) -> String {
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
    if let Some(metadata) = dress.metadata {
        line(&mut out, format_args!("{metadata}"));
    }
    if dress.with_fonts {
        line(&mut out, format_args!("<style>{}</style>", font_faces(page)));
    }
    if page.has_ground {
        let ground = page.theme.color(Paint::Ground).to_hex();
        line(
            &mut out,
            format_args!("<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>"),
        );
    }
    marks(&mut out, page, dress);
    out.push_str("</svg>\n");
    out
}

/// Every mark, in order; those of one box in one group, which stands where the first of them does.
fn marks(out: &mut String, page: &Page, dress: &Dress<'_>) {
    let mut boxes = boxes_of(&page.marks);
    let color = |paint| page.theme.color(paint).to_hex();
    let mut last = None;
    let mut element = |mark: &PageMark| {
        let words = if dress.with_fonts { width_of(&mark.form) } else { String::new() };
        // The first path of a link is its line; others show on what that rests.
        let is_first = last.replace(mark.owner) != Some(mark.owner);
        let scene = dress.scene.filter(|_| is_first);
        let more = words + &line_start(mark, scene, is_first);
        element_with(&mark.form, mark.opacity, &color, &more)
    };
    for mark in &page.marks {
        let Owner::Node(at) = mark.owner else {
            line(out, format_args!("{}", element(mark)));
            continue;
        };
        let Some(own) = boxes.remove(&at) else { continue };
        let node = dress.scene.and_then(|scene| scene.nodes.get(at));
        line(out, format_args!("<g class=\"node\"{}>", node.map_or_else(String::new, node_data)));
        for mark in own {
            line(out, format_args!("{}", element(mark)));
        }
        line(out, format_args!("</g>"));
    }
}

fn boxes_of(marks: &[PageMark]) -> BTreeMap<usize, Vec<&PageMark>> {
    let mut boxes: BTreeMap<usize, Vec<&PageMark>> = BTreeMap::new();
    for mark in marks {
        if let Owner::Node(at) = mark.owner {
            boxes.entry(at).or_default().push(mark);
        }
    }
    boxes
}

/// What the path of a link begins with; its arrowhead and all other marks begin with nothing.
fn line_start(mark: &PageMark, scene: Option<&Scene>, is_first: bool) -> String {
    match (mark.owner, &mark.form) {
        (Owner::Link(at), Form::Curve { .. }) if is_first => {
            let link = scene.and_then(|scene| scene.links.get(at));
            format!(" class=\"link\"{}", link.map_or_else(String::new, link_data))
        }
        _ => String::new(),
    }
}

/// What a box says of itself: its node, and of a group what it holds.
pub(super) fn node_data(node: &SceneNode) -> String {
    let group = node.is_group.then(|| format!(" data-group=\"{}\"", node.kind.word()));
    let count = (node.n_folded > 0).then(|| format!(" data-count=\"{}\"", node.n_folded));
    let id = escape(node.id.as_str());
    format!(" data-id=\"{id}\"{}{}", group.unwrap_or_default(), count.unwrap_or_default())
}

/// What a line says of itself: its ends, and how many links of the atlas it stands for.
pub(super) fn link_data(link: &SceneLink) -> String {
    format!(
        " data-source=\"{}\" data-target=\"{}\" data-links=\"{}\"",
        escape(link.source.as_str()),
        escape(link.target.as_str()),
        link.members.len()
    )
}

/// How wide a text is to be, whatever font it is set in: programs that ignore the font inside
/// would let words run out of their boxes.
fn width_of(form: &Form) -> String {
    let Form::Text { text, size, weight, spacing, .. } = form else { return String::new() };
    let width = text_width(text, *size, *weight) + text.chars().count() as f32 * spacing;
    if width < *size {
        // A letter or two keep about their width, and nothing cannot be stretched.
        return String::new();
    }
    format!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", number(width))
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
            .any(|mark| matches!(&mark.form, Form::Text { weight: w, .. } if *w == weight))
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

/// The fonts of a text: the bundled one, or what is as good as everywhere.
const FAMILIES: &str = "Arial, Liberation Sans, sans-serif";

/// One form as an element; what its colours are written as is the caller's to say.
pub(super) fn element(form: &Form, opacity: f32, color: &dyn Fn(Paint) -> String) -> String {
    element_with(form, opacity, color, "")
}

/// One form as an element that begins with more attributes.
fn element_with(form: &Form, opacity: f32, color: &dyn Fn(Paint) -> String, more: &str) -> String {
    let opacity =
        if opacity < 1.0 { format!(" opacity=\"{}\"", number(opacity)) } else { String::new() };
    match form {
        Form::Curve { segments, stroke } => {
            format!(
                "<path{more} d=\"{}\" fill=\"none\"{}{opacity}/>",
                curve(segments),
                stroke_of(Some(stroke), color)
            )
        }
        Form::Polygon { points, fill, stroke } => {
            let points: Vec<String> = points.iter().map(|p| point(*p)).collect();
            format!(
                "<polygon{more} points=\"{}\"{}{}{opacity}/>",
                points.join(" "),
                fill_of(*fill, color),
                stroke_of(stroke.as_ref(), color)
            )
        }
        Form::Rect { rect, radius, fill, stroke } => format!(
            "<rect{more} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"{}{}{opacity}/>",
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
                "<text{more} x=\"{}\" y=\"{}\" font-family=\"{FONT_FAMILY}, {FAMILIES}\" \
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
    let mut last = None;
    let pieces = segments.iter().flat_map(|[start, a, b, end]| {
        let begins = last.replace(*end) != Some(*start);
        let line = if start == a && b == end {
            format!("L{}", point(*end))
        } else {
            format!("C{} {} {}", point(*a), point(*b), point(*end))
        };
        begins.then(|| format!("M{}", point(*start))).into_iter().chain([line])
    });
    pieces.collect::<Vec<_>>().join(" ")
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

#[cfg(test)]
mod tests {
    use super::super::ExportOptions;
    use super::*;
    use crate::export::ExportRequest;
    use crate::view::View;
    use crate::wire;

    #[test]
    fn the_lines_of_a_drawing_stand_for_all_links_drawn() {
        let atlas = wire::builtin().atlas.unwrap();
        let options = ExportOptions::default();
        for filter in ["", "threat:terrorism", "pillar:law-enforcement"] {
            let filter = crate::filter::read(filter, &atlas).unwrap();
            let view = View { filter, ..View::default() };
            let composed = Composed::new(&ExportRequest::new(&atlas, &view, &options));
            let page = composed.page().unwrap();
            let scene = &composed.fitted().picture.scene;
            let drawn = drawing(page, 1.0, &Dress { scene: Some(scene), ..Dress::default() });
            let counts =
                drawn.split("data-links=\"").skip(1).filter_map(|rest| rest.split_once('"'));
            let n_links: usize = counts.map(|(n, _)| n.parse::<usize>().unwrap()).sum();
            let at_rest = scene.links.iter().filter(|link| !link.quiet);
            assert_eq!(n_links, at_rest.map(|link| link.members.len()).sum::<usize>());
            assert_eq!(drawn.matches("<g class=\"node\"").count(), scene.nodes.len());
        }
    }
}

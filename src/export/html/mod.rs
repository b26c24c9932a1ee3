//! One page that holds a view whole: the drawing, every claim behind it and a search, for any
//! browser and without a network.
//!
//! Owns how the parts of the page are put together and what it is allowed to do: nothing is
//! loaded, and only the script and the style written here run. Their sources are the files under
//! `assets/page/`, plain and by hand. Start with [`page_of`].

mod colors;
mod data;
mod drawing;
mod parts;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::page::whole_title;
use super::svg::font_face;
use super::xml::escape;
use super::{Composed, ExportError, ExportRequest, Format, GENERATOR, Write};
use crate::layout::measure::Weight;

/// Hypertext.
pub(super) const HTML: Format = Format {
    extension: "html",
    label: "HTML page",
    is_picture: false,
    carries_view: false,
    write: Write::One(|composed: &Composed<'_>| -> Result<Vec<u8>, ExportError> {
        Ok(page_of(composed).into_bytes())
    }),
};

const SKELETON: &str = include_str!("../../../assets/page/page.html");
const STYLE: &str = include_str!("../../../assets/page/page.css");
/// One script, in an order in which each part uses only those before it.
const SCRIPT: [&str; 7] = [
    include_str!("../../../assets/page/graph.js"),
    include_str!("../../../assets/page/camera.js"),
    include_str!("../../../assets/page/panel.js"),
    include_str!("../../../assets/page/select.js"),
    include_str!("../../../assets/page/words.js"),
    include_str!("../../../assets/page/search.js"),
    include_str!("../../../assets/page/keys.js"),
];

fn page_of(composed: &Composed<'_>) -> String {
    let (request, picture) = (composed.request(), &composed.fitted().picture);
    let style = style_of(request);
    let script = SCRIPT.concat();
    let title = whole_title(request.atlas, request.view, &picture.sentence);
    let parts = [
        ("policy", policy(&style, &script)),
        ("title", escape(&title)),
        ("generator", escape(GENERATOR)),
        ("style", style),
        ("script", script),
        ("data", data::json_of(request, picture)),
        ("drawing", drawing::drawing_of(picture)),
        ("legend", parts::legend_of(picture)),
        ("counts", escape(&picture.count_sentence())),
        ("filter", escape(&picture.sentence)),
        ("dates", escape(&parts::dates(request))),
        ("about", parts::about(request, picture)),
        ("sources", parts::sources(request, picture)),
    ];
    filled(SKELETON, &parts)
}

/// The style of the page with the font and the colours of both themes.
fn style_of(request: &ExportRequest<'_>) -> String {
    let fonts: String = Weight::ALL.into_iter().map(font_face).collect();
    format!("{fonts}\n{}{STYLE}", colors::rules(request.atlas))
}

/// What the page may do: run this script, use this style and the font inside it, and nothing else.
fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; font-src data:; \
         base-uri 'none'; form-action 'none'",
        hash(script),
        hash(style)
    )
}

/// The skeleton with each `{{name}}` replaced by its part; what a part holds is left as it is.
fn filled(skeleton: &str, parts: &[(&str, String)]) -> String {
    let mut pieces = skeleton.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").unwrap_or(("", piece));
        let part = parts.iter().find(|(known, _)| *known == name);
        page.push_str(part.map_or("", |(_, part)| part.as_str()));
        page.push_str(rest);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_put_in_once_and_not_looked_into() {
        let parts = [("a", "{{b}}".to_owned()), ("b", "x".to_owned())];
        assert_eq!(filled("<{{a}}|{{b}}|{{c}}>", &parts), "<{{b}}|x|>");
    }

    #[test]
    fn every_place_of_the_skeleton_has_a_part_and_no_script_ends_early() {
        for name in SKELETON.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")) {
            let known = [
                "policy",
                "title",
                "generator",
                "style",
                "script",
                "data",
                "drawing",
                "legend",
                "counts",
                "filter",
                "dates",
                "about",
                "sources",
            ];
            assert!(known.contains(&name.0), "{}", name.0);
        }
        for source in SCRIPT.iter().chain([&STYLE]) {
            assert!(!source.contains("</"), "it would end the element it stands in");
        }
    }
}

//! Colours of the page: a variable of the style for each paint, in both themes.
//!
//! Owns the names of the variables. What a paint looks like is the scene's to say.

use crate::atlas::Atlas;
use crate::scene::{Paint, Theme};

/// Every paint that is no threat's.
const PAINTS: [Paint; 17] = [
    Paint::Ground,
    Paint::Panel,
    Paint::Field,
    Paint::Hairline,
    Paint::Ink,
    Paint::Soft,
    Paint::Faint,
    Paint::Accent,
    Paint::OnAccent,
    Paint::Pillar,
    Paint::OnPillar,
    Paint::Box,
    Paint::BoxLine,
    Paint::Link,
    Paint::Highlight,
    Paint::Warning,
    Paint::OnThreat,
];

/// The colour of a paint, whichever theme is in force.
pub(super) fn variable(paint: Paint) -> String {
    format!("var({})", name(paint))
}

fn name(paint: Paint) -> String {
    let word = match paint {
        Paint::Ground => "ground",
        Paint::Panel => "panel",
        Paint::Field => "field",
        Paint::Hairline => "hairline",
        Paint::Ink => "ink",
        Paint::Soft => "soft",
        Paint::Faint => "faint",
        Paint::Accent => "accent",
        Paint::OnAccent => "on-accent",
        Paint::Pillar => "pillar",
        Paint::OnPillar => "on-pillar",
        Paint::Box => "box",
        Paint::BoxLine => "box-line",
        Paint::Link => "link",
        Paint::Highlight => "highlight",
        Paint::Warning => "warning",
        Paint::Threat(at) | Paint::Answer(at) | Paint::Ribbon(at) | Paint::Pale(at) => {
            return format!("--threat-{at}");
        }
        Paint::OnThreat => "on-threat",
    };
    format!("--{word}")
}

/// Rules that set the variables: dark where the reader's machine or the page's switch says so,
/// light elsewhere and always on paper.
pub(super) fn rules(atlas: &Atlas) -> String {
    let n_threats = atlas.top_threats().count().max(1);
    let paints = || PAINTS.into_iter().chain((0..n_threats).map(Paint::Threat));
    let set = |theme: Theme| {
        let values =
            paints().map(|paint| format!("{}:{}", name(paint), theme.color(paint).to_hex()));
        format!("color-scheme:{};{}", theme.word(), values.collect::<Vec<_>>().join(";"))
    };
    let (light, dark) = (set(Theme::Light), set(Theme::Dark));
    format!(
        ":root{{{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n\
         @media screen{{:root[data-theme=dark]{{{dark}}}}}\n"
    )
}

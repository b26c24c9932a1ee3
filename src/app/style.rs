//! Fonts, colours and spacing of the window.

use std::sync::Arc;

use egui::epaint::{CornerRadius, FontFamily, FontId, Stroke};
use egui::{Color32, FontData, FontDefinitions, Margin, TextStyle, Vec2, vec2};

use super::signs;
use crate::layout::measure::Weight;
use crate::scene::{Paint, Rgb, Theme};

/// Text sizes of the window, in points.
pub(super) mod size {
    /// Headings of groups, in small capitals.
    pub(in crate::app) const CAPTION: f32 = 11.0;
    /// Secondary text.
    pub(in crate::app) const SMALL: f32 = 12.0;
    /// Reading.
    pub(in crate::app) const BODY: f32 = 13.0;
    /// Quotes.
    pub(in crate::app) const QUOTE: f32 = 14.0;
    /// Counts and the program's name.
    pub(in crate::app) const COUNT: f32 = 15.0;
    /// The selected thing.
    pub(in crate::app) const TITLE: f32 = 18.0;
}

fn family(weight: Weight) -> FontFamily {
    match weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::Medium => FontFamily::Name("medium".into()),
        Weight::SemiBold => FontFamily::Name("semibold".into()),
    }
}

/// The weight that a family is of.
pub(super) fn weight_of(wanted: &FontFamily) -> Weight {
    Weight::ALL.into_iter().find(|weight| family(*weight) == *wanted).unwrap_or(Weight::Regular)
}

/// The bundled font at a size and weight.
pub(super) fn font(size: f32, weight: Weight) -> FontId {
    FontId::new(size, family(weight))
}

/// A colour of the core as egui has it.
pub(super) const fn color32(Rgb(r, g, b): Rgb) -> Color32 {
    Color32::from_rgb(r, g, b)
}

/// Puts the bundled fonts and the spacing in place; call once, before the first frame.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    for weight in Weight::ALL {
        let name = format!("inter-{}", weight.number());
        fonts.font_data.insert(name.clone(), Arc::new(FontData::from_static(weight.font_bytes())));
        fonts.families.insert(family(weight), vec![name.clone()]);
        if weight == Weight::Regular {
            fonts.families.insert(FontFamily::Monospace, vec![name]);
        }
    }
    ctx.set_fonts(fonts);
    for painter in signs::painters() {
        ctx.add_glyph_rasterizer(painter);
    }
    // The window has keys of its own for it, which end at sizes it can still be used at.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
    for theme in Theme::ALL {
        ctx.style_mut_of(egui_theme(theme), |style| {
            set_spacing(style);
            set_colors(&mut style.visuals, theme);
        });
    }
}

/// The theme as egui has it.
pub(super) const fn egui_theme(theme: Theme) -> egui::Theme {
    match theme {
        Theme::Light => egui::Theme::Light,
        Theme::Dark => egui::Theme::Dark,
    }
}

fn set_spacing(style: &mut egui::Style) {
    style.text_styles = [
        (TextStyle::Small, font(size::SMALL, Weight::Regular)),
        (TextStyle::Body, font(size::BODY, Weight::Regular)),
        (TextStyle::Button, font(size::BODY, Weight::Medium)),
        (TextStyle::Heading, font(size::TITLE, Weight::SemiBold)),
        (TextStyle::Monospace, font(size::SMALL, Weight::Regular)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 4.0);
    spacing.button_padding = vec2(12.0, 5.0);
    spacing.interact_size = Vec2::new(28.0, 28.0);
    spacing.menu_margin = Margin::same(8);
    spacing.window_margin = Margin::same(20);
    spacing.scroll = egui::style::ScrollStyle::solid();
    spacing.scroll.bar_width = 6.0;
    spacing.scroll.floating = true;
    spacing.scroll.floating_allocated_width = 0.0;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.35;
    style.animation_time = 0.12;
}

fn set_colors(visuals: &mut egui::Visuals, theme: Theme) {
    let color = |paint| color32(theme.color(paint));
    visuals.panel_fill = color(Paint::Panel);
    visuals.window_fill = color(Paint::Panel);
    visuals.extreme_bg_color = color(Paint::Field);
    visuals.faint_bg_color = color(Paint::Field);
    visuals.hyperlink_color = color(Paint::Accent);
    visuals.warn_fg_color = color(Paint::Warning);
    visuals.error_fg_color = color(Paint::Warning);
    visuals.window_stroke = Stroke::new(1.0, color(Paint::Hairline));
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.selection.bg_fill = color(Paint::Accent).gamma_multiply(0.25);
    visuals.selection.stroke = Stroke::new(1.5, color(Paint::Accent));
    let widgets = &mut visuals.widgets;
    for (state, fill, line) in [
        (&mut widgets.noninteractive, Paint::Panel, Paint::Hairline),
        (&mut widgets.inactive, Paint::Field, Paint::BoxLine),
        (&mut widgets.hovered, Paint::Field, Paint::Faint),
        (&mut widgets.active, Paint::Hairline, Paint::Accent),
        (&mut widgets.open, Paint::Field, Paint::BoxLine),
    ] {
        state.bg_fill = color(fill);
        state.weak_bg_fill = color(fill);
        state.bg_stroke = Stroke::new(1.0, color(line));
        state.fg_stroke = Stroke::new(1.0, color(Paint::Ink));
        state.corner_radius = CornerRadius::same(6);
        state.expansion = 0.0;
    }
}

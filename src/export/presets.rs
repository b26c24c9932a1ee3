//! Sizes of a page that are asked for most: slides, paper, the screen.
//!
//! Owns the table. What a size does to a picture is the page's matter.

use emath::Vec2;

use super::LEAST_SIZE;

/// One row of [`PRESETS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// What the page is for.
    pub name: &'static str,
    /// Width and height in points; `None` for those of the picture on screen.
    size: Option<(u16, u16)>,
}

const fn preset(name: &'static str, width: u16, height: u16) -> Preset {
    Preset { name, size: Some((width, height)) }
}

/// Every size offered. Paper is twice its size in points, so that labels stay small on it.
pub const PRESETS: &[Preset] = &[
    preset("Slide 16:9", 1600, 900),
    preset("Slide 4:3", 1600, 1200),
    preset("A4 landscape", 1684, 1190),
    preset("A4 portrait", 1190, 1684),
    preset("A3 landscape", 2382, 1684),
    preset("A3 portrait", 1684, 2382),
    preset("Square", 1400, 1400),
    Preset { name: "As on screen", size: None },
];

impl Preset {
    /// Width and height in points, where the picture on screen has so much room.
    pub fn size(&self, screen: Vec2) -> (u32, u32) {
        let on_screen = || {
            let size = if screen.is_finite() { screen.max(LEAST_SIZE) } else { LEAST_SIZE };
            (size.x.round() as u32, size.y.round() as u32)
        };
        self.size.map_or_else(on_screen, |(width, height)| (width.into(), height.into()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use emath::vec2;

    use super::*;

    #[test]
    fn every_size_has_a_name_of_its_own_and_room_for_a_picture() {
        let names: BTreeSet<&str> = PRESETS.iter().map(|preset| preset.name).collect();
        assert_eq!(names.len(), PRESETS.len());
        for screen in [vec2(800.4, 600.6), vec2(10.0, 10.0), Vec2::NAN, Vec2::INFINITY] {
            for preset in PRESETS {
                let (width, height) = preset.size(screen);
                let is_large = width as f32 >= LEAST_SIZE.x && height as f32 >= LEAST_SIZE.y;
                assert!(is_large, "{} {width} x {height}", preset.name);
            }
        }
    }

    #[test]
    fn paper_is_the_same_sheet_either_way_and_the_screen_is_taken_as_it_is() {
        let size = |name: &str| {
            let preset = PRESETS.iter().find(|preset| preset.name == name).unwrap();
            preset.size(vec2(800.4, 600.6))
        };
        for sheet in ["A4", "A3"] {
            let (width, height) = size(&format!("{sheet} landscape"));
            assert_eq!(size(&format!("{sheet} portrait")), (height, width));
            let ratio = width as f32 / height as f32;
            assert!((ratio - 2.0_f32.sqrt()).abs() < 0.002, "{sheet}: {ratio}");
        }
        assert_eq!(size("As on screen"), (800, 601));
    }
}

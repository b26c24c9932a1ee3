//! Colours: what each [`Paint`] looks like in the light and in the dark theme.

use super::Paint;

/// A colour, 8 bits a channel, sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    const fn hex(value: u32) -> Self {
        Self((value >> 16) as u8, (value >> 8) as u8, value as u8)
    }

    /// The colour as `#RRGGBB`.
    pub fn to_hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// Paper.
    #[default]
    Light,
    /// Night.
    Dark,
}

/// Hues of the top-level threats, light and dark, in the taxonomy's order; a taxonomy with more
/// begins anew, and the words tell them apart.
///
/// Chosen so that any two differ by a CIE76 distance of 15 at least, also to eyes that lack one
/// sort of cone; the tests hold them to it.
const THREATS: [(u32, u32); 10] = [
    (0xA3_173C, 0xEC_757A),
    (0x3D_3D9E, 0x96_90F2),
    (0x92_7139, 0xDF_C144),
    (0x6F_184F, 0xF3_9FCC),
    (0x00_7EB1, 0x92_E2FF),
    (0x7F_3182, 0xC4_80C1),
    (0x43_5200, 0xCC_DB74),
    (0xB8_5E0E, 0xDC_8E54),
    (0x00_674B, 0x5C_C099),
    (0x63_7891, 0x91_B9F6),
];

impl Theme {
    /// Both themes.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// The word files and the command line use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }

    /// The colour of a role.
    pub fn color(self, paint: Paint) -> Rgb {
        let (light, dark) = match paint {
            Paint::Ground => (0xF6_F5F1, 0x13_161B),
            Paint::Panel => (0xFF_FFFF, 0x1A_1E25),
            Paint::Field => (0xF1_EFEA, 0x25_2B34),
            Paint::Hairline => (0xE4_E1DA, 0x2B_313B),
            Paint::Ink => (0x1B_1F24, 0xE9_ECEF),
            Paint::Soft => (0x5C_6470, 0xA3_ABB6),
            Paint::Faint => (0x6A_717C, 0x8E_97A3),
            Paint::Accent => (0x1D_4ED8, 0x7A_A2FF),
            Paint::Pillar => (0x22_304A, 0xDA_E2F3),
            Paint::Box => (0xFF_FFFF, 0x20_252D),
            Paint::BoxLine => (0xC9_C6BE, 0x38_404C),
            Paint::Link => (0xA9_AFB8, 0x5C_6673),
            Paint::Highlight => (0xFD_E9B8, 0x5A_4410),
            Paint::Warning => (0xA1_4A00, 0xF2_A266),
            Paint::Threat(at) | Paint::Answer(at) | Paint::Ribbon(at) | Paint::Pale(at) => {
                THREATS.get(at % THREATS.len()).copied().unwrap_or_default()
            }
            Paint::OnAccent | Paint::OnPillar | Paint::OnThreat => (0xFF_FFFF, 0x13_161B),
        };
        Rgb::hex(if self == Self::Light { light } else { dark })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A colour's three channels as shares of light.
    fn linear(Rgb(r, g, b): Rgb) -> [f64; 3] {
        [r, g, b].map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// WCAG 2.2 contrast ratio of two colours.
    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let luminance = |color: Rgb| {
            let [r, g, b] = linear(color);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn every_text_reaches_wcag_aa_on_what_it_stands_on() {
        let pairs = [
            (Paint::Ink, Paint::Ground),
            (Paint::Ink, Paint::Panel),
            (Paint::Ink, Paint::Box),
            (Paint::Ink, Paint::Highlight),
            (Paint::Soft, Paint::Ground),
            (Paint::Soft, Paint::Panel),
            (Paint::Soft, Paint::Field),
            (Paint::Faint, Paint::Panel),
            (Paint::Faint, Paint::Ground),
            (Paint::Accent, Paint::Panel),
            (Paint::Accent, Paint::Ground),
            (Paint::OnAccent, Paint::Accent),
            (Paint::OnPillar, Paint::Pillar),
            (Paint::Warning, Paint::Panel),
        ];
        for theme in Theme::ALL {
            for (text, ground) in pairs {
                let ratio = contrast(theme.color(text), theme.color(ground));
                assert!(ratio >= 4.5, "{text:?} on {ground:?} in {theme:?}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn threat_words_reach_wcag_aa_on_their_hue() {
        for theme in Theme::ALL {
            for at in 0..THREATS.len() {
                let ratio = contrast(theme.color(Paint::OnThreat), theme.color(Paint::Threat(at)));
                assert!(ratio >= 4.5, "threat {at} in {theme:?}: {ratio:.2}");
            }
        }
    }

    /// What is left of a colour's three channels of light where a sort of cone is missing.
    ///
    /// Source: Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of
    /// color vision deficiency" (2009), severity 1.0.
    const EYES: [(&str, [[f64; 3]; 3]); 4] = [
        ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    /// A colour as such eyes see it, in CIE L*a*b* under D65.
    fn seen(color: Rgb, eyes: &[[f64; 3]; 3]) -> [f64; 3] {
        let light = linear(color);
        let [r, g, b] = eyes.map(|row| {
            let sum: f64 = row.iter().zip(light).map(|(share, channel)| share * channel).sum();
            sum.clamp(0.0, 1.0)
        });
        let root = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let redness = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.950_47);
        let lightness = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let blueness = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.088_83);
        [116.0 * lightness - 16.0, 500.0 * (redness - lightness), 200.0 * (lightness - blueness)]
    }

    #[test]
    fn threats_are_told_apart_by_eyes_that_lack_a_sort_of_cone() {
        let hue = |theme: Theme, at| theme.color(Paint::Threat(at));
        for theme in Theme::ALL {
            for (name, eyes) in &EYES {
                for a in 0..THREATS.len() {
                    for b in 0..a {
                        let pair = seen(hue(theme, a), eyes).into_iter();
                        let squares =
                            pair.zip(seen(hue(theme, b), eyes)).map(|(a, b)| (a - b).powi(2));
                        let distance = squares.sum::<f64>().sqrt();
                        let what = format!("threats {a} and {b}, {theme:?}, {name}");
                        assert!(distance >= 15.0, "{what}: {distance:.1}");
                    }
                }
            }
        }
    }
}

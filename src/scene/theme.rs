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
const THREATS: [(u32, u32); 10] = [
    (0xB5_384A, 0xF0_7C8A),
    (0x4B_3A8F, 0xA4_95F0),
    (0x9A_7B12, 0xE3_C65B),
    (0x7A_2A5C, 0xD9_8ABB),
    (0x16_79A6, 0x6F_C3EA),
    (0xA8_479B, 0xE0_9AD6),
    (0x6B_7A1F, 0xB9_C95A),
    (0xC2_621B, 0xF2_A266),
    (0x1F_8A70, 0x5F_CFB2),
    (0x4F_6D8F, 0x9D_B8D6),
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
            Paint::Threat(at) => THREATS.get(at % THREATS.len()).copied().unwrap_or_default(),
            Paint::OnAccent | Paint::OnPillar | Paint::OnThreat => (0xFF_FFFF, 0x13_161B),
        };
        Rgb::hex(if self == Self::Light { light } else { dark })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2 contrast ratio of two colours.
    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let luminance = |Rgb(r, g, b): Rgb| {
            let [r, g, b] = [r, g, b].map(|channel| {
                let c = f64::from(channel) / 255.0;
                if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            });
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
    fn threat_words_are_large_enough_text_on_their_hue() {
        for theme in Theme::ALL {
            for at in 0..THREATS.len() {
                let ratio = contrast(theme.color(Paint::OnThreat), theme.color(Paint::Threat(at)));
                assert!(ratio >= 3.9, "threat {at} in {theme:?}: {ratio:.2}");
            }
        }
    }
}

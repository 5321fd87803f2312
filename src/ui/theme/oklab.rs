//! Colours as the eye compares them: the Oklab space (Björn Ottosson, 2020).

/// Red, green and blue, 0 to 255.
pub(super) type Rgb = [u8; 3];

/// Lightness, green to red, blue to yellow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Oklab {
    pub(super) lightness: f32,
    pub(super) a: f32,
    pub(super) b: f32,
}

impl Oklab {
    pub(super) fn from_rgb(rgb: Rgb) -> Oklab {
        let [r, g, b] = rgb.map(linear);
        let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
        let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
        let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
        Oklab {
            lightness: 0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
            a: 1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
            b: 0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
        }
    }

    /// How different two colours are, squared.
    pub(super) fn distance(self, other: Oklab) -> f32 {
        let (l, a, b) = (
            self.lightness - other.lightness,
            self.a - other.a,
            self.b - other.b,
        );
        l * l + a * a + b * b
    }

    /// The colour with its hue that many times as strong, where it has one to speak of.
    pub(super) fn with_hue(self, times: f32) -> Oklab {
        self.scaled(if self.is_hardly_colored() { 1.0 } else { times })
    }

    /// The colour as it is called: every hue equally strong, and what is hardly coloured grey.
    pub(super) fn named(self) -> Oklab {
        self.scaled(if self.is_hardly_colored() {
            0.0
        } else {
            1.0 / self.chroma()
        })
    }

    fn is_hardly_colored(self) -> bool {
        self.chroma() < 0.042
    }

    fn chroma(self) -> f32 {
        self.a.hypot(self.b)
    }

    fn scaled(self, times: f32) -> Oklab {
        Oklab {
            lightness: self.lightness,
            a: self.a * times,
            b: self.b * times,
        }
    }
}

/// A channel of sRGB as an amount of light, 0 to 1.
pub(super) fn linear(channel: u8) -> f32 {
    let value = f32::from(channel) / 255.0;
    if value <= 0.040_45 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

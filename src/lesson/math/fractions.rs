//! Fractions, binomials and roots.

use unicode_segmentation::UnicodeSegmentation;

use super::reader::Reader;
use super::shape::Shape;
use super::{environments, in_sentence, letters, symbols};
use crate::lesson::scripts;

/// A command between what it stands for: `{a \over b}`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Infix {
    Over,
    Choose,
}

/// The part of a group before its first infix command, and the command.
pub(super) fn infix(group: &str) -> Option<(&str, Infix)> {
    let mut reader = Reader {
        rest: group,
        display: false,
        built: false,
    };
    let mut open = 0_usize;
    while open > 0 || !reader.at_end() {
        let before = group.get(..group.len() - reader.rest.len())?;
        match reader.next()? {
            '{' => open += 1,
            '}' => open -= 1,
            '\\' => match reader.name() {
                "left" | "begin" => open += 1,
                "right" | "end" => open = open.checked_sub(1)?,
                "over" if open == 0 => return Some((before, Infix::Over)),
                "choose" if open == 0 => return Some((before, Infix::Choose)),
                _ => {}
            },
            _ => {}
        }
    }
    None
}

impl Reader<'_> {
    /// A group whose infix command stands behind `above`.
    pub(super) fn around_infix(
        &mut self,
        above: &str,
        infix: Infix,
        shape: &mut Shape,
        depth: usize,
    ) -> Option<()> {
        let mut before = Reader {
            rest: above,
            display: false,
            built: self.built,
        };
        let behind = self.rest.get(above.len()..)?.strip_prefix('\\')?;
        self.rest = behind;
        self.name();
        let above = before.rest_on_one_line(depth)?;
        before.rest.is_empty().then_some(())?;
        let below = self.rest_on_one_line(depth)?;
        match infix {
            Infix::Over => {
                let mut behind = *self;
                let goes_on = behind.take("}") && behind.goes_on_with_factor();
                self.push_fraction(&above, &below, goes_on, shape)
            }
            Infix::Choose => self.push_binomial(&above, &below, shape),
        }
    }

    pub(super) fn fraction(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        let (above, below) = (self.argument(depth)?, self.argument(depth)?);
        self.push_fraction(&above, &below, self.goes_on_with_factor(), shape)
    }

    /// Over lines where there is room, else on one line, apart from what stands at its sides.
    fn push_fraction(
        &self,
        above: &str,
        below: &str,
        goes_on: bool,
        shape: &mut Shape,
    ) -> Option<()> {
        if let Some(fraction) = letters::vulgar_fraction(above, below) {
            shape.push(fraction.encode_utf8(&mut [0; 4]));
        } else if self.display && self.built {
            let [above, below] = [above, below].map(Shape::line);
            let bar = Shape::line(&"─".repeat(above.width().max(below.width())));
            shape.push_pile(&[above, bar, below], 1)?;
        } else {
            let fraction = format!("{}/{}", bracketed(above), bracketed(below));
            match goes_on {
                true => shape.push_apart(&format!("({fraction})")),
                false => shape.push_apart(&fraction),
            }
        }
        Some(())
    }

    /// Whether what comes next would seem to belong to the end of what was read.
    fn goes_on_with_factor(&self) -> bool {
        let mut next = *self;
        next.skip_spaces();
        while ["\\,", "\\!", "\\:", "\\;", "~"]
            .iter()
            .any(|space| next.take(space))
        {
            next.skip_spaces();
        }
        if next.at_end() {
            return false;
        }
        let begins_factor = |c: char| c.is_alphanumeric() || "([{^_'∑∏∫∬∭∮√∂∇".contains(c);
        match next.take("\\") {
            true => match next.name() {
                "text" | "mbox" | "tag" | "label" | "notag" | "nonumber" => false,
                name => {
                    symbols::symbol(name).is_none_or(|symbol| symbol.starts_with(begins_factor))
                }
            },
            false => next.rest.starts_with(begins_factor),
        }
    }

    pub(super) fn binomial(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        let (n, k) = (self.argument(depth)?, self.argument(depth)?);
        self.push_binomial(&n, &k, shape)
    }

    fn push_binomial(&self, n: &str, k: &str, shape: &mut Shape) -> Option<()> {
        match self.display {
            true => shape.beside(&environments::column(&[n, k])?),
            false => shape.push(&format!("({n} over {k})")),
        }
        Some(())
    }

    pub(super) fn root(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        match self.option() {
            Some(degree) => match in_sentence(degree)?.as_str() {
                "3" => shape.push("∛"),
                "4" => shape.push("∜"),
                other => shape.push(&format!("{}√", scripts::raised(other))),
            },
            None => shape.push("√"),
        }
        let inside = self.argument(depth)?;
        let is_word = inside.chars().all(|c| c.is_ascii_alphanumeric());
        match is_word || inside.chars().count() == 1 {
            true => shape.push(&inside),
            false => shape.push(&format!("({inside})")),
        }
        shape.end_apart();
        Some(())
    }
}

/// In brackets, if it has more than one part.
pub(super) fn bracketed(text: &str) -> String {
    let in_brackets =
        text.starts_with('(') && text.ends_with(')') && text.matches('(').count() == 1;
    match is_one_part(text) || in_brackets {
        true => text.to_owned(),
        false => format!("({text})"),
    }
}

/// A number or a letter, with its accents and scripts.
fn is_one_part(text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let scripts = match behind.len() < text.len() {
        true => behind,
        false => {
            let letter = text
                .graphemes(true)
                .next()
                .filter(|l| l.starts_with(char::is_alphanumeric));
            letter.map_or(text, |letter| &text[letter.len()..])
        }
    };
    scripts.chars().all(scripts::is_script)
}

#[cfg(test)]
mod tests {
    use crate::lesson::math::{in_sentence, unicode};

    #[test]
    fn older_commands_stand_between_their_parts() {
        for (tex, shown) in [
            (r"2{a+1 \over b}c", "2 ((a+1)/b) c"),
            (r"{n \choose k} = 1", "(n over k) = 1"),
            (r"a^2 \over {b \over c}", "a²/(b/c)"),
        ] {
            assert_eq!(in_sentence(tex).as_deref(), Some(shown), "{tex}");
        }
        assert_eq!(unicode(r"a \over 2b").as_deref(), Some("a\n──\n2b"));
    }

    #[test]
    fn a_fraction_in_a_sentence_keeps_its_parts_together() {
        for (tex, shown) in [
            (r"\frac{a+b}{c}", "(a+b)/c"),
            (r"\frac{a}{2b}", "a/(2b)"),
            (r"\frac{2a}{10}", "(2a)/10"),
            (r"\frac{-b \pm \sqrt{b^2-4ac}}{2a}", "(−b ± √(b²−4ac))/(2a)"),
            (r"\frac{x_1^2}{\hat{y}'}", "x₁²/ŷ′"),
            (r"\frac{\hat{q}}{\alpha}", "q̂/α"),
            (r"\frac{a}{b}c", "(a/b) c"),
            (r"\frac{a}{b} \cdot c + \frac{a}{b}", "a/b · c + a/b"),
            (r"\frac{a}{b}^2", "(a/b)²"),
            (r"\frac{a}{n}\sum x", "(a/n)∑ x"),
            (r"\frac{dy}{dx}\,dx", "((dy)/(dx)) dx"),
            (r"\left( \frac{x}{y} \right)", "(x/y)"),
            (r"\sum^\infty\frac{1}{n^2}x", "∑^∞ (1/n²) x"),
            (r"x\frac{1}{n}y", "x (1/n) y"),
            (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
        ] {
            assert_eq!(in_sentence(tex).as_deref(), Some(shown), "{tex}");
        }
    }

    #[test]
    fn a_fraction_that_stands_alone_is_built_over_lines() {
        for (tex, shown) in [
            (
                r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}",
                "    −b ± √(b²−4ac)\nx = ──────────────\n          2a",
            ),
            (r"2\frac{a}{b}c", "  a\n2 ─ c\n  b"),
            (r"\left( \frac{a}{b} \right)^2", "⎛ a ⎞²\n⎜ ─ ⎟\n⎝ b ⎠"),
            (
                r"\frac{a}{b}^2 + \frac{\frac{a}{b}}{c}",
                "a    a/b\n─² + ───\nb     c",
            ),
            (r"\frac{a}{2b} \\ c", "a/(2b)\nc"),
        ] {
            assert_eq!(unicode(tex).as_deref(), Some(shown), "{tex}");
        }
    }
}

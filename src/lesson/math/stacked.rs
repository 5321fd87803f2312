//! Labels above and below: braces, long arrows, boxes.

use super::fractions::bracketed;
use super::reader::Reader;
use super::shape::Shape;
use crate::lesson::scripts;

/// A brace over or under what it spans.
struct Brace {
    is_below: bool,
    left: &'static str,
    /// Where its label hangs.
    middle: &'static str,
    right: &'static str,
    /// On one line, behind what it spans.
    sign: &'static str,
}

impl Brace {
    fn of(command: &str) -> Option<Brace> {
        let (is_below, left, middle, right, sign) = match command {
            "underbrace" => (true, "╰", "┬", "╯", "⏟"),
            "overbrace" => (false, "╭", "┴", "╮", "⏞"),
            "underbracket" => (true, "└", "┬", "┘", "⎵"),
            "overbracket" => (false, "┌", "┴", "┐", "⎴"),
            _ => return None,
        };
        Some(Brace {
            is_below,
            left,
            middle,
            right,
            sign,
        })
    }

    fn drawn(&self, width: usize, is_labelled: bool) -> Shape {
        let inside = width.saturating_sub(2).max(1);
        let middle = if is_labelled { self.middle } else { "─" };
        let before = "─".repeat((inside - 1) / 2);
        let behind = "─".repeat(inside - 1 - (inside - 1) / 2);
        Shape::line(&format!(
            "{}{before}{middle}{behind}{}",
            self.left, self.right
        ))
    }
}

/// An arrow as long as its labels: its ends, and what it is made of.
fn arrow(command: &str) -> Option<[&'static str; 3]> {
    Some(match command {
        "xrightarrow" => ["─", "─", "→"],
        "xleftarrow" => ["←", "─", "─"],
        "xleftrightarrow" => ["←", "─", "→"],
        "xRightarrow" => ["═", "═", "⇒"],
        "xLeftarrow" => ["⇐", "═", "═"],
        "xmapsto" => ["├", "─", "→"],
        "xhookrightarrow" => ["╰", "─", "→"],
        "xlongequal" => ["═", "═", "═"],
        _ => return None,
    })
}

/// Whether a command stacks what it applies to.
pub(super) fn is_stacked(command: &str) -> bool {
    matches!(command, "overset" | "stackrel" | "underset" | "boxed")
        || Brace::of(command).is_some()
        || arrow(command).is_some()
}

impl Reader<'_> {
    /// A command that [`is_stacked`].
    pub(super) fn stacked(&mut self, name: &str, shape: &mut Shape, depth: usize) -> Option<()> {
        match (Brace::of(name), arrow(name)) {
            (Some(brace), _) => self.brace(&brace, shape, depth),
            (_, Some(arrow)) => self.arrow(arrow, shape, depth),
            _ if name == "boxed" => self.boxed(shape, depth),
            _ => self.labelled(name == "underset", shape, depth),
        }
    }

    /// Whether there is room for rows above and below the line: what has rows itself has no other form.
    fn has_room(&self, base: &Shape) -> bool {
        self.display && (self.built || base.is_tall())
    }

    fn brace(&mut self, brace: &Brace, shape: &mut Shape, depth: usize) -> Option<()> {
        let base = self.shaped(depth)?;
        self.skip_spaces();
        let label = match self.take(if brace.is_below { "_" } else { "^" }) {
            true => self.argument(depth)?,
            false => String::new(),
        };
        if !self.has_room(&base) {
            shape.push(&bracketed(&base.text()));
            shape.push(brace.sign);
            match (label.is_empty(), brace.is_below) {
                (true, _) => {}
                (_, true) => shape.lower(&scripts::lowered(&label)),
                (_, false) => shape.raise(&scripts::raised(&label)),
            }
            return Some(());
        }
        let mut parts = vec![base];
        parts.push(brace.drawn(parts[0].width(), !label.is_empty()));
        if !label.is_empty() {
            parts.push(Shape::line(&label));
        }
        let mut on = 0;
        if !brace.is_below {
            parts.reverse();
            on = parts.len() - 1;
        }
        shape.push_pile(&parts, on)
    }

    /// `\overset{?}{=}`: a label above, or below.
    fn labelled(&mut self, is_below: bool, shape: &mut Shape, depth: usize) -> Option<()> {
        let label = self.argument(depth)?;
        let base = self.shaped(depth)?;
        let text = base.text();
        match (label.as_str(), text.as_str(), is_below) {
            ("?", "=", false) => shape.push("≟"),
            ("def", "=", false) => shape.push("≝"),
            (_, _, true) if self.has_room(&base) => {
                return shape.push_pile(&[base, Shape::line(&label)], 0);
            }
            (_, _, false) if self.has_room(&base) => {
                return shape.push_pile(&[Shape::line(&label), base], 1);
            }
            (_, _, is_below) => {
                shape.push(&text);
                match is_below {
                    true => shape.lower(&scripts::lowered(&label)),
                    false => shape.raise(&scripts::raised(&label)),
                }
            }
        }
        Some(())
    }

    /// `\xrightarrow[below]{above}`; on one line what stands above it stands in it.
    fn arrow(
        &mut self,
        [left, middle, right]: [&str; 3],
        shape: &mut Shape,
        depth: usize,
    ) -> Option<()> {
        let below = match self.option() {
            Some(option) => super::in_sentence(option)?,
            None => String::new(),
        };
        let above = self.argument(depth)?;
        if !(self.display && self.built) {
            shape.push(&format!("{left}{above}{right}"));
            if !below.is_empty() {
                shape.lower(&scripts::lowered(&below));
            }
            return Some(());
        }
        let (above, below) = (Shape::line(&above), Shape::line(&below));
        let inside = above.width().max(below.width()).max(1);
        let arrow = Shape::line(&format!("{left}{}{right}", middle.repeat(inside)));
        match below.is_empty() {
            true => shape.push_pile(&[above, arrow], 1),
            false => shape.push_pile(&[above, arrow, below], 1),
        }
    }

    fn boxed(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        let inside = self.shaped(depth)?;
        if !self.has_room(&inside) {
            shape.push(&format!("[{}]", inside.text()));
            return Some(());
        }
        let bar = "─".repeat(inside.width() + 2);
        let bars = ["│"; 5];
        shape.push_pile(
            &[
                Shape::line(&format!("┌{bar}┐")),
                inside.fenced(bars, bars),
                Shape::line(&format!("└{bar}┘")),
            ],
            1,
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::lesson::math::{in_sentence, unicode};

    #[test]
    fn labels_stand_above_and_below() {
        for (tex, shown) in [
            (
                r"S = \underbrace{x_1 + \dots + x_n}_{n \text{ terms}} + 1",
                "S = x₁ + … + xₙ + 1\n    ╰────┬────╯\n      n terms",
            ),
            (r"\overbrace{a}^{\alpha}b", " α\n╭┴╮\n a  b"),
            (r"\underset{x \in S}{\max} f(x)", " max  f(x)\nx ∈ S"),
            (r"a \overset{!}{=} b", "  !\na = b"),
            (r"A \xrightarrow[g]{\text{to}} B", "   to\nA ───→ B\n   g"),
            (
                r"\boxed{E = mc^2}.",
                "┌─────────┐\n│ E = mc² │ .\n└─────────┘",
            ),
        ] {
            assert_eq!(unicode(tex).as_deref(), Some(shown), "{tex}");
        }
    }

    #[test]
    fn in_a_sentence_labels_are_scripts() {
        for (tex, shown) in [
            (r"\underbrace{a+b}_{n}", "(a+b)⏟ₙ"),
            (r"\overbrace{a+b}^{2}", "(a+b)⏞²"),
            (r"\underset{x}{\max} f", "maxₓ f"),
            (r"X \stackrel{d}{\to} Y", "X →ᵈ Y"),
            (r"a \stackrel{\text{def}}{=} b", "a ≝ b"),
            (r"A \xrightarrow{f} B \xleftarrow[i]{} C", "A ─f→ B ←─ᵢ C"),
            (r"\boxed{42}", "[42]"),
        ] {
            assert_eq!(in_sentence(tex).as_deref(), Some(shown), "{tex}");
        }
    }
}

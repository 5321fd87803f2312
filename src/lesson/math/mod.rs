//! TeX mathematics as Unicode: fractions, scripts, roots, sums, Greek; rows of equations, cases, matrices.
//!
//! An unknown command stays as it is written, in a formula that is shown. What can't be shown this way stays readable
//! source as a whole: a formula with an unknown environment, or whose braces don't close.

mod accents;
mod brackets;
mod commands;
mod environments;
mod fractions;
mod letters;
mod prose;
mod reader;
mod rows;
mod shape;
mod stacked;
mod symbols;
mod table;

use reader::Reader;

/// `tex` in Unicode, in lines where it has rows; none where a part of it has no good form.
///
/// ```
/// use lyceum::lesson::math::unicode;
/// assert_eq!(unicode(r"\frac12 \leq \sqrt{x_1^2}").as_deref(), Some("½ ≤ √(x₁²)"));
/// assert_eq!(unicode(r"\frac{a}{2b}").as_deref(), Some("a\n──\n2b"));
/// assert_eq!(unicode(r"\binom{n}{k}").as_deref(), Some("⎛ n ⎞\n⎝ k ⎠"));
/// assert_eq!(unicode(r"\unknown{\alpha}").as_deref(), Some(r"\unknown{α}"));
/// assert_eq!(unicode(r"\begin{unknown} a \end{unknown}"), None);
/// ```
pub fn unicode(tex: &str) -> Option<String> {
    let has_rows = tex.contains(r"\\") || tex.contains(r"\cr");
    let mut reader = Reader {
        rest: tex,
        display: true,
        built: !has_rows,
    };
    let shape = rows::lines(&mut reader)?;
    Some(shape.text()).filter(|text| text.len() <= 16 * tex.len() + 64)
}

/// `tex` in Unicode on one line, for a sentence: rows are parted by semicolons.
///
/// ```
/// use lyceum::lesson::math::in_sentence;
/// assert_eq!(in_sentence(r"\frac{a}{2b}").as_deref(), Some("a/(2b)"));
/// let matrix = r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}";
/// assert_eq!(in_sentence(matrix).as_deref(), Some("(a b; c d)"));
/// ```
pub fn in_sentence(tex: &str) -> Option<String> {
    let mut reader = Reader {
        rest: tex,
        display: false,
        built: false,
    };
    Some(rows::lines(&mut reader)?.text())
}

/// `tex` as a sentence shows it: in Unicode, or its source.
pub(super) fn shown(tex: &str) -> String {
    in_sentence(tex).unwrap_or_else(|| tex.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_read_as_mathematics() {
        for (tex, shown) in [
            ("a^2 + b^2 = c^2", "a² + b² = c²"),
            (r"E = mc^{2}", "E = mc²"),
            (r"\frac{1}{2}", "½"),
            (r"\sum_{i=0}^{n} x_i", "∑ᵢ₌₀ⁿ xᵢ"),
            (r"\alpha\beta \in \mathbb{R}", "αβ ∈ ℝ"),
            (r"\sqrt[3]{x+1}", "∛(x+1)"),
            (r"\sqrt{x^2}", "√(x²)"),
            (r"\sin \theta \approx \theta", "sin θ ≈ θ"),
            (r"2\cos\theta\log(n)", "2 cos θ log(n)"),
            (r"P(A \mid B) \neq 0", "P(A ∣ B) ≠ 0"),
            (r"\hat{y} = \text{the mean}", "ŷ = the mean"),
            (r"\int_0^\infty e^{-x}\,dx", "∫₀^∞ e⁻ˣdx"),
            (r"x' \to \lim_{n \to \infty}", "x′ → lim_(n → ∞)"),
            (r"O(n \log n)", "O(n log n)"),
            (r"\{a, b\}", "{a, b}"),
            (r"10\%", "10%"),
            (r"2\pi r", "2πr"),
            (r"\frac{1}{2}\sqrt{x}y", "½√x y"),
        ] {
            assert_eq!(unicode(tex).as_deref(), Some(shown), "{tex}");
        }
    }

    #[test]
    fn what_has_no_form_stays_source() {
        for tex in [
            r"\begin{tikzcd} a & b \end{tikzcd}",
            "{a",
            "a}",
            r"\",
            r"\frac{1}",
            "a & b",
        ] {
            assert_eq!(unicode(tex), None, "{tex}");
        }
        assert_eq!(unicode(&"{".repeat(100_000)), None);
        assert_eq!(unicode(&r"\sqrt".repeat(100_000)), None);
    }

    proptest! {
        #[test]
        fn any_text_is_taken(tex in r"[\\a-z{}^_&0-9 \[\]√é]{0,40}") {
            let _ = unicode(&tex);
        }
    }
}

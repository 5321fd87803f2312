//! TeX mathematics as Unicode: fractions, scripts, roots, sums, Greek; rows of equations, cases, matrices.
//!
//! What can't be shown this way stays readable source: a formula with an unknown command or environment is
//! given as it is written.

mod grid;
mod letters;
mod shape;
mod symbols;

use super::scripts;
use shape::Shape;
use unicode_segmentation::UnicodeSegmentation;

/// Groups inside each other; a formula that goes deeper stays source.
const MAX_DEPTH: usize = 24;

/// `tex` in Unicode, in lines where it has rows; none where a part of it has no good form.
///
/// ```
/// use lyceum::lesson::math::unicode;
/// assert_eq!(unicode(r"\frac12 \leq \sqrt{x_1^2}").as_deref(), Some("½ ≤ √(x₁²)"));
/// assert_eq!(unicode(r"\frac{a}{2b}").as_deref(), Some("a\n──\n2b"));
/// assert_eq!(unicode(r"\binom{n}{k}").as_deref(), Some("⎛ n ⎞\n⎝ k ⎠"));
/// assert_eq!(unicode(r"\unknown{a}"), None);
/// ```
pub fn unicode(tex: &str) -> Option<String> {
    let has_rows = tex.contains(r"\\") || tex.contains(r"\cr");
    let mut reader = Reader {
        rest: tex,
        display: true,
        built: !has_rows,
    };
    let shape = grid::lines(&mut reader)?;
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
    Some(grid::lines(&mut reader)?.text())
}

struct Reader<'a> {
    rest: &'a str,
    /// Whether there is room for rows.
    display: bool,
    /// Whether a fraction may be built over lines: where a formula has rows besides, they would run together.
    built: bool,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = self.rest.get(c.len_utf8()..)?;
        Some(c)
    }

    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes a sign or a command if it comes next.
    fn take(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        let is_letter = |c: char| c.is_ascii_alphabetic();
        let goes_on = |rest: &str| rest.starts_with(is_letter);
        let is_command = sign.starts_with('\\') && sign.ends_with(is_letter);
        match rest.filter(|rest| !(is_command && goes_on(rest))) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Whether the formula, or the part of it that is read, ends here.
    fn at_end(&self) -> bool {
        let ends = ["&", "\\\\", "}", "\\end{", "\\right", "\\cr"];
        let comes = |end: &&str| Reader { ..*self }.take(end);
        self.rest.is_empty() || ends.iter().any(comes)
    }

    /// Everything up to an end, which the caller takes.
    fn sequence(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        while !self.at_end() {
            self.atom(shape, depth)?;
        }
        Some(())
    }

    /// The rest of a group whose brace was taken. A line end in it is a space.
    fn group(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        self.sequence(shape, depth + 1)?;
        while self.take("\\\\") {
            shape.push(" ");
            self.sequence(shape, depth + 1)?;
        }
        self.take("}").then_some(())
    }

    /// One symbol, group, command or script, added to what stands before it.
    fn atom(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        match self.next()? {
            '{' => self.group(shape, depth)?,
            '}' | '&' => return None,
            '^' => shape.raise(&scripts::raised(&self.argument(depth)?)),
            '_' => shape.lower(&scripts::lowered(&self.argument(depth)?)),
            '\\' => self.command(shape, depth)?,
            '~' => shape.push(" "),
            '\'' => shape.push("′"),
            '-' => shape.push("−"),
            '*' => shape.push("∗"),
            c => shape.push(c.encode_utf8(&mut [0; 4])),
        }
        Some(())
    }

    /// What a command or a script applies to: a group, a command, or one character. It stands on one line.
    fn argument(&mut self, depth: usize) -> Option<String> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_spaces();
        let mut shape = Shape::default();
        let display = std::mem::replace(&mut self.display, false);
        let read = self.atom(&mut shape, depth + 1);
        self.display = display;
        read?;
        let text = shape.text();
        let compact = text.replace('−', "-");
        Some(if compact.len() == 1 { compact } else { text })
    }

    /// The name of a command: letters, or one other character.
    fn name(&mut self) -> &'a str {
        let letters = self.rest.len()
            - self
                .rest
                .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .len();
        let len = match letters {
            0 => self.rest.chars().next().map_or(0, char::len_utf8),
            letters => letters,
        };
        let (name, rest) = self.rest.split_at(len);
        self.rest = rest;
        name
    }

    fn command(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        let name = self.name();
        if let Some(symbol) = symbols::symbol(name) {
            match symbol.len() > 1 && symbol.is_ascii() && symbol.starts_with(char::is_alphabetic) {
                true => shape.push_apart(symbol),
                false => shape.push(symbol),
            }
            self.swallow_space(symbol);
            return Some(());
        }
        match name {
            "frac" | "dfrac" | "tfrac" | "cfrac" => self.fraction(shape, depth)?,
            "binom" | "dbinom" | "tbinom" => self.binomial(shape, depth)?,
            "sqrt" => self.root(shape, depth)?,
            "text" | "mathrm" | "textrm" | "operatorname" | "mbox" | "mathit" | "textit"
            | "mathsf" | "texttt" | "mathtt" | "boldsymbol" | "bm" | "textbf" | "mathbf" => {
                self.words(shape, name, depth)?;
            }
            "mathbb" => shape.push(&letters::double_struck(&self.argument(depth)?)),
            "mathcal" | "mathscr" => shape.push(&letters::script(&self.argument(depth)?)),
            "hat" | "bar" | "vec" | "tilde" | "dot" | "ddot" | "overline" | "widehat"
            | "widetilde" => {
                let base = self.argument(depth)?;
                shape.push(&letters::accented(name, &base)?);
            }
            "begin" | "cases" | "matrix" | "pmatrix" => {
                grid::environment(self, name, shape, depth)?;
            }
            "left" => grid::between(self, shape, depth)?,
            "middle" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr" | "Bigl" | "Bigr" => {
                shape.push(self.delimiter()?);
            }
            "limits" | "nolimits" | "nonumber" | "notag" | "displaystyle" | "textstyle"
            | "scriptstyle" | "hline" | "," | "!" | "/" => {}
            "tag" => {
                let tag = self.argument(depth)?;
                shape.push(&format!("  ({tag})"));
            }
            "label" => drop(self.argument(depth)?),
            _ => return None,
        }
        Some(())
    }

    /// A space between a letter's command and a letter only ends the command's name: `\alpha x`.
    fn swallow_space(&mut self, symbol: &str) {
        let is_letter = symbol.chars().count() == 1 && symbol.chars().all(char::is_alphabetic);
        let rest = self.rest.trim_start();
        if is_letter && rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            self.rest = rest;
        }
    }

    /// Over lines where there is room, else on one line, apart from what stands at its sides.
    fn fraction(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        let (above, below) = (self.argument(depth)?, self.argument(depth)?);
        if let Some(fraction) = letters::vulgar_fraction(&above, &below) {
            shape.push(fraction.encode_utf8(&mut [0; 4]));
        } else if self.display && self.built {
            shape.push_fraction(&above, &below);
        } else {
            let fraction = format!("{}/{}", bracketed(&above), bracketed(&below));
            match self.goes_on_with_factor() {
                true => shape.push_apart(&format!("({fraction})")),
                false => shape.push_apart(&fraction),
            }
        }
        Some(())
    }

    /// Whether what comes next would seem to belong to the end of what was read.
    fn goes_on_with_factor(&self) -> bool {
        let mut next = Reader { ..*self };
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

    fn binomial(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        let (n, k) = (self.argument(depth)?, self.argument(depth)?);
        match self.display {
            true => shape.beside(&grid::column(&[&n, &k])?),
            false => shape.push(&format!("({n} over {k})")),
        }
        Some(())
    }

    fn root(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        self.skip_spaces();
        if self.take("[") {
            let (degree, rest) = self.rest.split_once(']')?;
            self.rest = rest;
            match in_sentence(degree)?.as_str() {
                "3" => shape.push("∛"),
                "4" => shape.push("∜"),
                other => shape.push(&format!("{}√", scripts::raised(other))),
            }
        } else {
            shape.push("√");
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

    /// Words are kept as they are, spaces too; other faces hold mathematics.
    fn words(&mut self, shape: &mut Shape, name: &str, depth: usize) -> Option<()> {
        if !name.starts_with("text") && name != "mbox" {
            let inside = self.argument(depth)?;
            shape.push(&inside);
            return Some(());
        }
        self.skip_spaces();
        let inside = self.rest.strip_prefix('{')?;
        let end = inside.find('}')?;
        let words = inside
            .get(..end)
            .filter(|words| !words.contains(['{', '\\', '$']))?;
        shape.push(words);
        self.rest = inside.get(end + 1..)?;
        Some(())
    }

    /// A bracket or another sign that may stand at the side of rows; empty for the one that isn't drawn.
    fn delimiter(&mut self) -> Option<&'a str> {
        self.skip_spaces();
        let sign = self.rest;
        match self.next()? {
            '.' => Some(""),
            '\\' => symbols::symbol(self.name()),
            c => sign.get(..c.len_utf8()),
        }
    }
}

/// In brackets, if it has more than one part.
fn bracketed(text: &str) -> String {
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

    #[test]
    fn what_has_no_form_stays_source() {
        for tex in [
            r"\begin{tikzcd} a & b \end{tikzcd}",
            r"\unknown{x}",
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

//! TeX mathematics as Unicode: fractions, scripts, roots, sums, Greek; rows of equations, cases, matrices.
//!
//! What can't be shown this way stays readable source: a formula with an unknown command or environment is
//! given as it is written.

mod letters;
mod rows;
mod symbols;

use super::scripts;

/// Groups inside each other; a formula that goes deeper stays source.
const MAX_DEPTH: usize = 24;

/// `tex` in Unicode, in lines where it has rows; none where a part of it has no good form.
///
/// ```
/// use lyceum::lesson::math::unicode;
/// assert_eq!(unicode(r"\frac{a}{b} \leq \sqrt{x_1^2}").as_deref(), Some("a/b ≤ √(x₁²)"));
/// assert_eq!(unicode(r"\unknown{a}"), None);
/// ```
pub fn unicode(tex: &str) -> Option<String> {
    match tex.contains("\\begin{") {
        true => rows::unicode(tex),
        false => one_line(tex),
    }
}

fn one_line(tex: &str) -> Option<String> {
    let mut reader = Reader { rest: tex };
    let text = reader.sequence(None, 0)?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

struct Reader<'a> {
    rest: &'a str,
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

    /// Everything up to `end`, or to the end of the formula.
    fn sequence(&mut self, end: Option<char>, depth: usize) -> Option<String> {
        let mut text = String::new();
        if depth > MAX_DEPTH {
            return None;
        }
        while let Some(c) = self.rest.chars().next() {
            if Some(c) == end {
                self.next();
                return Some(text);
            }
            self.atom(&mut text, depth)?;
        }
        end.is_none().then_some(text)
    }

    /// One symbol, group, command or script, added to what stands before it.
    fn atom(&mut self, text: &mut String, depth: usize) -> Option<()> {
        match self.next()? {
            '{' => text.push_str(&self.sequence(Some('}'), depth + 1)?),
            '}' | '&' => return None,
            '^' => text.push_str(&scripts::raised(&self.argument(depth)?)),
            '_' => text.push_str(&scripts::lowered(&self.argument(depth)?)),
            '\\' => self.command(text, depth)?,
            '~' => text.push(' '),
            '\'' => text.push('′'),
            '-' => text.push('−'),
            '*' => text.push('∗'),
            c if c.is_whitespace() => text.push(' '),
            c => text.push(c),
        }
        Some(())
    }

    /// What a command or a script applies to: a group, a command, or one character.
    fn argument(&mut self, depth: usize) -> Option<String> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_spaces();
        let mut text = String::new();
        self.atom(&mut text, depth + 1)?;
        let compact = text.trim().replace('−', "-");
        Some(if compact.len() == 1 {
            compact
        } else {
            text.trim().to_owned()
        })
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

    fn command(&mut self, text: &mut String, depth: usize) -> Option<()> {
        let name = self.name();
        if let Some(symbol) = symbols::symbol(name) {
            text.push_str(symbol);
            self.swallow_space(symbol);
            return Some(());
        }
        match name {
            "frac" | "dfrac" | "tfrac" | "cfrac" => self.fraction(text, depth)?,
            "binom" => {
                let (n, k) = (self.argument(depth)?, self.argument(depth)?);
                text.push_str(&format!("({n} over {k})"));
            }
            "sqrt" => self.root(text, depth)?,
            "text" | "mathrm" | "textrm" | "operatorname" | "mbox" | "mathit" | "textit"
            | "mathsf" | "texttt" | "mathtt" | "boldsymbol" | "bm" | "textbf" | "mathbf" => {
                self.words(text, name, depth)?;
            }
            "mathbb" => text.push_str(&letters::double_struck(&self.argument(depth)?)),
            "mathcal" | "mathscr" => text.push_str(&letters::script(&self.argument(depth)?)),
            "hat" | "bar" | "vec" | "tilde" | "dot" | "ddot" | "overline" | "widehat"
            | "widetilde" => {
                let base = self.argument(depth)?;
                text.push_str(&letters::accented(name, &base)?);
            }
            "left" | "right" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr" | "Bigl"
            | "Bigr" => {
                self.delimiter(text)?;
            }
            "limits" | "nolimits" | "nonumber" | "notag" | "displaystyle" | "textstyle"
            | "scriptstyle" | "," | "!" | "/" => {}
            "tag" => {
                let tag = self.argument(depth)?;
                text.push_str(&format!("  ({tag})"));
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

    fn fraction(&mut self, text: &mut String, depth: usize) -> Option<()> {
        let (above, below) = (self.argument(depth)?, self.argument(depth)?);
        match letters::vulgar_fraction(&above, &below) {
            Some(fraction) => text.push(fraction),
            None => text.push_str(&format!("{}/{}", bracketed(&above), bracketed(&below))),
        }
        Some(())
    }

    fn root(&mut self, text: &mut String, depth: usize) -> Option<()> {
        self.skip_spaces();
        if self.rest.starts_with('[') {
            self.next();
            let degree = self.sequence(Some(']'), depth + 1)?;
            match degree.trim() {
                "3" => text.push('∛'),
                "4" => text.push('∜'),
                other => text.push_str(&format!("{}√", scripts::raised(other))),
            }
        } else {
            text.push('√');
        }
        let inside = self.argument(depth)?;
        match inside.chars().count() {
            1 => text.push_str(&inside),
            _ if inside.chars().all(|c| c.is_ascii_alphanumeric()) => text.push_str(&inside),
            _ => text.push_str(&format!("({inside})")),
        }
        Some(())
    }

    /// Words are kept as they are, spaces too; other faces hold mathematics.
    fn words(&mut self, text: &mut String, name: &str, depth: usize) -> Option<()> {
        if !name.starts_with("text") && name != "mbox" {
            let inside = self.argument(depth)?;
            text.push_str(&inside);
            return Some(());
        }
        self.skip_spaces();
        let inside = self.rest.strip_prefix('{')?;
        let end = inside.find('}')?;
        let words = inside
            .get(..end)
            .filter(|words| !words.contains(['{', '\\', '$']))?;
        text.push_str(words);
        self.rest = inside.get(end + 1..)?;
        Some(())
    }

    fn delimiter(&mut self, text: &mut String) -> Option<()> {
        self.skip_spaces();
        match self.next()? {
            '.' => {}
            '\\' => {
                let name = self.name();
                text.push_str(symbols::symbol(name)?);
            }
            c => text.push(c),
        }
        Some(())
    }
}

/// In brackets, if it has more than one part.
fn bracketed(text: &str) -> String {
    let simple = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | '′'))
        || (text.starts_with('(') && text.ends_with(')') && text.matches('(').count() == 1);
    if simple {
        text.to_owned()
    } else {
        format!("({text})")
    }
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
            (r"\frac{a+b}{c}", "(a+b)/c"),
            (r"\sum_{i=0}^{n} x_i", "∑ᵢ₌₀ⁿ xᵢ"),
            (r"\alpha\beta \in \mathbb{R}", "αβ ∈ ℝ"),
            (r"\sqrt[3]{x+1}", "∛(x+1)"),
            (r"\sin \theta \approx \theta", "sin θ ≈ θ"),
            (r"P(A \mid B) \neq 0", "P(A ∣ B) ≠ 0"),
            (r"\hat{y} = \text{the mean}", "ŷ = the mean"),
            (r"\left( \frac{x}{y} \right)", "( x/y )"),
            (r"\int_0^\infty e^{-x}\,dx", "∫₀^∞ e⁻ˣdx"),
            (r"x' \to \lim_{n \to \infty}", "x′ → lim_(n → ∞)"),
            (r"O(n \log n)", "O(n log n)"),
            (r"\{a, b\}", "{a, b}"),
            (r"10\%", "10%"),
            (r"2\pi r", "2πr"),
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

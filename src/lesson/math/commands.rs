//! TeX commands and their effect on a formula.

use super::reader::Reader;
use super::shape::Shape;
use super::{accents, brackets, environments, letters, prose, stacked, symbols};

/// Commands that belong to another one, or split what stands around them: without it a formula has no form.
const PARTS: [&str; 7] = ["end", "right", "cr", "over", "atop", "choose", "brack"];

impl Reader<'_> {
    /// A command whose backslash was taken.
    pub(super) fn command(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        let name = self.name();
        if let Some(symbol) = symbols::symbol(name) {
            match is_word(symbol) {
                true => shape.push_apart(symbol),
                false => shape.push(symbol),
            }
            self.swallow_space(symbol);
            return Some(());
        }
        if let Some(accent) = accents::accent(name) {
            let base = self.argument(depth)?;
            match accent.on(&base) {
                Some(accented) => shape.push(&accented),
                None => shape.push(&format!("\\{name}{{{base}}}")),
            }
            return Some(());
        }
        if prose::is_prose(name) {
            return self.take_prose(shape, depth);
        }
        if stacked::is_stacked(name) {
            return self.stacked(name, shape, depth);
        }
        match name {
            "frac" | "dfrac" | "tfrac" | "cfrac" => self.fraction(shape, depth)?,
            "binom" | "dbinom" | "tbinom" => self.binomial(shape, depth)?,
            "sqrt" => self.root(shape, depth)?,
            "mathrm" | "mathit" | "mathsf" | "mathtt" | "mathbf" | "mathnormal" | "boldsymbol"
            | "bm" | "pmb" => shape.push(&self.argument(depth)?),
            "mathbb" => shape.push(&letters::double_struck(&self.argument(depth)?)),
            "mathcal" | "mathscr" => shape.push(&letters::script(&self.argument(depth)?)),
            "mathfrak" => shape.push(&letters::fraktur(&self.argument(depth)?)),
            "operatorname" => self.operator(shape, depth)?,
            "not" => shape.push(&accents::negated(&self.argument(depth)?)),
            "substack" => self.conditions(shape, depth)?,
            "begin" | "cases" | "matrix" | "pmatrix" => {
                environments::environment(self, name, shape, depth)?;
            }
            "left" => brackets::between(self, shape, depth)?,
            "middle" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr" | "bigm" | "Bigl"
            | "Bigr" | "Bigm" | "biggl" | "biggr" | "biggm" | "Biggl" | "Biggr" | "Biggm" => {
                shape.push(self.delimiter()?);
            }
            "pmod" => shape.push(&format!(" (mod {})", self.argument(depth)?)),
            "pod" => shape.push(&format!(" ({})", self.argument(depth)?)),
            "bra" => shape.push(&format!("⟨{}|", self.argument(depth)?)),
            "ket" => shape.push(&format!("|{}⟩", self.argument(depth)?)),
            "braket" => shape.push(&format!("⟨{}⟩", self.argument(depth)?)),
            "tag" => self.tag(shape, depth)?,
            "ref" | "eqref" => shape.push(&format!("({})", self.raw()?)),
            "hspace" | "mspace" => {
                self.take("*");
                self.raw()?;
                shape.push(" ");
            }
            // What they are said about stands behind them and is shown as it is.
            "color" | "textcolor" | "colorbox" | "href" | "class" | "style" | "cssId"
            | "raisebox" => {
                self.option();
                self.raw()?;
            }
            "label" | "phantom" | "hphantom" | "vphantom" => drop(self.raw()?),
            "limits" | "nolimits" | "nonumber" | "notag" | "displaystyle" | "textstyle"
            | "scriptstyle" | "scriptscriptstyle" | "mathop" | "mathbin" | "mathrel"
            | "mathord" | "mathopen" | "mathclose" | "mathpunct" | "mathinner" | "mathstrut"
            | "smash" | "mathclap" | "mathllap" | "mathrlap" | "rm" | "bf" | "it" | "cal"
            | "hfill" | "," | "!" | "/" => {}
            name => self.unknown(name, shape, depth)?,
        }
        Some(())
    }

    /// As it is written, with what stands in braces behind it shown.
    fn unknown(&mut self, name: &str, shape: &mut Shape, depth: usize) -> Option<()> {
        if name.is_empty() || PARTS.contains(&name) {
            return None;
        }
        shape.push("\\");
        shape.push(name);
        shape.end_apart();
        self.on_one_line(|reader| {
            while reader.rest.starts_with(['{', '[']) {
                if let Some(option) = reader.option() {
                    shape.push(&format!("[{option}]"));
                } else if reader.take("{") {
                    shape.push("{");
                    reader.sequence(shape, depth + 1)?;
                    shape.push("}");
                    reader.take("}").then_some(())?;
                } else {
                    break;
                }
            }
            Some(())
        })
    }

    /// A space between a letter's command and a letter only ends the command's name: `\alpha x`.
    fn swallow_space(&mut self, symbol: &str) {
        let is_letter = symbol.chars().count() == 1 && symbol.chars().all(char::is_alphabetic);
        let rest = self.rest.trim_start();
        if is_letter && rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            self.rest = rest;
        }
    }

    fn operator(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        self.take("*");
        let name = self.argument(depth)?;
        match is_word(&name) {
            true => shape.push_apart(&name),
            false => shape.push(&name),
        }
        Some(())
    }

    /// `\substack{i<n \\ j<m}`: conditions behind each other.
    fn conditions(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        self.skip_spaces();
        self.take("{").then_some(())?;
        let mut conditions = Vec::new();
        loop {
            conditions.push(self.rest_on_one_line(depth)?);
            if !self.take("\\\\") {
                break;
            }
        }
        shape.push(&conditions.join(", "));
        self.take("}").then_some(())
    }

    fn tag(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        let is_bare = self.take("*");
        let tag = self.argument(depth)?;
        match is_bare {
            true => shape.push(&format!("  {tag}")),
            false => shape.push(&format!("  ({tag})")),
        }
        Some(())
    }
}

/// Whether a letter beside it would seem to belong to it.
fn is_word(symbol: &str) -> bool {
    symbol.len() > 1 && symbol.is_ascii() && symbol.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use crate::lesson::math::{in_sentence, unicode};

    #[test]
    fn commands_of_courses_are_shown() {
        for (tex, shown) in [
            (r"a \equiv b \pmod{n}, c \bmod d", "a ≡ b (mod n), c mod d"),
            (r"2\operatorname{Var}(X)", "2 Var(X)"),
            (r"\operatorname*{argmin}\limits_x f", "argminₓ f"),
            (r"\sum_{\substack{i<n \\ j<m}} x", "∑_(i<n, j<m) x"),
            (r"\phantom{x} + y", "+ y"),
            (r"a = b \tag{1}, c \tag*{A}", "a = b (1), c A"),
            (r"\mathbb{RQ1} \mathcal{L} \mathfrak{gA}", "ℝℚ𝟙 ℒ 𝔤𝔄"),
            (
                r"\mathbf{x} \bm{x} \boldsymbol{\alpha} \mathsf{x}",
                "x x α x",
            ),
            (r"\bigl( \Bigg| \bigr)", "( | )"),
            (r"a \not= b \not\in C", "a ≠ b ∉ C"),
            (
                r"\cancel{x} \overline{AB} \vec{v}",
                "x\u{336} A\u{305}B\u{305} v\u{20d7}",
            ),
            (r"\bar{x y}", "x\u{304} ȳ"),
            (
                r"\color{red}{x} \textcolor{#ff0000}{y} {\color{blue} z}",
                "x y z",
            ),
            (r"\ket{0} \braket{a|b}", "|0⟩ ⟨a|b⟩"),
            (r"\href{https://a.example}{x}\label{eq:1}", "x"),
        ] {
            assert_eq!(in_sentence(tex).as_deref(), Some(shown), "{tex}");
            assert_eq!(unicode(tex).as_deref(), Some(shown), "{tex}");
        }
    }

    #[test]
    fn words_may_hold_formulas_and_words() {
        for (tex, shown) in [
            (r"\text{if $x^2 > 0$, so}", "if x² > 0, so"),
            (r"\text{a \textbf{b} {c} 5\%}", "a b c 5%"),
            (r"\mbox{a-b}", "a-b"),
            (r"\text{\LaTeX}", r"\LaTeX"),
        ] {
            assert_eq!(in_sentence(tex).as_deref(), Some(shown), "{tex}");
        }
        assert_eq!(in_sentence(r"\text{$x}"), None);
    }

    #[test]
    fn an_unknown_command_stays_as_it_is_written() {
        for (tex, shown) in [
            (r"\foo + \frac12", r"\foo + ½"),
            (r"\foo x \alpha", r"\foo x α"),
            (
                r"\ce{H2O}^2 \to \foo[a]{\pi}{b^2}c",
                r"\ce{H2O}² → \foo[a]{π}{b²}c",
            ),
            (r"\widehat{abcdefghi}", r"\widehat{abcdefghi}"),
        ] {
            assert_eq!(in_sentence(tex).as_deref(), Some(shown), "{tex}");
        }
        for tex in [r"\foo{a & b}", r"\foo{a \\ b}", r"\foo{a", r"a \atop b"] {
            assert_eq!(unicode(tex), None, "{tex}");
        }
    }
}

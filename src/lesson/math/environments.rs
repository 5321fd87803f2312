//! Formulas of several rows: aligned equations, cases, matrices, arrays.

use std::collections::BTreeSet;

use super::brackets::bracket;
use super::reader::Reader;
use super::rows::{Rows, rows};
use super::shape::Shape;
use super::table::Table;

/// How the columns of an array stand: `{r|cc}`.
#[derive(Default)]
struct Columns {
    /// Which ones are set to the right.
    to_the_right: Vec<bool>,
    /// The ones that a bar stands before; their number is the one behind them all.
    bars: BTreeSet<usize>,
}

impl Columns {
    fn parse(columns: &str) -> Columns {
        let mut parsed = Columns::default();
        let mut open = 0_usize;
        for c in columns.chars() {
            match c {
                '{' => open += 1,
                '}' => open = open.saturating_sub(1),
                // Widths, and what is set between columns.
                _ if open > 0 => {}
                '|' => drop(parsed.bars.insert(parsed.to_the_right.len())),
                c if c.is_ascii_alphabetic() => parsed.to_the_right.push(c == 'r'),
                _ => {}
            }
        }
        parsed
    }
}

/// How an environment looks.
struct Style {
    form: Form,
    left: &'static str,
    right: &'static str,
    columns: Columns,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Each row is one formula.
    Lines,
    /// Columns by turns at the right and at the left, so that the signs between them stand below each other.
    Aligned,
    Columns,
}

impl Style {
    fn of(environment: &str) -> Option<Style> {
        let (form, left, right) = match environment.trim_end_matches('*') {
            "equation" | "gather" | "gathered" | "multline" | "multlined" | "displaymath"
            | "math" | "subarray" => (Form::Lines, "", ""),
            "align" | "aligned" | "alignat" | "alignedat" | "flalign" | "split" | "eqnarray" => {
                (Form::Aligned, "", "")
            }
            "cases" | "dcases" => (Form::Columns, "{", ""),
            "rcases" | "drcases" => (Form::Columns, "", "}"),
            "matrix" | "smallmatrix" | "array" | "darray" => (Form::Columns, "", ""),
            "pmatrix" => (Form::Columns, "(", ")"),
            "bmatrix" => (Form::Columns, "[", "]"),
            "Bmatrix" => (Form::Columns, "{", "}"),
            "vmatrix" => (Form::Columns, "|", "|"),
            "Vmatrix" => (Form::Columns, "‖", "‖"),
            _ => return None,
        };
        let columns = Columns::default();
        Some(Style {
            form,
            left,
            right,
            columns,
        })
    }

    /// Takes what an environment says of itself before its rows.
    fn take_arguments(&mut self, reader: &mut Reader<'_>, environment: &str) -> Option<()> {
        let mut ahead = *reader;
        if matches!(ahead.option(), Some("t" | "b" | "c" | "l" | "r")) {
            *reader = ahead;
        }
        match environment.trim_end_matches('*') {
            "array" | "darray" => self.columns = Columns::parse(reader.raw()?),
            "alignat" | "alignedat" | "subarray" => drop(reader.raw()?),
            _ => {}
        }
        Some(())
    }

    fn shape(&self, rows: &Rows) -> Option<Shape> {
        let set_right = |column| self.columns.to_the_right.get(column) == Some(&true);
        let to_the_right: &dyn Fn(usize) -> bool = match self.form {
            Form::Aligned => &|column| column % 2 == 0,
            Form::Lines | Form::Columns => &set_right,
        };
        let gap = |column| match self.form {
            // Before another equation, or inside of one.
            Form::Aligned if column % 2 == 0 => 3,
            Form::Lines | Form::Aligned => 1,
            Form::Columns => 2,
        };
        let table = Table {
            rows: &rows.cells,
            gap: &gap,
            to_the_right,
            bars: &self.columns.bars,
            rules: &rows.rules,
        };
        let shape = table.shape()?;
        Some(match (self.left, self.right) {
            ("", "") => shape,
            (left, right) => shape.fenced(bracket(left), bracket(right)),
        })
    }

    /// On one line: `(a b; c d)`.
    fn sentence(&self, rows: &Rows) -> String {
        let is_cases = self.left.is_empty() != self.right.is_empty();
        let is_aligned = self.form == Form::Aligned;
        let row = |row: &Vec<Shape>| {
            let mut text = String::new();
            for (column, cell) in row.iter().enumerate() {
                text.push_str(match column {
                    0 => "",
                    column if self.columns.bars.contains(&column) => " | ",
                    column if is_cases || (is_aligned && column % 2 == 0) => ", ",
                    _ => " ",
                });
                text.push_str(&cell.text());
            }
            text
        };
        let rows = rows.cells.iter().map(row).collect::<Vec<_>>().join("; ");
        match is_cases {
            true => format!("{{{rows}}}"),
            false => format!("{}{rows}{}", self.left, self.right),
        }
    }
}

/// An environment whose `\begin`, or older command, was taken: `\begin{cases} … \end{cases}`, `\cases{ … }`.
pub(super) fn environment(
    reader: &mut Reader<'_>,
    command: &str,
    shape: &mut Shape,
    depth: usize,
) -> Option<()> {
    let (name, end) = match command {
        "begin" => {
            let name = reader.raw()?;
            (name, format!("\\end{{{name}}}"))
        }
        older => {
            reader.skip_spaces();
            reader.take("{").then_some(())?;
            (older, "}".to_owned())
        }
    };
    let mut style = Style::of(name)?;
    style.take_arguments(reader, name)?;
    let rows = rows(reader, depth + 1)?;
    if !reader.take(&end) {
        return None;
    }
    match reader.display {
        true => shape.beside(&style.shape(&rows)?),
        false => shape.push(&style.sentence(&rows)),
    }
    Some(())
}

/// Texts below each other in brackets.
pub(super) fn column(texts: &[&str]) -> Option<Shape> {
    let cells = texts.iter().map(|text| vec![Shape::line(text)]).collect();
    let rules = Vec::new();
    Style::of("pmatrix")?.shape(&Rows { cells, rules })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::lesson::math::{in_sentence, unicode};

    fn shown(tex: &str) -> Vec<String> {
        let text = unicode(tex).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn equations_align_at_their_signs() {
        let tex = r"\begin{aligned} WER &= \frac{S + I}{N} \\ &= 0.333 \end{aligned}";
        assert_eq!(shown(tex), ["WER = (S + I)/N", "    = 0.333"]);
        assert_eq!(
            shown(r"\begin{equation} a = b \nonumber \end{equation}"),
            ["a = b"]
        );
        assert_eq!(shown(r"a = b \\[4pt] c = d \\"), ["a = b", "c = d"]);
    }

    #[test]
    fn a_formula_of_more_than_64_rows_has_no_form() {
        let lines = |count| vec!["a"; count].join(r" \\ ");
        let aligned = |count| format!(r"\begin{{aligned}} {} \end{{aligned}}", lines(count));
        for tex in [lines(64), aligned(64)] {
            assert_eq!(unicode(&tex).map(|text| text.lines().count()), Some(64));
        }
        let two = r"\begin{matrix} b \\ c \end{matrix}";
        for tex in [lines(65), aligned(65), aligned(63) + r" \\ " + two] {
            assert_eq!(unicode(&tex), None, "{tex}");
        }
    }

    #[test]
    fn cases_and_matrices_stand_in_tall_brackets() {
        assert_eq!(
            shown(r"|x| = \begin{cases} x & x \geq 0 \\ -x & x < 0 \end{cases}"),
            ["|x| = ⎧ x   x ≥ 0", "      ⎩ −x  x < 0"]
        );
        assert_eq!(
            shown(r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"),
            ["⎡ 1  2 ⎤", "⎣ 3  4 ⎦"]
        );
        assert_eq!(shown(r"\begin{pmatrix} a \end{pmatrix}"), ["( a )"]);
        assert_eq!(
            shown(r"f = \cases{1 & a \cr 2 & b \cr 3 & c}"),
            ["    ⎧ 1  a", "f = ⎨ 2  b", "    ⎩ 3  c"]
        );
    }

    #[test]
    fn a_matrix_stands_anywhere_in_a_formula() {
        assert_eq!(
            shown(
                r"A^T \begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1} = \frac12 \left[\begin{array}{c|c} 1 & 0 \\ \hline 0 & \binom{n}{k} \end{array}\right] x"
            ),
            [
                "                  ⎡ 1 │ 0     ⎤",
                "Aᵀ ⎛ a  b ⎞⁻¹ = ½ ⎢ ──┼────── ⎥ x",
                "   ⎝ c  d ⎠       ⎢ 0 │ ⎛ n ⎞ ⎥",
                "                  ⎣   │ ⎝ k ⎠ ⎦",
            ]
        );
    }

    #[test]
    fn in_a_sentence_rows_stand_behind_each_other() {
        for (tex, shown) in [
            (
                r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} x",
                "[1 2; 3 4] x",
            ),
            (r"\begin{cases} 1 & a \\ 2 & b \end{cases}", "{1, a; 2, b}"),
            (r"\binom{n}{k} = 1", "(n over k) = 1"),
            (
                r"\begin{aligned} a &= b \\ &= c \end{aligned}",
                "a = b; = c",
            ),
        ] {
            assert_eq!(in_sentence(tex).as_deref(), Some(shown), "{tex}");
        }
    }

    #[test]
    fn what_is_unknown_or_open_stays_source() {
        for tex in [
            r"\begin{tikzcd} a \end{tikzcd}",
            r"\begin{aligned} a",
            r"\begin{aligned} a \end{matrix}",
            r"\left( a",
            r"a \right)",
            r"\begin{array} a \end{array}",
        ] {
            assert_eq!(unicode(tex), None, "{tex}");
            assert_eq!(in_sentence(tex), None, "{tex}");
        }
        assert_eq!(unicode(&r"\begin{matrix}".repeat(10_000)), None);
        assert_eq!(unicode(&r"a \\ ".repeat(10_000)), None);
    }

    fn tex() -> impl Strategy<Value = String> {
        let parts = prop::sample::select(vec![
            "a",
            "x^2",
            "_k",
            "&",
            r" \\ ",
            r"\begin{pmatrix}",
            r"\end{pmatrix}",
            r"\begin{cases}",
            r"\end{cases}",
            r"\left(",
            r"\right]",
            r"\binom{n}{k}",
            r"\frac12",
            r"\underbrace{a}_b",
            r"\boxed{c}",
            r"\substack{a \\ b}",
            r"\begin{array}{c|c}",
            r"\end{array}",
            r"\hline ",
            r"\xrightarrow[a]{b}",
            r"\unknown{a}",
            r"\over ",
            r"\text{a $b$}",
            r"\hat{y}",
            "{",
            "}",
            " ",
            "漢",
        ]);
        prop::collection::vec(parts, 0..24).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn a_formula_in_rows_can_stand_in_a_sentence_too(tex in tex()) {
            let (rows, line) = (unicode(&tex), in_sentence(&tex));
            prop_assert!(rows.is_none() || line.is_some());
            prop_assert!(line.is_none_or(|line| !line.contains('\n')));
        }
    }
}

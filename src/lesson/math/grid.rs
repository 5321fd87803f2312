//! Formulas of several rows: aligned equations, cases, matrices, and the brackets around them.

use super::Reader;
use super::shape::{Bracket, Shape};

/// Cells of each row.
type Rows = Vec<Vec<Shape>>;

/// How an environment looks.
struct Style {
    form: Form,
    left: &'static str,
    right: &'static str,
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
            "equation" | "gather" | "gathered" | "multline" | "displaymath" | "math" => {
                (Form::Lines, "", "")
            }
            "align" | "aligned" | "split" | "eqnarray" => (Form::Aligned, "", ""),
            "cases" | "dcases" => (Form::Columns, "{", ""),
            "rcases" => (Form::Columns, "", "}"),
            "matrix" | "smallmatrix" | "array" => (Form::Columns, "", ""),
            "pmatrix" => (Form::Columns, "(", ")"),
            "bmatrix" => (Form::Columns, "[", "]"),
            "Bmatrix" => (Form::Columns, "{", "}"),
            "vmatrix" => (Form::Columns, "|", "|"),
            "Vmatrix" => (Form::Columns, "‖", "‖"),
            _ => return None,
        };
        Some(Style { form, left, right })
    }

    fn shape(&self, rows: &[Vec<Shape>]) -> Option<Shape> {
        let shape = match self.form {
            Form::Lines => Shape::grid(rows, " ", |_| false),
            Form::Aligned => Shape::grid(rows, " ", |column| column % 2 == 0),
            Form::Columns => Shape::grid(rows, "  ", |_| false),
        }?;
        Some(match (self.left, self.right) {
            ("", "") => shape,
            (left, right) => shape.fenced(bracket(left), bracket(right)),
        })
    }

    /// On one line: `(a b; c d)`.
    fn sentence(&self, rows: &[Vec<Shape>]) -> String {
        let is_cases = self.left.is_empty() != self.right.is_empty();
        let gap = if is_cases { ", " } else { " " };
        let row = |row: &Vec<Shape>| row.iter().map(Shape::text).collect::<Vec<_>>().join(gap);
        let rows = rows.iter().map(row).collect::<Vec<_>>().join("; ");
        match is_cases {
            true => format!("{{{rows}}}"),
            false => format!("{}{rows}{}", self.left, self.right),
        }
    }
}

/// A whole formula: its rows below each other.
pub(super) fn lines(reader: &mut Reader<'_>) -> Option<Shape> {
    let rows = rows(reader, 0)?;
    let is_whole = reader.rest.is_empty() && rows.iter().all(|row| row.len() == 1);
    let lines: Vec<Shape> = rows.into_iter().flatten().collect();
    match lines.as_slice() {
        _ if !is_whole => None,
        [] => Some(Shape::default()),
        [line] => Some(line.clone()),
        lines if reader.display => Shape::stack(lines),
        lines => {
            let mut line = Shape::default();
            line.push(&lines.iter().map(Shape::text).collect::<Vec<_>>().join("; "));
            Some(line)
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
    reader.skip_spaces();
    let inside = reader.rest.strip_prefix('{')?;
    let (name, inside, end) = match command {
        "begin" => {
            let (name, inside) = inside.split_once('}')?;
            (name, inside, format!("\\end{{{name}}}"))
        }
        older => (older, inside, "}".to_owned()),
    };
    reader.rest = match name {
        // How its columns stand.
        "array" => inside.trim_start().strip_prefix('{')?.split_once('}')?.1,
        _ => inside,
    };
    let style = Style::of(name)?;
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

/// Cells up to an end that belongs to no row; empty rows are left out.
fn rows(reader: &mut Reader<'_>, depth: usize) -> Option<Rows> {
    let mut rows = vec![Vec::new()];
    loop {
        let mut cell = Shape::default();
        reader.sequence(&mut cell, depth)?;
        rows.last_mut()?.push(cell);
        if reader.take("\\\\") || reader.take("\\cr") {
            skip_height(reader);
            rows.push(Vec::new());
        } else if !reader.take("&") {
            rows.retain(|row| row.iter().any(|cell| !cell.text().is_empty()));
            return Some(rows);
        }
    }
}

/// Behind a row's end may stand how far the next one is: `\\[2pt]`.
fn skip_height(reader: &mut Reader<'_>) {
    let height = reader
        .rest
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'));
    let is_height =
        |text: &str| text.ends_with(|c: char| c.is_ascii_alphabetic()) && !text.contains(' ');
    if let Some((_, rest)) = height.filter(|(height, _)| is_height(height)) {
        reader.rest = rest;
    }
}

/// `\left( … \right)`, whose `\left` was taken: brackets as tall as what they hold.
pub(super) fn between(reader: &mut Reader<'_>, shape: &mut Shape, depth: usize) -> Option<()> {
    let left = reader.delimiter()?;
    let mut inside = Shape::default();
    reader.sequence(&mut inside, depth + 1)?;
    while reader.take("\\\\") {
        inside.push(" ");
        reader.sequence(&mut inside, depth + 1)?;
    }
    if !reader.take("\\right") {
        return None;
    }
    let right = reader.delimiter()?;
    if inside.is_tall() {
        shape.beside(&inside.fenced(bracket(left), bracket(right)));
        return Some(());
    }
    shape.push(left);
    shape.beside(&inside);
    shape.push(right);
    Some(())
}

/// Texts below each other in brackets.
pub(super) fn column(texts: &[&str]) -> Option<Shape> {
    let row = |text: &&str| {
        let mut cell = Shape::default();
        cell.push(text);
        vec![cell]
    };
    let style = Style::of("pmatrix")?;
    style.shape(&texts.iter().map(row).collect::<Vec<_>>())
}

/// The signs of a bracket of any height.
fn bracket(sign: &str) -> Bracket {
    match sign {
        "" => [""; 5],
        "(" => ["(", "⎛", "⎜", "⎜", "⎝"],
        ")" => [")", "⎞", "⎟", "⎟", "⎠"],
        "[" => ["[", "⎡", "⎢", "⎢", "⎣"],
        "]" => ["]", "⎤", "⎥", "⎥", "⎦"],
        "{" => ["{", "⎧", "⎪", "⎨", "⎩"],
        "}" => ["}", "⎫", "⎪", "⎬", "⎭"],
        "⌈" => ["⌈", "⎡", "⎢", "⎢", "⎢"],
        "⌉" => ["⌉", "⎤", "⎥", "⎥", "⎥"],
        "⌊" => ["⌊", "⎢", "⎢", "⎢", "⎣"],
        "⌋" => ["⌋", "⎥", "⎥", "⎥", "⎦"],
        "‖" => ["‖"; 5],
        "⟨" => ["⟨"; 5],
        "⟩" => ["⟩"; 5],
        _ => ["│"; 5],
    }
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
                "                  ⎡ 1  0     ⎤",
                "Aᵀ ⎛ a  b ⎞⁻¹ = ½ ⎢ 0  ⎛ n ⎞ ⎥ x",
                "   ⎝ c  d ⎠       ⎣    ⎝ k ⎠ ⎦",
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

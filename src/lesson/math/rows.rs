//! Formulas of several rows: aligned equations, cases, matrices.

use super::{MAX_DEPTH, one_line};
use crate::domain::display_width;

/// An environment with what stands around it: `f(x) = \begin{cases} … \end{cases}`.
struct Environment<'a> {
    before: &'a str,
    name: &'a str,
    inside: &'a str,
    after: &'a str,
}

/// A formula that holds one environment, as lines; none where it can't be shown so.
pub(super) fn unicode(tex: &str) -> Option<String> {
    let environment = environment(tex)?;
    let rows = rows(environment.inside)?;
    let before = one_line(environment.before)?;
    let after = one_line(environment.after)?;
    let lines = match environment.name.trim_end_matches('*') {
        "equation" | "gather" | "gathered" | "multline" | "displaymath" | "math" => joined(&rows),
        "align" | "aligned" | "split" | "eqnarray" => aligned(&rows),
        "cases" => fenced(&columns(&rows, "  "), ["{", "⎧", "⎪", "⎨", "⎩"], [""; 5]),
        "matrix" | "smallmatrix" => columns(&rows, "  "),
        "pmatrix" => fenced(
            &columns(&rows, "  "),
            ["(", "⎛", "⎜", "⎜", "⎝"],
            [")", "⎞", "⎟", "⎟", "⎠"],
        ),
        "bmatrix" => fenced(
            &columns(&rows, "  "),
            ["[", "⎡", "⎢", "⎢", "⎣"],
            ["]", "⎤", "⎥", "⎥", "⎦"],
        ),
        "vmatrix" => fenced(&columns(&rows, "  "), ["│"; 5], ["│"; 5]),
        _ => return None,
    };
    Some(beside(&before, &lines, &after))
}

fn environment(tex: &str) -> Option<Environment<'_>> {
    let (before, rest) = tex.split_once("\\begin{")?;
    let (name, rest) = rest.split_once('}')?;
    let (inside, after) = rest.split_once(&format!("\\end{{{name}}}"))?;
    let is_plain = |part: &str| !part.contains("\\begin{");
    (is_plain(inside) && is_plain(after)).then_some(Environment {
        before,
        name,
        inside,
        after,
    })
}

/// The cells of each row, in Unicode.
fn rows(inside: &str) -> Option<Vec<Vec<String>>> {
    if inside.contains("\\&") {
        return None;
    }
    let rows = inside
        .split("\\\\")
        .map(str::trim)
        .filter(|row| !row.is_empty());
    rows.take(MAX_DEPTH * 4)
        .map(|row| row.split('&').map(one_line).collect())
        .collect()
}

fn joined(rows: &[Vec<String>]) -> Vec<String> {
    rows.iter()
        .map(|row| row.join(" ").trim().to_owned())
        .collect()
}

/// Columns by turns at the right and at the left, so that the signs between them stand below each other.
fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let widths = widths(rows);
    let line = |row: &Vec<String>| {
        let cells = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| {
                let free = " ".repeat(width - display_width(cell));
                if column % 2 == 0 {
                    free + cell
                } else {
                    cell.clone() + &free
                }
            });
        cells.collect::<Vec<_>>().join(" ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

fn columns(rows: &[Vec<String>], separator: &str) -> Vec<String> {
    let widths = widths(rows);
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths);
        let cells =
            cells.map(|(cell, width)| cell.clone() + &" ".repeat(width - display_width(cell)));
        cells.collect::<Vec<_>>().join(separator)
    };
    let lines: Vec<String> = rows.iter().map(line).collect();
    let widest = lines
        .iter()
        .map(|line| display_width(line))
        .max()
        .unwrap_or(0);
    let full = |line: String| format!("{line}{}", " ".repeat(widest - display_width(&line)));
    lines.into_iter().map(full).collect()
}

fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![0; count];
    for row in rows {
        for (cell, width) in row.iter().zip(&mut widths) {
            *width = (*width).max(display_width(cell));
        }
    }
    widths
}

/// Lines between brackets of their height: [alone, top, any, middle, bottom].
fn fenced(lines: &[String], left: [&str; 5], right: [&str; 5]) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    let piece = |parts: [&str; 5], row: usize| -> String {
        let [alone, top, any, middle, bottom] = parts;
        let part = match row {
            _ if last == 0 => alone,
            0 => top,
            row if row == last => bottom,
            row if row == last / 2 || (last == 2 && row == 1) => middle,
            _ => any,
        };
        part.to_owned()
    };
    let line = |(row, line): (usize, &String)| {
        format!("{} {line} {}", piece(left, row), piece(right, row))
    };
    lines
        .iter()
        .enumerate()
        .map(line)
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// The lines with text at the left and right of the middle one.
fn beside(before: &str, lines: &[String], after: &str) -> String {
    let gap = if before.is_empty() { "" } else { " " };
    let indent = " ".repeat(display_width(before) + gap.len());
    let middle = lines.len().saturating_sub(1) / 2;
    let line = |(row, line): (usize, &String)| match row == middle {
        true => format!("{before}{gap}{line} {after}").trim_end().to_owned(),
        false => format!("{indent}{line}"),
    };
    lines
        .iter()
        .enumerate()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }

    #[test]
    fn what_is_nested_or_unknown_stays_source() {
        assert_eq!(unicode(r"\begin{tikzcd} a \end{tikzcd}"), None);
        assert_eq!(
            unicode(r"\begin{aligned} \begin{matrix} a \end{matrix} \end{aligned}"),
            None
        );
        assert_eq!(unicode(r"\begin{aligned} a"), None);
    }
}

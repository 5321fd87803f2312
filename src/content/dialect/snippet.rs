//! Snippets of MkDocs' pages: `--8<-- "file"`, a section of it `"file:name"`, or lines `"file:2:5"`.

use crate::content::page::{Line, Page};
use crate::content::reading::Reading;
use crate::domain::diagnostic::Code;
use crate::domain::path_in_course;

const MARK: &str = "--8<--";

/// The page with the texts of its snippets, which are looked for below `roots`.
pub(super) fn read(reading: &mut Reading<'_>, path: &str, roots: &[String], page: Page) -> Page {
    page.replaced(|line, lines| match named(&line.text) {
        None => lines.push(line),
        Some(name) => match text(reading, roots, name) {
            Ok(text) => lines.extend(text.iter().map(|text| Line {
                text: text.clone(),
                ..line.clone()
            })),
            Err(why) => reading.at(path, &line, Code::Include, format!("left out: {why}")),
        },
    })
}

/// The file that a line names: `--8<-- "file"`.
fn named(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix(MARK)?.trim();
    rest.strip_prefix(['"', '\''])?.strip_suffix(['"', '\''])
}

fn text(reading: &mut Reading<'_>, roots: &[String], name: &str) -> Result<Vec<String>, String> {
    let (file, part) = name.split_once(':').unwrap_or((name, ""));
    let below = roots
        .iter()
        .filter_map(|root| path_in_course(&format!("{root}/x"), file));
    let found = below
        .chain(path_in_course("", file))
        .find(|path| reading.source.has(path));
    let text = found.and_then(|path| reading.lesson_text(&path));
    let text = text.ok_or_else(|| format!("there is no file `{file}`"))?;
    let lines: Vec<&str> = text.as_str().lines().collect();
    let lines = section(&lines, part).ok_or_else(|| format!("`{file}` has no section `{part}`"))?;
    let is_mark = |line: &str| line.contains(MARK) && line.contains('[');
    let shown = lines.iter().filter(|line| !is_mark(line));
    Ok(shown.map(|line| (*line).to_owned()).collect())
}

/// The lines of a section; all of them where none is named.
fn section<'l>(lines: &'l [&'l str], part: &str) -> Option<&'l [&'l str]> {
    if part.is_empty() {
        return Some(lines);
    }
    let number = |text: &str, other: usize| match text {
        "" => Some(other),
        text => text.parse().ok(),
    };
    let (first, last) = part.split_once(':').unwrap_or((part, ""));
    if let (Some(first), Some(last)) = (number(first, 1), number(last, lines.len())) {
        return lines.get(first.checked_sub(1)?..last.min(lines.len()));
    }
    let at = |word: &str| {
        let mark = format!("[{word}:{part}]");
        let is_it = |line: &&str| line.contains(MARK) && line.contains(&mark);
        lines.iter().position(is_it)
    };
    let start = at("start")?;
    lines.get(start + 1..at("end").unwrap_or(lines.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_named_or_numbered() {
        let lines = ["a", "# --8<-- [start:x]", "b", "# --8<-- [end:x]", "c"];
        assert_eq!(section(&lines, "x"), Some(&["b"][..]));
        assert_eq!(section(&lines, "5"), Some(&["c"][..]));
        assert_eq!(section(&lines, "1:1"), Some(&["a"][..]));
        assert_eq!(section(&lines, ":1"), Some(&["a"][..]));
        assert_eq!(section(&lines, "y"), None);
        assert_eq!(section(&lines, "9:3"), None);
        assert_eq!(section(&lines, "").map(<[_]>::len), Some(5));
        assert_eq!(named("  --8<-- 'a.md:x'"), Some("a.md:x"));
    }
}

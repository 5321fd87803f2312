//! MkDocs' boxes and tabs, whose text is indented: `!!! note "Title"`, `??? tip`, `=== "Tab"`; and its snippets.

use crate::content::page::{Line, Page};
use crate::content::reading::Reading;
use crate::domain::diagnostic::Code;
use crate::domain::path_in_course;

/// The page with boxes between colons, and tabs under headings. Snippets are looked for below `roots`.
pub(in crate::content) fn read(
    reading: &mut Reading<'_>,
    path: &str,
    roots: &[String],
    page: Page,
) -> Page {
    let with_snippets = page.replaced(|line, lines| match snippet(&line.text) {
        Some(file) => include(reading, path, roots, &line, file, lines),
        None => lines.push(line),
    });
    let mut out = Vec::new();
    boxes(&with_snippets.lines, &mut out);
    Page::of(out)
}

fn boxes(lines: &[Line], out: &mut Vec<Line>) {
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some(mark) = Mark::of(line) else {
            out.push(line.clone());
            continue;
        };
        let rest = lines.get(at..).unwrap_or_default();
        let length = inside(rest, indent(&line.text));
        let text: Vec<Line> = rest.iter().take(length).map(dedented).collect();
        at += length;
        let margin = " ".repeat(indent(&line.text));
        match mark {
            Mark::Box { word, title } => {
                out.push(line.instead(format!("{margin}::: {word} {title}").trim_end()));
                out.push(line.instead(""));
                boxes(&text, out);
                out.extend([line.instead(""), line.instead(format!("{margin}:::"))]);
                out.push(line.instead(""));
            }
            Mark::Tab(title) => {
                out.extend([
                    line.instead(format!("{margin}#### {title}")),
                    line.instead(""),
                ]);
                boxes(&text, out);
            }
        }
    }
}

enum Mark {
    Box { word: String, title: String },
    Tab(String),
}

impl Mark {
    fn of(line: &Line) -> Option<Mark> {
        let text = line.text.trim();
        if line.is_code {
            return None;
        }
        if let Some(tab) = text
            .strip_prefix("=== ")
            .or_else(|| text.strip_prefix("===! "))
        {
            let title = tab.trim().strip_prefix('"')?.strip_suffix('"')?;
            return Some(Mark::Tab(title.to_owned()));
        }
        let (rest, folds) = match (text.strip_prefix("!!! "), text.strip_prefix("???+ ")) {
            (Some(rest), _) | (_, Some(rest)) => (rest, false),
            _ => (text.strip_prefix("??? ")?, true),
        };
        let (words, title) = rest.split_once('"').unwrap_or((rest, ""));
        let own = words
            .split_whitespace()
            .next()
            .unwrap_or("note")
            .to_lowercase();
        let is_word = own.chars().all(|c| c.is_alphanumeric() || c == '-');
        let title = title.trim_end().trim_end_matches('"').to_owned();
        let word = match folds {
            true => "details".to_owned(),
            false => own.clone(),
        };
        let title = match folds && title.is_empty() {
            true => own,
            false => title,
        };
        is_word.then_some(Mark::Box { word, title })
    }
}

/// How many of the lines belong to a mark with that indent.
fn inside(lines: &[Line], margin: usize) -> usize {
    let is_in = |line: &&Line| line.text.trim().is_empty() || indent(&line.text) >= margin + 4;
    let count = lines.iter().take_while(is_in).count();
    let taken = lines.get(..count).unwrap_or_default();
    let blank = taken
        .iter()
        .rev()
        .take_while(|line| line.text.trim().is_empty());
    count - blank.count()
}

fn indent(text: &str) -> usize {
    text.chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\t' { 4 } else { 1 })
        .sum()
}

fn dedented(line: &Line) -> Line {
    let text = line
        .text
        .strip_prefix("    ")
        .or_else(|| line.text.strip_prefix('\t'));
    Line {
        text: text.unwrap_or(line.text.trim_start()).to_owned(),
        ..line.clone()
    }
}

/// The file of `--8<-- "file"`.
fn snippet(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("--8<--")?.trim();
    rest.strip_prefix(['"', '\''])?.strip_suffix(['"', '\''])
}

fn include(
    reading: &mut Reading<'_>,
    page: &str,
    roots: &[String],
    line: &Line,
    file: &str,
    lines: &mut Vec<Line>,
) {
    let file = file.split(':').next().unwrap_or(file);
    let below = roots
        .iter()
        .filter_map(|root| path_in_course(&format!("{root}/x"), file));
    let found = below
        .chain(path_in_course("", file))
        .find(|path| reading.source.has(path));
    let text = found.and_then(|path| reading.lesson_text(&path));
    match text {
        Some(text) => lines.extend(text.as_str().lines().map(|text| line.instead(text))),
        None => reading.at(
            page,
            line,
            Code::Include,
            format!("left out: there is no file `{file}`"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indented_text_is_in_its_box() {
        let page = Page::new(
            "!!! note \"A *title*\"\n\n    In it.\n\n    ??? tip\n        Deeper.\n\nOut.\n\n=== \"Tab\"\n\n    ```py\n    !!! no\n    ```\n",
            0,
        );
        let mut out = Vec::new();
        boxes(&page.lines, &mut out);
        insta::assert_snapshot!(Page::of(out).finish().0);
    }
}

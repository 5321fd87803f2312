//! A lesson's Markdown while its format reads it: lines, each with its number in its file.

pub(super) use crate::domain::LineMap;

/// The Markdown of a lesson, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
}

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Its number in the lesson's file, from 1. What stands in place of a line has that line's number.
    pub(super) number: usize,
    /// Whether it belongs to a block of code, the fences included.
    pub(super) is_code: bool,
}

impl Line {
    /// A line in the place of this one.
    pub(super) fn instead(&self, text: impl Into<String>) -> Line {
        Line {
            text: text.into(),
            number: self.number,
            is_code: false,
        }
    }
}

impl Page {
    /// The page of a text that has some lines of its file above it.
    pub(super) fn new(markdown: &str, lines_above: usize) -> Page {
        let lines = markdown.lines().enumerate().map(|(index, text)| Line {
            text: text.to_owned(),
            number: lines_above + index + 1,
            is_code: false,
        });
        Page::of(lines.collect())
    }

    /// The page of some lines; their code is found.
    pub(super) fn of(mut lines: Vec<Line>) -> Page {
        let mut fences = Fences::default();
        for line in &mut lines {
            line.is_code = fences.takes(&line.text);
        }
        Page { lines }
    }

    /// The page with other lines in the place of each; the code of what comes out is found anew.
    pub(super) fn replaced(self, mut with: impl FnMut(Line, &mut Vec<Line>)) -> Page {
        let mut lines = Vec::with_capacity(self.lines.len());
        for line in self.lines {
            with(line, &mut lines);
        }
        Page::of(lines)
    }

    /// The page with another text in each line outside of code.
    pub(super) fn map_text(mut self, mut text: impl FnMut(&Line) -> Option<String>) -> Page {
        for line in self.lines.iter_mut().filter(|line| !line.is_code) {
            if let Some(new) = text(line) {
                line.text = new;
            }
        }
        self
    }

    /// The text, and where its lines are in the file.
    pub(super) fn finish(self) -> (String, LineMap) {
        let mut text = String::new();
        let mut map = LineMap::default();
        for (index, line) in self.lines.iter().enumerate() {
            map.add(index + 1, line.number);
            text.push_str(&line.text);
            text.push('\n');
        }
        (text, map)
    }
}

/// Tells code from text, line after line.
#[derive(Debug, Default)]
struct Fences {
    /// The sign and the length of the fence that is open.
    open: Option<(char, usize)>,
}

impl Fences {
    /// Whether the next line belongs to a block of code.
    fn takes(&mut self, line: &str) -> bool {
        let marks = |c: char| matches!(c, ' ' | '\t' | '>');
        let line = line.trim_start_matches(marks);
        let line = ["- ", "* ", "+ "]
            .iter()
            .find_map(|mark| line.strip_prefix(mark))
            .unwrap_or(line)
            .trim_start();
        let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = sign.map_or(0, |sign| line.chars().take_while(|c| *c == sign).count());
        let rest = line.get(length..).unwrap_or_default();
        match (self.open, sign) {
            (None, Some(sign)) if length >= 3 && !(sign == '`' && rest.contains('`')) => {
                self.open = Some((sign, length));
                true
            }
            (None, _) => false,
            (Some((open, least)), sign) => {
                if sign == Some(open) && length >= least && rest.trim().is_empty() {
                    self.open = None;
                }
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_what_stands_between_fences() {
        let page = Page::new("a\n```rust\n~~~\n```\nb\n- ~~~\n  c\n  ~~~~\nd `x`\n", 0);
        let code: Vec<bool> = page.lines.iter().map(|line| line.is_code).collect();
        assert_eq!(
            code,
            [false, true, true, true, false, true, true, true, false]
        );
    }

    #[test]
    fn lines_know_their_places_in_the_file() {
        let page = Page::new("a\nb\nc\n", 4).replaced(|line, out| match line.text.as_str() {
            "b" => out.extend([line.instead("x"), line.instead("y")]),
            _ => out.push(line),
        });
        let (text, map) = page.finish();
        assert_eq!(text, "a\nx\ny\nc\n");
        let places: Vec<usize> = (1..=4).map(|line| map.in_file(line)).collect();
        assert_eq!(places, [5, 6, 6, 7]);
    }
}

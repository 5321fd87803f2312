//! Lines of code that an author hides until somebody asks: ```` ```rust hidden=1-3,7 ````.
//!
//! They are named by number, and not by a sign before them as in mdBook, so that the code is whole for whoever copies,
//! colours or reads it elsewhere.

use super::document::Document;

/// The lines of a code block that are hidden, as ranges from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HiddenLines(Vec<(usize, usize)>);

impl HiddenLines {
    /// The lines that an info string names; none where it names none.
    ///
    /// ```
    /// use lyceum::lesson::HiddenLines;
    /// let hidden = HiddenLines::of_info("rust,ignore hidden=1-3,7");
    /// assert!(hidden.has(1) && hidden.has(3) && hidden.has(7) && !hidden.has(4));
    /// assert_eq!(HiddenLines::of_info("rust hidden=x"), HiddenLines::default());
    /// ```
    pub fn of_info(info: &str) -> HiddenLines {
        let is_apart = |c: char| c.is_whitespace() || matches!(c, '{' | '}');
        let named = info
            .split(is_apart)
            .find_map(|word| word.strip_prefix("hidden="));
        let ranges = named.unwrap_or_default().split(',').filter_map(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some((first.parse().ok()?, last.parse().ok()?))
        });
        HiddenLines(ranges.collect())
    }

    /// Whether a line is hidden; the first one is 1.
    pub fn has(&self, line: usize) -> bool {
        self.0
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&line))
    }

    /// Whether no line is hidden.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Hides one more line, behind all others.
    pub fn add(&mut self, line: usize) {
        match self.0.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => self.0.push((line, line)),
        }
    }

    /// The attribute of an info string that names the lines.
    pub fn attribute(&self) -> String {
        let ranges = self.0.iter().map(|(first, last)| match first == last {
            true => first.to_string(),
            false => format!("{first}-{last}"),
        });
        format!("hidden={}", ranges.collect::<Vec<_>>().join(","))
    }

    /// A text without its lines that are hidden.
    pub fn left_out_of(&self, text: &str) -> String {
        let lines = (1..).zip(text.split_inclusive('\n'));
        lines
            .filter(|(number, _)| !self.has(*number))
            .map(|(_, line)| line)
            .collect()
    }
}

impl Document {
    /// The hidden lines of the code that a block belongs to.
    pub fn hidden_lines(&self, block: usize) -> HiddenLines {
        let code = self
            .code_at(block)
            .and_then(|(index, _)| self.parsed().codes.get(index as usize));
        code.map_or_else(HiddenLines::default, |code| {
            HiddenLines::of_info(self.text(code.info))
        })
    }
}

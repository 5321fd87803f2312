//! Where the lines of a text are in its file: front matter stands above it, and an include in the place of a line.

/// The lines of a text in its file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct LineMap(
    /// Runs: the first line of each in the text and in the file.
    Vec<(usize, usize)>,
);

impl LineMap {
    /// A text that has some lines of its file above it.
    pub fn below(lines_above: usize) -> LineMap {
        LineMap(vec![(1, lines_above + 1)])
    }

    /// The line in the file of a line of the text; both from 1.
    pub fn in_file(&self, line: usize) -> usize {
        let run = self.0.partition_point(|(first, _)| *first <= line);
        let run = run.checked_sub(1).and_then(|run| self.0.get(run));
        run.map_or(line, |(first, in_file)| in_file + (line - first))
    }

    /// The line of the text that stands at a line of the file, or the last one above it; both from 1.
    pub fn in_text(&self, line: usize) -> usize {
        let above = self.0.iter().rev().find(|(_, in_file)| *in_file <= line);
        above.map_or(1, |(first, in_file)| first + (line - in_file))
    }

    /// Adds a line of the text, behind all others, with its line in the file.
    pub fn add(&mut self, line: usize, in_file: usize) {
        if self.0.is_empty() || self.in_file(line) != in_file {
            self.0.push((line, in_file));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_in_the_file_and_back() {
        assert_eq!(LineMap::below(3).in_file(1), 4);
        assert_eq!(LineMap::below(3).in_text(5), 2);
        assert_eq!(LineMap::below(3).in_text(2), 1);
        let mut included = LineMap::default();
        for (line, in_file) in [(1, 5), (2, 6), (3, 6), (4, 7)] {
            included.add(line, in_file);
        }
        assert_eq!(included.in_file(4), 7);
        assert_eq!(included.in_text(7), 4);
        assert_eq!(LineMap::default().in_file(3), 3);
    }
}

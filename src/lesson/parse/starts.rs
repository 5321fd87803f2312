//! Where sections begin: at the first heading behind a blank line and outside of fences, as far as lines by
//! themselves tell.

use memchr::memchr_iter;

/// Where the sections of at least so many bytes begin that a text has.
pub(super) fn starts(text: &str, least: usize) -> Vec<usize> {
    let next = |start: &usize| next_start(text, *start, least);
    std::iter::successors(Some(0), next).collect()
}

/// Where the section behind the one that begins at `start` does.
fn next_start(text: &str, start: usize, least: usize) -> Option<usize> {
    let from = start.saturating_add(least);
    let bytes = text.as_bytes();
    let mut open: Option<Fence> = None;
    let ends = memchr_iter(b'\n', bytes.get(start..)?);
    let mut lines = ends.map(|end| start + end + 1);
    lines.find(|line| {
        let fence = bytes.get(*line..).and_then(Fence::of);
        open = match (open, fence) {
            (None, fence) => fence,
            (Some(open), Some(fence)) if fence.closes(open) => None,
            (open, _) => open,
        };
        let begins = bytes.get(*line) == Some(&b'#');
        begins && *line >= from && open.is_none() && is_heading(text, *line)
    })
}

/// A line that opens or closes a code block.
#[derive(Debug, Clone, Copy)]
struct Fence {
    mark: u8,
    length: usize,
    /// Whether nothing follows it.
    is_bare: bool,
}

impl Fence {
    /// The fence that a text starts with.
    fn of(text: &[u8]) -> Option<Fence> {
        let indent = text.iter().take(3).take_while(|b| **b == b' ').count();
        let mark = *text.get(indent).filter(|b| matches!(b, b'`' | b'~'))?;
        let line = text.split(|b| *b == b'\n').next()?.get(indent..)?;
        let length = line.iter().take_while(|b| **b == mark).count();
        let rest = line.get(length..)?;
        let is_code_span = mark == b'`' && rest.contains(&b'`');
        (length >= 3 && !is_code_span).then_some(Fence {
            mark,
            length,
            is_bare: rest.iter().all(u8::is_ascii_whitespace),
        })
    }

    fn closes(self, open: Fence) -> bool {
        self.is_bare && self.mark == open.mark && self.length >= open.length
    }
}

/// Whether a line that starts with `#` looks like a heading behind a blank line.
fn is_heading(text: &str, line: usize) -> bool {
    let (before, heading) = text.split_at(line);
    let above = before.strip_suffix('\n').unwrap_or(before);
    let title = heading.trim_start_matches('#');
    above.trim_end_matches([' ', '\t', '\r']).ends_with('\n')
        && heading.len() - title.len() <= 6
        && title.starts_with([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_begin_at_headings_outside_of_fences() {
        let text = "# A\n\n```\n\n# no\n```\n\n# B\n# C\n \r\n## D\n";
        let begun: Vec<&str> = starts(text, 1)
            .iter()
            .map(|start| &text[*start..][..3])
            .collect();
        assert_eq!(begun, ["# A", "# B", "## "]);
    }
}

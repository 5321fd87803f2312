//! A long text is parsed in sections, so that the parser's memory depends on a section and not on the text.
//!
//! A section begins at a heading behind a blank line: no block goes on there, unless what looks like a heading is
//! code or HTML. That is the parser's word: it reads each section up to and with the mark of the next one's
//! heading, and where it finds none there, the text has to be parsed as one. What crosses sections is gathered
//! before ([`Definitions`]).

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag};

use super::definitions::Definitions;

/// The least bytes of a section.
pub(super) const SECTION: usize = 16 << 10;

/// A text that is ready to be parsed.
#[derive(Debug)]
pub(super) struct Sections<'a> {
    text: &'a str,
    options: Options,
    sections: Vec<Section<'a>>,
    definitions: Definitions,
}

/// A part of a text that is parsed by itself.
#[derive(Debug)]
struct Section<'a> {
    /// Where it stands in the text.
    range: Range<usize>,
    /// What is parsed: lines that make footnotes known, the section, the mark of the next one's heading.
    parsed: Cow<'a, str>,
    /// How long those lines are.
    lead: usize,
    is_last: bool,
}

impl<'a> Sections<'a> {
    /// Cuts a text into sections of at least so many bytes. Where footnotes are so many that making them known
    /// would cost more than it spares, there is one.
    pub(super) fn of(text: &'a str, options: Options, least: usize) -> Self {
        Self::near(text, options, least, 0..text.len())
    }

    /// Those sections of a text that have a part of these bytes.
    pub(super) fn near(text: &'a str, options: Options, least: usize, near: Range<usize>) -> Self {
        let starts = starts(text, least);
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let ranges = starts
            .iter()
            .copied()
            .zip(ends)
            .map(|(start, end)| start..end);
        let definitions = match starts.len() {
            1 => Definitions::default(),
            _ => Definitions::of(ranges.clone().filter_map(|range| text.get(range)), options),
        };
        if definitions.notes().len() > SECTION {
            return Self::whole(text, options);
        }
        let sections = ranges
            .filter(|range| range.start <= near.end && near.start <= range.end)
            .map(|range| Section::new(text, range, &definitions));
        Sections {
            text,
            options,
            sections: sections.collect(),
            definitions,
        }
    }

    /// The bytes of the text that the sections cover.
    pub(super) fn covered(&self) -> Range<usize> {
        let of = |section: Option<&Section<'_>>| section.map(|section| section.range.clone());
        let first = of(self.sections.first()).unwrap_or_default();
        let last = of(self.sections.last()).unwrap_or_default();
        first.start..last.end
    }

    /// The text as one section.
    pub(super) fn whole(text: &'a str, options: Options) -> Self {
        Self::of(text, options, usize::MAX)
    }

    /// Gives all events with their places in the text. False where it can't be parsed in these sections: what was
    /// given then is worth nothing.
    pub(super) fn walk(&'a self, mut take: impl FnMut(&mut Event<'a>, Range<usize>)) -> bool {
        let mut sections = self.sections.iter();
        sections.all(|section| self.read(section, &mut take))
    }

    /// Parses one section; says whether it ends where it was cut.
    fn read(
        &'a self,
        section: &'a Section<'a>,
        take: &mut impl FnMut(&mut Event<'a>, Range<usize>),
    ) -> bool {
        let elsewhere = |link: BrokenLink<'_>| {
            let address = self.definitions.address(&link.reference)?;
            Some((address.into(), "".into()))
        };
        let parser =
            Parser::new_with_broken_link_callback(&section.parsed, self.options, Some(elsewhere));
        let end = section.lead + section.range.len();
        let mut depth = 0_usize;
        for (mut event, range) in parser.into_offset_iter() {
            if range.start >= end && !section.is_last {
                return depth == 0 && matches!(event, Event::Start(Tag::Heading { .. }));
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if range.start >= section.lead {
                let at = |byte: usize| byte - section.lead + section.range.start;
                self.place(section, &mut event);
                take(&mut event, at(range.start)..at(range.end));
            }
        }
        section.is_last
    }

    /// Makes an event what it is in the whole text: its texts lie there, its references mean what they mean there.
    fn place(&'a self, section: &Section<'_>, event: &mut Event<'a>) {
        if let Event::Start(tag) = event {
            self.definitions.resolve(tag);
        }
        let Cow::Owned(copy) = &section.parsed else {
            return;
        };
        let own = copy.get(section.lead..).unwrap_or_default();
        let text = self.text.get(section.range.start..).unwrap_or_default();
        if let Some(part) = text_in(event)
            && let Some(there) = counterpart(part, own, text)
        {
            *part = CowStr::Borrowed(there);
        }
    }
}

/// The text of the source that an event holds.
pub(super) fn text_in<'e, 'a>(event: &'e mut Event<'a>) -> Option<&'e mut CowStr<'a>> {
    match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(text))) => Some(text),
        _ => None,
    }
}

/// What stands in `text` where a part of its copy stands in the copy; none for what isn't a part of that.
pub(super) fn counterpart<'a>(part: &CowStr<'_>, copy: &str, text: &'a str) -> Option<&'a str> {
    let CowStr::Borrowed(part) = part else {
        return None;
    };
    let start = (part.as_ptr() as usize).checked_sub(copy.as_ptr() as usize)?;
    let end = start
        .checked_add(part.len())
        .filter(|end| *end <= copy.len())?;
    text.get(start..end)
}

impl<'a> Section<'a> {
    fn new(text: &'a str, range: Range<usize>, definitions: &Definitions) -> Self {
        let next = text.get(range.end..).unwrap_or_default();
        let mark = next.len() - next.trim_start_matches('#').len();
        let own = text.get(range.start..range.end + mark).unwrap_or_default();
        let lead = if own.contains("[^") {
            definitions.notes()
        } else {
            ""
        };
        Section {
            parsed: match lead {
                "" => Cow::Borrowed(own),
                lead => Cow::Owned(format!("{lead}{own}")),
            },
            lead: lead.len(),
            is_last: next.is_empty(),
            range,
        }
    }
}

/// Where sections of at least so many bytes begin.
fn starts(text: &str, least: usize) -> Vec<usize> {
    let next = |start: &usize| next_start(text, *start, least);
    std::iter::successors(Some(0), next).collect()
}

/// The first heading behind a blank line and outside of fences, as far as lines by themselves tell.
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

    /// Which headings a text has when it is parsed in small sections; none where it can't be.
    fn headings(text: &str) -> Option<usize> {
        let sections = Sections::of(text, Options::empty(), 1);
        let mut headings = 0;
        let is_heading = |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { .. }));
        let walked = sections.walk(|event, _| headings += usize::from(is_heading(event)));
        walked.then_some(headings)
    }

    #[test]
    fn sections_begin_at_headings_outside_of_fences() {
        let text = "# A\n\n```\n\n# no\n```\n\n# B\n# C\n \r\n## D\n";
        let begun: Vec<&str> = starts(text, 1)
            .iter()
            .map(|start| &text[*start..][..3])
            .collect();
        assert_eq!(begun, ["# A", "# B", "## "]);
        assert_eq!(headings(text), Some(4));
    }

    #[test]
    fn what_looks_like_a_heading_and_is_none_is_found_out() {
        assert_eq!(starts("<!--\n\n# A\n-->\n", 1).len(), 2);
        assert_eq!(headings("<!--\n\n# A\n-->\n"), None);
    }
}

//! A long text is parsed in sections, so that the parser's memory depends on a section and not on the text.
//!
//! A section begins at a heading behind a blank line: no block goes on there, unless what looks like a heading is
//! code or HTML. That is the parser's word: it reads each section up to and with the mark of the next one's
//! heading, and where it finds none there, the text has to be parsed as one. What crosses sections is looked up
//! ([`Definitions`]).

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag};

use super::definitions::Definitions;
use super::starts::starts;

/// The least bytes of a section.
pub(super) const SECTION: usize = 16 << 10;

/// A text that is cut into sections.
#[derive(Debug)]
pub(super) struct Cut<'a> {
    text: &'a str,
    options: Options,
    /// The sections' places in the text.
    pub(super) sections: Vec<Range<usize>>,
    pub(super) definitions: Definitions<'a>,
}

impl<'a> Cut<'a> {
    /// Cuts a text into sections of at least so many bytes.
    pub(super) fn of(text: &'a str, options: Options, least: usize) -> Self {
        let starts = starts(text, least);
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let sections: Vec<Range<usize>> = starts
            .iter()
            .zip(ends)
            .map(|(start, end)| *start..end)
            .collect();
        // The parser knows what is defined where the text is one section.
        let defining = if sections.len() > 1 { &*sections } else { &[] };
        Cut {
            definitions: Definitions::of(text, defining, options),
            text,
            options,
            sections,
        }
    }

    /// All sections, ready to be parsed.
    pub(super) fn all(&self) -> Fragments<'_> {
        self.fragments(0..self.sections.len())
    }

    /// Those sections that have a part of these bytes, and which bytes they cover.
    pub(super) fn near(&self, near: &Range<usize>) -> (Fragments<'_>, Range<usize>) {
        let first = self
            .sections
            .partition_point(|section| section.end <= near.start);
        let behind = self
            .sections
            .partition_point(|section| section.start < near.end);
        let sections = self.sections.get(first..behind).unwrap_or_default();
        let start = sections.first().map_or(near.start, |section| section.start);
        let end = sections.last().map_or(start, |section| section.end);
        (self.fragments(first..behind), start..end)
    }

    fn fragments(&self, sections: Range<usize>) -> Fragments<'_> {
        Fragments {
            cut: self,
            fragments: sections
                .map(|section| Fragment::section(self, section))
                .collect(),
        }
    }

    /// Texts of footnotes, by their places, as if nothing else were in the text.
    pub(super) fn notes(&self, notes: &[Range<usize>]) -> Fragments<'_> {
        Fragments {
            cut: self,
            fragments: notes
                .iter()
                .map(|range| Fragment::note(self, range.clone()))
                .collect(),
        }
    }
}

/// Fragments of a text that are ready to be parsed.
#[derive(Debug)]
pub(super) struct Fragments<'c> {
    cut: &'c Cut<'c>,
    fragments: Vec<Fragment<'c>>,
}

/// A piece of a text that is parsed by itself.
#[derive(Debug)]
struct Fragment<'c> {
    /// Where it stands in the text.
    range: Range<usize>,
    /// The section that it is; the number behind the last one for what is less.
    section: usize,
    /// The text for the parser: lines that make footnotes known, the fragment, the mark of the next section's heading.
    parsed: Cow<'c, str>,
    /// How long those lines are.
    lead: usize,
    /// Whether nothing follows that has to begin a block.
    is_last: bool,
}

impl<'c> Fragment<'c> {
    fn section(cut: &'c Cut<'_>, section: usize) -> Self {
        let range = cut.sections.get(section).cloned().unwrap_or_default();
        let next = cut.text.get(range.end..).unwrap_or_default();
        let mark = next.len() - next.trim_start_matches('#').len();
        Fragment {
            is_last: next.is_empty(),
            ..Fragment::new(cut, range, mark, section)
        }
    }

    fn note(cut: &'c Cut<'_>, range: Range<usize>) -> Self {
        Fragment::new(cut, range, 0, cut.sections.len())
    }

    fn new(cut: &'c Cut<'_>, range: Range<usize>, mark: usize, section: usize) -> Self {
        let own = cut
            .text
            .get(range.start..range.end + mark)
            .unwrap_or_default();
        let lead = cut.definitions.lead(own, section);
        Fragment {
            range,
            section,
            lead: lead.len(),
            parsed: match lead.is_empty() {
                true => Cow::Borrowed(own),
                false => Cow::Owned(lead + own),
            },
            is_last: true,
        }
    }
}

impl<'c> Fragments<'c> {
    /// Gives all events with their places in the text. False where it can't be parsed in these sections: what was
    /// given then is worth nothing.
    pub(super) fn walk<'t>(&'t self, mut take: impl FnMut(&mut Event<'t>, Range<usize>)) -> bool {
        self.fragments
            .iter()
            .all(|fragment| self.read(fragment, &mut take))
    }

    /// Parses one fragment; says whether it ends where it was cut.
    fn read<'t>(
        &'t self,
        fragment: &'t Fragment<'c>,
        take: &mut impl FnMut(&mut Event<'t>, Range<usize>),
    ) -> bool {
        let elsewhere = |link: BrokenLink<'_>| {
            let address = self.cut.definitions.address(&link.reference)?;
            Some((address.into(), "".into()))
        };
        let parser = Parser::new_with_broken_link_callback(
            &fragment.parsed,
            self.cut.options,
            Some(elsewhere),
        );
        let end = fragment.lead + fragment.range.len();
        let mut depth = 0_usize;
        for (mut event, range) in parser.into_offset_iter() {
            if range.start >= end && !fragment.is_last {
                return depth == 0 && matches!(event, Event::Start(Tag::Heading { .. }));
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if range.start >= fragment.lead {
                let at = |byte: usize| byte - fragment.lead + fragment.range.start;
                self.place(fragment, &mut event);
                take(&mut event, at(range.start)..at(range.end));
            }
        }
        fragment.is_last
    }

    /// Makes an event what it is in the whole text: its texts lie there, its references mean what they mean there.
    fn place<'t>(&'t self, fragment: &Fragment<'_>, event: &mut Event<'t>) {
        if let Event::Start(tag) = event {
            self.cut.definitions.resolve(tag, fragment.section);
        }
        let Cow::Owned(copy) = &fragment.parsed else {
            return;
        };
        let own = copy.get(fragment.lead..).unwrap_or_default();
        let text = self
            .cut
            .text
            .get(fragment.range.start..)
            .unwrap_or_default();
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

/// The part of `text` at the place of a part of its copy; none for anything else.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Which headings a text has when it is parsed in small sections; none where it can't be.
    fn headings(text: &str) -> Option<usize> {
        let cut = Cut::of(text, Options::empty(), 1);
        let sections = cut.all();
        let mut headings = 0;
        let is_heading = |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { .. }));
        let walked = sections.walk(|event, _| headings += usize::from(is_heading(event)));
        walked.then_some(headings)
    }

    #[test]
    fn a_text_that_is_cut_at_headings_has_all_of_them() {
        let text = "# A\n\n```\n\n# no\n```\n\n# B\n# C\n \r\n## D\n";
        assert_eq!(headings(text), Some(4));
    }

    #[test]
    fn what_looks_like_a_heading_and_is_none_is_found_out() {
        assert_eq!(starts("<!--\n\n# A\n-->\n", 1).len(), 2);
        assert_eq!(headings("<!--\n\n# A\n-->\n"), None);
    }
}

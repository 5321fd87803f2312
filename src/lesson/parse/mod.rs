//! Markdown source becomes the compact form: one walk over the parser's events, bounded on any input.

mod anchors;
mod attributes;
mod autolink;
mod builder;
mod code;
mod colons;
mod definitions;
mod dollars;
mod excerpt;
mod fence;
mod footnotes;
mod gaps;
mod heading;
mod html;
mod inline;
mod labels;
mod link;
mod list;
mod masked;
mod page_top;
mod quote;
mod sections;
mod starts;
mod table;
mod whole;

use std::ops::Range;
use std::panic;

use pulldown_cmark::{Event, LinkType, Options, Tag, TagEnd};

use super::document::Parsed;
use super::page_parts::Around;
use builder::Builder;
pub(super) use excerpt::{Excerpt, Reach, excerpt};
pub(crate) use fence::is_box;
use masked::Hidden;
use sections::{Cut, Fragments, SECTION};

/// The longest source that is parsed, in bytes; what follows is cut with a notice.
pub(super) const MAX_SOURCE: usize = 64 << 20;

/// Containers inside each other that keep their indent; deeper ones are shown without.
pub(super) const MAX_DEPTH: u16 = 24;

/// Text that is laid out as one block, in bytes: the cost of a first frame depends on it.
pub(super) const MAX_LEAF: usize = 8 << 10;

/// Parses a lesson. Never fails: what can't be kept is cut, and a notice says so.
///
/// A panic of the parser (there have been some on odd input) shows the source as it is.
pub(super) fn parse(source: &str, around: &Around) -> Parsed {
    panic::catch_unwind(|| parsed(source, around, SECTION))
        .unwrap_or_else(|_| unparsed(source, around))
}

/// Parses in sections of at least so many bytes; what comes out doesn't depend on them.
fn parsed(source: &str, around: &Around, section: usize) -> Parsed {
    in_sections(source, around, section)
        .or_else(|| in_sections(source, around, usize::MAX))
        .unwrap_or_default()
}

fn in_sections(source: &str, around: &Around, section: usize) -> Option<Parsed> {
    let Range { start, end } = whole::text(source);
    let text = source.get(start..end).unwrap_or_default();
    let hidden = Hidden::of(text);
    let cut = Cut::of(hidden.parsed(), options(&hidden), section);
    let sections = cut.all();
    let mut builder = Builder::new(source);
    builder.begin_page(around, start);
    if !builder.walk(&sections, &hidden, start) {
        return None;
    }
    builder.end_page(around, end);
    builder.finish_footnotes();
    if end < source.len() {
        builder.notice(
            "The lesson is longer than 64 MB: the rest is not shown.",
            end,
        );
    }
    Some(builder.finish())
}

fn unparsed(source: &str, around: &Around) -> Parsed {
    let mut builder = Builder::new(source);
    builder.make(&around.above, 0);
    builder.notice(
        "This lesson can't be read as Markdown; this is its source.",
        0,
    );
    builder.open_code("markdown", 0);
    builder.code_text(source, 0..source.len());
    builder.end_code(0..source.len());
    builder.end_page(around, source.len());
    builder.finish()
}

fn options(hidden: &Hidden<'_>) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    options.set(Options::ENABLE_DEFINITION_LIST, hidden.defines());
    options
}

impl<'a> Builder<'a> {
    /// Takes the events of a text that starts at a byte of the source. False where the sections are none.
    fn walk(&mut self, sections: &'a Fragments<'a>, hidden: &'a Hidden<'a>, start: usize) -> bool {
        sections.walk(|event, range| {
            hidden.restore(event);
            self.event(event, range.start + start..range.end + start);
        })
    }

    fn event(&mut self, event: &Event<'a>, range: Range<usize>) {
        if self.waits(event) {
            return self.set_aside(event.clone(), range);
        }
        if matches!(event, Event::Text(text) if text.starts_with('{')) {
            self.end_span(range.start);
        }
        if self.leave_out(event, &range) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag, range),
            Event::Text(text) => self.text(text, range),
            Event::Code(text) => self.code_span(text, range),
            Event::InlineMath(tex) => self.inline_math(tex, range),
            Event::DisplayMath(tex) => self.display_math(tex, range),
            Event::Html(html) => self.html_line(html, range),
            Event::InlineHtml(html) => self.inline_html(html, range),
            Event::FootnoteReference(label) => self.footnote_reference(label, range),
            Event::SoftBreak => self.soft_break(range),
            Event::HardBreak => self.hard_break(range),
            Event::Rule => self.rule(range),
            Event::TaskListMarker(done) => self.task(*done),
        }
    }

    fn start(&mut self, tag: &Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(range),
            Tag::Heading { level, .. } => self.start_heading(*level as u8, None, range),
            Tag::BlockQuote(kind) => self.start_quote(*kind, range),
            Tag::CodeBlock(kind) => self.start_code(kind, range),
            Tag::HtmlBlock => self.start_html(range),
            Tag::List(first) => self.start_list(*first, range),
            Tag::Item => self.start_item(range),
            Tag::FootnoteDefinition(label) => self.start_footnote(label, range),
            Tag::DefinitionList | Tag::MetadataBlock(_) => {}
            Tag::DefinitionListTitle => self.start_term(range),
            Tag::DefinitionListDefinition => self.start_definition(range),
            Tag::Table(alignments) => self.start_table(alignments, range),
            Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.push_marks(tag),
            Tag::Superscript | Tag::Subscript => self.push_marks(tag),
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => self.start_mail_link(dest_url, range),
            Tag::Link { dest_url, .. } => self.start_link(dest_url, range),
            Tag::Image { dest_url, .. } => self.start_image(dest_url, range),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.finish_leaf(range.end),
            TagEnd::Heading(_) => self.end_heading(range),
            TagEnd::CodeBlock => self.end_code(range),
            TagEnd::HtmlBlock => self.end_html(range),
            TagEnd::List(_) => self.end_list(range),
            TagEnd::Item => self.end_item(range),
            TagEnd::FootnoteDefinition => self.end_footnote(range),
            TagEnd::DefinitionList | TagEnd::MetadataBlock(_) => {}
            TagEnd::DefinitionListTitle => self.end_term(range),
            TagEnd::BlockQuote(_) | TagEnd::DefinitionListDefinition => self.close_frame(range),
            TagEnd::Table => self.end_table(range),
            TagEnd::TableHead => self.end_row(range, true),
            TagEnd::TableRow => self.end_row(range, false),
            TagEnd::TableCell => self.end_cell(range),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.pop_marks(),
            TagEnd::Superscript | TagEnd::Subscript => self.pop_marks(),
            TagEnd::Link => {
                self.end_link();
                self.attributes_at(range.end);
            }
            TagEnd::Image => {
                let described = self.attributes_at(range.end).alt();
                self.end_image(described);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lesson::Document;

    /// Lines that begin, end or cross sections.
    fn line() -> impl Strategy<Value = String> {
        let starts = prop::sample::select(vec![
            "", "", "", "", "> ", "- ", "   ", "    ", "1. ", "[^a]: ", "[^b]: ", ": ", "| ",
        ]);
        let texts = prop::sample::select(vec![
            "",
            "",
            "",
            "# One",
            "## Two",
            "## Two",
            "### [a]",
            "#",
            "#tag",
            "words",
            "[a] and [B][b], ![c][]",
            "[a]: /one",
            "[A]: /two 'title'",
            "[b]: /three",
            "[c]: #one",
            "[a",
            "b]: /four",
            "x[^a] y[^b] z[^c]",
            "x[^ a] y[^C]",
            "a[^c\\|d] | b [c\\|d]",
            "[^ b]: note",
            "[^c|d]: note",
            "[c|d]: /five",
            "[^\\[^a]",
            "![^a]",
            "[^c]: note",
            "[^c]:",
            "```",
            "```rust",
            "````",
            "~~~",
            "<!--",
            "-->",
            "<pre>",
            "</pre>",
            "<div>",
            "</div>",
            "<ul><li>",
            "</li>",
            "</ul>",
            "<details>",
            "<summary>s</summary>",
            "</details>",
            "<b>bold",
            "::: tip",
            ":::",
            "$$",
            "x^2$$",
            "---",
            "===",
            "|--|--|",
            "a | b [a] | c",
            "[!NOTE]",
            "https://a.example",
            "&amp;[\\]",
            ":smile: and",
            "`code",
            ":goes on`",
            ": definition",
            ":--|--:",
        ]);
        (starts, texts).prop_map(|(start, text)| format!("{start}{text}"))
    }

    fn markdown() -> impl Strategy<Value = String> {
        let ends = prop::sample::select(vec!["\n", "\n", "\n\n", "\n\n", "\r\n\r\n", "\n \n"]);
        prop::collection::vec((line(), ends), 0..30)
            .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn sections_are_parsed_to_what_the_whole_is(markdown in markdown(), section in 0_usize..60) {
            let whole = in_sections(&markdown, &Around::default(), usize::MAX);
            prop_assert!(whole.is_some());
            if let Some(parsed) = in_sections(&markdown, &Around::default(), section) {
                prop_assert_eq!(Some(parsed), whole);
            }
        }

        #[test]
        fn a_colon_that_defines_nothing_is_like_any_other_sign(markdown in markdown()) {
            let colon = Document::parse(&markdown);
            let other = Document::parse(markdown.replace(":smile:", ";smile;").replace(":goes", ";goes"));
            prop_assert_eq!(&colon.parsed().blocks, &other.parsed().blocks);
            prop_assert_eq!(
                colon.reading_text(),
                other.reading_text().replace(";smile;", ":smile:").replace(";goes", ":goes")
            );
        }
    }
}

//! What real courses use, and what of it is shown as source: a report that is kept as a snapshot.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use lyceum::lesson::highlight::Highlighter;
use lyceum::lesson::{Document, Layout, LayoutOptions, Place, Role, Target};
use pulldown_cmark::{Event, Parser, Tag};

use crate::fixtures::{folder, markdown_files};
use crate::reference::{options, without_false_definitions};

type Counts = BTreeMap<String, usize>;

#[derive(Default)]
struct Report {
    constructs: Counts,
    languages: Counts,
    links: Counts,
    as_source: Counts,
}

impl Report {
    fn add(&mut self, markdown: &str) {
        let text = without_false_definitions(markdown);
        for event in Parser::new_ext(&text, options(&text)) {
            if let Some(construct) = construct(&event) {
                *self.constructs.entry(construct.to_owned()).or_default() += 1;
            }
        }
        let document = Arc::new(Document::parse(markdown));
        for link in document.links() {
            let kind = match &link.target {
                Target::Heading(_) => "to a heading",
                Target::Lesson { .. } => "to a file of the course",
                Target::Web(_) => "to the web",
                Target::Mail(_) => "to an e-mail address",
                Target::Footnote(_) | Target::Back(_) => "to or from a footnote",
                Target::Refused(_) => "refused",
            };
            *self.links.entry(kind.to_owned()).or_default() += 1;
        }
        self.add_code(&document);
        self.add_source(&document);
    }

    fn add_code(&mut self, document: &Document) {
        let mut next = 0;
        while next < document.block_count() {
            let code = document.code(next);
            next = code
                .as_ref()
                .map_or(next + 1, |code| code.blocks.end.max(next + 1));
            if let Some(code) = code {
                let language = code.language.unwrap_or("(none)".into()).into_owned();
                *self.languages.entry(language).or_default() += 1;
            }
        }
    }

    /// Tags and formulas that are shown as they are written.
    fn add_source(&mut self, document: &Arc<Document>) {
        let mut layout = Layout::new(Arc::clone(document), LayoutOptions::new(200));
        (0..document.block_count()).for_each(|block| layout.reveal(block));
        layout.prepare(Place::default(), usize::MAX / 2);
        for (_, line) in layout.visible(Place::default(), usize::MAX) {
            for run in line.content() {
                let text = run.text.as_str();
                let name = match run.style.role {
                    Role::Dim if text.starts_with('<') => {
                        let end = text.find([' ', '>']).unwrap_or(text.len());
                        format!("`{}>`", &text[..end])
                    }
                    Role::Math if text.contains('\\') => "a formula".to_owned(),
                    Role::Control => "a control or invisible character, as a mark".to_owned(),
                    _ => continue,
                };
                *self.as_source.entry(name).or_default() += 1;
            }
        }
    }

    fn written(&self, files: usize) -> String {
        let highlighter = Highlighter::new();
        let mut report = format!("{files} files\n\nconstructs\n");
        write_counts(&mut report, &self.constructs, |_| "");
        report.push_str("\ncode blocks by language; `plain`: without colours\n");
        write_counts(&mut report, &self.languages, |language| {
            match highlighter.highlight(language, "x").is_some() {
                true => "",
                false => "  plain",
            }
        });
        report.push_str("\nlinks\n");
        write_counts(&mut report, &self.links, |_| "");
        report.push_str("\nshown as source\n");
        write_counts(&mut report, &self.as_source, |_| "");
        report
    }
}

/// The most frequent first.
fn write_counts(report: &mut String, counts: &Counts, remark: impl Fn(&str) -> &'static str) {
    let mut counts: Vec<_> = counts.iter().collect();
    counts.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), name.as_str()));
    for (name, count) in counts {
        let _ = writeln!(report, "{count:>7}  {name}{}", remark(name));
    }
}

fn construct(event: &Event<'_>) -> Option<&'static str> {
    Some(match event {
        Event::Start(Tag::Paragraph) => "paragraph",
        Event::Start(Tag::Heading { .. }) => "heading",
        Event::Start(Tag::BlockQuote(None)) => "quote",
        Event::Start(Tag::BlockQuote(Some(_))) => "alert",
        Event::Start(Tag::CodeBlock(kind)) if kind.is_fenced() => "fenced code",
        Event::Start(Tag::CodeBlock(_)) => "indented code",
        Event::Start(Tag::HtmlBlock) => "HTML block",
        Event::Start(Tag::List(None)) => "bullet list",
        Event::Start(Tag::List(Some(_))) => "ordered list",
        Event::Start(Tag::Item) => "list item",
        Event::Start(Tag::FootnoteDefinition(_)) => "footnote",
        Event::Start(Tag::DefinitionListTitle) => "defined term",
        Event::Start(Tag::Table(_)) => "table",
        Event::Start(Tag::Link { .. }) => "link",
        Event::Start(Tag::Image { .. }) => "image",
        Event::Code(_) => "code span",
        Event::InlineMath(_) => "formula in a sentence",
        Event::DisplayMath(_) => "formula on its own",
        Event::InlineHtml(_) => "inline HTML",
        Event::TaskListMarker(_) => "task",
        Event::Rule => "thematic break",
        _ => return None,
    })
}

#[test]
#[expect(
    clippy::disallowed_macros,
    reason = "a test says what it could not check"
)]
fn the_report_on_real_courses_is_true() {
    let files = markdown_files(&folder());
    if files.is_empty() {
        println!("no fixtures at {}: nothing counted", folder().display());
        return;
    }
    let mut report = Report::default();
    for markdown in files
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
    {
        report.add(&markdown);
    }
    insta::assert_snapshot!("real_courses", report.written(files.len()));
}

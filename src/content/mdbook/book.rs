//! Reads `book.toml`.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::content::reading::Reading;
use crate::content::source::Source;
use crate::domain::diagnostic::Code;
use crate::domain::path_in_course;

pub(super) const FILE: &str = "book.toml";
/// Where a book without a `book.toml` has its contents.
pub(super) const SUMMARIES: [&str; 5] = [
    "SUMMARY.md",
    "src/SUMMARY.md",
    "docs/SUMMARY.md",
    "book/SUMMARY.md",
    "summary.md",
];

/// A book's metadata.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) is_mdbook: bool,
    /// Whether formulas stand between `\\\\(` and `\\\\)`.
    pub(super) has_mathjax: bool,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) language: Option<String>,
    /// The folder of its pages.
    pub(super) folder: String,
    /// The path of its contents.
    pub(super) summary: String,
    /// Its address on the web.
    pub(super) address: Option<String>,
    /// The beginnings of lines of code that aren't shown, by language.
    pub(super) hidden: BTreeMap<String, String>,
    /// Old paths as published, each with its new one.
    redirects: Vec<(String, String)>,
}

impl Book {
    pub(super) fn read(reading: &mut Reading<'_>) -> Book {
        let mut book = match reading.source.has(FILE) {
            true => Book::declared(reading),
            false => Book::found(reading.source),
        };
        let from = (!book.folder.is_empty()).then(|| format!("{}/", book.folder));
        book.summary = format!("{}SUMMARY.md", from.unwrap_or_default());
        if !reading.source.has(&book.summary) {
            let found = SUMMARIES.iter().find(|path| reading.source.has(path));
            book.summary = found.map_or(book.summary, |found| (*found).to_owned());
        }
        book
    }

    fn found(source: &Source) -> Book {
        let summary = SUMMARIES.iter().find(|path| source.has(path));
        let folder = summary.and_then(|path| path.rsplit_once('/'));
        Book {
            folder: folder.map_or(String::new(), |(folder, _)| folder.to_owned()),
            ..Book::default()
        }
    }

    fn declared(reading: &mut Reading<'_>) -> Book {
        let text = reading.manifest(FILE);
        let table: Table = text
            .and_then(|text| {
                let parsed = text.as_str().parse();
                parsed
                    .map_err(|failed: toml::de::Error| {
                        let at = failed.span().map_or(0, |span| span.start);
                        reading
                            .problems
                            .push(text.error(Code::Toml, at, failed.message()));
                    })
                    .ok()
            })
            .unwrap_or_default();
        let empty = Table::new();
        let within = |table: &Table, key: &str| table.get(key).and_then(Value::as_table).cloned();
        let text = |table: &Table, key: &str| table.get(key)?.as_str().map(str::to_owned);
        let book = within(&table, "book").unwrap_or(empty.clone());
        let output = within(&table, "output").unwrap_or(empty.clone());
        let html = within(&output, "html").unwrap_or(empty.clone());
        let code = within(&html, "code").unwrap_or(empty);
        let source = text(&book, "src").and_then(|src| path_in_course("", &src));
        Book {
            is_mdbook: true,
            has_mathjax: html.get("mathjax-support").and_then(Value::as_bool) == Some(true),
            title: text(&book, "title"),
            description: text(&book, "description"),
            language: text(&book, "language"),
            folder: source.unwrap_or_else(|| "src".to_owned()),
            address: text(&html, "site-url").filter(|url| url.starts_with("https://")),
            hidden: texts(&within(&code, "hidelines").unwrap_or_default()).collect(),
            redirects: texts(&within(&html, "redirect").unwrap_or_default()).collect(),
            ..Book::default()
        }
    }

    /// The paths by which a page was published before.
    pub(super) fn redirects_to(&self, page: &str) -> Vec<String> {
        let inside = |path: &str| path_in_course(&self.summary, path);
        let html = |page: &str| page.strip_suffix(".md").map(|stem| format!("{stem}.html"));
        let new = html(page);
        let goes_here = |(_, to): &&(String, String)| inside_of(&self.summary, to) == new;
        let old = self.redirects.iter().filter(goes_here);
        let old: Vec<String> = old
            .filter_map(|(from, _)| inside(from.trim_start_matches('/')))
            .collect();
        // Several old pages in one new one: which of them it is, nobody can say.
        match old.len() {
            1 if new.is_some() => old,
            _ => Vec::new(),
        }
    }
}

/// The path in the course of a redirect's new address; none where that leaves the book or names a part of a page.
fn inside_of(summary: &str, to: &str) -> Option<String> {
    let leaves = to.contains("://") || to.contains('#');
    (!leaves).then(|| path_in_course(summary, to.trim_start_matches('/')))?
}

fn texts(table: &Table) -> impl Iterator<Item = (String, String)> {
    let text = |(key, value): (&String, &Value)| Some((key.clone(), value.as_str()?.to_owned()));
    table
        .iter()
        .filter_map(text)
        .collect::<Vec<_>>()
        .into_iter()
}

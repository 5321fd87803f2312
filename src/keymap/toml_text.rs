//! Parses TOML that a person wrote: entries in the order of the file, each with its place, and all syntax errors.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::{Diagnostic, LinePlace, Location};

/// The text of one TOML file.
#[derive(Debug, Clone, Copy)]
pub struct TomlText<'t> {
    path: &'t Path,
    text: &'t str,
}

/// A key with its value, and where they stand.
#[derive(Debug, Clone)]
pub struct Entry<'t> {
    /// The key's text, without quotes.
    pub key: Cow<'t, str>,
    /// The range of the key, in bytes.
    pub key_span: Range<usize>,
    /// The value.
    pub value: DeValue<'t>,
    /// The range of the value, in bytes.
    pub value_span: Range<usize>,
}

impl<'t> TomlText<'t> {
    /// A file's text; `path` is only what problems call it.
    pub fn new(path: &'t Path, text: &'t str) -> Self {
        Self { path, text }
    }

    /// The entries at the top, in the order of the file, as far as the text can be read; and what isn't TOML.
    pub fn read(self) -> (Vec<Entry<'t>>, Vec<Diagnostic>) {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        let problems = errors.iter().map(|error| self.syntax(error)).collect();
        (in_order(table.into_inner()), problems)
    }

    /// A problem at that place of the text, in bytes.
    pub fn problem(self, span: &Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Location::Line(self.place(span.start)), message)
    }

    /// The place of a byte.
    pub fn place(self, byte: usize) -> LinePlace {
        LinePlace::of(self.path, self.text, byte)
    }

    /// True where one of the problems is on the line of that place.
    pub fn is_on_a_line_of(self, span: &Range<usize>, problems: &[Diagnostic]) -> bool {
        let mut lines = problems.iter().filter_map(line);
        // Where nothing is wrong, no line has to be counted.
        !problems.is_empty() && {
            let here = self.text.get(..span.start).unwrap_or(self.text);
            let here = here.matches('\n').count() + 1;
            lines.any(|line| line == here)
        }
    }

    fn syntax(self, error: &toml::de::Error) -> Diagnostic {
        let place = error.span().unwrap_or_default();
        match error.message() {
            "duplicate key" => self.problem(&place, "this is set twice in one table"),
            message => self.problem(&place, format!("not TOML: {message}")),
        }
    }
}

/// A table's entries in the order of the file.
pub fn in_order(table: DeTable<'_>) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = table.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    entries
}

fn entry<'t>((key, value): (Spanned<Cow<'t, str>>, Spanned<DeValue<'t>>)) -> Entry<'t> {
    Entry {
        key_span: key.span(),
        key: key.into_inner(),
        value_span: value.span(),
        value: value.into_inner(),
    }
}

/// The problems in the order of the file. Where a line isn't TOML, what else seems wrong in it is left out: it
/// was read from a guess.
pub fn together(syntax: Vec<Diagnostic>, meaning: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let broken: Vec<Option<usize>> = syntax.iter().map(line).collect();
    let guessed = |problem: &Diagnostic| broken.contains(&line(problem));
    let mut all: Vec<Diagnostic> = meaning.into_iter().filter(|p| !guessed(p)).collect();
    all.extend(syntax);
    in_file_order(&mut all);
    all
}

/// Sorts problems by file, line and column.
pub fn in_file_order(problems: &mut [Diagnostic]) {
    problems.sort_by_key(|problem| match &problem.place {
        Location::Line(at) => Some((at.path.clone(), at.line, at.column)),
        _ => None,
    });
}

fn line(problem: &Diagnostic) -> Option<usize> {
    match &problem.place {
        Location::Line(at) => Some(at.line),
        _ => None,
    }
}

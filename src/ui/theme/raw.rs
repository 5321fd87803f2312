//! A theme as it is written: TOML with a palette and two tables of styles.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::style::{Color, Modifier};
use toml::de::{DeTable, DeValue};

use super::color::{self, BadColor};
use super::names::{Slot, Table};
use crate::domain::Diagnostic;
use crate::keymap::toml_text::{Entry, TomlText, in_order, together};

/// A theme as one file says it.
#[derive(Debug, Default)]
pub(super) struct RawTheme {
    /// The theme that it builds on, and where that is said.
    pub(super) extends: Option<(String, Range<usize>)>,
    pub(super) palette: Vec<(String, Color)>,
    pub(super) styles: Vec<(Slot, RawStyle)>,
}

/// A style as it is written; what it doesn't say is left to the parent.
#[derive(Debug, Default)]
pub(super) struct RawStyle {
    pub(super) fg: Option<ColorName>,
    pub(super) bg: Option<ColorName>,
    pub(super) modifiers: Vec<(Modifier, bool)>,
}

/// A colour's name or literal, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct ColorName {
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

const MODIFIERS: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("strike", Modifier::CROSSED_OUT),
];

const TOP: [&str; 4] = ["extends", "palette", "screen", "lesson"];

/// Reads one file as far as it is good, and everything that is wrong in it.
pub(super) fn read(file: TomlText<'_>) -> (RawTheme, Vec<Diagnostic>) {
    let (entries, syntax) = file.read();
    let mut reader = Reader {
        file,
        problems: Vec::new(),
    };
    let mut theme = RawTheme::default();
    for entry in entries {
        reader.top(&mut theme, entry);
    }
    (theme, together(syntax, reader.problems))
}

struct Reader<'t> {
    file: TomlText<'t>,
    problems: Vec<Diagnostic>,
}

impl<'t> Reader<'t> {
    fn top(&mut self, theme: &mut RawTheme, entry: Entry<'t>) {
        match entry.key.as_ref() {
            "extends" => theme.extends = self.extends(&entry),
            "palette" => theme.palette = self.palette(entry),
            "screen" => {
                let styles = self.styles(Table::Screen, entry);
                theme.styles.extend(styles);
            }
            "lesson" => {
                let styles = self.styles(Table::Lesson, entry);
                theme.styles.extend(styles);
            }
            _ => self.unknown("entry", &entry, TOP.into_iter()),
        }
    }

    fn extends(&mut self, entry: &Entry<'t>) -> Option<(String, Range<usize>)> {
        let name = entry.value.as_str().map(str::to_owned);
        if name.is_none() {
            self.wrong(&entry.value_span, "expected a theme's name in quotes");
        }
        Some((name?, entry.value_span.clone()))
    }

    fn palette(&mut self, entry: Entry<'t>) -> Vec<(String, Color)> {
        let Some(entries) = self.table(entry) else {
            return Vec::new();
        };
        let mut palette = Vec::new();
        for entry in in_order(entries) {
            let text = color_text(&entry.value);
            match text.as_deref().map(color::literal) {
                Some(Ok(color)) => palette.push((entry.key.into_owned(), color)),
                Some(Err(bad)) => {
                    let text = text.unwrap_or_default();
                    let names = color::NAMED.iter().map(|(name, _)| *name);
                    let problem = bad_color(self.file, &entry.value_span, &text, &bad);
                    self.problems.push(problem.with_meant(&text, names));
                }
                None => self.wrong(&entry.value_span, EXPECTED_COLOR),
            }
        }
        palette
    }

    fn styles(&mut self, table: Table, entry: Entry<'t>) -> Vec<(Slot, RawStyle)> {
        let Some(entries) = self.table(entry) else {
            return Vec::new();
        };
        let mut styles = Vec::new();
        for entry in in_order(entries) {
            match table.slot(&entry.key) {
                Some(slot) => styles.push((slot, self.style(entry))),
                None => self.unknown("style", &entry, table.names().into_iter()),
            }
        }
        styles
    }

    fn style(&mut self, entry: Entry<'t>) -> RawStyle {
        let mut style = RawStyle::default();
        if let Some(text) = color_text(&entry.value) {
            // `dim = "clay"` is short for `dim = { fg = "clay" }`.
            style.fg = Some(ColorName {
                text: text.into_owned(),
                span: entry.value_span,
            });
            return style;
        }
        for entry in self.table(entry).map(in_order).unwrap_or_default() {
            self.attribute(&mut style, &entry);
        }
        style
    }

    fn attribute(&mut self, style: &mut RawStyle, entry: &Entry<'t>) {
        match entry.key.as_ref() {
            "fg" => style.fg = self.color_name(entry),
            "bg" => style.bg = self.color_name(entry),
            key => {
                let known = MODIFIERS.iter().find(|(name, _)| *name == key);
                match (known, entry.value.as_bool()) {
                    (Some((_, modifier)), Some(set)) => style.modifiers.push((*modifier, set)),
                    (Some(_), None) => self.wrong(&entry.value_span, "expected true or false"),
                    (None, _) => {
                        let names = MODIFIERS.iter().map(|(name, _)| *name);
                        self.unknown("attribute", entry, names.chain(["fg", "bg"]));
                    }
                }
            }
        }
    }

    fn color_name(&mut self, entry: &Entry<'t>) -> Option<ColorName> {
        let text = color_text(&entry.value);
        if text.is_none() {
            self.wrong(&entry.value_span, EXPECTED_COLOR);
        }
        Some(ColorName {
            text: text?.into_owned(),
            span: entry.value_span.clone(),
        })
    }

    fn table(&mut self, entry: Entry<'t>) -> Option<DeTable<'t>> {
        match entry.value {
            DeValue::Table(table) => Some(table),
            _ => {
                self.wrong(&entry.value_span, "expected a table");
                None
            }
        }
    }

    fn unknown(
        &mut self,
        what: &str,
        entry: &Entry<'_>,
        known: impl Iterator<Item = &'static str>,
    ) {
        let problem = self
            .file
            .problem(&entry.key_span, format!("unknown {what} `{}`", entry.key));
        self.problems.push(problem.with_meant(&entry.key, known));
    }

    fn wrong(&mut self, span: &Range<usize>, message: &str) {
        self.problems.push(self.file.problem(span, message));
    }
}

const EXPECTED_COLOR: &str =
    "expected a colour: a name of the palette, \"#rrggbb\", a name of the terminal's, or 0 to 255";

fn color_text<'v>(value: &'v DeValue<'_>) -> Option<Cow<'v, str>> {
    match value {
        DeValue::String(text) => Some(Cow::Borrowed(text)),
        DeValue::Integer(number) if number.radix() == 10 => Some(Cow::Borrowed(number.as_str())),
        _ => None,
    }
}

pub(super) fn bad_color(
    file: TomlText<'_>,
    span: &Range<usize>,
    text: &str,
    bad: &BadColor,
) -> Diagnostic {
    let message = match bad {
        BadColor::Hex => format!("`{text}` is not a colour: write # and six hexadecimal digits"),
        BadColor::Number => format!("`{text}` is not a colour's number: 0 to 255"),
        BadColor::Unknown => format!("unknown colour `{text}`"),
    };
    file.problem(span, message)
}

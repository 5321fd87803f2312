//! Looks a setting up in flags, environment and file, and gathers what is wrong in them.

use std::path::Path;

use crate::keymap::toml_text::{Entry, TomlText, together};

use super::setting::{Setting, Source};
use super::settings::Config;
use super::value::Value;
use crate::domain::Diagnostic;

/// Where settings are looked up, and what was found wrong so far.
pub(super) struct Lookup<'l> {
    file: TomlText<'l>,
    entries: Vec<Entry<'l>>,
    environment: &'l dyn Fn(&str) -> Option<String>,
    outside: Vec<Diagnostic>,
    syntax: Vec<Diagnostic>,
    meaning: Vec<Diagnostic>,
}

impl<'l> Lookup<'l> {
    pub(super) fn new(
        path: &'l Path,
        text: &'l str,
        environment: &'l dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let file = TomlText::new(path, text);
        let (entries, syntax) = file.read();
        let unknown = entries
            .iter()
            .filter(|entry| !Config::KEYS.contains(&entry.key.as_ref()));
        let meaning = unknown.map(|entry| unknown_key(file, entry)).collect();
        Self {
            file,
            entries,
            environment,
            outside: Vec::new(),
            syntax,
            meaning,
        }
    }

    /// The value with the highest precedence that is good. Those below it are checked too.
    pub(super) fn setting<T: Value>(
        &mut self,
        key: &'static str,
        flag: Option<&str>,
        default: T,
    ) -> Setting<T> {
        let (outside, meaning) = (self.outside.len(), self.meaning.len());
        let from_flag = flag.and_then(|text| self.flag(key, text));
        let from_environment = self.variable(key);
        let from_file = self.entry(key);
        let found = from_flag.or(from_environment).or(from_file);
        let wrong = self.outside[outside..]
            .iter()
            .chain(&self.meaning[meaning..]);
        let ignored = wrong.map(|problem| problem.place.clone()).collect();
        let (value, source) = found.unwrap_or((default, Source::Default));
        Setting {
            value,
            source,
            ignored,
        }
    }

    /// Everything that is wrong: first flags and variables, then the file in its order.
    pub(super) fn into_problems(mut self) -> Vec<Diagnostic> {
        self.outside.extend(together(self.syntax, self.meaning));
        self.outside
    }

    fn flag<T: Value>(&mut self, key: &str, text: &str) -> Option<(T, Source)> {
        self.outside_setting(Source::Flag(key.replace('_', "-")), text)
    }

    fn variable<T: Value>(&mut self, key: &str) -> Option<(T, Source)> {
        let (name, text) = self.written_in_environment(key)?;
        self.outside_setting(Source::Variable(name), &text)
    }

    fn written_in_environment(&self, key: &str) -> Option<(String, String)> {
        let said = |name: &str| (self.environment)(name).filter(|text| !text.is_empty());
        let name = format!("LYCEUM_{}", key.to_uppercase());
        if let Some(text) = said(&name) {
            return Some((name, text));
        }
        // https://no-color.org: any value but the empty one means no.
        let no_color = || Some(("NO_COLOR".to_owned(), said("NO_COLOR").map(|_| "false")?));
        match key {
            "color" => no_color().map(|(name, text)| (name, text.to_owned())),
            _ => None,
        }
    }

    fn outside_setting<T: Value>(&mut self, source: Source, text: &str) -> Option<(T, Source)> {
        let Some(value) = T::from_text(text.trim()) else {
            let message = format!("expected {}, found `{text}`", T::EXPECTED);
            let problem = source.place().map(|place| Diagnostic::new(place, message));
            self.outside.extend(problem);
            return None;
        };
        Some((value, source))
    }

    fn entry<T: Value>(&mut self, key: &str) -> Option<(T, Source)> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        let text = T::toml_text(&entry.value);
        let Some(value) = text.and_then(|text| T::from_text(&text)) else {
            let message = format!("expected {}", T::EXPECTED);
            self.meaning
                .push(self.file.problem(&entry.value_span, message));
            return None;
        };
        let source = Source::Line(self.file.place(entry.value_span.start));
        Some((value, source))
    }
}

fn unknown_key(file: TomlText<'_>, entry: &Entry<'_>) -> Diagnostic {
    let problem = file.problem(&entry.key_span, format!("unknown setting `{}`", entry.key));
    match entry.key.as_ref() {
        "keys" | "keymap" => problem.with_hint(Some("keys are in keymap.toml".to_owned())),
        key => problem.with_meant(key, Config::KEYS.iter().copied()),
    }
}

//! The directives of a page: `{{#include file}}` and the like.

use super::include::Include;
use super::{question, template};
use crate::content::page::{Line, Page};
use crate::content::reading::Reading;
use crate::domain::diagnostic::Code;
use crate::domain::path_in_course;

/// The files that may include each other.
const MAX_DEPTH: usize = 8;
/// The largest text that a page may become, in bytes.
const MAX_PAGE: usize = 8 * 1024 * 1024;

/// The most that is read for a page, in bytes: a file counts each time that it is included.
const MAX_READ: usize = 256 * 1024 * 1024;

/// The page with what its directives stand for.
pub(super) fn resolve(reading: &mut Reading<'_>, path: &str, page: Page) -> Page {
    let mut room = MAX_PAGE;
    let mut unread = MAX_READ;
    page.replaced(|line, lines| {
        if !line.text.contains("{{") {
            return lines.push(line);
        }
        let mut resolver = Resolver {
            reading,
            page: path,
            line: &line,
            room: &mut room,
            unread: &mut unread,
        };
        let text = resolver.expand(&line.text, path, 0);
        let is_gone = text.trim().is_empty() && !line.text.trim().is_empty();
        if !is_gone {
            lines.extend(text.lines().map(|text| line.instead(text)));
        }
    })
}

/// Resolves the directives of one line of a page, and of what they include.
struct Resolver<'r, 's, 'p> {
    reading: &'r mut Reading<'s>,
    page: &'p str,
    line: &'p Line,
    room: &'r mut usize,
    unread: &'r mut usize,
}

impl Resolver<'_, '_, '_> {
    /// A text whose paths start from the file at `from`.
    fn expand(&mut self, text: &str, from: &str, depth: usize) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, opened)) = rest.split_once("{{") {
            if let Some(escaped) = before.strip_suffix('\\') {
                out.push_str(escaped);
                out.push_str("{{");
                rest = opened;
                continue;
            }
            out.push_str(before);
            let Some((inside, after)) = opened.split_once("}}").filter(|(i, _)| !i.contains('\n'))
            else {
                out.push_str("{{");
                rest = opened;
                continue;
            };
            match inside.trim().strip_prefix('#') {
                Some(directive) => out.push_str(&self.directive(directive, from, depth)),
                None => out.push_str(&format!("{{{{{inside}}}}}")),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn directive(&mut self, directive: &str, from: &str, depth: usize) -> String {
        let (name, argument) = directive
            .split_once(char::is_whitespace)
            .unwrap_or((directive, ""));
        match name {
            "include" | "rustdoc_include" | "playground" | "playpen" => {
                let file = argument.split_whitespace().next().unwrap_or_default();
                self.include(file, from, depth, name.starts_with("play"))
            }
            "template" => self.template(argument, from, depth),
            "quiz" => self.quiz(argument, from),
            "title" | "label" | "index" | "chapter" | "mark" => {
                self.say(
                    Code::Dropped,
                    format!("left out: `{{{{#{name}}}}}` shows nothing here"),
                );
                String::new()
            }
            "ref" | "eqref" | "link" => {
                let message = format!("`{{{{#{name}}}}}` is shown as the name that it refers to");
                self.say(Code::Directive, message);
                argument.trim().to_owned()
            }
            _ => {
                let message =
                    format!("`{{{{#{name}}}}}` is kept as it is written: preprocessors don't run");
                self.say(Code::Directive, message);
                format!("{{{{#{directive}}}}}")
            }
        }
    }

    fn include(&mut self, argument: &str, from: &str, depth: usize, as_code: bool) -> String {
        let include = Include::parse(argument);
        let Some((path, text)) = self.included(include.file, from, depth) else {
            return String::new();
        };
        let Some(lines) = include.lines(&text) else {
            self.say(
                Code::Include,
                format!("left out: `{path}` has no such anchor as in `{argument}`"),
            );
            return String::new();
        };
        let text = self.inserted(&lines.join("\n"), &path, depth);
        match as_code {
            true => format!("```rust\n{text}\n```"),
            false => text,
        }
    }

    fn template(&mut self, argument: &str, from: &str, depth: usize) -> String {
        let argument = argument.trim();
        let (file, values) = argument
            .split_once(char::is_whitespace)
            .unwrap_or((argument, ""));
        let Some((path, text)) = self.included(file, from, depth) else {
            return String::new();
        };
        self.inserted(&template::filled(&text, values), &path, depth)
    }

    /// The path and the text of a file that is included; none where it can't be, which is said.
    fn included(&mut self, file: &str, from: &str, depth: usize) -> Option<(String, String)> {
        let Some(path) = path_in_course(from, file) else {
            let message = format!("left out: `{file}` is outside of the course's folder");
            self.say(Code::OutsideLink, message);
            return None;
        };
        if depth >= MAX_DEPTH {
            let message = format!("left out: `{path}` is included in a circle");
            self.say(Code::Include, message);
            return None;
        }
        let text = self.file(&path)?;
        Some((path, text))
    }

    /// A text that is included, with what its own directives stand for; nothing where the page would be too long.
    fn inserted(&mut self, text: &str, path: &str, depth: usize) -> String {
        let Some(room) = self.room.checked_sub(text.len()) else {
            let most = MAX_PAGE / 1024 / 1024;
            let message = format!("left out: what the page includes is more than {most} MB");
            self.say(Code::Include, message);
            return String::new();
        };
        *self.room = room;
        self.expand(text, path, depth + 1)
    }

    fn quiz(&mut self, argument: &str, from: &str) -> String {
        let file = argument.split_whitespace().next().unwrap_or_default();
        let Some(path) = path_in_course(from, file) else {
            self.say(
                Code::OutsideLink,
                format!("left out: the quiz `{file}` is outside of the course's folder"),
            );
            return String::new();
        };
        let Some(text) = self.file(&path) else {
            return String::new();
        };
        match question::quiz(&text) {
            Ok(quiz) => quiz,
            Err(why) => {
                self.say(Code::Include, format!("left out: the quiz `{path}`: {why}"));
                String::new()
            }
        }
    }

    fn file(&mut self, path: &str) -> Option<String> {
        if !self.reading.source.has(path) {
            self.say(
                Code::Include,
                format!("left out: there is no file `{path}`"),
            );
            return None;
        }
        let text = match self.reading.source.text(path, MAX_PAGE) {
            Ok(text) => text.as_str().to_owned(),
            Err(problem) => {
                self.say(Code::Include, format!("left out: {}", problem.message));
                return None;
            }
        };
        match self.unread.checked_sub(text.len()) {
            Some(unread) => *self.unread = unread,
            None => {
                self.say(
                    Code::Include,
                    "left out: the page includes too much".to_owned(),
                );
                return None;
            }
        }
        Some(text)
    }

    fn say(&mut self, code: Code, message: String) {
        self.reading.at(self.page, self.line, code, message);
    }
}

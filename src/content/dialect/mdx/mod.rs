//! MDX: Markdown with imports and components. Boxes, tabs, questions and videos have counterparts; of other components
//! only the text between their tags stays.

mod plain;
mod tag;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::js;
use crate::content::outline::LessonOutline;
use crate::content::page::{Line, Page};
use crate::content::quiz::{self, Answer, Choice, Question};
use crate::content::reading::Reading;
use crate::domain::path_in_course;
use tag::{Tag, is_component};

/// The most lines of a component's tag.
const MAX_TAG: usize = 500;
/// The most lines of an import.
const MAX_STATEMENT: usize = 50;
/// The partials that may hold each other.
const MAX_DEPTH: usize = 4;

/// The page in plain Markdown; a video goes to its lesson.
pub(in crate::content) fn read(
    reading: &mut Reading<'_>,
    lesson: &mut LessonOutline,
    page: &Page,
) -> Page {
    let mut reader = Reader {
        reading,
        lesson,
        imports: BTreeMap::new(),
        said: BTreeSet::new(),
        out: Vec::new(),
        depth: 0,
    };
    reader.lines(&page.lines);
    Page::of(reader.out)
}

struct Reader<'r, 's> {
    reading: &'r mut Reading<'s>,
    lesson: &'r mut LessonOutline,
    /// The files that names stand for.
    imports: BTreeMap<String, String>,
    /// The components that were said to be left out.
    said: BTreeSet<String>,
    out: Vec<Line>,
    depth: usize,
}

impl Reader<'_, '_> {
    fn lines(&mut self, lines: &[Line]) {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += 1;
            if line.is_code {
                self.out.push(line.clone());
                continue;
            }
            let text = line.text.trim();
            let here = lines.get(at - 1..).unwrap_or_default();
            if let Some(length) = self.statement(here) {
                at += length - 1;
                continue;
            }
            if text.starts_with('<') {
                let taken = self.tags(here);
                if taken > 0 {
                    at += taken - 1;
                    continue;
                }
            }
            let text = plain::text(&line.text);
            self.text(line, &text);
        }
    }

    /// Takes a line of text with the tags in it: those of boxes and tabs end the line, others go.
    fn text(&mut self, line: &Line, text: &str) {
        let mut kept = String::new();
        let mut rest = text;
        while let Some((before, tag, after)) = tag::next(rest) {
            kept.push_str(before);
            rest = after;
            if is_of_blocks(&tag) || self.imports.contains_key(tag.name) {
                self.push_text(line, std::mem::take(&mut kept));
                self.component(line, &tag);
            } else {
                self.say_left_out(line, &tag);
            }
        }
        kept.push_str(rest);
        self.push_text(line, kept);
    }

    fn push_text(&mut self, line: &Line, text: String) {
        let is_gone = text.trim().is_empty() && !line.text.trim().is_empty();
        if !is_gone {
            self.out.push(line.instead(text));
        }
    }

    fn say_left_out(&mut self, line: &Line, tag: &Tag<'_>) {
        if !tag.closes && self.said.insert(tag.name.to_owned()) {
            let what = format!(
                "the component `<{}>`; text between its tags stays",
                tag.name
            );
            self.reading.dropped(&self.lesson.path, line, &what);
        }
    }

    /// Takes an import or an export; gives its lines, none where it is text.
    fn statement(&mut self, lines: &[Line]) -> Option<usize> {
        let first = lines.first().filter(|line| {
            let text = line.text.trim_start();
            text.starts_with("import ") || text.starts_with("export ")
        })?;
        let mut text = String::new();
        for (index, line) in lines.iter().take(MAX_STATEMENT).enumerate() {
            if index > 0 && line.text.trim().is_empty() {
                break;
            }
            text.push_str(line.text.trim());
            text.push(' ');
            let open = text.matches(['{', '(', '[']).count();
            let closed = text.matches(['}', ')', ']']).count();
            let is_import = text.starts_with("import ");
            let ends = open <= closed && (!is_import || text.contains(['"', '\'']));
            if !ends {
                continue;
            }
            let is_statement = match is_import {
                true => {
                    text.contains(" from ")
                        || text.starts_with("import \"")
                        || text.starts_with("import '")
                }
                false => [
                    "export const ",
                    "export default ",
                    "export function ",
                    "export {",
                    "export let ",
                ]
                .iter()
                .any(|start| text.starts_with(start)),
            };
            if !is_statement {
                return None;
            }
            self.import(first, &text);
            return Some(index + 1);
        }
        None
    }

    /// Remembers a file that is imported; other imports are left out, and nobody misses them.
    fn import(&mut self, line: &Line, text: &str) {
        let names = text
            .strip_prefix("import ")
            .and_then(|rest| rest.split_once(" from "));
        let Some((name, from)) = names else {
            return self
                .reading
                .dropped(&self.lesson.path, line, "code of the page");
        };
        let from = from
            .trim()
            .trim_end_matches(';')
            .trim()
            .trim_matches(['"', '\'']);
        let file = from.rsplit('!').next().unwrap_or(from);
        let is_file = file.starts_with('.') || from.contains("raw-loader");
        let path = path_in_course(&self.lesson.path, file).filter(|_| is_file);
        if let Some(path) = path {
            self.imports.insert(name.trim().to_owned(), path);
            return;
        }
        if !file.starts_with("@theme") {
            self.reading.dropped(&self.lesson.path, line, "an import");
        }
    }

    /// Takes the tag that a line begins with, and the text behind it on its line; gives the lines, 0 where it is none of
    /// a component.
    fn tags(&mut self, lines: &[Line]) -> usize {
        let Some(first) = lines
            .first()
            .filter(|line| is_component(line.text.trim_start()))
        else {
            return 0;
        };
        let mut text = String::new();
        for line in lines.iter().take(MAX_TAG) {
            text.push_str(match text.is_empty() {
                true => line.text.trim_start(),
                false => &line.text,
            });
            text.push('\n');
        }
        let Some((tag, length)) = Tag::parse(&text) else {
            return 0;
        };
        let (text, mut length) = (text.as_str(), length);
        match tag.name {
            "CodeBlock" if !tag.closes && !tag.is_empty => {
                length += self.code_block(first, &tag, text.get(length..).unwrap_or_default());
            }
            _ => self.component(first, &tag),
        }
        let taken = text.get(..length).unwrap_or_default().matches('\n').count() + 1;
        let behind = text.get(length..).unwrap_or_default().lines().next();
        let behind = behind.unwrap_or_default().trim();
        if !behind.is_empty() {
            self.lines(&[first.instead(behind)]);
        }
        taken
    }

    fn component(&mut self, line: &Line, tag: &Tag<'_>) {
        let word = tag.name.to_lowercase();
        let attribute = |name: &str| tag.attribute(name);
        match word.as_str() {
            "question" if tag.is_empty => self.question(line, tag.attributes),
            "youtube" => self.video(
                line,
                attribute("id").map(|id| format!("https://www.youtube.com/watch?v={id}")),
            ),
            "tip" | "note" | "info" | "hint" | "warning" | "caution" | "danger" | "important"
            | "callout" | "admonition" => self.open_box(line, tag, &word),
            "tabs" | "hfoptions" | "codegroup" | "steps" | "cardgroup" | "details" | "summary" => {}
            "tabitem" | "tab" | "hfoption" | "step" | "card" => {
                let title = ["label", "title", "id", "value"]
                    .iter()
                    .find_map(|name| attribute(name));
                if let (Some(title), false) = (title, tag.closes) {
                    self.blank(line);
                    self.out.push(line.instead(format!("#### {title}")));
                }
                self.blank(line);
            }
            _ if self.imports.contains_key(tag.name) && !tag.closes => self.partial(line, tag.name),
            _ => self.say_left_out(line, tag),
        }
    }

    /// Takes the code between the tags of a block of code; gives the bytes up to the end of the closing one.
    fn code_block(&mut self, line: &Line, tag: &Tag<'_>, text: &str) -> usize {
        const END: &str = "</CodeBlock>";
        let Some((inside, _)) = text.split_once(END) else {
            self.say_left_out(line, tag);
            return 0;
        };
        let code = inside.trim();
        let literal = code
            .strip_prefix("{`")
            .and_then(|code| code.strip_suffix("`}"));
        match literal {
            None if code.starts_with('{') => {
                let what = "a block of code that is read from elsewhere";
                self.reading.dropped(&self.lesson.path, line, what);
            }
            _ => {
                let language = tag.attribute("language").unwrap_or_default();
                self.blank(line);
                self.out.push(line.instead(format!("```{language}")));
                let code = literal.unwrap_or(code).trim_matches('\n').lines();
                self.out.extend(code.map(|text| line.instead(text)));
                self.out.push(line.instead("```"));
                self.blank(line);
            }
        }
        inside.len() + END.len()
    }

    fn blank(&mut self, line: &Line) {
        self.out.push(line.instead(""));
    }

    fn open_box(&mut self, line: &Line, tag: &Tag<'_>, word: &str) {
        self.blank(line);
        if tag.closes {
            self.out.push(line.instead(":::"));
        } else if !tag.is_empty {
            let kind = tag.attribute("type");
            let warns = tag.attributes.contains("warning");
            let word = match (&kind, warns) {
                (Some(kind), _) => kind.as_str(),
                (None, true) => "warning",
                (None, false) => word,
            };
            let title = tag.attribute("title").unwrap_or_default();
            self.out
                .push(line.instead(format!("::: {word} {title}").trim_end()));
        }
        self.blank(line);
    }

    fn video(&mut self, line: &Line, address: Option<String>) {
        let Some(address) = address else { return };
        match &self.lesson.video {
            None => self.lesson.video = Some(address),
            Some(_) => self.out.push(line.instead(format!("[Video]({address})"))),
        }
    }

    /// A question; what stands above it from the last heading on is its text.
    fn question(&mut self, line: &Line, attributes: &str) {
        let choices = attributes.split_once("choices").and_then(|(_, rest)| {
            let start = rest.find('[')?;
            Some(js::value(rest.get(start..)?).0)
        });
        let choices: Vec<Choice> = choices
            .iter()
            .flat_map(Value::as_array)
            .flatten()
            .filter_map(choice)
            .collect();
        if !choices.iter().any(|choice| choice.is_right) {
            return self.reading.dropped(
                &self.lesson.path,
                line,
                "a question without a right answer",
            );
        }
        let end = "<!-- /quiz -->";
        let is_heading = |line: &Line| !line.is_code && line.text.starts_with('#');
        let above = self
            .out
            .iter()
            .rposition(|line| is_heading(line) || line.text == end);
        let start = above.filter(|at| self.out.get(*at).is_some_and(is_heading));
        let start = start.unwrap_or_else(|| above.map_or(self.out.len(), |at| at + 1));
        let prompt: Vec<Line> = self.out.split_off(start);
        let number = prompt.first().map_or(line.number, |line| line.number);
        let prompt: Vec<&str> = prompt.iter().map(|line| line.text.as_str()).collect();
        let question = Question {
            prompt: prompt.join("\n").trim_start_matches('#').trim().to_owned(),
            answer: Answer::Choices(choices),
            ..Question::default()
        };
        let markdown = quiz::markdown(&[question]).unwrap_or_default();
        let last = self
            .out
            .iter()
            .rposition(|line| !line.text.trim().is_empty());
        // Questions that follow each other are one quiz.
        let joins = last.filter(|at| self.out.get(*at).is_some_and(|line| line.text == end));
        let markdown = match joins {
            Some(at) => {
                self.out.truncate(at);
                markdown
                    .strip_prefix("<!-- quiz -->\n\n")
                    .unwrap_or(&markdown)
                    .to_owned()
            }
            None => markdown,
        };
        let text = markdown.lines().map(|text| Line {
            number,
            ..line.instead(text)
        });
        self.out.extend(text);
    }

    /// The text of a page that another holds.
    fn partial(&mut self, line: &Line, name: &str) {
        let Some(path) = self.imports.get(name).cloned() else {
            return;
        };
        if self.depth >= MAX_DEPTH {
            return self
                .reading
                .dropped(&self.lesson.path, line, "a partial that holds itself");
        }
        if path.ends_with(".md") || path.ends_with(".mdx") {
            if let Some(written) = self.reading.page(&path) {
                self.depth += 1;
                let lines = written.page.lines.iter().map(|text| Line {
                    number: line.number,
                    ..text.clone()
                });
                self.lines(&lines.collect::<Vec<_>>());
                self.depth -= 1;
            }
        } else {
            let what = format!("the component `<{name}>`");
            self.reading.dropped(&self.lesson.path, line, &what);
        }
    }
}

fn choice(value: &Value) -> Option<Choice> {
    let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
    Some(Choice {
        text: text("text")?,
        is_right: value
            .get("correct")
            .and_then(Value::as_bool)
            .unwrap_or_default(),
        feedback: text("explain"),
    })
}

/// Whether a tag is one of a box, a tab or another block, whatever line it stands on.
fn is_of_blocks(tag: &Tag<'_>) -> bool {
    matches!(
        tag.name.to_lowercase().as_str(),
        "question"
            | "youtube"
            | "tip"
            | "note"
            | "info"
            | "hint"
            | "warning"
            | "caution"
            | "danger"
            | "important"
            | "callout"
            | "admonition"
            | "tabs"
            | "tabitem"
            | "tab"
            | "hfoptions"
            | "hfoption"
            | "codegroup"
            | "steps"
            | "step"
            | "cardgroup"
            | "card"
            | "details"
            | "summary"
    )
}

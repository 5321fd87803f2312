//! Components that have a counterpart in Markdown, by the names that course systems give them.

use super::Reader;
use super::tag::Tag;
use crate::content::page::Line;
use crate::lesson::is_box;

/// The counterpart of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Component {
    /// A multiple-choice question.
    Question,
    /// A video on YouTube.
    Video,
    /// A box, such as a tip.
    Box,
    /// The frame around tabs, steps or cards: nothing; its content stays.
    Group,
    /// One tab, step or card: its label is a heading.
    Item,
}

impl Component {
    /// The counterpart of a tag's component; none where only the text between its tags stays.
    pub(super) fn of(tag: &Tag<'_>) -> Option<Component> {
        Some(match tag.name.to_lowercase().as_str() {
            "question" => Component::Question,
            "youtube" => Component::Video,
            "tabs" | "hfoptions" | "codegroup" | "steps" | "cardgroup" | "details" | "summary" => {
                Component::Group
            }
            "tabitem" | "tab" | "hfoption" | "step" | "card" => Component::Item,
            name if is_box(name) => Component::Box,
            _ => return None,
        })
    }
}

impl Reader<'_, '_> {
    /// Writes a component's counterpart.
    pub(super) fn component(&mut self, line: &Line, tag: &Tag<'_>) {
        let is_imported = self.imports.contains_key(tag.name);
        match Component::of(tag) {
            Some(Component::Question) if tag.is_empty => self.question(line, tag.attributes),
            Some(Component::Video) => self.video(line, tag),
            Some(Component::Box) => self.open_box(line, tag),
            Some(Component::Group) => {}
            Some(Component::Item) => self.item(line, tag),
            _ if is_imported && !tag.closes => self.partial(line, tag.name),
            _ => self.say_left_out(line, tag),
        }
    }

    fn item(&mut self, line: &Line, tag: &Tag<'_>) {
        let mut titles = ["label", "title", "id", "value"].iter();
        let title = titles.find_map(|name| tag.attribute(name));
        if let (Some(title), false) = (title, tag.closes) {
            self.blank(line);
            self.out.push(line.instead(format!("#### {title}")));
        }
        self.blank(line);
    }

    /// Takes the code between the tags of a block of code; gives the bytes up to the end of the closing one.
    pub(super) fn code_block(&mut self, line: &Line, tag: &Tag<'_>, text: &str) -> usize {
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

    fn open_box(&mut self, line: &Line, tag: &Tag<'_>) {
        self.blank(line);
        if tag.closes {
            self.out.push(line.instead(":::"));
        } else if !tag.is_empty {
            let word = match tag.attribute("type") {
                Some(kind) => kind,
                None if tag.attributes.contains("warning") => "warning".to_owned(),
                None => tag.name.to_lowercase(),
            };
            let title = tag.attribute("title").unwrap_or_default();
            self.out
                .push(line.instead(format!("::: {word} {title}").trim_end()));
        }
        self.blank(line);
    }

    fn video(&mut self, line: &Line, tag: &Tag<'_>) {
        let Some(id) = tag.attribute("id") else {
            return;
        };
        let address = format!("https://www.youtube.com/watch?v={id}");
        match &self.lesson.video {
            None => self.lesson.video = Some(address),
            Some(_) => self.out.push(line.instead(format!("[Video]({address})"))),
        }
    }
}

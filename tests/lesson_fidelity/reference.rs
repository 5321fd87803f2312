//! The text that must be shown: what a browser would show of the same Markdown.

use std::collections::HashMap;

use lyceum::domain::sanitize_line;
use pulldown_cmark::CodeBlockKind::Fenced;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Text without looks.
#[derive(Debug, Default)]
pub(crate) struct Reference {
    /// What must appear in this order.
    pub(crate) flowing: String,
    /// What must appear somewhere: cells wrap beside each other, footnotes move.
    pub(crate) anywhere: String,
}

impl Reference {
    /// Read off the parser's events, independently of how lessons are built from them.
    pub(crate) fn of_markdown(markdown: &str) -> Reference {
        let text = markdown.strip_prefix('\u{FEFF}').unwrap_or(markdown);
        let text = &without_false_definitions(without_front_matter(text));
        let mut reference = Reference::default();
        let (mut apart, mut heading, mut html) = (0, 0, String::new());
        let mut formula = false;
        for event in Parser::new_ext(text, options(text)) {
            match event {
                Event::Start(Tag::Table(_) | Tag::FootnoteDefinition(_)) => apart += 1,
                Event::End(TagEnd::Table | TagEnd::FootnoteDefinition) => apart -= 1,
                Event::Start(Tag::Heading { .. }) => heading = reference.flowing.len(),
                Event::End(TagEnd::Heading(_)) => reference.drop_attributes(heading),
                Event::Start(Tag::CodeBlock(Fenced(info))) => formula = &*info == "math",
                Event::End(TagEnd::CodeBlock) => formula = false,
                Event::Text(_) if formula => {}
                Event::Text(text) if text.replace(HIDDEN_COLON, ":").starts_with(":::") => {}
                Event::Text(text) | Event::Code(text) => reference.push(&text, apart > 0),
                Event::Html(line) => html.push_str(&line),
                Event::End(TagEnd::HtmlBlock) => {
                    reference.push_html(&std::mem::take(&mut html), apart > 0);
                }
                _ => {}
            }
        }
        reference
    }

    /// Read off the HTML that a specification gives.
    pub(crate) fn of_html(html: &str) -> Reference {
        let mut reference = Reference::default();
        reference.push_html(html, false);
        reference
    }

    fn push_html(&mut self, html: &str, apart: bool) {
        let mut rest = html;
        while let Some(at) = rest.find("<table") {
            let (before, table) = rest.split_at(at);
            let (table, after) = table.split_at(table_end(table));
            self.push(&text_of_html(before), apart);
            self.push(&text_of_html(table), true);
            rest = after;
        }
        self.push(&text_of_html(rest), apart);
    }

    /// `{#id .class}` at a heading's end is not shown.
    fn drop_attributes(&mut self, heading: usize) {
        let title = self.flowing[heading.min(self.flowing.len())..].trim_end();
        let Some(open) = title.strip_suffix('}').and_then(|title| title.rfind('{')) else {
            return;
        };
        let inside = title[open + 1..].trim_end_matches('}');
        if inside
            .split(' ')
            .all(|word| word.len() > 1 && word.starts_with(['#', '.']))
        {
            self.flowing.truncate(heading + open);
        }
    }

    fn push(&mut self, text: &str, apart: bool) {
        let text = text.replace(HIDDEN_COLON, ":");
        let clean = sanitize_line(&text);
        match apart {
            true => self.anywhere.push_str(&clean),
            false => self.flowing.push_str(&clean),
        }
    }
}

/// Where a table ends that HTML begins with: tables inside of it are a part of it.
fn table_end(html: &str) -> usize {
    let mut depth = 0;
    let tags = html.match_indices('<').map(|(at, _)| html.split_at(at));
    for (before, tag) in tags {
        if tag.starts_with("<table") {
            depth += 1;
        } else if tag.starts_with("</table>") {
            depth -= 1;
        }
        if depth == 0 {
            return before.len();
        }
    }
    html.len()
}

/// Stands for a colon at a line's start that the parser would take for a definition.
const HIDDEN_COLON: char = '\u{E000}';

/// The parser's options for a text.
pub(crate) fn options(text: &str) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    let has_definitions = text
        .lines()
        .filter_map(behind_colon)
        .any(|rest| rest.starts_with([' ', '\t']));
    options.set(Options::ENABLE_DEFINITION_LIST, has_definitions);
    options
}

/// The text with definitions only where a colon is followed by a space.
pub(crate) fn without_false_definitions(text: &str) -> String {
    let is_row =
        |rest: &str| rest.contains('-') && rest.trim_end().chars().all(|c| ":-| \t".contains(c));
    let lines = text
        .split_inclusive('\n')
        .map(|line| match behind_colon(line) {
            Some(rest) if !rest.starts_with([' ', '\t']) && !is_row(rest) => {
                let before = &line[..line.len() - rest.len() - 1];
                format!("{before}{HIDDEN_COLON}{rest}")
            }
            _ => line.to_owned(),
        });
    lines.collect()
}

/// The rest of a line that a colon begins, in whatever quotes and lists.
fn behind_colon(line: &str) -> Option<&str> {
    let (before, rest) = line.split_once(':')?;
    let is_apart = before.is_empty() || before.ends_with([' ', '\t', '>']);
    let marks = |c: char| " \t>-+*.)".contains(c) || c.is_ascii_digit();
    (is_apart && before.chars().all(marks)).then_some(rest)
}

/// Front matter: between fences at the start, with a key in the first line.
fn without_front_matter(text: &str) -> &str {
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next().unwrap_or_default().trim_end();
    let first = lines.next().unwrap_or_default();
    let keyed = first.contains([':', '=']) || first.starts_with('#');
    if !matches!(fence, "---" | "+++") || !keyed {
        return text;
    }
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        if number > 0 && line.trim_end() == fence {
            return &text[at..];
        }
    }
    text
}

/// The text of HTML: without tags, comments, scripts and styles; with entities decoded.
fn text_of_html(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let hidden = [
            ("<!--", "-->"),
            ("<![cdata[", "]]>"),
            ("<script", "</script>"),
            ("<style", "</style>"),
        ];
        let lower: String = rest
            .chars()
            .take(10)
            .collect::<String>()
            .to_ascii_lowercase();
        let hidden = hidden.iter().find(|(open, _)| lower.starts_with(open));
        if let Some((_, close)) = hidden {
            let end = lower
                .find(close)
                .map_or(rest.len(), |end| end + close.len());
            rest = &rest[end..];
            continue;
        }
        let starts_tag =
            rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        match tag_end(rest).filter(|_| starts_tag) {
            Some(end) => rest = &rest[end..],
            None => {
                text.push('<');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    decoded(&text)
}

fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in rest.char_indices().skip(1) {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn decoded(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').map_or(1, |end| end + 1);
        let entity = &rest[..end];
        match Parser::new(entity).find_map(|e| {
            if let Event::Text(t) = e {
                Some(t)
            } else {
                None
            }
        }) {
            Some(text) if end > 1 && !entity.contains(char::is_whitespace) => {
                decoded.push_str(&text);
            }
            _ => decoded.push_str(entity),
        }
        rest = &rest[end..];
    }
    decoded + rest
}

/// The first character of `wanted` that `shown` lacks in order, with what surrounds it.
pub(crate) fn first_lost(wanted: &str, shown: &str) -> Option<String> {
    let wanted = visible(wanted);
    let mut shown = visible(shown).into_iter();
    for (at, c) in wanted.iter().enumerate() {
        if !shown.any(|found| found == *c) {
            let near = &wanted[at.saturating_sub(60)..(at + 20).min(wanted.len())];
            return Some(format!("{c:?} after {:?}", near.iter().collect::<String>()));
        }
    }
    None
}

/// Characters of `wanted` that `shown` has less often.
pub(crate) fn missing(wanted: &str, shown: &str) -> Option<Vec<char>> {
    if wanted.is_empty() {
        return None;
    }
    let mut counts: HashMap<char, i64> = HashMap::new();
    for c in visible(shown) {
        *counts.entry(c).or_default() += 1;
    }
    for c in visible(wanted) {
        *counts.entry(c).or_default() -= 1;
    }
    let missing: Vec<char> = counts
        .into_iter()
        .filter(|(_, n)| *n < 0)
        .map(|(c, _)| c)
        .collect();
    (!missing.is_empty()).then_some(missing)
}

/// Everything but white space; raised and lowered letters as plain ones.
fn visible(text: &str) -> Vec<char> {
    let shown = text.chars().filter(|c| !c.is_whitespace());
    shown
        .map(|c| if c.is_ascii() { c } else { plain(c) })
        .collect()
}

fn plain(c: char) -> char {
    const SCRIPTS: &str = "⁰0¹1²2³3⁴4⁵5⁶6⁷7⁸8⁹9⁺+⁻-⁼=⁽(⁾)ᵃaᵇbᶜcᵈdᵉeᶠfᵍgʰhⁱiʲjᵏkˡlᵐmⁿnᵒoᵖpʳrˢsᵗtᵘuᵛvʷwˣxʸyᶻz\
        ᴬAᴮBᴰDᴱEᴳGᴴHᴵIᴶJᴷKᴸLᴹMᴺNᴼOᴾPᴿRᵀTᵁUⱽVᵂW₀0₁1₂2₃3₄4₅5₆6₇7₈8₉9₊+₋-₌=₍(₎)ₐaₑeₕhᵢiⱼjₖkₗlₘmₙnₒoₚpᵣrₛsₜtᵤuᵥvₓx";
    let mut scripts = SCRIPTS.chars();
    while let (Some(script), Some(plain)) = (scripts.next(), scripts.next()) {
        if script == c {
            return plain;
        }
    }
    if c == '−' { '-' } else { c }
}

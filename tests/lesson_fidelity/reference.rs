//! The text that must be shown: what a browser would show of the same Markdown.

use std::collections::{HashMap, HashSet};

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
        let text = &without_false_formulas(text);
        let mut reference = Reference::default();
        let (mut apart, mut heading, mut html) = (0, 0, String::new());
        let (mut formula, mut unnamed, mut attributes) = (false, false, 0);
        let (mut notes, mut in_note, mut again) = (HashSet::new(), 0, false);
        for (event, range) in Parser::new_ext(text, options(text)).into_offset_iter() {
            let at_line = matches!(&event, Event::Text(text) if text.starts_with("{:"));
            if at_line
                && !formula
                && let Some(end) = attribute_line(&text[range.start..])
            {
                attributes = range.start + end;
            }
            if matches!(&event, Event::Text(text) if text.starts_with('{'))
                && !formula
                && text[..range.start].ends_with(']')
                && let Some((length, _)) = attributes_of(&text[range.start..])
            {
                attributes = range.start + length;
                reference.drop_brackets(apart > 0);
            }
            // The first text of a footnote counts.
            match &event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    in_note += 1;
                    again |= in_note == 1 && !notes.insert(label.trim().to_lowercase());
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    in_note -= 1;
                    if in_note == 0 && std::mem::take(&mut again) {
                        html.clear();
                        continue;
                    }
                }
                _ => {}
            }
            if again {
                continue;
            }
            match event {
                Event::Text(_) | Event::Code(_) if range.start < attributes => {
                    let behind = text[..range.end].get(attributes..).unwrap_or_default();
                    reference.push(behind, apart > 0);
                }
                Event::Start(Tag::Image { .. }) => unnamed = true,
                Event::End(end @ (TagEnd::Image | TagEnd::Link)) => {
                    let (length, alt) = attributes_of(&text[range.end..]).unwrap_or_default();
                    attributes = range.end + length;
                    if end == TagEnd::Image && unnamed {
                        reference.push(&alt, apart > 0);
                    }
                }
                Event::Start(Tag::Table(_) | Tag::FootnoteDefinition(_)) => apart += 1,
                Event::End(TagEnd::Table | TagEnd::FootnoteDefinition) => apart -= 1,
                Event::Start(Tag::Heading { .. }) => heading = reference.text(apart > 0).len(),
                Event::End(TagEnd::Heading(_)) => reference.drop_attributes(heading, apart > 0),
                Event::Start(Tag::CodeBlock(Fenced(info))) => formula = &*info == "math",
                Event::End(TagEnd::CodeBlock) => formula = false,
                Event::Text(_) if formula => {}
                Event::Text(text) if text.replace(HIDDEN_COLON, ":").starts_with(":::") => {}
                Event::Text(text) | Event::Code(text) => {
                    unnamed = false;
                    reference.push(&text, apart > 0);
                }
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

    /// The text of HTML: without tags, comments and what browsers hide; with entities decoded.
    fn push_html(&mut self, html: &str, apart: bool) {
        let (mut rest, mut tables) = (html, 0_usize);
        while let Some(at) = rest.find('<') {
            self.push(&decoded(&rest[..at]), apart || tables > 0);
            rest = &rest[at..];
            let Some(end) = markup_end(rest) else {
                self.push("<", apart || tables > 0);
                rest = &rest[1..];
                continue;
            };
            match tag_name(rest).as_str() {
                "table" => tables += 1,
                "/table" => tables = tables.saturating_sub(1),
                _ => {}
            }
            rest = &rest[end..];
        }
        self.push(&decoded(rest), apart || tables > 0);
    }

    /// Attributes at a heading's end are not shown.
    fn drop_attributes(&mut self, heading: usize, apart: bool) {
        let text = self.text(apart);
        let title = text[heading.min(text.len())..].trim_end();
        let open = title
            .rfind('{')
            .map(|open| (open, attributes_of(&title[open..])));
        if let Some((open, Some((length, _)))) = open
            && open + length == title.len()
        {
            text.truncate(heading + open);
        }
    }

    /// The brackets of `[text]{.class}` are not shown.
    fn drop_brackets(&mut self, apart: bool) {
        let text = self.text(apart);
        if let Some(closing) = text.rfind(']') {
            text.remove(closing);
        }
        if let Some(opening) = text.rfind('[') {
            text.remove(opening);
        }
    }

    fn push(&mut self, text: &str, apart: bool) {
        let text = text.replace(HIDDEN_COLON, ":").replace(HIDDEN_DOLLAR, "$");
        self.text(apart).push_str(&sanitize_line(&text));
    }

    fn text(&mut self, apart: bool) -> &mut String {
        match apart {
            true => &mut self.anywhere,
            false => &mut self.flowing,
        }
    }
}

/// The length of the attributes in braces that a text begins with, and the words for an image in them: ids (`#a`),
/// classes (`.a`) and values (`a=b`, `a="b c"`), with spaces between them and without a blank line.
fn attributes_of(text: &str) -> Option<(usize, String)> {
    let inside = text.strip_prefix('{')?;
    let inside = inside.strip_prefix(':').unwrap_or(inside);
    let (mut words, mut word, mut quote, mut escaped) = (Vec::new(), String::new(), None, false);
    let (mut end, mut alt) = (None, String::new());
    for (at, c) in inside.char_indices() {
        match quote {
            Some(open) if c == open && !escaped => quote = None,
            None if word.ends_with('=') && (c == '"' || c == '\'') => quote = Some(c),
            None if c == '}' || c.is_whitespace() => words.push(std::mem::take(&mut word)),
            _ => {}
        }
        if c == '}' && quote.is_none() {
            end = Some(at + 1);
            break;
        }
        if quote.is_some() || !c.is_whitespace() {
            word.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    let end = end?;
    words.retain(|word| !word.is_empty());
    let name = |text: &str| {
        text.starts_with(|c: char| c.is_alphabetic() || "-_".contains(c))
            && text
                .chars()
                .all(|c| c.is_alphanumeric() || "-_:./".contains(c))
    };
    for word in &words {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        let bare = value.trim_matches(['"', '\'']);
        let quoted =
            value.len() > 1 && value.starts_with(['"', '\'']) && value.ends_with(&value[..1]);
        let is_value = quoted || (!value.is_empty() && !value.contains(['"', '\'', '{', '=']));
        let fine = match (word.strip_prefix('#'), word.strip_prefix('.')) {
            (Some(id), _) => !id.is_empty() && !id.contains(['=', '{', '"', '\'']),
            (_, Some(class)) => name(class),
            _ => word == "-" || (name(key) && is_value),
        };
        if !fine {
            return None;
        }
        if key == "alt" {
            alt = bare.replace('\\', "");
        }
    }
    let length = text.len() - inside.len() + end;
    let is_paragraph = !text[..length].replace([' ', '\r'], "").contains("\n\n");
    (!words.is_empty() && is_paragraph).then_some((length, alt))
}

/// Where attributes end that are a line by themselves: `{: .class}`.
fn attribute_line(text: &str) -> Option<usize> {
    let line = text.lines().next()?.trim_end();
    attributes_of(line)
        .map(|(length, _)| length)
        .filter(|length| *length == line.len())
}

/// Stands for a colon at a line's start that the parser would take for a definition.
const HIDDEN_COLON: char = '\u{E000}';

/// Stands for a dollar that the parser might take for a formula's.
const HIDDEN_DOLLAR: char = '\u{E001}';

/// The text with formulas only where no letter or digit stands before the first dollar, and no letter, digit, `{`, `(`
/// or dollar behind the second one.
fn without_false_formulas(text: &str) -> String {
    let is_blank = |line: &str| {
        let line = line.trim();
        line.is_empty() || line.starts_with("```") || line.starts_with("~~~")
    };
    let (mut shown, mut paragraph) = (String::new(), String::new());
    for line in text.split_inclusive('\n') {
        if is_blank(line) {
            shown.push_str(&paragraph_without_false_formulas(&paragraph));
            paragraph.clear();
        }
        paragraph.push_str(line);
    }
    shown + &paragraph_without_false_formulas(&paragraph)
}

fn paragraph_without_false_formulas(paragraph: &str) -> String {
    let chars: Vec<char> = paragraph.chars().collect();
    let mut shown = chars.clone();
    let dollars = dollars_of(&chars);
    let is_word = |c: Option<&char>| {
        c.is_some_and(|c| c.is_numeric() || c.is_lowercase() || c.is_uppercase())
    };
    let mut at = 0;
    while let Some((start, length)) = dollars.get(at).copied() {
        let next = dollars.get(at + 1).copied();
        if length > 1 {
            let end = dollars[at + 1..].iter().position(|(_, length)| *length > 1);
            at += end.map_or(1, |end| end + 2);
            continue;
        }
        let opens = !is_word(start.checked_sub(1).and_then(|before| chars.get(before)))
            && chars.get(start + 1).is_some_and(|c| !c.is_whitespace());
        let closes = next.is_some_and(|(end, length)| {
            let behind = chars.get(end + 1);
            length == 1
                && !chars[end - 1].is_whitespace()
                && !is_word(behind)
                && !matches!(behind, Some('{' | '('))
        });
        if opens && closes {
            at += 2;
            continue;
        }
        let is_mark = |c: &&char| matches!(c, '*' | '_' | '~');
        let before = chars[..start].iter().rev().find(|c| !is_mark(c));
        let behind = chars[start + 1..].iter().find(|c| !is_mark(c));
        let marked_before = start > 0 && is_mark(&&chars[start - 1]);
        let marked_behind = chars.get(start + 1).is_some_and(|c| is_mark(&c));
        let is_letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        if !(marked_before && is_letter(before) || marked_behind && is_letter(behind)) {
            shown[start] = HIDDEN_DOLLAR;
        }
        at += 1;
    }
    shown.into_iter().collect()
}

/// The rows of dollars that are neither escaped nor in code: where they start, and how long they are.
fn dollars_of(chars: &[char]) -> Vec<(usize, usize)> {
    let row = |at: usize| chars[at..].iter().take_while(|c| **c == chars[at]).count();
    let (mut dollars, mut at) = (Vec::new(), 0);
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '$' => {
                dollars.push((at, row(at)));
                at += row(at);
                // GitHub's form, with ticks inside.
                if chars.get(at) == Some(&'`')
                    && let Some(end) = chars[at..].windows(2).position(|pair| pair == ['`', '$'])
                {
                    at += end + 1;
                }
            }
            '`' => {
                let length = row(at);
                at += length;
                let mut end = at;
                while end < chars.len() {
                    match chars[end] {
                        '`' if row(end) == length => {
                            at = end + length;
                            break;
                        }
                        '`' => end += row(end),
                        _ => end += 1,
                    }
                }
            }
            _ => at += 1,
        }
    }
    dollars
}

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

/// Front matter: between fences at the start; a key comes first, below blank lines or below comments.
fn without_front_matter(text: &str) -> &str {
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next().unwrap_or_default().trim_end();
    let inside: Vec<&str> = lines.map(str::trim_end).collect();
    let ends = |line: &&str| *line == fence || (fence == "---" && *line == "...");
    let Some(end) = inside.iter().position(ends) else {
        return text;
    };
    let is_blank = |line: &&&str| line.is_empty();
    let is_comment = |line: &&&str| line.starts_with('#');
    let keys = &inside[..end];
    let blank = keys.iter().take_while(is_blank).count();
    let comments = keys.iter().take_while(is_comment).count();
    let first = keys.get(blank.max(comments)).copied();
    if !matches!(fence, "---" | "+++") || !(keys.is_empty() || first.is_some_and(has_key)) {
        return text;
    }
    let above = text.split_inclusive('\n').take(end + 2).map(str::len).sum();
    &text[above..]
}

fn has_key(line: &str) -> bool {
    let is_of_key = |c: char| c.is_alphanumeric() || "_-.\"".contains(c);
    let Some(sign) = line.find([':', '=']) else {
        return false;
    };
    let (key, behind) = (line[..sign].trim(), &line[sign..]);
    let ends = behind == ":" || behind.starts_with('=') || behind.starts_with(": ");
    ends && !key.is_empty() && key.chars().all(is_of_key)
}

/// Where markup ends that HTML begins with: a tag, a comment, an element that browsers hide. None where it is text.
fn markup_end(html: &str) -> Option<usize> {
    for (open, close) in [
        ("<!--", "-->"),
        ("<![CDATA[", "]]>"),
        ("<!", ">"),
        ("<?", "?>"),
    ] {
        if let Some(inside) = html.strip_prefix(open) {
            let end = inside.find(close);
            return Some(end.map_or(html.len(), |end| open.len() + end + close.len()));
        }
    }
    let name = tag_name(html);
    let end = tag_end(html)?;
    if !name
        .trim_start_matches('/')
        .starts_with(|c: char| c.is_ascii_alphabetic())
    {
        return None;
    }
    if !["script", "style", "template", "title", "head"].contains(&name.as_str()) {
        return Some(end);
    }
    let closing = format!("/{name}");
    let closes = |(at, _): &(usize, &str)| tag_name(&html[*at..]) == closing;
    let close = html.match_indices("</").find(closes);
    let close = close.and_then(|(at, _)| Some(at + tag_end(&html[at..])?));
    Some(close.unwrap_or(html.len()))
}

/// The name of the tag that HTML begins with, in lower case, with the slash of one that closes.
fn tag_name(html: &str) -> String {
    let (slash, name) = match html.strip_prefix("</") {
        Some(name) => ("/", name),
        None => ("", &html[1..]),
    };
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
    let name = &name[..name.find(|c| !is_of_name(c)).unwrap_or(name.len())];
    format!("{slash}{}", name.to_ascii_lowercase())
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
        let ends = |c: char| c == ';' || c == '&' || c.is_whitespace();
        let (entity, behind) = match rest[1..].find(ends) {
            Some(end) if rest[1 + end..].starts_with(';') => rest.split_at(end + 2),
            _ => rest.split_at(1),
        };
        let text = Parser::new(entity).find_map(|event| match event {
            Event::Text(text) => Some(text),
            _ => None,
        });
        decoded.push_str(text.as_deref().unwrap_or(entity));
        rest = behind;
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

//! How a lesson begins: with its title, and below it what there is to open besides the text and what it teaches.

use super::block::NONE;
use super::document::Document;
use crate::domain::{LessonEntry, LessonKind};

/// How far into a text its title, and its own list of objectives, is looked for, in bytes.
const BEGINNING: usize = 8 << 10;

/// The text under the lesson's title, unless it begins with a heading of that level already; below it links to the
/// video and to more, where the lesson has such, and its objectives, where the text doesn't list them.
pub fn headed(lesson: &LessonEntry, mut text: String) -> String {
    let below = below_title(lesson, &text);
    match first_heading(&text) {
        Some(_) if below.is_empty() => text,
        Some(Heading { source, rest, .. }) => format!("{source}\n\n{below}{rest}"),
        None => {
            text.insert_str(0, &format!("{}{below}", heading_of(&lesson.title)));
            text
        }
    }
}

/// The same under another heading: one of the same level that only said the lesson's title goes.
pub fn headed_as(heading: &str, lesson: &LessonEntry, text: &str) -> String {
    let below = below_title(lesson, text);
    let rest = match first_heading(text) {
        Some(Heading { title, rest, .. }) if title == lesson.title => rest,
        _ => text,
    };
    format!("{}{below}{rest}", heading_of(heading))
}

fn beginning(text: &str) -> &str {
    let end = text.floor_char_boundary(BEGINNING);
    text.get(..end).unwrap_or_default()
}

/// The first-level heading that a text begins with.
struct Heading<'a> {
    /// As it is written: one line, two with an underline, or HTML.
    source: &'a str,
    title: String,
    /// What follows it.
    rest: &'a str,
}

fn first_heading(text: &str) -> Option<Heading<'_>> {
    let text = text.trim_start_matches('\u{feff}');
    let beginning = beginning(text);
    let document = Document::parse(beginning);
    let heading = document.headings().first()?;
    let block = document.block(0).filter(|block| block.frame == NONE)?;
    if (heading.level, heading.block) != (1, 0) {
        return None;
    }
    let (source, _) = beginning.split_at_checked(block.source.range().end)?;
    Some(Heading {
        source: source.trim_end_matches(['\r', '\n']),
        title: heading.title.clone(),
        rest: text.get(source.len()..)?.trim_start_matches(['\r', '\n']),
    })
}

/// A heading that says a title, whatever Markdown would make of it.
pub(super) fn heading_of(title: &str) -> String {
    format!("# {}\n\n", escaped(title))
}

fn below_title(lesson: &LessonEntry, text: &str) -> String {
    links(lesson) + &objectives(lesson, text)
}

/// What the lesson teaches, in a box; nothing where the text begins with it.
fn objectives(lesson: &LessonEntry, text: &str) -> String {
    if lesson.objectives.is_empty() || says_objectives(beginning(text), &lesson.objectives) {
        return String::new();
    }
    format!(
        "::: objectives You will learn\n\n{}\n:::\n\n",
        list(&lesson.objectives)
    )
}

/// Whether a text says all objectives, or has a box or a heading for them.
fn says_objectives(text: &str, objectives: &[String]) -> bool {
    let is_title = |line: &str| {
        let line = line.trim_start();
        line.starts_with(":::") && words(line).contains("objectives")
            || line.starts_with('#')
                && matches!(
                    &*words(line),
                    "objectives" | "learning objectives" | "you will learn"
                )
    };
    let said = words(text);
    text.lines().any(is_title)
        || objectives
            .iter()
            .all(|objective| said.contains(&words(objective)))
}

/// The words of a text, without case and signs.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A list of sentences.
pub(super) fn list(items: &[String]) -> String {
    let one_line = |item: &String| item.split_whitespace().collect::<Vec<_>>().join(" ");
    items
        .iter()
        .map(|item| format!("- {}\n", one_line(item)))
        .collect()
}

/// `Video · 12 min · Watch the video`, as a paragraph; nothing where there is nothing to open.
fn links(lesson: &LessonEntry) -> String {
    let more = match lesson.kind {
        LessonKind::Interactive | LessonKind::Assignment => "Open the exercise",
        LessonKind::Text | LessonKind::Video | LessonKind::Quiz => "More about this",
    };
    let video = lesson.video.iter().map(|url| link("Watch the video", url));
    let more = lesson.resource.iter().map(|url| link(more, url));
    let links: Vec<String> = video.chain(more).collect();
    if links.is_empty() {
        return String::new();
    }
    let kind = Some(lesson.kind).filter(|kind| *kind != LessonKind::Text);
    let kind = kind.map(|kind| kind.title().to_owned());
    let length = escaped(&lesson.length());
    let parts: Vec<String> = kind.into_iter().chain([length]).chain(links).collect();
    format!("{}\n\n", parts.join(" · "))
}

fn link(text: &str, address: &str) -> String {
    format!("[{text}](<{}>)", escaped(address))
}

/// A text that says itself, whatever Markdown would make of it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{LessonId, LessonProgress, Minutes};
    use crate::lesson::{Document, Target};

    fn lesson(title: &str) -> LessonEntry {
        LessonEntry {
            id: LessonId::new("a"),
            title: title.to_owned(),
            kind: LessonKind::Text,
            minutes: Minutes(12),
            minutes_estimated: false,
            path: "a.md".to_owned(),
            video: None,
            resource: None,
            objectives: Vec::new(),
            progress: LessonProgress::default(),
        }
    }

    #[test]
    fn a_text_gets_its_title_once() {
        assert_eq!(
            headed(&lesson("1 * 2"), "Text.".to_owned()),
            "# 1 \\* 2\n\nText."
        );
        let mine = "# Mine\nText.";
        assert_eq!(headed(&lesson("Any"), mine.to_owned()), mine);
        let tokens = lesson("Tokens");
        let numbered = headed_as("2.1 Tokens", &tokens, "# Tokens\n\nText.");
        assert_eq!(numbered, "# 2\\.1 Tokens\n\nText.");
    }

    #[test]
    fn a_title_is_known_however_it_is_written() {
        for text in [
            "# The `Option` *type*\nText.",
            "# The [Option](https://a.example) type #\n\nText.",
            "# The Option type {#option}\n\nText.",
            "The Option\ntype\n===\nText.",
            "<!-- draft -->\n\n# The Option type\n\nText.",
            "<h1 align=\"center\">The Option type</h1>\n\nText.",
        ] {
            let option = lesson("The Option type");
            assert_eq!(headed(&option, text.to_owned()), text);
            let numbered = headed_as("2.1 The Option type", &option, text);
            assert_eq!(numbered, "# 2\\.1 The Option type\n\nText.", "{text}");
        }
        for text in ["> # Mine", "- # Mine", "Text.\n# Mine", "## Mine"] {
            let headed = headed(&lesson("Any"), text.to_owned());
            assert_eq!(headed, format!("# Any\n\n{text}"));
        }
    }

    #[test]
    fn a_comment_in_code_is_no_heading() {
        for indent in ["    ", "\t", "\n    ", "  \t", "\u{a0}"] {
            let text = format!("{indent}# install\n{indent}apt install x");
            let headed = headed(&lesson("Setting up"), text.clone());
            assert_eq!(headed, format!("# Setting up\n\n{text}"));
        }
        let mine = " \t\n\n   # Mine\nText.";
        assert_eq!(headed(&lesson("Any"), mine.to_owned()), mine);
    }

    #[test]
    fn what_there_is_to_open_stands_below_the_title() {
        let video = LessonEntry {
            kind: LessonKind::Video,
            video: Some("https://a.example/?a=1&copy;b=(<2>)_*x*".to_owned()),
            resource: Some("javascript:alert(1)".to_owned()),
            ..lesson("Watch")
        };
        for text in ["Text.", "# Watch\n\nText.", "# Watch"] {
            let document = Document::parse(headed(&video, text.to_owned()));
            assert_eq!(document.headings().len(), 1, "{text}");
            let targets: Vec<&Target> = document.links().iter().map(|l| &l.target).collect();
            let address = "https://a.example/?a=1&copy;b=(<2>)_*x*".to_owned();
            let refused = "javascript:alert(1)".to_owned();
            let expected = [&Target::Web(address), &Target::Refused(refused)];
            assert_eq!(targets, expected, "{text}");
        }
        let headed = headed(&video, "Text.".to_owned());
        assert!(
            headed.contains("\n\nVideo · 12 min · [Watch the video]"),
            "{headed}"
        );
    }

    #[test]
    fn objectives_stand_below_the_title_unless_the_text_lists_them() {
        let goals = LessonEntry {
            objectives: vec!["Say what a *token* is".to_owned(), "Count".to_owned()],
            ..lesson("Tokens")
        };
        let boxed = "::: objectives You will learn\n\n- Say what a *token* is\n- Count\n\n:::\n\n";
        assert_eq!(
            headed(&goals, "Text.".to_owned()),
            format!("# Tokens\n\n{boxed}Text.")
        );
        assert_eq!(
            headed_as("2.1 Tokens", &goals, "# Tokens\nText."),
            format!("# 2\\.1 Tokens\n\n{boxed}Text.")
        );
        for text in [
            "# Tokens\n\nYou say what a token is, and count.",
            "# Tokens\n\n:::: objectives\n\n- Others\n\n::::\n",
            "# Tokens\n\n## Learning objectives\n\n- Others\n",
        ] {
            assert_eq!(headed(&goals, text.to_owned()), text);
        }
    }

    #[test]
    fn an_exercise_is_named_as_one() {
        let exercise = LessonEntry {
            kind: LessonKind::Interactive,
            minutes_estimated: true,
            resource: Some("https://a.example".to_owned()),
            ..lesson("Try")
        };
        let headed = headed(&exercise, String::new());
        assert!(
            headed.contains("Interactive · \\~12 min · [Open the exercise]"),
            "{headed}"
        );
    }
}

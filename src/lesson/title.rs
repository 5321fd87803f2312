//! A lesson's page: below its title what there is to open and what it teaches, then its body.

use super::block::NONE;
use super::document::Document;
use super::page_parts::{Around, Made, Medium};
use super::quiz::Paper;
use super::source::Source;
use crate::domain::{Body, LessonHead, LessonKind};

/// How far into a text its title, and its own list of objectives, is looked for, in bytes.
const BEGINNING: usize = 8 << 10;

/// The page of a lesson. Its title stands above the text, unless that begins with a heading of the first level;
/// below it links to the video and to more, where the lesson has such, and its objectives, where the text doesn't
/// list them.
///
/// The seed decides the order of choices in its quizzes.
pub fn headed(lesson: &LessonHead, body: Body, seed: u64) -> Source {
    let text = body.into_markdown();
    let own_title = first_heading(&text).is_some();
    let title = Made::Heading(1, lesson.title.clone());
    let title = Some(title).filter(|_| !own_title);
    let above = title.into_iter().chain(below_title(lesson, &text));
    let around = Around {
        own_title,
        above: above.collect(),
        below: Vec::new(),
    };
    match Paper::of(&text, lesson.kind == LessonKind::Quiz, seed) {
        Some(paper) => Source::asking(around, paper, seed),
        None => Source::with(around, text),
    }
}

/// Whether the answers of quizzes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// Only the questions.
    Hidden,
    /// The lesson as its author wrote it, with the answers in its blanks.
    Shown,
}

/// The same on paper, under another title: a heading of the first level that only says the lesson's title goes.
pub fn headed_as(title: &str, lesson: &LessonHead, body: &Body, answers: Answers) -> Source {
    let whole = lesson.kind == LessonKind::Quiz;
    let written = match answers {
        Answers::Hidden => Paper::without_answers(body.markdown(), whole),
        Answers::Shown => Paper::with_answers(body.markdown(), whole),
    };
    let text = written.as_deref().unwrap_or(body.markdown());
    let rest = match first_heading(text) {
        Some(Heading { title, rest }) if title == lesson.title => rest,
        _ => text,
    };
    let title = Made::Heading(1, title.to_owned());
    let around = Around {
        own_title: false,
        above: [title]
            .into_iter()
            .chain(below_title(lesson, text))
            .collect(),
        below: Vec::new(),
    };
    Source::with(around, rest.into())
}

fn beginning(text: &str) -> &str {
    let end = text.floor_char_boundary(BEGINNING);
    text.get(..end).unwrap_or_default()
}

/// The first-level heading that a text begins with.
struct Heading<'a> {
    title: String,
    /// The text behind it.
    rest: &'a str,
}

fn first_heading(text: &str) -> Option<Heading<'_>> {
    let document = Document::parse(beginning(text));
    let heading = document.headings().first()?;
    let block = document.block(0).filter(|block| block.frame == NONE)?;
    if (heading.level, heading.block) != (1, 0) {
        return None;
    }
    let rest = text.get(block.source.range().end..)?;
    Some(Heading {
        title: heading.title.clone(),
        rest: rest.trim_start_matches(['\r', '\n']),
    })
}

fn below_title(lesson: &LessonHead, text: &str) -> impl Iterator<Item = Made> {
    media(lesson).into_iter().chain(objectives(lesson, text))
}

/// The lesson's objectives; nothing where the text begins with them.
fn objectives(lesson: &LessonHead, text: &str) -> Option<Made> {
    let said = lesson.objectives.is_empty() || says_objectives(beginning(text), &lesson.objectives);
    (!said).then(|| Made::Objectives(lesson.objectives.clone()))
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

/// `Video · 12 min · Watch the video`; nothing where there is nothing to open.
fn media(lesson: &LessonHead) -> Option<Made> {
    let more = match lesson.kind {
        LessonKind::Interactive | LessonKind::Assignment => "Open the exercise",
        LessonKind::Text | LessonKind::Video | LessonKind::Quiz => "More about this",
    };
    let video = lesson.video.iter().map(|url| ("Watch the video", url));
    let more = lesson.resource.iter().map(|url| (more, url));
    let mut links = video
        .chain(more)
        .map(|(text, url)| Medium::Link(text, url.clone()))
        .peekable();
    links.peek()?;
    let kind = Some(lesson.kind).filter(|kind| *kind != LessonKind::Text);
    let kind = kind.map(|kind| kind.title().to_owned());
    let words = kind.into_iter().chain([lesson.length()]);
    let words = words.filter(|word| !word.is_empty()).map(Medium::Word);
    Some(Made::Media(words.chain(links).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{LessonId, LessonNumber, Minutes};
    use crate::lesson::{Document, Target, plain};

    fn lesson(title: &str) -> LessonHead {
        LessonHead {
            id: LessonId::new("a"),
            number: LessonNumber::default(),
            title: title.to_owned(),
            kind: LessonKind::Text,
            minutes: Minutes(12),
            estimated: false,
            path: "a.md".to_owned(),
            video: None,
            resource: None,
            objectives: Vec::new(),
        }
    }

    fn text(markdown: &str) -> Body {
        Body::Text(markdown.into())
    }

    fn page(lesson: &LessonHead, markdown: &str) -> Document {
        Document::parse(headed(lesson, text(markdown), 0))
    }

    fn page_as(title: &str, lesson: &LessonHead, markdown: &str) -> Document {
        Document::parse(headed_as(title, lesson, &text(markdown), Answers::Hidden))
    }

    /// Asserts that a page reads the same as `markdown`.
    #[track_caller]
    fn says(page: &Document, markdown: &str) {
        let expected = plain::text(&Document::parse(markdown), 60);
        assert_eq!(plain::text(page, 60), expected);
    }

    #[test]
    fn a_text_gets_its_title_once() {
        let starred = page(&lesson("1 * 2 * <b>3</b>"), "Text.");
        says(&starred, "# 1 \\* 2 \\* \\<b>3\\</b>\n\nText.");
        assert_eq!(starred.headings()[0].slug, "1--2--b3b");
        says(&page(&lesson("Any"), "# Mine\nText."), "# Mine\n\nText.");
        let numbered = page_as("2.1 Tokens", &lesson("Tokens"), "# Tokens\n\nText.");
        says(&numbered, "# 2.1 Tokens\n\nText.");
    }

    #[test]
    fn a_title_is_known_however_it_is_written() {
        for text in [
            "# The `Option` *type*\nText.",
            "# The [Option](https://a.example) type #\n\nText.",
            "# The Option type {#option}\n\nText.",
            "The Option\ntype\n===\nText.",
            "<!-- draft -->\n\n# The Option type\n\nText.",
            "<a id=\"top\"></a>\n\n# The Option type\n\nText.",
            "<h1 align=\"center\">The Option type</h1>\n\nText.",
        ] {
            let option = lesson("The Option type");
            says(&page(&option, text), text);
            let numbered = page_as("2.1 The Option type", &option, text);
            says(&numbered, "# 2.1 The Option type\n\nText.");
        }
        for text in ["> # Mine", "- # Mine", "Text.\n# Mine", "## Mine"] {
            says(&page(&lesson("Any"), text), &format!("# Any\n\n{text}"));
        }
    }

    #[test]
    fn a_comment_in_code_is_no_heading() {
        for indent in ["    ", "\t", "\n    ", "  \t"] {
            let text = format!("{indent}# install\n{indent}apt install x");
            let setup = page(&lesson("Setting up"), &text);
            says(&setup, &format!("# Setting up\n\n{text}"));
        }
        let mine = " \t\n\n   # Mine\nText.";
        says(&page(&lesson("Any"), mine), mine);
    }

    #[test]
    fn what_there_is_to_open_stands_below_the_title() {
        let video = LessonHead {
            kind: LessonKind::Video,
            video: Some("https://a.example/?a=1&copy;b=(<2>)_*x*".to_owned()),
            resource: Some("javascript:alert(1)".to_owned()),
            ..lesson("Watch")
        };
        for text in ["Text.", "# Watch\n\nText.", "# Watch"] {
            let document = page(&video, text);
            assert_eq!(document.headings().len(), 1, "{text}");
            let targets: Vec<&Target> = document.links().iter().map(|l| &l.target).collect();
            let address = "https://a.example/?a=1&copy;b=(<2>)_*x*".to_owned();
            let refused = "javascript:alert(1)".to_owned();
            let expected = [&Target::Web(address), &Target::Refused(refused)];
            assert_eq!(targets, expected, "{text}");
            let shown = document.reading_text();
            let line = "Watch\nVideo · 12 min · Watch the video · More about this\n";
            assert!(shown.starts_with(line), "{shown}");
        }
    }

    #[test]
    fn a_video_of_unknown_length_has_no_gap_in_its_line() {
        let video = LessonHead {
            kind: LessonKind::Video,
            estimated: true,
            video: Some("https://a.example/v".to_owned()),
            ..lesson("Watch")
        };
        let shown = page(&video, "Text.").reading_text();
        assert!(
            shown.starts_with("Watch\nVideo · Watch the video\n"),
            "{shown}"
        );
    }

    #[test]
    fn objectives_stand_below_the_title_unless_the_text_lists_them() {
        let goals = LessonHead {
            objectives: vec![
                "Say what a *token* is".to_owned(),
                "Count".to_owned(),
                "# is a sign".to_owned(),
            ],
            ..lesson("Tokens")
        };
        let boxed = "::: objectives You will learn\n\n- Say what a *token* is\n- Count\n- \\# is a sign\n\n:::\n\n";
        says(&page(&goals, "Text."), &format!("# Tokens\n\n{boxed}Text."));
        says(
            &page(&goals, "# Tokens\nText."),
            &format!("# Tokens\n\n{boxed}Text."),
        );
        let numbered = page_as("2.1 Tokens", &goals, "# Tokens\nText.");
        says(&numbered, &format!("# 2.1 Tokens\n\n{boxed}Text."));
        for text in [
            "# Tokens\n\nYou say what a token is, and count. # is a sign, too.",
            "# Tokens\n\n:::: objectives\n\n- Others\n\n::::\n",
            "# Tokens\n\n## Learning objectives\n\n- Others\n",
        ] {
            says(&page(&goals, text), text);
        }
    }

    #[test]
    fn a_page_takes_no_room_in_the_source_for_what_stands_above_it() {
        let document = page(&lesson("Tokens"), "Text.");
        assert_eq!(&**document.source(), "Text.");
        assert_eq!(document.headings()[0].source, 0);
    }

    #[test]
    fn an_exercise_is_named_as_one() {
        let exercise = LessonHead {
            kind: LessonKind::Interactive,
            estimated: true,
            resource: Some("https://a.example".to_owned()),
            ..lesson("Try")
        };
        let shown = page(&exercise, "").reading_text();
        assert_eq!(shown, "Try\nInteractive · ~12 min · Open the exercise\n");
    }
}

//! `lyceum read`: prints a lesson, or a whole course, as text; styled on a terminal.

use std::sync::Arc;

use crossterm::terminal;
use ratatui::backend::IntoCrossterm;
use ratatui::style::{Modifier, Style};

use super::environment::{Environment, is_dumb_terminal};
use super::named;
use super::output::{Failure, Output};
use crate::domain::{LessonEntry, LessonNumber, Outline, Slug, path_in_course};
use crate::lesson::highlight::Highlighter;
use crate::lesson::{
    Answers, Document, Layout, LayoutOptions, Line, Place, Role, Source, Target, TextStyle,
    headed_as, plain, titled_course_page,
};
use crate::profile::OpenStore;
use crate::store::Store;
use crate::ui::theme::Theme;

/// The arguments of `lyceum read`.
#[derive(Debug, clap::Args)]
pub(super) struct ReadArgs {
    /// The course's slug
    pub(super) course: Slug,
    /// The lesson's number, such as 2.3; without it, the whole course
    pub(super) lesson: Option<LessonNumber>,
    /// Maximum text width in columns [default: the terminal's width, at most the measure]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(super) width: Option<u16>,
    /// Use colours and styles
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,
    /// Show the answers, hints and explanations of quizzes
    #[arg(long)]
    pub(super) with_answers: bool,
}

/// When to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum When {
    /// Only on a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Columns where nobody says how many there are.
const PIPE_WIDTH: u16 = 80;
/// How many lines are laid out at a time.
const AT_A_TIME: usize = 200;

pub(super) async fn run(
    environment: &Environment,
    read: ReadArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let OpenStore { store, copy, .. } = environment.store_for_reading().await?;
    let printed = print(environment, &store, &read, output).await;
    store.close().await;
    drop(copy);
    printed
}

async fn print(
    environment: &Environment,
    store: &Store,
    read: &ReadArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let outline = named::course(store, &read.course).await?;
    let page = Page::new(environment, read, output);
    let lessons: Vec<(LessonNumber, &LessonEntry)> = match read.lesson {
        Some(number) => vec![(number, named::lesson(&outline, number)?)],
        None => outline.lessons().collect(),
    };
    if read.lesson.is_none() {
        page.print(titled_course_page(&outline.course), &|_| None, output)?;
    }
    for (index, (number, lesson)) in lessons.into_iter().enumerate() {
        if index > 0 || read.lesson.is_none() {
            output.line("")?;
            output.line("")?;
        }
        if let Some(body) = store.lesson_body(&lesson.head.id).await? {
            let title = format!("{number} {}", lesson.head.title);
            let name = |target: &Target| lesson_named(&outline, lesson, target);
            let answers = match read.with_answers {
                true => Answers::Shown,
                false => Answers::Hidden,
            };
            let source = headed_as(&title, &lesson.head, &body, answers);
            page.print(source, &name, output)?;
        }
    }
    Ok(())
}

/// The lesson of the course that a link leads to: `3.4 Attention`.
fn lesson_named(outline: &Outline, from: &LessonEntry, target: &Target) -> Option<String> {
    let Target::Lesson { path, .. } = target else {
        return None;
    };
    let path = path_in_course(&from.head.path, path)?;
    let mut lessons = outline.lessons();
    let (number, lesson) = lessons.find(|(_, lesson)| lesson.head.path == path)?;
    Some(format!("{number} {}", lesson.head.title))
}

/// How lines look where they go.
enum Page {
    /// Clean text: no boxes, no colours, links as numbers.
    Plain(u16),
    /// As in the reader.
    Styled(Box<Styles>),
}

/// The options of a styled page.
struct Styles {
    options: LayoutOptions,
    theme: Theme,
    /// None where code has no colours.
    highlighter: Option<Highlighter>,
}

impl Page {
    fn new(environment: &Environment, read: &ReadArgs, output: &Output) -> Self {
        let is_terminal = output.is_terminal();
        let measure = environment.config.measure.value.columns();
        let width = read.width.unwrap_or_else(|| match terminal::size() {
            // Zero is unknown.
            Ok((columns @ 1.., _)) if is_terminal => columns.min(measure),
            _ => PIPE_WIDTH,
        });
        let styled = match read.color {
            When::Always => true,
            When::Never => false,
            When::Auto => is_terminal && !is_dumb_terminal() && environment.config.color.value,
        };
        match styled {
            true => Page::Styled(Box::new(Styles {
                options: LayoutOptions::new(width),
                theme: environment.theme().0,
                highlighter: environment.config.highlight.value.then(Highlighter::new),
            })),
            false => Page::Plain(width),
        }
    }

    /// Prints a lesson; `name` says what stands for an address in plain text.
    fn print(
        &self,
        source: Source,
        name: &dyn Fn(&Target) -> Option<String>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let document = Document::parse(source);
        match self {
            Page::Plain(width) => output.text(&plain::text_naming(&document, *width, name)),
            Page::Styled(styles) => {
                let mut layout = Layout::new(Arc::new(document), styles.options.clone());
                unfold(&mut layout);
                print_styled(&mut layout, styles, output)
            }
        }
    }
}

/// On paper nothing folds.
fn unfold(layout: &mut Layout) {
    for block in 0..layout.document().block_count() {
        layout.reveal(block);
    }
}

/// Gives the code in the lines from `top` on its colours.
fn colour(layout: &mut Layout, top: Place, highlighter: &Highlighter) {
    for block in layout.wants_highlight(top, AT_A_TIME) {
        let code = layout.document().code(block);
        let colours = code.and_then(|c| highlighter.highlight(c.language.as_deref()?, &c.text));
        layout.highlight(block, Arc::new(colours.unwrap_or_default()));
    }
}

fn print_styled(layout: &mut Layout, styles: &Styles, output: &mut Output) -> Result<(), Failure> {
    let mut last: Option<Place> = None;
    loop {
        let from = last.unwrap_or_default();
        layout.prepare(from, AT_A_TIME);
        if let Some(highlighter) = &styles.highlighter {
            colour(layout, from, highlighter);
        }
        let already_printed = usize::from(last.is_some());
        let before = last;
        for (place, line) in layout.visible(from, AT_A_TIME).skip(already_printed) {
            output.styled_line(styled(line, styles).trim_end())?;
            last = Some(place);
        }
        if last == before {
            return Ok(());
        }
    }
}

/// The line in its styles; where it has a background, that goes to the page's edge.
fn styled(line: &Line, styles: &Styles) -> String {
    let Styles { options, theme, .. } = styles;
    let (prefix, content) = line.runs.split_at(line.prefix.min(line.runs.len()));
    let below = line.fill.map(|fill| theme.text(fill.into()));
    let on_terminal = below.is_none();
    let below = below.unwrap_or_default();
    let rest = line.fill.map_or(0, |_| {
        usize::from(options.width).saturating_sub(line.width())
    });
    let prefix = prefix
        .iter()
        .map(|run| ansi(&run.text, theme.text(run.style)));
    let content = content.iter().map(|run| {
        let look = match on_terminal {
            true => on_background_of_terminal(run.style, theme),
            false => below.patch(theme.text(run.style)),
        };
        ansi(&run.text, look)
    });
    let rest = ansi(&" ".repeat(rest), below);
    prefix.chain(content).chain([rest]).collect()
}

/// The look of a run that stands on the terminal's own background: what is ordinary text has the terminal's colour too,
/// for the theme's may be hard to see there.
fn on_background_of_terminal(style: TextStyle, theme: &Theme) -> Style {
    let look = theme.text(style);
    let plain = Style { fg: None, ..look };
    match style.role {
        Role::Text | Role::Quote | Role::TableHeader => plain,
        Role::Dim => plain.add_modifier(Modifier::DIM),
        _ => look,
    }
}

fn ansi(text: &str, style: Style) -> String {
    style.into_crossterm().apply(text).to_string()
}

//! `lyceum read`: prints a lesson, or a whole course, as text; styled on a terminal.

use std::sync::Arc;

use crossterm::terminal;
use ratatui::backend::IntoCrossterm;
use ratatui::style::Style;

use super::args::{ReadArgs, When};
use super::environment::Environment;
use super::find;
use super::output::{Failure, Output};
use crate::domain::{LessonEntry, LessonNumber};
use crate::lesson::{
    Document, Layout, LayoutOptions, Line, Place, Role, TableForm, TextStyle, sanitize_line,
};
use crate::store::Store;
use crate::ui::theme::Theme;

/// Columns where nobody says how many there are.
const PIPE_WIDTH: u16 = 80;
/// How many lines are laid out at a time.
const AT_A_TIME: usize = 200;

pub(super) async fn run(
    environment: &Environment,
    read: ReadArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let store = environment.store().await?;
    let printed = print(environment, &store, &read, output).await;
    store.close().await;
    printed
}

async fn print(
    environment: &Environment,
    store: &Store,
    read: &ReadArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let outline = find::course(store, &read.course).await?;
    let page = Page::new(environment, read, output);
    let lessons: Vec<(LessonNumber, &LessonEntry)> = match read.lesson {
        Some(number) => vec![(number, find::lesson(&outline, number)?)],
        None => outline.lessons().collect(),
    };
    for (index, (number, lesson)) in lessons.into_iter().enumerate() {
        if index > 0 {
            output.line("")?;
            output.line("")?;
        }
        let title = sanitize_line(&format!("{number} {}", lesson.title)).into_owned();
        output.line(page.styled(&title, Role::Heading1.into()))?;
        output.line("")?;
        let text = store.lesson_text(&lesson.id).await?.unwrap_or_default();
        page.print(&text, output)?;
    }
    Ok(())
}

/// How lines look where they go.
struct Page {
    options: LayoutOptions,
    theme: Option<Theme>,
}

impl Page {
    fn new(environment: &Environment, read: &ReadArgs, output: &Output) -> Self {
        let is_terminal = output.is_terminal();
        let measure = environment.config.measure.value.columns();
        let width = read.width.unwrap_or_else(|| match terminal::size() {
            Ok((columns, _)) if is_terminal => columns.min(measure),
            _ => PIPE_WIDTH,
        });
        let styled = match read.color {
            When::Always => true,
            When::Never => false,
            When::Auto => is_terminal && environment.config.color.value,
        };
        let mut options = LayoutOptions::new(width);
        if !is_terminal {
            options.tables = TableForm::Linear;
        }
        Self {
            options,
            theme: styled.then(|| environment.theme().0),
        }
    }

    fn print(&self, text: &str, output: &mut Output) -> Result<(), Failure> {
        let document = Arc::new(Document::parse(text));
        let mut layout = Layout::new(document, self.options.clone());
        let mut last: Option<Place> = None;
        loop {
            let from = last.unwrap_or_default();
            layout.prepare(from, AT_A_TIME);
            let already_printed = usize::from(last.is_some());
            let before = last;
            for (place, line) in layout.visible(from, AT_A_TIME).skip(already_printed) {
                output.line(self.line(line).trim_end())?;
                last = Some(place);
            }
            if last == before {
                return Ok(());
            }
        }
    }

    fn line(&self, line: &Line) -> String {
        line.runs
            .iter()
            .map(|run| self.styled(&run.text, run.style))
            .collect()
    }

    fn styled(&self, text: &str, style: TextStyle) -> String {
        match &self.theme {
            Some(theme) => ansi(text, on_any_background(theme.text(style))),
            None => text.to_owned(),
        }
    }
}

/// The terminal's own background stays: only what has a background of its own for a reason keeps it.
fn on_any_background(style: Style) -> Style {
    Style { bg: None, ..style }
}

fn ansi(text: &str, style: Style) -> String {
    style.into_crossterm().apply(text).to_string()
}

//! `lyceum`: the reader.

use std::io::{IsTerminal, stdin, stdout};

use super::args::StartArgs;
use super::environment::{Environment, is_dumb_terminal, variable};
use super::output::Failure;
use crate::app::settings::SettingKey;
use crate::app::{Notice, Settings, Start};
use crate::config::{Config, Source, Spacing};
use crate::domain::Diagnostic;
use crate::domain::diagnostic::shown_path;
use crate::runtime::clipboard;
use crate::runtime::graphics::Graphics;
use crate::runtime::terminal::takes_hyperlinks;
use crate::runtime::{Academy, Files, RunError, Session, Shelf, run as run_session};
use crate::ui::View;

pub(super) async fn run(
    environment: &Environment,
    start: StartArgs,
    view: View,
) -> Result<(), Failure> {
    let instead = "`lyceum read COURSE [LESSON]` prints lessons as text";
    needs_terminal(instead)?;
    let start = start.course.map(|course| Start {
        course,
        lesson: start.lesson,
    });
    let shelf = Shelf::Profile(environment.paths.database());
    read(environment, shelf, start, view).await
}

/// Refuses where there is no terminal that can show the reader; `instead` says what else there is.
pub(super) fn needs_terminal(instead: &str) -> Result<(), Failure> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Err(Failure::usage(format!(
            "the reader needs a terminal; {instead}"
        )));
    }
    if is_dumb_terminal() {
        let term = variable("TERM").unwrap_or_default();
        return Err(Failure::usage(format!(
            "the reader needs a terminal that can place text, and TERM is `{term}`; {instead}"
        )));
    }
    Ok(())
}

/// Opens the reader on the courses of a shelf, until the person leaves.
pub(super) async fn read(
    environment: &Environment,
    shelf: Shelf,
    start: Option<Start>,
    view: View,
) -> Result<(), Failure> {
    let previews = matches!(shelf, Shelf::Folder(_));
    let (keymap, key_problems) = environment.keymap();
    let (theme, theme_problems) = environment.theme();
    let config = &environment.config;
    let (academy, academy_notice) = match academy(environment) {
        // What an author looks at is no study.
        _ if previews => (None, None),
        Ok(academy) => (academy, None),
        Err(notice) => (None, Some(notice)),
    };
    // The one that is told last is on top.
    let notices = [
        academy_notice,
        notice("The theme", "using lamplight instead", &theme_problems),
        notice("The keymap", "all other keys apply", &key_problems),
        notice(
            "The configuration",
            "all other settings apply",
            &environment.problems,
        ),
    ];
    let graphics = Graphics::of(config.images.value, theme.depth(), &variable);
    let session = Session {
        files: Files {
            shelf,
            config: environment.paths.config_file(),
        },
        settings: Settings {
            theme: config.theme.value.to_string(),
            themes: environment.theme_names(),
            measure: config.measure.value.columns(),
            double_spaced: config.spacing.value == Spacing::Double,
            words_per_minute: (config.words_per_minute.source != Source::Default)
                .then(|| config.words_per_minute.value.get()),
            reviews_per_day: config.reviews_per_day.value.get(),
            highlight: config.highlight.value && config.color.value,
            mouse: config.mouse.value,
            images: graphics.mode(),
            image_way: config.images.value.to_string(),
            fixed: fixed(config),
            file: shown_path(&environment.paths.config_file()),
            syncs: academy.is_some(),
            previews,
        },
        academy,
        keymap,
        view,
        theme,
        load_theme: environment.load_theme(),
        hyperlinks: takes_hyperlinks(&variable),
        system_clipboard: clipboard::is_at_hand(&variable),
        graphics,
        start,
        notices: notices.into_iter().flatten().collect(),
    };
    run_session(session).await.map_err(|error| match error {
        RunError::Panicked => {
            let log = environment.paths.log_file();
            Failure::said(format!("{error}. The log is at {}", log.display()))
        }
        error => error.into(),
    })
}

/// The settings that a flag or a variable decides, with its name.
fn fixed(config: &Config) -> Vec<(SettingKey, String)> {
    let described = config.describe();
    let decided = described.iter().filter_map(|setting| {
        let key = SettingKey::ALL
            .into_iter()
            .find(|key| key.name() == setting.key)?;
        match &setting.source {
            Source::Flag(name) => Some((key, format!("--{name}"))),
            Source::Variable(name) => Some((key, name.clone())),
            Source::Line(_) | Source::Default => None,
        }
    });
    decided.collect()
}

/// The academy to sync with, where the settings name one.
fn academy(environment: &Environment) -> Result<Option<Academy>, Notice> {
    let refused = |why: String| {
        let file = environment.paths.config_file();
        let detail = format!("The setting `url` in `{}`: {why}.", file.display());
        Notice::warning("Nothing is synced: the academy's address can't be used")
            .with_detail(detail)
    };
    let url = environment
        .academy()
        .map_err(|why| refused(why.to_string()))?;
    let Some(url) = url else { return Ok(None) };
    let credentials = environment.credentials();
    let credentials = credentials.map_err(|why| refused(why.to_string()))?;
    let academy = Academy::new(url, credentials);
    academy.map(Some).map_err(|why| refused(why.to_string()))
}

/// One line for all problems of a file, with all of them as its detail.
fn notice(what: &str, consequence: &str, problems: &[Diagnostic]) -> Option<Notice> {
    let first = problems.first()?;
    let summary = match problems.len() {
        1 => format!("{what} has a problem; {consequence}: {}", first.message),
        count => format!("{what} has {count} problems; {consequence}"),
    };
    let detail: Vec<String> = problems.iter().map(|p| format!("```\n{p}\n```")).collect();
    Some(Notice::warning(summary).with_detail(detail.join("\n\n")))
}

//! `lyceum doctor`: what Lyceum knows of this machine, to paste into a report. It names no course, person or password.

use std::path::Path;

use super::environment::{Environment, variable};
use super::output::{Failure, Output};
use crate::app::image::Protocol;
use crate::profile::OpenStore;
use crate::runtime::clipboard;
use crate::runtime::graphics::Graphics;
use crate::runtime::terminal::takes_hyperlinks;
use crate::ui::theme::ColorDepth;

/// Columns for the names.
const NAMES: usize = 12;

pub(super) async fn run(environment: &Environment, output: &mut Output) -> Result<(), Failure> {
    let (store, is_well) = store(environment).await;
    let rows = [
        ("lyceum", env!("CARGO_PKG_VERSION").to_owned()),
        ("system", system()),
        ("terminal", terminal()),
        ("size", size()),
        ("colours", colours(environment.color_depth()).to_owned()),
        ("images", images(environment).to_owned()),
        (
            "web links",
            said(
                takes_hyperlinks(&variable),
                "clickable",
                "letters (the key l)",
            ),
        ),
        (
            "clipboard",
            said(
                clipboard::is_at_hand(&variable),
                "the system's and the terminal's",
                "the terminal's",
            ),
        ),
        ("time", time()),
        (
            "language",
            variable("LANG").unwrap_or_else(|| "LANG is not set".to_owned()),
        ),
        ("config", configuration(environment)),
        ("store", store),
        ("log", without_home(&environment.paths.log_file())),
    ];
    for (name, value) in rows {
        output.line(format!("{name:<NAMES$}{value}"))?;
    }
    match is_well {
        true => Ok(()),
        false => Err(Failure::said("the store can't be used; see above")),
    }
}

fn said(is_so: bool, yes: &str, no: &str) -> String {
    if is_so { yes } else { no }.to_owned()
}

fn system() -> String {
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let name = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let mut lines = name.lines();
    let name = lines.find_map(|line| line.strip_prefix("PRETTY_NAME="));
    match name {
        Some(name) => format!("{os} {arch}, {}", name.trim_matches('"')),
        None => format!("{os} {arch}"),
    }
}

/// The variables by which terminals and what runs in them are known.
fn terminal() -> String {
    const NAMES: [&str; 6] = [
        "TERM",
        "TERM_PROGRAM",
        "TERM_PROGRAM_VERSION",
        "COLORTERM",
        "TMUX",
        "SSH_TTY",
    ];
    let known = NAMES.into_iter().filter_map(|name| {
        let value = variable(name)?;
        Some(match name {
            // A path says nothing more than that there is one.
            "TMUX" | "SSH_TTY" => name.to_owned(),
            name => format!("{name}={value}"),
        })
    });
    known.collect::<Vec<_>>().join(" ")
}

fn size() -> String {
    match crossterm::terminal::size() {
        Ok((columns, rows)) => format!("{columns}x{rows}"),
        Err(_) => "no terminal".to_owned(),
    }
}

fn colours(depth: ColorDepth) -> &'static str {
    match depth {
        ColorDepth::None => "none",
        ColorDepth::Ansi16 => "16",
        ColorDepth::Ansi256 => "256",
        ColorDepth::True => "16 million",
    }
}

fn images(environment: &Environment) -> &'static str {
    let setting = environment.config.images.value;
    let graphics = Graphics::of(setting, environment.color_depth(), &variable);
    match graphics.mode().map(|mode| mode.protocol) {
        None => "off",
        Some(Protocol::HalfBlocks) => "half blocks",
        Some(Protocol::Kitty) => "kitty",
        Some(Protocol::Sixel) => "sixel",
        Some(Protocol::Iterm2) => "iTerm2",
    }
}

fn time() -> String {
    let now = crate::runtime::clock::local_now();
    let zone = variable("TZ").unwrap_or_else(|| "the system's zone".to_owned());
    format!("{} ({zone})", now.format("%Y-%m-%d %H:%M %:z"))
}

fn configuration(environment: &Environment) -> String {
    let path = environment.paths.config_file();
    let shown = without_home(&path);
    match (path.exists(), environment.problems.len()) {
        (_, 1..) => format!("{shown}: has mistakes, see `lyceum config check`"),
        (true, 0) => shown,
        (false, 0) => format!("{shown}: none, all settings at their defaults"),
    }
}

/// A line about the store, and whether it can be used.
async fn store(environment: &Environment) -> (String, bool) {
    let path = environment.paths.database();
    let shown = without_home(&path);
    let opened = match environment.store_for_reading().await {
        Ok(opened) => opened,
        Err(failure) => return (format!("{shown}: {failure:?}"), false),
    };
    let OpenStore { store, trouble, .. } = &opened;
    let size = std::fs::metadata(&path).map_or(0, |file| file.len() / 1024);
    let courses = store.catalog().await.map_or(0, |courses| courses.len());
    let trouble = trouble
        .as_ref()
        .map_or_else(String::new, |trouble| format!("; {}", trouble.summary));
    let line = format!("{shown}: {size} kB, {courses} courses{trouble}");
    opened.store.close().await;
    (line, true)
}

/// A path below the user's folder with `~` for that: a report needs no names.
fn without_home(path: &Path) -> String {
    let home = variable("HOME").filter(|home| !home.is_empty());
    let rest = home.and_then(|home| path.strip_prefix(home).ok());
    match rest {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}

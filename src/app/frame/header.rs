//! The top line: the breadcrumb, and whether time counts.

use super::tone::Tone;
use crate::app::model::{Model, SPINNER_STEP};
use crate::app::pane::Pane;
use crate::app::preview::Preview;
use crate::lesson::{display_width, truncated};

/// A step of the breadcrumb: its text and the pane that a click leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// The first column, from the left of the header.
    pub x: u16,
    /// The text.
    pub text: String,
    /// Where a click leads.
    pub pane: Pane,
}

/// The header of one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The breadcrumb; its last step is the screen itself.
    pub crumbs: Vec<Crumb>,
    /// The first column of the status.
    pub status_x: u16,
    /// The status, in parts with ` · ` between them.
    pub status: Vec<(Tone, String)>,
}

/// The sign between two crumbs.
pub const CRUMB_SEPARATOR: &str = " › ";

/// The sign between two parts of the status.
pub const STATUS_SEPARATOR: &str = " · ";

impl Model {
    /// The header that fits the terminal: the status gives way first, then the crumbs are shortened.
    pub fn header(&self) -> Header {
        let columns = usize::from(self.shared.size.columns);
        let names = self.way_here();
        let wanted = crumbs_width(&names);
        let mut status = self.status();
        // The part that says whether time counts stays, the others give way to the breadcrumb.
        while status.len() > 1 && wanted.min(columns / 2) + status_width(&status) + 4 > columns {
            status.pop();
        }
        let status_x = columns.saturating_sub(status_width(&status) + 1);
        let crumbs = place_crumbs(names, status_x.saturating_sub(3));
        Header {
            crumbs,
            status_x: u16::try_from(status_x).unwrap_or(u16::MAX),
            status,
        }
    }

    /// The pane that a click at that column of the header leads to.
    pub fn crumb_at(&self, column: u16) -> Option<Pane> {
        let crumbs = self.header().crumbs;
        let column = usize::from(column);
        let hit = crumbs.iter().find(|crumb| {
            let start = usize::from(crumb.x);
            (start..start + display_width(&crumb.text)).contains(&column)
        });
        hit.map(|crumb| crumb.pane)
    }

    fn way_here(&self) -> Vec<(String, Pane)> {
        let mut way = vec![("Lyceum".to_owned(), Pane::Catalog)];
        if !self.is_beginning() {
            way.extend(self.screen().crumbs());
        }
        way
    }

    fn status(&self) -> Vec<(Tone, String)> {
        match &self.shared.preview {
            Some(preview) => self.preview_status(preview),
            None => self.learner_status(),
        }
    }

    fn learner_status(&self) -> Vec<(Tone, String)> {
        let mut parts = Vec::new();
        if !self.study.unsaved.is_empty() || !self.is_kept {
            parts.push((Tone::Warning, "! not saved".to_owned()));
        }
        if self.pane == Pane::Lesson {
            parts.extend(self.clock_status());
        }
        if self.is_working() {
            let frames = ["◜", "◝", "◞", "◟"];
            let step = self.shared.now / SPINNER_STEP;
            let frame = usize::try_from(step).unwrap_or_default() % frames.len();
            parts.push((
                Tone::Plain,
                format!("{} working{}", frames[frame], self.steps_done()),
            ));
        }
        parts.extend(self.shared.sync.word());
        parts.push((
            Tone::Plain,
            format!("{} today", self.study.today(&self.shared)),
        ));
        if self.shared.due > 0 && self.pane != Pane::Review {
            parts.push((Tone::Plain, format!("{} to review", self.shared.due)));
        }
        let streak = self.shared.calendar.streak(self.shared.today());
        if streak > 1 {
            parts.push((Tone::Plain, format!("{streak}-day streak")));
        }
        parts
    }

    /// What the files say, and whose eyes one looks with: what is studied counts for nobody.
    fn preview_status(&self, preview: &Preview) -> Vec<(Tone, String)> {
        let mut parts = Vec::new();
        if preview.folder.is_behind {
            parts.push((Tone::Warning, "! as before".to_owned()));
        } else if self.is_lesson_behind(preview) {
            parts.push((Tone::Warning, "! This lesson can't be read (P)".to_owned()));
        }
        let counts = preview.folder.counts();
        let problems = match (preview.as_learner, counts.is_empty()) {
            (true, _) => (Tone::Paused, "as learner".to_owned()),
            (false, true) => (Tone::Plain, "✓ no problems".to_owned()),
            (false, false) => (Tone::Warning, counts.signs()),
        };
        parts.extend([problems, (Tone::Plain, "preview".to_owned())]);
        parts
    }

    /// Whether the lesson on screen is as it was before its file got an error.
    fn is_lesson_behind(&self, preview: &Preview) -> bool {
        let reader = self.lesson.reader.as_ref();
        let reader = reader.filter(|_| self.pane == Pane::Lesson);
        let about = reader.and_then(|reader| preview.folder.lessons.get(&reader.lesson.head.id));
        about.is_some_and(|about| about.is_behind)
    }

    /// ` 3/17` where it is known how much of the work is done.
    fn steps_done(&self) -> String {
        let progress = self.shared.requests.progress();
        progress.map_or_else(String::new, |progress| {
            format!(" {}/{}", progress.done, progress.total)
        })
    }

    fn clock_status(&self) -> Option<(Tone, String)> {
        let lesson = &self.lesson.reader.as_ref()?.lesson.head.id;
        let sitting = self.study.clock.sitting(lesson, self.shared.now).as_secs();
        let time = match (sitting / 3600, sitting / 60 % 60, sitting % 60) {
            (0, minutes, seconds) => format!("{minutes:02}:{seconds:02}"),
            (hours, minutes, seconds) => format!("{hours}:{minutes:02}:{seconds:02}"),
        };
        Some(if self.study.clock.is_counting() {
            (Tone::Counting, format!("● counting {time}"))
        } else {
            (Tone::Paused, format!("‖ paused {time}"))
        })
    }
}

fn status_width(status: &[(Tone, String)]) -> usize {
    let texts: usize = status.iter().map(|(_, text)| display_width(text)).sum();
    texts + STATUS_SEPARATOR.chars().count() * status.len().saturating_sub(1)
}

fn crumbs_width(names: &[(String, Pane)]) -> usize {
    let texts: usize = names.iter().map(|(name, _)| display_width(name)).sum();
    texts + CRUMB_SEPARATOR.chars().count() * names.len().saturating_sub(1)
}

/// The fewest columns in which a course is still recognised.
const RECOGNISED: usize = 8;

/// Places the crumbs from column 1; where there is no room, the program's name goes first, then the course's title is
/// cut as long as it is recognised, then the last text.
fn place_crumbs(mut names: Vec<(String, Pane)>, room: usize) -> Vec<Crumb> {
    while names.len() > 1 && crumbs_width(&names) > room {
        if let [(title, _), last] = &mut names[..] {
            let beside = display_width(&last.0) + CRUMB_SEPARATOR.chars().count();
            if room >= beside + RECOGNISED {
                *title = truncated(title, room - beside);
                break;
            }
        }
        names.remove(0);
    }
    let mut x = 1;
    let mut crumbs = Vec::new();
    for (name, pane) in names {
        let text = truncated(&name, (room + 1).saturating_sub(x));
        let width = display_width(&text);
        crumbs.push(Crumb {
            x: u16::try_from(x).unwrap_or(u16::MAX),
            text,
            pane,
        });
        x += width + CRUMB_SEPARATOR.chars().count();
    }
    crumbs
}

//! The report of an import: what came in, and what was dropped or changed, each with its place.

use serde_json::{Value, json};

use super::changes;
use crate::cli::output::{Failure, Output};
use crate::cli::{counted, lesson_changes, renames};
use crate::content::{self, Loaded, Report};
use crate::domain::versions::{Alike, Changes, OwnProgress};
use crate::domain::{CourseSource, Diagnostic, LessonKind, sanitize_line};
use crate::store::CourseChange;

/// An import that is done, or would be.
pub(super) struct Imported {
    pub(super) loaded: Loaded,
    pub(super) from: CourseSource,
    /// None where nothing was to be changed.
    pub(super) done: Option<CourseChange>,
    /// The differences from the version that was here.
    pub(super) changes: Changes<OwnProgress>,
    /// Lessons that may have been renamed, about which somebody is still to be asked.
    pub(super) open: Vec<Alike<OwnProgress>>,
}

impl Imported {
    /// The report for a program.
    pub(super) fn json(&self) -> Value {
        let Loaded {
            tree,
            warnings,
            report,
            ..
        } = &self.loaded;
        json!({
            "course": &tree.course,
            "source": &self.from,
            "change": self.done.map(|change| match change {
                CourseChange::Added => "added",
                CourseChange::Updated => "updated",
                CourseChange::Unchanged => "unchanged",
            }),
            "changes": lesson_changes::json(&self.changes),
            "questions": renames::json(&self.open),
            "report": report,
            "warnings": warnings,
        })
    }

    /// The report for a person.
    pub(super) fn say(&self, output: &mut Output) -> Result<(), Failure> {
        let Loaded {
            tree,
            warnings,
            report,
            ..
        } = &self.loaded;
        let course = &tree.course;
        if self.done == Some(CourseChange::Unchanged) {
            let title = sanitize_line(&course.title);
            return output.line(format!("{title}: {} ({})", self.what(), course.slug));
        }
        for warning in warnings {
            output.line(on_one_line(warning))?;
        }
        let modules = counted(report.modules, "module");
        let lessons = counted(tree.lessons().count(), "lesson");
        let title = sanitize_line(&course.title);
        output.line(format!("{title}: {} ({modules}, {lessons})", self.what()))?;
        for (name, value) in self.facts() {
            output.line(format!("  {name:<8} {value}"))?;
        }
        if self.changes.is_update {
            lesson_changes::say(&self.changes, output)?;
            renames::say(&self.open, output)?;
        }
        if self.done.is_some() {
            changes::say_left_behind(&self.changes, &course.slug, output)?;
            output.line(format!("Read it with: lyceum --course {}", course.slug))?;
        }
        Ok(())
    }

    fn what(&self) -> &'static str {
        match self.done {
            None => "would be imported; nothing was changed",
            Some(CourseChange::Added) => "added",
            Some(CourseChange::Updated) if self.is_progress_kept() => {
                "updated; your progress is kept"
            }
            Some(CourseChange::Updated) => "updated",
            Some(CourseChange::Unchanged) => "already here, unchanged",
        }
    }

    fn is_progress_kept(&self) -> bool {
        self.changes.kept > 0 && changes::left_behind(&self.changes).next().is_none()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let report = &self.loaded.report;
        let mut facts = vec![
            (
                "format",
                format!("{}, because of {}", report.format, report.because),
            ),
            ("lessons", kinds(report)),
            ("length", length(report)),
            ("links", links(report)),
        ];
        let warnings = self.loaded.warnings.len();
        if warnings > 0 {
            facts.push(("dropped", format!("{} above", counted(warnings, "warning"))));
        }
        let licence = self.loaded.tree.course.license.as_deref();
        facts.push(("licence", licence_said(licence)));
        facts.push(("source", source(&self.from)));
        let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
        facts
            .map(|(name, value)| (name, sanitize_line(&value).into_owned()))
            .collect()
    }
}

fn kinds(report: &Report) -> String {
    let kinds = report.lessons.iter();
    let is_plain = report.lessons.len() == 1 && report.lessons.contains_key(&LessonKind::Text);
    match is_plain {
        true => "text".to_owned(),
        false => {
            let kinds = kinds.map(|(kind, count)| format!("{count} {kind}"));
            kinds.collect::<Vec<_>>().join(", ")
        }
    }
}

fn length(report: &Report) -> String {
    let mut length = counted(report.words, "word");
    for (minutes, how) in [
        (report.minutes_declared, "declared"),
        (report.minutes_estimated, "estimated"),
    ] {
        if minutes.0 > 0 {
            length = format!("{length}, {minutes} {how}");
        }
    }
    if report.images > 0 {
        length = format!("{length}, {}", counted(report.images, "image"));
    }
    length
}

fn links(report: &Report) -> String {
    let said = [
        (report.links_rewritten, "rewritten"),
        (report.links_broken, "broken"),
    ];
    let said = said.iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> = said
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    said.join(", ")
}

fn licence_said(licence: Option<&str>) -> String {
    let name = licence.unwrap_or("none");
    match content::forbids(licence) {
        Some(why) => format!("{name}; {why}: for your own use only"),
        None => name.to_owned(),
    }
}

fn source(from: &CourseSource) -> String {
    match &from.commit {
        Some(commit) => format!(
            "{}, commit {}",
            from.address,
            commit.get(..12).unwrap_or(commit)
        ),
        None => from.address.clone(),
    }
}

/// A warning without the line that it is about: there may be hundreds.
fn on_one_line(warning: &Diagnostic) -> String {
    let text = warning.to_string();
    text.lines().next().unwrap_or_default().to_owned()
}

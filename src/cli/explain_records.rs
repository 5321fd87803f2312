//! Explains the fate of records: one by one, or counted by reason.

use std::collections::BTreeMap;

use super::output::{Failure, Output};
use crate::domain::{CourseId, Fact, RawRecord, sanitize_line};
use crate::store::{Fate, Store};

/// Each record with its fate and why, in order.
pub(super) async fn run(store: &Store, output: &mut Output) -> Result<(), Failure> {
    for record in store.record_fates().await? {
        let at = record.record.occurred_at.utc().format("%Y-%m-%d %H:%M:%S");
        let line = format!("{at}  {:<44}  {}", what(&record.record), fate(record.fate));
        output.line(sanitize_line(&line))?;
    }
    Ok(())
}

/// How many records wait or were refused, by the reason.
pub(super) async fn summary(store: &Store, output: &mut Output) -> Result<(), Failure> {
    let fates = store.fates().await?;
    if fates.held + fates.refused == 0 {
        return Ok(());
    }
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for record in store.record_fates().await? {
        if matches!(record.fate, Fate::Held(_) | Fate::Refused(_)) {
            let course = match record.record.course() {
                Some(course) => format!(" ({})", title(store, &course).await?),
                None => String::new(),
            };
            *reasons
                .entry(format!("{}{course}", fate(record.fate)))
                .or_default() += 1;
        }
    }
    for (reason, count) in reasons {
        output.line(sanitize_line(&format!("{count} × {reason}")))?;
    }
    Ok(())
}

/// A course's title, or its id where nobody knows that.
pub(super) async fn title(store: &Store, course: &CourseId) -> Result<String, Failure> {
    let title = store.course_title(course).await?;
    let title = title.unwrap_or_else(|| course.to_string());
    Ok(sanitize_line(&title).into_owned())
}

fn what(raw: &RawRecord) -> String {
    let (course, lesson) = (raw.course(), raw.lesson());
    let place = match (course, lesson) {
        (Some(course), Some(lesson)) => format!("{course} {lesson}"),
        (Some(course), None) => course.to_string(),
        _ => String::new(),
    };
    match raw.known().map(|record| record.fact) {
        Some(Fact::Study { seconds, .. }) => format!("study {place} {seconds}"),
        _ => format!("{} {place}", raw.kind),
    }
}

fn fate(fate: Fate) -> String {
    match fate {
        Fate::Sent(seq) => format!("sent, number {seq}"),
        Fate::ToSend => "waits for the next sync".to_owned(),
        Fate::Held(code) => format!("held: {}", code.reason()),
        Fate::Refused(code) => format!("refused: {}", code.reason()),
        Fate::Kept => "kept here: learned before the academy was known".to_owned(),
        Fate::Local => "yours: the academy doesn't have the course".to_owned(),
    }
}

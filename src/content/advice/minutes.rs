//! Minutes that can't be right: mostly seconds or hours.

use super::Looked;
use crate::domain::diagnostic::{Code, Finding};
use crate::domain::{LessonKind, Minutes};

/// Nobody sits at one lesson for longer, in minutes.
const MOST: u32 = 600;
/// A text may take so many times as long as reading it, and may be read in a fraction of that time.
const FACTOR: u32 = 10;
const FRACTION: u32 = 4;
/// Below so many minutes everything is plausible.
const SHORT: u32 = 45;
const READING: u32 = 10;

pub(super) fn plausible(lesson: &Looked<'_>, found: &mut Vec<Finding>) {
    let Some(Minutes(declared)) = lesson.outline.minutes else {
        return;
    };
    let Minutes(reading) = lesson.reading;
    let is_text = lesson.kind() == LessonKind::Text && lesson.outline.video.is_none();
    let hours = declared / 60;
    let message = if declared > MOST {
        format!("{declared} minutes are {hours} hours for one lesson")
    } else if is_text && declared >= SHORT && declared > reading.saturating_mul(FACTOR) {
        format!("{declared} minutes are declared for a text of about {reading}")
    } else if is_text && reading >= READING && declared.saturating_mul(FRACTION) < reading {
        format!("{declared} min is declared for a text of about {reading} minutes")
    } else {
        return;
    };
    let hint = unit(declared, reading);
    found.push(Finding::new(0, Code::Minutes, message).with_hint(hint));
}

/// The unit that was probably meant.
fn unit(declared: u32, reading: u32) -> Option<String> {
    let is_near =
        |minutes: u32| minutes.saturating_mul(3) >= reading && minutes <= reading.saturating_mul(3);
    if declared >= 60 && is_near(declared.div_ceil(60)) {
        return Some(format!("in seconds? `minutes: {}`", declared.div_ceil(60)));
    }
    is_near(declared.saturating_mul(60))
        .then(|| format!("in hours? `minutes: {}`", declared.saturating_mul(60)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::outline::LessonOutline;
    use crate::lesson::Document;

    fn said(declared: u32, reading: u32) -> Option<String> {
        let mut outline = LessonOutline::new("a.md".to_owned());
        outline.minutes = Some(Minutes(declared));
        let looked = Looked {
            outline: &outline,
            document: &Document::parse(""),
            reading: Minutes(reading),
        };
        let mut found = Vec::new();
        plausible(&looked, &mut found);
        let finding = found.pop()?;
        Some(format!(
            "{}; {}",
            finding.message,
            finding.hint.unwrap_or_default()
        ))
    }

    #[test]
    fn seconds_and_hours_are_not_minutes() {
        assert_eq!(said(8, 6), None);
        assert_eq!(said(30, 2), None);
        assert_eq!(
            said(480, 7).as_deref(),
            Some("480 minutes are declared for a text of about 7; in seconds? `minutes: 8`")
        );
        assert_eq!(
            said(1, 50).as_deref(),
            Some("1 min is declared for a text of about 50 minutes; in hours? `minutes: 60`")
        );
        assert_eq!(
            said(6000, 200).as_deref(),
            Some("6000 minutes are 100 hours for one lesson; in seconds? `minutes: 100`")
        );
    }
}

//! Minutes that can't be right: mostly seconds or hours.

use crate::content::outline::LessonOutline;
use crate::domain::diagnostic::Code;
use crate::domain::{Diagnostic, LessonKind, Minutes};

/// Nobody sits at one lesson for longer, in minutes.
const MOST: u32 = 600;
/// A text may take so many times as long as reading it, and may be read in a fraction of that time.
const FACTOR: u32 = 10;
const FRACTION: u32 = 4;
/// Below so many minutes everything is plausible.
const SHORT: u32 = 45;
const READING: u32 = 10;

/// The problem of minutes that can't be right, where they are declared; `reading` is the time to read the text.
pub(in crate::content) fn implausible(
    outline: &LessonOutline,
    reading: Minutes,
) -> Option<Diagnostic> {
    let place = outline.minutes_at.clone()?;
    let message = fault(outline, reading)?;
    let hint = unit(outline.minutes?, reading);
    let problem = Diagnostic::new(place, message).with_code(Code::Minutes);
    Some(problem.with_hint(hint))
}

fn fault(outline: &LessonOutline, Minutes(reading): Minutes) -> Option<String> {
    let Minutes(declared) = outline.minutes?;
    let is_text = outline.kind.unwrap_or_default() == LessonKind::Text && outline.video.is_none();
    let is_long = declared >= SHORT && declared > reading.saturating_mul(FACTOR);
    let is_short = reading >= READING && declared.saturating_mul(FRACTION) < reading;
    if declared > MOST {
        let hours = declared / 60;
        return Some(format!(
            "{declared} minutes are {hours} hours for one lesson"
        ));
    }
    (is_text && (is_long || is_short))
        .then(|| format!("reading the text takes about {reading} min, not {declared}"))
}

/// The unit that was probably meant.
fn unit(Minutes(declared): Minutes, Minutes(reading): Minutes) -> Option<String> {
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
    use crate::domain::Location;

    fn said(declared: u32, reading: u32) -> Option<String> {
        let mut outline = LessonOutline::new("a.md".to_owned());
        outline.minutes = Some(Minutes(declared));
        outline.minutes_at = Some(Location::File("a.md".into()));
        implausible(&outline, Minutes(reading)).map(|problem| problem.to_string())
    }

    #[test]
    fn seconds_and_hours_are_not_minutes() {
        assert_eq!(said(8, 6), None);
        assert_eq!(said(30, 2), None);
        let said = |declared, reading| said(declared, reading).unwrap_or_default();
        assert_eq!(
            said(480, 7),
            "a.md: warning[minutes]: reading the text takes about 7 min, not 480 (in seconds? `minutes: 8`)"
        );
        assert_eq!(
            said(1, 50),
            "a.md: warning[minutes]: reading the text takes about 50 min, not 1 (in hours? `minutes: 60`)"
        );
        assert_eq!(
            said(6000, 200),
            "a.md: warning[minutes]: 6000 minutes are 100 hours for one lesson (in seconds? `minutes: 100`)"
        );
    }
}

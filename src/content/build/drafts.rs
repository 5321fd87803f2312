//! Lessons that their authors don't want to be shown yet.

use crate::content::outline::Outline;
use crate::content::source::Source;
use crate::domain::diagnostic::Code;
use crate::domain::{Diagnostic, LinePlace, Location};

/// Leaves the drafts of a course out: a warning each.
pub(super) fn leave_out(source: &Source, outline: &mut Outline, problems: &mut Vec<Diagnostic>) {
    for module in &mut outline.modules {
        module.lessons.retain(|lesson| {
            if lesson.draft {
                let place = Location::Line(LinePlace {
                    path: source.shown(&lesson.path),
                    line: 1,
                    column: 1,
                    text: "".into(),
                });
                let left_out = Diagnostic::new(place, "left out: the lesson is a draft");
                problems.push(left_out.with_code(Code::Draft));
            }
            !lesson.draft
        });
    }
}

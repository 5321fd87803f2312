//! Lets the study clock follow what is on the screen.

use super::{Model, Pane};
use crate::app::study::{Activity, Reading};
use crate::domain::study::longest_counted_gap;

impl Model {
    /// True while somebody can be reading: a lesson is on screen and nothing covers it.
    fn is_reading(&self) -> bool {
        let overlay = self.overlay.as_ref();
        let is_covered = overlay.is_some_and(|overlay| !overlay.panel().shows_lesson());
        let is_present = self.has_focus && !self.is_away;
        let is_seen = !is_covered && !self.shared.size.is_too_small();
        // An author who looks at the course doesn't study it.
        let is_learner = self.shared.preview.is_none();
        self.pane == Pane::Lesson && is_present && is_seen && is_learner
    }

    /// Lets the clock follow what happened.
    pub(super) fn count_time(&mut self, is_activity: bool) {
        let reader = self.lesson.reader.as_ref();
        let activity = match reader.filter(|_| self.is_reading()) {
            None => Activity::Away,
            Some(_) if !is_activity => Activity::Still,
            Some(reader) => {
                let words = reader.text.words_on_screen();
                Activity::Reads(Reading {
                    lesson: reader.lesson_ref(),
                    longest_gap: longest_counted_gap(words, self.shared.words_per_minute()),
                })
            }
        };
        let lesson = &mut self.lesson;
        let place = || lesson.place_to_save();
        self.study.follow(activity, place, &mut self.shared);
    }

    /// Reading stops: place and time are saved.
    pub(super) fn stop_reading(&mut self) {
        let place = self.lesson.place_to_save();
        self.lesson.keep_round(&mut self.shared);
        self.study.stop(place, &mut self.shared);
    }
}

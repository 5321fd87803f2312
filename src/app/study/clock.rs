//! Honest time: which stretches of a sitting count as reading, decided from activity alone, and when they are saved.

use std::time::Duration;

use crate::app::lesson_ref::LessonRef;
use crate::domain::LessonId;

/// A moment on the boot's monotonic clock, in milliseconds.
pub type Millis = u64;

/// How often what was counted is written down (design 10: at least every 15 s).
const CHECKPOINT_EVERY: Millis = 10_000;

/// A piece of study time to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// A stretch that counts as reading.
    Stretch {
        /// The lesson that was read.
        lesson: LessonRef,
        /// When the stretch began.
        from: Millis,
        /// When it ended.
        to: Millis,
    },
    /// Reading stopped: what was written down so far becomes a record.
    Stopped,
}

/// Counts while somebody reads. Each gap between two activities counts up to a limit that follows from the
/// words on screen; whatever else happens, time between pauses never counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StudyClock {
    counting: Option<Counting>,
    /// The time that the present sitting with this lesson counted before the running stretch.
    sitting: Option<(LessonId, Millis)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Counting {
    lesson: LessonRef,
    /// Counting stops here unless there is activity before.
    deadline: Millis,
    /// Counted and written down up to here.
    written_to: Millis,
}

impl StudyClock {
    /// The learner did something while `lesson` was on screen; the next gap counts up to `longest_gap`.
    #[must_use]
    pub fn activity(
        &mut self,
        lesson: &LessonRef,
        now: Millis,
        longest_gap: Duration,
    ) -> Vec<Counted> {
        let mut counted = self.advance(now);
        if self
            .counting
            .as_ref()
            .is_some_and(|counting| counting.lesson != *lesson)
        {
            counted.extend(self.pause(now));
        }
        if self
            .sitting
            .as_ref()
            .is_none_or(|(of, _)| *of != lesson.lesson)
        {
            self.sitting = Some((lesson.lesson.clone(), 0));
        }
        let gap = u64::try_from(longest_gap.as_millis()).unwrap_or(Millis::MAX);
        let deadline = now.saturating_add(gap);
        match &mut self.counting {
            Some(counting) => counting.deadline = deadline,
            None => {
                let lesson = lesson.clone();
                self.counting = Some(Counting {
                    lesson,
                    deadline,
                    written_to: now,
                });
            }
        }
        counted
    }

    /// Time went on: stops at the deadline, and writes down what is due.
    #[must_use]
    pub fn advance(&mut self, now: Millis) -> Vec<Counted> {
        match &self.counting {
            Some(counting) if now >= counting.deadline => self.pause(now),
            Some(counting) if now >= counting.written_to.saturating_add(CHECKPOINT_EVERY) => {
                self.write_down(now)
            }
            _ => Vec::new(),
        }
    }

    /// Reading stopped: another screen, focus lost, suspended, quit.
    #[must_use]
    pub fn pause(&mut self, now: Millis) -> Vec<Counted> {
        let mut counted = self.write_down(now);
        if self.counting.take().is_some() {
            counted.push(Counted::Stopped);
        }
        counted
    }

    fn write_down(&mut self, now: Millis) -> Vec<Counted> {
        let Some(counting) = &mut self.counting else {
            return Vec::new();
        };
        let (from, to) = (counting.written_to, now.min(counting.deadline));
        if to <= from {
            return Vec::new();
        }
        counting.written_to = to;
        if let Some((_, before)) = &mut self.sitting {
            *before += to - from;
        }
        vec![Counted::Stretch {
            lesson: counting.lesson.clone(),
            from,
            to,
        }]
    }

    /// True while time counts.
    pub fn is_counting(&self) -> bool {
        self.counting.is_some()
    }

    /// The time that the present sitting with `lesson` has counted so far.
    pub fn sitting(&self, lesson: &LessonId, now: Millis) -> Duration {
        let before = match &self.sitting {
            Some((of, before)) if of == lesson => *before,
            _ => 0,
        };
        Duration::from_millis(before + self.unwritten(now))
    }

    /// The time that counts already but isn't saved yet, in milliseconds.
    pub fn unwritten(&self, now: Millis) -> Millis {
        self.counting.as_ref().map_or(0, |counting| {
            now.min(counting.deadline)
                .saturating_sub(counting.written_to)
        })
    }

    /// When the clock next needs to be looked at: the next whole second while it counts.
    pub fn next_look(&self, now: Millis) -> Option<Millis> {
        self.counting.as_ref().map(|counting| {
            let into_second = now.saturating_sub(counting.written_to) % 1000;
            (now + 1000 - into_second).min(counting.deadline.max(now))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::CourseId;

    const GAP: Duration = Duration::from_secs(30);

    fn lesson(name: &str) -> LessonRef {
        LessonRef {
            course: CourseId::new("c"),
            lesson: LessonId::new(name),
        }
    }

    fn total(counted: &[Counted]) -> Millis {
        counted
            .iter()
            .map(|c| match c {
                Counted::Stretch { from, to, .. } => to - from,
                Counted::Stopped => 0,
            })
            .sum()
    }

    #[test]
    fn a_long_absence_counts_only_up_to_the_longest_gap() {
        let mut clock = StudyClock::default();
        let mut counted = clock.activity(&lesson("a"), 1_000, GAP);
        counted.extend(clock.advance(3_600_000));
        assert_eq!(total(&counted), 30_000);
        assert_eq!(counted.last(), Some(&Counted::Stopped));
        assert!(!clock.is_counting());
    }

    #[test]
    fn another_lesson_ends_the_first_ones_stretch() {
        let mut clock = StudyClock::default();
        let mut counted = clock.activity(&lesson("a"), 0, GAP);
        counted.extend(clock.activity(&lesson("b"), 5_000, GAP));
        let a = Counted::Stretch {
            lesson: lesson("a"),
            from: 0,
            to: 5_000,
        };
        assert_eq!(counted, [a, Counted::Stopped]);
        assert!(clock.is_counting());
    }

    #[test]
    fn a_pause_does_not_count_and_the_sitting_goes_on_after_it() {
        let mut clock = StudyClock::default();
        let mut counted = clock.activity(&lesson("a"), 0, GAP);
        counted.extend(clock.pause(4_000));
        counted.extend(clock.activity(&lesson("a"), 100_000, GAP));
        counted.extend(clock.pause(101_000));
        assert_eq!(total(&counted), 5_000);
        assert_eq!(
            clock.sitting(&LessonId::new("a"), 200_000),
            Duration::from_secs(5)
        );
    }

    proptest! {
        /// Steps are (milliseconds since the last step, what happens: activity, a look at the clock, a pause).
        #[test]
        fn stretches_never_overlap_and_never_exceed_the_gaps(
            steps in proptest::collection::vec((0_u64..100_000, 0_u8..4), 1..60),
        ) {
            let (mut clock, mut now, mut counted, mut allowed) = (StudyClock::default(), 0, Vec::new(), 0);
            let mut reading = false;
            for (gap, what) in steps {
                now += gap;
                allowed += if reading { gap } else { 0 };
                match what {
                    0 | 1 => counted.extend(clock.activity(&lesson("a"), now, GAP)),
                    2 => counted.extend(clock.advance(now)),
                    _ => counted.extend(clock.pause(now)),
                }
                reading = clock.is_counting();
                let due = clock.unwritten(now);
                prop_assert!(due < CHECKPOINT_EVERY.max(1));
            }
            counted.extend(clock.pause(now));
            let mut end = 0;
            for stretch in &counted {
                if let Counted::Stretch { from, to, .. } = stretch {
                    prop_assert!(end <= *from && from < to && *to <= now);
                    end = *to;
                }
            }
            prop_assert!(total(&counted) <= allowed);
            prop_assert_eq!(Duration::from_millis(total(&counted)), clock.sitting(&LessonId::new("a"), now));
        }
    }
}

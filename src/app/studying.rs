//! The time that counts and the place in the lesson: what is written down while somebody reads.

use super::clock::Counted;
use super::effect::{Effect, Write};
use super::model::{Model, Overlay, Pane};
use super::purpose::Purpose;
use super::stretch::split_at_midnight;
use super::unsaved::Batch;
use crate::domain::study::{longest_counted_gap, words_per_minute};

impl Model {
    /// A lesson that was read to its end in one sitting says how fast its reader reads.
    pub(super) fn measure_speed(&mut self) {
        let Some(reader) = self.reader.as_ref().filter(|reader| reader.text.at_end()) else {
            return;
        };
        let words = reader.text.layout().document().words();
        let words = words.saturating_sub(reader.began_at);
        let sitting = self.clock.sitting(&reader.lesson.id, self.now);
        if let Some(measured) = words_per_minute(words, sitting) {
            let known = self.words_per_minute();
            // One lesson is one opinion: it moves the figure by a quarter.
            self.preferences.words_per_minute = Some((3 * known + measured) / 4);
            self.choose();
        }
    }

    /// True while somebody can be reading: a lesson is on screen and nothing covers it.
    fn is_reading(&self) -> bool {
        let uncovered = matches!(self.overlay, None | Some(Overlay::Contents(_)));
        let present = self.focused && !self.away;
        self.pane == Pane::Lesson && present && uncovered && !self.size.is_too_small()
    }

    /// Lets the clock follow what happened, and writes down what it counted.
    pub(super) fn count_time(&mut self, is_activity: bool) {
        let counted = match self.reader.as_ref().filter(|_| self.is_reading()) {
            None => self.clock.pause(self.now),
            Some(_) if !is_activity => self.clock.advance(self.now),
            Some(reader) => {
                let words = reader.text.words_on_screen();
                let gap = longest_counted_gap(words, self.words_per_minute());
                self.clock.activity(&reader.subject(), self.now, gap)
            }
        };
        self.write_counted(counted);
    }

    /// Reading stops: place and time become records, and what could not be written is tried once more.
    pub(super) fn stop_reading(&mut self) {
        let mut counted = self.clock.pause(self.now);
        if counted.is_empty() && (self.has_moved() || !self.unsaved.is_empty()) {
            counted.push(Counted::Stopped);
        }
        self.write_counted(counted);
    }

    fn write_counted(&mut self, counted: Vec<Counted>) {
        if counted.is_empty() {
            return;
        }
        let mut batch = Batch::of(std::mem::take(&mut self.unsaved));
        for counted in counted {
            match counted {
                Counted::Stretch { subject, from, to } => {
                    let before = self.offset_before.filter(|(until, _)| from <= *until);
                    let begun = before.map_or(*self.local.offset(), |(_, offset)| offset);
                    for (from, to, stamp) in
                        split_at_midnight(from, to, self.now, self.local, begun)
                    {
                        let subject = subject.clone();
                        self.add(
                            &mut batch,
                            Write::Study {
                                subject,
                                from,
                                to,
                                stamp,
                            },
                        );
                    }
                    self.add_position(&mut batch);
                }
                Counted::Stopped => {
                    self.add_position(&mut batch);
                    self.add(&mut batch, Write::SealStudy);
                }
            }
        }
        for write in batch.into_writes() {
            self.write(Purpose::Keep(Box::new(write.clone())), write);
        }
    }

    /// True where the learner is elsewhere in the lesson than is written down.
    fn has_moved(&mut self) -> bool {
        self.reader
            .as_mut()
            .is_some_and(|reader| reader.written != Some(reader.text.position()))
    }

    fn add_position(&mut self, batch: &mut Batch) {
        if !self.has_moved() {
            return;
        }
        let stamp = self.stamp();
        let Some(reader) = &mut self.reader else {
            return;
        };
        let position = reader.text.position();
        reader.written = Some(position);
        let start = reader.text.layout().start_of_position(&position);
        let subject = reader.subject();
        self.add(
            batch,
            Write::Position {
                subject,
                position,
                start,
                stamp,
            },
        );
    }

    fn add(&mut self, batch: &mut Batch, write: Write) {
        if !batch.add(write) {
            let line = "gave up a write: too many wait already".to_owned();
            self.outbox.push(Effect::Trace(line));
        }
    }

    /// What could not be written down waits for the next try.
    pub(super) fn keep_for_later(&mut self, write: Write) {
        let mut batch = Batch::of(std::mem::take(&mut self.unsaved));
        self.add(&mut batch, write);
        self.unsaved = batch.into_writes();
    }
}

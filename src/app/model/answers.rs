//! Routes answers to those who asked. An answer that nobody waits for is dropped and logged by its name.

use super::Model;
use crate::app::bookmark::Bookmark;
use crate::app::effect::CopiedTo;
use crate::app::overlay::Overlay;
use crate::app::request::{Answer, Answered, Ask, Reply};

impl Model {
    pub(super) fn answered(&mut self, answer: Answer) {
        if !self.shared.requests.note(&answer) {
            let name = answer.name();
            return self.shared.trace(format!("dropped an answer: {name}"));
        }
        match answer {
            Answer::ReadPreferences(answered) => {
                if let Some(preferences) = self.kept(answered) {
                    self.shared.preferences = preferences;
                    self.catalog.take_preferences(&self.shared);
                }
            }
            Answer::ReadBookmarks(answered) => {
                let bookmarks = self.kept(answered);
                self.take_bookmarks(bookmarks);
            }
            Answer::ChangeBookmarks(answered) => {
                let bookmarks = self.kept(answered);
                self.take_bookmarks(bookmarks);
            }
            Answer::ReadCalendar(answered) => {
                if let Some(calendar) = self.kept(answered) {
                    self.shared.calendar = calendar;
                }
            }
            Answer::SavePreferences(answered) => drop(self.kept(answered)),
            Answer::SaveSetting(answered) => drop(self.kept(answered)),
            Answer::ReadCourses(answered) => match self.catalog.take(answered, &mut self.shared) {
                true => self.start_where_asked(),
                false => self.miss_start(),
            },
            Answer::ReadOutline(answered) => self.take_outline(answered),
            Answer::ReadJoined(answered) => self.progress.take(answered, &mut self.shared),
            Answer::ReadLesson(answered) => self.take_lesson(answered),
            Answer::Highlight(answered) => self.lesson.take_colours(answered, &mut self.shared),
            Answer::RenderImage(answered) => self.lesson.take_image(answered, &mut self.shared),
            Answer::SearchLesson(answered) => self.lesson.take_found(answered, &mut self.shared),
            Answer::SearchCourses(answered) => {
                if let Some(Overlay::CourseSearch(search)) = &mut self.overlay {
                    search.take(answered, &mut self.shared);
                }
            }
            Answer::SaveStudy(answered) => self.study.saved(answered, &mut self.shared),
            Answer::JoinCourse(answered) => self.take_joined(answered),
            Answer::CompleteLesson(answered) => self.take_completed(answered),
            Answer::ReopenLesson(answered) => self.take_reopened(answered),
            Answer::ReadAvailable(answered) => {
                if let Some(Overlay::Available(list)) = &mut self.overlay {
                    list.take(answered, &mut self.shared);
                }
            }
            Answer::ReadSheet(answered) => {
                let next = self.lesson.take_sheet(answered, &mut self.shared);
                self.after_screen(next);
            }
            Answer::SaveAttempt(answered) => {
                self.lesson.take_attempt(answered, &mut self.shared);
                self.sync_soon();
            }
            Answer::SaveRound(answered) => self.lesson.take_round(answered, &mut self.shared),
            Answer::ReadQueue(answered) => self.review.take_queue(answered, &mut self.shared),
            Answer::ReadCard(answered) => self.review.take_card(answered, &mut self.shared),
            Answer::SaveRecall(answered) => self.review.take_saved(answered, &mut self.shared),
            Answer::UndoRecall(answered) => self.review.take_undone(answered, &mut self.shared),
            Answer::MakeCard(answered) => {
                self.lesson.take_card(answered, &mut self.shared);
                self.sync_soon();
            }
            Answer::DiscardCard(answered) => {
                self.review.take_discarded(answered, &mut self.shared);
                self.sync_soon();
            }
            Answer::ReadFigures(answered) => {
                self.progress.take_figures(answered, &mut self.shared);
            }
            Answer::CountDue(answered) => {
                if let Some(due) = self.kept(answered) {
                    self.shared.due = due;
                }
            }
            Answer::TickTask(answered) => self.lesson.take_tick(answered, &mut self.shared),
            Answer::ReadWays(answered) => self.take_ways(answered),
            Answer::OpenVaultFile(answered) => self.take_opened(answered),
            Answer::BeginSignIn(answered) => self.take_begun(answered),
            Answer::FinishSignIn(answered) => self.take_finished(answered),
            Answer::CancelSignIn(answered) => drop(self.kept(answered)),
            Answer::SyncNow(answered) => self.take_synced(answered),
            Answer::ReadSync(answered) => {
                let overview = self.kept(answered);
                self.take_overview(overview);
            }
            Answer::SawRefused(answered) => drop(self.kept(answered)),
            Answer::ViewFolder(answered) => drop(self.kept(answered)),
            // Nobody is there any more.
            Answer::SyncBeforeLeaving(_) => {}
        }
    }

    /// The answer to what all screens share; where there is none, the learner is told why.
    fn kept<Q: Ask>(&mut self, answered: Answered<Q>) -> Option<Q::Answer> {
        match answered.reply {
            Reply::Failed(failure) => {
                self.shared.tell(failure.notice);
                None
            }
            reply => reply.done(),
        }
    }

    /// The bookmarks came, those of other windows too.
    fn take_bookmarks(&mut self, bookmarks: Option<Vec<Bookmark>>) {
        let Some(bookmarks) = bookmarks else { return };
        self.shared.bookmarks = bookmarks;
        self.lesson.flag_bookmarks(&self.shared);
        if let Some(overlay) = &mut self.overlay {
            overlay.panel_mut().fit(&self.shared);
        }
    }

    /// Says where code was copied to.
    pub(super) fn copied(&mut self, lines: usize, to: CopiedTo) {
        let what = match (&self.overlay, lines) {
            (Some(Overlay::SignIn(_)), _) => "the code".to_owned(),
            (_, 1) => "1 line of code".to_owned(),
            (_, lines) => format!("{lines} lines of code"),
        };
        self.shared.say(&match to {
            CopiedTo::System => format!("Copied {what}"),
            CopiedTo::Terminal => format!("Sent {what} to the terminal's clipboard"),
        });
    }
}

//! Saves answers and ticks, in the log and beside it.

use super::{Order, Task, Topic, Work};
use crate::app::LessonRef;
use crate::app::request::quiz::{FilledIn, ReadSheet, SaveAttempt, SaveRound, TickTask};
use crate::domain::Fact;
use crate::profile;
use crate::runtime::failure::Problem;

impl Work for ReadSheet {
    const ORDER: Order = Order::Beside(&[Topic::Learning]);

    fn complaint(&self) -> &'static str {
        "Your answers could not be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<FilledIn, Problem> {
        let store = &task.world.store;
        Ok(FilledIn {
            round: store.round(&self.lesson).await?,
            submitted: store.submissions(&self.lesson).await?,
            ticks: store.ticks(&self.lesson).await?,
        })
    }
}

impl Work for SaveRound {
    const ORDER: Order = Order::Queued(Topic::Learning);

    fn complaint(&self) -> &'static str {
        "Your answers are not saved yet; they will be tried again"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        Ok(task
            .world
            .store
            .keep_round(&self.lesson, &self.round)
            .await?)
    }
}

impl Work for SaveAttempt {
    const ORDER: Order = Order::Queued(Topic::Learning);

    fn complaint(&self) -> &'static str {
        "Your answer is not saved yet; it will be tried again"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        let LessonRef { course, lesson } = self.lesson;
        let (question, revision, answer, seconds) =
            (self.question, self.revision, self.answer, self.seconds);
        let fact = match self.right {
            Some(right) => Fact::Attempt {
                course,
                lesson,
                question,
                revision,
                answer,
                right,
                seconds,
            },
            None => Fact::Submission {
                course,
                lesson,
                question,
                revision,
                typed: answer.typed(),
                answer,
                seconds,
            },
        };
        Ok(profile::keep(&task.world.store, self.at, [fact]).await?)
    }
}

impl Work for TickTask {
    const ORDER: Order = Order::Queued(Topic::Learning);

    fn complaint(&self) -> &'static str {
        "The tick couldn't be saved"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        let fact = Fact::Tick {
            course: self.lesson.course,
            lesson: self.lesson.lesson,
            task: self.task,
            done: self.done,
        };
        Ok(profile::keep(&task.world.store, self.at, [fact]).await?)
    }
}

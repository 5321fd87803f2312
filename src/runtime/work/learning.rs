//! Joining courses and marking lessons.

use super::{Order, Task, Topic, Work};
use crate::app::request::learning::{CompleteLesson, JoinCourse, ReopenLesson};
use crate::domain::quiz::NotPassed;
use crate::profile;
use crate::runtime::failure::Problem;

impl Work for JoinCourse {
    const ORDER: Order = Order::Queued(Topic::Learning);

    fn complaint(&self) -> &'static str {
        "Joining the course couldn't be saved"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        Ok(profile::join(&task.world.store, self.course, self.at).await?)
    }
}

impl Work for CompleteLesson {
    const ORDER: Order = Order::Queued(Topic::Learning);

    fn complaint(&self) -> &'static str {
        "The lesson couldn't be marked done"
    }

    async fn work(self, task: &Task<Self>) -> Result<Result<(), NotPassed>, Problem> {
        let (course, lesson) = (self.lesson.course, self.lesson.lesson);
        Ok(profile::complete(&task.world.store, course, lesson, self.at).await?)
    }
}

impl Work for ReopenLesson {
    const ORDER: Order = Order::Queued(Topic::Learning);

    fn complaint(&self) -> &'static str {
        "The lesson couldn't be marked not done"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        let (course, lesson) = (self.lesson.course, self.lesson.lesson);
        Ok(profile::reopen(&task.world.store, course, lesson, self.at).await?)
    }
}

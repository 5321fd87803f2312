//! Saves study time and places, in the rows of open study that become records.

use super::{Order, Task, Topic, Work};
use crate::app::request::study::{Counted, ReadCalendar, SaveStudy};
use crate::domain::StudyCalendar;
use crate::domain::study::{OpenPosition, StudySpan};
use crate::runtime::failure::Problem;

impl Work for ReadCalendar {
    const ORDER: Order = Order::Beside(&[Topic::Learning]);

    fn complaint(&self) -> &'static str {
        "Your progress couldn't be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<StudyCalendar, Problem> {
        Ok(task.world.store.calendar().await?)
    }
}

impl Work for SaveStudy {
    const ORDER: Order = Order::Queued(Topic::Learning);

    fn complaint(&self) -> &'static str {
        match self {
            SaveStudy::Stretch { .. } | SaveStudy::Seal => {
                "Study time couldn't be saved yet; trying again"
            }
            SaveStudy::Position { .. } => "Your place couldn't be saved yet; trying again",
        }
    }

    async fn work(self, task: &Task<Self>) -> Result<Option<Counted>, Problem> {
        let world = &task.world;
        match self {
            SaveStudy::Stretch {
                lesson,
                from,
                to,
                begun,
            } => {
                let span = StudySpan {
                    window: world.window,
                    device: world.device,
                    course: lesson.course,
                    lesson: lesson.lesson,
                    boot: world.clock.boot().to_owned(),
                    from_millis: from,
                    to_millis: to,
                    started_at: begun.at,
                    local_date: begun.local_date,
                };
                let seconds = world.store.checkpoint(&span).await?;
                let date = begun.local_date;
                return Ok(Some(Counted { date, seconds }));
            }
            SaveStudy::Seal => drop(world.store.seal(world.window).await?),
            SaveStudy::Position {
                lesson,
                position,
                start,
                read,
                at,
            } => {
                let place = OpenPosition {
                    window: world.window,
                    device: world.device,
                    course: lesson.course,
                    lesson: lesson.lesson,
                    position,
                    start: u32::try_from(start).unwrap_or(u32::MAX),
                    read,
                    at: at.at,
                    local_date: at.local_date,
                    now: world.clock.now(),
                };
                world.store.keep_position(&place).await?;
            }
        }
        Ok(None)
    }
}

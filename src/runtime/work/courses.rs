//! Courses and their outlines, from the store.

use std::cmp::Reverse;
use std::sync::Arc;

use super::{Order, Task, Topic, Work};
use crate::app::request::courses::{
    Access, Available, ReadAvailable, ReadCourses, ReadJoined, ReadOutline,
};
use crate::domain::{CourseSummary, Outline, sanitize_line};
use crate::runtime::failure::Problem;
use crate::store::AvailableCourse;

impl Work for ReadCourses {
    const ORDER: Order = Order::Beside(&[Topic::Learning]);

    fn complaint(&self) -> &'static str {
        "The courses couldn't be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Arc<[CourseSummary]>, Problem> {
        Ok(task.world.store.catalog().await?.into())
    }
}

impl Work for ReadOutline {
    const ORDER: Order = Order::Beside(&[Topic::Learning]);

    fn complaint(&self) -> &'static str {
        "The course couldn't be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Option<Arc<Outline>>, Problem> {
        Ok(task.world.store.outline(&self.0).await?.map(Arc::new))
    }
}

impl Work for ReadAvailable {
    const ORDER: Order = Order::Beside(&[Topic::Learning]);

    fn complaint(&self) -> &'static str {
        "The academy's courses could not be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Arc<[Available]>, Problem> {
        let courses = task.world.store.available().await?.into_iter();
        Ok(courses.map(available).collect())
    }
}

fn available(course: AvailableCourse) -> Available {
    let access = match (course.here, course.enrolled, course.access.as_str()) {
        (true, ..) => Access::Here,
        (false, _, "outline") => Access::Closed,
        (false, true, _) => Access::Coming,
        (false, false, _) => Access::Enroll,
    };
    Available {
        id: course.id,
        title: sanitize_line(&course.title).into_owned(),
        price: course.price,
        access,
    }
}

impl Work for ReadJoined {
    const ORDER: Order = Order::Beside(&[Topic::Learning]);

    fn complaint(&self) -> &'static str {
        "Your progress couldn't be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Vec<Arc<Outline>>, Problem> {
        let store = &task.world.store;
        let mut courses: Vec<CourseSummary> = store.catalog().await?;
        courses.retain(|course| course.enrolled_at.is_some());
        courses.sort_by_key(|course| Reverse(course.last_read));
        let mut outlines = Vec::new();
        for (done, course) in courses.iter().enumerate() {
            task.has_done(done, courses.len()).await;
            let outline = store.outline(&course.course.id).await?;
            outlines.extend(outline.map(Arc::new));
        }
        Ok(outlines)
    }
}

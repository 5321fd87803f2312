//! The search in all courses: one at a time, as each letter asks anew and stops the search before.

use std::sync::Arc;

use super::{Order, Task, Work};
use crate::app::request::search::SearchCourses;
use crate::domain::SearchHit;
use crate::runtime::failure::Problem;

impl Work for SearchCourses {
    const ORDER: Order = Order::Beside(&[]);

    fn complaint(&self) -> &'static str {
        "The search failed"
    }

    async fn work(self, task: &Task<Self>) -> Result<Arc<[SearchHit]>, Problem> {
        let _turn = task.world.searches.lock().await;
        let hits = task.world.store.search(&self.query, self.most).await?;
        Ok(hits.into())
    }
}

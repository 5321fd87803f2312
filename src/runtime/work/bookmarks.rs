//! The learner's bookmarks, in the store's state.

use super::{Order, Task, Topic, Work};
use crate::app::Bookmark;
use crate::app::request::bookmarks::{ChangeBookmarks, ReadBookmarks};
use crate::runtime::failure::Problem;
use crate::store::State;

const BOOKMARKS: State<Vec<Bookmark>> = State::named("state.bookmarks");

impl Work for ReadBookmarks {
    const ORDER: Order = Order::Beside(&[Topic::Bookmarks]);

    fn complaint(&self) -> &'static str {
        "Your bookmarks couldn't be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Vec<Bookmark>, Problem> {
        let kept = task.world.store.state(&BOOKMARKS).await?;
        Ok(kept.unwrap_or_default())
    }
}

impl Work for ChangeBookmarks {
    const ORDER: Order = Order::Queued(Topic::Bookmarks);

    fn complaint(&self) -> &'static str {
        "The bookmark couldn't be saved"
    }

    async fn work(self, task: &Task<Self>) -> Result<Vec<Bookmark>, Problem> {
        let store = &task.world.store;
        let change = |bookmarks: &mut Vec<Bookmark>| self.0.apply(bookmarks);
        Ok(store.change_state(&BOOKMARKS, change).await?)
    }
}

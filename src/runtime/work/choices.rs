//! The learner's choices and bookmarks, in the store's settings.

use super::{Order, Task, Topic, Work};
use crate::app::request::choices::{
    ChangeBookmarks, ReadBookmarks, ReadPreferences, SavePreferences,
};
use crate::app::{Bookmark, Preferences};
use crate::runtime::failure::Problem;
use crate::store::Setting;

const PREFERENCES: Setting<Preferences> = Setting::named("setting.preferences");
const BOOKMARKS: Setting<Vec<Bookmark>> = Setting::named("setting.bookmarks");

impl Work for ReadPreferences {
    const ORDER: Order = Order::Beside(&[Topic::Choices]);

    fn complaint(&self) -> &'static str {
        "Your choices could not be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Preferences, Problem> {
        let kept = task.world.store.setting(&PREFERENCES).await?;
        Ok(kept.unwrap_or_default())
    }
}

impl Work for SavePreferences {
    const ORDER: Order = Order::Queued(Topic::Choices);

    fn complaint(&self) -> &'static str {
        "The choice is not saved"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        Ok(task.world.store.set_setting(&PREFERENCES, &self.0).await?)
    }
}

impl Work for ReadBookmarks {
    const ORDER: Order = Order::Beside(&[Topic::Bookmarks]);

    fn complaint(&self) -> &'static str {
        "Your bookmarks could not be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Vec<Bookmark>, Problem> {
        let kept = task.world.store.setting(&BOOKMARKS).await?;
        Ok(kept.unwrap_or_default())
    }
}

impl Work for ChangeBookmarks {
    const ORDER: Order = Order::Queued(Topic::Bookmarks);

    fn complaint(&self) -> &'static str {
        "The bookmark is not saved"
    }

    async fn work(self, task: &Task<Self>) -> Result<Vec<Bookmark>, Problem> {
        let store = &task.world.store;
        let change = |bookmarks: &mut Vec<Bookmark>| self.0.apply(bookmarks);
        Ok(store.change_setting(&BOOKMARKS, change).await?)
    }
}

//! The learner's preferences, in the store's state.

use super::{Order, Task, Topic, Work};
use crate::app::Preferences;
use crate::app::request::preferences::{ReadPreferences, SavePreferences};
use crate::runtime::failure::Problem;
use crate::store::State;

const PREFERENCES: State<Preferences> = State::named("state.preferences");

impl Work for ReadPreferences {
    const ORDER: Order = Order::Beside(&[Topic::Preferences]);

    fn complaint(&self) -> &'static str {
        "Your preferences couldn't be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Preferences, Problem> {
        let kept = task.world.store.state(&PREFERENCES).await?;
        Ok(kept.unwrap_or_default())
    }
}

impl Work for SavePreferences {
    const ORDER: Order = Order::Queued(Topic::Preferences);

    fn complaint(&self) -> &'static str {
        "The preference couldn't be saved"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        Ok(task.world.store.set_state(&PREFERENCES, &self.0).await?)
    }
}

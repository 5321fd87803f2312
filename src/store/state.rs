//! Small state that the screens keep between sessions. Each has a name and a type.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::At;
use super::{Store, StoreError, meta};

/// The name of a state whose value is a `T`.
#[derive(Debug)]
pub struct State<T> {
    key: &'static str,
    value: PhantomData<fn() -> T>,
}

impl State<()> {
    /// The version of the program that brought the bundled courses.
    pub const BUNDLED_BY: State<String> = State::named("state.bundled_by");
    /// The last date on which the whole file was checked.
    pub const CHECKED_ON: State<chrono::NaiveDate> = State::named("state.checked_on");
}

impl<T> State<T> {
    /// The state of that name.
    pub const fn named(key: &'static str) -> Self {
        State {
            key,
            value: PhantomData,
        }
    }
}

impl Store {
    /// Changes a state as it is by then, whoever changed it last, and gives what it is now.
    ///
    /// # Errors
    /// It could not be read or kept.
    pub async fn change_state<T: Serialize + DeserializeOwned + Default>(
        &self,
        state: &State<T>,
        change: impl FnOnce(&mut T),
    ) -> Result<T, StoreError> {
        let mut write = self.write().await.at(self.path())?;
        let text = meta::get(&mut *write, state.key).await.at(self.path())?;
        let mut value = text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        change(&mut value);
        let text = written(state, &value)?;
        meta::set(&mut *write, state.key, &text)
            .await
            .at(self.path())?;
        write.commit().await.at(self.path())?;
        Ok(value)
    }

    /// A state's value; none where it was never set, or where another version wrote something else there.
    pub async fn state<T: DeserializeOwned>(
        &self,
        state: &State<T>,
    ) -> Result<Option<T>, StoreError> {
        let text = meta::get(&self.readers, state.key).await.at(self.path())?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps a state.
    pub async fn set_state<T: Serialize>(
        &self,
        state: &State<T>,
        value: &T,
    ) -> Result<(), StoreError> {
        let text = written(state, value)?;
        meta::set(&self.writer, state.key, &text)
            .await
            .at(self.path())
    }
}

fn written<T: Serialize>(state: &State<T>, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Invalid {
        reason: format!("{} can't be kept: {error}", state.key),
    })
}

//! Small state that the screens keep between sessions. Each setting has its type.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::At;
use super::{Store, StoreError, meta};

/// The name of a setting whose value is a `T`.
#[derive(Debug)]
pub struct Setting<T> {
    key: &'static str,
    value: PhantomData<fn() -> T>,
}

impl Setting<()> {
    /// The version of the program that brought the bundled courses.
    pub const BUNDLED_BY: Setting<String> = Setting::named("setting.bundled_by");
    /// The last date on which the whole file was checked.
    pub const CHECKED_ON: Setting<chrono::NaiveDate> = Setting::named("setting.checked_on");
}

impl<T> Setting<T> {
    /// The setting of that name.
    pub const fn named(key: &'static str) -> Self {
        Setting {
            key,
            value: PhantomData,
        }
    }
}

impl Store {
    /// Changes a setting as it is by then, whoever changed it last, and gives what it is now.
    ///
    /// # Errors
    /// It could not be read or kept.
    pub async fn change_setting<T: Serialize + DeserializeOwned + Default>(
        &self,
        setting: &Setting<T>,
        change: impl FnOnce(&mut T),
    ) -> Result<T, StoreError> {
        let mut write = self.write().await.at(self.path())?;
        let text = meta::get(&mut *write, setting.key).await.at(self.path())?;
        let mut value = text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        change(&mut value);
        let text = written(setting, &value)?;
        meta::set(&mut *write, setting.key, &text)
            .await
            .at(self.path())?;
        write.commit().await.at(self.path())?;
        Ok(value)
    }

    /// A setting's value; none where it was never set, or where another version wrote something else there.
    pub async fn setting<T: DeserializeOwned>(
        &self,
        setting: &Setting<T>,
    ) -> Result<Option<T>, StoreError> {
        let text = meta::get(&self.readers, setting.key)
            .await
            .at(self.path())?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps a setting.
    pub async fn set_setting<T: Serialize>(
        &self,
        setting: &Setting<T>,
        value: &T,
    ) -> Result<(), StoreError> {
        let text = written(setting, value)?;
        meta::set(&self.writer, setting.key, &text)
            .await
            .at(self.path())
    }
}

fn written<T: Serialize>(setting: &Setting<T>, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Invalid {
        reason: format!("{} can't be kept: {error}", setting.key),
    })
}

//! The settings in the configuration file.

use super::Ask;
use crate::app::settings::{SettingKey, SettingValue};

/// Writes a setting into the configuration file, where everything else stays as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct SaveSetting {
    /// The setting.
    pub key: SettingKey,
    /// Its value.
    pub value: SettingValue,
}

impl Ask for SaveSetting {
    type Answer = ();
}

//! Saves a setting in the configuration file.

use toml_edit::Value;

use super::{Order, Task, Topic, Work};
use crate::app::request::settings::SaveSetting;
use crate::app::settings::SettingValue;
use crate::config::write_setting;
use crate::runtime::failure::Problem;
use crate::runtime::tasks;

impl Work for SaveSetting {
    const ORDER: Order = Order::Queued(Topic::Settings);

    fn complaint(&self) -> &'static str {
        "The setting couldn't be saved"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        let path = task.world.config_file.clone();
        let name = self.key.name();
        let value = match self.value {
            SettingValue::Text(text) => Some(Value::from(text)),
            SettingValue::Number(number) => Some(Value::from(i64::from(number))),
            SettingValue::Flag(flag) => Some(Value::from(flag)),
            SettingValue::Unset => None,
        };
        tasks::spawn_busy(move || write_setting(&path, name, value)).await??;
        Ok(())
    }
}

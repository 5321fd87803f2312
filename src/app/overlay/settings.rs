//! The settings screen: a row for each setting, changed in place and written to the file at once.

use super::{Next, Panel};
use crate::app::direction::Direction;
use crate::app::frame::geometry::Area;
use crate::app::settings::SettingKey;
use crate::app::shared::Shared;
use crate::app::widget::list::ListCursor;
use crate::app::widget::movement::rows_moved;
use crate::app::wish::Wish;
use crate::keymap::{Action, Layer};

/// Rows below the settings: a blank one, what the selected one is for, and where the file is.
const ROWS_BELOW: u16 = 3;

/// The list of settings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SettingsList {
    /// Where the list stands.
    pub cursor: ListCursor,
}

impl SettingsList {
    /// The selected setting.
    pub fn selected(&self) -> SettingKey {
        let key = SettingKey::ALL.get(self.cursor.selected);
        key.copied().unwrap_or(SettingKey::Theme)
    }

    fn step(&self, direction: Direction, shared: &mut Shared) -> Next {
        shared.step_setting(self.selected(), direction);
        Next::StayAnd(Wish::Fit)
    }
}

impl Panel for SettingsList {
    fn layers(&self) -> Vec<Layer> {
        vec![Layer::Settings, Layer::List]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Next {
        match action {
            Action::NextValue => return self.step(Direction::Forward, shared),
            Action::PreviousValue => return self.step(Direction::Back, shared),
            action => {
                if let Some(rows) = rows_moved(action, SettingKey::ALL.len()) {
                    self.scroll(rows, shared);
                }
            }
        }
        Next::Stay
    }

    fn area(&self, body: Area) -> Area {
        let rows = u16::try_from(SettingKey::ALL.len()).unwrap_or(u16::MAX);
        body.centred(72, rows + ROWS_BELOW + 2)
    }

    fn rows_inside(&self, inside: Area) -> Area {
        inside.split_top(inside.height.saturating_sub(ROWS_BELOW)).0
    }

    fn click(&mut self, row: usize, shared: &mut Shared) -> Next {
        let row = self.cursor.top + row;
        if row == self.cursor.selected {
            return self.step(Direction::Forward, shared);
        }
        let height = self.rows(shared).height.into();
        self.cursor.select(row, SettingKey::ALL.len(), height);
        Next::Stay
    }

    fn scroll(&mut self, rows: isize, shared: &Shared) {
        let height = self.rows(shared).height.into();
        self.cursor.move_by(rows, SettingKey::ALL.len(), height);
    }

    fn fit(&mut self, shared: &Shared) {
        self.scroll(0, shared);
    }
}

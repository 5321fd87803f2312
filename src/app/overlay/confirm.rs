//! The question whether to open an address outside.

use super::{Next, Panel};
use crate::app::effect::Effect;
use crate::app::frame::geometry::Area;
use crate::app::shared::Shared;
use crate::keymap::{Action, Layer};

/// The question whether to open an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// The address.
    pub address: String,
}

impl Panel for Confirm {
    fn layers(&self) -> Vec<Layer> {
        vec![Layer::Confirm]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Next {
        match action {
            Action::Accept => {
                let address = std::mem::take(&mut self.address);
                shared.outbox.push(Effect::OpenOutside(address));
                Next::Close
            }
            Action::Cancel => Next::Close,
            _ => Next::Stay,
        }
    }

    fn accepts(&self) -> Option<&'static str> {
        Some("open")
    }

    fn area(&self, body: Area) -> Area {
        body.centred(70, 7)
    }
}

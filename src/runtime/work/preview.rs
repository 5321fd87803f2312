//! Reading the folder of the preview again.

use super::{Order, Task, Work};
use crate::app::request::preview::ViewFolder;
use crate::runtime::failure::Problem;

impl Work for ViewFolder {
    const ORDER: Order = Order::Beside(&[]);

    fn complaint(&self) -> &'static str {
        "The folder couldn't be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        if let Some(preview) = &task.world.preview {
            preview.view(self.as_learner).await;
        }
        Ok(())
    }
}

//! The theme that frames are drawn with, and another one that is being read.

use std::future::pending;
use std::sync::Arc;

use tokio::task::JoinHandle;

use super::tasks;
use crate::ui::theme::Theme;

/// Reads the theme of a name.
pub type LoadTheme = Arc<dyn Fn(&str) -> Theme + Send + Sync>;

/// The theme of the next frame.
pub(super) struct Look {
    theme: Theme,
    load: LoadTheme,
    /// The theme that was chosen last, until it is read.
    next: Option<JoinHandle<Theme>>,
}

impl Look {
    pub(super) fn new(theme: Theme, load: LoadTheme) -> Look {
        Look {
            theme,
            load,
            next: None,
        }
    }

    pub(super) fn theme(&self) -> &Theme {
        &self.theme
    }

    /// Begins to read a theme; one that is still being read is no longer wanted.
    pub(super) fn choose(&mut self, name: String) {
        let load = Arc::clone(&self.load);
        self.next = Some(tasks::spawn_busy(move || load(&name)));
    }

    /// Ends once the theme that was chosen is there; never where none is being read.
    pub(super) async fn changed(&mut self) {
        let Some(next) = &mut self.next else {
            return pending().await;
        };
        if let Ok(theme) = next.await {
            self.theme = theme;
        }
        self.next = None;
    }
}

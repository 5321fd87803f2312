//! Where ratatui draws: a sheet of cells with no terminal behind it. What a frame shows is written by
//! [`Screen`](super::screen::Screen).

use std::cell::Cell as Shared;
use std::convert::Infallible;
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// A sheet of the terminal's size.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) size: Size,
    /// Where the terminal's cursor is to stand; none where it is hidden. Shared, since ratatui lends out the frame and
    /// its backend at once.
    pub(super) caret: Rc<Shared<Option<Position>>>,
}

impl Backend for Sheet {
    type Error = Infallible;

    /// Differences are found by the screen itself, which knows what terminals make of them.
    fn draw<'a, I>(&mut self, _differences: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.caret.set(None);
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.caret.get().unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.caret.set(Some(position.into()));
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _region: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

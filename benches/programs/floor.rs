//! The empty ratatui program: what any program of this kind costs on this machine, for `scripts/bench`.
//! It draws one line below an empty header, and again with a new number at each key; `q` ends it.

use std::io::{self, stdout};

use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::crossterm::{execute, queue};
use ratatui::{DefaultTerminal, text::Text};

fn main() -> io::Result<()> {
    let mut terminal = ratatui::init();
    let ended = run(&mut terminal);
    ratatui::restore();
    ended
}

fn run(terminal: &mut DefaultTerminal) -> io::Result<()> {
    let mut keys = 0_u32;
    loop {
        queue!(stdout(), BeginSynchronizedUpdate)?;
        let text = Text::from(format!("\nkey {keys}"));
        terminal.draw(|frame| frame.render_widget(text, frame.area()))?;
        execute!(stdout(), EndSynchronizedUpdate)?;
        match event::read()? {
            Event::Key(key) if key.code == KeyCode::Char('q') => return Ok(()),
            Event::Key(_) => keys += 1,
            _ => {}
        }
    }
}

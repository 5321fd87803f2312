//! Terminal events as messages.

use crossterm::event::{
    Event, EventStream, KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers, MouseButton,
    MouseEvent, MouseEventKind,
};

use futures_util::StreamExt;
use tokio::sync::mpsc;

use super::graphics::mode_of_version;
use super::tasks::spawn;
use super::version::{Answer, Heard};
use crate::app::{Gesture, Mouse, Msg, Size};
use crate::keymap::{Key, KeyCode};

/// Messages that wait to be read; a flood of wheel events waits in the terminal.
const WAITING: usize = 256;

/// The messages of this terminal. They end where it can't be read any more: it is gone.
///
/// The stream has a task of its own because it can only be waited for, not looked at: a poll that isn't waited
/// for takes its waker away.
pub(super) fn listen(mut answer: Answer) -> mpsc::Receiver<Msg> {
    let (sender, receiver) = mpsc::channel(WAITING);
    spawn(async move {
        let mut events = EventStream::new();
        while let Some(Ok(event)) = events.next().await {
            let messages: Vec<Msg> = match answer.hear(event) {
                Heard::Typed(events) => events.into_iter().filter_map(message).collect(),
                Heard::Version(version) => {
                    let mode = mode_of_version(&version);
                    mode.map(Msg::Images).into_iter().collect()
                }
            };
            for msg in messages {
                if sender.send(msg).await.is_err() {
                    return;
                }
            }
        }
    });
    receiver
}

/// The message for an event; none for what means nothing here, such as a key that is let go.
fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(event) if event.kind != KeyEventKind::Release => key(event).map(Msg::Key),
        Event::Key(_) => None,
        Event::Mouse(event) => mouse(event).map(Msg::Mouse),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(columns, rows) => Some(Msg::Resize(Size { columns, rows })),
        Event::FocusGained => Some(Msg::Focus(true)),
        Event::FocusLost => Some(Msg::Focus(false)),
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let code = match event.code {
        Code::Char(character) => KeyCode::Char(character),
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => KeyCode::BackTab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Insert => KeyCode::Insert,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::F(number) => KeyCode::F(number),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    let mut key = Key::new(code);
    if held(KeyModifiers::CONTROL) {
        key = key.with_ctrl();
    }
    if held(KeyModifiers::ALT) {
        key = key.with_alt();
    }
    if held(KeyModifiers::SHIFT) {
        key = key.with_shift();
    }
    Some(key)
}

fn mouse(event: MouseEvent) -> Option<Mouse> {
    let gesture = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Gesture::Click,
        MouseEventKind::Drag(MouseButton::Left) => Gesture::Drag,
        MouseEventKind::ScrollUp => Gesture::WheelUp,
        MouseEventKind::ScrollDown => Gesture::WheelDown,
        _ => return None,
    };
    Some(Mouse {
        column: event.column,
        row: event.row,
        gesture,
    })
}

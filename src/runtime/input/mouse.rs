//! The mouse as terminals report it: in numbers (SGR, urxvt) or in three bytes (X10).

use crate::app::{Gesture, Mouse};

/// Where numbers in bytes begin, and rows and columns in them.
const SPACE: u16 = 32;

/// Buttons that are none: the wheel, and a move.
const WHEEL: u16 = 64;
const MOVE: u16 = 32;
/// Shift, Meta and Ctrl.
const HELD: u16 = 4 + 8 + 16;

/// Parses the mouse report `ESC [ <0;column;row M`, or the same without `<`, where the button is 32 more.
pub(super) fn of_numbers(parameters: &str, last: u8) -> Option<Mouse> {
    let (numbers, above) = match parameters.strip_prefix('<') {
        Some(numbers) => (numbers, 0),
        None => (parameters, SPACE),
    };
    let mut numbers = numbers.split(';').map(|number| number.parse::<u16>().ok());
    let mut next = || numbers.next().flatten();
    let (button, column, row) = (next()?, next()?, next()?);
    told(button.checked_sub(above)?, column, row).filter(|_| last == b'M')
}

/// Parses the three bytes of a mouse report after `ESC [ M`.
pub(super) fn of_bytes(bytes: [u8; 3]) -> Option<Mouse> {
    let [button, column, row] = bytes.map(|byte| u16::from(byte).checked_sub(SPACE));
    told(button?, column?, row?)
}

fn told(button: u16, column: u16, row: u16) -> Option<Mouse> {
    const WHEEL_DOWN: u16 = WHEEL + 1;
    let gesture = match button & !HELD {
        0 => Gesture::Click,
        MOVE => Gesture::Drag,
        WHEEL => Gesture::WheelUp,
        WHEEL_DOWN => Gesture::WheelDown,
        _ => return None,
    };
    Some(Mouse {
        column: column.checked_sub(1)?,
        row: row.checked_sub(1)?,
        gesture,
    })
}

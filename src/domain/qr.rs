//! QR codes as text: a line of half blocks for two rows of modules.

use qrcode::{Color, EcLevel, QrCode};

/// The modules of white that belong around a code (ISO 18004 asks for four; phones do with two).
const MARGIN: usize = 2;

/// The lines of a QR code, margin included; dark is the foreground. None where the text is too long for one.
///
/// ```
/// let lines = lyceum::domain::qr_lines("https://example.org/device?code=ABCD").unwrap();
/// assert!(lines.iter().all(|line| line.chars().count() == lines[0].chars().count()));
/// ```
pub fn qr_lines(text: &str) -> Option<Vec<String>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let is_dark = |row: usize, column: usize| {
        let inside =
            (MARGIN..MARGIN + width).contains(&row) && (MARGIN..MARGIN + width).contains(&column);
        inside && colors[(row - MARGIN) * width + column - MARGIN] == Color::Dark
    };
    let size = width + 2 * MARGIN;
    let line = |row: usize| {
        (0..size)
            .map(
                |column| match (is_dark(row, column), is_dark(row + 1, column)) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                },
            )
            .collect()
    };
    Some((0..size).step_by(2).map(line).collect())
}

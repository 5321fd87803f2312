//! How far a number may be off, as an author writes it behind `±`.

use super::number::reading;
use super::typed::with_unit;

/// `5% m`: a per cent sign belongs to the tolerance.
pub(super) fn tolerance_and_unit(text: &str) -> (String, &str) {
    let (number, unit) = with_unit(text);
    match unit.strip_prefix('%') {
        Some(unit) => (format!("{number}%"), unit.trim()),
        None => (number.to_owned(), unit),
    }
}

/// How far a number may be from `right`.
pub(super) fn margin(tolerance: &str, right: f64) -> Option<f64> {
    let (text, scale) = match tolerance.strip_suffix('%') {
        Some(percent) => (percent, right.abs() / 100.0),
        None => (tolerance, 1.0),
    };
    reading(text).map(|margin| margin.abs() * scale)
}

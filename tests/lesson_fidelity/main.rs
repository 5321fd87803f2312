//! No text is lost and no line is too wide: held against the specifications' examples, real courses and
//! arbitrary Markdown.

mod arbitrary;
mod checks;
mod fixtures;
mod found;
mod reference;
mod report;
mod shown;
mod spec;

/// The widths that everything is checked at.
const WIDTHS: [u16; 4] = [20, 40, 80, 200];

//! No text is lost and no line is too wide: held against the specifications' examples, real courses and
//! arbitrary Markdown.

mod arbitrary;
mod fixtures;
mod reference;
mod report;
mod shown;
mod spec;

use reference::Reference;
use shown::Shown;

/// The widths that everything is checked at.
const WIDTHS: [u16; 4] = [20, 40, 80, 200];

/// Says what is wrong with `markdown` at `width`, if anything is.
fn complaint(markdown: &str, reference: &Reference, width: u16) -> Option<String> {
    let shown = Shown::of(markdown, width);
    if let Some(line) = shown.too_wide {
        return Some(format!("wider than {width}: {line:?}"));
    }
    if shown.all.contains("can't be read as Markdown") {
        return Some("the parser panicked".to_owned());
    }
    if let Some(lost) = reference::first_lost(&reference.flowing, &shown.flowing) {
        return Some(format!("lost at {width}: {lost}"));
    }
    let missing = reference::missing(&reference.anywhere, &shown.all);
    missing.map(|missing| format!("lost in tables or notes at {width}: {missing:?}"))
}

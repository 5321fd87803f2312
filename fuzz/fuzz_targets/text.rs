//! No text of a lesson is lost, and no line is wider than its pane.

#![no_main]
#![expect(dead_code, reason = "the checks are shared with the property tests")]

#[path = "../../tests/lesson_fidelity/checks.rs"]
mod checks;
#[path = "../../tests/lesson_fidelity/reference.rs"]
mod reference;
#[path = "../../tests/lesson_fidelity/shown.rs"]
mod shown;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|markdown: &str| checks::keeps_its_text(markdown, &[20, 80]));

//! Whatever a lesson says, a page of it fits and is safe to draw.

#![no_main]
#![expect(dead_code, reason = "the checks are shared with the property tests")]

#[path = "../../tests/lesson_fidelity/checks.rs"]
mod checks;
#[path = "../../tests/lesson_fidelity/reference.rs"]
mod reference;
#[path = "../../tests/lesson_fidelity/shown.rs"]
mod shown;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|markdown: &str| {
    for options in [10, 31].into_iter().flat_map(checks::forms) {
        checks::is_drawn_safely(markdown, options, markdown.len() % 40);
    }
});

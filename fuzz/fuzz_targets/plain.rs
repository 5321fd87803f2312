//! Plain text of a lesson is safe to send to a terminal.

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
    checks::is_plain(markdown, 10);
    checks::is_plain(markdown, 72);
});

//! What can be read in a lesson can be found.

#![no_main]
#![expect(dead_code, reason = "the checks are shared with the property tests")]

#[path = "../../tests/lesson_fidelity/checks.rs"]
mod checks;
#[path = "../../tests/lesson_fidelity/reference.rs"]
mod reference;
#[path = "../../tests/lesson_fidelity/shown.rs"]
mod shown;

use libfuzzer_sys::fuzz_target;

// The first line is what is looked for.
fuzz_target!(|input: &str| {
    if let Some((query, markdown)) = input.split_once('\n') {
        checks::is_found(markdown, query);
    }
});

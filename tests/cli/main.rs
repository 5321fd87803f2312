//! The commands as scripts and people call them.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't start the program has nothing to say"
)]

#[path = "../support/home.rs"]
mod home;

mod check;
mod commands;
mod configuration;
mod courses;
mod usage;

use std::process::Output;

/// What a command printed.
fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a command complained about, and its exit status.
fn refused(output: &Output) -> (i32, String) {
    let complaint = String::from_utf8(output.stderr.clone()).unwrap();
    (output.status.code().unwrap(), complaint)
}

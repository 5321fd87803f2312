//! Builds the program again when a migration or an embedded asset is added: the macros that embed them only
//! notice changes of files that they know.

#[expect(
    clippy::disallowed_macros,
    reason = "printing is how a build script talks to cargo"
)]
fn main() {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=assets");
}

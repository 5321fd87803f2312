//! Builds the program again when a migration or an embedded asset is added, since the macros that embed them only
//! notice changes of files that they know; and puts the functions that reading runs side by side.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Made by `scripts/order-functions`.
const ORDER: &str = "assets/function-order.txt";

#[expect(
    clippy::disallowed_macros,
    reason = "printing is how a build script talks to cargo"
)]
fn main() {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=assets");
    if let Some(linker) = linker() {
        let order = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join(ORDER);
        for argument in [
            format!("-B{}", linker.display()),
            "-fuse-ld=lld".to_owned(),
            format!("-Wl,--symbol-ordering-file={}", order.display()),
            "-Wl,--no-warn-symbol-ordering".to_owned(),
        ] {
            println!("cargo:rustc-link-arg-bin=lyceum={argument}");
        }
    }
}

/// The folder of the linker that comes with Rust and can order functions. None where it is missing, where somebody
/// chose another linker or flags, and in a build for development, whose functions are others.
///
/// The system maps 64 KB of a program at a time. Reading runs 5 MB of its 30 MB of functions; spread over all of it,
/// they keep 21 MB in memory. A function that the list doesn't know is placed as the linker likes: a list that is out
/// of date costs memory, and breaks nothing.
fn linker() -> Option<PathBuf> {
    let target = env::var("TARGET").ok()?;
    let own_flags = env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| !flags.is_empty());
    let own_linker = env::var_os("RUSTC_LINKER").is_some();
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    if target != "x86_64-unknown-linux-gnu" || own_flags || own_linker || !is_release {
        return None;
    }
    let printed = Command::new(env::var_os("RUSTC")?)
        .args(["--print", "sysroot"])
        .output()
        .ok()?;
    let sysroot = String::from_utf8(printed.stdout).ok()?;
    let folder = Path::new(sysroot.trim()).join("lib/rustlib/x86_64-unknown-linux-gnu/bin/gcc-ld");
    folder.join("ld.lld").is_file().then_some(folder)
}

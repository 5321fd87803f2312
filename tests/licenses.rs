//! Every dependency's licence is one that `deny.toml` allows, also where cargo-deny isn't installed.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use spdx::{Expression, LicenseReq, Licensee, ParseMode};

#[derive(Deserialize)]
struct Deny {
    licenses: Licenses,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

fn allowed() -> Vec<Licensee> {
    let deny = Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
    let text = std::fs::read_to_string(deny).expect("deny.toml");
    let deny: Deny = toml::from_str(&text).expect("deny.toml");
    let names = deny.licenses.allow.iter();
    names
        .map(|name| Licensee::parse(name).expect("a licence's name"))
        .collect()
}

/// Everything that is built into the program or for its tests, with its licence.
fn dependencies() -> BTreeSet<(String, String)> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges=normal,build,dev"])
        .args(["--prefix=none", "--no-dedupe", "--format={p}\t{l}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let lines = String::from_utf8(output.stdout).expect("names and licences");
    let pairs = lines.lines().filter_map(|line| line.split_once('\t'));
    pairs
        .map(|(package, license)| (package.to_owned(), license.to_owned()))
        .collect()
}

/// Whether a licence expression can be met with these licences.
fn is_allowed(expression: &str, allowed: &[Licensee]) -> bool {
    let meets = |required: &LicenseReq| allowed.iter().any(|license| license.satisfies(required));
    Expression::parse_mode(expression, ParseMode::LAX)
        .is_ok_and(|expression| expression.evaluate(meets))
}

#[test]
fn every_dependency_has_a_licence_that_is_allowed() {
    let (dependencies, allowed) = (dependencies(), allowed());
    assert!(dependencies.len() > 100, "{dependencies:?}");
    let offenders: Vec<String> = dependencies
        .iter()
        .filter(|(_, license)| !is_allowed(license, &allowed))
        .map(|(package, license)| format!("{package}: {license:?}"))
        .collect();
    let offenders = offenders.join("\n");
    assert!(offenders.is_empty(), "deny.toml doesn't allow\n{offenders}");
}

#[test]
fn a_licence_that_is_not_on_the_list_is_found() {
    let allowed = allowed();
    assert!(is_allowed("GPL-3.0 OR MIT/Apache-2.0", &allowed));
    assert!(!is_allowed("GPL-3.0 AND MIT", &allowed));
    assert!(!is_allowed("Anything", &allowed));
}

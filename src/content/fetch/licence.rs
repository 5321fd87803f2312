//! The licence of a course that names none itself, from the LICENSE file beside it.

use crate::content::source::Source;

/// The files that hold a licence.
const FILES: [&str; 8] = [
    "LICENSE",
    "LICENSE.md",
    "LICENSE.txt",
    "LICENCE",
    "LICENCE.md",
    "COPYING",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];
/// A licence is told by how it begins, in bytes.
const BEGINNING: usize = 3000;

/// An SPDX expression, or the file's name where its text isn't known; none without a file.
pub(in crate::content) fn licence(source: &Source) -> Option<String> {
    let there: Vec<&str> = FILES.into_iter().filter(|file| source.has(file)).collect();
    let known: Vec<&str> = there
        .iter()
        .filter_map(|file| {
            let text = source.text(file, 1024 * 1024).ok()?;
            let text = text.as_str();
            known(
                text.get(..text.floor_char_boundary(BEGINNING))
                    .unwrap_or(text),
            )
        })
        .collect();
    match (known.as_slice(), there.first()) {
        ([], file) => file.map(|file| format!("see {file}")),
        (known, _) => {
            let mut known = known.to_vec();
            known.sort_unstable();
            known.dedup();
            Some(known.join(" OR "))
        }
    }
}

/// The phrases that tell licences, the more special first.
const PHRASES: [(&str, &str); 15] = [
    (
        "attribution-noncommercial-noderivatives 4.0",
        "CC-BY-NC-ND-4.0",
    ),
    (
        "attribution-noncommercial-sharealike 4.0",
        "CC-BY-NC-SA-4.0",
    ),
    ("attribution-noncommercial 4.0", "CC-BY-NC-4.0"),
    ("attribution-noderivatives 4.0", "CC-BY-ND-4.0"),
    ("attribution-sharealike 4.0", "CC-BY-SA-4.0"),
    ("attribution 4.0", "CC-BY-4.0"),
    ("creative commons attribution", "CC-BY-4.0"),
    ("cc0 1.0", "CC0-1.0"),
    ("apache license", "Apache-2.0"),
    ("permission is hereby granted, free of charge", "MIT"),
    ("mozilla public license", "MPL-2.0"),
    ("gnu affero general public license", "AGPL-3.0"),
    ("gnu free documentation license", "GFDL-1.3"),
    ("gnu general public license", "GPL-3.0"),
    (
        "redistribution and use in source and binary forms",
        "BSD-3-Clause",
    ),
];

fn known(text: &str) -> Option<&'static str> {
    let words = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    let found = PHRASES.iter().find(|(phrase, _)| words.contains(phrase));
    found.map(|(_, licence)| *licence)
}

/// Why a course under such a licence must not be published by others, where it is so.
pub fn forbids(licence: Option<&str>) -> Option<&'static str> {
    match licence {
        None => Some("it has no licence, so its author keeps all rights"),
        Some(licence) if licence.contains("-NC") => Some("its licence forbids commercial use"),
        Some(licence) if licence.contains("-ND") => Some("its licence forbids changed copies"),
        Some(_) => None,
    }
}

//! Code without a language: it isn't coloured, and nobody who listens knows what it is.

use super::Looked;
use crate::domain::diagnostic::{Code, Finding};

/// Says which fences have no language; where that is sure, the fix writes it.
pub(super) fn languages(lesson: &Looked<'_>, found: &mut Vec<Finding>) {
    for fence in lesson.document.bare_fences() {
        let message = "the code block has no language";
        let finding = Finding::new(fence.start, Code::CodeLanguage, message);
        found.push(match sure(&fence.text) {
            Some(language) => finding
                .with_hint(Some(format!("it is `{language}`")))
                .with_fix(fence.mark, format!("{}{language}", fence.mark)),
            None => {
                let hint = "write one after the fence, or `text` if it has none".to_owned();
                finding.with_hint(Some(hint))
            }
        });
    }
}

/// The language of code that says what it is.
fn sure(code: &str) -> Option<&'static str> {
    let first = code.lines().next().unwrap_or_default().trim();
    if let Some(program) = first.strip_prefix("#!") {
        let program = program
            .split_whitespace()
            .rfind(|word| !word.starts_with('-'))?;
        let (_, name) = program.rsplit_once('/').unwrap_or(("", program));
        return match name {
            "bash" | "sh" | "zsh" => Some("bash"),
            "python" | "python3" => Some("python"),
            "node" => Some("javascript"),
            "ruby" => Some("ruby"),
            _ => None,
        };
    }
    let lower = first.to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Some("html");
    }
    if lower.starts_with("<?xml") {
        return Some("xml");
    }
    if first.starts_with("$ ") {
        return Some("console");
    }
    let is_object =
        first.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(code).is_ok();
    is_object.then_some("json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_that_says_what_it_is_gets_a_language() {
        for (code, language) in [
            ("#!/usr/bin/env python3\nprint(1)\n", Some("python")),
            ("#!/bin/bash -e\n", Some("bash")),
            ("$ ls\na b\n", Some("console")),
            ("<!DOCTYPE html>\n<p>", Some("html")),
            ("{\"a\": [1, 2]}\n", Some("json")),
            ("{ let x = 1; }\n", None),
            ("fn main() {}\n", None),
            ("a $ b\n", None),
            ("", None),
        ] {
            assert_eq!(sure(code), language, "{code}");
        }
    }
}

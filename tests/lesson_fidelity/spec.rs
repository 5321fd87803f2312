//! The examples of CommonMark 0.31.2 and of GitHub Flavored Markdown (`tests/spec`).

use crate::WIDTHS;
use crate::checks::complaint;
use crate::reference::Reference;

const COMMONMARK: &str = include_str!("../spec/commonmark-0.31.2.txt");
const GFM: &str = include_str!("../spec/gfm-0.29.txt");

/// Each example: its number, Markdown, HTML.
fn examples(text: &str) -> Vec<(usize, String, String)> {
    let fence = "`".repeat(32);
    let start = format!("{fence} example\n");
    let parts = text.split(&start).skip(1);
    parts
        .map(|part| {
            part.split(&fence)
                .next()
                .unwrap_or_default()
                .replace('→', "\t")
        })
        .enumerate()
        .filter_map(|(number, example)| {
            let (markdown, html) = example
                .split_once("\n.\n")
                .or_else(|| example.strip_prefix(".\n").map(|html| ("", html)))?;
            Some((number + 1, format!("{markdown}\n"), html.to_owned()))
        })
        .collect()
}

fn complaints(text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for (number, markdown, html) in examples(text) {
        let reference = Reference::of_html(&html);
        for width in WIDTHS {
            if let Some(complaint) = complaint(&markdown, &reference, width) {
                complaints.push(format!("example {number}: {complaint}\n{markdown}"));
                break;
            }
        }
    }
    complaints
}

#[test]
fn every_example_of_commonmark_keeps_its_text() {
    assert_eq!(examples(COMMONMARK).len(), 652);
    let complaints = complaints(COMMONMARK);
    assert!(
        complaints.is_empty(),
        "{}: {}",
        complaints.len(),
        complaints.join("\n")
    );
}

#[test]
fn every_example_of_gfm_keeps_its_text() {
    assert_eq!(examples(GFM).len(), 14);
    let complaints = complaints(GFM);
    assert!(
        complaints.is_empty(),
        "{}: {}",
        complaints.len(),
        complaints.join("\n")
    );
}

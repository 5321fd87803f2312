//! Reads, opens, parses or lays out a lesson once, and nothing else: for counting instructions.
//! Usage: `layout_once read|open|parse|layout FILE`.

#![expect(
    clippy::disallowed_macros,
    reason = "printing the result keeps it from being left out"
)]

use std::io;
use std::sync::Arc;

use lyceum::lesson::{Document, Layout, LayoutOptions, Opening, Place};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (how, file) = (arguments.next(), arguments.next().unwrap_or_default());
    let text = std::fs::read_to_string(file)?;
    let result = match how.as_deref() {
        Some("open") => Document::opened(&*text, Opening::default()).block_count(),
        Some("parse") => Document::parse(&text).block_count(),
        Some("layout") => lines(Document::parse(&text)),
        _ => text.len(),
    };
    println!("{result}");
    Ok(())
}

/// How many lines a lesson has on a page of 80 columns.
fn lines(document: Document) -> usize {
    let mut layout = Layout::new(Arc::new(document), LayoutOptions::new(80));
    layout.prepare(Place::default(), usize::MAX / 2);
    layout.visible(Place::default(), usize::MAX / 2).count()
}

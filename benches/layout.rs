//! What reading costs: parsing, the first screen, scrolling at depth, resizing, searching; for 1 MB and 10 MB.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use lyceum::lesson::{Document, Layout, LayoutOptions, Place};

const ROWS: usize = 50;

/// A lesson of about `bytes` bytes with the constructs of real courses in about their proportions.
fn lesson(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 4096);
    for section in 1.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&format!("## Section {section}: what a model is\n\n"));
        for _ in 0..4 {
            text.push_str(
                "A model answers with the same *ease* when it knows and when it guesses. It has read **a great \
                 deal**, and\nit continues `text` in the way that [such texts](#section-1) usually continue; \
                 nothing in it looks a fact up.\nSee https://lyceum.example/models for more[^1].\n\n",
            );
        }
        text.push_str(
            "- one thing\n- another, which takes some more words to say than the first one did\n",
        );
        text.push_str(
            "  1. nested\n  2. and counted\n\n> [!NOTE]\n> Worth knowing, and kept short.\n\n",
        );
        text.push_str("```python\ndef answer(question):\n\treturn model.continue_text(question, tokens=200)\n");
        text.push_str("\nprint(answer(\"why?\"))\n```\n\n| term | meaning |\n|:--|--:|\n");
        text.push_str("| token | a part of a word that the model counts as one |\n| prompt | the text it continues |\n\n");
    }
    text.push_str("[^1]: A footnote.\n");
    text
}

fn depth(layout: &mut Layout) -> Place {
    let middle = layout.document().block_count() / 2;
    layout.place_of_block(middle)
}

fn benches(c: &mut Criterion) {
    for (name, bytes) in [("1MB", 1 << 20), ("10MB", 10 << 20)] {
        let text = lesson(bytes);
        let document = Arc::new(Document::parse(&text));
        let fresh = |width| Layout::new(Arc::clone(&document), LayoutOptions::new(width));
        c.bench_function(&BenchmarkId::new("parse", name).to_string(), |b| {
            b.iter(|| Document::parse(black_box(&text)));
        });
        c.bench_function(&BenchmarkId::new("first viewport", name).to_string(), |b| {
            b.iter(|| fresh(80).prepare(Place::default(), ROWS));
        });
        c.bench_function(
            &BenchmarkId::new("scroll at depth", name).to_string(),
            |b| {
                let mut layout = fresh(80);
                let mut top = depth(&mut layout);
                b.iter(|| {
                    top = layout.scroll(top, 1, ROWS);
                    layout.prepare(top, ROWS);
                    layout.visible(top, ROWS).count()
                });
            },
        );
        c.bench_function(&BenchmarkId::new("page at depth", name).to_string(), |b| {
            let mut layout = fresh(80);
            let start = depth(&mut layout);
            let mut top = start;
            b.iter(|| {
                top = layout.scroll(top, 48, ROWS);
                if layout.at_end(top, ROWS) {
                    top = start;
                }
                layout.prepare(top, ROWS);
            });
        });
        c.bench_function(
            &BenchmarkId::new("resize at depth", name).to_string(),
            |b| {
                let mut layout = fresh(80);
                let top = depth(&mut layout);
                let position = layout.position(top);
                b.iter(|| {
                    let mut resized = fresh(60);
                    let top = resized.restore(&position);
                    resized.prepare(top, ROWS);
                });
            },
        );
        c.bench_function(&BenchmarkId::new("find", name).to_string(), |b| {
            b.iter(|| document.find(black_box("guesses. It")));
        });
        c.bench_function(&BenchmarkId::new("to the end", name).to_string(), |b| {
            b.iter(|| fresh(80).last_top(ROWS));
        });
    }
}

criterion_group! {
    name = layout;
    config = Criterion::default().sample_size(20);
    targets = benches
}
criterion_main!(layout);

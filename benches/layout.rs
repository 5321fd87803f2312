//! What reading costs: parsing, the first screen, scrolling at depth, resizing, searching; for 1 MB and 10 MB.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
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

/// A lesson that is measured.
struct Case {
    name: &'static str,
    text: String,
    document: Arc<Document>,
}

impl Case {
    fn all() -> [Case; 2] {
        [("1 MB", 1 << 20), ("10 MB", 10 << 20)].map(|(name, bytes)| {
            let text = lesson(bytes);
            let document = Arc::new(Document::parse(&text));
            Case {
                name,
                text,
                document,
            }
        })
    }

    fn layout(&self, width: u16) -> Layout {
        Layout::new(Arc::clone(&self.document), LayoutOptions::new(width))
    }

    fn middle(&self) -> Place {
        self.layout(80)
            .place_of_block(self.document.block_count() / 2)
    }
}

fn opening(c: &mut Criterion) {
    for case in Case::all() {
        c.bench_function(&format!("parse {}", case.name), |b| {
            b.iter(|| Document::parse(black_box(&case.text)));
        });
        c.bench_function(&format!("first viewport of {}", case.name), |b| {
            b.iter(|| case.layout(80).prepare(Place::default(), ROWS));
        });
        c.bench_function(&format!("resize in the middle of {}", case.name), |b| {
            let position = case.layout(80).position(case.middle());
            b.iter(|| {
                let mut resized = case.layout(60);
                let top = resized.restore(&position);
                resized.prepare(top, ROWS);
            });
        });
    }
}

fn moving(c: &mut Criterion) {
    for case in Case::all() {
        for (what, by) in [("line", 1), ("page", 48)] {
            c.bench_function(
                &format!("scroll a {what} in the middle of {}", case.name),
                |b| {
                    let mut layout = case.layout(80);
                    let mut top = case.middle();
                    b.iter(|| {
                        top = layout.scroll(top, by, ROWS);
                        if layout.at_end(top, ROWS) {
                            top = case.middle();
                        }
                        layout.prepare(top, ROWS);
                        layout.visible(top, ROWS).count()
                    });
                },
            );
        }
        c.bench_function(&format!("to the end of {}", case.name), |b| {
            b.iter(|| case.layout(80).last_top(ROWS));
        });
    }
}

fn searching(c: &mut Criterion) {
    for case in Case::all() {
        c.bench_function(&format!("find in {}", case.name), |b| {
            b.iter(|| case.document.find(black_box("guesses. it")));
        });
    }
}

criterion_group! {
    name = layout;
    config = Criterion::default().sample_size(20);
    targets = opening, moving, searching
}
criterion_main!(layout);

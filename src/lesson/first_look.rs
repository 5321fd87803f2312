//! A first look at a long lesson: the part around a place, before all of it is parsed.

use super::block::narrow;
use super::document::Document;
use super::parse::{self, Excerpt, Reach};
use super::source::Source;
use crate::domain::Position;

/// Lessons up to this length are parsed whole at once, in bytes.
const LONG: usize = 512 << 10;

/// The reach of the part parsed around the place in a longer one: many screens. Without headings there are no
/// sections, and no part.
const REACH: Reach = Reach {
    before: 64 << 10,
    behind: 192 << 10,
    most: LONG,
};

/// Where a lesson is opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Opening {
    /// The place; none is the beginning.
    pub position: Option<Position>,
    /// Where that place's block started in the source when it was kept, in bytes, as far as that is known.
    pub start: Option<usize>,
}

impl Document {
    /// Parses a lesson that is opened at a place: all of it, or of a long one the part around the place. Where the
    /// place isn't found in that part, it is all again.
    pub fn opened(source: impl Into<Source>, at: Opening) -> Document {
        let source = source.into();
        // What a quiz hides has its place in the whole.
        let is_long = source.len() > LONG && source.paper().is_none();
        let excerpt = is_long.then(|| excerpt(&source, at));
        excerpt.flatten().unwrap_or_else(|| Document::parse(source))
    }
}

/// The part around a place.
fn excerpt(source: &Source, at: Opening) -> Option<Document> {
    let mut excerpt = parse::excerpt(source, source.around(), at.position.and(at.start), REACH)?;
    estimate_words(&mut excerpt);
    let document = Document::of(source.clone(), excerpt.parsed, Some(0));
    let blocks = document.blocks_before_excerpt(at)?;
    Some(document.with_blocks_before(blocks))
}

/// Counts words as if the rest of the source had as many as the part that is parsed.
fn estimate_words(excerpt: &mut Excerpt) {
    let [before, own, behind] = excerpt.bytes;
    let parsed = &mut excerpt.parsed;
    let words = parsed.words;
    let in_bytes = |bytes: usize| words.saturating_mul(bytes) / own.max(1);
    let before = in_bytes(before);
    for block in &mut parsed.blocks {
        block.words_before = narrow(block.words_before as usize + before);
    }
    for heading in &mut parsed.headings {
        heading.words_before += before;
    }
    parsed.words += before + in_bytes(behind);
}

impl Document {
    /// How many blocks of the lesson are before this excerpt; none where the place isn't in it.
    fn blocks_before_excerpt(&self, at: Opening) -> Option<usize> {
        let Some(position) = at.position else {
            return Some(0);
        };
        let block = position.block as usize;
        let mut candidates = match at.start {
            Some(_) => 0..self.block_count(),
            None => block..self.block_count().min(block + 1),
        };
        let starts_there = |here| at.start.is_none_or(|start| start == self.block_start(here));
        let here =
            candidates.find(|here| starts_there(*here) && self.digest(*here) == position.digest)?;
        block.checked_sub(here)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use proptest::prelude::*;

    use super::*;
    use crate::lesson::page_parts::{Around, Made};
    use crate::lesson::{Layout, LayoutOptions, Place};

    const WIDTH: u16 = 60;

    /// Three megabytes in which some blocks say the same as others, with footnotes wherever they may stand.
    static WHOLE: LazyLock<Arc<Document>> = LazyLock::new(|| {
        let section = |number: usize| {
            let referred = number * 7 % 2_700;
            let note = match number % 4 {
                0 => format!(
                    "[^{number}]: {}\n\n    Of more than one.\n",
                    "A note. ".repeat(number % 300)
                ),
                1 => format!("[^{number}]: Refers to [link].\n"),
                _ => String::new(),
            };
            format!(
                "# Section {number}\n\nThe same [link], and `code`[^{referred}].\n\n- one\n- two\n\n{}\n\n{note}\n",
                "What is said here takes a few lines. ".repeat(number % 60)
            )
        };
        let mut text: String = (0..2_700).map(section).collect();
        text.push_str("[link]: #section-7\n\n[^2]: A note.\n\n[^unused]: Nothing refers to it.\n");
        Arc::new(Document::parse(text))
    });

    fn layout(document: Arc<Document>) -> Layout {
        Layout::new(document, LayoutOptions::new(WIDTH))
    }

    /// The lines of a screen.
    fn screen(layout: &mut Layout, top: Place) -> Vec<String> {
        layout.prepare(top, 20);
        layout
            .visible(top, 20)
            .map(|(_, line)| line.text())
            .collect()
    }

    #[test]
    fn a_short_lesson_is_parsed_whole() {
        assert!(!Document::opened("# Short\n", Opening::default()).is_excerpt());
    }

    #[test]
    fn what_stands_above_the_text_counts_in_an_excerpt_as_in_the_whole() {
        let around = Around {
            above: vec![
                Made::Heading(1, "The title".to_owned()),
                Made::Objectives(vec!["Find it again".to_owned()]),
            ],
            ..Around::default()
        };
        let source = Source::with(around, WHOLE.source().markdown().clone());
        let whole = Document::parse(&source);
        assert_eq!(whole.block_count(), WHOLE.block_count() + 3);
        let start = Document::opened(&source, Opening::default());
        assert!(start.is_excerpt());
        assert_eq!(start.headings()[0].title, "The title");
        assert_eq!(start.digest(7), whole.digest(7));
        let position = Position {
            block: narrow(6_000),
            digest: whole.digest(6_000),
            offset: 0,
        };
        let opening = Opening {
            position: Some(position),
            start: Some(whole.block_start(6_000)),
        };
        let middle = Document::opened(&source, opening);
        assert!(middle.is_excerpt());
        let here = 6_000 - middle.blocks_before();
        assert_eq!(middle.digest(here), whole.digest(6_000));
    }

    #[test]
    fn a_long_lesson_without_headings_is_parsed_whole() {
        let text = "Words.\n\n".repeat(LONG / 8 + 1);
        assert!(!Document::opened(text, Opening::default()).is_excerpt());
    }

    #[test]
    fn a_place_that_is_not_where_it_was_makes_the_lesson_parsed_whole() {
        let position = layout(Arc::clone(&WHOLE)).position(Place {
            block: 900,
            line: 0,
        });
        for start in [None, Some(0), Some(WHOLE.source().len() - 1)] {
            let opening = Opening {
                position: Some(position),
                start,
            };
            assert!(!Document::opened(WHOLE.source(), opening).is_excerpt());
        }
    }

    #[test]
    fn the_beginning_has_the_numbers_that_it_has_in_the_whole() {
        let excerpt = Document::opened(WHOLE.source(), Opening::default());
        assert!(excerpt.is_excerpt());
        assert!(excerpt.block_count() > 100);
        let blocks = 0..excerpt.block_count();
        assert!(
            blocks
                .into_iter()
                .all(|block| excerpt.digest(block) == WHOLE.digest(block))
        );
        assert_eq!(
            excerpt.words_before_block(100),
            WHOLE.words_before_block(100)
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn an_excerpt_shows_at_its_place_what_the_whole_shows_there(from_end in any::<bool>(), block in 0_usize..13_000, line in 0_usize..9) {
            let mut whole = layout(Arc::clone(&WHOLE));
            // The footnotes stand at the end.
            let block = if from_end { WHOLE.block_count().saturating_sub(1 + block % 2_100) } else { block };
            let top = whole.clamped(Place { block, line }, 20);
            let kept = whole.position(top);
            let top = whole.restore(&kept);
            let position = whole.position(top);
            let start = whole.start_of_position(&position);
            let opening = Opening { position: Some(position), start: Some(start) };
            let excerpt = Document::opened(WHOLE.source(), opening);
            prop_assert!(excerpt.is_excerpt());
            let mut part = layout(Arc::new(excerpt));
            let there = part.restore(&position);
            prop_assert_eq!(part.position(there), position);
            prop_assert_eq!(screen(&mut part, there), screen(&mut whole, top));
        }
    }
}

//! The dress of a laid-out text while somebody answers its questions: blocks that are hidden, marks of items,
//! texts in blanks, lines below a block. None of it is part of the text; another dress needs no parsing.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::lesson::style::TextStyle;

/// The dress of a text. Blocks are indexes, places in the text are bytes of the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dress {
    /// Blocks that aren't shown, in ascending order and apart from each other.
    pub hidden: Vec<Range<usize>>,
    /// The sign for the bullet, number or box of the item that begins with a block. Those of a list are equally wide.
    pub marks: BTreeMap<usize, Words>,
    /// The words for a part of the text, by the first byte of the part, with its end.
    pub fills: BTreeMap<usize, (usize, Words)>,
    /// Lines below a block.
    pub below: BTreeMap<usize, Vec<Vec<Words>>>,
}

/// Words with one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The text.
    pub text: String,
    /// How it looks.
    pub style: TextStyle,
}

impl Words {
    /// Words with a look.
    pub fn new(text: impl Into<String>, style: impl Into<TextStyle>) -> Words {
        Words {
            text: text.into(),
            style: style.into(),
        }
    }
}

impl Dress {
    /// The hidden blocks around a block.
    pub(super) fn hidden_around(&self, block: usize) -> Option<Range<usize>> {
        let after = self.hidden.partition_point(|range| range.start <= block);
        let range = self.hidden.get(after.checked_sub(1)?)?;
        range.contains(&block).then(|| range.clone())
    }

    /// The part of the text at or behind a byte that is filled, with what fills it.
    pub(super) fn fill_from(&self, byte: usize) -> Option<(Range<usize>, &Words)> {
        let (start, (end, words)) = self.fills.range(byte..).next()?;
        Some((*start..*end, words))
    }
}

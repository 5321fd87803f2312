//! Places in the text that know their block: links, images, and the names that links lead to.

use std::collections::HashMap;
use std::ops::Range;

use super::builder::Builder;
use crate::lesson::block::narrow;

/// A name that links lead to, besides those of headings.
#[derive(Debug)]
pub(super) struct Anchor {
    name: String,
    block: usize,
    /// Where it stands in the source, in bytes.
    source: usize,
}

impl Builder<'_> {
    pub(super) fn new_anchor(&mut self, name: String, source: usize) {
        self.anchor_at(name, source, self.blocks.len());
    }

    pub(super) fn anchor_at(&mut self, name: String, source: usize, block: usize) {
        self.anchors.push(Anchor {
            name,
            block,
            source,
        });
    }

    /// Tells the last places, those in a range of the source, their blocks: those from `first` on hold the range.
    pub(super) fn settle_places(&mut self, range: &Range<usize>, first: usize) {
        let blocks = self.blocks.get(first..).unwrap_or_default();
        let block_at = |source| {
            let next = blocks.partition_point(|block| block.source.range().start <= source);
            first + next.saturating_sub(1)
        };
        let links = self.links.iter_mut().map(|l| (l.source, &mut l.block));
        settle(links, range, block_at);
        let images = self.images.iter_mut().map(|i| (i.source, &mut i.block));
        settle(images, range, block_at);
        let anchors = self.anchors.iter_mut().map(|a| (a.source, &mut a.block));
        settle(anchors, range, block_at);
    }
}

fn settle<'p>(
    places: impl DoubleEndedIterator<Item = (usize, &'p mut usize)>,
    range: &Range<usize>,
    block_at: impl Fn(usize) -> usize,
) {
    let in_range = places
        .rev()
        .take_while(|(source, _)| range.contains(source));
    in_range.for_each(|(source, block)| *block = block_at(source));
}

/// The block of each name: the first place that has a name counts.
pub(super) fn by_name(anchors: Vec<Anchor>) -> HashMap<String, u32> {
    let mut blocks = HashMap::with_capacity(anchors.len());
    for anchor in anchors {
        blocks.entry(anchor.name).or_insert(narrow(anchor.block));
    }
    blocks
}

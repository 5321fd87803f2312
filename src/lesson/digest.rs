//! Digests of blocks, by which they are found again in an edited text.

use super::block::narrow;
use super::document::Document;

/// Bytes of a block that its digest looks at.
const DIGESTED: usize = 4096;

/// The blocks of a text by their digests: pairs of digest and block, sorted.
#[derive(Debug)]
pub(super) struct Digests(Vec<(u32, u32)>);

impl Digests {
    pub(super) fn of(document: &Document) -> Digests {
        let blocks = 0..document.block_count();
        let mut digests: Vec<(u32, u32)> = blocks
            .map(|block| (document.digest(block), narrow(block)))
            .collect();
        digests.sort_unstable();
        Digests(digests)
    }

    /// The block with this digest that is nearest to `block`; of two the lower one on the page.
    fn nearest(&self, digest: u32, block: u32) -> Option<u32> {
        let at = self.0.partition_point(|entry| *entry < (digest, block));
        let alike = |at: Option<usize>| {
            let entry = self.0.get(at?).filter(|entry| entry.0 == digest);
            entry.map(|(_, block)| *block)
        };
        let (before, after) = (alike(at.checked_sub(1)), alike(Some(at)));
        before
            .into_iter()
            .chain(after)
            .min_by_key(|found| (found.abs_diff(block), *found < block))
    }
}

impl Document {
    /// FNV-1a over the start of a block's source and its length.
    pub(super) fn digest(&self, block: usize) -> u32 {
        let range = self
            .block(block)
            .map(|block| block.source.range())
            .unwrap_or_default();
        let source = self.source().as_bytes().get(range.clone());
        let length = u64::try_from(range.len()).unwrap_or(u64::MAX).to_le_bytes();
        let bytes = source
            .unwrap_or_default()
            .iter()
            .take(DIGESTED)
            .chain(&length);
        bytes.fold(0x811C_9DC5, |hash, byte| {
            (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        })
    }

    /// The block with this digest that is nearest to `block`. Where that isn't `block` itself, the digests of the
    /// whole text are made, once.
    pub(super) fn nearest_alike(&self, block: usize, digest: u32) -> Option<usize> {
        if block < self.block_count() && self.digest(block) == digest {
            return Some(block);
        }
        let found = self.digests().nearest(digest, narrow(block));
        found.map(|block| block as usize)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_nearest_block_that_says_the_same_is_found(
            words in prop::collection::vec(0u8..6, 1..40), wanted in 0u8..8, from in 0usize..50,
        ) {
            let paragraph = |word: &u8| format!("Word {word}.\n\n");
            let document = Document::parse(words.iter().map(paragraph).collect::<String>());
            let digest = Document::parse(paragraph(&wanted)).digest(0);
            let alike = (0..document.block_count()).filter(|block| words.get(*block) == Some(&wanted));
            let nearest = alike.min_by_key(|block| (block.abs_diff(from), *block < from));
            prop_assert_eq!(document.nearest_alike(from, digest), nearest);
        }
    }
}

//! Where questions stand on a page: the blocks of each of their parts.

use std::ops::Range;

use crate::lesson::Document;
use crate::lesson::quiz::{Asked, Paper};

/// The blocks of a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) blocks: Range<usize>,
    pub(super) hints: Vec<Range<usize>>,
    /// The first block of each choice, as the author counts them.
    pub(super) choices: Vec<usize>,
    /// The choices in the order in which they stand on the page.
    pub(super) order: Vec<u16>,
    pub(super) feedback: Vec<Vec<Range<usize>>>,
    /// The first block of each partner, and their order on the page.
    pub(super) partners: Vec<usize>,
    pub(super) partner_order: Vec<u16>,
    pub(super) explanation: Vec<Range<usize>>,
    /// The block below which the outcome is said.
    pub(super) verdict: usize,
}

/// The spots of all questions of a text, in order.
pub(super) fn of(document: &Document) -> Vec<Spot> {
    let questions = document.paper().into_iter().flat_map(Paper::questions);
    questions.map(|asked| spot(document, asked)).collect()
}

fn spot(document: &Document, asked: &Asked) -> Spot {
    let blocks = |ranges: &[Range<usize>]| -> Vec<Range<usize>> {
        let ranges = ranges.iter().map(|range| document.blocks_in(range));
        ranges.filter(|blocks| !blocks.is_empty()).collect()
    };
    let first = |range: &Range<usize>| document.blocks_in(range).start;
    let all = document.blocks_in(&asked.range);
    let explanation = blocks(&asked.explanation);
    let feedback: Vec<_> = asked
        .choices
        .iter()
        .map(|choice| blocks(&choice.feedback))
        .collect();
    let is_hidden = |block: usize| {
        let mut hidden = explanation.iter().chain(feedback.iter().flatten());
        hidden.any(|range| range.contains(&block))
    };
    // Behind what may be chosen; of a question without choices behind all that isn't explained later.
    let last = all.clone().rev().find(|block| !is_hidden(*block));
    Spot {
        verdict: last.unwrap_or(all.start),
        hints: blocks(&asked.hints),
        choices: asked
            .choices
            .iter()
            .map(|choice| first(&choice.range))
            .collect(),
        order: order(asked.choices.iter().map(|choice| choice.range.start)),
        feedback,
        partners: asked.partners.iter().map(first).collect(),
        partner_order: order(asked.partners.iter().map(|range| range.start)),
        explanation,
        blocks: all,
    }
}

/// The numbers of some things in the order of their places.
fn order(places: impl Iterator<Item = usize>) -> Vec<u16> {
    let mut order: Vec<(usize, u16)> = places.zip(0u16..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, number)| number).collect()
}

impl Spot {
    /// The choice that begins with a block, or stands around it.
    pub(super) fn choice_at(&self, block: usize) -> Option<u16> {
        at(&self.choices, &self.order, block)
    }

    /// The partner that begins with a block, or stands around it.
    pub(super) fn partner_at(&self, block: usize) -> Option<u16> {
        at(&self.partners, &self.partner_order, block)
    }
}

/// The question or task at a block: the last one on the page that begins before or at it.
fn at(firsts: &[usize], order: &[u16], block: usize) -> Option<u16> {
    let before = order.iter().rev();
    before.copied().find(|number| {
        firsts
            .get(usize::from(*number))
            .is_some_and(|first| *first <= block)
    })
}

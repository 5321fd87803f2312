//! Blank lines between blocks, and whose bars run through them.

use crate::lesson::block::{Block, BlockKind, Frame, FrameKind, List, NONE};

/// Gives each block the blank lines above it.
pub(super) fn settle(blocks: &mut [Block], frames: &[Frame], lists: &[List]) {
    let mut before: Option<(BlockKind, u32)> = None;
    for block in blocks {
        if let Some((kind, frame)) = before {
            let meeting = Meeting::of(frames, frame, block.frame);
            block.gap_frame = meeting.common;
            block.gap = gap(kind, block, &meeting, frames, lists);
        }
        before = Some((block.kind, block.frame));
    }
}

/// How the containers of two neighbouring blocks relate.
struct Meeting {
    /// The innermost container of both.
    common: u32,
    /// The outermost container that only the first is in, or [`NONE`].
    left: u32,
    /// The outermost container that only the second is in, or [`NONE`].
    entered: u32,
}

impl Meeting {
    fn of(frames: &[Frame], first: u32, second: u32) -> Meeting {
        let depth = |frame: u32| frames.get(frame as usize).map_or(0, |f| f.depth + 1);
        let parent = |frame: u32| frames.get(frame as usize).map_or(NONE, |f| f.parent);
        let (mut a, mut b) = (first, second);
        let (mut left, mut entered) = (NONE, NONE);
        while a != b {
            if depth(b) >= depth(a) {
                entered = b;
                b = parent(b);
            } else {
                left = a;
                a = parent(a);
            }
        }
        Meeting {
            common: a,
            left,
            entered,
        }
    }
}

fn gap(
    before: BlockKind,
    block: &Block,
    meeting: &Meeting,
    frames: &[Frame],
    lists: &[List],
) -> u8 {
    let after_heading = matches!(before, BlockKind::Heading(_));
    match (before, block.kind) {
        _ if block.continues => 0,
        (BlockKind::AlertTitle(_), _) if meeting.left == NONE => 0,
        (_, BlockKind::Heading(_)) if !after_heading && meeting.entered == NONE => 2,
        _ if is_wide(before) || is_wide(block.kind) => 1,
        _ if is_close(meeting, frames, lists) => 0,
        _ => 1,
    }
}

/// Blocks that need air in tight lists too.
fn is_wide(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Code(_) | BlockKind::Table(_) | BlockKind::Rule | BlockKind::Math
    )
}

/// Whether the blocks stand without a blank line: tight items, definitions, footnotes.
fn is_close(meeting: &Meeting, frames: &[Frame], lists: &[List]) -> bool {
    let kind = |frame: u32| frames.get(frame as usize).map(|f| f.kind);
    let is_tight = |frame: u32| match kind(frame) {
        Some(FrameKind::Item { list, .. }) => lists.get(list as usize).is_some_and(|l| !l.loose),
        Some(FrameKind::Definition) => true,
        _ => false,
    };
    match (kind(meeting.left), kind(meeting.entered)) {
        (Some(FrameKind::Item { list: a, .. }), Some(FrameKind::Item { list: b, .. })) => {
            a == b && is_tight(meeting.entered)
        }
        (_, Some(FrameKind::Definition)) => true,
        (Some(FrameKind::Footnote(_)), Some(FrameKind::Footnote(_))) => true,
        _ => is_tight(meeting.common),
    }
}

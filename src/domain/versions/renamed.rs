//! Lessons that are gone, and new ones whose texts are like theirs.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::likeness::Triples;
use super::{Alike, KnownLesson, Progress};
use crate::domain::{Lesson, Percent};

/// From here on two texts may be one lesson, in percent.
const ALIKE: u8 = 60;

/// Each lesson that is gone with the new one that is most like it; no new one twice.
pub(super) fn alike<P: Progress>(
    gone: &[(KnownLesson<P>, String)],
    added: &[&Lesson],
    is_settled: bool,
) -> Vec<Alike<P>> {
    let texts: Vec<Triples> = match gone.is_empty() {
        true => Vec::new(),
        false => added
            .iter()
            .map(|lesson| Triples::of(lesson.body.markdown()))
            .collect(),
    };
    // Of texts that are equally alike, those with one title are one lesson.
    let mut pairs: Vec<(Percent, bool, usize, usize)> = Vec::new();
    for (at, (known, text)) in gone.iter().enumerate() {
        let text = Triples::of(text);
        let likeness = texts.iter().enumerate().map(|(new, other)| {
            (
                text.likeness(other),
                is_named(known, added.get(new)),
                at,
                new,
            )
        });
        pairs.extend(likeness.filter(|(likeness, ..)| likeness.value() >= ALIKE));
    }
    pairs
        .sort_by_key(|(likeness, named, at, new)| (Reverse(*likeness), Reverse(*named), *at, *new));
    let (mut used_gone, mut used_new) = (HashSet::new(), HashSet::new());
    let mut alike: Vec<(usize, Alike<P>)> = Vec::new();
    for (likeness, _, at, new) in pairs {
        if used_gone.contains(&at) || used_new.contains(&new) {
            continue;
        }
        if let (Some((known, _)), Some(lesson)) = (gone.get(at), added.get(new)) {
            used_gone.insert(at);
            used_new.insert(new);
            let pair = Alike {
                gone: known.clone(),
                new: lesson.head.id.clone(),
                path: lesson.head.path.clone(),
                likeness,
                is_settled,
            };
            alike.push((at, pair));
        }
    }
    alike.sort_by_key(|(at, _)| *at);
    alike.into_iter().map(|(_, pair)| pair).collect()
}

/// Whether the new lesson has the title of the one that is gone.
fn is_named<P>(known: &KnownLesson<P>, new: Option<&&Lesson>) -> bool {
    new.is_some_and(|new| new.head.title == known.head.title)
}

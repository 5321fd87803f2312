//! Lessons that are gone, and new ones whose texts are like theirs.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::{Alike, KnownLesson, Progress};
use crate::domain::alike::Triples;
use crate::domain::{Lesson, Percent};

/// From here on two texts may be one lesson, in percent.
const ALIKE: u8 = 60;

/// Each lesson that is gone with the new one that is most like it; no new one twice.
pub(super) fn alike<P: Progress>(
    gone: &[(KnownLesson<P>, String)],
    added: &[&Lesson],
) -> Vec<Alike<P>> {
    let texts: Vec<Triples> = match gone.is_empty() {
        true => Vec::new(),
        false => added
            .iter()
            .map(|lesson| Triples::of(lesson.body.markdown()))
            .collect(),
    };
    let mut pairs: Vec<(Percent, usize, usize)> = Vec::new();
    for (at, (_, text)) in gone.iter().enumerate() {
        let text = Triples::of(text);
        let likeness = texts
            .iter()
            .enumerate()
            .map(|(new, other)| (text.likeness(other), at, new));
        pairs.extend(likeness.filter(|(likeness, ..)| likeness.value() >= ALIKE));
    }
    pairs.sort_by_key(|(likeness, at, new)| (Reverse(*likeness), *at, *new));
    let (mut used_gone, mut used_new) = (HashSet::new(), HashSet::new());
    let mut alike: Vec<(usize, Alike<P>)> = Vec::new();
    for (likeness, at, new) in pairs {
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
            };
            alike.push((at, pair));
        }
    }
    alike.sort_by_key(|(at, _)| *at);
    alike.into_iter().map(|(_, pair)| pair).collect()
}

//! Lays a keymap file over a keymap, and finds what can't work together.

use std::path::Path;

use super::action::Action;
use super::layer::Layer;
use super::map::{Bound, Keymap};
use super::problem::Problem;
use super::sequence::KeySequence;
use super::toml_text::{TomlText, together};
use super::wish::{Wish, wishes};

/// Actions that must keep a key, or nobody finds the way out.
const INDISPENSABLE: [Action; 2] = [Action::Quit, Action::Help];

/// Lays the file over the keymap and returns everything that is wrong in it.
pub(super) fn apply(keymap: &mut Keymap, text: &str, path: &Path) -> Vec<Problem> {
    let file = TomlText::new(path, text);
    let (tables, syntax) = file.read();
    let mut problems = Vec::new();
    let wishes = wishes(file, tables, &mut problems);
    let before = keymap.clone();
    take_away(keymap, file, &wishes, &mut problems);
    bind(keymap, &wishes);
    problems.extend(blocked_sequences(keymap, file, &wishes));
    problems.extend(lost_actions(keymap, &before, file, &wishes));
    together(syntax, problems)
}

fn take_away(
    keymap: &mut Keymap,
    file: TomlText<'_>,
    wishes: &[Wish],
    problems: &mut Vec<Problem>,
) {
    for wish in wishes {
        let bound = keymap
            .bindings
            .iter()
            .position(|bound| bound.layer == wish.layer && bound.keys == wish.keys);
        match (bound, wish.action) {
            (Some(index), _) => drop(keymap.bindings.remove(index)),
            (None, Some(_)) => {}
            (None, None) => problems.push(file.problem(
                &wish.span,
                format!("`{}` isn't bound in [{}]", wish.keys, wish.layer.name()),
            )),
        }
    }
}

/// The file's bindings come first, so that a footer shows the keys that the user chose.
fn bind(keymap: &mut Keymap, wishes: &[Wish]) {
    let wished = wishes.iter().filter_map(|wish| {
        Some(Bound {
            layer: wish.layer,
            keys: wish.keys.clone(),
            action: wish.action?,
        })
    });
    keymap.bindings = wished.chain(keymap.bindings.drain(..)).collect();
}

fn blocked_sequences(keymap: &Keymap, file: TomlText<'_>, wishes: &[Wish]) -> Vec<Problem> {
    let clash = |(index, wish): (usize, &Wish)| {
        wish.action?;
        let asks_for = |bound: &Bound| {
            let same = |wish: &Wish| wish.layer == bound.layer && wish.keys == bound.keys;
            wishes.iter().position(same)
        };
        // Where the file asks for both, the later line is told.
        let other = keymap
            .in_layer(wish.layer)
            .filter(|other| blocks(&other.keys, &wish.keys))
            .find(|other| asks_for(other).is_none_or(|line| line < index))?;
        let (start, whole) = shorter_first(&other.keys, &wish.keys);
        let hint = match asks_for(other) {
            Some(_) => "keep one of them".to_owned(),
            None => format!("take the other away: \"{}\" = false", other.keys),
        };
        let message = format!("`{start}` is bound, so `{whole}` can never be typed");
        Some(file.problem(&wish.span, message).with_hint(Some(hint)))
    };
    wishes.iter().enumerate().filter_map(clash).collect()
}

fn blocks(one: &KeySequence, other: &KeySequence) -> bool {
    one.is_start_of(other) || other.is_start_of(one)
}

fn shorter_first<'k>(
    one: &'k KeySequence,
    other: &'k KeySequence,
) -> (&'k KeySequence, &'k KeySequence) {
    if one.is_start_of(other) {
        (one, other)
    } else {
        (other, one)
    }
}

fn lost_actions(
    keymap: &Keymap,
    before: &Keymap,
    file: TomlText<'_>,
    wishes: &[Wish],
) -> Vec<Problem> {
    let lost = |action: Action| {
        let mut bound = keymap.in_layer(Layer::Global);
        if bound.any(|bound| bound.action == action) {
            return None;
        }
        let last = wishes.iter().rfind(|wish| {
            before
                .find(wish.layer, &wish.keys)
                .is_some_and(|bound| bound.action == action)
        })?;
        let message = format!("this takes the last key of `{}` away", action.name());
        let hint = "bind another key to it in [global]".to_owned();
        Some(file.problem(&last.span, message).with_hint(Some(hint)))
    };
    INDISPENSABLE.into_iter().filter_map(lost).collect()
}

//! Applies a keymap file to a keymap, and finds bindings that conflict.

use std::path::Path;

use super::action::Action;
use super::file::{Wish, wishes};
use super::layer::Layer;
use super::map::{Bound, Keymap};
use super::sequence::KeySequence;
use super::toml_text::{TomlText, together};
use crate::domain::Diagnostic;

/// Actions that must keep a key, or nobody finds the way out.
const INDISPENSABLE: [Action; 2] = [Action::Quit, Action::Help];

/// Applies the valid bindings of the file to the keymap, and returns all problems.
pub(super) fn apply(keymap: &mut Keymap, text: &str, path: &Path) -> Vec<Diagnostic> {
    let file = TomlText::new(path, text);
    let (tables, syntax) = file.read();
    let mut problems = Vec::new();
    let mut wishes = wishes(file, tables, &mut problems);
    wishes.retain(|wish| !file.is_on_a_line_of(&wish.span, &syntax));
    problems.extend(nothing_to_take_away(keymap, file, &wishes));
    let before = keymap.clone();
    // Where a wish is refused its key does what it did before, which another wish may clash with.
    loop {
        *keymap = laid_over(&before, &wishes);
        let mut refused = blocked_sequences(keymap, file, &wishes);
        refused.extend(lost_actions(keymap, &before, file, &wishes));
        if refused.is_empty() {
            return together(syntax, problems);
        }
        let (lines, found): (Vec<usize>, Vec<Diagnostic>) = refused.into_iter().unzip();
        let mut index = 0..;
        wishes.retain(|_| index.next().is_none_or(|line| !lines.contains(&line)));
        problems.extend(found);
    }
}

fn nothing_to_take_away(keymap: &Keymap, file: TomlText<'_>, wishes: &[Wish]) -> Vec<Diagnostic> {
    let in_vain =
        |wish: &&Wish| wish.action.is_none() && keymap.find(wish.layer, &wish.keys).is_none();
    let unbound = |wish: &Wish| {
        let message = format!("`{}` isn't bound in [{}]", wish.keys, wish.layer.name());
        file.problem(&wish.span, message)
    };
    wishes.iter().filter(in_vain).map(unbound).collect()
}

/// The file's bindings come first, so that a footer shows the keys that the user chose.
fn laid_over(keymap: &Keymap, wishes: &[Wish]) -> Keymap {
    let wished = wishes.iter().filter_map(|wish| {
        Some(Bound {
            layer: wish.layer,
            keys: wish.keys.clone(),
            action: wish.action?,
        })
    });
    let stays = |bound: &&Bound| {
        let mut wishes = wishes.iter();
        !wishes.any(|wish| wish.layer == bound.layer && wish.keys == bound.keys)
    };
    let kept = keymap.bindings.iter().filter(stays).cloned();
    Keymap {
        bindings: wished.chain(kept).collect(),
    }
}

/// The wishes that can't be typed, by index, with the reason.
fn blocked_sequences(
    keymap: &Keymap,
    file: TomlText<'_>,
    wishes: &[Wish],
) -> Vec<(usize, Diagnostic)> {
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
            None => format!("remove the other: \"{}\" = false", other.keys),
        };
        let message = format!("`{start}` is bound, so `{whole}` can never be typed");
        let problem = file.problem(&wish.span, message).with_hint(Some(hint));
        Some((index, problem))
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

/// The wishes that take the last key of an indispensable action, by index, with the reason.
fn lost_actions(
    keymap: &Keymap,
    before: &Keymap,
    file: TomlText<'_>,
    wishes: &[Wish],
) -> Vec<(usize, Diagnostic)> {
    let lost = |action: Action| {
        let mut bound = keymap.in_layer(Layer::Global);
        if bound.any(|bound| bound.action == action) {
            return None;
        }
        let index = wishes.iter().rposition(|wish| {
            before
                .find(wish.layer, &wish.keys)
                .is_some_and(|bound| bound.layer == Layer::Global && bound.action == action)
        })?;
        let last = wishes.get(index)?;
        let message = format!("this removes the last key of `{}`", action.name());
        let hint = "bind another key to it in [global]".to_owned();
        let problem = file.problem(&last.span, message).with_hint(Some(hint));
        Some((index, problem))
    };
    INDISPENSABLE.into_iter().filter_map(lost).collect()
}

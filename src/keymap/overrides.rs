//! Reads a keymap file and lays it over a keymap: tables are layers, keys are keys, values are actions.

use std::ops::Range;
use std::path::Path;

use toml::de::DeValue;

use super::action::{ACTIONS, Action};
use super::layer::Layer;
use super::map::{Bound, Keymap};
use super::problem::Problem;
use super::sequence::KeySequence;
use super::toml_text::{Entry, TomlText, in_order, together};

/// Actions that must keep a key, or nobody finds the way out.
const INDISPENSABLE: [Action; 2] = [Action::Quit, Action::Help];

/// A line of the file that could be understood.
struct Wish {
    layer: Layer,
    keys: KeySequence,
    /// None takes the binding away.
    action: Option<Action>,
    span: Range<usize>,
}

/// Lays the file over the keymap and returns everything that is wrong in it.
pub(super) fn apply(keymap: &mut Keymap, text: &str, path: &Path) -> Vec<Problem> {
    let file = TomlText::new(path, text);
    let (tables, syntax) = file.read();
    let mut problems = Vec::new();
    let wishes = tables
        .into_iter()
        .flat_map(|table| layer_wishes(file, table, &mut problems))
        .collect::<Vec<_>>();
    let wishes = without_repeats(file, wishes, &mut problems);
    let before = keymap.clone();
    take_away(keymap, file, &wishes, &mut problems);
    bind(keymap, &wishes);
    problems.extend(blocked_sequences(keymap, file, &wishes));
    problems.extend(lost_actions(keymap, &before, file, &wishes));
    together(syntax, problems)
}

fn layer_wishes(file: TomlText<'_>, table: Entry<'_>, problems: &mut Vec<Problem>) -> Vec<Wish> {
    let Some(layer) = Layer::from_name(&table.key) else {
        let unknown = file.problem(&table.key_span, format!("unknown layer `{}`", table.key));
        let names = Layer::ALL.iter().map(|layer| layer.name());
        problems.push(unknown.with_meant(&table.key, names));
        return Vec::new();
    };
    let DeValue::Table(entries) = table.value else {
        problems.push(file.problem(
            &table.key_span,
            format!("`{layer}` is a table: write [{layer}]", layer = table.key),
        ));
        return Vec::new();
    };
    in_order(entries)
        .into_iter()
        .filter_map(|entry| {
            wish(file, layer, &entry)
                .map_err(|found| problems.extend(found))
                .ok()
        })
        .collect()
}

fn wish(file: TomlText<'_>, layer: Layer, entry: &Entry<'_>) -> Result<Wish, Vec<Problem>> {
    let keys = entry.key.parse::<KeySequence>().map_err(|unknown| {
        let hint = unknown
            .meant
            .as_ref()
            .map(|name| format!("did you mean `{name}`?"));
        file.problem(&entry.key_span, unknown.to_string())
            .with_hint(hint)
    });
    match (keys, action(file, layer, entry)) {
        (Ok(keys), Ok(action)) => Ok(Wish {
            layer,
            keys,
            action,
            span: entry.key_span.clone(),
        }),
        (keys, action) => Err(keys.err().into_iter().chain(action.err()).collect()),
    }
}

fn action(file: TomlText<'_>, layer: Layer, entry: &Entry<'_>) -> Result<Option<Action>, Problem> {
    let name = match &entry.value {
        DeValue::Boolean(false) => return Ok(None),
        DeValue::String(name) => name,
        _ => {
            return Err(file.problem(
                &entry.value_span,
                "expected the name of an action in quotes, or false to take the binding away",
            ));
        }
    };
    let Some(action) = Action::from_name(name) else {
        let unknown = file.problem(&entry.value_span, format!("unknown action `{name}`"));
        return Err(unknown.with_meant(name, ACTIONS.iter().map(|info| info.name)));
    };
    let layers = action.info().layers;
    if layers.contains(&layer) {
        return Ok(Some(action));
    }
    let homes: Vec<String> = layers.iter().map(|l| format!("[{}]", l.name())).collect();
    Err(file
        .problem(
            &entry.value_span,
            format!("`{name}` can't be bound in [{}]", layer.name()),
        )
        .with_hint(Some(format!("it belongs in {}", homes.join(", ")))))
}

fn without_repeats(
    file: TomlText<'_>,
    wishes: Vec<Wish>,
    problems: &mut Vec<Problem>,
) -> Vec<Wish> {
    let mut kept: Vec<Wish> = Vec::new();
    for wish in wishes {
        let same = |other: &&Wish| (other.layer, &other.keys) == (wish.layer, &wish.keys);
        if kept.iter().any(|other| same(&other)) {
            let message = format!("`{}` is bound twice in [{}]", wish.keys, wish.layer.name());
            problems.push(file.problem(&wish.span, message));
        } else {
            kept.push(wish);
        }
    }
    kept
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
    let clash = |wish: &Wish| {
        let other = keymap.in_layer(wish.layer).find(|other| {
            other.keys.is_start_of(&wish.keys) || wish.keys.is_start_of(&other.keys)
        })?;
        let (start, whole) = if other.keys.is_start_of(&wish.keys) {
            (&other.keys, &wish.keys)
        } else {
            (&wish.keys, &other.keys)
        };
        let message = format!("`{start}` is bound, so `{whole}` can never be typed");
        let hint = format!("take one of them away: \"{}\" = false", other.keys);
        Some(file.problem(&wish.span, message).with_hint(Some(hint)))
    };
    let bound = wishes.iter().filter(|wish| wish.action.is_some());
    bound.filter_map(clash).collect()
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

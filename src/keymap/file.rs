//! Reads a keymap file: tables are layers, keys are keys, values are actions.

use std::ops::Range;

use toml::de::DeValue;

use super::action::{ACTIONS, Action};
use super::layer::Layer;
use super::sequence::KeySequence;
use super::toml_text::{Entry, TomlText, in_order};
use crate::domain::Diagnostic;

/// A line of the file that could be understood.
pub(super) struct Wish {
    pub(super) layer: Layer,
    pub(super) keys: KeySequence,
    /// None takes the binding away.
    pub(super) action: Option<Action>,
    pub(super) span: Range<usize>,
}

/// The bindings of the file in its order; entries that make no sense become problems.
pub(super) fn wishes(
    file: TomlText<'_>,
    tables: Vec<Entry<'_>>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Wish> {
    let wishes: Vec<Wish> = tables
        .into_iter()
        .flat_map(|table| layer_wishes(file, table, problems))
        .collect();
    without_repeats(file, wishes, problems)
}

fn layer_wishes(file: TomlText<'_>, table: Entry<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Wish> {
    let Some(layer) = Layer::from_name(&table.key) else {
        let unknown = file.problem(&table.key_span, format!("unknown table `[{}]`", table.key));
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

fn wish(file: TomlText<'_>, layer: Layer, entry: &Entry<'_>) -> Result<Wish, Vec<Diagnostic>> {
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

fn action(
    file: TomlText<'_>,
    layer: Layer,
    entry: &Entry<'_>,
) -> Result<Option<Action>, Diagnostic> {
    let name = match &entry.value {
        DeValue::Boolean(false) => return Ok(None),
        DeValue::String(name) => name,
        _ => {
            return Err(file.problem(
                &entry.value_span,
                "expected the name of an action in quotes, or false to remove the binding",
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
    problems: &mut Vec<Diagnostic>,
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

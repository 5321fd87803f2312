//! `docs/keys.md`: the table of actions and the program's own keys, for a person.

use std::fmt::Write as _;

use super::action::{ACTIONS, Action};
use super::layer::Layer;
use super::map::Keymap;

const INTRODUCTION: &str = "\
# Keys

<!-- Made from the table of actions and assets/keymap.toml. Change those, then: UPDATE_DOCS=1 cargo test --test keymap -->

Every key can be changed. Put a `keymap.toml` into the configuration folder (`lyceum config path` prints it), in the
format of [assets/keymap.toml](../assets/keymap.toml):

```toml
[lesson]
\"ctrl-n\" = \"next-lesson\"  # binds a key
\"n\" = false               # removes a binding
```

Each table is a part of the screen; keys of an inner part override those of an outer one. `lyceum config check` reports
every mistake in the file, with its line; the rest of the file still applies.
";

/// The text of `docs/keys.md`: each layer with its keys, then the actions and where they may be bound.
pub fn markdown() -> String {
    let keymap = Keymap::default_keymap();
    let mut text = INTRODUCTION.to_owned();
    for &layer in Layer::ALL {
        let rows = rows(&keymap, layer);
        if !rows.is_empty() {
            let (title, name) = (layer.title(), layer.name());
            text += &format!("\n## {title}: `[{name}]`\n\n");
            text += "| keys | effect | action |\n|---|---|---|\n";
            text += &rows;
        }
    }
    text += "\n## Where an action may be bound\n\n| action | effect | tables |\n|---|---|---|\n";
    for info in ACTIONS {
        let tables: Vec<String> = info
            .layers
            .iter()
            .map(|l| format!("`{}`", l.name()))
            .collect();
        let (name, title, tables) = (info.name, info.title, tables.join(" "));
        text += &format!("| `{name}` | {title} | {tables} |\n");
    }
    text
}

fn rows(keymap: &Keymap, layer: Layer) -> String {
    let mut actions: Vec<Action> = Vec::new();
    for bound in keymap.in_layer(layer) {
        if !actions.contains(&bound.action) {
            actions.push(bound.action);
        }
    }
    let mut rows = String::new();
    for action in actions {
        let keys: Vec<String> = keymap
            .in_layer(layer)
            .filter(|bound| bound.action == action)
            .map(|bound| format!("`{}`", bound.keys))
            .collect();
        let (keys, title, name) = (keys.join(" "), action.info().title, action.name());
        let _infallible = writeln!(rows, "| {keys} | {title} | `{name}` |");
    }
    rows
}

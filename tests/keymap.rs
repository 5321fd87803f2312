//! The keymap as a user meets it: the default keys, one's own keys, and what is said about wrong ones.

use std::path::Path;

use lyceum::domain::{Diagnostic, LinePlace, Location};
use lyceum::keymap::{
    ACTIONS, Action, Key, KeyCode, KeySequence, Keymap, Layer, Resolution, markdown,
};
use proptest::prelude::*;

const CATALOG: &[Layer] = &[Layer::Catalog, Layer::List, Layer::Global];
const LESSON: &[Layer] = &[Layer::Lesson, Layer::Scroll, Layer::Global];

fn key(text: &str) -> Key {
    text.parse().expect("a key")
}

fn own(text: &str) -> Result<Keymap, Vec<Diagnostic>> {
    match Keymap::with_overrides(text, Path::new("keymap.toml")) {
        (keymap, problems) if problems.is_empty() => Ok(keymap),
        (_, problems) => Err(problems),
    }
}

/// The keys that hold where something is wrong.
fn what_is_left(text: &str) -> Keymap {
    let (keymap, problems) = Keymap::with_overrides(text, Path::new("keymap.toml"));
    assert!(!problems.is_empty());
    keymap
}

fn complaints(text: &str) -> Vec<String> {
    let problems = own(text).expect_err("the keymap was taken");
    problems
        .iter()
        .map(|p| p.to_string().lines().next().unwrap_or_default().to_owned())
        .collect()
}

fn typed(keymap: &Keymap, layers: &[Layer], keys: &str) -> Resolution {
    let keys: Vec<Key> = keys.split(' ').map(key).collect();
    let (last, pending) = keys.split_last().expect("a key");
    keymap.resolve(layers, pending, *last)
}

fn footer(layers: &[Layer]) -> String {
    Keymap::default_keymap()
        .footer(layers)
        .iter()
        .map(|item| format!("{} {}", item.keys.pretty(), item.label))
        .collect::<Vec<_>>()
        .join("  ")
}

#[test]
fn the_name_of_a_keymap_can_not_act_on_the_terminal() {
    let path = Path::new("own\u{1b}[2J\u{202e}.toml");
    let (_, problems) = Keymap::with_overrides("[lesson]\n\"n\" = \"nowhere\"\n", path);
    let said = problems[0].to_string();
    assert!(said.starts_with("own␛[2J⟨U+202E⟩.toml:2:"), "{said}");
    let whole = Location::File(path.to_owned()).to_string();
    assert_eq!(whole, "own␛[2J⟨U+202E⟩.toml");
}

#[test]
fn the_catalogs_footer_fits_the_usual_terminal() {
    assert_eq!(
        footer(CATALOG),
        "↵ resume  o outline  i about  / filter  s sort  4 progress  a academy  ? help  q quit"
    );
}

#[test]
fn the_lessons_footer_is_the_one_of_the_design() {
    assert_eq!(
        footer(LESSON),
        "↵ follow  space next page  n next lesson  c complete  C mark not done  H hidden code  / search  t contents  l links  ^w columns  ? help"
    );
}

#[test]
fn vi_and_arrow_keys_do_the_same() {
    let keymap = Keymap::default_keymap();
    for (vi, arrow) in [("j", "down"), ("k", "up"), ("G", "end"), ("g g", "home")] {
        for layers in [CATALOG, LESSON] {
            assert_eq!(
                typed(&keymap, layers, vi),
                typed(&keymap, layers, arrow),
                "{vi} and {arrow}"
            );
        }
    }
}

#[test]
fn a_sequence_waits_for_its_last_key() {
    let keymap = Keymap::default_keymap();
    assert_eq!(typed(&keymap, LESSON, "g"), Resolution::Pending);
    assert_eq!(
        typed(&keymap, LESSON, "g g"),
        Resolution::Action(Action::Top)
    );
    assert_eq!(typed(&keymap, LESSON, "g z"), Resolution::Nothing);
}

#[test]
fn an_inner_layer_goes_before_an_outer_one() {
    let keymap = Keymap::default_keymap();
    let searching: Vec<Layer> = [&[Layer::Matches], LESSON].concat();
    assert_eq!(
        typed(&keymap, LESSON, "n"),
        Resolution::Action(Action::NextLesson)
    );
    assert_eq!(
        typed(&keymap, &searching, "n"),
        Resolution::Action(Action::NextMatch)
    );
    assert!(keymap.keys_for(Action::NextLesson, &searching).is_empty());
}

#[test]
fn letters_that_are_typed_are_text_and_no_commands() {
    let keymap = Keymap::default_keymap();
    let filtering: Vec<Layer> = [&[Layer::Input], CATALOG].concat();
    for text in ["q", "?", "1", "space", "backspace", "left", "home"] {
        assert_eq!(
            typed(&keymap, &filtering, text),
            Resolution::Nothing,
            "{text}"
        );
    }
    assert_eq!(
        typed(&keymap, &filtering, "ctrl-c"),
        Resolution::Action(Action::Quit)
    );
    assert_eq!(
        typed(&keymap, &filtering, "down"),
        Resolution::Action(Action::Down)
    );
}

#[test]
fn a_question_takes_its_answer_and_no_command_meanwhile() {
    let keymap = Keymap::default_keymap();
    let asked: Vec<Layer> = [&[Layer::Confirm], LESSON].concat();
    let means = |keys| typed(&keymap, &asked, keys);
    assert_eq!(means("y"), Resolution::Action(Action::Accept));
    assert_eq!(means("esc"), Resolution::Action(Action::Cancel));
    assert_eq!(means("q"), Resolution::Action(Action::Cancel));
    assert_eq!(means("c"), Resolution::Nothing);
    assert_eq!(means("ctrl-c"), Resolution::Action(Action::Quit));
}

#[test]
fn every_action_has_a_key_from_the_start() {
    let keymap = Keymap::default_keymap();
    for info in ACTIONS {
        let bound = info
            .layers
            .iter()
            .any(|layer| !keymap.keys_for(info.action, &[*layer]).is_empty());
        assert!(bound, "{} has no key", info.name);
    }
}

#[test]
fn every_action_has_a_name_of_its_own() {
    for info in ACTIONS {
        assert_eq!(Action::from_name(info.name), Some(info.action));
    }
}

#[test]
fn the_help_lists_only_what_applies_with_all_its_keys() {
    let keymap = Keymap::default_keymap();
    let listed: Vec<(Action, String)> = keymap
        .bindings(LESSON)
        .into_iter()
        .flat_map(|group| group.bindings)
        .map(|binding| {
            let keys: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
            (binding.action, keys.join(" "))
        })
        .collect();
    assert!(listed.contains(&(Action::PageDown, "space pagedown ctrl-f".to_owned())));
    assert!(listed.iter().all(|(action, _)| *action != Action::Sort));
}

#[test]
fn a_users_key_replaces_the_default_and_is_shown_first() {
    let keymap = own("[lesson]\n\"ctrl-n\" = \"next-lesson\"\n\"t\" = \"complete\"\n").unwrap();
    let keys = keymap.keys_for(Action::NextLesson, LESSON);
    assert_eq!(
        keys.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["ctrl-n", "n"]
    );
    assert_eq!(
        typed(&keymap, LESSON, "t"),
        Resolution::Action(Action::Complete)
    );
}

#[test]
fn false_takes_a_binding_away() {
    let keymap = own("[lesson]\nn = false\n").unwrap();
    assert_eq!(typed(&keymap, LESSON, "n"), Resolution::Nothing);
}

#[test]
fn a_sequences_place_can_be_taken_by_its_first_key() {
    let keymap = own("[scroll]\n\"g g\" = false\ng = \"top\"\n").unwrap();
    assert_eq!(typed(&keymap, LESSON, "g"), Resolution::Action(Action::Top));
}

#[test]
fn everything_wrong_is_said_at_once_with_its_place() {
    let text = "\
[lessn]
\"j\" = \"scroll-down\"

[lesson]
\"j\" = \"scroll-donw\"
\"ctrl-enterr\" = \"complete\"
\"n\" = \"sort\"
\"z\" = false
\"u\" = 7
\"space\" = \"page-down\"
\" \" = \"page-up\"

[scroll]
\"g\" = \"top\"
";
    assert_eq!(
        complaints(text),
        [
            "keymap.toml:1:2: unknown table `[lessn]` (did you mean `lesson`?)",
            "keymap.toml:5:7: unknown action `scroll-donw` (did you mean `scroll-down`?)",
            "keymap.toml:6:1: `ctrl-enterr` is not a key (did you mean `ctrl-enter`?)",
            "keymap.toml:7:7: `sort` can't be bound in [lesson] (it belongs in [catalog])",
            "keymap.toml:8:1: `z` isn't bound in [lesson]",
            "keymap.toml:9:7: expected the name of an action in quotes, or false to remove the binding",
            "keymap.toml:11:1: ` ` is not a key (did you mean `space`?)",
            "keymap.toml:14:1: `g` is bound, so `g g` can never be typed (remove the other: \"g g\" = false)",
        ]
    );
}

#[test]
fn a_mistake_costs_its_own_line_and_no_other() {
    let keymap =
        what_is_left("[lesson]\nz = \"complete\"\nn = \"completee\"\ny = lesson\nt = \"links\"\n");
    let means = |keys| typed(&keymap, LESSON, keys);
    assert_eq!(means("z"), Resolution::Action(Action::Complete));
    assert_eq!(means("t"), Resolution::Action(Action::Links));
    assert_eq!(means("n"), Resolution::Action(Action::NextLesson));
    assert_eq!(means("y"), Resolution::Action(Action::CopyCode));
}

#[test]
fn a_key_that_clashes_keeps_what_it_did_before() {
    let keymap = what_is_left("[scroll]\ng = \"bottom\"\nz = \"top\"\n");
    let means = |keys| typed(&keymap, LESSON, keys);
    assert_eq!(means("g g"), Resolution::Action(Action::Top));
    assert_eq!(means("z"), Resolution::Action(Action::Top));
    let keymap = what_is_left("[lesson]\nz = \"complete\"\n\"z z\" = \"reopen\"\n");
    let first = typed(&keymap, LESSON, "z");
    assert_eq!(first, Resolution::Action(Action::Complete));
}

#[test]
fn a_way_out_is_left_where_every_one_was_taken_away() {
    let keymap = what_is_left("[global]\nq = false\n\"ctrl-c\" = false\n\"f1\" = false\n");
    let means = |keys| typed(&keymap, LESSON, keys);
    assert_eq!(means("q"), Resolution::Nothing);
    assert_eq!(means("ctrl-c"), Resolution::Action(Action::Quit));
    assert_eq!(means("f1"), Resolution::Nothing);
}

#[test]
fn a_key_bound_twice_in_one_layer_is_named_however_it_is_written() {
    let text = "[lesson]\nz = \"complete\"\nz = \"reopen\"\n\"shift-tab\" = \"links\"\nbacktab = \"search\"\n";
    assert_eq!(
        complaints(text),
        [
            "keymap.toml:3:1: this is set twice in one table",
            "keymap.toml:5:1: `backtab` is bound twice in [lesson]",
        ]
    );
}

#[test]
fn what_is_no_toml_is_said_with_its_line() {
    let said = complaints("[lesson]\n\"z\" = complete\n\"y\" = \"sort\"\n");
    assert!(said[0].starts_with("keymap.toml:2:"), "{said:?}");
    assert!(said[1].starts_with("keymap.toml:3:7"), "{said:?}");
    assert_eq!(said.len(), 2, "{said:?}");
}

#[test]
fn two_keys_of_the_file_that_block_each_other_are_told_once() {
    assert_eq!(
        complaints("[lesson]\nz = \"complete\"\n\"z z\" = \"reopen\"\n"),
        ["keymap.toml:3:1: `z` is bound, so `z z` can never be typed (keep one of them)"]
    );
}

#[test]
fn a_file_of_another_system_reads_the_same() {
    assert!(own("\u{feff}[lesson]\r\nn = false\r\n").is_ok());
    let said = complaints("\u{feff}[lesson]\r\nn = 1\r\n");
    assert!(said[0].starts_with("keymap.toml:2:5: "), "{said:?}");
}

#[test]
fn quit_and_help_keep_a_key() {
    let said = complaints("[global]\nq = false\n\"ctrl-c\" = false\n\"?\" = false\n");
    assert_eq!(
        said,
        [
            "keymap.toml:3:1: this removes the last key of `quit` (bind another key to it in [global])"
        ]
    );
    assert!(own("[global]\nq = false\n\"ctrl-c\" = false\n\"ctrl-q\" = \"quit\"\n").is_ok());
}

#[test]
fn a_problem_shows_the_line_it_is_about() {
    let problems = own("[lesson]\n\tz = \"nonsense\"\n").unwrap_err();
    let Location::Line(LinePlace { text, column, .. }) = &problems[0].place else {
        panic!("no line: {problems:?}");
    };
    assert_eq!((&**text, *column), ("\tz = \"nonsense\"", 6));
}

#[test]
fn keys_have_one_form_however_a_terminal_reports_them() {
    let plain = |c| Key::new(KeyCode::Char(c));
    assert_eq!(plain('g').with_shift(), key("G"));
    assert_eq!(plain('G').with_shift(), key("G"));
    assert_eq!(plain('D').with_ctrl(), key("ctrl-d"));
    assert_eq!(Key::new(KeyCode::BackTab).with_shift(), key("shift-tab"));
    assert_eq!(plain('?').with_shift(), key("?"));
}

#[test]
fn keys_look_short_on_the_screen() {
    let shown = |text: &str| text.parse::<KeySequence>().unwrap().pretty();
    let pairs = [
        ("enter", "↵"),
        ("up", "↑"),
        ("space", "space"),
        ("ctrl-d", "^d"),
        ("alt-left", "alt-←"),
        ("g g", "gg"),
        ("G", "G"),
        ("f1", "f1"),
        ("ctrl-pagedown", "ctrl-PgDn"),
    ];
    for (name, sign) in pairs {
        assert_eq!(shown(name), sign);
    }
}

#[test]
fn what_is_no_key_is_refused() {
    for text in [
        "",
        " ",
        "ctrl-",
        "hyper-x",
        "f0",
        "f25",
        "ff1",
        "ab",
        "a a a a a",
    ] {
        assert!(text.parse::<KeySequence>().is_err(), "{text:?} was taken");
    }
    for text in ["-", "ctrl--", "alt-ctrl-x", "ä", "f24"] {
        assert!(text.parse::<KeySequence>().is_ok(), "{text:?} was refused");
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    let code = prop_oneof![
        any::<char>()
            .prop_filter("no controls, no other spaces", |c| {
                !c.is_control() && (*c == ' ' || !c.is_whitespace())
            })
            .prop_map(KeyCode::Char),
        (1..=24u8).prop_map(KeyCode::F),
        Just(KeyCode::Tab),
        Just(KeyCode::BackTab),
        Just(KeyCode::Enter),
        Just(KeyCode::PageUp),
    ];
    (code, any::<[bool; 3]>()).prop_map(|(code, [ctrl, alt, shift])| {
        let key = Key::new(code);
        let key = if ctrl { key.with_ctrl() } else { key };
        let key = if alt { key.with_alt() } else { key };
        if shift { key.with_shift() } else { key }
    })
}

proptest! {
    #[test]
    fn a_keys_name_reads_back_as_the_key(key in any_key()) {
        prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
    }

    #[test]
    fn no_text_breaks_the_reading_of_a_keymap(text in "(\\[?[a-z]{0,8}\\]?|[\"'=a-z \\-\n]{0,12}|\\PC{0,6}\n){0,8}") {
        let _ = own(&text);
    }

    #[test]
    fn what_is_listed_for_a_key_is_what_the_key_does(index in 0..ACTIONS.len()) {
        let action = ACTIONS[index].action;
        let keymap = Keymap::default_keymap();
        for layers in [CATALOG, LESSON] {
            for keys in keymap.keys_for(action, layers) {
                prop_assert_eq!(
                    typed(&keymap, layers, &keys.to_string()),
                    Resolution::Action(action)
                );
            }
        }
    }
}

#[test]
fn the_committed_key_table_is_what_the_program_does() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, markdown()).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed.replace("\r\n", "\n") == markdown(),
        "docs/keys.md is out of date: run UPDATE_DOCS=1 cargo test --test keymap"
    );
}

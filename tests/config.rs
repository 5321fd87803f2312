//! Settings as a user meets them: where a value comes from, and what is said about a wrong one.

use std::collections::BTreeMap;
use std::path::Path;

use lyceum::config::{Config, Flags, Paths, Profile, Source};
use lyceum::domain::{Diagnostic, LinePlace};
use proptest::prelude::*;

const EXAMPLE: &str = include_str!("../config.example.toml");

fn paths() -> Paths {
    Paths::below(Path::new("/home"), Profile::default())
}

fn load(flags: &Flags, variables: &[(&str, &str)], file: &str) -> Result<Config, Vec<Diagnostic>> {
    let variables: BTreeMap<_, _> = variables.iter().copied().collect();
    let environment = |name: &str| variables.get(name).map(|text| (*text).to_owned());
    Config::load(&paths(), flags, &environment, Some(file))
}

fn complaints(variables: &[(&str, &str)], file: &str) -> Vec<String> {
    let problems = load(&Flags::default(), variables, file).expect_err("the settings were taken");
    problems
        .iter()
        .map(|p| p.to_string().lines().next().unwrap_or_default().to_owned())
        .collect()
}

fn defaults() -> Config {
    load(&Flags::default(), &[], "").expect("the defaults are good")
}

#[test]
fn flags_go_before_the_environment_before_the_file_before_the_defaults() {
    let flags = Flags {
        theme: Some("contrast".to_owned()),
        ..Flags::default()
    };
    let variables = [("LYCEUM_THEME", "paper"), ("LYCEUM_MEASURE", "100")];
    let file = "# mine\ntheme = \"terminal\"\nmeasure = 70\nmouse = false\n";
    let config = load(&flags, &variables, file).unwrap();

    assert_eq!(config.theme.value.as_str(), "contrast");
    assert_eq!(config.theme.source.to_string(), "command line");
    assert_eq!(config.measure.value.columns(), 100);
    assert_eq!(
        config.measure.source.to_string(),
        "environment: LYCEUM_MEASURE"
    );
    assert!(!config.mouse.value);
    assert_eq!(
        config.mouse.source.to_string(),
        "/home/config/config.toml:4"
    );
    assert_eq!(config.words_per_minute.value.get(), 200);
    assert_eq!(config.words_per_minute.source, Source::Default);
}

#[test]
fn the_example_file_says_exactly_the_defaults() {
    let values = |config: &Config| -> Vec<(&str, String)> {
        let described = config.describe();
        described.into_iter().map(|d| (d.key, d.value)).collect()
    };
    let example = load(&Flags::default(), &[], EXAMPLE).unwrap();
    assert_eq!(values(&example), values(&defaults()));
}

#[test]
fn the_example_file_has_every_setting_in_order() {
    let example = load(&Flags::default(), &[], EXAMPLE).unwrap();
    let lines: Vec<usize> = example
        .describe()
        .iter()
        .map(|described| match described.source {
            Source::Line(LinePlace { line, .. }) => line,
            _ => panic!("{} is missing", described.key),
        })
        .collect();
    assert!(lines.is_sorted(), "{lines:?}");
}

#[test]
fn no_colour_is_a_setting_with_its_source() {
    let with = |variables| {
        load(&Flags::default(), variables, "color = true\n")
            .unwrap()
            .color
    };
    let off = with(&[("NO_COLOR", "1")]);
    assert!(!off.value);
    assert_eq!(off.source.to_string(), "environment: NO_COLOR");
    assert!(with(&[("NO_COLOR", "")]).value);
    assert!(with(&[("NO_COLOR", "1"), ("LYCEUM_COLOR", "true")]).value);
}

#[test]
fn everything_wrong_is_said_at_once_with_its_place() {
    let file =
        "them = \"paper\"\nmeasure = 200\nmouse = \"yes\"\nlog =\n\n[keys]\n\"q\" = \"quit\"\n";
    let variables = [("LYCEUM_WORDS_PER_MINUTE", "fast"), ("LYCEUM_COLOR", "red")];
    let said = complaints(&variables, file);
    assert_eq!(
        said[..4],
        [
            "LYCEUM_WORDS_PER_MINUTE: expected a number of words from 50 to 1000, found `fast`",
            "LYCEUM_COLOR: expected true or false, found `red`",
            "/home/config/config.toml:1:1: unknown setting `them` (did you mean `theme`?)",
            "/home/config/config.toml:2:11: expected a number of columns from 60 to 120",
        ]
    );
    assert_eq!(
        said[4],
        "/home/config/config.toml:3:9: expected true or false"
    );
    assert!(
        said[5].starts_with("/home/config/config.toml:4:"),
        "{said:?}"
    );
    assert_eq!(
        said[6],
        "/home/config/config.toml:6:2: unknown setting `keys` (keys are in keymap.toml)"
    );
    assert_eq!(said.len(), 7);
}

#[test]
fn a_wrong_flag_is_named_as_it_is_typed() {
    let flags = Flags {
        words_per_minute: Some("0".to_owned()),
        ..Flags::default()
    };
    let problems = load(&flags, &[], "").unwrap_err();
    assert_eq!(
        problems[0].to_string(),
        "--words-per-minute: expected a number of words from 50 to 1000, found `0`"
    );
}

#[test]
fn what_is_good_can_be_used_beside_what_is_wrong() {
    let (config, problems) = Config::load_what_is_good(
        &paths(),
        &Flags::default(),
        &|_| None,
        Some("measure = 7\ntheme = \"paper\"\n"),
    );
    assert_eq!(problems.len(), 1);
    assert_eq!(config.theme.value.as_str(), "paper");
    let measure = config.measure;
    assert_eq!(measure.value, defaults().measure.value);
    assert_eq!(measure.source, defaults().measure.source);
    let places: Vec<_> = problems.into_iter().map(|problem| problem.place).collect();
    assert_eq!(measure.ignored, places);
}

#[test]
fn a_theme_is_no_path() {
    for name in ["../../etc/passwd", "a/b", "", "a.toml", "C:\\x"] {
        let flags = Flags {
            theme: Some(name.to_owned()),
            ..Flags::default()
        };
        assert!(load(&flags, &[], "").is_err(), "{name} was taken");
    }
}

#[test]
fn settings_are_listed_with_their_sources_for_programs() {
    let config = load(&Flags::default(), &[("LYCEUM_LOG", "debug")], "").unwrap();
    let listed = serde_json::to_value(config.describe()).unwrap();
    let listed = listed.as_array().unwrap();
    let log = serde_json::json!({ "key": "log", "value": "debug", "source": "environment: LYCEUM_LOG", "ignored": [] });
    assert!(listed.contains(&log), "{listed:?}");
    assert_eq!(listed.len(), Config::KEYS.len());
}

proptest! {
    #[test]
    fn no_text_breaks_the_reading_of_settings(
        text in "((theme|measure|mouse|log|keys) = (\"\\PC{0,6}\"|-?[0-9_x]{1,20}|true|\\{\\}|\\[)\n|\\PC{0,8}\n){0,6}",
        variable in "\\PC{0,8}",
    ) {
        let _ = load(&Flags::default(), &[("LYCEUM_MEASURE", &variable)], &text);
    }
}

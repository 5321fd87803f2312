//! Settings and where they come from.

use crate::home::Home;
use crate::{refused, said};

fn source<'a>(settings: &'a serde_json::Value, key: &str) -> (&'a str, &'a str) {
    let setting = settings
        .as_array()
        .unwrap()
        .iter()
        .find(|s| s["key"] == key);
    let setting = setting.unwrap_or_else(|| panic!("no {key} in {settings}"));
    (
        setting["value"].as_str().unwrap(),
        setting["source"].as_str().unwrap(),
    )
}

#[test]
fn every_value_names_its_source() {
    let home = Home::new();
    let file = home.write(
        "config/config.toml",
        "theme = \"paper\"\nmeasure = 70\nmouse = false\n",
    );
    let output = home
        .command(&["config", "show", "--json", "--measure", "90"])
        .env("LYCEUM_WORDS_PER_MINUTE", "250")
        .env("LYCEUM_MOUSE", "true")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let settings: serde_json::Value = serde_json::from_str(&said(&output)).unwrap();
    let in_file = |line| format!("{}:{line}", file.display());
    assert_eq!(source(&settings, "measure"), ("90", "command line"));
    assert_eq!(
        source(&settings, "words_per_minute"),
        ("250", "environment: LYCEUM_WORDS_PER_MINUTE")
    );
    assert_eq!(
        source(&settings, "mouse"),
        ("true", "environment: LYCEUM_MOUSE")
    );
    assert_eq!(
        source(&settings, "color"),
        ("false", "environment: NO_COLOR")
    );
    assert_eq!(source(&settings, "theme"), ("paper", in_file(1).as_str()));
    assert_eq!(source(&settings, "log"), ("info", "default"));
    let text = said(&home.run(&["config", "show"]));
    assert!(
        text.contains("theme = paper") && text.contains(&in_file(1)),
        "{text}"
    );
}

#[test]
fn the_check_lists_everything_at_once_with_lines() {
    let home = Home::new();
    assert!(said(&home.run(&["config", "check"])).contains("No problems"));
    home.write(
        "config/config.toml",
        "measure = 10\ntheem = \"paper\"\ntheme = \"nope\"\n",
    );
    home.write("config/keymap.toml", "[lesson]\n\"n\" = \"nowhere\"\n");
    let output = home.run(&["config", "check"]);
    let listed = String::from_utf8(output.stdout.clone()).unwrap();
    let (status, complaint) = refused(&output);
    assert_eq!(status, 1);
    for place in [
        "config.toml:1",
        "config.toml:2",
        "keymap.toml:2",
        "config.toml:3:9: there is no theme `nope`",
    ] {
        assert!(listed.contains(place), "{place} is missing in\n{listed}");
    }
    assert!(complaint.contains("4 problems"), "{complaint}");
}

#[test]
fn a_faulty_configuration_keeps_nobody_from_a_command() {
    let home = Home::with_course();
    home.write("config/config.toml", "measure = \"wide\"\n[broken\n");
    assert!(said(&home.run(&["courses"])).contains("A Walk"));
    assert!(said(&home.run(&["read", "walk", "1.1"])).contains("Stone 1"));
}

#[test]
fn the_files_are_where_it_says() {
    let home = Home::with_course();
    let files = home.json(&["config", "path", "--json"]);
    assert_eq!(files["store"], home.store().display().to_string());
    for name in ["config", "keymap", "themes", "log"] {
        let path = files[name].as_str().unwrap();
        assert!(
            path.starts_with(&home.path().display().to_string()),
            "{path}"
        );
    }
    let text = said(&home.run(&["config", "path"]));
    assert!(text.contains(&home.store().display().to_string()), "{text}");
}

#[test]
fn a_setting_that_is_wrong_is_said_by_every_command() {
    let home = Home::new();
    home.write("config/config.toml", "theme = \"nope\"\nmouse = 7\n");
    for arguments in [
        &["courses"][..],
        &["config", "show"],
        &["progress", "--json"],
    ] {
        let output = home
            .command(arguments)
            .env("LYCEUM_MEASURE", "7")
            .output()
            .unwrap();
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{complaint}");
        for said in [
            "warning: LYCEUM_MEASURE: expected ",
            "config.toml:2:9: expected ",
            "config.toml:1:9: there is no theme `nope`",
        ] {
            assert!(
                complaint.contains(said),
                "{said} is missing in\n{complaint}"
            );
        }
    }
}

#[test]
fn the_list_of_settings_marks_what_is_ignored() {
    let home = Home::new();
    let output = home
        .command(&["config", "show", "--theme", "nope"])
        .env("LYCEUM_MEASURE", "7")
        .output()
        .unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    let after = |key: &str| {
        let mut lines = listed.lines().skip_while(|line| !line.starts_with(key));
        lines.nth(1).unwrap_or_default().trim().to_owned()
    };
    assert_eq!(after("measure"), "! LYCEUM_MEASURE is invalid and ignored");
    assert_eq!(after("theme"), "! using lamplight instead");
}

//! Where files live.

use std::path::Path;

use lyceum::config::{NoHome, Paths, Profile};

#[test]
fn with_a_home_of_its_own_everything_is_below_it() {
    let paths = Paths::find(Some(Path::new("/h")), Profile::default()).unwrap();
    assert_eq!(paths.config_file(), Path::new("/h/config/config.toml"));
    assert_eq!(paths.keymap_file(), Path::new("/h/config/keymap.toml"));
    assert_eq!(paths.themes_dir(), Path::new("/h/config/themes"));
    assert_eq!(
        paths.database(),
        Path::new("/h/data/profiles/default/lyceum.db")
    );
    assert_eq!(paths.log_file(), Path::new("/h/state/lyceum.log"));
}

#[test]
fn a_tilde_that_no_shell_replaced_is_the_home_folder() {
    let below = |home: &str| Paths::find(Some(Path::new(home)), Profile::default()).unwrap();
    let user = directories::BaseDirs::new().unwrap();
    let data = |paths: &Paths| paths.data_dir().to_owned();
    assert_eq!(data(&below("~/x")), user.home_dir().join("x/data"));
    assert_eq!(data(&below("~")), user.home_dir().join("data"));
}

#[test]
fn a_relative_home_is_refused_since_it_is_another_store_in_each_folder() {
    for relative in ["x", "./x", "../x", "~ada/x"] {
        let refused = Paths::find(Some(Path::new(relative)), Profile::default()).unwrap_err();
        let (variable, path) = ("LYCEUM_HOME", relative.into());
        assert_eq!(refused, NoHome::Relative { variable, path });
        assert!(refused.to_string().contains(relative), "{refused}");
    }
}

#[test]
fn each_profile_has_a_store_of_its_own() {
    let database = |name: &str| Paths::below(Path::new("/h"), name.parse().unwrap()).database();
    assert_eq!(database("ada"), Path::new("/h/data/profiles/ada/lyceum.db"));
    assert_ne!(database("ada"), database("grace"));
}

#[test]
fn a_profiles_name_is_no_path() {
    let too_long = "a".repeat(65);
    for name in ["", "..", "a/b", "a b", "ä", "a\\b", "a\0", &too_long] {
        assert!(name.parse::<Profile>().is_err(), "{name:?} was taken");
    }
    for name in ["default", "Ada_2", "work-laptop", &"a".repeat(64)] {
        assert!(name.parse::<Profile>().is_ok(), "{name:?} was refused");
    }
}

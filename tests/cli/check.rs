//! `lyceum check` and `lyceum new`: what they print, what they write, and their exit status.

use std::fs;

use serde_json::Value;

use crate::home::Home;
use crate::{refused, said};

const LESSON: &str = "course/modules/01-first-steps/01-welcome.md";

/// A course as `lyceum new` makes it, with a text in place of its lesson's.
fn course(text: &str) -> Home {
    let home = Home::new();
    said(&home.run(&["new", "course", "course"]));
    let path = home.path().join(LESSON);
    let begun = fs::read_to_string(&path).unwrap();
    let (front, _) = begun.rsplit_once("---\n").unwrap();
    home.write(LESSON, &format!("{front}---\n\n{text}"));
    home
}

fn check(home: &Home, options: &[&str]) -> (i32, String) {
    let output = home.run(&[&["check", "course"], options].concat());
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), text)
}

#[test]
fn the_exit_status_is_the_verdict() {
    let clean = course("Hello.\n");
    assert_eq!(
        check(&clean, &["--strict"]),
        (0, "course: 1 lesson, no problems\n".to_owned())
    );
    let warned = course("[x](#nowhere)\n");
    let (status, text) = check(&warned, &[]);
    assert_eq!(status, 0, "{text}");
    let place = format!("{LESSON}:7:1: warning[no-heading]: there is no heading `#nowhere`");
    assert!(text.starts_with(&place), "{text}");
    assert!(text.contains("\n 7 | [x](#nowhere)\n   | ^\n"), "{text}");
    assert!(
        text.contains("course: 1 lesson, 0 errors, 1 warning\n"),
        "{text}"
    );
    assert_eq!(check(&warned, &["--strict"]).0, 1);
    let wrong = course("<!-- quiz -->\n");
    assert_eq!(check(&wrong, &[]).0, 1);
    let none = Home::new();
    none.write("course/notes.txt", "");
    assert_eq!(check(&none, &[]).0, 2);
    let nowhere = none.run(&["check", "nowhere"]);
    assert_eq!(nowhere.status.code(), Some(2));
    let said = String::from_utf8_lossy(&nowhere.stdout);
    assert!(said.contains("there is no such file or folder"), "{said}");
    assert_eq!(
        none.run(&["check", "https://user:pw@x.example/y"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn courses_are_checked_together_and_where_one_stands() {
    let home = course("Hello.\n");
    said(&home.run(&["new", "course", "copy", "--slug", "course"]));
    let output = home.run(&["check", "course", "copy"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text.contains("copy/course.toml: error[duplicate-slug]"),
        "{text}"
    );
    let here = home
        .command(&["check"])
        .current_dir(home.path().join("course"))
        .output()
        .unwrap();
    assert_eq!(said(&here), ".: 1 lesson, no problems\n");
}

#[test]
fn the_course_around_a_path_is_checked() {
    let home = course("[x](#nowhere)\n");
    for path in [LESSON, "course/modules", "course/modules/01-first-steps"] {
        let text = said(&home.run(&["check", path]));
        assert!(
            text.contains("\ncourse: 1 lesson, 0 errors, 1 warning\n"),
            "{text}"
        );
    }
    let inside = home.path().join("course/modules/01-first-steps");
    let output = home
        .command(&["check", ".", "01-welcome.md"])
        .current_dir(&inside)
        .output();
    let text = said(&output.unwrap());
    assert!(
        text.starts_with("../../modules/01-first-steps/01-welcome.md:7:1:"),
        "{text}"
    );
    assert!(
        text.contains("\n../..: 1 lesson, 0 errors, 1 warning\n"),
        "{text}"
    );
    let added = home
        .command(&["new", "lesson", "More"])
        .current_dir(&inside)
        .output();
    assert!(said(&added.unwrap()).starts_with("../../modules/01-first-steps/02-more.md\n"));
    // A course of another format in it is another course, and a format says how to read just that.
    home.write("course/book/SUMMARY.md", "- [A](a.md)\n");
    home.write("course/book/a.md", "# A\n\nText.\n");
    let text = said(&home.run(&["check", "course/book"]));
    assert_eq!(text, "course/book: 1 lesson, no problems\n");
    let text = said(&home.run(&["check", LESSON, "--course-format", "readme"]));
    assert!(text.contains("01-welcome.md: 1 lesson"), "{text}");
}

#[test]
fn programs_and_code_hosts_get_the_same_problems() {
    let home = course("```\n$ ls\n```\n\n[x](01-Welcome.md)\n");
    let json: Value = serde_json::from_str(&check(&home, &["--format", "json"]).1).unwrap();
    let codes: Vec<&Value> = json["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["code"])
        .collect();
    assert_eq!(codes, ["code-language", "link-case"]);
    assert_eq!(json["problems"][0]["fix"]["new"], "```console");
    let sarif: Value = serde_json::from_str(&check(&home, &["--format", "sarif"]).1).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "lyceum");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[rule]["id"], result["ruleId"]);
        assert!(result["message"]["text"].is_string());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], LESSON);
        let change = &result["fixes"][0]["artifactChanges"][0];
        assert_eq!(change["artifactLocation"]["uri"], LESSON);
        let region = &change["replacements"][0]["deletedRegion"];
        assert_eq!(region["startLine"], place["region"]["startLine"]);
    }
}

#[test]
fn fixes_are_shown_and_written_and_nothing_else() {
    let home = course("```\n$ ls\n```\n\n[x](01-Welcome.md) and *more*.\r\n");
    let path = home.path().join(LESSON);
    let before = fs::read_to_string(&path).unwrap();
    let (_, shown) = check(&home, &["--fix", "--dry-run"]);
    assert!(shown.contains("-```\n+```console\n"), "{shown}");
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    let (_, document) = check(&home, &["--fix", "--dry-run", "--format", "json"]);
    assert!(
        serde_json::from_str::<serde_json::Value>(&document).is_ok(),
        "{document}"
    );
    let (status, fixed) = check(&home, &["--fix", "--strict"]);
    assert_eq!(status, 0, "{fixed}");
    assert!(
        fixed.starts_with(&format!("--- {LESSON}\n+++ {LESSON}\n@@")),
        "{fixed}"
    );
    let after = before
        .replacen("```", "```console", 1)
        .replace("01-Welcome", "01-welcome");
    assert_eq!(fs::read_to_string(&path).unwrap(), after);
    assert_eq!(
        check(&home, &["--fix"]).1,
        "course: 1 lesson, no problems\n"
    );
}

#[test]
fn a_kind_of_problem_is_explained() {
    let home = Home::new();
    let page = said(&home.run(&["check", "--explain", "no-heading"]));
    assert!(
        page.starts_with("# A link to a heading that isn't there\n"),
        "{page}"
    );
    let json = said(&home.run(&["check", "--explain", "no-heading", "--format", "json"]));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&json["code"], &json["severity"]),
        (&"no-heading".into(), &"warning".into())
    );
    assert_eq!(json["markdown"], page);
    let (status, _) =
        refused(&home.run(&["check", "--explain", "no-heading", "--format", "sarif"]));
    assert_eq!(status, 2);
    let (status, complaint) = refused(&home.run(&["check", "--explain", "no-headin"]));
    assert_eq!(status, 2);
    assert!(
        complaint.contains("did you mean `no-heading`?"),
        "{complaint}"
    );
}

#[test]
fn what_is_begun_is_said_and_nothing_is_written_over() {
    let home = Home::new();
    let made = said(&home.run(&["new", "course", "my-knots"]));
    assert!(made.starts_with("my-knots/course.toml\n"), "{made}");
    assert!(
        made.ends_with("\nWrite your text, then check it: lyceum check my-knots\n"),
        "{made}"
    );
    let text = fs::read_to_string(home.path().join("my-knots/course.toml")).unwrap();
    assert!(
        text.contains("slug = \"my-knots\"\ntitle = \"My knots\"\n"),
        "{text}"
    );
    let (status, complaint) = refused(&home.run(&["new", "course", "my-knots"]));
    assert_eq!(status, 1);
    assert!(complaint.contains("exists"), "{complaint}");
    let lesson = said(&home.run(&[
        "new", "lesson", "Bowline", "--course", "my-knots", "--kind", "quiz",
    ]));
    assert!(
        lesson.starts_with("my-knots/modules/01-first-steps/02-bowline.md\n"),
        "{lesson}"
    );
    said(&home.run(&["check", "my-knots", "--strict"]));
    let (_, complaint) = refused(&home.run(&[
        "new", "lesson", "X", "--course", "my-knots", "--module", "9",
    ]));
    assert!(
        complaint.contains("there is no module 9: there is only 1"),
        "{complaint}"
    );
    let odd = said(&home.run(&["new", "course", "Knots & 日本語"]));
    assert!(odd.contains("is `knots-ri-ben-yu`: "), "{odd}");
    assert!(odd.ends_with("lyceum check 'Knots & 日本語'\n"), "{odd}");
    let text = fs::read_to_string(home.path().join("Knots & 日本語/course.toml")).unwrap();
    assert!(text.contains("title = \"Knots & 日本語\"\n"), "{text}");
    let lesson = said(&home.run(&["new", "lesson", "Naïve", "--course", "Knots & 日本語"]));
    assert!(lesson.contains("/02-naive.md\n"), "{lesson}");
    let (_, complaint) = refused(&home.run(&["new", "module", "X"]));
    assert!(complaint.contains("lyceum new course"), "{complaint}");
}

#[test]
fn a_fix_for_programs_has_the_line_ends_of_its_file() {
    let home = course("Hello.\n");
    let text =
        "slug = \"c\"\r\ntitle = \"C\"\r\ndescription = \"d\"\r\ndifficulty = \"beginner\"\r\n";
    home.write("course/course.toml", text);
    let json: Value = serde_json::from_str(&check(&home, &["--format", "json"]).1).unwrap();
    let new = json["problems"][0]["fix"]["new"].as_str().unwrap();
    assert!(
        new.starts_with("id = ") && new.ends_with("\"\r\n"),
        "{new:?}"
    );
    let sarif: Value = serde_json::from_str(&check(&home, &["--format", "sarif"]).1).unwrap();
    let fix = &sarif["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(fix["insertedContent"]["text"], new);
}

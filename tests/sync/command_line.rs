//! The commands against a real database, as a learner types them.

use std::process::Output;

use lyceum::content;
use lyceum::wire::Role;
use serde_json::Value;

use crate::academies::Database;
use crate::home::Home;

/// Somebody at a terminal with an account at an academy.
struct Account {
    home: Home,
    database: Database,
    url: String,
}

impl Account {
    /// A learner whose profile has the course `walk`, which the academy has too.
    async fn learner() -> Account {
        let home = Home::with_course();
        let mut database = Database::new().await;
        let tree = content::load(&home.path().join("course")).unwrap().tree;
        database.publish(&tree).await;
        Account::at(home, database, "ada", Role::Student).await
    }

    /// Somebody who teaches, with the course `walk` in a folder.
    async fn teacher() -> Account {
        let home = Home::new();
        home.write_course("course");
        Account::at(home, Database::new().await, "grace", Role::Instructor).await
    }

    async fn at(home: Home, mut database: Database, name: &str, role: Role) -> Account {
        let login = database.login(name, role).await;
        let url = database.inner.url_text(&login);
        Account {
            home,
            database,
            url,
        }
    }

    fn runs(&self, arguments: &[&str]) -> Output {
        let mut command = self.home.command(arguments);
        command.env("LYCEUM_URL", &self.url).output().unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_slice(&self.runs(arguments).stdout).unwrap()
    }

    /// What publishing a folder would change, or changed.
    fn publishes(&self, folder: &str, how: &str) -> Value {
        let output = self.runs(&["publish", folder, how, "--json"]);
        assert!(output.status.success(), "{output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_learner_syncs_what_was_learned_before_and_after() {
    let mut ada = Account::learner().await;
    ada.runs(&["complete", "walk", "1.1"]);
    let asked = ada.runs(&["sync"]);
    assert_eq!(asked.status.code(), Some(3));
    assert!(complained(&asked).contains("2 records"), "{asked:?}");
    let rows = crate::postgres::rows(
        &mut ada.database.operator,
        "select count(*) from lyceum.records",
    );
    assert_eq!(rows.await, ["0"]);

    let synced = ada.runs(&["sync", "--yes"]);
    assert_eq!(synced.status.code(), Some(0), "{synced:?}");
    assert!(said(&synced).contains("2 sent"), "{synced:?}");
    ada.runs(&["complete", "walk", "1.2"]);
    let synced = ada.runs(&["sync", "--explain"]);
    assert_eq!(synced.status.code(), Some(0), "{synced:?}");
    assert_eq!(
        said(&synced).matches("sent, number").count(),
        3,
        "{synced:?}"
    );

    // The same figures on a second profile, and the lessons come along.
    let there = ada.json(&["--profile", "desk", "sync", "--json"]);
    assert_eq!(there["pulled"], 3);
    let shown = ada.json(&["--profile", "desk", "courses", "--json"]);
    let walk = shown
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["slug"] == "walk");
    assert_eq!(walk.unwrap()["lessons_done"], 2, "{shown}");
    let read = ada.runs(&["--profile", "desk", "read", "walk", "1.1"]);
    assert!(read.status.success(), "{read:?}");

    let me = said(&ada.runs(&["whoami"]));
    assert!(
        me.contains("ada@example.org") && me.contains("last synced"),
        "{me}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_course_is_listed_fetched_and_removed() {
    let ada = Account::learner().await;
    let desk = |arguments: &[&str]| ada.runs(&[&["--profile", "desk"], arguments].concat());
    desk(&["sync"]);
    let listed = said(&desk(&["courses", "--available"]));
    assert!(
        listed.contains("walk") && listed.contains("free"),
        "{listed}"
    );
    let fetched = desk(&["fetch", "walk"]);
    assert!(said(&fetched).contains("is here now"), "{fetched:?}");
    assert!(desk(&["read", "walk", "2.1"]).status.success());
    let removed = desk(&["remove", "walk", "--yes"]);
    assert!(said(&removed).contains("is kept"), "{removed:?}");
    assert!(!desk(&["read", "walk", "2.1"]).status.success());
    desk(&["sync"]);
    assert!(
        !desk(&["read", "walk", "2.1"]).status.success(),
        "it stays away"
    );
    let unknown = desk(&["fetch", "nowhere"]);
    assert!(complained(&unknown).contains("--available"), "{unknown:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_the_address_is_said_and_no_password_repeated() {
    let mut ada = Account::learner().await;
    ada.url = "postgres://ada:geheim@localhost/academy".to_owned();
    for command in [&["sync"][..], &["whoami"], &["config", "show"]] {
        let output = ada.runs(command);
        let all = said(&output) + &complained(&output);
        assert!(!all.contains("geheim"), "{all}");
    }
    let refused = ada.runs(&["sync"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(complained(&refused).contains("PGPASSWORD"), "{refused:?}");
    ada.url = String::new();
    let none = ada.runs(&["sync"]);
    assert!(complained(&none).contains("lyceum login"), "{none:?}");
    ada.url = "postgres://ada@localhost:1/academy?host=/nowhere".to_owned();
    let offline = ada.runs(&["sync"]);
    assert_eq!(offline.status.code(), Some(1));
    assert!(complained(&offline).contains("offline"), "{offline:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_course_is_looked_at_published_taken_back_and_got_as_files() {
    let mut grace = Account::teacher().await;
    let looked = grace.runs(&["publish", "course", "--dry-run"]);
    assert!(said(&looked).contains("A Walk is new at"), "{looked:?}");
    assert!(complained(&looked).contains("no licence"), "{looked:?}");
    let unasked = grace.runs(&["publish", "course"]);
    assert_eq!(unasked.status.code(), Some(2));
    assert!(complained(&unasked).contains("--yes"), "{unasked:?}");
    let courses = crate::postgres::rows(&mut grace.database.operator, "select slug from courses");
    assert_eq!(courses.await, [] as [String; 0]);

    let published = grace.publishes("course", "--yes");
    assert_eq!(published["created"], true, "{published}");
    let again = grace.runs(&["publish", "course", "--yes"]);
    assert!(said(&again).contains("the same as here"), "{again:?}");
    let draft = grace.runs(&["publish", "course", "--draft", "--yes"]);
    assert!(complained(&draft).contains("--unpublish"), "{draft:?}");

    let exported = grace.runs(&["export", "walk", "files"]);
    assert!(exported.status.success(), "{exported:?}");
    assert!(complained(&exported).is_empty(), "{exported:?}");
    let same = grace.publishes("files", "--dry-run");
    assert_eq!(
        same["difference"]["lessons"]["changed"],
        serde_json::json!([]),
        "{same}"
    );
    let same = grace.runs(&["publish", "files", "--yes"]);
    assert!(said(&same).contains("the same as here"), "{same:?}");
    let over = grace.runs(&["export", "walk", "files"]);
    assert!(complained(&over).contains("isn't empty"), "{over:?}");

    grace.home.write(
        "files/modules/02-back/02-rest.md",
        "---\ntitle: Rest\n---\nSit down.\n",
    );
    let changed = grace.runs(&["publish", "files", "--yes"]);
    assert!(
        said(&changed).contains("2.2 Rest (modules/02-back/02-rest.md)"),
        "{changed:?}"
    );
    assert!(said(&changed).contains("Published A Walk"), "{changed:?}");

    // A learner's copy of a graded quiz has no key, and would take the academy's away.
    let rest = "files/modules/02-back/02-rest.md";
    grace.home.write(
        rest,
        "---\ntitle: Rest\n---\n<!-- quiz graded -->\n\n## Sure?\n\n<!-- q id=a asks=one -->\n\n- [ ] Yes\n- [ ] No\n\n<!-- /quiz -->\n",
    );
    let keyless = grace.runs(&["publish", "files", "--yes"]);
    assert_eq!(keyless.status.code(), Some(1));
    assert!(complained(&keyless).contains("asks="), "{keyless:?}");
    grace.home.write(rest, "---\ntitle: Rest\n---\nSit down.\n");

    // Its slug does, and so does a folder with whatever is wrong in it, or a file of it.
    grace
        .home
        .write("files/modules/02-back/02-rest.md", "---\ntitle: [\n");
    let taken = grace.runs(&["publish", "walk", "--unpublish", "--dry-run"]);
    assert!(said(&taken).contains("would be withdrawn"), "{taken:?}");
    let taken = grace.runs(&["publish", rest, "--unpublish", "--yes"]);
    assert!(said(&taken).contains("is now a draft"), "{taken:?}");
    let taken = grace.runs(&["publish", "walk", "--unpublish", "--yes"]);
    assert!(said(&taken).contains("isn't published"), "{taken:?}");
    let unknown = grace.runs(&["publish", "run", "--unpublish", "--yes"]);
    assert!(
        complained(&unknown).contains("has no course run"),
        "{unknown:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dry_run_says_what_publishing_would() {
    let mut grace = Account::teacher().await;
    grace.publishes("course", "--yes");
    let copied = "slug = \"walk\"\nid = \"copy\"\ntitle = \"Copy\"\ndescription = \"d\"\ndifficulty = \"beginner\"\n";
    grace.home.write("copy/course.toml", copied);
    grace
        .home
        .write("copy/modules/01-a/01-a.md", "# A\n\nText.\n");
    for how in ["--dry-run", "--yes"] {
        let refused = grace.runs(&["publish", "copy/modules", how]);
        assert_eq!(refused.status.code(), Some(1), "{refused:?}");
        assert!(
            complained(&refused).contains("another course has the slug"),
            "{refused:?}"
        );
    }
    // `check` counts what `publish` counts.
    let checked = grace.runs(&["check", "copy"]);
    assert!(said(&checked).contains("1 warning"), "{checked:?}");
    let dry = grace.runs(&["publish", "copy", "--dry-run"]);
    assert!(
        complained(&dry)
            .contains("1 warning in the course's files; to list them: lyceum check copy"),
        "{dry:?}"
    );

    // A lesson that somebody began gets another file: the guess is a question.
    let learned = "insert into user_progress (user_id, course_id, module_id, lesson_id, time_spent)
                   select (select min(id) from users), course_id, m.id, l.id, 60
                     from lessons l join modules m on m.id = l.module_id where l.title = 'Step 1'";
    crate::postgres::run(&mut grace.database.operator, learned).await;
    let from = grace.home.path().join("course/modules/01-out/01-door.md");
    let text = std::fs::read_to_string(&from).unwrap();
    std::fs::remove_file(&from).unwrap();
    grace.home.write("course/modules/01-out/03-gate.md", &text);
    let looked = grace.publishes("course", "--dry-run");
    assert_eq!(
        looked["difference"]["questions"][0]["new"], "modules/01-out/03-gate.md",
        "{looked}"
    );
    assert_eq!(
        looked["difference"]["lessons"]["removed"],
        serde_json::json!([]),
        "{looked}"
    );
    let said_so = said(&grace.runs(&["publish", "course", "--dry-run"]));
    assert!(
        said_so.contains("100 % alike: the same lesson?"),
        "{said_so}"
    );
    for how in [&["--yes"][..], &["--yes", "--dry-run"]] {
        let open = grace.runs(&[&["publish", "course"], how].concat());
        assert_eq!(open.status.code(), Some(1), "{open:?}");
        assert!(
            complained(&open)
                .contains("1 lesson may have been renamed, and the progress in it depends"),
            "{open:?}"
        );
    }
    let accepted = grace.runs(&["publish", "course", "--dry-run", "--accept-renames"]);
    assert!(
        said(&accepted).contains("1 learner keeps their progress"),
        "{accepted:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_academy_is_named_by_a_whole_address() {
    let grace = Account::teacher().await;
    for arguments in [
        ["publish", "course", "--to", "academy.example.org"],
        ["export", "walk", "--from", "academy.example.org"],
    ] {
        let refused = grace.runs(&arguments);
        assert_eq!(refused.status.code(), Some(2));
        assert!(
            complained(&refused).contains("write https://academy.example.org"),
            "{refused:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_learner_does_not_publish_but_has_files_of_what_is_here() {
    let ada = Account::learner().await;
    let refused = ada.runs(&["publish", "course", "--yes"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(complained(&refused).contains("is a student"), "{refused:?}");
    let exported = ada.runs(&["export", "walk", "files", "--local"]);
    assert!(
        said(&exported).contains("A Walk from this machine: 2 modules, 3 lessons"),
        "{exported:?}"
    );
    let unknown = ada.runs(&["export", "nowhere", "other"]);
    assert!(complained(&unknown).contains("nowhere"), "{unknown:?}");
}

//! A course from its author's editor to a learner's screen: edited beside the preview, published, read, and edited again.
#![cfg(unix)]

use std::path::Path;

use lyceum::wire::Role;

use crate::academies::Database;
use crate::behind::{Direct, Way};
use crate::home::{Home, LYCEUM};
use crate::http::{ThroughServer, token};
use crate::terminal::Terminal;

const LESSON: &str = "course/modules/01-out/01-door.md";

/// A way to an academy that is set by variables, as in a shell.
trait InShell: Way {
    /// What a person with a new account sets.
    async fn variables(&self, database: &mut Database, name: &str, role: Role) -> Variables;
}

type Variables = Vec<(&'static str, String)>;

impl InShell for Direct {
    async fn variables(&self, database: &mut Database, name: &str, role: Role) -> Variables {
        let login = database.login(name, role).await;
        let url = database.inner.url_text(&login);
        vec![("LYCEUM_URL", url), ("LYCEUM_VAULT", "memory".to_owned())]
    }
}

impl InShell for ThroughServer {
    async fn variables(&self, database: &mut Database, name: &str, role: Role) -> Variables {
        database.login(name, role).await;
        vec![
            ("LYCEUM_URL", self.0.to_string()),
            ("LYCEUM_VAULT", "environment".to_owned()),
            ("LYCEUM_TOKEN", token(database, name).await),
        ]
    }
}

/// Somebody at a terminal with an account.
struct Person {
    home: Home,
    variables: Variables,
}

impl Person {
    async fn new(way: &impl InShell, database: &mut Database, name: &str, role: Role) -> Person {
        let variables = way.variables(database, name, role).await;
        let home = Home::new();
        Person { home, variables }
    }

    fn opens(&self, arguments: &[&str]) -> Terminal {
        let variables = self.variables.iter();
        let variables: Vec<_> = variables.map(|(name, to)| (*name, to.as_str())).collect();
        Terminal::start(Path::new(LYCEUM), self.home.path(), arguments, &variables)
    }

    /// What a command says that succeeds.
    fn runs(&self, arguments: &[&str]) -> String {
        let mut command = self.home.command(arguments);
        let output = command.envs(self.variables.clone()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Saves lesson 1.1 with that text below its title.
    fn saves(&self, text: &str) {
        let lesson = format!("---\ntitle: Step 1\n---\n# Step 1\n\n{text}\n");
        self.home.write(LESSON, &lesson);
    }
}

fn quits(mut terminal: Terminal) {
    terminal.send("q");
    assert_eq!(terminal.ended().0, 0);
}

async fn a_course_goes_from_an_editor_to_a_learner<W: InShell>() {
    let mut database = Database::new().await;
    let way = W::to(&mut database).await;
    let grace = Person::new(&way, &mut database, "grace", Role::Instructor).await;
    let ada = Person::new(&way, &mut database, "ada", Role::Student).await;

    grace.home.write_course("course");
    let preview = grace.opens(&["preview", LESSON]);
    preview.shows("Stone 1 of step 1");
    grace.saves("The gate is open.");
    preview.shows("The gate is open.");
    let published = grace.runs(&["publish", "course", "--yes"]);
    assert!(published.contains("Published A Walk"), "{published}");

    ada.runs(&["sync"]);
    ada.runs(&["fetch", "walk"]);
    let first = ["--course", "walk", "--lesson", "1.1"];
    let mut reader = ada.opens(&first);
    reader.shows("The gate is open.");
    reader.send("c");
    reader.shows("Stone 1 of step 2");
    quits(reader);
    ada.runs(&["sync"]);

    grace.saves("The gate is shut.");
    preview.shows("The gate is shut.");
    quits(preview);
    let published = grace.runs(&["publish", "course", "--yes"]);
    assert!(published.contains("1 learner keeps"), "{published}");

    // The reader shows what it has, and what the academy has once that has come.
    let reader = ada.opens(&first);
    reader.shows("The gate is shut.");
    quits(reader);
    let courses = ada.home.json(&["courses", "--json"]);
    let courses = courses.as_array().unwrap();
    let walk = courses.iter().find(|course| course["slug"] == "walk");
    assert_eq!(walk.unwrap()["percent"], 33, "{courses:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_course_goes_from_an_editor_to_a_learner_over_the_database() {
    a_course_goes_from_an_editor_to_a_learner::<Direct>().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_course_goes_from_an_editor_to_a_learner_over_the_server() {
    a_course_goes_from_an_editor_to_a_learner::<ThroughServer>().await;
}

//! The commands of docs/operating.md, run as they are written.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::postgres::{Cluster, Durability, binaries};

/// The blocks below a heading of the document that are in this language.
fn blocks(heading: &str, language: &str) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operating.md");
    let document = fs::read_to_string(file).unwrap();
    let (_, part) = document.split_once(&format!("\n## {heading}\n")).unwrap();
    let part = part.split("\n## ").next().unwrap();
    // Those of a list are indented.
    let part: String = part
        .lines()
        .map(|line| line.strip_prefix("  ").unwrap_or(line).to_owned() + "\n")
        .collect();
    let fence = format!("\n```{language}\n");
    part.split(&fence)
        .skip(1)
        .map(|block| block.split_once("\n```").unwrap().0.to_owned())
        .collect()
}

/// What a test can't do: a machine of its own was set up by these commands.
const ELSEWHERE: &str = "systemctl() { :; }; install() { :; }; curl() { :; }";

/// Somebody at a shell of a machine with PostgreSQL.
struct Shell {
    cluster: Cluster,
    folder: tempfile::TempDir,
}

impl Shell {
    fn new() -> Shell {
        Shell {
            cluster: Cluster::start(Durability::Off),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Runs commands, and gives what they print. The database is this test's, and every password the same.
    #[track_caller]
    fn runs(&self, commands: &str) -> String {
        let operator = self.cluster.url_text("operator", "academy");
        let (_, sockets) = operator.split_once("?host=").unwrap();
        let folder = self.folder.path();
        let here = commands
            .replace("postgres://operator@localhost/academy", &operator)
            .replace("/etc/pgbouncer", &folder.display().to_string())
            .replace('…', "secret");
        let program = Path::new(env!("CARGO_BIN_EXE_lyceum")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap();
        let mut folders = vec![program.to_owned()];
        folders.extend(std::env::split_paths(&path));
        folders.push(binaries());
        let output = Command::new("bash")
            .args(["-euc", &format!("{ELSEWHERE}\n{here}")])
            .current_dir(folder)
            .env("PATH", std::env::join_paths(folders).unwrap())
            .env("LYCEUM_HOME", folder)
            .env("LYCEUM_DATABASE_URL", &operator)
            .env("PGHOST", sockets)
            .env("PGUSER", "postgres")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}{complaint}\nin: {here}");
        said
    }

    fn superuser_runs(&self, statements: &str) {
        self.runs(&format!(
            "psql -d academy -v ON_ERROR_STOP=1 <<'END'\n{statements}\nEND"
        ));
    }
}

#[test]
fn an_academy_is_set_up_kept_and_rolled_back_by_the_commands_of_its_document() {
    let shell = Shell::new();
    let setup = blocks("Set up an academy", "sh");
    shell.runs(&setup[0]);
    let made = shell.runs(&setup[1]);
    assert_eq!(made.matches("\nPassword ").count(), 2, "{made}");

    let scale = blocks("Scale", "sh");
    shell.runs(&scale[0]);
    let users = fs::read_to_string(shell.folder.path().join("userlist.txt")).unwrap();
    assert!(users.starts_with("\"web\" \"SCRAM-SHA-256$"), "{users}");

    for heading in ["Locks", "What a learner's database login can do"] {
        let statements = blocks(heading, "sql");
        shell.superuser_runs(&statements[0]);
    }
    let logged = shell.runs(&blocks("The audit log", "sh")[0]);
    assert!(logged.contains("db_logins"), "{logged}");

    let upgrade = blocks("Upgrade and roll back", "sh");
    shell.runs(&upgrade[0]);
    shell.superuser_runs("delete from users");
    shell.runs(&upgrade[1]);
    shell.runs(&upgrade[2]);
    let people = "psql -qAtX -d academy -c 'select email from users'";
    assert_eq!(shell.runs(people), "ada@example.org\n");

    let backups = blocks("Backups", "sh");
    let (backup, restore) = backups[0].split_once('\n').unwrap();
    shell.runs(backup);
    shell.runs("psql -d postgres -c 'alter database academy rename to original'");
    shell.runs("psql -d postgres -c 'create database academy owner operator'");
    shell.runs(restore);
    assert_eq!(shell.runs(people), "ada@example.org\n");
}

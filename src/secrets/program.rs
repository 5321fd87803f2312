//! Removes the secrets from the environment of programs that we start (a browser, an editor, git).

use std::process::Command;

use super::environment::{PASSWORD, TOKEN};

/// The variables that hold secrets, or an address that could.
const SECRET_VARIABLES: [&str; 3] = [TOKEN, PASSWORD, "LYCEUM_DATABASE_URL"];

/// Takes the secrets out of what the program will have as its environment.
pub fn without_secrets(command: &mut Command) -> &mut Command {
    for name in SECRET_VARIABLES {
        command.env_remove(name);
    }
    command
}

/// Takes the secrets out, but for the database's password: for PostgreSQL's own programs, which log in with it.
pub fn with_database_password_only(command: &mut Command) -> &mut Command {
    for name in SECRET_VARIABLES.iter().filter(|name| **name != PASSWORD) {
        command.env_remove(name);
    }
    command
}

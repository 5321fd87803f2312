//! Removes the secrets from the environment of programs that we start (a browser, an editor, git).

use std::process::Command;

use super::environment::{PASSWORD, TOKEN};

/// The variables that hold secrets, or an address that could: a learner's, an operator's and a server's.
const SECRET_VARIABLES: [&str; 5] = [
    TOKEN,
    PASSWORD,
    "LYCEUM_DATABASE_URL",
    "LYCEUM_PEPPER",
    "LYCEUM_MAIL_PASSWORD",
];

/// The prefix of variables with secrets of a server's providers.
const OF_PROVIDERS: &str = "LYCEUM_PROVIDER_";

/// Takes the secrets out of what the program will have as its environment.
pub fn without_secrets(command: &mut Command) -> &mut Command {
    with_database_password_only(command).env_remove(PASSWORD)
}

/// Takes the secrets out, but for the database's password: for PostgreSQL's own programs, which log in with it.
pub fn with_database_password_only(command: &mut Command) -> &mut Command {
    for name in SECRET_VARIABLES.iter().filter(|name| **name != PASSWORD) {
        command.env_remove(name);
    }
    let of_providers = std::env::vars_os().map(|(name, _)| name);
    for name in of_providers.filter(|name| name.to_string_lossy().starts_with(OF_PROVIDERS)) {
        command.env_remove(name);
    }
    command
}

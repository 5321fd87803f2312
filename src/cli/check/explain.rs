//! `lyceum check --explain`: a kind of problem, with an example that has it and one that hasn't.

use crate::cli::output::{Failure, Output};
use crate::content;
use crate::domain::diagnostic::{Code, closest};

pub(super) fn run(name: &str, output: &mut Output) -> Result<(), Failure> {
    match Code::named(name) {
        Some(code) => output.text(content::explanation(code)),
        None => Err(Failure::usage(unknown(name))),
    }
}

fn unknown(name: &str) -> String {
    let names = || Code::ALL.iter().map(|code| code.name());
    match closest(name, names()) {
        Some(meant) => format!("there is no code `{name}` (did you mean `{meant}`?)"),
        None => {
            let all: Vec<&str> = names().collect();
            format!("there is no code `{name}`: {}", all.join(", "))
        }
    }
}

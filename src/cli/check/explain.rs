//! `lyceum check --explain`: a kind of problem, with an example that has it and one that hasn't.

use serde_json::json;

use super::Form;
use crate::cli::output::{Failure, Output};
use crate::content;
use crate::domain::diagnostic::{Code, closest};

pub(super) fn run(name: &str, form: Form, output: &mut Output) -> Result<(), Failure> {
    let code = Code::named(name).ok_or_else(|| Failure::usage(unknown(name)))?;
    let page = content::explanation(code);
    match form {
        Form::Human => output.text(page),
        Form::Json => output.json(&json!({
            "code": code,
            "severity": code.severity(),
            "summary": code.summary(),
            "markdown": page,
        })),
        Form::Sarif => Err(Failure::usage(
            "an explanation has no form in SARIF, whose logs explain each problem: pass --format json or none",
        )),
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

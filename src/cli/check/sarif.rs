//! Problems as a log of SARIF 2.1.0, which code hosts show beside the lines of a change.

use std::path::Path;

use serde_json::{Value, json};
use url::Url;

use crate::content;
use crate::domain::diagnostic::{Code, Fix, Severity};
use crate::domain::{Diagnostic, LinePlace, Location};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The log of some problems, with a rule for each kind that is among them.
pub(super) fn log(problems: &[Diagnostic]) -> Value {
    let mut codes: Vec<Code> = problems.iter().filter_map(|problem| problem.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = problems.iter().map(|p| result(p, &codes)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "lyceum",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: Code) -> Value {
    let page = content::explanation(code);
    json!({
        "id": code,
        "shortDescription": { "text": code.summary() },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(problem: &Diagnostic, codes: &[Code]) -> Value {
    let text = match &problem.hint {
        Some(hint) => format!("{} ({hint})", problem.message),
        None => problem.message.clone(),
    };
    let mut result = json!({
        "level": level(problem.severity),
        "message": { "text": text },
    });
    if let Some(code) = problem.code {
        result["ruleId"] = json!(code);
        result["ruleIndex"] = json!(codes.binary_search(&code).unwrap_or_default());
    }
    if let Some(path) = problem.place.path() {
        result["locations"] = json!([{ "physicalLocation": physical(path, &problem.place) }]);
    }
    if let (Location::Line(place), Some(fix)) = (&problem.place, &problem.fix) {
        result["fixes"] = json!([{ "artifactChanges": [change(place, fix)] }]);
    }
    result
}

fn physical(path: &Path, place: &Location) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(path) } });
    if let Location::Line(place) = place {
        physical["region"] = json!({
            "startLine": place.line,
            "startColumn": place.column,
        });
    }
    physical
}

fn change(place: &LinePlace, fix: &Fix) -> Value {
    let lines = fix.old.matches('\n').count();
    let last = fix
        .old
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count();
    let end = match lines {
        0 => place.column + last,
        _ => last + 1,
    };
    json!({
        "artifactLocation": { "uri": uri(&place.path) },
        "replacements": [{
            "deletedRegion": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.line + lines,
                "endColumn": end,
            },
            "insertedContent": { "text": fix.new },
        }],
    })
}

/// A path as the reference of a URI: relative where the path is.
fn uri(path: &Path) -> String {
    if let Ok(url) = Url::from_file_path(path) {
        return url.into();
    }
    let Ok(mut url) = Url::parse("file:///") else {
        return String::new();
    };
    let parts = path.components().filter(|part| part.as_os_str() != ".");
    let parts: Vec<String> = parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    let is_above = parts.iter().any(|part| part == "..");
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.extend(parts.iter().filter(|part| *part != ".."));
    }
    let plain = url.path().trim_start_matches('/');
    let above = match is_above {
        true => "../".repeat(parts.iter().filter(|part| *part == "..").count()),
        false => String::new(),
    };
    format!("{above}{plain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(uri(Path::new("./a b/ü.md")), "a%20b/%C3%BC.md");
        assert_eq!(uri(Path::new("../course/a.md")), "../course/a.md");
        assert_eq!(uri(Path::new("/x/a#b.md")), "file:///x/a%23b.md");
    }
}

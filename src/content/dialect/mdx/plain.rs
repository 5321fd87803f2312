//! Expressions in a line of MDX that have a plain counterpart: comments, spaces, and the addresses of images.

use crate::content::dialect::js;
use serde_json::Value;

/// The line without comments, with plain spaces and addresses.
pub(super) fn text(line: &str) -> String {
    let line = without_comments(line);
    match line.contains('{') {
        true => with_addresses(&line.replace("{' '}", " ").replace("{\" \"}", " ")),
        false => line,
    }
}

/// A line without `{/* comments */}`.
fn without_comments(line: &str) -> String {
    let mut text = line.to_owned();
    while let Some(start) = text.find("{/*") {
        let Some(end) = text.get(start..).and_then(|rest| rest.find("*/}")) else {
            break;
        };
        text.replace_range(start..start + end + 3, "");
    }
    text
}

/// `={require('./a.png').default}` and `={useBaseUrl('/a.png')}` as `="./a.png"`.
fn with_addresses(line: &str) -> String {
    let mut text = line.to_owned();
    for call in ["={require(", "={useBaseUrl("] {
        while let Some(start) = text.find(call) {
            let inside = text.get(start + call.len()..).unwrap_or_default();
            let (Value::String(address), length) = js::value(inside) else {
                break;
            };
            let Some(close) = inside.get(length..).and_then(|rest| rest.find('}')) else {
                break;
            };
            let end = start + call.len() + length + close + 1;
            text.replace_range(start..end, &format!("=\"{address}\""));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_with_a_counterpart_are_plain() {
        for (line, plain) in [
            ("a{/* b */}c", "ac"),
            ("a{' '}b", "a b"),
            (
                "<img src={require('./p.png').default} alt=\"x\" />",
                "<img src=\"./p.png\" alt=\"x\" />",
            ),
            (
                "<img src={useBaseUrl('/img/p.png')}/>",
                "<img src=\"/img/p.png\"/>",
            ),
            ("={require(x)}", "={require(x)}"),
            ("={require('x'", "={require('x'"),
        ] {
            assert_eq!(text(line), plain);
        }
    }
}

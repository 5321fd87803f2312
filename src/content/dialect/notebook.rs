//! Jupyter notebooks: cells of text and code, with the texts and images that code put out. Nothing is run.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::myst;
use crate::content::page::Page;
use crate::content::reading::Reading;
use crate::domain::CourseImage;
use crate::domain::diagnostic::Code;

/// The most lines of an output that are shown.
const MAX_OUTPUT: usize = 200;

/// The page that a notebook makes; its images go to the reading.
pub(in crate::content) fn read(reading: &mut Reading<'_>, path: &str) -> Option<Page> {
    let text = reading.lesson_text(path)?;
    let notebook: Value = match serde_json::from_str(text.as_str()) {
        Ok(notebook) => notebook,
        Err(failed) => {
            let message = format!("left out: this is no notebook: {failed}");
            reading
                .problems
                .push(text.file_error(Code::BadNotebook, message).as_warning());
            return None;
        }
    };
    let language = language(&notebook);
    let cells = notebook
        .get("cells")
        .or_else(|| notebook.pointer("/worksheets/0/cells"));
    let mut markdown = String::new();
    let mut images = 0;
    for cell in cells.and_then(Value::as_array).into_iter().flatten() {
        let kind = cell
            .get("cell_type")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let source = joined(cell.get("source").or_else(|| cell.get("input")));
        match kind {
            "markdown" => {
                attachments(reading, path, cell);
                markdown.push_str(&source.replace("](attachment:", &format!("](/{path}/")));
                markdown.push_str("\n\n");
            }
            "code" if !source.trim().is_empty() => {
                push_code(&mut markdown, &language, &source);
                for output in cell
                    .get("outputs")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                {
                    push_output(reading, path, output, &mut images, &mut markdown);
                }
            }
            _ => {}
        }
    }
    // Its lines are JSON's, which nobody reads: a place in it is a line of the text.
    Some(myst::read(reading, path, Page::new(&markdown, 0)))
}

fn language(notebook: &Value) -> String {
    let name = notebook
        .pointer("/metadata/language_info/name")
        .or_else(|| notebook.pointer("/metadata/kernelspec/language"));
    let name = name.and_then(Value::as_str).unwrap_or("python");
    name.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '+' | '#'))
        .collect()
}

/// A text that may be a list of its lines.
fn joined(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(lines)) => lines.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    }
}

fn push_code(markdown: &mut String, language: &str, code: &str) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    markdown.push_str(&format!(
        "{fence}{language}\n{}\n{fence}\n\n",
        code.trim_end()
    ));
}

fn push_output(
    reading: &mut Reading<'_>,
    path: &str,
    output: &Value,
    images: &mut usize,
    markdown: &mut String,
) {
    let png = output
        .pointer("/data/image~1png")
        .or_else(|| output.get("png"));
    if let Some(bytes) = png.and_then(|png| decoded(&joined(Some(png)))) {
        *images += 1;
        let image = format!("{path}/output-{images}.png");
        markdown.push_str(&format!(
            "![Output {images}](/{})\n\n",
            image.replace(' ', "%20")
        ));
        reading.made.insert(image, bytes);
        return;
    }
    let data = output.pointer("/data/text~1plain");
    let traceback = || {
        let name = output.get("ename").and_then(Value::as_str)?;
        let value = output
            .get("evalue")
            .and_then(Value::as_str)
            .unwrap_or_default();
        Some(format!("{name}: {value}"))
    };
    let text = joined(data.or_else(|| output.get("text")));
    let text = if text.is_empty() {
        traceback().unwrap_or_default()
    } else {
        text
    };
    if text.trim().is_empty() {
        return;
    }
    let lines = text.lines().count();
    let mut shown: String = text.lines().take(MAX_OUTPUT).collect::<Vec<_>>().join("\n");
    if lines > MAX_OUTPUT {
        shown = format!("{shown}\n… {} more lines", lines - MAX_OUTPUT);
    }
    push_code(markdown, "output", &shown);
}

/// Keeps the images that a cell of text carries with it.
fn attachments(reading: &mut Reading<'_>, path: &str, cell: &Value) {
    for (name, data) in cell
        .get("attachments")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let encoded = data.as_object().and_then(|data| data.values().next());
        if let Some(bytes) = encoded.and_then(|text| decoded(&joined(Some(text)))) {
            reading.made.insert(format!("{path}/{name}"), bytes);
        }
    }
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let text: String = text.split_whitespace().collect();
    let bytes = STANDARD.decode(text).ok()?;
    (bytes.len() < CourseImage::MAX_BYTES).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::content::options::Purpose;
    use crate::content::{Options, Source};

    #[test]
    fn cells_and_what_they_put_out_are_a_page() {
        let folder = tempfile::tempdir().unwrap();
        let notebook = json!({
            "metadata": {"language_info": {"name": "julia"}},
            "cells": [
                {"cell_type": "markdown", "source": ["# A\n", "\n", "Text."]},
                {"cell_type": "code", "source": "1 + 1", "outputs": [
                    {"output_type": "execute_result", "data": {"text/plain": ["2"]}},
                    {"output_type": "display_data", "data": {"image/png": "aGk=\n", "text/plain": "x"}},
                    {"output_type": "error", "ename": "E", "evalue": "why"},
                ]},
                {"cell_type": "raw", "source": "no"},
            ],
        });
        std::fs::write(folder.path().join("a.ipynb"), notebook.to_string()).unwrap();
        std::fs::write(folder.path().join("b.ipynb"), "{").unwrap();
        let source = Source::folder(folder.path()).unwrap();
        let options = Options::named("x");
        let mut reading = Reading::new(&source, &options, Purpose::Study);
        insta::assert_snapshot!(read(&mut reading, "a.ipynb").unwrap().finish().0);
        assert_eq!(reading.made.values().next().unwrap(), b"hi");
        assert_eq!(read(&mut reading, "b.ipynb"), None);
    }
}

//! Imports and exports: a file that is imported stands for a component; the rest is code of the page.

use super::Reader;
use crate::content::page::Line;
use crate::domain::path_in_course;

/// The most lines of a statement.
const MAX_STATEMENT: usize = 50;

impl Reader<'_, '_> {
    /// Takes an import or an export; gives its lines, none where it is text.
    pub(super) fn statement(&mut self, lines: &[Line]) -> Option<usize> {
        let first = lines.first().filter(|line| {
            let text = line.text.trim_start();
            text.starts_with("import ") || text.starts_with("export ")
        })?;
        let mut text = String::new();
        for (index, line) in lines.iter().take(MAX_STATEMENT).enumerate() {
            if index > 0 && line.text.trim().is_empty() {
                break;
            }
            text.push_str(line.text.trim());
            text.push(' ');
            let open = text.matches(['{', '(', '[']).count();
            let closed = text.matches(['}', ')', ']']).count();
            let is_import = text.starts_with("import ");
            let ends = open <= closed && (!is_import || text.contains(['"', '\'']));
            if !ends {
                continue;
            }
            let is_statement = match is_import {
                true => {
                    text.contains(" from ")
                        || text.starts_with("import \"")
                        || text.starts_with("import '")
                }
                false => [
                    "export const ",
                    "export default ",
                    "export function ",
                    "export {",
                    "export let ",
                ]
                .iter()
                .any(|start| text.starts_with(start)),
            };
            if !is_statement {
                return None;
            }
            self.import(first, &text);
            return Some(index + 1);
        }
        None
    }

    /// Remembers a file that is imported; other imports are left out, and nobody misses them.
    fn import(&mut self, line: &Line, text: &str) {
        let names = text
            .strip_prefix("import ")
            .and_then(|rest| rest.split_once(" from "));
        let Some((name, from)) = names else {
            return self
                .reading
                .dropped(&self.lesson.path, line, "code of the page");
        };
        let from = from
            .trim()
            .trim_end_matches(';')
            .trim()
            .trim_matches(['"', '\'']);
        let file = from.rsplit('!').next().unwrap_or(from);
        let is_file = file.starts_with('.') || from.contains("raw-loader");
        let path = path_in_course(&self.lesson.path, file).filter(|_| is_file);
        if let Some(path) = path {
            self.imports.insert(name.trim().to_owned(), path);
            return;
        }
        if !file.starts_with("@theme") {
            self.reading.dropped(&self.lesson.path, line, "an import");
        }
    }
}

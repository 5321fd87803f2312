//! Pandoc's notes in a sentence, `^[text]`, and captions of tables, `: text {#id}`.

use crate::content::page::Page;

/// The page with footnotes for notes, and captions as lines of their own.
pub(super) fn read(page: Page) -> Page {
    let mut notes: Vec<String> = Vec::new();
    let mut is_below_table = false;
    let page = page.replaced(|line, lines| {
        if line.is_code {
            is_below_table = false;
            return lines.push(line);
        }
        let caption = line.text.strip_prefix(": ").filter(|_| is_below_table);
        if let Some(caption) = caption {
            let caption = without_attributes(caption);
            return lines.extend([line.instead(""), line.instead(caption)]);
        }
        if !line.text.trim().is_empty() {
            is_below_table = line.text.trim_start().starts_with('|');
        }
        let text = with_references(&line.text, &mut notes);
        lines.push(line.instead(text));
    });
    with_notes(page, &notes)
}

fn without_attributes(caption: &str) -> &str {
    let start = caption
        .rfind('{')
        .filter(|_| caption.trim_end().ends_with('}'));
    caption
        .get(..start.unwrap_or(caption.len()))
        .unwrap_or_default()
        .trim()
}

/// The line with references in the place of its notes, which are collected.
fn with_references(line: &str, notes: &mut Vec<String>) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("^[") {
        let is_code = before.matches('`').count() % 2 == 1;
        let Some(end) = closing(after).filter(|_| !is_code) else {
            text.push_str(&format!("{before}^["));
            rest = after;
            continue;
        };
        notes.push(after.get(..end).unwrap_or_default().to_owned());
        text.push_str(&format!("{before}[^note-{}]", notes.len()));
        rest = after.get(end + 1..).unwrap_or_default();
    }
    text + rest
}

/// The bracket that closes one before the text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn with_notes(page: Page, notes: &[String]) -> Page {
    let Some(last) = page.lines.last().cloned().filter(|_| !notes.is_empty()) else {
        return page;
    };
    let mut lines = page.lines;
    for (index, note) in notes.iter().enumerate() {
        lines.push(last.instead(""));
        lines.push(last.instead(format!("[^note-{}]: {note}", index + 1)));
    }
    Page::of(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_footnotes_and_captions_are_lines() {
        let text = "A^[see [b](b.md)] and `^[`.\n\n| a |\n|--|\n| b |\n\n: Table *cap* {#tbl-x}\n\nT\n: x\n";
        let (text, _) = read(Page::new(text, 0)).finish();
        assert_eq!(
            text,
            "A[^note-1] and `^[`.\n\n| a |\n|--|\n| b |\n\n\nTable *cap*\n\nT\n: x\n\n[^note-1]: see [b](b.md)\n"
        );
    }
}

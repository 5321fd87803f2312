//! The marks of Material for MkDocs: icons, which nobody sees here, keys, marked text, and abbreviations.

use crate::content::page::Page;

/// The families of icons.
const ICONS: [&str; 5] = [
    ":material-",
    ":octicons-",
    ":fontawesome-",
    ":simple-",
    ":custom-",
];

/// The page without icons, with keys and marked text in HTML.
pub(in crate::content) fn read(page: Page) -> Page {
    page.replaced(|line, lines| {
        if line.is_code {
            return lines.push(line);
        }
        let is_abbreviation = line.text.starts_with("*[") && line.text.contains("]:");
        if is_abbreviation {
            return;
        }
        let has_marks = ["==", "++"].iter().any(|mark| line.text.contains(mark))
            || ICONS.iter().any(|icon| line.text.contains(icon));
        match has_marks {
            true => lines.push(line.instead(outside_of_code(&line.text))),
            false => lines.push(line),
        }
    })
}

/// The line with its marks replaced where no code is.
fn outside_of_code(line: &str) -> String {
    let parts = line.split('`').enumerate();
    let parts = parts.map(|(index, part)| match index % 2 {
        0 => {
            let part = without_icons(part);
            let part = paired(&part, "==", |text| format!("<mark>{text}</mark>"));
            paired(&part, "++", keys)
        }
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// The text without icons and the attributes behind them, `:material-check:{ .green }`.
fn without_icons(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    loop {
        let start = ICONS.iter().filter_map(|icon| rest.find(icon)).min();
        let icon = start.and_then(|start| Some((start, icon_end(rest.get(start..)?)? + start)));
        let Some((start, end)) = icon else {
            return out + rest;
        };
        out.push_str(rest.get(..start).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
        if let Some((_, after)) = rest.strip_prefix('{').and_then(|r| r.split_once('}')) {
            rest = after;
        }
        if out.is_empty() || out.ends_with(' ') {
            rest = rest.trim_start_matches(' ');
        }
    }
}

/// The end of the icon that a text begins with.
fn icon_end(text: &str) -> Option<usize> {
    let end = text.get(1..)?.find(':')? + 2;
    let name = text.get(1..end - 1)?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    name.chars().all(is_name).then_some(end)
}

/// The text with something else in the place of what stands between two marks.
fn paired(text: &str, mark: &str, instead: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(mark) {
        let inside = after.split_once(mark);
        let is_text = |inside: &str| !inside.is_empty() && inside.trim() == inside;
        let Some((inside, after)) = inside.filter(|(inside, _)| is_text(inside)) else {
            out.push_str(&format!("{before}{mark}"));
            rest = after;
            continue;
        };
        out.push_str(before);
        out.push_str(&instead(inside));
        rest = after;
    }
    out + rest
}

/// `ctrl+alt+del` as keys.
fn keys(keys: &str) -> String {
    let is_key = |key: &str| {
        key.chars()
            .all(|c| c.is_alphanumeric() || "-_\"".contains(c))
    };
    if !keys.split('+').all(is_key) {
        return format!("++{keys}++");
    }
    let keys = keys
        .split('+')
        .map(|key| format!("<kbd>{}</kbd>", key.trim_matches('"')));
    keys.collect::<Vec<_>>().join("+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_what_a_lesson_can_show() {
        let text = "- :material-check:{ .heart } Yes :octicons-heart-fill-24: and :smile: at 12:30\n\
            ==mark== a == b, ++ctrl+alt+del++ i++ and `++x++ ==y==`\n*[HTML]: Hyper\n```\n==c==\n```\n";
        let (text, _) = read(Page::new(text, 0)).finish();
        assert_eq!(
            text,
            "- Yes and :smile: at 12:30\n<mark>mark</mark> a == b, \
             <kbd>ctrl</kbd>+<kbd>alt</kbd>+<kbd>del</kbd> i++ and `++x++ ==y==`\n```\n==c==\n```\n"
        );
    }
}

//! Front matter and length: decided for a source as a whole, before it is parsed.

use std::ops::Range;

use super::MAX_SOURCE;

/// Where the text of a source is, in bytes.
pub(super) fn text(source: &str) -> Range<usize> {
    text_start(source)..text_end(source)
}

/// Where the text starts, in bytes: behind a byte order mark and front matter.
///
/// Front matter is YAML between `---` lines at the very start, or TOML between `+++` lines. A thematic break
/// there is none: the next line must look like a key.
fn text_start(source: &str) -> usize {
    let text = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let mark = source.len() - text.len();
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let fence = match first.trim_end() {
        "---" => "---",
        "+++" => "+++",
        _ => return mark,
    };
    let mut at = mark + first.len();
    for (number, line) in lines.enumerate() {
        at += line.len();
        let trimmed = line.trim_end();
        if trimmed == fence || (fence == "---" && trimmed == "...") {
            return at;
        }
        if number == 0 && !looks_like_key(trimmed) {
            return mark;
        }
    }
    mark
}

/// Whether a line begins with `key: `, `key:` alone or `key =`, or is a comment.
fn looks_like_key(line: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"');
    let Some(sign) = line.find([':', '=']) else {
        return line.starts_with('#');
    };
    let (key, value) = line.split_at(sign);
    let key = key.trim();
    let is_apart = value.starts_with('=') || value == ":" || value.starts_with(": ");
    line.starts_with('#') || (is_apart && !key.is_empty() && key.chars().all(is_word))
}

/// Where the text ends, in bytes: at the source's end, or at the last character below the bound.
fn text_end(source: &str) -> usize {
    source.floor_char_boundary(MAX_SOURCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_skipped_and_a_thematic_break_is_not() {
        assert_eq!(text_start("---\ntitle: A\n---\nText"), 17);
        assert_eq!(text_start("---\r\ntitle: A\r\n---\r\nText"), 20);
        assert_eq!(text_start("+++\ntitle = \"A\"\n+++\nText"), 20);
        assert_eq!(text_start("---\n\nText\n\n---\n"), 0);
        assert_eq!(text_start("---\n Text\n---\n"), 0);
        assert_eq!(text_start("---\n1. :smile:\n---\n"), 0);
        assert_eq!(text_start("---\ntitle: A\nno end"), 0);
        assert_eq!(text_start("\u{FEFF}Text"), 3);
    }
}

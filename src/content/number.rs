//! The number in front of a folder's or file's name: it gives the order and nothing else.

/// A name taken apart: `02-tokens` is number 2 and `tokens`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered<'a> {
    pub(super) number: u64,
    /// The rest of the name, behind the number and its separator; may be empty.
    pub(super) rest: &'a str,
}

impl<'a> Numbered<'a> {
    /// None for a name that doesn't begin with a number.
    pub(super) fn parse(name: &'a str) -> Option<Numbered<'a>> {
        let digits = name.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = name.split_at_checked(digits)?;
        Some(Numbered {
            number: number.parse().ok()?,
            rest: rest.trim_start_matches(['-', '_', '.', ' ']),
        })
    }

    /// A title for what has no better one: `first-steps` becomes `First steps`.
    pub(super) fn title(&self) -> String {
        let words = self.rest.replace(['-', '_'], " ");
        let mut chars = words.trim().chars();
        match chars.next() {
            None => self.number.to_string(),
            Some(first) => first.to_uppercase().chain(chars).collect(),
        }
    }
}

/// Whether a name begins with a number, behind marks or one of the words for a part of a course: `05a_tuples`, `-01-x`,
/// `Day 3`, `chapter2`.
pub(super) fn is_numbered(name: &str) -> bool {
    let name = name
        .trim_start_matches(['-', '_', '(', '[', ' '])
        .to_lowercase();
    let word = WORDS.iter().find_map(|word| name.strip_prefix(word));
    let rest = word.map(|rest| rest.trim_start_matches(['-', '_', '.', ' ']));
    rest.unwrap_or(&name)
        .starts_with(|c: char| c.is_ascii_digit())
}

/// The words for a part of a course, as names of files begin.
const WORDS: [&str; 12] = [
    "chapter", "chap", "ch", "day", "lecture", "lesson", "module", "part", "section", "session",
    "unit", "week",
];

/// A title for a file or folder that has no better one: `docs/05a_tuples.md` is `Tuples`, `x/README.md` is `X`.
pub(super) fn title_of(path: &str) -> String {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let is_index = is_index(file) && !folder.is_empty();
    let name = match is_index {
        true => folder.rsplit('/').next().unwrap_or(folder),
        false => stem,
    };
    let name = name.trim_start_matches(['-', '_', '(', '[', ' ']);
    let behind = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let numbered = behind.len() < name.len();
    // The letter of `05a_`.
    let letter = |rest: &str| {
        let mut chars = rest.chars();
        chars.next().is_some_and(|c| c.is_ascii_lowercase())
            && chars
                .next()
                .is_some_and(|c| matches!(c, '_' | '-' | '.' | ' '))
    };
    let rest = match numbered && letter(behind) {
        true => behind.get(1..).unwrap_or_default(),
        false => behind,
    };
    let words = rest.replace(['-', '_'], " ");
    let words = words.trim();
    let mut chars = words.chars();
    match chars.next() {
        None => name.to_owned(),
        Some(first) => first.to_uppercase().chain(chars).collect(),
    }
}

/// Whether a file is the page of its folder.
pub(super) fn is_index(file: &str) -> bool {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    matches!(
        stem.to_ascii_lowercase().as_str(),
        "readme" | "index" | "_index"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_the_wild_have_titles() {
        for (path, title, numbered) in [
            ("05a_tuples.md", "Tuples", true),
            ("-01_start.ipynb", "Start", true),
            ("01.02-Help-And.ipynb", "Help And", true),
            ("a/01_Day_Introduction/README.md", "Day Introduction", false),
            ("Day 3.md", "Day 3", true),
            ("week2/notes.md", "Notes", false),
            ("3.md", "3", true),
            ("README.md", "README", false),
        ] {
            assert_eq!(title_of(path), title);
            let name = path.rsplit('/').next().unwrap();
            assert_eq!(is_numbered(name), numbered, "{name}");
        }
    }

    #[test]
    fn numbers_are_numbers_whatever_their_width() {
        let numbers = ["02-tokens", "2_tokens", "0010 x", "7"].map(|name| {
            let name = Numbered::parse(name).unwrap();
            (name.number, name.title())
        });
        let expected = [(2, "Tokens"), (2, "Tokens"), (10, "X"), (7, "7")];
        assert_eq!(numbers, expected.map(|(n, title)| (n, title.to_owned())));
        for name in ["intro", "-1", "", "99999999999999999999-x"] {
            assert_eq!(Numbered::parse(name), None);
        }
    }
}

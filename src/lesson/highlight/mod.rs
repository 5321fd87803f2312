//! The colours of code: which role each stretch of a line has.
//!
//! This takes milliseconds and runs off the update path; a layout shows code without colours until then.

mod console;
mod scopes;

use std::fmt;
use std::sync::OnceLock;

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

use super::style::Role;
use scopes::Roles;

/// Longer code stays without colours, in bytes.
pub const MAX_SOURCE: usize = 512 << 10;

/// Longer lines stay without colours, in bytes: the grammars are regular expressions.
const MAX_LINE: usize = 4 << 10;

/// The colours of a code block, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Highlight {
    lines: Vec<Vec<Paint>>,
}

/// A stretch of a line with one role: from the end of the one before to `end`, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    /// Where it ends.
    pub end: u32,
    /// Its role.
    pub role: Role,
}

impl Highlight {
    /// The stretches of a line; none where there are no colours.
    pub fn line(&self, number: usize) -> &[Paint] {
        self.lines.get(number).map_or(&[], Vec::as_slice)
    }
}

/// Knows the grammars of about 220 languages; each set of them is loaded when it is first needed.
#[derive(Default)]
pub struct Highlighter {
    usual: OnceLock<SyntaxSet>,
    more: OnceLock<SyntaxSet>,
}

impl fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Highlighter").finish_non_exhaustive()
    }
}

impl Highlighter {
    /// A highlighter that has loaded nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The colours of `source` in `language` (by the name that [`CodeBlock`](super::CodeBlock) gives).
    ///
    /// None where the language isn't known, or where the source is longer than [`MAX_SOURCE`].
    ///
    /// ```
    /// use lyceum::lesson::{Role, highlight::Highlighter};
    /// let colours = Highlighter::new().highlight("rust", "let a = 1;").unwrap();
    /// assert_eq!(colours.line(0)[0].role, Role::CodeKeyword);
    /// ```
    pub fn highlight(&self, language: &str, source: &str) -> Option<Highlight> {
        if source.len() > MAX_SOURCE {
            return None;
        }
        if language == "console" {
            return Some(Highlight {
                lines: console::lines(source),
            });
        }
        let usual = self.usual.get_or_init(SyntaxSet::load_defaults_newlines);
        if let Some(syntax) = syntax(usual, language) {
            return Some(paint(usual, syntax, source));
        }
        let more = self.more.get_or_init(two_face::syntax::extra_newlines);
        syntax(more, language).map(|syntax| paint(more, syntax, source))
    }
}

fn syntax<'a>(set: &'a SyntaxSet, language: &str) -> Option<&'a SyntaxReference> {
    let token = match language {
        "text" => return None,
        "csharp" => "cs",
        "batch" => "bat",
        "fsharp" => "fs",
        language => language,
    };
    set.find_syntax_by_token(token)
        .filter(|syntax| syntax.name != "Plain Text")
}

fn paint(set: &SyntaxSet, syntax: &SyntaxReference, source: &str) -> Highlight {
    let mut painter = Painter {
        set,
        state: ParseState::new(syntax),
        stack: ScopeStack::new(),
        roles: Roles::default(),
    };
    let lines = source
        .split_inclusive('\n')
        .map(|line| painter.line(line))
        .collect();
    Highlight { lines }
}

struct Painter<'a> {
    set: &'a SyntaxSet,
    state: ParseState,
    stack: ScopeStack,
    roles: Roles,
}

impl Painter<'_> {
    fn line(&mut self, line: &str) -> Vec<Paint> {
        let mut paints = Vec::new();
        if line.len() > MAX_LINE {
            return paints;
        }
        let end = line.trim_end_matches('\n').len();
        let ended;
        let text = match line.ends_with('\n') {
            true => line,
            false => {
                ended = format!("{line}\n");
                &ended
            }
        };
        let Ok(operations) = self.state.parse_line(text, self.set) else {
            return paints;
        };
        for (at, operation) in operations {
            add(&mut paints, at.min(end), self.roles.of(&self.stack));
            if self.stack.apply(&operation).is_err() {
                return paints;
            }
        }
        add(&mut paints, end, self.roles.of(&self.stack));
        paints
    }
}

/// Paints up to `end`.
fn add(paints: &mut Vec<Paint>, end: usize, role: Role) {
    let end = u32::try_from(end).unwrap_or(u32::MAX);
    match paints.last_mut() {
        Some(last) if end <= last.end => {}
        Some(last) if last.role == role => last.end = end,
        None if end == 0 => {}
        _ => paints.push(Paint { end, role }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(language: &str, source: &str) -> Vec<(String, Role)> {
        let colours = Highlighter::new().highlight(language, source).unwrap();
        let mut stretches = Vec::new();
        for (number, line) in source.lines().enumerate() {
            let mut start = 0;
            for paint in colours.line(number) {
                let end = paint.end as usize;
                stretches.push((line[start..end].trim().to_owned(), paint.role));
                start = end;
            }
        }
        stretches
    }

    #[test]
    fn code_is_told_apart_by_meaning() {
        let rust = painted(
            "rust",
            "fn add(a: u32) -> u32 { a + 1 } // sum\nlet s = \"x\";",
        );
        for (text, role) in [
            ("fn", Role::CodeKeyword),
            ("add", Role::CodeFunction),
            ("1", Role::CodeConstant),
            ("// sum", Role::CodeComment),
            ("\"x\"", Role::CodeString),
        ] {
            let found = rust.iter().any(|(t, r)| t.contains(text) && *r == role);
            assert!(found, "{text} as {role:?} in {rust:?}");
        }
    }

    #[test]
    fn languages_beyond_the_usual_set_are_known() {
        for language in [
            "typescript",
            "toml",
            "dockerfile",
            "kotlin",
            "powershell",
            "csharp",
            "javascript",
            "bash",
            "html",
            "css",
            "json",
            "yaml",
            "sql",
            "go",
            "java",
            "cpp",
            "c",
            "ruby",
            "diff",
            "makefile",
            "haskell",
            "swift",
            "markdown",
            "xml",
            "lua",
            "php",
            "r",
            "python",
        ] {
            let known = Highlighter::new().highlight(language, "x");
            assert!(known.is_some(), "{language}");
        }
        assert_eq!(Highlighter::new().highlight("text", "x"), None);
        assert_eq!(Highlighter::new().highlight("mermaid", "x"), None);
    }

    #[test]
    fn a_diff_shows_what_comes_and_goes() {
        let diff = painted("diff", "-old\n+new\n");
        assert!(
            diff.iter()
                .any(|(t, r)| t.contains("old") && *r == Role::CodeDeleted),
            "{diff:?}"
        );
        assert!(
            diff.iter()
                .any(|(t, r)| t.contains("new") && *r == Role::CodeInserted)
        );
    }

    #[test]
    fn long_lines_and_long_code_stay_plain() {
        let long = format!("let a = 1;\n{}\nlet b = 2;", "x".repeat(5000));
        let colours = Highlighter::new().highlight("rust", &long).unwrap();
        assert!(colours.line(1).is_empty());
        assert_eq!(colours.line(2)[0].role, Role::CodeKeyword);
        assert_eq!(
            Highlighter::new().highlight("rust", &"a\n".repeat(MAX_SOURCE)),
            None
        );
    }
}

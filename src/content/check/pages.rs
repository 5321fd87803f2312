//! The pages that explain each kind of problem: docs/codes.

use include_dir::{Dir, include_dir};

use crate::domain::diagnostic::Code;

static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/codes");

/// The page about a kind of problem, in Markdown: what it is, an example that has it and one that hasn't.
pub fn explanation(code: Code) -> &'static str {
    let page = PAGES.get_file(format!("{code}.md"));
    page.and_then(|page| page.contents_utf8())
        .unwrap_or_else(|| code.summary())
}

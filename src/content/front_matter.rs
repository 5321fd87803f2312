//! The front matter of a file that is read, and its mistakes.

use crate::content::text::Text;
use crate::domain::Diagnostic;
use crate::domain::diagnostic::Code;
use crate::lesson::{Above, FrontMatter};

/// The place of the front matter of a file; at the start where there is none.
pub(super) fn front_matter(text: &Text) -> Result<Above, Diagnostic> {
    match FrontMatter::find(text.as_str()) {
        FrontMatter::Closed(above) | FrontMatter::Malformed(above) => Ok(above),
        FrontMatter::Absent => Ok(Above::NOTHING),
        FrontMatter::Unclosed => {
            let fence = text.slice(0..3);
            let message = format!(
                "the front matter that begins here is never closed: end it with a line `{fence}`"
            );
            Err(text.error(Code::FrontMatter, 0, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_that_is_never_closed_says_with_which_line_it_ends() {
        for (fence, key) in [("---", "title: A"), ("+++", "title = 1")] {
            let page = format!("{fence}\n{key}\n\nText\n");
            let text = Text::decode("a.md".into(), page.into_bytes()).unwrap();
            let problem = front_matter(&text).unwrap_err();
            assert!(
                problem.message.ends_with(&format!("`{fence}`")),
                "{}",
                problem.message
            );
        }
    }
}

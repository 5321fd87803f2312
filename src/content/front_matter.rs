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
            let message =
                "the front matter that begins here is never closed: end it with a line `---`";
            Err(text.error(Code::FrontMatter, 0, message))
        }
    }
}

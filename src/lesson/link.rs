//! Where links lead, and which of them may be followed at all.

use super::slug::canonical;
use crate::domain::{PixelSize, sanitize_line};

/// A link of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// The block that it stands in.
    pub block: usize,
    /// Where its first character stands in the source, in bytes.
    pub source: usize,
}

/// An image of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Where it is: mostly a file of the course.
    pub target: Target,
    /// Its description; empty where the author gave none.
    pub alt: String,
    /// The block that it stands in.
    pub block: usize,
    /// Where it stands in the source, in bytes.
    pub source: usize,
    /// The course's file, where the course has it ([`Document::find_images`](super::Document::find_images)).
    pub file: Option<ImageFile>,
}

/// A file of the course that holds an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageFile {
    /// Relative to the course's folder.
    pub path: String,
    /// The size in its header.
    pub size: PixelSize,
    /// Another one for another file of the same name.
    pub digest: String,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A heading of the same lesson, by its anchor without `#`.
    Heading(String),
    /// A file of the course: mostly another lesson.
    Lesson {
        /// The path as written, relative to the lesson's file; `/` at the start means the course's folder.
        path: String,
        /// A heading there, by its anchor.
        heading: Option<String>,
    },
    /// A page on the web (`http` or `https`).
    Web(String),
    /// An e-mail address (`mailto`), without the scheme.
    Mail(String),
    /// A footnote of the same lesson, by its number.
    Footnote(usize),
    /// The place that refers to a footnote, by the block's index.
    Back(usize),
    /// A target that is never opened: another scheme, or a text that hides something.
    Refused(String),
}

impl Target {
    /// Reads a link's destination as written in Markdown.
    ///
    /// Rule: design 15; only `http`, `https`, `mailto` and targets inside the course open.
    ///
    /// ```
    /// use lyceum::lesson::Target;
    /// assert_eq!(Target::parse("#why"), Target::Heading("why".into()));
    /// assert_eq!(Target::parse("javascript:alert(1)"), Target::Refused("javascript:alert(1)".into()));
    /// ```
    pub fn parse(destination: &str) -> Target {
        let destination = destination.trim();
        if sanitize_line(destination) != destination {
            return Target::Refused(sanitize_line(destination).into_owned());
        }
        if let Some(anchor) = destination.strip_prefix('#') {
            return Target::Heading(anchor_text(anchor));
        }
        match scheme(destination) {
            Some("http" | "https") => Target::Web(destination.to_owned()),
            Some("mailto") => mail(destination),
            Some(_) => Target::Refused(destination.to_owned()),
            None if destination.starts_with("//") || destination.is_empty() => {
                Target::Refused(destination.to_owned())
            }
            None => lesson(destination),
        }
    }

    /// The last part of the path of a file or page; none where there is no path.
    pub(super) fn file_name(&self) -> Option<&str> {
        let path = match self {
            Target::Lesson { path, .. } => path,
            Target::Web(address) => address.split(['?', '#']).next()?.split_once("://")?.1,
            _ => return None,
        };
        let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
        (!name.is_empty()).then_some(name)
    }

    /// The address in full, to show or to copy.
    pub fn address(&self) -> String {
        match self {
            Target::Heading(anchor) => format!("#{anchor}"),
            Target::Lesson { path, heading } => match heading {
                Some(heading) => format!("{path}#{heading}"),
                None => path.clone(),
            },
            Target::Web(address) | Target::Refused(address) => address.clone(),
            Target::Mail(address) => format!("mailto:{address}"),
            Target::Footnote(number) => format!("[{number}]"),
            Target::Back(_) => String::new(),
        }
    }
}

fn mail(destination: &str) -> Target {
    let address = destination.get("mailto:".len()..).unwrap_or_default();
    Target::Mail(address.to_owned())
}

fn lesson(destination: &str) -> Target {
    let (path, heading) = match destination.split_once('#') {
        Some((path, heading)) => (path, Some(anchor_text(heading))),
        None => (destination, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    let decoded = decoded(path);
    if decoded.contains('\\') || decoded.contains('\0') || sanitize_line(&decoded) != decoded {
        return Target::Refused(destination.to_owned());
    }
    Target::Lesson {
        path: decoded,
        heading: heading.filter(|heading| !heading.is_empty()),
    }
}

fn anchor_text(anchor: &str) -> String {
    canonical(&decoded(anchor)).into_owned()
}

/// The scheme in lower case, if it is one that we know; any other scheme is answered as an empty one.
fn scheme(destination: &str) -> Option<&'static str> {
    let (scheme, _) = destination.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    if !valid {
        return None;
    }
    ["http", "https", "mailto"]
        .into_iter()
        .find(|known| scheme.eq_ignore_ascii_case(known))
        .or(Some(""))
}

/// Percent-decodes what is UTF-8; leaves the rest as it is.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        match (first, hex_pair(tail)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex_pair(tail: &[u8]) -> Option<u8> {
    let digit = |at: usize| tail.get(at).and_then(|b| char::from(*b).to_digit(16));
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_told_apart() {
        assert_eq!(
            Target::parse("../02-inside/01-tokens.md#what%20is"),
            Target::Lesson {
                path: "../02-inside/01-tokens.md".into(),
                heading: Some("what is".into())
            }
        );
        assert_eq!(
            Target::parse("HTTPS://a.example/?q=1"),
            Target::Web("HTTPS://a.example/?q=1".into())
        );
        assert_eq!(Target::parse("mailto:a@b.c"), Target::Mail("a@b.c".into()));
    }

    #[test]
    fn what_could_do_harm_is_refused() {
        for bad in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "//host/share",
            "https://a.example/\u{202e}gpj",
            "c:\\windows",
            "",
            "x%00.md",
            "a%1b.md",
        ] {
            assert!(matches!(Target::parse(bad), Target::Refused(_)), "{bad:?}");
        }
    }
}

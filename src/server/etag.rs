//! Answers that a client may have already: they carry a tag, and one that it says back costs no more than a 304.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::App;
use super::problem::Failure;
use crate::academy::{AcademyError, Text};

/// The tags of what the client has.
pub(super) struct Known(Option<String>);

impl Known {
    /// Whether the client has anything of it, so that asking for the tag alone is worth it.
    pub(super) fn is_any(&self) -> bool {
        self.0.is_some()
    }

    /// Whether the client has what has this tag.
    pub(super) fn has(&self, tag: &str) -> bool {
        let known = self.0.as_deref().unwrap_or_default();
        let quoted = format!("\"{tag}\"");
        known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == quoted)
    }
}

impl FromRequestParts<App> for Known {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Infallible> {
        let said = parts.headers.get(IF_NONE_MATCH);
        let said = said.and_then(|value| value.to_str().ok());
        Ok(Known(said.map(str::to_owned)))
    }
}

/// An answer with its tag, which is its revision.
pub(super) enum Tagged<T> {
    /// The answer itself.
    New(String, Text<T>),
    /// The client has it.
    Known(String),
}

/// The part of an answer that is its tag.
#[derive(Deserialize)]
struct Revised {
    revision: String,
}

impl<T> Tagged<T> {
    /// An answer that the client hasn't.
    pub(super) fn new(answer: Text<T>) -> Result<Self, Failure> {
        let revised: Revised = answer.part().map_err(AcademyError::from)?;
        Ok(Tagged::New(revised.revision, answer))
    }
}

impl<T> IntoResponse for Tagged<T> {
    /// The tag is a weak one: packed and unpacked it is the same.
    fn into_response(self) -> Response {
        match self {
            Tagged::New(tag, answer) => ([(ETAG, format!("W/\"{tag}\""))], answer).into_response(),
            Tagged::Known(tag) => {
                let tag = [(ETAG, format!("W/\"{tag}\""))];
                (StatusCode::NOT_MODIFIED, tag).into_response()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_among_several() {
        let known = |said: &str| Known(Some(said.to_owned()));
        assert!(known("\"1.2.full\"").has("1.2.full"));
        assert!(known("\"a\", W/\"1.2.full\"").has("1.2.full"));
        assert!(!known("\"1.2.full").has("1.2.full"));
        assert!(!Known(None).has(""));
    }
}

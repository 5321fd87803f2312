//! A server's answer where it can't give what was asked for: RFC 9457, with a code that stays the same.

use serde::{Deserialize, Serialize};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::domain::schema::one_of;

/// The media type of a [`Problem`].
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Why a request failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// The address of the page about this code, relative to the server's.
    #[serde(rename = "type")]
    pub page: String,
    /// The code in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The code.
    pub code: ProblemCode,
    /// This failure, for a person.
    pub detail: String,
    /// The request's id, by which the operator finds it in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
}

impl Problem {
    /// A problem of this kind.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            page: format!("/problems/{}", code.as_str()),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            detail: detail.into(),
            request: None,
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])+ $variant:ident = $word:literal, $status:literal, $title:literal;)+) => {
        /// The kind of a problem. The words never change their meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ProblemCode {
            $($(#[$doc])+ #[serde(rename = $word)] $variant,)+
            /// Something that a newer server says.
            #[serde(other, rename = "other")]
            Other,
        }

        impl PartialSchema for ProblemCode {
            fn schema() -> RefOr<Schema> {
                one_of(&[$($word,)+ "other"])
            }
        }

        impl ToSchema for ProblemCode {}

        impl ProblemCode {
            /// Every code that this program's server says.
            pub const ALL: &'static [ProblemCode] = &[$(ProblemCode::$variant),+];

            /// The code as it is sent.
            pub fn as_str(self) -> &'static str {
                match self { $(ProblemCode::$variant => $word,)+ ProblemCode::Other => "other" }
            }

            /// The HTTP status that goes with it.
            pub fn status(self) -> u16 {
                match self { $(ProblemCode::$variant => $status,)+ ProblemCode::Other => 500 }
            }

            /// The code in a few words.
            pub fn title(self) -> &'static str {
                match self { $(ProblemCode::$variant => $title,)+ ProblemCode::Other => "Something else" }
            }
        }
    };
}

codes! {
    /// The request can't be read: not JSON, or not of the form that the call takes.
    Malformed = "malformed", 400, "Malformed request";
    /// Client and academy have no protocol version in common.
    Incompatible = "incompatible", 400, "Incompatible versions";
    /// No token, or one that isn't known, has expired or was revoked.
    NotSignedIn = "not_signed_in", 401, "Not signed in";
    /// The caller's role, editorship or enrollment doesn't allow it.
    Forbidden = "forbidden", 403, "Not allowed";
    /// There is nothing with this name that the caller may see.
    NotFound = "not_found", 404, "Not found";
    /// The address doesn't take this method.
    MethodNotAllowed = "method_not_allowed", 405, "Method not allowed";
    /// The database went back in time, or is another one.
    Diverged = "diverged", 409, "The academy went back in time";
    /// The course was changed since it was fetched.
    Stale = "stale", 409, "The course was changed meanwhile";
    /// Another course has the slug.
    SlugTaken = "slug_taken", 409, "The slug is taken";
    /// A module or lesson belongs to another course.
    ForeignId = "foreign_id", 409, "The id belongs to another course";
    /// The account was erased.
    UserGone = "user_gone", 410, "The account was erased";
    /// More than this call takes at once.
    TooLarge = "too_large", 413, "Too large";
    /// The body is in a form or an encoding that isn't understood.
    UnsupportedMediaType = "unsupported_media_type", 415, "Unsupported media type";
    /// A published course must have complete content.
    Incomplete = "incomplete", 422, "The course isn't complete";
    /// Too many requests from this device or address.
    RateLimited = "rate_limited", 429, "Too many requests";
    /// The server failed in a way that nobody expected.
    Internal = "internal", 500, "The server failed";
    /// Somebody else holds what this changes.
    Busy = "busy", 503, "Somebody else is changing this";
    /// More requests than the server can take at this moment.
    Overloaded = "overloaded", 503, "The server is overloaded";
    /// The academy's database doesn't answer, or isn't ready.
    Unavailable = "unavailable", 503, "The database is unavailable";
    /// The request took longer than it may.
    Timeout = "timeout", 504, "The request took too long";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_written_as_it_is_read() {
        for code in ProblemCode::ALL {
            let written = serde_json::to_string(code).unwrap();
            assert_eq!(written, format!("\"{}\"", code.as_str()));
            assert_eq!(
                serde_json::from_str::<ProblemCode>(&written).unwrap(),
                *code
            );
        }
        let newer: ProblemCode = serde_json::from_str("\"raining\"").unwrap();
        assert_eq!(newer, ProblemCode::Other);
    }
}

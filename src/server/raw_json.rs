//! Answers that go out as the database wrote them: nothing reads them on the way.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::problem::Failure;
use crate::academy::Text;

/// Such an answer, or a problem.
pub(super) type Written<T> = Result<Text<T>, Failure>;

impl<T> IntoResponse for Text<T> {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, "application/json")], self.into_string()).into_response()
    }
}

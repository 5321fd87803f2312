//! How far in the primary's log a caller has seen, so that a replica never shows it less.
//!
//! Answers of the primary carry the place in a header, and the client sends it back. A sync begins with `hello`, which
//! the primary answers, so nothing has to be kept between two of them.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::App;

/// The header.
pub(super) const POSITION: HeaderName = HeaderName::from_static(crate::wire::POSITION_HEADER);

/// A place in PostgreSQL's log, as it writes it: `16/B374D848`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Position(pub(super) String);

impl Position {
    /// The caller's; none where it sent none, or nonsense.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let said = headers.get(&POSITION)?.to_str().ok()?;
        let (file, offset) = said.split_once('/')?;
        let is_number = |part: &str| {
            (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_hexdigit())
        };
        (is_number(file) && is_number(offset)).then(|| Self(said.to_owned()))
    }
}

/// The middleware of what the primary answers: where there is a replica, the answer says how far the primary is.
pub(super) async fn tell_position(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    if app.database().replica.is_none() || !response.status().is_success() {
        return response;
    }
    let question = sqlx::query_as("select pg_current_wal_lsn()::text");
    let position: Result<(String,), _> = app.database().primary.row(question).await;
    // Without it the client sends none, and the primary answers everything.
    if let Some(value) = position
        .ok()
        .and_then(|(place,)| HeaderValue::try_from(place).ok())
    {
        response.headers_mut().insert(POSITION, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_place_is_one() {
        let read = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(POSITION, HeaderValue::from_static(text));
            Position::of(&headers).map(|position| position.0)
        };
        assert_eq!(read("16/B374D848").as_deref(), Some("16/B374D848"));
        for nonsense in [
            "",
            "/",
            "16",
            "x/y",
            "1/2/3",
            "123456789/0",
            "0/0; drop table",
        ] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
    }
}

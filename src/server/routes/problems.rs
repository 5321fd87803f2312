//! `GET /problems/{code}`: what a problem means, and what to do about it.

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use include_dir::{Dir, include_dir};

use crate::server::parameters::Path;
use crate::server::problem::Failure;
use crate::wire::problem::{Problem, ProblemCode};

static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/problems");

/// The page about a problem's code, in Markdown.
#[utoipa::path(
    get, path = "/problems/{code}", tag = "operation", params(("code" = String, Path)),
    responses((status = 200, body = String, content_type = "text/markdown"), (status = "default", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn problem(Path(code): Path<String>) -> Result<impl IntoResponse, Failure> {
    let known = ProblemCode::ALL.iter().find(|known| known.as_str() == code);
    let page = known.and_then(|known| PAGES.get_file(format!("{}.md", known.as_str())));
    let Some(text) = page.and_then(|page| page.contents_utf8()) else {
        return Err(Failure::new(
            ProblemCode::NotFound,
            "there is no problem with this code",
        ));
    };
    Ok(([(CONTENT_TYPE, "text/markdown; charset=utf-8")], text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_page_and_every_page_its_code() {
        for code in ProblemCode::ALL {
            let page = PAGES.get_file(format!("{}.md", code.as_str()));
            let text = page.and_then(|page| page.contents_utf8()).unwrap();
            let status = format!("`{}`, status {}\n", code.as_str(), code.status());
            assert!(text.contains(&status), "{text}");
            assert!(text.starts_with(&format!("# {}\n", code.title())), "{text}");
        }
        assert_eq!(PAGES.files().count(), ProblemCode::ALL.len());
    }
}

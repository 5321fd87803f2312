//! Bodies of requests: bounded as they arrive and again once they are unpacked.

use std::io::{self, Read};

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use flate2::read::MultiGzDecoder;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

use super::problem::Failure;
use crate::wire::problem::ProblemCode;

/// A body of JSON, of at most so many bytes, packed and unpacked.
pub(super) struct Json<T, const MOST: usize>(pub(super) T);

/// A body of bytes, of at most so many, packed and unpacked.
pub(super) struct Raw<const MOST: usize>(pub(super) Bytes);

/// The largest window of zstd that is unpacked, as a power of two: what RFC 8878 asks everybody for.
const ZSTD_WINDOW: u32 = 23;

impl<T: DeserializeOwned, S: Send + Sync, const MOST: usize> FromRequest<S> for Json<T, MOST> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if !is_json(request.headers()) {
            return Err(Failure::new(
                ProblemCode::UnsupportedMediaType,
                "send JSON, with `Content-Type: application/json`",
            ));
        }
        let Raw(bytes) = Raw::<MOST>::from_request(request, state).await?;
        let read = serde_json::from_slice(&bytes);
        read.map(Json)
            .map_err(|error| Failure::new(ProblemCode::Malformed, error.to_string()))
    }
}

impl<S: Send + Sync, const MOST: usize> FromRequest<S> for Raw<MOST> {
    type Rejection = Failure;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Failure> {
        let (head, body) = request.into_parts();
        let collected = Limited::new(body, MOST).collect().await;
        let packed = collected.map_err(|error| match error.is::<LengthLimitError>() {
            true => too_large(MOST),
            false => Failure::new(ProblemCode::Malformed, "the body broke off"),
        })?;
        unpack(&head.headers, packed.to_bytes(), MOST).map(Raw)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(said) = headers
        .get(CONTENT_TYPE)
        .and_then(|said| said.to_str().ok())
    else {
        return false;
    };
    let kind = said.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

fn unpack(headers: &HeaderMap, packed: Bytes, most: usize) -> Result<Bytes, Failure> {
    let encodings: Vec<_> = headers.get_all(CONTENT_ENCODING).iter().collect();
    match encodings.as_slice() {
        [] => Ok(packed),
        [one] if *one == "identity" => Ok(packed),
        [one] if *one == "gzip" => unpacked(MultiGzDecoder::new(&*packed), most),
        [one] if *one == "zstd" => unpacked(zstd_reader(&packed).map_err(broken)?, most),
        _ => Err(Failure::new(
            ProblemCode::UnsupportedMediaType,
            "the body may be packed with gzip or zstd",
        )),
    }
}

fn zstd_reader(packed: &[u8]) -> io::Result<impl Read> {
    let mut reader = zstd::Decoder::with_buffer(packed)?;
    reader.window_log_max(ZSTD_WINDOW)?;
    Ok(reader)
}

/// All that the reader gives, unless that is more than `most` bytes.
fn unpacked(reader: impl Read, most: usize) -> Result<Bytes, Failure> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(limit).read_to_end(&mut bytes).map_err(broken)?;
    match bytes.len() > most {
        true => Err(too_large(most)),
        false => Ok(bytes.into()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn broken(error: io::Error) -> Failure {
    Failure::new(
        ProblemCode::Malformed,
        format!("the body can't be unpacked: {error}"),
    )
}

fn too_large(most: usize) -> Failure {
    Failure::new(
        ProblemCode::TooLarge,
        format!(
            "this call takes at most {} KiB, packed and unpacked",
            most / 1024
        ),
    )
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use axum::http::HeaderValue;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed_with(encoding: &'static str, packed: Vec<u8>) -> Result<Bytes, Failure> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        unpack(&headers, packed.into(), 1000)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 19).unwrap()
    }

    #[test]
    fn what_was_packed_comes_out() {
        assert_eq!(packed_with("gzip", gzip(b"text")).unwrap(), "text");
        assert_eq!(packed_with("zstd", zstd(b"text")).unwrap(), "text");
    }

    #[test]
    fn a_bomb_is_unpacked_to_its_limit_only() {
        let bomb = vec![0; 10_000_000];
        for refused in [
            packed_with("gzip", gzip(&bomb)),
            packed_with("zstd", zstd(&bomb)),
        ] {
            assert_eq!(refused.unwrap_err().problem.code, ProblemCode::TooLarge);
        }
    }

    #[test]
    fn what_is_not_packed_so_is_refused() {
        for encoding in ["gzip", "zstd", "br", "gzip, gzip"] {
            assert!(packed_with(encoding, b"plain text".to_vec()).is_err());
        }
    }
}

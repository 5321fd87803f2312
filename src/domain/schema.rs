//! The forms of values in a server's OpenAPI document, where deriving them can't tell.

use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

/// A text that is one of these words.
pub fn one_of(words: &[&str]) -> RefOr<Schema> {
    let object = ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(words.iter().copied()));
    RefOr::T(Schema::Object(object.build()))
}

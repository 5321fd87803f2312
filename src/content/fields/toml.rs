//! Fields of a TOML file.

use serde_json::Value;
use toml::de::{DeInteger, DeTable, DeValue};

use super::{Field, Fields};
use crate::content::text::Text;
use crate::domain::diagnostic::Code;

impl<'a> Fields<'a> {
    /// The fields of a TOML file; what can be read in spite of errors is read.
    pub(in crate::content) fn toml(text: &'a Text) -> Fields<'a> {
        let (table, errors) = DeTable::parse_recoverable(text.as_str());
        let problems = errors
            .iter()
            .map(|error| {
                let at = error.span().map_or(0, |span| span.start);
                text.error(Code::Toml, at, error.message())
            })
            .collect();
        let fields = table
            .into_inner()
            .into_iter()
            .map(|(key, value)| Field {
                key_at: key.span().start,
                key: key.into_inner().into_owned(),
                value_at: value.span().start,
                value: plain(value.get_ref()),
            })
            .collect();
        Fields::new(text, fields, problems)
    }
}

fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(integer) => whole(integer),
        DeValue::Float(float) => float
            .as_str()
            .parse::<f64>()
            .map_or(Value::Null, Value::from),
        DeValue::Boolean(flag) => (*flag).into(),
        DeValue::Datetime(instant) => instant.to_string().into(),
        DeValue::Array(values) => values.iter().map(|value| plain(value.get_ref())).collect(),
        DeValue::Table(_) => Value::Object(serde_json::Map::new()),
    }
}

fn whole(integer: &DeInteger<'_>) -> Value {
    i64::from_str_radix(integer.as_str(), integer.radix()).map_or(Value::Null, Value::from)
}

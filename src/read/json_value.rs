//! One JSON value: the fields of an object, decoded one by one when they are asked for.
//!
//! Values are kept as their own text until then. Skipping over a value uses no stack, so depth cannot
//! overflow it; what is decoded is one level deep.

use super::fields::{Field, Raw, Value};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The fields of a JSON object in their order.
pub(super) fn fields(object: &str) -> Result<Vec<Field<'_>>, serde_json::Error> {
    serde_json::from_str::<Entries>(object)
        .map(|entries| entries.0.into_iter().map(|(name, raw)| Field { name, value: Raw::Json(raw.get()) }).collect())
}

/// What a JSON value is called in a message, by its first byte.
pub(super) fn type_name(raw: &str) -> &'static str {
    match raw.trim_ascii_start().as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// Decodes a well-formed value as far as a field needs it.
pub(super) fn decode(raw: &str) -> Value {
    match raw.as_bytes().first() {
        Some(b'"') => {
            let (text, replaced) = string(raw);
            Value::Text(text, replaced)
        }
        Some(b'[') => list(raw),
        Some(b'{') => {
            let entries = serde_json::from_str::<Entries>(raw).map(|entries| entries.0).unwrap_or_default();
            let scalars = entries.into_iter().filter_map(|(name, raw)| Some((name.into_owned(), scalar(raw.get())?)));
            Value::Object(scalars.collect())
        }
        Some(b't' | b'f') => Value::Bool,
        Some(b'n') | None => Value::Null,
        Some(_) => Value::Number(raw.to_owned()),
    }
}

fn list(raw: &str) -> Value {
    let elements: Vec<&RawValue> = serde_json::from_str(raw).unwrap_or_default();
    let mut texts = Vec::with_capacity(elements.len());
    for element in elements {
        match scalar(element.get()) {
            Some(text) => texts.push(text),
            None if element.get() == "null" => {}
            None => return Value::List(Vec::new(), Some(type_name(element.get()))),
        }
    }
    Value::List(texts, None)
}

/// A string or number as text.
fn scalar(raw: &str) -> Option<String> {
    match raw.as_bytes().first()? {
        b'"' => Some(string(raw).0),
        b'-' | b'0'..=b'9' => Some(raw.to_owned()),
        _ => None,
    }
}

/// A JSON string, and whether halves of characters in it were replaced. Python writes such escapes
/// for bytes that it could not decode.
fn string(raw: &str) -> (String, bool) {
    if let Ok(text) = serde_json::from_str::<String>(raw) {
        return (text, false);
    }
    let bytes = serde_json::Deserializer::from_str(raw).deserialize_bytes(Bytes).unwrap_or_default();
    (String::from_utf8_lossy(&bytes).into_owned(), true)
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_vec())
    }
}

struct Entries<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> serde::Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(Name(name)) = map.next_key()? {
                    entries.push((name, map.next_value()?));
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(Object).map(Entries)
    }
}

/// A name that borrows from the input unless it holds escapes.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

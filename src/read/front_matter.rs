//! YAML front matter: the metadata between two lines of dashes at the top of a Markdown file.
//!
//! The parser is saphyr-parser: kept, MIT OR Apache-2.0, free of C, and it gives events instead of a
//! tree. So aliases are never expanded (they are refused), nesting costs no stack, and scalars come as
//! written: a date stays the text that it was and "no" stays a word. Only what stands at the top level
//! is taken: scalars, lists of scalars and the scalars of an object.

use super::fields::{Field, Raw, Value};
use crate::problem::Problem;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use std::borrow::Cow;

/// Longest front matter in bytes.
pub const FRONT_MATTER_BYTES_MAX: usize = 64 << 10;

/// What stands at the top of a Markdown file.
pub(super) enum FrontMatter<'a> {
    /// Nothing: all of it is text.
    None,
    /// It begins like front matter but is none that can be read: all of it is text.
    Broken(Problem),
    /// Its fields, and the byte at which the text begins.
    Fields(Vec<Field<'a>>, usize),
}

/// Splits front matter from a Markdown file.
pub(super) fn split(text: &str) -> FrontMatter<'static> {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return FrontMatter::None;
    };
    let start = first.len();
    let mut at = start;
    for line in lines {
        if at - start > FRONT_MATTER_BYTES_MAX {
            let cause = format!("front matter of more than {FRONT_MATTER_BYTES_MAX} bytes: read as text");
            return FrontMatter::Broken(Problem::new(cause).at_line(1));
        }
        if matches!(line.trim_end(), "---" | "...") {
            return match fields(&text[start..at]) {
                Ok(fields) => FrontMatter::Fields(fields, at + line.len()),
                Err(problem) => FrontMatter::Broken(problem),
            };
        }
        at += line.len();
    }
    let problem = Problem::new("front matter is opened on line 1 and never closed: read as text");
    FrontMatter::Broken(problem.at_line(1).with_hint("close it with a line of three dashes"))
}

/// A collection that is being read: the one whose values are kept, or one inside it.
enum Open {
    Top,
    List(Vec<String>, Option<&'static str>),
    Object(Vec<(String, String)>, Option<String>),
    Deeper,
}

fn fields(yaml: &str) -> Result<Vec<Field<'static>>, Problem> {
    let mut fields = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut name: Option<String> = None;
    for event in Parser::new_from_str(yaml) {
        let (event, span) = event.map_err(|error| broken(&error))?;
        // Line 1 of the YAML is line 2 of the file.
        let line = span.start.line() as u64 + 1;
        let told = |cause: &str| Problem::new(format!("broken front matter: {cause}: read as text")).at_line(line);
        match event {
            Event::Alias(_) => return Err(told("aliases are not read")),
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let is_list = matches!(event, Event::SequenceStart(..));
                let opened = match open.last_mut() {
                    None if is_list => return Err(told("a list, expected names and values")),
                    None => Open::Top,
                    Some(Open::Top) if name.is_none() => return Err(told("a name that is no word")),
                    Some(Open::Top) if is_list => Open::List(Vec::new(), None),
                    Some(Open::Top) => Open::Object(Vec::new(), None),
                    Some(Open::List(_, odd)) => {
                        odd.get_or_insert(if is_list { "an array" } else { "an object" });
                        Open::Deeper
                    }
                    // What stands under a deeper name is passed over with the name.
                    Some(Open::Object(_, key)) => {
                        *key = None;
                        Open::Deeper
                    }
                    Some(Open::Deeper) => Open::Deeper,
                };
                open.push(opened);
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let value = match open.pop() {
                    Some(Open::List(parts, odd)) => Value::List(parts, odd),
                    Some(Open::Object(entries, _)) => Value::Object(entries),
                    _ => continue,
                };
                if let Some(name) = name.take() {
                    fields.push(Field { name: Cow::Owned(name), value: Raw::Decoded(value) });
                }
            }
            Event::Scalar(text, style, ..) => match open.last_mut() {
                None => return Err(told("a text, expected names and values")),
                Some(Open::Top) => match name.take() {
                    None => name = Some(text.into_owned()),
                    Some(name) => {
                        fields.push(Field { name: Cow::Owned(name), value: Raw::Decoded(scalar(text, style)) });
                    }
                },
                Some(Open::List(parts, _)) => parts.push(text.into_owned()),
                Some(Open::Object(entries, key)) => match key.take() {
                    None => *key = Some(text.into_owned()),
                    Some(key) => entries.push((key, text.into_owned())),
                },
                Some(Open::Deeper) => {}
            },
            _ => {}
        }
    }
    Ok(fields)
}

/// A value as it is written; only an empty one, `~` and `null` are nothing.
fn scalar(text: Cow<str>, style: ScalarStyle) -> Value {
    let is_plain = style == ScalarStyle::Plain;
    if is_plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
        return Value::Null;
    }
    Value::Text(text.into_owned(), false)
}

fn broken(error: &ScanError) -> Problem {
    let line = error.marker().line() as u64 + 1;
    let column = error.marker().col() + 1;
    Problem::new(format!("broken front matter at column {column}: {}: read as text", error.info())).at_line(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_and_values(text: &str) -> Vec<(String, Value)> {
        let FrontMatter::Fields(fields, _) = split(text) else { panic!("no fields in {text:?}") };
        let decoded = |field: Field| match field.value {
            Raw::Decoded(value) => (field.name.into_owned(), value),
            Raw::Json(_) => unreachable!("front matter is no JSON"),
        };
        fields.into_iter().map(decoded).collect()
    }

    #[test]
    fn values_stay_as_written() {
        let text = "---\ndate: 2024-01-17\nid: 007\ntitle: \"No: yes\"\nurl: ~\nsource: {name: N, deep: {a: b}, x: y}\ntags: [a, {b: c}]\n---\nText";
        let string = |text: &str| Value::Text(text.into(), false);
        assert_eq!(
            names_and_values(text),
            [
                ("date".into(), string("2024-01-17")),
                ("id".into(), string("007")),
                ("title".into(), string("No: yes")),
                ("url".into(), Value::Null),
                ("source".into(), Value::Object(vec![("name".into(), "N".into()), ("x".into(), "y".into())])),
                ("tags".into(), Value::List(vec!["a".into()], Some("an object"))),
            ]
        );
    }

    #[test]
    fn hostile_yaml_is_told_and_costs_no_stack() {
        let bomb = "---\na: &a [x, x]\nb: [*a, *a]\n---\n";
        let deep = format!("---\na: {}\n---\n", "[".repeat(60_000));
        let deep_blocks = format!("---\na:\n  {}b\n---\n", "- ".repeat(30_000));
        let wide = format!("---\n{}\n---\n", "? ".repeat(30_000));
        for text in
            [bomb, &deep, "---\nplain words\n---\n", "---\n- a\n---\n", "---\na: [1\n---\n", "---\nnever closed"]
        {
            assert!(matches!(split(text), FrontMatter::Broken(_)), "{:.40}", text);
        }
        for text in [deep_blocks, wide] {
            split(&text);
        }
    }
}

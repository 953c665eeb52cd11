//! One JSON document: an object, an array of objects, or several values one after another.
//!
//! The outer level is walked here and every inner value is handed to serde_json as one piece, so that a
//! document that breaks off keeps the records before the break. A scraper's dump, an object that
//! wraps its records in a list, is unwrapped. JSON that is too long for memory is told, not read.

use super::decode::{byte_order_mark, read_bounded};
use super::fields::{FIELDS, Field, Raw, Role, build, nothing_to_read};
use super::json_lines::broken;
use super::{Record, empty_file, json_value};
use crate::problem::Problem;
use encoding_rs::UTF_8;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::io::BufRead;

/// Longest document in bytes; JSON Lines has no such bound.
pub const DOCUMENT_BYTES_MAX: usize = 1 << 30;

/// Names under which a dump keeps its records, sorted.
///
/// An object is a dump when the list under one of these is its only list of objects and it has no text
/// of its own (a description aside, which feeds have).
pub const WRAPPERS: &[&str] = &["articles", "data", "docs", "items", "results"];

pub(super) fn read(input: &mut dyn BufRead, bytes_max: usize, sink: &mut dyn FnMut(Record)) -> std::io::Result<()> {
    let Some(bytes) = read_bounded(input, bytes_max)? else {
        let problem = Problem::new(format!("the document has more than {bytes_max} bytes"));
        sink(Record::Failed(problem.with_hint("write it as JSON Lines, one object a line")));
        return Ok(());
    };
    let len = bytes.len();
    let decoded = decode(bytes);
    let mut document = Document {
        text: &decoded.text,
        bad_offsets: &decoded.bad_offsets,
        undecoded: decoded.undecoded,
        at: 0,
        counted_to: 0,
        line: 1,
        line_start: 0,
        record: 0,
        sink,
    };
    if let Err(problem) = document.values() {
        document.emit(Record::Failed(problem));
    } else if document.record == 0 {
        (document.sink)(empty_file(len));
    }
    Ok(())
}

struct Decoded {
    text: String,
    /// Offsets in `text` of bytes that were not UTF-8 and stand as `?` there, ascending.
    bad_offsets: Vec<usize>,
    /// Whether UTF-16 held what could not be decoded.
    undecoded: bool,
}

/// Characters of the same length as the bytes, so that offsets and columns stay true.
fn decode(mut bytes: Vec<u8>) -> Decoded {
    let mark = byte_order_mark(&bytes);
    if let Some((encoding, mark_bytes)) = mark
        && encoding != UTF_8
    {
        let (text, undecoded) = encoding.decode_without_bom_handling(&bytes[mark_bytes..]);
        return Decoded { text: text.into_owned(), bad_offsets: Vec::new(), undecoded };
    }
    bytes.drain(..mark.map_or(0, |(_, mark_bytes)| mark_bytes));
    let mut bad_offsets = Vec::new();
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        let mut patched = String::with_capacity(error.as_bytes().len());
        for chunk in error.as_bytes().utf8_chunks() {
            patched.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                bad_offsets.push(patched.len());
                patched.extend(chunk.invalid().iter().map(|_| '?'));
            }
        }
        patched
    });
    Decoded { text, bad_offsets, undecoded: false }
}

struct Document<'a, 's> {
    text: &'a str,
    bad_offsets: &'a [usize],
    undecoded: bool,
    /// Where the walk is.
    at: usize,
    /// Up to where lines are counted, and the line there.
    counted_to: usize,
    line: u64,
    /// Where that line starts.
    line_start: usize,
    record: u32,
    sink: &'s mut dyn FnMut(Record),
}

impl<'a> Document<'a, '_> {
    /// Walks the values of the outer level; the error is where the document breaks.
    fn values(&mut self) -> Result<(), Problem> {
        while let Some(byte) = self.next_byte() {
            match byte {
                b'[' => self.array()?,
                b'{' => self.object()?,
                _ => {
                    let start = self.at;
                    let raw = self.value()?;
                    self.not_an_object(raw.get(), start);
                }
            }
        }
        Ok(())
    }

    /// Walks an array and hands out its elements as records.
    fn array(&mut self) -> Result<(), Problem> {
        let start = self.at;
        self.at += 1;
        if self.next_byte() == Some(b']') {
            self.at += 1;
            let problem = Problem::new("no object: the array is empty").at_line(self.line_of(start));
            self.emit(Record::Failed(problem));
            return Ok(());
        }
        loop {
            let start = self.skip_space();
            let raw = self.value()?.get();
            if raw.starts_with('{') {
                let outcome = json_value::fields(raw)
                    .map_err(|error| self.broken_at(start, &error))
                    .and_then(|fields| self.article(&fields, start, raw.len()));
                self.emit(outcome.unwrap_or_else(Record::Failed));
            } else {
                self.not_an_object(raw, start);
            }
            match self.next_byte() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(_) => return Err(self.expected("a comma or the end of the array")),
                None => return Err(self.expected("the end of the array, the document breaks off")),
            }
        }
    }

    /// Walks an object of the outer level: a record, or a dump that wraps its records.
    fn object(&mut self) -> Result<(), Problem> {
        let start = self.at;
        let mut fields = Vec::new();
        let mut starts = Vec::new();
        let walked = self.entries(&mut fields, &mut starts);
        if let Some(list) = self.wrapped_list(&fields, &starts) {
            let end = self.at;
            self.at = list;
            self.array()?;
            self.at = end;
            return walked;
        }
        walked?;
        let outcome = self.article(&fields, start, self.at - start);
        self.emit(outcome.unwrap_or_else(Record::Failed));
        Ok(())
    }

    /// The fields of the object at `at` and where their values start. A value that breaks off has its
    /// name and start but an empty text.
    fn entries(&mut self, fields: &mut Vec<Field<'a>>, starts: &mut Vec<usize>) -> Result<(), Problem> {
        self.at += 1;
        if self.next_byte() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            if self.next_byte() != Some(b'"') {
                return Err(self.expected("a field name in quotes"));
            }
            let raw_name = self.value()?.get();
            let name = serde_json::from_str::<String>(raw_name).map_or(Cow::Borrowed(raw_name), Cow::Owned);
            if self.next_byte() != Some(b':') {
                return Err(self.expected("a colon"));
            }
            self.at += 1;
            let start = self.skip_space();
            fields.push(Field { name, value: Raw::Json("") });
            starts.push(start);
            let raw = self.value()?.get();
            if let Some(field) = fields.last_mut() {
                field.value = Raw::Json(raw);
            }
            match self.next_byte() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(_) => return Err(self.expected("a comma or the end of the object")),
                None => return Err(self.expected("the end of the object, the document breaks off")),
            }
        }
    }

    /// Where the list starts that an object wraps, if it does. See [`WRAPPERS`].
    fn wrapped_list(&self, fields: &[Field], starts: &[usize]) -> Option<usize> {
        let lists_objects = |start: usize| {
            let list = self.text[start..].strip_prefix('[');
            list.is_some_and(|list| list.trim_ascii_start().starts_with('{'))
        };
        let mut lists = fields.iter().zip(starts).filter(|(_, start)| lists_objects(**start));
        let (list, start) = lists.next()?;
        let is_wrapper = lists.next().is_none() && WRAPPERS.contains(&list.name.to_ascii_lowercase().as_str());
        let names = FIELDS.iter().filter(|(role, _)| *role == Role::Text).flat_map(|(_, names)| names.iter());
        let mut names = names.filter(|name| **name != "description");
        let is_text = |field: &Field| matches!(field.value, Raw::Json(raw) if raw.starts_with('"'));
        let has_text =
            names.any(|name| fields.iter().any(|field| field.name.eq_ignore_ascii_case(name) && is_text(field)));
        (is_wrapper && !has_text).then_some(*start)
    }

    /// The record made of the fields of the object at `start`.
    fn article(&mut self, fields: &[Field], start: usize, len: usize) -> Result<Record, Problem> {
        let line = self.line_of(start);
        let bad = self.bad_offsets[self.bad_offsets.partition_point(|offset| *offset < start)..].first();
        if let Some(bad) = bad.copied().filter(|bad| *bad < start + len) {
            let (line, column) = self.place_of(bad);
            let cause = format!("byte at offset {} of the line is not UTF-8", column - 1);
            return Err(Problem::new(cause).at_line(line).with_hint("JSON is written in UTF-8"));
        }
        let built = build(fields, self.record).map_err(|problem| problem.at_line(line))?;
        let mut article = built.article;
        if self.undecoded && self.text[start..start + len].contains('\u{FFFD}') {
            article.problems.push(Problem::new("broken UTF-16: what could not be decoded is shown as \u{FFFD}"));
        }
        for problem in &mut article.problems {
            problem.line.get_or_insert(line);
        }
        if let Some(reason) = nothing_to_read(&article) {
            return Ok(Record::Skipped { record: self.record, reason: reason.at_line(line) });
        }
        article.text_line = match built.text_field.map(|index| &fields[index].value) {
            // The value is a part of the document, so the distance of the two is its offset.
            Some(Raw::Json(raw)) => self.line_of(raw.as_ptr() as usize - self.text.as_ptr() as usize),
            _ => line,
        };
        Ok(Record::Article(article))
    }

    fn not_an_object(&mut self, raw: &str, start: usize) {
        let cause = format!("expected an object, found {}", json_value::type_name(raw));
        let problem = Problem::new(cause).at_line(self.line_of(start));
        self.emit(Record::Failed(problem));
    }

    /// Takes the whole value at `at`.
    fn value(&mut self) -> Result<&'a RawValue, Problem> {
        let start = self.skip_space();
        let mut values = serde_json::Deserializer::from_str(&self.text[start..]).into_iter::<&'a RawValue>();
        match values.next() {
            Some(Ok(raw)) => {
                self.at += values.byte_offset();
                Ok(raw)
            }
            Some(Err(error)) => Err(self.broken_at(start, &error)),
            None => Err(self.expected("a value, the document breaks off")),
        }
    }

    /// The problem of a piece that starts at `start` and breaks.
    fn broken_at(&mut self, start: usize, error: &serde_json::Error) -> Problem {
        let (start_line, start_column) = self.place_of(start);
        let line = start_line + error.line().saturating_sub(1) as u64;
        let column = if error.line() <= 1 { start_column - 1 + error.column() } else { error.column() };
        self.hinted(broken(error, column).at_line(line))
    }

    fn expected(&mut self, what: &str) -> Problem {
        let (line, column) = self.place_of(self.at);
        self.hinted(Problem::new(format!("broken JSON at column {column}: expected {what}")).at_line(line))
    }

    fn hinted(&self, problem: Problem) -> Problem {
        problem.with_hint("if the file holds one object a line, name it .jsonl: a broken line then fails alone")
    }

    fn emit(&mut self, record: Record) {
        (self.sink)(record);
        self.record = self.record.saturating_add(1);
    }

    fn skip_space(&mut self) -> usize {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        self.at
    }

    fn next_byte(&mut self) -> Option<u8> {
        self.skip_space();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Line of `offset`, from 1.
    fn line_of(&mut self, offset: usize) -> u64 {
        self.place_of(offset).0
    }

    /// Line of `offset` and its byte in that line, both from 1. Counts on from the last offset asked for, which
    /// makes all of it one pass, a step back to the start of a wrapped list aside.
    fn place_of(&mut self, offset: usize) -> (u64, usize) {
        let bytes = self.text.as_bytes();
        if offset < self.counted_to {
            (self.counted_to, self.line, self.line_start) = (0, 1, 0);
        }
        let passed = &bytes[self.counted_to..offset];
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        if let Some(newline) = passed.iter().rposition(|byte| *byte == b'\n') {
            self.line_start = self.counted_to + newline + 1;
        }
        self.counted_to = offset;
        (self.line, offset - self.line_start + 1)
    }
}

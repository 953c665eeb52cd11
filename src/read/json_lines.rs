//! JSON Lines: one object a line; a broken line fails alone, and reading goes on.

use super::decode::Utf16Reader;
use super::fields::{build, nothing_to_read};
use super::{Record, empty_file, json_value};
use crate::article::ARTICLE_BYTES_MAX;
use crate::problem::Problem;
use std::cell::Cell;
use std::io::{BufRead, BufReader, Read};
use std::rc::Rc;

/// Longest line in bytes: escapes may make a text several times longer than it is.
pub const LINE_BYTES_MAX: usize = 4 * ARTICLE_BYTES_MAX;

/// Longest line of space that is kept between records.
const LINE_BYTES_KEPT: usize = 1 << 20;

pub(super) fn read(
    input: &mut dyn BufRead,
    line_bytes_max: usize,
    sink: &mut dyn FnMut(Record),
) -> std::io::Result<()> {
    let mut head = [0u8; 2];
    let mut head_bytes = 0;
    while head_bytes < head.len() {
        let taken = input.read(&mut head[head_bytes..])?;
        if taken == 0 {
            break;
        }
        head_bytes += taken;
    }
    let had_errors = Rc::new(Cell::new(false));
    match &head[..head_bytes] {
        mark @ ([0xFF, 0xFE] | [0xFE, 0xFF]) => {
            let decoded = Utf16Reader::new(input, mark[0] == 0xFE, had_errors.clone());
            read_lines(&mut BufReader::new(decoded), line_bytes_max, &had_errors, sink)
        }
        start => read_lines(&mut start.chain(input), line_bytes_max, &had_errors, sink),
    }
}

fn read_lines(
    input: &mut dyn BufRead,
    line_bytes_max: usize,
    had_errors: &Cell<bool>,
    sink: &mut dyn FnMut(Record),
) -> std::io::Result<()> {
    let mut line = Vec::new();
    let mut number = 0u64;
    let mut bytes = 0usize;
    let mut record = 0u32;
    loop {
        line.clear();
        line.shrink_to(LINE_BYTES_KEPT);
        let taken = (&mut *input).take(line_bytes_max as u64 + 1).read_until(b'\n', &mut line)?;
        if taken == 0 {
            break;
        }
        bytes = bytes.saturating_add(taken);
        number += 1;
        if number == 1 {
            if let Some(offset) = line.iter().position(|byte| *byte == 0) {
                let cause = format!("binary data: byte 0x00 at offset {offset}");
                sink(Record::Failed(Problem::new(cause)));
                return Ok(());
            }
            if line.starts_with(b"\xEF\xBB\xBF") {
                line.drain(..3);
            }
        }
        let outcome = if line.len() > line_bytes_max && line.last() != Some(&b'\n') {
            line.clear();
            line.shrink_to(LINE_BYTES_KEPT);
            input.skip_until(b'\n')?;
            let cause = format!("the line has more than {line_bytes_max} bytes");
            Record::Failed(Problem::new(cause).with_hint("split it into one record an article"))
        } else if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        } else {
            read_line(&line, record, number, had_errors.get())
        };
        sink(placed(outcome, number));
        record = record.saturating_add(1);
    }
    if record == 0 {
        sink(empty_file(bytes));
    }
    Ok(())
}

/// The record with its line, where a problem does not name one yet.
fn placed(record: Record, line: u64) -> Record {
    let at = |mut problem: Problem| {
        problem.line.get_or_insert(line);
        problem
    };
    match record {
        Record::Article(mut article) => {
            article.problems = article.problems.into_iter().map(at).collect();
            Record::Article(article)
        }
        Record::Failed(problem) => Record::Failed(at(problem)),
        Record::Skipped { record, reason } => Record::Skipped { record, reason: at(reason) },
    }
}

fn read_line(line: &[u8], record: u32, number: u64, had_errors: bool) -> Record {
    let text = match std::str::from_utf8(line) {
        Ok(text) => text,
        Err(error) => {
            let offset = error.valid_up_to();
            let cause = format!("byte 0x{:02x} at offset {offset} of the line is not UTF-8", line[offset]);
            return Record::Failed(Problem::new(cause).with_hint("JSON is written in UTF-8"));
        }
    };
    let kind = json_value::type_name(text);
    let fields = match json_value::fields(text) {
        Ok(fields) => fields,
        Err(error) if error.is_data() && kind != "an object" => {
            return Record::Failed(Problem::new(format!("expected an object, found {kind}")));
        }
        Err(error) => return Record::Failed(broken(&error, error.column())),
    };
    let mut article = match build(&fields, record) {
        Ok(built) => built.article,
        Err(problem) => return Record::Failed(problem),
    };
    if had_errors && text.contains('\u{FFFD}') {
        article.problems.push(Problem::new("broken UTF-16: what could not be decoded is shown as \u{FFFD}"));
    }
    if let Some(reason) = nothing_to_read(&article) {
        return Record::Skipped { record, reason };
    }
    article.text_line = number;
    Record::Article(article)
}

/// The problem of JSON that breaks at `column` (a byte of its line, from 1).
pub(super) fn broken(error: &serde_json::Error, column: usize) -> Problem {
    let told = error.to_string();
    let cause = told.rsplit_once(" at line ").map_or(told.as_str(), |(cause, _)| cause);
    Problem::new(format!("broken JSON at column {column}: {cause}"))
}

//! Plain text: the whole file is one text without metadata.

use super::decode::{Decoded, PLAIN_BYTES_MAX, decode_plain, read_bounded, too_long};
use super::{Record, empty_file};
use crate::article::Article;
use std::io::BufRead;

pub(super) fn read(input: &mut dyn BufRead, sink: &mut dyn FnMut(Record)) -> std::io::Result<()> {
    read_whole(input, sink, |decoded| {
        Record::Article(Article {
            text: decoded.text,
            text_line: 1,
            text_lines_are_file_lines: true,
            problems: decoded.problems,
            ..Article::default()
        })
    })
}

/// Reads a file that is one record, made of its decoded text when there is any.
pub(super) fn read_whole(
    input: &mut dyn BufRead,
    sink: &mut dyn FnMut(Record),
    record: impl FnOnce(Decoded) -> Record,
) -> std::io::Result<()> {
    let Some(bytes) = read_bounded(input, PLAIN_BYTES_MAX)? else {
        sink(Record::Failed(too_long(&format!("the file has more than {PLAIN_BYTES_MAX} bytes"))));
        return Ok(());
    };
    let len = bytes.len();
    sink(match decode_plain(bytes) {
        Err(problem) => Record::Failed(problem),
        Ok(decoded) if decoded.text.trim().is_empty() => empty_file(len),
        Ok(decoded) => record(decoded),
    });
    Ok(())
}

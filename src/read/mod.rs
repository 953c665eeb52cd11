//! Reading: bytes of a file become articles and problems, one file of code per format.
//!
//! Reading never panics and never guesses in silence: what cannot be read is told with its line, what
//! was odd stays with the article as a problem, and nothing is cut. Opening files, walking folders
//! and naming paths is left to the caller; site clutter inside a text is left to `clean`.
//!
//! | format | records | fields |
//! | --- | --- | --- |
//! | text | the whole file | none |
//! | Markdown | the whole file | YAML front matter, first heading |
//! | JSON | an object, the objects of an array, or several values one after another | [`FIELDS`] |
//! | JSON Lines | one object a line, blank lines aside | [`FIELDS`] |

mod decode;
mod detect;
mod fields;
mod front_matter;
mod json;
mod json_lines;
mod json_value;
mod markdown;
mod plain;

pub use decode::PLAIN_BYTES_MAX;
pub use detect::{Detected, detect};
pub use fields::{FIELDS, METADATA_BYTES_MAX, Role};
pub use front_matter::FRONT_MATTER_BYTES_MAX;
pub use json::{DOCUMENT_BYTES_MAX, WRAPPERS};
pub use json_lines::LINE_BYTES_MAX;

use crate::article::Article;
use crate::problem::Problem;
use std::io::BufRead;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// The whole file is one text.
    Text,
    /// One text, with YAML front matter or without.
    Markdown,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    JsonLines,
}

impl Format {
    /// The word used in every output and in the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Json => "json",
            Format::JsonLines => "jsonl",
        }
    }
}

/// What became of one record of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// It was read.
    Article(Article),
    /// It could not be read; the problem holds its line where one is known.
    Failed(Problem),
    /// It holds nothing to read.
    Skipped {
        /// Number of the record in its file, from 0.
        record: u32,
        /// Why it was skipped.
        reason: Problem,
    },
}

/// Reads all records of `input` in order and hands each to `sink`.
///
/// Records are numbered from 0; failed and skipped ones take a number too. Memory is bounded by one
/// record for JSON Lines, by the document otherwise. Errors are those of `input` alone: whatever the
/// bytes hold comes back as records.
pub fn read(format: Format, input: &mut dyn BufRead, sink: &mut dyn FnMut(Record)) -> std::io::Result<()> {
    match format {
        Format::Text => plain::read(input, sink),
        Format::Markdown => markdown::read(input, sink),
        Format::Json => json::read(input, DOCUMENT_BYTES_MAX, sink),
        Format::JsonLines => json_lines::read(input, LINE_BYTES_MAX, sink),
    }
}

/// The record of a file without a byte or without a character that prints.
fn empty_file(bytes: usize) -> Record {
    let cause = if bytes == 0 { "the file is empty" } else { "the file holds nothing but white space" };
    Record::Skipped { record: 0, reason: Problem::new(cause) }
}

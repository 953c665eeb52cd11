//! An article as it was read, before anything is understood of it.

use crate::problem::Problem;

/// Longest text of one article, in bytes; a longer one fails and is never cut.
pub const ARTICLE_BYTES_MAX: usize = 16 << 20;

/// One news text with the metadata that its file gave, unjudged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// Number of the record in its file, from 0; a text file holds record 0.
    pub record: u32,
    /// The record's own id, if it has one.
    pub id: Option<String>,
    /// The title field, if it has one. A title line inside the text is found later, by `clean`.
    pub title: Option<String>,
    /// The text as it stands in the record, nothing cut.
    pub text: String,
    /// Line of the source file, from 1, on which the text (for JSON: its value) starts.
    pub text_line: u64,
    /// Whether every line of `text` is a line of the file, so that lines can be counted on from
    /// `text_line`. False for JSON, where the text is one value.
    pub text_lines_are_file_lines: bool,
    /// Publication date as the record states it, with the field it came from.
    pub published: Option<StatedDate>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Language tag as given ("en", "fa").
    pub language: Option<String>,
    /// What was odd about the record, though it could be read.
    pub problems: Vec<Problem>,
}

/// A date as metadata state it, not yet understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedDate {
    /// Name of the field ("published", "date", "reference_date").
    pub field: String,
    /// Its value as written.
    pub surface: String,
}

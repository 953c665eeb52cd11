//! An article as it was read, before anything is understood of it.

use crate::date::Day;
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
    /// Every date that the record states of itself, by kind, then in order of trust.
    pub stated_dates: Vec<StatedDate>,
    /// Name of the file, where the file is this one article.
    pub file_name: Option<String>,
    /// Day on which it was read, where the caller knows it: nothing appears later.
    pub read_on: Option<Day>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Language tag as given ("en", "fa").
    pub language: Option<String>,
    /// What was odd about the record, though it could be read.
    pub problems: Vec<Problem>,
}

/// What a field says that its date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatedKind {
    /// When the article appeared.
    Published,
    /// No more than a date.
    Date,
    /// The line with place and day before the story.
    Dateline,
    /// When the article was changed.
    Updated,
    /// When it was crawled.
    Gathered,
}

/// A date as metadata state it, not yet understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedDate {
    /// What the field says that it is.
    pub kind: StatedKind,
    /// Name of the field ("published", "date", "reference_date").
    pub field: String,
    /// Its value as written.
    pub surface: String,
}

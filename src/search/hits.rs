//! Hits: passages with what is known of them and of their articles.

use super::highlight::Match;
use crate::actor::Kind;
use crate::date::{Day, Precision};
use crate::index::ArticleRecord;

/// One hit: a passage of an article.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Place in the whole ranking, from 1 over all pages.
    pub rank: u64,
    /// BM25 of the article; 0 without words.
    pub score: f32,
    /// The article.
    pub article: ArticleRecord,
    /// Whether a date filter may or may not mean it.
    pub unsure: bool,
    /// The passage.
    pub passage: HitPassage,
    /// Actors that the passage names, in reading order, each once.
    pub actors: Vec<HitActor>,
    /// Dates that the passage tells, in reading order.
    pub event_dates: Vec<EventDate>,
}

/// The passage of a hit.
#[derive(Debug, Clone)]
pub struct HitPassage {
    /// Number in the article, from 1.
    pub number: u32,
    /// First byte in the article's cleaned text.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// Line of the source file, from 1.
    pub line: u64,
    /// Its text.
    pub text: String,
    /// What matched, in reading order, without overlap.
    pub matches: Vec<Match>,
}

/// An actor that a passage names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitActor {
    /// Identifier.
    pub id: String,
    /// Name for display.
    pub name: String,
    /// What it is.
    pub kind: Kind,
}

/// A date that a passage tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventDate {
    /// First day; absent when only day and month are known.
    pub first: Option<Day>,
    /// Last day.
    pub last: Option<Day>,
    /// How exactly it is told.
    pub precision: Precision,
    /// Whether it is known so only by an inferred publication date.
    pub inferred: bool,
    /// As printed.
    pub surface: String,
}

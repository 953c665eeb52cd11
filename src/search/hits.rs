//! Hits: passages with what is known of them and of their articles.

use super::highlight::Match;
use super::scoring::ScoreParts;
use super::stories::HitStory;
use crate::actor::Kind;
use crate::date::{Day, Precision};
use crate::index::ArticleRecord;
use tantivy::DocAddress;

/// One hit: a passage of an article.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Place in the whole ranking, from 1 over all pages.
    pub rank: u64,
    /// How good the article is; 0 without words.
    pub score: f32,
    /// What the score is made of.
    pub score_parts: ScoreParts,
    /// Bare words that the article lacks, as typed but for case and accents; empty when it has all.
    pub missing: Vec<String>,
    /// The article.
    pub article: ArticleRecord,
    /// What matched in its title, in reading order, without overlap; nothing in a derived one.
    pub title_matches: Vec<Match>,
    /// The story that it stands for, when the index holds copies of the article.
    pub story: Option<HitStory>,
    /// Whether a date filter may or may not mean it.
    pub unsure: bool,
    /// The passage.
    pub passage: HitPassage,
    /// Actors that the passage names, in reading order, each once.
    pub actors: Vec<HitActor>,
    /// Dates that the passage tells, in reading order.
    pub event_dates: Vec<EventDate>,
    /// Passages beside it, in reading order, where these were asked for.
    pub context: Vec<ContextPassage>,
    /// Where the passage stands in the index.
    pub(super) address: DocAddress,
}

/// A passage beside that of a hit, shown for context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextPassage {
    /// Whether it stands before the hit.
    pub is_before: bool,
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
    /// Whether text of the passage before what is shown was cut off.
    pub cut_before: bool,
    /// Whether text after it was.
    pub cut_after: bool,
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

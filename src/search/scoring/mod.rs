//! How good a match is: BM25 of our own over articles, and what is added for the best of them.
//!
//! tantivy finds and counts; the numbers behind a score are all here, since those of tantivy are private
//! and count passages among the articles. Matching knows nothing of this: no word is left out of a query.

mod bm25;
mod expand;
mod explain;
mod pairs;
mod parameters;
mod question_words;
mod rescore;
mod term_query;

pub(super) use bm25::{ArticleScoring, Bm25};
pub(super) use expand::{READ_ARTICLES, best_words};
pub use explain::{ScoreParts, WordWeight};
pub use parameters::Ranking;
pub(super) use question_words::{is_small, question_words};
pub(super) use rescore::{RESCORED_ARTICLES, Rescoring, word_weights};
pub(super) use term_query::ScoredTerm;

//! How a query was understood and what a score is made of, as JSON.

use crate::search::{ScoreParts, SearchResult, WordWeight};
use serde::Serialize;

/// What `--explain` tells of a query.
#[derive(Serialize)]
pub(super) struct ExplainedOut<'a> {
    lowered: &'a str,
    words: Vec<WordOut<'a>>,
    added_words: Vec<WordOut<'a>>,
}

#[derive(Serialize)]
struct WordOut<'a> {
    word: &'a str,
    stem: &'a str,
    articles: u64,
    weight: f32,
}

impl<'a> ExplainedOut<'a> {
    /// `None` where it was not asked for.
    pub(super) fn of(result: &'a SearchResult) -> Option<Self> {
        let words = |words: &'a [WordWeight]| {
            let word = |word: &'a WordWeight| WordOut {
                word: &word.word,
                stem: &word.stem,
                articles: word.articles,
                weight: word.weight,
            };
            words.iter().map(word).collect()
        };
        let lowered = result.lowered.as_deref()?;
        Some(ExplainedOut { lowered, words: words(&result.words), added_words: words(&result.added_words) })
    }
}

/// The parts of a score, which add up to it.
#[derive(Serialize)]
pub(super) struct ScorePartsOut {
    words: f32,
    title: f32,
    ordered: f32,
    near: f32,
}

impl ScorePartsOut {
    pub(super) fn of(parts: &ScoreParts) -> Self {
        let ScoreParts { words, title, ordered, near } = *parts;
        ScorePartsOut { words, title, ordered, near }
    }
}

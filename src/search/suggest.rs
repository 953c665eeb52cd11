//! Queries that may have been meant, where a word is in no article.

use super::query::TypedWord;
use super::request::Request;
use super::searcher::{SearchError, Searcher};
use super::vocabulary::Vocabulary;

/// Most words of a query that are replaced.
const REPLACED_WORDS_MAX: usize = 4;
/// Most suggestions.
const SUGGESTIONS_MAX: usize = 3;
/// Longest word for which near ones are looked for, in characters.
const WORD_CHARS_MAX: usize = 40;

/// A query that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The query.
    pub query: String,
    /// The words that were replaced, in the order of the query, and by which.
    pub replaced: Vec<(String, String)>,
    /// How many articles it finds, with the same filters.
    pub articles: u64,
}

impl Searcher {
    /// Suggests what stands nearest to unknown words in the index: several for one word, the nearest of each for several.
    pub(super) fn suggestions(&self, request: &Request, unknown: &[TypedWord]) -> Result<Vec<Suggestion>, SearchError> {
        if unknown.is_empty() || unknown.len() > REPLACED_WORDS_MAX {
            return Ok(Vec::new());
        }
        let vocabulary = Vocabulary { searcher: &self.tantivy, fields: &self.open.fields };
        let len = if unknown.len() == 1 { SUGGESTIONS_MAX } else { 1 };
        let mut near = Vec::new();
        for word in unknown {
            let is_word = (3..=WORD_CHARS_MAX).contains(&word.folded.chars().count());
            near.push(if is_word { vocabulary.nearest(&word.folded, len)? } else { Vec::new() });
        }
        let mut suggestions = Vec::new();
        for choice in 0..len {
            let words: Option<Vec<&String>> = near.iter().map(|near| near.get(choice)).collect();
            let Some(words) = words else { break };
            let mut query = request.query.clone();
            for (word, by) in unknown.iter().zip(&words).rev() {
                let end = word.at.0 + word.typed.len();
                if query.get(word.at.0..end) == Some(&word.typed) {
                    query.replace_range(word.at.0..end, by);
                }
            }
            let counting = Request {
                query: query.clone(),
                limit: 0,
                offset: 0,
                facets: Vec::new(),
                timeline: None,
                matrix: None,
                ..request.clone()
            };
            let articles = self.answer(&counting)?.result.counts.articles;
            let replaced = unknown.iter().zip(&words).map(|(word, by)| (word.typed.clone(), (*by).clone())).collect();
            suggestions.push(Suggestion { query, replaced, articles });
        }
        suggestions.retain(|suggestion| suggestion.articles > 0 && suggestion.query != request.query);
        Ok(suggestions)
    }
}

//! What was asked, as JSON, by `index-schema/search-output.schema.json`.

use super::json_explain::ExplainedOut;
use crate::date::Day;
use crate::search::{DateFilter, Like, LikeWord, MatchMode, Request, SearchResult, Suggestion, Undated};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Query<'a> {
    input: &'a str,
    parsed: &'a str,
    filters: SearchFilters<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    like: Option<LikeOut<'a>>,
    #[serde(flatten)]
    explained: Option<ExplainedOut<'a>>,
}

impl<'a> Query<'a> {
    pub(super) fn of(result: &'a SearchResult, request: &'a Request) -> Self {
        Query {
            input: &request.query,
            parsed: &result.parsed,
            filters: SearchFilters::of(request, result),
            like: result.like.as_ref().map(LikeOut::of),
            explained: ExplainedOut::of(result),
        }
    }
}

/// The filters of a request, as they were understood.
#[derive(Serialize)]
pub struct SearchFilters<'a> {
    published: Option<Days>,
    event: Option<Days>,
    actors: &'a [String],
    same_passage: bool,
    undated: &'static str,
    #[serde(rename = "match")]
    mode: &'static str,
    fill: bool,
    expand: bool,
    exact: bool,
    no_inferred: bool,
}

/// A query that may have been meant.
#[derive(Serialize)]
pub(super) struct SuggestionOut<'a> {
    query: &'a str,
    replaced: Vec<ReplacedOut<'a>>,
    articles: u64,
}

#[derive(Serialize)]
struct ReplacedOut<'a> {
    word: &'a str,
    by: &'a str,
}

impl<'a> SuggestionOut<'a> {
    pub(super) fn all(suggestions: &'a [Suggestion]) -> Vec<Self> {
        let replaced = |(word, by): &'a (String, String)| ReplacedOut { word, by };
        suggestions
            .iter()
            .map(|Suggestion { query, replaced: words, articles }| SuggestionOut {
                query,
                replaced: words.iter().map(replaced).collect(),
                articles: *articles,
            })
            .collect()
    }
}

#[derive(Serialize)]
struct Days {
    first: Option<Day>,
    last: Option<Day>,
}

impl From<DateFilter> for Days {
    fn from(filter: DateFilter) -> Self {
        Days { first: filter.first, last: filter.last }
    }
}

impl<'a> SearchFilters<'a> {
    /// The filters of `request`, with those that its query holds.
    pub fn of(request: &'a Request, result: &SearchResult) -> Self {
        SearchFilters {
            published: result.published.map(Days::from),
            event: result.event.map(Days::from),
            actors: &request.actors,
            same_passage: request.same_passage,
            undated: match (request.undated, result.published.is_some() || result.event.is_some()) {
                (Some(Undated::Include), _) | (None, false) => "include",
                (Some(Undated::Only), _) => "only",
                (Some(Undated::Exclude), _) | (None, true) => "exclude",
            },
            mode: match request.mode {
                MatchMode::All => "all",
                MatchMode::Most => "most",
                MatchMode::Any => "any",
            },
            fill: request.fill && request.mode == MatchMode::All,
            expand: request.expand,
            exact: request.exact,
            no_inferred: request.no_inferred,
        }
    }
}

/// The words by which like articles were looked for.
#[derive(Serialize)]
struct LikeOut<'a> {
    id: &'a str,
    words: Vec<LikeWordOut<'a>>,
}

#[derive(Serialize)]
struct LikeWordOut<'a> {
    word: &'a str,
    weight: f32,
    articles: u64,
}

impl<'a> LikeOut<'a> {
    fn of(like: &'a Like) -> Self {
        let word = |word: &'a LikeWord| LikeWordOut { word: &word.word, weight: word.weight, articles: word.articles };
        LikeOut { id: &like.id, words: like.words.iter().map(word).collect() }
    }
}

//! The passages of the shown articles of a segment, article by article: for what ranks or counts
//! passages and not articles.

use super::filters::Filters;
use super::searcher::{SearchError, Searcher};
use super::statistics::KindStatistics;
use crate::index::DocumentKind;
use tantivy::DocId;
use tantivy::query::{EnableScoring, Query};

/// A passage that passes the filters.
#[derive(Debug, Clone, Copy)]
pub(super) struct PassingPassage {
    pub passage: DocId,
    /// BM25 of the query words that it holds; `None` when it holds none.
    pub score: Option<f32>,
}

/// How passages are walked through.
pub(super) struct Walk<'a> {
    pub searcher: &'a Searcher,
    pub filters: Filters<'a>,
    /// Finds the passages with query words; `None` without words.
    pub in_passages: Option<&'a dyn Query>,
}

impl Walk<'_> {
    /// Calls `visit` with each article of `shown` (ascending, with scores) and its passing passages in
    /// reading order.
    pub fn run(
        &self,
        segment: u32,
        shown: &[(DocId, f32)],
        visit: &mut dyn FnMut(DocId, f32, &[PassingPassage]),
    ) -> Result<(), SearchError> {
        let searcher = self.searcher;
        let columns = &searcher.columns[segment as usize];
        let statistics = KindStatistics::new(&searcher.tantivy, &searcher.open.fields, DocumentKind::Passage)?;
        let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, &searcher.tantivy);
        let mut scorer = match self.in_passages.filter(|_| !shown.is_empty()) {
            Some(query) => Some(query.weight(scoring)?.scorer(searcher.tantivy.segment_reader(segment), 1.0)?),
            None => None,
        };
        let mut passing = Vec::new();
        for (article, article_score) in shown {
            passing.clear();
            for passage in columns.passages_of(*article) {
                if self.filters.passage(columns, *article, passage).is_none() {
                    continue;
                }
                let mut score = None;
                if let Some(scorer) = &mut scorer {
                    if scorer.doc() < passage {
                        scorer.seek(passage);
                    }
                    if scorer.doc() == passage {
                        score = Some(scorer.score());
                    }
                }
                passing.push(PassingPassage { passage, score });
            }
            visit(*article, *article_score, &passing);
        }
        Ok(())
    }
}

/// Keeps of an article's passing passages those that a ranking shows: without a query word only where a filter on
/// passages chose them or the query has no words; where no passage has one, the first stands for the article.
pub(super) fn keep_shown<T>(
    passing: &mut Vec<T>,
    filters: &Filters<'_>,
    has_words: bool,
    holds_words: impl Fn(&T) -> bool,
) {
    if has_words && !filters.choose_passages() {
        if passing.iter().any(&holds_words) {
            passing.retain(holds_words);
        } else {
            passing.truncate(1);
        }
    }
}

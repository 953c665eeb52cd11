//! Rankings in the format that TREC's scorers read.

use crate::search::SearchResult;
use rustc_hash::FxHashSet;
use std::fmt::Write;

/// Name of the run, the last column.
const RUN: &str = "dateline";
/// The least difference of scores that is printed.
const SCORE_STEP: f64 = 1e-6;

/// One line for each article: query, 0, article id, rank, score, run. An article whose passages fill
/// several hits stands once. White space in ids becomes `_`, since columns are parted by it, and
/// so do control characters, since a terminal obeys them. Scorers go by the score and not by the rank, so where
/// the order is not that of scores (what fills the page, another sort, equal scores) a score is told just below the one before.
pub fn trec_lines(result: &SearchResult, query_id: &str) -> String {
    let column = |text: &str| text.replace(|c: char| c.is_whitespace() || c.is_control(), "_");
    let mut seen = FxHashSet::default();
    let mut lines = String::new();
    let mut least = f64::INFINITY;
    for hit in &result.hits {
        if seen.insert((&hit.article.path, hit.article.record)) {
            let id = column(&hit.article.id);
            let (query, rank) = (column(query_id), seen.len());
            least = (least - SCORE_STEP).min(f64::from(hit.score));
            writeln!(lines, "{query} 0 {id} {rank} {least:.6} {RUN}").expect("a string takes every write");
        }
    }
    lines
}

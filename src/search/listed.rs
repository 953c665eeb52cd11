//! A query whose articles are listed beforehand: what passages say, lifted to their articles.

use super::scoring::Bm25;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, TERMINATED, TantivyError};

/// Articles of one segment in ascending order, each with how often it matches.
pub(super) type SegmentList = Vec<(DocId, u32)>;

/// The lists of all segments, ready to be shared.
pub(super) type SharedLists = Arc<FxHashMap<SegmentId, Arc<[(DocId, u32)]>>>;

/// Matches the listed articles; scores them by BM25 over how often each matches, or not at all.
#[derive(Clone)]
pub(super) struct ListedQuery {
    lists: SharedLists,
    scoring: Option<(Bm25, Field)>,
}

impl std::fmt::Debug for ListedQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let articles: usize = self.lists.values().map(|list| list.len()).sum();
        write!(f, "Listed({articles} articles)")
    }
}

impl ListedQuery {
    /// `scoring` is what one match is worth and the field whose length counts.
    pub fn new(lists: SharedLists, scoring: Option<(Bm25, Field)>) -> Self {
        ListedQuery { lists, scoring }
    }
}

/// Sorts and adds up what belongs to one article.
pub(super) fn gather(mut list: SegmentList) -> SegmentList {
    if !list.is_sorted_by_key(|(article, _)| *article) {
        list.sort_unstable_by_key(|(article, _)| *article);
    }
    list.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    list
}

impl Query for ListedQuery {
    fn weight(&self, _enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ListedWeight(self.clone())))
    }
}

struct ListedWeight(ListedQuery);

impl Weight for ListedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let list = self.0.lists.get(&reader.segment_id()).cloned().unwrap_or_else(|| Arc::from([]));
        let scoring = match &self.0.scoring {
            Some((bm25, field)) => Some((bm25.clone(), reader.get_fieldnorms_reader(*field)?)),
            None => None,
        };
        Ok(Box::new(ListedScorer { list, at: 0, scoring, boost }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("listed", scorer.score()))
    }
}

struct ListedScorer {
    list: Arc<[(DocId, u32)]>,
    at: usize,
    scoring: Option<(Bm25, FieldNormReader)>,
    boost: Score,
}

impl DocSet for ListedScorer {
    fn advance(&mut self) -> DocId {
        self.at = (self.at + 1).min(self.list.len());
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at += self.list[self.at..].partition_point(|(article, _)| *article < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.list.get(self.at).map_or(TERMINATED, |(article, _)| *article)
    }

    fn size_hint(&self) -> u32 {
        self.list.len() as u32
    }
}

impl Scorer for ListedScorer {
    fn score(&mut self) -> Score {
        match (&self.scoring, self.list.get(self.at)) {
            (Some((bm25, norms)), Some((article, times))) => {
                self.boost * bm25.score(norms.fieldnorm_id(*article), *times)
            }
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_one_article_is_added_up() {
        assert_eq!(gather(vec![(7, 1), (3, 2), (7, 4)]), [(3, 2), (7, 5)]);
    }
}

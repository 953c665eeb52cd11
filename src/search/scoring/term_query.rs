//! A word looked for in articles and scored by our own BM25.

use super::bm25::Bm25;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, TERMINATED, TantivyError, Term};

/// Matches what holds a term; scores it by BM25.
#[derive(Clone)]
pub(in super::super) struct ScoredTerm {
    term: Term,
    bm25: Bm25,
}

impl ScoredTerm {
    pub fn new(term: Term, bm25: Bm25) -> Self {
        ScoredTerm { term, bm25 }
    }
}

impl std::fmt::Debug for ScoredTerm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}*{:?}", self.term.value().as_str().unwrap_or_default(), self.bm25)
    }
}

impl Query for ScoredTerm {
    fn weight(&self, _enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl ScoredTerm {
    fn postings(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<ScoredPostings>> {
        let inverted = reader.inverted_index(self.term.field())?;
        let Some(postings) = inverted.read_postings(&self.term, IndexRecordOption::WithFreqs)? else { return Ok(None) };
        let lengths = reader.get_fieldnorms_reader(self.term.field())?;
        Ok(Some(ScoredPostings { postings, lengths, bm25: self.bm25.clone(), boost }))
    }
}

impl Weight for ScoredTerm {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.postings(reader, boost)? {
            Some(postings) => Box::new(postings),
            None => Box::new(EmptyScorer),
        })
    }

    fn for_each(&self, reader: &SegmentReader, callback: &mut dyn FnMut(DocId, Score)) -> tantivy::Result<()> {
        let Some(mut postings) = self.postings(reader, 1.0)? else { return Ok(()) };
        let mut doc = postings.doc();
        while doc != TERMINATED {
            callback(doc, postings.score());
            doc = postings.advance();
        }
        Ok(())
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("word", scorer.score()))
    }
}

struct ScoredPostings {
    postings: SegmentPostings,
    lengths: FieldNormReader,
    bm25: Bm25,
    boost: Score,
}

impl DocSet for ScoredPostings {
    #[inline]
    fn advance(&mut self) -> DocId {
        self.postings.advance()
    }

    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        self.postings.seek(target)
    }

    #[inline]
    fn doc(&self) -> DocId {
        self.postings.doc()
    }

    fn size_hint(&self) -> u32 {
        self.postings.size_hint()
    }
}

impl Scorer for ScoredPostings {
    #[inline]
    fn score(&mut self) -> Score {
        self.boost * self.bm25.score(self.lengths.fieldnorm_id(self.postings.doc()), self.postings.term_freq())
    }
}

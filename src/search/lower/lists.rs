//! Lists of articles and passages that hold names, words and plain phrases.

use super::super::columns::Columns;
use super::super::listed::{SegmentList, gather};
use super::super::tree::QueryWord;
use super::super::words::WordSet;
use super::Lowering;
use rustc_hash::FxHashMap;
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, TERMINATED, Term};

/// For each segment, its list.
pub(super) type Lists = FxHashMap<SegmentId, SegmentList>;

impl Lowering<'_> {
    pub(super) fn per_segment(
        &self,
        mut list: impl FnMut(&SegmentReader, &Columns) -> tantivy::Result<SegmentList>,
    ) -> tantivy::Result<Lists> {
        self.searcher
            .segment_readers()
            .iter()
            .zip(self.columns)
            .map(|(reader, columns)| Ok((reader.segment_id(), gather(list(reader, columns)?))))
            .collect()
    }

    /// Articles that name one of these numbers, with how many of their passages do.
    pub(super) fn list_names(&self, numbers: &[u32]) -> tantivy::Result<Lists> {
        self.per_segment(|reader, columns| {
            let inverted = reader.inverted_index(self.fields.names)?;
            let mut list: SegmentList = Vec::new();
            for number in numbers {
                let term = Term::from_field_u64(self.fields.names, u64::from(*number));
                let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    match columns.article_of(doc) {
                        Some(article) => list.push((article, 1)),
                        // The article itself names it too; that counts when only its title does.
                        None if list.last().is_none_or(|(article, _)| *article != doc) => list.push((doc, 1)),
                        None => {}
                    }
                    doc = postings.advance();
                }
            }
            Ok(list)
        })
    }

    /// Articles that hold the phrase in a passage or the title, or in the title alone, with how many of these do.
    pub(super) fn list_phrase(&self, words: &[QueryWord], title_alone: bool) -> tantivy::Result<Lists> {
        let scoring = EnableScoring::disabled_from_searcher(self.searcher);
        let in_passages = self.phrase_query(self.fields.passage_text, words).weight(scoring)?;
        let in_titles = self.phrase_query(self.fields.title_text, words).weight(scoring)?;
        self.per_segment(|reader, columns| {
            let mut list: SegmentList = Vec::new();
            if !title_alone {
                let mut passages = in_passages.scorer(reader, 1.0)?;
                let mut doc = passages.doc();
                while doc != TERMINATED {
                    list.extend(columns.article_of(doc).map(|article| (article, 1)));
                    doc = passages.advance();
                }
            }
            let mut titles = in_titles.scorer(reader, 1.0)?;
            let mut doc = titles.doc();
            while doc != TERMINATED {
                list.push((doc, 1));
                doc = titles.advance();
            }
            Ok(list)
        })
    }

    /// Articles that hold one of the words, with how many different ones.
    pub(super) fn list_words(&self, words: &WordSet) -> tantivy::Result<Lists> {
        self.list_terms(self.fields.article_words, words.words.iter().map(String::as_str))
    }

    /// Passages that hold one of the words, with how often they do.
    pub(super) fn list_passages_with(&self, words: &WordSet) -> tantivy::Result<Lists> {
        self.list_terms(self.fields.passage_words, words.words.iter().map(String::as_str))
    }

    fn list_terms<'w>(&self, field: Field, terms: impl Iterator<Item = &'w str> + Clone) -> tantivy::Result<Lists> {
        self.per_segment(|reader, _| {
            let inverted = reader.inverted_index(field)?;
            let mut list: SegmentList = Vec::new();
            for term in terms.clone() {
                let term = Term::from_field_text(field, term);
                let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::WithFreqs)? else {
                    continue;
                };
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    list.push((doc, tantivy::postings::Postings::term_freq(&postings)));
                    doc = postings.advance();
                }
            }
            Ok(list)
        })
    }
}

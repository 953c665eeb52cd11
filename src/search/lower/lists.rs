//! Lists of articles and passages that hold names, words and plain phrases.

use super::super::columns::Columns;
use super::super::listed::{SegmentList, SharedLists, gather};
use super::super::tree::QueryWord;
use super::super::words::WordSet;
use super::Lowering;
use super::found::Wanted;
use super::part::terms_of;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, TERMINATED, Term};

/// For each segment, its list.
pub(super) type Lists = FxHashMap<SegmentId, SegmentList>;

impl Lowering<'_> {
    /// A list, made when it is asked for first.
    pub(super) fn list(&self, wanted: Wanted) -> tantivy::Result<SharedLists> {
        if let Some(found) = self.found.get(&wanted) {
            return Ok(found);
        }
        let lists = match &wanted {
            Wanted::Names(numbers) => self.list_names(numbers)?,
            Wanted::Phrase { words, title_alone } => self.list_phrase(words, *title_alone)?,
            Wanted::Together { together, title_alone } => self.list_together(together, *title_alone)?,
            Wanted::PassagesTogether(together) => self.list_passages_together(together)?,
            Wanted::Words(words) => self.list_words(self.fields.article_words, words)?,
            Wanted::PassagesWith(words) => self.list_words(self.fields.passage_words, words)?,
            Wanted::Metadata(metadata, value) => self.list_metadata(*metadata, value)?,
            Wanted::Placed { days, only_inside } => {
                // Both are asked for, one after the other.
                let [inside, possible] = self.list_placed(*days)?.map(shared);
                let (own, other) = if *only_inside { (inside, possible) } else { (possible, inside) };
                self.found.add(Wanted::Placed { days: *days, only_inside: !only_inside }, other);
                self.found.add(wanted, own.clone());
                return Ok(own);
            }
        };
        let lists = shared(lists);
        self.found.add(wanted, lists.clone());
        Ok(lists)
    }

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

    /// Documents that hold one of the words, with how often they do.
    fn list_words(&self, field: Field, words: &WordSet) -> tantivy::Result<Lists> {
        self.per_segment(|reader, _| {
            let inverted = reader.inverted_index(field)?;
            let terms = terms_of(&inverted, field, words)?;
            let mut list: SegmentList = Vec::new();
            for term in &terms {
                let mut blocks = inverted.read_block_postings_from_terminfo(term, IndexRecordOption::WithFreqs)?;
                while !blocks.docs().is_empty() {
                    list.extend(blocks.docs().iter().enumerate().map(|(at, doc)| (*doc, blocks.freq(at))));
                    blocks.advance();
                }
            }
            Ok(if terms.len() > 1 && list.len() > reader.max_doc() as usize / DENSE {
                added_up(&list, reader.max_doc())
            } else {
                list
            })
        })
    }
}

/// A list with one entry for so many documents of its segment, at least, is added up in a table of all of them.
const DENSE: usize = 16;

/// Each document once, ascending, with all that belongs to it.
fn added_up(list: &SegmentList, documents_max: DocId) -> SegmentList {
    let mut times = vec![0; documents_max as usize];
    for (doc, own) in list {
        times[*doc as usize] += own;
    }
    (0..documents_max).zip(times).filter(|(_, times)| *times > 0).collect()
}

fn shared(lists: Lists) -> SharedLists {
    Arc::new(lists.into_iter().map(|(segment, list)| (segment, Arc::from(list))).collect())
}

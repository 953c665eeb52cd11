//! Passages and titles in which words stand together, by the positions that the index keeps.

use super::super::listed::SegmentList;
use super::super::together::Together;
use super::super::words::{WordKind, WordSet};
use super::lists::Lists;
use super::{Lowering, Part};
use crate::index::Fields;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;
use tantivy::index::{InvertedIndexReader, SegmentId, SegmentReader};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, TERMINATED, Term};

/// Passages in which words were found together, of each segment.
#[derive(Default)]
pub(in crate::search) struct FoundTogether(RefCell<FoundPassages>);

type FoundPassages = FxHashMap<(SegmentId, Together), Arc<[DocId]>>;

impl Lowering<'_> {
    /// Articles in which words stand together, in a passage or the title, or in the title alone; with in how many of these.
    pub(super) fn list_together(&self, together: &Together, title_alone: bool) -> tantivy::Result<Lists> {
        self.per_segment(|reader, columns| {
            let mut list: SegmentList = Vec::new();
            if !title_alone {
                let passages = self.matching_passages(together, reader)?;
                list.extend(passages.iter().filter_map(|doc| Some((columns.article_of(*doc)?, 1))));
            }
            list.extend(self.matching(together, reader, Part::Title)?.into_iter().map(|doc| (doc, 1)));
            Ok(list)
        })
    }

    /// Passages in which words stand together.
    pub(super) fn list_passages_together(&self, together: &Together) -> tantivy::Result<Lists> {
        self.per_segment(|reader, _| {
            Ok(self.matching_passages(together, reader)?.iter().map(|doc| (*doc, 1)).collect())
        })
    }

    fn matching_passages(&self, together: &Together, reader: &SegmentReader) -> tantivy::Result<Arc<[DocId]>> {
        let key = (reader.segment_id(), together.clone());
        if let Some(found) = self.found.0.borrow().get(&key) {
            return Ok(found.clone());
        }
        let found: Arc<[DocId]> = self.matching(together, reader, Part::Passage)?.into();
        self.found.0.borrow_mut().insert(key, found.clone());
        Ok(found)
    }

    /// The documents of a segment that match, ascending.
    fn matching(&self, together: &Together, reader: &SegmentReader, part: Part) -> tantivy::Result<Vec<DocId>> {
        let part = PartIndex::open(self.fields, reader, part)?;
        let candidates = part.candidates(together)?;
        if candidates.is_empty() {
            return Ok(candidates);
        }
        let leaves = together.leaves();
        let columns: Vec<Vec<(DocId, u32)>> =
            leaves.iter().map(|words| part.positions(words, &candidates)).collect::<tantivy::Result<_>>()?;
        let mut ends = vec![0; columns.len()];
        let mut own: Vec<Vec<u32>> = vec![Vec::new(); columns.len()];
        let mut found = Vec::new();
        for doc in candidates {
            for ((column, end), own) in columns.iter().zip(&mut ends).zip(&mut own) {
                own.clear();
                while let Some((_, position)) = column.get(*end).filter(|(at, _)| *at == doc) {
                    own.push(*position);
                    *end += 1;
                }
                own.dedup();
            }
            if !together.places(&own).is_empty() {
                found.push(doc);
            }
        }
        Ok(found)
    }
}

/// The words of passages or titles of a segment, by their stems and as they stand, at the same positions.
struct PartIndex {
    stems: (Field, Arc<InvertedIndexReader>),
    words: (Field, Arc<InvertedIndexReader>),
}

impl PartIndex {
    fn open(fields: &Fields, reader: &SegmentReader, part: Part) -> tantivy::Result<Self> {
        let (stems, words) = match part {
            Part::Passage => (fields.passage_text, fields.passage_words),
            Part::Title => (fields.title_text, fields.title_words),
        };
        Ok(PartIndex { stems: (stems, reader.inverted_index(stems)?), words: (words, reader.inverted_index(words)?) })
    }

    /// The postings of each term of a set.
    fn each_postings(
        &self,
        words: &WordSet,
        option: IndexRecordOption,
        visit: &mut dyn FnMut(SegmentPostings),
    ) -> tantivy::Result<()> {
        let ((field, inverted), terms) = match (words.kind, &words.stem) {
            (WordKind::Stem, Some(stem)) => (&self.stems, std::slice::from_ref(stem)),
            _ => (&self.words, &words.words[..]),
        };
        for term in terms {
            if let Some(postings) = inverted.read_postings(&Term::from_field_text(*field, term), option)? {
                visit(postings);
            }
        }
        Ok(())
    }

    /// Documents that hold the words that must be there, wherever.
    fn candidates(&self, together: &Together) -> tantivy::Result<Vec<DocId>> {
        Ok(match together {
            Together::Words(words) => self.documents(words)?,
            Together::Sequence(words) | Together::Window { words, .. } => {
                intersected(words.iter().map(|words| self.documents(words)).collect::<Result<_, _>>()?)
            }
            Together::Near { sides, .. } => {
                intersected(sides.iter().map(|side| self.candidates(side)).collect::<Result<_, _>>()?)
            }
            Together::Any(sides) => {
                let sides = sides.iter().map(|side| self.candidates(side)).collect::<Result<Vec<_>, _>>()?;
                united(sides.into_iter().flatten().collect())
            }
        })
    }

    /// Documents that hold one of the words, ascending.
    fn documents(&self, words: &WordSet) -> tantivy::Result<Vec<DocId>> {
        let mut found = Vec::new();
        self.each_postings(words, IndexRecordOption::Basic, &mut |mut postings| {
            let mut doc = postings.doc();
            while doc != TERMINATED {
                found.push(doc);
                doc = postings.advance();
            }
        })?;
        let ascends = found.is_sorted_by(|before, after| before < after);
        Ok(if ascends { found } else { united(found) })
    }

    /// Where the words stand in the candidates: document and position, ascending.
    fn positions(&self, words: &WordSet, candidates: &[DocId]) -> tantivy::Result<Vec<(DocId, u32)>> {
        // One number of both sorts faster than a pair.
        let mut found: Vec<u64> = Vec::new();
        let mut own = Vec::new();
        self.each_postings(words, IndexRecordOption::WithFreqsAndPositions, &mut |mut postings| {
            let mut at = 0;
            let mut doc = postings.doc();
            while doc != TERMINATED {
                at = reach(candidates, at, doc);
                match candidates.get(at) {
                    None => break,
                    Some(candidate) if *candidate == doc => {
                        postings.positions(&mut own);
                        found.extend(own.iter().map(|position| u64::from(doc) << 32 | u64::from(*position)));
                        doc = postings.advance();
                    }
                    Some(candidate) => doc = postings.seek(*candidate),
                }
            }
        })?;
        if !found.is_sorted() {
            found.sort_unstable();
        }
        Ok(found.into_iter().map(|place| ((place >> 32) as DocId, place as u32)).collect())
    }
}

/// Where the first document at `target` or after it stands, from `at` on: in steps that double, since it is mostly near.
fn reach(documents: &[DocId], at: usize, target: DocId) -> usize {
    let mut step = 1;
    while documents.get(at + step - 1).is_some_and(|doc| *doc < target) {
        step *= 2;
    }
    let from = at + step / 2;
    let to = documents.len().min(at + step);
    from + documents[from.min(to)..to].partition_point(|doc| *doc < target)
}

fn united(mut documents: Vec<DocId>) -> Vec<DocId> {
    documents.sort_unstable();
    documents.dedup();
    documents
}

fn intersected(mut lists: Vec<Vec<DocId>>) -> Vec<DocId> {
    lists.sort_by_key(Vec::len);
    let mut lists = lists.into_iter();
    let Some(mut kept) = lists.next() else { return Vec::new() };
    for list in lists {
        let mut at = 0;
        kept.retain(|doc| {
            at = reach(&list, at, *doc);
            list.get(at) == Some(doc)
        });
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_reached_from_anywhere() {
        let documents = [2, 3, 5, 8, 13, 21, 34];
        for at in 0..=documents.len() {
            for target in 0..40 {
                let expected = at + documents[at..].partition_point(|doc| *doc < target);
                assert_eq!(reach(&documents, at, target), expected, "{at} {target}");
            }
        }
        assert_eq!(intersected(vec![vec![1, 4, 9, 12], vec![0, 4, 5, 12, 20]]), [4, 12]);
    }
}

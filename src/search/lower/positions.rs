//! Passages and titles in which words stand together.
//!
//! Each word, and each pattern with all its words, is read once. The rarest of those that must be there gives the
//! candidates; the next is looked for among these, the next among those that are left. Where they stand goes into rows of
//! bits, which tell of almost every text whether it matches.

use super::super::listed::SegmentList;
use super::super::together::{LATER, Row, Together};
use super::lists::Lists;
use super::part::{PartIndex, Rows, Terms};
use super::wanted::WantedTogether;
use super::{Lowering, Part};
use std::sync::Arc;
use tantivy::DocId;
use tantivy::index::SegmentReader;

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
        let segment = reader.segment_id();
        if let Some(found) = self.found.passages(segment, together) {
            return Ok(found);
        }
        let found: Arc<[DocId]> = self.matching(together, reader, Part::Passage)?.into();
        self.found.add_passages(segment, together, found.clone());
        Ok(found)
    }

    /// The documents of a segment that match, ascending.
    fn matching(&self, together: &Together, reader: &SegmentReader, part: Part) -> tantivy::Result<Vec<DocId>> {
        let part = PartIndex::open(self.fields, reader, part)?;
        let wanted = WantedTogether::of(together);
        let terms: Vec<Terms<'_>> =
            wanted.sets.iter().map(|words| part.terms(words)).collect::<tantivy::Result<_>>()?;
        let documents = |group: &Vec<usize>| group.iter().map(|set| terms[*set].documents()).sum::<u64>();
        let mut groups: Vec<&Vec<usize>> = wanted.groups.iter().collect();
        groups.sort_by_key(|group| documents(group));
        let Some(rarest) = groups.first() else { return Ok(Vec::new()) };
        let mut candidates = part.documents(rarest.iter().map(|set| &terms[*set]))?;
        if let Together::Words(_) = together {
            return Ok(candidates);
        }
        let mut rows: Vec<Option<Rows>> = terms.iter().map(|_| None).collect();
        for group in groups {
            if candidates.is_empty() {
                break;
            }
            for set in group {
                if rows[*set].is_none() {
                    rows[*set] = Some(part.rows(&terms[*set], &candidates)?);
                }
            }
            let own: Vec<&Rows> = group.iter().filter_map(|set| rows[*set].as_ref()).collect();
            let held: Vec<bool> = (0..candidates.len()).map(|at| own.iter().any(|rows| rows.of[at] != 0)).collect();
            if held.contains(&false) {
                keep(&mut candidates, &held);
                rows.iter_mut().flatten().for_each(|rows| keep(&mut rows.of, &held));
            }
        }
        let rows: Vec<Rows> = rows.into_iter().map(Option::unwrap_or_default).collect();
        Ok(standing(together, &wanted, &candidates, &rows))
    }
}

/// Those of the candidates in which words stand together.
fn standing(together: &Together, wanted: &WantedTogether<'_>, candidates: &[DocId], rows: &[Rows]) -> Vec<DocId> {
    let mut own: Vec<Row> = Vec::new();
    let mut stands = |(at, doc): (usize, &DocId)| {
        own.clear();
        own.extend(wanted.set_of_leaf.iter().map(|set| rows[*set].of[at]));
        let in_rows = own.iter().all(|row| row & LATER == 0);
        let told = if in_rows { together.stands_in(&own) } else { None };
        told.unwrap_or_else(|| {
            let positions: Vec<Vec<u32>> = wanted.set_of_leaf.iter().map(|set| rows[*set].places(at, *doc)).collect();
            !together.places(&positions).is_empty()
        })
    };
    candidates.iter().enumerate().filter(|candidate| stands(*candidate)).map(|(_, doc)| *doc).collect()
}

fn keep<T>(list: &mut Vec<T>, held: &[bool]) {
    let mut held = held.iter();
    list.retain(|_| held.next() == Some(&true));
}

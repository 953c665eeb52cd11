//! The words of the passages or of the titles of a segment: in which of them they stand, and where.

use super::super::query::GlobKind;
use super::super::together::{LATER, ROW_PLACES, Row};
use super::super::words::{WordKind, WordSet};
use super::Part;
use crate::index::Fields;
use std::sync::Arc;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::postings::{Postings, TermInfo};
use tantivy::query::BitSetDocSet;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, TERMINATED, Term};

/// The words of passages or titles of a segment, by their stems and as they stand, at the same positions.
pub(super) struct PartIndex {
    stems: (Field, Arc<InvertedIndexReader>),
    words: (Field, Arc<InvertedIndexReader>),
    documents_max: DocId,
}

/// Some words of a segment: where each is looked up.
pub(super) struct Terms<'p>(Vec<(&'p InvertedIndexReader, TermInfo)>);

impl Terms<'_> {
    /// In how many documents they stand, added up.
    pub fn documents(&self) -> u64 {
        self.0.iter().map(|(_, term)| u64::from(term.doc_freq)).sum()
    }
}

/// Where words stand in the candidates.
#[derive(Default)]
pub(super) struct Rows {
    /// Of each candidate.
    pub of: Vec<Row>,
    /// Document and place, ascending, of those places that no row holds.
    later: Vec<(DocId, u32)>,
}

impl Rows {
    /// All places in a candidate, ascending.
    pub fn places(&self, at: usize, doc: DocId) -> Vec<u32> {
        let row = self.of.get(at).copied().unwrap_or(0);
        let early = (0..ROW_PLACES).filter(|place| row >> place & 1 == 1);
        let later = &self.later[self.later.partition_point(|(other, _)| *other < doc)..];
        early.chain(later.iter().take_while(|(other, _)| *other == doc).map(|(_, place)| *place)).collect()
    }
}

impl PartIndex {
    pub fn open(fields: &Fields, reader: &SegmentReader, part: Part) -> tantivy::Result<Self> {
        let (stems, words) = match part {
            Part::Passage => (fields.passage_text, fields.passage_words),
            Part::Title => (fields.title_text, fields.title_words),
        };
        Ok(PartIndex {
            stems: (stems, reader.inverted_index(stems)?),
            words: (words, reader.inverted_index(words)?),
            documents_max: reader.max_doc(),
        })
    }

    /// All words of some sets.
    pub fn terms(&self, sets: &[&WordSet]) -> tantivy::Result<Terms<'_>> {
        let mut terms = Terms(Vec::new());
        for words in sets {
            let (field, inverted) = if is_stem(words) { &self.stems } else { &self.words };
            terms.0.extend(terms_of(inverted, *field, words)?.into_iter().map(|term| (&**inverted, term)));
        }
        Ok(terms)
    }

    /// Documents that hold one of some words, ascending.
    pub fn documents<'t>(&self, terms: impl Iterator<Item = &'t Terms<'t>>) -> tantivy::Result<Vec<DocId>> {
        let terms: Vec<&(&InvertedIndexReader, TermInfo)> = terms.flat_map(|terms| &terms.0).collect();
        let mut found = Vec::new();
        for (inverted, term) in &terms {
            let mut blocks = inverted.read_block_postings_from_terminfo(term, IndexRecordOption::Basic)?;
            while !blocks.docs().is_empty() {
                found.extend_from_slice(blocks.docs());
                blocks.advance();
            }
        }
        if terms.len() < 2 {
            return Ok(found);
        }
        let mut united = BitSet::with_max_value(self.documents_max);
        for doc in &found {
            united.insert(*doc);
        }
        found.clear();
        let mut united = BitSetDocSet::from(united);
        while united.doc() != TERMINATED {
            found.push(united.doc());
            united.advance();
        }
        Ok(found)
    }

    /// Where words stand in the candidates.
    pub fn rows(&self, terms: &Terms<'_>, candidates: &[DocId]) -> tantivy::Result<Rows> {
        let mut rows = Rows { of: vec![0; candidates.len()], later: Vec::new() };
        let mut places = Vec::new();
        for (inverted, term) in &terms.0 {
            let mut postings = inverted.read_postings_from_terminfo(term, IndexRecordOption::WithFreqsAndPositions)?;
            let mut at = 0;
            let mut doc = postings.doc();
            while doc != TERMINATED {
                at = reach(candidates, at, doc);
                match candidates.get(at) {
                    None => break,
                    Some(candidate) if *candidate == doc => {
                        postings.positions(&mut places);
                        for place in &places {
                            if *place < ROW_PLACES {
                                rows.of[at] |= 1 << place;
                            } else {
                                rows.of[at] |= LATER;
                                rows.later.push((doc, *place));
                            }
                        }
                        doc = postings.advance();
                    }
                    Some(candidate) => doc = postings.seek(*candidate),
                }
            }
        }
        rows.later.sort_unstable();
        rows.later.dedup();
        Ok(rows)
    }
}

fn is_stem(words: &WordSet) -> bool {
    words.kind == WordKind::Stem && words.stem.is_some()
}

/// Where the words of a set are looked up in a field: of stems, if they stand for one, else of words as they stand.
pub(super) fn terms_of(
    inverted: &InvertedIndexReader,
    field: Field,
    words: &WordSet,
) -> tantivy::Result<Vec<TermInfo>> {
    let mut terms = Vec::new();
    if words.kind == WordKind::Glob(GlobKind::Prefix) {
        // They stand side by side.
        let mut found = inverted.terms().range().ge(words.typed.as_bytes()).into_stream()?;
        while let Some((_, term)) = found.next().filter(|(word, _)| word.starts_with(words.typed.as_bytes())) {
            terms.push(term.clone());
        }
        return Ok(terms);
    }
    let own = words.stem.as_ref().filter(|_| is_stem(words)).map_or(&words.words[..], std::slice::from_ref);
    for word in own {
        terms.extend(inverted.get_term_info(&Term::from_field_text(field, word))?);
    }
    Ok(terms)
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
    }
}

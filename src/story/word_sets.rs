//! Articles as sets of numbered words, held in memory while dates are inferred.
//!
//! Comparing stored texts one by one would read, part and stem each of them again for every
//! comparison. The inverted index knows the same words: one pass over its terms turns it round. A word
//! that one living article alone has can be shared with none; only its weight is kept. Memory is 4
//! bytes for each distinct word of each article, and as much again for those with a stated day.

use super::similar::Article;
use crate::index::Fields;
use rustc_hash::FxHashMap;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Searcher, TERMINATED};

/// The words of some articles, by the number of the article. Words are numbered too, the rarest first.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct WordSets {
    /// The words that each article shares with any other, ascending.
    sets: Vec<Vec<u32>>,
    /// Weight of each word.
    weights: Vec<f64>,
    /// Weight of all words of each article.
    norms: Vec<f64>,
}

impl WordSets {
    /// Reads the words of `articles` from the index; rarity is that among all living articles, whose number is
    /// `living`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn read(searcher: &Searcher, fields: &Fields, articles: &[Article], living: usize) -> tantivy::Result<Self> {
        let mut provisional: FxHashMap<Box<[u8]>, u32> = FxHashMap::default();
        let mut frequencies: Vec<u32> = Vec::new();
        each_posting(searcher, fields, |word, _, documents| {
            let next = frequencies.len() as u32;
            let number = match provisional.get(word) {
                Some(number) => *number,
                None => *provisional.entry(word.into()).or_insert(next),
            };
            if number == next {
                frequencies.push(0);
            }
            frequencies[number as usize] += documents.len() as u32;
        })?;
        // The order hangs on words and frequencies alone, so that sums do too.
        let mut words: Vec<(u32, &[u8])> =
            provisional.iter().map(|(word, number)| (frequencies[*number as usize], word.as_ref())).collect();
        words.sort_unstable();
        let shared_from = words.partition_point(|(frequency, _)| *frequency < 2);
        let numbers: FxHashMap<&[u8], u32> =
            words[shared_from..].iter().zip(0..).map(|((_, word), number)| (*word, number)).collect();
        let weights: Vec<f64> = words[shared_from..].iter().map(|(frequency, _)| weight(*frequency, living)).collect();
        let mut places: Vec<Vec<u32>> =
            searcher.segment_readers().iter().map(|reader| vec![u32::MAX; reader.max_doc() as usize]).collect();
        for (article, place) in articles.iter().zip(0..) {
            places[article.address.segment_ord as usize][article.address.doc_id as usize] = place;
        }
        let mut sets: Vec<Vec<u32>> = vec![Vec::new(); articles.len()];
        let mut alone: Vec<u32> = vec![0; articles.len()];
        each_posting(searcher, fields, |word, segment, documents| {
            let number = numbers.get(word);
            for document in documents {
                let place = places[segment][*document as usize] as usize;
                match (sets.get_mut(place), number) {
                    (Some(set), Some(number)) => set.push(*number),
                    (Some(_), None) => alone[place] += 1,
                    (None, _) => {}
                }
            }
        })?;
        for set in &mut sets {
            set.sort_unstable();
            set.shrink_to_fit();
        }
        let norms = sets
            .iter()
            .zip(alone)
            .map(|(set, alone)| f64::from(alone) * weight(1, living) + sum(set, &weights))
            .collect();
        Ok(WordSets { sets, weights, norms })
    }

    /// The words that an article shares with any other, the rarest first.
    pub fn words(&self, article: usize) -> &[u32] {
        &self.sets[article]
    }

    /// How many words there are.
    pub fn words_len(&self) -> usize {
        self.weights.len()
    }

    /// Weight of a word.
    pub fn weight(&self, word: u32) -> f64 {
        self.weights[word as usize]
    }

    /// Weight of all words of an article.
    pub fn norm(&self, article: usize) -> f64 {
        self.norms[article]
    }

    /// Cosine of two articles, 0 to 1.
    pub fn similarity(&self, one: usize, other: usize) -> f64 {
        let (these, those) = (self.words(one), self.words(other));
        let (mut this, mut that, mut shared) = (0, 0, 0.0);
        while let (Some(first), Some(second)) = (these.get(this), those.get(that)) {
            if first == second {
                shared += self.weight(*first);
            }
            this += usize::from(first <= second);
            that += usize::from(second <= first);
        }
        let product = self.norm(one) * self.norm(other);
        if product > 0.0 { shared / product.sqrt() } else { 0.0 }
    }

    #[cfg(test)]
    pub fn articles_len(&self) -> usize {
        self.sets.len()
    }

    #[cfg(test)]
    pub fn of(sets: Vec<Vec<u32>>, frequencies: &[u32]) -> Self {
        let weights: Vec<f64> = frequencies.iter().map(|frequency| weight(*frequency, sets.len())).collect();
        let norms = sets.iter().map(|set| sum(set, &weights)).collect();
        WordSets { sets, weights, norms }
    }
}

fn sum(words: &[u32], weights: &[f64]) -> f64 {
    words.iter().map(|word| weights[*word as usize]).sum()
}

/// The square of the inverse document frequency: ln((N + 1) / n)².
fn weight(frequency: u32, articles: usize) -> f64 {
    let inverse = ((articles as f64 + 1.0) / f64::from(frequency)).ln();
    inverse * inverse
}

/// Tells the living articles that hold a word, for each word of each segment.
fn each_posting(
    searcher: &Searcher,
    fields: &Fields,
    mut told: impl FnMut(&[u8], usize, &[DocId]),
) -> tantivy::Result<()> {
    let mut documents: Vec<DocId> = Vec::new();
    for (segment, reader) in searcher.segment_readers().iter().enumerate() {
        let inverted = reader.inverted_index(fields.article_text)?;
        let alive = reader.alive_bitset();
        let mut terms = inverted.terms().stream()?;
        while let Some((word, info)) = terms.next() {
            let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            documents.clear();
            let mut document = postings.doc();
            while document != TERMINATED {
                if alive.is_none_or(|alive| alive.is_alive(document)) {
                    documents.push(document);
                }
                document = postings.advance();
            }
            if !documents.is_empty() {
                told(word, segment, &documents);
            }
        }
    }
    Ok(())
}

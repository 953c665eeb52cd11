//! BM25 over whole articles, with statistics, `k1` and `b` of our own.

use super::super::tree::{Node, QueryWord};
use super::super::words::WordSet;
use super::parameters::Ranking;
use crate::index::{DocumentKind, Fields};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// What a query's words are worth in articles.
///
/// N is how many articles were written, deleted ones included until they are merged away, as they are in
/// the frequency of a word: a count of the living could be less than a frequency.
pub(in super::super) struct ArticleScoring<'a> {
    searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub ranking: Ranking,
    articles: u64,
    average_words: f32,
    lengths: Arc<[f32; 256]>,
    /// How many passages there are, and their lengths, once asked for.
    passages: OnceCell<(u64, Arc<[f32; 256]>)>,
    /// Folded words that make a question of the query.
    question_words: FxHashSet<String>,
}

/// BM25 of one word, or of words that count as one.
#[derive(Clone)]
pub(in super::super) struct Bm25 {
    weight: f32,
    /// For each length of an article, as the index keeps it, what is added to the frequency below the line.
    lengths: Arc<[f32; 256]>,
}

impl Bm25 {
    /// The score of an article of this length with so many occurrences.
    #[inline]
    pub fn score(&self, length_code: u8, times: u32) -> f32 {
        let times = times as f32;
        self.weight * (times / (times + self.lengths[usize::from(length_code)]))
    }
}

impl std::fmt::Debug for Bm25 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.3}", self.weight)
    }
}

impl<'a> ArticleScoring<'a> {
    pub fn new(
        searcher: &'a Searcher,
        fields: &'a Fields,
        ranking: Ranking,
        question_words: FxHashSet<String>,
    ) -> tantivy::Result<Self> {
        let articles = searcher.doc_freq(&Term::from_field_u64(fields.kind, DocumentKind::Article.code()))?;
        let average_words = words_in(searcher, fields.article_text)? as f32 / articles.max(1) as f32;
        let lengths = lengths(ranking.k1, ranking.b, average_words);
        Ok(ArticleScoring {
            searcher,
            fields,
            ranking,
            articles,
            average_words,
            lengths,
            passages: OnceCell::new(),
            question_words,
        })
    }

    /// How many articles there are, deleted ones included.
    pub fn articles_len(&self) -> u64 {
        self.articles
    }

    /// In how many articles a stem stands.
    pub fn frequency(&self, stem: &str) -> tantivy::Result<u64> {
        self.searcher.doc_freq(&Term::from_field_text(self.fields.article_text, stem))
    }

    /// How rare something is that stands in so many articles: the inverse document frequency.
    pub fn rarity(&self, frequency: u64) -> f32 {
        rarity_among(self.articles, frequency)
    }

    /// What something tells that stands in so many articles.
    pub fn information_of_frequency(&self, frequency: u64) -> f32 {
        self.rarity(frequency).powf(self.ranking.rarity_power)
    }

    /// What a bare word of the query tells: 0 for one that only makes a question.
    pub fn information(&self, word: &QueryWord) -> tantivy::Result<f32> {
        let rarity = self.information_of_frequency(self.frequency(&word.stem)?);
        let asks = self.question_words.contains(&word.folded);
        Ok(if asks { rarity * self.ranking.question_word } else { rarity })
    }

    /// Of several words the commonest tells, which is the least.
    fn information_of_set(&self, words: &WordSet) -> f32 {
        if words.articles == 0 { 0.0 } else { self.information_of_frequency(words.articles) }
    }

    /// What the words of a node tell together. In a phrase no word asks.
    pub fn information_of(&self, node: &Node) -> tantivy::Result<f32> {
        match node {
            Node::Word(word) => self.information(word),
            Node::Words(words) => Ok(self.information_of_set(words)),
            Node::Phrase(words) => {
                words.iter().map(|word| Ok(self.information_of_frequency(self.frequency(&word.stem)?))).sum()
            }
            Node::Together(together) => {
                Ok(together.leaves().into_iter().map(|words| self.information_of_set(words)).sum())
            }
            Node::Name { literal: node, .. } | Node::Title(node) | Node::Boost(node, _) => self.information_of(node),
            Node::All(nodes) | Node::Any(nodes) => nodes.iter().map(|node| self.information_of(node)).sum(),
            Node::Actor { .. } | Node::Metadata(..) | Node::Published(_) | Node::Event(_) | Node::Not(_) => Ok(0.0),
        }
    }

    /// What a bare word or name counts for among the words that an article may lack. What no article holds
    /// counts for nothing, so that it does not take away what the others find.
    pub fn information_held(&self, node: &Node) -> tantivy::Result<f32> {
        match node {
            Node::Word(word) if self.frequency(&word.stem)? == 0 => Ok(0.0),
            _ => self.information_of(node),
        }
    }

    /// BM25 of something that tells this much.
    pub fn bm25(&self, information: f32) -> Bm25 {
        Bm25 { weight: information * (self.ranking.k1 + 1.0), lengths: self.lengths.clone() }
    }

    /// BM25 over passages of something that stands in so many of them.
    pub fn passage_bm25(&self, found: u64) -> tantivy::Result<Bm25> {
        let (passages, lengths) = match self.passages.get() {
            Some(known) => known.clone(),
            None => {
                let kind = Term::from_field_u64(self.fields.kind, DocumentKind::Passage.code());
                let passages = self.searcher.doc_freq(&kind)?;
                let words = words_in(self.searcher, self.fields.passage_text)? as f32;
                let lengths = lengths(self.ranking.k1, self.ranking.b, words / passages.max(1) as f32);
                self.passages.get_or_init(|| (passages, lengths)).clone()
            }
        };
        Ok(Bm25 { weight: rarity_among(passages, found) * (self.ranking.k1 + 1.0), lengths })
    }

    /// BM25 over passages of a bare word. One that only asks finds passages and does not rank them.
    pub fn passage_word(&self, word: &QueryWord) -> tantivy::Result<Bm25> {
        let found = self.searcher.doc_freq(&Term::from_field_text(self.fields.passage_text, &word.stem))?;
        let bm25 = self.passage_bm25(found)?;
        let asks = self.question_words.contains(&word.folded);
        Ok(if asks { Bm25 { weight: bm25.weight * self.ranking.question_word, ..bm25 } } else { bm25 })
    }

    /// BM25 of a pair of words, by the lengths of articles.
    pub fn pair_bm25(&self, weight: f32, held: u64) -> Bm25 {
        let Ranking { pair_k1, b, .. } = self.ranking;
        let weight = weight * self.rarity(held) * (pair_k1 + 1.0);
        Bm25 { weight, lengths: lengths(pair_k1, b, self.average_words) }
    }
}

fn rarity_among(documents: u64, frequency: u64) -> f32 {
    let (all, held) = (documents as f32, frequency.min(documents) as f32);
    ((all - held + 0.5) / (held + 0.5)).ln_1p()
}

/// How many words a field has in all documents.
fn words_in(searcher: &Searcher, field: Field) -> tantivy::Result<u64> {
    let readers = searcher.segment_readers().iter();
    readers.map(|reader| Ok(reader.inverted_index(field)?.total_num_tokens())).sum()
}

fn lengths(k1: f32, b: f32, average_words: f32) -> Arc<[f32; 256]> {
    let length = |code: u8| {
        let words = FieldNormReader::id_to_fieldnorm(code) as f32;
        k1 * (1.0 - b + b * words / average_words.max(1.0))
    };
    Arc::new(std::array::from_fn(|code| length(code as u8)))
}

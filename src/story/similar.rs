//! The dated articles nearest to one, by the rare words that they share.

use crate::date::Day;
use crate::index::{ArticleRecord, DocumentKind, Fields};
use crate::text::{Stemmer, Words};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, DocSet, Searcher, TERMINATED, TantivyDocument, Term};

/// Words of an article by which its neighbours are looked up: its rarest that another has too.
const PROBES_MAX: usize = 64;
/// Articles whose words are compared in full.
const COMPARED_MAX: usize = 12;
/// Words whose frequency is remembered, so that memory does not grow with the corpus.
const FREQUENCIES_MAX: usize = 1 << 17;

/// A dated article near to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// Cosine of the weighted words, 0 to 1.
    pub similarity: f32,
    /// Its day of publication, as it states it.
    pub day: Day,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Looks up neighbours in one state of an index. One for each thread: it keeps buffers.
pub struct Stories<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    segments: Vec<Segment>,
    articles: f32,
    frequencies: FxHashMap<Box<str>, u32>,
    stemmer: Stemmer,
}

struct Segment {
    inverted: Arc<InvertedIndexReader>,
    lengths: FieldNormReader,
    passages: Column<u64>,
    published_first: Column<i64>,
    published_last: Column<i64>,
    published_inferred: Column<u64>,
    /// Shared weight of each article with the one that is looked at; 0 between look-ups.
    shared: Vec<f32>,
}

impl Segment {
    fn of(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Self> {
        let schema = reader.schema();
        let fast = reader.fast_fields();
        let days = |field| -> tantivy::Result<Column<i64>> {
            let column = fast.column_opt::<i64>(schema.get_field_name(field))?;
            Ok(column.unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
        };
        let numbers = |field| -> tantivy::Result<Column<u64>> {
            let column = fast.column_opt::<u64>(schema.get_field_name(field))?;
            Ok(column.unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
        };
        Ok(Segment {
            inverted: reader.inverted_index(fields.article_text)?,
            lengths: reader.get_fieldnorms_reader(fields.article_text)?,
            passages: numbers(fields.passages)?,
            published_first: days(fields.published_first)?,
            published_last: days(fields.published_last)?,
            published_inferred: numbers(fields.published_inferred)?,
            shared: vec![0.0; reader.max_doc() as usize],
        })
    }

    /// Whether an article states no date.
    fn is_undated(&self, article: DocId) -> bool {
        self.published_first.first(article).is_none() || self.published_inferred.first(article).is_some()
    }

    /// The day of an article that states one.
    fn stated_day(&self, article: DocId) -> Option<Day> {
        if self.is_undated(article) {
            return None;
        }
        let first = self.published_first.first(article)?;
        (self.published_last.first(article) == Some(first)).then(|| i32::try_from(first).ok().map(Day))?
    }
}

impl<'a> Stories<'a> {
    /// Looks into all segments.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn new(searcher: &'a Searcher, fields: &'a Fields) -> tantivy::Result<Self> {
        let segments = searcher
            .segment_readers()
            .iter()
            .map(|reader| Segment::of(reader, fields))
            .collect::<tantivy::Result<_>>()?;
        let articles = searcher.doc_freq(&Term::from_field_u64(fields.kind, DocumentKind::Article.code()))? as f32;
        Ok(Stories { searcher, fields, segments, articles, frequencies: FxHashMap::default(), stemmer: Stemmer::new() })
    }

    /// All articles that state no date, in the order of the index.
    pub fn undated(&self) -> Vec<DocAddress> {
        let mut undated = Vec::new();
        for (ordinal, (segment, reader)) in self.segments.iter().zip(self.searcher.segment_readers()).enumerate() {
            for article in reader.doc_ids_alive() {
                if segment.passages.first(article).is_some() && segment.is_undated(article) {
                    undated.push(DocAddress::new(ordinal as u32, article));
                }
            }
        }
        undated
    }

    /// What the index stores of an article.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn record(&self, article: DocAddress) -> tantivy::Result<ArticleRecord> {
        let document: TantivyDocument = self.searcher.doc(article)?;
        let record = document.get_first(self.fields.record);
        let record = record.as_ref().and_then(|value| value.as_str()).unwrap_or_default();
        serde_json::from_str(record).map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))
    }

    /// The articles with a stated day that are nearest to `article`, the nearest first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn neighbours(&mut self, article: DocAddress) -> tantivy::Result<Vec<Neighbour>> {
        let (_, words) = self.content(article)?;
        let mut weighted = Vec::with_capacity(words.len());
        for word in words {
            let frequency = self.frequency(&word)?;
            weighted.push((self.weight(frequency), frequency, word));
        }
        let norm: f32 = weighted.iter().map(|(weight, ..)| weight).sum();
        let mut probes: Vec<(f32, &str)> = weighted
            .iter()
            .filter(|(_, frequency, _)| *frequency > 1)
            .map(|(weight, _, word)| (*weight, word.as_str()))
            .collect();
        probes.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        probes.truncate(PROBES_MAX);
        let candidates = self.candidates(&probes, article)?;
        let weights: FxHashMap<&str, f32> = weighted.iter().map(|(weight, _, word)| (word.as_str(), *weight)).collect();
        let mut near = Vec::with_capacity(candidates.len());
        for address in candidates {
            let (record, words) = self.content(address)?;
            let (mut shared, mut other_norm) = (0.0, 0.0);
            for word in words {
                match weights.get(word.as_str()) {
                    Some(weight) => {
                        shared += weight;
                        other_norm += weight;
                    }
                    None => {
                        let frequency = self.frequency(&word)?;
                        other_norm += self.weight(frequency);
                    }
                }
            }
            let product = norm * other_norm;
            let similarity = if product > 0.0 { shared / product.sqrt() } else { 0.0 };
            if let Some(day) = self.segments[address.segment_ord as usize].stated_day(address.doc_id) {
                near.push(Neighbour { similarity, day, id: record.id, title: record.title });
            }
        }
        // Ties have an order that does not hang on the order of indexing.
        near.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then_with(|| a.id.cmp(&b.id)));
        Ok(near)
    }

    /// The dated articles that share the most with the probes for their length.
    fn candidates(&mut self, probes: &[(f32, &str)], article: DocAddress) -> tantivy::Result<Vec<DocAddress>> {
        let mut best: Vec<(f32, DocAddress)> = Vec::new();
        for (ordinal, segment) in self.segments.iter_mut().enumerate() {
            let alive = self.searcher.segment_reader(ordinal as u32).alive_bitset();
            let mut touched: Vec<DocId> = Vec::new();
            for (weight, word) in probes {
                let term = Term::from_field_text(self.fields.article_text, word);
                let Some(mut postings) = segment.inverted.read_postings(&term, IndexRecordOption::Basic)? else {
                    continue;
                };
                let mut document = postings.doc();
                while document != TERMINATED {
                    let shared = &mut segment.shared[document as usize];
                    if *shared == 0.0 {
                        touched.push(document);
                    }
                    *shared += weight;
                    document = postings.advance();
                }
            }
            for document in touched {
                let shared = std::mem::take(&mut segment.shared[document as usize]);
                let address = DocAddress::new(ordinal as u32, document);
                let counts = address != article
                    && alive.is_none_or(|alive| alive.is_alive(document))
                    && segment.stated_day(document).is_some();
                if counts {
                    let length = segment.lengths.fieldnorm(document).max(1) as f32;
                    best.push((shared / length.sqrt(), address));
                }
            }
        }
        let by_score = |a: &(f32, DocAddress), b: &(f32, DocAddress)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if best.len() > COMPARED_MAX {
            best.select_nth_unstable_by(COMPARED_MAX, by_score);
            best.truncate(COMPARED_MAX);
        }
        best.sort_by(by_score);
        Ok(best.into_iter().map(|(_, address)| address).collect())
    }

    /// An article and the distinct stems of its title and text, in order.
    fn content(&mut self, article: DocAddress) -> tantivy::Result<(ArticleRecord, Vec<String>)> {
        let record = self.record(article)?;
        let mut words = Vec::new();
        let mut gather = |text: &str, stemmer: &mut Stemmer| {
            words.extend(Words::of(text).iter().map(|word| stemmer.stem(word).to_owned()));
        };
        if !record.title_derived {
            gather(&record.title, &mut self.stemmer);
        }
        for passage in article.doc_id.saturating_sub(record.passages as DocId)..article.doc_id {
            let document: TantivyDocument = self.searcher.doc(DocAddress::new(article.segment_ord, passage))?;
            let text = document.get_first(self.fields.text);
            gather(text.as_ref().and_then(|value| value.as_str()).unwrap_or_default(), &mut self.stemmer);
        }
        words.sort_unstable();
        words.dedup();
        Ok((record, words))
    }

    /// In how many articles a stem stands.
    fn frequency(&mut self, word: &str) -> tantivy::Result<u32> {
        if let Some(frequency) = self.frequencies.get(word) {
            return Ok(*frequency);
        }
        let term = Term::from_field_text(self.fields.article_text, word);
        let mut frequency = 0;
        for segment in &self.segments {
            frequency += segment.inverted.doc_freq(&term)?;
        }
        if self.frequencies.len() >= FREQUENCIES_MAX {
            self.frequencies.clear();
        }
        self.frequencies.insert(word.into(), frequency);
        Ok(frequency)
    }

    /// The square of the inverse document frequency: ln((N + 1) / n)².
    fn weight(&self, frequency: u32) -> f32 {
        let inverse = ((self.articles + 1.0) / frequency.max(1) as f32).ln().max(0.0);
        inverse * inverse
    }
}

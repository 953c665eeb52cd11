//! The dated articles nearest to one, by the rare words that they share.

use super::columns::{days, numbers};
use super::holders::{Holders, Scratch};
use super::word_sets::WordSets;
use crate::date::Day;
use crate::index::{ArticleRecord, Fields};
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, TantivyDocument};

/// A dated article near to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Cosine of the weighted words, 0 to 1.
    pub similarity: f32,
    /// Its day of publication, as it states it.
    pub day: Day,
    /// Its number, for [`Stories::record`].
    pub article: usize,
}

/// An article that states no date, or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Article {
    /// Where it stands.
    pub address: DocAddress,
    /// The day that it states.
    pub day: Option<Day>,
}

/// How near articles must be to count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearness {
    /// Least similarity of the nearest; when none is so near, none counts.
    pub nearest_min: f32,
    /// Part of the nearest one's similarity at which another counts too.
    pub share_min: f32,
    /// Most that count.
    pub count_max: usize,
}

/// Compares the articles of one state of an index that state no date with those that state a day.
pub struct Stories<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    articles: Vec<Article>,
    words: WordSets,
    /// Those with a day.
    dated: Holders,
}

impl<'a> Stories<'a> {
    /// Reads the words of all segments, if any article states no date.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn new(searcher: &'a Searcher, fields: &'a Fields) -> tantivy::Result<Self> {
        let (articles, living) = articles(searcher, fields)?;
        let mut stories = Stories { searcher, fields, articles, words: WordSets::default(), dated: Holders::default() };
        if stories.articles.iter().any(|article| article.day.is_none()) {
            stories.words = WordSets::read(searcher, fields, &stories.articles, living)?;
            let dated = (0..stories.articles.len()).filter(|article| stories.articles[*article].day.is_some());
            stories.dated = Holders::new(&stories.words, dated);
        }
        Ok(stories)
    }

    /// The numbers of all articles that state no date, in the order of the index.
    pub fn undated(&self) -> Vec<usize> {
        (0..self.articles.len()).filter(|article| self.articles[*article].day.is_none()).collect()
    }

    /// What the index stores of an article.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn record(&self, article: usize) -> tantivy::Result<ArticleRecord> {
        let document: TantivyDocument = self.searcher.doc(self.articles[article].address)?;
        let record = document.get_first(self.fields.record);
        let record = record.as_ref().and_then(|value| value.as_str()).unwrap_or_default();
        serde_json::from_str(record).map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))
    }

    /// The articles with a stated day that are nearest to `article`, the nearest first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn neighbours(
        &self,
        article: usize,
        nearness: Nearness,
        scratch: &mut Scratch,
    ) -> tantivy::Result<Vec<Neighbour>> {
        let mut near_by = |least| self.dated.near(&self.words, article, least, scratch);
        let mut near = near_by(nearness.nearest_min.into());
        let nearest = near.iter().map(|(similarity, _)| *similarity).fold(0.0, f64::max);
        let least = nearest * f64::from(nearness.share_min);
        if nearest > 0.0 && least < nearness.nearest_min.into() {
            near = near_by(least);
        }
        let mut found: Vec<Neighbour> = near
            .into_iter()
            .filter(|(similarity, _)| *similarity >= least)
            .filter_map(|(similarity, article)| {
                let day = self.articles[article].day?;
                Some(Neighbour { similarity: similarity as f32, day, article })
            })
            .collect();
        found.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.day.cmp(&b.day)));
        // Which of those that tie is named must not hang on the order of indexing.
        let tied = found.partition_point(|other| (other.similarity, other.day) == (found[0].similarity, found[0].day));
        if tied > 1 {
            let ids: Vec<String> =
                found[..tied].iter().map(|other| self.id(other.article)).collect::<tantivy::Result<_>>()?;
            let first = (0..tied).min_by(|a, b| ids[*a].cmp(&ids[*b])).unwrap_or(0);
            found.swap(0, first);
        }
        found.truncate(nearness.count_max);
        Ok(found)
    }

    fn id(&self, article: usize) -> tantivy::Result<String> {
        let address = self.articles[article].address;
        let reader = self.searcher.segment_reader(address.segment_ord);
        let mut id = String::new();
        if let Some(column) = reader.fast_fields().str(reader.schema().get_field_name(self.fields.id))?
            && let Some(ordinal) = column.term_ords(address.doc_id).next()
        {
            column.ord_to_str(ordinal, &mut id)?;
        }
        Ok(id)
    }
}

/// The living articles that state no date or a day, and how many living articles there are.
fn articles(searcher: &Searcher, fields: &Fields) -> tantivy::Result<(Vec<Article>, usize)> {
    let (mut articles, mut living) = (Vec::new(), 0);
    for (ordinal, reader) in searcher.segment_readers().iter().enumerate() {
        let (first_days, last_days) = (days(reader, fields.published_first)?, days(reader, fields.published_last)?);
        let (passages, inferred) = (numbers(reader, fields.passages)?, numbers(reader, fields.published_inferred)?);
        for document in reader.doc_ids_alive().filter(|document| passages.first(*document).is_some()) {
            living += 1;
            let stated = first_days.first(document).filter(|_| inferred.first(document).is_none());
            let day = stated.and_then(|day| i32::try_from(day).ok()).map(Day);
            if stated.is_none() || (day.is_some() && last_days.first(document) == stated) {
                articles.push(Article { address: DocAddress::new(ordinal as u32, document), day });
            }
        }
    }
    Ok((articles, living))
}

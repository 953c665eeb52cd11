//! What a pass asks of every matching article, in one row of memory once it was read.
//!
//! The columns of a segment are packed, and to read one value takes several steps; a query with thousands of matches reads
//! each article's again, and so does the next query. Rows are made when an article matches for the first time, so that
//! one short process pays for no more than its own matches.

use super::columns::Columns;
use crate::actor::NameTable;
use crate::index::{StoryNumber, StoryTable};
use tantivy::DocId;
use tantivy::directory::OwnedBytes;

/// What is known of an article without its texts.
#[derive(Debug, Clone, Copy)]
pub(super) struct ArticleRow {
    /// First and last day of publication, inferred or not.
    days: Option<(i32, i32)>,
    /// Whether the days are inferred.
    inferred: bool,
    /// Its story, where it has a copy.
    pub story: Option<StoryNumber>,
    /// Ordinal of its id in its segment.
    pub id_ordinal: u32,
    /// How many passages it has; they stand before it.
    pub passages: u32,
    /// Where its actors begin and end in the list of all.
    actors: (u32, u32),
}

impl ArticleRow {
    /// First and last day of publication; an inferred date counts only where it is wished for.
    #[inline]
    pub fn published(&self, inferred: bool) -> Option<(i64, i64)> {
        let (first, last) = self.days.filter(|_| inferred || !self.inferred)?;
        Some((i64::from(first), i64::from(last)))
    }
}

/// The rows of one segment.
#[derive(Debug, Default)]
pub(super) struct ArticleRows {
    /// For each document the place of its row, from 1; 0 where it was not read.
    places: Vec<u32>,
    rows: Vec<ArticleRow>,
    actors: Vec<u32>,
}

/// What rows are made of.
#[derive(Clone, Copy)]
pub(super) struct RowSource<'a> {
    pub columns: &'a Columns,
    pub names: &'a NameTable<OwnedBytes>,
    pub stories: &'a StoryTable,
    /// How many documents the segment has, deleted ones included.
    pub documents: DocId,
}

impl ArticleRows {
    /// The row of an article.
    #[inline]
    pub fn row(&mut self, source: &RowSource<'_>, article: DocId) -> ArticleRow {
        match self.places.get(article as usize) {
            Some(place) if *place > 0 => self.rows[*place as usize - 1],
            _ => self.read(source, article),
        }
    }

    /// The actors that an article names, each once.
    #[inline]
    pub fn actors(&self, row: &ArticleRow) -> &[u32] {
        &self.actors[row.actors.0 as usize..row.actors.1 as usize]
    }

    fn read(&mut self, source: &RowSource<'_>, article: DocId) -> ArticleRow {
        let RowSource { columns, names, stories, documents } = *source;
        if self.places.is_empty() {
            self.places = vec![0; documents as usize];
        }
        let from = self.actors.len();
        let numbers = columns.names.values_for_doc(article);
        self.actors.extend(numbers.filter_map(|number| names.actor_of_number(number as u32)));
        self.actors[from..].sort_unstable();
        let mut distinct = from;
        for at in from..self.actors.len() {
            if at == from || self.actors[at] != self.actors[at - 1] {
                self.actors[distinct] = self.actors[at];
                distinct += 1;
            }
        }
        self.actors.truncate(distinct);
        let day = |day: i64| i32::try_from(day).ok();
        let days = columns.published(article, true);
        let row = ArticleRow {
            days: days.and_then(|(first, last)| Some((day(first)?, day(last)?))),
            inferred: days.is_some() && columns.published(article, false).is_none(),
            story: columns.number.first(article).and_then(|number| stories.story(number)),
            id_ordinal: Columns::ordinal(&columns.id, article).unwrap_or(0) as u32,
            passages: columns.passages_of(article).len() as u32,
            actors: (from as u32, distinct as u32),
        };
        self.rows.push(row);
        if let Some(place) = self.places.get_mut(article as usize) {
            *place = self.rows.len() as u32;
        }
        row
    }
}

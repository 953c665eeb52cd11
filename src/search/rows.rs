//! What a pass asks of every matching article, kept in memory once it was read.
//!
//! The columns of a segment are packed, and to read one value takes several steps; a query with thousands of matches reads
//! each article's again, and so does the next query. The first search of a process keeps nothing, since most processes make
//! but one: memory that is written once and never read costs more than it saves.

use super::columns::Columns;
use crate::actor::NameTable;
use crate::index::{StoryNumber, StoryTable};
use tantivy::DocId;
use tantivy::directory::OwnedBytes;

/// First and last day of publication, inferred or not.
#[derive(Debug, Clone, Copy)]
pub(super) struct PublicationDays {
    days: Option<(i64, i64)>,
    inferred: bool,
}

impl PublicationDays {
    /// The days; an inferred date counts only where it is wished for.
    #[inline]
    pub fn counted(self, inferred: bool) -> Option<(i64, i64)> {
        self.days.filter(|_| inferred || !self.inferred)
    }
}

/// What is asked of an article that a pass counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    /// Its story, where it has a copy.
    pub story: Option<StoryNumber>,
    passages: u32,
    /// Where its actors begin and end in the list of all.
    actors: (u32, u32),
}

#[derive(Debug, Clone, Copy)]
struct Row {
    days: PublicationDays,
    counted: Option<Counted>,
}

/// The rows of one segment.
#[derive(Debug, Default)]
pub(super) struct ArticleRows {
    keeps: bool,
    /// For each document the place of its row, from 1; 0 where it was not read. Empty where nothing is kept.
    places: Vec<u32>,
    rows: Vec<Row>,
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

impl RowSource<'_> {
    fn days(&self, article: DocId) -> PublicationDays {
        let days = self.columns.published(article, true);
        PublicationDays { days, inferred: days.is_some() && self.columns.is_inferred(article) }
    }
}

impl ArticleRows {
    /// From now on keeps what it reads.
    pub fn keep(&mut self) {
        self.keeps = true;
    }

    /// When an article was published.
    #[inline]
    pub fn days(&mut self, source: &RowSource<'_>, article: DocId) -> PublicationDays {
        match self.place(article) {
            Some(row) => self.rows[row].days,
            None if self.keeps => self.add(source, article).days,
            None => source.days(article),
        }
    }

    /// The rest of what a pass counts.
    #[inline]
    pub fn counted(&mut self, source: &RowSource<'_>, article: DocId) -> Counted {
        match self.place(article).and_then(|row| self.rows[row].counted) {
            Some(counted) => counted,
            None => self.read(source, article),
        }
    }

    /// The actors that an article names, each once; of the article that was read last, where nothing is kept.
    #[inline]
    pub fn actors(&self, counted: &Counted) -> &[u32] {
        &self.actors[counted.actors.0 as usize..counted.actors.1 as usize]
    }

    /// How many passages an article has; they stand before it.
    #[inline]
    pub fn passages(&self, source: &RowSource<'_>, article: DocId) -> u32 {
        match self.place(article).and_then(|row| self.rows[row].counted) {
            Some(counted) => counted.passages,
            None => source.columns.passages_of(article).len() as u32,
        }
    }

    #[inline]
    fn place(&self, article: DocId) -> Option<usize> {
        let place = *self.places.get(article as usize)?;
        (place > 0).then(|| place as usize - 1)
    }

    fn add(&mut self, source: &RowSource<'_>, article: DocId) -> Row {
        if self.places.is_empty() {
            self.places = vec![0; source.documents as usize];
        }
        let row = Row { days: source.days(article), counted: None };
        self.rows.push(row);
        if let Some(place) = self.places.get_mut(article as usize) {
            *place = self.rows.len() as u32;
        }
        row
    }

    fn read(&mut self, source: &RowSource<'_>, article: DocId) -> Counted {
        let RowSource { columns, names, stories, .. } = *source;
        if !self.keeps {
            self.actors.clear();
        }
        let from = self.actors.len();
        for actor in columns.names.values_for_doc(article).filter_map(|number| names.actor_of_number(number as u32)) {
            if !self.actors[from..].contains(&actor) {
                self.actors.push(actor);
            }
        }
        let counted = Counted {
            story: columns.number.first(article).and_then(|number| stories.story(number)),
            passages: if self.keeps { columns.passages_of(article).len() as u32 } else { 0 },
            actors: (from as u32, self.actors.len() as u32),
        };
        if let Some(row) = self.place(article) {
            self.rows[row].counted = Some(counted);
        }
        counted
    }
}

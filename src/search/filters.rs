//! The date filters of a request, applied to articles and passages of one segment.

use super::classify::{DateFilter, Place, Undated};
use super::columns::Columns;
use super::request::Request;
use tantivy::DocId;

/// What a request asks of dates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filters {
    published: Option<DateFilter>,
    event: Option<DateFilter>,
    undated: Undated,
}

impl Filters {
    pub fn of(request: &Request) -> Self {
        Filters { published: request.published, event: request.event, undated: request.undated.unwrap_or_default() }
    }

    /// Whether passages are filtered.
    pub fn choose_passages(&self) -> bool {
        self.event.is_some()
    }

    /// Where an article stands to all filters together; `None` when no passage of it passes.
    pub fn article(&self, columns: &Columns, article: DocId) -> Option<Place> {
        let event = self.best_event(columns, article);
        if matches!(event, Place::Outside | Place::Undated) {
            return None;
        }
        Some(match self.publication(columns, article) {
            Place::Inside => event,
            other => other,
        })
    }

    /// Whether an article that stands so is shown.
    pub fn shows(&self, place: Place) -> bool {
        match place {
            Place::Inside => self.undated != Undated::Only,
            Place::Unsure | Place::Undated => self.undated != Undated::Exclude,
            Place::Outside => false,
        }
    }

    /// Where the day of publication stands. Without a filter all are inside; only when nothing but undated
    /// articles is wished for are they told apart.
    fn publication(&self, columns: &Columns, article: DocId) -> Place {
        let asks_for_undated = self.event.is_none() && self.undated == Undated::Only;
        match self.published {
            Some(filter) => columns.place_of_publication(article, filter),
            None if asks_for_undated && columns.published(article).is_none() => Place::Undated,
            None => Place::Inside,
        }
    }

    /// The best place of any passage.
    fn best_event(&self, columns: &Columns, article: DocId) -> Place {
        let Some(filter) = self.event else { return Place::Inside };
        let mut best = Place::Outside;
        for passage in columns.passages_of(article) {
            match columns.place_of_events(passage, filter) {
                Place::Inside => return Place::Inside,
                Place::Unsure => best = Place::Unsure,
                Place::Outside | Place::Undated => {}
            }
        }
        best
    }

    /// Where a passage of a shown article stands if it is shown itself.
    pub fn passage(&self, columns: &Columns, article: DocId, passage: DocId) -> Option<Place> {
        let Some(filter) = self.event else { return Some(Place::Inside) };
        let place = columns.place_of_events(passage, filter);
        let shown = match place {
            // When only unsure and undated ones are wished for, it may be the article that is.
            Place::Inside => self.undated != Undated::Only || self.publication(columns, article) != Place::Inside,
            Place::Unsure => self.undated != Undated::Exclude,
            Place::Outside | Place::Undated => false,
        };
        shown.then_some(place)
    }

    /// The passages of a shown article that are shown.
    pub fn passages<'a>(&self, columns: &'a Columns, article: DocId) -> impl Iterator<Item = DocId> + use<'a> {
        let filters = *self;
        columns.passages_of(article).filter(move |passage| filters.passage(columns, article, *passage).is_some())
    }
}

/// The articles of a segment whose path is one path or lies below it.
pub(super) struct PathFilter {
    first: u64,
    end: u64,
    itself: Option<u64>,
}

impl PathFilter {
    pub fn of(columns: &Columns, path: &str) -> tantivy::Result<Self> {
        use std::ops::Bound::{Excluded, Included, Unbounded};
        let Some(column) = &columns.path else { return Ok(PathFilter { first: 0, end: 0, itself: None }) };
        let dictionary = column.dictionary();
        let stem = path.trim_end_matches('/');
        // '0' is the character after '/'.
        let (first, end) = dictionary.term_bounds_to_ord(Included(format!("{stem}/")), Excluded(format!("{stem}0")))?;
        let ordinal = |bound, unbounded| match bound {
            Included(ordinal) | Excluded(ordinal) => ordinal,
            Unbounded => unbounded,
        };
        Ok(PathFilter { first: ordinal(first, 0), end: ordinal(end, u64::MAX), itself: dictionary.term_ord(path)? })
    }

    pub fn holds(&self, columns: &Columns, article: DocId) -> bool {
        Columns::ordinal(&columns.path, article)
            .is_some_and(|ordinal| (self.first..self.end).contains(&ordinal) || self.itself == Some(ordinal))
    }
}

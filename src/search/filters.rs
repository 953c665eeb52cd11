//! The date filters of a request, applied to articles and passages of one segment.

use super::classify::{DateFilter, Place, Undated};
use super::columns::Columns;
use super::rank::Sort;
use super::request::Request;
use crate::date::Interval;
use tantivy::DocId;

/// What a request asks of dates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filters {
    published: Option<DateFilter>,
    event: Option<DateFilter>,
    undated: Undated,
    /// Whether inferred dates count.
    inferred: bool,
}

impl Filters {
    pub fn of(request: &Request) -> Self {
        Filters {
            published: request.published,
            event: request.event,
            undated: request.undated.unwrap_or_default(),
            inferred: !request.no_inferred,
        }
    }

    /// Whether passages are filtered.
    pub fn choose_passages(&self) -> bool {
        self.event.is_some()
    }

    /// First and last day of publication, as far as they count.
    #[inline]
    pub fn published(&self, columns: &Columns, article: DocId) -> Option<(i64, i64)> {
        columns.published(article, self.inferred)
    }

    /// The days that a passage tells, as first and last, each with its place to the filter on events.
    #[inline]
    pub fn events<'a>(
        &self,
        columns: &'a Columns,
        passage: DocId,
    ) -> impl Iterator<Item = (i64, i64, Place)> + use<'a> {
        let filter = self.event.unwrap_or_default();
        columns.events(passage, self.inferred).map(move |(first, last)| (first, last, filter.place(first, last)))
    }

    /// What `sort` compares of the days that a passage tells: of those that the filter on events lets pass, where one is for sure.
    pub fn event_key(&self, columns: &Columns, passage: DocId, sort: Sort) -> Option<[i64; 2]> {
        let events = self.events(columns, passage).filter(|(_, _, place)| *place != Place::Outside);
        events
            .map(|(first, last, place)| (place == Place::Inside, sort.event_key((first, last))))
            .max()
            .map(|(_, key)| key)
    }

    /// The part of a bucket that the filter on events lets pass.
    pub fn clip_to_event(&self, bucket: Interval) -> Interval {
        let Some(filter) = self.event else { return bucket };
        let first = filter.first.map_or(bucket.first, |first| first.max(bucket.first));
        let last = filter.last.map_or(bucket.last, |last| last.min(bucket.last));
        Interval::new(first, last).unwrap_or(bucket)
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

    /// Where the day of publication stands; one without a year is unsure where it may pass. Without a filter
    /// all are inside; only when nothing but undated articles is wished for are they told apart.
    fn publication(&self, columns: &Columns, article: DocId) -> Place {
        match (self.published, self.published(columns, article)) {
            (Some(filter), Some((first, last))) => filter.place(first, last),
            (Some(filter), None) => match columns.published_month_day(article) {
                Some(told) if filter.may_hold(told) => Place::Unsure,
                Some(_) => Place::Outside,
                None => Place::Undated,
            },
            (None, None) if self.event.is_none() && self.undated == Undated::Only => Place::Undated,
            (None, _) => Place::Inside,
        }
    }

    /// The best place of any passage.
    fn best_event(&self, columns: &Columns, article: DocId) -> Place {
        let Some(filter) = self.event else { return Place::Inside };
        let mut best = Place::Outside;
        for passage in columns.passages_of(article) {
            match self.place_of_events(columns, passage, filter) {
                Place::Inside => return Place::Inside,
                Place::Unsure => best = Place::Unsure,
                Place::Outside | Place::Undated => {}
            }
        }
        best
    }

    /// Where a passage stands to a filter on the dates it tells: inside if one of them lies inside,
    /// unsure if one overlaps or is a day and month that may lie inside.
    fn place_of_events(&self, columns: &Columns, passage: DocId, filter: DateFilter) -> Place {
        let mut told = false;
        let mut unsure = false;
        for (first, last) in columns.events(passage, self.inferred) {
            told = true;
            match filter.place(first, last) {
                Place::Inside => return Place::Inside,
                Place::Unsure => unsure = true,
                Place::Outside | Place::Undated => {}
            }
        }
        for day in columns.month_days(passage, self.inferred) {
            told = true;
            unsure |= filter.may_hold(day);
        }
        match (unsure, told) {
            (true, _) => Place::Unsure,
            (false, true) => Place::Outside,
            (false, false) => Place::Undated,
        }
    }

    /// Where a passage of a shown article stands if it is shown itself.
    pub fn passage(&self, columns: &Columns, article: DocId, passage: DocId) -> Option<Place> {
        let Some(filter) = self.event else { return Some(Place::Inside) };
        let place = self.place_of_events(columns, passage, filter);
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

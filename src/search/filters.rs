//! The filters of a request on dates and on actors of one passage, applied to articles and passages of one segment.

use super::asked::AskedActors;
use super::classify::{DateFilter, Place, Undated};
use super::columns::Columns;
use super::rank::Sort;
use super::request::Request;
use super::rows::PublicationDays;
use crate::date::{Day, Interval};
use tantivy::DocId;

/// What a request asks of dates, and of the actors of a passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filters<'a> {
    published: Option<DateFilter>,
    event: Option<DateFilter>,
    undated: Undated,
    /// Whether inferred dates count.
    inferred: bool,
    /// For each actor that one passage must name, the numbers of its names, ascending.
    together: &'a [Vec<u32>],
    /// Up to two more such actors.
    also: [Option<&'a [u32]>; 2],
    same_passage: bool,
}

impl<'a> Filters<'a> {
    pub fn of(request: &Request, asked: &'a AskedActors) -> Self {
        Filters {
            published: request.published,
            event: request.event,
            undated: request.undated.unwrap_or_default(),
            inferred: !request.no_inferred,
            together: if request.same_passage { asked.each() } else { &[] },
            also: [None; 2],
            same_passage: request.same_passage,
        }
    }

    /// Whether passages must name actors.
    pub fn binds_actors(&self) -> bool {
        self.same_passage
    }

    /// The same filters where, if passages must name actors, they must name this one too.
    pub fn with_actor(self, numbers: &'a [u32]) -> Self {
        let also = if !self.same_passage {
            self.also
        } else if self.also[0].is_none() {
            [Some(numbers), None]
        } else {
            [self.also[0], Some(numbers)]
        };
        Filters { also, ..self }
    }

    /// The same filters where only publication within `days` passes; `days` lie within the filter that stands.
    pub fn published_within(self, days: Interval) -> Self {
        Filters { published: Some(DateFilter::within(days)), ..self }
    }

    /// The same filters where a passage must tell of `days`; these lie within the filter that stands.
    pub fn event_within(self, days: Interval) -> Self {
        Filters { event: Some(DateFilter::within(days)), ..self }
    }

    /// Only the filter on publication, with other days.
    pub fn only_published(self, days: DateFilter) -> Self {
        Filters { published: Some(days), event: None, same_passage: false, together: &[], also: [None; 2], ..self }
    }

    /// Only the filter on events, with other days.
    pub fn only_event(self, days: DateFilter) -> Self {
        Filters { published: None, event: Some(days), same_passage: false, together: &[], also: [None; 2], ..self }
    }

    /// Whether passages are filtered.
    pub fn choose_passages(&self) -> bool {
        self.event.is_some() || self.same_passage
    }

    /// Whether a passage names all actors that one passage must name.
    fn names_together(&self, columns: &Columns, passage: DocId) -> bool {
        let names = |numbers: &[u32]| {
            columns.names.values_for_doc(passage).any(|number| numbers.binary_search(&(number as u32)).is_ok())
        };
        self.together.iter().all(|numbers| names(numbers)) && self.also.iter().flatten().all(|numbers| names(numbers))
    }

    /// First and last day of publication, as far as they count.
    #[inline]
    pub fn published(&self, columns: &Columns, article: DocId) -> Option<(i64, i64)> {
        columns.published(article, self.inferred)
    }

    /// The days that a passage tells, as first and last, each with its place to the filter on events.
    #[inline]
    pub fn events<'c>(
        &self,
        columns: &'c Columns,
        passage: DocId,
    ) -> impl Iterator<Item = (i64, i64, Place)> + use<'c> {
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

    /// The days of publication of an article.
    pub fn publication_days(&self, columns: &Columns, article: DocId) -> Option<Interval> {
        self.published(columns, article).and_then(interval_of)
    }

    /// The days that the passing passages of a shown article tell, each with its place to the filter on events.
    pub fn event_days(&self, columns: &Columns, article: DocId) -> impl Iterator<Item = (Interval, Place)> {
        let passages = self.passages(columns, article);
        passages.flat_map(move |passage| {
            self.events(columns, passage).filter_map(|(first, last, place)| Some((interval_of((first, last))?, place)))
        })
    }

    /// The part of a bucket that the filter on events lets pass.
    pub fn clip_to_event(&self, bucket: Interval) -> Interval {
        self.event.map_or(bucket, |filter| filter.clip(bucket))
    }

    /// The part of a bucket that the filter on publication lets pass.
    pub fn clip_to_publication(&self, bucket: Interval) -> Interval {
        self.published.map_or(bucket, |filter| filter.clip(bucket))
    }

    /// Where an article stands to all filters together; `None` when no passage of it passes.
    pub fn article(&self, columns: &Columns, article: DocId) -> Option<Place> {
        self.article_of(columns, article, self.published(columns, article))
    }

    /// The same where the days of publication are known.
    #[inline]
    pub fn article_of(&self, columns: &Columns, article: DocId, published: Option<(i64, i64)>) -> Option<Place> {
        let event = self.best_event(columns, article);
        if matches!(event, Place::Outside | Place::Undated) {
            return None;
        }
        Some(match self.publication(columns, article, published) {
            Place::Inside => event,
            other => other,
        })
    }

    /// Days of publication that were read, as far as they count.
    #[inline]
    pub fn counted(&self, days: PublicationDays) -> Option<(i64, i64)> {
        days.counted(self.inferred)
    }

    /// Whether an article that matches the rest of the query is shown.
    pub fn shows_article(&self, columns: &Columns, article: DocId) -> bool {
        self.article(columns, article).is_some_and(|place| self.shows(place))
    }

    /// Whether only what lies inside is shown.
    pub fn takes_only_inside(&self) -> bool {
        self.undated == Undated::Exclude
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
    fn publication(&self, columns: &Columns, article: DocId, published: Option<(i64, i64)>) -> Place {
        match (self.published, published) {
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
        if !self.choose_passages() {
            return Place::Inside;
        }
        let mut best = Place::Outside;
        for passage in columns.passages_of(article).filter(|passage| self.names_together(columns, *passage)) {
            match self.place_of_events(columns, passage) {
                Place::Inside => return Place::Inside,
                Place::Unsure => best = Place::Unsure,
                Place::Outside | Place::Undated => {}
            }
        }
        best
    }

    /// Where a passage stands to a filter on the dates it tells: inside if one of them lies inside,
    /// unsure if one overlaps or is a day and month that may lie inside. Without a filter every passage is inside.
    fn place_of_events(&self, columns: &Columns, passage: DocId) -> Place {
        let Some(filter) = self.event else { return Place::Inside };
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
        if !self.names_together(columns, passage) {
            return None;
        }
        if self.event.is_none() {
            return Some(Place::Inside);
        }
        let place = self.place_of_events(columns, passage);
        let shown = match place {
            // When only unsure and undated ones are wished for, it may be the article that is.
            Place::Inside => {
                let published = self.published(columns, article);
                self.undated != Undated::Only || self.publication(columns, article, published) != Place::Inside
            }
            Place::Unsure => self.undated != Undated::Exclude,
            Place::Outside | Place::Undated => false,
        };
        shown.then_some(place)
    }

    /// The passages of a shown article that are shown.
    pub fn passages<'c>(&self, columns: &'c Columns, article: DocId) -> impl Iterator<Item = DocId> + use<'a, 'c> {
        let filters = *self;
        columns.passages_of(article).filter(move |passage| filters.passage(columns, article, *passage).is_some())
    }
}

/// Days as columns hold them.
pub(super) fn interval_of((first, last): (i64, i64)) -> Option<Interval> {
    Interval::new(Day(i32::try_from(first).ok()?), Day(i32::try_from(last).ok()?))
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

//! Timelines: for each day (week, month, year) that passages tell, how many articles tell it and which
//! passage tells it best.
//!
//! Noted from columns alone in the first pass; only the passages of the rows shown are read. A row speaks of
//! dates that lie wholly inside it, so that it is what `--event` finds for its days. Which rows there are is known only
//! when all dates are (`row_range`), so the dates are noted first, each a number of eight bytes, and counted then.

use super::classify::Place;
use super::columns::Columns;
use super::filters::{Filters, interval_of};
use super::grain::Grain;
use super::hits::Hit;
use super::row_range::{RowPlace, RowRange, RowsOf};
use super::walk::PassingPassage;
use crate::date::{Day, Interval};
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use tantivy::{DocAddress, DocId};

/// How wide the rows of a timeline are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineGrain {
    /// The finest grain that gives at most 60 rows; what lies far from the others is told apart.
    Finest,
    /// This one, however many rows it gives.
    By(Grain),
}

/// One row of a timeline.
#[derive(Debug, Clone)]
pub struct TimelineRow {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
    /// Articles with a passage that tells a date inside.
    pub articles: u64,
    /// Passages that do.
    pub passages: u64,
    /// The best of these; its rank is the place of the row.
    pub hit: Hit,
}

/// How much is told of days far from the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimelineEnd {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
    /// Articles with a passage that tells a date inside.
    pub articles: u64,
    /// Passages that do.
    pub passages: u64,
}

/// What the matched articles tell, in order of time.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// How wide the rows are.
    pub grain: Grain,
    /// The rows of the page.
    pub rows: Vec<TimelineRow>,
    /// How many rows there are on all pages.
    pub rows_len: u64,
    /// What is told of days far before the rows: from the first such day to the day before the first row.
    pub before: Option<TimelineEnd>,
    /// What is told of days far after them: from the day after the last row to the last such day.
    pub after: Option<TimelineEnd>,
    /// Articles that tell a date that no row holds whole.
    pub wide: u64,
    /// Articles that tell no day.
    pub undated: u64,
}

/// A passage that tells a row's days, with all that decides whether it is the best.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling {
    /// Of the article.
    pub address: DocAddress,
    pub score: f32,
    pub passage: DocId,
    passage_score: Option<f32>,
    names_actor: bool,
    published: (i64, i64),
    id_ordinal: u64,
}

impl Telling {
    /// Better first, as far as it can be told without the id of the article: with query words, naming an actor asked for, of
    /// the better article, of the one that appeared first.
    fn by_rank(&self, other: &Self) -> Ordering {
        let key = |telling: &Self| (telling.passage_score.is_some(), telling.names_actor);
        key(other).cmp(&key(self)).then(other.score.total_cmp(&self.score)).then(self.published.cmp(&other.published))
    }

    /// Whether it is better than `other`; ids are asked for only between segments, whose ordinals say nothing.
    fn is_better(&self, other: &Self, id: impl Fn(&Self) -> tantivy::Result<String>) -> tantivy::Result<bool> {
        if self.address.segment_ord == other.address.segment_ord {
            return Ok(self.in_segment(other).is_lt());
        }
        Ok(match self.by_rank(other) {
            Ordering::Equal => id(self)? < id(other)?,
            order => order.is_lt(),
        })
    }

    /// Better first, within one segment.
    fn in_segment(&self, other: &Self) -> Ordering {
        let score = |telling: &Self| telling.passage_score.unwrap_or(0.0);
        self.by_rank(other)
            .then(self.id_ordinal.cmp(&other.id_ordinal))
            .then(self.address.doc_id.cmp(&other.address.doc_id))
            .then(score(other).total_cmp(&score(self)))
            .then(self.passage.cmp(&other.passage))
    }
}

/// A row being counted.
struct CountedRow {
    days: Interval,
    tally: Tally,
    best: Telling,
}

/// Articles and passages, each counted once; both come in ascending order.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    articles: u64,
    passages: u64,
    last_article: Option<u32>,
    last_passage: Option<u32>,
}

impl Tally {
    /// Counts a passage; false when it was counted already.
    fn count(&mut self, article: u32, passage: u32) -> bool {
        if self.last_passage.replace(passage) == Some(passage) {
            return false;
        }
        self.passages += 1;
        if self.last_article.replace(article) != Some(article) {
            self.articles += 1;
        }
        true
    }
}

/// A row that was counted, without its hit.
pub(super) struct RowOfPage {
    pub days: Interval,
    pub articles: u64,
    pub passages: u64,
    pub best: Telling,
}

/// Counts a timeline.
pub(super) struct TimelineCount<'a> {
    grain: TimelineGrain,
    filters: Filters<'a>,
    /// How many articles were looked at.
    articles: u32,
    /// How many of them tell a day.
    dated: u64,
    /// The number of each date that is told, and whether the filter on events lets it pass for sure.
    numbers: FxHashMap<(Interval, bool), u32>,
    /// The same by their numbers, with how often each is told.
    dates: Vec<(Interval, bool, u64)>,
    /// The passages that tell a day, in order, each with the number of its article.
    passages: Vec<(u32, Telling)>,
    /// What they tell: passage and date.
    told: Vec<(u32, u32)>,
}

/// An article whose passages are counted.
pub(super) struct TellingArticle {
    pub address: DocAddress,
    pub score: f32,
    pub published: Option<(i64, i64)>,
    pub id_ordinal: u64,
}

impl<'a> TimelineCount<'a> {
    pub fn new(grain: TimelineGrain, filters: Filters<'a>) -> Self {
        TimelineCount {
            grain,
            filters,
            articles: 0,
            dated: 0,
            numbers: FxHashMap::default(),
            dates: Vec::new(),
            passages: Vec::new(),
            told: Vec::new(),
        }
    }

    /// Notes what the passing passages of one article tell.
    pub fn count(
        &mut self,
        columns: &Columns,
        article: &TellingArticle,
        passing: &[PassingPassage],
        names_actor: impl Fn(DocId) -> bool,
    ) {
        self.articles += 1;
        let passages_before = self.passages.len();
        for passing in passing {
            let mut number = None;
            for (first, last, place) in self.filters.events(columns, passing.passage) {
                let Some(interval) = interval_of((first, last)).filter(|_| place != Place::Outside) else { continue };
                let passage = *number.get_or_insert_with(|| {
                    let telling = Telling {
                        address: article.address,
                        score: article.score,
                        passage: passing.passage,
                        passage_score: passing.score,
                        names_actor: names_actor(passing.passage),
                        published: article.published.unwrap_or((i64::MAX, i64::MAX)),
                        id_ordinal: article.id_ordinal,
                    };
                    self.passages.push((self.articles, telling));
                    self.passages.len() as u32 - 1
                });
                let key = (interval, place == Place::Inside);
                let date = *self.numbers.entry(key).or_insert_with(|| {
                    self.dates.push((key.0, key.1, 0));
                    self.dates.len() as u32 - 1
                });
                self.dates[date as usize].2 += 1;
                self.told.push((passage, date));
            }
        }
        self.dated += u64::from(self.passages.len() > passages_before);
    }

    /// The timeline without its rows, and the rows of the page: `limit` (0 is all) after the first `offset`. `id` tells the
    /// id of an article, and is asked only where nothing else decides.
    pub fn finish(
        self,
        offset: usize,
        limit: usize,
        id: impl Fn(&Telling) -> tantivy::Result<String>,
    ) -> tantivy::Result<(Timeline, Vec<RowOfPage>)> {
        let inside: Vec<(Interval, u64)> =
            self.dates.iter().filter(|(_, inside, _)| *inside).map(|(days, _, times)| (*days, *times)).collect();
        let range = match self.grain {
            TimelineGrain::By(grain) => RowRange::by(grain, &inside),
            // Where nothing is told, no date is wider than a day.
            TimelineGrain::Finest if self.dates.is_empty() => RowRange::by(Grain::Day, &inside),
            TimelineGrain::Finest => RowRange::finest(&inside, RowsOf::Dates),
        };
        let place =
            |(days, inside, _): &(Interval, bool, u64)| if *inside { range.place(*days) } else { RowPlace::Wide };
        let places: Vec<RowPlace> = self.dates.iter().map(place).collect();
        let mut rows: FxHashMap<Day, CountedRow> = FxHashMap::default();
        let [mut before, mut after, mut wide] = [Tally::default(); 3];
        for (passage, date) in &self.told {
            let (article, telling) = self.passages[*passage as usize];
            let bucket = match places[*date as usize] {
                RowPlace::Bucket(bucket) => bucket,
                RowPlace::Before => {
                    before.count(article, *passage);
                    continue;
                }
                RowPlace::After => {
                    after.count(article, *passage);
                    continue;
                }
                RowPlace::Wide => {
                    wide.count(article, *passage);
                    continue;
                }
            };
            let row = rows.entry(bucket.first).or_insert_with(|| CountedRow {
                days: self.filters.clip_to_event(bucket),
                tally: Tally::default(),
                best: telling,
            });
            if row.tally.count(article, *passage) && telling.is_better(&row.best, &id)? {
                row.best = telling;
            }
        }
        let mut rows: Vec<CountedRow> = rows.into_values().collect();
        rows.sort_unstable_by_key(|row| row.days);
        let end = |days: Interval, tally: Tally| TimelineEnd {
            first: days.first,
            last: days.last,
            articles: tally.articles,
            passages: tally.passages,
        };
        let ends = range.ends(inside.iter().map(|(days, _)| *days));
        let timeline = Timeline {
            grain: range.grain,
            rows: Vec::new(),
            rows_len: rows.len() as u64,
            before: ends.0.map(|days| end(days, before)),
            after: ends.1.map(|days| end(days, after)),
            wide: wide.articles,
            undated: u64::from(self.articles) - self.dated,
        };
        let limit = if limit == 0 { usize::MAX } else { limit };
        let page = rows.into_iter().skip(offset).take(limit).map(|CountedRow { days, tally, best }| RowOfPage {
            days,
            articles: tally.articles,
            passages: tally.passages,
            best,
        });
        Ok((timeline, page.collect()))
    }
}

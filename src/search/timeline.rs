//! Timelines: for each day (week, month, year) that passages tell, how many articles tell it and which
//! passage tells it best.
//!
//! Counted from columns alone in the first pass; only the passages of the rows shown are read. A row speaks of
//! dates that lie wholly inside it, so that it is what `--event` finds for its days.

use super::classify::Place;
use super::columns::Columns;
use super::facets::DATE_ROWS_MAX;
use super::filters::{Filters, interval_of};
use super::grain::Grain;
use super::hits::Hit;
use super::walk::PassingPassage;
use crate::date::{Day, Interval};
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use tantivy::{DocAddress, DocId};

/// How wide the rows of a timeline are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineGrain {
    /// The finest grain that gives a row and at most 60 of them.
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

/// What the matched articles tell, in order of time.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// How wide the rows are.
    pub grain: Grain,
    /// The rows of the page.
    pub rows: Vec<TimelineRow>,
    /// How many rows there are on all pages.
    pub rows_len: u64,
    /// Articles that tell a date wider than a row.
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
    articles: u64,
    passages: u64,
    /// The article and the passage, counted from 1, that were counted last.
    last_article: u32,
    last_passage: u32,
    /// The best of the segments passed, and that of the one at hand.
    best: Option<Telling>,
    best_here: Option<Telling>,
}

/// All rows of one grain.
struct GrainRows {
    grain: Grain,
    rows_max: usize,
    /// By first day of the bucket; `None` once there were too many.
    rows: Option<FxHashMap<Day, CountedRow>>,
    wide: u64,
    last_wide_article: u32,
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
    filters: Filters<'a>,
    grains: Vec<GrainRows>,
    articles: u32,
    passages: u32,
    /// Articles that tell a day.
    dated: u64,
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
        let grains = match grain {
            TimelineGrain::By(grain) => vec![(grain, usize::MAX)],
            // As in facets, years are always shown.
            TimelineGrain::Finest => {
                Grain::ALL.map(|grain| (grain, if grain == Grain::Year { usize::MAX } else { DATE_ROWS_MAX })).to_vec()
            }
        };
        let rows = |(grain, rows_max)| GrainRows {
            grain,
            rows_max,
            rows: Some(FxHashMap::default()),
            wide: 0,
            last_wide_article: 0,
        };
        TimelineCount { filters, grains: grains.into_iter().map(rows).collect(), articles: 0, passages: 0, dated: 0 }
    }

    /// Counts the passing passages of one article.
    pub fn count(
        &mut self,
        columns: &Columns,
        article: &TellingArticle,
        passing: &[PassingPassage],
        names_actor: impl Fn(DocId) -> bool,
    ) {
        self.articles += 1;
        let mut dated = false;
        for passing in passing {
            self.passages += 1;
            let mut telling = None;
            for (first, last, place) in self.filters.events(columns, passing.passage) {
                let Some(interval) = interval_of((first, last)).filter(|_| place != Place::Outside) else { continue };
                dated = true;
                let telling = *telling.get_or_insert_with(|| Telling {
                    address: article.address,
                    score: article.score,
                    passage: passing.passage,
                    passage_score: passing.score,
                    names_actor: names_actor(passing.passage),
                    published: article.published.unwrap_or((i64::MAX, i64::MAX)),
                    id_ordinal: article.id_ordinal,
                });
                for grain in &mut self.grains {
                    grain.count(self.articles, self.passages, interval, place == Place::Inside, &self.filters, telling);
                }
            }
        }
        self.dated += u64::from(dated);
    }

    /// Brings the best of a segment and those of the segments before it into one order; `id` tells the id of an
    /// article, and is asked only where nothing else decides.
    pub fn end_segment(&mut self, id: impl Fn(&Telling) -> tantivy::Result<String>) -> tantivy::Result<()> {
        for row in self.grains.iter_mut().filter_map(|grain| grain.rows.as_mut()).flat_map(|rows| rows.values_mut()) {
            let Some(here) = row.best_here.take() else { continue };
            row.best = Some(match row.best {
                None => here,
                Some(best) => {
                    let order = match best.by_rank(&here) {
                        Ordering::Equal => id(&best)?.cmp(&id(&here)?),
                        order => order,
                    };
                    if order.is_gt() { here } else { best }
                }
            });
        }
        Ok(())
    }

    /// The timeline without its rows, and the rows of the page: `limit` (0 is all) after the first `offset`.
    pub fn finish(self, offset: usize, limit: usize) -> (Timeline, Vec<RowOfPage>) {
        let mut grains = self.grains;
        let chosen = grains.iter().position(|grain| grain.rows.as_ref().is_some_and(|rows| !rows.is_empty()));
        // Without rows the coarsest tells what is wider still; where nothing was told there is no such thing.
        let coarsest = if self.dated == 0 { 0 } else { grains.len() - 1 };
        let chosen = grains.swap_remove(chosen.unwrap_or(coarsest));
        let mut rows: Vec<CountedRow> = chosen.rows.unwrap_or_default().into_values().collect();
        rows.sort_unstable_by_key(|row| row.days);
        let timeline = Timeline {
            grain: chosen.grain,
            rows: Vec::new(),
            rows_len: rows.len() as u64,
            wide: chosen.wide,
            undated: u64::from(self.articles) - self.dated,
        };
        let limit = if limit == 0 { usize::MAX } else { limit };
        let page = rows.into_iter().skip(offset).take(limit).filter_map(|row| {
            let CountedRow { days, articles, passages, best, .. } = row;
            best.map(|best| RowOfPage { days, articles, passages, best })
        });
        (timeline, page.collect())
    }
}

impl GrainRows {
    /// Counts one date; `inside` says whether the filter on events lets it pass for sure.
    #[inline]
    fn count(
        &mut self,
        article: u32,
        passage: u32,
        interval: Interval,
        inside: bool,
        filters: &Filters<'_>,
        telling: Telling,
    ) {
        let Some(rows) = &mut self.rows else { return };
        let Some(bucket) = self.grain.bucket_of(interval).filter(|_| inside) else {
            if self.last_wide_article != article {
                self.last_wide_article = article;
                self.wide += 1;
            }
            return;
        };
        let row = rows.entry(bucket.first).or_insert_with(|| CountedRow {
            days: filters.clip_to_event(bucket),
            articles: 0,
            passages: 0,
            last_article: 0,
            last_passage: 0,
            best: None,
            best_here: None,
        });
        if row.last_article != article {
            row.last_article = article;
            row.articles += 1;
        }
        if row.last_passage != passage {
            row.last_passage = passage;
            row.passages += 1;
            if row.best_here.is_none_or(|best| telling.in_segment(&best).is_lt()) {
                row.best_here = Some(telling);
            }
        }
        if rows.len() > self.rows_max {
            self.rows = None;
        }
    }
}

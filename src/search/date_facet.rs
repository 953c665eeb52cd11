//! Date facets: how many articles there are in each day, week, month or year.

use super::row_range::{RowPlace, RowRange, RowsOf};
use crate::date::{Day, Interval};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// One bucket of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRow {
    /// First day of the bucket.
    pub first: Day,
    /// Last day of the bucket.
    pub last: Day,
    /// How many matched articles have a date wholly inside.
    pub articles: u64,
}

/// A date facet: buckets in order of time, and what fits in none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BucketRows {
    /// Buckets in order of time, empty ones between the first and the last among them.
    pub rows: Vec<DateRow>,
    /// What lies far before them, where anything does: from its first day to the day before the rows.
    pub before: Option<DateRow>,
    /// What lies far after them: from the day after the rows to its last day.
    pub after: Option<DateRow>,
    /// Articles with a date wider than a bucket.
    pub wide: u64,
    /// Articles without a date.
    pub undated: u64,
}

impl BucketRows {
    /// The buckets and both ends in order of time.
    pub(super) fn with_ends(&self) -> impl Iterator<Item = &DateRow> {
        self.before.iter().chain(&self.rows).chain(&self.after)
    }
}

/// Counts each article once.
#[derive(Default)]
struct Articles {
    count: u64,
    last: Option<u32>,
}

impl Articles {
    /// Articles come in ascending order.
    fn count(&mut self, article: u32) {
        if self.last.replace(article) != Some(article) {
            self.count += 1;
        }
    }
}

/// Buckets of the days of articles: `(article, interval)`, an article as often as it has dates.
/// `articles` is how many there are in all, those without a date among them.
pub(super) fn buckets(mut dated: Vec<(u32, Interval)>, articles: u64) -> BucketRows {
    dated.sort_unstable();
    dated.dedup();
    // Few dates are told by many articles: what is to be known of a date is found out once.
    let mut dates: Vec<(Interval, u64)> = Vec::new();
    let mut number_of: FxHashMap<Interval, usize> = FxHashMap::default();
    let numbers: Vec<usize> = dated
        .iter()
        .map(|(_, days)| {
            let number = *number_of.entry(*days).or_insert(dates.len());
            if number == dates.len() {
                dates.push((*days, 0));
            }
            dates[number].1 += 1;
            number
        })
        .collect();
    let range = RowRange::finest(&dates, RowsOf::Calendar);
    let mut row_of: BTreeMap<Interval, usize> = BTreeMap::new();
    let [before, after, wide] = [0, 1, 2];
    let places: Vec<usize> = dates
        .iter()
        .map(|(days, _)| match range.place(*days) {
            RowPlace::Before => before,
            RowPlace::After => after,
            RowPlace::Wide => wide,
            RowPlace::Bucket(bucket) => {
                let next = row_of.len() + 3;
                *row_of.entry(bucket).or_insert(next)
            }
        })
        .collect();
    let mut counted: Vec<Articles> = (0..row_of.len() + 3).map(|_| Articles::default()).collect();
    let mut with_date = Articles::default();
    for ((article, _), number) in dated.iter().zip(numbers) {
        with_date.count(*article);
        counted[places[number]].count(*article);
    }
    let mut found =
        BucketRows { wide: counted[wide].count, undated: articles - with_date.count, ..BucketRows::default() };
    let Some(days) = range.days else { return found };
    let mut bucket = range.grain.bucket(days.first);
    while bucket.first <= days.last {
        let articles = row_of.get(&bucket).map_or(0, |row| counted[*row].count);
        found.rows.push(DateRow { first: bucket.first, last: bucket.last, articles });
        bucket = range.grain.bucket(bucket.last.plus(1));
    }
    let ends = range.ends(dates.iter().map(|(days, _)| *days));
    let row =
        |days: Interval, place: usize| DateRow { first: days.first, last: days.last, articles: counted[place].count };
    found.before = ends.0.map(|days| row(days, before));
    found.after = ends.1.map(|days| row(days, after));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Interval {
        Interval::day(Day::from_ymd(year, month, day).unwrap())
    }

    #[test]
    fn days_are_shown_with_the_empty_ones_between() {
        let rows = buckets(vec![(1, day(2024, 1, 17)), (2, day(2024, 1, 20)), (3, day(2024, 1, 17))], 5);
        let counts: Vec<u64> = rows.rows.iter().map(|row| row.articles).collect();
        assert_eq!(counts, [2, 0, 0, 1]);
        assert_eq!((rows.wide, rows.undated), (0, 2));
    }

    #[test]
    fn a_long_span_takes_the_finest_grain_with_at_most_sixty_rows() {
        let rows = buckets(vec![(1, day(2023, 1, 2)), (2, day(2024, 1, 20))], 2);
        assert_eq!(rows.rows.len(), 55);
        assert_eq!(rows.rows[0].last.0 - rows.rows[0].first.0, 6);
        let rows = buckets(vec![(1, day(1990, 1, 2)), (2, day(2024, 1, 20))], 2);
        assert_eq!(rows.rows.len(), 35);
    }

    #[test]
    fn what_is_wider_than_a_bucket_is_counted_apart() {
        let month = Interval::month(2024, 1).unwrap();
        let rows = buckets(vec![(1, day(2024, 1, 17)), (2, month)], 2);
        assert_eq!((rows.rows.len(), rows.wide), (1, 1));
        let rows = buckets(vec![(1, month), (2, month)], 2);
        assert_eq!((rows.rows.len(), rows.rows[0].articles, rows.wide), (1, 2, 0));
    }

    #[test]
    fn far_dates_share_a_row_at_each_end_and_count_once_for_an_article() {
        let mut dated: Vec<(u32, Interval)> = (1..=300).map(|at| (at, day(2024, 1, 1 + at % 30))).collect();
        dated.extend([(7, day(1550, 5, 7)), (7, day(1789, 7, 14)), (8, Interval::year(2031).unwrap())]);
        dated.extend([(9, day(2031, 2, 1)), (9, Interval::year(2024).unwrap())]);
        let rows = buckets(dated, 301);
        assert_eq!(rows.rows.iter().map(|row| row.articles).collect::<Vec<_>>(), [10; 30]);
        let row =
            |first: Interval, last: Interval, articles| Some(DateRow { first: first.first, last: last.last, articles });
        assert_eq!(rows.before, row(day(1550, 5, 7), day(2023, 12, 31), 1));
        assert_eq!(rows.after, row(day(2024, 1, 31), day(2031, 12, 31), 2));
        assert_eq!((rows.wide, rows.undated), (1, 1));
        assert_eq!(rows.with_ends().count(), 32);
    }
}

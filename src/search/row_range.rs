//! Which grain the rows of dates have, and how far they reach: far outliers share one row at each end.
//!
//! A single odd year (a price taken for one, a treaty of 1555) would otherwise widen every row, or add hundreds of
//! empty ones. The rule, for each grain from the finest:
//!
//! 1. Where all dates have at most 60 rows, it is the grain.
//! 2. Else the middle is looked at: all dates but one in twenty at each end (one at least, where there are ten or more). Far
//!    is what lies farther from the middle than the middle is long. The rows are those of what is not far; of what is far
//!    the nearest has rows too, as long as there are at most 60, and the rest shares a row at its end. Where that
//!    makes at most 60 rows, and the ends hold at most one date in twenty (or one, of ten or more), it is the grain.
//! 3. Else the next grain is tried. Years, the last, take what is not in the middle for far where they must. Where even
//!    that is no way, a timeline has all years, and where empty ones have rows too, those around the middle date do that fit.
//!
//! So nearly all dates have rows of their own, and the others count in the ends as they would in rows.

use super::grain::Grain;
use crate::date::{Day, Interval};
use std::collections::BTreeMap;

/// Most rows of dates, the two ends aside.
pub const DATE_ROWS_MAX: usize = 60;
/// One date of so many may be far.
const FAR_SHARE: u64 = 20;
/// So many dates are needed for one of them to be far.
const FAR_DATES_MIN: u64 = 10;

/// Which buckets have rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowsOf {
    /// Those that hold a date.
    Dates,
    /// The empty ones between them too.
    Calendar,
}

/// Where a date is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowPlace {
    /// In the row of this bucket.
    Bucket(Interval),
    /// In the row at the beginning.
    Before,
    /// In the row at the end.
    After,
    /// In none: no row holds all its days.
    Wide,
}

/// The grain of rows, and the days for which there are such.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowRange {
    /// How wide a row is.
    pub grain: Grain,
    /// From the first day of the first row to the last of the last; `None` without rows.
    pub days: Option<Interval>,
    /// Whether dates before it share a row.
    before: bool,
    /// Whether dates after it do.
    after: bool,
}

impl RowRange {
    /// The finest grain with few rows enough; `dates` are all dates, each with how often it is told.
    pub fn finest(dates: &[(Interval, u64)], rows_of: RowsOf) -> Self {
        let found = Grain::ALL.into_iter().find_map(|grain| {
            let buckets = Buckets::of(grain, rows_of, dates);
            let (first, last) = buckets.short()?;
            Some(buckets.range(first, last))
        });
        let years = || Buckets::of(Grain::Year, rows_of, dates);
        let around = || (rows_of == RowsOf::Calendar).then(|| years().around_median()).flatten();
        found.or_else(around).unwrap_or_else(|| Self::by(Grain::Year, dates))
    }

    /// All rows of one grain.
    pub fn by(grain: Grain, dates: &[(Interval, u64)]) -> Self {
        let buckets = Buckets::of(grain, RowsOf::Dates, dates);
        match buckets.rows.len() {
            0 => RowRange { grain, days: None, before: false, after: false },
            len => buckets.range(0, len - 1),
        }
    }

    /// The days of the row before the others and of that after them, where these hold any of `dates`.
    pub fn ends(&self, dates: impl Iterator<Item = Interval>) -> (Option<Interval>, Option<Interval>) {
        let Some(days) = self.days else { return (None, None) };
        let (mut first, mut last) = (None, None);
        for date in dates {
            match self.place(date) {
                RowPlace::Before => first = Some(first.map_or(date.first, |first: Day| first.min(date.first))),
                RowPlace::After => last = Some(last.map_or(date.last, |last: Day| last.max(date.last))),
                RowPlace::Bucket(_) | RowPlace::Wide => {}
            }
        }
        let before = first.and_then(|first| Interval::new(first, days.first.plus(-1)));
        (before, last.and_then(|last| Interval::new(days.last.plus(1), last)))
    }

    /// Where a date is counted.
    pub fn place(&self, date: Interval) -> RowPlace {
        let Some(days) = self.days else { return RowPlace::Wide };
        if self.before && date.last < days.first {
            RowPlace::Before
        } else if self.after && date.first > days.last {
            RowPlace::After
        } else {
            match self.grain.bucket_of(date) {
                Some(bucket) if days.contains(bucket) => RowPlace::Bucket(bucket),
                _ => RowPlace::Wide,
            }
        }
    }
}

/// The buckets of one grain that hold a date, in order of time, with how many.
struct Buckets {
    grain: Grain,
    rows_of: RowsOf,
    rows: Vec<(Interval, u64)>,
}

impl Buckets {
    fn of(grain: Grain, rows_of: RowsOf, dates: &[(Interval, u64)]) -> Self {
        let mut rows: BTreeMap<Interval, u64> = BTreeMap::new();
        for (date, times) in dates {
            if let Some(bucket) = grain.bucket_of(*date) {
                *rows.entry(bucket).or_default() += times;
            }
        }
        Buckets { grain, rows_of, rows: rows.into_iter().collect() }
    }

    /// The first and last bucket with a row of its own; `None` when there would be too many or none at all.
    fn short(&self) -> Option<(usize, usize)> {
        let last = self.rows.len().checked_sub(1)?;
        if self.fits(0, last) {
            return Some((0, last));
        }
        let dates: u64 = self.rows.iter().map(|(_, dates)| dates).sum();
        let few = if dates < FAR_DATES_MIN { 0 } else { (dates / FAR_SHARE).max(1) };
        let middle = self.middle(few)?;
        let near = self.near(middle)?;
        let starts = if self.grain == Grain::Year { [Some(near), Some(middle)] } else { [Some(near), None] };
        let start = starts.into_iter().flatten().find(|(first, last)| self.fits(*first, *last))?;
        let (first, last) = self.widened(start);
        let shown: u64 = self.rows[first..=last].iter().map(|(_, dates)| dates).sum();
        (dates - shown <= few).then_some((first, last))
    }

    /// The rows that fit around the middle date, however much lies outside them; `None` without dates.
    fn around_median(&self) -> Option<RowRange> {
        let dates: u64 = self.rows.iter().map(|(_, dates)| dates).sum();
        let mut passed = 0;
        let median = self.rows.iter().position(|(_, dates_of_row)| {
            passed += dates_of_row;
            2 * passed >= dates
        })?;
        let (first, last) = self.widened((median, median));
        Some(self.range(first, last))
    }

    fn fits(&self, first: usize, last: usize) -> bool {
        let rows = match self.rows_of {
            RowsOf::Dates => last - first + 1,
            RowsOf::Calendar => self.grain.buckets_between(self.rows[first].0.first, self.rows[last].0.first),
        };
        rows <= DATE_ROWS_MAX
    }

    /// The buckets of all dates but so few at each end.
    fn middle(&self, few: u64) -> Option<(usize, usize)> {
        // Passes over the buckets of so few dates.
        let after_few = || {
            let mut passed = 0;
            move |(_, dates): &(Interval, u64)| {
                passed += dates;
                passed > few
            }
        };
        Some((self.rows.iter().position(after_few())?, self.rows.iter().rposition(after_few())?))
    }

    /// The buckets that are not far from those of the middle.
    fn near(&self, (first, last): (usize, usize)) -> Option<(usize, usize)> {
        let middle = (self.rows[first].0.first, self.rows[last].0.last);
        let len = i64::from(middle.1.0) - i64::from(middle.0.0) + 1;
        let near = |(bucket, _): &(Interval, u64)| {
            i64::from(bucket.last.0) >= i64::from(middle.0.0) - len
                && i64::from(bucket.first.0) <= i64::from(middle.1.0) + len
        };
        Some((self.rows.iter().position(near)?, self.rows.iter().rposition(near)?))
    }

    /// A range with what is nearest to it, as far as it fits; of two that are equally near the later goes first.
    fn widened(&self, start: (usize, usize)) -> (usize, usize) {
        let (mut first, mut last) = start;
        let gap = |earlier: usize, later: usize| {
            i64::from(self.rows[later].0.first.0) - i64::from(self.rows[earlier].0.last.0)
        };
        loop {
            let before = (first > 0 && self.fits(first - 1, last)).then(|| gap(first - 1, start.0));
            let after = (last + 1 < self.rows.len() && self.fits(first, last + 1)).then(|| gap(start.1, last + 1));
            match (before, after) {
                (None, None) => return (first, last),
                (Some(before), Some(after)) if before < after => first -= 1,
                (Some(_), None) => first -= 1,
                (_, Some(_)) => last += 1,
            }
        }
    }

    fn range(&self, first: usize, last: usize) -> RowRange {
        RowRange {
            grain: self.grain,
            days: Interval::new(self.rows[first].0.first, self.rows[last].0.last),
            before: first > 0,
            after: last + 1 < self.rows.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> Interval {
        Interval::day(Day::from_ymd(year, month, day).unwrap())
    }

    fn days(from: Interval, len: i32) -> Vec<(Interval, u64)> {
        (0..len).map(|offset| (Interval::day(from.first.plus(offset)), 1)).collect()
    }

    fn both(dates: &[(Interval, u64)]) -> [RowRange; 2] {
        [RowsOf::Dates, RowsOf::Calendar].map(|rows_of| RowRange::finest(dates, rows_of))
    }

    #[test]
    fn an_odd_year_does_not_widen_the_rows() {
        let mut dates = days(day(2024, 1, 1), 60);
        dates.push((day(1550, 5, 7), 1));
        dates.push((day(2185, 1, 1), 1));
        for range in both(&dates) {
            assert_eq!((range.grain, range.days), (Grain::Day, Interval::new(dates[0].0.first, dates[59].0.first)));
            assert_eq!(range.place(day(1550, 5, 7)), RowPlace::Before);
            assert_eq!(range.place(day(2185, 1, 1)), RowPlace::After);
            assert_eq!(range.place(Interval::year(1953).unwrap()), RowPlace::Before);
            assert_eq!(range.place(Interval::year(2024).unwrap()), RowPlace::Wide);
            assert_eq!(range.place(dates[7].0), RowPlace::Bucket(dates[7].0));
        }
    }

    #[test]
    fn what_is_near_is_no_outlier_however_few_it_is() {
        // A day more than there may be rows: all have weeks.
        for range in both(&days(day(2024, 1, 1), 61)) {
            assert_eq!(range.grain, Grain::Week);
            assert!(!range.before && !range.after);
        }
    }

    #[test]
    fn far_dates_have_rows_as_long_as_there_are_few_enough() {
        let mut dates = days(day(2024, 1, 1), 12);
        let [early, late] = [day(1953, 6, 2), day(2024, 2, 9)];
        dates.extend([(early, 1), (late, 1)]);
        let [told, calendar] = both(&dates);
        assert_eq!(told.days, Interval::new(early.first, late.first), "14 rows");
        assert_eq!((calendar.grain, calendar.days), (Grain::Day, Interval::new(dates[0].0.first, late.first)));
        assert_eq!(calendar.place(early), RowPlace::Before);
        assert_eq!(calendar.ends(dates.iter().map(|(days, _)| *days)).1, None);
    }

    #[test]
    fn few_dates_have_no_outliers_where_days_are_rows() {
        let mut dates = days(day(2024, 1, 1), 8);
        dates.push((day(1953, 6, 2), 1));
        let range = RowRange::finest(&dates, RowsOf::Calendar);
        assert_eq!(
            (range.grain, range.days),
            (Grain::Year, Interval::new(day(2024, 1, 1).first, day(2024, 12, 31).last))
        );
        assert_eq!(range.place(dates[8].0), RowPlace::Before);
        dates.push((day(2024, 1, 1), 1));
        assert_eq!(RowRange::finest(&dates, RowsOf::Calendar).grain, Grain::Day);
    }

    #[test]
    fn centuries_are_a_long_timeline_and_a_facet_around_their_middle() {
        let dates: Vec<(Interval, u64)> = (1700..2000).map(|year| (Interval::year(year).unwrap(), 1)).collect();
        let [timeline, facet] = both(&dates);
        assert_eq!((timeline.grain, timeline.before, timeline.after), (Grain::Year, false, false));
        assert_eq!(timeline.days, Interval::new(dates[0].0.first, dates[299].0.last));
        assert_eq!((facet.grain, facet.before, facet.after), (Grain::Year, true, true));
        let days = facet.days.unwrap();
        assert_eq!(Grain::Year.buckets_between(days.first, days.last), DATE_ROWS_MAX);
        assert!(days.contains(dates[149].0));
    }

    /// Days and years, crowded around some day, some far from it.
    fn any_dates() -> impl Strategy<Value = Vec<(Interval, u64)>> {
        let near = (0..400i32).prop_map(|offset| Interval::day(Day(19_000 + offset)));
        let crowd = (0..30i32).prop_map(|offset| Interval::day(Day(19_000 + offset)));
        let far = (1_500..2_200i32).prop_map(|year| Interval::year(year).expect("a year"));
        let far_day = (-170_000..80_000i32).prop_map(|day| Interval::day(Day(day)));
        let date = prop_oneof![20 => crowd, 4 => near, 1 => far, 1 => far_day];
        prop::collection::btree_map(date, 1..4u64, 0..150).prop_map(|dates| dates.into_iter().collect())
    }

    proptest! {
        #[test]
        fn rows_are_few_ends_hold_little_and_nothing_is_lost(dates in any_dates()) {
            for (rows_of, range) in [RowsOf::Dates, RowsOf::Calendar].into_iter().zip(both(&dates)) {
                let mut rows = std::collections::BTreeSet::new();
                let [mut in_rows, mut in_ends, mut bucketed_ends] = [0; 3];
                let ends = range.ends(dates.iter().map(|(date, _)| *date));
                for (date, times) in &dates {
                    match range.place(*date) {
                        RowPlace::Bucket(bucket) => {
                            prop_assert!(bucket.contains(*date) && range.days.unwrap().contains(bucket));
                            rows.insert(bucket);
                            in_rows += times;
                        }
                        RowPlace::Before => {
                            prop_assert!(ends.0.unwrap().contains(*date));
                            in_ends += times;
                            bucketed_ends += if range.grain.bucket_of(*date).is_some() { *times } else { 0 };
                        }
                        RowPlace::After => {
                            prop_assert!(ends.1.unwrap().contains(*date));
                            in_ends += times;
                            bucketed_ends += if range.grain.bucket_of(*date).is_some() { *times } else { 0 };
                        }
                        // No row and no end holds it.
                        RowPlace::Wide => {
                            let holds = |days: &Interval| days.contains(*date);
                            prop_assert!(range.grain.bucket_of(*date).is_none_or(|bucket| !rows.contains(&bucket)));
                            prop_assert!(ends.0.iter().chain(&ends.1).all(|days| !holds(days)));
                        }
                    }
                }
                let rows_len = match (rows_of, range.days) {
                    (RowsOf::Calendar, Some(days)) => range.grain.buckets_between(days.first, days.last),
                    _ => rows.len(),
                };
                // Years may have to leave more outside.
                if in_ends > 0 && (range.grain != Grain::Year || rows_of == RowsOf::Dates) {
                    let dates = in_rows + bucketed_ends;
                    prop_assert!(bucketed_ends <= (dates / FAR_SHARE).max(u64::from(dates >= FAR_DATES_MIN)));
                }
                let is_long = range.grain == Grain::Year && in_ends == 0 && rows_of == RowsOf::Dates;
                prop_assert!(rows_len <= DATE_ROWS_MAX || is_long, "{rows_len}");
                prop_assert!(dates.is_empty() || in_rows > 0);
            }
        }
    }

    #[test]
    fn without_dates_there_are_no_rows() {
        for range in both(&[]) {
            assert_eq!((range.days, range.place(day(2024, 1, 1))), (None, RowPlace::Wide));
        }
        assert_eq!(RowRange::by(Grain::Day, &[(Interval::year(1990).unwrap(), 1)]).days, None);
    }
}

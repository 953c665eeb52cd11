//! Buckets of days: the rows of date facets and of timelines.

use crate::date::{Day, Interval};
use chrono::Datelike;

/// How wide a bucket of days is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

impl Grain {
    /// All, the finest first.
    pub const ALL: [Grain; 4] = [Grain::Day, Grain::Week, Grain::Month, Grain::Year];

    /// The word for one bucket.
    pub fn as_str(self) -> &'static str {
        match self {
            Grain::Day => "day",
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Year => "year",
        }
    }

    /// The bucket that holds a day.
    pub(super) fn bucket(self, day: Day) -> Interval {
        let date = day.date();
        match self {
            Grain::Day => Some(Interval::day(day)),
            Grain::Week => {
                let monday = day.plus(-(date.weekday().num_days_from_monday() as i32));
                Interval::new(monday, monday.plus(6))
            }
            Grain::Month => Interval::month(date.year(), date.month()),
            Grain::Year => Interval::year(date.year()),
        }
        .unwrap_or(Interval::day(day))
    }

    /// How many buckets there are from that of one day to that of another, both included.
    pub(super) fn buckets_between(self, first: Day, last: Day) -> usize {
        let (from, to) = (self.bucket(first).first, self.bucket(last).first);
        let months = |day: Day| i64::from(day.date().year()) * 12 + i64::from(day.date().month());
        let days = i64::from(to.0) - i64::from(from.0);
        let steps = match self {
            Grain::Day => days,
            Grain::Week => days / 7,
            Grain::Month => months(to) - months(from),
            Grain::Year => (months(to) - months(from)) / 12,
        };
        usize::try_from(steps).map_or(0, |steps| steps + 1)
    }

    /// The bucket of an interval that lies in one.
    pub(super) fn bucket_of(self, interval: Interval) -> Option<Interval> {
        let bucket = self.bucket(interval.first);
        bucket.contains(interval).then_some(bucket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_between_are_those_that_a_walk_passes() {
        let first = Day::from_ymd(2023, 11, 30).unwrap();
        for grain in Grain::ALL {
            for offset in (0..900).step_by(13) {
                let last = first.plus(offset);
                let (mut bucket, mut passed) = (grain.bucket(first), 1);
                while bucket.last < last {
                    bucket = grain.bucket(bucket.last.plus(1));
                    passed += 1;
                }
                assert_eq!(grain.buckets_between(first, last), passed, "{grain:?} {offset}");
            }
        }
    }
}

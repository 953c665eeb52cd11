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

    /// The bucket of an interval that lies in one.
    pub(super) fn bucket_of(self, interval: Interval) -> Option<Interval> {
        let bucket = self.bucket(interval.first);
        bucket.contains(interval).then_some(bucket)
    }
}

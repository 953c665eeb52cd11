//! Days and intervals of days.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

const EPOCH_DAYS_FROM_CE: i32 = 719_163;

impl Day {
    /// The day number of a calendar day.
    pub fn from_date(date: NaiveDate) -> Self {
        Day(date.num_days_from_ce() - EPOCH_DAYS_FROM_CE)
    }

    /// The day `year`-`month`-`day` (months and days from 1), if the calendar has it.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Day::from_date)
    }

    /// The calendar day.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0 + EPOCH_DAYS_FROM_CE).unwrap_or(NaiveDate::MAX)
    }

    /// The day `days` later (earlier when negative).
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Day(self.0.saturating_add(days))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // As a person reads it where a person may, else as the number it is.
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_i32(self.0) }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return i32::deserialize(deserializer).map(Day);
        }
        let text = String::deserialize(deserializer)?;
        NaiveDate::parse_from_str(&text, "%Y-%m-%d").map(Day::from_date).map_err(serde::de::Error::custom)
    }
}

/// Days `first..=last`; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// First day.
    pub first: Day,
    /// Last day, included.
    pub last: Day,
}

impl Interval {
    /// The interval of one day.
    pub fn day(day: Day) -> Self {
        Interval { first: day, last: day }
    }

    /// `first..=last`, or `None` when `last` lies before `first`.
    pub fn new(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Interval { first, last })
    }

    /// All days of a month (from 1), if the calendar has it.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        let next = first.checked_add_months(chrono::Months::new(1))?;
        Interval::new(Day::from_date(first), Day::from_date(next.checked_sub_days(Days::new(1))?))
    }

    /// All days of a year.
    pub fn year(year: i32) -> Option<Self> {
        Interval::new(Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?)
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Interval) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Interval) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// How exactly a date is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// One day.
    Day,
    /// Some day of a week or weekend.
    Week,
    /// Some day of a month, or of a part of it.
    Month,
    /// Some day of a quarter or season.
    Quarter,
    /// Some day of a year.
    Year,
    /// Some day of a decade.
    Decade,
    /// Some day of a century.
    Century,
    /// Some day between two told days.
    Range,
}

impl Precision {
    /// The word used in every output and in the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Quarter => "quarter",
            Precision::Year => "year",
            Precision::Decade => "decade",
            Precision::Century => "century",
            Precision::Range => "range",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_zero_is_the_first_of_1970() {
        assert_eq!(Day(0).to_string(), "1970-01-01");
        assert_eq!(Day::from_ymd(2024, 1, 17).unwrap().to_string(), "2024-01-17");
        assert_eq!(Day::from_ymd(2023, 2, 29), None);
    }

    #[test]
    fn months_know_leap_years() {
        let february = Interval::month(2024, 2).unwrap();
        assert_eq!((february.first.to_string(), february.last.to_string()), ("2024-02-01".into(), "2024-02-29".into()));
    }
}

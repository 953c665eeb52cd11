//! A month, with its day or without, of a year that is not known: "--01-17" and "--01", as XML Schema writes them.

use super::interval::{Day, Interval};
use super::resolve::MonthDay;
use chrono::Datelike;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A month, or one day of it, in a year that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct YearlessDate {
    /// From 1.
    pub month: u8,
    /// From 1; `None` when only the month is known.
    pub day: Option<u8>,
}

impl YearlessDate {
    /// The whole month.
    pub fn of_month(month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(YearlessDate { month, day: None })
    }

    /// Day and month, if the day is known.
    pub fn month_day(self) -> Option<MonthDay> {
        self.day.map(|day| MonthDay { month: self.month, day })
    }

    /// Its days in one year; `None` for 29 February where that year has none.
    pub fn in_year(self, year: i32) -> Option<Interval> {
        match self.day {
            Some(day) => Day::from_ymd(year, self.month.into(), day.into()).map(Interval::day),
            None => Interval::month(year, self.month.into()),
        }
    }

    /// The only year's days that pass `allowed`, of the years that `within` touches; `None` when none or several do.
    pub fn only_in(self, within: Interval, allowed: impl Fn(Interval) -> bool) -> Option<Interval> {
        const YEARS_MAX: usize = 10;
        let years = within.first.date().year()..=within.last.date().year();
        let mut found = years.take(YEARS_MAX).filter_map(|year| self.in_year(year)).filter(|days| allowed(*days));
        let only = found.next()?;
        found.next().is_none().then_some(only)
    }
}

impl From<MonthDay> for YearlessDate {
    fn from(told: MonthDay) -> Self {
        YearlessDate { month: told.month, day: Some(told.day) }
    }
}

impl fmt::Display for YearlessDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month_day() {
            Some(told) => told.fmt(f),
            None => write!(f, "--{:02}", self.month),
        }
    }
}

impl Serialize for YearlessDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for YearlessDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let read = |text: &str| match text.strip_prefix("--")?.split_once('-') {
            Some((month, day)) => MonthDay::new(month.parse().ok()?, day.parse().ok()?).map(YearlessDate::from),
            None => YearlessDate::of_month(text[2..].parse().ok()?),
        };
        read(&text).ok_or_else(|| serde::de::Error::custom(format!("{text:?} is no day or month of the year")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_month_are_read_as_they_are_written() {
        for (text, month, day) in [("\"--02-29\"", 2, Some(29)), ("\"--12\"", 12, None)] {
            let date: YearlessDate = serde_json::from_str(text).unwrap();
            assert_eq!(date, YearlessDate { month, day });
            assert_eq!(serde_json::to_string(&date).unwrap(), text);
        }
        for text in ["\"--13\"", "\"--02-30\"", "\"01\"", "\"--\""] {
            assert!(serde_json::from_str::<YearlessDate>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn only_a_month_that_lies_in_one_year_alone_gets_that_year() {
        let january = YearlessDate::of_month(1).unwrap();
        let around = |first: i32, last: i32| {
            let within =
                Interval::new(Day::from_ymd(first, 6, 1).unwrap(), Day::from_ymd(last, 6, 1).unwrap()).unwrap();
            january.only_in(within, |days| within.contains(days))
        };
        assert_eq!(around(2023, 2024), Interval::month(2024, 1));
        assert_eq!(around(2023, 2025), None);
    }
}

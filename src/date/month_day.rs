//! A day of the year as text: "--01-17", as ISO 8601:2000 writes it.

use super::resolve::MonthDay;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The months, January first.
pub const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl MonthDay {
    /// The day and month, if some year has them.
    pub fn new(month: u8, day: u8) -> Option<Self> {
        const LEAP_YEAR: i32 = 2000;
        super::Day::from_ymd(LEAP_YEAR, month.into(), day.into()).map(|_| MonthDay { month, day })
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--{:02}-{:02}", self.month, self.day)
    }
}

impl Serialize for MonthDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parts = text.strip_prefix("--").and_then(|rest| rest.split_once('-'));
        parts
            .and_then(|(month, day)| MonthDay::new(month.parse().ok()?, day.parse().ok()?))
            .ok_or_else(|| serde::de::Error::custom(format!("{text:?} is no day of the year")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_the_year_is_read_as_it_is_written() {
        let leap_day = MonthDay::new(2, 29).unwrap();
        assert_eq!(serde_json::to_string(&leap_day).unwrap(), "\"--02-29\"");
        assert_eq!(serde_json::from_str::<MonthDay>("\"--02-29\"").unwrap(), leap_day);
        assert!(serde_json::from_str::<MonthDay>("\"--02-30\"").is_err());
    }
}

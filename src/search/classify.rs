//! Where an article or passage stands to a date filter: inside, outside, unsure, or undated.

use crate::date::{Day, Interval, YearlessDate};
use chrono::Datelike;

/// A filter by days, both ends included; an open end takes all days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateFilter {
    /// First day that passes.
    pub first: Option<Day>,
    /// Last day that passes.
    pub last: Option<Day>,
}

/// What to do with what a filter cannot place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Undated {
    /// Leave it out, but count it.
    #[default]
    Exclude,
    /// Show it too.
    Include,
    /// Show nothing else.
    Only,
}

/// Where something stands to a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Its days all pass.
    Inside,
    /// None of its days passes.
    Outside,
    /// Some of its days pass.
    Unsure,
    /// It has no days.
    Undated,
}

impl std::fmt::Display for DateFilter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => write!(f, "{first}"),
            (first, last) => {
                let day = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
                write!(f, "{}..{}", day(first), day(last))
            }
        }
    }
}

impl DateFilter {
    /// The filter that lets these days pass.
    pub fn within(days: Interval) -> Self {
        DateFilter { first: Some(days.first), last: Some(days.last) }
    }

    /// The days of an interval that pass; all of them where none does.
    pub(super) fn clip(self, days: Interval) -> Interval {
        let first = self.first.map_or(days.first, |first| first.max(days.first));
        let last = self.last.map_or(days.last, |last| last.min(days.last));
        Interval::new(first, last).unwrap_or(days)
    }

    fn first_day(self) -> i64 {
        self.first.map_or(i64::MIN, |day| i64::from(day.0))
    }

    fn last_day(self) -> i64 {
        self.last.map_or(i64::MAX, |day| i64::from(day.0))
    }

    /// Where an interval of days stands.
    #[inline]
    pub(super) fn place(self, first: i64, last: i64) -> Place {
        if last < self.first_day() || first > self.last_day() {
            Place::Outside
        } else if first >= self.first_day() && last <= self.last_day() {
            Place::Inside
        } else {
            Place::Unsure
        }
    }

    /// Whether a day of some year lies inside, or a month of some year partly.
    pub(super) fn may_hold(self, told: YearlessDate) -> bool {
        let (Some(first), Some(last)) = (self.first, self.last) else { return true };
        let Some(span) = Interval::new(first, last) else { return false };
        (first.date().year()..=last.date().year())
            .take(5) // a leap day comes within five years (of a century that has them: longer spans hold one)
            .filter_map(|year| told.in_year(year))
            .any(|found| found.first <= span.last && span.first <= found.last)
            || last.date().year() - first.date().year() >= 5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(first: (i32, u32, u32), last: (i32, u32, u32)) -> DateFilter {
        DateFilter { first: Day::from_ymd(first.0, first.1, first.2), last: Day::from_ymd(last.0, last.1, last.2) }
    }

    #[test]
    fn overlap_without_containment_is_unsure() {
        let january = filter((2024, 1, 10), (2024, 1, 20));
        let day = |d| i64::from(Day::from_ymd(2024, 1, d).unwrap().0);
        assert_eq!(january.place(day(10), day(20)), Place::Inside);
        assert_eq!(january.place(day(1), day(31)), Place::Unsure);
        assert_eq!(january.place(day(21), day(31)), Place::Outside);
        assert_eq!(DateFilter::default().place(day(1), day(31)), Place::Inside);
    }

    #[test]
    fn a_day_without_a_year_agrees_with_any_year_of_the_filter() {
        let day = |month, day| YearlessDate { month, day: Some(day) };
        assert!(filter((2023, 12, 20), (2024, 1, 20)).may_hold(day(1, 17)));
        assert!(!filter((2023, 12, 20), (2024, 1, 10)).may_hold(day(1, 17)));
        assert!(filter((2021, 3, 1), (2024, 3, 1)).may_hold(day(2, 29)));
    }

    #[test]
    fn a_month_without_a_year_agrees_where_one_of_its_days_passes() {
        let january = YearlessDate::of_month(1).unwrap();
        assert!(filter((2023, 12, 20), (2024, 1, 1)).may_hold(january));
        assert!(filter((2024, 1, 31), (2024, 2, 20)).may_hold(january));
        assert!(!filter((2024, 2, 1), (2024, 12, 31)).may_hold(january));
    }
}

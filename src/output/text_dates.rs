//! Days and dates as a person reads them.

use super::safe::one_line;
use crate::date::{Day, MONTH_NAMES, Precision, YearlessDate};
use crate::publication::PublicationDate;
use crate::search::EventDate;
use chrono::Datelike;

/// The date as exactly as it is known: `~` marks an inferred one, `?` one that a filter cannot place.
pub(super) fn date_text(published: Option<&PublicationDate>, unsure: bool) -> String {
    let Some(date) = published else {
        return if unsure { "undated ?".into() } else { "undated".into() };
    };
    let days = match date.precision {
        Precision::Month => {
            format!("{:04}-{:02}", date.interval.first.date().year(), date.interval.first.date().month())
        }
        Precision::Year => format!("{:04}", date.interval.first.date().year()),
        _ => days_text(date.interval.first, date.interval.last),
    };
    format!("{}{days}{}", if date.inferred { "~" } else { "" }, if unsure { " ?" } else { "" })
}

/// A day or month of a year that is not known.
pub(super) fn yearless_text(told: YearlessDate) -> String {
    let month = MONTH_NAMES.get(usize::from(told.month).wrapping_sub(1)).copied().unwrap_or("?");
    match told.day {
        Some(day) => format!("{day} {month} ?"),
        None => format!("{month} ?"),
    }
}

fn days_text(first: Day, last: Day) -> String {
    if first == last { first.to_string() } else { format!("{first}..{last}") }
}

/// A date that a passage tells, and the words for it.
pub(super) fn told_text(event: &EventDate) -> String {
    let mark = if event.inferred { "~" } else { "" };
    let surface = one_line(&event.surface);
    match (event.first, event.last) {
        (Some(first), Some(last)) => {
            let days = bucket_label(first, last);
            if days == surface { format!("{mark}{days}") } else { format!("{mark}{days} \"{surface}\"") }
        }
        _ => format!("{mark}\"{surface}\""),
    }
}

/// A bucket as short as it can be said.
pub(super) fn bucket_label(first: Day, last: Day) -> String {
    let (from, to) = (first.date(), last.date());
    let whole_month = from.day() == 1 && last.plus(1).date().day() == 1;
    if first == last {
        first.to_string()
    } else if whole_month && from.month() == 1 && to.month() == 12 && from.year() == to.year() {
        format!("{:04}", from.year())
    } else if whole_month && (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{:04}-{:02}", from.year(), from.month())
    } else {
        format!("{first}..{last}")
    }
}

/// "before 1980, from 1555-05-07": days far before the rows, up to the day before the first.
pub(super) fn before_text(first: Day, last: Day) -> String {
    format!("before {}, from {}", begin_label(last.plus(1)), begin_label(first))
}

/// "after 1995, to 2185": days far after the rows, from the day after the last.
pub(super) fn after_text(first: Day, last: Day) -> String {
    format!("after {}, to {}", end_label(first.plus(-1)), end_label(last))
}

/// The year or month that begins with a day, else the day.
fn begin_label(day: Day) -> String {
    let date = day.date();
    match (date.month(), date.day()) {
        (1, 1) => format!("{:04}", date.year()),
        (month, 1) => format!("{:04}-{month:02}", date.year()),
        _ => day.to_string(),
    }
}

/// The year or month that ends with a day, else the day.
fn end_label(day: Day) -> String {
    let (date, next) = (day.date(), day.plus(1).date());
    match (next.month(), next.day()) {
        (1, 1) => format!("{:04}", date.year()),
        (_, 1) => format!("{:04}-{:02}", date.year(), date.month()),
        _ => day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_said_as_short_as_they_can_be() {
        let day = |year, month, day| Day::from_ymd(year, month, day).unwrap();
        assert_eq!(before_text(day(1555, 5, 7), day(1979, 12, 31)), "before 1980, from 1555-05-07");
        assert_eq!(before_text(day(1990, 1, 1), day(2024, 1, 16)), "before 2024-01-17, from 1990");
        assert_eq!(after_text(day(1996, 1, 1), day(2185, 12, 31)), "after 1995, to 2185");
        assert_eq!(after_text(day(2024, 3, 1), day(2025, 2, 3)), "after 2024-02, to 2025-02-03");
    }
}

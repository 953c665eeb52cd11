//! TIMEX3 values as TempEval-3 writes them.

use super::class::{Part, Unit};
use super::interval::{Day, Interval};
use super::value::{Amount, Clock, Repeat};
use chrono::Datelike;

/// "1998-W05"
pub(super) fn week(day: Day) -> String {
    let week = day.date().iso_week();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// "1998-02"
pub(super) fn month(year: Option<i32>, month: u8) -> String {
    match year {
        Some(year) => format!("{year:04}-{month:02}"),
        None => format!("XXXX-{month:02}"),
    }
}

/// "BC0480", "BC0480-04", "BC0044-03-15"
pub(super) fn before_christ(year: u16, month: u8, day: u8) -> String {
    match (month, day) {
        (0, _) => format!("BC{year:04}"),
        (month, 0) => format!("BC{year:04}-{month:02}"),
        (month, day) => format!("BC{year:04}-{month:02}-{day:02}"),
    }
}

/// "1998-Q1"
pub(super) fn quarter(day: Day) -> String {
    let date = day.date();
    format!("{:04}-Q{}", date.year(), date.month0() / 3 + 1)
}

/// "SP", "SU", "FA", "WI"
pub(super) fn season_code(season: u8) -> &'static str {
    ["SP", "SU", "FA", "WI"][usize::from(season % 4)]
}

/// The value of a period that begins on `day`, by its grain.
pub(super) fn period(interval: Interval, unit: Unit) -> String {
    let date = interval.first.date();
    match unit {
        Unit::Week | Unit::Fortnight => week(interval.first),
        Unit::Weekend => format!("{}-WE", week(interval.first)),
        Unit::Month => month(Some(date.year()), date.month() as u8),
        Unit::Quarter => quarter(interval.first),
        Unit::Year => format!("{:04}", date.year()),
        Unit::Decade => format!("{:03}", date.year() / 10),
        Unit::Century => format!("{:02}", date.year() / 100),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => interval.first.to_string(),
    }
}

/// What a part of the day or a clock time adds to a day.
pub(super) fn time_of_day(part: Option<Part>, clock: Option<Clock>) -> String {
    match (clock, part) {
        (Some(clock), _) => {
            let second = clock.second.map_or(String::new(), |second| format!(":{second:02}"));
            let zone = if clock.utc { "Z" } else { "" };
            format!("T{:02}:{:02}{second}{zone}", clock.hour, clock.minute)
        }
        (None, Some(part)) => part.code().to_owned(),
        (None, None) => String::new(),
    }
}

/// "P3D", "PT30M", "P2Y6M", "PXW"
pub(super) fn duration(amount: Amount, unit: Unit) -> String {
    let (code, factor) = match unit {
        Unit::Second => ("S", 1),
        Unit::Minute => ("M", 1),
        Unit::Hour => ("H", 1),
        Unit::Day | Unit::Weekend => ("D", 1),
        Unit::Week => ("W", 1),
        Unit::Fortnight => ("W", 2),
        Unit::Month => ("M", 1),
        Unit::Quarter => ("M", 3),
        Unit::Year => ("Y", 1),
        Unit::Decade => ("Y", 10),
        Unit::Century => ("Y", 100),
    };
    let prefix = if unit.is_clock() { "PT" } else { "P" };
    match amount {
        // The larger one is meant at most.
        Amount::Between { last, .. } => duration(Amount::Exact { whole: last, tenths: 0 }, unit),
        Amount::Vague => match unit {
            Unit::Decade => "PXDE".to_owned(),
            Unit::Century => "PXCE".to_owned(),
            Unit::Quarter => "PXQ".to_owned(),
            _ => format!("{prefix}X{code}"),
        },
        Amount::Exact { whole, tenths: 0 } if unit == Unit::Hour && whole == 24 => "P1D".to_owned(),
        Amount::Exact { whole, tenths: 0 } => format!("{prefix}{}{code}", u64::from(whole) * factor),
        Amount::Exact { whole, tenths } => {
            // Half of a unit is told in the next smaller one where that is whole.
            let rest = match (unit, tenths) {
                (Unit::Year, 5) => Some("6M"),
                (Unit::Hour, 5) => Some("30M"),
                (Unit::Minute, 5) => Some("30S"),
                _ => None,
            };
            match (rest, whole) {
                (Some(rest), 0) => format!("{prefix}{rest}"),
                (Some(rest), _) => format!("{prefix}{whole}{code}{rest}"),
                (None, _) if factor > 1 => {
                    format!("{prefix}{}{code}", (u64::from(whole) * 10 + u64::from(tenths)) * factor / 10)
                }
                (None, _) => format!("{prefix}{whole}.{tenths}{code}"),
            }
        }
    }
}

/// "P1D", "XXXX-WXX-1", "XXXX-07"
pub(super) fn repeat(repeat: Repeat, part: Option<Part>) -> String {
    let part = part.map_or("", Part::code);
    match repeat {
        Repeat::Every(1, Unit::Quarter) => "P1Q".to_owned(),
        Repeat::Every(1, Unit::Weekend) => "XXXX-WXX-WE".to_owned(),
        Repeat::Every(every, unit) => duration(Amount::Exact { whole: every, tenths: 0 }, unit),
        Repeat::Weekday(weekday) => format!("XXXX-WXX-{weekday}{part}"),
        Repeat::Month(month) => format!("XXXX-{month:02}"),
        Repeat::Season(season) => format!("XXXX-{}", season_code(season)),
        Repeat::PartOfDay => format!("XXXX-XX-XX{part}"),
    }
}

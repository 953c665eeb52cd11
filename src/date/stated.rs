//! Dates stated as a whole value: by metadata, or, as `argument` asks, on a command line.
//!
//! Unlike in running text, the whole value must be a date, and what is wrong with it is told. When
//! both readings are possible, slashes put the month first, dots and hyphens the day. Date-times are
//! read as they stand: the day is the one written, whatever the zone.

use super::interval::{Day, Interval, Precision};
use super::resolve::resolve;
use super::scan::{leading_date, looks_like_a_day};
use super::year_in_range;
use thiserror::Error;

/// Longest value that is looked at.
const SURFACE_BYTES_MAX: usize = 128;

/// A date as a value states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedDay {
    /// Its days.
    pub interval: Interval,
    /// Day, month or year.
    pub precision: Precision,
    /// The form that it has.
    pub rule: &'static str,
}

/// Why a value is not taken for a date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DateError {
    /// Nothing stands there.
    #[error("the date is empty")]
    Empty,
    /// No known form.
    #[error("{surface:?} is not a date")]
    Unknown {
        /// The value, cut when long.
        surface: String,
    },
    /// The calendar lacks it.
    #[error("{surface:?} is in no calendar")]
    NoSuchDay {
        /// The value.
        surface: String,
    },
    /// A year that no article has.
    #[error("{surface:?} has a year outside 1500 to 2200")]
    YearOutOfRange {
        /// The value.
        surface: String,
    },
    /// The first instant of 1970, which programs write when they know no date.
    #[error("{surface:?} is the zero of a clock, not a date")]
    EpochZero {
        /// The value.
        surface: String,
    },
    /// A range whose first day lies after its last.
    #[error("{surface:?} begins after it ends")]
    Reversed {
        /// The value.
        surface: String,
    },
}

/// Digits of a Unix clock from 2001 on, in seconds and in milliseconds.
const UNIX_SECONDS_DIGITS: usize = 10;
const UNIX_MILLISECONDS_DIGITS: usize = 13;

/// Reads a whole metadata value.
///
/// # Errors
///
/// When it is no date, has a day that does not exist, a year outside 1500 to 2200, or is the zero of the Unix clock.
pub fn parse_stated(surface: &str) -> Result<StatedDay, DateError> {
    let value = surface.trim().trim_matches(['"', '\'']).trim();
    if value.is_empty() {
        return Err(DateError::Empty);
    }
    if value.len() > SURFACE_BYTES_MAX {
        return Err(unknown(value));
    }
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        return parse_digits(value);
    }
    // "1705485600.5": parts of a second say nothing of the day.
    if let Some((seconds, parts)) = value.split_once('.')
        && seconds.len() == UNIX_SECONDS_DIGITS
        && [seconds, parts].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return parse_digits(seconds);
    }
    // The zero of a clock, told in another zone.
    if chrono::DateTime::parse_from_rfc3339(value).is_ok_and(|instant| instant.timestamp() == 0) {
        return Err(DateError::EpochZero { surface: quoted(value) });
    }
    if let Some(stated) = parse_iso(value) {
        return stated;
    }
    parse_english(value)
}

pub(super) fn quoted(value: &str) -> String {
    let mut end = value.len().min(60);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    if end < value.len() { format!("{}…", &value[..end]) } else { value.to_owned() }
}

pub(super) fn unknown(value: &str) -> DateError {
    DateError::Unknown { surface: quoted(value) }
}

fn number(digits: &str) -> Option<u32> {
    (!digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())?
}

fn checked_year(year: u32, value: &str) -> Result<i32, DateError> {
    year_in_range(year).ok_or_else(|| DateError::YearOutOfRange { surface: quoted(value) })
}

fn checked_day(year: u32, month: u32, day: u32, value: &str, rule: &'static str) -> Result<StatedDay, DateError> {
    let year = checked_year(year, value)?;
    let day = Day::from_ymd(year, month, day).ok_or_else(|| DateError::NoSuchDay { surface: quoted(value) })?;
    Ok(StatedDay { interval: Interval::day(day), precision: Precision::Day, rule })
}

/// "2024", "20240117", Unix seconds and milliseconds.
fn parse_digits(value: &str) -> Result<StatedDay, DateError> {
    match value.len() {
        4 => {
            let year = checked_year(number(value).unwrap_or(0), value)?;
            let interval = Interval::year(year).ok_or_else(|| unknown(value))?;
            Ok(StatedDay { interval, precision: Precision::Year, rule: "iso-year" })
        }
        8 => {
            let part = |from: usize, to: usize| number(&value[from..to]).unwrap_or(0);
            checked_day(part(0, 4), part(4, 6), part(6, 8), value, "compact-day")
        }
        length @ (UNIX_SECONDS_DIGITS | UNIX_MILLISECONDS_DIGITS) => {
            let count: i64 = value.parse().map_err(|_| unknown(value))?;
            let (seconds, rule) = if length == UNIX_MILLISECONDS_DIGITS {
                (count / 1000, "unix-milliseconds")
            } else {
                (count, "unix-seconds")
            };
            if seconds == 0 {
                return Err(DateError::EpochZero { surface: quoted(value) });
            }
            let day = i32::try_from(seconds.div_euclid(86_400)).map_err(|_| unknown(value))?;
            let date = Day(day).date();
            let year = u32::try_from(chrono::Datelike::year(&date)).unwrap_or(0);
            checked_year(year, value)?;
            Ok(StatedDay { interval: Interval::day(Day(day)), precision: Precision::Day, rule })
        }
        _ if value.bytes().all(|byte| byte == b'0') => Err(DateError::EpochZero { surface: quoted(value) }),
        _ => Err(unknown(value)),
    }
}

/// "2024-01", "2024-01-17", "2024-01-17T10:00:00.000+03:00", "20240117T1000Z"; `None` when it has another form.
fn parse_iso(value: &str) -> Option<Result<StatedDay, DateError>> {
    let (date, time) = match value.find(['T', 't', ' ']) {
        Some(at) if value[..at].bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'/') => {
            (&value[..at], Some(value[at + 1..].trim()))
        }
        Some(_) => return None,
        None => (value, None),
    };
    if let Some(time) = time
        && !is_time(time)
    {
        return None;
    }
    let mut parts = date.split(['-', '/']);
    let first = parts.next()?;
    if first.len() == 8 && time.is_some() {
        let part = |from: usize, to: usize| number(first.get(from..to)?);
        let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
        return Some(checked_day(year, month, day, value, "compact-day"));
    }
    if first.len() != 4 {
        return None;
    }
    let year = number(first)?;
    let month = number(parts.next()?)?;
    let day = parts.next().map(number);
    if parts.next().is_some() {
        return None;
    }
    match day {
        None if time.is_none() => Some(checked_year(year, value).and_then(|year| {
            let interval =
                Interval::month(year, month).ok_or_else(|| DateError::NoSuchDay { surface: quoted(value) })?;
            Ok(StatedDay { interval, precision: Precision::Month, rule: "iso-month" })
        })),
        None => None,
        Some(day) => {
            let midnight = time.is_some_and(|time| {
                time.starts_with("00:00") && !time.starts_with("00:00:0") || time.starts_with("00:00:00")
            });
            if (year, month, day) == (1970, 1, Some(1)) && midnight {
                return Some(Err(DateError::EpochZero { surface: quoted(value) }));
            }
            let rule = if time.is_some() { "iso-datetime" } else { "iso-day" };
            Some(checked_day(year, month, day?, value, rule))
        }
    }
}

/// Whether what stands after a date is a time of day with its zone and nothing else.
fn is_time(rest: &str) -> bool {
    let rest = rest.trim();
    let mut letters = 0;
    let mut words = 0;
    for c in rest.chars() {
        if c.is_ascii_alphabetic() {
            letters += 1;
            words += usize::from(letters == 1);
            if letters > 5 {
                return false;
            }
        } else {
            letters = 0;
            if !(c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | ' ' | '(' | ')' | ',' | '\u{2212}' | '/')) {
                return false;
            }
        }
    }
    rest.is_empty() || (words <= 3 && rest.contains(|c: char| c.is_ascii_digit()))
}

/// "17 Jan 2024", "Thu, 18 Jan 2024 10:00:00 +0300", "January 2024", "01/17/2024", "17.01.2024".
fn parse_english(value: &str) -> Result<StatedDay, DateError> {
    let capital = with_capitals(value);
    let found = leading_date(&capital).filter(|(end, _)| {
        let rest = capital[*end..].trim_start_matches([',', ' ', '|', '-', '–', '.']);
        is_time(rest.strip_prefix("At ").unwrap_or(rest))
    });
    let Some((_, expression)) = found else {
        let years = value.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4).filter_map(number);
        let strange = years.clone().count() == 1 && years.clone().all(|year| year_in_range(year).is_none());
        if strange
            && looks_like_a_day(
                &value
                    .replace(|c: char| !c.is_ascii_alphanumeric() && c != '/' && c != '.', " ")
                    .replace("9999", "2000"),
            )
        {
            return Err(DateError::YearOutOfRange { surface: quoted(value) });
        }
        if looks_like_a_day(&capital) && value.len() < 40 {
            return Err(DateError::NoSuchDay { surface: quoted(value) });
        }
        return Err(unknown(value));
    };
    let resolved = resolve(&capital, std::slice::from_ref(&expression), None);
    let told = resolved.first().and_then(|time| Some((time.interval?, time.precision?)));
    match told {
        Some((interval, precision)) if precision != Precision::Range => {
            Ok(StatedDay { interval, precision, rule: expression.rule })
        }
        _ => Err(unknown(value)),
    }
}

/// Words begin with a capital, so that "17 may 2024" is read as it was meant.
fn with_capitals(value: &str) -> String {
    let mut inside = false;
    value
        .chars()
        .map(|c| {
            let first = c.is_ascii_alphabetic() && !inside;
            inside = c.is_ascii_alphanumeric();
            if first { c.to_ascii_uppercase() } else { c }
        })
        .collect()
}

//! Dates as news tells them: found in running text, resolved to intervals of days.
//!
//! Scanning and resolving are apart: `scan` finds expressions and what they say by themselves;
//! `resolve` gives them days, from a reference date and from the dates told before them. The words
//! stand as data in `words.txt`, the rules in `grammar`, the cases in `tests/dates/`. Types and values
//! are those of TIMEX3; what only looks like a date gets no days. Other languages than English
//! are left out; years before 1500 have a value and no days.

mod argument;
mod class;
mod event;
mod grammar;
mod holiday;
mod holiday_days;
mod interval;
mod lexicon;
mod month_day;
mod place;
mod place_hanging;
mod place_holiday;
mod range;
mod reckon;
mod register;
mod resolve;
mod scan;
mod stated;
mod tense;
mod timex;
mod token;
mod told;
mod value;
mod yearless;

pub use argument::{ARGUMENT_FORMS, parse_argument, parse_range_argument};
pub use interval::{Day, Interval, Precision};
pub use month_day::MONTH_NAMES;
pub use resolve::{MonthDay, ResolvedTime, resolve};
pub use scan::{ExplicitDate, TimeExpression, find_explicit, scan};
pub use stated::{DateError, StatedDay, parse_stated};
pub use yearless::YearlessDate;

/// What kind of time an expression tells, as in TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimexType {
    /// A day or something longer that the calendar places.
    Date,
    /// A time of day.
    Time,
    /// A length of time, which has no place in the calendar.
    Duration,
    /// Something that repeats.
    Set,
}

impl TimexType {
    /// The word that TIMEX3 uses.
    pub fn as_str(self) -> &'static str {
        match self {
            TimexType::Date => "DATE",
            TimexType::Time => "TIME",
            TimexType::Duration => "DURATION",
            TimexType::Set => "SET",
        }
    }
}

/// Years that a date may have; others are numbers or mistakes.
const YEARS: std::ops::RangeInclusive<u32> = 1500..=2200;

/// The year, if it lies in [`YEARS`].
fn year_in_range(year: u32) -> Option<i32> {
    YEARS.contains(&year).then(|| i32::try_from(year).ok())?
}

/// The year of an apostrophe year or of "1/17/24": 00 to 49 are of this century.
fn year_of_two_digits(year: u32) -> i32 {
    let year = i32::try_from(year % 100).unwrap_or(0);
    if year < 50 { 2000 + year } else { 1900 + year }
}

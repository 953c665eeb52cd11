//! The pieces that several rules share: names of months, numbers of days, a year after them, "early" and "late" before.

use super::super::class::{Class, Key, Unit};
use super::super::interval::Day;
use super::super::value::{Side, YearOf};
use super::super::{year_in_range, year_of_two_digits};
use super::Sentence;
use super::year::spoken_year;

/// Longest day number of each month; 29 for February, whose year may be unknown.
const MONTH_DAYS: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Whether some year has this day.
pub(super) fn day_exists(year: YearOf, month: u8, day: u8) -> bool {
    match year {
        YearOf::Told(year) => Day::from_ymd(year, month.into(), day.into()).is_some(),
        // The Julian calendar.
        YearOf::Early(year) if month == 2 && year % 4 > 0 => (1..=28).contains(&day),
        _ => (1..=12).contains(&month) && day >= 1 && day <= MONTH_DAYS[usize::from(month) - 1],
    }
}

/// A month name at `at`, with its full stop. Words that are no months in lower case need a capital.
pub(super) fn month_name(s: Sentence<'_>, at: usize) -> Option<(usize, u8)> {
    match s.class(at) {
        Class::Month(month) => Some((at + 1, month)),
        Class::MonthShort(month) => Some((s.after_stop(at + 1), month)),
        _ => None,
    }
}

/// A day number with or without its ordinal ending ("16", "16th", "sixteenth").
pub(super) fn day_number(s: Sentence<'_>, at: usize) -> Option<(usize, u8)> {
    if let Some(number) = s.digits(at, 1, 2) {
        let day = u8::try_from(number).ok().filter(|day| (1..=31).contains(day))?;
        if s.class(at + 1) == Class::OrdinalSuffix && s.glued(at + 1) {
            return Some((at + 2, day));
        }
        return Some((at + 1, day));
    }
    spoken_ordinal(s, at).filter(|(_, day)| *day <= 31)
}

/// "third", "twenty-first".
fn spoken_ordinal(s: Sentence<'_>, at: usize) -> Option<(usize, u8)> {
    match s.class(at) {
        Class::Ordinal(day) => Some((at + 1, day)),
        Class::Unit(Unit::Second) if s.surface(at).len() == 6 => Some((at + 1, 2)),
        Class::Cardinal(tens @ (20 | 30)) => {
            let next = s.after_hyphen(at + 1);
            match s.class(next) {
                Class::Ordinal(ones @ 1..=9) => Some((next + 1, tens + ones)),
                Class::Unit(Unit::Second) => Some((next + 1, tens + 2)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// "19th", "nineteenth".
pub(super) fn ordinal_number(s: Sentence<'_>, at: usize) -> Option<(usize, u8)> {
    if let Some(number) = s.digits(at, 1, 2) {
        let suffix = s.class(at + 1) == Class::OrdinalSuffix && s.glued(at + 1);
        return (suffix && s.clean_left(at)).then_some((at + 2, u8::try_from(number).ok()?));
    }
    spoken_ordinal(s, at)
}

/// A year that stands after a day or month: "2024", ", 2024", "'24", "this year", "of last year".
pub(super) fn year_after(s: Sentence<'_>, at: usize, comma: bool) -> Option<(usize, YearOf)> {
    let mut next = at;
    if comma && s.sign(next, b',') {
        next += 1;
    }
    if s.digit_count(next) > 2 {
        return Some((next + 1, year_number(s, next)?));
    }
    if s.sign(next, b'\'') && s.glued(next + 1) && s.clean_right(next + 2) {
        let year = s.digits(next + 1, 2, 2)?;
        return Some((next + 2, YearOf::Told(year_of_two_digits(year))));
    }
    if s.is(next, Key::Of) {
        next += 1;
        if s.digit_count(next) > 2 {
            return Some((next + 1, year_number(s, next)?));
        }
        if let Some(told) = told_year(s, next) {
            return Some(told);
        }
    }
    let shift = match s.class(next) {
        Class::Key(Key::Last) => -1,
        Class::Key(Key::This) => 0,
        Class::Key(Key::Next) => 1,
        _ => return spoken_year(s, next).map(|(end, year)| (end, YearOf::Told(year))),
    };
    (s.class(next + 1) == Class::Unit(Unit::Year)).then_some((next + 2, YearOf::Shifted(shift)))
}

/// Years before the calendar here that a number after a day or month may be.
const EARLY_YEARS: std::ops::Range<u32> = 100..1500;

/// The year that the number at `at` is, after a day or month.
fn year_number(s: Sentence<'_>, at: usize) -> Option<YearOf> {
    let number = s.digits(at, 3, 4).filter(|_| s.clean_right(at + 1))?;
    if s.digit_count(at) == 4
        && let Some(year) = year_in_range(number)
    {
        return Some(YearOf::Told(year));
    }
    // "On 3 May 1200 people marched", "3 May 1430 GMT": a count or a time; in posts it is a time.
    let ends = match s.class(at + 1) {
        Class::Edge | Class::Sign(b'.' | b',' | b';' | b':' | b')') => true,
        Class::Key(
            Key::NoYear | Key::More | Key::Hundred | Key::Thousand | Key::Zone | Key::Local | Key::Am | Key::Pm,
        ) => false,
        Class::Key(_) => number >= 1000,
        Class::Other => number >= 1000 && s.capital(at + 1) && number % 100 > 0,
        _ => false,
    };
    (ends && EARLY_YEARS.contains(&number) && !s.is_post()).then(|| u16::try_from(number).ok().map(YearOf::Early))?
}

/// "that year", "the same year", "the following year" at `at`.
pub(super) fn told_year(s: Sentence<'_>, at: usize) -> Option<(usize, YearOf)> {
    let mut next = at;
    let shift = match s.class(at) {
        Class::Key(Key::That) => 0,
        Class::Key(Key::The) => {
            next += 1;
            match s.class(next) {
                Class::Key(Key::Same) => 0,
                Class::Key(Key::Following | Key::Next) => 1,
                Class::Key(Key::Previous) => -1,
                _ => return None,
            }
        }
        _ => return None,
    };
    next += 1 + usize::from(s.is(at, Key::That) && s.is(at + 1, Key::Same));
    (s.class(next) == Class::Unit(Unit::Year)).then_some((next + 1, YearOf::AfterTold(shift)))
}

/// "early", "late", "mid-", "the middle of", "the end of" before a month, season, year or period.
pub(super) fn side_before(s: Sentence<'_>, at: usize) -> Option<(usize, Side)> {
    let article = usize::from(s.is(at, Key::The));
    let next = at + article;
    let (end, side) = match s.class(next) {
        Class::Key(Key::Early) => (next + 1, Side::Early),
        Class::Key(Key::Late) => (next + 1, Side::Late),
        Class::Key(Key::Mid) => (next + 1, Side::Mid),
        Class::Key(Key::Beginning) if s.is(next + 1, Key::Of) => (next + 2, Side::Early),
        Class::Key(Key::Middle) if s.is(next + 1, Key::Of) => (next + 2, Side::Mid),
        Class::Key(Key::End) if s.is(next + 1, Key::Of) => (next + 2, Side::Late),
        // "the first days of May", "the closing weeks of 1944", "the early part of the year"
        _ if article > 0 && sided_units(s, next).is_some() => sided_units(s, next)?,
        Class::Key(Key::Earlier) => (next + 1, Side::Before),
        Class::Key(Key::Later) => (next + 1, Side::After),
        _ => return None,
    };
    let end = s.after_hyphen(end);
    let end = if s.is_any(end, &[Key::In, Key::On])
        && matches!(side, Side::Early | Side::Late | Side::Before | Side::After)
    {
        end + 1
    } else {
        end
    };
    Some((end, side))
}

/// "first days of", "closing weeks of", "early part of".
fn sided_units(s: Sentence<'_>, at: usize) -> Option<(usize, Side)> {
    let side = match s.class(at) {
        Class::Ordinal(1) | Class::Key(Key::Early | Key::Opening) => Side::Early,
        Class::Key(Key::Last | Key::Late | Key::Closing) => Side::Late,
        _ => return None,
    };
    let part = matches!(s.class(at + 1), Class::Units(Unit::Day | Unit::Week | Unit::Month) | Class::Key(Key::Part));
    (part && s.is(at + 2, Key::Of)).then_some((at + 3, side))
}

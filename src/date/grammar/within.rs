//! Weeks and days told by their place in a month: "the second week of March", "the last Monday in May", "the 12th".

use super::super::class::{Class, Key, Unit};
use super::super::value::{Value, YearOf};
use super::pieces::{month_name, ordinal_number, year_after};
use super::{Found, Sentence};

/// Which of several: 1 for the first, -1 for the last.
fn which(s: Sentence<'_>, at: usize) -> Option<(usize, i8)> {
    if s.is_any(at, &[Key::Last, Key::Closing]) {
        return Some((at + 1, -1));
    }
    if s.is(at, Key::Opening) {
        return Some((at + 1, 1));
    }
    let (end, number) = ordinal_number(s, at)?;
    i8::try_from(number).ok().filter(|number| *number <= 5).map(|number| (end, number))
}

/// "the second week of March", "the first Sunday in May 1916".
pub(super) fn part_of_month(s: Sentence<'_>, at: usize) -> Option<Found> {
    if !s.is(at, Key::The) {
        return None;
    }
    let (word, nth) = which(s, at + 1)?;
    let unit = s.class(word);
    if !matches!(unit, Class::Unit(Unit::Week) | Class::Weekday(_)) || !s.is_any(word + 1, &[Key::Of, Key::In]) {
        return None;
    }
    let (end, month) = month_name(s, word + 2).filter(|_| s.capital(word + 2))?;
    let (end, year) = year_after(s, end, true).unwrap_or((end, YearOf::Nearest));
    let value = match unit {
        Class::Weekday(weekday) => Value::WeekdayOfMonth { year, month, weekday, nth },
        _ => Value::WeekOfMonth { year, month, nth },
    };
    Some(Found::date(at, end, value, "part-of-month"))
}

/// "on the 12th", "Tuesday the 16th": a day of the month that is told.
pub(super) fn day_of_month(s: Sentence<'_>, at: usize) -> Option<Found> {
    let (the, weekday) = match s.class(at) {
        Class::Weekday(weekday) => (at + 1 + usize::from(s.sign(at + 1, b',')), weekday),
        _ => (at, 0),
    };
    let asked = weekday > 0
        || (at > 0
            && s.is_any(
                at - 1,
                &[Key::On, Key::By, Key::Until, Key::Since, Key::From, Key::Of, Key::After, Key::Before, Key::Through],
            ));
    if !asked || !s.is(the, Key::The) {
        return None;
    }
    let day = u8::try_from(s.digits(the + 1, 1, 2)?).ok().filter(|day| (1..=31).contains(day))?;
    if s.class(the + 2) != Class::OrdinalSuffix || !s.glued(the + 2) {
        return None;
    }
    let mut end = the + 3;
    // "the 12th of that month"
    if s.is(end, Key::Of) && s.is_any(end + 1, &[Key::That, Key::The]) && s.class(end + 2) == Class::Unit(Unit::Month) {
        end += 3;
    }
    // "on the 12th floor"
    let closes = match s.class(end) {
        Class::Edge => true,
        Class::Sign(sign) => matches!(sign, b'.' | b',' | b';' | b':' | b')' | b'?' | b'!'),
        Class::Key(key) => !matches!(key, Key::Of | Key::Additional),
        // "On the 12th the troops left" is told above; "on the 12th troops left" cannot be told from "the 12th man".
        _ => false,
    };
    closes.then(|| Found::date(at, end, Value::DayOfMonth { day, weekday }, "day-of-month"))
}

//! Years counted from an era that is told: "490 BC", "AD 79". The calendar here reaches none before Christ.

use super::super::class::{Class, Key};
use super::super::value::{Value, YearOf};
use super::super::year_in_range;
use super::{Found, Sentence};

/// "490 BC", "490 B.C."
pub(super) fn before_christ(s: Sentence<'_>, at: usize) -> Option<(usize, u16)> {
    let year = s.digits(at, 1, 4).and_then(|year| u16::try_from(year).ok())?;
    let end = before_christ_mark(s, at + 1)?;
    // "499-493 BC"
    let ends_range = at >= 2 && s.sign(at - 1, b'-') && s.digits(at - 2, 1, 4).is_some() && s.clean_left(at - 2);
    (s.clean_left(at) || ends_range).then_some((end, year))
}

/// The year before Christ that stands after a month or season: "480 BC", "of 480 BC".
pub(super) fn before_christ_after(s: Sentence<'_>, at: usize) -> Option<(usize, u16)> {
    before_christ(s, at + usize::from(s.is(at, Key::Of) || s.sign(at, b',')))
}

/// The first year of "499-493 BC", "from 499 to 493 BC", "between 499 and 493 BC".
pub(super) fn begins_before_christ(s: Sentence<'_>, at: usize) -> Option<u16> {
    let first = s.digits(at, 1, 4).filter(|_| s.clean_left(at)).and_then(|year| u16::try_from(year).ok())?;
    let joined = match s.class(at + 1) {
        Class::Sign(b'-') => true,
        Class::Key(Key::To) => s.before(at) == Class::Key(Key::From),
        Class::Key(Key::And) => s.before(at) == Class::Key(Key::Between),
        _ => false,
    };
    (joined && before_christ(s, at + 2).is_some_and(|(_, last)| last < first)).then_some(first)
}

/// "BC", "BCE", "B.C."
pub(super) fn before_christ_mark(s: Sentence<'_>, at: usize) -> Option<usize> {
    if s.is(at, Key::Bc) && s.capital(at) {
        return Some(at + 1);
    }
    let end = dotted(s, at, "B", "C")?;
    // "B.C.E."
    Some(if s.surface(end) == "E" && s.glued(end) && s.sign(end + 1, b'.') { end + 2 } else { end })
}

/// "AD", "A.D."; "CE" only where it follows a number.
pub(super) fn anno_domini_mark(s: Sentence<'_>, at: usize, follows_number: bool) -> Option<usize> {
    if s.surface(at) == "AD" || (follows_number && s.surface(at) == "CE") {
        return Some(at + 1);
    }
    dotted(s, at, "A", "D")
}

fn dotted(s: Sentence<'_>, at: usize, first: &str, second: &str) -> Option<usize> {
    let dotted = s.surface(at) == first && s.sign(at + 1, b'.') && s.surface(at + 2) == second && s.glued(at + 2);
    dotted.then(|| s.after_stop(at + 3))
}

/// "AD 79", "79 AD", "1066 CE"
pub(super) fn anno_domini(s: Sentence<'_>, at: usize) -> Option<Found> {
    let (number_at, end) = match anno_domini_mark(s, at, false) {
        Some(next) => (next, next + 1),
        None => (at, anno_domini_mark(s, at + 1, true)?),
    };
    let year = s.digits(number_at, 1, 4).filter(|year| *year > 0)?;
    if number_at == at && !s.clean_left(at) || number_at > at && !s.clean_right(end) {
        return None;
    }
    let value = match year_in_range(year) {
        Some(year) => Value::Year(YearOf::Told(year)),
        None => Value::EarlyYear(u16::try_from(year).ok()?),
    };
    Some(Found::date(at, end, value, "year-ad"))
}

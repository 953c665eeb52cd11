//! Months by their names, where nothing smaller is told.

use super::super::class::{Class, Key, Unit};
use super::super::value::{Value, YearOf};
use super::calendar::day_ends;
use super::era::before_christ_after;
use super::pieces::{month_name, side_before, year_after};
use super::{Found, Sentence};

/// "January 2024", "early January", "last March", "May" after a preposition.
pub(super) fn month(s: Sentence<'_>, at: usize) -> Option<Found> {
    let side = side_before(s, at);
    // "the month of April"
    let named = s.is(at, Key::The) && s.class(at + 1) == Class::Unit(Unit::Month) && s.is(at + 2, Key::Of);
    let mut next = if named { at + 3 } else { side.map_or(at, |(end, _)| end) };
    let mut year = YearOf::Nearest;
    let mut week_word = false;
    match s.class(next) {
        Class::Key(Key::Last) => week_word = true,
        Class::Key(Key::This) => {
            year = YearOf::Shifted(0);
            week_word = true;
        }
        Class::Key(Key::Next | Key::Coming) => week_word = true,
        _ => {}
    }
    let last = s.is(next, Key::Last);
    let coming = s.is_any(next, &[Key::Next, Key::Coming]);
    next += usize::from(week_word);
    let name_at = next;
    let (end, month) = month_name(s, next)?;
    // "31 February", "February 30": a day that no calendar has is no month either.
    let day_before = name_at.checked_sub(1).filter(|_| next == at && !week_word).and_then(|at| {
        let number = at - usize::from(s.class(at) == Class::OrdinalSuffix && at > 0);
        s.digits(number, 1, 2).filter(|_| s.clean_left(number))
    });
    if day_before.is_some() || (s.digits(end, 1, 2).is_some() && day_ends(s, end + 1)) {
        return None;
    }
    if !week_word
        && s.capital(name_at)
        && let Some((end, year)) = before_christ_after(s, end)
    {
        return Some(Found::date(at, end, Value::BeforeChrist { year, month, day: 0 }, "month-bc"));
    }
    let told = if week_word { None } else { year_after(s, end, true) };
    let lower_is_word = matches!(month, 3 | 5 | 8);
    let plain_in_post = s.is_note() && matches!(s.class(name_at), Class::Month(_)) && !lower_is_word;
    if !s.capital(name_at) && !plain_in_post && (lower_is_word || (told.is_none() && !week_word && side.is_none())) {
        return None;
    }
    let end = match told {
        Some((after, told)) => {
            year = told;
            after
        }
        None => end,
    };
    if told.is_none() && side.is_none() && !week_word && !named && !month_stands_alone(s, name_at, end, month) {
        return None;
    }
    let mut found = Found::date(at, end, Value::Month { year, month }, "calendar-month");
    if let Some((_, side)) = side {
        found.side = side;
    }
    if last {
        found.rule = "last-month-name";
    } else if coming {
        found.rule = "next-month-name";
    }
    Some(found)
}

/// Whether a bare month name is a month here: "May" and "March" need a word before that asks for one.
fn month_stands_alone(s: Sentence<'_>, at: usize, end: usize, month: u8) -> bool {
    let asks = matches!(
        s.before(at),
        Class::Key(
            Key::In
                | Key::Since
                | Key::By
                | Key::Until
                | Key::Of
                | Key::Through
                | Key::From
                | Key::Between
                | Key::Before
                | Key::After
                | Key::To
                | Key::For
                | Key::Every
                | Key::Previous
                | Key::Following
        )
    );
    let short = matches!(s.class(at), Class::MonthShort(_));
    // "June, July and Aug."
    let joined = s.is_any(at.wrapping_sub(1), &[Key::And, Key::Or]) || s.sign(at.wrapping_sub(1), b',');
    if joined
        && at >= 2
        && matches!(s.class(at - 2), Class::Month(_))
        && matches!(s.class(end), Class::Edge | Class::Sign(_) | Class::Key(_))
    {
        return true;
    }
    // "March-May 2022"
    if s.sign(end, b'-') && matches!(s.class(end + 1), Class::Month(_) | Class::MonthShort(_)) && s.capital(end + 1) {
        return true;
    }
    if matches!(month, 3 | 5) || short {
        // "by May", but "to May" may be a verb's complement ("according to May").
        let verb_after = s.is(end, Key::FutureMark) || s.capital(end);
        let after_month = at >= 2 && matches!(s.class(at - 2), Class::Month(_) | Class::Digits);
        let according_to = month == 5 && s.before(at) == Class::Key(Key::To) && !after_month;
        return asks && !verb_after && !according_to;
    }
    // "April Smith", "June Jones": a capital next to it that is no time word speaks of a person.
    if matches!(month, 4 | 6 | 8) && !asks {
        return !(s.class(end) == Class::Other && s.capital(end)) && at > 0;
    }
    true
}

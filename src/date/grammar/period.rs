//! Seasons, quarters, halves of years and weekends.

use super::super::class::{Class, Key, Unit};
use super::super::value::{Side, Value, YearOf};
use super::super::{year_in_range, year_of_two_digits};
use super::era::before_christ_after;
use super::pieces::{ordinal_number, side_before, told_year};
use super::year::{second_year, spoken_year};
use super::{Found, Sentence};

/// Winter, of the seasons counted from spring.
const WINTER: u8 = 3;

/// The year that a season or quarter tells: "2024", "of 2024", "of last year", "this year".
fn year_of_period(s: Sentence<'_>, at: usize) -> Option<(usize, YearOf)> {
    let of = s.is_any(at, &[Key::Of, Key::In]);
    let next = at + usize::from(of);
    let next = next + usize::from(s.is(next, Key::Fiscal));
    if let Some(year) = s.digits(next, 4, 4).filter(|_| s.clean_right(next + 1)) {
        return Some((next + 1, YearOf::Told(year_in_range(year)?)));
    }
    // "the summer of '69"
    if s.sign(next, b'\'')
        && s.glued(next + 1)
        && s.clean_right(next + 2)
        && let Some(year) = s.digits(next + 1, 2, 2)
    {
        return Some((next + 2, YearOf::Told(year_of_two_digits(year))));
    }
    // "the winter of 1941-42" begins in the first.
    if s.class(at.wrapping_sub(1)) == Class::Season(WINTER)
        && let Some(first) = s.digits(next, 4, 4).and_then(year_in_range)
        && second_year(s, next, first) == Some(first + 1)
    {
        return Some((next + 3, YearOf::Told(first)));
    }
    if of && let Some(told) = told_year(s, next) {
        return Some(told);
    }
    let shift = match s.class(next) {
        Class::Key(Key::Last) => -1,
        Class::Key(Key::This) => 0,
        Class::Key(Key::Next) => 1,
        _ => return spoken_year(s, next).map(|(end, year)| (end, YearOf::Told(year))),
    };
    (s.class(next + 1) == Class::Unit(Unit::Year)).then_some((next + 2, YearOf::Shifted(shift)))
}

/// "the spring of 2024", "last summer", "this winter", "early autumn".
pub(super) fn season(s: Sentence<'_>, at: usize) -> Option<Found> {
    // "the 1982 summer"
    if let Some(year) = s.digits(at, 4, 4).filter(|_| s.clean_left(at)).and_then(year_in_range)
        && let Class::Season(season) = s.class(at + 1)
    {
        return Some(Found::date(at, at + 2, Value::Season { year: YearOf::Told(year), season }, "season"));
    }
    let side = side_before(s, at);
    let mut next = side.map_or(at, |(end, _)| end);
    let article = s.is(next, Key::The);
    next += usize::from(article);
    let (shift, asked) = match s.class(next) {
        Class::Key(Key::Last | Key::Past | Key::Previous) => (Some("last-season"), true),
        Class::Key(Key::This) => (Some("this-season"), true),
        Class::Key(Key::Next) if article => (Some("following-season"), true),
        Class::Key(Key::Next | Key::Coming) => (Some("next-season"), true),
        Class::Key(Key::Following) => (Some("following-season"), true),
        Class::Key(Key::That | Key::Same) => (Some("that-season"), true),
        _ => (None, false),
    };
    next += usize::from(asked);
    next += usize::from(s.is(next, Key::Same) || (asked && s.is(next, Key::Past)));
    let Class::Season(season) = s.class(next) else { return None };
    if let Some((end, year)) = before_christ_after(s, next + 1) {
        return Some(Found::date(at, end, Value::SeasonBeforeChrist { year, season }, "season-bc"));
    }
    let told = year_of_period(s, next + 1);
    // "the summer of 1941-42" of the south begins in December: its years speak for it.
    let years_at = next + 1 + usize::from(s.is(next + 1, Key::Of));
    if told.is_none()
        && s.digits(years_at, 4, 4).and_then(year_in_range).is_some_and(|year| second_year(s, years_at, year).is_some())
    {
        return None;
    }
    let (end, year) = told.unwrap_or((next + 1, YearOf::Nearest));
    // In notes and posts also by itself; "fall" only as a name.
    let named = s.is_note() && (s.capital(next) || !s.surface(next).eq_ignore_ascii_case("fall"));
    if told.is_none() && !asked && side.is_none() && !named && !season_stands_alone(s, at, next) {
        return None;
    }
    // "the summer offensive": the article is the offensive's.
    let bare = told.is_none() && !asked && side.is_none();
    let start = if bare && s.class(end) == Class::Other && s.after_possessive(end).is_none() { next } else { at };
    let mut found = Found::date(start, end, Value::Season { year, season }, shift.unwrap_or("season"));
    if let Some((_, side)) = side {
        found.side = side;
    }
    Some(found)
}

/// Whether the season at `word`, with its article at `at`, is one: "spring" and "fall" are other things too.
fn season_stands_alone(s: Sentence<'_>, at: usize, word: usize) -> bool {
    let asked = at > 0
        && s.is_any(
            at - 1,
            &[Key::In, Key::Since, Key::By, Key::Until, Key::Through, Key::Same, Key::From, Key::Between],
        );
    let ends =
        !matches!(s.class(word + 1), Class::Other | Class::Unit(_) | Class::Units(_)) && !s.is(word + 1, Key::Of);
    let surface = s.surface(word);
    if surface.eq_ignore_ascii_case("fall") {
        return asked && ends;
    }
    if surface.eq_ignore_ascii_case("spring") {
        // "spent the spring in Rome", "a spring offensive"; "spring water" and "the spring of the clock" are not meant.
        let article = s.is(at, Key::The) || s.is_any(at.wrapping_sub(1), &[Key::A]) && at > 0;
        return (asked || article) && (ends || s.class(word + 1) == Class::Other && article);
    }
    // A capital may be a name: "Winter spoke".
    !s.capital(word) || at < word || asked
}

/// "the third quarter", "third-quarter", "the first half of 2024", "Q3 2024", "this year's third quarter".
pub(super) fn quarter(s: Sentence<'_>, at: usize) -> Option<Found> {
    // "Q3 2024"
    if s.surface(at).eq_ignore_ascii_case("q") && s.glued(at + 1) && !s.glued(at) && s.clean_right(at + 2) {
        let quarter = u8::try_from(s.digits(at + 1, 1, 1)?).ok().filter(|quarter| (1..=4).contains(quarter))?;
        return Some(short_quarter(s, at, at + 2, quarter));
    }
    // "4Q 2023"
    if s.surface(at + 1) == "Q" && s.glued(at + 1) && s.clean_left(at) && s.clean_right(at + 2) {
        let quarter = u8::try_from(s.digits(at, 1, 1)?).ok().filter(|quarter| (1..=4).contains(quarter))?;
        return Some(short_quarter(s, at, at + 2, quarter));
    }
    let mut next = at + usize::from(s.is(at, Key::The));
    let mut year = YearOf::Nearest;
    // "this year's third quarter", "the 2023 third quarter"
    let shift = match s.class(next) {
        Class::Key(Key::Last) => Some(-1),
        Class::Key(Key::This) => Some(0),
        Class::Key(Key::Next) => Some(1),
        _ => None,
    };
    if let Some(shift) = shift
        && s.class(next + 1) == Class::Unit(Unit::Year)
        && let Some(after) = s.after_possessive(next + 2)
    {
        year = YearOf::Shifted(shift);
        next = after;
    } else if let Some(told) = s.digits(next, 4, 4).filter(|_| s.clean_left(next)).and_then(year_in_range) {
        year = YearOf::Told(told);
        next += 1;
        next = s.after_possessive(next).unwrap_or(next);
    }
    while s.is(next, Key::Fiscal) {
        next += 1;
    }
    let (after, number) = ordinal_number(s, next)
        .or_else(|| (s.is(next, Key::Closing) && s.is(next + 1, Key::Half)).then_some((next + 1, 2)))?;
    let hyphen = s.after_hyphen(after);
    // "the third-quarter results": the article belongs to the results.
    if hyphen > after && s.is(at, Key::The) {
        return None;
    }
    let word = hyphen + usize::from(s.is(hyphen, Key::Fiscal));
    let value = match s.class(word) {
        Class::Unit(Unit::Quarter) if number <= 4 => Value::Quarter { year, quarter: number },
        Class::Key(Key::Half) if number <= 2 && (s.is(word + 1, Key::Of) || year != YearOf::Nearest) => {
            Value::Half { year, half: number }
        }
        _ => return None,
    };
    let mut end = word + 1;
    if year == YearOf::Nearest
        && let Some((after, told)) = year_of_period(s, end)
    {
        (end, year) = (after, told);
    }
    let value = match value {
        Value::Quarter { quarter, .. } => Value::Quarter { year, quarter },
        // "the first half of the match" tells no time.
        Value::Half { half, .. } if year != YearOf::Nearest => Value::Half { year, half },
        _ => return None,
    };
    Some(Found::date(at, end, value, "quarter"))
}

/// A quarter told by its number, with the year after it.
fn short_quarter(s: Sentence<'_>, at: usize, end: usize, quarter: u8) -> Found {
    // "Q2 FY24": the months of a fiscal year are not told.
    if s.surface(end) == "FY" && s.class(end + 1) == Class::Digits {
        let until = end + 2;
        return Found::date(at, until, Value::Unplaced, "quarter-fiscal");
    }
    let (end, year) = year_of_period(s, end).unwrap_or((end, YearOf::Nearest));
    Found::date(at, end, Value::Quarter { year, quarter }, "quarter-short")
}

/// "the weekend", "last weekend", "over the weekend".
pub(super) fn weekend(s: Sentence<'_>, at: usize) -> Option<Found> {
    let article = s.is(at, Key::The);
    let next = at + usize::from(article);
    let (week, asked) = match s.class(next) {
        Class::Key(Key::Last | Key::Past | Key::Previous) => (Some(-1), true),
        Class::Key(Key::This | Key::Coming) => (Some(0), true),
        Class::Key(Key::Next) => (Some(1), true),
        _ => (None, false),
    };
    let word = next + usize::from(asked);
    if s.class(word) != Class::Unit(Unit::Weekend) || !(article || asked) {
        return None;
    }
    let mut found = Found::date(at, word + 1, Value::Weekend { week }, "weekend");
    found.side = Side::Whole;
    Some(found)
}

//! Days by the names of their months and by numbers, in English order.

use super::super::class::{Class, Key};
use super::super::value::{Value, YearOf};
use super::super::year_of_two_digits;
use super::era::before_christ;
use super::pieces::{day_exists, day_number, month_name, side_before, year_after};
use super::{Found, Sentence};

/// The day that a weekday may stand before: past "Monday", "Mon.", ", ", "the".
fn after_weekday(s: Sentence<'_>, at: usize) -> Option<usize> {
    let mut next = match s.class(at) {
        Class::Weekday(_) => at + 1,
        Class::WeekdayShort(_) => s.after_stop(at + 1),
        _ => return None,
    };
    if s.sign(next, b',') {
        next += 1;
    }
    if s.is_any(next, &[Key::The, Key::On]) {
        next += 1;
    }
    Some(next)
}

/// Past a dash, "to", "and" or "through" that joins the two ends of a range of days.
fn range_word(s: Sentence<'_>, at: usize, from_word: bool, between: bool) -> Option<usize> {
    match s.class(at) {
        Class::Sign(b'-') => Some(at + 1),
        Class::Key(Key::To | Key::Until | Key::Through) if from_word || s.digit_count(at - 1) > 0 => Some(at + 1),
        Class::Key(Key::And) if between => Some(at + 1),
        _ => None,
    }
}

/// Where the second day begins in "4/5 July", "July 4/5": the night between two days.
fn after_slash(s: Sentence<'_>, end: usize, day: u8) -> Option<usize> {
    let joined = s.sign(end, b'/') && s.glued(end) && s.glued(end + 1);
    let next = joined.then(|| s.digits(end + 1, 1, 2)).flatten()?;
    (next == u32::from(day) + 1 && s.clean_right(end + 2)).then_some(end + 1)
}

/// "January 16", "16th of January, 2024", "Tuesday, Jan. 16, '24", "16-18 January", "from January 16 to 18".
pub(super) fn day_and_month(s: Sentence<'_>, at: usize) -> Option<Found> {
    let start = at;
    let mut next = after_weekday(s, at).unwrap_or(at);
    let side = if next == at { side_before(s, at) } else { None };
    if let Some((after, _)) = side {
        next = after;
    }
    if next == at && s.is(next, Key::The) && day_number(s, next + 1).is_some() {
        next += 1;
    }
    let from_word = s.before(at) == Class::Key(Key::From);
    let between = s.before(at) == Class::Key(Key::Between);
    let found = if matches!(s.class(next), Class::Month(_) | Class::MonthShort(_)) {
        month_first(s, next, from_word, between)
    } else {
        day_first(s, next, from_word, between)
    }?;
    let Days { end, value, parts } = found;
    if let Some((end, year)) = before_christ_of_day(s, next, end) {
        let (month, day) = match value {
            Value::Day { month, day, .. } => (month, day),
            Value::Days { from, .. } => from,
            _ => (0, 0),
        };
        return Some(Found::date(start, end, Value::BeforeChrist { year, month, day }, "day-bc"));
    }
    let mut found = Found { parts, ..Found::date(start, end, value, "calendar-day") };
    if let (Class::Weekday(told) | Class::WeekdayShort(told), Value::Day { weekday, .. }) =
        (s.class(at), &mut found.value)
    {
        *weekday = told;
    }
    if let Value::Days { .. } = value {
        found.rule = "calendar-days";
    }
    if let Some((_, side)) = side {
        found.side = side;
    }
    Some(found)
}

/// "44 BC" after "15 March" or "March 15,", whose tokens are `start..end`, the number perhaps taken for their year.
fn before_christ_of_day(s: Sentence<'_>, start: usize, end: usize) -> Option<(usize, u16)> {
    let comma = usize::from(s.sign(end, b','));
    let taken = (end > start + 2).then(|| before_christ(s, end - 1)).flatten();
    taken.or_else(|| before_christ(s, end + comma))
}

/// A day or a range of days, where it ends and where it parts.
struct Days {
    end: usize,
    value: Value,
    parts: Option<(usize, usize)>,
}

fn month_first(s: Sentence<'_>, at: usize, from_word: bool, between: bool) -> Option<Days> {
    // In lower case "may 5" and "march 12" may be verbs.
    let verb = matches!(s.class(at), Class::Month(3 | 5));
    if !s.capital(at) && (verb || s.class(at + 1) != Class::Digits) {
        return None;
    }
    let (mut next, month) = month_name(s, at)?;
    if s.is(next, Key::The) {
        next += 1;
    }
    let (end, day) = day_number(s, next)?;
    if let Some(second_at) = after_slash(s, end, day) {
        let told = year_after(s, second_at + 1, true);
        return days(told, second_at + 1, (month, day), (month, day + 1), (end, second_at));
    }
    // "May 1,500 people" and "January 16.5" hold no day; "March 30 million" neither.
    if !day_ends(s, end) {
        return None;
    }
    // "March 16-18", "from January 16 to 18", "January 30 to February 2".
    if let Some(second_at) = range_word(s, end, from_word, between) {
        let second_month = month_name(s, second_at);
        let (day_at, to_month) = second_month.unwrap_or((second_at, month));
        if (second_month.is_some() || from_word || between || s.sign(end, b'-') || s.is(end, Key::To))
            && let Some((to_end, to_day)) = day_number(s, day_at)
            && day_ends(s, to_end)
            && !next_is_unit(s, to_end)
        {
            let told = year_after(s, to_end, true);
            return days(told, to_end, (month, day), (to_month, to_day), (end, second_at));
        }
    }
    let told = year_after(s, end, true);
    day_value(told, end, month, day)
}

fn day_first(s: Sentence<'_>, at: usize, from_word: bool, between: bool) -> Option<Days> {
    if s.class(at) == Class::Digits && !s.clean_left(at) {
        return None;
    }
    let (end, day) = day_number(s, at)?;
    let of = |next: usize| if s.is(next, Key::Of) { next + 1 } else { s.after_hyphen(next) };
    let named = |next: usize| {
        let (end, month) = month_name(s, of(next))?;
        let plain = matches!(s.class(of(next)), Class::MonthShort(_));
        (s.capital(of(next)) || !matches!(month, 3 | 5) || plain).then_some((end, month))
    };
    // "16-18 January", "from 16 to 18 January", "between 30 January and 2 February".
    let first_month = named(end);
    let first_end = first_month.map_or(end, |(end, _)| end);
    if let Some(second_at) = after_slash(s, end, day)
        && let Some((to_end, month)) = named(second_at + 1)
    {
        let told = year_after(s, to_end, true);
        return days(told, to_end, (month, day), (month, day + 1), (end, second_at));
    }
    if let Some(second_at) = range_word(s, first_end, from_word || s.digit_count(at) > 0, between)
        && let Some((to_day_end, to_day)) = day_number(s, second_at + usize::from(s.is(second_at, Key::The)))
        && let Some((to_end, to_month)) = named(to_day_end)
    {
        let told = year_after(s, to_end, true);
        let month = first_month.map_or(to_month, |(_, month)| month);
        return days(told, to_end, (month, day), (to_month, to_day), (first_end, second_at));
    }
    let (month_end, month) = first_month?;
    let year_at = s.after_hyphen(month_end);
    // "13-Apr-23"
    let short = (year_at > month_end && s.clean_right(year_at + 1)).then(|| s.digits(year_at, 2, 2)).flatten();
    let told = match short {
        Some(year) => Some((year_at + 1, YearOf::Told(year_of_two_digits(year)))),
        None => year_after(s, year_at, true),
    };
    let end = month_end;
    day_value(told, end, month, day)
}

/// The days of a list: "16" in "16 and 17 January", "17" in "January 16 and 17".
pub(super) fn listed_day(s: Sentence<'_>, at: usize) -> Option<Found> {
    let joins = |at: usize| s.is_any(at, &[Key::And, Key::Or]) || s.sign(at, b',');
    if s.class(at) != Class::Digits || !s.clean_left(at) {
        return None;
    }
    let (end, day) = day_number(s, at)?;
    let found = |end: usize, month: u8, year: YearOf| {
        let value = Value::Day { year, month, day, weekday: 0 };
        day_exists(year, month, day).then(|| Found::date(at, end, value, "listed-day"))
    };
    let mut next = end;
    for _ in 0..LISTED_DAYS_MAX {
        if !joins(next) {
            break;
        }
        let (after, _) = day_number(s, next + 1)?;
        let of = after + usize::from(s.is(after, Key::Of));
        if let Some((month_end, month)) = month_name(s, of).filter(|_| s.capital(of)) {
            let year = year_after(s, month_end, true).map_or(YearOf::Nearest, |(_, year)| year);
            return found(end, month, year);
        }
        next = after;
    }
    // Back to the month; a noun after the number makes it a count.
    if !s.clean_right(end) || (s.class(end) == Class::Other && !s.capital(end)) || next_is_unit(s, end) {
        return None;
    }
    let mut back = at;
    for _ in 0..LISTED_DAYS_MAX {
        if back < 3 || !joins(back - 1) {
            return None;
        }
        let mut number_at = back - 2;
        number_at -= usize::from(s.class(number_at) == Class::OrdinalSuffix && number_at > 1);
        let before = s.digits(number_at, 1, 2)?;
        if before >= u32::from(day) {
            return None;
        }
        if let Class::Month(month) | Class::MonthShort(month) = s.before(number_at) {
            let (end, year) = year_after(s, end, true).unwrap_or((end, YearOf::Nearest));
            return found(end, month, year);
        }
        back = number_at;
    }
    None
}

/// Days that a list may have besides the one looked at.
const LISTED_DAYS_MAX: usize = 4;

pub(super) fn day_ends(s: Sentence<'_>, end: usize) -> bool {
    if !s.clean_right(end) && !s.sign(end, b'-') {
        return false;
    }
    let counted = s.is_any(end, &[Key::Hundred, Key::Thousand]);
    let clock = s.sign(end, b':') && s.glued(end + 1);
    !counted && !clock
}

fn next_is_unit(s: Sentence<'_>, at: usize) -> bool {
    matches!(s.class(at), Class::Units(_) | Class::Unit(_))
}

fn day_value(told: Option<(usize, YearOf)>, end: usize, month: u8, day: u8) -> Option<Days> {
    let (end, year) = told.unwrap_or((end, YearOf::Nearest));
    let value = Value::Day { year, month, day, weekday: 0 };
    day_exists(year, month, day).then_some(Days { end, value, parts: None })
}

fn days(
    told: Option<(usize, YearOf)>,
    end: usize,
    from: (u8, u8),
    to: (u8, u8),
    parts: (usize, usize),
) -> Option<Days> {
    let (end, year) = told.unwrap_or((end, YearOf::Nearest));
    let both = day_exists(year, from.0, from.1) && day_exists(year, to.0, to.1);
    // "30 December to 2 January" with its year told belongs to the second day; that is kept for resolving.
    both.then_some(Days { end, value: Value::Days { year, from, to }, parts: Some(parts) })
}

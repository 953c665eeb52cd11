//! Days, months and years by their names and numbers in English order.

use super::super::interval::Day;
use super::super::lexicon::{Class, Key, Unit};
use super::super::value::{Side, Value, YearOf};
use super::super::{year_in_range, year_of_two_digits};
use super::year::spoken_year;
use super::{Found, Sentence};

/// Longest day number of each month; 29 for February, whose year may be unknown.
const MONTH_DAYS: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Whether some year has this day.
pub(super) fn day_exists(year: YearOf, month: u8, day: u8) -> bool {
    match year {
        YearOf::Told(year) => Day::from_ymd(year, month.into(), day.into()).is_some(),
        _ => (1..=12).contains(&month) && day >= 1 && day <= MONTH_DAYS[usize::from(month) - 1],
    }
}

/// A month name at `at`, with its full stop. Words that are no months in lower case need a capital.
fn month_name(s: Sentence<'_>, at: usize) -> Option<(usize, u8)> {
    match s.class(at) {
        Class::Month(month) => Some((at + 1, month)),
        Class::MonthShort(month) => Some((s.after_stop(at + 1), month)),
        _ => None,
    }
}

/// A day number with or without its ordinal ending ("16", "16th", "sixteenth").
fn day_number(s: Sentence<'_>, at: usize) -> Option<(usize, u8)> {
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

/// A year that stands after a day or month: "2024", ", 2024", "'24", "this year", "of last year".
fn year_after(s: Sentence<'_>, at: usize, comma: bool) -> Option<(usize, YearOf)> {
    let mut next = at;
    if comma && s.sign(next, b',') {
        next += 1;
    }
    if let Some(year) = s.digits(next, 4, 4) {
        let year = year_in_range(year)?;
        return s.clean_right(next + 1).then_some((next + 1, YearOf::Told(year)));
    }
    if s.sign(next, b'\'') && s.glued(next + 1) && s.clean_right(next + 2) {
        let year = s.digits(next + 1, 2, 2)?;
        return Some((next + 2, YearOf::Told(year_of_two_digits(year))));
    }
    if s.is(next, Key::Of) {
        next += 1;
        if let Some(year) = s.digits(next, 4, 4) {
            let year = year_in_range(year)?;
            return s.clean_right(next + 1).then_some((next + 1, YearOf::Told(year)));
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

/// "January 16", "16th of January, 2024", "Tuesday, Jan. 16, '24", "16-18 January", "from January 16 to 18".
pub(super) fn day_and_month(s: Sentence<'_>, at: usize) -> Option<Found> {
    let start = at;
    let mut next = after_weekday(s, at).unwrap_or(at);
    let side = if next == at { side_before(s, at) } else { None };
    if let Some((after, _)) = side {
        next = after;
    }
    if next == at && s.is(next, Key::The) && matches!(s.class(next + 1), Class::Digits | Class::Ordinal(_)) {
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
    if let Some(second_at) = range_word(s, first_end, from_word || s.digit_count(at) > 0, between)
        && let Some((to_day_end, to_day)) = day_number(s, second_at)
        && let Some((to_end, to_month)) = named(to_day_end)
    {
        let told = year_after(s, to_end, true);
        let month = first_month.map_or(to_month, |(_, month)| month);
        return days(told, to_end, (month, day), (to_month, to_day), (first_end, second_at));
    }
    let (end, month) = first_month?;
    let told = year_after(s, s.after_hyphen(end), true);
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

fn day_ends(s: Sentence<'_>, end: usize) -> bool {
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

/// "January 2024", "early January", "last March", "May" after a preposition.
pub(super) fn month(s: Sentence<'_>, at: usize) -> Option<Found> {
    let side = side_before(s, at);
    let mut next = side.map_or(at, |(end, _)| end);
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
    let told = if week_word { None } else { year_after(s, end, true) };
    let lower_is_word = matches!(month, 3 | 5 | 8);
    if !s.capital(name_at) && (lower_is_word || (told.is_none() && !week_word && side.is_none())) {
        return None;
    }
    let end = match told {
        Some((after, told)) => {
            year = told;
            after
        }
        None => end,
    };
    if told.is_none() && side.is_none() && !week_word && !month_stands_alone(s, name_at, end, month) {
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
    if matches!(month, 3 | 5) || short {
        // "by May", but "to May" may be a verb's complement ("according to May").
        let verb_after = s.is(end, Key::FutureMark) || s.capital(end);
        let according_to = month == 5 && s.before(at) == Class::Key(Key::To);
        return asks && !verb_after && !according_to;
    }
    // "April Smith", "June Jones": a capital next to it that is no time word speaks of a person.
    if matches!(month, 4 | 6 | 8) && !asks {
        return !(s.class(end) == Class::Other && s.capital(end)) && at > 0;
    }
    true
}

/// "19th", "nineteenth".
pub(super) fn ordinal_number(s: Sentence<'_>, at: usize) -> Option<(usize, u8)> {
    if let Some(number) = s.digits(at, 1, 2) {
        let suffix = s.class(at + 1) == Class::OrdinalSuffix && s.glued(at + 1);
        return (suffix && s.clean_left(at)).then_some((at + 2, u8::try_from(number).ok()?));
    }
    spoken_ordinal(s, at)
}

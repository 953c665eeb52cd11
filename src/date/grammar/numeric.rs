//! Dates written in figures only, and clock times.

use super::super::TimexType;
use super::super::class::{Class, Key, Part, Unit};
use super::super::value::{Clock, Value, YearOf};
use super::super::{year_in_range, year_of_two_digits};
use super::pieces::day_exists;
use super::{Found, Sentence};
use chrono::Datelike;

/// "2024-01-17", "2024-01-17T10:00Z", "17.01.2024", "01/17/2024", "1/17/24".
///
/// When both readings are possible, slashes put the month first and dots and hyphens the day.
pub(super) fn written_in_numbers(s: Sentence<'_>, at: usize) -> Option<Found> {
    if let Some(found) = basic(s, at).or_else(|| week_or_month(s, at)) {
        return Some(found);
    }
    let first = s.digits(at, 1, 4)?;
    if !s.clean_left(at) || !s.glued(at + 1) || !s.glued(at + 2) || !s.glued(at + 3) || !s.glued(at + 4) {
        return None;
    }
    let Class::Sign(sign @ (b'-' | b'/' | b'.')) = s.class(at + 1) else { return None };
    if s.class(at + 3) != Class::Sign(sign) {
        return None;
    }
    let second = s.digits(at + 2, 1, 2)?;
    let (year, month, day) = if s.digit_count(at) == 4 {
        (year_in_range(first)?, second, s.digits(at + 4, 1, 2)?)
    } else {
        let year = match s.digit_count(at + 4) {
            4 => year_in_range(s.digits(at + 4, 4, 4)?)?,
            // Two-digit years only with slashes: "1.2.24" is more often a version or a section.
            2 if sign == b'/' || (sign == b'.' && asks_for_day(s, at)) => year_of_two_digits(s.digits(at + 4, 2, 2)?),
            _ => return None,
        };
        let month_first = if sign == b'/' { first <= 12 } else { second > 12 };
        if month_first { (year, first, second) } else { (year, second, first) }
    };
    let year = YearOf::Told(year);
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    if !day_exists(year, month, day) {
        return None;
    }
    let mut end = at + 5;
    let mut found = Found::date(at, end, Value::Day { year, month, day, weekday: 0 }, "numeric-day");
    // "T10:00:00.000+03:00"
    let joined_t = s.glued(end) && s.surface(end).eq_ignore_ascii_case("t") && s.glued(end + 1);
    if joined_t && let Some((clock_end, clock)) = clock_with_zone(s, end + 1) {
        end = clock_end;
        found.clock = Some(clock);
        found.kind = TimexType::Time;
        found.end = end;
        return Some(found);
    }
    s.clean_right(end).then_some(found)
}

/// Whether the word before a number asks for a day: "on", "dated".
fn asks_for_day(s: Sentence<'_>, at: usize) -> bool {
    at > 0 && (s.is_any(at - 1, &[Key::On, Key::Until, Key::Since]) || s.surface(at - 1).eq_ignore_ascii_case("dated"))
}

/// "20231105T101500Z"
fn basic(s: Sentence<'_>, at: usize) -> Option<Found> {
    let number = s.digits(at, 8, 8).filter(|_| s.clean_left(at))?;
    let joined = s.glued(at + 1) && s.surface(at + 1) == "T" && s.glued(at + 2);
    let time = s.digits(at + 2, 4, 6).filter(|_| joined)?;
    let (time, second) = if s.digit_count(at + 2) == 6 { (time / 100, Some(time % 100)) } else { (time, None) };
    let (hour, minute, second) = (time / 100, time % 100, second.unwrap_or(0));
    let year = YearOf::Told(year_in_range(number / 10_000)?);
    let (month, day) = (u8::try_from(number / 100 % 100).ok()?, u8::try_from(number % 100).ok()?);
    if !day_exists(year, month, day) || hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let utc = s.glued(at + 3) && s.surface(at + 3) == "Z";
    let mut found =
        Found::date(at, at + 3 + usize::from(utc), Value::Day { year, month, day, weekday: 0 }, "numeric-day");
    let part = |number| u8::try_from(number).unwrap_or(0);
    let told_second = (s.digit_count(at + 2) == 6).then(|| part(second));
    found.clock = Some(Clock { hour: part(hour), minute: part(minute), second: told_second, utc });
    found.kind = TimexType::Time;
    Some(found)
}

/// "2023-W45"; "in 2023-11", where that cannot be a range of years.
fn week_or_month(s: Sentence<'_>, at: usize) -> Option<Found> {
    let year = s.digits(at, 4, 4).filter(|_| s.clean_left(at)).and_then(year_in_range)?;
    if !s.sign(at + 1, b'-') || !s.glued(at + 1) || !s.glued(at + 2) {
        return None;
    }
    if s.surface(at + 2) == "W" && s.glued(at + 3) && s.clean_right(at + 4) {
        let monday = chrono::NaiveDate::from_isoywd_opt(year, s.digits(at + 3, 2, 2)?, chrono::Weekday::Mon)?;
        let (month, day) = (monday.month() as u8, monday.day() as u8);
        let value = Value::WeekOf { year: YearOf::Told(monday.year()), month, day };
        return Some(Found::date(at, at + 4, value, "numeric-week"));
    }
    let month = u8::try_from(s.digits(at + 2, 2, 2)?).ok()?;
    let asked = at > 0 && s.is_any(at - 1, &[Key::In, Key::Since, Key::Until, Key::From, Key::By, Key::Of]);
    let is_month = (1..=12).contains(&month) && i32::from(month) <= year % 100 && s.clean_right(at + 3);
    let value = Value::Month { year: YearOf::Told(year), month };
    (asked && is_month).then(|| Found::date(at, at + 3, value, "numeric-month"))
}

/// Pairs of figures that are names or phrases, whatever stands before them.
const NO_DAYS: &[(u32, u32)] = &[(9, 11), (7, 7), (24, 7), (7, 24), (50, 50), (20, 20), (4, 20)];

/// "8/14" after "on", "by", "until", a weekday, or in a post: the month first unless only the other order has a day.
///
/// Elsewhere such figures are scores, fractions and names.
pub(super) fn month_and_day(s: Sentence<'_>, at: usize) -> Option<Found> {
    let (number_at, weekday) = match s.class(at) {
        Class::Weekday(weekday) => (at + 1 + usize::from(s.sign(at + 1, b',')), weekday),
        Class::WeekdayShort(weekday) => {
            let end = s.after_stop(at + 1);
            (end + usize::from(s.sign(end, b',')), weekday)
        }
        _ => (at, 0),
    };
    let end = number_at + 3;
    let slash = s.sign(number_at + 1, b'/') && s.glued(number_at + 1) && s.glued(number_at + 2);
    let (first, second) = (s.digits(number_at, 1, 2)?, s.digits(number_at + 2, 1, 2).filter(|_| slash)?);
    if !s.clean_left(number_at) || !s.clean_right(end) || NO_DAYS.contains(&(first, second)) {
        return None;
    }
    let asked = weekday > 0 || at > 0 && s.is_any(at - 1, &[Key::On, Key::By, Key::Until, Key::Since]);
    // "part 1/3", "scored 8/10", "a 3/4 turn"
    let stands_alone = matches!(s.before(at), Class::Edge | Class::Sign(b'-' | b':' | b'~' | b'!' | b'.' | b','))
        && (first > 12 || second > 12);
    // "on 3/4 of the land", "8/10 stars"
    let closes = match s.class(end) {
        Class::Edge | Class::Part(_) | Class::Digits | Class::DayWord(_) => true,
        Class::Sign(sign) => !matches!(sign, b'%' | b'"' | b'\''),
        Class::Key(key) => !matches!(key, Key::Of | Key::NoYear | Key::Hundred | Key::Thousand | Key::A | Key::More),
        Class::Other => s.capital(end),
        _ => false,
    };
    if !closes || !(asked || (s.is_post() && stands_alone)) {
        return None;
    }
    let (month, day) = if first <= 12 { (first, second) } else { (second, first) };
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let value = Value::Day { year: YearOf::Nearest, month, day, weekday };
    day_exists(YearOf::Nearest, month, day).then(|| Found::date(at, end, value, "numeric-month-day"))
}

/// Hours, minutes and seconds in figures, with parts of a second and a numeric zone.
fn clock_with_zone(s: Sentence<'_>, at: usize) -> Option<(usize, Clock)> {
    let (mut end, mut clock) = figures(s, at)?;
    if s.sign(end, b'.') && s.glued(end) && s.glued(end + 1) && s.digit_count(end + 1) > 0 {
        end += 2;
    }
    if s.glued(end) && s.surface(end).eq_ignore_ascii_case("z") {
        clock.utc = true;
        return Some((end + 1, clock));
    }
    if s.glued(end)
        && matches!(s.class(end), Class::Sign(b'+' | b'-'))
        && s.glued(end + 1)
        && s.digit_count(end + 1) >= 2
    {
        end += 2;
        if s.sign(end, b':') && s.glued(end) && s.digits(end + 1, 2, 2).is_some() {
            end += 2;
        }
    }
    Some((end, clock))
}

/// "10:30", "10:30:15", "4.30"; dots only where the caller sees that it is a time.
fn figures(s: Sentence<'_>, at: usize) -> Option<(usize, Clock)> {
    let hour = u8::try_from(s.digits(at, 1, 2)?).ok().filter(|hour| *hour <= 24)?;
    if !s.sign(at + 1, b':') || !s.glued(at + 1) || !s.glued(at + 2) {
        return None;
    }
    let minute = u8::try_from(s.digits(at + 2, 2, 2)?).ok().filter(|minute| *minute < 60)?;
    let mut clock = Clock { hour, minute, second: None, utc: false };
    let mut end = at + 3;
    if s.sign(end, b':') && s.glued(end) && s.glued(end + 1) {
        clock.second = Some(u8::try_from(s.digits(end + 1, 2, 2)?).ok().filter(|second| *second <= 60)?);
        end += 2;
    }
    Some((end, clock))
}

/// "am", "p.m.", "a.m"
fn half_day(s: Sentence<'_>, at: usize) -> Option<(usize, bool)> {
    match s.class(at) {
        Class::Key(Key::Am) => return Some((at + 1, false)),
        Class::Key(Key::Pm) => return Some((at + 1, true)),
        _ => {}
    }
    let pm = match s.surface(at) {
        "a" | "A" => false,
        "p" | "P" => true,
        _ => return None,
    };
    let m = matches!(s.surface(at + 2), "m" | "M");
    (s.sign(at + 1, b'.') && s.glued(at + 1) && m && s.glued(at + 2)).then(|| (s.after_stop(at + 3), pm))
}

/// A clock time at `at`: "4.30 am", "10:30 GMT", "5 p.m. EST", "noon", "ten o'clock".
pub(super) fn clock(s: Sentence<'_>, at: usize) -> Option<(usize, Clock)> {
    if let Class::ClockWord(hour) = s.class(at) {
        return Some((at + 1, Clock { hour, minute: 0, second: None, utc: false }));
    }
    if let Some(found) = unparted(s, at) {
        return Some(found);
    }
    let (hour, mut end) = match s.class(at) {
        Class::Digits if s.clean_left(at) => (u8::try_from(s.digits(at, 1, 2)?).ok()?, at + 1),
        Class::Cardinal(hour @ 1..=12) => (hour, at + 1),
        _ => return None,
    };
    let mut clock = Clock { hour, minute: 0, second: None, utc: false };
    let mut certain = false;
    if let Some((after, with_minutes)) = figures(s, at) {
        (end, clock, certain) = (after, with_minutes, true);
    } else if s.sign(end, b'.')
        && s.glued(end)
        && s.glued(end + 1)
        && let Some(minute) = s.digits(end + 1, 2, 2).and_then(|m| u8::try_from(m).ok()).filter(|m| *m < 60)
        && half_day(s, end + 2).is_some()
    {
        clock.minute = minute;
        end += 2;
    }
    if let Some((after, pm)) = half_day(s, end).filter(|_| (1..=12).contains(&hour)) {
        clock.hour = hour % 12 + if pm { 12 } else { 0 };
        (end, certain) = (after, true);
    } else if s.before(at) == Class::Key(Key::At)
        && s.surface(end).eq_ignore_ascii_case("in")
        && s.is(end + 1, Key::The)
        && (1..=12).contains(&hour)
        && let Class::Part(part @ (Part::Morning | Part::Afternoon | Part::Evening)) = s.class(end + 2)
    {
        // "at 4 in the morning"
        clock.hour = hour % 12 + if part == Part::Morning { 0 } else { 12 };
        (end, certain) = (end + 3, true);
    } else if s.surface(end).eq_ignore_ascii_case("o") && s.sign(end + 1, b'\'') && s.is(end + 2, Key::Clock) {
        (end, certain) = (end + 3, true);
    } else if !s.clean_right(end) {
        return None;
    }
    if s.class(end) == Class::Key(Key::Zone) && s.capital(end) && certain {
        clock.utc = matches!(s.surface(end), "GMT" | "UTC");
        end += 1;
    } else if s.is(end, Key::Local) && s.is(end + 1, Key::Time) && certain {
        end += 2;
    }
    (certain && clock.hour <= 24).then_some((end, clock))
}

/// "430pm", "1435 hrs": hours and minutes in one number, where what follows says that it is a time.
fn unparted(s: Sentence<'_>, at: usize) -> Option<(usize, Clock)> {
    let number = s.digits(at, 3, 4).filter(|_| s.clean_left(at))?;
    let (hour, minute) = (u8::try_from(number / 100).ok()?, u8::try_from(number % 100).ok()?);
    if hour > 24 || minute > 59 {
        return None;
    }
    let mut clock = Clock { hour, minute, second: None, utc: false };
    if let Some((end, pm)) = half_day(s, at + 1).filter(|_| (1..=12).contains(&hour)) {
        clock.hour = hour % 12 + if pm { 12 } else { 0 };
        return Some((end, clock));
    }
    // "0900 hours"; "1500 hours" may be a length, "at 1500 hours" and "1500hrs" are not.
    let four = s.digit_count(at) == 4;
    let told = s.surface(at).starts_with('0') || s.before(at) == Class::Key(Key::At) || s.glued(at + 1);
    (four && told && s.class(at + 1) == Class::Units(Unit::Hour)).then_some((at + 2, clock))
}

/// A clock time that is no part of a longer expression.
pub(super) fn clock_time(s: Sentence<'_>, at: usize) -> Option<Found> {
    let (end, clock) = clock(s, at)?;
    // "ran it in 9:12", "John 3:16": bare figures are of a day only where a word asks for a time.
    let bare = figures(s, at).is_some_and(|(figures_end, _)| figures_end == end);
    let asked = at > 0
        && s.is_any(
            at - 1,
            &[
                Key::About,
                Key::After,
                Key::And,
                Key::Around,
                Key::At,
                Key::Before,
                Key::Between,
                Key::By,
                Key::From,
                Key::Since,
                Key::To,
                Key::Until,
            ],
        );
    let rule = if bare && !asked { "clock-figures" } else { "clock" };
    let mut found = Found::of(TimexType::Time, at, end, Value::ClockTime, rule);
    found.clock = Some(clock);
    Some(found)
}

//! Weekdays and words for days ("today", "Tuesday", "tonight"), and the time of day that stands beside a day.

use super::super::TimexType;
use super::super::class::{Class, Key, Part, Unit};
use super::super::value::{Anchor, Side, Value};
use super::pieces::{ordinal_number, side_before};
use super::{Found, Sentence};
use super::{calendar, numeric};

/// Takes what may follow a day: a part of the day, a clock time ("Thursday morning", "Friday at 5 pm").
pub(super) fn with_time(s: Sentence<'_>, mut found: Found) -> Found {
    if let Some((end, part)) = s.part(found.end) {
        found.end = end;
        found.part = Some(part);
        found.kind = TimexType::Time;
        return found;
    }
    let comma = usize::from(s.sign(found.end, b','));
    let next = found.end + comma;
    let at = usize::from(s.is(next, Key::At));
    if at + comma <= 1
        && let Some((end, clock)) = numeric::clock(s, next + at)
    {
        found.end = end;
        found.clock = Some(clock);
        found.kind = TimexType::Time;
    }
    found
}

/// What may stand before a day: "early", "late", "10 p.m.", "noon"; and where the day begins.
fn before_day(s: Sentence<'_>, at: usize) -> (usize, Side, Option<super::Clock>) {
    if let Some((end, side)) = side_before(s, at).filter(|_| !s.is(at, Key::The)) {
        return (end, side, None);
    }
    if let Some((end, clock)) = numeric::clock(s, at) {
        let end = end + usize::from(s.is(end, Key::On));
        return (end, Side::Whole, Some(clock));
    }
    (at, Side::Whole, None)
}

/// "Tuesday", "last Friday", "next Monday", "early Tuesday", "Thursday morning", "noon Saturday".
pub(super) fn weekday(s: Sentence<'_>, at: usize) -> Option<Found> {
    let (mut next, side, clock) = before_day(s, at);
    let mut week = None;
    let mut rule = "weekday";
    let article = usize::from(
        s.is(next, Key::The) && s.is_any(next + 1, &[Key::Following, Key::Previous, Key::Next, Key::Coming]),
    );
    match s.class(next + article) {
        Class::Key(Key::Last | Key::Past) => (week, rule) = (Some(-1), "last-weekday"),
        Class::Key(Key::Next) => (week, rule) = (Some(1), "next-weekday"),
        Class::Key(Key::This) if s.is(next + article + 1, Key::Coming) => (week, rule) = (Some(1), "next-weekday"),
        Class::Key(Key::This) => (week, rule) = (Some(0), "this-weekday"),
        Class::Key(Key::Coming) => (week, rule) = (Some(1), "next-weekday"),
        Class::Key(Key::Following) => rule = "following-weekday",
        Class::Key(Key::Previous) => rule = "previous-weekday",
        _ => {}
    }
    if rule != "weekday" {
        next += 1 + article;
        // "this coming Sunday"
        next += usize::from(s.is(next, Key::Coming));
    }
    let (mut end, weekday) = match s.class(next) {
        Class::Weekday(weekday) => (next + 1, weekday),
        Class::WeekdayShort(weekday) if short_weekday(s, next, weekday, rule != "weekday") => {
            (s.after_stop(next + 1), weekday)
        }
        _ => return None,
    };
    // "Friday the 13th"
    if s.is(end, Key::The)
        && s.digits(end + 1, 1, 2).is_some_and(|day| (1..=31).contains(&day))
        && let Some((after, _)) = ordinal_number(s, end + 1)
        && !s.is(after, Key::Of)
    {
        end = after;
    }
    // "Friday of last week", "Monday last week"
    let of = usize::from(s.is(end, Key::Of));
    if s.class(end + of + 1) == Class::Unit(Unit::Week) {
        let told = match s.class(end + of) {
            Class::Key(Key::Last) => Some(-1),
            Class::Key(Key::This) => Some(0),
            Class::Key(Key::Next) => Some(1),
            _ => None,
        };
        if told.is_some() {
            week = told;
            rule = "weekday-of-week";
            end += of + 2;
        }
    }
    // "on Thursday week" is the Thursday after the next one.
    if rule == "weekday"
        && s.surface(end) == "week"
        && matches!(s.class(end + 1), Class::Edge | Class::Sign(b'.' | b',' | b';' | b')' | b'?' | b'!'))
    {
        return Some(Found::date(at, end + 1, Value::Weekday { weekday, week: Some(1) }, "weekday-week"));
    }
    let mut found = Found::date(at, end, Value::Weekday { weekday, week }, rule);
    found.side = side;
    if let Some(clock) = clock {
        found.clock = Some(clock);
        found.kind = TimexType::Time;
        return Some(found);
    }
    let found = with_time(s, found);
    if rule == "weekday" && next == at && is_any_weekday(s, at, found.end) {
        return Some(Found { value: Value::AnyWeekday(weekday), rule: "any-weekday", ..found });
    }
    Some(found)
}

/// Whether a weekday is none in particular: "on a Saturday", "one Sunday"; but "in a Tuesday statement" is of one day.
fn is_any_weekday(s: Sentence<'_>, at: usize, end: usize) -> bool {
    let led = s.before(at) == Class::Key(Key::A)
        || (s.before(at) == Class::Cardinal(1) && s.surface(at - 1).eq_ignore_ascii_case("one"))
        || (at > 0 && s.surface(at - 1).eq_ignore_ascii_case("any"));
    let closes = match s.class(end) {
        Class::Edge | Class::Key(_) => true,
        Class::Sign(sign) => !matches!(sign, b'-' | b'\'' | b'/'),
        _ => false,
    };
    led && closes
}

/// Whether a short form ("Tues", "Sat") is a weekday where it stands; `led` by "this", "last" or "next".
fn short_weekday(s: Sentence<'_>, at: usize, weekday: u8, led: bool) -> bool {
    let end = at + 1;
    let timed = s.part(end).is_some() || numeric::clock(s, end + usize::from(s.sign(end, b','))).is_some();
    if timed && s.capital(at) {
        return true;
    }
    let closes = matches!(s.class(end), Class::Edge | Class::Sign(_) | Class::Key(_)) || timed;
    if led {
        return closes || (matches!(weekday, 2 | 4 | 5) && (s.capital(at) || s.is_note()));
    }
    // "Mon", "Wed", "Sat" and "Sun" are words and names as well.
    let unlike = matches!(weekday, 2 | 4 | 5) || s.sign(end, b'.') && s.glued(end);
    let asked = at > 0 && s.is_any(at - 1, &[Key::On, Key::By, Key::Until]);
    s.capital(at) && unlike && (asked || (s.is_note() && closes))
}

/// "10:30 GMT on 17 January 2024", "the evening of January 17", "the night of Tuesday".
pub(super) fn time_then_day(s: Sentence<'_>, at: usize) -> Option<Found> {
    // "the night of", "early in the morning of", "the early morning hours of", "the early hours of"
    let (side_end, side) = side_before(s, at).unwrap_or((at, Side::Whole));
    let next = side_end + usize::from(s.is(side_end, Key::The));
    let hours = |end: usize| end + usize::from(s.class(end) == Class::Units(Unit::Hour));
    let part = match s.part(next) {
        Some((end, part)) => Some((hours(end), part)),
        None if matches!(s.surface(next), "wee" | "small") && s.class(next + 1) == Class::Units(Unit::Hour) => {
            Some((next + 2, Part::Morning))
        }
        None if side == Side::Early => Some((hours(next), Part::Morning)).filter(|(end, _)| *end > next),
        None => None,
    };
    // "at dawn on 6 June", "late in the evening on Tuesday"
    let asked = next > at || s.before(at) == Class::Key(Key::At) || s.is_note();
    let part = part.filter(|(end, _)| (asked && s.is(*end, Key::On)) || (next > at && s.is(*end, Key::Of)));
    let (next, part, clock) = match part {
        Some((end, part)) => (end + 1, Some(part), None),
        None => {
            let (end, clock) = numeric::clock(s, at)?;
            (end + usize::from(s.is(end, Key::On) || s.sign(end, b',')), None, Some(clock))
        }
    };
    let day = calendar::day_and_month(s, next).or_else(|| weekday(s, next).filter(|_| part.is_some()))?;
    let whole = match day.value {
        Value::Day { .. } | Value::Weekday { .. } => true,
        // "the night of 4-5 July"
        Value::Days { .. } => part.is_some(),
        _ => false,
    };
    if !whole || day.clock.is_some() {
        return None;
    }
    Some(Found { start: at, parts: None, kind: TimexType::Time, part: part.or(day.part), clock, ..day })
}

/// "today", "late yesterday", "tomorrow morning", "tonight", "this morning", "last night", "the day before yesterday".
pub(super) fn day_word(s: Sentence<'_>, at: usize) -> Option<Found> {
    let shift = |days: i32| Value::Shift { unit: Unit::Day, amount: Some(days), anchor: Anchor::Reference };
    if s.is(at, Key::The) && s.class(at + 1) == Class::Unit(Unit::Day) {
        let beyond = match (s.class(at + 2), s.class(at + 3)) {
            (Class::Key(Key::Before), Class::DayWord(-1)) => -2,
            (Class::Key(Key::After), Class::DayWord(1)) => 2,
            _ => return None,
        };
        return Some(Found::date(at, at + 4, shift(beyond), "day-beyond"));
    }
    // "2moro", "2nite", "2day"
    if s.digits(at, 1, 1) == Some(2) && s.clean_left(at) && s.glued(at + 1) {
        let (days, part) = match s.class(at + 1) {
            Class::AfterTwo(days) => (days, None),
            Class::Part(Part::Night) => (0, Some(Part::Night)),
            Class::Unit(Unit::Day) if s.before(at) != Class::Key(Key::A) => (0, None),
            _ => return None,
        };
        let mut found = Found::date(at, at + 2, shift(days.into()), "day-word");
        found.part = part;
        if part.is_some() {
            found.kind = TimexType::Time;
        }
        return Some(with_time(s, found));
    }
    let (next, side, clock) = before_day(s, at);
    let mut found = match s.class(next) {
        Class::DayWord(days) => Found::date(at, next + 1, shift(days.into()), "day-word"),
        Class::Key(Key::Tonight) => {
            let mut found = Found::of(TimexType::Time, at, next + 1, shift(0), "tonight");
            found.part = Some(Part::Night);
            found.side = side;
            return Some(found);
        }
        Class::Key(key @ (Key::This | Key::Last)) => {
            let (end, part) = s.part(next + 1)?;
            let days = if key == Key::Last { -1 } else { 0 };
            let mut found = Found::of(TimexType::Time, at, end, shift(days), "part-of-day");
            found.part = Some(part);
            found.side = side;
            return Some(found);
        }
        _ => return None,
    };
    found.side = side;
    // "mid-afternoon yesterday", "10 p.m. yesterday"
    if let Some(clock) = clock {
        found.clock = Some(clock);
        found.kind = TimexType::Time;
        return Some(found);
    }
    Some(with_time(s, found))
}

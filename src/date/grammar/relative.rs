//! Expressions that hang on the reference date or on a date told before.

use super::super::TimexType;
use super::super::class::{Class, Key, Unit};
use super::super::value::{Amount, Anchor, Side, Value};
use super::calendar;
use super::pieces::side_before;
use super::{Distance, Found, Sentence};

/// "the day before", "a day later" without a number, "the previous day", "the same day", "that year".
pub(super) fn told_day(s: Sentence<'_>, at: usize) -> Option<Found> {
    // "later that year", "early the next morning", "the end of that month"
    let end_of = s.is(at, Key::The)
        && s.is_any(at + 1, &[Key::Beginning, Key::Middle, Key::End])
        && s.is(at + 2, Key::Of)
        && s.is(at + 3, Key::That);
    if end_of || s.is_any(at, &[Key::Early, Key::Late, Key::Earlier, Key::Later]) {
        let (next, side) = side_before(s, at)?;
        if !s.is_any(next, &[Key::That, Key::The]) || (next > at + 2 && !end_of) {
            return None;
        }
        let found =
            told_day(s, next).filter(|found| found.rule != "the-day-before" && found.rule != "the-day-after")?;
        let side = match side {
            // What is earlier or later than something told is not bounded by the reference.
            Side::Before | Side::After => Side::Whole,
            side => side,
        };
        return Some(Found { start: at, side, ..found });
    }
    let article = s.is(at, Key::The);
    let next = at + usize::from(article);
    let told = |end: usize, unit: Unit, amount: i32, rule: &'static str| {
        let mut found = Found::date(at, end, Value::Shift { unit, amount: Some(amount), anchor: Anchor::Told }, rule);
        if unit.is_clock() {
            found.kind = TimexType::Time;
        }
        Some(found)
    };
    if article
        && let Class::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Weekend)) = s.class(next)
    {
        let closes = |at: usize| {
            matches!(
                s.class(at),
                Class::Edge | Class::Sign(_) | Class::Key(Key::And | Key::That | Key::In | Key::Function | Key::The)
            )
        };
        return match s.class(next + 1) {
            Class::Key(Key::Before | Key::Prior) if closes_distance(s, next + 2) => {
                told(next + 2, unit, -1, "the-day-before")
            }
            Class::Key(Key::After) if closes_distance(s, next + 2) => told(next + 2, unit, 1, "the-day-after"),
            // "the day before the vote" has days where the text tells those of the vote.
            Class::Key(key @ (Key::Before | Key::After | Key::Following)) if names_event(s, next + 2) => {
                let amount = if key == Key::Before { -1 } else { 1 };
                let event = Some(Distance { amount, unit, next: next + 2 });
                Some(Found { event, ..Found::date(at, next + 1, Value::Unplaced, "the-day-of-event") })
            }
            Class::Key(Key::Earlier) if closes(next + 2) => told(next + 2, unit, -1, "the-day-before"),
            _ => None,
        };
    }
    let amount = match s.class(next) {
        Class::Key(Key::Previous) => -1,
        Class::Key(Key::Following) => 1,
        Class::Key(Key::Next) if article => 1,
        Class::Key(Key::Same) => 0,
        Class::Key(Key::That) if !article => {
            let next = next + usize::from(s.is(next + 1, Key::Same));
            return match (s.class(next + 1), s.part(next + 1)) {
                (Class::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)), _) => {
                    told(next + 2, unit, 0, "that-day")
                }
                (_, Some((end, part))) => {
                    let mut found = told(end, Unit::Day, 0, "that-day")?;
                    found.part = Some(part);
                    found.kind = TimexType::Time;
                    Some(found)
                }
                _ => None,
            };
        }
        _ => return None,
    };
    if let Some((end, part)) = s.part(next + 1) {
        let mut found = told(end, Unit::Day, amount, "told-part")?;
        found.part = Some(part);
        found.kind = TimexType::Time;
        return Some(found);
    }
    match s.class(next + 1) {
        Class::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Year))
            if article || unit == Unit::Day =>
        {
            told(next + 2, unit, amount, "told-period")
        }
        _ => None,
    }
}

/// "the week before last", "the year after next", "the night before last".
pub(super) fn beyond_next(s: Sentence<'_>, at: usize) -> Option<Found> {
    let word = at + usize::from(s.is(at, Key::The));
    let amount = match (s.class(word + 1), s.class(word + 2)) {
        (Class::Key(Key::Before), Class::Key(Key::Last)) => -2,
        (Class::Key(Key::After), Class::Key(Key::Next)) => 2,
        _ => return None,
    };
    // "the week before last month's vote", "the day after next Friday"
    if !matches!(s.class(word + 3), Class::Edge | Class::Sign(_) | Class::Key(_)) {
        return None;
    }
    let shift = |unit| Value::Shift { unit, amount: Some(amount), anchor: Anchor::Reference };
    match s.class(word) {
        Class::Unit(Unit::Weekend) => {
            Some(Found::date(at, word + 3, Value::Weekend { week: Some(amount) }, "beyond-next"))
        }
        Class::Unit(unit) if unit > Unit::Weekend => Some(Found::date(at, word + 3, shift(unit), "beyond-next")),
        Class::Part(part) => {
            let found = Found::of(TimexType::Time, at, word + 3, shift(Unit::Day), "beyond-next");
            Some(Found { part: Some(part), ..found })
        }
        _ => None,
    }
}

/// Words with which a clause or its subject begins: "the day before he left" hangs on that.
const SUBJECTS: &[&str] = &["he", "she", "it", "they", "we", "you", "i", "his", "her", "its", "their", "our"];

/// Whether a noun phrase or a date may begin at `at`, as after "the day before".
fn names_event(s: Sentence<'_>, at: usize) -> bool {
    let owner = ["his", "her", "its", "their"].iter().any(|word| s.surface(at).eq_ignore_ascii_case(word));
    owner
        || s.is_any(at, &[Key::The, Key::That])
        || (s.class(at) == Class::Other && s.capital(at) && s.after_possessive(at + 1).is_some())
        || s.capital(at)
            && matches!(s.class(at), Class::Month(_) | Class::MonthShort(_) | Class::Weekday(_) | Class::Digits)
}

fn closes_distance(s: Sentence<'_>, at: usize) -> bool {
    match s.class(at) {
        Class::Edge | Class::Sign(_) => true,
        Class::Other | Class::Key(Key::The | Key::A | Key::That | Key::This) | Class::DayWord(_) => false,
        Class::Key(Key::Function) => !SUBJECTS.iter().any(|word| s.surface(at).eq_ignore_ascii_case(word)),
        _ => s.is_any(at, &[Key::In, Key::And]),
    }
}

/// "last week", "this year", "earlier this month", "next January" is elsewhere; "the past year", "the current quarter".
pub(super) fn shifted_period(s: Sentence<'_>, at: usize) -> Option<Found> {
    let side = side_before(s, at);
    let mut next = side.map_or(at, |(end, _)| end);
    let article = s.is(next, Key::The);
    next += usize::from(article);
    let amount = match s.class(next) {
        Class::Key(Key::Last | Key::Past) => -1,
        Class::Key(Key::This | Key::Current) => 0,
        Class::Key(Key::Next | Key::Coming) => 1,
        Class::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week | Unit::Day)) if article && side.is_some() => {
            // "the end of the year", "late in the day"
            let value = Value::Shift { unit, amount: Some(0), anchor: Anchor::Reference };
            let mut found = Found::date(at, next + 1, value, "side-of-period");
            found.side = side.map_or(Side::Whole, |(_, side)| side);
            return (unit != Unit::Day && !s.is(next + 1, Key::Of)).then_some(found);
        }
        Class::Unit(Unit::Year | Unit::Month | Unit::Week) | Class::Key(Key::Fiscal | Key::Additional)
            if article && side.is_none() =>
        {
            return the_period(s, at);
        }
        Class::Unit(unit @ Unit::Quarter)
            if article && s.is(at, Key::The) && side.is_none() && !s.is(next + 1, Key::Of) =>
        {
            let value = Value::Shift { unit, amount: Some(-1), anchor: Anchor::Reference };
            return (!s.glued(next + 1) || s.sign(next + 1, b'.') || s.sign(next + 1, b','))
                .then(|| Found::date(at, next + 1, value, "the-quarter"));
        }
        // Reports of companies: the quarter that ended last.
        Class::Key(Key::Latest)
            if article && (s.is(next + 1, Key::Period) || s.class(next + 1) == Class::Unit(Unit::Quarter)) =>
        {
            let value = Value::Shift { unit: Unit::Quarter, amount: Some(-1), anchor: Anchor::Reference };
            return Some(Found::date(at, next + 2, value, "the-quarter"));
        }
        _ => return None,
    };
    next += 1;
    let fiscal = s.is_any(next, &[Key::Fiscal, Key::Additional]);
    next += usize::from(fiscal);
    let unit = match s.class(next) {
        Class::Unit(unit) if unit >= Unit::Day && unit != Unit::Weekend => unit,
        _ => return None,
    };
    // "last day" and "next day" hang on something told; "this day" is set phrases.
    if unit == Unit::Day {
        return None;
    }
    // "over the past decade": the ten years up to now, not those of the calendar.
    if article && amount < 0 && side.is_none() && unit >= Unit::Decade {
        let value = Value::Duration { amount: Amount::ONE, unit };
        return Some(Found::of(TimexType::Duration, at, next + 1, value, "window"));
    }
    let value = Value::Shift { unit, amount: Some(amount), anchor: Anchor::Reference };
    let mut found = Found::date(at, next + 1, value, "shifted-period");
    if let Some((_, side)) = side {
        found.side = side;
    }
    Some(found)
}

/// "the year", "the fiscal year", "the week": the one that holds the reference; with "ended" it is a length.
fn the_period(s: Sentence<'_>, at: usize) -> Option<Found> {
    let word = at + 1 + usize::from(s.is_any(at + 1, &[Key::Fiscal, Key::Additional]));
    let Class::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week)) = s.class(word) else { return None };
    let end = word + 1;
    if matches!(s.surface(end), "ended" | "ending") {
        let value = Value::Duration { amount: Amount::ONE, unit };
        return Some(Found::of(TimexType::Duration, at, end, value, "period-ended"));
    }
    let closes = match s.class(end) {
        Class::Edge => true,
        Class::Sign(sign) => sign != b'-',
        // "the year that ...", "the year the war began", "the week of", "the year before" tell which one.
        Class::Key(key) => matches!(
            key,
            Key::And | Key::In | Key::On | Key::At | Key::To | Key::By | Key::For | Key::From | Key::PastMark
        ),
        _ => false,
    };
    let value = Value::Shift { unit, amount: Some(0), anchor: Anchor::Reference };
    closes.then(|| Found::date(at, end, value, "the-period"))
}

/// "year-end", "year's end".
pub(super) fn year_end(s: Sentence<'_>, at: usize) -> Option<Found> {
    if s.class(at) != Class::Unit(Unit::Year) {
        return None;
    }
    let next = s.after_possessive(at + 1).unwrap_or_else(|| s.after_hyphen(at + 1));
    let value = Value::Shift { unit: Unit::Year, amount: Some(0), anchor: Anchor::Reference };
    (s.is(next, Key::End) && !s.is(next + 1, Key::Of) && s.surface(next).eq_ignore_ascii_case("end")).then(|| {
        let mut found = Found::date(at, next + 1, value, "year-end");
        found.side = Side::Late;
        found
    })
}

/// "the week of March 2", "the week ended Sept. 29".
pub(super) fn week_of_day(s: Sentence<'_>, at: usize) -> Option<Found> {
    let ended = matches!(s.surface(at + 2), "ended" | "ending" | "beginning" | "starting");
    if !s.is(at, Key::The) || s.class(at + 1) != Class::Unit(Unit::Week) || !(s.is(at + 2, Key::Of) || ended) {
        return None;
    }
    let day = calendar::day_and_month(s, at + 3)?;
    let (year, month, number) = match day.value {
        Value::Day { year, month, day, .. } => (year, month, day),
        Value::Days { year, from: (month, day), .. } => (year, month, day),
        _ => return None,
    };
    Some(Found {
        start: at,
        parts: None,
        value: Value::WeekOf { year, month, day: number },
        rule: "week-of-day",
        ..day
    })
}

/// "now", "recently", "the future", "recent years".
pub(super) fn reference_word(s: Sentence<'_>, at: usize) -> Option<Found> {
    let value = |name| Value::Reference(name);
    match s.class(at) {
        Class::Key(Key::Present) => Some(Found::date(at, at + 1, value("PRESENT_REF"), "now")),
        Class::Key(Key::Right) if s.is(at + 1, Key::Present) => {
            Some(Found::date(at, at + 2, value("PRESENT_REF"), "now"))
        }
        // "rn", "right now"; "RN" is a nurse.
        Class::Key(Key::PresentShort) => {
            let closes = matches!(s.class(at + 1), Class::Edge | Class::Sign(_) | Class::Key(_));
            (!s.capital(at) && closes).then(|| Found::date(at, at + 1, value("PRESENT_REF"), "now"))
        }
        // "these days"
        Class::Key(Key::These) if s.class(at + 1) == Class::Units(Unit::Day) => {
            Some(Found::date(at, at + 2, value("PRESENT_REF"), "these-days"))
        }
        Class::Key(Key::RecentPast) => Some(Found::date(at, at + 1, value("PAST_REF"), "recently")),
        Class::Key(Key::Recent) => {
            let Class::Units(unit) = s.class(at + 1) else { return None };
            let _ = unit;
            Some(Found::date(at, at + 2, value("PAST_REF"), "recent-period"))
        }
        Class::Key(Key::NearFuture) => {
            (!s.is(at + 1, Key::After)).then(|| Found::date(at, at + 1, value("FUTURE_REF"), "soon"))
        }
        Class::Key(Key::The) => {
            let (end, name) = match s.class(at + 1) {
                Class::Key(Key::Future) => (at + 2, "FUTURE_REF"),
                Class::Key(Key::Past) => (at + 2, "PAST_REF"),
                _ => return None,
            };
            let closes = matches!(s.class(end), Class::Edge | Class::Sign(_) | Class::Key(_));
            closes.then(|| Found::date(at, end, value(name), "the-past"))
        }
        _ => None,
    }
}

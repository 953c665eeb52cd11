//! Lengths and times told without a number: "the following days", "months later", "at the time", "per day".

use super::super::TimexType;
use super::super::class::{Class, Key, Part, Unit};
use super::super::value::{Amount, Anchor, Repeat, Value};
use super::{Found, Sentence};

/// "the following days", "coming months", "the weeks before", "weeks later".
pub(super) fn bare_units(s: Sentence<'_>, at: usize) -> Option<Found> {
    let article = usize::from(s.is(at, Key::The));
    let mut next = at + article;
    let window = s.is_any(
        next,
        &[
            Key::Following,
            Key::Coming,
            Key::Next,
            Key::Previous,
            Key::Past,
            Key::Last,
            Key::Early,
            Key::Closing,
            Key::Opening,
            Key::Intervening,
            Key::Future,
        ],
    );
    let ahead = s.is_any(next, &[Key::Coming, Key::Future]);
    next += usize::from(window);
    let Class::Units(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade)) =
        s.class(next)
    else {
        return moments(s, at);
    };
    let end = next + 1;
    let length = |end: usize| {
        Found::of(TimexType::Duration, at, end, Value::Duration { amount: Amount::Vague, unit }, "bare-units")
    };
    if window {
        if article == 0 && ahead {
            return Some(Found::date(at, end, Value::Reference("FUTURE_REF"), "coming-units"));
        }
        // "last days", "early years" without an article begin other phrases.
        return (article > 0).then(|| length(end));
    }
    let after = s.class(end);
    if article > 0 {
        let hangs = matches!(
            after,
            Class::Key(Key::Before | Key::After | Key::Following | Key::Since | Key::Prior | Key::Ahead)
        );
        let end = if matches!(after, Class::Key(Key::Ahead)) { end + 1 } else { end };
        return hangs.then(|| length(end));
    }
    let shift = |rule| Found::date(at, end + 1, Value::Shift { unit, amount: None, anchor: Anchor::Told }, rule);
    match after {
        Class::Key(Key::Later) => Some(shift("later")),
        Class::Key(Key::Earlier) => Some(shift("earlier")),
        Class::Key(Key::Before | Key::After) => Some(length(end)),
        _ => None,
    }
}

/// "moments later", "minutes before"
fn moments(s: Sentence<'_>, at: usize) -> Option<Found> {
    let Class::Units(unit @ (Unit::Second | Unit::Minute | Unit::Hour)) = s.class(at) else { return None };
    let rule = match s.class(at + 1) {
        Class::Key(Key::Later) => "later",
        Class::Key(Key::Earlier) => "earlier",
        _ => return None,
    };
    let value = Value::Shift { unit, amount: None, anchor: Anchor::Told };
    Some(Found::of(TimexType::Time, at, at + 2, value, rule))
}

/// "at the time", "by this time", "during that period"; "at the same time" tells no time.
pub(super) fn the_time(s: Sentence<'_>, at: usize) -> Option<Found> {
    let value = match s.class(at) {
        Class::Key(Key::The) if s.before(at) == Class::Key(Key::At) => Value::Reference("PAST_REF"),
        // "during this period": the one that is told of.
        Class::Key(Key::This) if s.before(at) == Class::Key(Key::In) => Value::Unknown,
        Class::Key(Key::This) => Value::Reference("PRESENT_REF"),
        Class::Key(Key::That) => Value::Reference("PAST_REF"),
        _ => return None,
    };
    let asked = matches!(
        s.before(at),
        Class::Key(Key::At | Key::By | Key::In | Key::Around | Key::From | Key::Until | Key::Since | Key::Through)
    );
    let of = s.is(at + 2, Key::Of);
    (asked && !of && s.is_any(at + 1, &[Key::Time, Key::Period])).then(|| Found::date(at, at + 2, value, "the-time"))
}

/// "per day", "per month".
pub(super) fn per_unit(s: Sentence<'_>, at: usize) -> Option<Found> {
    let Class::Unit(unit) = s.class(at + 1) else { return None };
    s.is(at, Key::Per).then(|| Found::of(TimexType::Set, at, at + 2, Value::Set(Repeat::Every(1, unit)), "per-unit"))
}

/// "at night": a part of any day.
pub(super) fn at_night(s: Sentence<'_>, at: usize) -> Option<Found> {
    let night = matches!(s.class(at), Class::Part(Part::Night)) && s.before(at) == Class::Key(Key::At);
    night.then(|| {
        let mut found = Found::of(TimexType::Set, at, at + 1, Value::Set(Repeat::PartOfDay), "at-night");
        found.part = Some(Part::Night);
        found
    })
}

/// "the current leader"; "the current year" is a period.
pub(super) fn current(s: Sentence<'_>, at: usize) -> Option<Found> {
    let noun = matches!(s.class(at + 1), Class::Other | Class::Sign(b'-')) || s.is(at + 1, Key::Period);
    (s.is(at, Key::Current) && noun).then(|| Found::date(at, at + 1, Value::Reference("PRESENT_REF"), "current"))
}

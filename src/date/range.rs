//! Ranges whose two ends are expressions of their own: "from Monday to Wednesday", "July to September".
//!
//! The first end gets the days of the whole range, so that no day between is lost. Whether two
//! expressions are the ends of one is seen in the words between and before them.

use super::TimexType;
use super::class::{Class, Key};
use super::grammar::{Found, Sentence};
use super::interval::{Interval, Precision};
use super::place::Outcome;
use super::reckon::weekday_of;
use super::scan::TimeExpression;
use super::told::State;
use super::value::{Tense, Value, YearOf};
use chrono::Datelike;

/// Tokens before a range that are looked through for a word of change.
const CHANGE_TOKENS_MAX: usize = 8;

/// Words after which "from Monday to Wednesday" tells two days and nothing between: lower case.
const CHANGES: &[&str] = &[
    "adjourned",
    "adjourn",
    "brought",
    "change",
    "changed",
    "defer",
    "deferred",
    "delay",
    "delayed",
    "extend",
    "extended",
    "move",
    "moved",
    "moving",
    "postpone",
    "postponed",
    "postponing",
    "pushed",
    "reschedule",
    "rescheduled",
    "shift",
    "shifted",
    "switched",
];

/// Whether `first` and `last`, which follows it in the sentence, are the two ends of a range.
pub(super) fn joins_range(sentence: Sentence<'_>, first: &Found, last: &Found) -> bool {
    let tokens = sentence.tokens;
    // "from May 3, 2020, to June 7": a comma closes the year.
    let comma = tokens.get(first.end).is_some_and(|token| token.class == Class::Sign(b','));
    let joint = first.end + usize::from(comma);
    if joint + 1 != last.start || first.parts.is_some() || last.parts.is_some() {
        return false;
    }
    let mut led = first.start.checked_sub(1).map_or(Class::Edge, |at| tokens[at].class);
    if led == Class::Key(Key::The) && first.start > 1 {
        led = tokens[first.start - 2].class;
    }
    let joined = match tokens[joint].class {
        Class::Key(Key::To | Key::Until | Key::Through) => led == Class::Key(Key::From) || is_like(first, last),
        Class::Sign(b'-') => !comma && is_like(first, last),
        Class::Key(Key::And) => led == Class::Key(Key::Between),
        _ => false,
    };
    // "from Monday to Wednesday's deadline"
    let owns = tokens.get(last.end).is_some_and(|token| token.class == Class::Sign(b'\'') && !token.spaced);
    joined && !owns && !tells_change(sentence, first.start)
}

/// Whether both are told in the same way.
fn is_like(first: &Found, last: &Found) -> bool {
    let is_day = |value: &Value| matches!(value, Value::Day { .. } | Value::Weekday { .. });
    (is_day(&first.value) && is_day(&last.value))
        || matches!(
            (&first.value, &last.value),
            (Value::Month { .. }, Value::Month { .. })
                | (Value::Season { .. }, Value::Season { .. })
                | (Value::Quarter { .. }, Value::Quarter { .. })
                | (Value::Year(_), Value::Year(_))
                | (Value::Decade { .. }, Value::Decade { .. })
                | (Value::Century { .. }, Value::Century { .. })
        )
}

/// "was moved from Monday to Wednesday"
fn tells_change(sentence: Sentence<'_>, start: usize) -> bool {
    sentence.tokens[start.saturating_sub(CHANGE_TOKENS_MAX)..start]
        .iter()
        .any(|token| is_change(&sentence.text[token.start..token.end]))
}

/// Whether a word tells that something moves from one day to another: "postponed".
pub(super) fn is_change(word: &str) -> bool {
    CHANGES.iter().any(|change| word.eq_ignore_ascii_case(change))
}

/// Gives the first end of a range its days; an end without year or week of its own moves so that the first comes first.
pub(super) fn join(
    state: &State,
    (first, first_outcome): (&TimeExpression, &mut Outcome),
    (last, last_outcome): (&TimeExpression, &mut Outcome),
) {
    if let (Value::ClockTime, Some(interval)) = (first.value, last_outcome.interval) {
        // "from 9 a.m. to 5 p.m. on Tuesday"
        if last.clock.is_some() && last.value != Value::ClockTime && interval.first == interval.last {
            *first_outcome = state.clock_on(first, interval.last);
        }
        return;
    }
    let placed = |kind| matches!(kind, TimexType::Date | TimexType::Time);
    if !placed(first.kind) || !placed(last.kind) || last.value == Value::ClockTime {
        return;
    }
    let (Some(begins), Some(ends)) = (first_outcome.interval, last_outcome.interval) else { return };
    // "from May 2020 to June": the year told is of both.
    if tells_year(first)
        && let Some(moved) = in_told_year(state, last, begins)
    {
        *last_outcome = moved;
    } else if ends.last < begins.first {
        let ahead = last.tense == Tense::Future;
        let moved_last = last_after(state, last, begins);
        let moved_first = if ahead { None } else { first_before(state, first, ends) };
        match (moved_first, moved_last) {
            (Some(moved), _) => *first_outcome = moved,
            (None, Some(moved)) => *last_outcome = moved,
            (None, None) => return,
        }
    }
    if let (Some(begins), Some(ends)) = (first_outcome.interval, last_outcome.interval)
        && let Some(whole) = Interval::new(begins.first, ends.last)
    {
        first_outcome.interval = Some(whole);
        first_outcome.precision = Some(Precision::Range);
    }
}

/// The last end, moved behind the first.
fn last_after(state: &State, last: &TimeExpression, begins: Interval) -> Option<Outcome> {
    match last.value {
        Value::Weekday { weekday, week: None } => {
            let ahead = (i32::from(weekday) - weekday_of(begins.first)).rem_euclid(7);
            let day = begins.first.plus(if ahead == 0 { 7 } else { ahead });
            Some(state.resolve(&on_day(last, day)))
        }
        _ => in_told_year(state, last, begins),
    }
}

/// The last end in the year that the first has, or in the next.
fn in_told_year(state: &State, last: &TimeExpression, begins: Interval) -> Option<Outcome> {
    let year = begins.first.date().year();
    let mut years = [year, year + 1].into_iter();
    years.find_map(|year| in_year(state, last, year, |interval| interval.last >= begins.first))
}

fn tells_year(expression: &TimeExpression) -> bool {
    matches!(
        expression.value,
        Value::Day { year: YearOf::Told(_), .. }
            | Value::Month { year: YearOf::Told(_), .. }
            | Value::Season { year: YearOf::Told(_), .. }
            | Value::Quarter { year: YearOf::Told(_), .. }
    )
}

/// The first end, moved before the last.
fn first_before(state: &State, first: &TimeExpression, ends: Interval) -> Option<Outcome> {
    match first.value {
        Value::Weekday { weekday, week: None } if first.rule == "weekday" => {
            let back = (weekday_of(ends.last) - i32::from(weekday)).rem_euclid(7);
            let day = ends.last.plus(if back == 0 { -7 } else { -back });
            Some(state.resolve(&on_day(first, day)))
        }
        _ => {
            let year = ends.last.date().year();
            let mut years = [year, year - 1].into_iter();
            years.find_map(|year| in_year(state, first, year, |interval| interval.first <= ends.last))
        }
    }
}

/// The expression as one of that very day.
fn on_day(expression: &TimeExpression, day: super::interval::Day) -> TimeExpression {
    let date = day.date();
    let year = YearOf::Told(date.year());
    let value = Value::Day { year, month: date.month() as u8, day: date.day() as u8, weekday: 0 };
    TimeExpression { value, ..expression.clone() }
}

/// The expression in a year, where it tells none itself and `fits` holds.
fn in_year(state: &State, expression: &TimeExpression, year: i32, fits: impl Fn(Interval) -> bool) -> Option<Outcome> {
    let mut told = expression.clone();
    match &mut told.value {
        Value::Day { year: of @ YearOf::Nearest, .. }
        | Value::Month { year: of @ YearOf::Nearest, .. }
        | Value::Season { year: of @ YearOf::Nearest, .. }
        | Value::Quarter { year: of @ YearOf::Nearest, .. }
        | Value::Holiday { year: of @ YearOf::Nearest, .. } => *of = YearOf::Told(year),
        _ => return None,
    }
    let outcome = state.resolve(&told);
    outcome.interval.is_some_and(fits).then_some(outcome)
}

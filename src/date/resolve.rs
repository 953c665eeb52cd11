//! From what expressions say to days, by a reference date and by the dates told before them.
//!
//! A weekday equal to that of the reference is that day; otherwise the one before it, unless a future
//! marker governs it. A month, a month and day, a season or a quarter without a year takes the nearest
//! year that agrees with the tense. "The day before" and "two days later" hang on the last day told,
//! else on the reference. In a text of dates with years ("history"), months and days without one
//! follow the date told before them. A clock time by itself hangs on the day told in its sentence or
//! shortly before it; the first end of a range has the days of the whole (`range`); a distance from an
//! event has days only where the text tells those of the event (`event`).

use super::TimexType;
use super::class::Unit;
use super::event;
use super::interval::{Day, Interval, Precision};
use super::place::Outcome;
use super::place_hanging;
use super::range;
use super::scan::TimeExpression;
use super::told::State;
use super::value::{Anchor, EventWords, Value, YearOf};
use crate::text::Span;
use chrono::Datelike;

/// A day of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MonthDay {
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

/// What an expression came out as.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedTime {
    /// Bytes of the scanned text.
    pub span: Span,
    /// What kind of time it is.
    pub kind: TimexType,
    /// The TIMEX3 value, where there is one.
    pub value: Option<String>,
    /// Its days, where they are known; never for durations, repetitions and clock times without a day.
    pub interval: Option<Interval>,
    /// How exactly the days are told; set when `interval` is.
    pub precision: Option<Precision>,
    /// A day and month whose year is not known.
    pub month_day: Option<MonthDay>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// Gives days to `expressions` (of `text`, in reading order), relative to `reference`; same length and order.
pub fn resolve(text: &str, expressions: &[TimeExpression], reference: Option<Day>) -> Vec<ResolvedTime> {
    let mut state = State::new(reference, is_history(expressions, reference));
    let mut resolved: Vec<ResolvedTime> = Vec::with_capacity(expressions.len());
    for (index, expression) in expressions.iter().enumerate() {
        let next = expressions.get(index + 1);
        // "The day before, January 16": the day told right after says which day is meant.
        let told_next = next.filter(|next| hangs_on_told_day(expression) && is_apposed(text, expression, next));
        let outcome = match told_next {
            Some(next) => {
                let mut outcome = state.resolve(next);
                if let (Some(part), Some(value)) = (expression.part, &mut outcome.value) {
                    value.push_str(part.code());
                }
                outcome
            }
            None => match next.and_then(|next| year_of_list(text, expression, next)) {
                Some(whole) => state.resolve(&whole),
                None => state.resolve(expression),
            },
        };
        let mut outcome = outcome;
        let mut span = expression.span;
        let mut kind = expression.kind;
        if let Some(event) = &expression.event
            && let Some(placed) = from_event(&state, text, event, &expressions[..index], next, &resolved)
        {
            outcome = placed;
            kind = TimexType::Date;
            let end = event.noun.map_or(event.start_byte, |noun| noun.end);
            let end = next.map_or(end, |next| next.span.start.min(end));
            span.end = span.start + text.get(span.start..end).unwrap_or_default().trim_end().len();
            span.end = span.end.max(expression.span.end);
        }
        let previous = index.checked_sub(1).map(|at| &expressions[at]);
        if expression.value == Value::ClockTime
            && [previous, next].into_iter().flatten().any(|near| is_of_many(near, expression))
        {
            outcome = state.clock_on_no_day(expression);
        } else if let Some(day) = next.filter(|next| is_day_of_clock(text, expression, next))
            && let Some(interval) = state.resolve(day).interval
        {
            outcome = state.clock_on(expression, interval.last);
        }
        if let Some((first_at, first)) = index.checked_sub(1).map(|at| (at, &expressions[at]))
            && first.begins_range
        {
            let told: &mut ResolvedTime = &mut resolved[first_at];
            let mut begins = Outcome {
                value: told.value.take(),
                interval: told.interval,
                precision: told.precision,
                month_day: told.month_day,
                grain: None,
            };
            range::join(&state, (first, &mut begins), (expression, &mut outcome));
            (told.value, told.interval, told.month_day) = (begins.value, begins.interval, begins.month_day);
            told.precision = begins.interval.and(begins.precision);
        }
        state.remember(expression, &outcome);
        resolved.push(ResolvedTime {
            span,
            kind,
            value: outcome.value,
            interval: outcome.interval,
            precision: outcome.interval.and(outcome.precision),
            month_day: outcome.month_day,
            rule: expression.rule,
        });
    }
    resolved
}

/// "a week after the attack", where the text tells the days of the attack.
fn from_event(
    state: &State,
    text: &str,
    event: &EventWords,
    told: &[TimeExpression],
    next: Option<&TimeExpression>,
    resolved: &[ResolvedTime],
) -> Option<Outcome> {
    let days = match next.filter(|next| event::is_told_with(text, event, next)) {
        Some(next) => state.resolve(next).interval,
        None => event::days_told(text, event, told, resolved),
    };
    place_hanging::from_event(event, days?)
}

/// "August" in "August and September 1921": the expression with the year of the next one in a list.
fn year_of_list(text: &str, expression: &TimeExpression, next: &TimeExpression) -> Option<TimeExpression> {
    let told = match next.value {
        Value::Day { year: YearOf::Told(year), month, .. } => (year, month),
        Value::Month { year: YearOf::Told(year), month } => (year, month),
        Value::Season { year: YearOf::Told(year), season } => (year, season),
        _ => return None,
    };
    let between = text.get(expression.span.end..next.span.start).map(str::trim);
    let listed = matches!(
        between,
        Some(
            "and" | "or" | "to" | "through" | "until" | "till" | "-" | "–" | "," | "and on" | "and early" | "and late"
        )
    );
    let mut whole = expression.clone();
    match &mut whole.value {
        Value::Day { year: year @ YearOf::Nearest, month, .. }
        | Value::Month { year: year @ YearOf::Nearest, month }
            if listed && !matches!(next.value, Value::Season { .. }) =>
        {
            *year = YearOf::Told(told.0 - i32::from(*month > told.1));
        }
        Value::Season { year: year @ YearOf::Nearest, season }
            if listed && matches!(next.value, Value::Season { .. }) =>
        {
            *year = YearOf::Told(told.0 - i32::from(*season > told.1));
        }
        _ => return None,
    }
    Some(whole)
}

/// "at 9 a.m. every day", "on Mondays at noon": a clock time of more days than one.
fn is_of_many(near: &TimeExpression, clock: &TimeExpression) -> bool {
    let many = near.kind == TimexType::Set || matches!(near.value, Value::AnyWeekday(_));
    many && near.sentence == clock.sentence
}

/// Longest text between a clock time and its day, in bytes.
const CLOCK_DAY_BYTES_MAX: usize = 24;

/// "5:34 a.m. Baghdad time on March 20", "10:35 a.m. (0735 GMT) Friday": the day that follows is that of the clock time.
fn is_day_of_clock(text: &str, clock: &TimeExpression, next: &TimeExpression) -> bool {
    let between = text.get(clock.span.end..next.span.start).unwrap_or_default();
    clock.value == Value::ClockTime
        && clock.sentence == next.sentence
        && matches!(next.value, Value::Day { .. } | Value::Weekday { .. })
        && between.len() <= CLOCK_DAY_BYTES_MAX
        && (between.ends_with("time on ")
            || between.ends_with(" time ")
            || (between.starts_with(" (") && between.ends_with(") ")))
}

fn hangs_on_told_day(expression: &TimeExpression) -> bool {
    matches!(expression.value, Value::Shift { unit: Unit::Day, anchor: Anchor::Told, .. })
}

fn is_apposed(text: &str, expression: &TimeExpression, next: &TimeExpression) -> bool {
    let between = text.get(expression.span.end..next.span.start).map(str::trim);
    matches!(between, Some("," | "(" | "-" | "–" | "—" | ", on")) && matches!(next.value, Value::Day { .. })
}

/// Years from the reference on at which a year told is of a history.
const HISTORY_YEARS_MIN: i32 = 2;
/// What a text must have told to be one: a day or month with its year counts twice, a year by itself once.
const HISTORY_TOLD_MIN: usize = 8;
/// How many times as much as hangs on the reference.
const HISTORY_SHARE_MIN: usize = 6;

/// Whether the text tells a history: many dates with years far from the reference, few that hang on it.
fn is_history(expressions: &[TimeExpression], reference: Option<Day>) -> bool {
    let Some(reference) = reference else { return false };
    let now = reference.date().year();
    let far = |year: i32| (year - now).abs() >= HISTORY_YEARS_MIN;
    let (mut told, mut hanging) = (0usize, 0usize);
    for expression in expressions {
        match expression.value {
            Value::Day { year: YearOf::Told(year), .. } | Value::Month { year: YearOf::Told(year), .. } => {
                told += 2 * usize::from(far(year));
            }
            Value::Year(YearOf::Told(year)) | Value::Years { first: year, .. } => told += usize::from(far(year)),
            Value::Weekday { .. } | Value::Shift { anchor: Anchor::Reference, unit: Unit::Day | Unit::Week, .. } => {
                hanging += 1
            }
            _ => {}
        }
    }
    told >= HISTORY_TOLD_MIN && told > HISTORY_SHARE_MIN * hanging
}

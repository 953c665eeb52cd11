//! What must hold for any text: what is found lies in it, in order, and has days that the calendar has.
//!
//! Asked of random texts by the tests, and by the fuzz target of `fuzz/`.

use dateline::date::{Day, Interval, find_explicit, parse_argument, parse_range_argument, parse_stated, resolve, scan};

/// First days are not after last ones, and are read back as they are written.
fn assert_days(interval: Interval) {
    assert!(interval.first <= interval.last);
    for day in [interval.first, interval.last] {
        assert_eq!(Day::from_date(day.date()), day);
    }
}

/// Panics unless all of it holds for `text`, read from `reference`.
pub fn assert_holds(text: &str, reference: Option<Day>) {
    let expressions = scan(text);
    let mut end = 0;
    for expression in &expressions {
        assert!(expression.span.start >= end && !expression.span.is_empty());
        assert!(text.get(expression.span.start..expression.span.end).is_some());
        end = expression.span.end;
    }
    let times = resolve(text, &expressions, reference);
    assert_eq!(times.len(), expressions.len());
    let mut end = 0;
    for time in times {
        // A distance from an event may take in the words for it.
        assert!(time.span.start >= end && !time.span.is_empty());
        assert!(text.get(time.span.start..time.span.end).is_some());
        end = time.span.end;
        assert_eq!(time.interval.is_some(), time.precision.is_some());
        if let Some(interval) = time.interval {
            assert_days(interval);
        }
        if let Some(kept) = time.month_day {
            // Some leap year has it.
            assert!(Day::from_ymd(2000, kept.month.into(), kept.day.into()).is_some());
        }
    }
    for date in find_explicit(text) {
        assert!(text.get(date.span.start..date.span.end).is_some());
        assert_days(date.interval);
    }
    if let Ok(stated) = parse_stated(text) {
        assert_days(stated.interval);
    }
    let today = reference.unwrap_or(Day(0));
    if let Ok(interval) = parse_argument(text, today) {
        assert_days(interval);
    }
    if let Ok((Some(from), Some(to))) = parse_range_argument(text, today) {
        assert!(from <= to);
    }
}

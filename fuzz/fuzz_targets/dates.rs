//! Any text: what is found lies in it, in order, and has days that the calendar has.

#![no_main]

use dateline::date::{Day, Interval, find_explicit, parse_argument, parse_range_argument, parse_stated, resolve, scan};
use libfuzzer_sys::fuzz_target;

/// 1 January 1500 and 31 December 2200.
const REFERENCES: std::ops::RangeInclusive<i32> = -171_664..=84_370;

fn holds(interval: Interval) {
    assert!(interval.first <= interval.last);
    for day in [interval.first, interval.last] {
        assert_eq!(Day::from_date(day.date()), day);
    }
}

fuzz_target!(|input: (i32, &str)| {
    let (day, text) = input;
    let days = REFERENCES.end() - REFERENCES.start() + 1;
    let reference = (day % 5 != 0).then(|| Day(REFERENCES.start() + day.rem_euclid(days)));
    let expressions = scan(text);
    let mut end = 0;
    for expression in &expressions {
        assert!(expression.span.start >= end && !expression.span.is_empty());
        assert!(text.get(expression.span.start..expression.span.end).is_some());
        end = expression.span.end;
    }
    let times = resolve(text, &expressions, reference);
    assert_eq!(times.len(), expressions.len());
    for time in times {
        assert_eq!(time.interval.is_some(), time.precision.is_some());
        if let Some(interval) = time.interval {
            holds(interval);
        }
        if let Some(kept) = time.month_day {
            // Some leap year has it.
            assert!(Day::from_ymd(2000, kept.month.into(), kept.day.into()).is_some());
        }
    }
    for date in find_explicit(text) {
        assert!(text.get(date.span.start..date.span.end).is_some());
        holds(date.interval);
    }
    if let Ok(stated) = parse_stated(text) {
        holds(stated.interval);
    }
    if let Ok(interval) = parse_argument(text, Day(0)) {
        holds(interval);
    }
    if let Ok((Some(from), Some(to))) = parse_range_argument(text, Day(0)) {
        assert!(from <= to);
    }
});

//! Any text, from any day of 1500 to 2200: what must hold for it stands with the tests.

#![no_main]

#[path = "../../tests/date_holds/mod.rs"]
mod date_holds;

use dateline::date::Day;
use libfuzzer_sys::fuzz_target;

/// 1 January 1500 and 31 December 2200.
const REFERENCES: std::ops::RangeInclusive<i32> = -171_664..=84_370;

fuzz_target!(|input: (i32, &str)| {
    let (day, text) = input;
    let days = REFERENCES.end() - REFERENCES.start() + 1;
    let reference = (day % 5 != 0).then(|| Day(REFERENCES.start() + day.rem_euclid(days)));
    date_holds::assert_holds(text, reference);
});

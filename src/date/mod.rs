//! Dates as news tells them: found in running text, resolved to intervals of days.
//!
//! Scanning and resolving are apart: `scan` finds expressions and what they say by themselves;
//! `resolve` gives them days, from a reference date and from the dates told before them. The words
//! and rules stand as data beside the code, the cases in `tests/`.

mod interval;

pub use interval::{Day, Interval, Precision};

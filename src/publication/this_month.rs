//! The month of writing of a text that sets "earlier this month" beside a day.
//!
//! "On January 17 boats sank … the losses of earlier this month": written in January of some year. By itself the
//! pair says little, since in news a day without a year is often one of the month before. So the words must
//! point back (what begins a sentence tells something new), the day must be past and leave the month days enough
//! in which one would still write so, and nothing else that the text tells may speak for another month.
//!
//! A year settles it only where the text sets the day of that year as its own scene ("On January 17, 2024, boats
//! sank") before it points back to it, in words that both sentences have. A year of something else ("founded in
//! 2012", "built on January 5, 1999") settles nothing.

use super::told::{InferredDay, ToldDay, is_calendar, is_quoted};
use crate::date::{Interval, Precision, ResolvedTime, TimeExpression, YearlessDate};
use crate::text::{Span, Stemmer, Words, sentences};
use chrono::Datelike;

/// The rule's name.
const RULE: &str = "earlier-this-month";
/// The words that point back.
const WORDS: &str = "earlier this month";
/// Words that point to the month before the text's own.
const MONTH_BEFORE: &str = "last month";
/// Days that a month has left after a day told in another sentence: a later one is as likely told in the next month.
const DAYS_LEFT_MIN: u8 = 10;
/// Months before the text's own that it may name without a year.
const MONTHS_BACK_MAX: u8 = 6;
/// Characters of a word that two sentences share when they speak of the same.
const SHARED_CHARS_MIN: usize = 4;

/// A day, month or year of the calendar that the text tells, not as yet to come.
struct Calendar {
    span: Span,
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    is_past: bool,
}

/// The month in which the text was written, of some year or of one. `times` are the `expressions` resolved
/// without a reference.
pub(super) fn infer(text: &str, expressions: &[TimeExpression], times: &[ResolvedTime]) -> Option<ToldDay> {
    let surface = |time: &ResolvedTime| time.span.of(text).to_ascii_lowercase();
    let spans = sentences(text);
    let back: Vec<Span> = times
        .iter()
        .map(|time| time.span)
        .filter(|span| span.of(text).eq_ignore_ascii_case(WORDS) && !is_quoted(text, span.start))
        .filter(|span| !opens(text, sentence_at(&spans, span.start), span.start))
        .collect();
    if back.is_empty() || times.iter().any(|time| surface(time).ends_with(MONTH_BEFORE)) {
        return None;
    }
    let told: Vec<Calendar> = expressions
        .iter()
        .zip(times)
        .filter(|(expression, time)| !expression.is_ahead() && !is_quoted(text, time.span.start))
        .filter_map(|(expression, time)| calendar(text, time, expression.is_past()))
        .collect();
    // Days without a year are those of the text's own time; only where there are none, one with its year may be.
    let has_yearless = told.iter().any(|told| told.year.is_none() && told.day.is_some());
    let (anchor, back) = told
        .iter()
        .filter(|told| told.is_past && told.day.is_some() && told.year.is_none() == has_yearless)
        .find_map(|told| Some((told, points_back(text, &spans, told, &back)?)))?;
    if told.iter().any(|other| !agrees(anchor, other)) {
        return None;
    }
    let month = anchor.month?;
    let day = match anchor.year {
        Some(year) => InferredDay::Days(Interval::month(year, month.into())?, Precision::Month),
        None => InferredDay::Yearless(YearlessDate::of_month(month)?),
    };
    Some(ToldDay { day, rule: RULE, surface: format!("{} … {}", anchor.span.of(text), back.of(text)) })
}

fn calendar(text: &str, time: &ResolvedTime, is_past: bool) -> Option<Calendar> {
    let (year, month, day) = match (time.interval, time.precision, time.month_day) {
        (Some(days), Some(precision), _) if is_calendar(text, time) => {
            let first = days.first.date();
            let month = (precision != Precision::Year).then_some(first.month() as u8);
            (Some(first.year()), month, (precision == Precision::Day).then_some(first.day() as u8))
        }
        (None, _, Some(told)) if is_calendar(text, time) => (None, Some(told.month), Some(told.day)),
        // "in December"
        (None, ..) => (None, Some(time.value.as_deref()?.strip_prefix("XXXX-")?.parse().ok()?), None),
        _ => return None,
    };
    Some(Calendar { span: time.span, year, month, day, is_past })
}

/// The words that point back to the day of `told`.
fn points_back(text: &str, spans: &[Span], told: &Calendar, back: &[Span]) -> Option<Span> {
    let before = text[..told.span.start].trim_end();
    if !before.rsplit(|c: char| !c.is_alphabetic()).next()?.eq_ignore_ascii_case("on") {
        return None;
    }
    let sentence = sentence_at(spans, told.span.start)?;
    let is_scene = opens(text, Some(sentence), told.span.start);
    let leaves_days = told.day? + DAYS_LEFT_MIN <= days_in_month(told.month?);
    back.iter().copied().find(|back| {
        let is_same = sentence.contains(*back);
        match told.year {
            None => is_same || leaves_days,
            Some(_) if !is_scene || back.start < told.span.end => false,
            Some(_) => is_same || (leaves_days && share_a_word(text, sentence, sentence_at(spans, back.start))),
        }
    })
}

/// Days of a month in any year.
fn days_in_month(month: u8) -> u8 {
    match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whether what the text tells besides leaves the month of `anchor` standing.
fn agrees(anchor: &Calendar, other: &Calendar) -> bool {
    match (other.year, other.month, other.day) {
        (None, Some(month), None) => anchor.month.is_some_and(|own| (own + 12 - month) % 12 <= MONTHS_BACK_MAX),
        (None, month, _) => month == anchor.month,
        (Some(year), None, _) => anchor.year.is_none_or(|own| year <= own),
        (Some(_), ..) => anchor.year.is_none() || (other.year, other.month) == (anchor.year, anchor.month),
    }
}

fn sentence_at(spans: &[Span], at: usize) -> Option<Span> {
    spans.get(spans.partition_point(|span| span.end <= at)).copied().filter(|span| span.start <= at)
}

/// Whether what stands at `at` begins its sentence, a preposition aside.
fn opens(text: &str, sentence: Option<Span>, at: usize) -> bool {
    let before = sentence.and_then(|sentence| text.get(sentence.start..at)).unwrap_or_default().trim();
    before.is_empty() || before.eq_ignore_ascii_case("on")
}

/// Whether two sentences have a word of some length in common, endings aside.
fn share_a_word(text: &str, one: Span, other: Option<Span>) -> bool {
    let Some(other) = other else { return false };
    let mut stemmer = Stemmer::new();
    let mut stems = |span: Span| -> Vec<String> {
        let words = Words::of(span.of(text));
        let long = words.iter().filter(|word| word.chars().count() >= SHARED_CHARS_MIN && !is_common(word));
        long.map(|word| stemmer.stem(word).to_owned()).collect()
    };
    let known = stems(one);
    stems(other).iter().any(|stem| known.contains(stem))
}

/// Whether it is a word of grammar or of reporting, which any two sentences may share.
fn is_common(word: &str) -> bool {
    const COMMON: [&str; 41] = [
        "about", "after", "again", "against", "also", "another", "because", "been", "before", "between", "both",
        "could", "during", "earlier", "first", "from", "have", "into", "more", "most", "month", "other", "over",
        "said", "says", "since", "some", "such", "than", "that", "their", "them", "they", "this", "told", "were",
        "when", "which", "while", "will", "with",
    ];
    COMMON.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_found() {
        assert!(is_common("about") && is_common("with") && is_common("month") && !is_common("boats"));
    }
}

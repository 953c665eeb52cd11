//! Dates that stand above or before the story: lines of date, time and byline, and labels with a date.
//!
//! Such a date is evidence for the day of publication and no part of the story. A line counts only when
//! nothing but the furniture of headers stands beside its date; a headline that names a day stays.

use super::line::prefix;
use super::words::is_listed;
use crate::date::{ExplicitDate, Precision, find_explicit};
use crate::publication::{DateRule, Told, day_in};
use crate::text::{Span, Words, fold_key};
use chrono::Datelike;

const HEADER_WORDS: &str = include_str!("header-words.txt");

/// Longest line in bytes that may be a date line.
const DATE_LINE_BYTES_MAX: usize = 160;
/// Bytes after the start of a line in which a label and its date must end.
const LABEL_BYTES_MAX: usize = 120;
/// Most numbers of a date line: two dates, two clock times and a counter.
const DATE_LINE_NUMBERS_MAX: usize = 12;
/// Most dates of a date line: of publication and of change.
const DATE_LINE_DATES_MAX: usize = 2;
/// Years in which news that has no label on its date may have appeared.
const PLAUSIBLE_YEARS: std::ops::RangeInclusive<i32> = 1800..=2100;
/// Words in small letters that no date line has; a date written out has fewer.
const RUNNING_WORDS_MIN: usize = 5;
/// Most words of a label, of a byline and of a section or site beside a date.
const LABEL_WORDS_MAX: usize = 3;
const BYLINE_WORDS_MAX: usize = 8;
const SECTION_WORDS_MAX: usize = 3;
/// Most words of the name of a place or outlet before a date and its comma.
const NAME_WORDS_MAX: usize = 4;
/// Most numbers of a line whose parts only a gap parts; a table has more.
const GAPPED_NUMBERS_MAX: usize = 6;

/// What announces a date, folded and sorted, and the rule that it stands for.
const LABELS: &[(&str, DateRule)] = &[
    ("created", DateRule::PublishedLine),
    ("date", DateRule::LeadingDate),
    ("date posted", DateRule::PublishedLine),
    ("date published", DateRule::PublishedLine),
    ("dated", DateRule::LeadingDate),
    ("first published", DateRule::PublishedLine),
    ("issued", DateRule::PublishedLine),
    ("last modified", DateRule::UpdatedLine),
    ("last updated", DateRule::UpdatedLine),
    ("modified", DateRule::UpdatedLine),
    ("originally published", DateRule::PublishedLine),
    ("posted", DateRule::PublishedLine),
    ("posted on", DateRule::PublishedLine),
    ("publication date", DateRule::PublishedLine),
    ("publish date", DateRule::PublishedLine),
    ("published", DateRule::PublishedLine),
    ("published at", DateRule::PublishedLine),
    ("published date", DateRule::PublishedLine),
    ("published on", DateRule::PublishedLine),
    ("release date", DateRule::PublishedLine),
    ("updated", DateRule::UpdatedLine),
    ("updated at", DateRule::UpdatedLine),
    ("updated on", DateRule::UpdatedLine),
];

/// A date found in a header, spans in bytes of the line that was looked at.
#[derive(Debug, Clone)]
pub(super) struct HeaderDate {
    pub span: Span,
    pub told: Told,
    /// What is to be cut: the whole line or its beginning.
    pub cut: Span,
    pub rule: DateRule,
}

impl HeaderDate {
    fn new(date: ExplicitDate, cut: Span, rule: DateRule) -> Self {
        HeaderDate { span: date.span, told: Told::Days(date.interval, date.precision), cut, rule }
    }
}

/// The date that a label announces at the start of `line`, if one does. The whole line is cut when
/// nothing of the story follows the date.
pub(super) fn labelled_date(line: &str) -> Option<HeaderDate> {
    let head = prefix(line, LABEL_BYTES_MAX);
    // Nearly every line ends here, before its words are looked for.
    let opening = head.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '[' | '('));
    let opening_word = opening.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let begins_label =
        |(label, _): &(&str, _)| label.split(' ').next().is_some_and(|first| first.eq_ignore_ascii_case(opening_word));
    if opening.starts_with(|c: char| c.is_ascii()) && !LABELS.iter().any(begins_label) {
        return None;
    }
    let words = Words::of(head);
    let opens = words.spans().first()?.start;
    if !head[..opens].chars().all(|c| c.is_whitespace() || matches!(c, '*' | '_' | '[' | '(')) {
        return None;
    }
    let first = words.folded(0);
    if !LABELS.iter().any(|(label, _)| label.split(' ').next() == Some(first)) {
        return None;
    }
    let (label_end, rule) = (1..=words.len().min(LABEL_WORDS_MAX)).rev().find_map(|count| {
        let end = words.span(count - 1).end;
        let at = LABELS.binary_search_by(|(label, _)| (*label).cmp(&fold_key(&head[..end]))).ok()?;
        Some((end, LABELS[at].1))
    })?;
    let after_label = &head[label_end..];
    let has_colon = after_label.trim_start_matches(['*', '_', ' ', '\u{a0}']).starts_with(':');
    let whole = Span::new(0, line.len());
    let Some(mut date) = find_explicit(after_label).into_iter().next() else {
        // "Published: Jan 17, 10:30": a whole line of nothing else.
        let (span, told) = day_in(after_label)?;
        let is_line = line.len() <= DATE_LINE_BYTES_MAX
            && is_furniture(&after_label[..span.start], false)
            && is_header_rest(&line[label_end + span.end..]);
        return is_line.then(|| HeaderDate { span: span.shifted(label_end), told, cut: whole, rule });
    };
    if !is_furniture(&after_label[..date.span.start], false) {
        return None;
    }
    date.span = date.span.shifted(label_end);
    let rest = &line[date.span.end..];
    if line.len() <= DATE_LINE_BYTES_MAX && is_header_rest(rest) {
        return Some(HeaderDate::new(date, whole, rule));
    }
    if date.precision != Precision::Day && !has_colon {
        return None;
    }
    let story = date.span.end + story_start(rest)?;
    Some(HeaderDate::new(date, Span::new(0, story), rule))
}

/// The date in digits, year first, that stands before a story without a label ("2021-03-05 Nine boats").
pub(super) fn leading_date(line: &str) -> Option<HeaderDate> {
    let head = prefix(line, LABEL_BYTES_MAX);
    let opens = head.len() - head.trim_start_matches(['[', '(', '*', '_']).len();
    let digits = head[opens..].bytes().take_while(u8::is_ascii_digit).count();
    if digits != 4 || !head[opens + digits..].starts_with(['-', '/', '.']) {
        return None;
    }
    let date = find_explicit(head).into_iter().next()?;
    if date.span.start != opens || date.precision != Precision::Day {
        return None;
    }
    let story = date.span.end + story_start(&line[date.span.end..])?;
    Some(HeaderDate::new(date, Span::new(0, story), DateRule::LeadingDate))
}

/// Whether only furniture and further dates follow ("10:30 GMT | Updated: 18 January 2024").
fn is_header_rest(rest: &str) -> bool {
    let mut at = 0;
    let separated = has_separator(rest);
    find_explicit(rest).iter().all(|date| {
        let between = &rest[at..date.span.start];
        at = date.span.end;
        is_furniture(between, separated)
    }) && is_furniture(&rest[at..], separated)
}

/// Where the story starts after a date, when it does: behind a clock time, at a capital, a quote or a
/// letter without case. "Updated January 5, 2024 figures show" is one sentence.
fn story_start(rest: &str) -> Option<usize> {
    let clock = clock_len(rest);
    let gap = &rest[clock..];
    let story = gap.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | '|' | '-' | '–' | '—' | ':' | '*' | '_' | ']' | ')')
    });
    let start = clock + gap.len() - story.len();
    let is_apart = rest[..start].ends_with(char::is_whitespace) || rest[clock..start].contains(']');
    let first = story.chars().next()?;
    let opens =
        if first.is_alphabetic() { !first.is_lowercase() } else { matches!(first, '"' | '“' | '‘' | '«' | '\'') };
    (is_apart && opens).then_some(start)
}

/// Length of a clock time with its zone at the start of `rest` ("T10:30:00Z", ", 10.30 am GMT").
fn clock_len(rest: &str) -> usize {
    let head = prefix(rest, 48);
    let words = Words::of(head);
    let mut end = 0;
    let mut had_number = false;
    for index in 0..words.len() {
        let span = words.span(index);
        let word = words.folded(index);
        let gap = &head[end..span.start];
        if !gap.chars().all(|c| c.is_whitespace() || matches!(c, ':' | '.' | ',' | '+' | '-' | '(' | '|')) {
            break;
        }
        let digits = word.trim_start_matches('t').trim_end_matches(|c: char| c.is_ascii_lowercase());
        let is_number = !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_clock_word =
            matches!(word, "at" | "am" | "pm" | "a" | "p" | "m" | "t" | "z" | "local" | "time" | "hrs" | "h");
        let printed = span.of(head);
        let is_zone = had_number
            && printed.len() <= 4
            && printed.bytes().all(|byte| byte.is_ascii_uppercase())
            && is_listed(HEADER_WORDS, word);
        // "A" opens a sentence as often as it stands for ante.
        let opens_sentence = printed == "A" && !head[span.end..].starts_with('.');
        if !(is_number || (is_clock_word && !opens_sentence) || is_zone)
            || (!had_number && is_clock_word && word != "at" && word != "t")
        {
            break;
        }
        had_number |= is_number;
        end = span.end;
    }
    if had_number { end } else { 0 }
}

/// The date of a line that holds a day and little else, without a label.
pub(super) fn date_line(line: &str) -> Option<HeaderDate> {
    // A line with a full stop is the end of a sentence, one full of numbers is the row of a table.
    let numbers = line.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).count();
    if line.len() > DATE_LINE_BYTES_MAX || line.ends_with('.') || !(1..=DATE_LINE_NUMBERS_MAX).contains(&numbers) {
        return None;
    }
    if has_running_text(line) {
        return None;
    }
    let dates = find_explicit(line);
    if dates.len() > DATE_LINE_DATES_MAX {
        return None;
    }
    // "OCT7   1912" is the row of a price list.
    let is_glued = |date: &ExplicitDate| {
        let surface = date.span.of(line).as_bytes();
        let letters = surface.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        letters > 0 && surface.get(letters).is_some_and(u8::is_ascii_digit)
    };
    let is_plausible = |date: &ExplicitDate| {
        date.precision == Precision::Day
            && !is_glued(date)
            && PLAUSIBLE_YEARS.contains(&date.interval.first.date().year())
    };
    let separated = has_separator(line) || (has_wide_gap(line) && numbers <= GAPPED_NUMBERS_MAX);
    let mut at = 0;
    for date in &dates {
        let before = &line[at..date.span.start];
        let is_name = at == 0 && is_name_before(before);
        if !(is_furniture(before, separated) || is_name) {
            return None;
        }
        at = date.span.end;
    }
    if !is_furniture(&line[at..], separated) {
        return None;
    }
    let date = dates.into_iter().find(is_plausible)?;
    Some(HeaderDate::new(date, Span::new(0, line.len()), DateRule::DateLine))
}

/// Whether so many words in small letters stand in a line that they can be neither furniture nor parts of a date.
fn has_running_text(line: &str) -> bool {
    let is_plain = |word: &&str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(is_plain);
    words.filter(|word| !is_listed(HEADER_WORDS, word)).take(RUNNING_WORDS_MIN).count() == RUNNING_WORDS_MIN
}

fn is_separator(c: char) -> bool {
    matches!(c, '|' | '•' | '·' | '/' | '–' | '—' | '»' | '\t' | '‧' | '◦')
}

/// Whether a mark parts the line that only headers use; slashes and gaps also stand in dates and tables.
fn has_separator(line: &str) -> bool {
    line.contains(|c| is_separator(c) && !matches!(c, '/' | '\t')) || line.contains(" - ")
}

/// Whether the parts of a line stand far apart, as columns and the boxes of a page do.
fn has_wide_gap(line: &str) -> bool {
    line.contains("   ") || line.contains("\u{a0} ") || line.contains(" \u{a0}")
}

/// Whether the name of a place or outlet and a comma stand before a date ("Harbour Wire, ").
fn is_name_before(part: &str) -> bool {
    let words = Words::of(part);
    part.trim_end().ends_with(',')
        && part.matches(',').count() == 1
        && (1..=NAME_WORDS_MAX).contains(&words.len())
        && are_names(part, &words, 0)
}

/// Whether a part of a header line is furniture: header words and numbers, a byline, or, where a
/// separator parts them from the rest, the name of a section or site.
fn is_furniture(part: &str, separated: bool) -> bool {
    part.split(is_separator).flat_map(|part| part.split(" - ")).flat_map(|part| part.split("  ")).all(|segment| {
        let words = Words::of(segment);
        // A letter beside a number belongs to a counter ("News ID 22-0116-B").
        let has_number = (0..words.len()).any(|index| words.folded(index).starts_with(|c: char| c.is_ascii_digit()));
        let is_counter_letter = |word: &str| has_number && word.len() == 1;
        if (0..words.len()).map(|index| words.folded(index)).all(|word| is_header_word(word) || is_counter_letter(word))
        {
            return true;
        }
        is_byline(segment, &words)
            || (separated
                && words.len() <= SECTION_WORDS_MAX
                && are_names(segment, &words, 0)
                && !segment.trim_end().ends_with('.'))
    })
}

fn is_header_word(word: &str) -> bool {
    let is_number = word.len() <= 12 && word.starts_with(|c: char| c.is_ascii_digit());
    is_number
        || is_listed(HEADER_WORDS, word)
        || word.strip_prefix('t').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a line names its writer and nothing else ("By Jane Doe and John Roe").
pub(super) fn is_byline_line(line: &str) -> bool {
    line.len() <= DATE_LINE_BYTES_MAX && is_byline(line, &Words::of(line))
}

fn is_byline(segment: &str, words: &Words) -> bool {
    let by = (0..words.len()).find(|index| !is_header_word(words.folded(*index)) || words.folded(*index) == "by");
    by.is_some_and(|by| {
        words.folded(by) == "by"
            && words.len() - by <= BYLINE_WORDS_MAX
            && words.len() > by + 1
            && are_names(segment, words, by + 1)
    })
}

fn are_names(segment: &str, words: &Words, from: usize) -> bool {
    (from..words.len()).all(|index| {
        let is_capital = words.span(index).of(segment).starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
        is_capital
            || matches!(
                words.folded(index),
                "and" | "al" | "el" | "de" | "van" | "von" | "der" | "bin" | "ibn" | "for" | "of"
            )
            || is_header_word(words.folded(index))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_sorted_and_folded() {
        assert!(LABELS.is_sorted_by(|(a, _), (b, _)| a < b));
        for (label, _) in LABELS {
            assert_eq!(fold_key(label), *label);
        }
    }
}

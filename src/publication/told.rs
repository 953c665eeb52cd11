//! What a text says of its own day: for articles without any stated date.
//!
//! A text bounds its day where it sets a relative expression beside a calendar date: "today, January 17,
//! 2024", "last month (December 2023)", "this Wednesday, January 17, 2024". Each such pair allows the days of
//! writing on which both mean the same. All pairs of a text must agree, else nothing is inferred; what stands in
//! a quotation may be older than the text and does not count. What "earlier this month" bounds apart from its day
//! is read in `this_month`. Everything else that a text tells (years, the last date of all) bounds nothing surely
//! enough, and gives nothing.

use super::this_month;
use crate::date::{Day, Interval, MonthDay, Precision, ResolvedTime, TimeExpression, YearlessDate, resolve};
use crate::text::Span;
use chrono::{Datelike, Months};

/// Bytes between the two parts of a pair.
const BETWEEN_BYTES_MAX: usize = 8;
/// What may stand between a relative expression and its date, white space aside.
const JOINTS: &[&str] = &["", ",", "(", ", on", "on", ", in", "in", "-", "–", "—", ", or", "[", ", i.e."];
/// Most days of what is inferred; a wider interval says too little.
const DAYS_MAX: i32 = 366;

/// What a text says of its own day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldDay {
    /// Days, or a day of the year.
    pub day: InferredDay,
    /// The rule.
    pub rule: &'static str,
    /// The words that bound it; "…" stands for what is left out between them.
    pub surface: String,
}

/// What was inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InferredDay {
    /// The days on which the text may have been written.
    Days(Interval, Precision),
    /// Its month, with its day or without, of a year that is not told.
    Yearless(YearlessDate),
}

/// The text tells days of writing that exclude each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction;

/// What a relative expression says of the day of writing, given the days that it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// So many days from the day of writing: "today", "yesterday".
    Days(i32),
    /// So many weeks, months or years from its own.
    Weeks(i32),
    Months(i32),
    Years(i32),
    /// A weekday told with "this", "last", "next" or nothing: days after it on which one writes so.
    Weekday {
        first: i32,
        last: i32,
    },
}

/// The words of relative expressions, whole or at their end, with the rule's name.
const RELATIONS: &[(&str, Relation, &str)] = &[
    ("today", Relation::Days(0), "told-today"),
    ("tonight", Relation::Days(0), "told-today"),
    ("this morning", Relation::Days(0), "told-today"),
    ("this afternoon", Relation::Days(0), "told-today"),
    ("this evening", Relation::Days(0), "told-today"),
    ("yesterday", Relation::Days(-1), "told-yesterday"),
    ("last night", Relation::Days(-1), "told-yesterday"),
    ("tomorrow", Relation::Days(1), "told-tomorrow"),
    ("this week", Relation::Weeks(0), "told-week"),
    ("last week", Relation::Weeks(-1), "told-week"),
    ("next week", Relation::Weeks(1), "told-week"),
    ("this month", Relation::Months(0), "this-month"),
    ("last month", Relation::Months(-1), "last-month"),
    ("next month", Relation::Months(1), "next-month"),
    ("this year", Relation::Years(0), "this-year"),
    ("last year", Relation::Years(-1), "last-year"),
    ("next year", Relation::Years(1), "next-year"),
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Words before a weekday, with the days after it on which one writes so.
const WEEKDAY_WORDS: &[(&str, i32, i32)] = &[("this", -6, 6), ("last", 1, 13), ("next", -13, -1), ("coming", -7, -1)];

/// The day of writing as the text bounds it, if it does. `expressions` are those of `text`.
///
/// # Errors
/// When what it tells of its own day cannot all be true.
pub fn infer(text: &str, expressions: &[TimeExpression]) -> Result<Option<ToldDay>, Contradiction> {
    let times = resolve(text, expressions, None);
    let mut known: Option<ToldDay> = None;
    for index in 0..times.len() {
        let Some(pair) = pair_at(text, &times, index).filter(|pair| !is_quoted(text, pair.span.start)) else {
            continue;
        };
        if let Some(day) = pair.allowed() {
            let told = ToldDay { day, rule: pair.rule, surface: pair.span.of(text).to_owned() };
            known = Some(both(known, told)?);
        }
    }
    if let Some(told) = this_month::infer(text, expressions, &times) {
        known = Some(both(known, told)?);
    }
    let is_narrow = |told: &ToldDay| match told.day {
        InferredDay::Days(interval, _) => interval.last.0 - interval.first.0 < DAYS_MAX,
        InferredDay::Yearless(_) => true,
    };
    Ok(known.filter(is_narrow))
}

/// What two observations allow together, with the words of the narrower one; days without a year take that of
/// days with one. Pairs are read first, so a day is known before a month is.
fn both(known: Option<ToldDay>, told: ToldDay) -> Result<ToldDay, Contradiction> {
    let Some(known) = known else { return Ok(told) };
    match (known.day, told.day) {
        (InferredDay::Days(first, _), InferredDay::Days(second, _)) => {
            let both =
                Interval::new(first.first.max(second.first), first.last.min(second.last)).ok_or(Contradiction)?;
            Ok(match both {
                both if both == first => known,
                both if both == second => told,
                both => ToldDay { day: InferredDay::Days(both, Precision::Range), ..known },
            })
        }
        (InferredDay::Yearless(first), InferredDay::Yearless(second)) => {
            let agree = first.month == second.month && (first.day == second.day || second.day.is_none());
            if agree { Ok(known) } else { Err(Contradiction) }
        }
        (InferredDay::Days(days, precision), InferredDay::Yearless(yearless)) => {
            in_days(days, precision, yearless).map(|day| ToldDay { day, ..known })
        }
        (InferredDay::Yearless(yearless), InferredDay::Days(days, precision)) => {
            in_days(days, precision, yearless).map(|day| ToldDay { day, ..told })
        }
    }
}

/// The days that are also those of `yearless` in the one year in which they can be.
fn in_days(days: Interval, precision: Precision, yearless: YearlessDate) -> Result<InferredDay, Contradiction> {
    let overlap = |other: Interval| Interval::new(days.first.max(other.first), days.last.min(other.last));
    let other = yearless.only_in(days, |other| overlap(other).is_some()).ok_or(Contradiction)?;
    let both = overlap(other).ok_or(Contradiction)?;
    let precision = match both {
        both if both == days => precision,
        both if both != other => Precision::Range,
        both if both.first == both.last => Precision::Day,
        _ => Precision::Month,
    };
    Ok(InferredDay::Days(both, precision))
}

/// A relative expression beside a calendar date.
struct Pair<'a> {
    relation: Relation,
    date: &'a ResolvedTime,
    /// The weekday that stands with the date, 1 for Monday.
    weekday: Option<u8>,
    rule: &'static str,
    span: Span,
}

/// The pair whose first part is expression `index`, or which that expression is by itself.
fn pair_at<'a>(text: &str, times: &'a [ResolvedTime], index: usize) -> Option<Pair<'a>> {
    let time = &times[index];
    let surface = time.span.of(text).to_lowercase();
    if is_calendar(text, time) {
        // "last Wednesday, January 17, 2024", whose weekday belongs to the date.
        let (weekday, words) = weekday_with_word(text, time.span.start, &surface)?;
        let (first, last) = words?;
        let span = Span::new(word_start(text, time.span.start), time.span.end);
        let relation = Relation::Weekday { first, last };
        return Some(Pair { relation, date: time, weekday: Some(weekday), rule: "told-week", span });
    }
    // "The last year, 2019" was the last of several.
    if surface.starts_with("the ") || text[..time.span.start].trim_end().ends_with(" the") {
        return None;
    }
    let next = times.get(index + 1).filter(|next| is_calendar(text, next))?;
    if !is_joined(text, time.span.end, next.span.start) {
        return None;
    }
    let span = Span::new(time.span.start, next.span.end);
    if let Some((_, relation, rule)) = RELATIONS.iter().find(|(words, ..)| ends_with_words(&surface, words)) {
        return Some(Pair { relation: *relation, date: next, weekday: None, rule, span });
    }
    // "on Wednesday (January 17, 2024)": in brackets, since a history may say the weekday of any day.
    let is_bracketed = text[time.span.end..next.span.start].contains('(');
    let last_word = surface.rsplit(' ').next()?;
    let weekday = WEEKDAYS.iter().zip(1..).find(|(name, _)| **name == last_word).map(|(_, number)| number)?;
    let words = weekday_words(surface.strip_suffix(last_word)?.trim_end());
    let (first, last) = words.or(is_bracketed.then_some((-6, 6)))?;
    let relation = Relation::Weekday { first, last };
    Some(Pair { relation, date: next, weekday: Some(weekday), rule: "told-week", span })
}

/// Whether it tells a day, month or year of the calendar in digits or by a month's name, alone.
pub(super) fn is_calendar(text: &str, time: &ResolvedTime) -> bool {
    // "Today, a day earlier" sets no date beside it.
    if !time.span.of(text).contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    (time.interval.is_some()
        && time.precision.is_some_and(|grain| matches!(grain, Precision::Day | Precision::Month | Precision::Year)))
        || time.month_day.is_some()
}

fn weekday_with_word(text: &str, start: usize, surface: &str) -> Option<(u8, Option<(i32, i32)>)> {
    let mut words = surface.split([' ', ',']).filter(|word| !word.is_empty());
    let first = words.next()?;
    let number = |word: &str| WEEKDAYS.iter().zip(1..).find(|(name, _)| **name == word).map(|(_, number)| number);
    match number(first) {
        Some(weekday) => {
            let before = text[..start].trim_end();
            let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
            Some((weekday, weekday_words(&word)))
        }
        None => Some((number(words.next()?)?, weekday_words(first))),
    }
}

fn weekday_words(word: &str) -> Option<(i32, i32)> {
    let last = word.rsplit(' ').next()?;
    WEEKDAY_WORDS.iter().find(|(known, ..)| *known == last).map(|(_, first, last)| (*first, *last))
}

/// Where the word before `start` starts.
fn word_start(text: &str, start: usize) -> usize {
    let before = text[..start].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    if WEEKDAY_WORDS.iter().any(|(known, ..)| known.eq_ignore_ascii_case(word)) {
        before.len() - word.len()
    } else {
        start
    }
}

fn ends_with_words(surface: &str, words: &str) -> bool {
    surface.strip_suffix(words).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

fn is_joined(text: &str, end: usize, start: usize) -> bool {
    let Some(between) = text.get(end..start) else { return false };
    between.len() <= BETWEEN_BYTES_MAX && !between.contains("\n\n") && JOINTS.contains(&between.trim())
}

/// Whether an opening quotation mark of the paragraph is not closed before `at`.
pub(super) fn is_quoted(text: &str, at: usize) -> bool {
    let paragraph = text[..at].rfind("\n\n").map_or(0, |newline| newline + 2);
    let before = &text[paragraph..at];
    let straight = before.matches('"').count() % 2 == 1;
    let curly = before.matches('“').count() > before.matches('”').count();
    let angled = before.matches('«').count() > before.matches('»').count();
    straight || curly || angled
}

impl Pair<'_> {
    /// The days of writing on which both parts mean the same; `None` when there are none.
    fn allowed(&self) -> Option<InferredDay> {
        if let Some(told) = self.date.month_day {
            let Relation::Days(shift) = self.relation else { return None };
            return month_day_before(told, shift).map(|told| InferredDay::Yearless(told.into()));
        }
        let (date, precision) = self.date.interval.zip(self.date.precision)?;
        let is_day = precision == Precision::Day;
        if let Some(weekday) = self.weekday
            && !(is_day && date.first.date().weekday().number_from_monday() == u32::from(weekday))
        {
            return None;
        }
        let first = date.first;
        let (interval, precision) = match self.relation {
            Relation::Days(shift) if is_day => (Interval::day(first.plus(-shift)), Precision::Day),
            Relation::Weeks(shift) if is_day => {
                let monday = first.plus(1 - first.date().weekday().number_from_monday() as i32 - 7 * shift);
                (Interval::new(monday, monday.plus(6))?, Precision::Week)
            }
            Relation::Months(shift) if precision != Precision::Year => {
                let month = first.date().with_day(1)?;
                let by = Months::new(shift.unsigned_abs());
                let month = if shift < 0 { month.checked_add_months(by) } else { month.checked_sub_months(by) }?;
                (Interval::month(month.year(), month.month())?, Precision::Month)
            }
            Relation::Years(shift) => (Interval::year(first.date().year() - shift)?, Precision::Year),
            Relation::Weekday { first: from, last: to } if is_day => {
                (Interval::new(first.plus(from), first.plus(to))?, Precision::Range)
            }
            _ => return None,
        };
        Some(InferredDay::Days(interval, precision))
    }
}

/// The day of the year that lies so many days before; none around the end of February, where years differ.
fn month_day_before(told: MonthDay, days: i32) -> Option<MonthDay> {
    let shifted = |year: i32| {
        let date = Day::from_ymd(year, told.month.into(), told.day.into())?.plus(-days).date();
        MonthDay::new(date.month() as u8, date.day() as u8)
    };
    let in_leap_year = shifted(2000)?;
    (days == 0 || shifted(2001) == Some(in_leap_year)).then_some(in_leap_year)
}

//! The case files of `tests/dates/`, and what must hold for any text.

mod date_holds;

use date_holds::assert_holds;
use dateline::date::{Day, Interval, ResolvedTime, find_explicit, parse_range_argument, parse_stated, resolve, scan};
use proptest::prelude::*;

/// (line number, input, expected)
fn cases(file: &'static str) -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    file.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).map(|(index, line)| {
        let (input, expected) = line.split_once("==>").unwrap_or((line, ""));
        (index + 1, input.strip_suffix(' ').unwrap_or(input), expected.trim())
    })
}

fn assert_all(name: &str, outcomes: impl Iterator<Item = (usize, String, String, String)>) {
    let wrong: Vec<String> = outcomes
        .filter(|(_, _, expected, found)| expected != found)
        .map(|(line, input, expected, found)| {
            format!("{name}:{line}: {input}\n  expected {expected}\n  found    {found}")
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn days(interval: Interval) -> String {
    format!("{}..{}", interval.first, interval.last)
}

fn shown(text: &str, time: &ResolvedTime) -> String {
    let mut shown = time.span.of(text).to_owned();
    if let Some(value) = &time.value {
        shown += &format!(" = {value}");
    }
    if let (Some(interval), Some(precision)) = (time.interval, time.precision) {
        shown += &format!(" = {} {}", days(interval), precision.as_str());
    }
    shown
}

fn found(text: &str, reference: Option<Day>) -> String {
    let times = resolve(text, &scan(text), reference);
    times.iter().map(|time| shown(text, time)).collect::<Vec<_>>().join(" ; ")
}

#[test]
fn running_text_holds_the_dates_of_the_case_file() {
    let outcomes = cases(include_str!("dates/found.txt")).map(|(line, input, expected)| {
        let (reference, text) = match input.strip_prefix('@').and_then(|rest| rest.split_once(' ')) {
            Some(("none", text)) => (None, text),
            Some((day, text)) => (Some(parse_stated(day).unwrap().interval.first), text),
            None => (Day::from_ymd(2024, 1, 18), input),
        };
        (line, input.to_owned(), expected.to_owned(), found(&text.replace("\\n", "\n"), reference))
    });
    assert_all("found.txt", outcomes);
}

#[test]
fn what_only_looks_like_a_date_is_none() {
    let reference = Day::from_ymd(2024, 1, 18);
    let outcomes = cases(include_str!("dates/not-found.txt"))
        .map(|(line, input, _)| (line, input.to_owned(), String::new(), found(input, reference)));
    assert_all("not-found.txt", outcomes);
}

#[test]
fn header_lines_hold_the_explicit_dates_of_the_case_file() {
    let outcomes = cases(include_str!("dates/explicit.txt")).map(|(line, input, expected)| {
        let found: Vec<String> = find_explicit(input)
            .iter()
            .map(|date| format!("{} = {} {}", date.span.of(input), days(date.interval), date.precision.as_str()))
            .collect();
        (line, input.to_owned(), expected.to_owned(), found.join(" ; "))
    });
    assert_all("explicit.txt", outcomes);
}

/// The expected error when the found one holds its words, so that both compare equal.
fn matched_error(expected: &str, error: &str) -> String {
    match expected.strip_prefix("error: ") {
        Some(part) if error.contains(part) => expected.to_owned(),
        _ => format!("error: {error}"),
    }
}

#[test]
fn stated_dates_are_read_as_the_case_file_says() {
    let outcomes = cases(include_str!("dates/stated.txt")).map(|(line, input, expected)| {
        let found = match parse_stated(input) {
            Ok(stated) => format!("{} {}", days(stated.interval), stated.precision.as_str()),
            Err(error) => matched_error(expected, &error.to_string()),
        };
        (line, input.to_owned(), expected.to_owned(), found)
    });
    assert_all("stated.txt", outcomes);
}

#[test]
fn arguments_are_read_as_the_case_file_says() {
    let outcomes = cases(include_str!("dates/arguments.txt")).map(|(line, input, expected)| {
        let end = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
        let (today, argument) = match input.strip_prefix('@').and_then(|rest| rest.split_once(' ')) {
            Some((day, argument)) => (parse_stated(day).unwrap().interval.first, argument),
            None => (Day::from_ymd(2024, 1, 18).unwrap(), input),
        };
        let found = match parse_range_argument(argument, today) {
            Ok((from, to)) => format!("{}..{}", end(from), end(to)),
            Err(error) => matched_error(expected, &error.to_string()),
        };
        (line, input.to_owned(), expected.to_owned(), found)
    });
    assert_all("arguments.txt", outcomes);
}

#[test]
fn a_month_and_day_without_any_year_is_kept_as_such() {
    let text = "On January 17, drones crossed the border.";
    let times = resolve(text, &scan(text), None);
    let kept = times[0].month_day.unwrap();
    assert_eq!((kept.month, kept.day, times[0].interval), (1, 17, None));
}

#[test]
fn the_day_after_a_day_without_a_year_has_no_year_either() {
    let text = "On 31 January the bridge fell. Boats were sent on the following day. Two days later it rained.";
    let kept: Vec<_> =
        resolve(text, &scan(text), None).iter().map(|time| time.month_day.map(|kept| (kept.month, kept.day))).collect();
    assert_eq!(kept, [Some((1, 31)), Some((2, 1)), Some((2, 3))]);
}

#[test]
fn a_sentence_longer_than_any_bound_is_scanned_to_its_end() {
    let text = format!("{}on 17 January 2024", "word ".repeat(60_000));
    assert_eq!(scan(&text).len(), 1);
}

/// Pieces of dates that a text may be mixed from.
const PIECES: &[&str] = &[
    "January",
    "Feb.",
    "May",
    "march",
    "Tuesday",
    "Sat",
    "16",
    "31",
    "2024",
    "1999",
    "th",
    "st",
    "'24",
    "'70s",
    "1990s",
    "the",
    "of",
    "and",
    "to",
    "from",
    "between",
    "-",
    "–",
    ",",
    ".",
    ":",
    "/",
    "T",
    "Z",
    "+03:00",
    "10:30",
    "4.30",
    "am",
    "p.m.",
    "two",
    "twenty",
    "-",
    "hundred",
    "thousand",
    "a",
    "few",
    "days",
    "weeks",
    "month",
    "year",
    "years",
    "century",
    "ago",
    "later",
    "before",
    "after",
    "day",
    "same",
    "next",
    "last",
    "this",
    "previous",
    "following",
    "early",
    "late",
    "mid",
    "end",
    "quarter",
    "third",
    "second",
    "first",
    "half",
    "Q3",
    "attack",
    "attacked",
    "rebels",
    "on",
    "midnight",
    "1415",
    "Easter",
    "summer",
    "winter",
    "weekend",
    "every",
    "daily",
    "today",
    "yesterday",
    "tonight",
    "morning",
    "night",
    "now",
    "recently",
    "will",
    "was",
    "is",
    "scheduled",
    "in",
    "since",
    "BC",
    "fiscal",
    "999999999",
    "2000000000",
    "99999999999999",
    "02/30/2024",
    "2024-02-29",
    "29 February",
    "\n",
    "\n\n",
    "'s",
    "”",
    "é",
    "日本",
    "\u{a0}",
    "(",
    ")",
    "%",
    "$",
];

proptest! {
    #[test]
    fn any_text_is_scanned_in_order_and_without_a_panic(text in ".{0,200}", day in -200_000..200_000i32) {
        assert_holds(&text, Some(Day(day)));
    }

    #[test]
    fn any_mixture_of_date_words_is_scanned_in_order_and_without_a_panic(
        picks in prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..40),
        day in prop::option::of(-200_000..200_000i32),
    ) {
        let mut text = String::new();
        for (pick, spaced) in picks {
            text.push_str(PIECES[pick]);
            if spaced {
                text.push(' ');
            }
        }
        assert_holds(&text, day.map(Day));
    }
}

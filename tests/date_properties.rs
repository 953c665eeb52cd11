//! What must hold for texts made from the lexicon's own words, and for every day of the calendar.

use dateline::date::{Day, MONTH_NAMES, Precision, ResolvedTime, parse_argument, resolve, scan};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Every word of the lexicon and of the names of holidays, with figures and signs between them.
static PIECES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = |file: &'static str| file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let words = lines(include_str!("../src/date/words.txt")).flat_map(|line| line.split_whitespace().skip(1));
    let names = lines(include_str!("../src/date/holidays.txt")).filter_map(|line| line.split_once(':'));
    let names = names.flat_map(|(_, names)| names.split(';').map(str::trim));
    let others = [
        "1", "2", "9", "12", "13", "29", "30", "31", "32", "00", "0900", "1435", "430", "1499", "1500", "1900", "1999",
        "2000", "2024", "2100", "2200", "2201", "99999", "-", "–", "/", ".", ",", ":", "'", "(", ")", "#", "@", "+",
        "T", "Z", "!!", "...", "\n", "\n\n", "é",
    ];
    words.chain(names).chain(others).collect()
});

/// A text of pieces, each joined, spaced or with a capital.
fn text_of_pieces() -> impl Strategy<Value = String> {
    let piece = (any::<prop::sample::Index>(), 0..8u8);
    prop::collection::vec(piece, 0..60).prop_map(|picks| {
        let mut text = String::new();
        for (pick, form) in picks {
            let piece = PIECES[pick.index(PIECES.len())];
            let mut letters = piece.chars();
            match letters.next().filter(|_| form & 1 == 1) {
                Some(first) => text.extend(first.to_uppercase().chain(letters)),
                None => text.push_str(piece),
            }
            if form < 6 {
                text.push(' ');
            }
        }
        text
    })
}

/// Days of 1500 to 2200.
fn reference() -> impl Strategy<Value = Day> {
    let end = |text: &str| parse_argument(text, Day(0)).unwrap().first.0;
    (end("1500-01-01")..=end("2200-12-31")).prop_map(Day)
}

/// Prose that no rule finds a time in, long enough that what it is joined to is prose as well.
fn prose() -> String {
    "The council sat in the old hall and heard the clerk read from a paper. ".repeat(7)
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year < 1500 || year % 100 != 0 || year % 400 == 0)
}

fn days_of(year: i32, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn told(text: &str, day: Option<Day>) -> Vec<ResolvedTime> {
    resolve(text, &scan(text), day)
}

proptest! {
    #[test]
    fn words_of_the_lexicon_in_any_order_give_ordered_spans_and_days(
        text in text_of_pieces(),
        day in prop::option::of(reference()),
    ) {
        let mut end = 0;
        for time in told(&text, day) {
            prop_assert!(time.span.start >= end && time.span.start < time.span.end);
            prop_assert!(text.get(time.span.start..time.span.end).is_some());
            end = time.span.end;
            prop_assert_eq!(time.interval.is_some(), time.precision.is_some());
            if let Some(interval) = time.interval {
                prop_assert!(interval.first <= interval.last);
            }
            if let Some(kept) = time.month_day {
                prop_assert!(u32::from(kept.day) <= days_of(2000, kept.month.into()) && kept.day > 0);
            }
            // A value of a whole day is a day of the calendar.
            if let Some(value) = time.value.filter(|value| value.len() == 10 && value.bytes().all(|b| b.is_ascii_digit() || b == b'-')) {
                let part = |range: std::ops::Range<usize>| value[range].parse::<u32>().unwrap();
                let year = i32::try_from(part(0..4)).unwrap();
                prop_assert!((1..=days_of(year, part(5..7))).contains(&part(8..10)), "{value}");
            }
        }
    }

    #[test]
    fn a_day_is_found_when_the_calendar_has_it_and_only_then(year in 1500..=2200i32, month in 1..=12u32, day in 1..=31u32) {
        let exists = day <= days_of(year, month);
        let name = MONTH_NAMES[month as usize - 1];
        for text in [format!("It rained on {day} {name} {year}."), format!("It rained on {name} {day}, {year}.")] {
            let times = told(&text, None);
            let value = format!("{year:04}-{month:02}-{day:02}");
            let found = times.iter().any(|time| time.value.as_deref() == Some(value.as_str()) && time.precision == Some(Precision::Day));
            prop_assert_eq!(found, exists, "{}", text);
            if !exists {
                prop_assert!(times.iter().all(|time| time.precision != Some(Precision::Day)), "{}", text);
            }
        }
    }

    #[test]
    fn months_and_years_have_their_lengths(year in 1500..=2200i32, month in 1..=12u32) {
        let text = format!("It began in {} {year}.", MONTH_NAMES[month as usize - 1]);
        let interval = told(&text, None)[0].interval.unwrap();
        prop_assert_eq!(interval.last.0 - interval.first.0 + 1, days_of(year, month) as i32);
        let text = format!("It began in {year}.");
        let interval = told(&text, None)[0].interval.unwrap();
        prop_assert_eq!(interval.last.0 - interval.first.0 + 1, 365 + i32::from(is_leap(year)));
    }

    #[test]
    fn two_texts_are_scanned_as_each_alone(one in text_of_pieces(), other in text_of_pieces()) {
        let one = format!("{}\n\n{one}\n\n{}", prose(), prose());
        let other = format!("{}\n\n{other}\n\n{}", prose(), prose());
        let both = format!("{one}\n\n{other}");
        let shift = one.len() + 2;
        let spans = |text: &str, shift: usize| -> Vec<(usize, usize)> {
            scan(text).iter().map(|time| (time.span.start + shift, time.span.end + shift)).collect()
        };
        let mut apart = spans(&one, 0);
        apart.extend(spans(&other, shift));
        prop_assert_eq!(spans(&both, 0), apart);
    }

    #[test]
    fn holidays_fall_in_the_year_that_is_told(year in 1600..=2100i32, pick in any::<prop::sample::Index>()) {
        let names: Vec<&str> = include_str!("../src/date/holidays.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(':')?.1.split(';').next())
            .map(str::trim)
            .collect();
        let name = pick.get(&names);
        let capital = name[..1].to_uppercase() + &name[1..];
        let text = format!("They met on {capital} {year}.");
        let times = told(&text, Day::from_ymd(2024, 1, 18));
        prop_assert_eq!(times.len(), 1, "{}", text);
        // A lunar feast may miss a year; one at its end may go on into the next.
        if let Some(interval) = times[0].interval {
            let whole = parse_argument(&year.to_string(), Day(0)).unwrap();
            prop_assert!(interval.overlaps(whole), "{}: {:?}", text, times[0]);
        }
    }
}

#[test]
fn long_runs_of_one_piece_are_scanned_to_their_end() {
    for piece in
        ["1,", "16-", "the ", "every other ", "January ", "a few ", "16 and ", "New Year ", "half ", "1990s", "(("]
    {
        let text = piece.repeat(200_000 / piece.len());
        for time in told(&text, Day::from_ymd(2024, 1, 18)) {
            assert!(time.span.end <= text.len());
        }
    }
}

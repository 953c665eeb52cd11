//! Dates given on a command line: as a calendar tells them, or reckoned from today.
//!
//! Unlike in running text there is no tense and nothing told before, so every form has one reading, and
//! what has several ("next friday", "january") is none. The caller says which day today is.

use super::interval::{Day, Interval};
use super::stated::{DateError, parse_stated, quoted, unknown};
use super::year_in_range;
use chrono::{Datelike, Months};

/// The forms of a date on a command line, for help and errors.
pub const ARGUMENT_FORMS: &str = "dates look like 2024-01-17, \"17 jan 2024\", 2024-01, 2024, today, yesterday, monday, \
\"last friday\", \"last week\", \"this month\", 2w or \"2 weeks ago\" (d, w, m, y), or 2024-01-16..2024-01-18 with either \
end left out";

/// Most digits of a number of days, weeks, months or years.
const AMOUNT_DIGITS_MAX: usize = 5;

/// Names of weekdays, from Monday on; a shorter form has at least three letters.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Fewest letters of a weekday.
const WEEKDAY_LETTERS_MIN: usize = 3;

/// Numbers as words, from one on.
const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    /// By its letter, its name, or its name in the plural.
    const NAMES: [(&'static str, &'static str, &'static str, Unit); 4] = [
        ("d", "day", "days", Unit::Day),
        ("w", "week", "weeks", Unit::Week),
        ("m", "month", "months", Unit::Month),
        ("y", "year", "years", Unit::Year),
    ];

    fn of_letter(letter: &str) -> Option<Unit> {
        Unit::NAMES.iter().find(|names| names.0 == letter).map(|names| names.3)
    }

    fn of_word(word: &str) -> Option<Unit> {
        Unit::NAMES.iter().find(|names| names.1 == word || names.2 == word).map(|names| names.3)
    }
}

/// Reads a date: the days that it has.
///
/// # Errors
///
/// As [`parse_stated`]; numbers of a clock are no dates here.
pub fn parse_argument(text: &str, today: Day) -> Result<Interval, DateError> {
    let value = text.trim();
    if value.len() != 4 && value.len() != 8 && !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(unknown(value));
    }
    // What follows a date in digits would be dropped in silence.
    let in_digits =
        value.get(..5).is_some_and(|head| head.ends_with('-') && head[..4].bytes().all(|b| b.is_ascii_digit()));
    if in_digits && value.len() > "2024-01-17".len() {
        return Err(unknown(value));
    }
    let lowercase = value.to_lowercase();
    let words: Vec<&str> = lowercase.split_whitespace().collect();
    match reckoned(&words, today) {
        Some(days) => days.ok_or_else(|| DateError::YearOutOfRange { surface: quoted(value) }),
        None => parse_stated(value).map(|stated| stated.interval),
    }
}

/// Reads `FROM..TO`, either end left out for an open one, or a single date: the first day of FROM, the last of TO.
///
/// # Errors
///
/// As [`parse_argument`], and when FROM lies after TO or both are left out.
pub fn parse_range_argument(text: &str, today: Day) -> Result<(Option<Day>, Option<Day>), DateError> {
    let value = text.trim();
    let Some((from, to)) = value.split_once("..") else {
        let interval = parse_argument(value, today)?;
        return Ok((Some(interval.first), Some(interval.last)));
    };
    let end = |text: &str| if text.trim().is_empty() { Ok(None) } else { parse_argument(text, today).map(Some) };
    let (from, to) = (end(from)?, end(to)?);
    match (from, to) {
        (None, None) => Err(DateError::Empty),
        (Some(from), Some(to)) if from.first > to.last => Err(DateError::Reversed { surface: quoted(value) }),
        (from, to) => Ok((from.map(|interval| interval.first), to.map(|interval| interval.last))),
    }
}

/// What words reckon from today; `None` when they have another form, `Some(None)` when the day lies in no
/// year that a date may have.
fn reckoned(words: &[&str], today: Day) -> Option<Option<Interval>> {
    let interval = match *words {
        ["today"] => Some(Interval::day(today)),
        ["yesterday"] => Some(Interval::day(today.plus(-1))),
        ["tomorrow"] => Some(Interval::day(today.plus(1))),
        [word] | [word, "ago"] if word.starts_with(|c: char| c.is_ascii_digit()) => {
            let (digits, letter) = word.split_at(word.find(|c: char| !c.is_ascii_digit())?);
            ago(today, amount(digits)?, Unit::of_letter(letter)?).map(Interval::day)
        }
        [number, unit, "ago"] => ago(today, amount(number)?, Unit::of_word(unit)?).map(Interval::day),
        [day] => Some(Interval::day(weekday_until(today, weekday(day)?))),
        ["last", word] => match Unit::of_word(word) {
            Some(unit) => whole(today, unit, -1, word)?,
            None => Some(Interval::day(weekday_until(today.plus(-1), weekday(word)?))),
        },
        ["this", word] => whole(today, Unit::of_word(word)?, 0, word)?,
        ["next", word] => whole(today, Unit::of_word(word)?, 1, word)?,
        _ => return None,
    };
    let in_range = |day: Day| u32::try_from(day.date().year()).ok().and_then(year_in_range).is_some();
    Some(interval.filter(|interval| in_range(interval.first) && in_range(interval.last)))
}

/// A number in digits or as a word; "a week ago" is one.
fn amount(text: &str) -> Option<u32> {
    if text == "a" {
        return Some(1);
    }
    if let Some(at) = NUMBERS.iter().position(|number| *number == text) {
        return Some(at as u32 + 1);
    }
    let is_number = (1..=AMOUNT_DIGITS_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// Days after Monday of a weekday's name or its beginning.
fn weekday(word: &str) -> Option<u32> {
    let begins = |name: &&str| word.len() >= WEEKDAY_LETTERS_MIN && name.starts_with(word);
    WEEKDAYS.iter().position(begins).map(|at| at as u32)
}

/// The last such weekday up to `day`, which counts itself.
fn weekday_until(day: Day, weekday: u32) -> Day {
    let back = (day.date().weekday().num_days_from_monday() + 7 - weekday) % 7;
    day.plus(-(back as i32))
}

/// The day so long before `today`; the last of its month where a month is too short.
fn ago(today: Day, amount: u32, unit: Unit) -> Option<Day> {
    let days = |days: u32| i32::try_from(days).ok().map(|days| today.plus(-days));
    let months = |months: u32| today.date().checked_sub_months(Months::new(months)).map(Day::from_date);
    match unit {
        Unit::Day => days(amount),
        Unit::Week => days(amount.checked_mul(7)?),
        Unit::Month => months(amount),
        Unit::Year => months(amount.checked_mul(12)?),
    }
}

/// The calendar week (from Monday), month or year so many after that of `today`; `None` for days and plurals.
fn whole(today: Day, unit: Unit, after: i32, word: &str) -> Option<Option<Interval>> {
    if word.ends_with('s') {
        return None;
    }
    let date = today.date();
    Some(match unit {
        Unit::Day => return None,
        Unit::Week => {
            let monday = weekday_until(today, 0).plus(7 * after);
            Interval::new(monday, monday.plus(6))
        }
        Unit::Month => {
            let months = date.year() * 12 + date.month0() as i32 + after;
            Interval::month(months.div_euclid(12), months.rem_euclid(12) as u32 + 1)
        }
        Unit::Year => Interval::year(date.year() + after),
    })
}

//! Days and months in addresses and in the names of files.
//!
//! An address or name is parted into runs of digits, of letters and of marks. A day counts only where runs
//! of the right length stand between marks, in an order with the year first, so that numbers of articles,
//! hashes, stamps of a clock and telephone numbers are none.

use super::{DateCandidate, DateRule, Told};
use crate::date::{Day, Interval, Precision};

/// Longest address and longest file name in bytes that are looked at.
pub const URL_BYTES_MAX: usize = 2_048;
/// See [`URL_BYTES_MAX`].
pub const FILE_NAME_BYTES_MAX: usize = 255;

/// Years of addresses; there was no web before.
const URL_YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;
/// Years of file names.
const FILE_NAME_YEARS: std::ops::RangeInclusive<i32> = 1800..=2100;
/// Years of eight digits in a row, which are often the number of something.
const COMPACT_YEARS: std::ops::RangeInclusive<i32> = 1950..=2100;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A run of one kind of characters.
#[derive(Debug, Clone, Copy)]
struct Run<'a> {
    text: &'a str,
    start: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digits,
    Letters,
    /// One mark each.
    Mark,
}

fn kind_of(c: char) -> Kind {
    match c {
        '0'..='9' => Kind::Digits,
        c if c.is_alphanumeric() => Kind::Letters,
        _ => Kind::Mark,
    }
}

fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run> = Vec::new();
    for (start, c) in text.char_indices() {
        let kind = kind_of(c);
        let end = start + c.len_utf8();
        match runs.last_mut() {
            Some(last) if last.kind == kind && kind != Kind::Mark => last.text = &text[last.start..end],
            _ => runs.push(Run { text: &text[start..end], start, kind }),
        }
    }
    runs
}

/// Runs seen from one of them on.
#[derive(Clone, Copy)]
struct At<'a, 'r> {
    runs: &'r [Run<'a>],
    at: usize,
}

impl<'a> At<'a, '_> {
    fn run(self, ahead: usize) -> Option<Run<'a>> {
        self.runs.get(self.at + ahead).copied()
    }

    fn before(self) -> Option<Run<'a>> {
        self.runs.get(self.at.checked_sub(1)?).copied()
    }

    fn digits(self, ahead: usize, count: usize) -> Option<u32> {
        let run = self.run(ahead).filter(|run| run.kind == Kind::Digits && run.text.len() == count)?;
        run.text.parse().ok()
    }

    /// A month in two digits or by its name, or a day in two digits; one digit only between slashes.
    fn small(self, ahead: usize, between_slashes: bool) -> Option<u32> {
        self.digits(ahead, 2).or_else(|| self.digits(ahead, 1).filter(|_| between_slashes))
    }

    fn month_name(self, ahead: usize) -> Option<u32> {
        let run = self.run(ahead).filter(|run| run.kind == Kind::Letters)?;
        let name = run.text.to_ascii_lowercase();
        let names = MONTHS.iter().zip(1..);
        names
            .into_iter()
            .find(|(month, _)| name == **month || (name.len() == 3 && month.starts_with(&name)))
            .map(|(_, number)| number)
    }

    fn mark(self, ahead: usize) -> Option<&'a str> {
        self.run(ahead).filter(|run| run.kind == Kind::Mark).map(|run| run.text)
    }

    fn is_mark(self, ahead: usize, marks: &[&str]) -> bool {
        self.mark(ahead).is_some_and(|mark| marks.contains(&mark))
    }

    /// Whether the text ends at the run `ahead`, or a mark stands there.
    fn ends(self, ahead: usize) -> bool {
        self.run(ahead).is_none_or(|run| run.kind == Kind::Mark)
    }

    fn surface(self, text: &'a str, count: usize) -> &'a str {
        let start = self.run(0).map_or(0, |run| run.start);
        let end = self.run(count - 1).map_or(text.len(), |run| run.start + run.text.len());
        &text[start..end]
    }
}

/// A date found, and how many runs it takes.
struct Found {
    told: Told,
    runs: usize,
}

fn day(year: u32, month: u32, day: u32, years: &std::ops::RangeInclusive<i32>, runs: usize) -> Option<Found> {
    let year = i32::try_from(year).ok().filter(|year| years.contains(year))?;
    let day = Day::from_ymd(year, month, day)?;
    Some(Found { told: Told::Days(Interval::day(day), Precision::Day), runs })
}

fn month(year: u32, month: u32, years: &std::ops::RangeInclusive<i32>, runs: usize) -> Option<Found> {
    let year = i32::try_from(year).ok().filter(|year| years.contains(year))?;
    Some(Found { told: Told::Days(Interval::month(year, month)?, Precision::Month), runs })
}

fn compact(digits: u32, years: &std::ops::RangeInclusive<i32>) -> Option<Found> {
    day(digits / 10_000, digits / 100 % 100, digits % 100, years, 1)
}

/// The day, else the month, that the path of an address tells.
pub fn url_candidate(url: &str) -> Option<DateCandidate> {
    if url.len() > URL_BYTES_MAX {
        return None;
    }
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let path = &path[path.find('/')?..];
    let runs = runs(path);
    let at = |at: usize| At { runs: &runs, at };
    let find = |rule: &dyn Fn(At<'_, '_>) -> Option<Found>| {
        (0..runs.len()).find_map(|start| {
            let found = rule(at(start))?;
            Some((at(start).surface(path, found.runs), found.told))
        })
    };
    let (rule, (surface, told)) = find(&url_day)
        .map(|found| (DateRule::UrlDay, found))
        .or_else(|| find(&url_month).map(|found| (DateRule::UrlMonth, found)))?;
    Some(candidate(rule, surface, told))
}

fn candidate(rule: DateRule, surface: &str, told: Told) -> DateCandidate {
    DateCandidate { rule, field: None, surface: surface.to_owned(), span: None, told, zone: None }
}

fn url_day(at: At<'_, '_>) -> Option<Found> {
    const PARTS: &[&str] = &["/", "-", "_", "."];
    if at.before().is_some_and(|before| before.kind != Kind::Mark) {
        // "t20240117_123.html"
        let is_stamp =
            at.before().is_some_and(|before| before.text == "t") && at.at >= 2 && at.runs[at.at - 2].text == "/";
        return compact(at.digits(0, 8).filter(|_| is_stamp && at.is_mark(1, &["_"]))?, &COMPACT_YEARS);
    }
    let opens_segment = at.before().is_some_and(|before| before.text == "/");
    if let Some(digits) = at.digits(0, 8).filter(|_| opens_segment && at.is_mark(1, &["/", "-", "_"])) {
        return at.run(2).and_then(|_| compact(digits, &COMPACT_YEARS));
    }
    if let Some(digits) = at.digits(0, 6).filter(|_| opens_segment && at.is_mark(1, &["/"])) {
        let in_month = at.digits(2, 2).filter(|_| at.is_mark(3, &["/"]))?;
        return day(digits / 100, digits % 100, in_month, &URL_YEARS, 3);
    }
    let year = at.digits(0, 4)?;
    if opens_segment
        && at.is_mark(1, &["/"])
        && at.is_mark(3, &["/"])
        && let Some(digits) = at.digits(2, 4)
    {
        return day(year, digits / 100, digits % 100, &URL_YEARS, 3);
    }
    if !at.is_mark(1, PARTS) || !at.is_mark(3, PARTS) || !at.ends(5) {
        return None;
    }
    let slashes = opens_segment && at.is_mark(1, &["/"]) && at.is_mark(3, &["/"]);
    let in_year = at.small(2, slashes).or_else(|| at.month_name(2))?;
    day(year, in_year, at.small(4, slashes)?, &URL_YEARS, 5)
}

fn url_month(at: At<'_, '_>) -> Option<Found> {
    if at.before().is_none_or(|before| before.text != "/") {
        return None;
    }
    if let Some(digits) = at.digits(0, 6).filter(|_| at.is_mark(1, &["/"]) && at.run(2).is_some()) {
        return month(digits / 100, digits % 100, &URL_YEARS, 1);
    }
    let year = at.digits(0, 4)?;
    if !at.is_mark(1, &["/", "-"]) || !at.is_mark(3, &["/"]) || at.run(4).is_none() {
        return None;
    }
    let in_year = at.digits(2, 2).or_else(|| at.month_name(2))?;
    month(year, in_year, &URL_YEARS, 3)
}

/// The day, else the month, that the name of a file tells at its start or at its end.
pub fn file_name_candidate(name: &str) -> Option<DateCandidate> {
    if name.len() > FILE_NAME_BYTES_MAX {
        return None;
    }
    let stem = stem(name);
    let runs = runs(stem);
    let at = |at: usize| At { runs: &runs, at };
    let whole = |start: usize, found: Found| (at(start).surface(stem, found.runs).to_owned(), found.told);
    let at_start = file_day(at(0)).map(|found| whole(0, found));
    let at_end = || {
        (1..runs.len()).find_map(|start| {
            let found = file_day(at(start)).filter(|found| start + found.runs == runs.len())?;
            is_apart(&runs, start).then(|| whole(start, found))
        })
    };
    if let Some((surface, told)) = at_start.or_else(at_end) {
        return Some(candidate(DateRule::FileNameDay, &surface, told));
    }
    let (surface, told) = file_month(at(0)).map(|found| whole(0, found))?;
    Some(candidate(DateRule::FileNameMonth, &surface, told))
}

/// The name without its extensions ("title.2024-01-17.md", "2024-01-17.txt.gz"): short, of letters.
fn stem(name: &str) -> &str {
    const EXTENSION_BYTES_MAX: usize = 8;
    let mut stem = name;
    while let Some((before, extension)) = stem.rsplit_once('.') {
        let is_extension = (1..=EXTENSION_BYTES_MAX).contains(&extension.len())
            && extension.starts_with(|c: char| c.is_ascii_alphabetic())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_extension || before.is_empty() {
            break;
        }
        stem = before;
    }
    stem
}

/// Whether what stands before run `start` is a word: a number before the same mark makes one number of all.
fn is_apart(runs: &[Run<'_>], start: usize) -> bool {
    let [.., before, mark] = &runs[..start] else { return false };
    mark.kind == Kind::Mark && before.kind == Kind::Letters
}

fn file_day(at: At<'_, '_>) -> Option<Found> {
    if let Some(digits) = at.digits(0, 8).filter(|_| at.ends(1)) {
        return compact(digits, &COMPACT_YEARS);
    }
    // "17-jan-2024"
    if let (Some(in_month), Some(in_year), Some(year)) = (at.small(0, true), at.month_name(2), at.digits(4, 4)) {
        let marks = at.mark(1).is_some() && at.mark(1) == at.mark(3);
        return if marks && at.ends(5) { day(year, in_year, in_month, &FILE_NAME_YEARS, 5) } else { None };
    }
    let year = at.digits(0, 4)?;
    let marks = at.is_mark(1, &["-", "_", "."]) && at.mark(1) == at.mark(3);
    let is_whole = at.ends(5) || at.run(5).is_some_and(|run| run.text == "T");
    if !marks || !is_whole {
        return None;
    }
    let in_year = at.digits(2, 2).or_else(|| at.month_name(2))?;
    day(year, in_year, at.digits(4, 2)?, &FILE_NAME_YEARS, 5)
}

fn file_month(at: At<'_, '_>) -> Option<Found> {
    let year = at.digits(0, 4)?;
    let in_year = at.digits(2, 2).or_else(|| at.month_name(2)).filter(|_| at.is_mark(1, &["-", "_", "."]))?;
    let goes_on_with_a_word = at.mark(3).is_some() && at.run(4).is_some_and(|run| run.kind == Kind::Letters);
    (at.run(3).is_none() || goes_on_with_a_word).then(|| month(year, in_year, &FILE_NAME_YEARS, 3))?
}

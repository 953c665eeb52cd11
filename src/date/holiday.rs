//! Holidays and feasts by name, read from `holidays.txt`.
//!
//! A name is a run of words; apostrophes, hyphens, commas and full stops inside it are optional in a
//! text. The days are reckoned elsewhere (`holiday_days`); here stands which words name which rule.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A holiday, as its number in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Holiday(pub(super) u16);

/// How the days of a holiday are found. Months, days and weekdays count from 1; lengths are in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HolidayRule {
    Fixed { month: u8, day: u8 },
    Nth { month: u8, weekday: u8, nth: i8, plus: i32 },
    Easter(i32),
    OrthodoxEaster(i32),
    Hebrew { month: u8, day: u8, length: i32 },
    Islamic { month: u8, day: u8, length: i32 },
    Persian { month: u8, day: u8, length: i32 },
    Chinese { month: u8, day: u8, length: i32 },
    Diwali,
}

/// A name as words, with the holiday that it names.
struct Name {
    words: Vec<&'static str>,
    holiday: Holiday,
}

struct Holidays {
    rules: Vec<HolidayRule>,
    /// Names by their first word, the longest first.
    names: FxHashMap<&'static [u8], Vec<Name>>,
}

const HOLIDAYS: &str = include_str!("holidays.txt");

/// Longest first word of a name, in bytes.
const FIRST_WORD_BYTES_MAX: usize = 16;

static TABLE: LazyLock<Holidays> = LazyLock::new(|| {
    let mut table = Holidays { rules: Vec::new(), names: FxHashMap::default() };
    for (rule, names) in lines() {
        let (Some(rule), Ok(number)) = (rule_of(rule), u16::try_from(table.rules.len())) else { continue };
        table.rules.push(rule);
        for name in names.split(';') {
            let words: Vec<&str> = words_of(name).collect();
            if let Some(first) = words.first() {
                let entry = Name { words: words.clone(), holiday: Holiday(number) };
                table.names.entry(first.as_bytes()).or_default().push(entry);
            }
        }
    }
    for names in table.names.values_mut() {
        names.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
    }
    table
});

/// The rule and the names of each line.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    HOLIDAYS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).filter_map(|line| line.split_once(':'))
}

fn words_of(name: &'static str) -> impl Iterator<Item = &'static str> {
    name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

fn rule_of(rule: &str) -> Option<HolidayRule> {
    let mut parts = rule.split_ascii_whitespace();
    let kind = parts.next()?;
    let mut part = || parts.next();
    let month_day = |text: &str| -> Option<(u8, u8)> {
        let (month, day) = text.split_once('-')?;
        Some((month.parse().ok()?, day.parse().ok()?))
    };
    let length = |text: Option<&str>| text.map_or(Some(1), |text| text.parse::<i32>().ok());
    Some(match kind {
        "fixed" => {
            let (month, day) = month_day(part()?)?;
            HolidayRule::Fixed { month, day }
        }
        "nth" => HolidayRule::Nth {
            month: part()?.parse().ok()?,
            weekday: part()?.parse().ok()?,
            nth: part()?.parse().ok()?,
            plus: part().map_or(Some(0), |text| text.parse().ok())?,
        },
        "easter" => HolidayRule::Easter(part()?.parse().ok()?),
        "orthodox" => HolidayRule::OrthodoxEaster(part()?.parse().ok()?),
        "hebrew" => {
            let ((month, day), length) = (month_day(part()?)?, length(part())?);
            HolidayRule::Hebrew { month, day, length }
        }
        "islamic" => {
            let ((month, day), length) = (month_day(part()?)?, length(part())?);
            HolidayRule::Islamic { month, day, length }
        }
        "persian" => {
            let ((month, day), length) = (month_day(part()?)?, length(part())?);
            HolidayRule::Persian { month, day, length }
        }
        "chinese" => {
            let ((month, day), length) = (month_day(part()?)?, length(part())?);
            HolidayRule::Chinese { month, day, length }
        }
        "diwali" => HolidayRule::Diwali,
        _ => return None,
    })
}

/// The rule of a holiday.
pub(super) fn rule(holiday: Holiday) -> Option<HolidayRule> {
    TABLE.rules.get(usize::from(holiday.0)).copied()
}

/// The words that a name begins with, lower case.
pub(super) fn first_words() -> impl Iterator<Item = &'static [u8]> {
    TABLE.names.keys().copied()
}

fn names_from(word: &str) -> Option<&'static [Name]> {
    let mut lower = [0u8; FIRST_WORD_BYTES_MAX];
    let lower = lower.get_mut(..word.len())?;
    for (to, from) in lower.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    TABLE.names.get(&*lower).map(Vec::as_slice)
}

/// The longest name at the start of the words that `word(0)`, `word(1)` … give; how many of them it takes.
///
/// Signs between words are the caller's to skip: `word` gives words and figures only.
pub(super) fn named<'a>(word: impl Fn(usize) -> &'a str) -> Option<(usize, Holiday)> {
    names_from(word(0))?
        .iter()
        .find(|name| name.words.iter().enumerate().all(|(index, part)| word(index).eq_ignore_ascii_case(part)))
        .map(|name| (name.words.len(), name.holiday))
}

/// Most words that a name has.
pub(super) const NAME_WORDS_MAX: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_line_has_a_rule_and_no_name_stands_twice() {
        let mut seen = HashSet::new();
        for line in HOLIDAYS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (rule, names) = line.split_once(':').unwrap();
            assert!(rule_of(rule).is_some(), "{line}");
            for name in names.split(';') {
                let words: Vec<&str> = words_of(name).collect();
                assert!((1..=NAME_WORDS_MAX).contains(&words.len()), "{name}");
                assert!(words[0].len() <= FIRST_WORD_BYTES_MAX, "{name}");
                assert_eq!(name.to_ascii_lowercase(), name);
                assert!(seen.insert(words), "{name} stands twice");
            }
        }
    }

    #[test]
    fn the_longest_name_counts() {
        let words = ["New", "Year", "s", "Eve", "party"];
        let (length, holiday) = named(|index| words.get(index).copied().unwrap_or("")).unwrap();
        assert_eq!((length, rule(holiday)), (4, Some(HolidayRule::Fixed { month: 12, day: 31 })));
    }
}

//! The words that time expressions are made of, read from `words.txt`.
//!
//! A class says what a word can do in an expression; the grammar speaks of classes only, so that a
//! new word is a line of data. Words are looked up by their lower-case ASCII letters.

use super::class::{Class, Key, Part, Unit};
use super::holiday;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const WORDS: &str = include_str!("words.txt");

/// Longest word of the lexicon, in bytes.
pub(super) const WORD_BYTES_MAX: usize = 16;

/// What the lexicon says of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) class: Class,
    /// Whether the name of a holiday may begin with it.
    pub(super) begins_holiday: bool,
}

impl Entry {
    /// A word that the lexicon does not hold.
    pub(super) const UNKNOWN: Entry = Entry { class: Class::Other, begins_holiday: false };
}

static LEXICON: LazyLock<FxHashMap<&'static [u8], Entry>> = LazyLock::new(|| {
    let known = |class| Some(Entry { class: class_named(class)?, begins_holiday: false });
    let mut lexicon: FxHashMap<_, _> =
        entries().filter_map(|(class, word)| Some((word.as_bytes(), known(class)?))).collect();
    for word in holiday::first_words() {
        lexicon.entry(word).or_insert(Entry::UNKNOWN).begins_holiday = true;
    }
    lexicon
});

/// Every (class name, word) of the word file.
fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    WORDS.lines().filter(|line| !line.starts_with('#')).flat_map(|line| {
        let (class, words) = line.split_once(' ').unwrap_or((line, ""));
        words.split_ascii_whitespace().map(move |word| (class, word))
    })
}

/// The lexicon, looked up once per scan.
pub(super) fn lexicon() -> &'static FxHashMap<&'static [u8], Entry> {
    &LEXICON
}

fn unit_named(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

fn part_named(name: &str) -> Option<Part> {
    Some(match name {
        "morning" => Part::Morning,
        "noon" => Part::Noon,
        "afternoon" => Part::Afternoon,
        "evening" => Part::Evening,
        "night" => Part::Night,
        _ => return None,
    })
}

/// The class that a line of the word file names.
fn class_named(name: &str) -> Option<Class> {
    if let Some((class, value)) = name.split_once(':') {
        let number = || value.parse::<u8>().ok();
        return Some(match class {
            "month" => Class::Month(number()?),
            "month-short" => Class::MonthShort(number()?),
            "weekday" => Class::Weekday(number()?),
            "weekday-short" => Class::WeekdayShort(number()?),
            "weekdays" => Class::Weekdays(number()?),
            "unit" => Class::Unit(unit_named(value)?),
            "units" => Class::Units(unit_named(value)?),
            "cardinal" => Class::Cardinal(number()?),
            "ordinal" => Class::Ordinal(number()?),
            "decade-word" => Class::DecadeWord(number()?),
            "season" => Class::Season(number()?),
            "seasons" => Class::Seasons(number()?),
            "part" => Class::Part(part_named(value)?),
            "parts" => Class::Parts(part_named(value)?),
            "day-word" => Class::DayWord(value.parse().ok()?),
            "after-two" => Class::AfterTwo(value.parse().ok()?),
            "clock-word" => Class::ClockWord(number()?),
            "set" => Class::SetOf(unit_named(value)?),
            _ => return None,
        });
    }
    Some(match name {
        "ordinal-suffix" => Class::OrdinalSuffix,
        "plural-s" => Class::PluralS,
        _ => Class::Key(key_named(name)?),
    })
}

fn key_named(name: &str) -> Option<Key> {
    Some(match name {
        "a" => Key::A,
        "about" => Key::About,
        "ad" => Key::Ad,
        "additional" => Key::Additional,
        "after" => Key::After,
        "ago" => Key::Ago,
        "ahead" => Key::Ahead,
        "am" => Key::Am,
        "and" => Key::And,
        "another" => Key::Another,
        "around" => Key::Around,
        "at" => Key::At,
        "bc" => Key::Bc,
        "before" => Key::Before,
        "beginning" => Key::Beginning,
        "between" => Key::Between,
        "by" => Key::By,
        "clock" => Key::Clock,
        "closing" => Key::Closing,
        "coming" => Key::Coming,
        "couple" => Key::Couple,
        "current" => Key::Current,
        "dozen" => Key::Dozen,
        "earlier" => Key::Earlier,
        "early" => Key::Early,
        "end" => Key::End,
        "every" => Key::Every,
        "few" => Key::Few,
        "fiscal" => Key::Fiscal,
        "following" => Key::Following,
        "for" => Key::For,
        "from" => Key::From,
        "function-word" => Key::Function,
        "future" => Key::Future,
        "future-mark" => Key::FutureMark,
        "going" => Key::Going,
        "half" => Key::Half,
        "halfway" => Key::Halfway,
        "hence" => Key::Hence,
        "hundred" => Key::Hundred,
        "intervening" => Key::Intervening,
        "in" => Key::In,
        "last" => Key::Last,
        "late" => Key::Late,
        "later" => Key::Later,
        "latest" => Key::Latest,
        "least" => Key::Least,
        "less" => Key::Less,
        "local" => Key::Local,
        "mid" => Key::Mid,
        "middle" => Key::Middle,
        "more" => Key::More,
        "most" => Key::Most,
        "near-future" => Key::NearFuture,
        "nearly" => Key::Nearly,
        "next" => Key::Next,
        "no" => Key::No,
        "no-year" => Key::NoYear,
        "of" => Key::Of,
        "old" => Key::Old,
        "on" => Key::On,
        "only" => Key::Only,
        "opening" => Key::Opening,
        "or" => Key::Or,
        "other" => Key::Other,
        "over" => Key::Over,
        "part" => Key::Part,
        "past" => Key::Past,
        "past-mark" => Key::PastMark,
        "per" => Key::Per,
        "period" => Key::Period,
        "plans" => Key::Plans,
        "pm" => Key::Pm,
        "present" => Key::Present,
        "present-short" => Key::PresentShort,
        "present-mark" => Key::PresentMark,
        "previous" => Key::Previous,
        "prior" => Key::Prior,
        "recent" => Key::Recent,
        "recent-past" => Key::RecentPast,
        "right" => Key::Right,
        "same" => Key::Same,
        "scheduled" => Key::Scheduled,
        "several" => Key::Several,
        "since" => Key::Since,
        "so" => Key::So,
        "term" => Key::Term,
        "than" => Key::Than,
        "that" => Key::That,
        "the" => Key::The,
        "then" => Key::Then,
        "these" => Key::These,
        "this" => Key::This,
        "thousand" => Key::Thousand,
        "through" => Key::Through,
        "time" => Key::Time,
        "to" => Key::To,
        "tonight" => Key::Tonight,
        "under" => Key::Under,
        "until" => Key::Until,
        "up" => Key::Up,
        "zone" => Key::Zone,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_line_of_the_word_file_names_a_known_class() {
        for (class, word) in entries() {
            assert!(class_named(class).is_some(), "{class} {word}");
        }
    }

    #[test]
    fn words_are_short_lower_case_letters_and_stand_once() {
        let mut seen = HashSet::new();
        for (_, word) in entries() {
            assert!(word.bytes().all(|b| b.is_ascii_lowercase()) && word.len() <= WORD_BYTES_MAX, "{word}");
            assert!(seen.insert(word), "{word} stands twice");
        }
    }
}

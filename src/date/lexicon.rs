//! The words that time expressions are made of, read from `words.txt`.
//!
//! A class says what a word can do in an expression; the grammar speaks of classes only, so that a
//! new word is a line of data. Words are looked up by their lower-case ASCII letters.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A unit of time, in order of length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// Whether it is shorter than a day.
    pub(super) fn is_clock(self) -> bool {
        self < Unit::Day
    }
}

/// A part of the day, with the code that TIMEX3 gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    pub(super) fn code(self) -> &'static str {
        match self {
            Part::Morning => "TMO",
            Part::Noon => "TMI",
            Part::Afternoon => "TAF",
            Part::Evening => "TEV",
            Part::Night => "TNI",
        }
    }
}

/// What a token can be in a time expression. Numbers in brackets: months and days from 1, Monday is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A word that the lexicon does not hold.
    Other,
    /// A run of ASCII digits; the token has its value.
    Digits,
    /// One sign; all dashes are `-`, all apostrophes `'`.
    Sign(u8),
    /// Beyond the tokens of the sentence.
    Edge,
    Month(u8),
    MonthShort(u8),
    Weekday(u8),
    WeekdayShort(u8),
    Weekdays(u8),
    Unit(Unit),
    Units(Unit),
    Cardinal(u8),
    Ordinal(u8),
    OrdinalSuffix,
    PluralS,
    DecadeWord(u8),
    Season(u8),
    Seasons(u8),
    Part(Part),
    Parts(Part),
    DayWord(i8),
    ClockWord(u8),
    SetOf(Unit),
    Key(Key),
}

/// Words that stand for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    A,
    About,
    Ad,
    Additional,
    After,
    Ago,
    Ahead,
    Am,
    And,
    Another,
    Around,
    At,
    Bc,
    Before,
    Beginning,
    Between,
    By,
    Clock,
    Closing,
    Coming,
    Couple,
    Current,
    Dozen,
    Earlier,
    Early,
    End,
    Every,
    Few,
    Fiscal,
    Following,
    For,
    From,
    Function,
    Future,
    FutureMark,
    Going,
    Half,
    Halfway,
    Hence,
    Hundred,
    Intervening,
    In,
    Last,
    Late,
    Later,
    Latest,
    Least,
    Less,
    Local,
    Mid,
    Middle,
    More,
    Most,
    NearFuture,
    Nearly,
    Next,
    No,
    NoYear,
    Of,
    Old,
    On,
    Only,
    Opening,
    Or,
    Other,
    Over,
    Part,
    Past,
    PastMark,
    Per,
    Period,
    Plans,
    Pm,
    Present,
    PresentMark,
    Previous,
    Prior,
    Recent,
    RecentPast,
    Same,
    Scheduled,
    Several,
    Since,
    So,
    Term,
    Than,
    That,
    The,
    Then,
    These,
    This,
    Thousand,
    Through,
    Time,
    To,
    Tonight,
    Under,
    Until,
    Up,
    Zone,
}

const WORDS: &str = include_str!("words.txt");

/// Longest word of the lexicon, in bytes.
pub(super) const WORD_BYTES_MAX: usize = 16;

static LEXICON: LazyLock<FxHashMap<&'static [u8], Class>> =
    LazyLock::new(|| entries().filter_map(|(class, word)| Some((word.as_bytes(), class_named(class)?))).collect());

/// Every (class name, word) of the word file.
fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    WORDS.lines().filter(|line| !line.starts_with('#')).flat_map(|line| {
        let (class, words) = line.split_once(' ').unwrap_or((line, ""));
        words.split_ascii_whitespace().map(move |word| (class, word))
    })
}

/// The lexicon, looked up once per scan.
pub(super) fn lexicon() -> &'static FxHashMap<&'static [u8], Class> {
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
        "present-mark" => Key::PresentMark,
        "previous" => Key::Previous,
        "prior" => Key::Prior,
        "recent" => Key::Recent,
        "recent-past" => Key::RecentPast,
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

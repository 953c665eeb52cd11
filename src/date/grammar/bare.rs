//! Nouns that tell time by themselves. In prose only few of them do; in notes and posts most.

use super::super::TimexType;
use super::super::class::{Class, Key, Part, Unit};
use super::super::value::{Amount, Repeat, Value};
use super::{Found, Sentence};

/// "the whole day", "the entire week", "all night": a length, in prose too.
pub(super) fn whole_period(s: Sentence<'_>, at: usize) -> Option<Found> {
    let all = s.surface(at).eq_ignore_ascii_case("all");
    let next = match s.class(at) {
        Class::Key(Key::The | Key::A | Key::That | Key::This) if is_whole(s, at + 1) => at + 2,
        _ if all && s.is_note() => at + 1,
        _ => return None,
    };
    match s.class(next) {
        Class::Unit(unit) if unit >= Unit::Day && unit != Unit::Quarter => {
            let value = Value::Duration { amount: Amount::ONE, unit };
            Some(Found::of(TimexType::Duration, at, next + 1, value, "whole-period"))
        }
        Class::Part(part) => Some(part_of_today(at, next + 1, part, "whole-part")),
        _ => None,
    }
}

fn is_whole(s: Sentence<'_>, at: usize) -> bool {
    ["whole", "entire", "full"].iter().any(|word| s.surface(at).eq_ignore_ascii_case(word))
}

fn part_of_today(start: usize, end: usize, part: Part, rule: &'static str) -> Found {
    let mut found = Found::of(TimexType::Time, start, end, Value::Bare(Unit::Day), rule);
    found.part = Some(part);
    found
}

/// "in the morning" anywhere; "morning", "a late night", "the week", "weekend", "days" in notes and posts.
pub(super) fn noun(s: Sentence<'_>, at: usize) -> Option<Found> {
    let article = usize::from(s.is_any(at, &[Key::The, Key::A]));
    if article == 1
        && s.is(at, Key::The)
        && s.before(at) == Class::Key(Key::In)
        && s.surface(at - 1).eq_ignore_ascii_case("in")
        && let Some((end, part)) = s.part(at + 1)
        && !s.is(end, Key::Of)
    {
        return Some(part_of_today(at, end, part, "in-the-morning"));
    }
    if !s.is_note() {
        return None;
    }
    let late = usize::from(article == 1 && s.is_any(at + 1, &[Key::Late, Key::Early]));
    let next = at + article + late;
    // "yr" is "your" as well; "year-end" is a word of its own.
    let short = s.class(next) == Class::Unit(Unit::Year) && s.surface(next).len() < 4;
    if short || s.surface(next) == "yrs" || s.after_hyphen(next + 1) > next + 1 {
        return None;
    }
    let duration = |end: usize, amount: Amount, unit: Unit| {
        Some(Found::of(TimexType::Duration, at, end, Value::Duration { amount, unit }, "bare-noun"))
    };
    match s.class(next) {
        Class::Part(part) => Some(part_of_today(at, next + 1, part, "bare-part")),
        Class::Parts(_) => {
            let mut found = Found::of(TimexType::Set, at, next + 1, Value::Set(Repeat::PartOfDay), "bare-parts");
            found.part = parts_of(s.class(next));
            Some(found)
        }
        // "a day" is told by the rule of amounts.
        _ if late == 1 || s.is(at, Key::A) => None,
        Class::Unit(Unit::Weekend) => Some(Found::date(at, next + 1, Value::Weekend { week: Some(0) }, "bare-weekend")),
        Class::Units(Unit::Weekend) => {
            let value = Value::Set(Repeat::Every(1, Unit::Weekend));
            Some(Found::of(TimexType::Set, at, next + 1, value, "bare-weekends"))
        }
        Class::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)) if article == 1 => {
            Some(Found::date(at, next + 1, Value::Bare(unit), "bare-noun"))
        }
        Class::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)) => {
            duration(next + 1, Amount::ONE, unit)
        }
        Class::Units(unit) if !matches!(unit, Unit::Second | Unit::Quarter) => duration(next + 1, Amount::Vague, unit),
        Class::Key(Key::Future) => Some(Found::date(at, next + 1, Value::Reference("FUTURE_REF"), "bare-future")),
        Class::Key(Key::This) if article == 0 && s.class(at + 1) == Class::Unit(Unit::Day) => {
            Some(Found::date(at, at + 2, Value::Bare(Unit::Day), "this-day"))
        }
        Class::Key(Key::Last) if article == 0 && s.class(at + 1) == Class::Unit(Unit::Day) => {
            Some(Found::date(at, at + 2, Value::Unplaced, "last-day"))
        }
        Class::Key(Key::Next) if article == 0 && s.class(at + 1) == Class::Unit(Unit::Day) => {
            Some(Found::date(at, at + 2, Value::Unplaced, "next-day"))
        }
        Class::Ordinal(_) if s.class(next + 1) == Class::Unit(Unit::Day) => {
            Some(Found::date(at, next + 2, Value::Unplaced, "ordinal-day"))
        }
        // "those days"
        _ if s.surface(at).eq_ignore_ascii_case("those") && s.class(at + 1) == Class::Units(Unit::Day) => {
            Some(Found::date(at, at + 2, Value::Reference("PAST_REF"), "those-days"))
        }
        _ => None,
    }
}

fn parts_of(class: Class) -> Option<Part> {
    match class {
        Class::Parts(part) => Some(part),
        _ => None,
    }
}

/// "Day 3", "year 2" in notes and posts: one of a count.
pub(super) fn numbered(s: Sentence<'_>, at: usize) -> Option<Found> {
    let Class::Unit(unit @ (Unit::Day | Unit::Week | Unit::Year)) = s.class(at) else { return None };
    s.digits(at + 1, 1, 2).filter(|_| s.is_note() && s.clean_right(at + 2))?;
    let value = Value::Duration { amount: Amount::ONE, unit };
    Some(Found::of(TimexType::Duration, at, at + 2, value, "numbered"))
}

/// Years that a post may tell next to a name.
const NAMED_YEARS: std::ops::RangeInclusive<u32> = 1980..=2039;

/// "Film Festival 2014", "the 2015 Red Dot" in posts: a number between or beside capital words.
pub(super) fn year(s: Sentence<'_>, at: usize) -> Option<Found> {
    let year = s.digits(at, 4, 4).filter(|year| s.is_post() && NAMED_YEARS.contains(year))?;
    let whole = s.clean_left(at) && s.clean_right(at + 1) && !s.sign(at.wrapping_sub(1), b'$');
    let counts = matches!(s.class(at + 1), Class::Units(_) | Class::Key(Key::NoYear | Key::Hundred | Key::Thousand));
    if !whole || counts {
        return None;
    }
    let value = Value::Year(super::super::value::YearOf::Told(i32::try_from(year).ok()?));
    Some(Found::date(at, at + 1, value, "year-in-post"))
}

//! Amounts of time: durations, distances from a date ("two days ago") and repetitions.

use super::super::TimexType;
use super::super::class::{Class, Key, Unit};
use super::super::value::{Amount, Anchor, Repeat, Value};
use super::{Distance, Found, Sentence};

/// A whole number in words or figures: "twenty-four", "1,500", "a hundred and thirty".
fn whole_number(s: Sentence<'_>, at: usize) -> Option<(usize, u32)> {
    if s.class(at) == Class::Digits {
        let mut value = s.digits(at, 1, 9)?;
        let mut end = at + 1;
        while s.sign(end, b',') && s.glued(end) && s.glued(end + 1) && s.digit_count(end + 1) == 3 && value < 1_000_000
        {
            value = value * 1000 + s.digits(end + 1, 3, 3)?;
            end += 2;
        }
        return s.clean_left(at).then_some((end, value));
    }
    let mut end = at;
    let (mut total, mut group) = (0u32, 0u32);
    // "a hundred"
    if s.is(at, Key::A) && s.is_any(at + 1, &[Key::Hundred, Key::Thousand, Key::Dozen]) {
        (end, group) = (at + 1, 1);
    }
    loop {
        let next = if end > at { s.after_hyphen(end) } else { end };
        let next =
            if end > at && s.is(next, Key::And) && matches!(s.class(next + 1), Class::Cardinal(_)) && group >= 100 {
                next + 1
            } else {
                next
            };
        match s.class(next) {
            Class::Cardinal(value) => {
                let value = u32::from(value);
                let fits = group % 100 == 0 || (group % 10 == 0 && group % 100 >= 20 && value < 10);
                if !fits {
                    break;
                }
                group += value;
            }
            Class::Key(Key::Hundred) if (1..100).contains(&group) => group *= 100,
            Class::Key(Key::Dozen) if (1..10).contains(&group) => group *= 12,
            Class::Key(Key::Thousand) if (1..1000).contains(&group) && total == 0 => {
                total = group * 1000;
                group = 0;
            }
            _ => break,
        }
        end = next + 1;
    }
    (end > at && total + group > 0).then_some((end, total + group))
}

/// An amount at `at`; whether it is the bare article is told too.
fn amount(s: Sentence<'_>, at: usize) -> Option<(usize, Amount, bool)> {
    if let Some((end, whole)) = whole_number(s, at) {
        // "2 1/2", "1.5", "two and a half"
        if s.digits(end, 1, 1) == Some(1) && s.sign(end + 1, b'/') && s.digits(end + 2, 1, 1) == Some(2) {
            return Some((end + 3, Amount::Exact { whole, tenths: 5 }, false));
        }
        // "4+ hours"
        let end = if s.sign(end, b'+') && s.glued(end) && !s.glued(end + 1) { end + 1 } else { end };
        if s.sign(end, b'.') && s.glued(end) && s.glued(end + 1) {
            let tenths = u8::try_from(s.digits(end + 1, 1, 1)?).ok()?;
            return Some((end + 2, Amount::Exact { whole, tenths }, false));
        }
        if s.is(end, Key::And) && s.is(end + 1, Key::A) && s.is(end + 2, Key::Half) {
            return Some((end + 3, Amount::Exact { whole, tenths: 5 }, false));
        }
        // "two or three", "10 to 15", "10-15"
        let joint = s.is_any(end, &[Key::Or, Key::To]) || (s.sign(end, b'-') && s.digit_count(end + 1) > 0);
        if joint && let Some((end, last)) = second_number(s, end + 1).filter(|(_, last)| *last > whole) {
            return Some((end, Amount::Between { first: whole, last }, false));
        }
        return Some((end, Amount::Exact { whole, tenths: 0 }, false));
    }
    match s.class(at) {
        Class::Key(Key::A) => {
            if s.is_any(at + 1, &[Key::Few, Key::Couple]) {
                return amount(s, at + 1);
            }
            let additional = usize::from(s.is_any(at + 1, &[Key::Additional]));
            Some((at + 1 + additional, Amount::ONE, true))
        }
        Class::Key(Key::Couple) => {
            Some((at + 1 + usize::from(s.is(at + 1, Key::Of)), Amount::Exact { whole: 2, tenths: 0 }, false))
        }
        Class::Key(Key::Few | Key::Several) => Some((at + 1, Amount::Vague, false)),
        Class::Key(Key::Half) => {
            Some((at + 1 + usize::from(s.is(at + 1, Key::A)), Amount::Exact { whole: 0, tenths: 5 }, false))
        }
        Class::Key(Key::Another) => Some((at + 1, Amount::ONE, false)),
        _ => None,
    }
}

fn second_number(s: Sentence<'_>, at: usize) -> Option<(usize, u32)> {
    if s.class(at) == Class::Digits { Some((at + 1, s.digits(at, 1, 9)?)) } else { whole_number(s, at) }
}

/// "three days", "twenty-four hours", "a two-year", "8-month-old"; the unit with its amount.
pub(super) fn duration(s: Sentence<'_>, at: usize) -> Option<(usize, Amount, Unit, bool)> {
    let (after, mut amount, article) = amount(s, at)?;
    let mut next = s.after_hyphen(after);
    let hyphen = next > after;
    while next < after + 3 && s.is_any(next, &[Key::More, Key::Additional]) {
        next += 1;
    }
    let (unit, plural) = match s.class(next) {
        Class::Unit(unit) => (unit, false),
        Class::Units(unit) => (unit, true),
        _ => return None,
    };
    let mut end = next + 1;
    // "a second man", "a quarter of", "three quarters of": no time.
    // "at 0400 hours" is no length.
    if unit == Unit::Hour && s.digit_count(at) == 4 && s.surface(at).starts_with('0') {
        return None;
    }
    let fraction = unit == Unit::Quarter && (article || s.is(end, Key::Of) || !plural);
    let ordinal = unit == Unit::Second && !plural && !hyphen && s.surface(next).len() == 6;
    if fraction || ordinal || (article && plural) || unit == Unit::Weekend {
        return None;
    }
    // "a 47-year-old", "ten years old" tell an age, not a time.
    if s.is(s.after_hyphen(end), Key::Old) {
        return None;
    }
    if s.is(end, Key::And) && s.is(end + 1, Key::A) && s.is(end + 2, Key::Half) {
        if let Amount::Exact { whole, .. } = amount {
            amount = Amount::Exact { whole, tenths: 5 };
        }
        end += 3;
    }
    // "a three-year period"
    if hyphen && s.is_any(end, &[Key::Period, Key::Term]) {
        end += 1;
    }
    if s.is(end, Key::Or) && s.is(end + 1, Key::So) {
        end += 2;
    }
    Some((end, amount, unit, article))
}

/// "nearly", "at least", "more than" before an amount.
fn roughly(s: Sentence<'_>, at: usize) -> usize {
    match s.class(at) {
        Class::Key(Key::Nearly) => at + 1,
        // "over a year"; with numbers usage differs, and "over the past year" is another "over".
        Class::Key(Key::Over | Key::Under | Key::About) if s.is(at + 1, Key::A) => at + 1,
        Class::Key(Key::At) if s.is_any(at + 1, &[Key::Least, Key::Most]) => at + 2,
        Class::Key(Key::More | Key::Less) if s.is(at + 1, Key::Than) => at + 2,
        Class::Key(Key::Up) if s.is(at + 1, Key::To) => at + 2,
        Class::Key(Key::No) if s.is(at + 1, Key::More) && s.is(at + 2, Key::Than) => at + 3,
        _ => at,
    }
}

/// Most weeks before or after which a weekday is told.
const WEEKS_MAX: i32 = 52;

/// "three days", "the past two months", "two weeks ago", "a day earlier", "for years".
pub(super) fn duration_or_distance(s: Sentence<'_>, at: usize) -> Option<Found> {
    // "for years", "within weeks"
    if let Class::Units(unit) = s.class(at) {
        let asked = s.is_any(at.wrapping_sub(1), &[Key::For, Key::In, Key::Recent, Key::Over]) && at > 0;
        let value = Value::Duration { amount: Amount::Vague, unit };
        // "a months-long siege"
        let long = s.after_hyphen(at + 1);
        if long > at + 1 && s.surface(long) == "long" && unit >= Unit::Day {
            return Some(Found::of(TimexType::Duration, at, long + 1, value, "bare-duration"));
        }
        if s.is(at + 1, Key::Ago) {
            return Some(distance(at, at + 2, None, unit, Anchor::Reference, "ago"));
        }
        return (asked && unit != Unit::Weekend && unit != Unit::Quarter && unit != Unit::Second)
            .then(|| Found::of(TimexType::Duration, at, at + 1, value, "bare-duration"));
    }
    // "year-earlier", "year-ago"
    if let Class::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week | Unit::Day)) = s.class(at) {
        return unit_ago(s, at, at, unit);
    }
    if s.is(at, Key::The)
        && let Class::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week)) = s.class(at + 1)
    {
        return unit_ago(s, at, at + 1, unit);
    }
    let mut next = roughly(s, at);
    let article = s.is(next, Key::The);
    next += usize::from(article);
    let mut window = false;
    let mut first = false;
    if s.is_any(next, &[Key::Last, Key::Past, Key::Next, Key::Coming, Key::Previous, Key::Following, Key::These]) {
        // "is expected to last three weeks"
        if s.is(next, Key::Last) && next == at && is_verb_place(s, at) {
            return None;
        }
        window = true;
        next += 1;
    } else if article && matches!(s.class(next), Class::Ordinal(_)) {
        first = true;
        next += 1;
    }
    let length_at = next;
    let (end, amount, unit, bare_article) = duration(s, next)?;
    let value = Value::Duration { amount, unit };
    if window {
        return (!bare_article).then(|| Found::of(TimexType::Duration, at, end, value, "window"));
    }
    // "the 14-day siege": the article is the siege's; "the 14-day period" keeps it.
    let period = s.is_any(end - 1, &[Key::Period, Key::Term]);
    if article && !first && !period && s.surface(end - 2) == "-" && s.glued(end - 1) {
        return Some(Found::of(TimexType::Duration, length_at, end, value, "told-duration"));
    }
    if article || first {
        return (!bare_article && !matches!(s.class(next), Class::Key(Key::Half | Key::Another)))
            .then(|| Found::of(TimexType::Duration, at, end, value, "told-duration"));
    }
    let count = match amount {
        Amount::Exact { whole, tenths: 0 } => i32::try_from(whole).ok(),
        _ => None,
    };
    let joined = s.after_hyphen(end);
    // "a week ago Tuesday", "a week from Friday"
    if let (Class::Key(key @ (Key::Ago | Key::From)), Class::Weekday(weekday), Unit::Week, Some(weeks)) =
        (s.class(joined), s.class(joined + 1), unit, count)
    {
        let (week, rule) = if key == Key::Ago { (-weeks, "weekday-of-week") } else { (weeks, "weekday-week") };
        let value = Value::Weekday { weekday, week: Some(week) };
        return (weeks <= WEEKS_MAX).then(|| Found::date(at, joined + 2, value, rule));
    }
    if let Class::Key(key) = s.class(joined) {
        let side = match key {
            Key::Ago => Some((-1, Anchor::Reference, "ago")),
            Key::Earlier | Key::Prior => Some((-1, Anchor::Told, "earlier")),
            Key::Before if distance_before(s, joined) => Some((-1, Anchor::Told, "before")),
            Key::Later | Key::Hence => Some((1, Anchor::Told, "later")),
            Key::After if distance_before(s, joined) => Some((1, Anchor::Told, "after")),
            // "two days after that"; "after that attack" names an event.
            Key::After if s.is(joined + 1, Key::That) && closes(s, joined + 2) => {
                return Some(distance(at, joined + 2, count, unit, Anchor::Told, "after"));
            }
            Key::From if s.class(joined + 1) == Class::Key(Key::Present) => {
                return Some(distance(at, joined + 2, count, unit, Anchor::Reference, "from-now"));
            }
            _ => None,
        };
        if let Some((sign, anchor, rule)) = side {
            let amount = count.map(|count| sign * count);
            return Some(distance(at, joined + 1, amount, unit, anchor, rule));
        }
    }
    if ["afterwards", "afterward", "thereafter"].iter().any(|word| s.surface(joined).eq_ignore_ascii_case(word)) {
        return Some(distance(at, joined + 1, count, unit, Anchor::Told, "later"));
    }
    if unit == Unit::Weekend {
        return None;
    }
    // "three times a year" says how often.
    if bare_article && s.before(at) == Class::Key(Key::Time) {
        return Some(Found::of(TimexType::Set, at, end, Value::Set(Repeat::Every(1, unit)), "times-a"));
    }
    if bare_article && unit == Unit::Day && s.is(end, Key::Of) {
        return None;
    }
    let mut found = Found::of(TimexType::Duration, at, end, value, "duration");
    // "a week after the attack"
    if let Some(count) = count.filter(|_| !unit.is_clock() && joined == end) {
        let sign = match s.class(end) {
            Class::Key(Key::After | Key::Following) => 1,
            Class::Key(Key::Before) => -1,
            _ => 0,
        };
        let distance = Distance { amount: sign * count, unit, next: end + 1 };
        found.event = (sign != 0).then_some(distance);
    }
    // "ten or fifteen years": two lengths.
    if let Amount::Between { .. } = amount {
        let joint = (length_at + 1..end)
            .find(|at| s.is_any(*at, &[Key::Or, Key::To]) || s.sign(*at, b'-') && s.digit_count(*at + 1) > 0)?;
        return Some(Found { parts: Some((joint, joint + 1)), ..found });
    }
    Some(found)
}

/// Whether a verb is expected at `at`: after "will", "can", "to"; but "compared to last 3 months".
fn is_verb_place(s: Sentence<'_>, at: usize) -> bool {
    let compared = at > 1 && ["compared", "prior", "due"].iter().any(|word| s.surface(at - 2) == *word);
    match s.before(at) {
        Class::Key(Key::FutureMark) => true,
        Class::Key(Key::To) => !compared,
        Class::Key(Key::Function) => matches!(s.surface(at - 1), "can" | "must" | "should" | "do"),
        Class::Other => matches!(s.surface(at - 1), "could" | "may"),
        _ => false,
    }
}

/// "a three-year period", "the same 28-day period": the article belongs to it.
pub(super) fn period_of_length(s: Sentence<'_>, at: usize) -> Option<Found> {
    let article = s.is_any(at, &[Key::A, Key::The]);
    let next = at + 1 + usize::from(s.is(at + 1, Key::Same));
    if !article || !matches!(s.class(next), Class::Digits | Class::Cardinal(_)) {
        return None;
    }
    let (end, amount, unit, _) = duration(s, next)?;
    s.is_any(end - 1, &[Key::Period, Key::Term])
        .then(|| Found::of(TimexType::Duration, at, end, Value::Duration { amount, unit }, "period-of-length"))
}

/// "year-earlier", "the year-ago quarter", the unit at `word`.
fn unit_ago(s: Sentence<'_>, at: usize, word: usize, unit: Unit) -> Option<Found> {
    let next = s.after_hyphen(word + 1);
    if next == word + 1 || !s.is_any(next, &[Key::Earlier, Key::Ago]) {
        return None;
    }
    let mut end = next + 1;
    let period = end + usize::from(matches!(s.class(end), Class::Ordinal(_)));
    if s.is(period, Key::Period) || s.class(period) == Class::Unit(Unit::Quarter) {
        end = period + 1;
    } else if word > at {
        return None;
    }
    Some(distance(at, end, Some(-1), unit, Anchor::Reference, "unit-ago"))
}

/// Whether "before" or "after" at `at` closes the distance rather than naming what follows it.
fn distance_before(s: Sentence<'_>, at: usize) -> bool {
    matches!(s.class(at + 1), Class::Edge | Class::Sign(b'.' | b',' | b';' | b')' | b':'))
}

fn distance(start: usize, end: usize, amount: Option<i32>, unit: Unit, anchor: Anchor, rule: &'static str) -> Found {
    let mut found = Found::date(start, end, Value::Shift { unit, amount, anchor }, rule);
    if unit.is_clock() {
        found.kind = TimexType::Time;
    }
    found
}

/// Whether a clause may end before `at`.
fn closes(s: Sentence<'_>, at: usize) -> bool {
    matches!(s.class(at), Class::Edge | Class::Sign(_) | Class::Key(_))
}

/// "daily", "every Monday", "each year", "on Mondays", "every two weeks".
pub(super) fn repeated(s: Sentence<'_>, at: usize) -> Option<Found> {
    let set = |end: usize, repeat: Repeat| Some(Found::of(TimexType::Set, at, end, Value::Set(repeat), "repeated"));
    match s.class(at) {
        // "a quarterly dividend" names a kind of dividend.
        Class::SetOf(Unit::Quarter) if s.class(at + 1) == Class::Other && !s.capital(at + 1) => return None,
        // "everyday life" repeats nothing.
        Class::SetOf(Unit::Day) if s.surface(at).eq_ignore_ascii_case("everyday") && !closes(s, at + 1) => return None,
        Class::SetOf(unit) => return set(at + 1, Repeat::Every(1, unit)),
        Class::Weekdays(weekday) => {
            let end = if matches!(s.class(at + 1), Class::Parts(_) | Class::Part(_)) { at + 2 } else { at + 1 };
            return set(end, Repeat::Weekday(weekday));
        }
        Class::Weekday(weekday) if matches!(s.class(at + 1), Class::Parts(_)) => {
            return set(at + 2, Repeat::Weekday(weekday));
        }
        Class::Key(Key::Every) => {}
        _ => return None,
    }
    let mut next = at + 1;
    let other = s.is(next, Key::Other);
    next += usize::from(other);
    let every = if other { 2 } else { 1 };
    // "every single day", "every business day"
    next += usize::from(s.is(next, Key::Additional));
    match s.class(next) {
        Class::Unit(unit) if !matches!(unit, Unit::Second) => set(next + 1, Repeat::Every(every, unit)),
        Class::Weekday(weekday) => {
            let end = if matches!(s.class(next + 1), Class::Part(_)) { next + 2 } else { next + 1 };
            set(end, Repeat::Weekday(weekday))
        }
        Class::Month(month) => set(next + 1, Repeat::Month(month)),
        Class::Season(season) => set(next + 1, Repeat::Season(season)),
        Class::Part(part) => set(next + 1, Repeat::PartOfDay).map(|found| Found { part: Some(part), ..found }),
        _ => {
            let (end, number) = whole_number(s, next)?;
            match s.class(end) {
                Class::Units(unit) => set(end + 1, Repeat::Every(number, unit)),
                _ => None,
            }
        }
    }
}

//! Years, decades and centuries by themselves: only where the words around make a number a year.

use super::super::class::{Class, Key, Unit};
use super::super::range::is_change;
use super::super::value::{Side, Value, YearOf};
use super::super::{year_in_range, year_of_two_digits};
use super::era::{anno_domini, anno_domini_mark, before_christ, before_christ_mark, begins_before_christ};
use super::pieces::{ordinal_number, side_before};
use super::{Found, Sentence};

/// "nineteen ninety-six".
pub(super) fn spoken_year(s: Sentence<'_>, at: usize) -> Option<(usize, i32)> {
    let Class::Cardinal(hundreds @ 16..=20) = s.class(at) else { return None };
    let (tens_at, tens) = match s.class(at + 1) {
        Class::Cardinal(tens @ 10..=90) => (at + 1, tens),
        _ => return None,
    };
    let mut year = i32::from(hundreds) * 100 + i32::from(tens);
    let mut end = tens_at + 1;
    if tens >= 20 {
        let next = s.after_hyphen(end);
        if let Class::Cardinal(ones @ 1..=9) = s.class(next) {
            year += i32::from(ones);
            end = next + 1;
        }
    }
    Some((end, year))
}

/// A year by itself: only where the words around make it one.
pub(super) fn year(s: Sentence<'_>, at: usize) -> Option<Found> {
    let side = side_before(s, at);
    let next = side.map_or(at, |(end, _)| end);
    let the_year = usize::from(s.is(next, Key::The) && side.is_none()) + 1;
    // "the years 1955-57"
    if s.class(next + the_year - 1) == Class::Units(Unit::Year)
        && let Some(first) = s.digits(next + the_year, 4, 4).and_then(year_in_range)
        && let Some(last) = second_year(s, next + the_year, first)
    {
        let number_at = next + the_year;
        let parts = Some((number_at + 1, number_at + 2));
        return Some(Found { parts, ..Found::date(at, number_at + 3, Value::Years { first, last }, "years") });
    }
    if s.class(next + the_year - 1) == Class::Unit(Unit::Year) {
        let number_at = next + the_year;
        let told = s.digits(number_at, 4, 4).filter(|_| s.clean_right(number_at + 1)).and_then(year_in_range);
        let (end, told) = match told {
            Some(year) => (number_at + 1, year),
            None => spoken_year(s, number_at).or_else(|| two_thousand(s, number_at))?,
        };
        return Some(Found::date(at, end, Value::Year(YearOf::Told(told)), "year-named"));
    }
    let fiscal = usize::from(s.is(next, Key::Fiscal))
        + usize::from(s.is(next, Key::Fiscal) && s.class(next + 1) == Class::Unit(Unit::Year));
    let number_at = next + fiscal;
    // "FY2023", "FY23"
    let short_fiscal = fiscal == 1 && s.surface(next) == "FY";
    if short_fiscal && let Some(found) = two_digit_fiscal_year(s, at, number_at) {
        return Some(found);
    }
    if s.class(number_at) == Class::Digits {
        if let Some((end, year)) = before_christ(s, number_at) {
            return Some(Found::date(at, end, Value::BeforeChrist { year, month: 0, day: 0 }, "year-bc"));
        }
        if let Some(year) = begins_before_christ(s, number_at) {
            return Some(Found::date(at, number_at + 1, Value::BeforeChrist { year, month: 0, day: 0 }, "year-bc"));
        }
        if fiscal == 0
            && side.is_none()
            && let Some(found) = anno_domini(s, at)
        {
            return Some(found);
        }
        let told = s.digits(number_at, 4, 4).and_then(year_in_range)?;
        // "1990-95", "2019/20", "2019-2021"
        if let Some(last) = second_year(s, number_at, told) {
            let whole = s.digit_count(number_at + 2) == 4 && (1700..2100).contains(&told);
            let asks = whole
                || fiscal > 0
                || year_asked_for(s, at)
                || s.before(at) == Class::Sign(b'(')
                || s.is_any(at.wrapping_sub(1), &[Key::The]);
            let parts = Some((number_at + 1, number_at + 2));
            let value = Value::Years { first: told, last };
            return (asks && (short_fiscal || s.clean_left(number_at)))
                .then(|| Found { parts, ..Found::date(at, number_at + 3, value, "years") });
        }
        if !s.clean_right(number_at + 1) || !(short_fiscal || s.clean_left(number_at)) {
            return None;
        }
        if fiscal == 0 && side.is_none() && !year_stands_alone(s, at) {
            return None;
        }
        let mut found = Found::date(at, number_at + 1, Value::Year(YearOf::Told(told)), "year");
        if let Some((_, side)) = side {
            found.side = side;
        }
        return Some(found);
    }
    if fiscal == 0 && side.is_none() {
        if let Some(found) = anno_domini(s, at) {
            return Some(found);
        }
        if s.sign(at, b'\'') && s.glued(at + 1) && !s.glued(at) && year_asked_for(s, at) && s.clean_right(at + 2) {
            let year = s.digits(at + 1, 2, 2)?;
            return Some(Found::date(at, at + 2, Value::Year(YearOf::Told(year_of_two_digits(year))), "year-short"));
        }
        let (end, told) = spoken_year(s, at)?;
        let value = Value::Year(YearOf::Told(told));
        return year_asked_for(s, at).then(|| Found::date(at, end, value, "year-spoken"));
    }
    None
}

/// "FY23", "FY 22-23", past "FY".
fn two_digit_fiscal_year(s: Sentence<'_>, at: usize, number_at: usize) -> Option<Found> {
    let first = year_of_two_digits(s.digits(number_at, 2, 2)?);
    if let Some(last) = second_year(s, number_at, first) {
        let parts = Some((number_at + 1, number_at + 2));
        return Some(Found { parts, ..Found::date(at, number_at + 3, Value::Years { first, last }, "years") });
    }
    let value = Value::Year(YearOf::Told(first));
    s.clean_right(number_at + 1).then(|| Found::date(at, number_at + 1, value, "year"))
}

fn two_thousand(s: Sentence<'_>, at: usize) -> Option<(usize, i32)> {
    (s.class(at) == Class::Cardinal(2) && s.is(at + 1, Key::Thousand)).then_some((at + 2, 2000))
}

pub(super) fn second_year(s: Sentence<'_>, at: usize, first: i32) -> Option<i32> {
    if !(s.class(at + 1) == Class::Sign(b'-') || s.sign(at + 1, b'/')) || !s.clean_right(at + 3) {
        return None;
    }
    let last = if let Some(year) = s.digits(at + 2, 4, 4) {
        year_in_range(year)?
    } else {
        first - first.rem_euclid(100) + i32::try_from(s.digits(at + 2, 2, 2)?).ok()?
    };
    (last > first && last - first <= 150).then_some(last)
}

/// Words after which a four-digit number is a year.
fn year_asked_for(s: Sentence<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    s.is_any(before, &[Key::In, Key::Since, Key::By, Key::Of, Key::Until, Key::Through])
}

/// Years that a number by itself may be where nothing speaks against it: newspapers write other numbers with a comma.
const BARE_YEARS: std::ops::RangeInclusive<u32> = 1900..=2035;

fn year_stands_alone(s: Sentence<'_>, at: usize) -> bool {
    let end = at + 1;
    let Some(number) = s.digits(at, 4, 4) else { return false };
    let modern = (1700..2100).contains(&number);
    let follows = s.class(end);
    if matches!(follows, Class::Key(Key::NoYear | Key::More | Key::Hundred | Key::Thousand) | Class::Units(_)) {
        return false;
    }
    let Some(before) = at.checked_sub(1) else {
        // A heading: "2024", "1917: a year of storms"; or "2007 saw a rise".
        let heading = matches!(follows, Class::Edge | Class::Sign(b':'));
        return (heading && (1800..2100).contains(&number)) || bare_year(s, at, number);
    };
    if s.sign(before, b'(') {
        return matches!(follows, Class::Sign(b')' | b',' | b';'));
    }
    // "the 2008 election", "his 2008 campaign", "the firm's 2019 results"
    let owned = matches!(s.class(before), Class::Key(Key::The | Key::A | Key::That | Key::This))
        || (s.class(before) == Class::PluralS && s.glued(before))
        || ["his", "her", "its", "their", "our"].iter().any(|word| s.surface(before).eq_ignore_ascii_case(word));
    if owned {
        let named = matches!(follows, Class::Other | Class::Key(Key::Period) | Class::Season(_) | Class::Sign(b'"'));
        return modern && (named || (s.capital(end) && matches!(follows, Class::Cardinal(_) | Class::Ordinal(_))));
    }
    // A noun after it makes it a count: "in 2000 villages", "of 1900 people".
    if is_plural(s, end) {
        return false;
    }
    if s.is_any(before, &[Key::In, Key::Since, Key::Until, Key::Through]) {
        return true;
    }
    // "the election of 1860 triggered", "as late as 1866"
    let as_late_as = s.surface(before) == "as" && s.is_any(before.wrapping_sub(1), &[Key::Early, Key::Late]);
    if modern && (s.is(before, Key::Of) || as_late_as) {
        return true;
    }
    let weak = s.is_any(
        before,
        &[
            Key::By,
            Key::From,
            Key::Before,
            Key::After,
            Key::Between,
            Key::To,
            Key::And,
            Key::For,
            Key::Around,
            Key::About,
            Key::Late,
            Key::Early,
            Key::Or,
        ],
    );
    let plain = follows != Class::Other || s.capital(end);
    if weak {
        if s.after_possessive(end).is_some() {
            return modern;
        }
        // "to 2000", "and 1995" need another year before: "from 1990 to 1995".
        if s.is_any(before, &[Key::To, Key::And, Key::Or, Key::For]) {
            return plain && modern && (year_before(s, before) || s.is(before, Key::For) || changed_to(s, before));
        }
        return plain && modern;
    }
    // "in 1994, 1995 and 1997"
    (s.sign(before, b',') && plain && modern && (year_before(s, before) || follows == Class::Edge))
        || bare_year(s, at, number)
}

/// "a Berlin 1936 medal", "2007 saw a rise": nothing before it makes it another number.
fn bare_year(s: Sentence<'_>, at: usize, number: u32) -> bool {
    let counted = is_plural(s, at + 1);
    let round = number.is_multiple_of(100);
    if at > 0 && (names_number(s.surface(at - 1)) || is_after_day(s, at)) {
        return false;
    }
    if !BARE_YEARS.contains(&number) || (counted && at == 0) || round {
        return false;
    }
    let Some(before) = at.checked_sub(1) else { return true };
    match s.class(before) {
        // "No. 2020", "$1999", "3 x 2010"; a closing quote or bracket ends something else.
        Class::Sign(sign) => matches!(sign, b',' | b';' | b'"' | b')' | b'(') && !s.glued(at),
        // "31 February 2024": a day that no calendar has.
        Class::Digits
        | Class::Cardinal(_)
        | Class::Unit(_)
        | Class::Units(_)
        | Class::Month(_)
        | Class::MonthShort(_) => false,
        // "at 1984 Main Street", "than 2010", "about 1950"
        Class::Key(key) => matches!(key, Key::Function | Key::Early | Key::Late | Key::So | Key::That),
        // "ABC 2000", "PK 2019"; "Section 2010"
        Class::Other => {
            let word = s.surface(before);
            let code = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
            !code && !s.glued(at)
        }
        _ => !s.glued(at),
    }
}

/// Words whose number is no year: "Flight 1949", "Rs 2023".
const NUMBERED: &[&str] = &[
    "building",
    "bus",
    "channel",
    "flight",
    "gate",
    "highway",
    "number",
    "page",
    "platform",
    "resolution",
    "room",
    "route",
    "rs",
    "section",
    "train",
    "unit",
    "version",
];

fn names_number(word: &str) -> bool {
    NUMBERED.iter().any(|named| word.eq_ignore_ascii_case(named))
}

/// "February 29, 2023": a day that no calendar has leaves no year either.
fn is_after_day(s: Sentence<'_>, at: usize) -> bool {
    at > 2
        && s.sign(at - 1, b',')
        && s.digits(at - 2, 1, 2).is_some()
        && matches!(s.class(at - 3), Class::Month(_) | Class::MonthShort(_))
}

/// Whether a noun that is counted may stand at `at`: "villages", "votes".
fn is_plural(s: Sentence<'_>, at: usize) -> bool {
    matches!(s.class(at), Class::Other | Class::Key(Key::PresentMark)) && !s.capital(at) && s.surface(at).ends_with('s')
}

/// "postponed to 2024"
fn changed_to(s: Sentence<'_>, to: usize) -> bool {
    to > 0 && s.is(to, Key::To) && is_change(s.surface(to - 1))
}

fn year_before(s: Sentence<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|at| s.digits(at, 4, 4).and_then(year_in_range).is_some())
}

/// "18th centuries", the end of "the 17th and 18th centuries".
fn ends_centuries(s: Sentence<'_>, at: usize) -> bool {
    let at = at + usize::from(s.is_any(at, &[Key::Early, Key::Late]));
    ordinal_number(s, at).is_some_and(|(end, _)| s.class(end) == Class::Units(Unit::Century))
}

/// "the 1990s", "the late nineties", "the 19th century".
pub(super) fn decade_or_century(s: Sentence<'_>, at: usize) -> Option<Found> {
    let mut next = at;
    if s.is(next, Key::The) {
        next += 1;
    }
    let side = side_before(s, next);
    if let Some((end, _)) = side {
        next = end;
    }
    if s.is(next, Key::The) {
        next += 1;
    }
    let side = side.map_or(Side::Whole, |(_, side)| side);
    let mut found = match s.class(next) {
        Class::DecadeWord(tens) if next > at => {
            Found::date(at, next + 1, Value::Decade { first: 1900 + i32::from(tens) }, "decade-named")
        }
        Class::Digits if s.digit_count(next) == 4 => {
            let first = year_in_range(s.digits(next, 4, 4)?).filter(|year| year % 10 == 0)?;
            let mut plural = next + 1;
            if s.sign(plural, b'\'') && s.glued(plural) {
                plural += 1;
            }
            if s.class(plural) != Class::PluralS || !s.glued(plural) || !s.clean_left(next) {
                return None;
            }
            // "the 1800s" are a hundred years, "the 2000s" ten.
            if first % 100 == 0 && first < 2000 {
                Found::date(at, plural + 1, Value::Century { first }, "century-of-years")
            } else {
                Found::date(at, plural + 1, Value::Decade { first }, "decade")
            }
        }
        // "the nineteen-sixties"
        Class::Cardinal(hundreds @ 16..=19) => {
            let Class::DecadeWord(tens) = s.class(s.after_hyphen(next + 1)) else { return None };
            let first = 100 * i32::from(hundreds) + i32::from(tens);
            Found::date(at, s.after_hyphen(next + 1) + 1, Value::Decade { first }, "decade-named")
        }
        Class::Sign(b'\'') if s.glued(next + 1) && s.digit_count(next + 1) == 2 => {
            let tens = s.digits(next + 1, 2, 2).filter(|tens| tens % 10 == 0)?;
            if s.class(next + 2) != Class::PluralS || !s.glued(next + 2) {
                return None;
            }
            // "the '40s" are over; only those of this century that have been are of it.
            let first = if tens >= 20 { 1900 + i32::try_from(tens).ok()? } else { year_of_two_digits(tens) };
            Found::date(at, next + 3, Value::Decade { first }, "decade-short")
        }
        _ => {
            let (end, number) = ordinal_number(s, next)?;
            if !(1..=22).contains(&number) {
                return None;
            }
            if s.is_any(end, &[Key::And, Key::Or, Key::To]) && ends_centuries(s, end + 1) {
                let mut found =
                    Found::date(at, end, Value::Century { first: (i32::from(number) - 1) * 100 }, "century");
                found.side = side;
                return Some(found);
            }
            let listed = s.class(end) == Class::Units(Unit::Century)
                && at > 0
                && s.is_any(at - 1, &[Key::And, Key::Or, Key::To]);
            let end = s.after_hyphen(end);
            if s.class(end) != Class::Unit(Unit::Century) && !listed {
                return None;
            }
            match before_christ_mark(s, end + 1) {
                Some(end) => Found::date(at, end, Value::CenturyBeforeChrist(number), "century-bc"),
                None => {
                    let end = anno_domini_mark(s, end + 1, true).unwrap_or(end + 1);
                    Found::date(at, end, Value::Century { first: (i32::from(number) - 1) * 100 }, "century")
                }
            }
        }
    };
    found.side = side;
    Some(found)
}

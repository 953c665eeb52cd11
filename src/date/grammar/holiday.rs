//! Holidays and feasts by name.

use super::super::class::{Class, Key, Unit};
use super::super::holiday::{NAME_WORDS_MAX, named};
use super::super::value::{Value, YearOf};
use super::day_word::with_time;
use super::pieces::year_after;
use super::{Found, Sentence};

/// "Christmas", "last Thanksgiving", "the Chinese New Year", "Christmas 2007", "New Year's Eve last year".
pub(super) fn holiday(s: Sentence<'_>, at: usize) -> Option<Found> {
    let article = usize::from(s.is_any(at, &[Key::The, Key::A]));
    let mut next = at + article;
    let (mut year, mut rule) = (YearOf::Nearest, "holiday");
    match s.class(next) {
        Class::Key(Key::Last | Key::Previous | Key::Past) => rule = "last-holiday",
        Class::Key(Key::Next | Key::Coming | Key::Following) => rule = "next-holiday",
        Class::Key(Key::This) => rule = "this-holiday",
        _ => {}
    }
    next += usize::from(rule != "holiday");
    if !(s.capital(next) || s.is_note()) || !s.tokens.get(next).is_some_and(|token| token.begins_holiday) {
        return None;
    }
    // Words after each other, with the signs between them left out.
    let mut ends = [0usize; NAME_WORDS_MAX];
    let mut words = [""; NAME_WORDS_MAX];
    let mut word_at = next;
    for (word, end) in words.iter_mut().zip(&mut ends) {
        if !matches!(s.class(word_at), Class::Sign(_) | Class::Edge) {
            let token = &s.tokens[word_at];
            *word = &s.text[token.start..token.end];
            word_at += 1;
            *end = word_at;
        }
        let joined = matches!(s.class(word_at), Class::Sign(b'\'' | b'-')) && s.glued(word_at);
        let listed = matches!(s.class(word_at), Class::Sign(b'.' | b',')) && s.glued(word_at);
        word_at += usize::from(joined || listed);
    }
    let (count, holiday) = named(|index| words.get(index).copied().unwrap_or(""))?;
    let mut end = ends[count - 1];
    // "Lunar New Year's Eve" is the day before.
    let is_eve = s.after_possessive(end).is_some_and(|eve| s.surface(eve).eq_ignore_ascii_case("eve"));
    if is_eve || is_part_of_name(s, next, end) {
        return None;
    }
    if let Some((after, told)) = year_after(s, end, true) {
        (end, year) = (after, told);
    }
    // The weekend of a holiday is not its day.
    if s.class(end) == Class::Unit(Unit::Weekend) {
        return None;
    }
    let start = if article == 1 && rule == "holiday" && !taken_with_article(s, at) { next } else { at };
    Some(with_time(s, Found::date(start, end, Value::Holiday { year, holiday }, rule)))
}

/// "the Chinese New Year" and the like take their article.
fn taken_with_article(s: Sentence<'_>, at: usize) -> bool {
    s.class(at + 1) == Class::Other
}

/// Whether `start..end` only is a part of a longer name: "Operation Ramadan", "the Easter Offensive".
fn is_part_of_name(s: Sentence<'_>, start: usize, end: usize) -> bool {
    if s.is_note() {
        return false;
    }
    let wishes = ["happy", "merry", "blessed", "jewish", "christian", "muslim"];
    let before = start > 0
        && s.class(start - 1) == Class::Other
        && s.capital(start - 1)
        && !wishes.iter().any(|wish| s.surface(start - 1).eq_ignore_ascii_case(wish));
    let after = s.class(end) == Class::Other && s.capital(end);
    before || after
}

//! Days of events told in the text: what "a week after the attack" hangs on.
//!
//! The days are told with the event ("the attack on 3 May"), or before it in a sentence that has the
//! same word and a date ("was attacked on Tuesday"). A sentence that only speaks about the event
//! ("condemned the attack on Wednesday") tells nothing of its day. Where two sentences tell different
//! days, none is taken: no day is better than a wrong one.

use super::TimexType;
use super::class::{Class, Key};
use super::grammar::{Distance, Sentence};
use super::interval::Interval;
use super::resolve::ResolvedTime;
use super::scan::TimeExpression;
use super::token::Token;
use super::value::{EventWords, Value};
use crate::text::Span;

/// Expressions before a distance that are looked at.
const DATES_MAX: usize = 24;
/// Bytes around a date in which its event is looked for.
const WINDOW_BYTES_MAX: usize = 160;
/// Bytes between the words for an event and its date, where both follow the distance.
const APPOSED_BYTES_MAX: usize = 40;
/// Words between an event and its date.
const WORDS_BETWEEN_MAX: usize = 10;

/// Words that may stand between an event and its date: it is the event that they tell of.
const HAPPENED: &[&str] = &[
    "began",
    "carried",
    "came",
    "destroyed",
    "ended",
    "happened",
    "held",
    "hit",
    "injured",
    "killed",
    "launched",
    "left",
    "occurred",
    "started",
    "staged",
    "struck",
    "took",
    "was",
    "were",
    "wounded",
];
/// Verbs whose object is an event that happens there and then.
const MAKES: &[&str] = &["began", "held", "launched", "mounted", "staged", "started", "suffered"];
/// Verbs of the past that do not end in "ed".
const TOLD_OR_DONE: &[&str] = &[
    "became", "brought", "came", "did", "fell", "found", "gave", "got", "had", "heard", "held", "kept", "knew", "led",
    "left", "lost", "made", "met", "paid", "ran", "rose", "said", "saw", "sent", "spoke", "stood", "thought", "told",
    "took", "was", "went", "were", "won", "wrote",
];
/// Words before an event that is only spoken of, or from which another time is told.
const ABOUT: &[&str] = &["about", "after", "against", "before", "following", "of", "over", "since", "until"];
const DETERMINERS: &[&str] = &["a", "an", "another", "her", "his", "its", "that", "the", "their", "this"];

/// Most tokens of a noun phrase that names an event: "the deadly car bomb attack".
const EVENT_TOKENS_MAX: usize = 5;

/// The words for the event that a distance is told from: "the attack" in "a week after the attack".
pub(super) fn event_words(sentence: Sentence<'_>, distance: Distance) -> Option<EventWords> {
    let tokens = sentence.tokens;
    let word = |at: usize| tokens.get(at).map_or("", |token: &Token| &sentence.text[token.start..token.end]);
    let class = |at: usize| tokens.get(at).map_or(Class::Edge, |token| token.class);
    let first = distance.next;
    let start_byte = tokens.get(first)?.start;
    let owned = ["his", "her", "its", "their"].iter().any(|owner| word(first).eq_ignore_ascii_case(owner));
    let mut named = owned || matches!(class(first), Class::Key(Key::The | Key::That | Key::This));
    let mut end = first + usize::from(named);
    let mut noun = None;
    while end < first + EVENT_TOKENS_MAX {
        let is_noun = match class(end) {
            Class::Other | Class::Key(Key::PresentMark) => true,
            // "the march", "the fall"; with a capital they are times.
            Class::Month(_) | Class::Season(_) => named && !tokens[end].capital,
            Class::Ordinal(_) | Class::Sign(b'-') => {
                end += 1;
                continue;
            }
            _ => false,
        };
        if is_noun {
            // "after the attack killed ten"
            let verb = noun.is_some() && word(end).ends_with("ed") && !tokens[end].capital;
            if verb {
                break;
            }
            noun = Some(Span::new(tokens[end].start, tokens[end].end));
            end += 1;
        } else if class(end) == Class::Sign(b'\'') && class(end + 1) == Class::PluralS && !tokens[end].spaced {
            // "the mayor's speech"
            (named, noun) = (true, None);
            end += 2;
        } else {
            break;
        }
    }
    Some(EventWords { amount: distance.amount, unit: distance.unit, start_byte, noun: noun.filter(|_| named) })
}

/// The date that stands with the words for the event: "the 3 May attack", "the attack on 3 May".
pub(super) fn is_told_with(text: &str, event: &EventWords, next: &TimeExpression) -> bool {
    if next.span.start < event.start_byte {
        return false;
    }
    let lead = text.get(event.start_byte..next.span.start).unwrap_or("-").trim();
    if lead.is_empty() || lead.eq_ignore_ascii_case("the") {
        return true;
    }
    let Some(noun) = event.noun else { return false };
    let Some(between) = text.get(noun.end..next.span.start).filter(|between| between.len() <= APPOSED_BYTES_MAX) else {
        return false;
    };
    let plain = !between.contains([',', ';', '.', '(']) && !words(between).any(is_past);
    plain && words(between).last().is_some_and(|word| is_one(word, &["in", "of", "on"]))
}

/// The days told before for an event of that name, if one sentence tells them, or several that agree.
pub(super) fn days_told(
    text: &str,
    event: &EventWords,
    told: &[TimeExpression],
    resolved: &[ResolvedTime],
) -> Option<Interval> {
    let noun = text.get(event.noun?.start..event.noun?.end)?;
    let mut days: Option<Interval> = None;
    for (expression, time) in told.iter().zip(resolved).rev().take(DATES_MAX) {
        let Some(interval) = time.interval.filter(|_| tells_day(expression)) else { continue };
        if !happens_at(text, noun, expression) {
            continue;
        }
        days = match days {
            None => Some(interval),
            Some(days) if interval.contains(days) => Some(days),
            Some(days) if days.contains(interval) => Some(interval),
            Some(_) => return None,
        };
    }
    days
}

fn tells_day(expression: &TimeExpression) -> bool {
    matches!(expression.kind, TimexType::Date | TimexType::Time)
        && expression.event.is_none()
        && matches!(
            expression.value,
            Value::Day { .. }
                | Value::Weekday { .. }
                | Value::Month { .. }
                | Value::Year(_)
                | Value::Season { .. }
                | Value::Holiday { .. }
                | Value::Shift { .. }
        )
}

/// Whether the sentence of a date says that something of that name happened then.
fn happens_at(text: &str, noun: &str, date: &TimeExpression) -> bool {
    let from = floor(text, date.span.start.saturating_sub(WINDOW_BYTES_MAX).max(date.within.start));
    let to = floor(text, (date.span.end + WINDOW_BYTES_MAX).min(date.within.end)).max(date.span.end);
    let (Some(before), Some(after)) = (text.get(from..date.span.start), text.get(date.span.end..to)) else {
        return false;
    };
    happens_before(before, noun) || happens_after(text, date, after, noun)
}

/// "rebels attacked the port on", "the attack on the port on", "the election was held on".
fn happens_before(before: &str, noun: &str) -> bool {
    let clause = before.rsplit([';', '!', '?', '"']).next().unwrap_or(before);
    let mut happened: Option<usize> = None;
    let mut last: [&str; 3] = [""; 3];
    for word in words(clause) {
        if is_same_word(word, noun) {
            happened = is_told(&last).then_some(0);
        } else if let Some(count) = &mut happened {
            *count += 1;
            if *count > WORDS_BETWEEN_MAX || (is_past(word) && !is_one(word, HAPPENED)) {
                happened = None;
            }
        }
        last = [last[1], last[2], word];
    }
    happened.is_some()
}

/// "Tuesday's deadly attack", "the 3 May attack"; "On Tuesday rebels attacked the port" where the date opens its sentence.
fn happens_after(text: &str, date: &TimeExpression, after: &str, noun: &str) -> bool {
    let owns = after.starts_with("'s") || after.starts_with("’s");
    let lead = text.get(date.within.start..date.span.start).unwrap_or("-");
    let opens = words(lead).count() <= 1;
    let clause = after.split([';', '.', '!', '?', '"']).next().unwrap_or(after);
    let most = if opens { WORDS_BETWEEN_MAX } else { 3 };
    let mut last: [&str; 3] = [""; 3];
    let mut rest = words(clause).skip(usize::from(owns));
    for count in 0..most {
        let Some(word) = rest.next() else { return false };
        let apart = !opens && !owns && count > 1;
        if apart || (!opens && is_one(word, DETERMINERS)) {
            return false;
        }
        if is_same_word(word, noun) {
            let verb = is_past(word);
            // "On Wednesday the attack was condemned."
            let passive = is_one(rest.next().unwrap_or(""), &["was", "were"])
                && rest.next().is_some_and(|word| is_past(word) && !is_one(word, HAPPENED));
            return is_told(&last) && (verb || !passive);
        }
        if is_past(word) && !is_one(word, HAPPENED) && !is_one(word, MAKES) {
            return false;
        }
        last = [last[1], last[2], word];
    }
    false
}

/// Whether the three words before an event let it happen, rather than speak of it.
fn is_told(last: &[&str; 3]) -> bool {
    if last.iter().any(|word| is_one(word, ABOUT)) {
        return false;
    }
    // "condemned the attack", "said the attack"
    !last.windows(2).any(|pair| is_past(pair[0]) && is_one(pair[1], DETERMINERS) && !is_one(pair[0], MAKES))
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_one(word: &str, words: &[&str]) -> bool {
    words.iter().any(|one| word.eq_ignore_ascii_case(one))
}

fn is_past(word: &str) -> bool {
    (word.len() > 3 && word.ends_with("ed") && !word.starts_with(char::is_uppercase)) || is_one(word, TOLD_OR_DONE)
}

/// Endings that a word for an event takes as a verb, in the plural or as another noun, the longer first.
const ENDINGS: &[&str] = &["ations", "ation", "ings", "ions", "ing", "ion", "ers", "ed", "es", "er", "s", "e"];

/// Fewest letters of a word without its ending.
const STEM_BYTES_MIN: usize = 3;

fn stem(word: &str) -> &str {
    ENDINGS
        .iter()
        .filter_map(|ending| {
            let cut = word.len().checked_sub(ending.len())?;
            let tail = word.get(cut..)?;
            (cut >= STEM_BYTES_MIN && tail.eq_ignore_ascii_case(ending)).then(|| &word[..cut])
        })
        .next()
        .unwrap_or(word)
}

/// "attack", "attacked", "attacks"; "election", "elected".
fn is_same_word(word: &str, noun: &str) -> bool {
    word.eq_ignore_ascii_case(noun) || stem(word).eq_ignore_ascii_case(stem(noun))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_and_its_noun_are_the_same_word() {
        for (one, other) in [("attacked", "attack"), ("elected", "election"), ("bombing", "bombs"), ("voted", "vote")] {
            assert!(is_same_word(one, other), "{one} {other}");
        }
        for (one, other) in [("port", "report"), ("attack", "attache"), ("action", "act's")] {
            assert!(!is_same_word(one, other), "{one} {other}");
        }
    }
}

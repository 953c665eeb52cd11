//! The rules that find time expressions, each a function from a place among the tokens to a match.
//!
//! Rules are tried where one of their first tokens stands; the longest match wins, the earlier rule
//! among equals. Every rule looks at a bounded number of tokens, so scanning is linear.

mod amount;
mod bare;
mod calendar;
mod day_word;
mod era;
mod holiday;
mod month;
mod numeric;
mod period;
mod pieces;
mod relative;
mod vague;
mod within;
mod year;

use super::TimexType;
use super::class::{Class, Key, Part, Unit};
use super::register::Register;
use super::token::Token;
use super::value::{Clock, Side, Value};

/// The tokens of one sentence, and what stands around them.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// How the whole text is written.
    pub(super) register: Register,
}

/// An expression found: tokens `start..end`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: TimexType,
    pub(super) value: Value,
    pub(super) part: Option<Part>,
    pub(super) clock: Option<Clock>,
    pub(super) side: Side,
    /// Where a range parts: the token after its first end, and the token that its last end begins with.
    pub(super) parts: Option<(usize, usize)>,
    pub(super) rule: &'static str,
    /// Where it tells how far something lies from an event.
    pub(super) event: Option<Distance>,
}

/// So many units before or after what the tokens from `next` on name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Distance {
    pub(super) amount: i32,
    pub(super) unit: Unit,
    pub(super) next: usize,
}

impl Found {
    /// A whole date.
    fn date(start: usize, end: usize, value: Value, rule: &'static str) -> Self {
        Found {
            start,
            end,
            kind: TimexType::Date,
            value,
            part: None,
            clock: None,
            side: Side::Whole,
            parts: None,
            rule,
            event: None,
        }
    }

    fn of(kind: TimexType, start: usize, end: usize, value: Value, rule: &'static str) -> Self {
        Found { kind, ..Found::date(start, end, value, rule) }
    }
}

/// A rule: where it may begin is its own first question.
type Rule = fn(Sentence<'_>, usize) -> Option<Found>;

/// All rules, the more telling first.
const RULES: &[Rule] = &[
    numeric::written_in_numbers,
    numeric::month_and_day,
    calendar::day_and_month,
    calendar::listed_day,
    month::month,
    holiday::holiday,
    year::year,
    year::decade_or_century,
    day_word::weekday,
    day_word::time_then_day,
    day_word::day_word,
    relative::told_day,
    relative::shifted_period,
    relative::beyond_next,
    period::season,
    period::quarter,
    period::weekend,
    within::part_of_month,
    within::day_of_month,
    numeric::clock_time,
    amount::duration_or_distance,
    amount::period_of_length,
    amount::repeated,
    relative::reference_word,
    relative::year_end,
    relative::week_of_day,
    vague::bare_units,
    vague::the_time,
    vague::per_unit,
    vague::at_night,
    vague::current,
    bare::whole_period,
    bare::noun,
    bare::numbered,
    bare::year,
];

/// The longest match that begins at token `at`.
pub(super) fn longest_match(sentence: Sentence<'_>, at: usize) -> Option<Found> {
    let mut best: Option<Found> = None;
    for rule in RULES {
        if let Some(found) = rule(sentence, at)
            && best.is_none_or(|best| found.end > best.end)
        {
            best = Some(found);
        }
    }
    best
}

impl Sentence<'_> {
    fn class(self, at: usize) -> Class {
        self.tokens.get(at).map_or(Class::Edge, |token| token.class)
    }

    /// The class of the token before `at`.
    fn before(self, at: usize) -> Class {
        if at == 0 { Class::Edge } else { self.class(at - 1) }
    }

    fn is(self, at: usize, key: Key) -> bool {
        self.class(at) == Class::Key(key)
    }

    fn is_any(self, at: usize, keys: &[Key]) -> bool {
        matches!(self.class(at), Class::Key(key) if keys.contains(&key))
    }

    fn sign(self, at: usize, sign: u8) -> bool {
        self.class(at) == Class::Sign(sign)
    }

    /// Whether token `at` follows the one before it without a space.
    fn glued(self, at: usize) -> bool {
        at > 0 && self.tokens.get(at).is_some_and(|token| !token.spaced)
    }

    fn capital(self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    /// The token at `at` as written.
    fn surface(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// How many digits token `at` has; 0 when it is no number.
    fn digit_count(self, at: usize) -> usize {
        match self.tokens.get(at) {
            Some(token) if token.class == Class::Digits => token.end - token.start,
            _ => 0,
        }
    }

    /// The number at `at` when it has `least..=most` digits.
    fn digits(self, at: usize, least: usize, most: usize) -> Option<u32> {
        let count = self.digit_count(at);
        (count >= least.max(1) && count <= most).then(|| self.tokens[at].number)
    }

    /// Whether the number at `at` begins something: nothing numeric or literal is glued to its left.
    fn clean_left(self, at: usize) -> bool {
        if !self.glued(at) {
            return true;
        }
        match self.before(at) {
            Class::Sign(b'*' | b'_') => self.emphasis_opens(at),
            Class::Sign(b'(' | b'[' | b'"' | b'\'' | b'~' | b';' | b'>' | b'|') => true,
            // After a dash, colon or slash only when a word comes before that.
            Class::Sign(b'-' | b':' | b'/' | b',') => at >= 2 && !matches!(self.class(at - 2), Class::Digits),
            Class::Sign(b'.') => at >= 2 && !matches!(self.class(at - 2), Class::Digits) && !self.glued(at - 1),
            _ => false,
        }
    }

    /// Whether a number may end before `at`: no letter, digit, per cent sign or decimal follows.
    fn clean_right(self, at: usize) -> bool {
        if !self.glued(at) {
            return !self.sign(at, b'%');
        }
        match self.class(at) {
            Class::Edge => true,
            Class::Sign(b'.' | b',' | b':' | b'-' | b'/') => {
                !(self.glued(at + 1) && self.class(at + 1) == Class::Digits)
            }
            Class::Sign(b'*' | b'_') => self.emphasis_closes(at),
            Class::Sign(b'%' | b'$' | b'@' | b'#' | b'+' | b'=' | b'&' | b'\\') => false,
            Class::Sign(_) => true,
            _ => false,
        }
    }

    /// Whether the stars or underscores before `at` open an emphasis ("**5 March 2024**"): nothing is glued to their left.
    fn emphasis_opens(self, at: usize) -> bool {
        let mut opens = at;
        while opens > 0 && self.glued(opens) && matches!(self.before(opens), Class::Sign(b'*' | b'_')) {
            opens -= 1;
        }
        !self.glued(opens) || matches!(self.before(opens), Class::Sign(b'(' | b'[' | b'"' | b'\''))
    }

    /// Whether the stars or underscores from `at` on close an emphasis: no letter or digit is glued to their right.
    fn emphasis_closes(self, at: usize) -> bool {
        let mut end = at;
        while self.glued(end) && matches!(self.class(end), Class::Sign(b'*' | b'_')) {
            end += 1;
        }
        !self.glued(end)
            || matches!(
                self.class(end),
                Class::Edge | Class::Sign(b'.' | b',' | b';' | b':' | b'!' | b'?' | b')' | b']')
            )
    }

    /// Past a hyphen that joins two words; `at` itself where there is none.
    fn after_hyphen(self, at: usize) -> usize {
        if self.sign(at, b'-') && self.glued(at) && self.glued(at + 1) { at + 1 } else { at }
    }

    /// Past a full stop glued to the abbreviation before it, when the sentence goes on.
    fn after_stop(self, at: usize) -> usize {
        if self.sign(at, b'.') && self.glued(at) { at + 1 } else { at }
    }

    /// Past a possessive "'s" and the like; `None` where there is none.
    fn after_possessive(self, at: usize) -> Option<usize> {
        (self.sign(at, b'\'') && self.glued(at))
            .then(|| if self.class(at + 1) == Class::PluralS && self.glued(at + 1) { at + 2 } else { at + 1 })
    }

    /// Whether the text is no edited prose.
    fn is_note(self) -> bool {
        self.register > Register::Prose
    }

    fn is_post(self) -> bool {
        self.register == Register::Post
    }

    /// A part of the day at `at`: "morning", "night".
    fn part(self, at: usize) -> Option<(usize, Part)> {
        match self.class(at) {
            Class::Part(part) => Some((at + 1, part)),
            _ => None,
        }
    }
}

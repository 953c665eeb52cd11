//! One sentence as tokens: words of the lexicon, digits and signs, each with its class.
//!
//! Letters and digits part ("16th", "1990s", "10am" are two tokens each), so that the grammar sees
//! numbers whatever is glued to them; whether something is glued is kept as `spaced`.

use super::class::Class;
use super::lexicon::{Entry, WORD_BYTES_MAX, lexicon};
use rustc_hash::FxHashMap;

/// A word, a number or a sign of a sentence; offsets are bytes of the whole text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) class: Class,
    /// White space, or the start of the sentence, stands before it.
    pub(super) spaced: bool,
    /// A word that begins with a capital letter.
    pub(super) capital: bool,
    /// Whether the name of a holiday may begin here.
    pub(super) begins_holiday: bool,
    /// The value of digits; `u32::MAX` when it has more than nine of them.
    pub(super) number: u32,
}

/// Turns sentences into tokens; keeps its buffer.
pub(super) struct Tokeniser {
    lexicon: &'static FxHashMap<&'static [u8], Entry>,
}

impl Tokeniser {
    pub(super) fn new() -> Self {
        Tokeniser { lexicon: lexicon() }
    }

    /// Replaces `tokens` by those of `text[start..end]`. Returns whether one of them can begin a time expression.
    pub(super) fn read(&self, text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) -> bool {
        tokens.clear();
        let bytes = text.as_bytes();
        let mut at = start;
        let mut spaced = true;
        let mut any = false;
        while at < end {
            let byte = bytes[at];
            if byte.is_ascii_whitespace() {
                spaced = true;
                at += 1;
                continue;
            }
            let from = at;
            let mut capital = false;
            let mut number = 0;
            let mut begins_holiday = false;
            let class = if byte.is_ascii_digit() {
                while at < end && bytes[at].is_ascii_digit() {
                    at += 1;
                }
                number = if at - from > 9 { u32::MAX } else { digits_value(&bytes[from..at]) };
                Class::Digits
            } else if byte.is_ascii_alphabetic() {
                at += 1;
                while at < end && bytes[at].is_ascii_alphabetic() {
                    at += 1;
                }
                capital = byte.is_ascii_uppercase();
                if at < end && !bytes[at].is_ascii() && !is_sign(text, at) {
                    at = word_end(text, at, end);
                    Class::Other
                } else {
                    let entry = self.entry(&bytes[from..at]);
                    begins_holiday = entry.begins_holiday;
                    entry.class
                }
            } else if byte.is_ascii() {
                at += 1;
                Class::Sign(byte)
            } else {
                let c = text[at..].chars().next().unwrap_or(' ');
                if c.is_whitespace() {
                    spaced = true;
                    at += c.len_utf8();
                    continue;
                }
                if is_sign(text, at) {
                    at += c.len_utf8();
                    Class::Sign(sign_of(c))
                } else {
                    capital = c.is_uppercase();
                    at = word_end(text, at, end);
                    Class::Other
                }
            };
            any |= begins_holiday || !matches!(class, Class::Other | Class::Sign(_));
            tokens.push(Token { start: from, end: at, class, spaced, capital, begins_holiday, number });
            spaced = false;
        }
        any
    }

    fn entry(&self, word: &[u8]) -> Entry {
        let mut lower = [0u8; WORD_BYTES_MAX];
        let Some(lower) = lower.get_mut(..word.len()) else { return Entry::UNKNOWN };
        for (to, from) in lower.iter_mut().zip(word) {
            *to = from.to_ascii_lowercase();
        }
        self.lexicon.get(&*lower).copied().unwrap_or(Entry::UNKNOWN)
    }
}

fn digits_value(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))
}

/// Whether the character at `at` (not ASCII) is a sign or a space rather than part of a word.
fn is_sign(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(|c| !c.is_alphanumeric())
}

/// Where the word ends that holds the character at `at`.
fn word_end(text: &str, at: usize, end: usize) -> usize {
    let rest = &text[at..end];
    at + rest
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len())
        .max(rest.chars().next().map_or(0, char::len_utf8))
}

/// The ASCII sign that stands for a character.
fn sign_of(c: char) -> u8 {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => b'-',
        '\u{2018}' | '\u{2019}' | '\u{2BC}' => b'\'',
        '\u{201C}' | '\u{201D}' => b'"',
        '\u{2044}' => b'/',
        _ => b'~',
    }
}

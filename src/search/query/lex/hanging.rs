//! What hangs on the end of a word, a quote or a bracket: `~1`, `~5`, `^2`.

use super::super::problem::QueryProblem;
use super::super::{BOOST_MAX, NEAR_WORDS_MAX};
use super::{Lexer, Token, ends_word};

impl<'q> Lexer<'q> {
    /// `~5` after a quote.
    pub(super) fn window(&mut self) -> Option<u32> {
        let start = self.at;
        let rest = self.rest().strip_prefix('~')?;
        let text = &rest[..rest.find(ends_word).unwrap_or(rest.len())];
        let len = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        if len == 0 {
            // What stands after the sign is read as what it is.
            self.at += 1;
            self.problems.push((start, QueryProblem::NoWordDistance(text.to_owned())));
            return None;
        }
        let words = text[..len].parse().unwrap_or(u32::MAX);
        self.at += 1 + len;
        Some(self.words_between(start, words))
    }

    pub(super) fn words_between(&mut self, start: usize, words: u32) -> u32 {
        if words > NEAR_WORDS_MAX {
            self.problems.push((start, QueryProblem::WordDistance(words)));
        }
        words.min(NEAR_WORDS_MAX)
    }

    /// `^2` after a quote or a bracket.
    pub(super) fn boost(&mut self) {
        let start = self.at;
        let Some(number) = self.rest().strip_prefix('^') else { return };
        let number = &number[..number.find(ends_word).unwrap_or(number.len())];
        if !is_number(number) {
            self.at += 1;
            self.problems.push((start, QueryProblem::NoWeight(number.to_owned())));
            return;
        }
        self.at += 1 + number.len();
        if let Some(boost) = self.weight(start, number) {
            self.push(start, Token::Boost(boost));
        }
    }

    fn weight(&mut self, start: usize, number: &str) -> Option<f32> {
        let weight = number.parse().ok().filter(|weight: &f32| *weight > 0.0 && *weight <= BOOST_MAX);
        if weight.is_none() {
            self.problems.push((start, QueryProblem::Boost(number.to_owned())));
        }
        weight
    }

    /// A word with what hangs on its end: `~1`, `^2`. On figures alone, as in 10^6, nothing hangs.
    pub(super) fn word(&mut self, start: usize, text: &'q str) {
        let (mut text, mut boost) = (text, None);
        if let Some((base, number)) = text.rsplit_once('^')
            && has_letter(base)
        {
            let at = start + base.len();
            if is_number(number) {
                boost = self.weight(at, number).map(|boost| (at, boost));
                text = base;
            } else if base.ends_with(char::is_alphanumeric) {
                self.problems.push((at, QueryProblem::NoWeight(number.to_owned())));
            }
        }
        let mut by_spelling = None;
        if let Some((base, digits)) = text.rsplit_once('~')
            && base.chars().any(char::is_alphanumeric)
        {
            let at = start + base.len();
            if digits.len() < 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
                || has_letter(base) && digits.bytes().all(|byte| byte.is_ascii_digit())
            {
                let distance: u32 = if digits.is_empty() { 1 } else { digits.parse().unwrap_or(u32::MAX) };
                if distance > 2 {
                    self.problems.push((at, QueryProblem::LetterDistance(distance)));
                }
                by_spelling = Some(distance.min(2) as u8).filter(|distance| *distance > 0);
                text = base;
            } else if has_letter(base) && base.ends_with(char::is_alphanumeric) {
                self.problems.push((at, QueryProblem::NoLetterDistance(digits.to_owned())));
            }
        }
        self.push(start, Token::Word { text, by_spelling, plain: false });
        if let Some((at, boost)) = boost {
            self.push(at, Token::Boost(boost));
        }
    }
}

fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

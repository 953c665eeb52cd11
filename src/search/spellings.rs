//! Names in a query in a spelling that the lexicon lacks: which runs of words are looked up as such.
//!
//! Ordinary words must never become names, so a run is taken only when all of a name is found in it, by
//! [`NameTable::spellings_of`], in two words at least. One word is taken only when no article holds it, so that nothing
//! is lost and nothing else comes in.

use super::query::TypedWord;
use super::resolve::key_of;
use crate::actor::{Kind, NameTable, SPELLING_WORDS_MAX, SpellingOf, SpellingReason, WordMarks};

/// Letters that a name of one word has at least.
const LONE_LETTERS_MIN: usize = 5;

/// The words of a run, made ready to be looked up.
pub(super) struct Spellings<'a> {
    words: &'a [TypedWord],
    marks: Vec<WordMarks>,
    /// Whether a name may begin or end like the word.
    may_end: Vec<bool>,
}

impl<'a> Spellings<'a> {
    pub fn of<B: AsRef<[u8]> + Clone>(words: &'a [TypedWord], names: &NameTable<B>) -> Self {
        let marks: Vec<WordMarks> = words.iter().map(|word| WordMarks::of(&word.folded)).collect();
        let may_end = marks.iter().map(|marks| names.may_be_name_word(marks)).collect();
        Spellings { words, marks, may_end }
    }

    /// The one name of which words `start..start + len` are a spelling; `held` tells whether an article holds a word.
    pub fn name<'n, B: AsRef<[u8]> + Clone>(
        &self,
        start: usize,
        len: usize,
        names: &'n NameTable<B>,
        held: &dyn Fn(&str) -> bool,
    ) -> Option<SpellingOf<'n>> {
        let range = start..start + len;
        if len > SPELLING_WORDS_MAX || self.marks[range.end - 1].is_small || self.begins_small(start) {
            return None;
        }
        let mut telling = range.clone().filter(|at| !self.marks[*at].is_small);
        let first = telling.next()?;
        let last = telling.next_back().unwrap_or(first);
        let word = |at: usize| self.words[at].folded.as_str();
        let ends_fit = self.may_end[first] && self.may_end[last];
        let telling = range.clone().filter(|at| !self.marks[*at].is_small);
        let fits =
            ends_fit || names.may_be_whole_name(telling.map(word)) || names.may_be_whole_name(range.clone().map(word));
        if !fits {
            return None;
        }
        let is_lone = first == last;
        let too_common = |at: usize| word(at).chars().count() < LONE_LETTERS_MIN || held(word(at));
        if is_lone && too_common(first) {
            return None;
        }
        let has_new_word = range.clone().any(|at| !self.marks[at].is_small && !held(word(at)));
        let found = names.spellings_of(&self.key(start, len));
        let [one] = found.as_slice() else { return None };
        // Ordinary words may begin like an article: "along", "elbow".
        if one.article_rewritten && !has_new_word {
            return None;
        }
        // Where articles hold all words, they may be ordinary ones ("computer system"): then only a person's name is taken,
        // or one of the same words.
        let same_words = matches!(
            one.comparison.reason,
            SpellingReason::SameWords | SpellingReason::Order | SpellingReason::WrittenTogether
        );
        // A body's name without its small words ("army justice" of "Army of Justice") is ordinary words too.
        let is_whole = !same_words
            || one.comparison.reason == SpellingReason::WrittenTogether
            || one.key.split(' ').count() == len;
        (has_new_word || same_words && is_whole || names.kind(one.actor) == Kind::Person).then_some(*one)
    }

    /// Whether a run begins with a small word that is no part of a name: "of", not "al".
    fn begins_small(&self, start: usize) -> bool {
        // A letter by itself may be an initial, which no whole spelling has.
        if self.words[start].folded.chars().count() == 1 {
            return true;
        }
        self.marks[start].is_small && !matches!(self.words[start].folded.as_str(), "al" | "el" | "ben" | "bin" | "van")
    }

    /// The name key of words `start..start + len`.
    pub fn key(&self, start: usize, len: usize) -> String {
        key_of(&self.words[start..start + len])
    }
}

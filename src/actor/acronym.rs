//! Capital letters that stand for a name of several words.

use super::tokens::Shape;

/// Whether every capital letter of `acronym` is a letter of the words, in order, the first being the first.
pub(super) fn stands_for(acronym: &str, words: &[&str]) -> bool {
    let mut letters = acronym.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).peekable();
    let count = letters.clone().count();
    if !(2..=10).contains(&count) || words.len() < 2 || count > words.len() * 2 {
        return false;
    }
    let mut matched = 0;
    for (index, word) in words.iter().enumerate() {
        let initial = word.chars().next();
        if initial.is_some() && initial == letters.peek().copied() {
            letters.next();
            matched += 1;
        } else if index == 0 {
            return false;
        }
    }
    // "Comecon"-like words take more than initials; all but one letter must be one.
    matched >= 2 && matched + 1 >= count
}

/// Whether a token is written as an acronym.
pub(super) fn is_acronym(shape: Shape, dotted: bool) -> bool {
    shape == Shape::Capitals || dotted
}

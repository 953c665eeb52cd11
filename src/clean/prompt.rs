//! Lines that ask the reader for something (to comment, to share, to subscribe) and say nothing.
//!
//! A line goes only when all of it is such a prompt. The phrases stand in `prompts.txt`, the words of
//! share bars in `share-words.txt`.

use super::words::{entries, is_listed};
use crate::text::{Words, fold_key};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const PROMPTS: &str = include_str!("prompts.txt");
const SHARE_WORDS: &str = include_str!("share-words.txt");

/// Longest line in bytes that may be a prompt; one with a colon may carry a headline or tags.
const PROMPT_BYTES_MAX: usize = 80;
const PROMPT_WITH_COLON_BYTES_MAX: usize = 240;

/// Where in the article a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The first line.
    First,
    /// Among the first lines.
    Start,
    Middle,
    /// Among the last lines.
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Any,
    Edge,
    End,
}

impl Where {
    fn allows(self, place: Place) -> bool {
        match self {
            Where::Any => true,
            Where::Edge => place != Place::Middle,
            Where::End => place == Place::End,
        }
    }
}

static PHRASES: LazyLock<HashMap<&'static str, Where>> = LazyLock::new(|| {
    entries(PROMPTS)
        .filter_map(|entry| {
            let (place, phrase) = entry.split_once('\t')?;
            let place = match place {
                "any" => Where::Any,
                "edge" => Where::Edge,
                "end" => Where::End,
                _ => return None,
            };
            Some((phrase, place))
        })
        .collect()
});

/// First words of phrases and of share bars: a line that begins with another is no prompt.
static FIRST_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let phrases = entries(PROMPTS).filter_map(|entry| entry.split_once('\t')).map(|(_, phrase)| phrase);
    let firsts = phrases.filter_map(|phrase| phrase.split(' ').next());
    firsts.chain(entries(SHARE_WORDS)).collect()
});

/// Whether the first word lets a line be a prompt: most lines are told apart by it alone.
fn may_be_prompt(line: &str) -> bool {
    const FIRST_WORD_BYTES_MAX: usize = 16;
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let len = line.bytes().take(FIRST_WORD_BYTES_MAX + 1).take_while(u8::is_ascii_alphanumeric).count();
    let word = &line.as_bytes()[..len];
    if len == 0 || line.as_bytes().get(len).is_some_and(|byte| !byte.is_ascii()) || word.iter().all(u8::is_ascii_digit)
    {
        return true;
    }
    let mut folded = [0; FIRST_WORD_BYTES_MAX];
    let Some(folded) = folded.get_mut(..len) else { return false };
    folded.copy_from_slice(word);
    folded.make_ascii_lowercase();
    std::str::from_utf8(folded).is_ok_and(|word| FIRST_WORDS.contains(word))
}

/// Why a line goes, if all of it is a prompt. `before` is the line directly above, if there is one:
/// the last word of a wrapped sentence ("share", "comment.") is none.
pub(super) fn prompt_rule(line: &str, before: Option<&str>, place: Place) -> Option<&'static str> {
    if line.len() > PROMPT_WITH_COLON_BYTES_MAX || !may_be_prompt(line) {
        return None;
    }
    let is_open = |line: &str| !line.ends_with(['.', '!', '?', '"', '”', ':']);
    if line.starts_with(char::is_lowercase) && before.is_some_and(is_open) {
        return None;
    }
    if let Some((start, _)) = line.split_once(':').filter(|(start, _)| start.len() <= PROMPT_BYTES_MAX / 2) {
        let phrase = format!("{} :", fold_key(start));
        if PHRASES.get(phrase.as_str()).is_some_and(|allowed| allowed.allows(place)) {
            return Some("prompt");
        }
    }
    if line.len() > PROMPT_BYTES_MAX || line.ends_with(',') {
        return None;
    }
    // Counts ("3 comments") do not matter.
    let words = Words::of(line);
    let is_word = |word: &&str| !word.bytes().all(|byte| byte.is_ascii_digit());
    let counted: Vec<&str> = words.iter().filter(is_word).collect();
    let is_short_sentence = counted.len() <= 2 && line.ends_with('.');
    if counted.is_empty() || is_short_sentence {
        return None;
    }
    if PHRASES.get(counted.join(" ").as_str()).is_some_and(|allowed| allowed.allows(place)) {
        return Some("prompt");
    }
    let is_bar = counted.len() >= 2 && counted.iter().all(|word| is_listed(SHARE_WORDS, word));
    (is_bar && !line.ends_with('.') && Where::Edge.allows(place)).then_some("share-bar")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_sorted_folded_and_have_a_place() {
        let phrases: Vec<&str> = entries(PROMPTS).map(|entry| entry.split_once('\t').expect("a tab").1).collect();
        assert!(phrases.is_sorted_by(|a, b| a < b), "sorted, no duplicates");
        assert_eq!(phrases.len(), PHRASES.len(), "every place is known");
        for phrase in phrases {
            assert_eq!(fold_key(phrase), phrase.trim_end_matches(" :"));
        }
    }
}

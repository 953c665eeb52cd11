//! Which words of a query only make a question of it: "what is known about …", "I am interested in
//! articles on …".
//!
//! They must stand in an article like all others where all must; they only do not count in the score. Many of
//! them are words of the news as well ("report", "deal"), so such a word counts as asking only between words
//! that ask. Where nothing else would be left, nothing is.

use crate::text::Words;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

const LIST: &str = include_str!("question_words.txt");

static CLASSES: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut classes: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for line in LIST.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let Some(class) = words.next() else { continue };
        words.for_each(|word| classes.entry(word).or_default().push(class));
    }
    classes
});

fn is(word: &str, class: &str) -> bool {
    CLASSES.get(word).is_some_and(|classes| classes.contains(&class))
}

/// Whether a folded word is a small one, which tells nothing anywhere.
pub(in super::super) fn is_small(word: &str) -> bool {
    is(word, "small")
}

/// The folded words of `query` that only make a question. A word in capitals beside words in small letters is a
/// name ("WHO"), and quoted words ask nothing.
pub(in super::super) fn question_words(query: &str) -> FxHashSet<String> {
    let words = Words::of(query);
    let folded: Vec<&str> = words.iter().collect();
    let has_small = query.chars().any(char::is_lowercase);
    let named = |at: usize| {
        let typed = words.span(at).of(query);
        has_small && typed.chars().count() > 1 && !typed.chars().any(char::is_lowercase)
    };
    let mut asks = vec![false; folded.len()];
    for at in 0..folded.len() {
        let before = at.checked_sub(1).map_or("", |before| folded[before]);
        let after = folded.get(at + 1).copied().unwrap_or("");
        let asked_before = at > 0 && asks[at - 1];
        asks[at] = !named(at) && (is(folded[at], "small") || asks_between(before, folded[at], after, asked_before));
    }
    let asking = |at: &usize| asks[*at];
    let asking_words: FxHashSet<String> = (0..folded.len()).filter(asking).map(|at| folded[at].to_owned()).collect();
    // A word that stands in the query as a subject too keeps its weight.
    let told: FxHashSet<&str> = (0..folded.len()).filter(|at| !asks[*at]).map(|at| folded[at]).collect();
    if told.is_empty() {
        return FxHashSet::default();
    }
    asking_words.into_iter().filter(|word| is(word, "small") || !told.contains(word.as_str())).collect()
}

/// Whether a word of the news asks here, between these neighbours; `asked_before` when the one before asks.
fn asks_between(before: &str, word: &str, after: &str, asked_before: bool) -> bool {
    let of_request =
        |word: &str| ["verb", "first-verb", "with-verb", "in-verb", "to-verb"].iter().any(|class| is(word, class));
    if is(word, "noun") {
        let asked = is(before, "before-noun") || of_request(before) || (asked_before && !is(before, "small"));
        return asked || is(after, "after-noun");
    }
    (is(word, "first-verb") && before.is_empty())
        || (is(word, "with-verb") && after == "with" && (is(before, "noun") || matches!(before, "which" | "that")))
        || (is(word, "in-verb") && after == "in")
        || (is(word, "to-verb") && (after == "to" || is(after, "noun")))
        || (is(word, "verb") && (is(before, "small") || is(before, "noun")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(query: &str) -> String {
        let asking = question_words(query);
        let words = Words::of(query);
        words.iter().filter(|word| !asking.contains(*word)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_only_asks_is_told_from_what_is_asked_for() {
        for (query, expected) in [
            ("what is known about the closed airspace", "closed airspace"),
            ("I am interested in articles on volcanic ash", "volcanic ash"),
            ("Find all discussions of the ambassador's recall", "ambassador recall"),
            ("papers which deal with relief flights", "relief flights"),
            ("iran nuclear deal", "iran nuclear deal"),
            ("leaked documents", "leaked documents"),
            ("information ministry", "information ministry"),
            ("WHO warns of cholera", "who warns cholera"),
            ("WHAT IS THE OUTBREAK", "outbreak"),
            ("to be or not to be", "to be or not to be"),
            ("", ""),
        ] {
            assert_eq!(told(query), expected, "{query}");
        }
    }

    #[test]
    fn no_word_stands_twice_in_a_class() {
        for (word, classes) in CLASSES.iter() {
            let distinct: FxHashSet<&str> = classes.iter().copied().collect();
            assert_eq!(distinct.len(), classes.len(), "{word}");
        }
    }
}

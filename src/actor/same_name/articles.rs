//! The Arabic article, which names are written with in three ways: "al-Adl", "al Adl", "Aladl".

/// How it is romanised.
const ARTICLES: [&str; 4] = ["al", "el", "ol", "ul"];
/// Letters that a word has without it, at least.
const BARE_LETTERS_MIN: usize = 3;

/// A word without the article that it begins with, if it may be one.
fn after_article(word: &str) -> Option<(&'static str, &str)> {
    let split = |article: &&'static str| word.strip_prefix(*article).map(|bare| (*article, bare));
    ARTICLES.iter().find_map(split).filter(|(_, bare)| bare.chars().count() >= BARE_LETTERS_MIN)
}

fn before_article(word: &str) -> Option<(&str, &'static str)> {
    let split = |article: &&'static str| word.strip_suffix(*article).map(|bare| (bare, *article));
    ARTICLES.iter().find_map(split).filter(|(bare, _)| bare.chars().count() >= BARE_LETTERS_MIN)
}

/// A word without an article written together with it, at its beginning or its end.
pub(super) fn without_article(word: &str) -> impl Iterator<Item = &str> {
    let after = after_article(word).map(|(_, bare)| bare);
    after.into_iter().chain(before_article(word).map(|(bare, _)| bare))
}

/// A name key with its articles written otherwise: apart from the word after them, apart from the word before, together
/// with the word after. Only what differs.
pub fn articles_rewritten(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let last = words.len() - 1;
    let apart: Vec<String> = words
        .iter()
        .map(|word| after_article(word).map_or((*word).to_owned(), |(article, bare)| format!("{article} {bare}")))
        .collect();
    let apart_from_before: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(at, word)| match before_article(word).filter(|_| at < last) {
            Some((bare, article)) => format!("{bare} {article}"),
            None => (*word).to_owned(),
        })
        .collect();
    let mut joined = String::new();
    for (at, word) in words.iter().enumerate() {
        joined.push_str(word);
        if at < last && !ARTICLES.contains(word) {
            joined.push(' ');
        }
    }
    let mut all = vec![apart.join(" "), apart_from_before.join(" "), joined];
    all.retain(|other| other != name);
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_written_apart_and_together() {
        assert_eq!(articles_rewritten("jaish aladl"), ["jaish al adl"]);
        assert_eq!(articles_rewritten("anwarul haq"), ["anwar ul haq"]);
        assert_eq!(articles_rewritten("mohamed el baradei"), ["mohamed elbaradei"]);
        assert_eq!(articles_rewritten("border strike"), [""; 0]);
        assert_eq!(articles_rewritten("al"), [""; 0]);
        assert_eq!(articles_rewritten("ally"), [""; 0]);
    }
}

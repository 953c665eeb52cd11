//! English stems, with a cache, since a stemmer costs more than a look-up and news repeats its words.

use rustc_hash::FxHashMap;

/// Entries after which the cache is emptied, so that memory does not grow with the corpus.
const CACHE_ENTRIES_MAX: usize = 1 << 16;
/// Longer words are left as they are: they are no English, and caching them would be waste.
const STEMMED_BYTES_MAX: usize = 40;

/// Stems folded words by Snowball's English algorithm (Porter2).
///
/// One for each thread: it caches what it has stemmed.
pub struct Stemmer {
    english: frostem::Stemmer,
    cache: FxHashMap<Box<str>, Box<str>>,
}

impl Default for Stemmer {
    fn default() -> Self {
        Self::new()
    }
}

impl Stemmer {
    /// A stemmer with an empty cache.
    pub fn new() -> Self {
        Stemmer { english: frostem::Stemmer::new(frostem::Algorithm::English), cache: FxHashMap::default() }
    }

    /// The stem of a folded word; the word itself when it holds anything but a–z and apostrophes.
    pub fn stem<'a>(&'a mut self, word: &'a str) -> &'a str {
        if word.len() < 3
            || word.len() > STEMMED_BYTES_MAX
            || !word.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'')
        {
            return word;
        }
        if !self.cache.contains_key(word) {
            if self.cache.len() >= CACHE_ENTRIES_MAX {
                self.cache.clear();
            }
            let stem = self.english.stem(word).into_owned();
            self.cache.insert(word.into(), stem.into());
        }
        &self.cache[word]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_share_a_stem_and_foreign_words_keep_theirs() {
        let mut stemmer = Stemmer::new();
        let strike = stemmer.stem("strikes").to_owned();
        assert_eq!(strike, stemmer.stem("strike"));
        assert_eq!(stemmer.stem("добро"), "добро");
        assert_eq!(stemmer.stem("f16s"), "f16s");
        // Words that the algorithm has by heart begin as their stems do, too.
        for word in ["skis", "skies", "dying", "lying", "tying", "idly", "gently", "ugly", "early", "only", "singly"] {
            assert_eq!(word[..1], stemmer.stem(word)[..1]);
        }
    }

    proptest::proptest! {
        #[test]
        fn a_stem_begins_as_its_word_does(word in "[a-z][a-z']{2,11}(ing|ies|ed|ly|s|'s)?") {
            proptest::prop_assert_eq!(word.bytes().next(), Stemmer::new().stem(&word).bytes().next());
        }
    }
}

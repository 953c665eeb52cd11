//! Shingles: every run of five words of a text, as numbers. Texts that share many are copies of each other.
//!
//! The least of a text's numbers are a sketch of it (bottom-k MinHash: Broder, "On the resemblance and containment of
//! documents", 1997): texts that share a part of their shingles share about that part of the least ones, whatever else
//! they say. The numbers stay the same on disk.

use super::words::Words;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Words of one shingle.
pub const SHINGLE_WORDS: usize = 5;
/// Numbers of a sketch; a text with fewer shingles has fewer.
pub const SKETCH_LEN: usize = 16;

/// The distinct shingles of a run of words, ascending.
pub fn shingles<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u64> {
    let words: Vec<u64> = words.map(|word| xxh3_64(word.as_bytes())).collect();
    let mut shingles: Vec<u64> = words.windows(SHINGLE_WORDS).map(shingle).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

fn shingle(words: &[u64]) -> u64 {
    let mixed =
        words.iter().fold(0u64, |mixed, word| (mixed.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    // The finaliser of SplitMix64: which shingles are the least must not hang on the words that they end with.
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// The upper halves of the least shingles: what is kept of a text to find its copies.
pub fn sketch(shingles: &[u64]) -> Vec<u32> {
    let mut least: Vec<u32> = shingles.iter().take(SKETCH_LEN).map(|shingle| (shingle >> 32) as u32).collect();
    least.dedup();
    least
}

/// One number for the words of a title and a text, in their order: the same for those that differ in signs and case alone.
pub fn text_key(title: &Words, text: &Words) -> u64 {
    let mut hasher = Xxh3::new();
    for words in [title, text] {
        for word in words.iter() {
            hasher.update(word.as_bytes());
            hasher.update(b" ");
        }
        hasher.update(b"|");
    }
    hasher.digest()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Vec<u64> {
        shingles(Words::of(text).iter())
    }

    #[test]
    fn signs_and_case_make_no_difference_and_words_do() {
        assert_eq!(of("Two ships left the port, early."), of("two SHIPS left the port early"));
        assert_ne!(of("two ships left the port"), of("ships two left the port"));
        assert_eq!(of("one two three four").len(), 0);
        let key = |title: &str, text: &str| text_key(&Words::of(title), &Words::of(text));
        assert_eq!(key("A b", "c, d"), key("a b", "c d"));
        assert_ne!(key("ab c", ""), key("a bc", ""));
        assert_ne!(key("a b", "c"), key("a", "b c"));
    }

    proptest! {
        #[test]
        fn the_sketch_of_a_part_holds_every_number_of_the_whole_that_the_part_has(
            words in prop::collection::vec("[a-e]{1,2}", 0..300),
            cut in 0usize..300,
        ) {
            let whole = shingles(words.iter().map(String::as_str));
            let part = shingles(words.iter().take(cut).map(String::as_str));
            let in_part = |number: &u32| part.iter().any(|shingle| (shingle >> 32) as u32 == *number);
            let of_part = sketch(&part);
            prop_assert!(sketch(&whole).iter().filter(|number| in_part(number)).all(|number| of_part.contains(number)));
        }
    }
}

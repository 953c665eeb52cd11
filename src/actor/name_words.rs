//! Words that are a given name or a surname somewhere: evidence for the tagger, and no more, since many are words too.
//!
//! 240,000 words would be a heavy table. So the file holds 16 bits of the number of each, sorted into buckets by its
//! high bits, and is used where it lies: one word in ten thousand is taken for another.

use super::tagger::word_number;

/// Bits of the number of a bucket.
const BUCKET_BITS: u32 = 15;
const STARTS_BYTES: usize = ((1 << BUCKET_BITS) + 1) * 4;
/// What is shorter is no evidence.
const NAME_WORD_BYTES_MIN: usize = 3;

static NAME_WORDS: &[u8] = include_bytes!("../../index-schema/recogniser/name-words.bin");

/// Whether a folded word is a person's name somewhere.
pub(super) fn is_name_word(folded: &str) -> bool {
    folded.len() >= NAME_WORD_BYTES_MIN && holds(NAME_WORDS, word_number(folded)) == Some(true)
}

fn holds(file: &[u8], number: u32) -> Option<bool> {
    let (starts, checks) = file.split_at_checked(STARTS_BYTES)?;
    let bounds = starts.get((number >> (32 - BUCKET_BITS)) as usize * 4..)?.first_chunk::<8>()?;
    let bound = |at: usize| u32::from_le_bytes([bounds[at], bounds[at + 1], bounds[at + 2], bounds[at + 3]]) as usize;
    let checks = checks.get(bound(0) * 2..bound(4) * 2)?;
    Some(checks.chunks_exact(2).any(|check| check == (number as u16).to_le_bytes()))
}

/// The file for these folded words.
pub fn pack_name_words<'w>(words: impl IntoIterator<Item = &'w str>) -> Vec<u8> {
    let long = words.into_iter().filter(|word| word.len() >= NAME_WORD_BYTES_MIN);
    let mut numbers: Vec<u32> = long.map(word_number).collect();
    numbers.sort_unstable();
    numbers.dedup_by_key(|number| (*number >> (32 - BUCKET_BITS), *number as u16));
    let mut bytes = Vec::with_capacity(STARTS_BYTES + numbers.len() * 2);
    for bucket in 0..=(1u64 << BUCKET_BITS) {
        let start = numbers.partition_point(|number| u64::from(number >> (32 - BUCKET_BITS)) < bucket);
        bytes.extend_from_slice(&(start as u32).to_le_bytes());
    }
    numbers.sort_unstable_by_key(|number| (number >> (32 - BUCKET_BITS), *number as u16));
    for number in numbers {
        bytes.extend_from_slice(&(number as u16).to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_words_are_held_and_others_are_not() {
        let file = pack_name_words(["brantsen", "okonjo", "wu"]);
        for (word, held) in [("brantsen", true), ("okonjo", true), ("wu", false), ("herring", false)] {
            assert_eq!(holds(&file, word_number(word)), Some(held), "{word}");
        }
        assert_eq!(holds(&[], 1), None);
    }

    #[test]
    fn the_file_knows_names_of_many_languages() {
        for word in ["hossein", "abdollahian", "olusegun", "nguyen", "zhang", "svensson"] {
            assert!(is_name_word(word), "{word}");
        }
        assert!(!is_name_word("herrings"));
    }
}

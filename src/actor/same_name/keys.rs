//! Keys that spellings of one name are likely to share, by which candidates are found: no decision hangs on them.
//!
//! A word has a skeleton, what is left of it when letters that romanisations exchange are made one and inner vowels are
//! dropped, and its spelling classes. A name has keys of all its words written together, and of its first and last.

use super::articles::without_article;
use super::classes::Classes;
use super::words::{self, Role, Word};
use super::{Family, NameForm};
use std::hash::{BuildHasher, Hash};

/// Classes of a word that a name is looked up by.
const CLASSES_MAX: usize = 4;

/// What a word is known by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Part {
    Skeleton(String),
    Class(u16),
    Place(u16),
    Sense(u16),
}

impl NameForm {
    /// The keys under which a name is kept.
    pub fn kept_keys(&self) -> Vec<u32> {
        self.keys(1)
    }

    /// The keys under which a name is looked up: most of its spellings are kept under one of them.
    pub fn lookup_keys(&self) -> Vec<u32> {
        self.keys(CLASSES_MAX)
    }

    /// Marks of the words that a spelling of the name begins and ends with, and of all words written together: where a
    /// run of words has none of them, it is none of the name's spellings. See [`WordMarks`].
    pub fn marks(&self) -> Vec<u32> {
        let words = self.telling_words();
        let mut marks = vec![WordMarks::of_whole(words.iter().map(|word| word.text.as_str()))];
        for word in [words.first(), words.last()].into_iter().flatten() {
            marks.extend([&word.text, &word.token].map(|text| hash(&Part::Skeleton(skeleton(text)))));
            marks.extend(self.parts(word, CLASSES_MAX).iter().map(hash));
        }
        marks
    }

    /// How many words make the name, particles and titles aside.
    pub fn words_len(&self) -> usize {
        self.telling_words().len()
    }

    fn telling_words(&self) -> Vec<&Word> {
        let tells = |word: &&Word| matches!(word.role, Role::Content | Role::Generic | Role::Number);
        self.words.iter().filter(tells).collect()
    }

    fn keys(&self, classes: usize) -> Vec<u32> {
        let words = self.telling_words();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
        let family = self.family as u8;
        let mut keys = vec![hash(&(family, 0u8, whole_skeleton(words.iter().map(|word| word.text.as_str()))))];
        let (firsts, lasts) = (self.parts(first, classes), self.parts(last, classes));
        if words.len() == 1 {
            keys.extend(firsts.iter().map(|part| hash(&(family, 1u8, part))));
        }
        // Skeletons go with skeletons, classes with classes, so that a name is kept under few keys.
        let by_class = |parts: &[Part]| -> Vec<Part> {
            parts.get(1..).filter(|classes| !classes.is_empty()).unwrap_or(parts).to_vec()
        };
        let skeletons = (&firsts[..1], &lasts[..1]);
        let (first_classes, last_classes) = (by_class(&firsts), by_class(&lasts));
        for (xs, ys) in [skeletons, (&first_classes[..], &last_classes[..])] {
            for (x, y) in xs.iter().flat_map(|x| ys.iter().map(move |y| (x, y))).filter(|_| words.len() > 1) {
                keys.push(hash(&(family, 2u8, x, y)));
                // A name that is looked up may stand in the other order.
                if classes > 1 {
                    keys.push(hash(&(family, 2u8, y, x)));
                }
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The skeleton of a word, its best known classes; its sense alone, where it has one.
    fn parts(&self, word: &Word, classes: usize) -> Vec<Part> {
        let of_places = self.family == Family::Place;
        parts(
            &word.text,
            word.sense,
            word.classes.best(classes).map(|class| if of_places { Part::Place(class) } else { Part::Class(class) }),
        )
    }
}

fn parts(text: &str, sense: Option<u16>, classes: impl Iterator<Item = Part>) -> Vec<Part> {
    match sense {
        Some(sense) => vec![Part::Sense(sense)],
        None => [Part::Skeleton(skeleton(text))].into_iter().chain(classes).collect(),
    }
}

fn whole_skeleton<'a>(words: impl Iterator<Item = &'a str>) -> String {
    skeleton(&words.collect::<String>())
}

fn hash(key: &impl Hash) -> u32 {
    let hash = rustc_hash::FxBuildHasher.hash_one(key);
    (hash >> 32) as u32 ^ hash as u32
}

/// What a word may be as the first or last of a name, in any family: quick to ask before a run of words is taken for a name.
#[derive(Debug, Clone, Default)]
pub struct WordMarks {
    /// One of these is marked for a name that begins or ends with a spelling of the word.
    pub marks: Vec<u32>,
    /// Whether names may lack it.
    pub is_small: bool,
}

impl WordMarks {
    /// Takes a folded word.
    pub fn of(word: &str) -> Self {
        let plain: String = word.chars().filter(|c| *c != '\'').collect();
        let mut marks: Vec<u32> =
            words::texts_of_person(&plain).iter().map(|text| hash(&Part::Skeleton(skeleton(text)))).collect();
        marks.extend(without_article(&plain).map(|bare| hash(&Part::Skeleton(skeleton(bare)))));
        marks.extend(Classes::of_person(&plain).best(CLASSES_MAX).map(|class| hash(&Part::Class(class))));
        marks.extend(Classes::of_place(&plain).best(CLASSES_MAX).map(|class| hash(&Part::Place(class))));
        WordMarks { marks, is_small: words::is_small(&plain) }
    }

    /// The mark of words written together.
    pub fn of_whole<'a>(words: impl Iterator<Item = &'a str>) -> u32 {
        hash(&(0u8, whole_skeleton(words)))
    }
}

/// What is left of a word when letters that romanisations exchange are one: "hsn" of "Hossein" and "Husayn".
pub(super) fn skeleton(word: &str) -> String {
    let bytes = word.as_bytes();
    let mut skeleton = String::with_capacity(word.len());
    let mut at = 0;
    while at < bytes.len() {
        let (letter, len) = sound(&bytes[at..]).unwrap_or_else(|| {
            let c = word[at..].chars().next().expect("a letter is left");
            (c, c.len_utf8())
        });
        let before_vowel = bytes.get(at + len).is_some_and(|next| b"aeiouy".contains(next));
        match letter {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' => {
                // Only the first letter tells by its vowel.
                if at == 0 {
                    skeleton.push(if matches!(letter, 'o' | 'u') { 'o' } else { 'a' });
                }
            }
            'h' if !before_vowel => {}
            _ if skeleton.ends_with(letter) => {}
            _ => skeleton.push(letter),
        }
        at += len;
    }
    skeleton
}

/// The sound that some letters begin with, and how many they are; `None` where a letter stands for itself.
fn sound(letters: &[u8]) -> Option<(char, usize)> {
    Some(match letters {
        [b't', b's', b'c', b'h', ..] => ('C', 4),
        [b'd', b's', b'c', b'h', ..] => ('J', 4),
        [b's', b'c', b'h', ..] => ('S', 3),
        [b't', b'c' | b's', b'h', ..] => ('C', 3),
        [b'd', b'z', b'h', ..] => ('J', 3),
        [b'c', b'h' | b'z', ..] => ('C', 2),
        [b's', b'h' | b'z', ..] => ('S', 2),
        [b'd', b'j', ..] | [b'z', b'h', ..] => ('J', 2),
        [b'd', b'z', ..] | [b't', b's' | b'z', ..] => ('z', 2),
        [b'k' | b'g', b'h', ..] | [b'c', b'k', ..] => ('k', 2),
        [b'p', b'h', ..] => ('f', 2),
        [b't', b'h', ..] => ('t', 2),
        [b'd', b'h', ..] => ('d', 2),
        [b'q' | b'c' | b'g' | b'x', ..] => ('k', 1),
        [b'w', ..] => ('v', 1),
        [b'j', ..] => ('J', 1),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::kind::Kind;

    #[test]
    fn spellings_have_one_skeleton() {
        for (a, b) in [
            ("hossein", "husayn"),
            ("balochistan", "baluchestan"),
            ("abdollahian", "abdullahiyan"),
            ("jaish", "jeish"),
            ("qasem", "ghassem"),
            ("zhukov", "zhukow"),
        ] {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
        assert_ne!(skeleton("jaish"), skeleton("jays"));
    }

    #[test]
    fn a_spelling_is_looked_up_where_the_name_is_kept() {
        for (a, b) in [
            ("Hossein Amir-Abdollahian", "Husayn Amirabdullahiyan"),
            ("Xi Jinping", "Jinping Xi"),
            ("Sergei Lavrov", "Sergej Lawrow"),
            ("Vladimir Putin", "Wladimir Poutine"),
        ] {
            let kept = NameForm::of(a, Kind::Person).kept_keys();
            assert!(NameForm::of(b, Kind::Person).lookup_keys().iter().any(|key| kept.contains(key)), "{a} {b}");
        }
    }
}

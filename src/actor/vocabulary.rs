//! What single words tell about names: titles, organisation words, given names, city names and so on.
//!
//! One look-up of a folded word gives all that the lists in `lists/` and the city file know of it. A list
//! is evidence for the tagger and never decides alone.

use super::name_words::is_name_word;
use crate::text::fold_key;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Sets of lists that a word stands in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flags(u32);

macro_rules! word_lists {
    ($($(#[$doc:meta])* $flag:ident = $bit:literal, $file:literal;)*) => {
        impl Flags {
            $($(#[$doc])* pub(super) const $flag: Flags = Flags(1 << $bit);)*
        }
        /// Every list: its flag, its file name and its text.
        const LISTS: &[(Flags, &str, &str)] = &[
            $((Flags::$flag, $file, include_str!(concat!("lists/", $file))),)*
        ];
    };
}

word_lists! {
    FUNCTION = 0, "function_words.txt";
    COMMON = 1, "common_words.txt";
    CALENDAR = 2, "calendar_words.txt";
    TITLE = 3, "titles.txt";
    ROLE_MODIFIER = 4, "role_modifiers.txt";
    ORGANISATION = 5, "organisation_words.txt";
    ORGANISATION_HEAD = 6, "organisation_heads.txt";
    GROUP = 7, "group_words.txt";
    COMPANY = 8, "company_forms.txt";
    PLACE = 9, "place_words.txt";
    PLACE_HEAD = 10, "place_heads.txt";
    PLACE_NOUN = 11, "place_nouns.txt";
    EVENT = 12, "event_words.txt";
    PEOPLE = 13, "people_adjectives.txt";
    DIRECTION = 14, "directions.txt";
    PARTICLE = 15, "name_particles.txt";
    SAYS = 16, "saying_verbs.txt";
    ACTS = 17, "acting_verbs.txt";
    CAPITAL_CUE = 18, "capital_cues.txt";
    CAPITAL_NOUN = 19, "capital_nouns.txt";
    GIVEN = 20, "given_names.txt";
    NO_ACRONYM = 21, "no_organisation_acronyms.txt";
    GROUP_CUE = 22, "group_cues.txt";
}

impl Flags {
    /// A city of 100,000 people or more has this name.
    pub(super) const CITY: Flags = Flags(1 << 31);

    /// Somebody has this given name or surname.
    pub(super) const NAME_WORD: Flags = Flags(1 << 30);

    /// Whether the word stands in at least one of the lists `of`.
    #[inline]
    pub(super) fn any(self, of: Flags) -> bool {
        self.0 & of.0 != 0
    }

    /// The lists that both have.
    pub(super) const fn and(self, other: Flags) -> Flags {
        Flags(self.0 & other.0)
    }

    /// One bit for each list.
    pub(super) const fn bits(self) -> u32 {
        self.0
    }

    /// The lists of both.
    pub(super) const fn or(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

/// Regions and waters, one name a line.
const REGIONS: &str = include_str!("lists/regions.txt");
const CITIES: &str = include_str!("../../index-schema/actors/cities.tsv");

/// The lists as one table.
pub(super) struct Vocabulary {
    flags: FxHashMap<Box<str>, Flags>,
    /// Names of several words, of cities, and of regions with any number of words.
    places: Vec<&'static str>,
}

impl Vocabulary {
    /// The built-in lists, read once.
    pub(super) fn built_in() -> &'static Vocabulary {
        static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        VOCABULARY.get_or_init(|| {
            let mut vocabulary = Vocabulary { flags: FxHashMap::default(), places: data_lines(REGIONS).collect() };
            for (flag, _, text) in LISTS {
                for word in list_words(text) {
                    let flags = vocabulary.flags.entry(word.into()).or_default();
                    *flags = flags.or(*flag);
                }
            }
            for line in data_lines(CITIES) {
                let name = line.split('\t').next().unwrap_or(line);
                let key = fold_key(name);
                if key.contains(' ') {
                    vocabulary.places.push(name);
                } else {
                    let flags = vocabulary.flags.entry(key.into()).or_default();
                    *flags = flags.or(Flags::CITY);
                }
            }
            vocabulary
        })
    }

    /// What the lists say of a folded word.
    #[inline]
    pub(super) fn flags(&self, folded: &str) -> Flags {
        let flags = self.flags.get(folded).copied().unwrap_or_default();
        if is_name_word(folded) { flags.or(Flags::NAME_WORD) } else { flags }
    }

    /// Names of places that are certain enough to be found as curated names are.
    pub(super) fn places(&self) -> &[&'static str] {
        &self.places
    }
}

fn data_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn list_words(text: &str) -> impl Iterator<Item = &str> {
    data_lines(text).flat_map(str::split_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn lists_are_sorted_folded_and_without_duplicates() {
        for (_, file, text) in LISTS {
            let words: Vec<&str> = list_words(text).collect();
            assert!(!words.is_empty(), "{file} is empty");
            for pair in words.windows(2) {
                assert!(pair[0] < pair[1], "{file}: {:?} before {:?}", pair[0], pair[1]);
            }
            for word in words {
                assert_eq!(fold(word), word, "{file}");
            }
        }
    }

    #[test]
    fn regions_are_sorted_and_without_duplicates() {
        let names: Vec<&str> = data_lines(REGIONS).collect();
        for pair in names.windows(2) {
            assert!(pair[0] < pair[1], "{:?} before {:?}", pair[0], pair[1]);
        }
    }

    #[test]
    fn city_lines_are_sorted_and_hold_a_name_and_country_codes() {
        let lines: Vec<&str> = data_lines(CITIES).collect();
        assert!(lines.is_sorted());
        for line in lines {
            let (name, codes) = line.split_once('\t').expect("two columns");
            assert!(!fold_key(name).is_empty(), "{line}");
            assert!(codes.split(' ').all(|code| code.len() == 2), "{line}");
        }
    }
}

//! Spelling classes of name words: "hossein", "hussein" and "husayn" share one, "hassan" has others.
//!
//! There is a table of persons' names and one of cities; a word that both sides know, in no common class, is another name.

use fst::Map;
use std::sync::OnceLock;

const PERSONS: &[u8] = include_bytes!("person_classes.bin");
const PLACES: &[u8] = include_bytes!("place_classes.bin");
const HEADER_BYTES: usize = 12;
/// Classes of one word that are looked at; no word has many more.
const CLASSES_MAX: usize = 24;

/// The classes of one word, the best known first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Classes {
    numbers: Vec<u16>,
    /// How many forms in other scripts its best known class has: how common a name it is.
    pub(super) common: u8,
}

struct Table {
    commons: &'static [u8],
    lists: &'static [u8],
    map: Map<&'static [u8]>,
}

/// Opens a table in the program's own memory: a header is read, nothing is copied.
fn open(file: &'static [u8]) -> Table {
    let len = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().expect("four bytes")) as usize;
    let (classes, lists) = (len(0), len(4));
    let (commons, rest) = file[HEADER_BYTES..].split_at(classes);
    let (lists, map) = rest.split_at(lists);
    Table { commons, lists, map: Map::new(map).expect("the built-in table is whole") }
}

static PERSON_TABLE: OnceLock<Table> = OnceLock::new();
static PLACE_TABLE: OnceLock<Table> = OnceLock::new();

impl Classes {
    /// The classes of a word of persons' names; none for a word that the table lacks.
    pub(super) fn of_person(word: &str) -> Self {
        Classes::of(word, PERSON_TABLE.get_or_init(|| open(PERSONS)))
    }

    /// The cities that have this word as a name.
    pub(super) fn of_place(word: &str) -> Self {
        Classes::of(word, PLACE_TABLE.get_or_init(|| open(PLACES)))
    }

    fn of(word: &str, table: &Table) -> Self {
        let Some(value) = table.map.get(word) else { return Classes::default() };
        let value = value as usize;
        let mut numbers: Vec<u16> = match value.checked_sub(table.commons.len()) {
            None => vec![value as u16],
            Some(start) => {
                let mut list = table.lists[start * 2..].chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
                let len = usize::from(list.next().unwrap_or(0));
                list.take(len.min(CLASSES_MAX)).collect()
            }
        };
        let common_of = |number: &u16| table.commons[usize::from(*number)];
        let common = numbers.iter().map(common_of).max().unwrap_or(0);
        numbers.sort_by_key(|number| (std::cmp::Reverse(common_of(number)), *number));
        Classes { numbers, common }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    pub(super) fn shares(&self, other: &Classes) -> bool {
        self.numbers.iter().any(|number| other.numbers.contains(number))
    }

    /// At most so many of its classes, the best known first.
    pub(super) fn best(&self, most: usize) -> impl Iterator<Item = u16> {
        self.numbers.iter().copied().take(most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_class_and_two_names_none() {
        for (a, b, shared) in [
            ("hossein", "hussein", true),
            ("sergei", "sergey", true),
            ("hossein", "hassan", false),
            ("mohammad", "ahmad", false),
        ] {
            assert_eq!(Classes::of_person(a).shares(&Classes::of_person(b)), shared, "{a} {b}");
        }
        assert!(Classes::of_place("kyiv").shares(&Classes::of_place("kiev")));
        assert!(Classes::of_person("qwertz").is_empty());
    }
}

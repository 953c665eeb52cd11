//! The lists of small words: particles, titles, numbers, words that organisations share, and what is never one.

use super::words::Role;
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What small words do, opened once.
pub(super) struct SmallWords {
    /// The role of a word, and what it counts as.
    pub(super) roles: FxHashMap<&'static str, (Role, &'static str)>,
    /// Words of organisations in several languages, each with the name of its group.
    pub(super) organisation: FxHashMap<&'static str, &'static str>,
    /// States and listed senses: two of these are never one.
    pub(super) senses: FxHashMap<String, u16>,
}

pub(super) fn small_words() -> &'static SmallWords {
    static WORDS: OnceLock<SmallWords> = OnceLock::new();
    WORDS.get_or_init(|| {
        let lines = |text: &'static str| {
            text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
        };
        let mut words = SmallWords {
            roles: FxHashMap::default(),
            organisation: FxHashMap::default(),
            senses: FxHashMap::default(),
        };
        add_states(&mut words.senses);
        for (role, list) in lines(include_str!("small_words.txt")) {
            let role = match role {
                "apart" => {
                    let sense = next_sense(&words.senses);
                    list.split(' ').for_each(|word| _ = words.senses.insert(word.to_owned(), sense));
                    continue;
                }
                "particle" => Role::Particle,
                "small" => Role::Small,
                "title" => Role::Title,
                "generation" => Role::Generation,
                "place" => Role::Generic,
                "legal" => Role::Legal,
                _ => Role::Number,
            };
            for word in list.split(' ') {
                let (word, counts_as) = word.split_once('=').unwrap_or((word, word));
                words.roles.insert(word, (role, counts_as));
            }
        }
        for (group, list) in lines(include_str!("organisation_words.txt")) {
            words.organisation.extend(list.split(' ').map(|word| (word, group)));
        }
        words
    })
}

fn next_sense(senses: &FxHashMap<String, u16>) -> u16 {
    senses.values().max().map_or(0, |last| last + 1)
}

/// The names and demonyms of states that are one word, each state a sense; a word of two states is a sense of its own.
fn add_states(senses: &mut FxHashMap<String, u16>) {
    let mut sense = 0;
    let mut shared = Vec::new();
    for line in include_str!("../../../index-schema/actors/states.toml").lines() {
        if line.starts_with('[') {
            sense += 1;
        }
        let is_name = ["name = ", "spellings = ", "aliases = ", "demonyms = "].iter().any(|key| line.starts_with(key));
        for name in line.split('"').skip(1).step_by(2).filter(|_| is_name) {
            let word: String = fold(name).chars().filter(|c| *c != '\'').collect();
            if word.len() > 3
                && word.chars().all(char::is_alphabetic)
                && *senses.entry(word.clone()).or_insert(sense) != sense
            {
                shared.push(word);
            }
        }
    }
    for word in shared {
        sense += 1;
        senses.insert(word, sense);
    }
}

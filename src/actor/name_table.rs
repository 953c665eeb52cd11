//! The lexicon as bytes: which name keys are the same actor.
//!
//! The index keeps evidence, name keys with numbers that are given once; this table says what they
//! stand for. It is one file of sorted maps (FST) and arrays, made to be memory-mapped: opening it
//! reads a header, looking up a number is one array access. It is written anew for each commit and
//! never changed afterwards.

use super::kind::Kind;
use super::lexicon::NameRule;
use super::numbers::{NameNumbers, Sense};
use crate::text::fold_key;
use fst::{Automaton, IntoStreamer, Map, Streamer};

pub(super) const MAGIC: &[u8; 8] = b"DLNAMES2";
pub(super) const SECTIONS: usize = 20;
pub(super) const HEADER_BYTES: usize = 8 + SECTIONS * 16;
/// Longest name looked for in a query, in words.
pub const NAME_WORDS_MAX: usize = 10;

/// What makes a lexicon file unreadable.
#[derive(Debug, thiserror::Error)]
pub enum NameTableError {
    /// The file is no lexicon file, or one of another version.
    #[error("not a lexicon file of this version")]
    Header,
    /// A part of it lies outside the file or makes no sense.
    #[error("the lexicon file is damaged in section {0}")]
    Section(usize),
    /// One of its sorted maps is damaged.
    #[error("the lexicon file is damaged: {0}")]
    Map(#[from] fst::Error),
}

/// An actor as the table tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableActor<'a> {
    /// Identifier: of the curated lexicon, or `kind:name-key` for names that no list has.
    pub id: &'a str,
    /// Name for display.
    pub name: &'a str,
    /// What it is.
    pub kind: Kind,
}

/// One reading of a name that was looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    /// Index of the actor in the table.
    pub actor: u32,
    /// How the name belongs to the actor.
    pub rule: NameRule,
}

#[derive(Clone, Debug)]
struct Part<B> {
    bytes: B,
    start: usize,
    end: usize,
}

impl<B: AsRef<[u8]>> AsRef<[u8]> for Part<B> {
    fn as_ref(&self) -> &[u8] {
        &self.bytes.as_ref()[self.start..self.end]
    }
}

/// The lexicon of one commit, read from bytes (usually memory-mapped).
pub struct NameTable<B: AsRef<[u8]> + Clone> {
    lookup: Map<Part<B>>,
    ids: Map<Part<B>>,
    parts: Vec<Part<B>>,
}

// Sections, in the order of the header.
pub(super) const LOOKUP: usize = 0;
pub(super) const READINGS: usize = 1;
pub(super) const IDS: usize = 2;
pub(super) const NUMBER_ACTOR: usize = 3;
pub(super) const NUMBER_RULE: usize = 4;
pub(super) const NUMBER_SENSE: usize = 5;
pub(super) const KEYS: usize = 6; // offsets, then text
pub(super) const SURFACES: usize = 8;
pub(super) const ACTOR_IDS: usize = 10;
pub(super) const ACTOR_NAMES: usize = 12;
pub(super) const ACTOR_KINDS_AND_NUMBERS: usize = 14;
pub(super) const VARIANT_KEYS: usize = 15;
pub(super) const VARIANT_FORMS: usize = 16; // offsets, then text
pub(super) const VARIANT_ACTORS: usize = 18;
pub(super) const VARIANT_BITS: usize = 19;

impl<B: AsRef<[u8]> + Clone> NameTable<B> {
    /// Opens a table; reads its header only.
    ///
    /// # Errors
    /// When the bytes are no table of this version or a section does not fit.
    pub fn open(bytes: B) -> Result<Self, NameTableError> {
        let all = bytes.as_ref();
        if all.len() < HEADER_BYTES || &all[..8] != MAGIC {
            return Err(NameTableError::Header);
        }
        let mut parts = Vec::with_capacity(SECTIONS);
        for section in 0..SECTIONS {
            let at = 8 + section * 16;
            let start = read_u64(all, at) as usize;
            let end = start.checked_add(read_u64(all, at + 8) as usize).filter(|end| *end <= all.len());
            let end = end.ok_or(NameTableError::Section(section))?;
            parts.push(Part { bytes: bytes.clone(), start, end });
        }
        let table = NameTable { lookup: Map::new(parts[LOOKUP].clone())?, ids: Map::new(parts[IDS].clone())?, parts };
        let actors = table.actors_len();
        let numbers = table.numbers_len();
        let lens_agree = table.part(NUMBER_RULE).len() == numbers
            && table.part(NUMBER_SENSE).len() == numbers
            && table.part(KEYS).len() == (numbers + 1) * 4
            && table.part(SURFACES).len() == (numbers + 1) * 4
            && table.part(ACTOR_NAMES).len() == (actors + 1) * 4
            && table.part(ACTOR_KINDS_AND_NUMBERS).len() == actors + (actors + 1) * 4 + numbers * 4
            && table.part(VARIANT_FORMS).len() == table.part(VARIANT_ACTORS).len() + 4;
        if lens_agree { Ok(table) } else { Err(NameTableError::Section(NUMBER_RULE)) }
    }

    fn part(&self, section: usize) -> &[u8] {
        self.parts[section].as_ref()
    }

    fn string(&self, section: usize, index: usize) -> &str {
        let offsets = self.part(section);
        let text = self.part(section + 1);
        let from = read_u32(offsets, index * 4) as usize;
        let to = read_u32(offsets, index * 4 + 4) as usize;
        text.get(from..to).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    /// How many actors the table knows.
    pub fn actors_len(&self) -> usize {
        (self.part(ACTOR_IDS).len() / 4).saturating_sub(1)
    }

    /// How many name keys have a number.
    pub fn numbers_len(&self) -> usize {
        self.part(NUMBER_ACTOR).len() / 4
    }

    /// The actor at `index`. Panics when there is none.
    pub fn actor(&self, index: u32) -> TableActor<'_> {
        TableActor {
            id: self.string(ACTOR_IDS, index as usize),
            name: self.string(ACTOR_NAMES, index as usize),
            kind: self.kind(index),
        }
    }

    /// The kind of the actor at `index`. Panics when there is none.
    #[inline]
    pub fn kind(&self, index: u32) -> Kind {
        let kind = self.part(ACTOR_KINDS_AND_NUMBERS)[index as usize];
        Kind::ALL[(kind as usize).min(Kind::ALL.len() - 1)]
    }

    /// The actor that a name-key number stands for; `None` for a number that the table lacks.
    #[inline]
    pub fn actor_of_number(&self, number: u32) -> Option<u32> {
        let bytes = self.part(NUMBER_ACTOR);
        let at = number as usize * 4;
        (at + 4 <= bytes.len()).then(|| read_u32(bytes, at))
    }

    /// How the name with this number belongs to its actor.
    pub fn rule_of_number(&self, number: u32) -> NameRule {
        let code = self.part(NUMBER_RULE).get(number as usize).copied().unwrap_or_default();
        rule_from_code(code & !HAS_APOSTROPHE)
    }

    /// Whether some article writes the name with an apostrophe, which its key lacks.
    pub fn has_apostrophe(&self, number: u32) -> bool {
        self.part(NUMBER_RULE).get(number as usize).is_some_and(|code| code & HAS_APOSTROPHE != 0)
    }

    /// In which sense the name with this number was used.
    pub fn sense_of_number(&self, number: u32) -> Option<Sense> {
        self.part(NUMBER_SENSE).get(number as usize).and_then(|code| Sense::from_code(*code))
    }

    /// The name key with this number.
    pub fn key_of_number(&self, number: u32) -> &str {
        self.string(KEYS, number as usize)
    }

    /// All numbers that stand for an actor, ascending.
    pub fn numbers_of_actor(&self, actor: u32) -> Vec<u32> {
        let actors = self.actors_len();
        let part = &self.part(ACTOR_KINDS_AND_NUMBERS)[actors..];
        let (offsets, numbers) = part.split_at((actors + 1) * 4);
        let from = read_u32(offsets, actor as usize * 4) as usize;
        let to = read_u32(offsets, actor as usize * 4 + 4) as usize;
        numbers[from * 4..to * 4].chunks_exact(4).map(|bytes| read_u32(bytes, 0)).collect()
    }

    pub(super) fn variant_keys(&self) -> &[u8] {
        self.part(VARIANT_KEYS)
    }

    pub(super) fn variant_bits(&self) -> &[u8] {
        self.part(VARIANT_BITS)
    }

    /// Text and actor of a form that is kept by the keys of its spellings.
    pub(super) fn variant(&self, form: u32) -> Option<(&str, u32)> {
        let at = form as usize * 4;
        let actors = self.part(VARIANT_ACTORS);
        (at + 4 <= actors.len()).then(|| (self.string(VARIANT_FORMS, form as usize), read_u32(actors, at)))
    }

    /// The actor with exactly this id.
    pub fn actor_with_id(&self, id: &str) -> Option<u32> {
        self.ids.get(id).map(|actor| actor as u32)
    }

    /// All readings of a name key, best rule first. Organs of states are found in every form
    /// ("iranian foreign ministry", "ministry of foreign affairs of iran").
    pub fn readings(&self, key: &str) -> Vec<Reading> {
        let readings = self.lookup.get(key).map_or_else(Vec::new, |group| self.reading_group(group));
        if readings.is_empty() { self.organ_reading(key).into_iter().collect() } else { readings }
    }

    fn organ_reading(&self, key: &str) -> Option<Reading> {
        key.match_indices(' ').find_map(|(space, _)| {
            let (before, after) = (&key[..space], &key[space + 1..]);
            self.organ_of(before, after).or_else(|| {
                let state = after.strip_prefix("of ")?;
                self.organ_of(state.strip_prefix("the ").unwrap_or(state), before)
            })
        })
    }

    /// The organ with the name key `organ` of the state that `state` names in any way.
    fn organ_of(&self, state: &str, organ: &str) -> Option<Reading> {
        let sample = self.reading_group(self.lookup.get(organ_key(organ))?).first()?.actor;
        let (_, organ_id) = self.actor(sample).id.rsplit_once('/')?;
        let mut states = self.reading_group(self.lookup.get(state)?).into_iter();
        let state = states.find(|reading| self.actor(reading.actor).kind == Kind::State)?;
        let actor = self.actor_with_id(&format!("{}/{organ_id}", self.actor(state.actor).id))?;
        Some(Reading { actor, rule: NameRule::Alias })
    }

    fn reading_group(&self, group: u64) -> Vec<Reading> {
        let (start, len) = ((group >> 24) as usize, (group & 0xFF_FFFF) as usize);
        self.part(READINGS)[start * 8..(start + len) * 8]
            .chunks_exact(8)
            .map(|bytes| Reading { actor: read_u32(bytes, 0), rule: rule_from_code(bytes[4]) })
            .collect()
    }

    /// Actors whose names are near `name`, nearest first: within one edit (two for long names), or
    /// beginning with it, or sharing its last word but for one edit.
    pub fn near_names(&self, name: &str, limit: usize) -> Vec<u32> {
        /// Edits that make a slip of the keyboard.
        const TYPING_EDITS_MAX: usize = 2;
        let key = fold_key(name);
        if key.is_empty() {
            return Vec::new();
        }
        // What the rules of spelling say comes before what letters say.
        let mut found: Vec<(usize, u32)> = self.like(&key).into_iter().map(|like| (0, like.actor)).collect();
        self.collect_within(&key, if key.chars().count() > 6 { TYPING_EDITS_MAX } else { 1 }, 0, &mut found);
        if found.len() < limit && key.len() >= 3 {
            self.collect_near(fst::automaton::Str::new(&key).starts_with(), &key, 0, &mut found);
        }
        if let (true, Some((_, last))) = (found.len() < limit, key.rsplit_once(' ')) {
            // A whole name that is near goes before one that shares a word.
            self.collect_within(last, usize::from(last.chars().count() > 4), key.len(), &mut found);
        }
        // Of names that only share a beginning, those that articles have tell more than those nearer in letters.
        found.sort_by_cached_key(|&(distance, actor)| {
            let unseen = distance > TYPING_EDITS_MAX && self.numbers_of_actor(actor).is_empty();
            (distance > TYPING_EDITS_MAX, unseen, distance, self.actor(actor).id)
        });
        let mut seen = rustc_hash::FxHashSet::default();
        found.retain(|(_, actor)| seen.insert(*actor));
        found.into_iter().take(limit).map(|(_, actor)| actor).collect()
    }

    /// Actors that have a name beginning with the words `beginning`, in the order of these names.
    pub fn names_beginning(&self, beginning: &str, limit: usize) -> Vec<u32> {
        let words = format!("{} ", fold_key(beginning));
        let mut stream = self.lookup.search(fst::automaton::Str::new(&words).starts_with()).into_stream();
        let mut actors: Vec<u32> = Vec::new();
        while let Some((_, group)) = stream.next() {
            for reading in self.reading_group(group) {
                if !actors.contains(&reading.actor) {
                    actors.push(reading.actor);
                }
            }
            if actors.len() >= limit {
                break;
            }
        }
        actors.truncate(limit);
        actors
    }

    /// Names within so many edits of `key`, each at its distance and `offset` more.
    fn collect_within(&self, key: &str, edits: usize, offset: usize, found: &mut Vec<(usize, u32)>) {
        /// States that an automaton may have; the crate's own bound is too low for long names.
        const STATES_MAX: usize = 1 << 18;
        if let Ok(near) = fst::automaton::Levenshtein::new_with_limit(key, edits as u32, STATES_MAX) {
            self.collect_near(near, key, offset, found);
        }
    }

    fn collect_near<A: Automaton>(&self, near: A, key: &str, offset: usize, found: &mut Vec<(usize, u32)>) {
        /// Names looked at before the search for near ones stops.
        const NEAR_NAMES_MAX: usize = 2_000;
        let mut stream = self.lookup.search(near).into_stream();
        let mut seen = 0;
        while let Some((name, group)) = stream.next() {
            let distance = offset + std::str::from_utf8(name).map_or(usize::MAX / 2, |name| edits_between(key, name));
            found.extend(self.reading_group(group).into_iter().map(|reading| (distance, reading.actor)));
            seen += 1;
            if seen >= NEAR_NAMES_MAX {
                return;
            }
        }
    }

    /// The numbers and names as they were given, to go on numbering.
    pub fn numbers(&self) -> NameNumbers {
        let mut given = NameNumbers::default();
        for number in 0..self.numbers_len() {
            let sense = self.sense_of_number(number as u32).unwrap_or(Sense::Demonym);
            let apostrophe = self.has_apostrophe(number as u32);
            given.number(self.string(KEYS, number), sense, || self.string(SURFACES, number).to_owned(), apostrophe);
        }
        given
    }
}

/// Insertions, deletions and exchanges of characters that make `b` of `a` (Levenshtein).
fn edits_between(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (index, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, to) in b.iter().enumerate() {
            let exchange = diagonal + usize::from(from != *to);
            diagonal = row[column + 1];
            row[column + 1] = exchange.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// Under which key the names of organs are looked up: they name nothing by themselves.
pub(super) fn organ_key(organ: &str) -> String {
    format!("\u{1}{organ}")
}

fn read_u32(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn read_u64(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

/// Marks, beside the rule, a name that some article writes with an apostrophe.
pub(super) const HAS_APOSTROPHE: u8 = 0x80;

const RULES: [NameRule; 9] = [
    NameRule::Exact,
    NameRule::Spelling,
    NameRule::Alias,
    NameRule::Acronym,
    NameRule::Short,
    NameRule::Demonym,
    NameRule::Capital,
    NameRule::Surname,
    NameRule::Learned,
];

fn rule_from_code(code: u8) -> NameRule {
    RULES.get(code as usize).copied().unwrap_or(NameRule::Exact)
}

pub(super) fn rule_code(rule: NameRule) -> u8 {
    RULES.iter().position(|known| *known == rule).expect("every rule is listed") as u8
}

//! Names of a table by the keys of their spellings: what a name in a query is looked up by when the table lacks it.
//!
//! Sections of the lexicon file: the kept keys, sorted, each with the number of a form; the forms, each the text of a name
//! and its actor; and a set of bits that tells quickly that no name begins or ends like a word.

use super::kind::Kind;
use super::name_table::NameTable;
use super::same_name::{Comparison, NameForm, SpellingReason, WordMarks, articles_rewritten};

/// Forms of one key that are compared.
const BUCKET_MAX: usize = 64;
/// Marks, beside the actor, a form that is a person's surname.
const IS_SURNAME: u32 = 1 << 31;
/// Longest run of words that is looked up as a spelling.
pub const SPELLING_WORDS_MAX: usize = 6;

/// A name of the table of which another text is a spelling.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpellingOf<'a> {
    /// Index of the actor.
    pub actor: u32,
    /// The name key.
    pub key: &'a str,
    /// What came of comparing them.
    pub comparison: Comparison,
    /// Whether it is one only when an article is written apart from a word, or together with it.
    pub article_rewritten: bool,
}

/// Collects the names of a table, to be written beside it.
#[derive(Default)]
pub(super) struct VariantIndexBuilder {
    forms: Vec<(String, u32)>,
    keys: Vec<(u32, u32)>,
    marks: Vec<u32>,
}

/// The bytes of the sections.
pub(super) struct VariantSections {
    pub(super) keys: Vec<u8>,
    pub(super) forms: Vec<String>,
    pub(super) actors: Vec<u8>,
    pub(super) bits: Vec<u8>,
}

impl VariantIndexBuilder {
    /// Adds a full name, and for a person what may be the surname: the last word, and the last two of three.
    pub(super) fn add(&mut self, key: &str, kind: Kind, actor: u32) {
        self.add_form(key, kind, actor);
        if kind == Kind::Person {
            let spaces: Vec<usize> = key.match_indices(' ').map(|(space, _)| space).collect();
            for space in spaces.iter().rev().take(2) {
                self.add_form(&key[space + 1..], kind, actor | IS_SURNAME);
            }
        }
    }

    fn add_form(&mut self, key: &str, kind: Kind, actor: u32) {
        let form = NameForm::of(key, kind);
        let number = self.forms.len() as u32;
        self.keys.extend(form.kept_keys().into_iter().map(|key| (key, number)));
        self.marks.extend(form.marks());
        self.forms.push((key.to_owned(), actor));
    }

    pub(super) fn finish(mut self) -> VariantSections {
        /// Bits for each mark: one in sixteen words passes that should not.
        const BITS_PER_MARK: usize = 16;
        self.keys.sort_unstable();
        self.marks.sort_unstable();
        self.marks.dedup();
        let bytes = (self.marks.len() * BITS_PER_MARK / 8).next_power_of_two().max(8);
        let mut bits = vec![0u8; bytes];
        for mark in self.marks {
            let bit = mark as usize % (bytes * 8);
            bits[bit / 8] |= 1 << (bit % 8);
        }
        VariantSections {
            keys: self.keys.iter().flat_map(|(key, form)| [key.to_le_bytes(), form.to_le_bytes()]).flatten().collect(),
            actors: self.forms.iter().flat_map(|(_, actor)| actor.to_le_bytes()).collect(),
            forms: self.forms.into_iter().map(|(key, _)| key).collect(),
            bits,
        }
    }
}

impl<B: AsRef<[u8]> + Clone> NameTable<B> {
    /// Whether a name of the table may begin or end like this word.
    pub fn may_be_name_word(&self, marks: &WordMarks) -> bool {
        marks.marks.iter().any(|mark| self.is_marked(*mark))
    }

    /// Whether a name of the table may be these words written together.
    pub fn may_be_whole_name<'a>(&self, words: impl Iterator<Item = &'a str>) -> bool {
        self.is_marked(WordMarks::of_whole(words))
    }

    fn is_marked(&self, mark: u32) -> bool {
        let bits = self.variant_bits();
        let bit = mark as usize % (bits.len() * 8).max(1);
        bits.get(bit / 8).is_some_and(|byte| byte & (1 << (bit % 8)) != 0)
    }

    /// The names of which `name` is a spelling with nothing left out, the surest first, one for each actor. Where there
    /// are none, surnames of which it is one; such of two words only where `name` writes them together, or apart. Where
    /// there is none of these either, the same for `name` with its articles written otherwise ("Jaish Aladl").
    pub fn spellings_of(&self, name: &str) -> Vec<SpellingOf<'_>> {
        let found = self.spellings_as_written(name);
        if !found.is_empty() {
            return found;
        }
        for other in articles_rewritten(name) {
            let mut found = self.spellings_as_written(&other);
            for spelling in &mut found {
                spelling.article_rewritten = true;
                spelling.comparison.reason = SpellingReason::WrittenTogether;
            }
            if !found.is_empty() {
                return found;
            }
        }
        found
    }

    fn spellings_as_written(&self, name: &str) -> Vec<SpellingOf<'_>> {
        let found = self.compare_near(name, false, |comparison| comparison.complete);
        if !found.is_empty() {
            return found;
        }
        let words = name.split(' ').count();
        let mut found = self.compare_near(name, true, |comparison| comparison.complete);
        found.retain(|found| words == 1 || found.key.split(' ').count() != words);
        found
    }

    /// The names that are like `name`, words left out or added too: for suggestions.
    pub(super) fn like(&self, name: &str) -> Vec<SpellingOf<'_>> {
        self.compare_near(name, false, |comparison| comparison.same)
    }

    fn compare_near(&self, name: &str, surnames: bool, takes: impl Fn(&Comparison) -> bool) -> Vec<SpellingOf<'_>> {
        let mut found: Vec<SpellingOf<'_>> = Vec::new();
        let families = [Kind::Person, Kind::Organisation, Kind::Place];
        for family in families.into_iter().take(if surnames { 1 } else { 3 }) {
            let form = NameForm::of(name, family);
            let mut seen: Vec<u32> = Vec::new();
            for key in form.lookup_keys() {
                for number in self.variants_under(key) {
                    let Some((text, marked)) = self.variant(number) else { continue };
                    let actor = marked & !IS_SURNAME;
                    if (marked & IS_SURNAME != 0) != surnames {
                        continue;
                    }
                    let kind = self.kind(actor);
                    let same_family = match family {
                        Kind::Person => kind == Kind::Person,
                        Kind::Organisation => matches!(kind, Kind::Organisation | Kind::Group),
                        _ => matches!(kind, Kind::Place | Kind::State),
                    };
                    // One form of an actor is enough.
                    let known = seen.contains(&number) || found.iter().any(|found| found.actor == actor);
                    if !same_family || known {
                        continue;
                    }
                    seen.push(number);
                    let comparison = form.compare(&NameForm::of(text, kind));
                    if takes(&comparison) {
                        found.push(SpellingOf { actor, key: text, comparison, article_rewritten: false });
                    }
                }
            }
        }
        found.sort_by(|a, b| {
            b.comparison.score.total_cmp(&a.comparison.score).then_with(|| (a.actor, a.key).cmp(&(b.actor, b.key)))
        });
        found
    }

    /// Numbers of the forms kept under a key; none where they are too many to tell anything.
    fn variants_under(&self, key: u32) -> Vec<u32> {
        let keys = self.variant_keys();
        let at = |index: usize| u32::from_le_bytes(keys[index * 8..index * 8 + 4].try_into().expect("four bytes"));
        let (mut low, mut high) = (0, keys.len() / 8);
        while low < high {
            let middle = (low + high) / 2;
            if at(middle) < key { low = middle + 1 } else { high = middle }
        }
        let form =
            |index: usize| u32::from_le_bytes(keys[index * 8 + 4..index * 8 + 8].try_into().expect("four bytes"));
        let under: Vec<u32> =
            (low..keys.len() / 8).take_while(|index| at(*index) == key).map(form).take(BUCKET_MAX + 1).collect();
        if under.len() > BUCKET_MAX { Vec::new() } else { under }
    }
}

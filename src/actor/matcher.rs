//! Leftmost-longest look-up of curated names over folded tokens: a trie whose edges are words.

use super::tokens::{Shape, Style, Token, scan_token};
use super::vocabulary::Flags;
use crate::text::Words;
use rustc_hash::FxHashMap;

/// Longest curated name, in tokens.
pub(super) const NAME_TOKENS_MAX: usize = 24;

/// What a path through the trie stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A curated name, by its number in the lexicon.
    Name(u32),
    /// An organ that combines with a state, by its number.
    Organ(u32),
    /// An office of a person, by its number.
    Role(u32),
    /// A region, or a city whose name has several words.
    Place,
}

/// A target with what its written form asks of the text. Bits count tokens from the first.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) target: Target,
    capitals: u32,
    all_capitals: u32,
    possessives: u32,
    commas: u32,
    /// Letters, without full stops, that must stand as written.
    letters: Option<Box<str>>,
    /// "the" must stand before it.
    pub(super) after_the: bool,
}

/// How strictly the letters of a surface are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Capitals where the surface has them.
    AsNames,
    /// All letters as written.
    AsWritten,
    /// Any letters.
    Free,
}

/// The trie. Node 0 is its root.
#[derive(Debug)]
pub(super) struct Matcher {
    words: FxHashMap<Box<str>, u32>,
    edges: FxHashMap<(u32, u32), u32>,
    entries: Vec<Vec<Entry>>,
}

impl Default for Matcher {
    fn default() -> Self {
        Matcher { words: FxHashMap::default(), edges: FxHashMap::default(), entries: vec![Vec::new()] }
    }
}

impl Matcher {
    /// Number of a folded word without apostrophes.
    #[inline]
    pub(super) fn word(&self, folded: &str) -> Option<u32> {
        self.words.get(folded).copied()
    }

    #[inline]
    pub(super) fn first(&self, word: u32) -> Option<u32> {
        self.edges.get(&(0, word)).copied()
    }

    #[inline]
    pub(super) fn step(&self, node: u32, word: u32) -> Option<u32> {
        self.edges.get(&(node, word)).copied()
    }

    #[inline]
    pub(super) fn entries(&self, node: u32) -> &[Entry] {
        &self.entries[node as usize]
    }

    /// Adds a surface; false when it has no word or more than [`NAME_TOKENS_MAX`].
    pub(super) fn add(&mut self, surface: &str, target: Target, case: Case, after_the: bool) -> bool {
        let words = Words::of(surface);
        let mut entry =
            Entry { target, capitals: 0, all_capitals: 0, possessives: 0, commas: 0, letters: None, after_the };
        let (mut node, mut next_word, mut count, mut gap_from) = (0, 0, 0, 0);
        while next_word < words.len() {
            if count == NAME_TOKENS_MAX {
                return false;
            }
            let token = scan_token(surface, &words, next_word);
            let folded = token.folded(&words).replace('\'', "");
            let bit = 1 << count;
            if case == Case::AsNames && !matches!(token.shape, Shape::Lower | Shape::Number) {
                entry.capitals |= bit;
                let short = folded.len() <= 3 && token.shape == Shape::Capitals;
                entry.all_capitals |= if short { bit } else { 0 };
            }
            entry.possessives |= if token.possessive { bit } else { 0 };
            entry.commas |= if count > 0 && surface[gap_from..token.start].contains(',') { bit } else { 0 };
            let fresh_word = self.words.len() as u32;
            let word = *self.words.entry(folded.into()).or_insert(fresh_word);
            let fresh_node = self.entries.len() as u32;
            node = *self.edges.entry((node, word)).or_insert(fresh_node);
            if node == fresh_node {
                self.entries.push(Vec::new());
            }
            gap_from = token.end;
            next_word = token.last + 1;
            count += 1;
        }
        if count == 0 {
            return false;
        }
        if case == Case::AsWritten {
            entry.letters = Some(letters(surface).into());
        }
        self.entries[node as usize].push(entry);
        true
    }
}

fn letters(surface: &str) -> String {
    surface.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Entry {
    /// Whether the tokens, which fold to this entry's words, are also written as it asks.
    pub(super) fn accepts(&self, text: &str, tokens: &[Token], flags: Flags, style: Style) -> bool {
        let last = tokens.len() - 1;
        for (index, token) in tokens.iter().enumerate() {
            let bit = 1 << index;
            if self.capitals & bit != 0 && !token.is_capital()
                || self.all_capitals & bit != 0 && !matches!(token.shape, Shape::Capitals | Shape::Initial)
                || index < last && token.possessive != (self.possessives & bit != 0)
            {
                return false;
            }
            let comma = token.gap == super::tokens::Gap::Comma;
            if index > 0 && comma != (self.commas & bit != 0) {
                return false;
            }
        }
        if let Some(written) = &self.letters {
            let surface = &text[tokens[0].start..tokens[last].end];
            if !surface.chars().filter(|c| c.is_alphanumeric()).eq(written.chars()) {
                return false;
            }
        }
        // Where all is in capitals, capitals prove nothing: "US", "CHAD" and "TURKEY" may be words.
        if style == Style::AllCapitals && tokens.len() == 1 && matches!(self.target, Target::Name(_) | Target::Place) {
            let len = tokens[0].end - tokens[0].start;
            return tokens[0].dotted || (len >= 4 && !flags.any(Flags::COMMON.or(Flags::FUNCTION)));
        }
        true
    }
}

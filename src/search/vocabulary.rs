//! The words of the index: which of them a prefix, a wildcard or a spelling stands for.

use super::glob;
use super::query::{EXPANSION_WORDS_MAX, Glob, GlobKind};
use crate::index::Fields;
use std::collections::BTreeMap;
use tantivy::query::FuzzyTermQuery;
use tantivy::termdict::TermDictionary;
use tantivy::{Searcher, Term};
use tantivy_fst::Automaton;

/// The words of all articles.
pub(super) struct Vocabulary<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
}

impl Vocabulary<'_> {
    /// Whether an article holds a word of this stem.
    pub fn holds_stem(&self, stem: &str) -> bool {
        self.articles_with_stem(stem).is_ok_and(|articles| articles > 0)
    }

    /// How many articles hold a word of this stem.
    pub fn articles_with_stem(&self, stem: &str) -> tantivy::Result<u64> {
        self.searcher.doc_freq(&Term::from_field_text(self.fields.article_text, stem))
    }

    /// How many articles hold a word.
    pub fn articles_with(&self, word: &str) -> tantivy::Result<u64> {
        self.searcher.doc_freq(&Term::from_field_text(self.fields.article_words, word))
    }

    /// The words that `glob` stands for, in order, with how many articles hold each; `None` where there are more than
    /// [`EXPANSION_WORDS_MAX`].
    pub fn expand(&self, glob: &Glob) -> tantivy::Result<Option<BTreeMap<String, u64>>> {
        let mut words: BTreeMap<String, u64> = BTreeMap::new();
        let mut take = |word: &str, articles: u64| {
            *words.entry(word.to_owned()).or_default() += articles;
            words.len() <= EXPANSION_WORDS_MAX
        };
        match glob.kind {
            GlobKind::Prefix => self.each_with_prefix(&glob.text, &mut take)?,
            GlobKind::Wildcard => match glob::Glob::new(&glob.text) {
                Some(automaton) => self.each_accepted(&automaton, &mut take)?,
                None => {
                    let letters = glob.text.split(['*', '?']).next().unwrap_or_default();
                    self.each_with_prefix(letters, &mut |word, articles| {
                        !glob::stands_for(&glob.text, word) || take(word, articles)
                    })?;
                }
            },
            GlobKind::Fuzzy(distance) => self.each_accepted(&self.by_spelling(&glob.text, distance)?, &mut take)?,
        }
        Ok((words.len() <= EXPANSION_WORDS_MAX).then_some(words))
    }

    /// The words nearest to one, by letters and then by how many articles hold them; at most `len`.
    pub fn nearest(&self, word: &str, len: usize) -> tantivy::Result<Vec<String>> {
        let farthest = if word.chars().count() <= 4 { 1 } else { 2 };
        for distance in 1..=farthest {
            let mut found: BTreeMap<String, u64> = BTreeMap::new();
            self.each_accepted(&self.by_spelling(word, distance)?, &mut |near, articles| {
                *found.entry(near.to_owned()).or_default() += articles;
                found.len() <= EXPANSION_WORDS_MAX
            })?;
            found.remove(word);
            if !found.is_empty() {
                let mut found: Vec<(String, u64)> = found.into_iter().collect();
                found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
                return Ok(found.into_iter().take(len).map(|(word, _)| word).collect());
            }
        }
        Ok(Vec::new())
    }

    /// The words that differ from one by so many letters: in short words by fewer, since else most short words would do.
    fn by_spelling(&self, word: &str, distance: u8) -> tantivy::Result<impl Automaton<State = u32> + use<>> {
        let most = match word.chars().count() {
            0..=2 => 0,
            3..=4 => 1,
            _ => distance,
        };
        let distance = distance.min(most);
        FuzzyTermQuery::new(Term::from_field_text(self.fields.article_words, word), distance, true).automaton()
    }

    fn each_dictionary(&self, visit: &mut dyn FnMut(&TermDictionary) -> tantivy::Result<bool>) -> tantivy::Result<()> {
        for reader in self.searcher.segment_readers() {
            if !visit(reader.inverted_index(self.fields.article_words)?.terms())? {
                break;
            }
        }
        Ok(())
    }

    /// Calls `visit` with the words that begin so, of one segment after the other, and with how many articles of it hold
    /// them, until it says `false`.
    fn each_with_prefix(&self, prefix: &str, visit: &mut dyn FnMut(&str, u64) -> bool) -> tantivy::Result<()> {
        self.each_dictionary(&mut |dictionary| {
            let mut stream = dictionary.range().ge(prefix.as_bytes()).into_stream()?;
            while let Some((word, info)) = stream.next() {
                if !word.starts_with(prefix.as_bytes()) {
                    break;
                }
                if !std::str::from_utf8(word).is_ok_and(|word| visit(word, u64::from(info.doc_freq))) {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }

    fn each_accepted<A: Automaton>(
        &self,
        automaton: &A,
        visit: &mut dyn FnMut(&str, u64) -> bool,
    ) -> tantivy::Result<()>
    where
        A::State: Clone,
    {
        self.each_dictionary(&mut |dictionary| {
            let mut stream = dictionary.search(automaton).into_stream()?;
            while let Some((word, info)) = stream.next() {
                if !std::str::from_utf8(word).is_ok_and(|word| visit(word, u64::from(info.doc_freq))) {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }
}

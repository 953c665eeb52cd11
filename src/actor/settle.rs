//! What each rule-found name is, from all its occurrences in the article.

use super::curated::View;
use super::evidence::Evidence;
use super::kind::Kind;
use super::recognise::{Reading, single_spaced};
use super::runs::Candidate;
use super::tokens::Shape;
use super::vocabulary::Flags;
use rustc_hash::FxHashMap;

/// A distinct name of the article that no list knows.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) key: String,
    /// Numbers of its words in the article.
    pub(super) words: Vec<u32>,
    /// As first printed, with single spaces.
    pub(super) surface: String,
    /// All that was observed at any occurrence.
    pub(super) evidence: Evidence,
    /// Whether some occurrence had no sign of being a matter of style.
    pub(super) firm: bool,
    fixed: Option<Kind>,
    /// Whether the article gives capital letters for it in brackets.
    pub(super) has_acronym: bool,
    /// What it is, once settled; `None` while nothing tells.
    pub(super) kind: Option<Kind>,
}

/// The distinct names, in order of their first occurrence.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) list: Vec<Name>,
    by_words: FxHashMap<Vec<u32>, u32>,
}

impl Names {
    /// Notes an occurrence and gives the number of its name.
    pub(super) fn add(&mut self, view: View<'_, '_>, candidate: &Candidate) -> u32 {
        let tokens = &view.tokens[candidate.from..candidate.to];
        let words: Vec<u32> = tokens.iter().map(|token| token.word).collect();
        let firm = !candidate.evidence.has(Evidence::PLAIN);
        if let Some(&number) = self.by_words.get(&words) {
            let name = &mut self.list[number as usize];
            name.evidence = name.evidence.with(candidate.evidence);
            name.fixed = name.fixed.or(candidate.kind);
            name.firm |= firm;
            return number;
        }
        let number = self.list.len() as u32;
        let mut key = String::new();
        for token in tokens {
            if !key.is_empty() {
                key.push(' ');
            }
            key.extend(view.words.of(token).folded.chars().filter(|c| *c != '\''));
        }
        let printed = &view.text[tokens[0].start..tokens[tokens.len() - 1].end];
        let surface = single_spaced(printed);
        self.by_words.insert(words.clone(), number);
        self.list.push(Name {
            key,
            words,
            surface,
            evidence: candidate.evidence,
            firm,
            fixed: candidate.kind,
            has_acronym: false,
            kind: None,
        });
        number
    }
}

/// Settles the kind of every name.
pub(super) fn settle(reading: &mut Reading<'_, '_>) {
    super::link::note_acronyms(reading);
    let kinds: Vec<Option<Kind>> = reading.names.list.iter().map(|name| kind_of(reading, name)).collect();
    for (name, kind) in reading.names.list.iter_mut().zip(kinds) {
        name.kind = kind;
    }
}

fn kind_of(reading: &Reading<'_, '_>, name: &Name) -> Option<Kind> {
    if name.fixed.is_some() {
        return name.fixed;
    }
    if name.has_acronym {
        return Some(Kind::Organisation);
    }
    let evidence = name.evidence;
    let weight = |of: Evidence, weight: u32| if evidence.has(of) { weight } else { 0 };
    let one_word = name.words.len() == 1;
    let flags = reading.words.list[name.words[0] as usize].flags;
    let in_city_list = one_word && flags.any(Flags::CITY);
    let doubtful = one_word && flags.any(Flags::COMMON.or(Flags::GIVEN).or(Flags::FUNCTION));
    let city = match (in_city_list, doubtful) {
        (true, false) => 3,
        (true, true) => 1,
        (false, _) => 0,
    };
    let mut organisation = weight(Evidence::ACRONYM, 3) + weight(Evidence::COMPANY, 3);
    let place = weight(Evidence::PLACE, 4)
        + weight(Evidence::WHERE, if one_word { 2 } else { 1 })
        + if organisation == 0 { weight(Evidence::DATELINE, 1) } else { 0 }
        + city;
    let mut person = weight(Evidence::TITLE, 4) + weight(Evidence::GIVEN, 3) + weight(Evidence::HUMAN, 4);
    if one_word {
        person = weight(Evidence::TITLE, 4);
        if flags.any(Flags::TITLE) && !in_city_list {
            return None;
        }
        if !name.firm && person == 0 && organisation < 3 {
            return None;
        }
    } else {
        let article = evidence.has(Evidence::ARTICLE);
        person += weight(Evidence::SAYS, 2) + u32::from(name.firm && name.words.len() <= 4 && !article) * 2;
        organisation += u32::from(article && name.firm);
        if !name.firm && person < 3 && place < 4 && organisation < 3 {
            return None;
        }
    }
    let needed = if one_word { 2 } else { 1 };
    [(Kind::Person, person), (Kind::Place, place), (Kind::Organisation, organisation)]
        .into_iter()
        .rev()
        .max_by_key(|(_, score)| *score)
        .filter(|(_, score)| *score >= needed)
        .map(|(kind, _)| kind)
}

/// Whether every capital letter of `acronym` is a letter of the words, in order, the first being the first.
pub(super) fn stands_for(acronym: &str, words: &[&str]) -> bool {
    let mut letters = acronym.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).peekable();
    let count = letters.clone().count();
    if !(2..=10).contains(&count) || words.len() < 2 || count > words.len() * 2 {
        return false;
    }
    let mut matched = 0;
    for (index, word) in words.iter().enumerate() {
        let initial = word.chars().next();
        if initial.is_some() && initial == letters.peek().copied() {
            letters.next();
            matched += 1;
        } else if index == 0 {
            return false;
        }
    }
    // "Comecon"-like words take more than initials; all but one letter must be one.
    matched >= 2 && matched + 1 >= count
}

/// Whether a token is written as an acronym.
pub(super) fn is_acronym(shape: Shape, dotted: bool) -> bool {
    shape == Shape::Capitals || dotted
}

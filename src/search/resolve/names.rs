//! Names in a query: which runs of words the lexicon knows, and which other forms they stand for.

use super::super::query::{Element, TypedWord};
use super::super::searcher::SearchError;
use super::super::spellings::Spellings;
use super::super::tree::Node;
use super::Resolver;
use crate::actor::{Kind, NAME_WORDS_MAX, NameRule, Reading, SPELLING_WORDS_MAX, Sense};
use crate::text::is_dash;

/// Acronyms up to this length are words as well ("us", "is"): they expand only when typed in capitals.
const SHORT_ACRONYM_CHARS: usize = 3;

/// Learned names of one word up to this length may be acronyms that read like a word ("safe").
const SHORT_LEARNED_CHARS: usize = 5;

/// A name that stands in the query.
struct Named {
    reading: Reading,
    /// The words as typed, folded.
    key: String,
    /// The name of the table of which they are a spelling, where they are none themselves.
    spelling_of: Option<String>,
}

impl<B: AsRef<[u8]> + Clone> Resolver<'_, B> {
    /// Whether names have no other forms here.
    fn is_literal(&self) -> bool {
        self.reading.exact || self.under.title
    }

    /// Bare words: the longest names from the left, the rest as words.
    pub(super) fn run(&mut self, words: &[TypedWord]) -> Result<Vec<Node>, SearchError> {
        let mut nodes = Vec::new();
        let spellings = (!self.is_literal()).then(|| Spellings::of(words, self.names));
        let mut at = 0;
        while at < words.len() {
            let longest = (1..=NAME_WORDS_MAX.min(words.len() - at))
                .rev()
                .find_map(|len| self.name(&words[at..at + len]).map(|found| (len, found)));
            let listed = longest.as_ref().map_or(0, |(len, _)| *len);
            let spelled = spellings.as_ref().and_then(|spellings| {
                let most = SPELLING_WORDS_MAX.min(words.len() - at);
                (listed + 1..=most).rev().find_map(|len| self.spelled(spellings, at, len).map(|found| (len, found)))
            });
            match spelled.or(longest) {
                Some((len, named)) => {
                    let name = &words[at..at + len];
                    let mut literal = name.iter().map(|word| self.word(word)).collect::<Result<Vec<Node>, _>>()?;
                    let literal = match len {
                        1 => literal.remove(0),
                        _ if self.any_is_enough() => Node::Any(literal),
                        _ => Node::All(literal),
                    };
                    let node = self.name_node(literal, named);
                    self.note_unknown(&node, name);
                    nodes.push(node);
                    at += len;
                }
                None if self.typed_as_one(&words[at..]) > 1 => {
                    let parts = &words[at..][..self.typed_as_one(&words[at..])];
                    let elements: Vec<Element> = parts.iter().cloned().map(Element::Word).collect();
                    nodes.push(self.phrase(&elements, true)?);
                    at += parts.len();
                }
                None => {
                    let node = self.word(&words[at])?;
                    self.note_unknown(&node, &words[at..=at]);
                    nodes.push(node);
                    at += 1;
                }
            }
        }
        Ok(nodes)
    }

    /// How many of the words were typed as one, where all is taken as typed: `U.S.`, `1.5` and words of a script that has no
    /// spaces are parts that follow each other. A hyphen parts words.
    fn typed_as_one(&self, words: &[TypedWord]) -> usize {
        if !self.reading.exact {
            return 1;
        }
        let parts = |pair: &[TypedWord]| {
            let between = self.reading.query.get(pair[0].at.0 + pair[0].typed.len()..pair[1].at.0);
            between.is_none_or(|between| between.chars().any(|c| c.is_whitespace() || is_dash(c)))
        };
        words.windows(2).position(parts).map_or(words.len(), |last| last + 1)
    }

    /// What stood in quotes, where it is a name.
    pub(super) fn quoted_name(&mut self, literal: &Node, elements: &[Element]) -> Option<Node> {
        let words: Vec<TypedWord> = elements
            .iter()
            .map(|element| if let Element::Word(word) = element { Some(word.clone()) } else { None })
            .collect::<Option<_>>()?;
        let named = self.name(&words).or_else(|| {
            let spellings = (!self.is_literal()).then(|| Spellings::of(&words, self.names))?;
            self.spelled(&spellings, 0, words.len())
        })?;
        Some(self.name_node(literal.clone(), named))
    }

    /// The one actor of whose name some words are a spelling that the table lacks.
    fn spelled(&mut self, spellings: &Spellings<'_>, start: usize, len: usize) -> Option<Named> {
        let stemmer = std::cell::RefCell::new(&mut *self.stemmer);
        let held = |word: &str| self.vocabulary.holds_stem(stemmer.borrow_mut().stem(word));
        let found = spellings.name(start, len, self.names, &held)?;
        Some(Named {
            reading: Reading { actor: found.actor, rule: NameRule::Spelling },
            key: spellings.key(start, len),
            spelling_of: Some(found.key.to_owned()),
        })
    }

    /// The one actor that these words name in free text, if they do.
    fn name(&self, words: &[TypedWord]) -> Option<Named> {
        if self.is_literal() || words.len() > NAME_WORDS_MAX {
            return None;
        }
        let key = key_of(words);
        // Free text never expands from demonyms and capitals, nor from short forms, but for surnames.
        let is_surname = |reading: &Reading| match reading.rule {
            NameRule::Surname => true,
            NameRule::Short => words.len() == 1 && self.names.kind(reading.actor) == Kind::Person,
            _ => false,
        };
        let is_full = |reading: &Reading| {
            matches!(
                reading.rule,
                NameRule::Exact | NameRule::Spelling | NameRule::Alias | NameRule::Acronym | NameRule::Learned
            )
        };
        let mut readings = self.names.readings(&key);
        readings.retain(|reading| is_full(reading) || is_surname(reading));
        let mut full: Vec<Reading> = readings.iter().copied().filter(is_full).collect();
        // What the lexicon tells goes before actors of the same name that are only found in texts: "IMF" read as a place somewhere.
        let told = |reading: &Reading| !is_found_in_texts(self.names.actor(reading.actor).id);
        if full.iter().any(told) {
            full.retain(told);
        }
        let reading = match (full.as_slice(), readings.as_slice()) {
            ([one], _) | ([], [one]) => *one,
            _ => return None,
        };
        let short_acronym = match reading.rule {
            NameRule::Acronym => key.chars().count() <= SHORT_ACRONYM_CHARS,
            NameRule::Learned => key.chars().count() <= SHORT_LEARNED_CHARS && !key.contains(' '),
            _ => false,
        };
        if short_acronym && !words.iter().all(|word| word.typed.chars().all(|c| !c.is_lowercase())) {
            return None;
        }
        Some(Named { reading, key, spelling_of: None })
    }

    fn name_node(&self, literal: Node, named: Named) -> Node {
        let Named { reading, key, spelling_of } = named;
        let numbers: Vec<u32> = self
            .names
            .numbers_of_actor(reading.actor)
            .into_iter()
            .filter(|number| matches!(self.names.sense_of_number(*number), Some(Sense::Name(_))))
            .filter(|number| self.names.has_apostrophe(*number) || !holds(self.names.key_of_number(*number), &key))
            .collect();
        if numbers.is_empty() {
            return literal;
        }
        let actor_id = self.names.actor(reading.actor).id.to_owned();
        Node::Name { literal: Box::new(literal), key, actor_id, rule: reading.rule, spelling_of, numbers }
    }
}

/// Whether an id is that of an actor which no list tells: its kind stands before its name.
fn is_found_in_texts(id: &str) -> bool {
    id.split_once(':').is_some_and(|(kind, _)| Kind::ALL.iter().any(|known| known.as_str() == kind))
}

/// The name key that words have.
pub(in crate::search) fn key_of(words: &[TypedWord]) -> String {
    let words: Vec<String> = words.iter().map(|word| word.folded.replace('\'', "")).collect();
    words.join(" ")
}

/// Whether the words of `key` stand in `name` next to each other: then the words as typed find it.
fn holds(name: &str, key: &str) -> bool {
    name.match_indices(key).any(|(start, _)| {
        let end = start + key.len();
        (start == 0 || name.as_bytes()[start - 1] == b' ') && (end == name.len() || name.as_bytes()[end] == b' ')
    })
}

//! What describes somebody or some body that the article names: "the Pakistani foreign minister", "the ministry".
//!
//! An office points to the person whom the article itself gives it, by a name beside it ("Pakistani Foreign Minister
//! Ishaq Dar", "Ishaq Dar, the foreign minister") or by "counterpart". A word such as "ministry" behind "the" points back
//! to the one body named before whose name has that word. Where the article leaves two to choose from, nothing is
//! pointed to. Who held an office in history is not asked.

use super::curated::What;
use super::kind::{Form, Kind};
use super::recognise::{Found, FoundWhat, Reading, Referent};
use super::tokens::{Gap, Shape, Token};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::LazyLock;

/// Words before an office that make it another one, or nobody's.
const NOT_THE_HOLDER: &[&str] = &[
    "a", "an", "another", "any", "deputy", "each", "every", "ex", "first", "former", "future", "incoming", "late",
    "new", "next", "no", "once", "outgoing", "previous", "some", "then", "vice",
];

/// The folded words of `lists/body_heads.txt`, sorted.
static BODY_HEADS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("lists/body_heads.txt").lines().filter(|line| !line.starts_with('#'));
    let mut words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.sort_unstable();
    words
});

/// What a piece of the article was found to name, for each found piece.
pub(super) type Resolved = [Option<(Referent, Form)>];

/// A described actor: the tokens that describe it.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) part: usize,
    pub(super) tokens: Range<usize>,
    pub(super) referent: Referent,
}

/// An office in the text.
struct Office {
    /// Number of its found piece.
    found: usize,
    office: u32,
    state: Option<u32>,
    /// Number of the found piece that holds it.
    holder: Option<usize>,
    /// Whether the words before it leave it to the holder that the article knows.
    points: bool,
}

/// The one actor of a key, with the found piece that named it first; `None` where there are two.
#[derive(Default)]
struct OnlyOnes<K> {
    of_key: FxHashMap<K, Option<(usize, Referent)>>,
}

impl<K: std::hash::Hash + Eq> OnlyOnes<K> {
    fn add(&mut self, key: K, found: usize, referent: &Referent) {
        match self.of_key.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(Some((found, referent.clone())));
            }
            Entry::Occupied(mut entry) => {
                if entry.get().as_ref().is_some_and(|(_, known)| known.actor != referent.actor) {
                    entry.insert(None);
                }
            }
        }
    }

    fn get(&self, key: &K) -> Option<&(usize, Referent)> {
        self.of_key.get(key)?.as_ref()
    }
}

/// Everything in the article that describes an actor it names, in no order.
pub(super) fn references(reading: &Reading<'_, '_>, resolved: &Resolved) -> Vec<Reference> {
    let article = Article { reading, resolved };
    let mut references = article.held_offices();
    references.extend(article.bodies_by_their_head());
    references
}

struct Article<'r, 'p, 'a> {
    reading: &'r Reading<'p, 'a>,
    resolved: &'r Resolved,
}

impl Article<'_, '_, '_> {
    fn tokens(&self, found: &Found) -> &[Token] {
        &self.reading.tokens[found.part].tokens
    }

    fn folded(&self, token: &Token) -> &str {
        &self.reading.words.of(token).folded
    }

    fn person(&self, found: usize) -> Option<&Referent> {
        let (referent, _) = self.resolved.get(found)?.as_ref()?;
        (referent.kind == Kind::Person).then_some(referent)
    }

    fn state(&self, found: usize) -> Option<u32> {
        let FoundWhat::Hit(What::Name(name) | What::Demonym(name) | What::Capital { name, .. }) =
            self.reading.found.get(found)?.what
        else {
            return None;
        };
        let actor = self.reading.lexicon.name(name).actor;
        (self.reading.lexicon.actor(actor).kind == Kind::State).then_some(actor)
    }

    /// The found piece that ends where `to` begins, only a space apart.
    fn ending_at(&self, before: usize, part: usize, token: usize) -> Option<usize> {
        let number = before.checked_sub(1)?;
        let found = &self.reading.found[number];
        let beside = found.part == part && found.to == token && self.tokens(found)[token].gap == Gap::Space;
        beside.then_some(number)
    }

    fn offices(&self) -> Vec<Office> {
        let mut offices = Vec::new();
        for (number, found) in self.reading.found.iter().enumerate() {
            let FoundWhat::Hit(What::Role(office)) = found.what else { continue };
            let tokens = self.tokens(found);
            let state_before =
                self.ending_at(number, found.part, found.from).filter(|&before| self.state(before).is_some());
            let state_after = if state_before.is_some() { None } else { self.state_after_of(number) };
            let state = state_before.or(state_after).and_then(|state| self.state(state));
            let mut start = state_before.map_or(found.from, |state| self.reading.found[state].from);
            let mut definite = false;
            if start > 0 && tokens[start].gap == Gap::Space && self.folded(&tokens[start - 1]) == "the" {
                start -= 1;
                definite = true;
            }
            let end = state_after.unwrap_or(number);
            let holder = self.holder_after(end).or_else(|| self.holder_before(state_before.unwrap_or(number), start));
            let before =
                (start > 0 && matches!(tokens[start].gap, Gap::Space | Gap::Hyphen)).then(|| &tokens[start - 1]);
            let of_another = before.is_some_and(|before| NOT_THE_HOLDER.binary_search(&self.folded(before)).is_ok());
            let joined = tokens.get(found.to).is_some_and(|next| next.gap == Gap::Hyphen);
            if of_another || joined {
                continue;
            }
            offices.push(Office { found: number, office, state, holder, points: state.is_some() || definite });
        }
        offices
    }

    /// "Foreign Minister of Iran", "of the Netherlands": the state behind an office.
    fn state_after_of(&self, office: usize) -> Option<usize> {
        let (found, next) = (&self.reading.found[office], self.reading.found.get(office + 1)?);
        self.state(office + 1).filter(|_| next.part == found.part)?;
        let between = self.tokens(found).get(found.to..next.from)?;
        let words: Vec<&str> = between.iter().map(|token| self.folded(token)).collect();
        matches!(words[..], ["of"] | ["of", "the"]).then_some(office + 1)
    }

    /// The person named directly behind a found piece, or behind a comma and set off by another.
    fn holder_after(&self, end: usize) -> Option<usize> {
        let (found, next) = (&self.reading.found[end], self.reading.found.get(end + 1)?);
        self.person(end + 1).filter(|_| next.part == found.part && next.from == found.to)?;
        let tokens = self.tokens(next);
        let set_off = tokens.get(next.to).is_none_or(|after| after.gap != Gap::Space);
        match tokens[next.from].gap {
            Gap::Space => Some(end + 1),
            Gap::Comma if set_off => Some(end + 1),
            _ => None,
        }
    }

    /// The person named before a comma in front of the office: "Ishaq Dar, the Pakistani foreign minister".
    fn holder_before(&self, first: usize, start: usize) -> Option<usize> {
        let (number, found) = (first.checked_sub(1)?, &self.reading.found[first]);
        let before = &self.reading.found[number];
        let beside = before.part == found.part && before.to == start && self.tokens(found)[start].gap == Gap::Comma;
        self.person(number).filter(|_| beside).map(|_| number)
    }

    /// "His Pakistani counterpart Ishaq Dar": the state, the person, and the office told last in the sentence.
    fn counterparts(&self, offices: &[Office]) -> Vec<(u32, u32, usize)> {
        let mut counterparts = Vec::new();
        for (number, found) in self.reading.found.iter().enumerate() {
            let tokens = self.tokens(found);
            let Some(at) = found.from.checked_sub(1).filter(|&at| self.folded(&tokens[at]) == "counterpart") else {
                continue;
            };
            if self.person(number).is_none() || !matches!(tokens[found.from].gap, Gap::Space | Gap::Comma) {
                continue;
            }
            let Some(state) = self.ending_at(number, found.part, at).and_then(|state| self.state(state)) else {
                continue;
            };
            let told = offices[..offices.partition_point(|office| office.found < number)].last();
            let same_sentence = |office: &&Office| {
                let told = &self.reading.found[office.found];
                told.part == found.part && tokens[told.from + 1..found.from].iter().all(|token| token.gap != Gap::Start)
            };
            if let Some(office) = told.filter(same_sentence) {
                counterparts.push((state, office.office, number));
            }
        }
        counterparts
    }

    /// Offices by themselves, whose holders the article names.
    fn held_offices(&self) -> Vec<Reference> {
        let offices = self.offices();
        let mut of_state: OnlyOnes<(u32, u32)> = OnlyOnes { of_key: FxHashMap::default() };
        let mut of_any: OnlyOnes<u32> = OnlyOnes { of_key: FxHashMap::default() };
        let held = offices.iter().filter_map(|office| Some((office.state, office.office, office.holder?)));
        let as_counterparts = self.counterparts(&offices);
        let as_counterparts = as_counterparts.into_iter().map(|(state, office, holder)| (Some(state), office, holder));
        for (state, office, holder) in held.chain(as_counterparts) {
            let Some(person) = self.person(holder) else { continue };
            if let Some(state) = state {
                of_state.add((state, office), holder, person);
            }
            of_any.add(office, holder, person);
        }
        let mut references = Vec::new();
        for office in offices.iter().filter(|office| office.holder.is_none() && office.points) {
            let known = match office.state {
                Some(state) => of_state.get(&(state, office.office)),
                None => of_any.get(&office.office).filter(|(named, _)| *named < office.found),
            };
            if let Some((_, referent)) = known {
                let Found { part, from, to, .. } = self.reading.found[office.found];
                references.push(Reference { part, tokens: from..to, referent: referent.clone() });
            }
        }
        references
    }

    /// "The ministry", "the Corps", once one body of that word is named.
    fn bodies_by_their_head(&self) -> Vec<Reference> {
        let words = &self.reading.words.list;
        let heads: Vec<bool> = words.iter().map(|word| BODY_HEADS.binary_search(&&*word.folded).is_ok()).collect();
        let mut of_head: OnlyOnes<u32> = OnlyOnes { of_key: FxHashMap::default() };
        for (number, found) in self.reading.found.iter().enumerate() {
            let Some((referent, _)) = &self.resolved[number] else { continue };
            if !matches!(referent.kind, Kind::Organisation | Kind::Group) || found.to - found.from < 2 {
                continue;
            }
            for token in self.reading.tokens_of(found).iter().filter(|token| heads[token.word as usize]) {
                of_head.add(token.word, number, referent);
            }
        }
        let mut references = Vec::new();
        if of_head.of_key.is_empty() {
            return references;
        }
        for (part, tokens) in self.reading.tokens.iter().enumerate() {
            let tokens = &tokens.tokens;
            for at in 1..tokens.len() {
                let token = &tokens[at];
                if !heads[token.word as usize]
                    || token.gap != Gap::Space
                    || self.folded(&tokens[at - 1]) != "the"
                    || tokens.get(at + 1).is_some_and(|next| self.goes_on(next))
                {
                    continue;
                }
                let Some((first, referent)) = of_head.get(&token.word) else { continue };
                let first = &self.reading.found[*first];
                if (first.part, first.from) < (part, at) {
                    references.push(Reference { part, tokens: at..at + 1, referent: referent.clone() });
                }
            }
        }
        references
    }

    /// Whether a word behind a head makes it another name: "the council of elders", "the union-led", "the Council Bluffs".
    fn goes_on(&self, next: &Token) -> bool {
        match next.gap {
            Gap::Hyphen => true,
            Gap::Space => {
                next.is_capital() && next.shape != Shape::Initial || matches!(self.folded(next), "of" | "for")
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BODY_HEADS, NOT_THE_HOLDER};

    #[test]
    fn lists_are_sorted_and_hold_each_word_once() {
        assert!(NOT_THE_HOLDER.is_sorted());
        assert!(BODY_HEADS.windows(2).all(|pair| pair[0] < pair[1]));
    }
}

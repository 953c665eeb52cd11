//! Short forms to full names, inside one article.
//!
//! "Abdollahian" is linked only when exactly one person of the article has that name; two persons are never
//! merged by a surname that they share. Acronyms follow the expansion that the article gives.

use super::acronym::{is_acronym, stands_for};
use super::curated::What;
use super::kind::{Form, Kind};
use super::lexicon::NameRule;
use super::recognise::{Found, FoundWhat, Reading, Referent, actor_id};
use super::tokens::Gap;
use super::vocabulary::Flags;
use rustc_hash::{FxHashMap, FxHashSet};

type Link = (Referent, Form);

/// A word that more full names share stands for none of them; this also keeps linking linear.
const FULL_NAMES_PER_WORD_MAX: usize = 64;

/// What the names and the single pieces of an article stand for.
pub(super) struct Links {
    /// For each name of the article.
    names: Vec<Option<Link>>,
    /// For a found piece, where it differs from its name.
    found: FxHashMap<usize, Link>,
    /// Last words of full names that belong to one person.
    surnames: FxHashMap<u32, Referent>,
}

impl Links {
    pub(super) fn of_name(&self, name: u32) -> Option<&Link> {
        self.names.get(name as usize)?.as_ref()
    }

    pub(super) fn of_found(&self, found: usize) -> Option<&Link> {
        self.found.get(&found)
    }

    pub(super) fn surname(&self, word: u32) -> Option<&Referent> {
        self.surnames.get(&word)
    }
}

/// A name in full with the numbers of its words.
struct Full {
    words: Vec<u32>,
    referent: Referent,
    /// Its number, when it is a rule-found name.
    name: Option<u32>,
}

/// Full names that can be looked up by any of their words.
#[derive(Default)]
struct FullNames {
    list: Vec<Full>,
    by_word: FxHashMap<u32, Vec<u32>>,
}

impl FullNames {
    fn add(&mut self, full: Full) {
        let number = self.list.len() as u32;
        for &word in &full.words {
            let numbers = self.by_word.entry(word).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
        self.list.push(full);
    }

    /// The one actor among the full names that `fits` chooses; `None` when several actors remain.
    fn only(&self, word: u32, fits: impl Fn(&Full) -> bool) -> Choice<'_> {
        let mut chosen: Option<&Full> = None;
        let numbers = self.by_word.get(&word).map_or(&[][..], Vec::as_slice);
        if numbers.len() > FULL_NAMES_PER_WORD_MAX {
            return Choice::Several;
        }
        for &number in numbers {
            let full = &self.list[number as usize];
            if !fits(full) {
                continue;
            }
            match chosen {
                Some(other) if other.referent.actor != full.referent.actor => return Choice::Several,
                Some(_) => {}
                None => chosen = Some(full),
            }
        }
        chosen.map_or(Choice::None, Choice::One)
    }
}

enum Choice<'f> {
    None,
    One(&'f Full),
    Several,
}

/// Links everything in the article that can be linked.
pub(super) fn link(reading: &Reading<'_, '_>) -> Links {
    let mut links = Links {
        names: reading.names.list.iter().map(|name| Some(own_referent(name.kind, name))).collect(),
        found: FxHashMap::default(),
        surnames: FxHashMap::default(),
    };
    link_hits(reading, &mut links);
    let persons = full_persons(reading);
    link_persons(reading, &persons, &mut links);
    link_bodies(reading, &mut links);
    link_acronyms(reading, &mut links);
    links
}

fn own_referent(kind: Kind, name: &super::names::Name) -> Link {
    let referent =
        Referent { name_key: name.key.clone(), actor: actor_id(kind, &name.key), kind, name: name.surface.clone() };
    (referent, Form::Name)
}

/// Shared names, short forms and organs, which other names of the article settle.
fn link_hits(reading: &Reading<'_, '_>, links: &mut Links) {
    let lexicon = reading.lexicon;
    // Actors by any of their names, and those named in full, with a name that does so.
    let mut named: FxHashSet<u32> = FxHashSet::default();
    let mut named_in_full: FxHashMap<u32, u32> = FxHashMap::default();
    // For each organ its one actor; `None` when the article names that organ of two states.
    let mut organs: FxHashMap<u32, Option<u32>> = FxHashMap::default();
    // Bodies of states that have entries of their own, where a short form beside the state named them.
    let mut bodies: FxHashSet<u32> = FxHashSet::default();
    for found in &reading.found {
        match found.what {
            FoundWhat::Hit(What::Name(name)) => {
                let actor = lexicon.name(name).actor;
                named.insert(actor);
                let full = named_in_full.entry(actor).or_insert(name);
                if lexicon.name(*full).rule == NameRule::Acronym {
                    *full = name;
                }
            }
            FoundWhat::Hit(What::Demonym(name) | What::Capital { name, .. }) => {
                named.insert(lexicon.name(name).actor);
            }
            FoundWhat::Hit(What::StateOrgan(actor)) => match lexicon.organ_number(actor) {
                Some(organ) => note_organ(&mut organs, organ, actor),
                None => drop(bodies.insert(actor)),
            },
            FoundWhat::Hit(What::Organ { organ, state: Some(state) }) => {
                if let Some(actor) = lexicon.organ_actor(state, organ) {
                    note_organ(&mut organs, organ, actor);
                }
            }
            _ => {}
        }
    }
    let only_named = |names: &[u32], is_named: &dyn Fn(u32) -> bool| {
        let mut known = names.iter().copied().filter(|&name| is_named(lexicon.name(name).actor));
        known.next().filter(|_| known.next().is_none())
    };
    for (number, found) in reading.found.iter().enumerate() {
        let is_named = |actor: u32| named_in_full.contains_key(&actor) || bodies.contains(&actor);
        if let Some(name) = only_named(&found.short_of.names, &is_named) {
            let actor = lexicon.name(name).actor;
            let full = named_in_full.get(&actor).map(|full| reading.curated(*full));
            links.found.insert(number, (full.unwrap_or_else(|| reading.curated_actor(actor)), Form::Short));
            continue;
        }
        let organ_named = |organ: u32| organs.get(&organ).copied().flatten();
        if let Some(actor) = found.short_of.organ.and_then(organ_named) {
            links.found.insert(number, (reading.curated_actor(actor), Form::Short));
            continue;
        }
        let FoundWhat::Hit(what) = &found.what else { continue };
        let link = match what {
            What::Shared(names) => only_named(names, &|actor| named.contains(&actor)).map(|name| {
                let form = match lexicon.name(name).rule {
                    NameRule::Acronym => Form::Acronym,
                    NameRule::Demonym => Form::Demonym,
                    _ => Form::Name,
                };
                (reading.curated(name), form)
            }),
            What::Organ { organ, state } => {
                let by_place = state.and_then(|state| lexicon.organ_actor(state, *organ));
                let actor = by_place.or_else(|| organ_named(*organ));
                actor.map(|actor| (reading.curated_actor(actor), Form::Short))
            }
            _ => None,
        };
        if let Some(link) = link {
            links.found.insert(number, link);
        }
    }
}

/// Notes that the article names `organ` of one state.
fn note_organ(organs: &mut FxHashMap<u32, Option<u32>>, organ: u32, actor: u32) {
    let only = organs.entry(organ).or_insert(Some(actor));
    *only = only.filter(|&other| other == actor);
}

fn full_persons(reading: &Reading<'_, '_>) -> FullNames {
    let mut persons = FullNames::default();
    let mut seen = FxHashSet::default();
    for found in &reading.found {
        let full = match found.what {
            FoundWhat::Hit(What::Name(name)) => {
                let referent_kind = reading.lexicon.actor(reading.lexicon.name(name).actor).kind;
                if referent_kind != Kind::Person || found.to - found.from < 2 || !seen.insert((true, name)) {
                    continue;
                }
                let words = reading.tokens_of(found).iter().map(|token| token.word).collect();
                Full { words, referent: reading.curated(name), name: None }
            }
            FoundWhat::Name(number) => {
                let name = &reading.names.list[number as usize];
                if name.kind != Kind::Person || name.words.len() < 2 || !seen.insert((false, number)) {
                    continue;
                }
                let (referent, _) = own_referent(Kind::Person, name);
                Full { words: name.words.clone(), referent, name: Some(number) }
            }
            FoundWhat::Hit(_) => continue,
        };
        persons.add(without_suffix(reading, full));
    }
    persons
}

/// "Okello Jr." is spoken of as "Okello".
fn without_suffix(reading: &Reading<'_, '_>, mut full: Full) -> Full {
    if full.words.len() > 2 && full.words.last().is_some_and(|last| is_suffix(reading, *last)) {
        full.words.pop();
    }
    full
}

/// Whether a word tells a generation behind a name.
fn is_suffix(reading: &Reading<'_, '_>, word: u32) -> bool {
    matches!(reading.words.list[word as usize].folded.as_ref(), "jr" | "sr" | "ii" | "iii")
}

fn link_persons(reading: &Reading<'_, '_>, persons: &FullNames, links: &mut Links) {
    let mut merged: FxHashMap<String, Referent> = FxHashMap::default();
    // "George Bush" beside "George W. Bush": the longer name has all words of the shorter one, in order.
    for short in &persons.list {
        let Some(number) = short.name else { continue };
        let last = short.words[short.words.len() - 1];
        let longer = persons
            .only(last, |full| full.words.len() > short.words.len() && is_subsequence(&short.words, &full.words));
        if let Choice::One(full) = longer {
            merged.insert(short.referent.actor.clone(), full.referent.clone());
            links.names[number as usize] = Some((full.referent.clone(), Form::Short));
        }
    }
    let is_merged = |full: &Full| merged.contains_key(&full.referent.actor);
    for (number, name) in reading.names.list.iter().enumerate() {
        // In a headline the tagger may take a surname that the text explains for anything.
        let headline = !name.is_in_prose && name.words.len() == 1;
        if !(name.kind == Kind::Person || headline) || name.words.len() > 3 {
            continue;
        }
        if name.words.len() > 1 && merged.contains_key(&actor_id(Kind::Person, &name.key)) {
            continue;
        }
        // "Okello Jr." is "Okello" once the full name is known.
        let words = match name.words.split_last() {
            Some((last, before)) if !before.is_empty() && is_suffix(reading, *last) => before,
            _ => &name.words,
        };
        let last = words[words.len() - 1];
        let longer = |full: &Full| full.words.len() > words.len() && !is_merged(full);
        let by_end = persons.only(last, |full| longer(full) && full.words.ends_with(words));
        let choice = match by_end {
            Choice::None => persons.only(last, |full| longer(full) && is_run_of(words, &full.words)),
            choice => choice,
        };
        match choice {
            Choice::One(full) => links.names[number] = Some((full.referent.clone(), Form::Short)),
            Choice::Several | Choice::None => {}
        }
    }
    for full in persons.list.iter().filter(|full| !is_merged(full)) {
        let last = full.words[full.words.len() - 1];
        let word = &reading.words.list[last as usize];
        if word.flags.any(Flags::COMMON.or(Flags::FUNCTION)) {
            continue;
        }
        if let Choice::One(one) = persons.only(last, |other| other.words.last() == Some(&last) && !is_merged(other)) {
            links.surnames.insert(last, one.referent.clone());
        }
    }
}

/// "Citgo Petroleum" and then "Citgo": the beginning of one body's name.
fn link_bodies(reading: &Reading<'_, '_>, links: &mut Links) {
    let mut bodies = FullNames::default();
    for name in &reading.names.list {
        if matches!(name.kind, Kind::Organisation | Kind::Group) && name.words.len() > 1 {
            let (referent, _) = own_referent(name.kind, name);
            bodies.add(Full { words: name.words.clone(), referent, name: None });
        }
    }
    if bodies.list.is_empty() {
        return;
    }
    for (number, name) in reading.names.list.iter().enumerate() {
        let first = name.words[0];
        let flags = reading.words.list[first as usize].flags;
        let ordinary = Flags::COMMON.or(Flags::CITY).or(Flags::GIVEN).or(Flags::PEOPLE).or(Flags::ORGANISATION);
        let settled = matches!(links.names[number], Some((_, Form::Short)))
            || !matches!(name.kind, Kind::Organisation | Kind::Group)
            || name.words.len() > 2;
        if settled || flags.any(ordinary) {
            continue;
        }
        let longer = |full: &Full| full.words.len() > name.words.len() && full.words.starts_with(&name.words);
        if let Choice::One(full) = bodies.only(first, longer) {
            links.names[number] = Some((full.referent.clone(), Form::Short));
        }
    }
}

/// Pairs of (acronym's found piece or token word, found piece of the full name).
fn stated_acronyms(reading: &Reading<'_, '_>) -> Vec<(u32, usize)> {
    let mut stated = Vec::new();
    for (number, found) in reading.found.iter().enumerate() {
        let tokens = &reading.tokens[found.part].tokens;
        let Some(next) = tokens.get(found.to).filter(|next| next.gap == Gap::Open) else { continue };
        let text = reading.parts[found.part].text;
        if found.to - found.from >= 2 && is_acronym(next.shape, next.dotted) {
            if is_expansion(reading, found, &text[next.start..next.end]) {
                stated.push((next.word, number));
            }
        } else if found.to - found.from == 1 && is_acronym(tokens[found.from].shape, tokens[found.from].dotted) {
            let full = reading.found.get(number + 1).filter(|full| full.part == found.part && full.from == found.to);
            let acronym = &text[tokens[found.from].start..tokens[found.from].end];
            if full.is_some_and(|full| is_expansion(reading, full, acronym)) {
                stated.push((tokens[found.from].word, number + 1));
            }
        }
    }
    stated
}

fn is_expansion(reading: &Reading<'_, '_>, full: &Found, acronym: &str) -> bool {
    let words: Vec<&str> =
        reading.tokens_of(full).iter().map(|token| reading.words.of(token).folded.as_ref()).collect();
    stands_for(acronym, &words)
}

fn link_acronyms(reading: &Reading<'_, '_>, links: &mut Links) {
    let mut meaning: FxHashMap<u32, Option<Referent>> = FxHashMap::default();
    for (acronym, full) in stated_acronyms(reading) {
        let referent = match &reading.found[full].what {
            FoundWhat::Name(name) => links.of_name(*name).map(|(referent, _)| referent.clone()),
            FoundWhat::Hit(What::Name(name)) => Some(reading.curated(*name)),
            FoundWhat::Hit(What::StateOrgan(actor)) => Some(reading.curated_actor(*actor)),
            FoundWhat::Hit(_) => None,
        };
        let Some(referent) = referent else { continue };
        // Letters that the article gives two meanings have none.
        meaning
            .entry(acronym)
            .and_modify(|known| {
                if known.as_ref().is_some_and(|known| known.actor != referent.actor) {
                    *known = None;
                }
            })
            .or_insert(Some(referent));
    }
    if meaning.is_empty() {
        return;
    }
    for (number, found) in reading.found.iter().enumerate() {
        let [token] = reading.tokens_of(found) else { continue };
        if is_acronym(token.shape, token.dotted)
            && let Some(Some(referent)) = meaning.get(&token.word)
        {
            links.found.insert(number, (referent.clone(), Form::Acronym));
        }
    }
}

fn is_subsequence(short: &[u32], long: &[u32]) -> bool {
    let mut long = long.iter();
    short.iter().all(|word| long.any(|other| other == word))
}

fn is_run_of(short: &[u32], long: &[u32]) -> bool {
    long.windows(short.len()).any(|window| window == short)
}

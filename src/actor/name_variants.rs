//! Which names of an index are spellings of one another: the tier of the lexicon below what is curated.
//!
//! A name that no file knows joins the one curated actor of its kind of whose names it is a spelling, and none where
//! there are several. Of the others, each star of spellings around one form is an actor: all of a star are spellings of
//! its middle and of each other, so that no chain of small steps joins two names that differ. Nothing hangs on the order
//! in which names were given their numbers.

use super::kind::Kind;
use super::lexicon::{Lexicon, NameRule};
use super::name_table_build::rule_found_id;
use super::numbers::{NumberedName, Sense};
use super::same_name::NameForm;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// Names under one key that are compared; a key with more tells too little.
const BUCKET_MAX: usize = 48;
/// Words that a person's name has at least, to be joined to another that no file knows.
const PERSON_WORDS_MIN: usize = 2;

/// Where a name that no file knows belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Joined {
    /// To a curated actor.
    Curated(u32),
    /// To the actor of another name: its kind and key.
    Name(Kind, String),
}

/// A name as it is compared.
struct Candidate {
    key: String,
    kind: Kind,
    form: NameForm,
}

impl Candidate {
    fn of(key: &str, kind: Kind) -> Self {
        Candidate { key: key.to_owned(), kind, form: NameForm::of(key, kind) }
    }
}

/// Joins names that no file knows, given with their kinds, to curated actors and to each other.
pub(super) fn join_variants<'a>(
    lexicon: &Lexicon,
    names: impl Iterator<Item = &'a NumberedName>,
) -> FxHashMap<(Kind, String), Joined> {
    let candidate = |name: &NumberedName| match name.sense {
        Sense::Name(kind) => Some(Candidate::of(&name.key, kind)),
        _ => None,
    };
    let mut found: Vec<Candidate> = names.filter_map(candidate).collect();
    found.sort_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
    found.dedup_by(|a, b| (a.kind, &a.key) == (b.kind, &b.key));
    let mut joined = FxHashMap::default();
    let curated: Vec<(u32, Candidate)> = curated_names(lexicon)
        .map(|(actor, key)| (actor, Candidate::of(key, lexicon.actors()[actor as usize].kind)))
        .collect();
    let by_key = kept_under(curated.iter().map(|(_, name)| &name.form));
    found.retain(|name| {
        let actors = curated_actors_of(lexicon, name, &curated, &by_key);
        if let [actor] = actors.as_slice() {
            joined.insert((name.kind, name.key.clone()), Joined::Curated(*actor));
        }
        actors.is_empty()
    });
    found.retain(|name| name.kind != Kind::Person || name.form.words_len() >= PERSON_WORDS_MIN);
    // One name that articles take for a group here and an organisation there is one body.
    let groups: FxHashSet<String> =
        found.iter().filter(|name| name.kind == Kind::Group).map(|name| name.key.clone()).collect();
    let same_as_group = |name: &Candidate| {
        let ids = [Kind::Organisation, Kind::Group].map(|kind| rule_found_id(kind, &name.key));
        name.kind == Kind::Organisation && groups.contains(&name.key) && !lexicon.holds_apart(&ids[0], &ids[1])
    };
    let bodies: Vec<String> = found.iter().filter(|name| same_as_group(name)).map(|name| name.key.clone()).collect();
    found.retain(|name| !same_as_group(name));
    for (middle, member) in stars(lexicon, &found) {
        let (middle, member) = (&found[middle], &found[member]);
        joined.insert((member.kind, member.key.clone()), Joined::Name(middle.kind, middle.key.clone()));
    }
    for key in bodies {
        let group = joined.get(&(Kind::Group, key.clone())).cloned();
        joined.insert((Kind::Organisation, key.clone()), group.unwrap_or(Joined::Name(Kind::Group, key)));
    }
    joined
}

/// Curated names that stand alone and are no acronyms, those of organs of states aside, which have rules of their own.
pub(super) fn curated_names(lexicon: &Lexicon) -> impl Iterator<Item = (u32, &str)> {
    let is_word = |rule| matches!(rule, NameRule::Exact | NameRule::Spelling | NameRule::Alias);
    lexicon
        .names()
        .filter(move |name| is_word(name.rule) && !name.ambiguous && lexicon.organ_number(name.actor).is_none())
        .map(|name| (name.actor, name.key.as_str()))
}

fn kept_under<'a>(forms: impl Iterator<Item = &'a NameForm>) -> FxHashMap<u32, Vec<u32>> {
    let mut by_key: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (index, form) in forms.enumerate() {
        for key in form.kept_keys() {
            by_key.entry(key).or_default().push(index as u32);
        }
    }
    by_key
}

/// The names kept under a key of `form`, each once.
fn near(form: &NameForm, by_key: &FxHashMap<u32, Vec<u32>>) -> Vec<u32> {
    let buckets = form.lookup_keys().into_iter().filter_map(|key| by_key.get(&key));
    let mut near: Vec<u32> = buckets.filter(|bucket| bucket.len() <= BUCKET_MAX).flatten().copied().collect();
    near.sort_unstable();
    near.dedup();
    near
}

fn curated_actors_of(
    lexicon: &Lexicon,
    name: &Candidate,
    curated: &[(u32, Candidate)],
    by_key: &FxHashMap<u32, Vec<u32>>,
) -> Vec<u32> {
    let mut actors: Vec<u32> = near(&name.form, by_key)
        .into_iter()
        .map(|index| &curated[index as usize])
        .filter(|(_, other)| kinds_agree(name.kind, other.kind) && name.form.compare(&other.form).complete)
        .map(|(actor, _)| *actor)
        .filter(|actor| {
            !lexicon.holds_apart(&lexicon.actors()[*actor as usize].id, &rule_found_id(name.kind, &name.key))
        })
        .collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}

/// What articles call an organisation may be a curated group, and the other way.
fn kinds_agree(a: Kind, b: Kind) -> bool {
    let is_body = |kind| matches!(kind, Kind::Organisation | Kind::Group);
    a == b || is_body(a) && is_body(b)
}

/// Pairs of the middle of a star and another name of it, as indices of `found`.
fn stars(lexicon: &Lexicon, found: &[Candidate]) -> Vec<(usize, usize)> {
    let by_key = kept_under(found.iter().map(|name| &name.form));
    let mut agreeing: Vec<Vec<(usize, f32)>> = vec![Vec::new(); found.len()];
    for (index, name) in found.iter().enumerate() {
        for other in near(&name.form, &by_key) {
            let other = other as usize;
            // A pair may be near from one side only, and is compared once.
            if other == index
                || !kinds_agree(found[other].kind, name.kind)
                || agreeing[index].iter().any(|(known, _)| *known == other)
            {
                continue;
            }
            let comparison = name.form.compare(&found[other].form);
            let id = |name: &Candidate| rule_found_id(name.kind, &name.key);
            if comparison.complete && !lexicon.holds_apart(&id(name), &id(&found[other])) {
                agreeing[index].push((other, comparison.score));
                agreeing[other].push((index, comparison.score));
            }
        }
    }
    let mut middles: Vec<usize> = (0..found.len()).filter(|index| !agreeing[*index].is_empty()).collect();
    middles.sort_by_key(|index| (Reverse(agreeing[*index].len()), Reverse(found[*index].kind == Kind::Group), *index));
    let mut taken = vec![false; found.len()];
    let mut pairs = Vec::new();
    for middle in middles {
        if taken[middle] {
            continue;
        }
        taken[middle] = true;
        let mut near: Vec<(usize, f32)> =
            agreeing[middle].iter().copied().filter(|(other, _)| !taken[*other]).collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut members: Vec<usize> = Vec::new();
        for (other, _) in near {
            if members.iter().all(|member| agreeing[other].iter().any(|(known, _)| known == member)) {
                taken[other] = true;
                members.push(other);
            }
        }
        pairs.extend(members.into_iter().map(|member| (middle, member)));
    }
    pairs
}

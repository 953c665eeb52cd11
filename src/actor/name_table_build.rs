//! Writing the lexicon: the curated actors and the numbered names of an index become one table.

use super::kind::Kind;
use super::learned::{Learned, StatedName};
use super::lexicon::{Lexicon, NameRule};
use super::name_table::{
    ACTOR_IDS, ACTOR_KINDS_AND_NUMBERS, ACTOR_NAMES, HAS_APOSTROPHE, HEADER_BYTES, IDS, KEYS, LOOKUP, MAGIC,
    NUMBER_ACTOR, NUMBER_RULE, NUMBER_SENSE, READINGS, Reading, SECTIONS, SURFACES, VARIANT_ACTORS, VARIANT_BITS,
    VARIANT_FORMS, VARIANT_KEYS, organ_key, rule_code,
};
use super::name_variants::{Joined, curated_names, join_variants};
use super::numbers::{NameNumbers, NumberedName, Sense};
use super::variant_index::VariantIndexBuilder;
use crate::text::fold_key;
use fst::MapBuilder;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The id of an actor that no curated file knows.
pub fn rule_found_id(kind: Kind, key: &str) -> String {
    format!("{}:{}", kind.as_str(), key.replace(' ', "-"))
}

/// Builds the bytes of a table from the curated lexicon, the numbered names of an index and what its articles state.
pub fn build_name_table(lexicon: &Lexicon, numbers: &NameNumbers, learned: &Learned) -> Vec<u8> {
    Builder::new(lexicon).build(lexicon, numbers, learned)
}

#[derive(Default)]
struct Builder {
    actor_ids: Vec<String>,
    actor_names: Vec<String>,
    actor_kinds: Vec<Kind>,
    actor_by_id: FxHashMap<String, u32>,
    readings: BTreeMap<String, Vec<Reading>>,
}

impl Builder {
    fn new(lexicon: &Lexicon) -> Self {
        let mut builder = Builder::default();
        for actor in lexicon.actors() {
            builder.push_actor(&actor.id, &actor.name, actor.kind);
        }
        builder
    }

    fn push_actor(&mut self, id: &str, name: &str, kind: Kind) -> u32 {
        let index = self.actor_ids.len() as u32;
        self.actor_ids.push(id.to_owned());
        self.actor_names.push(name.to_owned());
        self.actor_kinds.push(kind);
        self.actor_by_id.insert(id.to_owned(), index);
        index
    }

    fn add_reading(&mut self, key: &str, actor: u32, rule: NameRule) {
        if !key.is_empty() {
            self.readings.entry(key.to_owned()).or_default().push(Reading { actor, rule });
        }
    }

    fn build(mut self, lexicon: &Lexicon, numbers: &NameNumbers, learned: &Learned) -> Vec<u8> {
        let mut rules: FxHashMap<(&str, u32), NameRule> = FxHashMap::default();
        for name in lexicon.names() {
            self.add_reading(&name.key, name.actor, name.rule);
            rules.entry((&name.key, name.actor)).and_modify(|rule| *rule = (*rule).min(name.rule)).or_insert(name.rule);
        }
        for (organ, actor) in lexicon.organ_names() {
            self.add_reading(&organ_key(organ), actor, NameRule::Exact);
        }
        let is_told = |name: &NumberedName| is_told(lexicon, learned, name);
        let joined = join_variants(lexicon, unknown_names(lexicon, numbers).filter(|name| !is_told(name)));
        // The middle of a star gives its actor id and name, so it comes first.
        for name in numbers.names.iter().filter(|name| matches!(name.sense, Sense::Name(_))) {
            if curated_actor(lexicon, name).is_none() && joined_to(&joined, name).is_none() && !is_told(name) {
                self.rule_found_actor(name);
            }
        }
        let mut variants = VariantIndexBuilder::default();
        for (actor, key) in curated_names(lexicon) {
            variants.add(key, self.actor_kinds[actor as usize], actor);
        }
        let mut number_actor = Vec::with_capacity(numbers.len());
        let mut number_rule = Vec::with_capacity(numbers.len());
        for name in &numbers.names {
            let curated = curated_actor(lexicon, name);
            let told = self.told_actor(lexicon, numbers, learned, name, curated.is_some());
            let to = joined_to(&joined, name);
            let (actor, usual) = match (told, curated, to) {
                (Some((actor, rule)), ..) if rule != NameRule::Exact => {
                    self.add_reading(&name.key, actor, rule);
                    if let Sense::Name(kind) | Sense::Short(kind) = name.sense {
                        self.actor_by_id.entry(rule_found_id(kind, &name.key)).or_insert(actor);
                    }
                    rules.entry((&name.key, actor)).or_insert(rule);
                    (actor, rule)
                }
                (_, Some(curated), _) => (curated, NameRule::Exact),
                (_, None, Some((kind, to))) => (self.joined_actor(name, kind, to), NameRule::Spelling),
                (Some((actor, _)), ..) => (actor, NameRule::Exact),
                (None, None, None) => (self.rule_found_actor(name), NameRule::Exact),
            };
            number_actor.push(actor);
            if let (Sense::Name(kind), None) = (name.sense, curated) {
                variants.add(&name.key, kind, actor);
            }
            let rule = rules.get(&(name.key.as_str(), actor)).copied().unwrap_or(usual);
            number_rule.push(rule_code(rule) | if name.has_apostrophe { HAS_APOSTROPHE } else { 0 });
        }
        // An alias that every article explains was never seen as a name; a query may still use it.
        for (name, id) in learned.iter() {
            let is_own = StatedName::of_id(id).is_some_and(|found| found.key == name.key);
            if let (false, Some(actor)) = (is_own, self.actor_by_id.get(id).copied()) {
                self.add_reading(&name.key, actor, NameRule::Learned);
            }
        }
        for (old, id) in &lexicon.user.renamed {
            if let Some(actor) = self.actor_by_id.get(id).copied() {
                self.actor_by_id.entry(old.clone()).or_insert(actor);
            }
        }
        self.serialise(numbers, &number_actor, &number_rule, variants)
    }

    /// The actor whose name this one is another spelling of; it gets the name, and the id of the name too.
    fn joined_actor(&mut self, name: &NumberedName, kind: Kind, to: &Joined) -> u32 {
        let actor = match to {
            Joined::Curated(actor) => *actor,
            Joined::Name(kind, key) => match self.actor_by_id.get(&rule_found_id(*kind, key)) {
                Some(actor) => *actor,
                None => return self.rule_found_actor(name),
            },
        };
        if self.actor_by_id.insert(rule_found_id(kind, &name.key), actor).is_none() {
            self.add_spoken_names(name, kind, actor, NameRule::Spelling);
        }
        actor
    }

    /// The actor that the user's file, or else articles, give a name, and by which rule.
    fn told_actor(
        &mut self,
        lexicon: &Lexicon,
        numbers: &NameNumbers,
        learned: &Learned,
        name: &NumberedName,
        is_curated: bool,
    ) -> Option<(u32, NameRule)> {
        let (Sense::Name(kind) | Sense::Short(kind)) = name.sense else { return None };
        let (id, rule) = match lexicon.assigned_by_user(&name.key, kind) {
            Some(id) => (id, NameRule::Alias),
            None if is_curated => return None,
            None => (learned.id_of(&name.key, kind)?, NameRule::Learned),
        };
        // What the user made one may be, through another name, an actor that articles tell of.
        let found = StatedName::of_id(id);
        let further =
            found.as_ref().and_then(|found| learned.id_of(&found.key, found.kind)).filter(|other| *other != id);
        let id = further.unwrap_or(id);
        let is_own = StatedName::of_id(id).is_some_and(|found| found.key == name.key);
        let rule = if is_own { NameRule::Exact } else { rule };
        Some((self.actor_of_told_id(id, numbers), rule))
    }

    /// The actor with this id, made if no name of it has come up yet.
    fn actor_of_told_id(&mut self, id: &str, numbers: &NameNumbers) -> u32 {
        if let Some(actor) = self.actor_by_id.get(id) {
            return *actor;
        }
        let StatedName { key, kind } =
            StatedName::of_id(id).unwrap_or_else(|| StatedName { key: fold_key(id), kind: Kind::Organisation });
        let surface = numbers.surface_of(&key).map_or_else(|| key.clone(), str::to_owned);
        self.rule_found_actor(&NumberedName { key, sense: Sense::Name(kind), surface, has_apostrophe: false })
    }

    /// The actor of a name that no curated file knows: an actor of its own, found by its name and,
    /// for a person, by the surname.
    fn rule_found_actor(&mut self, name: &NumberedName) -> u32 {
        let kind = match name.sense {
            Sense::Name(kind) | Sense::Short(kind) => kind,
            Sense::Demonym | Sense::Capital => Kind::State,
        };
        let id = rule_found_id(kind, &name.key);
        if let Some(actor) = self.actor_by_id.get(&id) {
            return *actor;
        }
        let actor = self.push_actor(&id, &name.surface, kind);
        self.add_spoken_names(name, kind, actor, NameRule::Exact);
        actor
    }

    /// The names by which an actor that no curated file knows is spoken of.
    fn add_spoken_names(&mut self, name: &NumberedName, kind: Kind, actor: u32, rule: NameRule) {
        self.add_reading(&name.key, actor, rule);
        // Recognition writes initials together ("us customs service"); the name as shown parts them.
        let shown_key = fold_key(&name.surface);
        if shown_key != name.key {
            self.add_reading(&shown_key, actor, rule);
        }
        if kind == Kind::Person
            && let Some((_, surname)) = name.key.rsplit_once(' ')
        {
            self.add_reading(surname, actor, NameRule::Surname);
        }
    }

    fn serialise(
        self,
        numbers: &NameNumbers,
        number_actor: &[u32],
        number_rule: &[u8],
        variants: VariantIndexBuilder,
    ) -> Vec<u8> {
        let mut sections: Vec<Vec<u8>> = vec![Vec::new(); SECTIONS];
        let mut lookup = MapBuilder::memory();
        for (key, mut readings) in self.readings {
            readings.sort_unstable_by_key(|reading| (reading.rule, reading.actor));
            readings.dedup_by_key(|reading| reading.actor);
            let mut seen = Vec::new();
            readings.retain(|reading| {
                !seen.contains(&reading.actor) && {
                    seen.push(reading.actor);
                    true
                }
            });
            let start = (sections[READINGS].len() / 8) as u64;
            let len = readings.len().min(0xFF_FFFF) as u64;
            for reading in readings.iter().take(len as usize) {
                sections[READINGS].extend_from_slice(&reading.actor.to_le_bytes());
                sections[READINGS].extend_from_slice(&[rule_code(reading.rule), 0, 0, 0]);
            }
            lookup.insert(key, (start << 24) | len).expect("keys of a sorted map ascend");
        }
        sections[LOOKUP] = lookup.into_inner().expect("memory takes every write");
        let mut ids = MapBuilder::memory();
        let sorted: BTreeMap<&String, u32> = self.actor_by_id.iter().map(|(id, actor)| (id, *actor)).collect();
        for (id, actor) in sorted {
            ids.insert(id, u64::from(actor)).expect("keys of a sorted map ascend");
        }
        sections[IDS] = ids.into_inner().expect("memory takes every write");
        sections[NUMBER_ACTOR] = number_actor.iter().flat_map(|actor| actor.to_le_bytes()).collect();
        sections[NUMBER_RULE] = number_rule.to_vec();
        sections[NUMBER_SENSE] = numbers.names.iter().map(|name| name.sense.code()).collect();
        write_strings(&mut sections, KEYS, numbers.names.iter().map(|name| name.key.as_str()));
        write_strings(&mut sections, SURFACES, numbers.names.iter().map(|name| name.surface.as_str()));
        write_strings(&mut sections, ACTOR_IDS, self.actor_ids.iter().map(String::as_str));
        write_strings(&mut sections, ACTOR_NAMES, self.actor_names.iter().map(String::as_str));
        let mut of_actor: Vec<Vec<u32>> = vec![Vec::new(); self.actor_ids.len()];
        for (number, actor) in number_actor.iter().enumerate() {
            of_actor[*actor as usize].push(number as u32);
        }
        let last = &mut sections[ACTOR_KINDS_AND_NUMBERS];
        last.extend(self.actor_kinds.iter().map(|kind| *kind as u8));
        let mut offset = 0u32;
        last.extend_from_slice(&offset.to_le_bytes());
        for numbers in &of_actor {
            offset += numbers.len() as u32;
            last.extend_from_slice(&offset.to_le_bytes());
        }
        last.extend(of_actor.iter().flatten().flat_map(|number| number.to_le_bytes()));
        let variants = variants.finish();
        sections[VARIANT_KEYS] = variants.keys;
        sections[VARIANT_ACTORS] = variants.actors;
        sections[VARIANT_BITS] = variants.bits;
        write_strings(&mut sections, VARIANT_FORMS, variants.forms.iter().map(String::as_str));
        let mut bytes = MAGIC.to_vec();
        let mut start = HEADER_BYTES as u64;
        for section in &sections {
            bytes.extend_from_slice(&start.to_le_bytes());
            bytes.extend_from_slice(&(section.len() as u64).to_le_bytes());
            start += section.len() as u64;
        }
        bytes.extend(sections.into_iter().flatten());
        bytes
    }
}

/// The one curated actor of a numbered name.
fn curated_actor(lexicon: &Lexicon, name: &NumberedName) -> Option<u32> {
    match name.sense {
        Sense::Name(kind) | Sense::Short(kind) => {
            lexicon.actor_index(&name.key).filter(|actor| lexicon.actors()[*actor as usize].kind == kind)
        }
        Sense::Demonym => lexicon.state_with(&name.key, NameRule::Demonym),
        Sense::Capital => lexicon.state_with(&name.key, NameRule::Capital),
    }
}

/// Names that no curated file knows, not even as one of several actors.
fn unknown_names<'a>(lexicon: &'a Lexicon, numbers: &'a NameNumbers) -> impl Iterator<Item = &'a NumberedName> {
    let is_unknown =
        |name: &&NumberedName| matches!(name.sense, Sense::Name(_)) && lexicon.names_of_key(&name.key).next().is_none();
    numbers.names.iter().filter(is_unknown)
}

/// Whether the user's file or articles make a name that of another actor than its own.
fn is_told(lexicon: &Lexicon, learned: &Learned, name: &NumberedName) -> bool {
    let (Sense::Name(kind) | Sense::Short(kind)) = name.sense else { return false };
    let id = lexicon.assigned_by_user(&name.key, kind).or_else(|| learned.id_of(&name.key, kind));
    id.is_some_and(|id| id != rule_found_id(kind, &name.key))
}

fn joined_to<'a>(joined: &'a FxHashMap<(Kind, String), Joined>, name: &NumberedName) -> Option<(Kind, &'a Joined)> {
    let (Sense::Name(kind) | Sense::Short(kind)) = name.sense else { return None };
    joined.get(&(kind, name.key.clone())).map(|to| (kind, to))
}

fn write_strings<'a>(sections: &mut [Vec<u8>], section: usize, strings: impl Iterator<Item = &'a str>) {
    let mut text = Vec::new();
    let mut offsets = 0u32.to_le_bytes().to_vec();
    for string in strings {
        text.extend_from_slice(string.as_bytes());
        offsets.extend_from_slice(&(text.len() as u32).to_le_bytes());
    }
    sections[section] = offsets;
    sections[section + 1] = text;
}

//! The curated lexicon: actors known by name before any article is read.
//!
//! It is made from TOML texts and knows no files. Names of organs of states ("Foreign Ministry of Iran")
//! are actors too; they are made here from the organ and the state, and found in texts by rule.

use super::kind::Kind;
use super::lexicon_file::{ActorTable, Table, tables_of_file};
use super::matcher::{Case, Matcher, NAME_TOKENS_MAX, Target};
use super::vocabulary::Vocabulary;
use crate::text::fold_key;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::Xxh3;

pub use super::lexicon_file::RoleTable as CuratedRole;

/// How a curated surface names its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameRule {
    /// The display name.
    Exact,
    /// The same name, written otherwise.
    Spelling,
    /// Another name: a translation, an official or a former name.
    Alias,
    /// Capital letters, matched only as written.
    Acronym,
    /// A form that counts only in an article that names the actor in full.
    Short,
    /// A demonym of a state.
    Demonym,
    /// The capital of a state.
    Capital,
    /// The surname of a person whom articles name in full; no curated file has this rule.
    Surname,
}

/// An actor of the curated files, or an organ of one of their states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CuratedActor {
    /// Its id: "jaish-al-adl", "iran/foreign-ministry".
    pub id: String,
    /// The display name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Id of the state that it belongs to or is rooted in.
    pub state: Option<String>,
    /// Offices that a person held.
    pub roles: Vec<CuratedRole>,
    /// Where its facts come from.
    pub source: Option<String>,
}

/// One surface form of a curated actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CuratedName {
    /// The surface, folded as by [`fold_key`].
    pub key: String,
    /// The form as the file has it.
    pub surface: String,
    /// Index of its actor in [`Lexicon::actors`].
    pub actor: u32,
    /// How it names the actor.
    pub rule: NameRule,
    /// Whether another actor may share it.
    pub ambiguous: bool,
}

/// What is wrong with a curated file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// The file is no TOML.
    #[error("{file}: not TOML: {cause}")]
    NotToml {
        /// Name of the file.
        file: String,
        /// What the parser said.
        cause: String,
    },
    /// A table has an unknown key, a value of the wrong type, a bad id or a bad kind.
    #[error("{file}: [{id}]: {cause}")]
    Malformed {
        /// Name of the file.
        file: String,
        /// Id of the table.
        id: String,
        /// What is wrong with it.
        cause: String,
    },
    /// Two tables have one id.
    #[error("{file}: [{id}]: the id is already used in {other}")]
    DuplicateId {
        /// Name of the file.
        file: String,
        /// The id.
        id: String,
        /// File of the first table.
        other: String,
    },
    /// A table names a state that no table defines.
    #[error("{file}: [{id}]: unknown state {state:?}")]
    UnknownState {
        /// Name of the file.
        file: String,
        /// Id of the table.
        id: String,
        /// The state it names.
        state: String,
    },
    /// Two actors have one surface, and not both mark it as ambiguous.
    #[error("{file}: [{id}]: {surface:?} is also a name of [{other}], expected \"ambiguous\" in both")]
    SharedName {
        /// Name of the file.
        file: String,
        /// Id of the second actor.
        id: String,
        /// The surface.
        surface: String,
        /// Id of the first actor.
        other: String,
    },
    /// A surface has no letters or too many words.
    #[error("{file}: [{id}]: {surface:?} has no word or more than {NAME_TOKENS_MAX}")]
    BadName {
        /// Name of the file.
        file: String,
        /// Id of the table.
        id: String,
        /// The surface.
        surface: String,
    },
}

/// An organ that every state has: "Foreign Ministry".
#[derive(Debug)]
pub(super) struct Organ {
    id: String,
    /// Key and surface of each name.
    names: Vec<(String, String)>,
    /// Which of them its actors are shown by.
    usual: usize,
}

/// Curated actors, their names, and the tables that find them in texts.
#[derive(Debug)]
pub struct Lexicon {
    actors: Vec<CuratedActor>,
    names: Vec<CuratedName>,
    by_key: FxHashMap<String, Vec<u32>>,
    by_id: FxHashMap<String, u32>,
    organs: Vec<Organ>,
    /// Actors of kind state, in the order in which their organs follow the curated actors.
    states: Vec<u32>,
    first_organ_actor: u32,
    matcher: Matcher,
    hash: u64,
}

impl Lexicon {
    /// Reads curated files, given as (name for errors, TOML text).
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Lexicon, LexiconError> {
        let mut builder = Builder::default();
        let mut hasher = Xxh3::new();
        for (file, text) in files {
            for part in [file, "\0", text, "\0"] {
                hasher.update(part.as_bytes());
            }
            for (id, table) in tables_of_file(file, text)? {
                builder.add_table(file, id, table)?;
            }
        }
        Ok(Lexicon { hash: hasher.digest(), ..builder.build()? })
    }

    /// A hash of the files it was made from, hexadecimal: tells whether two lexicons are the same.
    pub fn content_hash(&self) -> String {
        format!("{:016x}", self.hash)
    }

    /// All actors, the organs of states after the curated ones.
    pub fn actors(&self) -> &[CuratedActor] {
        &self.actors
    }

    /// Every curated name, those of the organs of states included.
    pub fn names(&self) -> impl Iterator<Item = &CuratedName> {
        self.names.iter()
    }

    /// The actor with this id.
    pub fn actor_of_id(&self, id: &str) -> Option<&CuratedActor> {
        self.by_id.get(id).map(|&actor| &self.actors[actor as usize])
    }

    /// The names whose key is `key`; several when actors share it.
    pub fn names_of_key(&self, key: &str) -> impl Iterator<Item = &CuratedName> {
        self.by_key.get(key).into_iter().flatten().map(|&name| &self.names[name as usize])
    }

    /// The one actor that a name key stands for; `None` when none or several have it.
    ///
    /// Finds organs by any of their forms ("pakistani ministry of foreign affairs").
    pub fn actor_of_key(&self, key: &str) -> Option<&CuratedActor> {
        match self.by_key.get(key) {
            Some(names) => {
                let actor = self.names[names[0] as usize].actor;
                names.iter().all(|&name| self.names[name as usize].actor == actor).then(|| &self.actors[actor as usize])
            }
            None => self.organ_of_key(key),
        }
    }

    fn organ_of_key(&self, key: &str) -> Option<&CuratedActor> {
        for (number, organ) in self.organs.iter().enumerate() {
            for (organ_key, _) in &organ.names {
                let state_key = match (key.strip_suffix(organ_key.as_str()), key.strip_prefix(organ_key.as_str())) {
                    (Some(before), _) => before.strip_suffix(' '),
                    (_, Some(after)) => {
                        after.strip_prefix(" of ").map(|state| state.strip_prefix("the ").unwrap_or(state))
                    }
                    _ => None,
                };
                let Some(state) = state_key.and_then(|key| self.actor_index_of_key(key)) else { continue };
                if let Some(actor) = self.organ_actor(state, number as u32) {
                    return Some(&self.actors[actor as usize]);
                }
            }
        }
        None
    }

    fn actor_index_of_key(&self, key: &str) -> Option<u32> {
        let names = self.by_key.get(key)?;
        let actor = self.names[names[0] as usize].actor;
        names.iter().all(|&name| self.names[name as usize].actor == actor).then_some(actor)
    }

    /// Index in [`Lexicon::actors`] of the one actor that a name key stands for.
    pub(super) fn actor_index(&self, key: &str) -> Option<u32> {
        self.actor_of_key(key).and_then(|actor| self.by_id.get(&actor.id).copied())
    }

    /// The one state that has `key` as a name of this rule: a demonym or a capital.
    pub(super) fn state_with(&self, key: &str, rule: NameRule) -> Option<u32> {
        let mut states = self.names_of_key(key).filter(|name| name.rule == rule).map(|name| name.actor);
        states.next().filter(|state| states.all(|other| other == *state))
    }

    /// Names of the organs that every state has, each with the organ actor of the first state.
    pub(super) fn organ_names(&self) -> impl Iterator<Item = (&str, u32)> {
        self.organs.iter().enumerate().flat_map(move |(number, organ)| {
            organ.names.iter().map(move |(key, _)| (key.as_str(), self.first_organ_actor + number as u32))
        })
    }

    pub(super) fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    pub(super) fn name(&self, name: u32) -> &CuratedName {
        &self.names[name as usize]
    }

    pub(super) fn actor(&self, actor: u32) -> &CuratedActor {
        &self.actors[actor as usize]
    }

    /// The actor that organ number `organ` of a state is; `None` when `state` is no state.
    pub(super) fn organ_actor(&self, state: u32, organ: u32) -> Option<u32> {
        let rank = self.states.binary_search(&state).ok()? as u32;
        Some(self.first_organ_actor + rank * self.organs.len() as u32 + organ)
    }

    /// The number of the organ that an actor is; `None` when it is no organ of a state.
    pub(super) fn organ_number(&self, actor: u32) -> Option<u32> {
        let number = actor.checked_sub(self.first_organ_actor)?;
        (!self.organs.is_empty()).then(|| number % self.organs.len() as u32)
    }
}

#[derive(Default)]
struct Builder {
    actors: Vec<CuratedActor>,
    /// For each actor, the file it stands in.
    files: Vec<String>,
    names: Vec<CuratedName>,
    by_key: FxHashMap<String, Vec<u32>>,
    by_id: FxHashMap<String, u32>,
    office_ids: FxHashMap<String, String>,
    organs: Vec<Organ>,
    matcher: Option<Matcher>,
}

impl Builder {
    fn matcher(&mut self) -> &mut Matcher {
        self.matcher.get_or_insert_with(Matcher::new)
    }

    fn add_table(&mut self, file: &str, id: String, table: Table) -> Result<(), LexiconError> {
        let other = match (self.by_id.get(&id), self.office_ids.get(&id)) {
            (Some(&actor), _) => Some(self.files[actor as usize].clone()),
            (None, other) => other.cloned(),
        };
        if let Some(other) = other {
            return Err(LexiconError::DuplicateId { file: file.to_owned(), id, other });
        }
        match table {
            Table::Actor(kind, table) => return self.add_actor(file, id, kind, *table),
            Table::Organ(table) => {
                let organ = self.organs.len() as u32;
                for name in &table.names {
                    self.add_office_name(file, &id, name, Target::Organ(organ))?;
                }
                if table.names.is_empty() {
                    return Err(malformed(file, &id, "an organ needs a name"));
                }
                let names: Vec<(String, String)> =
                    table.names.into_iter().map(|name| (fold_key(&name), name)).collect();
                // The id says which of its names is the usual one.
                let usual = names.iter().position(|(key, _)| key.replace(' ', "-") == id).unwrap_or(0);
                self.organs.push(Organ { id: id.clone(), names, usual });
            }
            Table::Role(table) => {
                for name in &table.names {
                    self.add_office_name(file, &id, name, Target::Role)?;
                }
            }
        }
        self.office_ids.insert(id, file.to_owned());
        Ok(())
    }

    fn add_office_name(&mut self, file: &str, id: &str, name: &str, target: Target) -> Result<(), LexiconError> {
        if self.matcher().add(name, target, Case::Free, false) {
            return Ok(());
        }
        Err(LexiconError::BadName { file: file.to_owned(), id: id.to_owned(), surface: name.to_owned() })
    }

    fn add_actor(&mut self, file: &str, id: String, kind: Kind, table: ActorTable) -> Result<(), LexiconError> {
        if kind != Kind::State
            && (!table.demonyms.is_empty() || table.capital.is_some() || !table.capital_spellings.is_empty())
        {
            return Err(malformed(file, &id, "only a state has demonyms and a capital"));
        }
        if kind != Kind::Person && !table.roles.is_empty() {
            return Err(malformed(file, &id, "only a person has roles"));
        }
        let actor = self.actors.len() as u32;
        let ambiguous: Vec<String> = table.ambiguous.iter().map(|surface| fold_key(surface)).collect();
        let lists = [
            (NameRule::Exact, std::slice::from_ref(&table.name)),
            (NameRule::Spelling, &table.spellings),
            (NameRule::Alias, &table.aliases),
            (NameRule::Acronym, &table.acronyms),
            (NameRule::Short, &table.short),
            (NameRule::Demonym, &table.demonyms),
            (NameRule::Capital, table.capital.as_slice()),
            (NameRule::Capital, &table.capital_spellings),
        ];
        let mut listed = Vec::new();
        for (rule, surfaces) in lists {
            for surface in surfaces {
                let key = fold_key(surface);
                listed.push(key.clone());
                let is_ambiguous = ambiguous.contains(&key);
                self.add_name(file, &id, surface, key, actor, rule, is_ambiguous)?;
            }
        }
        for (surface, key) in table.ambiguous.iter().zip(&ambiguous) {
            if !listed.contains(key) {
                self.add_name(file, &id, surface, key.clone(), actor, NameRule::Alias, true)?;
            }
        }
        self.by_id.insert(id.clone(), actor);
        self.files.push(file.to_owned());
        self.actors.push(CuratedActor {
            id,
            name: table.name,
            kind,
            state: table.state,
            roles: table.roles,
            source: table.source,
        });
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    fn add_name(
        &mut self,
        file: &str,
        id: &str,
        surface: &str,
        key: String,
        actor: u32,
        rule: NameRule,
        ambiguous: bool,
    ) -> Result<(), LexiconError> {
        for &other in self.by_key.get(&key).into_iter().flatten() {
            let other = &self.names[other as usize];
            // Two names of one actor may fold alike; a short form counts only where its actor is named anyway.
            let contextual = rule == NameRule::Short || other.rule == NameRule::Short;
            if other.actor != actor && !(contextual || ambiguous && other.ambiguous) {
                return Err(LexiconError::SharedName {
                    file: file.to_owned(),
                    id: id.to_owned(),
                    surface: surface.to_owned(),
                    other: self.actors[other.actor as usize].id.clone(),
                });
            }
        }
        let name = self.names.len() as u32;
        let bare = if rule == NameRule::Short { surface.strip_prefix("the ").unwrap_or(surface) } else { surface };
        let case = if rule == NameRule::Acronym { Case::AsWritten } else { Case::AsNames };
        let after_the = bare.len() < surface.len();
        if !self.matcher().add(bare, Target::Name(name), case, after_the) {
            return Err(LexiconError::BadName {
                file: file.to_owned(),
                id: id.to_owned(),
                surface: surface.to_owned(),
            });
        }
        self.by_key.entry(key.clone()).or_default().push(name);
        self.names.push(CuratedName { key, surface: surface.to_owned(), actor, rule, ambiguous });
        Ok(())
    }

    fn build(mut self) -> Result<Lexicon, LexiconError> {
        for (actor, file) in self.actors.iter().zip(&self.files) {
            let named = actor.state.iter().chain(actor.roles.iter().filter_map(|role| role.state.as_ref()));
            for state in named {
                let known = self.by_id.get(state).is_some_and(|&id| self.actors[id as usize].kind == Kind::State);
                if !known {
                    return Err(LexiconError::UnknownState {
                        file: file.clone(),
                        id: actor.id.clone(),
                        state: state.clone(),
                    });
                }
            }
        }
        let first_organ_actor = self.actors.len() as u32;
        let states: Vec<u32> =
            (0..first_organ_actor).filter(|&actor| self.actors[actor as usize].kind == Kind::State).collect();
        for &state in &states {
            self.add_organs_of(state);
        }
        for place in Vocabulary::built_in().places() {
            self.matcher().add(place, Target::Place, Case::AsNames, false);
        }
        Ok(Lexicon {
            matcher: self.matcher.take().unwrap_or_else(Matcher::new),
            actors: self.actors,
            names: self.names,
            by_key: self.by_key,
            by_id: self.by_id,
            organs: self.organs,
            states,
            first_organ_actor,
            hash: 0,
        })
    }

    fn add_organs_of(&mut self, state: u32) {
        let CuratedActor { id: state_id, name: state_name, .. } = self.actors[state as usize].clone();
        let article = if takes_article(&state_name) { "the " } else { "" };
        let state_key = fold_key(&state_name);
        for organ in &self.organs {
            let actor = self.actors.len() as u32;
            let id = format!("{state_id}/{}", organ.id);
            let (organ_key, organ_name) = &organ.names[organ.usual];
            let name = format!("{organ_name} of {article}{state_name}");
            let key = format!("{organ_key} of {article}{state_key}");
            // A body that a table names goes before one made from an office and a state.
            if !self.by_key.contains_key(&key) {
                self.by_key.insert(key.clone(), vec![self.names.len() as u32]);
                let surface = name.clone();
                self.names.push(CuratedName { key, surface, actor, rule: NameRule::Exact, ambiguous: false });
            }
            self.by_id.insert(id.clone(), actor);
            self.actors.push(CuratedActor {
                id,
                name,
                kind: Kind::Organisation,
                state: Some(state_id.clone()),
                roles: Vec::new(),
                source: None,
            });
        }
    }
}

fn malformed(file: &str, id: &str, cause: &str) -> LexiconError {
    LexiconError::Malformed { file: file.to_owned(), id: id.to_owned(), cause: cause.to_owned() }
}

/// Whether English puts "the" before the name of a state.
fn takes_article(state: &str) -> bool {
    let first = state.split(' ').next().unwrap_or(state);
    let last = state.rsplit(' ').next().unwrap_or(state);
    matches!(
        first,
        "United" | "Netherlands" | "Philippines" | "Maldives" | "Bahamas" | "Gambia" | "Comoros" | "Soviet" | "Vatican"
    ) || matches!(last, "Republic" | "Emirates" | "Islands" | "Union" | "Kingdom" | "States" | "Congo")
}

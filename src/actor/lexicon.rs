//! The curated lexicon: actors known by name before any article is read.
//!
//! It is made from TOML texts and knows no files. Names of organs of states ("Foreign Ministry of Iran")
//! are actors too; they are made here from the organ and the state, and found in texts by rule.

use super::kind::Kind;
use super::lexicon_build::LexiconBuilder;
use super::lexicon_file::{FileTable, tables_of_file};
use super::matcher::{Matcher, NAME_TOKENS_MAX};
use super::user_file::{self, UserRules};
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::Xxh3;

pub use super::lexicon_file::CuratedRole;

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
    /// A name that articles state to be another's; no curated file has this rule.
    Learned,
}

impl NameRule {
    /// Whether a name of this rule names its actor by itself: a short form needs its article, a demonym
    /// and a capital are other senses of a word.
    pub(super) fn stands_alone(self) -> bool {
        matches!(self, NameRule::Exact | NameRule::Spelling | NameRule::Alias | NameRule::Acronym)
    }
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
    /// The surface, folded as by [`fold_key`](crate::text::fold_key).
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
    /// An entry of the user's file says what cannot be.
    #[error("{file}: {entry}: {cause}")]
    BadEntry {
        /// Name of the file.
        file: String,
        /// The kind of the entry and its number: `[[merge]] 2`.
        entry: String,
        /// What is wrong with it.
        cause: String,
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

impl LexiconError {
    /// What the user can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            LexiconError::NotToml { .. } => "the form is that of index-schema/actors, see its README",
            LexiconError::Malformed { .. } => "keys, kinds and ids are listed in index-schema/actors/README.md",
            LexiconError::DuplicateId { .. } => "give one of the two another id",
            LexiconError::UnknownState { .. } => "indexer actors --kind state lists the ids of states",
            LexiconError::SharedName { .. } => {
                "list it under \"ambiguous\", or merge the two: [[merge]] actors = [...]"
            }
            LexiconError::BadEntry { .. } => "indexer actors NAME shows the id of an actor and all its names",
            LexiconError::BadName { .. } => "leave it out",
        }
    }
}

/// An organ that every state has: "Foreign Ministry".
#[derive(Debug)]
pub(super) struct Organ {
    pub(super) id: String,
    /// Key and surface of each name.
    pub(super) names: Vec<(String, String)>,
    /// Which of them its actors are shown by.
    pub(super) usual: usize,
}

/// Curated actors, their names, and the tables that find them in texts.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) actors: Vec<CuratedActor>,
    pub(super) names: Vec<CuratedName>,
    pub(super) by_key: FxHashMap<String, Vec<u32>>,
    pub(super) by_id: FxHashMap<String, u32>,
    pub(super) organs: Vec<Organ>,
    /// Actors of kind state, in the order in which their organs follow the curated actors.
    pub(super) states: Vec<u32>,
    pub(super) first_organ_actor: u32,
    pub(super) matcher: Matcher,
    pub(super) user: UserRules,
    pub(super) hash: u64,
}

impl Lexicon {
    /// Reads curated files, given as (name for errors, TOML text).
    ///
    /// # Errors
    /// When a file is broken, or two contradict each other.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Lexicon, LexiconError> {
        Lexicon::parse_with_user(files, None)
    }

    /// Reads curated files and changes them by the user's own, given in the same way.
    ///
    /// # Errors
    /// When a file is broken, or two contradict each other.
    pub fn parse_with_user<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        user: Option<(&str, &str)>,
    ) -> Result<Lexicon, LexiconError> {
        let mut hasher = Xxh3::new();
        let mut tables: Vec<FileTable> = Vec::new();
        for (file, text) in files {
            for part in [file, "\0", text, "\0"] {
                hasher.update(part.as_bytes());
            }
            tables.extend(tables_of_file(file, text)?);
        }
        let mut rules = UserRules::default();
        if let Some((file, text)) = user {
            // Where the file lies makes no difference.
            hasher.update(b"user\0");
            hasher.update(text.as_bytes());
            rules = user_file::apply(file, text, &mut tables)?;
        }
        let mut builder = LexiconBuilder::default();
        for FileTable { file, id, table } in tables {
            builder.add_table(&file, id, table)?;
        }
        let lexicon = Lexicon { hash: hasher.digest(), user: rules, ..builder.build()? };
        for (id, entry) in &lexicon.user.named {
            if !lexicon.by_id.contains_key(id) {
                let file = user.map_or(String::new(), |(file, _)| file.to_owned());
                return Err(LexiconError::BadEntry { file, entry: entry.clone(), cause: format!("no actor {id:?}") });
            }
        }
        Ok(lexicon)
    }

    /// Whether two ids are never one actor: both are curated, or the user's file says so.
    pub fn holds_apart(&self, a: &str, b: &str) -> bool {
        a != b && (self.by_id.contains_key(a) && self.by_id.contains_key(b) || self.user.hold_apart(a, b))
    }

    /// Whether the user's own file says that two ids are not one actor.
    pub fn user_holds_apart(&self, a: &str, b: &str) -> bool {
        self.user.hold_apart(a, b)
    }

    /// The id of the actor that the user's file makes of a name found by rule.
    pub(super) fn assigned_by_user(&self, key: &str, kind: Kind) -> Option<&str> {
        if self.user.assigned.is_empty() {
            return None;
        }
        self.user.assigned.get(&(key.to_owned(), kind)).map(String::as_str)
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
                let Some(state) = state_key.and_then(|key| self.state_in_any_sense(key)) else { continue };
                if let Some(actor) = self.organ_actor(state, number as u32) {
                    return Some(&self.actors[actor as usize]);
                }
            }
        }
        None
    }

    /// Index in [`Lexicon::actors`] of the one actor that has `key` among its names; organs by the one
    /// form that recognition gives them.
    pub(super) fn actor_index(&self, key: &str) -> Option<u32> {
        let mut actors = self.names_of_key(key).filter(|name| name.rule.stands_alone()).map(|name| name.actor);
        actors.next().filter(|actor| actors.all(|other| other == *actor))
    }

    /// Whether some curated actor has this key among its forms of any rule.
    pub(super) fn has_key(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    /// The one actor that `key` names, by a demonym or a capital too.
    fn state_in_any_sense(&self, key: &str) -> Option<u32> {
        let mut actors = self.names_of_key(key).filter(|name| name.rule != NameRule::Short).map(|name| name.actor);
        actors.next().filter(|actor| actors.all(|other| other == *actor))
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

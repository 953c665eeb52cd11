//! Building the lexicon: tables become actors, names and paths of the matcher, and contradictions errors.

use super::kind::Kind;
use super::lexicon::{CuratedActor, CuratedName, Lexicon, LexiconError, NameRule, Organ};
use super::lexicon_file::{ActorTable, Table};
use super::matcher::{Case, Matcher, Target};
use super::user_file::UserRules;
use super::vocabulary::Vocabulary;
use crate::text::fold_key;
use rustc_hash::FxHashMap;

/// What was read so far.
#[derive(Default)]
pub(super) struct LexiconBuilder {
    actors: Vec<CuratedActor>,
    /// For each actor, the file it stands in.
    files: Vec<String>,
    names: Vec<CuratedName>,
    by_key: FxHashMap<String, Vec<u32>>,
    by_id: FxHashMap<String, u32>,
    office_ids: FxHashMap<String, String>,
    organs: Vec<Organ>,
    /// Numbers of the offices of persons, by id.
    roles: FxHashMap<String, u32>,
    matcher: Option<Matcher>,
}

impl LexiconBuilder {
    fn matcher(&mut self) -> &mut Matcher {
        self.matcher.get_or_insert_with(Matcher::default)
    }

    pub(super) fn add_table(&mut self, file: &str, id: String, table: Table) -> Result<(), LexiconError> {
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
                // Who acts in an office is spoken of by the office.
                let office = id.strip_prefix("acting-").unwrap_or(&id).to_owned();
                let fresh = self.roles.len() as u32;
                let office = *self.roles.entry(office).or_insert(fresh);
                for name in &table.names {
                    self.add_office_name(file, &id, name, Target::Role(office))?;
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

    pub(super) fn build(mut self) -> Result<Lexicon, LexiconError> {
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
            matcher: self.matcher.take().unwrap_or_default(),
            actors: self.actors,
            names: self.names,
            by_key: self.by_key,
            by_id: self.by_id,
            organs: self.organs,
            states,
            first_organ_actor,
            user: UserRules::default(),
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

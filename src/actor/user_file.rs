//! The user's own file: changes to the curated tables before the lexicon is built.
//!
//! It has the form of the curated files, and three kinds of entries more, as arrays of tables: `[[merge]]`,
//! `[[split]]` and `[[apart]]`. What it says goes before the curated files, and these before what is learned. Nothing here
//! reads or writes files.

use super::kind::Kind;
use super::lexicon::LexiconError;
use super::lexicon_file::{ActorTable, CuratedRole, FileTable, Table, one_line, table_of};
use super::user_corrections::Corrections;
use crate::text::fold_key;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// A table of the user's file for an id that the curated files have: what stands in it replaces single values and
/// is added to lists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    name: Option<String>,
    kind: Option<String>,
    state: Option<String>,
    #[serde(default)]
    spellings: Vec<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    acronyms: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
    #[serde(default)]
    ambiguous: Vec<String>,
    #[serde(default)]
    demonyms: Vec<String>,
    capital: Option<String>,
    #[serde(default)]
    capital_spellings: Vec<String>,
    #[serde(default)]
    roles: Vec<CuratedRole>,
    source: Option<String>,
}

/// What the user's file says beyond the names of curated actors.
#[derive(Debug, Default)]
pub(super) struct UserRules {
    /// Actors found by rule, as (name key, kind), and the id of the actor that they are.
    pub(super) assigned: FxHashMap<(String, Kind), String>,
    /// Ids that were merged away, and the ids of the actors that took their names.
    pub(super) renamed: Vec<(String, String)>,
    /// Pairs of ids that are never one actor, each pair in order.
    pub(super) apart: FxHashSet<(String, String)>,
    /// Ids that must be those of curated actors or of organs of states, with the entry that names them.
    pub(super) named: Vec<(String, String)>,
}

impl UserRules {
    /// Notes that two actors are not one.
    pub(super) fn keep_apart(&mut self, a: &str, b: &str) {
        self.apart.insert(pair_of(a, b));
    }

    /// Whether the user holds two ids apart.
    pub(super) fn hold_apart(&self, a: &str, b: &str) -> bool {
        !self.apart.is_empty() && self.apart.contains(&pair_of(a, b))
    }
}

/// Two ids in order. Which of the two kinds of bodies an actor found by rule is makes no difference.
pub(super) fn pair_of(a: &str, b: &str) -> (String, String) {
    let body = |id: &str| match id.strip_prefix("organisation:") {
        Some(key) => format!("group:{key}"),
        None => id.to_owned(),
    };
    let (a, b) = (body(a), body(b));
    if a <= b { (a, b) } else { (b, a) }
}

/// The name key and the kind that the id of an actor found by rule is made of.
pub(super) fn found_of_id(id: &str) -> Option<(String, Kind)> {
    let (kind, key) = id.split_once(':')?;
    Some((key.replace('-', " "), Kind::from_word(kind)?)).filter(|(key, _)| !key.is_empty())
}

/// Applies the user's file to the tables of the curated files.
pub(super) fn apply(file: &str, text: &str, tables: &mut Vec<FileTable>) -> Result<UserRules, LexiconError> {
    let root: toml::Table = toml::from_str(text)
        .map_err(|error| LexiconError::NotToml { file: file.to_owned(), cause: located(text, &error) })?;
    let corrections: Corrections = toml::from_str(text)
        .map_err(|error| LexiconError::NotToml { file: file.to_owned(), cause: located(text, &error) })?;
    let mut user = User { file, tables, rules: UserRules::default(), by_name: None };
    let mut own_forms: Vec<(String, String, bool)> = Vec::new();
    for (id, value) in root.into_iter().filter(|(id, _)| !Corrections::KINDS.contains(&id.as_str())) {
        user.table(&id, value, &mut own_forms)?;
    }
    user.take_forms(&own_forms)?;
    user.correct(corrections)?;
    Ok(user.rules)
}

/// What the parser said, with the line.
fn located(text: &str, error: &toml::de::Error) -> String {
    let message = one_line(error.message());
    match error.span() {
        Some(span) => {
            let line = text.as_bytes()[..span.start.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1;
            format!("line {line}: {message}")
        }
        None => message,
    }
}

pub(super) struct User<'a> {
    file: &'a str,
    pub(super) tables: &'a mut Vec<FileTable>,
    pub(super) rules: UserRules,
    /// For each full name in the tables before the corrections the ids of its actors, once one is looked up.
    pub(super) by_name: Option<FxHashMap<String, Vec<String>>>,
}

impl User<'_> {
    fn malformed(&self, id: &str, cause: impl Into<String>) -> LexiconError {
        LexiconError::Malformed { file: self.file.to_owned(), id: id.to_owned(), cause: cause.into() }
    }

    pub(super) fn bad_entry(&self, entry: &str, cause: impl Into<String>) -> LexiconError {
        LexiconError::BadEntry { file: self.file.to_owned(), entry: entry.to_owned(), cause: cause.into() }
    }

    /// A table: an actor or office of its own, or a change to a curated actor. Its names go to `own_forms`, as (id, form,
    /// whether it may be shared).
    fn table(
        &mut self,
        id: &str,
        value: toml::Value,
        own_forms: &mut Vec<(String, String, bool)>,
    ) -> Result<(), LexiconError> {
        let Some(known) = self.tables.iter().position(|table| table.id == id) else {
            let table = table_of(self.file, id, value)?;
            if let Table::Actor(_, actor) = &table {
                own_forms.extend(forms_of(id, actor));
            }
            self.tables.push(FileTable { file: self.file.to_owned(), id: id.to_owned(), table });
            return Ok(());
        };
        let change: Change =
            value.try_into().map_err(|error: toml::de::Error| self.malformed(id, one_line(error.message())))?;
        let Table::Actor(kind, actor) = &mut self.tables[known].table else {
            return Err(self.malformed(id, "an office of the curated files cannot be changed"));
        };
        if let Some(word) = &change.kind
            && Kind::from_word(word) != Some(*kind)
        {
            let cause = format!("the curated kind is {:?}, expected no \"kind\" or this", kind.as_str());
            return Err(self.malformed(id, cause));
        }
        let mut added = ActorTable::named(change.name.clone().unwrap_or_default());
        added.spellings = change.spellings;
        added.aliases = change.aliases;
        added.acronyms = change.acronyms;
        added.short = change.short;
        added.ambiguous = change.ambiguous;
        added.demonyms = change.demonyms;
        added.capital = change.capital;
        added.capital_spellings = change.capital_spellings;
        own_forms.extend(forms_of(id, &added));
        if let Some(name) = change.name {
            let before = std::mem::replace(&mut actor.name, name);
            push_new(&mut actor.aliases, before);
            remove_form(actor, &fold_key(&actor.name.clone()));
        }
        if let Some(capital) = added.capital {
            let before = actor.capital.replace(capital);
            actor.capital_spellings.extend(before);
        }
        extend_new(&mut actor.spellings, added.spellings);
        extend_new(&mut actor.aliases, added.aliases);
        extend_new(&mut actor.acronyms, added.acronyms);
        extend_new(&mut actor.short, added.short);
        extend_new(&mut actor.ambiguous, added.ambiguous);
        extend_new(&mut actor.demonyms, added.demonyms);
        extend_new(&mut actor.capital_spellings, added.capital_spellings);
        actor.roles.extend(change.roles);
        actor.state = change.state.or(actor.state.take());
        actor.source = change.source.or(actor.source.take());
        self.tables[known].file = self.file.to_owned();
        Ok(())
    }

    /// Takes the user's forms from the curated actors that have them, unless both are to have them.
    fn take_forms(&mut self, own: &[(String, String, bool)]) -> Result<(), LexiconError> {
        let own_ids: FxHashSet<&str> = own.iter().map(|(id, ..)| id.as_str()).collect();
        let mut tables_of: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (number, table) in self.tables.iter().enumerate() {
            if let (Table::Actor(_, actor), false) = (&table.table, own_ids.contains(table.id.as_str())) {
                for (_, form, _) in forms_of(&table.id, actor) {
                    tables_of.entry(fold_key(&form)).or_default().push(number);
                }
            }
        }
        for (id, form, shared) in own {
            let key = fold_key(form);
            for number in tables_of.get(&key).into_iter().flatten() {
                let table = &mut self.tables[*number];
                let Table::Actor(_, actor) = &mut table.table else { continue };
                let has = forms_of(&table.id, actor).iter().any(|(_, other, _)| fold_key(other) == key);
                if !has {
                    continue;
                }
                if *shared {
                    push_new(&mut actor.ambiguous, form.clone());
                } else if fold_key(&actor.name) == key {
                    return Err(LexiconError::SharedName {
                        file: self.file.to_owned(),
                        id: id.clone(),
                        surface: form.clone(),
                        other: table.id.clone(),
                    });
                } else {
                    remove_form(actor, &key);
                }
            }
        }
        Ok(())
    }
}

/// Names that stand for an actor by themselves.
pub(super) fn full_names(actor: &ActorTable) -> impl Iterator<Item = &String> {
    std::iter::once(&actor.name).chain(&actor.spellings).chain(&actor.aliases).chain(&actor.acronyms)
}

/// All forms of a table but the short ones, which count only where their actor is named anyway: (id, form, whether it
/// may be shared).
pub(super) fn forms_of(id: &str, actor: &ActorTable) -> Vec<(String, String, bool)> {
    let shared: Vec<String> = actor.ambiguous.iter().map(|form| fold_key(form)).collect();
    full_names(actor)
        .chain(&actor.demonyms)
        .chain(&actor.capital)
        .chain(&actor.capital_spellings)
        .chain(&actor.ambiguous)
        .filter(|form| !form.is_empty())
        .map(|form| (id.to_owned(), form.clone(), shared.contains(&fold_key(form))))
        .collect()
}

pub(super) fn remove_form(actor: &mut ActorTable, key: &str) {
    let lists = [
        &mut actor.spellings,
        &mut actor.aliases,
        &mut actor.acronyms,
        &mut actor.short,
        &mut actor.demonyms,
        &mut actor.capital_spellings,
    ];
    for list in lists {
        list.retain(|form| fold_key(form) != key);
    }
    if actor.capital.as_ref().is_some_and(|capital| fold_key(capital) == key) {
        actor.capital = None;
    }
}

fn push_new(list: &mut Vec<String>, form: String) {
    if !list.contains(&form) {
        list.push(form);
    }
}

pub(super) fn extend_new(list: &mut Vec<String>, forms: Vec<String>) {
    for form in forms {
        push_new(list, form);
    }
}

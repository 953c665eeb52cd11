//! The user's own file: changes to the curated tables before the lexicon is built.
//!
//! It has the form of the curated files, and three kinds of entries more, as arrays of tables: `[[merge]]`,
//! `[[split]]` and `[[apart]]`. What it says goes before the curated files, and these before what is learned. Nothing here
//! reads or writes files.

use super::kind::Kind;
use super::lexicon::LexiconError;
use super::lexicon_file::{ActorTable, CuratedRole, FileTable, Table, one_line, table_of};
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

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Several {
    actors: Vec<String>,
    #[serde(rename = "source")]
    _source: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    actor: String,
    form: String,
    #[serde(rename = "source")]
    _source: Option<String>,
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
    fn keep_apart(&mut self, a: &str, b: &str) {
        self.apart.insert(pair_of(a, b));
    }

    /// Whether the user holds two ids apart.
    pub(super) fn hold_apart(&self, a: &str, b: &str) -> bool {
        !self.apart.is_empty() && self.apart.contains(&pair_of(a, b))
    }
}

/// Two ids in order. Which of the two kinds of bodies an actor found by rule is makes no difference.
fn pair_of(a: &str, b: &str) -> (String, String) {
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
    let mut user = User { file, tables, rules: UserRules::default() };
    let (mut merges, mut splits, mut aparts) = (Vec::new(), Vec::new(), Vec::new());
    let mut own_forms: Vec<(String, String, bool)> = Vec::new();
    for (id, value) in root {
        match (id.as_str(), value) {
            ("merge", toml::Value::Array(entries)) => merges = entries,
            ("split", toml::Value::Array(entries)) => splits = entries,
            ("apart", toml::Value::Array(entries)) => aparts = entries,
            (_, value) => user.table(&id, value, &mut own_forms)?,
        }
    }
    user.take_forms(&own_forms)?;
    for (index, entry) in merges.into_iter().enumerate() {
        let place = format!("[[merge]] {}", index + 1);
        let entry: Several = user.entry(&place, entry)?;
        user.merge(&place, &entry.actors)?;
    }
    for (index, entry) in splits.into_iter().enumerate() {
        let place = format!("[[split]] {}", index + 1);
        let entry: Split = user.entry(&place, entry)?;
        user.split(&place, &entry)?;
    }
    for (index, entry) in aparts.into_iter().enumerate() {
        let place = format!("[[apart]] {}", index + 1);
        let entry: Several = user.entry(&place, entry)?;
        user.apart(&place, &entry.actors)?;
    }
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

struct User<'a> {
    file: &'a str,
    tables: &'a mut Vec<FileTable>,
    rules: UserRules,
}

impl User<'_> {
    fn malformed(&self, id: &str, cause: impl Into<String>) -> LexiconError {
        LexiconError::Malformed { file: self.file.to_owned(), id: id.to_owned(), cause: cause.into() }
    }

    fn bad_entry(&self, entry: &str, cause: impl Into<String>) -> LexiconError {
        LexiconError::BadEntry { file: self.file.to_owned(), entry: entry.to_owned(), cause: cause.into() }
    }

    fn entry<T: for<'de> Deserialize<'de>>(&self, place: &str, value: toml::Value) -> Result<T, LexiconError> {
        value.try_into().map_err(|error: toml::de::Error| self.bad_entry(place, one_line(error.message())))
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

    /// The id that an id or a name in an entry means.
    fn resolve(&mut self, place: &str, value: &str) -> Result<String, LexiconError> {
        if let Some((_, renamed)) = self.rules.renamed.iter().find(|(old, _)| old == value) {
            return Ok(renamed.clone());
        }
        let is_table = |table: &&FileTable| table.id == value && matches!(table.table, Table::Actor(..));
        if self.tables.iter().any(|table| is_table(&table)) {
            return Ok(value.to_owned());
        }
        if found_of_id(value).is_some() {
            return Ok(value.to_owned());
        }
        let key = fold_key(value);
        let mut named = self.tables.iter().filter(|table| match &table.table {
            Table::Actor(_, actor) => full_names(actor).any(|name| fold_key(name) == key),
            _ => false,
        });
        match (named.next(), named.next()) {
            (Some(one), None) => Ok(one.id.clone()),
            (Some(one), Some(other)) => {
                let cause = format!("{value:?} may be {} or {}, expected an id", one.id, other.id);
                Err(self.bad_entry(place, cause))
            }
            // An organ of a state: such actors are made later.
            (None, _) if value.contains('/') => {
                self.rules.named.push((value.to_owned(), place.to_owned()));
                Ok(value.to_owned())
            }
            (None, _) => Err(self.bad_entry(place, format!("no actor {value:?}"))),
        }
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.id == id && matches!(table.table, Table::Actor(..)))
    }

    /// The first actor takes the names of the others; a curated one goes before those found by rule.
    fn merge(&mut self, place: &str, actors: &[String]) -> Result<(), LexiconError> {
        if actors.len() < 2 {
            return Err(self.bad_entry(place, "expected two actors or more"));
        }
        let ids: Vec<String> = actors.iter().map(|actor| self.resolve(place, actor)).collect::<Result<_, _>>()?;
        let into = ids.iter().find(|id| found_of_id(id).is_none()).unwrap_or(&ids[0]).clone();
        for id in ids.iter().filter(|id| **id != into) {
            match found_of_id(id) {
                Some(found) => {
                    self.rules.assigned.insert(found, into.clone());
                }
                None => self.merge_curated(place, id, &into)?,
            }
            for target in self.rules.assigned.values_mut().filter(|target| *target == id) {
                target.clone_from(&into);
            }
            self.rules.renamed.push((id.clone(), into.clone()));
        }
        Ok(())
    }

    fn merge_curated(&mut self, place: &str, id: &str, into: &str) -> Result<(), LexiconError> {
        let (Some(from), Some(to)) = (self.position(id), self.position(into)) else {
            return Err(self.bad_entry(
                place,
                format!("{id} or {into} is an organ of a state, which merges with nothing curated"),
            ));
        };
        let kind_of = |table: &FileTable| match table.table {
            Table::Actor(kind, _) => Some(kind),
            _ => None,
        };
        let (kind, into_kind) = (kind_of(&self.tables[from]), kind_of(&self.tables[to]));
        if kind != into_kind || kind == Some(Kind::State) {
            let cause = format!("{id} cannot become {into}: both must be of one kind, and no states");
            return Err(self.bad_entry(place, cause));
        }
        let FileTable { table: Table::Actor(_, gone), .. } = self.tables.remove(from) else { return Ok(()) };
        let Some(to) = self.position(into) else { return Ok(()) };
        let Table::Actor(_, actor) = &mut self.tables[to].table else { return Ok(()) };
        let gone = *gone;
        let known: FxHashSet<String> = forms_of(into, actor).iter().map(|(_, form, _)| fold_key(form)).collect();
        let new = |forms: Vec<String>| forms.into_iter().filter(|form| !known.contains(&fold_key(form)));
        let names = [gone.name].into_iter().chain(gone.spellings).chain(gone.aliases).collect();
        extend_new(&mut actor.aliases, new(names).collect());
        extend_new(&mut actor.acronyms, new(gone.acronyms).collect());
        extend_new(&mut actor.short, new(gone.short).collect());
        // A form that only these two had is shared with nobody any more.
        let others: FxHashSet<String> = self
            .tables
            .iter()
            .filter(|table| table.id != into)
            .filter_map(|table| if let Table::Actor(_, actor) = &table.table { Some((&table.id, actor)) } else { None })
            .flat_map(|(id, actor)| forms_of(id, actor).into_iter().map(|(_, form, _)| fold_key(&form)))
            .collect();
        let Table::Actor(_, actor) = &mut self.tables[to].table else { return Ok(()) };
        extend_new(&mut actor.ambiguous, gone.ambiguous);
        let plain: Vec<String> =
            actor.ambiguous.iter().filter(|form| !others.contains(&fold_key(form))).cloned().collect();
        actor.ambiguous.retain(|form| !plain.contains(form));
        for form in plain {
            if !forms_of(into, actor).iter().any(|(_, known, _)| fold_key(known) == fold_key(&form)) {
                actor.aliases.push(form);
            }
        }
        actor.roles.extend(gone.roles);
        actor.state = actor.state.take().or(gone.state);
        Ok(())
    }

    /// A form is no name of an actor, whoever says so.
    fn split(&mut self, place: &str, entry: &Split) -> Result<(), LexiconError> {
        let id = self.resolve(place, &entry.actor)?;
        let key = match found_of_id(&entry.form) {
            Some((key, _)) => key,
            None => fold_key(&entry.form),
        };
        if key.is_empty() {
            return Err(self.bad_entry(place, format!("{:?} has no word", entry.form)));
        }
        if let Some(table) = self.position(&id)
            && let Table::Actor(_, actor) = &mut self.tables[table].table
        {
            if fold_key(&actor.name) == key {
                let cause =
                    format!("{:?} is the name that {id} is shown by; give it another \"name\" first", entry.form);
                return Err(self.bad_entry(place, cause));
            }
            remove_form(actor, &key);
            actor.ambiguous.retain(|form| fold_key(form) != key);
        }
        let hyphened = key.replace(' ', "-");
        for kind in Kind::ALL {
            if self.rules.assigned.get(&(key.clone(), kind)) == Some(&id) {
                self.rules.assigned.remove(&(key.clone(), kind));
                let found = format!("{}:{hyphened}", kind.as_str());
                self.rules.renamed.retain(|(old, _)| *old != found);
            }
            self.rules.keep_apart(&id, &format!("{}:{hyphened}", kind.as_str()));
        }
        Ok(())
    }

    fn apart(&mut self, place: &str, actors: &[String]) -> Result<(), LexiconError> {
        if actors.len() < 2 {
            return Err(self.bad_entry(place, "expected two actors or more"));
        }
        let ids: Vec<String> = actors.iter().map(|actor| self.resolve(place, actor)).collect::<Result<_, _>>()?;
        for (index, id) in ids.iter().enumerate() {
            for other in &ids[..index] {
                if id == other {
                    return Err(
                        self.bad_entry(place, format!("{id} is named twice, or merged by an entry of this file"))
                    );
                }
                self.rules.keep_apart(id, other);
            }
        }
        Ok(())
    }
}

/// Names that stand for an actor by themselves.
fn full_names(actor: &ActorTable) -> impl Iterator<Item = &String> {
    std::iter::once(&actor.name).chain(&actor.spellings).chain(&actor.aliases).chain(&actor.acronyms)
}

/// All forms of a table but the short ones, which count only where their actor is named anyway: (id, form, whether it
/// may be shared).
fn forms_of(id: &str, actor: &ActorTable) -> Vec<(String, String, bool)> {
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

fn remove_form(actor: &mut ActorTable, key: &str) {
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

fn extend_new(list: &mut Vec<String>, forms: Vec<String>) {
    for form in forms {
        push_new(list, form);
    }
}

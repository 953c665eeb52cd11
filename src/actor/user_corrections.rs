//! The corrections of the user's own file: names joined, names taken away, actors held apart, in the order of the file.

use super::kind::Kind;
use super::lexicon::LexiconError;
use super::lexicon_file::{FileTable, Table, one_line};
use super::user_file::{User, extend_new, forms_of, found_of_id, full_names, pair_of, remove_form};
use crate::text::fold_key;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

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

/// The entries that correct actors, with where they stand: a later one goes before an earlier one.
#[derive(Debug, Deserialize)]
pub(super) struct Corrections {
    #[serde(default)]
    merge: Vec<toml::Spanned<toml::Value>>,
    #[serde(default)]
    split: Vec<toml::Spanned<toml::Value>>,
    #[serde(default)]
    apart: Vec<toml::Spanned<toml::Value>>,
}

impl Corrections {
    pub(super) const KINDS: [&str; 3] = ["merge", "split", "apart"];

    /// The entries in the order of the file, each with its kind and which of its kind it is, from 1.
    fn in_order(self) -> Vec<(&'static str, usize, toml::Value)> {
        let lists = Self::KINDS.into_iter().zip([self.merge, self.split, self.apart]);
        let mut entries: Vec<(usize, &str, usize, toml::Value)> = lists
            .flat_map(|(kind, list)| list.into_iter().enumerate().map(move |(index, entry)| (kind, index, entry)))
            .map(|(kind, index, entry)| (entry.span().start, kind, index + 1, entry.into_inner()))
            .collect();
        entries.sort_by_key(|(start, ..)| *start);
        entries.into_iter().map(|(_, kind, number, value)| (kind, number, value)).collect()
    }
}

impl User<'_> {
    /// Applies the corrections one after the other.
    pub(super) fn correct(&mut self, corrections: Corrections) -> Result<(), LexiconError> {
        for (kind, number, value) in corrections.in_order() {
            let place = format!("[[{kind}]] {number}");
            match kind {
                "merge" => {
                    let entry: Several = self.entry(&place, value)?;
                    self.merge(&place, &entry.actors)?;
                }
                "split" => {
                    let entry: Split = self.entry(&place, value)?;
                    self.split(&place, &entry)?;
                }
                _ => {
                    let entry: Several = self.entry(&place, value)?;
                    self.apart(&place, &entry.actors)?;
                }
            }
        }
        Ok(())
    }

    fn entry<T: for<'de> Deserialize<'de>>(&self, place: &str, value: toml::Value) -> Result<T, LexiconError> {
        value.try_into().map_err(|error: toml::de::Error| self.bad_entry(place, one_line(error.message())))
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
        let named = self.named(&fold_key(value));
        match named.as_slice() {
            [one] => Ok(one.clone()),
            [one, other, ..] => {
                Err(self.bad_entry(place, format!("{value:?} may be {one} or {other}, expected an id")))
            }
            // An organ of a state: such actors are made later.
            [] if value.contains('/') => {
                self.rules.named.push((value.to_owned(), place.to_owned()));
                Ok(value.to_owned())
            }
            [] => Err(self.bad_entry(place, format!("no actor {value:?}"))),
        }
    }

    /// Ids of the actors that have a full name now.
    fn named(&mut self, key: &str) -> Vec<String> {
        let by_name = self.by_name.get_or_insert_with(|| {
            let mut by_name: FxHashMap<String, Vec<String>> = FxHashMap::default();
            for table in self.tables.iter() {
                if let Table::Actor(_, actor) = &table.table {
                    full_names(actor)
                        .for_each(|name| by_name.entry(fold_key(name)).or_default().push(table.id.clone()));
                }
            }
            by_name
        });
        let mut ids: Vec<String> = by_name.get(key).into_iter().flatten().cloned().collect();
        for id in &mut ids {
            if let Some((_, renamed)) = self.rules.renamed.iter().find(|(old, _)| old == id) {
                id.clone_from(renamed);
            }
        }
        ids.sort_unstable();
        ids.dedup();
        ids.retain(|id| {
            let table = self.position(id).map(|position| &self.tables[position].table);
            matches!(table, Some(Table::Actor(_, actor)) if full_names(actor).any(|name| fold_key(name) == key))
        });
        ids
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
            for (_, target) in self.rules.renamed.iter_mut().filter(|(_, target)| target == id) {
                target.clone_from(&into);
            }
            self.rules.renamed.push((id.clone(), into.clone()));
            self.rules.apart.remove(&pair_of(id, &into));
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
        let Table::Actor(_, actor) = &mut self.tables[to].table else { return Ok(()) };
        extend_new(&mut actor.ambiguous, gone.ambiguous);
        actor.roles.extend(gone.roles);
        actor.state = actor.state.take().or(gone.state);
        self.unshare(to);
        Ok(())
    }

    /// Forms that no other table has are shared with nobody any more.
    fn unshare(&mut self, own: usize) {
        let Table::Actor(_, actor) = &self.tables[own].table else { return };
        let mut plain = actor.ambiguous.clone();
        for (number, table) in self.tables.iter().enumerate() {
            if let (Table::Actor(_, other), false) = (&table.table, number == own || plain.is_empty()) {
                let others: FxHashSet<String> =
                    forms_of(&table.id, other).iter().map(|(_, form, _)| fold_key(form)).collect();
                plain.retain(|form| !others.contains(&fold_key(form)));
            }
        }
        let FileTable { id, table: Table::Actor(_, actor), .. } = &mut self.tables[own] else { return };
        actor.ambiguous.retain(|form| !plain.contains(form));
        for form in plain {
            if !forms_of(id, actor).iter().any(|(_, known, _)| fold_key(known) == fold_key(&form)) {
                actor.aliases.push(form);
            }
        }
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

//! A look into the lexicon of an index: its actors, every name of one and why it belongs, and the neighbours that were
//! kept apart. It reads the index and changes nothing.

use crate::actor::{
    CuratedActor, CuratedRole, Kind, Lexicon, NameNumbers, NameRule, Sense, StatedBy, Statement, Verdict, learn,
    rule_found_id,
};
use crate::index::{FormsError, OpenIndex, StatedIn, examples, stated_in};
use crate::text::fold_key;
use rustc_hash::FxHashSet;

/// Neighbours that are told of one actor.
const NEIGHBOURS_MAX: usize = 20;
/// Examples that are told of one statement.
const EXAMPLES_MAX: usize = 3;
/// Bodies of the same first word that are looked at for neighbours.
const BEGINNING_MAX: usize = 40;
/// Near names that are looked at for neighbours.
const NEAR_NAMES_MAX: usize = 10;

/// An actor with how many articles name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexActor {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Articles that name it in any way.
    pub articles: u64,
    /// Whether the curated lexicon or the user's file has it.
    pub listed: bool,
}

/// Who says that a name belongs to an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The curated files.
    Curated,
    /// The user's own file.
    User,
    /// Articles that state it.
    Articles,
    /// A rule of spelling, or of how a text names its own.
    Rule,
}

impl Origin {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Curated => "curated",
            Origin::User => "user",
            Origin::Articles => "articles",
            Origin::Rule => "rule",
        }
    }
}

/// A name of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRow {
    /// The name as a list, or the first article, has it.
    pub name: String,
    /// Its key.
    pub key: String,
    /// How it names the actor: "name", "spelling", "alias", "acronym", "learned", "short form", "demonym", "capital".
    pub belongs: &'static str,
    /// Who says so.
    pub origin: Origin,
    /// Whether it has other readings too.
    pub shared: bool,
    /// Articles that name the actor so.
    pub articles: u64,
    /// The forms as printed, with their articles.
    pub surfaces: Vec<(String, u64)>,
}

/// An actor that is near and yet another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// The actor.
    pub actor: IndexActor,
    /// What brings it near.
    pub near: String,
    /// Why it is another.
    pub apart: String,
}

/// A statement of articles, with what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedRow {
    /// What is stated.
    pub statement: Statement,
    /// The fuller name for display.
    pub name: String,
    /// The alias for display.
    pub alias: String,
    /// Whether it is used, and why not.
    pub verdict: Verdict,
    /// Where it stands: id of the article, its path, and the text.
    pub examples: Vec<(String, String, String)>,
}

/// All that is known of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorView {
    /// The actor.
    pub actor: IndexActor,
    /// Id of its state.
    pub state: Option<String>,
    /// Offices that it held.
    pub roles: Vec<CuratedRole>,
    /// Where its facts come from.
    pub source: Option<String>,
    /// Names with mentions in the index, most frequent first, then those without.
    pub names: Vec<NameRow>,
    /// What articles state of its names.
    pub stated: Vec<StatedRow>,
    /// Neighbours that were kept apart.
    pub neighbours: Vec<Neighbour>,
}

/// An index and the lexicon that it is to have, to look into.
pub struct ActorViews<'a> {
    open: &'a OpenIndex,
    lexicon: &'a Lexicon,
    articles: Vec<u64>,
    numbers: NameNumbers,
}

impl<'a> ActorViews<'a> {
    /// Counts the articles of every actor.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn new(open: &'a OpenIndex, lexicon: &'a Lexicon) -> Result<Self, FormsError> {
        Ok(ActorViews { open, lexicon, articles: open.articles_of_actors()?, numbers: open.names.numbers() })
    }

    /// Actors that some article names, most articles first, places after all others.
    pub fn list(&self, kind: Option<Kind>) -> Vec<IndexActor> {
        let named = (0..self.articles.len() as u32).filter(|actor| self.articles[*actor as usize] > 0);
        let mut rows: Vec<IndexActor> = named.map(|actor| self.row(actor)).collect();
        rows.retain(|row| kind.is_none_or(|kind| row.kind == kind));
        rows.sort_by(|a, b| {
            (a.kind == Kind::Place, b.articles, &a.id).cmp(&(b.kind == Kind::Place, a.articles, &b.id))
        });
        rows
    }

    fn row(&self, actor: u32) -> IndexActor {
        let told = self.open.names.actor(actor);
        IndexActor {
            id: told.id.to_owned(),
            name: told.name.to_owned(),
            kind: told.kind,
            articles: self.articles[actor as usize],
            listed: self.lexicon.actor_of_id(told.id).is_some(),
        }
    }

    /// Every actor that an id or a name may stand for, those that articles name first.
    pub fn actors_of(&self, value: &str) -> Vec<IndexActor> {
        let names = &self.open.names;
        if let Some(actor) = names.actor_with_id(value.trim()) {
            return vec![self.row(actor)];
        }
        let readings = names.readings(&fold_key(value));
        let full = readings.iter().filter(|reading| reading.rule != NameRule::Surname);
        let mut actors: Vec<u32> = full.map(|reading| reading.actor).collect();
        if actors.is_empty() {
            actors = readings.iter().map(|reading| reading.actor).collect();
        }
        let mut rows: Vec<IndexActor> = actors.into_iter().map(|actor| self.row(actor)).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.articles));
        rows
    }

    /// Actors with names near a name that nobody has.
    pub fn near(&self, value: &str, limit: usize) -> Vec<IndexActor> {
        self.open.names.near_names(value, limit).into_iter().map(|actor| self.row(actor)).collect()
    }

    /// All that is known of the actor with this id; `None` when there is none.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn view(&self, id: &str) -> Result<Option<ActorView>, FormsError> {
        let Some(actor) = self.open.names.actor_with_id(id) else { return Ok(None) };
        let row = self.row(actor);
        let curated = self.lexicon.actor_of_id(&row.id);
        let names = self.names(actor, &row)?;
        let stated = self.stated(Some(&row.id))?;
        let neighbours = self.neighbours(&row, &names, &stated);
        Ok(Some(ActorView {
            state: curated.and_then(|curated| curated.state.clone()),
            roles: curated.map(|curated| curated.roles.clone()).unwrap_or_default(),
            source: curated.and_then(|curated| curated.source.clone()),
            actor: row,
            names,
            stated,
            neighbours,
        }))
    }

    fn names(&self, actor: u32, row: &IndexActor) -> Result<Vec<NameRow>, FormsError> {
        let table = &self.open.names;
        let mut rows = Vec::new();
        let mut seen: FxHashSet<(String, &'static str)> = FxHashSet::default();
        for forms in self.open.forms_of_actor(actor)? {
            let key = table.key_of_number(forms.number).to_owned();
            let rule = table.rule_of_number(forms.number);
            let belongs = match table.sense_of_number(forms.number) {
                Some(Sense::Demonym) => "demonym",
                Some(Sense::Capital) => "capital",
                Some(Sense::Short(_)) => "short form",
                _ => belongs(rule),
            };
            let listed = self.listed_form(&key, &row.id);
            let origin = match (&listed, rule) {
                (Some((_, origin)), _) => *origin,
                (None, NameRule::Learned) => Origin::Articles,
                (None, NameRule::Alias) => Origin::User,
                (None, _) => Origin::Rule,
            };
            let surface = forms.surfaces.first().map(|(surface, _)| surface.clone());
            let name = match belongs {
                // The key of a short form is that of the full name.
                "short form" => format!("for \"{key}\""),
                _ => listed.map(|(surface, _)| surface).or(surface).unwrap_or_else(|| key.clone()),
            };
            seen.insert((key.clone(), belongs));
            let shared = self.is_shared(&key);
            rows.push(NameRow {
                name,
                key,
                belongs,
                origin,
                shared,
                articles: forms.articles,
                surfaces: forms.surfaces,
            });
        }
        let without = self.lexicon.names().filter(|name| self.lexicon.actors()[name.actor as usize].id == row.id);
        for name in without {
            let belongs = belongs(name.rule);
            if seen.insert((name.key.clone(), belongs)) {
                rows.push(NameRow {
                    name: name.surface.clone(),
                    key: name.key.clone(),
                    belongs,
                    origin: self.listed_form(&name.key, &row.id).map_or(Origin::Curated, |(_, origin)| origin),
                    shared: self.is_shared(&name.key),
                    articles: 0,
                    surfaces: Vec::new(),
                });
            }
        }
        Ok(rows)
    }

    /// A form of a listed actor as its list has it, and whether that is the user's own.
    fn listed_form(&self, key: &str, id: &str) -> Option<(String, Origin)> {
        let form = |lexicon: &Lexicon| {
            let mut forms = lexicon.names_of_key(key).filter(|name| lexicon.actors()[name.actor as usize].id == id);
            forms.next().map(|name| name.surface.clone())
        };
        let surface = form(self.lexicon)?;
        Some((surface, if form(Lexicon::built_in()).is_some() { Origin::Curated } else { Origin::User }))
    }

    fn is_shared(&self, key: &str) -> bool {
        self.open.names.readings(key).len() > 1
    }

    /// What articles state of names: of one actor's, or of all.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn stated(&self, id: Option<&str>) -> Result<Vec<StatedRow>, FormsError> {
        let searcher = self.open.reader.searcher();
        let all = stated_in(&searcher, &self.open.fields)?;
        let statements: Vec<Statement> = all.iter().map(|stated| stated.statement.clone()).collect();
        let verdicts = learn(self.lexicon, &statements).1;
        let mut rows: Vec<(&StatedIn, Verdict)> = all.iter().zip(verdicts).collect();
        if let Some(id) = id {
            rows.retain(|(stated, verdict)| {
                let leads =
                    |name: &str| self.open.names.actor_with_id(name).map(|actor| self.open.names.actor(actor).id);
                let to = |verdict: &Verdict| matches!(verdict, Verdict::Used(to) | Verdict::Known(to) if to == id);
                let Statement { name, alias, .. } = &stated.statement;
                to(verdict)
                    || [name, alias]
                        .iter()
                        .any(|side| leads(&side.found_id()) == Some(id) || self.listed_form(&side.key, id).is_some())
            });
        }
        rows.sort_by_key(|(stated, verdict)| {
            (!matches!(verdict, Verdict::Used(_)), std::cmp::Reverse(stated.statement.reports))
        });
        let shown = |key: &str| self.numbers.surface_of(key).unwrap_or(key).to_owned();
        rows.into_iter()
            .map(|(stated, verdict)| {
                let examples = examples(&searcher, &self.open.fields, stated, EXAMPLES_MAX)?;
                Ok(StatedRow {
                    name: shown(&stated.statement.name.key),
                    alias: match (self.numbers.surface_of(&stated.statement.alias.key), stated.statement.by) {
                        // Letters that each article explains were never counted as a name of their own.
                        (None, StatedBy::Acronym) => stated.statement.alias.key.to_uppercase(),
                        _ => shown(&stated.statement.alias.key),
                    },
                    statement: stated.statement.clone(),
                    verdict,
                    examples: examples
                        .into_iter()
                        .map(|(article, here)| (article.id, article.path, here.surface))
                        .collect(),
                })
            })
            .collect()
    }

    fn neighbours(&self, row: &IndexActor, names: &[NameRow], stated: &[StatedRow]) -> Vec<Neighbour> {
        let table = &self.open.names;
        let mut found: Vec<(u32, String)> = Vec::new();
        for name in names {
            let readings = table.readings(&name.key).into_iter().filter(|reading| reading.rule != NameRule::Surname);
            found.extend(readings.map(|reading| (reading.actor, format!("is also called \"{}\"", name.name))));
            for kind in Kind::ALL {
                let other = table.actor_with_id(&rule_found_id(kind, &name.key));
                found.extend(other.map(|other| (other, "has the same name".to_owned())));
            }
        }
        if row.kind == Kind::Person
            && let Some((_, surname)) = fold_key(&row.name).rsplit_once(' ')
        {
            let readings = table.readings(surname).into_iter();
            found.extend(readings.map(|reading| (reading.actor, format!("has the surname \"{surname}\""))));
        }
        for stated in stated.iter().filter(|stated| matches!(stated.verdict, Verdict::Unused(_))) {
            for side in [&stated.statement.name, &stated.statement.alias] {
                let other = self.actors_of(&side.found_id()).into_iter().next();
                let other = other.and_then(|other| table.actor_with_id(&other.id));
                found.extend(other.map(|other| (other, "is stated to be another name".to_owned())));
            }
        }
        if matches!(row.kind, Kind::Organisation | Kind::Group)
            && let Some(first) = fold_key(&row.name).split(' ').next()
        {
            let alike = table.names_beginning(first, BEGINNING_MAX).into_iter();
            found.extend(alike.map(|actor| (actor, format!("has a name that begins with \"{first}\""))));
        }
        let near = table.near_names(&row.name, NEAR_NAMES_MAX).into_iter();
        found.extend(near.map(|actor| (actor, "has a name of nearly the same letters".to_owned())));
        let mut seen: FxHashSet<u32> = FxHashSet::default();
        let mut neighbours: Vec<Neighbour> = found
            .into_iter()
            .filter(|(actor, _)| table.actor(*actor).id != row.id && seen.insert(*actor))
            .map(|(actor, near)| {
                let actor = self.row(actor);
                let apart = self.why_apart(row, &actor, stated);
                Neighbour { actor, near, apart }
            })
            .collect();
        // Actors that the index does not name are told only where a list has both.
        neighbours.retain(|neighbour| neighbour.actor.articles > 0 || neighbour.actor.listed && row.listed);
        neighbours.sort_by_key(|neighbour| std::cmp::Reverse(neighbour.actor.articles));
        neighbours.truncate(NEIGHBOURS_MAX);
        neighbours
    }

    fn why_apart(&self, row: &IndexActor, other: &IndexActor, stated: &[StatedRow]) -> String {
        if self.lexicon.user_holds_apart(&row.id, &other.id) {
            return "your own file holds the two apart".to_owned();
        }
        if row.listed && other.listed {
            return "the lexicon lists two actors".to_owned();
        }
        let unused = stated.iter().find_map(|stated| match &stated.verdict {
            Verdict::Unused(reason) => {
                let Statement { name, alias, .. } = &stated.statement;
                [name, alias].iter().any(|side| side.found_id() == other.id).then(|| reason.text())
            }
            _ => None,
        });
        if let Some(reason) = unused {
            return format!("articles state it, but {reason}");
        }
        let is_body = |kind| matches!(kind, Kind::Organisation | Kind::Group);
        if row.kind != other.kind && !(is_body(row.kind) && is_body(other.kind)) {
            return format!("a {} is no {}", other.kind.as_str(), row.kind.as_str());
        }
        "no list, article or rule of spelling makes the two one".to_owned()
    }
}

fn belongs(rule: NameRule) -> &'static str {
    match rule {
        NameRule::Exact => "name",
        NameRule::Spelling => "spelling",
        NameRule::Alias => "alias",
        NameRule::Acronym => "acronym",
        NameRule::Short | NameRule::Surname => "short form",
        NameRule::Demonym => "demonym",
        NameRule::Capital => "capital",
        NameRule::Learned => "learned",
    }
}

/// The forms that the user's file adds to the curated lexicon and that no article of an index was seen to name: (form,
/// id). They are found as names only in what is read from now on.
pub fn unseen_forms(open: &OpenIndex, lexicon: &Lexicon) -> Vec<(String, String)> {
    let numbers = open.names.numbers();
    let added = lexicon.names().filter(|name| {
        let CuratedActor { id, .. } = &lexicon.actors()[name.actor as usize];
        let built_in = Lexicon::built_in();
        !built_in.names_of_key(&name.key).any(|known| built_in.actors()[known.actor as usize].id == *id)
    });
    let unseen = added.filter(|name| name.rule != NameRule::Short && numbers.surface_of(&name.key).is_none());
    unseen.map(|name| (name.surface.clone(), lexicon.actors()[name.actor as usize].id.clone())).collect()
}

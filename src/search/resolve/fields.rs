//! Fields of a query: dates, actors, and what an article tells of itself.

use super::super::classify::DateFilter;
use super::super::query::{At, Expr, Field, Joined, QueryProblem};
use super::super::request::ActorNote;
use super::super::searcher::SearchError;
use super::super::tree::{Metadata, Node};
use super::Resolver;
use crate::actor::{Kind, NameRule, NameTable};
use crate::date::{DateError, Day, parse_range_argument};
use crate::text::{fold, fold_key};

/// Near names suggested for an unknown actor.
const NEAR_ACTORS_MAX: usize = 5;

impl<B: AsRef<[u8]> + Clone> Resolver<'_, B> {
    /// Takes the dates that the whole query hangs on as filters, like those of flags; what is left.
    pub(super) fn take_filters(&mut self, parts: &[Joined]) -> Result<Vec<Joined>, SearchError> {
        let is_event = |part: &&Joined| matches!(part.expr, Expr::Field { field: Field::Event, .. });
        // Several of them may be told by several passages, and a filter asks for one.
        let event_is_filter = self.resolved.event.is_none() && parts.iter().filter(is_event).count() == 1;
        let mut rest = Vec::new();
        for part in parts {
            match &part.expr {
                Expr::Field { field: Field::Event, value, at } if event_is_filter => {
                    self.resolved.event = Some(self.days(Field::Event, value, *at)?);
                }
                Expr::Field { field, value, at } if is_publication(*field) => {
                    let own = self.days(*field, value, *at)?;
                    let filter = self.resolved.published.unwrap_or_default();
                    let first = [filter.first, own.first].into_iter().flatten().max();
                    let last = [filter.last, own.last].into_iter().flatten().min();
                    if let (Some(first), Some(last)) = (first, last)
                        && last < first
                    {
                        return Err(self.error(*at, QueryProblem::EmptyFilter { first, last }));
                    }
                    self.resolved.published = Some(DateFilter { first, last });
                }
                _ => rest.push(part.clone()),
            }
        }
        Ok(rest)
    }

    pub(super) fn field(&mut self, field: Field, value: &str, at: At) -> Result<Node, SearchError> {
        let metadata = |metadata| Ok(Node::Metadata(metadata, fold(value)));
        match field {
            Field::Source => metadata(Metadata::Source),
            Field::Lang => metadata(Metadata::Language),
            Field::Path => metadata(Metadata::Path),
            Field::Url => metadata(Metadata::Url),
            Field::Actor | Field::Place => {
                let kinds: &[Kind] = if field == Field::Place { &[Kind::Place, Kind::State] } else { &[] };
                let (numbers, note) = actor_numbers(self.names, value, kinds);
                self.resolved.actor_notes.extend(note);
                Ok(Node::Actor { value: value.to_owned(), numbers })
            }
            Field::Event => Ok(Node::Event(self.days(field, value, at)?)),
            Field::After | Field::Before | Field::Until | Field::On => {
                Ok(Node::Published(self.days(field, value, at)?))
            }
        }
    }

    fn days(&self, field: Field, value: &str, at: At) -> Result<DateFilter, SearchError> {
        let name = field.as_str();
        let (first, last) = read_range(value, self.reading.today)
            .map_err(|error| self.error(at, QueryProblem::Date { field: name, error }))?;
        let missing = |end| self.error(at, QueryProblem::OpenRange { field: name, value: value.to_owned(), end });
        Ok(match field {
            Field::After => DateFilter { first: Some(first.ok_or_else(|| missing("first"))?), last: None },
            Field::Before => DateFilter { first: None, last: Some(first.ok_or_else(|| missing("first"))?.plus(-1)) },
            Field::Until => DateFilter { first: None, last: Some(last.ok_or_else(|| missing("last"))?) },
            _ => DateFilter { first, last },
        })
    }
}

fn is_publication(field: Field) -> bool {
    matches!(field, Field::After | Field::Before | Field::Until | Field::On)
}

/// A day, a month, a year or a range. Without a day of today, what is reckoned from it is no date.
fn read_range(value: &str, today: Option<Day>) -> Result<(Option<Day>, Option<Day>), DateError> {
    if let Some(today) = today {
        return parse_range_argument(value, today);
    }
    let on = |today| parse_range_argument(value, Day(today));
    let days = on(0)?;
    if on(40).ok() == Some(days) { Ok(days) } else { Err(DateError::Unknown { surface: value.to_owned() }) }
}

/// Numbers of all name keys of the actors that a value may stand for, of these kinds (of all, where there are none),
/// ascending; and what is to be told of it.
pub(in crate::search) fn actor_numbers<B: AsRef<[u8]> + Clone>(
    names: &NameTable<B>,
    value: &str,
    kinds: &[Kind],
) -> (Vec<u32>, Option<ActorNote>) {
    let named = actors_of(names, value);
    let is_asked_for = |actor: &u32| kinds.is_empty() || kinds.contains(&names.kind(*actor));
    let actors: Vec<u32> = named.iter().copied().filter(is_asked_for).collect();
    let describe = |actor: &u32| names.actor(*actor);
    let with_kind = |actor: &u32| {
        let actor = describe(actor);
        (actor.id.to_owned(), actor.name.to_owned(), actor.kind)
    };
    let note = if actors.is_empty() && !named.is_empty() {
        Some(ActorNote::NoPlace { value: value.to_owned(), actors: named.iter().map(with_kind).collect() })
    } else if actors.is_empty() {
        let near = names.near_names(value, NEAR_ACTORS_MAX);
        let near = near.iter().filter(|actor| is_asked_for(actor)).map(describe);
        let near = near.map(|actor| (actor.id.to_owned(), actor.name.to_owned()));
        Some(ActorNote::Unknown { value: value.to_owned(), near: near.collect() })
    } else if actors.len() > 1 {
        Some(ActorNote::Ambiguous { value: value.to_owned(), actors: actors.iter().map(with_kind).collect() })
    } else {
        None
    };
    let mut numbers: Vec<u32> = actors.iter().flat_map(|actor| names.numbers_of_actor(*actor)).collect();
    numbers.sort_unstable();
    (numbers, note)
}

/// Every actor that a value may stand for: an id is exact, a name may have several readings.
fn actors_of<B: AsRef<[u8]> + Clone>(names: &NameTable<B>, value: &str) -> Vec<u32> {
    if let Some(actor) = names.actor_with_id(value.trim()) {
        return vec![actor];
    }
    let readings = names.readings(&fold_key(value));
    let full: Vec<u32> =
        readings.iter().filter(|reading| reading.rule != NameRule::Surname).map(|reading| reading.actor).collect();
    if !full.is_empty() {
        return full;
    }
    if !readings.is_empty() {
        return readings.into_iter().map(|reading| reading.actor).collect();
    }
    // A name in no list, and in no article as typed.
    names.spellings_of(value).into_iter().map(|found| found.actor).collect()
}

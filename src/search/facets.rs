//! Facets: how many of the matched articles each actor, date, source or event date has. Always
//! exact, over all matches.

use super::date_facet::BucketRows;
use crate::actor::{Kind, TableActor};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// What can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FacetKind {
    /// Actors named; places come after all others.
    Actor,
    /// Publication dates.
    Date,
    /// Publishers.
    Source,
    /// Dates that passing passages tell.
    Event,
}

impl FacetKind {
    /// All kinds, by the words that name them.
    pub const ALL: [(&'static str, FacetKind); 4] = [
        ("actor", FacetKind::Actor),
        ("date", FacetKind::Date),
        ("source", FacetKind::Source),
        ("event", FacetKind::Event),
    ];
}

/// One actor and how many articles name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorRow {
    /// Identifier.
    pub id: String,
    /// Name for display.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How many matched articles name it.
    pub articles: u64,
}

/// One publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// Its name.
    pub name: String,
    /// How many matched articles it published.
    pub articles: u64,
}

/// The facets that were asked for; the others are `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By actor, most articles first, places last.
    pub actor: Option<Vec<ActorRow>>,
    /// By publication date.
    pub date: Option<BucketRows>,
    /// By source, most articles first.
    pub source: Option<Vec<SourceRow>>,
    /// By event date.
    pub event: Option<BucketRows>,
}

/// Counts articles by actor index, each actor once for an article.
#[derive(Debug, Default)]
pub(super) struct ActorCounts {
    /// Of each actor; 0 for all but those met.
    counts: Vec<u32>,
    /// The actors that were counted.
    met: Vec<u32>,
}

impl ActorCounts {
    pub fn new(actors: usize) -> Self {
        ActorCounts { counts: vec![0; actors], met: Vec::new() }
    }

    /// Forgets what was counted.
    pub fn clear(&mut self) {
        self.met.drain(..).for_each(|actor| self.counts[actor as usize] = 0);
    }

    /// Counts the actors of one article, which are distinct.
    #[inline]
    pub fn count(&mut self, actors: &[u32]) {
        for actor in actors {
            let count = &mut self.counts[*actor as usize];
            if *count == 0 {
                self.met.push(*actor);
            }
            *count += 1;
        }
    }

    /// The most named actors of the kinds asked for (all, when none is) with their articles: places last, then
    /// most articles first, then by id; `limit` 0 is all. Only those that are shown, or tie with one, are described.
    pub fn most_named<'a>(
        &self,
        limit: usize,
        kinds: &[Kind],
        kind: impl Fn(u32) -> Kind,
        describe: impl Fn(u32) -> TableActor<'a>,
    ) -> Vec<(u32, ActorRow)> {
        let counted = || self.met.iter().map(|actor| (self.counts[*actor as usize], *actor));
        let shown = |kind: Kind| kinds.is_empty() || kinds.contains(&kind);
        // Kinds cost a look-up, and few of thousands of actors are shown: first the most named, whatever they are.
        let mut looked_at = limit.saturating_mul(4);
        let mut rows: Vec<(bool, u32, u32)> = loop {
            let mut counted: Vec<(u32, u32)> = counted().collect();
            let complete = limit == 0 || looked_at >= counted.len();
            if !complete {
                let least = counted.select_nth_unstable_by(looked_at, |a, b| b.0.cmp(&a.0)).1.0;
                counted.truncate(looked_at);
                counted.retain(|(count, _)| *count > least);
            }
            let rows = counted.into_iter().map(|(count, actor)| (kind(actor), count, actor));
            let rows = rows.filter(|(kind, ..)| shown(*kind));
            let rows: Vec<_> = rows.map(|(kind, count, actor)| (kind == Kind::Place, count, actor)).collect();
            // Those left out are less named than all these; only places would have to wait for them.
            if complete || rows.iter().filter(|(is_place, ..)| !is_place).count() >= limit {
                break rows;
            }
            looked_at = looked_at.saturating_mul(8);
        };
        if limit > 0 && rows.len() > limit {
            // Ids cost one too: they are compared only among rows as good as the last one shown.
            let by_count = |a: &(bool, u32, u32), b: &(bool, u32, u32)| a.0.cmp(&b.0).then(b.1.cmp(&a.1));
            let last = *rows.select_nth_unstable_by(limit - 1, by_count).1;
            rows.retain(|row| by_count(row, &last).is_le());
        }
        rows.sort_by_cached_key(|(is_place, count, actor)| (*is_place, Reverse(*count), describe(*actor).id));
        if limit > 0 {
            rows.truncate(limit);
        }
        rows.into_iter()
            .map(|(_, count, actor)| {
                let TableActor { id, name, kind } = describe(actor);
                (actor, ActorRow { id: id.to_owned(), name: name.to_owned(), kind, articles: u64::from(count) })
            })
            .collect()
    }
}

/// Whether a facet cut to these kinds tells the organs of states too: each behind its state, as its id says.
pub(super) fn tells_organs(kinds: &[Kind]) -> bool {
    kinds.contains(&Kind::State) && !kinds.contains(&Kind::Organisation)
}

/// Puts behind each state its organs (`iran`, `iran/foreign-ministry`), the most named first, `limit` (0 is all) of each.
pub(super) fn with_organs(states: Vec<ActorRow>, organisations: Vec<ActorRow>, limit: usize) -> Vec<ActorRow> {
    let mut organs: FxHashMap<String, Vec<ActorRow>> = FxHashMap::default();
    for row in organisations {
        if let Some((state, _)) = row.id.split_once('/') {
            organs.entry(state.to_owned()).or_default().push(row);
        }
    }
    let limit = if limit == 0 { usize::MAX } else { limit };
    let mut rows = Vec::with_capacity(states.len());
    for state in states {
        let organs = organs.remove(&state.id).unwrap_or_default();
        rows.push(state);
        rows.extend(organs.into_iter().take(limit));
    }
    rows
}

/// The rows of a source facet: most articles first, then by name; `limit` 0 is all.
pub(super) fn source_rows(counts: FxHashMap<String, u64>, limit: usize) -> Vec<SourceRow> {
    let mut rows: Vec<SourceRow> = counts.into_iter().map(|(name, articles)| SourceRow { name, articles }).collect();
    rows.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
    if limit > 0 {
        rows.truncate(limit);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs_stand_behind_their_states() {
        let row = |id: &str, articles| ActorRow { id: id.into(), name: id.into(), kind: Kind::State, articles };
        let ids = |limit| -> Vec<String> {
            let organisations = vec![row("oman/navy", 3), row("chad/army", 2), row("oman/army", 1), row("un", 1)];
            let rows = with_organs(vec![row("chad", 9), row("oman", 4)], organisations, limit);
            rows.into_iter().map(|row| row.id).collect()
        };
        assert_eq!(ids(0), ["chad", "chad/army", "oman", "oman/navy", "oman/army"]);
        assert_eq!(ids(1), ["chad", "chad/army", "oman", "oman/navy"]);
    }

    #[test]
    fn actors_are_counted_afresh_and_places_come_last() {
        let mut counts = ActorCounts::new(3);
        counts.count(&[1, 2]);
        counts.clear();
        for actors in [&[0, 1, 2][..], &[0, 2], &[2]] {
            counts.count(actors);
        }
        let kinds = [Kind::State, Kind::Group, Kind::Place];
        let ids = ["a0", "a1", "a2"];
        let rows = |limit, of: &[Kind]| -> Vec<(String, u64)> {
            let kind = |actor: u32| kinds[actor as usize];
            let describe = |actor: u32| TableActor { id: ids[actor as usize], name: "", kind: kind(actor) };
            let rows = counts.most_named(limit, of, kind, describe);
            rows.into_iter().map(|(_, row)| (row.id, row.articles)).collect()
        };
        assert_eq!(rows(1, &[Kind::Place]), [("a2".to_owned(), 3)]);
        assert_eq!(rows(2, &[]), [("a0".to_owned(), 2), ("a1".to_owned(), 1)]);
        assert_eq!(rows(0, &[Kind::Group, Kind::Place]), [("a1".to_owned(), 1), ("a2".to_owned(), 3)]);
    }

    #[test]
    fn the_most_named_of_many_are_those_of_all_in_order() {
        let kinds = [Kind::Place, Kind::Person, Kind::Place, Kind::State, Kind::Place];
        let kind = |actor: u32| kinds[actor as usize % kinds.len()];
        let ids: Vec<String> = (0..300).map(|actor| format!("a{actor:03}")).collect();
        let mut counts = ActorCounts::new(ids.len());
        for article in 1..40u32 {
            let named: Vec<u32> = (0..300).filter(|actor| (actor * 7 + 3) % article < 2).collect();
            counts.count(&named);
        }
        for of in [&[][..], &[Kind::State], &[Kind::Place]] {
            let rows = |limit| {
                let describe = |actor: u32| TableActor { id: &ids[actor as usize], name: "", kind: kind(actor) };
                counts.most_named(limit, of, kind, describe)
            };
            let all = rows(0);
            assert!(all.len() > 50);
            for limit in [1, 2, 3, 10, 41, 200, 1_000] {
                assert_eq!(rows(limit), all[..limit.min(all.len())], "{limit} of {of:?}");
            }
        }
    }
}

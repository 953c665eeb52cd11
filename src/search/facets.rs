//! Facets: how many of the matched articles each actor, date, source or event date has. Always
//! exact, over all matches.

use super::grain::Grain;
use crate::actor::{Kind, TableActor};
use crate::date::{Day, Interval};
use rustc_hash::FxHashMap;

/// Most rows of a date facet.
pub const DATE_ROWS_MAX: usize = 60;

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

/// One bucket of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRow {
    /// First day of the bucket.
    pub first: Day,
    /// Last day of the bucket.
    pub last: Day,
    /// How many matched articles lie wholly inside.
    pub articles: u64,
}

/// A date facet: buckets in order of time, and what fits in none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BucketRows {
    /// Buckets in order of time, empty ones between the first and the last among them.
    pub rows: Vec<DateRow>,
    /// Articles whose dates are wider than a bucket.
    pub wide: u64,
    /// Articles without a date.
    pub undated: u64,
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
        let order = |a: &(bool, u32, u32), b: &(bool, u32, u32)| {
            a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then_with(|| describe(a.2).id.cmp(describe(b.2).id))
        };
        if limit > 0 && rows.len() > limit {
            // Ids cost one too: they are compared only among rows as good as the last one shown.
            let by_count = |a: &(bool, u32, u32), b: &(bool, u32, u32)| a.0.cmp(&b.0).then(b.1.cmp(&a.1));
            let last = *rows.select_nth_unstable_by(limit - 1, by_count).1;
            rows.retain(|row| by_count(row, &last).is_le());
        }
        rows.sort_unstable_by(order);
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

/// Buckets of the days of articles: `(article, interval)`, an article as often as it has dates.
/// `articles` is how many there are in all, those without a date among them.
pub(super) fn buckets(mut dated: Vec<(u32, Interval)>, articles: u64) -> BucketRows {
    dated.sort_unstable();
    dated.dedup();
    let with_date = {
        let mut distinct = 0u64;
        let mut last = None;
        for (article, _) in &dated {
            if last != Some(*article) {
                distinct += 1;
                last = Some(*article);
            }
        }
        distinct
    };
    let undated = articles - with_date;
    let mut chosen = BucketRows { undated, wide: with_date, rows: Vec::new() };
    for grain in Grain::ALL {
        let Some(rows) = rows_by(grain, &dated) else { continue };
        if rows.rows.is_empty() && grain != Grain::Year {
            continue;
        }
        chosen = BucketRows { undated, ..rows };
        break;
    }
    chosen
}

/// Rows of one grain; `None` when there would be too many (years are always shown).
fn rows_by(grain: Grain, dated: &[(u32, Interval)]) -> Option<BucketRows> {
    let mut counted: FxHashMap<Interval, u64> = FxHashMap::default();
    let mut wide = 0u64;
    let mut last_wide = None;
    let mut seen: Vec<Interval> = Vec::new();
    let mut last_article = None;
    for (article, interval) in dated {
        if last_article != Some(*article) {
            seen.clear();
            last_article = Some(*article);
        }
        match grain.bucket_of(*interval) {
            Some(bucket) if !seen.contains(&bucket) => {
                seen.push(bucket);
                *counted.entry(bucket).or_default() += 1;
            }
            Some(_) => {}
            None if last_wide != Some(*article) => {
                wide += 1;
                last_wide = Some(*article);
            }
            None => {}
        }
    }
    let first = counted.keys().map(|bucket| bucket.first).min();
    let last = counted.keys().map(|bucket| bucket.last).max();
    let (Some(first), Some(last)) = (first, last) else {
        return Some(BucketRows { rows: Vec::new(), wide, undated: 0 });
    };
    let mut rows = Vec::new();
    let mut bucket = grain.bucket(first);
    loop {
        if rows.len() >= DATE_ROWS_MAX && grain != Grain::Year {
            return None;
        }
        let articles = counted.get(&bucket).copied().unwrap_or(0);
        rows.push(DateRow { first: bucket.first, last: bucket.last, articles });
        if bucket.last >= last {
            return Some(BucketRows { rows, wide, undated: 0 });
        }
        bucket = grain.bucket(bucket.last.plus(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Interval {
        Interval::day(Day::from_ymd(year, month, day).unwrap())
    }

    #[test]
    fn days_are_shown_with_the_empty_ones_between() {
        let rows = buckets(vec![(1, day(2024, 1, 17)), (2, day(2024, 1, 20)), (3, day(2024, 1, 17))], 5);
        let counts: Vec<u64> = rows.rows.iter().map(|row| row.articles).collect();
        assert_eq!(counts, [2, 0, 0, 1]);
        assert_eq!((rows.wide, rows.undated), (0, 2));
    }

    #[test]
    fn a_long_span_takes_the_finest_grain_with_at_most_sixty_rows() {
        let rows = buckets(vec![(1, day(2023, 1, 2)), (2, day(2024, 1, 20))], 2);
        assert_eq!(rows.rows.len(), 55);
        assert_eq!(rows.rows[0].last.0 - rows.rows[0].first.0, 6);
        let rows = buckets(vec![(1, day(1990, 1, 2)), (2, day(2024, 1, 20))], 2);
        assert_eq!(rows.rows.len(), 35);
    }

    #[test]
    fn what_is_wider_than_a_bucket_is_counted_apart() {
        let month = Interval::month(2024, 1).unwrap();
        let rows = buckets(vec![(1, day(2024, 1, 17)), (2, month)], 2);
        assert_eq!((rows.rows.len(), rows.wide), (1, 1));
        let rows = buckets(vec![(1, month), (2, month)], 2);
        assert_eq!((rows.rows.len(), rows.rows[0].articles, rows.wide), (1, 2, 0));
    }

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

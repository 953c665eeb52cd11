//! The first pass: every matching article is classified, counted, and ranked.

use super::classify::Place;
use super::columns::Columns;
use super::facets::{ActorCounts, FacetKind, Facets, buckets, source_rows};
use super::filters::{Filters, PathFilter};
use super::rank::{Best, Candidate, merge};
use super::request::{Counts, Request};
use super::searcher::{SearchError, Searcher};
use super::statistics::KindStatistics;
use super::tree::Query as QueryTree;
use crate::date::{Day, Interval};
use rustc_hash::FxHashMap;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocId, TERMINATED};

/// What is counted on the way.
pub(super) struct Pass<'a> {
    searcher: &'a Searcher,
    request: &'a Request,
    filters: Filters,
    pub counts: Counts,
    /// How many articles are spoken of, so far; their sequence numbers count from 1.
    sequence: u32,
    candidates: Vec<Candidate>,
    actor_counts: Option<ActorCounts>,
    sources: FxHashMap<String, u64>,
    dates: Option<Vec<(u32, Interval)>>,
    events: Option<Vec<(u32, Interval)>>,
}

impl<'a> Pass<'a> {
    pub fn new(searcher: &'a Searcher, request: &'a Request) -> Self {
        let counts = |kind| request.facets.contains(&kind);
        Pass {
            searcher,
            request,
            filters: Filters::of(request),
            counts: Counts::default(),
            sequence: 0,
            candidates: Vec::new(),
            actor_counts: counts(FacetKind::Actor).then(|| ActorCounts::new(searcher.open.names.actors_len())),
            sources: FxHashMap::default(),
            dates: counts(FacetKind::Date).then(Vec::new),
            events: counts(FacetKind::Event).then(Vec::new),
        }
    }

    /// Looks at every article that `scored` matches. `in_passages` finds the passages with query words.
    pub fn run(
        &mut self,
        scored: &dyn Query,
        articles: &KindStatistics<'_>,
        in_passages: Option<&dyn Query>,
        tree: &QueryTree,
    ) -> Result<(), SearchError> {
        let scoring = EnableScoring::enabled_from_statistics_provider(articles, &self.searcher.tantivy);
        let weight = scored.weight(scoring)?;
        let searcher = self.searcher;
        for (segment, reader) in searcher.tantivy.segment_readers().iter().enumerate() {
            let columns = &searcher.columns[segment];
            let below = self.request.path.as_deref().map(|path| PathFilter::of(columns, path)).transpose()?;
            let mut shown: Vec<DocId> = Vec::new();
            let mut best = Best::new(self.request.offset.saturating_add(self.request.limit));
            let mut sources: FxHashMap<u64, u64> = FxHashMap::default();
            let alive = reader.alive_bitset();
            weight.for_each(reader, &mut |article, score| {
                if alive.is_some_and(|alive| !alive.is_alive(article))
                    || below.as_ref().is_some_and(|below| !below.holds(columns, article))
                {
                    return;
                }
                if self.take(columns, article) {
                    shown.push(article);
                    let id = Columns::ordinal(&columns.id, article).unwrap_or(0);
                    let address = DocAddress::new(segment as u32, article);
                    best.push(Candidate::new(address, score, columns.published(article), id, self.request.sort));
                    if self.request.facets.contains(&FacetKind::Source)
                        && let Some(source) = Columns::ordinal(&columns.source, article)
                    {
                        *sources.entry(source).or_default() += 1;
                    }
                }
            })?;
            self.candidates.extend(best.into_kept());
            for (ordinal, articles) in sources {
                *self.sources.entry(Columns::text(&columns.source, ordinal)?).or_default() += articles;
            }
            self.counts.passages += match in_passages {
                Some(query) => self.count_passages(query, segment, &shown, tree)?,
                None => shown.iter().map(|article| self.filters.passages(columns, *article).count() as u64).sum(),
            };
        }
        self.counts.articles = u64::from(self.sequence);
        Ok(())
    }

    /// Classifies one matching article and counts it; true when it is spoken of.
    fn take(&mut self, columns: &Columns, article: DocId) -> bool {
        let Some(place) = self.filters.article(columns, article) else { return false };
        match place {
            Place::Inside => {}
            Place::Outside => self.counts.outside += 1,
            Place::Unsure => self.counts.unsure += 1,
            Place::Undated => self.counts.undated += 1,
        }
        let spoken_of = self.filters.shows(place);
        if spoken_of {
            self.sequence += 1;
            self.count_facets(columns, article);
        }
        spoken_of
    }

    fn count_facets(&mut self, columns: &Columns, article: DocId) {
        let sequence = self.sequence;
        if let Some(counts) = &mut self.actor_counts {
            for number in columns.names.values_for_doc(article) {
                if let Some(actor) = self.searcher.open.names.actor_of_number(number as u32) {
                    counts.count(actor, sequence);
                }
            }
        }
        if let (Some(dates), Some(interval)) = (&mut self.dates, columns.published(article).and_then(interval_of)) {
            dates.push((sequence, interval));
        }
        if let Some(events) = &mut self.events {
            for passage in self.filters.passages(columns, article) {
                events.extend(columns.events(passage).filter_map(interval_of).map(|interval| (sequence, interval)));
            }
        }
    }

    /// How many passages of the shown articles pass and hold a query word.
    fn count_passages(
        &self,
        query: &dyn Query,
        segment: usize,
        shown: &[DocId],
        tree: &QueryTree,
    ) -> Result<u64, SearchError> {
        if shown.is_empty() {
            return Ok(0);
        }
        let searcher = self.searcher;
        let columns = &searcher.columns[segment];
        let reader = searcher.tantivy.segment_reader(segment as u32);
        let weight = query.weight(EnableScoring::disabled_from_searcher(&searcher.tantivy))?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut count = 0;
        let mut passage = scorer.doc();
        for article in shown {
            let passages = columns.passages_of(*article);
            if passage < passages.start {
                passage = scorer.seek(passages.start);
            }
            while passage < *article {
                let passes = self.filters.passage(columns, *article, passage).is_some();
                if passes
                    && (!self.request.exact || searcher.holds_a_word(DocAddress::new(segment as u32, passage), tree)?)
                {
                    count += 1;
                }
                passage = scorer.advance();
            }
            if passage == TERMINATED {
                break;
            }
        }
        Ok(count)
    }

    /// The best articles in the order of the ranking, as many as reach to the end of the page.
    pub fn take_candidates(&mut self) -> Result<Vec<Candidate>, SearchError> {
        let wanted = self.request.offset.saturating_add(self.request.limit);
        let columns = &self.searcher.columns;
        Ok(merge(std::mem::take(&mut self.candidates), wanted, |candidate| {
            let columns = &columns[candidate.address.segment_ord as usize];
            match Columns::ordinal(&columns.id, candidate.address.doc_id) {
                Some(ordinal) => Columns::text(&columns.id, ordinal),
                None => Ok(String::new()),
            }
        })?)
    }

    /// The facets that were asked for.
    pub fn facets(self) -> Result<Facets, SearchError> {
        let names = &self.searcher.open.names;
        let limit = self.request.facet_limit;
        let articles = self.counts.articles;
        Ok(Facets {
            actor: self
                .actor_counts
                .map(|counts| counts.rows(limit, |actor| names.kind(actor), |actor| names.actor(actor))),
            date: self.dates.map(|dated| buckets(dated, articles)),
            source: self.request.facets.contains(&FacetKind::Source).then(|| source_rows(self.sources, limit)),
            event: self.events.map(|dated| buckets(dated, articles)),
        })
    }
}

fn interval_of((first, last): (i64, i64)) -> Option<Interval> {
    Interval::new(Day(i32::try_from(first).ok()?), Day(i32::try_from(last).ok()?))
}

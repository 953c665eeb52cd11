//! The first pass: every matching article is classified, counted, and ranked.

use super::asked::AskedActors;
use super::classify::Place;
use super::columns::Columns;
use super::date_facet::buckets;
use super::facets::{ActorCounts, ActorRow, FacetKind, Facets, source_rows, tells_organs, with_organs};
use super::filters::{Filters, PathFilter, interval_of};
use super::matrix::{Matrix, MatrixCount};
use super::rank::{Best, Candidate, Ranked, Sort, merge};
use super::request::{Counts, Request};
use super::rows::{ArticleRows, PublicationDays, RowSource};
use super::scoring::RESCORED_ARTICLES;
use super::searcher::{SearchError, Searcher};
use super::statistics::KindStatistics;
use super::stories::{PageStories, StoryCount};
use super::timeline::{RowOfPage, Telling, TellingArticle, Timeline, TimelineCount};
use super::walk::{PassingPassage, Walk, keep_shown};
use crate::actor::Kind;
use crate::date::Interval;
use crate::index::DocumentKind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocId, TERMINATED};

/// What is counted on the way.
pub(super) struct Pass<'a> {
    searcher: &'a Searcher,
    request: &'a Request,
    asked: &'a AskedActors,
    filters: Filters<'a>,
    pub counts: Counts,
    /// Articles that count as if they did not match.
    pub left_out: FxHashSet<DocAddress>,
    /// How many articles are spoken of, so far; their sequence numbers count from 1.
    sequence: u32,
    candidates: Vec<Candidate>,
    stories: StoryCount<'a>,
    actor_counts: Option<ActorCounts>,
    sources: FxHashMap<String, u64>,
    dates: Option<Vec<(u32, Interval)>>,
    events: Option<Vec<(u32, Interval)>>,
    timeline: Option<TimelineCount<'a>>,
    matrix: Option<MatrixCount>,
}

impl<'a> Pass<'a> {
    pub fn new(searcher: &'a Searcher, request: &'a Request, asked: &'a AskedActors) -> Self {
        let counts = |kind| request.facets.contains(&kind);
        let filters = Filters::of(request, asked);
        Pass {
            searcher,
            request,
            asked,
            filters,
            counts: Counts::default(),
            left_out: FxHashSet::default(),
            sequence: 0,
            candidates: Vec::new(),
            stories: StoryCount::new(&searcher.open.stories, request.copies),
            actor_counts: counts(FacetKind::Actor).then(|| searcher.take_counts()),
            sources: FxHashMap::default(),
            dates: counts(FacetKind::Date).then(Vec::new),
            events: counts(FacetKind::Event).then(Vec::new),
            timeline: request.timeline.map(|grain| TimelineCount::new(grain, filters)),
            matrix: request.matrix.clone().map(|axes| MatrixCount::new(axes, searcher.open.names.actors_len())),
        }
    }

    /// Looks at every article that `scored` matches. `in_passages` finds the passages with query words.
    pub fn run(
        &mut self,
        scored: &dyn Query,
        in_passages: Option<&dyn Query>,
        certain: Option<&dyn Query>,
    ) -> Result<(), SearchError> {
        let without_scores = EnableScoring::disabled_from_searcher(&self.searcher.tantivy);
        let certain = certain.map(|certain| certain.weight(without_scores)).transpose()?;
        let searcher = self.searcher;
        let articles = KindStatistics::new(&searcher.tantivy, &searcher.open.fields, DocumentKind::Article)?;
        let weight = scored.weight(EnableScoring::enabled_from_statistics_provider(&articles, &searcher.tantivy))?;
        for (segment, reader) in searcher.tantivy.segment_readers().iter().enumerate() {
            let columns = &searcher.columns[segment];
            let below = self.request.path.as_deref().map(|path| PathFilter::of(columns, path)).transpose()?;
            let mut shown: Vec<(DocId, f32)> = Vec::new();
            let ranks_passages = self.request.sort.ranks_passages();
            let wanted = self.wanted();
            let mut best = Best::new(wanted);
            let mut sources: FxHashMap<u64, u64> = FxHashMap::default();
            let alive = reader.alive_bitset();
            let mut certain = certain.as_ref().map(|certain| certain.scorer(reader, 1.0)).transpose()?;
            let source = RowSource {
                columns,
                names: &searcher.open.names,
                stories: &searcher.open.stories,
                documents: reader.max_doc(),
            };
            // A search that meets another at work here reads for itself, and keeps nothing.
            let mut shared_rows = searcher.rows[segment].try_lock();
            let mut own_rows = ArticleRows::default();
            let is_shared = shared_rows.is_ok();
            let rows = shared_rows.as_deref_mut().unwrap_or(&mut own_rows);
            if is_shared && searcher.searched_before() {
                rows.keep();
            }
            let by_score = self.request.sort == Sort::Relevance;
            weight.for_each(reader, &mut |article, score| {
                if alive.is_some_and(|alive| !alive.is_alive(article))
                    || below.as_ref().is_some_and(|below| !below.holds(columns, article))
                    || self.left_out.contains(&DocAddress::new(segment as u32, article))
                {
                    return;
                }
                let is_certain = certain.as_mut().is_none_or(|certain| {
                    if certain.doc() < article {
                        certain.seek(article);
                    }
                    certain.doc() == article
                });
                let published = self.filters.counted(rows.days(&source, article));
                if self.take(columns, article, is_certain, published) {
                    let address = DocAddress::new(segment as u32, article);
                    let counted = rows.counted(&source, article);
                    self.count_facets(columns, article, published, rows.actors(&counted));
                    if let Some(matrix) = &mut self.matrix {
                        matrix.take(&self.filters, columns, address, rows.actors(&counted));
                    }
                    shown.push((article, score));
                    self.stories.count(counted.story, address);
                    if !ranks_passages && wanted > 0 && !(by_score && best.is_out_of_reach(score)) {
                        let candidate = self.candidate(columns, address, score, published);
                        if let Some(candidate) = self.stories.fold_one(counted.story, candidate) {
                            best.push(candidate);
                        }
                    }
                    if self.request.facets.contains(&FacetKind::Source)
                        && let Some(source) = Columns::ordinal(&columns.source, article)
                    {
                        *sources.entry(source).or_default() += 1;
                    }
                }
            })?;
            let counted = if ranks_passages || self.timeline.is_some() {
                let walk = Walk { searcher, filters: self.filters, in_passages };
                Some(self.walk(&walk, segment as u32, &shown, &mut best, &mut |article| rows.days(&source, article))?)
            } else {
                None
            };
            let standing = self.stories.end_segment();
            if ranks_passages {
                // An article of another segment may stand for the story, and then as many passages less come from here.
                self.candidates.extend(standing);
            } else {
                standing.into_iter().for_each(|candidate| best.push(candidate));
            }
            self.candidates.extend(best.into_kept());
            for (ordinal, articles) in sources {
                *self.sources.entry(Columns::text(&columns.source, ordinal)?).or_default() += articles;
            }
            self.counts.passages += match (counted, in_passages) {
                (Some(passages), _) => passages,
                (None, Some(query)) => {
                    self.count_passages(query, segment, &shown, &|article| rows.passages(&source, article))?
                }
                (None, None) => {
                    if self.filters.choose_passages() {
                        shown.iter().map(|(article, _)| self.filters.passages(columns, *article).count() as u64).sum()
                    } else {
                        shown.iter().map(|(article, _)| u64::from(rows.passages(&source, *article))).sum()
                    }
                }
            };
        }
        self.counts.articles = u64::from(self.sequence);
        self.counts.stories = self.stories.stories;
        Ok(())
    }

    /// How many candidates are kept: those that reach to the end of the page, and those that the second stage
    /// looks at.
    fn wanted(&self) -> usize {
        if self.timeline.is_some() || self.matrix.is_some() || self.request.limit == 0 {
            0
        } else {
            self.request.offset.saturating_add(self.request.limit).max(RESCORED_ARTICLES)
        }
    }

    fn candidate(
        &self,
        columns: &Columns,
        address: DocAddress,
        score: f32,
        published: Option<(i64, i64)>,
    ) -> Candidate {
        let id = Columns::ordinal(&columns.id, address.doc_id).unwrap_or(0);
        Candidate::new(address, score, published, id, self.request.sort)
    }

    /// Looks at each passing passage of the shown articles of a segment: counts the timeline, ranks passages. How
    /// many hold a query word, or pass, when there are no words.
    fn walk(
        &mut self,
        walk: &Walk<'_>,
        segment: u32,
        shown: &[(DocId, f32)],
        best: &mut Best,
        days_of: &mut dyn FnMut(DocId) -> PublicationDays,
    ) -> Result<u64, SearchError> {
        let columns = &self.searcher.columns[segment as usize];
        let has_words = walk.in_passages.is_some();
        let mut counted = 0;
        let mut timeline = self.timeline.take();
        walk.run(segment, shown, &mut |article, score, passing| {
            let address = DocAddress::new(segment, article);
            let published = self.filters.counted(days_of(article));
            counted += passing.iter().filter(|passing| !has_words || passing.score.is_some()).count() as u64;
            if let Some(timeline) = &mut timeline {
                let article = TellingArticle {
                    address,
                    score,
                    published,
                    id_ordinal: Columns::ordinal(&columns.id, article).unwrap_or(0),
                };
                timeline.count(columns, &article, passing, |passage| self.asked.one_is_named(columns, passage));
            }
            if self.request.sort.ranks_passages() {
                let candidate = self.candidate(columns, address, score, published);
                self.rank_passages(columns, candidate, has_words, passing, best);
            }
        })?;
        self.timeline = timeline;
        Ok(counted)
    }

    /// Ranks the passages of an article by the days that they tell, as many as may be shown of one article.
    fn rank_passages(
        &mut self,
        columns: &Columns,
        article: Candidate,
        has_words: bool,
        passing: &[PassingPassage],
        best: &mut Best,
    ) {
        let mut shown = passing.to_vec();
        keep_shown(&mut shown, &self.filters, has_words, |passing| passing.score.is_some());
        let mut ranked: Vec<(Option<[i64; 2]>, DocId)> = shown
            .iter()
            .map(|passing| (self.filters.event_key(columns, passing.passage, self.request.sort), passing.passage))
            .collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        if self.request.per_article > 0 {
            ranked.truncate(self.request.per_article);
        }
        let ranked = ranked.into_iter().map(|(event, passage)| article.by_passage(passage, event)).collect();
        self.stories.fold(columns, ranked).into_iter().for_each(|candidate| best.push(candidate));
    }

    /// Classifies one matching article and counts it; true when it is spoken of. An article that dates in the query
    /// cannot place is unsure.
    fn take(&mut self, columns: &Columns, article: DocId, is_certain: bool, published: Option<(i64, i64)>) -> bool {
        let Some(mut place) = self.filters.article_of(columns, article, published) else { return false };
        if place == Place::Inside && !is_certain {
            place = Place::Unsure;
        }
        match place {
            Place::Inside => {}
            Place::Outside => self.counts.outside += 1,
            Place::Unsure => self.counts.unsure += 1,
            Place::Undated => self.counts.undated += 1,
        }
        let spoken_of = self.filters.shows(place);
        if spoken_of {
            self.sequence += 1;
        }
        spoken_of
    }

    fn count_facets(&mut self, columns: &Columns, article: DocId, published: Option<(i64, i64)>, actors: &[u32]) {
        let sequence = self.sequence;
        if let Some(counts) = &mut self.actor_counts {
            counts.count(actors);
        }
        if let Some(dates) = &mut self.dates {
            dates.extend(published.and_then(interval_of).map(|days| (sequence, days)));
        }
        if let Some(events) = &mut self.events {
            events.extend(self.filters.event_days(columns, article).map(|(days, _)| (sequence, days)));
        }
    }

    /// How many passages of the shown articles pass and hold a query word.
    fn count_passages(
        &self,
        query: &dyn Query,
        segment: usize,
        shown: &[(DocId, f32)],
        passages_len: &dyn Fn(DocId) -> u32,
    ) -> Result<u64, SearchError> {
        if shown.is_empty() {
            return Ok(0);
        }
        let searcher = self.searcher;
        let columns = &searcher.columns[segment];
        let reader = searcher.tantivy.segment_reader(segment as u32);
        let weight = query.weight(EnableScoring::disabled_from_searcher(&searcher.tantivy))?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        let all_pass = !self.filters.choose_passages();
        let mut count = 0;
        let mut passage = scorer.doc();
        for (article, _) in shown {
            let first = article.saturating_sub(passages_len(*article));
            if passage < first {
                passage = scorer.seek(first);
            }
            while passage < *article {
                count += u64::from(all_pass || self.filters.passage(columns, *article, passage).is_some());
                passage = scorer.advance();
            }
            if passage == TERMINATED {
                break;
            }
        }
        Ok(count)
    }

    /// The best articles in the order of their scores: at least those that reach to the end of the page. Outside `exact`
    /// ties stand in any order.
    pub fn take_candidates(&mut self, exact: Range<usize>) -> Result<Vec<Candidate>, SearchError> {
        let wanted = self.wanted();
        let columns = &self.searcher.columns;
        let candidates = std::mem::take(&mut self.candidates);
        Ok(merge(candidates, wanted, exact, |candidate| article_id(columns, candidate.address))?)
    }

    /// The stories of the articles of a page.
    pub fn stories_of(&self, page: &[Ranked]) -> PageStories<'a> {
        self.stories.of_page(&self.searcher.columns, page)
    }

    /// Brings candidates whose scores have changed into order, of which the first so many are shown.
    pub fn order(searcher: &Searcher, candidates: Vec<Candidate>, shown: usize) -> Result<Vec<Candidate>, SearchError> {
        let wanted = candidates.len();
        Ok(merge(candidates, wanted, 0..shown, |candidate| article_id(&searcher.columns, candidate.address))?)
    }

    /// The timeline that was asked for, and the rows of its page.
    pub fn take_timeline(&mut self) -> tantivy::Result<Option<(Timeline, Vec<RowOfPage>)>> {
        let Request { offset, limit, .. } = *self.request;
        let id = |telling: &Telling| article_id(&self.searcher.columns, telling.address);
        self.timeline.take().map(|timeline| timeline.finish(offset, limit, id)).transpose()
    }

    /// The matrix that was asked for.
    pub fn take_matrix(&mut self) -> Option<Matrix> {
        let limit = self.request.facet_limit;
        self.matrix.take().map(|matrix| matrix.finish(self.searcher, &self.filters, limit))
    }

    /// The facets that were asked for.
    pub fn facets(self) -> Result<Facets, SearchError> {
        let names = &self.searcher.open.names;
        let limit = self.request.facet_limit;
        let articles = self.counts.articles;
        Ok(Facets {
            actor: self.actor_counts.map(|counts| {
                let kinds = &self.request.facet_kinds;
                let most_named = |limit, kinds: &[Kind]| -> Vec<ActorRow> {
                    let rows = counts.most_named(limit, kinds, |actor| names.kind(actor), |actor| names.actor(actor));
                    rows.into_iter().map(|(_, row)| row).collect()
                };
                let rows = most_named(limit, kinds);
                let rows = if tells_organs(kinds) {
                    with_organs(rows, most_named(0, &[Kind::Organisation]), limit)
                } else {
                    rows
                };
                self.searcher.give_counts_back(counts);
                rows
            }),
            date: self.dates.map(|dated| buckets(dated, articles)),
            source: self.request.facets.contains(&FacetKind::Source).then(|| source_rows(self.sources, limit)),
            event: self.events.map(|dated| buckets(dated, articles)),
        })
    }
}

/// The id of an article.
fn article_id(columns: &[Columns], address: DocAddress) -> tantivy::Result<String> {
    let columns = &columns[address.segment_ord as usize];
    Columns::ordinal(&columns.id, address.doc_id)
        .map_or_else(|| Ok(String::new()), |ordinal| Columns::text(&columns.id, ordinal))
}

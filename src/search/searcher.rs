//! Runs a request: finds and counts articles in one unpruned pass, then looks into the best of them.

use super::classify::{Place, Undated};
use super::columns::Columns;
use super::facets::{ActorCounts, FacetKind, Facets, buckets, source_rows};
use super::highlight::Highlighter;
use super::hits::{EventDate, Hit, HitActor, HitPassage};
use super::lower::{Lowering, holds_words};
use super::parse::{ParseError, parse};
use super::rank::{Best, Candidate, merge};
use super::request::{ActorNote, Counts, Request, SearchResult};
use super::resolve::{QueryReading, resolve};
use super::statistics::KindStatistics;
use super::tree::{Node, Query as QueryTree};
use crate::actor::{NameRule, NameTable};
use crate::date::{Day, Interval};
use crate::index::{ArticleRecord, DocumentKind, Folder, FolderError, OpenIndex, PassageRecord};
use crate::text::{Stemmer, Words, fold_key};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Bound;
use tantivy::directory::OwnedBytes;
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::Value;
use tantivy::{DocAddress, DocId, DocSet, TERMINATED, TantivyDocument};

/// Near names suggested for an unknown actor.
const NEAR_ACTORS_MAX: usize = 5;

/// Why a search failed.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The query cannot be understood.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// The index cannot be read.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// tantivy said no.
    #[error("the index cannot be read: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// A stored record is damaged.
    #[error("the index is damaged: a stored record cannot be read: {0}")]
    Record(#[from] serde_json::Error),
}

impl SearchError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            SearchError::Folder(error) => error.hint(),
            SearchError::Record(_) => Some("run: indexer --rebuild PATH"),
            SearchError::Parse(_) | SearchError::Tantivy(_) => None,
        }
    }
}

/// An index opened for searching; it sees the commit it was opened on.
pub struct Searcher {
    open: OpenIndex,
    tantivy: tantivy::Searcher,
    columns: Vec<Columns>,
}

impl Searcher {
    /// Opens the last commit.
    ///
    /// # Errors
    /// When there is no index, it is of another version, or it is damaged.
    pub fn open(folder: &Folder) -> Result<Self, SearchError> {
        let open = folder.open()?;
        let tantivy = open.reader.searcher();
        let columns = tantivy
            .segment_readers()
            .iter()
            .map(|reader| Columns::of(reader, &open.fields))
            .collect::<tantivy::Result<_>>()?;
        Ok(Searcher { open, tantivy, columns })
    }

    /// The lexicon of the commit.
    pub fn names(&self) -> &NameTable<OwnedBytes> {
        &self.open.names
    }

    /// Runs a request.
    ///
    /// # Errors
    /// When the query cannot be understood or the index cannot be read.
    pub fn search(&self, request: &Request) -> Result<SearchResult, SearchError> {
        let parsed = parse(&request.query)?;
        let mut stemmer = Stemmer::new();
        let reading = QueryReading { mode: request.mode, exact: request.exact };
        let tree = resolve(&parsed, reading, &self.open.names, &mut stemmer);
        let (actors, actor_notes) = self.resolve_actors(&request.actors);
        let mut result = SearchResult {
            parsed: tree.to_string(),
            notes: parsed.notes,
            actor_notes,
            counts: Counts::default(),
            hits: Vec::new(),
            facets: Facets::default(),
        };
        let articles = KindStatistics::new(&self.tantivy, &self.open.fields, DocumentKind::Article)?;
        let lowering = Lowering {
            searcher: &self.tantivy,
            fields: &self.open.fields,
            columns: &self.columns,
            articles: &articles,
            exact: request.exact,
        };
        // Without a match for an actor, or without articles, nothing is looked up and all counts are 0.
        let asked_actors_exist = actors.iter().all(|numbers| !numbers.is_empty());
        let has_articles = tantivy::query::Bm25StatisticsProvider::total_num_docs(&articles)? > 0;
        let mut pass = Pass::new(self, request);
        if asked_actors_exist && has_articles {
            let scored = lowering.articles(&tree, &actors)?;
            let in_passages = lowering.passages(&tree);
            pass.run(&*scored, &articles, in_passages.as_deref(), &tree)?;
        }
        result.counts = pass.counts;
        let page = pass.take_candidates()?;
        result.facets = pass.facets()?;
        let numbers: FxHashSet<u32> = actors.into_iter().flatten().collect();
        let in_passages = lowering.passages(&tree);
        let mut assembly = Assembly {
            searcher: self,
            request,
            tree: &tree,
            asked_actors: numbers,
            highlighter: Highlighter::new(&tree, &self.open.names, request.exact),
            stemmer,
        };
        result.hits = assembly.hits(&page, in_passages.as_deref())?;
        Ok(result)
    }

    /// Numbers of all name keys of the actors that each value may stand for.
    fn resolve_actors(&self, values: &[String]) -> (Vec<Vec<u32>>, Vec<ActorNote>) {
        let names = &self.open.names;
        let mut notes = Vec::new();
        let numbers = values
            .iter()
            .map(|value| {
                let actors = self.actors_of(value);
                let describe = |actor: &u32| names.actor(*actor);
                if actors.is_empty() {
                    let near = names.near_names(value, NEAR_ACTORS_MAX);
                    let near = near.iter().map(describe).map(|actor| (actor.id.to_owned(), actor.name.to_owned()));
                    notes.push(ActorNote::Unknown { value: value.clone(), near: near.collect() });
                } else if actors.len() > 1 {
                    let all = actors.iter().map(describe);
                    let all = all.map(|actor| (actor.id.to_owned(), actor.name.to_owned(), actor.kind));
                    notes.push(ActorNote::Ambiguous { value: value.clone(), actors: all.collect() });
                }
                let mut numbers: Vec<u32> = actors.iter().flat_map(|actor| names.numbers_of_actor(*actor)).collect();
                numbers.sort_unstable();
                numbers
            })
            .collect();
        (numbers, notes)
    }

    /// Every actor that a value may stand for: an id is exact, a name may have several readings.
    fn actors_of(&self, value: &str) -> Vec<u32> {
        let names = &self.open.names;
        if let Some(actor) = names.actor_with_id(value.trim()) {
            return vec![actor];
        }
        let readings = names.readings(&fold_key(value));
        let full: Vec<u32> =
            readings.iter().filter(|reading| reading.rule != NameRule::Surname).map(|reading| reading.actor).collect();
        if full.is_empty() { readings.into_iter().map(|reading| reading.actor).collect() } else { full }
    }

    fn passage(&self, address: DocAddress) -> Result<(String, PassageRecord), SearchError> {
        let document: TantivyDocument = self.tantivy.doc(address)?;
        let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        Ok((text(self.open.fields.text), serde_json::from_str(&text(self.open.fields.record))?))
    }

    fn article(&self, address: DocAddress) -> Result<ArticleRecord, SearchError> {
        let document: TantivyDocument = self.tantivy.doc(address)?;
        let record = document.get_first(self.open.fields.record);
        Ok(serde_json::from_str(record.as_ref().and_then(|value| value.as_str()).unwrap_or_default())?)
    }
}

/// The first pass: every matching article is classified and counted.
struct Pass<'a> {
    searcher: &'a Searcher,
    request: &'a Request,
    undated: Undated,
    counts: Counts,
    /// How many articles are spoken of, so far; their sequence numbers count from 1.
    sequence: u32,
    candidates: Vec<Candidate>,
    actor_counts: Option<ActorCounts>,
    sources: FxHashMap<String, u64>,
    dates: Option<Vec<(u32, Interval)>>,
    events: Option<Vec<(u32, Interval)>>,
}

impl<'a> Pass<'a> {
    fn new(searcher: &'a Searcher, request: &'a Request) -> Self {
        let counts = |kind| request.facets.contains(&kind);
        Pass {
            searcher,
            request,
            undated: request.undated.unwrap_or_default(),
            counts: Counts::default(),
            sequence: 0,
            candidates: Vec::new(),
            actor_counts: counts(FacetKind::Actor).then(|| ActorCounts::new(searcher.open.names.actors_len())),
            sources: FxHashMap::default(),
            dates: counts(FacetKind::Date).then(Vec::new),
            events: counts(FacetKind::Event).then(Vec::new),
        }
    }

    fn run(
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
            let below = self.request.path.as_deref().map(|path| PathOrdinals::of(columns, path)).transpose()?;
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
                None => shown.iter().map(|article| self.passing(columns, *article).count() as u64).sum(),
            };
        }
        self.counts.articles = u64::from(self.sequence);
        Ok(())
    }

    /// Classifies one matching article and counts it; true when it is spoken of.
    fn take(&mut self, columns: &Columns, article: DocId) -> bool {
        let event = match self.request.event {
            None => Place::Inside,
            Some(filter) => {
                let mut found = Place::Outside;
                for passage in columns.passages_of(article) {
                    match columns.place_of_events(passage, filter) {
                        Place::Inside => {
                            found = Place::Inside;
                            break;
                        }
                        Place::Unsure => found = Place::Unsure,
                        Place::Outside | Place::Undated => {}
                    }
                }
                found
            }
        };
        if event == Place::Outside {
            return false;
        }
        let days = columns.published(article);
        let published = match (self.request.published, days) {
            (Some(filter), Some((first, last))) => filter.place(first, last),
            (Some(_), None) => Place::Undated,
            // Without any date filter only an explicit wish leaves anything out; with one on passages the
            // wish speaks of these.
            (None, None) if self.request.undated.is_some() && self.request.event.is_none() => Place::Undated,
            (None, _) => Place::Inside,
        };
        let place = match published {
            Place::Inside => event,
            other => other,
        };
        let spoken_of = match place {
            Place::Inside => self.undated != Undated::Only,
            Place::Outside => {
                self.counts.outside += 1;
                false
            }
            Place::Unsure => {
                self.counts.unsure += 1;
                self.undated != Undated::Exclude
            }
            Place::Undated => {
                self.counts.undated += 1;
                self.undated != Undated::Exclude
            }
        };
        if spoken_of {
            self.sequence += 1;
            self.count_facets(columns, article, days);
        }
        spoken_of
    }

    fn count_facets(&mut self, columns: &Columns, article: DocId, days: Option<(i64, i64)>) {
        let sequence = self.sequence;
        if let Some(counts) = &mut self.actor_counts {
            for number in columns.names.values_for_doc(article) {
                if let Some(actor) = self.searcher.open.names.actor_of_number(number as u32) {
                    counts.count(actor, sequence);
                }
            }
        }
        if let (Some(dates), Some(interval)) = (&mut self.dates, days.and_then(interval_of)) {
            dates.push((sequence, interval));
        }
        if self.events.is_some() {
            let passing: Vec<DocId> = self.passing(columns, article).collect();
            let events = passing.into_iter().flat_map(|passage| columns.events(passage).filter_map(interval_of));
            let events: Vec<(u32, Interval)> = events.map(|interval| (sequence, interval)).collect();
            self.events.get_or_insert_default().extend(events);
        }
    }

    /// The passages of an article that pass the filter on event dates.
    fn passing<'c>(&self, columns: &'c Columns, article: DocId) -> impl Iterator<Item = DocId> + use<'c> {
        let (event, undated) = (self.request.event, self.undated);
        columns.passages_of(article).filter(move |passage| {
            event.is_none_or(|filter| passes(columns.place_of_events(*passage, filter), undated))
        })
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
                let passes = self
                    .request
                    .event
                    .is_none_or(|filter| passes(columns.place_of_events(passage, filter), self.undated));
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

    fn take_candidates(&mut self) -> Result<Vec<Candidate>, SearchError> {
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

    fn facets(self) -> Result<Facets, SearchError> {
        let names = &self.searcher.open.names;
        let limit = self.request.facet_limit;
        let articles = self.counts.articles;
        Ok(Facets {
            actor: self.actor_counts.map(|counts| {
                counts.rows(limit, |actor| {
                    let actor = names.actor(actor);
                    (actor.id.to_owned(), actor.name.to_owned(), actor.kind)
                })
            }),
            date: self.dates.map(|dated| buckets(dated, articles)),
            source: self.request.facets.contains(&FacetKind::Source).then(|| source_rows(self.sources, limit)),
            event: self.events.map(|dated| buckets(dated, articles)),
        })
    }
}

/// Whether a passage at this place is shown.
fn passes(place: Place, undated: Undated) -> bool {
    match place {
        Place::Inside => undated != Undated::Only,
        Place::Unsure => undated != Undated::Exclude,
        Place::Outside | Place::Undated => false,
    }
}

fn interval_of((first, last): (i64, i64)) -> Option<Interval> {
    Interval::new(Day(i32::try_from(first).ok()?), Day(i32::try_from(last).ok()?))
}

/// The path ordinals of a segment that are one path or lie below it.
struct PathOrdinals {
    first: u64,
    end: u64,
    itself: Option<u64>,
}

impl PathOrdinals {
    fn of(columns: &Columns, path: &str) -> tantivy::Result<Self> {
        let Some(column) = &columns.path else { return Ok(PathOrdinals { first: 0, end: 0, itself: None }) };
        let dictionary = column.dictionary();
        let stem = path.trim_end_matches('/');
        // '0' is the character after '/'.
        let below = (Bound::Included(format!("{stem}/")), Bound::Excluded(format!("{stem}0")));
        let (first, end) = dictionary.term_bounds_to_ord(below.0, below.1)?;
        let first = if let Bound::Included(ordinal) | Bound::Excluded(ordinal) = first { ordinal } else { 0 };
        let end = if let Bound::Included(ordinal) | Bound::Excluded(ordinal) = end { ordinal } else { u64::MAX };
        Ok(PathOrdinals { first, end, itself: dictionary.term_ord(path)? })
    }

    fn holds(&self, columns: &Columns, article: DocId) -> bool {
        Columns::ordinal(&columns.path, article)
            .is_some_and(|ordinal| (self.first..self.end).contains(&ordinal) || self.itself == Some(ordinal))
    }
}

/// The second pass: the passages of the best articles.
struct Assembly<'a> {
    searcher: &'a Searcher,
    request: &'a Request,
    tree: &'a QueryTree,
    asked_actors: FxHashSet<u32>,
    highlighter: Highlighter,
    stemmer: Stemmer,
}

/// A passage of an article on the page.
struct Chosen {
    passage: DocId,
    score: f32,
    holds_words: bool,
    names_actor: bool,
    unsure: bool,
}

impl Assembly<'_> {
    fn hits(&mut self, page: &[Candidate], in_passages: Option<&dyn Query>) -> Result<Vec<Hit>, SearchError> {
        let Request { limit, offset, per_article, .. } = *self.request;
        let mut hits = Vec::new();
        let mut passed = 0usize;
        // With one passage for each article, a hit is an article, and whole articles are passed over.
        let skipped = if per_article == 1 { offset.min(page.len()) } else { 0 };
        passed += skipped;
        let scores = self.passage_scores(&page[skipped..], in_passages)?;
        for (candidate, scores) in page[skipped..].iter().zip(scores) {
            let mut chosen = self.choose(candidate, &scores)?;
            if per_article > 0 {
                chosen.truncate(per_article);
            }
            let mut article: Option<ArticleRecord> = None;
            for passage in chosen {
                passed += 1;
                if passed <= offset {
                    continue;
                }
                let record = match &article {
                    Some(record) => record.clone(),
                    None => article.insert(self.searcher.article(candidate.address)?).clone(),
                };
                hits.push(self.hit(passed as u64, candidate, record, &passage)?);
                if hits.len() >= limit {
                    return Ok(hits);
                }
            }
        }
        Ok(hits)
    }

    /// For each candidate, the passages that hold query words, with their scores.
    fn passage_scores(
        &self,
        page: &[Candidate],
        in_passages: Option<&dyn Query>,
    ) -> Result<Vec<Vec<(DocId, f32)>>, SearchError> {
        let mut scores: Vec<Vec<(DocId, f32)>> = vec![Vec::new(); page.len()];
        let Some(query) = in_passages.filter(|_| !page.is_empty()) else { return Ok(scores) };
        let searcher = self.searcher;
        let statistics = KindStatistics::new(&searcher.tantivy, &searcher.open.fields, DocumentKind::Passage)?;
        let weight = query.weight(EnableScoring::enabled_from_statistics_provider(&statistics, &searcher.tantivy))?;
        let mut order: Vec<usize> = (0..page.len()).collect();
        order.sort_unstable_by_key(|index| page[*index].address);
        let mut open: Option<(u32, Box<dyn tantivy::query::Scorer>)> = None;
        for index in order {
            let DocAddress { segment_ord, doc_id: article } = page[index].address;
            if open.as_ref().is_none_or(|(segment, _)| *segment != segment_ord) {
                open = Some((segment_ord, weight.scorer(searcher.tantivy.segment_reader(segment_ord), 1.0)?));
            }
            let Some((_, scorer)) = &mut open else { continue };
            let passages = searcher.columns[segment_ord as usize].passages_of(article);
            let mut passage = scorer.doc();
            if passage < passages.start {
                passage = scorer.seek(passages.start);
            }
            while passage < article {
                let holds =
                    !self.request.exact || searcher.holds_a_word(DocAddress::new(segment_ord, passage), self.tree)?;
                if holds {
                    scores[index].push((passage, scorer.score()));
                }
                passage = scorer.advance();
            }
        }
        Ok(scores)
    }

    /// The passages of an article that are shown, best first (in reading order when sorted by date).
    fn choose(&self, candidate: &Candidate, scores: &[(DocId, f32)]) -> Result<Vec<Chosen>, SearchError> {
        let columns = &self.searcher.columns[candidate.address.segment_ord as usize];
        let undated = self.request.undated.unwrap_or_default();
        let mut scored = scores.iter().peekable();
        let mut chosen: Vec<Chosen> = Vec::new();
        for passage in columns.passages_of(candidate.address.doc_id) {
            let score = scored.next_if(|(scored, _)| *scored == passage).map(|(_, score)| *score);
            let place = match self.request.event {
                None => Place::Inside,
                Some(filter) => columns.place_of_events(passage, filter),
            };
            if self.request.event.is_some() && !passes(place, undated) {
                continue;
            }
            chosen.push(Chosen {
                passage,
                score: score.unwrap_or(0.0),
                holds_words: score.is_some(),
                names_actor: !self.asked_actors.is_empty()
                    && columns.names.values_for_doc(passage).any(|number| self.asked_actors.contains(&(number as u32))),
                unsure: place == Place::Unsure,
            });
        }
        // Passages without a query word are shown where a filter on passages chose them, or where no
        // passage has one; then the first passage stands for the article.
        let any_holds = chosen.iter().any(|passage| passage.holds_words);
        let has_words = self.tree.wanted.is_some();
        if has_words && self.request.event.is_none() {
            if any_holds {
                chosen.retain(|passage| passage.holds_words);
            } else {
                chosen.truncate(1);
            }
        }
        let best_first = |a: &Chosen, b: &Chosen| {
            (b.holds_words, b.names_actor)
                .cmp(&(a.holds_words, a.names_actor))
                .then(b.score.total_cmp(&a.score))
                .then(a.passage.cmp(&b.passage))
        };
        chosen.sort_by(best_first);
        if self.request.sort != super::rank::Sort::Relevance {
            if self.request.per_article > 0 {
                chosen.truncate(self.request.per_article);
            }
            chosen.sort_by_key(|passage| passage.passage);
        }
        Ok(chosen)
    }

    fn hit(
        &mut self,
        rank: u64,
        candidate: &Candidate,
        article: ArticleRecord,
        chosen: &Chosen,
    ) -> Result<Hit, SearchError> {
        let segment = candidate.address.segment_ord;
        let (text, record) = self.searcher.passage(DocAddress::new(segment, chosen.passage))?;
        let matches = self.highlighter.matches(&text, &record.mentions, &mut self.stemmer);
        let names = &self.searcher.open.names;
        let mut actors: Vec<HitActor> = Vec::new();
        let mut seen = FxHashSet::default();
        for mention in &record.mentions {
            if let Some(actor) = names.actor_of_number(mention.number).filter(|actor| seen.insert(*actor)) {
                let actor = names.actor(actor);
                actors.push(HitActor { id: actor.id.to_owned(), name: actor.name.to_owned(), kind: actor.kind });
            }
        }
        let event_dates = record
            .times
            .iter()
            .map(|time| EventDate {
                first: time.first,
                last: time.last,
                precision: time.precision,
                surface: text.get(time.start as usize..time.end as usize).unwrap_or_default().to_owned(),
            })
            .collect();
        let unsure_date = match (self.request.published, &article.published) {
            (Some(filter), Some(date)) => {
                filter.place(i64::from(date.interval.first.0), i64::from(date.interval.last.0)) == Place::Unsure
            }
            _ => false,
        };
        Ok(Hit {
            rank,
            score: candidate.score,
            unsure: chosen.unsure || unsure_date,
            passage: HitPassage {
                number: record.number,
                start_byte: record.start_byte,
                end_byte: record.start_byte + text.len(),
                line: record.line,
                text,
                matches,
            },
            article,
            actors,
            event_dates,
        })
    }
}

impl Searcher {
    /// Whether a passage holds a word or phrase of the query as typed: for `--exact`.
    fn holds_a_word(&self, address: DocAddress, tree: &QueryTree) -> Result<bool, SearchError> {
        let (text, _) = self.passage(address)?;
        let words = Words::of(&text);
        let mut holds = false;
        if let Some(wanted) = &tree.wanted {
            wanted.walk(&mut |node| match node {
                Node::Word(word) => holds |= words.iter().any(|found| found == word.folded),
                Node::Phrase(phrase) => holds |= holds_words(&words, phrase),
                Node::Name { .. } | Node::All(_) | Node::Any(_) => {}
            });
        }
        Ok(holds)
    }
}

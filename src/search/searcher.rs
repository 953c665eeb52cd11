//! Runs a request: reads the query, finds and counts articles in one unpruned pass, looks into the best.

use super::asked::AskedActors;
use super::assemble::Assembly;
use super::columns::Columns;
use super::facets::ActorCounts;
use super::filters::Filters;
use super::highlight::Highlighter;
use super::hits::Hit;
use super::like::LikeQuery;
use super::lower::{FoundLists, Lowering};
use super::naming::ArticleNameError;
use super::query::{QueryError, TypedWord, parse_query};
use super::request::{MatchMode, Request, SearchResult};
use super::resolve::{QueryReading, Resolved, actor_numbers, resolve};
use super::rows::ArticleRows;
use super::scoring::{ArticleScoring, question_words, word_weights};
use super::stages::{Outcome, Stages};
use super::surroundings::shorten;
use super::vocabulary::Vocabulary;
use crate::actor::NameTable;
use crate::index::{ArticleRecord, Folder, FolderError, OpenIndex, PassageRecord};
use crate::text::Stemmer;
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use tantivy::directory::OwnedBytes;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

/// Why a search failed.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The query cannot be understood.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The index cannot be read.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// tantivy said no.
    #[error("the index cannot be read: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// A stored record is damaged.
    #[error("the index is damaged: a stored record cannot be read: {0}")]
    Record(#[from] serde_json::Error),
    /// A name stands for no article, or not for one.
    #[error(transparent)]
    Article(#[from] ArticleNameError),
    /// The stored annotations of a passage are damaged.
    #[error("the index is damaged: stored annotations cannot be read: {0}")]
    Annotations(#[from] postcard::Error),
}

impl SearchError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            SearchError::Query(error) => error.problem.hint(),
            SearchError::Folder(error) => error.hint().map(str::to_owned),
            SearchError::Record(_) | SearchError::Annotations(_) => Some("run: indexer --rebuild PATH".to_owned()),
            SearchError::Article(error) => error.hint(),
            SearchError::Tantivy(_) => None,
        }
    }
}

/// An index opened for searching; it sees the commit it was opened on.
pub struct Searcher {
    pub(super) open: OpenIndex,
    pub(super) tantivy: tantivy::Searcher,
    /// Of each segment.
    pub(super) columns: Vec<Columns>,
    /// What was read of articles, likewise.
    pub(super) rows: Vec<Mutex<ArticleRows>>,
    /// How many searches were begun.
    searches: AtomicU64,
    /// Counts of actors that no search uses.
    pub(super) spare_counts: Mutex<Vec<ActorCounts>>,
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
            .collect::<tantivy::Result<Vec<_>>>()?;
        let rows = columns.iter().map(|_| Mutex::default()).collect();
        Ok(Searcher { open, tantivy, columns, rows, searches: AtomicU64::new(0), spare_counts: Mutex::default() })
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
        self.searches.fetch_add(1, Ordering::Relaxed);
        let mut result = self.answer(request)?;
        let mut hits: Vec<&mut Hit> = result.result.hits.iter_mut().collect();
        self.add_context(&mut hits, request.context)?;
        if let Some(chars_max) = request.chars_max {
            let rows = result.result.timeline.iter_mut().flat_map(|timeline| &mut timeline.rows);
            result.result.hits.iter_mut().chain(rows.map(|row| &mut row.hit)).for_each(|hit| shorten(hit, chars_max));
        }
        let unknown = std::mem::take(&mut result.unknown);
        // Where one word is enough, one that no article holds takes nothing away.
        if request.mode != MatchMode::Any || result.result.counts.articles == 0 {
            result.result.suggestions = self.suggestions(request, &unknown)?;
        }
        Ok(result.result)
    }

    /// The answer without suggestions, and the words that no article holds.
    pub(super) fn answer(&self, request: &Request) -> Result<Answer, SearchError> {
        let parsed = parse_query(&request.query, request.strict)?;
        let mut stemmer = Stemmer::new();
        let reading = QueryReading::of(request);
        let vocabulary = Vocabulary { searcher: &self.tantivy, fields: &self.open.fields };
        let resolved = resolve(parsed.tree.as_ref(), reading, &self.open.names, &mut stemmer, &vocabulary)?;
        let Resolved { tree, published, event, mut actor_notes, unknown } = resolved;
        let like = request.like.as_ref().map(|name| self.like(name, request, &mut stemmer)).transpose()?;
        let tree = like.as_ref().map_or(tree.clone(), |like| like.joined(tree));
        let request = &Request { published, event, ..request.clone() };
        let mut actors = Vec::new();
        for value in &request.actors {
            let (numbers, note) = actor_numbers(&self.open.names, value, &[]);
            actors.push(numbers);
            actor_notes.extend(note);
        }
        let asked = AskedActors::new(actors, &tree);
        let asking = question_words(&request.query);
        let scoring = ArticleScoring::new(&self.tantivy, &self.open.fields, request.ranking, asking)?;
        let lowering = Lowering {
            searcher: &self.tantivy,
            fields: &self.open.fields,
            columns: &self.columns,
            scoring: &scoring,
            filters: Filters::of(request, &asked),
            found: FoundLists::default(),
        };
        let words = word_weights(&tree, &scoring)?;
        let mut stages = Stages::new(self, request, &asked, &tree, &lowering)?;
        stages.left_out = like.as_ref().map(|like| like.left_out.clone()).unwrap_or_default();
        // Without a match for an actor, or without articles, nothing is looked up and all counts are 0.
        let can_match = like.as_ref().is_none_or(LikeQuery::has_words) && asked.all_exist();
        if !can_match || scoring.articles_len() == 0 {
            stages.find_nothing();
        }
        let added_words = if request.expand { stages.expand(&words, &mut stemmer)? } else { Vec::new() };
        let Outcome { counts, ranked, stories, timeline, matrix, facets } = stages.run()?;
        let mut result = SearchResult {
            parsed: tree.to_string(),
            words,
            added_words,
            lowered: if request.explain { Some(stages.lowered()?) } else { None },
            published,
            event,
            like: like.map(|query| query.like),
            notes: parsed.notes,
            suggestions: Vec::new(),
            actor_notes,
            counts,
            hits: Vec::new(),
            timeline: None,
            matrix,
            facets,
        };
        let in_passages = stages.in_passages()?;
        let mut assembly = Assembly {
            searcher: self,
            request,
            has_words: in_passages.is_some(),
            asked: &asked,
            stories,
            rescoring: stages.rescoring(),
            highlighter: Highlighter::new(&tree, &self.open.names),
            stemmer,
            missing: FxHashMap::default(),
        };
        match timeline {
            Some((timeline, rows)) => result.timeline = Some(assembly.timeline(timeline, rows)?),
            None => {
                assembly.missing = stages.missing(&ranked[assembly.skipped(ranked.len())..])?;
                result.hits = assembly.hits(&ranked, in_passages.as_deref())?;
            }
        }
        Ok(Answer { result, unknown })
    }

    /// Whether this is not the first search, and so probably not the last.
    pub(super) fn searched_before(&self) -> bool {
        self.searches.load(Ordering::Relaxed) > 1
    }

    /// Counts of actors, all 0.
    pub(super) fn take_counts(&self) -> ActorCounts {
        let spare = self.spare_counts.lock().unwrap_or_else(PoisonError::into_inner).pop();
        spare.unwrap_or_else(|| ActorCounts::new(self.open.names.actors_len()))
    }

    /// Gives counts back, for another search.
    pub(super) fn give_counts_back(&self, mut counts: ActorCounts) {
        counts.clear();
        self.spare_counts.lock().unwrap_or_else(PoisonError::into_inner).push(counts);
    }

    /// Text and annotations of a passage.
    pub(super) fn passage(&self, address: DocAddress) -> Result<(String, PassageRecord), SearchError> {
        let document: TantivyDocument = self.tantivy.doc(address)?;
        let text = document.get_first(self.open.fields.text);
        let text = text.as_ref().and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let annotations = document.get_first(self.open.fields.annotations);
        let annotations = annotations.as_ref().and_then(|value| value.as_bytes()).unwrap_or_default();
        Ok((text, PassageRecord::from_bytes(annotations)?))
    }

    /// The stored record of an article.
    pub(super) fn article(&self, address: DocAddress) -> Result<ArticleRecord, SearchError> {
        let document: TantivyDocument = self.tantivy.doc(address)?;
        let record = document.get_first(self.open.fields.record);
        Ok(serde_json::from_str(record.as_ref().and_then(|value| value.as_str()).unwrap_or_default())?)
    }
}

/// An answer, and the words of the query that no article holds.
pub(super) struct Answer {
    pub result: SearchResult,
    pub unknown: Vec<TypedWord>,
}

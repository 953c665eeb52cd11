//! Runs a request: reads the query, finds and counts articles in one unpruned pass, looks into the best.

use super::asked::AskedActors;
use super::assemble::Assembly;
use super::columns::Columns;
use super::facets::Facets;
use super::highlight::Highlighter;
use super::lower::{Lowering, holds_words};
use super::parse::{ParseError, parse};
use super::pass::Pass;
use super::request::{ActorNote, Counts, Request, SearchResult};
use super::resolve::{QueryReading, resolve};
use super::statistics::KindStatistics;
use super::tree::{Node, Query as QueryTree};
use crate::actor::{NameRule, NameTable};
use crate::index::{ArticleRecord, DocumentKind, Folder, FolderError, OpenIndex, PassageRecord};
use crate::text::{Stemmer, Words, fold_key};
use tantivy::directory::OwnedBytes;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument, Term};

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
    /// The stored annotations of a passage are damaged.
    #[error("the index is damaged: stored annotations cannot be read: {0}")]
    Annotations(#[from] postcard::Error),
}

impl SearchError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            SearchError::Folder(error) => error.hint(),
            SearchError::Record(_) | SearchError::Annotations(_) => Some("run: indexer --rebuild PATH"),
            SearchError::Parse(_) | SearchError::Tantivy(_) => None,
        }
    }
}

/// An index opened for searching; it sees the commit it was opened on.
pub struct Searcher {
    pub(super) open: OpenIndex,
    pub(super) tantivy: tantivy::Searcher,
    /// Of each segment.
    pub(super) columns: Vec<Columns>,
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
        let holds_stem = |stem: &str| {
            let term = Term::from_field_text(self.open.fields.article_text, stem);
            self.tantivy.doc_freq(&term).is_ok_and(|articles| articles > 0)
        };
        let tree = resolve(&parsed, reading, &self.open.names, &mut stemmer, &holds_stem);
        let (actors, actor_notes) = self.resolve_actors(&request.actors);
        let mut result = SearchResult {
            parsed: tree.to_string(),
            notes: parsed.notes,
            actor_notes,
            counts: Counts::default(),
            hits: Vec::new(),
            timeline: None,
            matrix: None,
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
        let asked = AskedActors::new(actors);
        let has_articles = tantivy::query::Bm25StatisticsProvider::total_num_docs(&articles)? > 0;
        let mut pass = Pass::new(self, request, &asked);
        if asked.all_exist() && has_articles {
            let scored = lowering.articles(&tree, asked.each())?;
            let in_passages = lowering.passages(&tree);
            pass.run(&*scored, &articles, in_passages.as_deref(), &tree)?;
        }
        result.counts = pass.counts;
        let page = pass.take_candidates()?;
        let timeline = pass.take_timeline();
        result.matrix = pass.take_matrix();
        result.facets = pass.facets()?;
        let in_passages = lowering.passages(&tree);
        let mut assembly = Assembly {
            searcher: self,
            request,
            tree: &tree,
            asked: &asked,
            highlighter: Highlighter::new(&tree, &self.open.names, request.exact),
            stemmer,
        };
        match timeline {
            Some((timeline, rows)) => result.timeline = Some(assembly.timeline(timeline, rows)?),
            None => result.hits = assembly.hits(&page, in_passages.as_deref())?,
        }
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
        if !full.is_empty() {
            return full;
        }
        if !readings.is_empty() {
            return readings.into_iter().map(|reading| reading.actor).collect();
        }
        // A name in no list, and in no article as typed.
        names.spellings_of(value).into_iter().map(|found| found.actor).collect()
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

    /// Whether a passage holds a word or phrase of the query as typed: for `--exact`.
    pub(super) fn holds_a_word(&self, address: DocAddress, tree: &QueryTree) -> Result<bool, SearchError> {
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

//! One article of the index: found by its id or its file, and shown whole.

use super::assemble::event_date;
use super::columns::Columns;
use super::highlight::{Highlighter, Match};
use super::hits::{EventDate, HitActor};
use super::query::parse_query;
use super::request::Request;
use super::resolve::{QueryReading, resolve};
use super::searcher::{SearchError, Searcher};
use super::stories::{HitStory, PageStories};
use super::vocabulary::Vocabulary;
use crate::index::{ArticleRecord, PassageRecord};
use crate::text::{Span, Stemmer};
use fst::automaton::{Automaton, Levenshtein};
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::DocAddress;

/// Articles that are told of a name that is not clear, or near one that is unknown.
const TOLD_MAX: usize = 3;
/// Letters by which a near id may differ.
const NEAR_LETTERS_MAX: u32 = 2;
/// Longest id, in characters, for which near ones are looked for.
const NEAR_CHARS_MAX: usize = 40;

/// How a user names an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleName {
    /// As typed: an id, a path, or both with a colon between.
    pub typed: String,
    /// The whole as an absolute path.
    pub path: String,
    /// For each colon, what stands before it as an absolute path, and the id behind it.
    pub in_path: Vec<(String, String)>,
}

/// Why a name stands for no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArticleNameError {
    /// Nothing has it.
    #[error("no article has the id or path {typed:?}")]
    Unknown {
        /// As typed.
        typed: String,
        /// Ids and paths that are near.
        near: Vec<String>,
    },
    /// Several have it.
    #[error("{typed:?} names {articles} articles, expected one")]
    Several {
        /// As typed.
        typed: String,
        /// How many.
        articles: usize,
        /// Names of the first of them, by path and id.
        names: Vec<String>,
    },
    /// It has no copy with which it could be compared.
    #[error("no other article of the index has the story of {typed:?}")]
    Alone {
        /// As typed.
        typed: String,
    },
    /// Too many sentences.
    #[error("{typed:?} has more than {max} sentences, which is too long to be compared")]
    Long {
        /// As typed.
        typed: String,
        /// How many may be compared.
        max: usize,
    },
}

impl ArticleNameError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            ArticleNameError::Unknown { near, .. } if near.is_empty() => {
                Some("ids are printed by: search --format json".to_owned())
            }
            ArticleNameError::Unknown { near, .. } => Some(format!("did you mean {}?", near.join(", "))),
            ArticleNameError::Several { names, .. } => Some(format!("a path and an id name one: {}", names.join(", "))),
            ArticleNameError::Alone { .. } => Some("two ids compare any two articles: --diff ID ID".to_owned()),
            ArticleNameError::Long { .. } => None,
        }
    }

    /// Whether it means that nothing was found.
    pub fn is_nothing_found(&self) -> bool {
        matches!(self, ArticleNameError::Unknown { .. } | ArticleNameError::Alone { .. })
    }
}

/// A passage of a whole article.
#[derive(Debug, Clone)]
pub struct PassageOfArticle {
    /// Bytes of the article's cleaned text.
    pub span: Span,
    /// What was understood of it; its spans are bytes of the passage.
    pub record: PassageRecord,
}

/// A whole article.
#[derive(Debug, Clone)]
pub struct ArticleView {
    /// What is known of it.
    pub article: ArticleRecord,
    /// Its cleaned text.
    pub text: String,
    /// Its passages in reading order.
    pub passages: Vec<PassageOfArticle>,
    /// What of the text matches the query, in reading order.
    pub matches: Vec<Match>,
    /// The actors that it names, the most often named first, and how often.
    pub actors: Vec<(HitActor, u64)>,
    /// The dates that it tells, in reading order, with their places in the text.
    pub event_dates: Vec<(EventDate, Span)>,
    /// All its copies.
    pub story: Option<HitStory>,
    /// The query as it was understood, where one was given.
    pub parsed: Option<String>,
}

impl Searcher {
    /// The article that a name stands for.
    ///
    /// # Errors
    /// When none or several have it, or the index cannot be read.
    pub(super) fn find_article(&self, name: &ArticleName) -> Result<DocAddress, SearchError> {
        let mut found = self.articles_where(Some(&name.typed), None)?;
        if found.is_empty() {
            found = self.articles_where(None, Some(&name.path))?;
        }
        for (path, id) in &name.in_path {
            if found.is_empty() {
                found = self.articles_where(Some(id), Some(path))?;
            }
        }
        match found[..] {
            [one] => Ok(one),
            [] => {
                Err(ArticleNameError::Unknown { typed: name.typed.clone(), near: self.near_articles(&name.typed)? }
                    .into())
            }
            _ => {
                let mut names = Vec::new();
                for address in &found {
                    let columns = &self.columns[address.segment_ord as usize];
                    names.push(format!("{}:{}", text_of(&columns.path, *address)?, text_of(&columns.id, *address)?));
                }
                names.sort();
                names.truncate(TOLD_MAX);
                Err(ArticleNameError::Several { typed: name.typed.clone(), articles: found.len(), names }.into())
            }
        }
    }

    /// The living articles of this id and this path.
    fn articles_where(&self, id: Option<&str>, path: Option<&str>) -> Result<Vec<DocAddress>, SearchError> {
        let mut found = Vec::new();
        for (segment, reader) in self.tantivy.segment_readers().iter().enumerate() {
            let columns = &self.columns[segment];
            let ordinal = |column: &Option<tantivy::columnar::StrColumn>, value: Option<&str>| match (column, value) {
                (_, None) => Ok(Some(None)),
                (None, Some(_)) => Ok(None),
                (Some(column), Some(value)) => {
                    column.dictionary().term_ord(value.as_bytes()).map(|ordinal| ordinal.map(Some))
                }
            };
            let wanted = (ordinal(&columns.id, id), ordinal(&columns.path, path));
            let (Some(id), Some(path)) =
                (wanted.0.map_err(tantivy::TantivyError::from)?, wanted.1.map_err(tantivy::TantivyError::from)?)
            else {
                continue;
            };
            let holds = |column, document, wanted: Option<u64>| {
                wanted.is_none() || Columns::ordinal(column, document) == wanted
            };
            let documents = reader.doc_ids_alive();
            let of_both =
                documents.filter(|document| holds(&columns.id, *document, id) && holds(&columns.path, *document, path));
            found.extend(of_both.map(|document| DocAddress::new(segment as u32, document)));
        }
        Ok(found)
    }

    /// Ids that differ little from `typed` or begin so, and files of that name.
    fn near_articles(&self, typed: &str) -> Result<Vec<String>, SearchError> {
        let chars = typed.chars().count();
        let automaton = (3..=NEAR_CHARS_MAX).contains(&chars).then(|| {
            let letters = if chars < 5 { 1 } else { NEAR_LETTERS_MAX };
            Levenshtein::new(typed, letters).ok()
        });
        let automaton = automaton.flatten();
        let is_near = |id: &str| automaton.as_ref().is_some_and(|automaton| accepts(automaton, id));
        let begins = |id: &str| chars >= 3 && id.starts_with(typed);
        let file_name = typed.rsplit('/').next().unwrap_or(typed);
        let mut near: FxHashSet<(u8, String)> = FxHashSet::default();
        for (segment, reader) in self.tantivy.segment_readers().iter().enumerate() {
            let columns = &self.columns[segment];
            for document in reader.doc_ids_alive() {
                if columns.number.first(document).is_none() {
                    continue;
                }
                let address = DocAddress::new(segment as u32, document);
                let id = text_of(&columns.id, address)?;
                if is_near(&id) || begins(&id) {
                    near.insert((u8::from(!is_near(&id)), id));
                    continue;
                }
                let path = text_of(&columns.path, address)?;
                let name = path.rsplit('/').next().unwrap_or_default();
                if chars >= 3 && (name == file_name || name.split('.').next() == Some(file_name)) {
                    near.insert((2, path));
                }
            }
        }
        let mut near: Vec<(u8, String)> = near.into_iter().collect();
        near.sort();
        near.truncate(TOLD_MAX);
        Ok(near.into_iter().map(|(_, name)| name).collect())
    }

    /// The passages of an article, and its text.
    pub(super) fn whole(&self, address: DocAddress) -> Result<(String, Vec<PassageOfArticle>), SearchError> {
        let columns = &self.columns[address.segment_ord as usize];
        let mut text = String::new();
        let mut passages = Vec::new();
        for passage in columns.passages_of(address.doc_id) {
            let (part, record) = self.passage(DocAddress::new(address.segment_ord, passage))?;
            text.push_str(&record.space_before);
            let span = Span::new(text.len(), text.len() + part.len());
            text.push_str(&part);
            passages.push(PassageOfArticle { span, record });
        }
        Ok((text, passages))
    }

    /// The whole of an article; what matches the query of `request` is marked.
    ///
    /// # Errors
    /// When no article or several have the name, the query cannot be understood, or the index cannot be read.
    pub fn show(&self, name: &ArticleName, request: &Request) -> Result<ArticleView, SearchError> {
        let address = self.find_article(name)?;
        let mut article = self.article(address)?;
        if request.no_inferred {
            article.published = article.published.filter(|date| !date.inferred);
        }
        let (text, passages) = self.whole(address)?;
        let mut view = ArticleView {
            article,
            matches: Vec::new(),
            actors: self.actors_by_mentions(&passages),
            event_dates: Vec::new(),
            story: PageStories::of_article(self, address).story(self, address)?,
            parsed: None,
            text,
            passages,
        };
        for PassageOfArticle { span, record } in &view.passages {
            let part = span.of(&view.text);
            let times = record.times_told(request.no_inferred);
            view.event_dates.extend(times.into_iter().map(|time| {
                let place = Span::new(time.start as usize, time.end as usize).shifted(span.start);
                (event_date(part, time), place)
            }));
        }
        if !request.query.trim().is_empty() {
            self.mark(&mut view, request)?;
        }
        Ok(view)
    }

    fn mark(&self, view: &mut ArticleView, request: &Request) -> Result<(), SearchError> {
        let parsed = parse_query(&request.query, request.strict)?;
        let mut stemmer = Stemmer::new();
        let reading = QueryReading::of(request);
        let vocabulary = Vocabulary { searcher: &self.tantivy, fields: &self.open.fields };
        let resolved = resolve(parsed.tree.as_ref(), reading, &self.open.names, &mut stemmer, &vocabulary)?;
        let highlighter = Highlighter::new(&resolved.tree, &self.open.names);
        for PassageOfArticle { span, record } in &view.passages {
            let found = highlighter.matches(span.of(&view.text), &record.mentions, &mut stemmer);
            let shifted = found.into_iter().map(|found| Match { span: found.span.shifted(span.start), ..found });
            view.matches.extend(shifted);
        }
        view.parsed = Some(resolved.tree.to_string());
        Ok(())
    }

    fn actors_by_mentions(&self, passages: &[PassageOfArticle]) -> Vec<(HitActor, u64)> {
        let names = &self.open.names;
        let mut counts: FxHashMap<u32, u64> = FxHashMap::default();
        let mentions = passages.iter().flat_map(|passage| &passage.record.mentions);
        mentions
            .filter_map(|mention| names.actor_of_number(mention.number))
            .for_each(|actor| *counts.entry(actor).or_default() += 1);
        let mut actors: Vec<(HitActor, u64)> = counts
            .into_iter()
            .map(|(actor, count)| {
                let actor = names.actor(actor);
                (HitActor { id: actor.id.to_owned(), name: actor.name.to_owned(), kind: actor.kind }, count)
            })
            .collect();
        actors.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.id.cmp(&b.0.id)));
        actors
    }
}

fn accepts(automaton: &Levenshtein, word: &str) -> bool {
    let end = word.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte));
    automaton.is_match(&end)
}

fn text_of(column: &Option<tantivy::columnar::StrColumn>, address: DocAddress) -> Result<String, SearchError> {
    Columns::ordinal(column, address.doc_id)
        .map_or_else(|| Ok(String::new()), |ordinal| Ok(Columns::text(column, ordinal)?))
}

//! One article of the index, shown whole.

use super::assemble::event_date;
use super::highlight::{Highlighter, Match};
use super::hits::{EventDate, HitActor};
use super::naming::ArticleName;
use super::query::parse_query;
use super::request::Request;
use super::resolve::{QueryReading, resolve};
use super::searcher::{SearchError, Searcher};
use super::stories::{HitStory, PageStories};
use super::vocabulary::Vocabulary;
use crate::index::{ArticleRecord, PassageRecord};
use crate::text::{Span, Stemmer};
use rustc_hash::FxHashMap;
use tantivy::DocAddress;

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
    /// What of the title matches the query, in reading order; nothing of a derived one.
    pub title_matches: Vec<Match>,
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
            title_matches: Vec::new(),
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
        view.title_matches = highlighter.title_matches(&view.article, &mut stemmer);
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

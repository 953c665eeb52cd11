//! The second pass: the passages of the best articles, and the hits made of them.

use super::asked::AskedActors;
use super::classify::Place;
use super::filters::Filters;
use super::highlight::Highlighter;
use super::hits::{EventDate, Hit, HitActor, HitPassage};
use super::rank::{Candidate, Ranked, Sort};
use super::request::Request;
use super::scoring::Rescoring;
use super::scoring::ScoreParts;
use super::searcher::{SearchError, Searcher};
use super::statistics::KindStatistics;
use super::stories::PageStories;
use super::timeline::{RowOfPage, Timeline, TimelineRow};
use super::walk::keep_shown;
use crate::index::{ArticleRecord, DocumentKind, PassageRecord, TimeRecord};
use crate::text::Stemmer;
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocId};

/// What is needed to make hits.
pub(super) struct Assembly<'a> {
    pub searcher: &'a Searcher,
    pub request: &'a Request,
    /// Whether the query asks for words of passages.
    pub has_words: bool,
    pub asked: &'a AskedActors,
    pub stories: PageStories<'a>,
    /// The words for the second stage, where there is one.
    pub rescoring: Option<&'a Rescoring<'a>>,
    pub highlighter: Highlighter,
    pub stemmer: Stemmer,
    /// Bare words that articles lack.
    pub missing: FxHashMap<DocAddress, Vec<String>>,
}

/// Which passage a hit shows, and where the hit stands.
struct HitPlace {
    rank: u64,
    /// Of the article.
    address: DocAddress,
    score: f32,
    parts: ScoreParts,
    passage: DocId,
    /// Whether the filter on events cannot place the passage.
    unsure: bool,
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
    /// The hits of the page; `page` are the best articles up to its end.
    pub fn hits(&mut self, page: &[Ranked], in_passages: Option<&dyn Query>) -> Result<Vec<Hit>, SearchError> {
        let Request { limit, offset, per_article, .. } = *self.request;
        let mut hits = Vec::new();
        if limit == 0 {
            return Ok(hits);
        }
        if self.request.sort.ranks_passages() {
            return self.hits_of_passages(page);
        }
        let skipped = self.skipped(page.len());
        let mut passed = skipped;
        let scores = self.passage_scores(&page[skipped..], in_passages)?;
        for (Ranked { candidate, parts, .. }, scores) in page[skipped..].iter().zip(scores) {
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
                    None => article.insert(self.article(candidate.address)?).clone(),
                };
                let place = HitPlace {
                    rank: passed as u64,
                    address: candidate.address,
                    score: candidate.score,
                    parts: *parts,
                    passage: passage.passage,
                    unsure: passage.unsure,
                };
                hits.push(self.hit(place, record)?);
                if hits.len() >= limit {
                    return Ok(hits);
                }
            }
        }
        Ok(hits)
    }

    /// How many articles of the ranking are passed over whole: with one passage for each article a hit is an article.
    pub fn skipped(&self, ranked_len: usize) -> usize {
        if self.request.per_article == 1 { self.request.offset.min(ranked_len) } else { 0 }
    }

    /// The hits of a page of passages.
    fn hits_of_passages(&mut self, page: &[Ranked]) -> Result<Vec<Hit>, SearchError> {
        let filters = Filters::of(self.request, self.asked);
        let mut hits = Vec::new();
        for (index, Ranked { candidate, parts, .. }) in page.iter().enumerate().skip(self.request.offset) {
            let Some(passage) = candidate.passage else { continue };
            let Candidate { address, score, .. } = *candidate;
            let columns = &self.searcher.columns[address.segment_ord as usize];
            let unsure = filters.passage(columns, address.doc_id, passage) == Some(Place::Unsure);
            let article = self.article(address)?;
            let place = HitPlace { rank: index as u64 + 1, address, score, parts: *parts, passage, unsure };
            hits.push(self.hit(place, article)?);
        }
        Ok(hits)
    }

    /// A timeline with the rows of its page.
    pub fn timeline(&mut self, mut timeline: Timeline, page: Vec<RowOfPage>) -> Result<Timeline, SearchError> {
        for (row, rank) in page.into_iter().zip(self.request.offset as u64 + 1..) {
            let RowOfPage { days, articles, passages, best } = row;
            let article = self.article(best.address)?;
            let parts = ScoreParts::of_words(best.score);
            let (address, score, passage) = (best.address, best.score, best.passage);
            let place = HitPlace { rank, address, score, parts, passage, unsure: false };
            let hit = self.hit(place, article)?;
            timeline.rows.push(TimelineRow { first: days.first, last: days.last, articles, passages, hit });
        }
        Ok(timeline)
    }

    /// The record of an article, as far as its dates count.
    fn article(&self, address: DocAddress) -> Result<ArticleRecord, SearchError> {
        let mut article = self.searcher.article(address)?;
        if self.request.no_inferred {
            article.published = article.published.filter(|date| !date.inferred);
        }
        Ok(article)
    }

    /// For each candidate, the passages that hold query words, with their scores.
    fn passage_scores(
        &self,
        page: &[Ranked],
        in_passages: Option<&dyn Query>,
    ) -> Result<Vec<Vec<(DocId, f32)>>, SearchError> {
        let mut scores: Vec<Vec<(DocId, f32)>> = vec![Vec::new(); page.len()];
        let Some(query) = in_passages.filter(|_| !page.is_empty()) else { return Ok(scores) };
        let searcher = self.searcher;
        let statistics = KindStatistics::new(&searcher.tantivy, &searcher.open.fields, DocumentKind::Passage)?;
        let weight = query.weight(EnableScoring::enabled_from_statistics_provider(&statistics, &searcher.tantivy))?;
        let mut order: Vec<usize> = (0..page.len()).collect();
        order.sort_unstable_by_key(|index| page[*index].candidate.address);
        let mut open: Option<(u32, Box<dyn tantivy::query::Scorer>)> = None;
        for index in order {
            let DocAddress { segment_ord, doc_id: article } = page[index].candidate.address;
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
                scores[index].push((passage, scorer.score()));
                passage = scorer.advance();
            }
        }
        self.add_places(page, &mut scores)?;
        Ok(scores)
    }

    /// Adds what passages gain by words that stand together in them, and by standing first.
    fn add_places(&self, page: &[Ranked], scores: &mut [Vec<(DocId, f32)>]) -> Result<(), SearchError> {
        let Some(rescoring) = self.rescoring else { return Ok(()) };
        let searcher = self.searcher;
        let articles: Vec<DocAddress> = page.iter().map(|ranked| ranked.candidate.address).collect();
        let gains = rescoring.in_passages(&searcher.tantivy, &searcher.columns, &articles)?;
        for ((address, gains), scores) in articles.iter().zip(&gains).zip(scores) {
            let passages = searcher.columns[address.segment_ord as usize].passages_of(address.doc_id);
            let lead = self.request.ranking.passage_lead / passages.len().max(1) as f32;
            for (passage, score) in scores {
                let number = (*passage - passages.start) as usize;
                *score += gains.get(number).copied().unwrap_or(0.0) + lead * (passages.len() - 1 - number) as f32;
            }
        }
        Ok(())
    }

    /// The passages of an article that are shown, best first (in reading order when sorted by date).
    fn choose(&self, candidate: &Candidate, scores: &[(DocId, f32)]) -> Result<Vec<Chosen>, SearchError> {
        let columns = &self.searcher.columns[candidate.address.segment_ord as usize];
        let filters = Filters::of(self.request, self.asked);
        let article = candidate.address.doc_id;
        let mut scored = scores.iter().peekable();
        let mut chosen: Vec<Chosen> = Vec::new();
        for passage in columns.passages_of(article) {
            let score = scored.next_if(|(scored, _)| *scored == passage).map(|(_, score)| *score);
            let Some(place) = filters.passage(columns, article, passage) else { continue };
            chosen.push(Chosen {
                passage,
                score: score.unwrap_or(0.0),
                holds_words: score.is_some(),
                names_actor: self.asked.one_is_named(columns, passage),
                unsure: place == Place::Unsure,
            });
        }
        keep_shown(&mut chosen, &filters, self.has_words, |passage| passage.holds_words);
        let best_first = |a: &Chosen, b: &Chosen| {
            (b.holds_words, b.names_actor)
                .cmp(&(a.holds_words, a.names_actor))
                .then(b.score.total_cmp(&a.score))
                .then(a.passage.cmp(&b.passage))
        };
        chosen.sort_by(best_first);
        if self.request.sort != Sort::Relevance {
            if self.request.per_article > 0 {
                chosen.truncate(self.request.per_article);
            }
            chosen.sort_by_key(|passage| passage.passage);
        }
        Ok(chosen)
    }

    fn hit(&mut self, place: HitPlace, article: ArticleRecord) -> Result<Hit, SearchError> {
        let HitPlace { rank, address, score, parts, passage, unsure } = place;
        let (text, record) = self.searcher.passage(DocAddress::new(address.segment_ord, passage))?;
        let matches = self.highlighter.matches(&text, &record.mentions, &mut self.stemmer);
        let title_matches = self.highlighter.title_matches(&article, &mut self.stemmer);
        let names = &self.searcher.open.names;
        let mut actors: Vec<HitActor> = Vec::new();
        let mut seen = FxHashSet::default();
        for mention in &record.mentions {
            if let Some(actor) = names.actor_of_number(mention.number).filter(|actor| seen.insert(*actor)) {
                let actor = names.actor(actor);
                actors.push(HitActor { id: actor.id.to_owned(), name: actor.name.to_owned(), kind: actor.kind });
            }
        }
        let event_dates = event_dates(&text, &record, self.request.no_inferred);
        let unsure_date = match (self.request.published, &article.published) {
            (Some(filter), Some(date)) => {
                filter.place(i64::from(date.interval.first.0), i64::from(date.interval.last.0)) == Place::Unsure
            }
            _ => false,
        };
        Ok(Hit {
            rank,
            score,
            story: self.stories.story(self.searcher, address)?,
            score_parts: parts,
            missing: self.missing.get(&address).cloned().unwrap_or_default(),
            unsure: unsure || unsure_date,
            passage: HitPassage {
                number: record.number,
                start_byte: record.start_byte,
                end_byte: record.start_byte + text.len(),
                line: record.line,
                text,
                matches,
                cut_before: false,
                cut_after: false,
            },
            context: Vec::new(),
            address: DocAddress::new(address.segment_ord, passage),
            article,
            title_matches,
            actors,
            event_dates,
        })
    }
}

/// The dates that a passage tells, in reading order; without inferred ones, what is known without them.
fn event_dates(text: &str, record: &PassageRecord, no_inferred: bool) -> Vec<EventDate> {
    record.times_told(no_inferred).into_iter().map(|time| event_date(text, time)).collect()
}

/// A date that a passage tells.
pub(super) fn event_date(text: &str, time: &TimeRecord) -> EventDate {
    EventDate {
        first: time.first,
        last: time.last,
        precision: time.precision,
        inferred: time.inferred,
        surface: text.get(time.start as usize..time.end as usize).unwrap_or_default().to_owned(),
    }
}

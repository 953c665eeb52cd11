//! The stages of an answer: find and count all matches, score the best again, fill what the page lacks.

use super::asked::AskedActors;
use super::facets::Facets;
use super::lower::Lowering;
use super::matrix::Matrix;
use super::missing::missing_words;
use super::pass::Pass;
use super::rank::{Candidate, Ranked, Sort};
use super::request::{Counts, MatchMode, Request};
use super::scoring::{READ_ARTICLES, RESCORED_ARTICLES, Rescoring, ScoreParts, ScoredTerm, WordWeight, best_words};
use super::searcher::{SearchError, Searcher};
use super::stories::PageStories;
use super::timeline::{RowOfPage, Timeline};
use super::tree::{Most, Query as QueryTree};
use crate::index::StoryNumber;
use crate::text::Stemmer;
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::{DocAddress, Term};

/// A query on its way to an answer.
pub(super) struct Stages<'a> {
    searcher: &'a Searcher,
    request: &'a Request,
    asked: &'a AskedActors,
    tree: &'a QueryTree,
    lowering: &'a Lowering<'a>,
    rescoring: Option<Rescoring<'a>>,
    /// Words that are added to the ranking.
    added: Vec<WordWeight>,
    finds_nothing: bool,
    /// Articles that are not shown though they match.
    pub left_out: FxHashSet<DocAddress>,
}

/// What was found, before hits are made of it.
pub(super) struct Outcome<'a> {
    pub counts: Counts,
    /// The ranking up to the end of the page: what has all words, then what fills the page.
    pub ranked: Vec<Ranked>,
    pub stories: PageStories<'a>,
    pub timeline: Option<(Timeline, Vec<RowOfPage>)>,
    pub matrix: Option<Matrix>,
    pub facets: Facets,
}

impl<'a> Stages<'a> {
    pub fn new(
        searcher: &'a Searcher,
        request: &'a Request,
        asked: &'a AskedActors,
        tree: &'a QueryTree,
        lowering: &'a Lowering<'a>,
    ) -> Result<Self, SearchError> {
        let rescoring = if request.sort == Sort::Relevance { Rescoring::of(tree, lowering.scoring)? } else { None };
        Ok(Stages {
            searcher,
            request,
            asked,
            tree,
            lowering,
            rescoring,
            added: Vec::new(),
            finds_nothing: false,
            left_out: FxHashSet::default(),
        })
    }

    /// Nothing is to be looked up.
    pub fn find_nothing(&mut self) {
        self.finds_nothing = true;
    }

    /// Adds the words of the best articles to the ranking; `words` are those of the query.
    pub fn expand(&mut self, words: &[WordWeight], stemmer: &mut Stemmer) -> Result<Vec<WordWeight>, SearchError> {
        let plain = Request { limit: READ_ARTICLES, offset: 0, sort: Sort::Relevance, ..self.bare_request() };
        let mut pass = self.pass(&plain);
        self.look(&mut pass, self.tree)?;
        let best = self.ranked(&mut pass, READ_ARTICLES)?;
        let best: Vec<(DocAddress, f32)> = best
            .iter()
            .take(READ_ARTICLES)
            .map(|ranked| (ranked.candidate.address, ranked.candidate.score))
            .filter(|(_, score)| *score > 0.0)
            .collect();
        let asked_for = words.iter().filter(|word| word.weight > 0.0).count() as f32;
        self.added = best_words(self.searcher, self.lowering.scoring, &best, asked_for, stemmer)?;
        Ok(self.added.clone())
    }

    /// The words for the second stage, where there is one.
    pub fn rescoring(&self) -> Option<&Rescoring<'a>> {
        self.rescoring.as_ref()
    }

    fn pass<'p>(&self, request: &'p Request) -> Pass<'p>
    where
        'a: 'p,
    {
        let mut pass = Pass::new(self.searcher, request, self.asked);
        pass.left_out.clone_from(&self.left_out);
        pass
    }

    /// Runs all stages.
    pub fn run(&self) -> Result<Outcome<'a>, SearchError> {
        let mut pass = self.pass(self.request);
        self.look(&mut pass, self.tree)?;
        let mut counts = pass.counts;
        let wanted = self.request.offset.saturating_add(self.request.limit);
        let mut ranked = self.ranked(&mut pass, wanted)?;
        ranked.truncate(wanted);
        let mut stories = pass.stories_of(&ranked);
        let timeline = pass.take_timeline()?;
        let matrix = pass.take_matrix();
        let facets = pass.facets()?;
        if ranked.len() < wanted && self.fills() {
            let tree = QueryTree { most: Some(Most::Partial), ..self.tree.clone() };
            let request = self.bare_request();
            let mut pass = self.pass(&request);
            self.look(&mut pass, &tree)?;
            counts.partial = Some(pass.counts.articles);
            // What stands for its story already is told there.
            let shown: FxHashSet<StoryNumber> = ranked.iter().filter_map(|ranked| ranked.candidate.story).collect();
            let mut partial = self.ranked(&mut pass, wanted)?;
            partial.retain(|ranked| ranked.candidate.story.is_none_or(|story| !shown.contains(&story)));
            partial.truncate(wanted - ranked.len());
            stories.join(pass.stories_of(&partial));
            ranked.extend(partial.into_iter().map(|ranked| Ranked { partial: true, ..ranked }));
        }
        Ok(Outcome { counts, ranked, stories, timeline, matrix, facets })
    }

    /// The bare words that each of these articles lacks, where it may lack some.
    pub fn missing(&self, ranked: &[Ranked]) -> Result<FxHashMap<DocAddress, Vec<String>>, SearchError> {
        let may_lack = |ranked: &&Ranked| ranked.partial || self.tree.most.is_some();
        let articles: Vec<DocAddress> = ranked.iter().filter(may_lack).map(|ranked| ranked.candidate.address).collect();
        if articles.is_empty() {
            return Ok(FxHashMap::default());
        }
        let missing = missing_words(self.searcher, self.lowering, self.tree, &articles)?;
        Ok(articles.into_iter().zip(missing).collect())
    }

    /// The query as it is handed to the index.
    pub fn lowered(&self) -> Result<String, SearchError> {
        Ok(format!("{:?}", self.lowered_query(self.tree)?))
    }

    /// The request, to find the best articles and nothing else.
    fn bare_request(&self) -> Request {
        Request { facets: Vec::new(), timeline: None, matrix: None, ..self.request.clone() }
    }

    /// Whether there is anything to fill the page with: articles that lack one of several bare words.
    fn fills(&self) -> bool {
        let Request { mode, fill, limit, .. } = *self.request;
        let has_hits = self.request.timeline.is_none() && self.request.matrix.is_none() && limit > 0;
        fill && mode == MatchMode::All && has_hits && self.tree.bare.len() > 1
    }

    fn look(&self, pass: &mut Pass<'_>, tree: &QueryTree) -> Result<(), SearchError> {
        if self.finds_nothing {
            return Ok(());
        }
        let query = self.lowered_query(tree)?;
        let certain = self.lowering.certain(tree)?;
        pass.run(&*query, self.lowering.passages(tree)?.as_deref(), certain.as_deref())
    }

    /// The query that scores passages by their words, if it asks for any.
    pub fn in_passages(&self) -> Result<Option<Box<dyn Query>>, SearchError> {
        if self.finds_nothing { Ok(None) } else { Ok(self.lowering.passages(self.tree)?) }
    }

    /// The query over articles, with the added words, which match nothing by themselves.
    fn lowered_query(&self, tree: &QueryTree) -> Result<Box<dyn Query>, SearchError> {
        let query = self.lowering.articles(tree, self.asked.each())?;
        if self.added.is_empty() {
            return Ok(query);
        }
        let scoring = self.lowering.scoring;
        let added = self.added.iter().map(|word| {
            let term = Term::from_field_text(scoring.fields.article_text, &word.stem);
            let query: Box<dyn Query> = Box::new(ScoredTerm::new(term, scoring.bm25(word.weight)));
            (Occur::Should, query)
        });
        Ok(Box::new(BooleanQuery::new(std::iter::once((Occur::Must, query)).chain(added).collect())))
    }

    /// What a pass found, the best first, of which the first `shown` may be shown. The best are scored again and put in their
    /// new order; the rest follows as it was.
    fn ranked(&self, pass: &mut Pass<'_>, shown: usize) -> Result<Vec<Ranked>, SearchError> {
        // The order among those that are scored again does not matter yet, but which of them are does.
        let scored_again = if self.rescoring.is_some() { RESCORED_ARTICLES } else { 0 };
        let mut candidates = pass.take_candidates(scored_again..shown.max(scored_again + 1))?;
        let ranked = |candidate: Candidate, parts: ScoreParts| Ranked { candidate, parts, partial: false };
        let of_words = |candidate: Candidate| ranked(candidate, ScoreParts::of_words(candidate.score));
        let Some(rescoring) = &self.rescoring else { return Ok(candidates.into_iter().map(of_words).collect()) };
        let rest = candidates.split_off(candidates.len().min(RESCORED_ARTICLES));
        let best: Vec<(DocAddress, f32)> = candidates.iter().map(|best| (best.address, best.score)).collect();
        let parts = rescoring.parts(&self.searcher.tantivy, &self.searcher.columns, &best)?;
        let by_address: FxHashMap<DocAddress, ScoreParts> =
            best.iter().map(|(address, _)| *address).zip(parts.iter().copied()).collect();
        let rescored = candidates.into_iter().zip(&parts).map(|(best, parts)| best.rescored(parts.total())).collect();
        let ordered = Pass::order(self.searcher, rescored, shown)?;
        let parts_of = |candidate: &Candidate| by_address.get(&candidate.address).copied().unwrap_or_default();
        let ordered = ordered.into_iter().map(|candidate| ranked(candidate, parts_of(&candidate)));
        Ok(ordered.chain(rest.into_iter().map(of_words)).collect())
    }
}

//! From the tree to tantivy queries: one that finds and scores articles, one that scores passages.
//!
//! The only module that knows how a node is looked up; another engine would be another lowering.

mod fields;
mod found;
mod lists;
mod part;
mod positions;
mod wanted;

pub(super) use found::FoundLists;

use self::found::{Days, Wanted};
use super::columns::Columns;
use super::filters::Filters;
use super::listed::ListedQuery;
use super::most::MostQuery;
use super::scoring::{ArticleScoring, Bm25, ScoredTerm};
use super::together::Together;
use super::tree::{Most, Node, Query as QueryTree, QueryWord};
use super::words::WordSet;
use crate::index::{DocumentKind, Fields};
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, TantivyError, Term};

/// Score of a passage that holds another form of a name, beside the BM25 of words: about that of one
/// rare word.
const NAME_IN_PASSAGE_SCORE: f32 = 4.0;

/// What lowering needs to know of the index.
pub(super) struct Lowering<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub columns: &'a [Columns],
    pub scoring: &'a ArticleScoring<'a>,
    /// The filters of the request, for dates that stand in the tree.
    pub filters: Filters<'a>,
    /// What was found once: articles and passages ask for the same.
    pub found: FoundLists,
}

/// Where a node is looked for, and which articles it takes of those that a date cannot place.
#[derive(Debug, Clone, Copy, Default)]
struct Scope {
    in_title: bool,
    /// Only what is sure to match; else all that may.
    certain: bool,
    /// Under a NOT.
    negated: bool,
}

impl Scope {
    fn placed(self, days: Days) -> Wanted {
        Wanted::Placed { days, only_inside: self.certain != self.negated }
    }
}

/// What a text is: a passage, or the title of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Passage,
    Title,
}

impl Lowering<'_> {
    /// The query that matches and scores articles: the tree, and one of each list of name numbers. Where dates stand in the
    /// tree, it matches what may match.
    pub fn articles(&self, tree: &QueryTree, actors: &[Vec<u32>]) -> tantivy::Result<Box<dyn Query>> {
        self.all_of(tree, actors, Scope::default())
    }

    /// The articles that match for sure; `None` where these are all that may.
    pub fn certain(&self, tree: &QueryTree) -> tantivy::Result<Option<Box<dyn Query>>> {
        let scope = Scope { certain: true, ..Scope::default() };
        tree.has_dates().then(|| self.all_of(tree, &[], scope)).transpose()
    }

    fn all_of(&self, tree: &QueryTree, actors: &[Vec<u32>], scope: Scope) -> tantivy::Result<Box<dyn Query>> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        match &tree.wanted {
            Some(Node::All(nodes)) if tree.most.is_some() => self.most(tree, nodes, scope, &mut clauses)?,
            Some(node) => clauses.push((Occur::Must, self.article_node(node, scope)?)),
            None => clauses.push((Occur::Must, self.every_article())),
        }
        for numbers in actors {
            clauses.push((Occur::Must, Box::new(ListedQuery::new(self.list(Wanted::Names(numbers.clone()))?, None))));
        }
        for node in &tree.excluded {
            clauses.push((Occur::MustNot, self.article_node(node, Scope { negated: !scope.negated, ..scope })?));
        }
        if clauses.len() == 1 {
            return Ok(clauses.remove(0).1);
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn every_article(&self) -> Box<dyn Query> {
        let term = Term::from_field_u64(self.fields.kind, DocumentKind::Article.code());
        Box::new(ConstScoreQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 0.0))
    }

    fn article_node(&self, node: &Node, scope: Scope) -> tantivy::Result<Box<dyn Query>> {
        let listed = |wanted, bm25: Option<Bm25>| -> tantivy::Result<Box<dyn Query>> {
            let scoring = bm25.map(|bm25| (bm25, self.fields.article_text));
            Ok(Box::new(ListedQuery::new(self.list(wanted)?, scoring)))
        };
        let bm25 = |node: &Node| Ok::<_, TantivyError>(Some(self.scoring.bm25(self.scoring.information_of(node)?)));
        Ok(match node {
            Node::Word(word) => self.article_word(word, scope)?,
            Node::Words(words) if scope.in_title => {
                listed(Wanted::Together { together: Together::Words(words.clone()), title_alone: true }, bm25(node)?)?
            }
            Node::Words(words) => self.article_words(words)?,
            Node::Phrase(words) => {
                listed(Wanted::Phrase { words: words.clone(), title_alone: scope.in_title }, bm25(node)?)?
            }
            Node::Together(together) => {
                listed(Wanted::Together { together: together.clone(), title_alone: scope.in_title }, bm25(node)?)?
            }
            Node::Name { literal, numbers, .. } => {
                let other_forms = listed(Wanted::Names(numbers.clone()), bm25(literal)?)?;
                // The better of the two: an article that holds both forms is not counted twice.
                Box::new(DisjunctionMaxQuery::new(vec![self.article_node(literal, scope)?, other_forms]))
            }
            Node::Title(node) => self.article_node(node, Scope { in_title: true, ..scope })?,
            Node::Actor { numbers, .. } => listed(Wanted::Names(numbers.clone()), None)?,
            Node::Metadata(metadata, value) => listed(Wanted::Metadata(*metadata, value.clone()), None)?,
            Node::Published(days) => listed(scope.placed(Days::Published(*days)), None)?,
            Node::Event(days) => listed(scope.placed(Days::Event(*days)), None)?,
            Node::Not(node) => {
                let negated = Scope { negated: !scope.negated, ..scope };
                let clauses =
                    vec![(Occur::Must, self.every_article()), (Occur::MustNot, self.article_node(node, negated)?)];
                Box::new(BooleanQuery::new(clauses))
            }
            Node::All(nodes) => self.boolean(nodes, Occur::Must, scope)?,
            Node::Any(nodes) => self.boolean(nodes, Occur::Should, scope)?,
            Node::Boost(node, weight) => Box::new(BoostQuery::new(self.article_node(node, scope)?, *weight)),
        })
    }

    fn boolean(&self, nodes: &[Node], occur: Occur, scope: Scope) -> tantivy::Result<Box<dyn Query>> {
        let mut clauses = nodes
            .iter()
            .map(|node| Ok((occur, self.article_node(node, scope)?)))
            .collect::<tantivy::Result<Vec<_>>>()?;
        Ok(match clauses.len() {
            0 => Box::new(EmptyQuery),
            1 => clauses.remove(0).1,
            _ => Box::new(BooleanQuery::new(clauses)),
        })
    }

    fn article_word(&self, word: &QueryWord, scope: Scope) -> tantivy::Result<Box<dyn Query>> {
        let stem = Term::from_field_text(self.fields.article_text, &word.stem);
        let scored = Box::new(ScoredTerm::new(stem, self.scoring.bm25(self.scoring.information(word)?)));
        if !scope.in_title {
            return Ok(scored);
        }
        // What stands in the title stands in the article's text too, where words are weighed.
        let in_title = Term::from_field_text(self.fields.title_text, &word.stem);
        let in_title = ConstScoreQuery::new(Box::new(TermQuery::new(in_title, IndexRecordOption::Basic)), 0.0);
        Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, scored), (Occur::Must, Box::new(in_title))])))
    }

    /// Articles with one of some words: scored as one word that stands in all of them, as often as different ones do.
    fn article_words(&self, words: &WordSet) -> tantivy::Result<Box<dyn Query>> {
        let lists = self.list(Wanted::Words(words.clone()))?;
        let found: usize = lists.values().map(|list| list.len()).sum();
        let bm25 = self.scoring.bm25(self.scoring.information_of_frequency(found as u64));
        Ok(Box::new(ListedQuery::new(lists, Some((bm25, self.fields.article_text)))))
    }

    /// Most of the bare nodes, all of the rest.
    fn most(
        &self,
        tree: &QueryTree,
        nodes: &[Node],
        scope: Scope,
        clauses: &mut Vec<(Occur, Box<dyn Query>)>,
    ) -> tantivy::Result<()> {
        let mut bare = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            let query = self.article_node(node, scope)?;
            if tree.bare.contains(&at) {
                bare.push((query, self.scoring.information_held(node)?));
            } else {
                clauses.push((Occur::Must, query));
            }
        }
        if !bare.is_empty() {
            clauses.push((Occur::Must, Box::new(MostQuery::new(bare, tree.most == Some(Most::Partial)))));
        }
        Ok(())
    }

    /// The bare nodes of a query, each with the query that finds it.
    pub fn bare_nodes<'t>(&self, tree: &'t QueryTree) -> tantivy::Result<Vec<(&'t Node, Box<dyn Query>)>> {
        tree.bare_nodes().map(|node| Ok((node, self.article_node(node, Scope::default())?))).collect()
    }

    fn phrase_query(&self, field: Field, words: &[QueryWord]) -> PhraseQuery {
        PhraseQuery::new(words.iter().map(|word| Term::from_field_text(field, &word.stem)).collect())
    }

    /// The query that scores passages by the words they hold; `None` when the query asks for no words of passages.
    pub fn passages(&self, tree: &QueryTree) -> tantivy::Result<Option<Box<dyn Query>>> {
        tree.wanted.as_ref().map_or(Ok(None), |node| self.passage_node(node))
    }

    fn passage_node(&self, node: &Node) -> tantivy::Result<Option<Box<dyn Query>>> {
        Ok(Some(match node {
            Node::Word(word) => {
                let term = Term::from_field_text(self.fields.passage_text, &word.stem);
                Box::new(ScoredTerm::new(term, self.scoring.passage_word(word)?))
            }
            Node::Words(words) => self.passage_words(words)?,
            Node::Phrase(words) => Box::new(self.phrase_query(self.fields.passage_text, words)),
            Node::Together(together) => {
                let lists = self.list(Wanted::PassagesTogether(together.clone()))?;
                let found: usize = lists.values().map(|list| list.len()).sum();
                let bm25 = self.scoring.passage_bm25(found as u64)?;
                Box::new(ListedQuery::new(lists, Some((bm25, self.fields.passage_text))))
            }
            Node::Name { literal, numbers, .. } => {
                let forms = numbers
                    .iter()
                    .map(|number| {
                        let term = Term::from_field_u64(self.fields.names, u64::from(*number));
                        let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
                        (Occur::Should, query)
                    })
                    .collect::<Vec<_>>();
                let forms: Box<dyn Query> =
                    Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(forms)), NAME_IN_PASSAGE_SCORE));
                Box::new(DisjunctionMaxQuery::new(self.passage_node(literal)?.into_iter().chain([forms]).collect()))
            }
            Node::All(nodes) | Node::Any(nodes) => {
                let mut clauses = Vec::new();
                for node in nodes {
                    clauses.extend(self.passage_node(node)?.map(|query| (Occur::Should, query)));
                }
                match clauses.len() {
                    0 => return Ok(None),
                    _ => Box::new(BooleanQuery::new(clauses)),
                }
            }
            Node::Boost(node, weight) => {
                let Some(query) = self.passage_node(node)? else { return Ok(None) };
                Box::new(BoostQuery::new(query, *weight))
            }
            Node::Title(_)
            | Node::Actor { .. }
            | Node::Metadata(..)
            | Node::Published(_)
            | Node::Event(_)
            | Node::Not(_) => return Ok(None),
        }))
    }

    /// Passages with one of some words, likewise.
    fn passage_words(&self, words: &WordSet) -> tantivy::Result<Box<dyn Query>> {
        let lists = self.list(Wanted::PassagesWith(words.clone()))?;
        let found: usize = lists.values().map(|list| list.len()).sum();
        let bm25 = self.scoring.passage_bm25(found as u64)?;
        Ok(Box::new(ListedQuery::new(lists, Some((bm25, self.fields.passage_text)))))
    }
}

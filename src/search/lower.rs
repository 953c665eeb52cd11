//! From the tree to tantivy queries: one that finds and scores articles, one that scores passages.
//!
//! The only module that knows how a node is looked up; another engine would be another lowering.

use super::columns::Columns;
use super::listed::{ListedQuery, SegmentList, gather};
use super::statistics::KindStatistics;
use super::tree::{Node, Query as QueryTree, QueryWord};
use crate::index::{DocumentKind, Fields};
use crate::text::Words;
use rustc_hash::FxHashMap;
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{
    Bm25Weight, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EnableScoring, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Searcher, TERMINATED, TantivyDocument, Term};

/// Score of a passage that holds another form of a name, beside the BM25 of words: about that of one
/// rare word.
const NAME_IN_PASSAGE_SCORE: f32 = 4.0;

/// What lowering needs to know of the index.
pub(super) struct Lowering<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub columns: &'a [Columns],
    pub articles: &'a KindStatistics<'a>,
    /// Words count as typed: no stems.
    pub exact: bool,
}

impl Lowering<'_> {
    /// The query that matches and scores articles: the tree, and one of each list of name numbers.
    pub fn articles(&self, tree: &QueryTree, actors: &[Vec<u32>]) -> tantivy::Result<Box<dyn Query>> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        match &tree.wanted {
            Some(node) => clauses.push((Occur::Must, self.article_node(node)?)),
            None => clauses.push((Occur::Must, self.every_article())),
        }
        for numbers in actors {
            clauses.push((Occur::Must, Box::new(ListedQuery::new(self.list_names(numbers)?, None))));
        }
        for node in &tree.excluded {
            clauses.push((Occur::MustNot, self.article_node(node)?));
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

    fn article_node(&self, node: &Node) -> tantivy::Result<Box<dyn Query>> {
        Ok(match node {
            Node::Word(word) => self.article_word(word),
            Node::Phrase(words) => {
                let weight = self.literal_weight(node)?;
                let lists = self.list_phrase(words)?;
                Box::new(ListedQuery::new(lists, weight.map(|weight| (weight, self.fields.article_text))))
            }
            Node::Name { literal, numbers, .. } => {
                let weight = self.literal_weight(literal)?;
                let lists = self.list_names(numbers)?;
                let other_forms = ListedQuery::new(lists, weight.map(|weight| (weight, self.fields.article_text)));
                // The better of the two: an article that holds both forms is not counted twice.
                Box::new(DisjunctionMaxQuery::new(vec![self.article_node(literal)?, Box::new(other_forms)]))
            }
            Node::All(nodes) => self.boolean(nodes, Occur::Must)?,
            Node::Any(nodes) => self.boolean(nodes, Occur::Should)?,
        })
    }

    fn boolean(&self, nodes: &[Node], occur: Occur) -> tantivy::Result<Box<dyn Query>> {
        let clauses =
            nodes.iter().map(|node| Ok((occur, self.article_node(node)?))).collect::<tantivy::Result<Vec<_>>>()?;
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn article_word(&self, word: &QueryWord) -> Box<dyn Query> {
        let stem = Term::from_field_text(self.fields.article_text, &word.stem);
        let scored: Box<dyn Query> = Box::new(TermQuery::new(stem, IndexRecordOption::WithFreqs));
        if !self.exact {
            return scored;
        }
        let folded = Term::from_field_text(self.fields.article_words, &word.folded);
        let literal = ConstScoreQuery::new(Box::new(TermQuery::new(folded, IndexRecordOption::Basic)), 0.0);
        Box::new(BooleanQuery::new(vec![(Occur::Must, scored), (Occur::Must, Box::new(literal))]))
    }

    /// BM25 with the words of a literal: what one occurrence of them together is worth. `None` when
    /// the index holds no article.
    fn literal_weight(&self, literal: &Node) -> tantivy::Result<Option<Bm25Weight>> {
        let mut terms = Vec::new();
        literal.walk(&mut |node| match node {
            Node::Word(word) => terms.push(self.article_term(word)),
            Node::Phrase(words) => terms.extend(words.iter().map(|word| self.article_term(word))),
            Node::Name { .. } | Node::All(_) | Node::Any(_) => {}
        });
        Bm25Weight::for_terms(self.articles, &terms).map(Some)
    }

    fn article_term(&self, word: &QueryWord) -> Term {
        Term::from_field_text(self.fields.article_text, &word.stem)
    }

    fn per_segment(
        &self,
        mut list: impl FnMut(&SegmentReader, &Columns) -> tantivy::Result<SegmentList>,
    ) -> tantivy::Result<FxHashMap<SegmentId, SegmentList>> {
        self.searcher
            .segment_readers()
            .iter()
            .zip(self.columns)
            .map(|(reader, columns)| Ok((reader.segment_id(), gather(list(reader, columns)?))))
            .collect()
    }

    /// Articles that name one of these numbers, with how many of their passages do.
    fn list_names(&self, numbers: &[u32]) -> tantivy::Result<FxHashMap<SegmentId, SegmentList>> {
        self.per_segment(|reader, columns| {
            let inverted = reader.inverted_index(self.fields.names)?;
            let mut list: SegmentList = Vec::new();
            for number in numbers {
                let term = Term::from_field_u64(self.fields.names, u64::from(*number));
                let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    match columns.article_of(doc) {
                        Some(article) => list.push((article, 1)),
                        // The article itself names it too; that counts when only its title does.
                        None if list.last().is_none_or(|(article, _)| *article != doc) => list.push((doc, 1)),
                        None => {}
                    }
                    doc = postings.advance();
                }
            }
            Ok(list)
        })
    }

    /// Articles that hold the phrase in a passage or the title, with how many of these do.
    fn list_phrase(&self, words: &[QueryWord]) -> tantivy::Result<FxHashMap<SegmentId, SegmentList>> {
        let scoring = EnableScoring::disabled_from_searcher(self.searcher);
        let in_passages = self.phrase_query(self.fields.passage_text, words).weight(scoring)?;
        let in_titles = self.phrase_query(self.fields.title_text, words).weight(scoring)?;
        self.per_segment(|reader, columns| {
            let check = self.exact.then(|| reader.get_store_reader(10)).transpose()?;
            let mut list: SegmentList = Vec::new();
            let mut passages = in_passages.scorer(reader, 1.0)?;
            let mut doc = passages.doc();
            while doc != TERMINATED {
                if let Some(article) = columns.article_of(doc)
                    && self.holds_exactly(check.as_ref(), doc, words, StoredPart::Passage)?
                {
                    list.push((article, 1));
                }
                doc = passages.advance();
            }
            let mut titles = in_titles.scorer(reader, 1.0)?;
            let mut doc = titles.doc();
            while doc != TERMINATED {
                if self.holds_exactly(check.as_ref(), doc, words, StoredPart::Title)? {
                    list.push((doc, 1));
                }
                doc = titles.advance();
            }
            Ok(list)
        })
    }

    fn phrase_query(&self, field: Field, words: &[QueryWord]) -> PhraseQuery {
        PhraseQuery::new(words.iter().map(|word| Term::from_field_text(field, &word.stem)).collect())
    }

    /// Whether a document that holds the stems of a phrase holds its very words. Without a store,
    /// stems are enough.
    fn holds_exactly(
        &self,
        store: Option<&StoreReader>,
        doc: DocId,
        words: &[QueryWord],
        part: StoredPart,
    ) -> tantivy::Result<bool> {
        let Some(store) = store else { return Ok(true) };
        let document: TantivyDocument = store.get(doc)?;
        let field = match part {
            StoredPart::Passage => self.fields.text,
            StoredPart::Title => self.fields.record,
        };
        let text = document.get_first(field).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
        let text = match part {
            StoredPart::Passage => text,
            StoredPart::Title => serde_json::from_str::<crate::index::ArticleRecord>(&text)
                .map(|record| record.title)
                .unwrap_or_default(),
        };
        Ok(holds_words(&Words::of(&text), words))
    }

    /// The query that scores passages by the words they hold; `None` when the query has no words.
    pub fn passages(&self, tree: &QueryTree) -> Option<Box<dyn Query>> {
        tree.wanted.as_ref().map(|node| self.passage_node(node))
    }

    fn passage_node(&self, node: &Node) -> Box<dyn Query> {
        match node {
            Node::Word(word) => {
                let term = Term::from_field_text(self.fields.passage_text, &word.stem);
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            }
            Node::Phrase(words) => Box::new(self.phrase_query(self.fields.passage_text, words)),
            Node::Name { literal, numbers, .. } => {
                let forms = numbers
                    .iter()
                    .map(|number| {
                        let term = Term::from_field_u64(self.fields.names, u64::from(*number));
                        let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
                        (Occur::Should, query)
                    })
                    .collect::<Vec<_>>();
                let forms = ConstScoreQuery::new(Box::new(BooleanQuery::new(forms)), NAME_IN_PASSAGE_SCORE);
                Box::new(DisjunctionMaxQuery::new(vec![self.passage_node(literal), Box::new(forms)]))
            }
            Node::All(nodes) | Node::Any(nodes) => {
                let clauses = nodes.iter().map(|node| (Occur::Should, self.passage_node(node))).collect::<Vec<_>>();
                Box::new(BooleanQuery::new(clauses))
            }
        }
    }
}

#[derive(Clone, Copy)]
enum StoredPart {
    Passage,
    Title,
}

/// Whether the words follow each other somewhere in the text, folded but not stemmed.
pub(super) fn holds_words(text: &Words, words: &[QueryWord]) -> bool {
    let len = words.len();
    (0..(text.len() + 1).saturating_sub(len))
        .any(|start| words.iter().enumerate().all(|(at, word)| text.folded(start + at) == word.folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_at_the_end_and_not_beyond() {
        let words = |text: &str| -> Vec<QueryWord> {
            text.split(' ').map(|w| QueryWord { folded: w.into(), stem: w.into() }).collect()
        };
        let text = Words::of("the air strikes");
        assert!(holds_words(&text, &words("air strikes")));
        assert!(!holds_words(&text, &words("strikes again")));
        assert!(!holds_words(&Words::of(""), &words("a b")));
    }
}

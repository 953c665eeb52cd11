//! What a query of any form finds, counts and marks is what a plain scan over small corpora of chance does.

#[path = "query_scan/any.rs"]
mod any;
#[path = "query_scan/made.rs"]
mod made;
#[path = "query_maker/mod.rs"]
#[allow(dead_code, reason = "only its numbers are used")]
mod random;
#[path = "query_scan/tree.rs"]
mod tree;

use dateline::search::{Copies, Hit, QueryProblem, Request, SearchError, Searcher};
use dateline::text::Words;
use made::{Corpus, Scanned};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use tree::{Found, Leaf, Tree, days};

static CORPORA: LazyLock<Vec<Corpus>> = LazyLock::new(|| (1..=4).map(made::corpus).collect());

fn request(query: &str) -> Request {
    Request { query: query.to_owned(), limit: 10_000, copies: Copies::Show, strict: true, ..Request::default() }
}

/// Words that a hit marks, by their places in the passage; each mark begins and ends where words do.
fn marked(hit: &Hit) -> BTreeSet<usize> {
    let words = Words::of(&hit.passage.text);
    let mut end = 0;
    let mut places = BTreeSet::new();
    for found in &hit.passage.matches {
        assert!(found.span.start >= end, "marks overlap: {:?}", hit.passage.matches);
        end = found.span.end;
        let inside = |at: &usize| words.span(*at).start >= found.span.start && words.span(*at).end <= found.span.end;
        let own: Vec<usize> = (0..words.len()).filter(inside).collect();
        assert_eq!(words.span(own[0]).start, found.span.start);
        assert_eq!(words.span(own[own.len() - 1]).end, found.span.end);
        places.extend(own);
    }
    places
}

fn expected_marks(leaves: &[&Leaf], article: &Scanned, passage: usize) -> BTreeSet<usize> {
    leaves.iter().flat_map(|leaf| leaf.marked(&article.passages[passage])).collect()
}

fn compare(corpus: &Corpus, query: &str, tree: &Tree, found: &dyn Fn(&Scanned) -> Found) {
    let result = match corpus.searcher.search(&request(query)) {
        Ok(result) => result,
        Err(SearchError::Query(error)) if error.problem == QueryProblem::TooManyPatterns => return,
        Err(error) => panic!("{query}: {error}"),
    };
    let told = |what: &str| format!("{what} of {query} read as {}", result.parsed);
    let leaves = tree.leaves();
    let shown: Vec<&Scanned> = corpus.articles.iter().filter(|article| found(article) == Found::Yes).collect();
    let ids: BTreeSet<&str> = shown.iter().map(|article| article.id.as_str()).collect();
    let hits: BTreeSet<&str> = result.hits.iter().map(|hit| hit.article.id.as_str()).collect();
    assert_eq!(hits, ids, "{}", told("articles"));
    assert_eq!(result.counts.articles, ids.len() as u64, "{}", told("count"));
    let holds = |article: &Scanned, passage: usize| !expected_marks(&leaves, article, passage).is_empty();
    let passages = shown
        .iter()
        .flat_map(|article| (0..article.passages.len()).map(move |passage| (article, passage)))
        .filter(|(article, passage)| leaves.is_empty() || holds(article, *passage))
        .count();
    assert_eq!(result.counts.passages, passages as u64, "{}", told("passages"));
    let open = corpus.articles.iter().filter(|article| found(article) == Found::Open).count() as u64;
    assert_eq!(result.counts.unsure + result.counts.undated, open, "{}", told("unsure"));
    for hit in &result.hits {
        let article = shown.iter().find(|article| article.id == hit.article.id).expect("it is among them");
        let number = hit.passage.number as usize - 1;
        let expected = expected_marks(&leaves, article, number);
        assert_eq!(marked(hit), expected, "{} in {:?}", told("marks"), article.passages[number].folded);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_query_finds_counts_and_marks_what_a_scan_does(tree in any::tree(), corpus in 0usize..4) {
        compare(&CORPORA[corpus], &tree.typed(), &tree, &|article| tree.finds(article));
    }

    #[test]
    fn words_that_stand_together_are_found_and_marked_as_a_scan_does(leaf in any::leaf(), corpus in 0usize..4) {
        let tree = Tree::Leaf(leaf);
        compare(&CORPORA[corpus], &tree.typed(), &tree, &|article| tree.finds(article));
    }

    #[test]
    fn a_date_that_the_whole_query_hangs_on_is_a_filter(leaf in any::leaf(), date in any::days(), corpus in 0usize..4) {
        let (typed, first, last) = date;
        let tree = Tree::Leaf(leaf);
        let found = |article: &Scanned| tree.finds(article).min(days(article.published, first, last));
        compare(&CORPORA[corpus], &format!("{} {typed}", tree.typed()), &tree, &found);
    }
}

#[test]
fn the_queries_find_something_and_leave_something() {
    let count = |searcher: &Searcher, query: &str| searcher.search(&request(query)).expect(query).counts.articles;
    for corpus in CORPORA.iter() {
        let articles = corpus.articles.len() as u64;
        for query in
            ["strik* NEAR/3 boat", "\"boat raid\"~2", "title:boat", "strike -title:grey", "on:2024-02", "=radi"]
        {
            let found = count(&corpus.searcher, query);
            assert!(found > 0 && found < articles, "{query}: {found} of {articles}");
        }
    }
}

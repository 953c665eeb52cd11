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
use made::{Corpus, Scanned, Text};
use proptest::prelude::*;
use proptest::sample::select;
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
    compare_passages(corpus, query, tree, found, &|_, _| true);
}

/// `passes` tells which passages of an article pass a filter.
fn compare_passages(
    corpus: &Corpus,
    query: &str,
    tree: &Tree,
    found: &dyn Fn(&Scanned) -> Found,
    passes: &dyn Fn(&Scanned, usize) -> bool,
) {
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
        .filter(|(article, passage)| passes(article, *passage) && (leaves.is_empty() || holds(article, *passage)))
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

/// Names as they are typed, and whose they are; the texts have one form of each.
const NAMES: [(&str, &str); 6] = [
    ("Jaish al-Adl", "jaish-al-adl"),
    ("Jaish ul-Adl", "jaish-al-adl"),
    ("Army of Justice", "jaish-al-adl"),
    ("Kingdom of Tonga", "tonga"),
    ("Pakistan", "pakistan"),
    ("Islamic Republic of Pakistan", "pakistan"),
];

/// A name and a word: what is found holds both, and marked are the words of the query and what names the actor.
fn compare_marks(corpus: &Corpus, name: &str, actor: &str, word: &str) {
    let query = format!("{word} AND {name}");
    let result = corpus.searcher.search(&request(&query)).expect("an answer");
    let stems = |text: &str| Text::of(text).stems;
    let (of_name, of_word) = (stems(name), stems(word));
    let holds = |article: &Scanned, stem: &String| {
        article.title.stems.contains(stem) || article.passages.iter().any(|passage| passage.stems.contains(stem))
    };
    let found = |article: &&Scanned| {
        let named = article.actors.contains(actor) || of_name.iter().all(|stem| holds(article, stem));
        named && of_word.iter().all(|stem| holds(article, stem))
    };
    let ids: BTreeSet<&str> = corpus.articles.iter().filter(found).map(|article| article.id.as_str()).collect();
    let hits: BTreeSet<&str> = result.hits.iter().map(|hit| hit.article.id.as_str()).collect();
    assert_eq!(hits, ids, "{query} read as {}", result.parsed);
    assert!(!ids.is_empty(), "{query}");
    for hit in &result.hits {
        let article = corpus.articles.iter().find(|article| article.id == hit.article.id).expect("it is among them");
        let passage = hit.passage.number as usize - 1;
        let own = &article.passages[passage].stems;
        let of_query = (0..own.len()).filter(|at| of_name.contains(&own[*at]) || of_word.contains(&own[*at]));
        let named = article.names[passage].iter().filter(|(named, _)| named == actor).flat_map(|(_, places)| places);
        let expected: BTreeSet<usize> = of_query.chain(named.copied()).collect();
        assert_eq!(
            marked(hit),
            expected,
            "{query} read as {} in {:?}",
            result.parsed,
            article.passages[passage].folded
        );
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

    #[test]
    fn an_event_that_the_whole_query_hangs_on_is_a_filter(leaf in any::leaf(), event in any::event(), corpus in 0usize..4) {
        let (typed, first, last) = event;
        let event = Tree::Event(typed.clone(), first, last);
        let tree = Tree::Leaf(leaf);
        let found = |article: &Scanned| tree.finds(article).min(event.finds(article));
        let passes = |article: &Scanned, passage: usize| {
            article.told[passage].iter().any(|day| (first..=last).contains(day))
        };
        compare_passages(&CORPORA[corpus], &format!("{} {typed}", tree.typed()), &tree, &found, &passes);
    }

    #[test]
    fn marks_of_a_name_are_the_names_of_the_actor_and_the_words_of_the_query(
        name in select(&NAMES[..]),
        word in select(&made::WORDS[..]),
        corpus in 0usize..4,
    ) {
        compare_marks(&CORPORA[corpus], name.0, name.1, word);
    }
}

#[test]
fn the_queries_find_something_and_leave_something() {
    let count = |searcher: &Searcher, query: &str| searcher.search(&request(query)).expect(query).counts.articles;
    for corpus in CORPORA.iter() {
        let articles = corpus.articles.len() as u64;
        for query in [
            "strik* NEAR/3 boat",
            "\"boat raid\"~2",
            "title:boat",
            "strike -title:grey",
            "on:2024-02",
            "=radi",
            "url:example.org/north",
            "place:saravan",
            "event:2024-01-23",
        ] {
            let found = count(&corpus.searcher, query);
            assert!(found > 0 && found < articles, "{query}: {found} of {articles}");
        }
    }
}

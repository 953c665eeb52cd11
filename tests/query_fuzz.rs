//! Queries made by the grammar, asked of the articles of the project's own: each is answered, or its error says where.

mod query_maker;
mod sandbox;

use dateline::date::Day;
use dateline::index::Folder;
use dateline::search::{FacetKind, Request, SearchError, Searcher};
use query_maker::{Random, any_query};
use sandbox::{Sandbox, corpus};

const QUERIES: u64 = 1_000;

#[test]
fn a_thousand_queries_are_answered_or_their_errors_say_where() {
    let sandbox = Sandbox::indexed(&[&corpus()]);
    let searcher = Searcher::open(&Folder::new(sandbox.path(".dateline"))).expect("an index");
    let (mut errors, mut found, mut marks) = (0, 0, 0);
    for seed in 0..QUERIES {
        let query = any_query(&mut Random::new(seed));
        let request = Request {
            query: query.clone(),
            today: Day::from_ymd(2024, 1, 20),
            limit: 10,
            per_article: 1,
            facets: vec![FacetKind::Actor, FacetKind::Date],
            ..Request::default()
        };
        match searcher.search(&request) {
            Ok(result) => {
                found += u64::from(result.counts.articles > 0);
                assert!(result.hits.len() as u64 <= result.counts.articles, "{query:?}");
                for hit in &result.hits {
                    let mut end = 0;
                    for found in &hit.passage.matches {
                        assert!(found.span.start >= end && found.span.end > found.span.start, "{query:?}");
                        assert!(hit.passage.text.get(found.span.start..found.span.end).is_some(), "{query:?}");
                        end = found.span.end;
                        marks += 1;
                    }
                }
            }
            Err(SearchError::Query(error)) => {
                let columns = 1..=query.chars().count() + 1;
                assert!(columns.contains(&error.column), "{query:?}: {error}");
                errors += 1;
            }
            Err(error) => panic!("{query:?}: {error}"),
        }
    }
    assert!(
        errors * 4 < QUERIES && found * 4 > QUERIES && marks > 1_000,
        "{errors} errors, {found} find, {marks} marks"
    );
}

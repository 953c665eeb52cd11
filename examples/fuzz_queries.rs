//! Runs queries that are made by the grammar over an index, and prints the slowest answers.
//!
//! `cargo run --release --example fuzz_queries -- INDEX_FOLDER [QUERIES] [FIRST_SEED]`: each query is asked as `search` asks it,
//! with facets by actor and date, in one warm process. The index is opened and asked once before the clock runs.

#![allow(clippy::print_stdout, reason = "it prints what it measured")]

#[path = "../tests/query_maker/mod.rs"]
mod query_maker;

use dateline::date::Day;
use dateline::index::Folder;
use dateline::search::{FacetKind, Request, Searcher};
use query_maker::{Random, any_query};
use std::time::{Duration, Instant};

/// Slowest answers that are printed.
const PRINTED: usize = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: fuzz_queries INDEX_FOLDER [QUERIES] [FIRST_SEED]")?;
    let queries: u64 = arguments.next().map_or(Ok(1_000), |queries| queries.parse())?;
    let first: u64 = arguments.next().map_or(Ok(0), |seed| seed.parse())?;
    let searcher = Searcher::open(&Folder::new(folder))?;
    searcher.search(&request("the"))?;
    let (mut answers, mut errors) = (Vec::new(), 0);
    for seed in first..first + queries {
        let query = any_query(&mut Random::new(seed));
        let start = Instant::now();
        let found = searcher.search(&request(&query));
        let took = start.elapsed();
        match found {
            Ok(found) => answers.push((took, format!("{} articles: {query}", found.counts.articles))),
            Err(error) => {
                errors += 1;
                answers.push((took, format!("{error}: {query}")));
            }
        }
    }
    answers.sort_by_key(|(took, _)| std::cmp::Reverse(*took));
    let of_slowest = |part: usize| answers.get(answers.len() / part).map_or(Duration::ZERO, |(took, _)| *took);
    println!("{} queries, {errors} of them errors", answers.len());
    println!(
        "median {:.2?}, 1 in 10 above {:.2?}, 1 in 100 above {:.2?}",
        of_slowest(2),
        of_slowest(10),
        of_slowest(100)
    );
    for (took, answer) in answers.iter().take(PRINTED) {
        println!("{took:>10.2?}  {answer}");
    }
    Ok(())
}

fn request(query: &str) -> Request {
    Request {
        query: query.to_owned(),
        today: Some(Day(20_000)),
        limit: 10,
        per_article: 1,
        facets: vec![FacetKind::Actor, FacetKind::Date],
        facet_limit: 10,
        ..Request::default()
    }
}

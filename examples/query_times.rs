//! Times each query of a file in one warm process, so that dateline can be measured beside another engine.
//!
//! `cargo run --release --example query_times -- INDEX_FOLDER FILE [PASSES]`: each line is an id, a tab and a query, which is
//! read as `search` reads it. Printed are id, how many articles match, how many hits the first page has, and the median time over the passes in
//! microseconds for that page of ten, without facets and with facets by actor and date. A first pass only warms.

use dateline::index::Folder;
use dateline::search::{FacetKind, Request, Searcher};
use std::io::Write;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let usage = "usage: query_times INDEX_FOLDER FILE [PASSES]";
    let mut arguments = std::env::args().skip(1);
    let searcher = Searcher::open(&Folder::new(arguments.next().ok_or(usage)?))?;
    let queries = std::fs::read_to_string(arguments.next().ok_or(usage)?)?;
    let passes: usize = arguments.next().map_or(Ok(7), |passes| passes.parse())?;
    let queries: Vec<(&str, [Request; 2])> = queries
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(id, query)| (id, [request(query, Vec::new()), request(query, vec![FacetKind::Actor, FacetKind::Date])]))
        .collect();
    let mut times = vec![[const { Vec::new() }; 2]; queries.len()];
    let mut found = vec![(0, 0); queries.len()];
    for pass in 0..=passes {
        for ((_, requests), (times, found)) in queries.iter().zip(times.iter_mut().zip(&mut found)) {
            for (request, times) in requests.iter().zip(times) {
                let start = Instant::now();
                let answer = searcher.search(request)?;
                let took = start.elapsed();
                *found = (answer.counts.articles, answer.hits.len());
                if pass > 0 {
                    times.push(took);
                }
            }
        }
    }
    let mut output = std::io::stdout().lock();
    for ((id, _), ((articles, hits), times)) in queries.iter().zip(found.iter().zip(&mut times)) {
        let [plain, with_facets] = times.each_mut().map(|times| median(times).as_nanos() as f64 / 1e3);
        writeln!(output, "{id}\t{articles}\t{hits}\t{plain:.1}\t{with_facets:.1}")?;
    }
    Ok(())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn request(query: &str, facets: Vec<FacetKind>) -> Request {
    Request { query: query.to_owned(), limit: 10, per_article: 1, facets, facet_limit: 10, ..Request::default() }
}

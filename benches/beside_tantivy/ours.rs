//! dateline as its binaries use it: the indexer's pipeline, and one searcher for all queries.

use crate::measure::{Cost, folder_bytes};
use crate::queries::{Ask, Query};
use dateline::actor::Lexicon;
use dateline::index::{Folder, Writer};
use dateline::ingest::{Listener, Options, Told, index_paths, walk};
use dateline::search::{DateFilter, FacetKind, MatchMode, Request, SearchResult, Searcher};
use std::path::Path;

struct Silent;

impl Listener for Silent {
    fn tell(&mut self, _told: Told<'_>) {}

    fn progress(&mut self, _bytes: u64) {}
}

/// Indexes `corpus` into a new folder; gives the cost and the bytes of the index.
pub fn index(corpus: &Path, folder: &Path) -> anyhow::Result<(Cost, u64)> {
    let lexicon = Lexicon::built_in();
    let (report, cost) = Cost::of(|| {
        let mut writer = Writer::open(&Folder::new(folder), lexicon)?;
        let ledger = writer.ledger()?;
        let found = walk(&[corpus.to_owned()]);
        let report = index_paths(&mut writer, &found, &ledger, lexicon, Options::default(), &mut Silent)?;
        writer.finish()?;
        anyhow::Ok(report)
    });
    let report = report?;
    anyhow::ensure!(report.articles.indexed > 0, "no article of {} could be indexed", corpus.display());
    Ok((cost, folder_bytes(folder)?))
}

pub fn open(folder: &Path) -> anyhow::Result<Searcher> {
    Ok(Searcher::open(&Folder::new(folder))?)
}

/// What `search` asks for without flags: ten passages with their matches, facets by actor and date.
pub fn request(query: &Query) -> Request {
    Request {
        query: text(query),
        mode: if query.ask == Ask::Any { MatchMode::Any } else { MatchMode::All },
        actors: query.actor.iter().cloned().collect(),
        published: query.days.map(|(first, last)| DateFilter { first: Some(first), last: Some(last) }),
        limit: 10,
        per_article: 1,
        facets: vec![FacetKind::Actor, FacetKind::Date],
        facet_limit: 10,
        ..Request::default()
    }
}

/// Ids of actors that many articles name.
pub fn frequent_actors(folder: &Path) -> anyhow::Result<Vec<String>> {
    let everything = Request { facets: vec![FacetKind::Actor], facet_limit: 30, ..Request::default() };
    let found = open(folder)?.search(&everything)?;
    Ok(found.facets.actor.into_iter().flatten().map(|row| row.id).collect())
}

/// The query as it is typed.
pub fn text(query: &Query) -> String {
    match query.ask {
        Ask::Phrase => format!("\"{}\"", query.words.join(" ")),
        Ask::Prefix => format!("{}*", query.words.join(" ")),
        Ask::All | Ask::Any => query.words.join(" "),
    }
}

pub fn search(searcher: &Searcher, query: &Query) -> anyhow::Result<SearchResult> {
    Ok(searcher.search(&request(query))?)
}

//! `cargo bench`: dateline beside a plain tantivy index, on the same articles and queries, in one run.
//!
//! It measures and prints, and never asserts a time. Without `--bench`, as `cargo test --benches` runs
//! it, the same is done once on a small corpus, only to see that it works. README.md beside this
//! folder tells how to read the tables.

mod measure;
mod ours;
mod peer;
mod process;
mod queries;
mod random;
mod stages;
mod synthetic;
mod varied;
mod vocabulary;

use anyhow::{Context, ensure};
use dateline::article::Article;
use dateline::ingest::{read_path, walk};
use measure::{Cost, median, megabytes_a_second, micros, percentile, table};
use queries::Class;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use xxhash_rust::xxh3::xxh3_64;

/// A JSON Lines file of real articles, in the place of made-up ones.
const ARTICLES_VARIABLE: &str = "DATELINE_BENCH_ARTICLES";
/// How many articles are made up.
const SYNTHETIC_VARIABLE: &str = "DATELINE_BENCH_SYNTHETIC";
/// How many times over the articles are told, with other names, days and words.
const ROUNDS_VARIABLE: &str = "DATELINE_BENCH_ROUNDS";

/// How much is done.
struct Plan {
    articles: usize,
    index_runs: usize,
    queries: usize,
    query_passes: usize,
    stage_passes: usize,
    process_runs: usize,
}

const FULL: Plan =
    Plan { articles: 5_000, index_runs: 3, queries: 100, query_passes: 7, stage_passes: 5, process_runs: 10 };
const SMALL: Plan =
    Plan { articles: 300, index_runs: 1, queries: 5, query_passes: 1, stage_passes: 1, process_runs: 1 };

fn main() -> anyhow::Result<()> {
    let plan = if std::env::args().any(|argument| argument == "--bench") { FULL } else { SMALL };
    let scratch = Scratch::new()?;
    let corpus = Corpus::of(&plan, &scratch)?;
    say(&corpus.line())?;

    let (text, ours_folder, peer_folder) = index(&plan, &corpus, &scratch)?;
    say(&text)?;

    let classes = queries::draw(&corpus.articles, plan.queries, &ours::frequent_actors(&ours_folder)?);
    say(&search(&plan, &classes, &ours_folder, &peer_folder)?)?;
    say(&process::measure(&ours_folder, &classes, plan.process_runs)?)?;
    say(&stages::measure(&corpus.path, &corpus.articles, plan.stage_passes))
}

fn say(text: &str) -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{}", text.trim_end_matches('\n'))?;
    Ok(output.flush()?)
}

/// A folder of this run alone, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> anyhow::Result<Self> {
        let folder = std::env::temp_dir().join(format!("dateline-bench-{}", std::process::id()));
        std::fs::create_dir(&folder).with_context(|| folder.display().to_string())?;
        Ok(Scratch(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed lies in the temporary folder, which the system clears.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The articles, as a file and as read.
struct Corpus {
    path: PathBuf,
    name: String,
    bytes: u64,
    hash: u64,
    /// The articles of the first round.
    articles: Vec<Article>,
    rounds: usize,
}

impl Corpus {
    fn of(plan: &Plan, scratch: &Scratch) -> anyhow::Result<Self> {
        let (path, name) = match std::env::var_os(ARTICLES_VARIABLE) {
            Some(path) => (PathBuf::from(path), "real articles"),
            None => (make_up(plan, scratch)?, "made-up articles"),
        };
        let found = walk(std::slice::from_ref(&path));
        let mut articles = Vec::new();
        for input in &found.files {
            read_path(input, None, &mut |article| articles.push(article));
        }
        ensure!(!articles.is_empty(), "{}: no article can be read", path.display());
        let rounds = number(ROUNDS_VARIABLE)?.unwrap_or(1).max(1);
        let path = match rounds {
            1 => path,
            rounds => {
                let path = scratch.0.join("rounds.jsonl");
                let mut output = BufWriter::new(File::create(&path)?);
                varied::write(&articles, rounds, &mut output)?;
                output.flush()?;
                path
            }
        };
        let content = std::fs::read(&path).with_context(|| path.display().to_string())?;
        let (bytes, hash) = (content.len() as u64, xxh3_64(&content));
        Ok(Corpus { path, name: name.to_owned(), bytes, hash, articles, rounds })
    }

    fn len(&self) -> usize {
        self.articles.len() * self.rounds
    }

    fn line(&self) -> String {
        let rounds = if self.rounds > 1 { format!(" told {} times", self.rounds) } else { String::new() };
        format!(
            "Corpus: {} {}{rounds}, {:.1} MB of JSON lines, xxh3 {:016x}",
            self.articles.len(),
            self.name,
            self.bytes as f64 / 1e6,
            self.hash
        )
    }
}

fn make_up(plan: &Plan, scratch: &Scratch) -> anyhow::Result<PathBuf> {
    let articles = number(SYNTHETIC_VARIABLE)?.unwrap_or(plan.articles);
    let path = scratch.0.join("articles.jsonl");
    let mut output = BufWriter::new(File::create(&path)?);
    synthetic::write(articles, &mut output)?;
    output.flush()?;
    Ok(path)
}

/// The number that a variable of the environment holds.
fn number(variable: &str) -> anyhow::Result<Option<usize>> {
    let Ok(value) = std::env::var(variable) else { return Ok(None) };
    Ok(Some(value.parse().with_context(|| format!("{variable}={value:?} is not a number"))?))
}

/// Indexes with both in turn, so that a disturbance of the machine meets both; the least disturbed
/// run of each is shown. Gives the table and the last index of each.
fn index(plan: &Plan, corpus: &Corpus, scratch: &Scratch) -> anyhow::Result<(String, PathBuf, PathBuf)> {
    let (_, lexicon) = Cost::of(|| dateline::actor::recognise(&[], dateline::actor::Lexicon::built_in()));
    let folders = [scratch.0.join("ours"), scratch.0.join("peer")];
    let mut costs: [Vec<(Cost, u64)>; 2] = [Vec::new(), Vec::new()];
    let runs = if corpus.rounds > 1 { 1 } else { plan.index_runs };
    for _ in 0..runs {
        for (engine, folder) in folders.iter().enumerate() {
            remove(folder)?;
            let index = if engine == 0 { ours::index } else { peer::index };
            costs[engine].push(index(&corpus.path, folder)?);
        }
    }
    let rows: Vec<Vec<String>> = ["dateline", "tantivy alone"]
        .iter()
        .zip(&costs)
        .filter_map(|(name, costs)| {
            let (best, bytes) = costs.iter().min_by_key(|(cost, _)| cost.wall)?;
            let processor = best.processor.map_or_else(|| "–".to_owned(), |time| format!("{:.2}", time.as_secs_f64()));
            Some(vec![
                (*name).to_owned(),
                format!("{:.2}", best.wall.as_secs_f64()),
                processor,
                format!("{:.1}", megabytes_a_second(corpus.bytes, best.wall)),
                format!("{:.0}", corpus.len() as f64 / best.wall.as_secs_f64()),
                format!("{bytes}"),
                format!("{:.2}", *bytes as f64 / corpus.bytes as f64),
            ])
        })
        .collect();
    let title = format!(
        "Indexing, best of {runs}; the lexicon, read once a process in {} ms, is left out",
        measure::millis(Some(lexicon.wall))
    );
    let head = ["engine", "s", "CPU s", "MB/s", "articles/s", "index bytes", "index/corpus"];
    let [ours, peer] = folders;
    Ok((table(&title, &head, &rows), ours, peer))
}

fn remove(folder: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Runs all queries on both, warm and in one process.
fn search(plan: &Plan, classes: &[Class], ours_folder: &Path, peer_folder: &Path) -> anyhow::Result<String> {
    let ours = ours::open(ours_folder)?;
    let peer = peer::Peer::open(peer_folder)?;
    let mut rows = Vec::new();
    for class in classes {
        let (mut ours_found, mut peer_found) = (0, 0);
        for query in &class.queries {
            // The first time only warms and counts.
            ours_found += ours::search(&ours, query)?.counts.articles;
            peer_found += peer.count(query)? as u64;
            black_box(peer.search(query)?);
        }
        let mut times = vec![(Vec::new(), Vec::new()); class.queries.len()];
        for _ in 0..plan.query_passes {
            for (query, (ours_times, peer_times)) in class.queries.iter().zip(&mut times) {
                let started = Instant::now();
                black_box(ours::search(&ours, query)?);
                ours_times.push(started.elapsed());
                let started = Instant::now();
                black_box(peer.search(query)?);
                peer_times.push(started.elapsed());
            }
        }
        let (mut ours_medians, mut peer_medians): (Vec<Duration>, Vec<Duration>) =
            times.iter_mut().filter_map(|(ours_times, peer_times)| median(ours_times).zip(median(peer_times))).unzip();
        let mean = |found: u64| format!("{:.1}", found as f64 / class.queries.len().max(1) as f64);
        rows.push(vec![
            class.name.to_owned(),
            class.queries.len().to_string(),
            micros(percentile(&mut ours_medians, 0.5)),
            micros(percentile(&mut ours_medians, 0.99)),
            micros(percentile(&mut peer_medians, 0.5)),
            micros(percentile(&mut peer_medians, 0.99)),
            mean(ours_found),
            mean(peer_found),
        ]);
    }
    let head = ["query", "queries", "dateline p50", "p99", "tantivy p50", "p99", "articles found: dateline", "tantivy"];
    let title = format!("Searching, warm, one process, µs; median of {} passes each", plan.query_passes);
    Ok(table(&title, &head, &rows))
}

//! Measures what each part of the ranking brings on judged collections.
//!
//!     cargo run --release --example rank_eval -- [--set NAME=VALUE]... [--vary NAME=VALUE,VALUE...]... [--run FOLDER] SET...
//!
//! A SET is a folder with `corpus.jsonl` (articles), `queries.tsv` (query id, tab, text) and `qrels.trec` (query, 0, article id,
//! relevance). It is indexed into a temporary folder. Printed are mean average precision, nDCG at 10 and recall at
//! 100 over the best 1,000, for all queries and for two halves: the queries on which the numbers of the ranking may
//! be tuned, and those that are held back. The half hangs on the query's text alone.
//!
//! One row is plain BM25, one the ranking as it is (or as `--set` says), one for each part that is left out, with the
//! differences, and one with `--expand`. With `--vary` there is a row for each value in place of these. `--run` writes the
//! ranking in TREC's form, to be scored by others.

mod collection;
mod measures;
mod settings;

use collection::Collection;
use measures::{Half, Means};
use settings::{Setting, settings};
use std::io::Write;
use std::path::PathBuf;

/// What is asked for.
#[derive(Default)]
struct Arguments {
    sets: Vec<PathBuf>,
    changes: Vec<String>,
    varied: Vec<String>,
    run: Option<PathBuf>,
}

fn arguments() -> Result<Arguments, Box<dyn std::error::Error>> {
    let mut arguments = Arguments::default();
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--set" => arguments.changes.push(value()?),
            "--vary" => arguments.varied.push(value()?),
            "--run" => arguments.run = Some(value()?.into()),
            _ => arguments.sets.push(argument.into()),
        }
    }
    if arguments.sets.is_empty() {
        return Err("a folder with corpus.jsonl, queries.tsv and qrels.trec is asked for".into());
    }
    Ok(arguments)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Arguments { sets, changes, varied, run } = arguments()?;
    let settings = settings(&changes, &varied)?;
    let mut out = std::io::stdout().lock();
    for folder in &sets {
        let collection = Collection::read(folder)?;
        writeln!(out, "{} ({} queries)", collection.name, collection.judged_len())?;
        writeln!(out, "{:<24}{:^24}{:^24}{:^24}", "MAP nDCG@10 R@100", "all", "tune", "held")?;
        let mut first: Option<[Means; 3]> = None;
        for Setting { name, ranking, expand, is_base } in &settings {
            let ranked = collection.run(*ranking, *expand)?;
            if let (Some(folder), true) = (&run, *is_base) {
                collection.write_run(&ranked, &folder.join(format!("{}.trec", collection.name)))?;
            }
            let means = [Half::Both, Half::Tune, Half::Held].map(|half| collection.means(&ranked, half));
            write!(out, "{name:<24}")?;
            for mean in means {
                write!(out, " {:.4} {:.4} {:.4}  ", mean.average_precision, mean.ndcg_10, mean.recall_100)?;
            }
            if let Some(base) = first {
                let delta = |half: usize| means[half].average_precision - base[half].average_precision;
                write!(out, " MAP {:+.4} tune {:+.4} held {:+.4}", delta(0), delta(1), delta(2))?;
            }
            writeln!(out)?;
            if *is_base {
                first = Some(means);
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

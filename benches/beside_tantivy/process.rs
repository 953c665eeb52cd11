//! Whole processes of `search`, from start to end, files in the page cache.

use crate::measure::{median, millis, table};
use crate::ours;
use crate::queries::{Ask, Class, Query};
use anyhow::ensure;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_search");
const QUERIES: usize = 10;

/// Runs ten queries of all classes, `runs` times each, and gives the table of medians.
pub fn measure(index: &Path, classes: &[Class], runs: usize) -> anyhow::Result<String> {
    let mut rows = vec![row("search --version", &mut time(runs, version)?)];
    let mut medians = Vec::new();
    for query in spread(classes) {
        let mut times = time(runs, || command(index, query))?;
        medians.extend(median(&mut times));
        rows.push(row(&line(query), &mut times));
    }
    let title = format!(
        "Whole processes of `search`, ms; median of the {} queries: {}",
        medians.len(),
        millis(median(&mut medians))
    );
    Ok(table(&title, &["command line", "median", "least"], &rows))
}

/// Queries from all classes in turn.
fn spread(classes: &[Class]) -> Vec<&Query> {
    (0..QUERIES)
        .flat_map(|turn| classes.iter().filter_map(move |class| class.queries.get(turn)))
        .take(QUERIES)
        .collect()
}

fn row(name: &str, times: &mut [Duration]) -> Vec<String> {
    let middle = median(times);
    vec![name.to_owned(), millis(middle), millis(times.first().copied())]
}

fn flags(query: &Query) -> Vec<String> {
    let mut flags = Vec::new();
    if query.ask == Ask::Any {
        flags.extend(["--match".to_owned(), "any".to_owned()]);
    }
    if let Some((first, last)) = query.days {
        for (flag, day) in [("--after", first), ("--until", last)] {
            flags.extend([flag.to_owned(), day.date().format("%Y-%m-%d").to_string()]);
        }
    }
    if let Some(actor) = &query.actor {
        flags.extend(["--actor".to_owned(), actor.clone()]);
    }
    flags
}

fn line(query: &Query) -> String {
    let mut words = vec!["search".to_owned(), ours::text(query)];
    words.extend(flags(query));
    words.join(" ")
}

fn version() -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("--version");
    command
}

fn command(index: &Path, query: &Query) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("--index").arg(index).args(flags(query)).arg(ours::text(query));
    command
}

fn time(runs: usize, make: impl Fn() -> Command) -> anyhow::Result<Vec<Duration>> {
    (0..runs)
        .map(|_| {
            let mut command = make();
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            let started = Instant::now();
            let status = command.status()?;
            let time = started.elapsed();
            // 1: nothing was found, as may be within a range of dates.
            ensure!(matches!(status.code(), Some(0 | 1)), "{command:?} ended with {status}");
            Ok(time)
        })
        .collect()
}

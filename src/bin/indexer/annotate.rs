//! `indexer annotate PATH...`: what is understood of each article, without an index.

use crate::PROGRAM;
use crate::common::lexicon::{ActorsFile, Broken, load};
use crate::common::{Status, say, today, working_folder, write_out};
use crate::flags::Annotate;
use dateline::annotate::{Cleaning, annotate};
use dateline::index::article_id;
use dateline::ingest::{read_path, walk};
use dateline::output::{annotation_line, display_path};

/// Lines are written together up to this many bytes.
const BUFFER_BYTES: usize = 64 << 10;

pub fn run(flags: &Annotate) -> anyhow::Result<Status> {
    let cleaning = if flags.verbatim { Cleaning::Verbatim } else { Cleaning::Clean };
    let file = flags.actors.as_deref().map_or(ActorsFile::Remembered, ActorsFile::Named);
    let lexicon = load(PROGRAM, None, file, Broken::Fails)?.lexicon;
    let working_folder = working_folder();
    let today = today();
    let found = walk(&flags.paths);
    let mut failed = !found.failed.is_empty();
    for (path, problem) in &found.failed {
        say(PROGRAM, &format!("{path}: {}", problem.cause));
    }
    for input in &found.files {
        let path = display_path(&input.text, &working_folder);
        let mut lines = String::new();
        let mut outcome = Ok(true);
        let summary = read_path(input, Some(today), &mut |article| {
            if !matches!(outcome, Ok(true)) {
                return;
            }
            let id = article_id(article.id.as_deref(), &input.text, article.record);
            lines.push_str(&annotation_line(&annotate(article, cleaning, lexicon, None), &id, path));
            if lines.len() >= BUFFER_BYTES {
                outcome = write_out(&lines);
                lines.clear();
            }
        });
        if matches!(outcome, Ok(true)) {
            outcome = write_out(&lines);
        }
        if !outcome? {
            return Ok(Status::Success);
        }
        failed |= summary.failed_count > 0;
        let told = summary.failed.iter().map(|problem| ("failed", problem));
        for (what, problem) in told.chain(summary.skipped.iter().map(|problem| ("skipped", problem))) {
            let place = problem.line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"));
            say(PROGRAM, &format!("{place}: {what}: {}", problem.cause));
        }
    }
    Ok(match (found.roots.is_empty(), failed) {
        (true, _) => Status::Error,
        (false, true) => Status::Partial,
        (false, false) => Status::Success,
    })
}

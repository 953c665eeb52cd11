//! `indexer PATH...`: indexes, tells what failed, and ends with a report.

use crate::PROGRAM;
use crate::actors;
use crate::common::lexicon::{ActorsFile, Broken, Loaded, leave_out, load};
use crate::common::{Status, find_index, say, say_error, today, working_folder, write_out};
use crate::flags::{Flags, Form};
use dateline::index::{Folder, INDEX_FOLDER_NAME, Ledger, Writer};
use dateline::ingest::{Listener, Options, Told, ToldKind, index_paths, walk};
use dateline::output::{display_path, report_json, report_text};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::PathBuf;

pub fn run(flags: &Flags) -> anyhow::Result<Status> {
    let folder = find_index(flags.index.as_deref()).unwrap_or_else(|| Folder::new(INDEX_FOLDER_NAME));
    let mut paths = flags.paths.clone();
    let file = match &flags.actors {
        Some(path) => ActorsFile::Named(path),
        None if flags.no_actors => ActorsFile::Forgotten,
        None => ActorsFile::Remembered,
    };
    if paths.is_empty() && !flags.rebuild && !matches!(file, ActorsFile::Remembered) && Folder::is_index(folder.root())
    {
        let loaded = load(PROGRAM, Some(&folder), file, Broken::Fails)?;
        return actors::refresh(&folder, loaded);
    }
    if paths.is_empty() && !flags.rebuild {
        say_error(PROGRAM, "no path is given", Some("try: indexer PATH, or indexer --help"));
        return Ok(Status::Error);
    }
    if flags.rebuild {
        let known = known_paths(&folder);
        let gone: Vec<&PathBuf> = known.iter().filter(|path| std::fs::symlink_metadata(path).is_err()).collect();
        if !gone.is_empty() && !flags.prune {
            let first = gone[0].display();
            let cause = format!(
                "{} files of the old index cannot be found, {first} among them; nothing was changed",
                gone.len()
            );
            say_error(PROGRAM, &cause, Some("indexer --rebuild --prune leaves out what is gone"));
            return Ok(Status::Error);
        }
        paths.extend(known.iter().filter(|path| !gone.contains(path)).cloned());
        if paths.is_empty() {
            say_error(PROGRAM, "no path is given and the old index names none", Some("try: indexer --rebuild PATH"));
            return Ok(Status::Error);
        }
    }
    let mut found = walk(&paths);
    if found.roots.is_empty() {
        for (path, problem) in &found.failed {
            say(PROGRAM, &format!("{path}: {}", problem.cause));
        }
        return Ok(Status::Error);
    }
    if flags.rebuild && !found.failed.is_empty() {
        for (path, problem) in &found.failed {
            say(PROGRAM, &format!("{path}: {}", problem.cause));
        }
        say_error(PROGRAM, "the new index would not be whole; nothing was changed", None);
        return Ok(Status::Error);
    }
    let Loaded { lexicon, actors: user_actors } = load(PROGRAM, Some(&folder), file, Broken::Fails)?;
    leave_out(&mut found, user_actors.as_ref());
    let is_new_file = flags.actors.is_some() && Folder::is_index(folder.root());
    let (mut writer, ledger) = if flags.rebuild {
        (Writer::rebuild(&folder, lexicon)?, Ledger::default())
    } else {
        let writer = Writer::open(&folder, lexicon)?;
        let ledger = writer.ledger()?;
        (writer, ledger)
    };
    writer.set_user_actors(user_actors);
    let mut listener = Terminal {
        bar: progress_bar(found.files.iter().map(|file| file.size).sum(), flags.quiet),
        working_folder: working_folder(),
        quiet: flags.quiet,
    };
    let report = index_paths(
        &mut writer,
        &found,
        &ledger,
        lexicon,
        Options { prune: flags.prune, today: Some(today()) },
        &mut listener,
    )?;
    writer.finish()?;
    if is_new_file && !flags.rebuild && !flags.quiet {
        actors::tell_unseen_forms(&folder, lexicon)?;
    }
    listener.bar.finish_and_clear();
    write_out(&match flags.format {
        Form::Text => report_text(&report, &working_folder()),
        Form::Json => report_json(&report, &working_folder()),
    })?;
    Ok(if report.articles.failed > 0 || report.files.failed > 0 { Status::Partial } else { Status::Success })
}

/// Paths of all files that the old index knows; none when it cannot be read.
fn known_paths(folder: &Folder) -> Vec<PathBuf> {
    let rows = match folder.open_by_any_rules() {
        Ok(open) => open.ledger_rows(folder).unwrap_or_default(),
        Err(error) => {
            if Folder::is_index(folder.root()) {
                say(PROGRAM, &format!("{error}; only the given paths are read"));
            }
            return Vec::new();
        }
    };
    let mut paths: Vec<PathBuf> = rows.into_iter().map(|row| PathBuf::from(row.path)).collect();
    paths.sort();
    paths
}

fn progress_bar(bytes: u64, quiet: bool) -> ProgressBar {
    let bar = ProgressBar::new(bytes);
    if quiet || !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let style = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

struct Terminal {
    bar: ProgressBar,
    working_folder: String,
    quiet: bool,
}

impl Listener for Terminal {
    fn tell(&mut self, told: Told<'_>) {
        if self.quiet && told.kind == ToldKind::Skipped {
            return;
        }
        let path = display_path(told.path, &self.working_folder);
        let place = told.problem.line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"));
        let what = match told.kind {
            ToldKind::Failed => "failed: ",
            ToldKind::Skipped => "skipped: ",
            ToldKind::Odd => "",
        };
        self.bar.suspend(|| {
            say_error(PROGRAM, &format!("{place}: {what}{}", told.problem.cause), told.problem.hint.as_deref());
        });
    }

    fn progress(&mut self, bytes: u64) {
        self.bar.inc(bytes);
    }
}

//! What both programs share: exit statuses, messages, finding the index, writing to a pipe.

#[allow(dead_code, reason = "each program uses a part of it")]
pub mod lexicon;

use dateline::date::Day;
use dateline::index::Folder;
use dateline::ingest::path_text;
use dateline::output::one_line;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// Environment variable that names the index folder.
const INDEX_VARIABLE: &str = "DATELINE_INDEX";

/// How a program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Something was found; all was read.
    Success,
    /// Nothing was found; some input failed.
    Partial,
    /// The program could not do its work.
    Error,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(match status {
            Status::Success => 0,
            Status::Partial => 1,
            Status::Error => 2,
        })
    }
}

/// Says something on standard error: `program: message`. A closed standard error is no reason to stop.
pub fn say(program: &str, message: &str) {
    let _ = writeln!(io::stderr(), "{program}: {}", one_line(message));
}

/// Says an error and its remedy.
pub fn say_error(program: &str, message: &str, hint: Option<&str>) {
    say(program, message);
    if let Some(hint) = hint {
        let _ = writeln!(io::stderr(), "hint: {}", one_line(hint));
    }
}

/// Writes to standard output. A reader that closes the pipe has seen enough: `Ok(false)`.
pub fn write_out(text: &str) -> anyhow::Result<bool> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(anyhow::anyhow!("standard output: {error}")),
    }
}

/// The day that it is in UTC.
pub fn today() -> Day {
    const DAY_SECONDS: u64 = 86_400;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day(i32::try_from(seconds / DAY_SECONDS).unwrap_or(i32::MAX))
}

/// The working folder as text, links resolved; empty when it is gone.
pub fn working_folder() -> String {
    std::env::current_dir()
        .and_then(|folder| folder.canonicalize())
        .map(|folder| path_text(&folder))
        .unwrap_or_default()
}

/// The index that was asked for: `--index`, else `DATELINE_INDEX`.
pub fn named_index(flag: Option<&Path>) -> Option<PathBuf> {
    flag.map(Path::to_owned)
        .or_else(|| std::env::var_os(INDEX_VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from))
}

/// The index to use: the one asked for, else the nearest one here or above.
pub fn find_index(flag: Option<&Path>) -> Option<Folder> {
    named_index(flag).map(Folder::new).or_else(|| Folder::find_above(&std::env::current_dir().ok()?))
}

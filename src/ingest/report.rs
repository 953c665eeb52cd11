//! What a run did, as plain data.

use crate::problem::Problem;
use crate::publication::UndatedReason;
use serde::Serialize;

/// Files of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FileCounts {
    /// Found under the given paths.
    pub seen: u64,
    /// Read for the first time, with articles in the index now.
    pub indexed: u64,
    /// As they were; nothing was done.
    pub unchanged: u64,
    /// Changed, all their articles replaced.
    pub replaced: u64,
    /// Without anything for the index.
    pub skipped: u64,
    /// Not read, or not wholly.
    pub failed: u64,
    /// Gone from disk and taken out of the index.
    pub removed: u64,
}

/// Articles of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ArticleCounts {
    /// Written to the index.
    pub indexed: u64,
    /// Of these, how many took the place of an earlier reading of their file.
    pub replaced: u64,
    /// In files that were left as they are.
    pub unchanged: u64,
    /// Records without title and text, and files that are no articles.
    pub skipped: u64,
    /// Records and files that could not be read.
    pub failed: u64,
    /// Written without a publication date of their own; `inferred` counts those that others then gave one.
    pub undated: u64,
    /// Given a publication date by inference, from their own text or from others of the index.
    pub inferred: u64,
    /// Taken out of the index since their file is gone.
    pub removed: u64,
}

/// Articles of the index that have no date for the same reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndatedArticles {
    /// How many.
    pub articles: u64,
    /// Why: what the article itself lacks, then what the others do not give.
    pub reasons: Vec<UndatedReason>,
    /// Absolute path of the first of them, in the order of paths.
    pub example: String,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// Files.
    pub files: FileCounts,
    /// Articles.
    pub articles: ArticleCounts,
    /// Passages written.
    pub passages: u64,
    /// The articles of the whole index without a date, by why, most first; empty when nothing changed.
    #[serde(skip)]
    pub undated: Vec<UndatedArticles>,
    /// Bytes of the files that were read.
    pub bytes: u64,
    /// Duration of the run.
    pub seconds: f64,
    /// Megabytes (10⁶ bytes) a second.
    pub mb_per_second: f64,
}

/// What kind of thing is told while a run goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldKind {
    /// An input, or a part of it, is not in the index.
    Failed,
    /// An input, or a part of it, was left out, and that is no failure.
    Skipped,
    /// An article is in the index, but something about it was odd.
    Odd,
}

/// One thing told: about which file, and what.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// Absolute path.
    pub path: &'a str,
    /// What kind.
    pub kind: ToldKind,
    /// What.
    pub problem: &'a Problem,
}

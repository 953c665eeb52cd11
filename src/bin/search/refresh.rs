//! `--articles PATH`: brings the index up to date with a file or folder before it is searched.

use crate::PROGRAM;
use crate::common::lexicon::{ActorsFile, Broken, Loaded, leave_out, load};
use crate::common::{named_index, say, today};
use dateline::index::{Folder, FolderError, INDEX_FOLDER_NAME, Writer, WriterError};
use dateline::ingest::{Listener, Options, Told, ToldKind, absolute, index_paths, path_text, reason, walk};
use std::path::{Path, PathBuf};

/// A refreshed index and the path to search in it.
pub struct Refreshed {
    pub folder: Folder,
    pub path: String,
}

/// The index beside the articles must be made again, and may hold other articles too.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct OutdatedIndex {
    error: FolderError,
    folder: PathBuf,
    articles: PathBuf,
}

impl OutdatedIndex {
    /// The command that makes it again.
    pub fn hint(&self) -> String {
        format!("run: indexer --index {} --rebuild {}", self.folder.display(), self.articles.display())
    }
}

struct TellFailures;

impl Listener for TellFailures {
    fn tell(&mut self, told: Told<'_>) {
        if told.kind != ToldKind::Skipped {
            let place = told.problem.line.map_or_else(|| told.path.to_owned(), |line| format!("{}:{line}", told.path));
            say(PROGRAM, &format!("{place}: {}", told.problem.cause));
        }
    }

    fn progress(&mut self, _bytes: u64) {}
}

/// Refreshes what lies under `path`; what is gone from disk goes. When another process writes, the
/// last commit is used, and that is said.
pub fn refresh(index: Option<&Path>, path: &Path, quiet: bool) -> anyhow::Result<Refreshed> {
    let root = absolute(path).map_err(|error| anyhow::anyhow!("{}: {}", path.display(), reason(&error)))?;
    let folder = named_index(index).map_or_else(|| Folder::new(index_beside(&root)), Folder::new);
    let path = path_text(&root);
    let Loaded { lexicon, actors } = load(PROGRAM, Some(&folder), ActorsFile::Remembered, Broken::KeepsTheCopy)?;
    let mut writer = match Writer::open(&folder, lexicon) {
        Ok(writer) => writer,
        Err(WriterError::Folder(FolderError::Locked(_))) if Folder::is_index(folder.root()) => {
            say(PROGRAM, "the index is being written by another process; its last commit is searched");
            return Ok(Refreshed { folder, path });
        }
        Err(WriterError::Folder(error @ FolderError::Io { .. })) if Folder::is_index(folder.root()) => {
            say(PROGRAM, &format!("the index cannot be written ({error}); its last commit is searched"));
            return Ok(Refreshed { folder, path });
        }
        Err(WriterError::Folder(error)) if error.asks_for_rebuild() => {
            return Err(OutdatedIndex { error, folder: folder.root().to_owned(), articles: root }.into());
        }
        Err(WriterError::Folder(error)) => return Err(error.into()),
        Err(error) => return Err(error.into()),
    };
    let ledger = writer.ledger()?;
    let mut found = walk(&[root]);
    leave_out(&mut found, actors.as_ref());
    writer.set_user_actors(actors);
    let report = index_paths(
        &mut writer,
        &found,
        &ledger,
        lexicon,
        Options { prune: true, today: Some(today()) },
        &mut TellFailures,
    )?;
    writer.finish()?;
    if !quiet && report.articles.indexed + report.articles.removed > 0 {
        say(
            PROGRAM,
            &format!(
                "indexed {} articles of {} files in {:.1} s",
                report.articles.indexed,
                report.files.indexed + report.files.replaced + report.files.failed,
                report.seconds
            ),
        );
    }
    Ok(Refreshed { folder, path })
}

/// Where the index of a folder lies by default: in it; that of a file lies beside it.
fn index_beside(root: &Path) -> PathBuf {
    let folder = if root.is_dir() { root } else { root.parent().unwrap_or(root) };
    folder.join(INDEX_FOLDER_NAME)
}

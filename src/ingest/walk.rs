//! Which files there are under the given paths: as ripgrep sees them, in a fixed order.

use super::paths::{absolute, path_text};
use crate::index::Folder;
use crate::problem::Problem;
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// The absolute path as the index keeps it.
    pub text: String,
    /// Its size in bytes when it was found.
    pub size: u64,
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// Files, each once, in the order of the given paths and of the names below them.
    pub files: Vec<Input>,
    /// The given paths that exist, absolute.
    pub roots: Vec<String>,
    /// Links and special files, which are not read, with the reason.
    pub skipped: Vec<(String, Problem)>,
    /// Paths that could not be looked at, with the reason.
    pub failed: Vec<(String, Problem)>,
}

/// Walks the given paths. Hidden and ignored files are left out as ripgrep does, unless they are
/// given themselves; no index folder is entered.
pub fn walk(paths: &[PathBuf]) -> Walk {
    let mut found = Walk::default();
    let mut seen = rustc_hash::FxHashSet::default();
    for path in paths {
        let root = match absolute(path) {
            Ok(root) => root,
            Err(error) => {
                found.failed.push((path_text(path), Problem::new(reason(&error))));
                continue;
            }
        };
        if let Some(index) = root.ancestors().find(|folder| Folder::is_index(folder)) {
            let cause = format!("lies in the index folder {}, which holds no articles", path_text(index));
            found.failed.push((path_text(path), Problem::new(cause)));
            continue;
        }
        found.roots.push(path_text(&root));
        let walker = WalkBuilder::new(&root)
            .sort_by_file_path(Path::cmp)
            .filter_entry(|entry| {
                !(entry.file_type().is_some_and(|kind| kind.is_dir()) && Folder::is_index(entry.path()))
            })
            .build();
        for entry in walker {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let text = path_text(entry.path());
                    if seen.insert(text.clone()) {
                        let size = entry.metadata().map_or(0, |metadata| metadata.len());
                        found.files.push(Input { path: entry.into_path(), text, size });
                    }
                }
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
                Ok(entry) => {
                    let is_link = entry.path_is_symlink();
                    let why = if is_link { "a link; give its path to follow it" } else { "no regular file" };
                    found.skipped.push((path_text(entry.path()), Problem::new(why)));
                }
                Err(error) => {
                    let place = error_path(&error).unwrap_or_else(|| root.clone());
                    let cause = error.io_error().map_or_else(|| error.to_string(), reason);
                    found.failed.push((path_text(&place), Problem::new(cause)));
                }
            }
        }
    }
    found
}

/// The path that an error of the walk speaks of.
fn error_path(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        ignore::Error::Loop { child, .. } => Some(child.clone()),
        _ => None,
    }
}

/// What the system said, without its error number.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut characters = text.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

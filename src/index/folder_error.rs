//! Why an index folder cannot be used, and what the user can do about it.

use super::schema::SchemaError;
use std::io;

/// Why an index folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is none.
    #[error("no index at {0}")]
    Missing(String),
    /// It was written with other fields or files.
    #[error("index {folder} has format version {found}, this program reads {expected}")]
    Format {
        /// The folder.
        folder: String,
        /// Its version.
        found: u32,
        /// The program's version.
        expected: u32,
    },
    /// It was written with other rules.
    #[error("index {folder} has rules version {found}, this program writes {expected}")]
    Rules {
        /// The folder.
        folder: String,
        /// Its version.
        found: u32,
        /// The program's version.
        expected: u32,
    },
    /// The state file cannot be understood.
    #[error("{file} is damaged: {cause}")]
    State {
        /// The state file.
        file: String,
        /// What the parser said.
        cause: serde_json::Error,
    },
    /// A field differs although the version is the same.
    #[error("index {folder} does not fit: {source}")]
    Schema {
        /// The folder.
        folder: String,
        /// The field.
        source: SchemaError,
    },
    /// The file of stories is missing or damaged.
    #[error("stories of index {folder}: {cause}")]
    Stories {
        /// The folder.
        folder: String,
        /// What is wrong with it.
        cause: String,
    },
    /// The lexicon file is missing or damaged.
    #[error("lexicon of index {folder}: {cause}")]
    Names {
        /// The folder.
        folder: String,
        /// What is wrong with it.
        cause: String,
    },
    /// Another process writes.
    #[error("index {0} is being written by another process")]
    Locked(String),
    /// The disk said no.
    #[error("{path}: {source}")]
    Io {
        /// Where.
        path: String,
        /// What it said.
        source: io::Error,
    },
    /// tantivy said no.
    #[error("index {folder}: {source}")]
    Tantivy {
        /// The folder.
        folder: String,
        /// What it said.
        source: tantivy::TantivyError,
    },
}

impl FolderError {
    /// Whether all must be read again: what is there was written otherwise, or is damaged.
    pub fn asks_for_rebuild(&self) -> bool {
        matches!(
            self,
            FolderError::Format { .. }
                | FolderError::Rules { .. }
                | FolderError::Schema { .. }
                | FolderError::State { .. }
                | FolderError::Stories { .. }
                | FolderError::Names { .. }
        )
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            FolderError::Missing(_) => Some("make one with: indexer PATH"),
            error if error.asks_for_rebuild() => Some("run: indexer --rebuild PATH"),
            FolderError::Locked(_) => Some("wait until it has finished; nothing was changed"),
            FolderError::Tantivy { .. } => Some("if the index is damaged, run: indexer --rebuild PATH"),
            _ => None,
        }
    }
}

//! The user's own file of actors, as the index remembers it: where it lies, and a copy of its text.
//!
//! The copy stands in for a file that is gone, so that nothing changes in silence. The state file names the path; which
//! lexicon a commit was made with stands in its payload.

use super::folder::Folder;
use super::folder_error::FolderError;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;

const COPY_FILE: &str = "actors.toml";

/// What the state file says of the user's own file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorsPath {
    /// Absolute path.
    pub path: String,
}

/// The user's own file of actors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserActors {
    /// Absolute path.
    pub path: String,
    /// Its text when it was last read.
    pub text: String,
}

impl Folder {
    /// The user's own file as the index remembers it; `None` when no run named one.
    ///
    /// # Errors
    /// When the state file or the copy cannot be read.
    pub fn user_actors(&self) -> Result<Option<UserActors>, FolderError> {
        let Some(ActorsPath { path }) = self.state()?.and_then(|state| state.actors_file) else { return Ok(None) };
        let copy = self.root().join(COPY_FILE);
        let text = fs::read_to_string(&copy).map_err(|error| self.io_error(&copy, error))?;
        Ok(Some(UserActors { path, text }))
    }

    /// Where the copy lies, if there is one.
    pub fn actors_copy(&self) -> Option<String> {
        let copy = self.root().join(COPY_FILE);
        copy.is_file().then(|| copy.display().to_string())
    }

    /// Writes the copy, or removes it.
    pub(super) fn write_actors_copy(&self, actors: Option<&UserActors>) -> Result<(), FolderError> {
        let Some(actors) = actors else {
            let copy = self.root().join(COPY_FILE);
            return match fs::remove_file(&copy) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.io_error(&copy, error)),
                _ => Ok(()),
            };
        };
        self.write_whole(self.root(), COPY_FILE, actors.text.as_bytes())
    }
}

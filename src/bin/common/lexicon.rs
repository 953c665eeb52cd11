//! The lexicon to work with: the curated one, changed by the user's own file when there is one.

use super::{say, say_error};
use dateline::actor::{BUILT_IN_FILES, Lexicon, LexiconError};
use dateline::index::{Folder, FolderError, UserActors};
use dateline::ingest::{Walk, absolute, path_text, reason};
use dateline::output::display_path;
use std::path::{Path, PathBuf};

/// Which file of the user's own is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub enum ActorsFile<'a> {
    /// The one that the index remembers.
    #[default]
    Remembered,
    /// This one.
    Named(&'a Path),
    /// This one, as if it held this text.
    Given(&'a Path, &'a str),
    /// None, and the index is to forget the one that it remembers.
    Forgotten,
}

/// What is done with a remembered file that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// It is an error.
    Fails,
    /// It is told, and what it said before is used.
    KeepsTheCopy,
}

/// A lexicon with the file that it was made from.
pub struct Loaded {
    pub lexicon: &'static Lexicon,
    pub actors: Option<UserActors>,
}

/// The user's own file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ActorsFileError {
    #[error("{0}: {1}")]
    Unreadable(String, String),
    #[error(transparent)]
    Broken(#[from] LexiconError),
}

impl ActorsFileError {
    pub fn hint(&self) -> &'static str {
        match self {
            ActorsFileError::Unreadable(..) => "--actors takes a TOML file, its form is that of index-schema/actors",
            ActorsFileError::Broken(error) => error.hint(),
        }
    }
}

/// The lexicon for an index, or for none. A remembered file that is gone or has changed is told.
pub fn load(program: &str, folder: Option<&Folder>, file: ActorsFile<'_>, broken: Broken) -> anyhow::Result<Loaded> {
    let remembered = match (folder, file) {
        (_, ActorsFile::Forgotten) => None,
        (_, ActorsFile::Named(path)) => {
            let actors = read(path)?;
            return Ok(Loaded { lexicon: parse(&actors)?, actors: Some(actors) });
        }
        (_, ActorsFile::Given(path, text)) => {
            let actors = UserActors { path: path_text(path), text: text.to_owned() };
            return Ok(Loaded { lexicon: parse(&actors)?, actors: Some(actors) });
        }
        (Some(folder), ActorsFile::Remembered) => match folder.user_actors() {
            // Where the state file is damaged, only a rebuild goes on from here.
            Err(FolderError::State { .. }) => {
                if let Some(copy) = folder.actors_copy() {
                    let told = format!("the index had a file of your own, which it cannot find; a copy is {copy}");
                    say_error(program, &told, Some("indexer --actors FILE names it"));
                }
                None
            }
            remembered => remembered?,
        },
        (None, ActorsFile::Remembered) => None,
    };
    let Some(copy) = remembered else { return Ok(Loaded { lexicon: Lexicon::built_in(), actors: None }) };
    let shown = display_path(&copy.path, &super::working_folder()).to_owned();
    let now = match std::fs::read_to_string(&copy.path) {
        Ok(text) => UserActors { path: copy.path.clone(), text },
        Err(error) => {
            let told = format!("{shown}: {}; what it said before is used", reason(&error));
            say_error(program, &told, Some("indexer --actors FILE names another, indexer --no-actors forgets it"));
            return Ok(Loaded { lexicon: parse(&copy)?, actors: Some(copy) });
        }
    };
    match parse(&now) {
        Ok(lexicon) => {
            if now.text != copy.text {
                say(program, &format!("{shown} has changed since the index last read it"));
            }
            Ok(Loaded { lexicon, actors: Some(now) })
        }
        Err(error) if broken == Broken::KeepsTheCopy => {
            say_error(program, &format!("{error}; what the file said before is used"), Some(error.hint()));
            Ok(Loaded { lexicon: parse(&copy)?, actors: Some(copy) })
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes the user's own file out of what a walk found: it is no article, and no failure either.
pub fn leave_out(found: &mut Walk, actors: Option<&UserActors>) {
    if let Some(actors) = actors {
        found.files.retain(|file| file.text != actors.path);
    }
}

fn read(path: &Path) -> Result<UserActors, ActorsFileError> {
    let unreadable = |error: std::io::Error| ActorsFileError::Unreadable(path_text(path), reason(&error));
    let path: PathBuf = absolute(path).map_err(unreadable)?;
    let metadata = std::fs::metadata(&path).map_err(unreadable)?;
    // A pipe would be waited for until somebody writes into it.
    if !metadata.is_file() && !metadata.is_dir() {
        return Err(ActorsFileError::Unreadable(path_text(&path), "not a regular file".to_owned()));
    }
    let text = std::fs::read_to_string(&path).map_err(unreadable)?;
    Ok(UserActors { path: path_text(&path), text })
}

/// Made once for a run of the program and kept to its end.
fn parse(actors: &UserActors) -> Result<&'static Lexicon, ActorsFileError> {
    let shown = display_path(&actors.path, &super::working_folder()).to_owned();
    let lexicon = Lexicon::parse_with_user(BUILT_IN_FILES.iter().copied(), Some((&shown, &actors.text)))?;
    Ok(Box::leak(Box::new(lexicon)))
}

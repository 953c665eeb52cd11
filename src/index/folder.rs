//! The index folder: a state file, one folder for each generation, and the writer's lock.
//!
//! ```text
//! .dateline/
//!   dateline.json        which generation is current, and the versions it was written with
//!   actors.toml          a copy of the user's own file of actors, if one was named
//!   writer.lock          held by the one process that writes
//!   generation-1/        a tantivy index
//!     names/             lexicon files; the payload of each commit names its own
//!     stories/           files of stories, named likewise
//! ```
//!
//! A rebuild writes a new generation beside the old one and swaps it in by replacing the state file,
//! so that a reader finds one or the other, whole.

use super::folder_error::FolderError;
use super::read_only::ReadOnlyDirectory;
use super::schema::{Fields, declared_schema};
use super::stories::StoryTable;
use super::user_actors::ActorsPath;
use super::version::{FORMAT_VERSION, RULES_VERSION};
use crate::actor::{NameTable, NameTableError};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy};

/// Name of the index folder that is looked for here and above.
pub const INDEX_FOLDER_NAME: &str = ".dateline";
const STATE_FILE: &str = "dateline.json";
const LOCK_FILE: &str = "writer.lock";
const NAMES_FOLDER: &str = "names";
const STORIES_FOLDER: &str = "stories";
/// Texts and records are compressed in blocks of this size, and a hit costs one block. Half of tantivy's own size: pages come
/// a seventh sooner, for an index that is larger by 2 %.
const STORE_BLOCK_BYTES: usize = 8_192;

/// The state file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexState {
    /// The current generation, from 1.
    pub generation: u64,
    /// Version of fields and files.
    pub format_version: u32,
    /// Version of the rules that read the articles.
    pub rules_version: u32,
    /// Version of the program that wrote it.
    pub program_version: String,
    /// The user's own file of actors, if one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actors_file: Option<ActorsPath>,
}

/// What each commit says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// Number of the lexicon file that belongs to the commit.
    pub names: u64,
    /// Hash of the curated lexicon it was made with, hexadecimal.
    pub lexicon: String,
    /// Number of the file of stories, 0 for none.
    pub stories: u64,
    /// The number that the next article gets.
    pub next_article: u64,
}

/// An index folder, which may not exist yet.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

/// The writer's lock; given back when dropped.
#[derive(Debug)]
pub struct WriterLock {
    _file: File,
}

impl Folder {
    /// The folder at `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Folder { root: root.into() }
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether `path` is an index folder.
    pub fn is_index(path: &Path) -> bool {
        path.join(STATE_FILE).is_file()
    }

    /// The nearest index folder in `start` or a folder above it.
    pub fn find_above(start: &Path) -> Option<Folder> {
        start
            .ancestors()
            .map(|folder| folder.join(INDEX_FOLDER_NAME))
            .find(|path| Folder::is_index(path))
            .map(Folder::new)
    }

    /// The folder for messages.
    pub fn display(&self) -> String {
        self.root.display().to_string()
    }

    pub(super) fn io_error(&self, path: &Path, source: io::Error) -> FolderError {
        FolderError::Io { path: path.display().to_string(), source }
    }

    pub(super) fn tantivy_error(&self, source: tantivy::TantivyError) -> FolderError {
        FolderError::Tantivy { folder: self.display(), source }
    }

    /// Reads the state file without judging its versions; `None` when there is none.
    ///
    /// # Errors
    /// When the file cannot be read or understood.
    pub fn state(&self) -> Result<Option<IndexState>, FolderError> {
        let file = self.root.join(STATE_FILE);
        match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map(Some)
                .map_err(|cause| FolderError::State { file: file.display().to_string(), cause }),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(self.io_error(&file, error)),
        }
    }

    /// Reads the state file and checks that this program can use what it names.
    ///
    /// # Errors
    /// When there is no index, or one of another version.
    pub fn checked_state(&self) -> Result<IndexState, FolderError> {
        let state = self.readable_state()?;
        if state.rules_version != RULES_VERSION {
            return Err(FolderError::Rules {
                folder: self.display(),
                found: state.rules_version,
                expected: RULES_VERSION,
            });
        }
        Ok(state)
    }

    /// The state of an index whose files can be read, by whatever rules its articles were.
    fn readable_state(&self) -> Result<IndexState, FolderError> {
        let state = self.state()?.ok_or_else(|| FolderError::Missing(self.display()))?;
        if state.format_version != FORMAT_VERSION {
            return Err(FolderError::Format {
                folder: self.display(),
                found: state.format_version,
                expected: FORMAT_VERSION,
            });
        }
        Ok(state)
    }

    /// Opens the last commit whatever rules its articles were read by: to learn what is to be read again.
    ///
    /// # Errors
    /// When there is no index, or one of another format version, or it is damaged.
    pub fn open_by_any_rules(&self) -> Result<OpenIndex, FolderError> {
        self.open_once(self.readable_state()?)
    }

    /// Takes the writer's lock, making the folder when there is none.
    ///
    /// # Errors
    /// When another process holds it, or the folder cannot be made.
    pub fn lock(&self) -> Result<WriterLock, FolderError> {
        fs::create_dir_all(&self.root).map_err(|error| self.io_error(&self.root, error))?;
        let path = self.root.join(LOCK_FILE);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| self.io_error(&path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(WriterLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(FolderError::Locked(self.display())),
            Err(TryLockError::Error(error)) => Err(self.io_error(&path, error)),
        }
    }

    /// The folder of a generation.
    pub fn generation(&self, generation: u64) -> PathBuf {
        self.root.join(format!("generation-{generation}"))
    }

    /// Makes the empty tantivy index of a new generation; what a broken attempt left is removed.
    pub(super) fn create_generation(&self, generation: u64) -> Result<Index, FolderError> {
        let path = self.generation(generation);
        if path.exists() {
            fs::remove_dir_all(&path).map_err(|error| self.io_error(&path, error))?;
        }
        for folder in [NAMES_FOLDER, STORIES_FOLDER] {
            let folder = path.join(folder);
            fs::create_dir_all(&folder).map_err(|error| self.io_error(&folder, error))?;
        }
        let directory = MmapDirectory::open(&path).map_err(|error| self.tantivy_error(error.into()))?;
        let settings = IndexSettings { docstore_blocksize: STORE_BLOCK_BYTES, ..IndexSettings::default() };
        Index::create(directory, declared_schema(), settings).map_err(|error| self.tantivy_error(error))
    }

    /// Opens the tantivy index of a generation and checks its fields. The one function that opens an
    /// index.
    pub(super) fn open_generation(&self, generation: u64) -> Result<(Index, Fields), FolderError> {
        let directory =
            MmapDirectory::open(self.generation(generation)).map_err(|error| self.tantivy_error(error.into()))?;
        let index = Index::open(ReadOnlyDirectory(directory)).map_err(|error| self.tantivy_error(error))?;
        let fields =
            Fields::of(&index.schema()).map_err(|source| FolderError::Schema { folder: self.display(), source })?;
        Ok((index, fields))
    }

    /// Makes `state` the current one, in one step.
    pub(super) fn write_state(&self, state: &IndexState) -> Result<(), FolderError> {
        let mut bytes = serde_json::to_vec_pretty(state).expect("numbers and strings are valid JSON");
        bytes.push(b'\n');
        self.write_whole(&self.root, STATE_FILE, &bytes)
    }

    /// Writes a file so that it is there whole or not at all.
    pub(super) fn write_whole(&self, folder: &Path, name: &str, bytes: &[u8]) -> Result<(), FolderError> {
        let path = folder.join(name);
        let write = || -> io::Result<()> {
            let part = folder.join(format!("{name}.part"));
            let mut file = File::create(&part)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&part, &path)?;
            File::open(folder)?.sync_all()
        };
        write().map_err(|error| self.io_error(&path, error))
    }

    /// Writes the lexicon file with this number.
    pub(super) fn write_names(&self, generation: u64, number: u64, bytes: &[u8]) -> Result<(), FolderError> {
        self.write_whole(&self.generation(generation).join(NAMES_FOLDER), &names_file(number), bytes)
    }

    /// Writes the file of stories with this number.
    pub(super) fn write_stories(&self, generation: u64, number: u64, bytes: &[u8]) -> Result<(), FolderError> {
        self.write_whole(&self.generation(generation).join(STORIES_FOLDER), &stories_file(number), bytes)
    }

    /// Removes files of the lexicon and of stories that are older than those of `payload`; one that resists is left for
    /// the next time.
    pub(super) fn remove_files_before(&self, generation: u64, payload: &Payload) {
        for (folder, prefix, first_kept) in
            [(NAMES_FOLDER, NAMES_PREFIX, payload.names), (STORIES_FOLDER, STORIES_PREFIX, payload.stories)]
        {
            let Ok(entries) = fs::read_dir(self.generation(generation).join(folder)) else { continue };
            for entry in entries.flatten() {
                let name = entry.file_name();
                let number = name.to_str().and_then(|name| file_number(name, prefix));
                if number.is_some_and(|number| number < first_kept) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }

    /// Removes generations other than `generation`; one that resists is left for the next time.
    pub(super) fn remove_other_generations(&self, generation: u64) {
        let Ok(entries) = fs::read_dir(&self.root) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let number = name.to_str().and_then(|name| name.strip_prefix("generation-")?.parse::<u64>().ok());
            if number.is_some_and(|number| number != generation) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    /// Opens the lexicon file with this number, memory-mapped.
    ///
    /// # Errors
    /// When it is missing or damaged.
    pub fn open_names(&self, generation: u64, number: u64) -> Result<NameTable<OwnedBytes>, FolderError> {
        let error = |cause: String| FolderError::Names { folder: self.display(), cause };
        let bytes = self.map_file(generation, NAMES_FOLDER, &names_file(number)).map_err(error)?;
        NameTable::open(bytes).map_err(|cause: NameTableError| error(cause.to_string()))
    }

    /// Opens the file of stories with this number, memory-mapped; there is none with the number 0.
    ///
    /// # Errors
    /// When it is missing or damaged.
    pub fn open_stories(&self, generation: u64, number: u64) -> Result<StoryTable, FolderError> {
        if number == 0 {
            return Ok(StoryTable::empty());
        }
        let error = |cause: String| FolderError::Stories { folder: self.display(), cause };
        let bytes = self.map_file(generation, STORIES_FOLDER, &stories_file(number)).map_err(error)?;
        StoryTable::open(bytes).ok_or_else(|| error("the file is cut or no file of stories".to_owned()))
    }

    fn map_file(&self, generation: u64, folder: &str, file: &str) -> Result<OwnedBytes, String> {
        let directory =
            MmapDirectory::open(self.generation(generation).join(folder)).map_err(|cause| cause.to_string())?;
        let file = directory.open_read(Path::new(file)).map_err(|cause| cause.to_string())?;
        file.read_bytes().map_err(|cause| cause.to_string())
    }

    /// Opens the last commit for reading.
    ///
    /// A writer may swap files between two looks; then it is tried again.
    ///
    /// # Errors
    /// When there is no index, it is of another version, or it is damaged.
    pub fn open(&self) -> Result<OpenIndex, FolderError> {
        const TRIES: usize = 5;
        let mut last = None;
        for _ in 0..TRIES {
            let state = self.checked_state()?;
            match self.open_once(state) {
                Ok(open) => return Ok(open),
                Err(error) => last = Some(error),
            }
        }
        Err(last.expect("tried at least once"))
    }

    fn open_once(&self, state: IndexState) -> Result<OpenIndex, FolderError> {
        let (index, fields) = self.open_generation(state.generation)?;
        let reader: IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|error| self.tantivy_error(error))?;
        // The payload is read after the reader: its lexicon belongs to the reader's commit or to a
        // later one, which knows every earlier number, since numbers are given once.
        let payload = self.payload(&index)?;
        let names = self.open_names(state.generation, payload.names)?;
        let stories = self.open_stories(state.generation, payload.stories)?;
        Ok(OpenIndex { state, payload, index, fields, reader, names, stories })
    }

    pub(super) fn payload(&self, index: &Index) -> Result<Payload, FolderError> {
        let metas = index.load_metas().map_err(|error| self.tantivy_error(error))?;
        match metas.payload {
            None => Ok(Payload::default()),
            Some(text) => serde_json::from_str(&text)
                .map_err(|error| FolderError::Names { folder: self.display(), cause: error.to_string() }),
        }
    }

    /// Size of everything in the folder, in bytes.
    pub fn size_bytes(&self) -> u64 {
        fn size(path: &Path) -> u64 {
            let Ok(entries) = fs::read_dir(path) else { return 0 };
            entries
                .flatten()
                .map(|entry| match entry.metadata() {
                    Ok(metadata) if metadata.is_dir() => size(&entry.path()),
                    Ok(metadata) => metadata.len(),
                    Err(_) => 0,
                })
                .sum()
        }
        size(&self.root)
    }
}

/// An index opened for reading.
pub struct OpenIndex {
    /// Its state file.
    pub state: IndexState,
    /// What its commit says of itself.
    pub payload: Payload,
    /// The tantivy index.
    pub index: Index,
    /// Its fields.
    pub fields: Fields,
    /// Its reader, which never reloads by itself.
    pub reader: IndexReader,
    /// The lexicon of the commit.
    pub names: NameTable<OwnedBytes>,
    /// The stories of the commit.
    pub stories: StoryTable,
}

const NAMES_PREFIX: &str = "names-";
const STORIES_PREFIX: &str = "stories-";

fn names_file(number: u64) -> String {
    format!("{NAMES_PREFIX}{number}.bin")
}

fn stories_file(number: u64) -> String {
    format!("{STORIES_PREFIX}{number}.bin")
}

fn file_number(file: &str, prefix: &str) -> Option<u64> {
    file.strip_prefix(prefix)?.strip_suffix(".bin")?.parse().ok()
}

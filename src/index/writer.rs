//! Writing: one process at a time, article by article, and commits that cover text and ledger.

use super::document::{PreparedArticle, article_key, file_key};
use super::folder::{Folder, IndexState, Payload, WriterLock};
use super::folder_error::FolderError;
use super::ledger::{Ledger, LedgerRow};
use super::schema::{DocumentKind, Fields};
use super::stated::{StatedSince, stated_with};
use super::stories::{NewStories, StoryTable};
use super::user_actors::{ActorsPath, UserActors};
use super::version::{FORMAT_VERSION, RULES_VERSION};
use crate::actor::{Learned, Lexicon, NameNumbers, Statement, build_name_table, learn};
use serde::de::DeserializeOwned;
use tantivy::collector::DocSetCollector;
use tantivy::indexer::UserOperation;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

/// Memory for documents on their way into segments, over all threads.
pub const WRITER_BYTES: usize = 96 << 20;

/// Why writing failed.
#[derive(Debug, thiserror::Error)]
pub enum WriterError {
    /// The folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A ledger row cannot be read.
    #[error("ledger of index {folder} is damaged: {cause}")]
    Ledger {
        /// The index folder.
        folder: String,
        /// What the parser said.
        cause: String,
    },
}

impl WriterError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            WriterError::Folder(error) => error.hint(),
            WriterError::Ledger { .. } => Some("run: indexer --rebuild PATH"),
        }
    }
}

/// The one writer of an index. What it wrote is there after [`Writer::commit`]; dropped before, it
/// leaves the last commit as it was.
pub struct Writer {
    folder: Folder,
    generation: u64,
    /// Whether `generation` is not yet the current one.
    swap_in: bool,
    /// Whether it replaces another and so must be whole before it is swapped in.
    rebuilding: bool,
    index: Index,
    fields: Fields,
    writer: IndexWriter<TantivyDocument>,
    numbers: NameNumbers,
    names_file: u64,
    /// Number of the file of stories, 0 for none.
    stories_file: u64,
    /// NewStories to be written with the next commit.
    new_stories: Option<NewStories>,
    /// The number that the next article gets.
    next_article: u64,
    /// Whether something was written since the last commit.
    dirty: bool,
    lexicon: &'static Lexicon,
    lexicon_hash: String,
    learned: Learned,
    /// What changed of it since the last commit.
    stated_since: StatedSince,
    /// Revision of the numbers that the lexicon file holds; `None` when the file must be written anew.
    names_revision: Option<u64>,
    /// The user's own file of actors, and whether the folder does not yet say so.
    actors: Option<UserActors>,
    actors_changed: bool,
    _lock: WriterLock,
}

impl Writer {
    /// Opens the index for writing, making it when there is none.
    ///
    /// # Errors
    /// When another process writes, or the index is of another version.
    pub fn open(folder: &Folder, lexicon: &'static Lexicon) -> Result<Writer, WriterError> {
        let lock = folder.lock()?;
        if folder.state()?.is_none() {
            return Writer::new_generation(folder, lexicon, lock, 1);
        }
        let state = folder.checked_state()?;
        let (index, fields) = folder.open_generation(state.generation)?;
        let payload = folder.payload(&index)?;
        let names = folder.open_names(state.generation, payload.names)?;
        let mut writer = Writer::over(folder, lexicon, lock, index, fields, state.generation, names.numbers())?;
        writer.names_file = payload.names;
        writer.stories_file = payload.stories;
        writer.next_article = payload.next_article;
        // Another curated lexicon makes other actors of the same names.
        writer.dirty = payload.lexicon != writer.lexicon_hash;
        writer.learned = writer.what_is_learned()?;
        Ok(writer)
    }

    /// Begins a new, empty generation, which replaces what there is at [`Writer::finish`].
    ///
    /// # Errors
    /// When another process writes, or the disk refuses.
    pub fn rebuild(folder: &Folder, lexicon: &'static Lexicon) -> Result<Writer, WriterError> {
        let lock = folder.lock()?;
        // A damaged state file is no reason not to rebuild.
        let generation = folder.state().ok().flatten().map_or(1, |state| state.generation + 1);
        let mut writer = Writer::new_generation(folder, lexicon, lock, generation)?;
        writer.rebuilding = generation > 1;
        Ok(writer)
    }

    fn new_generation(
        folder: &Folder,
        lexicon: &'static Lexicon,
        lock: WriterLock,
        generation: u64,
    ) -> Result<Writer, WriterError> {
        let index = folder.create_generation(generation)?;
        let fields = Fields::of(&index.schema()).expect("a new index has the declared schema");
        let mut writer = Writer::over(folder, lexicon, lock, index, fields, generation, NameNumbers::default())?;
        writer.swap_in = true;
        Ok(writer)
    }

    fn over(
        folder: &Folder,
        lexicon: &'static Lexicon,
        lock: WriterLock,
        index: Index,
        fields: Fields,
        generation: u64,
        numbers: NameNumbers,
    ) -> Result<Writer, WriterError> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(2);
        let writer =
            index.writer_with_num_threads(threads, WRITER_BYTES).map_err(|error| folder.tantivy_error(error))?;
        Ok(Writer {
            folder: folder.clone(),
            generation,
            swap_in: false,
            rebuilding: false,
            index,
            fields,
            writer,
            numbers,
            names_file: 0,
            stories_file: 0,
            new_stories: None,
            next_article: 0,
            dirty: true,
            lexicon,
            lexicon_hash: lexicon.content_hash(),
            learned: Learned::default(),
            stated_since: StatedSince::default(),
            names_revision: None,
            actors: folder.user_actors().ok().flatten(),
            actors_changed: false,
            _lock: lock,
        })
    }

    /// The folder that is written.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Reads the ledger of the last commit.
    ///
    /// # Errors
    /// When the index cannot be read or a row is damaged.
    pub fn ledger(&self) -> Result<Ledger, WriterError> {
        let mut ledger = Ledger::default();
        for row in read_rows(&self.folder, &self.index, &self.fields)? {
            ledger.rows.insert(row.path.clone(), row);
        }
        Ok(ledger)
    }

    /// Looks at the last commit, which may not be visible to others yet.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn searcher(&self) -> Result<(Searcher, Fields), WriterError> {
        let reader = reader_of(&self.index).map_err(|error| self.read_error(error))?;
        Ok((reader.searcher(), self.fields))
    }

    /// Tells an error of reading with the name of the index.
    pub fn read_error(&self, error: tantivy::TantivyError) -> WriterError {
        self.folder.tantivy_error(error).into()
    }

    /// Remembers the user's own file of actors, from which the lexicon was made; `None` forgets it.
    pub fn set_user_actors(&mut self, actors: Option<UserActors>) {
        if self.actors != actors {
            self.actors = actors;
            self.actors_changed = true;
            self.dirty = true;
        }
    }

    /// What the articles state of each other's names, those not committed yet among them, as far as it is trusted.
    fn what_is_learned(&self) -> Result<Learned, WriterError> {
        let (searcher, fields) = self.searcher()?;
        let stated = stated_with(&searcher, &fields, &self.stated_since).map_err(|error| self.read_error(error))?;
        let statements: Vec<Statement> = stated.into_iter().map(|stated| stated.statement).collect();
        Ok(learn(self.lexicon, &statements).0)
    }

    /// Learns anew where a statement came or went; another lexicon file is then needed if that changes anything.
    fn learn(&mut self) -> Result<(), WriterError> {
        if !self.stated_since.is_empty() {
            let learned = self.what_is_learned()?;
            if learned != self.learned {
                self.learned = learned;
                self.renew_lexicon();
            }
        }
        Ok(())
    }

    /// The stories of the last commit.
    ///
    /// # Errors
    /// When their file cannot be read.
    pub fn stories(&self) -> Result<StoryTable, WriterError> {
        Ok(self.folder.open_stories(self.generation, self.stories_file)?)
    }

    /// Puts these stories in the place of those before; the next commit writes them.
    pub fn set_stories(&mut self, stories: NewStories) {
        self.new_stories = Some(stories);
        self.dirty = true;
    }

    /// Writes the lexicon file anew at the next commit, whether or not anything changed. No article is read.
    pub fn renew_lexicon(&mut self) {
        self.names_revision = None;
        self.dirty = true;
    }

    fn run(&mut self, operations: Vec<UserOperation<TantivyDocument>>) -> Result<(), WriterError> {
        self.dirty = true;
        self.writer.run(operations).map(drop).map_err(|error| self.folder.tantivy_error(error).into())
    }

    fn delete(&self, key: u64) -> UserOperation<TantivyDocument> {
        UserOperation::Delete(Term::from_field_u64(self.fields.key, key))
    }

    /// Adds an article of the file at `path` as one block.
    ///
    /// # Errors
    /// When tantivy refuses.
    pub fn add_article(&mut self, path: &str, article: PreparedArticle) -> Result<(), WriterError> {
        let annotated = &article.annotated;
        let key = article_key(path, annotated.article.record);
        self.stated_since.add(key, &annotated.stated_aliases, annotated.source.as_deref());
        let documents = article.into_documents(path, self.next_article, &self.fields, &mut self.numbers);
        self.next_article += 1;
        self.run(documents.into_iter().map(UserOperation::Add).collect())
    }

    /// Removes all articles that a ledger row names, and the row.
    ///
    /// # Errors
    /// When tantivy refuses.
    pub fn remove_file(&mut self, row: &LedgerRow) -> Result<(), WriterError> {
        let keys: Vec<u64> = row.records.iter().map(|record| article_key(&row.path, record)).collect();
        keys.iter().for_each(|key| self.stated_since.remove(*key));
        let mut operations: Vec<_> = keys.into_iter().map(|key| self.delete(key)).collect();
        operations.push(self.delete(file_key(&row.path)));
        self.run(operations)
    }

    /// Removes one article; its ledger row must be put again without it.
    ///
    /// # Errors
    /// When tantivy refuses.
    pub fn remove_article(&mut self, path: &str, record: u32) -> Result<(), WriterError> {
        let key = article_key(path, record);
        self.stated_since.remove(key);
        self.run(vec![self.delete(key)])
    }

    /// Puts the ledger row of a file in the place of the one before.
    ///
    /// # Errors
    /// When tantivy refuses.
    pub fn put_row(&mut self, row: &LedgerRow) -> Result<(), WriterError> {
        let mut document = TantivyDocument::default();
        document.add_u64(self.fields.kind, DocumentKind::File.code());
        document.add_u64(self.fields.key, file_key(&row.path));
        document.add_text(self.fields.record, serde_json::to_string(row).expect("a row is valid JSON"));
        self.run(vec![self.delete(file_key(&row.path)), UserOperation::Add(document)])
    }

    /// Makes everything written so far visible, at once: lexicon first, then text and ledger. While
    /// rebuilding it is made safe but not yet visible.
    ///
    /// Returns whether there was anything.
    ///
    /// # Errors
    /// When the disk refuses; the last commit stays as it was.
    pub fn commit(&mut self) -> Result<bool, WriterError> {
        if !self.dirty {
            return Ok(false);
        }
        self.learn()?;
        let revision = Some(self.numbers.revision());
        let names = if self.names_revision == revision { self.names_file } else { self.names_file + 1 };
        let (lexicon, numbers, learned) = (self.lexicon, &self.numbers, &self.learned);
        let writer = &mut self.writer;
        // The lexicon is built while the last segments are written.
        let (table, prepared) = std::thread::scope(|scope| {
            let table =
                (names != self.names_file).then(|| scope.spawn(move || build_name_table(lexicon, numbers, learned)));
            let prepared = writer.prepare_commit();
            (table.map(|table| table.join().expect("building a table does not panic")), prepared)
        });
        let mut prepared = prepared.map_err(|error| self.folder.tantivy_error(error))?;
        if let Some(table) = table {
            self.folder.write_names(self.generation, names, &table)?;
        }
        let stories = self.stories_file + u64::from(self.new_stories.is_some());
        if let Some(new) = &self.new_stories {
            self.folder.write_stories(self.generation, stories, &new.to_bytes())?;
        }
        let payload = Payload { names, lexicon: self.lexicon_hash.clone(), stories, next_article: self.next_article };
        prepared.set_payload(&serde_json::to_string(&payload).expect("numbers and strings are valid JSON"));
        prepared.commit().map_err(|error| self.folder.tantivy_error(error))?;
        if !self.rebuilding {
            self.swap_in()?;
        }
        self.folder.remove_files_before(self.generation, &payload);
        self.names_file = names;
        self.stories_file = stories;
        self.new_stories = None;
        self.names_revision = revision;
        self.stated_since = StatedSince::default();
        self.dirty = false;
        Ok(true)
    }

    /// Makes this generation the current one, if it is not.
    fn swap_in(&mut self) -> Result<(), FolderError> {
        if self.swap_in || self.actors_changed {
            if self.actors_changed && self.actors.is_some() {
                self.folder.write_actors_copy(self.actors.as_ref())?;
            }
            self.folder.write_state(&IndexState {
                generation: self.generation,
                format_version: FORMAT_VERSION,
                rules_version: RULES_VERSION,
                program_version: env!("CARGO_PKG_VERSION").to_owned(),
                actors_file: self.actors.as_ref().map(|actors| ActorsPath { path: actors.path.clone() }),
            })?;
            if self.actors_changed && self.actors.is_none() {
                self.folder.write_actors_copy(None)?;
            }
            self.actors_changed = false;
            self.folder.remove_other_generations(self.generation);
            self.swap_in = false;
        }
        Ok(())
    }

    /// Commits, waits for merges that are under way (dropping the writer would stop them), and swaps
    /// a rebuilt index in.
    ///
    /// # Errors
    /// When the disk refuses or a merge failed.
    pub fn finish(mut self) -> Result<(), WriterError> {
        self.commit()?;
        self.swap_in()?;
        let folder = self.folder.clone();
        self.writer.wait_merging_threads().map_err(|error| folder.tantivy_error(error).into())
    }
}

fn reader_of(index: &Index) -> tantivy::Result<IndexReader> {
    index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()
}

/// Reads all ledger rows of the last commit.
fn read_rows(folder: &Folder, index: &Index, fields: &Fields) -> Result<Vec<LedgerRow>, WriterError> {
    let reader = reader_of(index).map_err(|error| folder.tantivy_error(error))?;
    read_records(folder, &reader.searcher(), fields, DocumentKind::File)
}

/// Reads the stored records of all documents of one kind, in the order of the index.
fn read_records<T: DeserializeOwned>(
    folder: &Folder,
    searcher: &Searcher,
    fields: &Fields,
    kind: DocumentKind,
) -> Result<Vec<T>, WriterError> {
    let tantivy_error = |error| WriterError::from(folder.tantivy_error(error));
    let of_kind = TermQuery::new(Term::from_field_u64(fields.kind, kind.code()), IndexRecordOption::Basic);
    let mut found: Vec<_> = searcher.search(&of_kind, &DocSetCollector).map_err(tantivy_error)?.into_iter().collect();
    found.sort_unstable();
    found
        .into_iter()
        .map(|address| {
            let document: TantivyDocument = searcher.doc(address).map_err(tantivy_error)?;
            let record = document.get_first(fields.record);
            serde_json::from_str(record.as_ref().and_then(|value| value.as_str()).unwrap_or_default())
                .map_err(|error| WriterError::Ledger { folder: folder.display(), cause: error.to_string() })
        })
        .collect()
}

impl super::folder::OpenIndex {
    /// Reads the ledger.
    ///
    /// # Errors
    /// When the index cannot be read or a row is damaged.
    pub fn ledger_rows(&self, folder: &Folder) -> Result<Vec<LedgerRow>, WriterError> {
        read_rows(folder, &self.index, &self.fields)
    }
}

impl super::folder::OpenIndex {
    /// Reads the stored records of all articles, in the order of the index.
    ///
    /// # Errors
    /// When the index cannot be read or a record is damaged.
    pub fn article_records(&self, folder: &Folder) -> Result<Vec<super::document::ArticleRecord>, WriterError> {
        read_records(folder, &self.reader.searcher(), &self.fields, DocumentKind::Article)
    }
}

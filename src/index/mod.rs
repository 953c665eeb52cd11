//! The index on disk: its fields, its documents, how they are written, and what was read from where.
//!
//! One article is one *block*: its passages in reading order, then the article, all in one segment
//! and next to each other, so that passage and article find each other by arithmetic. Ledger rows
//! live in the same index, so one commit covers text and ledger.

mod actor_forms;
mod document;
mod folder;
mod folder_error;
mod ledger;
mod read_only;
mod schema;
mod stated;
mod stories;
mod user_actors;
mod version;
mod writer;

pub use actor_forms::{FormsError, KeyForms};
pub use document::{
    ArticleRecord, MentionRecord, PassageRecord, PreparedArticle, Preparer, TimeRecord, article_id, article_key,
    file_key,
};
pub use folder::{Folder, INDEX_FOLDER_NAME, IndexState, OpenIndex, Payload};
pub use folder_error::FolderError;
pub use ledger::{FileStamp, Ledger, LedgerRow, Outcome, RecordNumbers};
pub use schema::{DocumentKind, Fields, SchemaError, declared_schema};
pub use stated::{StatedIn, StatedRecord, examples, stated_in};
pub use stories::{NewStories, StoryNumber, StoryTable, Verdict};
pub use user_actors::{ActorsPath, UserActors};
pub use version::{FORMAT_VERSION, RULES_VERSION};
pub use writer::{Writer, WriterError};

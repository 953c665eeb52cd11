//! From paths to an index: walking, reading in parallel, writing in order, and telling what became
//! of everything.

mod infer;
mod paths;
mod pipeline;
mod read_file;
mod remove;
mod report;
mod settle;
mod walk;

pub use infer::Inference;
pub use paths::{absolute, below, path_text};
pub use pipeline::{IngestError, Listener, Options, index_paths};
pub use read_file::{FileReading, ReadSummary, read_path};
pub use remove::{Removal, remove};
pub use report::{ArticleCounts, FileCounts, Report, Told, ToldKind};
pub use settle::settle;
pub use walk::{Input, Walk, reason, walk};

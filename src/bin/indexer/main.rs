//! `indexer`: reads articles and indexes them; shows what it understood and what it holds.

mod actors;
mod annotate;
#[path = "../common/mod.rs"]
mod common;
mod flags;
mod index;
mod remove;
mod status;

use clap::Parser;
use common::lexicon::ActorsFileError;
use common::{Status, say_error};
use dateline::index::{FolderError, WriterError};
use dateline::ingest::IngestError;
use flags::{Command, Flags};
use std::process::ExitCode;

const PROGRAM: &str = "indexer";

/// Indexing makes and drops many small values on several threads, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let flags = Flags::parse();
    let index_folder = flags.index.as_deref();
    let outcome = match &flags.command {
        None => index::run(&flags),
        Some(Command::Actors(actors)) => actors::run(index_folder, actors),
        Some(Command::Annotate(annotate)) => annotate::run(annotate),
        Some(Command::Remove { values }) => remove::run(index_folder, values),
        Some(Command::Status { format }) => status::run(index_folder, *format),
    };
    match outcome {
        Ok(status) => status.into(),
        Err(error) => {
            let hint = error.downcast_ref::<WriterError>().and_then(WriterError::hint);
            let hint = hint.or_else(|| error.downcast_ref::<IngestError>().and_then(IngestError::hint));
            let hint = hint.or_else(|| error.downcast_ref::<FolderError>().and_then(FolderError::hint));
            let hint = hint.or_else(|| error.downcast_ref::<ActorsFileError>().map(ActorsFileError::hint));
            say_error(PROGRAM, &error.to_string(), hint);
            Status::Error.into()
        }
    }
}

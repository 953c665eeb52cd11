//! What an index holds, its versions and how big it is.

use serde::Serialize;
use std::fmt::Write;

/// The state of an index.
#[derive(Debug, Clone, Serialize)]
pub struct Status {
    /// The index folder.
    pub index: String,
    /// Articles.
    pub articles: u64,
    /// Of these, without a publication date.
    pub undated: u64,
    /// Of these, with an inferred publication date.
    pub inferred: u64,
    /// Passages.
    pub passages: u64,
    /// Input files known.
    pub files: u64,
    /// Of these, with something that failed.
    pub files_failed: u64,
    /// Of these, without anything for the index.
    pub files_skipped: u64,
    /// Name keys with a number.
    pub names: u64,
    /// Actors, those of the curated lexicon among them.
    pub actors: u64,
    /// tantivy segments.
    pub segments: u64,
    /// Size on disk, bytes.
    pub size_bytes: u64,
    /// Version of fields and files.
    pub format_version: u32,
    /// Version of the rules that read articles.
    pub rules_version: u32,
    /// Program that made it.
    pub program_version: String,
    /// Whether it was made with the curated lexicon of this program and the user's own file as it is.
    pub lexicon_current: bool,
    /// The user's own file of actors.
    pub actors_file: Option<String>,
}

/// The status as a person reads it.
pub fn status_text(status: &Status) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        writeln!(text, "{name:<10} {value}").expect("a string takes every write");
    };
    line("index", status.index.clone());
    line(
        "articles",
        format!("{} ({} undated, {} with an inferred date)", status.articles, status.undated, status.inferred),
    );
    line("passages", status.passages.to_string());
    line(
        "files",
        format!("{} ({} with failures, {} skipped)", status.files, status.files_failed, status.files_skipped),
    );
    line("names", format!("{} of {} actors", status.names, status.actors));
    if let Some(file) = &status.actors_file {
        line("actors", format!("your own file {file}"));
    }
    line("size", format!("{:.1} MB in {} segments", status.size_bytes as f64 / 1e6, status.segments));
    line(
        "versions",
        format!(
            "format {}, rules {}, written by dateline {}{}",
            status.format_version,
            status.rules_version,
            status.program_version,
            if status.lexicon_current { "" } else { ", its lexicon differs (indexer actors --refresh renews it)" }
        ),
    );
    text
}

/// The status as one JSON object.
pub fn status_json(status: &Status) -> String {
    serde_json::to_string_pretty(status).expect("numbers and strings are valid JSON") + "\n"
}

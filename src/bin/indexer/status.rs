//! `indexer status`: what the index holds, its versions and how big it is.

use crate::PROGRAM;
use crate::common::lexicon::{ActorsFile, Broken, load};
use crate::common::{Status as Exit, find_index, working_folder, write_out};
use crate::flags::Form;
use dateline::index::{FolderError, Outcome};
use dateline::output::{Status, display_path, status_json, status_text};
use std::path::Path;

pub fn run(index: Option<&Path>, format: Form) -> anyhow::Result<Exit> {
    let working_folder = working_folder();
    let folder =
        find_index(index).ok_or_else(|| FolderError::Missing(format!("{working_folder} or any folder above")))?;
    let open = folder.open()?;
    let loaded = load(PROGRAM, Some(&folder), ActorsFile::Remembered, Broken::KeepsTheCopy)?;
    let rows = open.ledger_rows(&folder)?;
    let with = |outcome: Outcome| rows.iter().filter(|row| row.outcome == outcome).count() as u64;
    let status = Status {
        index: display_path(&folder.display(), &working_folder).to_owned(),
        articles: rows.iter().map(|row| row.records.len()).sum(),
        undated: rows.iter().map(|row| row.undated).sum(),
        inferred: rows.iter().map(|row| row.inferred).sum(),
        passages: rows.iter().map(|row| row.passages).sum(),
        files: rows.len() as u64,
        files_failed: with(Outcome::Failed),
        files_skipped: with(Outcome::Skipped),
        names: open.names.numbers_len() as u64,
        actors: open.names.actors_len() as u64,
        segments: open.reader.searcher().segment_readers().len() as u64,
        size_bytes: folder.size_bytes(),
        format_version: open.state.format_version,
        rules_version: open.state.rules_version,
        program_version: open.state.program_version.clone(),
        lexicon_current: open.payload.lexicon == loaded.lexicon.content_hash(),
        actors_file: loaded.actors.map(|actors| display_path(&actors.path, &working_folder).to_owned()),
    };
    write_out(&match format {
        Form::Text => status_text(&status),
        Form::Json => status_json(&status),
    })?;
    Ok(Exit::Success)
}

//! `indexer remove PATH|ID...`: takes files, folders or articles out of the index.

use crate::PROGRAM;
use crate::common::lexicon::{ActorsFile, Broken, load};
use crate::common::{Status, find_index, say, today, working_folder, write_out};
use dateline::index::{FolderError, Writer};
use dateline::ingest::{remove, settle};
use std::path::Path;

pub fn run(index: Option<&Path>, values: &[String]) -> anyhow::Result<Status> {
    let working_folder = working_folder();
    let folder =
        find_index(index).ok_or_else(|| FolderError::Missing(format!("{working_folder} or any folder above")))?;
    folder.checked_state()?;
    let loaded = load(PROGRAM, Some(&folder), ActorsFile::Remembered, Broken::KeepsTheCopy)?;
    let mut writer = Writer::open(&folder, loaded.lexicon)?;
    writer.set_user_actors(loaded.actors);
    let mut ledger = writer.ledger()?;
    let articles = folder.open()?.article_records(&folder)?;
    let mut status = Status::Success;
    let mut done = String::new();
    for value in values {
        let removal = remove(&mut writer, &mut ledger, &articles, Path::new(&working_folder), value)?;
        if removal.files + removal.articles == 0 {
            status = Status::Partial;
            say(PROGRAM, &format!("{value}: neither a file nor an id of the index"));
        } else {
            done.push_str(&format!("removed {value}: {} files, {} articles\n", removal.files, removal.articles));
        }
    }
    if writer.commit()? {
        settle(&mut writer, loaded.lexicon, Some(today()))?;
    }
    writer.finish()?;
    write_out(&done)?;
    Ok(status)
}

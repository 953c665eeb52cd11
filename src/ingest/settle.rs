//! What follows from the articles of the index taken together, reckoned anew after each commit that changed something:
//! dates of those that state none, and copies.

use super::infer::{Inference, infer_dates};
use super::pipeline::IngestError;
use crate::actor::Lexicon;
use crate::date::Day;
use crate::index::Writer;
use crate::story::group_copies;

/// Settles what hangs on the last commit of `writer` as a whole, and commits what that changed. `today` is the day of
/// reading, where it is known.
///
/// # Errors
/// When the index cannot be read or written.
pub fn settle(writer: &mut Writer, lexicon: &Lexicon, today: Option<Day>) -> Result<Inference, IngestError> {
    let inference = infer_dates(writer, lexicon, today)?;
    let (searcher, fields) = writer.searcher()?;
    let known = writer.stories()?;
    let stories = group_copies(&searcher, &fields, &known).map_err(|error| writer.read_error(error))?;
    drop(searcher);
    if !known.says(&stories) {
        writer.set_stories(stories);
    }
    writer.commit()?;
    Ok(inference)
}

//! Taking things out of the index by hand.

use super::paths::{below, path_text};
use crate::index::{ArticleRecord, Ledger, LedgerRow, Writer, WriterError};
use std::path::Path;

/// What a value of `indexer remove` took out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removal {
    /// Files whose rows are gone.
    pub files: u64,
    /// Articles.
    pub articles: u64,
}

/// Removes the file at `value`, everything below it, or every article with the id `value`. The file
/// need not exist any more. A file that is still there comes back when its folder is indexed again; a
/// removed article comes back when its file has changed.
///
/// `articles` are all articles of the last commit.
///
/// # Errors
/// When the index cannot be written.
pub fn remove(
    writer: &mut Writer,
    ledger: &mut Ledger,
    articles: &[ArticleRecord],
    working_folder: &Path,
    value: &str,
) -> Result<Removal, WriterError> {
    let mut removal = Removal::default();
    // The path may be gone, so it cannot be resolved; its folder may still be there.
    let path = std::fs::canonicalize(value).unwrap_or_else(|_| {
        std::path::absolute(working_folder.join(value)).unwrap_or_else(|_| Path::new(value).to_owned())
    });
    let path = path_text(&path);
    let mut under: Vec<String> = ledger.rows.keys().filter(|row| below(row, &path)).cloned().collect();
    under.sort();
    if !under.is_empty() {
        for path in under {
            let Some(row) = ledger.rows.remove(&path) else { continue };
            writer.remove_file(&row)?;
            removal.files += 1;
            removal.articles += row.records.len();
        }
        return Ok(removal);
    }
    for article in articles.iter().filter(|article| article.id == value) {
        let Some(row) = ledger.rows.get_mut(&article.path) else { continue };
        writer.remove_article(&article.path, article.record)?;
        row.records.remove(article.record);
        let inferred = article.published.as_ref().is_some_and(|date| date.inferred);
        row.undated -= u64::from(article.published.is_none()).min(row.undated);
        row.inferred -= u64::from(inferred).min(row.inferred);
        row.passages -= article.passages.min(row.passages);
        let row: LedgerRow = row.clone();
        writer.put_row(&row)?;
        removal.articles += 1;
    }
    Ok(removal)
}

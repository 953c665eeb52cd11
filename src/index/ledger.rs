//! What became of every input file, kept beside the articles.

use crate::problem::Problem;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Size, time and content of a file when it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStamp {
    /// Bytes.
    pub size: u64,
    /// Time of last change, nanoseconds since 1970.
    pub modified: i128,
    /// XXH3-128 of the content, hexadecimal.
    pub hash: String,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// All or some of its records are in the index.
    Indexed,
    /// Nothing in it is for the index, and that is no failure.
    Skipped,
    /// It, or a record of it, could not be read.
    Failed,
}

/// One row: an input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// Absolute path.
    pub path: String,
    /// What it looked like; `None` when it could not be read to its end.
    pub stamp: Option<FileStamp>,
    /// What became of it.
    pub outcome: Outcome,
    /// Record numbers that are in the index.
    pub records: RecordNumbers,
    /// Why something of it was skipped.
    pub skipped: Vec<Problem>,
    /// Why something of it failed.
    pub failed: Vec<Problem>,
    /// Records skipped in all; reasons are kept of the first ones.
    pub skipped_count: u64,
    /// Records failed in all.
    pub failed_count: u64,
    /// How many of its articles have no date, inferred ones counted as dated.
    pub undated: u64,
    /// How many of its articles have a date that was inferred.
    pub inferred: u64,
    /// How many passages it gave.
    pub passages: u64,
}

/// Record numbers as ranges, since most files have all of theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordNumbers(Vec<(u32, u32)>);

impl RecordNumbers {
    /// Adds a number greater than all before.
    pub fn push(&mut self, record: u32) {
        match self.0.last_mut() {
            Some((_, end)) if *end == record => *end += 1,
            _ => self.0.push((record, record + 1)),
        }
    }

    /// Removes a number.
    pub fn remove(&mut self, record: u32) {
        let kept: Vec<u32> = self.iter().filter(|number| *number != record).collect();
        self.0.clear();
        kept.into_iter().for_each(|number| self.push(number));
    }

    /// All numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().flat_map(|(start, end)| *start..*end)
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        self.0.iter().map(|(start, end)| u64::from(end - start)).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// All rows, by path.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Absolute path → row.
    pub rows: FxHashMap<String, LedgerRow>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn record_numbers_keep_their_gaps() {
        let mut records = RecordNumbers::default();
        [0, 1, 2, 5, 6].into_iter().for_each(|record| records.push(record));
        records.remove(1);
        assert_eq!(records.iter().collect::<Vec<_>>(), [0, 2, 5, 6]);
        assert_eq!(records.len(), 4);
    }
}

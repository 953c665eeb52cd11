//! One file: its stamp, its format, its records.

use super::walk::{Input, reason};
use crate::article::Article;
use crate::date::Day;
use crate::index::FileStamp;
use crate::problem::Problem;
use crate::read::{Detected, Format, Record, detect, read};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::time::UNIX_EPOCH;
use xxhash_rust::xxh3::Xxh3;

/// How much of a file is looked at to tell its format.
const HEAD_BYTES: usize = 8 << 10;
const BUFFER_BYTES: usize = 256 << 10;
/// Most reasons kept of one file; how many there were beyond is told.
pub(super) const PROBLEMS_KEPT_MAX: usize = 1_000;

/// What reading a file came to, besides its articles.
#[derive(Debug, Default)]
pub struct ReadSummary {
    /// Why the file, or records of it, were skipped.
    pub skipped: Vec<Problem>,
    /// Why the file, or records of it, failed.
    pub failed: Vec<Problem>,
    /// Records skipped in all.
    pub skipped_count: u64,
    /// Records failed in all.
    pub failed_count: u64,
    /// Bytes read.
    pub bytes: u64,
}

impl ReadSummary {
    fn skip(&mut self, problem: Problem) {
        self.skipped_count += 1;
        if self.skipped.len() < PROBLEMS_KEPT_MAX {
            self.skipped.push(problem);
        }
    }

    pub(super) fn fail(&mut self, problem: Problem) {
        self.failed_count += 1;
        if self.failed.len() < PROBLEMS_KEPT_MAX {
            self.failed.push(problem);
        }
    }
}

/// Size and time of a file, before its content is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileReading {
    /// Bytes.
    pub size: u64,
    /// Time of last change, nanoseconds since 1970.
    pub modified: i128,
}

impl FileReading {
    /// Looks at a file.
    ///
    /// # Errors
    /// When it is gone or may not be looked at.
    pub fn of(input: &Input) -> io::Result<Self> {
        let metadata = std::fs::metadata(&input.path)?;
        let modified = match metadata.modified()?.duration_since(UNIX_EPOCH) {
            Ok(after) => after.as_nanos() as i128,
            Err(before) => -(before.duration().as_nanos() as i128),
        };
        Ok(FileReading { size: metadata.len(), modified })
    }

    /// The stamp with the hash of the content, which is read to its end.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn stamp(self, input: &Input) -> io::Result<FileStamp> {
        let mut file = File::open(&input.path)?;
        let mut hasher = Xxh3::new();
        let mut buffer = vec![0u8; BUFFER_BYTES];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(len) => hasher.update(&buffer[..len]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(FileStamp { size: self.size, modified: self.modified, hash: format!("{:032x}", hasher.digest128()) })
    }
}

/// Reads all articles of a file, in order. What cannot be read is in the summary, with its reason. `today`
/// is the day of reading, where it is known.
pub fn read_path(input: &Input, today: Option<Day>, sink: &mut dyn FnMut(Article)) -> ReadSummary {
    let mut summary = ReadSummary { bytes: input.size, ..ReadSummary::default() };
    let result = File::open(&input.path).and_then(|file| {
        let mut reader = BufReader::with_capacity(BUFFER_BYTES, file);
        let head = reader.fill_buf()?;
        let format = match detect(&input.path, &head[..head.len().min(HEAD_BYTES)]) {
            Detected::Known(format) => format,
            Detected::Skip(why) => {
                summary.skip(Problem::new(why));
                return Ok(());
            }
        };
        // The name of a file speaks for an article only where the file is that article.
        let is_one = matches!(format, Format::Text | Format::Markdown);
        let file_name = input.path.file_name().filter(|_| is_one).map(|name| name.to_string_lossy().into_owned());
        read_records(format, &mut reader, &mut summary, &mut |mut article| {
            article.read_on = today;
            article.file_name.clone_from(&file_name);
            sink(article);
        })
    });
    if let Err(error) = result {
        summary.fail(Problem::new(reason(&error)));
    }
    summary
}

fn read_records(
    format: Format,
    reader: &mut dyn BufRead,
    summary: &mut ReadSummary,
    sink: &mut dyn FnMut(Article),
) -> io::Result<()> {
    read(format, reader, &mut |record| match record {
        Record::Article(article) => sink(article),
        Record::Failed(problem) => summary.fail(problem),
        Record::Skipped { reason, .. } => summary.skip(reason),
    })
}

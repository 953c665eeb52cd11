//! Indexing: one thread reads files, several understand articles, one writes them in order.
//!
//! Order is kept, so the same input gives the same index, name-key numbers included. Memory is
//! bounded by the batches that are under way, not by the corpus.

use super::read_file::{FileReading, ReadSummary, read_path};
use super::report::{Report, Told, ToldKind};
use super::settle::settle;
use super::walk::{Input, Walk, reason};
use crate::actor::Lexicon;
use crate::annotate::{Cleaning, annotate};
use crate::article::Article;
use crate::date::Day;
use crate::index::{
    FileStamp, Ledger, LedgerRow, Outcome, PreparedArticle, Preparer, RecordNumbers, Writer, WriterError,
};
use crate::ingest::paths::below;
use crate::problem::Problem;
use crate::publication::PublicationDate;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

/// Text of a batch of articles on its way through the threads, in bytes.
const BATCH_BYTES: usize = 128 << 10;
/// Batches that may wait for a thread.
const BATCHES_WAITING_MAX: usize = 8;
/// Text after which a commit is made between two files, in bytes.
const COMMIT_BYTES: u64 = 512 << 20;
/// Time after which a commit is made between two files.
const COMMIT_AFTER: Duration = Duration::from_secs(60);

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The index cannot be written.
    #[error(transparent)]
    Writer(#[from] WriterError),
}

impl IngestError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            IngestError::Writer(error) => error.hint(),
        }
    }
}

/// How a run goes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Take out of the index what is gone from disk under the given paths.
    pub prune: bool,
    /// The day of reading, where it is known: nothing appears later.
    pub today: Option<Day>,
}

/// Who listens while a run goes on.
pub trait Listener {
    /// Something is to be told about an input.
    fn tell(&mut self, told: Told<'_>);
    /// So many bytes of input are done.
    fn progress(&mut self, bytes: u64);
}

/// A step of the pipeline, in the order of the input.
enum Step<A> {
    /// A file begins; its earlier row is known.
    Begin { file: usize },
    /// An article of the current file; what it was if it could not be understood.
    Article(A),
    /// The current file ends.
    End { file: usize, summary: ReadSummary, stamp: Option<FileStamp> },
    /// A file is as it was; its stamp if only the time of change differs.
    Unchanged { file: usize, stamp: Option<FileStamp> },
}

struct Batch<A> {
    sequence: u64,
    steps: Vec<Step<A>>,
}

/// An article that was understood, or the reason why not.
pub(super) type Understood = Result<Box<PreparedArticle>, Problem>;

/// Indexes the files of a walk and commits. The writer is not finished yet.
///
/// # Errors
/// When the index cannot be written; inputs that fail are told and counted, and the run goes on.
pub fn index_paths(
    writer: &mut Writer,
    found: &Walk,
    ledger: &Ledger,
    lexicon: &Lexicon,
    options: Options,
    listener: &mut dyn Listener,
) -> Result<Report, IngestError> {
    let started = Instant::now();
    let mut run = Run {
        writer,
        ledger,
        found,
        report: Report::default(),
        listener,
        current: CurrentFile::default(),
        since_commit: 0,
        committed: started,
    };
    run.report.files.seen = found.files.len() as u64;
    for (path, problem) in &found.failed {
        run.report.files.failed += 1;
        run.report.articles.failed += 1;
        run.listener.tell(Told { path, kind: ToldKind::Failed, problem });
    }
    for (path, problem) in &found.skipped {
        run.report.files.seen += 1;
        run.report.files.skipped += 1;
        run.listener.tell(Told { path, kind: ToldKind::Skipped, problem });
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from).max(1);
    std::thread::scope(|scope| -> Result<(), IngestError> {
        let (to_workers, articles) = bounded::<Batch<Article>>(BATCHES_WAITING_MAX);
        let (to_writer, understood) = bounded::<Batch<Understood>>(BATCHES_WAITING_MAX);
        scope.spawn(move || read_all(found, ledger, options.today, &to_workers));
        for _ in 0..threads {
            let (articles, to_writer) = (articles.clone(), to_writer.clone());
            scope.spawn(move || understand_all(&articles, &to_writer, lexicon));
        }
        drop((articles, to_writer));
        // When writing fails, the receiver is dropped and the other threads end by themselves.
        write_all(&understood, &mut run)
    })?;
    if options.prune {
        run.prune()?;
    }
    let mut report = run.report;
    if writer.commit()? {
        let inference = settle(writer, lexicon, options.today)?;
        report.articles.inferred += inference.dated;
        report.undated = inference.undated;
    }
    report.seconds = started.elapsed().as_secs_f64();
    report.mb_per_second = if report.seconds > 0.0 { report.bytes as f64 / 1e6 / report.seconds } else { 0.0 };
    Ok(report)
}

/// First thread: looks at every file and reads those that are new or changed.
fn read_all(found: &Walk, ledger: &Ledger, today: Option<Day>, to_workers: &Sender<Batch<Article>>) {
    let mut batcher = Batcher { to_workers, sequence: 0, steps: Vec::new(), bytes: 0, closed: false };
    for (file, input) in found.files.iter().enumerate() {
        let old = ledger.rows.get(&input.text);
        let reading = match FileReading::of(input) {
            Ok(reading) => reading,
            Err(error) => {
                let mut summary = ReadSummary::default();
                summary.fail(Problem::new(reason(&error)));
                batcher.push(Step::Begin { file }, 0);
                batcher.push(Step::End { file, summary, stamp: None }, 0);
                continue;
            }
        };
        let old_stamp = old.and_then(|row| row.stamp.as_ref());
        if old_stamp.is_some_and(|stamp| stamp.size == reading.size && stamp.modified == reading.modified) {
            batcher.push(Step::Unchanged { file, stamp: None }, 0);
            continue;
        }
        // A file that cannot be hashed cannot be read either; the reading tells why.
        let stamp = reading.stamp(input).ok();
        if let (Some(old), Some(new)) = (old_stamp, &stamp)
            && old.hash == new.hash
        {
            batcher.push(Step::Unchanged { file, stamp }, 0);
            continue;
        }
        batcher.push(Step::Begin { file }, 0);
        let summary = read_path(input, today, &mut |article| {
            let bytes = article.text.len() + 256;
            batcher.push(Step::Article(article), bytes);
        });
        // A file that changed while it was read is read again next time.
        let stamp = stamp.filter(|_| FileReading::of(input).is_ok_and(|after| after == reading));
        batcher.push(Step::End { file, summary, stamp }, 0);
        if batcher.closed {
            return;
        }
    }
    batcher.flush();
}

struct Batcher<'a> {
    to_workers: &'a Sender<Batch<Article>>,
    sequence: u64,
    steps: Vec<Step<Article>>,
    bytes: usize,
    closed: bool,
}

impl Batcher<'_> {
    fn push(&mut self, step: Step<Article>, bytes: usize) {
        self.steps.push(step);
        // Steps without text weigh little, but not nothing.
        self.bytes += bytes + 64;
        if self.bytes >= BATCH_BYTES {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if self.steps.is_empty() {
            return;
        }
        let batch = Batch { sequence: self.sequence, steps: std::mem::take(&mut self.steps) };
        self.closed |= self.to_workers.send(batch).is_err();
        self.sequence += 1;
        self.bytes = 0;
    }
}

/// The threads between: understand and prepare articles.
fn understand_all(articles: &Receiver<Batch<Article>>, to_writer: &Sender<Batch<Understood>>, lexicon: &Lexicon) {
    let mut preparer = Preparer::new();
    for batch in articles {
        let steps = batch
            .steps
            .into_iter()
            .map(|step| match step {
                Step::Article(article) => Step::Article(understand(article, &mut preparer, lexicon, None)),
                Step::Begin { file } => Step::Begin { file },
                Step::End { file, summary, stamp } => Step::End { file, summary, stamp },
                Step::Unchanged { file, stamp } => Step::Unchanged { file, stamp },
            })
            .collect();
        if to_writer.send(Batch { sequence: batch.sequence, steps }).is_err() {
            return;
        }
    }
}

/// Understands one article. An error of this program in one article must not cost the others.
pub(super) fn understand(
    article: Article,
    preparer: &mut Preparer,
    lexicon: &Lexicon,
    inferred: Option<PublicationDate>,
) -> Understood {
    let line = article.text_line;
    let understood = catch_unwind(AssertUnwindSafe(|| {
        Box::new(preparer.prepare(annotate(article, Cleaning::Clean, lexicon, inferred)))
    }));
    understood.map_err(|_| {
        *preparer = Preparer::new();
        Problem::new("this program failed on the article").at_line(line).with_hint("please report it with the file")
    })
}

/// Last thread: brings batches back into order and writes.
fn write_all(understood: &Receiver<Batch<Understood>>, run: &mut Run<'_>) -> Result<(), IngestError> {
    let mut waiting: BTreeMap<u64, Vec<Step<Understood>>> = BTreeMap::new();
    let mut next = 0;
    for batch in understood {
        waiting.insert(batch.sequence, batch.steps);
        while let Some(steps) = waiting.remove(&next) {
            next += 1;
            for step in steps {
                run.step(step)?;
            }
        }
    }
    Ok(())
}

struct Run<'a> {
    writer: &'a mut Writer,
    ledger: &'a Ledger,
    found: &'a Walk,
    report: Report,
    listener: &'a mut dyn Listener,
    current: CurrentFile,
    since_commit: u64,
    committed: Instant,
}

/// The file whose articles are being written.
#[derive(Default)]
struct CurrentFile {
    file: usize,
    records: RecordNumbers,
    undated: u64,
    inferred: u64,
    passages: u64,
    failed: Vec<Problem>,
}

impl Run<'_> {
    fn step(&mut self, step: Step<Understood>) -> Result<(), IngestError> {
        match step {
            Step::Begin { file } => {
                if let Some(old) = self.ledger.rows.get(&self.found.files[file].text) {
                    self.writer.remove_file(old)?;
                }
                self.current = CurrentFile { file, ..CurrentFile::default() };
            }
            Step::Article(Ok(article)) => self.article(*article)?,
            Step::Article(Err(problem)) => self.current.failed.push(problem),
            Step::End { file, summary, stamp } => self.end(file, summary, stamp)?,
            Step::Unchanged { file, stamp } => self.unchanged(file, stamp)?,
        }
        Ok(())
    }

    fn article(&mut self, article: PreparedArticle) -> Result<(), IngestError> {
        let path = &self.found.files[self.current.file].text;
        self.current.records.push(article.annotated.article.record);
        self.current.passages += article.passages_len() as u64;
        let published = article.annotated.published.as_ref();
        self.current.undated += u64::from(published.is_none());
        self.current.inferred += u64::from(published.is_some_and(|date| date.inferred));
        for problem in &article.annotated.problems {
            self.listener.tell(Told { path, kind: ToldKind::Odd, problem });
        }
        self.writer.add_article(path, article)?;
        Ok(())
    }

    fn end(&mut self, file: usize, mut summary: ReadSummary, stamp: Option<FileStamp>) -> Result<(), IngestError> {
        let Input { text: path, size, .. } = &self.found.files[file];
        let current = std::mem::take(&mut self.current);
        current.failed.into_iter().for_each(|problem| summary.fail(problem));
        self.tell_all(path, &summary.failed, summary.failed_count, ToldKind::Failed);
        self.tell_all(path, &summary.skipped, summary.skipped_count, ToldKind::Skipped);
        let articles = current.records.len();
        let outcome = match (summary.failed_count, articles) {
            (0, 0) => Outcome::Skipped,
            (0, _) => Outcome::Indexed,
            _ => Outcome::Failed,
        };
        let replaced = self.ledger.rows.get(path).is_some_and(|row| !row.records.is_empty());
        let files = &mut self.report.files;
        match outcome {
            Outcome::Failed => files.failed += 1,
            Outcome::Skipped => files.skipped += 1,
            Outcome::Indexed if replaced => files.replaced += 1,
            Outcome::Indexed => files.indexed += 1,
        }
        let counts = &mut self.report.articles;
        counts.indexed += articles;
        counts.replaced += if replaced { articles } else { 0 };
        counts.skipped += summary.skipped_count;
        counts.failed += summary.failed_count;
        counts.undated += current.undated;
        counts.inferred += current.inferred;
        self.report.passages += current.passages;
        self.report.bytes += summary.bytes;
        self.writer.put_row(&LedgerRow {
            path: path.clone(),
            stamp,
            outcome,
            records: current.records,
            skipped: summary.skipped,
            failed: summary.failed,
            skipped_count: summary.skipped_count,
            failed_count: summary.failed_count,
            undated: current.undated,
            inferred: current.inferred,
            passages: current.passages,
        })?;
        self.listener.progress(*size);
        self.since_commit += summary.bytes;
        if self.since_commit >= COMMIT_BYTES || self.committed.elapsed() >= COMMIT_AFTER {
            self.writer.commit()?;
            self.since_commit = 0;
            self.committed = Instant::now();
        }
        Ok(())
    }

    /// Tells problems, and how many there were beyond those that were kept.
    fn tell_all(&mut self, path: &str, problems: &[Problem], count: u64, kind: ToldKind) {
        for problem in problems {
            self.listener.tell(Told { path, kind, problem });
        }
        let more = count.saturating_sub(problems.len() as u64);
        if more > 0 {
            let problem = Problem::new(format!("{more} more records like these"));
            self.listener.tell(Told { path, kind, problem: &problem });
        }
    }

    /// Counts a file that is as it was. What failed in it has failed still, and is told again.
    fn unchanged(&mut self, file: usize, stamp: Option<FileStamp>) -> Result<(), IngestError> {
        let Input { text: path, size, .. } = &self.found.files[file];
        let Some(row) = self.ledger.rows.get(path) else { return Ok(()) };
        self.report.articles.unchanged += row.records.len();
        if row.outcome == Outcome::Failed {
            self.report.files.failed += 1;
            self.report.articles.failed += row.failed_count;
            self.tell_all(path, &row.failed, row.failed_count, ToldKind::Failed);
        } else {
            self.report.files.unchanged += 1;
        }
        if let Some(stamp) = stamp {
            self.writer.put_row(&LedgerRow { stamp: Some(stamp), ..row.clone() })?;
        }
        self.listener.progress(*size);
        Ok(())
    }

    /// Takes out what is gone from disk under the given paths.
    fn prune(&mut self) -> Result<(), IngestError> {
        let mut gone: Vec<&LedgerRow> = self
            .ledger
            .rows
            .values()
            .filter(|row| self.found.roots.iter().any(|root| below(&row.path, root)))
            .filter(|row| {
                // Only what is surely not there: a folder that cannot be read hides its files.
                std::fs::symlink_metadata(Path::new(&row.path))
                    .is_err_and(|error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory))
            })
            .collect();
        gone.sort_by(|a, b| a.path.cmp(&b.path));
        for row in gone {
            self.writer.remove_file(row)?;
            self.report.files.removed += 1;
            self.report.articles.removed += row.records.len();
        }
        Ok(())
    }
}

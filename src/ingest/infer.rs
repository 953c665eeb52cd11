//! Dates for articles that state none, from the articles that tell the same story.
//!
//! Runs on a commit, over all articles without a stated date, so that what is inferred hangs on what
//! the index holds and not on the order in which it came. An article whose inferred date changes is
//! read again from its file; when the file is gone or has changed, what is known of it stays.

use super::pipeline::{IngestError, understand};
use super::read_file::{FileReading, read_path};
use super::report::UndatedArticles;
use super::walk::Input;
use crate::actor::Lexicon;
use crate::date::Day;
use crate::index::{Fields, LedgerRow, Preparer, Writer};
use crate::publication::{PublicationDate, UndatedReason};
use crate::story::{HEARD, Scratch, Stories, infer_days};
use std::collections::BTreeMap;
use std::path::PathBuf;
use tantivy::Searcher;

/// Least number of undated articles for which another thread is started.
const ARTICLES_PER_THREAD_MIN: usize = 64;

/// What becomes of the inferred date of one article.
struct Change {
    /// The date that it gets; `None` when other articles no longer give it one.
    date: Option<PublicationDate>,
    /// Whether it has an inferred date now.
    was_dated: bool,
}

/// The changes to the records of one file, by record number.
type Changes = BTreeMap<u32, Change>;

/// What an inference over the whole index came to.
#[derive(Debug, Default)]
pub struct Inference {
    /// Articles that have an inferred date which they had not.
    pub dated: u64,
    /// The articles that stay without a date, counted by why, most first.
    pub undated: Vec<UndatedArticles>,
}

/// Infers dates anew over the last commit of `writer` and commits what changed; `today` is the day of reading,
/// where it is known.
///
/// # Errors
/// When the index cannot be read or written.
pub fn infer_dates(writer: &mut Writer, lexicon: &Lexicon, today: Option<Day>) -> Result<Inference, IngestError> {
    let (searcher, fields) = writer.searcher()?;
    let LookedUp { changes, undated } = look_up(&searcher, &fields).map_err(|error| writer.read_error(error))?;
    drop(searcher);
    let undated = undated.into_counts();
    if changes.is_empty() {
        return Ok(Inference { dated: 0, undated });
    }
    let mut ledger = writer.ledger()?;
    let mut preparer = Preparer::new();
    let mut dated = 0;
    for (path, changes) in changes {
        if let Some(row) = ledger.rows.remove(&path) {
            dated += rewrite(writer, row, changes, &mut preparer, lexicon, today)?;
        }
    }
    writer.commit()?;
    Ok(Inference { dated, undated })
}

/// What looking up the neighbours of undated articles came to.
#[derive(Default)]
struct LookedUp {
    /// The records whose inferred date differs from what the index holds, by path.
    changes: BTreeMap<String, Changes>,
    undated: Undated,
}

/// Articles without a date, by their reasons: how many, and the path of the first.
#[derive(Default)]
struct Undated(BTreeMap<Vec<UndatedReason>, (u64, String)>);

impl Undated {
    fn add(&mut self, reasons: Vec<UndatedReason>, articles: u64, path: String) {
        let entry = self.0.entry(reasons).or_insert_with(|| (0, path.clone()));
        entry.0 += articles;
        if path < entry.1 {
            entry.1 = path;
        }
    }

    fn into_counts(self) -> Vec<UndatedArticles> {
        let mut counts: Vec<UndatedArticles> = self
            .0
            .into_iter()
            .map(|(reasons, (articles, example))| UndatedArticles { articles, reasons, example })
            .collect();
        counts.sort_by_key(|count| std::cmp::Reverse(count.articles));
        counts
    }
}

/// The records whose inferred date differs from what the index holds, by path, and those that stay undated.
fn look_up(searcher: &Searcher, fields: &Fields) -> tantivy::Result<LookedUp> {
    let stories = &Stories::new(searcher, fields)?;
    let undated = stories.undated();
    let threads = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(undated.len().div_ceil(ARTICLES_PER_THREAD_MIN))
        .max(1);
    let share = undated.len().div_ceil(threads).max(1);
    let parts: Vec<tantivy::Result<LookedUp>> = std::thread::scope(|scope| {
        let parts: Vec<_> =
            undated.chunks(share).map(|part| scope.spawn(move || look_up_some(stories, part))).collect();
        parts.into_iter().map(|part| part.join().expect("looking up neighbours does not panic")).collect()
    });
    let mut all = LookedUp::default();
    for part in parts {
        let part = part?;
        for (path, changes) in part.changes {
            all.changes.entry(path).or_default().extend(changes);
        }
        for (reasons, (articles, path)) in part.undated.0 {
            all.undated.add(reasons, articles, path);
        }
    }
    Ok(all)
}

fn look_up_some(stories: &Stories<'_>, articles: &[usize]) -> tantivy::Result<LookedUp> {
    let mut scratch = Scratch::default();
    let mut found = LookedUp::default();
    for article in articles {
        let record = stories.record(*article)?;
        let (from_others, bound) = match record.published {
            Some(date) if date.is_same_story() => (Some(date), None),
            bound => (None, bound),
        };
        let was_dated = from_others.is_some() || bound.is_some();
        // A day that the article tells without its year is not overruled.
        let told = record.published_month_day.as_ref();
        let neighbours = stories.neighbours(*article, HEARD, &mut scratch)?;
        let given = infer_days(&neighbours, bound.as_ref(), told);
        if let (Err(reason), None) = (&given, &bound) {
            let reasons = record.undated_reasons.iter().copied().chain([*reason]).collect();
            found.undated.add(reasons, 1, record.path.clone());
        }
        let date = match given {
            Ok(days) => {
                let nearest = stories.record(days.nearest.article)?;
                Some(days.date(&nearest.id, &nearest.title))
            }
            Err(_) => None,
        };
        if date != from_others {
            found.changes.entry(record.path).or_default().insert(record.record, Change { date, was_dated });
        }
    }
    Ok(found)
}

/// Writes the given records of a file anew. Returns how many have a date now that had none.
fn rewrite(
    writer: &mut Writer,
    mut row: LedgerRow,
    mut changes: Changes,
    preparer: &mut Preparer,
    lexicon: &Lexicon,
    today: Option<Day>,
) -> Result<u64, IngestError> {
    let Some(stamp) = &row.stamp else { return Ok(0) };
    let input = Input { path: PathBuf::from(&row.path), text: row.path.clone(), size: stamp.size };
    let as_it_was = FileReading { size: stamp.size, modified: stamp.modified };
    if FileReading::of(&input).ok() != Some(as_it_was) {
        return Ok(0);
    }
    let (mut dated, mut undated) = (0, 0);
    let mut outcome = Ok(());
    read_path(&input, today, &mut |article| {
        let number = article.record;
        let Some(Change { date, was_dated }) = changes.remove(&number).filter(|_| outcome.is_ok()) else { return };
        let Ok(article) = understand(article, preparer, lexicon, date) else { return };
        match (was_dated, article.annotated.published.is_some()) {
            (false, true) => dated += 1,
            (true, false) => undated += 1,
            _ => {}
        }
        outcome = writer.remove_article(&input.text, number).and_then(|()| writer.add_article(&input.text, *article));
    });
    outcome?;
    row.inferred = (row.inferred + dated).saturating_sub(undated);
    row.undated = (row.undated + undated).saturating_sub(dated);
    writer.put_row(&row)?;
    Ok(dated)
}

//! `search`: ranked passages from an index of news articles, with facets by actor and date.

#[path = "../common/mod.rs"]
mod common;
mod exclusions;
mod flags;
mod refresh;
mod request;
mod values;

use common::{Status, find_index, say, say_error, working_folder, write_out};
use dateline::index::{Folder, FolderError};
use dateline::ingest::reason;
use dateline::output::{
    Caller, Style, article_json, article_text, diff_json, diff_text, json_document, json_lines, search_text, trec_lines,
};
use dateline::search::{ActorNote, QUERY_HELP, Request, SearchError, SearchResult, Searcher, Suggestion};
use flags::{Flags, article_name};
use refresh::OutdatedIndex;
use request::FlagError;
use std::collections::HashMap;
use std::io::BufRead;
use std::process::ExitCode;
use std::time::Instant;
use values::Form;

const PROGRAM: &str = "search";
/// Longest line of a batch, in bytes.
const BATCH_LINE_BYTES_MAX: usize = 128 << 10;

fn main() -> ExitCode {
    let flags = Flags::from_command_line();
    // Damaged files can make a library panic; that is an error like others, told without a trace.
    std::panic::set_hook(Box::new(|_| {}));
    let outcome = std::panic::catch_unwind(|| run(&flags));
    match outcome {
        Err(_) => {
            let hint = "the index may be damaged; if so, run: indexer --rebuild PATH";
            say_error(PROGRAM, "this program failed while it searched", Some(hint));
            Status::Error.into()
        }
        Ok(Ok(status)) => status.into(),
        Ok(Err(error)) => {
            let nothing_found = matches!(
                error.downcast_ref::<SearchError>(),
                Some(SearchError::Article(article)) if article.is_nothing_found()
            );
            let hint = error.downcast_ref::<SearchError>().and_then(SearchError::hint);
            let of_folder = || error.downcast_ref::<FolderError>().and_then(FolderError::hint).map(str::to_owned);
            let of_flags = || error.downcast_ref::<FlagError>().map(FlagError::hint);
            let of_refresh = || error.downcast_ref::<OutdatedIndex>().map(OutdatedIndex::hint);
            let hint = hint.or_else(of_folder).or_else(of_flags).or_else(of_refresh);
            say_error(PROGRAM, &error.to_string(), hint.as_deref());
            if nothing_found { Status::Partial.into() } else { Status::Error.into() }
        }
    }
}

fn run(flags: &Flags) -> anyhow::Result<Status> {
    let started = Instant::now();
    if flags.help_query {
        write_out(QUERY_HELP)?;
        return Ok(Status::Success);
    }
    let mut request = flags.request()?;
    let folder = match &flags.articles {
        Some(path) => {
            let refreshed = refresh::refresh(flags.index.as_deref(), path, flags.quiet)?;
            request.path = Some(refreshed.path);
            refreshed.folder
        }
        None => find_index(flags.index.as_deref())
            .ok_or_else(|| FolderError::Missing(format!("{} or any folder above", working_folder())))?,
    };
    let session = Session::open(&folder, flags)?;
    let opened = started.elapsed();
    let status = match (&flags.show, &flags.diff[..], &flags.batch) {
        (Some(article), ..) => session.show(article, &request),
        (None, [article, other @ ..], _) => session.diff(article, other.first().map(String::as_str)),
        (None, [], Some(batch)) => session.batch(&request, batch),
        (None, [], None) => session.one(&request),
    }?;
    if flags.stats {
        let total = started.elapsed();
        say(
            PROGRAM,
            &format!(
                "opened in {:.2} ms, searched and printed in {:.2} ms",
                opened.as_secs_f64() * 1e3,
                (total - opened).as_secs_f64() * 1e3
            ),
        );
    }
    // The system takes an index back at once, and dropping it costs as much as a short search.
    std::mem::forget(session);
    Ok(status)
}

/// An opened index and how answers are to be printed.
struct Session<'a> {
    searcher: Searcher,
    flags: &'a Flags,
    working_folder: String,
    style: Style,
}

impl<'a> Session<'a> {
    fn open(folder: &Folder, flags: &'a Flags) -> anyhow::Result<Self> {
        Ok(Session { searcher: Searcher::open(folder)?, flags, working_folder: working_folder(), style: flags.style() })
    }

    fn show(&self, article: &str, request: &Request) -> anyhow::Result<Status> {
        let view = self.searcher.show(&article_name(article), request)?;
        if !self.flags.quiet {
            write_out(&match self.flags.format {
                Form::Json => article_json(&view, &request.query, &self.working_folder),
                _ => article_text(&view, &self.working_folder, self.style),
            })?;
        }
        Ok(Status::Success)
    }

    fn diff(&self, article: &str, other: Option<&str>) -> anyhow::Result<Status> {
        let other = other.map(article_name);
        let diffs = self.searcher.diff(&article_name(article), other.as_ref())?;
        if !self.flags.quiet {
            write_out(&match self.flags.format {
                Form::Json => diff_json(&diffs, &self.working_folder),
                _ => diff_text(&diffs, &self.working_folder, self.style),
            })?;
        }
        Ok(Status::Success)
    }

    fn one(&self, request: &Request) -> anyhow::Result<Status> {
        let result = self.searcher.search(request)?;
        self.tell_notes(&result, "");
        let found = result.counts.articles > 0;
        if !found && (self.flags.format != Form::Text || self.flags.count) && !self.flags.quiet {
            tell_left_out(&result);
        }
        let open = self.flags.quiet || write_out(&self.render(&result, request, None))?;
        Ok(if found || !open { Status::Success } else { Status::Partial })
    }

    /// Runs the queries of a file, one a line: id, tab, query. A bad line is told and passed over.
    fn batch(&self, request: &Request, batch: &str) -> anyhow::Result<Status> {
        let mut lines: Box<dyn BufRead> = if batch == "-" {
            Box::new(std::io::stdin().lock())
        } else {
            let file = std::fs::File::open(batch).map_err(|error| anyhow::anyhow!("{batch}: {}", reason(&error)))?;
            Box::new(std::io::BufReader::new(file))
        };
        let name = if batch == "-" { "standard input" } else { batch };
        let (mut found, mut failed) = (false, false);
        let mut line = Vec::new();
        let mut lines_of_ids: HashMap<String, u64> = HashMap::new();
        for number in 1u64.. {
            line.clear();
            let more =
                read_line(&mut lines, &mut line).map_err(|error| anyhow::anyhow!("{name}: {}", reason(&error)))?;
            if !more {
                break;
            }
            if number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
                line.drain(..3);
            }
            let outcome = batch_line(&line).and_then(|query| match query {
                None => Ok(None),
                Some((id, text)) => {
                    let request = Request { query: text.to_owned(), ..request.clone() };
                    let result = self.searcher.search(&request).map_err(|error| error.to_string())?;
                    Ok(Some((id, request, result)))
                }
            });
            match outcome {
                Ok(None) => {}
                Ok(Some((id, request, result))) => {
                    if let Some(first) = lines_of_ids.insert(id.to_owned(), number) {
                        say(PROGRAM, &format!("{name}:{number}: the id {id:?} stands on line {first} too"));
                    }
                    self.tell_notes(&result, &format!("{name}:{number}: "));
                    found |= result.counts.articles > 0;
                    if !self.flags.quiet && !write_out(&self.render(&result, &request, Some(id)))? {
                        return Ok(Status::Success);
                    }
                }
                Err(cause) => {
                    failed = true;
                    say(PROGRAM, &format!("{name}:{number}: {cause}"));
                }
            }
        }
        Ok(match (failed, found) {
            (true, _) => Status::Error,
            (false, true) => Status::Success,
            (false, false) => Status::Partial,
        })
    }

    fn tell_notes(&self, result: &SearchResult, place: &str) {
        tell_notes(result, place);
        if !self.flags.quiet {
            tell_suggestions(result, place);
        }
    }

    fn render(&self, result: &SearchResult, request: &Request, id: Option<&str>) -> String {
        if self.flags.count {
            return match id {
                None => format!("{}\n", result.counts.articles),
                Some(id) => format!("{}\t{}\n", dateline::output::one_line(id), result.counts.articles),
            };
        }
        let location = self.flags.location();
        let caller = Caller { working_folder: &self.working_folder, location: &location };
        match self.flags.format {
            Form::Text => {
                let mut text = String::new();
                if let Some(id) = id {
                    let (id, query) = (dateline::output::one_line(id), dateline::output::one_line(&request.query));
                    text.push_str(&format!("== {id}: {query}\n"));
                }
                text + &search_text(result, request, caller, self.style)
            }
            // In a batch each answer is one line.
            Form::Json => json_document(result, request, caller, id, id.is_none()),
            Form::Jsonl => json_lines(result, request, caller, id),
            Form::Trec => trec_lines(result, id.unwrap_or("1")),
        }
    }
}

/// Reads a line into `line`, of which no more is kept than tells that it is too long; `false` at the end.
fn read_line(lines: &mut dyn BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    let bound = BATCH_LINE_BYTES_MAX as u64 + 1;
    let read = std::io::Read::take(&mut *lines, bound).read_until(b'\n', line)?;
    if read as u64 == bound && !line.ends_with(b"\n") {
        lines.skip_until(b'\n')?;
    }
    Ok(read > 0)
}

/// A line of a batch: nothing, or id and query.
fn batch_line(line: &[u8]) -> Result<Option<(&str, &str)>, String> {
    if line.len() > BATCH_LINE_BYTES_MAX {
        return Err(format!("the line has more than {BATCH_LINE_BYTES_MAX} bytes"));
    }
    let line = std::str::from_utf8(line).map_err(|error| format!("not UTF-8 at byte {}", error.valid_up_to() + 1))?;
    let line = line.trim_end_matches(['\n', '\r']);
    if line.trim().is_empty() {
        return Ok(None);
    }
    match line.split_once('\t') {
        Some((id, query)) if !id.trim().is_empty() => Ok(Some((id.trim(), query))),
        _ => Err("expected an id, a tab and a query".to_owned()),
    }
}

/// Tells what was mended in a query, and of actors; `place` says which query of several.
fn tell_notes(result: &SearchResult, place: &str) {
    for note in &result.notes {
        say(PROGRAM, &format!("{place}{note}"));
    }
    for note in &result.actor_notes {
        match note {
            ActorNote::Ambiguous { value, actors } => {
                let ids: Vec<String> = actors.iter().map(|(id, name, _)| format!("{id} ({name})")).collect();
                say(PROGRAM, &format!("{place}actor {value:?} may stand for {}; an id is exact", ids.join(", ")));
            }
            ActorNote::NoPlace { value, actors } => {
                let kinds: Vec<String> =
                    actors.iter().map(|(_, name, kind)| format!("{name} is of kind {}", kind.as_str())).collect();
                let told = format!("{place}no place or state is named {value:?}: {}", kinds.join(", "));
                say_error(PROGRAM, &told, Some(&format!("actor:{value:?} finds it")));
            }
            ActorNote::Unknown { value, near } => {
                let near: Vec<String> = near.iter().map(|(id, name)| format!("{id} ({name})")).collect();
                let hint = format!("did you mean {}?", near.join(", "));
                say_error(PROGRAM, &format!("{place}no actor is named {value:?}"), (!near.is_empty()).then_some(&hint));
            }
        }
    }
}

/// Tells which words no article holds, and which queries may have been meant.
fn tell_suggestions(result: &SearchResult, place: &str) {
    for Suggestion { query, replaced, articles } in &result.suggestions {
        let words: Vec<String> = replaced.iter().map(|(word, by)| format!("{by:?} for {word:?}")).collect();
        let articles = if *articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") };
        let query = dateline::output::one_line(query);
        say(PROGRAM, &format!("{place}did you mean {}? {articles}: {query}", words.join(", ")));
    }
}

/// Tells, when nothing is shown, what a date filter left out.
fn tell_left_out(result: &SearchResult) {
    let counts = result.counts;
    if counts.undated + counts.unsure > 0 {
        say(
            PROGRAM,
            &format!(
                "nothing lies inside the dates; {} undated and {} unsure articles match: --undated include",
                counts.undated, counts.unsure
            ),
        );
    }
}

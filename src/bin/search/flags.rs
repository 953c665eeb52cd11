//! The command line of `search`, parsed to plain data.

use clap::{Arg, CommandFactory, Parser, ValueEnum};
use dateline::date::{DateError, Day, Interval, parse_argument, parse_range_argument};
use dateline::output::Style;
use dateline::search::{DateFilter, FacetKind, MatchMode, Request, Sort, Undated};
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Columns of a line when there is no terminal to ask.
const WIDTH: usize = 100;
/// The forms of a date on the command line.
const DATE_FORMS: &str = "dates look like 2024-01-17, \"17 jan 2024\", 2024-01 or 2024";
/// Widest line, for easy reading.
const WIDTH_MAX: usize = 120;

/// Search news articles: ranked passages, with facets by actor and date.
///
/// Bare words must all stand in an article; "quoted words" are a phrase; a - before a word or phrase
/// excludes articles that have it. A name that is known matches the actor's other spellings too.
#[derive(Debug, Parser)]
#[command(name = "search", version, after_help = AFTER_HELP)]
pub struct Flags {
    /// What to look for; joined by spaces. A query that begins with - follows --
    pub query: Vec<String>,

    /// Published on this day or later
    #[arg(long, visible_alias = "since", value_name = "DATE", value_parser = date)]
    after: Option<Interval>,
    /// Published earlier than this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    before: Option<Interval>,
    /// Published on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<Interval>,
    /// Published within this day, month or year
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<Interval>,
    /// With a passage that tells of this date: DATE or FROM..TO
    #[arg(long, value_name = "DATE", value_parser = range)]
    event: Option<DateFilter>,
    /// Naming this actor: a name, an alias or an id; again for several, all of which must be named
    #[arg(long, value_name = "NAME")]
    actor: Vec<String>,
    /// What to do with articles that a date filter cannot place
    #[arg(long, value_name = "HOW")]
    undated: Option<UndatedFlag>,

    /// Most hits shown
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Hits passed over first
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Order of the hits
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    sort: SortFlag,
    /// Most passages of one article; 0 is all
    #[arg(long, value_name = "N", default_value_t = 1)]
    per_article: usize,
    /// What to count: actor, date, source, event, or none
    #[arg(long, value_name = "WHAT", value_delimiter = ',', default_value = "actor,date")]
    facet: Vec<FacetFlag>,
    /// Most rows of a facet that is not by date; 0 is all
    #[arg(long, value_name = "N", default_value_t = 10)]
    facet_limit: usize,

    /// Whether all bare words must stand in an article, or any
    #[arg(long = "match", value_name = "HOW", default_value = "all")]
    mode: MatchFlag,
    /// Take words as typed: no other names, no other spellings, no stems
    #[arg(long)]
    exact: bool,

    /// Print the number of articles and nothing else
    #[arg(long)]
    pub count: bool,
    /// Print nothing; the exit status tells whether anything was found
    #[arg(short, long)]
    pub quiet: bool,
    /// Form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub format: Form,
    /// Run the queries of a file (- is standard input), one a line: id, tab, query
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub batch: Option<String>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorFlag,
    /// Show how the query was understood
    #[arg(long)]
    pub explain: bool,
    /// Tell on standard error how long it took
    #[arg(long)]
    pub stats: bool,

    /// The index folder; else DATELINE_INDEX, else the nearest .dateline here or above
    #[arg(long, value_name = "DIR")]
    pub index: Option<PathBuf>,
    /// Index this file or folder first, then search only it
    #[arg(long, value_name = "PATH")]
    pub articles: Option<PathBuf>,
}

const AFTER_HELP: &str = "\
Dates are days, months or years: 2024-01-17, \"17 jan 2024\", 2024-01, 2024.
Exit status: 0 something was found, 1 nothing was found, 2 an error.

Examples:
  search \"Jaish al-Adl\" --after 2024-01-17
  search --articles corpus '\"recalled its ambassador\" -tonga'
  search --actor pakistan --event 2024-01-16..2024-01-18 --format json";

#[derive(Debug, Clone, Copy, ValueEnum)]
enum UndatedFlag {
    /// Leave them out, but tell how many there are
    Exclude,
    /// Show them too
    Include,
    /// Show nothing else
    Only,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SortFlag {
    /// Best first; newest first without words
    Relevance,
    /// By last day, undated last
    Newest,
    /// By first day, undated last
    Oldest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FacetFlag {
    Actor,
    Date,
    Source,
    Event,
    None,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum MatchFlag {
    /// All of them
    All,
    /// One of them at least
    Any,
}

/// Form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// JSON Lines: query, hits, facet rows, summary
    Jsonl,
    /// A TREC run
    Trec,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColorFlag {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

/// Flags that are good one by one, but not together.
#[derive(Debug, thiserror::Error)]
pub enum FlagError {
    /// No day can pass.
    #[error("no day passes the date filter: it begins on {first} and ends on {last}")]
    EmptyFilter {
        /// First day.
        first: Day,
        /// Last day.
        last: Day,
    },
}

impl FlagError {
    /// What the user can do about it.
    pub fn hint(&self) -> &'static str {
        "--after DATE begins a filter and --until DATE ends it, both included; dates look like 2024-01-17, 2024-01 or 2024"
    }
}

fn date(text: &str) -> Result<Interval, String> {
    parse_argument(text).map_err(|error| with_forms(&error))
}

fn range(text: &str) -> Result<DateFilter, String> {
    parse_range_argument(text).map(|(first, last)| DateFilter { first, last }).map_err(|error| with_forms(&error))
}

/// An error about a date, with the forms that are understood.
fn with_forms(error: &DateError) -> String {
    format!("{error}; {DATE_FORMS}")
}

/// Stands for the hyphen of an excluded word while clap reads the command line; no keyboard types it.
const EXCLUSION: char = '\u{E000}';

/// Marks the words that a query excludes (`search iran -tonga`), so that they are not taken for flags. A
/// word counts as excluded when it follows a word of the query and is no flag: `--` is needed only where
/// the query begins with one, or where it looks like a flag (`-n10`).
fn mark_exclusions(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let command = Flags::command();
    let flags: Vec<&Arg> = command.get_arguments().filter(|argument| !argument.is_positional()).collect();
    let takes_value = |argument: &&&Arg| argument.get_action().takes_values();
    let mut marked = Vec::new();
    let (mut query_began, mut value_follows, mut flags_ended) = (false, true, false);
    for argument in arguments {
        let text = argument.to_str().unwrap_or_default();
        if value_follows || flags_ended || argument.to_str().is_none() {
            // The name of the program, the value of a flag, or what follows --.
            value_follows = false;
        } else if text == "--" {
            flags_ended = true;
        } else if let Some(long) = text.strip_prefix("--") {
            let named = |flag: &&&Arg| flag.get_long_and_visible_aliases().is_some_and(|names| names.contains(&long));
            value_follows = flags.iter().find(named).is_some_and(|flag| takes_value(&flag));
        } else if let Some(short) = text.strip_prefix('-').and_then(|rest| rest.chars().next()) {
            let rest = &text[1 + short.len_utf8()..];
            let flag = flags.iter().find(|flag| flag.get_short() == Some(short));
            let is_flag = match flag {
                Some(flag) if takes_value(&flag) => rest.chars().all(|c| c.is_ascii_digit()),
                Some(_) => rest.is_empty(),
                None => matches!(text, "-h" | "-V"),
            };
            if query_began && !is_flag {
                let mut word = EXCLUSION.to_string();
                word.push_str(&text[1..]);
                marked.push(word.into());
                continue;
            }
            value_follows = rest.is_empty() && flag.is_some_and(|flag| takes_value(&flag));
        } else {
            query_began = true;
        }
        marked.push(argument);
    }
    marked
}

impl Flags {
    /// Reads the command line; ends the program with a message where it cannot be understood.
    pub fn from_command_line() -> Self {
        let mut flags = Flags::parse_from(mark_exclusions(std::env::args_os()));
        for word in &mut flags.query {
            if let Some(excluded) = word.strip_prefix(EXCLUSION) {
                *word = format!("-{excluded}");
            }
        }
        flags
    }

    /// The request that the flags describe.
    pub fn request(&self) -> Result<Request, FlagError> {
        Ok(Request {
            query: self.query.join(" "),
            mode: match self.mode {
                MatchFlag::All => MatchMode::All,
                MatchFlag::Any => MatchMode::Any,
            },
            exact: self.exact,
            actors: self.actor.clone(),
            published: self.published()?,
            event: self.event,
            undated: self.undated.map(|undated| match undated {
                UndatedFlag::Exclude => Undated::Exclude,
                UndatedFlag::Include => Undated::Include,
                UndatedFlag::Only => Undated::Only,
            }),
            path: None,
            sort: match self.sort {
                SortFlag::Relevance => Sort::Relevance,
                SortFlag::Newest => Sort::Newest,
                SortFlag::Oldest => Sort::Oldest,
            },
            limit: if self.count { 0 } else { self.limit },
            offset: self.offset,
            per_article: self.per_article,
            facets: if self.count || self.quiet || self.format == Form::Trec { Vec::new() } else { self.facets() },
            facet_limit: self.facet_limit,
        })
    }

    /// All flags on the publication date together.
    fn published(&self) -> Result<Option<DateFilter>, FlagError> {
        let first = [self.after, self.on].into_iter().flatten().map(|interval| interval.first).max();
        let ends = [self.before.map(|interval| interval.first.plus(-1))];
        let last = [self.until, self.on].into_iter().flatten().map(|interval| interval.last);
        let last = last.chain(ends.into_iter().flatten()).min();
        match (first, last) {
            (None, None) => Ok(None),
            (Some(first), Some(last)) if last < first => Err(FlagError::EmptyFilter { first, last }),
            (first, last) => Ok(Some(DateFilter { first, last })),
        }
    }

    fn facets(&self) -> Vec<FacetKind> {
        let mut kinds = Vec::new();
        for flag in &self.facet {
            let kind = match flag {
                FacetFlag::Actor => FacetKind::Actor,
                FacetFlag::Date => FacetKind::Date,
                FacetFlag::Source => FacetKind::Source,
                FacetFlag::Event => FacetKind::Event,
                FacetFlag::None => continue,
            };
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// How text output is to look.
    pub fn style(&self) -> Style {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let terminal = std::io::stdout().is_terminal();
        let color = match self.color {
            ColorFlag::Always => true,
            ColorFlag::Never => false,
            ColorFlag::Auto => terminal && !no_color,
        };
        let width = match terminal_size::terminal_size() {
            Some((terminal_size::Width(columns), _)) if terminal => usize::from(columns).min(WIDTH_MAX),
            _ => WIDTH,
        };
        Style { color, width }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(line: &[&str]) -> String {
        let arguments = ["search"].iter().chain(line).map(OsString::from);
        let marked = mark_exclusions(arguments);
        Flags::try_parse_from(marked)
            .map_or_else(|error| error.kind().to_string(), |flags| flags.query.join(" ").replace(EXCLUSION, "-"))
    }

    #[test]
    fn words_after_a_hyphen_are_excluded_where_the_query_has_begun() {
        assert_eq!(query(&["iran", "-tonga"]), "iran -tonga");
        assert_eq!(query(&["--sort", "newest", "iran", "-n", "5", "-nuclear", "-q"]), "iran -nuclear");
        assert_eq!(query(&["iran", "-n5", "--after=2024", "-\"air strike\""]), "iran -\"air strike\"");
        assert_eq!(query(&["--", "-tonga", "-n"]), "-tonga -n");
    }

    #[test]
    fn a_query_does_not_begin_with_a_hyphen_and_unknown_flags_stay_errors() {
        assert!(query(&["-tonga"]).contains("unexpected"), "{}", query(&["-tonga"]));
        assert!(query(&["iran", "--nosuch"]).contains("unexpected"));
        assert!(
            query(&["--index", "-x", "-y"]).contains("unexpected") || query(&["--index", "-x", "-y"]).contains("value")
        );
    }
}

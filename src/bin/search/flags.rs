//! The command line of `search`, parsed to plain data.

use clap::{Arg, CommandFactory, Parser, ValueEnum};
use dateline::actor::Kind;
use dateline::date::{ARGUMENT_FORMS, DateError, Day, parse_range_argument, parse_stated};
use dateline::ingest::path_text;
use dateline::output::Style;
use dateline::search::{
    ArticleName, Copies, DateFilter, FacetKind, Grain, MatchMode, MatrixAxis, Ranking, Request, Sort, TimelineGrain,
    Undated,
};
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::str::FromStr;

/// Columns of a line when there is no terminal to ask.
const WIDTH: usize = 100;
/// Hits shown by default.
const HITS: usize = 10;
/// Rows of a timeline shown by default: all that `auto` makes, years aside.
const TIMELINE_ROWS: usize = 60;
/// Widest line, for easy reading.
const WIDTH_MAX: usize = 120;

/// Search news articles: ranked passages, with facets by actor and date.
///
/// Bare words must all stand in an article; what has only most of them fills the page. "Quoted words" are a phrase; a - before a word or phrase
/// excludes articles that have it. A name that is known matches the actor's other spellings too.
/// OR, brackets, near words, prefixes, fields and more: --help-query.
#[derive(Debug, Parser)]
#[command(name = "search", version, after_help = AFTER_HELP)]
pub struct Flags {
    /// What to look for; joined by spaces. A query that begins with - follows --
    pub query: Vec<String>,
    /// Print the page on the query language
    #[arg(long)]
    pub help_query: bool,

    /// Published on this day or later
    #[arg(long, visible_alias = "since", value_name = "DATE")]
    after: Option<String>,
    /// Published earlier than this day
    #[arg(long, value_name = "DATE")]
    before: Option<String>,
    /// Published on this day or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Published within this day, week, month, year or range
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// With a passage that tells of this day, week, month, year or range
    #[arg(long, value_name = "DATE")]
    event: Option<String>,
    /// Reckon "yesterday" and its like from this day, not from the clock's
    #[arg(long, value_name = "DAY")]
    today: Option<String>,
    /// Naming this actor: a name, an alias or an id; again for several, all of which must be named
    #[arg(long, value_name = "NAME")]
    actor: Vec<String>,
    /// One passage must name all the actors asked for
    #[arg(long, requires = "actor")]
    same_passage: bool,
    /// What to do with articles that a date filter cannot place
    #[arg(long, value_name = "HOW")]
    undated: Option<UndatedFlag>,
    /// Take inferred dates for unknown
    #[arg(long)]
    no_inferred: bool,

    /// Tell the story by its days: for each, how many articles speak of it and the best passage
    #[arg(
        long, value_name = "ROWS", num_args = 0..=1, require_equals = true, default_missing_value = "auto",
        conflicts_with_all = ["sort", "per_article"]
    )]
    timeline: Option<TimelineFlag>,
    /// Count articles by two of actor, event and date, of which one is actor: "actor,event", "actor:group,actor"
    #[arg(long, value_name = "ROWS,COLUMNS", conflicts_with_all = ["timeline", "sort", "per_article", "limit", "offset"])]
    matrix: Option<MatrixFlag>,
    /// Most hits shown (10), or most rows of a timeline (60; 0 is all)
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
    /// Hits or rows passed over first
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Order of the hits
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    sort: SortFlag,
    /// Most passages of one article; 0 is all
    #[arg(long, value_name = "N", default_value_t = 1)]
    per_article: usize,
    /// What becomes of near-identical copies of one text (fold; show in TREC output)
    #[arg(long, value_name = "HOW")]
    copies: Option<CopiesFlag>,
    /// What to count: actor, actor:KIND, date, source, event, or none; KIND is person, organisation, group, state or place
    #[arg(long, value_name = "WHAT", value_delimiter = ',', default_value = "actor,date")]
    facet: Vec<FacetFlag>,
    /// Most rows of a facet, or of an axis of a matrix, that is not by date; 0 is all
    #[arg(long, value_name = "N", default_value_t = 10)]
    facet_limit: usize,

    /// Show a whole article: text, actors, dates, copies; what matches the query, if one is given, is marked. ID may be
    /// an id, a path, or PATH:ID
    #[arg(long, value_name = "ID|PATH", conflicts_with_all = [
        "like", "diff", "batch", "timeline", "matrix", "context", "max_chars", "count", "limit", "offset", "after", "before",
        "until", "on", "event", "actor", "undated", "no_inferred", "sort", "facet", "per_article", "expand",
    ])]
    pub show: Option<String>,
    /// Find articles like this one, by the words that tell it from others; it and, unless copies are shown, its copies are left out
    #[arg(long, value_name = "ID|PATH", conflicts_with_all = ["diff", "batch"])]
    like: Option<String>,
    /// Show what differs between an article and each of its copies, or another article
    #[arg(long, value_name = "ID|PATH", num_args = 1..=2, conflicts_with_all = [
        "query", "batch", "timeline", "matrix", "context", "max_chars", "count", "limit", "offset", "after", "before", "until",
        "on", "event", "actor", "undated", "no_inferred", "sort", "facet", "per_article", "expand", "explain",
    ])]
    pub diff: Vec<String>,
    /// Show N passages before and after each hit too
    #[arg(long, value_name = "N", conflicts_with_all = ["timeline", "matrix"])]
    context: Option<usize>,
    /// Show at most N characters of a passage (20 at least), around what matches
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(20..))]
    max_chars: Option<u32>,

    /// How many of the bare words must stand in an article; by default all, and a page with too few hits is filled
    /// with articles that have most
    #[arg(long = "match", value_name = "HOW")]
    mode: Option<MatchFlag>,
    /// Rank by words of the best articles too: for subjects rather than names
    #[arg(long)]
    expand: bool,
    /// Take words as typed: no other names, no other spellings, no stems
    #[arg(long)]
    exact: bool,
    /// Make it an error what would be mended in a query: a quote or bracket that is not closed, an unknown field
    #[arg(long)]
    strict: bool,

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
    /// Show how the query was understood and what each score is made of
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
Dates: 2024-01-17, \"17 jan 2024\", 2024-01, 2024, today, yesterday, monday, \"last friday\",
\"last week\", \"this month\", 2w or \"2 weeks ago\" (d, w, m, y), 2024-01-16..2024-01-18, 2w..
Exit status: 0 something was found, 1 nothing was found, 2 an error.

Examples:
  search \"Jaish al-Adl\" --after 2024-01-17
  search --articles corpus '\"recalled its ambassador\" -tonga'
  search --actor pakistan --event 2024-01-16..2024-01-18 --format json
  search Saravan --timeline";

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
    /// Passages by the first day that they tell of, undated last
    Event,
    /// Passages by the last day that they tell of, newest first, undated last
    EventNewest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CopiesFlag {
    /// The best of them is shown and tells how many others match
    Fold,
    /// Each is shown
    Show,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TimelineFlag {
    /// The finest of these with at most 60 rows
    Auto,
    Day,
    /// From Monday
    Week,
    Month,
    Year,
}

/// What a facet counts; actors of one kind only, where one is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FacetFlag {
    Count(FacetKind),
    ActorsOf(Kind),
    None,
}

impl FromStr for FacetFlag {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let word = word.trim();
        if word == "none" {
            return Ok(FacetFlag::None);
        }
        if let Some(kind) = word.strip_prefix("actor:") {
            return actor_kind(kind).map(FacetFlag::ActorsOf);
        }
        let known = FacetKind::ALL.iter().find(|(name, _)| *name == word);
        known.map(|(_, kind)| FacetFlag::Count(*kind)).ok_or_else(|| {
            format!("expected actor, actor:KIND, date, source, event or none; KINDs are {}", kind_words())
        })
    }
}

fn actor_kind(word: &str) -> Result<Kind, String> {
    Kind::from_word(word).ok_or_else(|| format!("unknown kind {word:?}, expected one of {}", kind_words()))
}

fn kind_words() -> String {
    Kind::ALL.map(Kind::as_str).join(", ")
}

/// The axes of a matrix.
#[derive(Debug, Clone)]
struct MatrixFlag([MatrixAxis; 2]);

impl FromStr for MatrixFlag {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let axis = |word: &str| match (word.trim(), word.trim().strip_prefix("actor:")) {
            ("actor", _) => Ok(MatrixAxis::Actor(Vec::new())),
            ("date", _) => Ok(MatrixAxis::Date),
            ("event", _) => Ok(MatrixAxis::Event),
            (_, Some(kind)) => Ok(MatrixAxis::Actor(vec![actor_kind(kind)?])),
            (other, None) => Err(format!("unknown axis {other:?}, expected actor, actor:KIND, event or date")),
        };
        let Some((rows, columns)) = text.split_once(',') else {
            return Err("expected two axes with a comma between: actor,event".to_owned());
        };
        let axes = [axis(rows)?, axis(columns)?];
        let of_actors = |axis: &MatrixAxis| matches!(axis, MatrixAxis::Actor(_));
        if axes.iter().any(of_actors) { Ok(MatrixFlag(axes)) } else { Err("one axis must be actor".to_owned()) }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum MatchFlag {
    /// All of them, and nothing to fill the page
    All,
    /// So many that they tell half of what all tell, at least; rare words tell more
    Most,
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
    /// A date that cannot be understood.
    #[error("{flag}: {error}")]
    Date {
        /// The flag that it was given to.
        flag: &'static str,
        /// What is wrong with it.
        error: DateError,
    },
    /// A range without the end that is asked for.
    #[error("{flag}: {value:?} has no {end} day")]
    OpenRange {
        /// The flag that it was given to.
        flag: &'static str,
        /// As given.
        value: String,
        /// Which end is missing.
        end: &'static str,
    },
    /// Today is one day.
    #[error("--today: {0:?} is not one day")]
    LongToday(String),
    /// A TREC run ranks articles.
    #[error("a timeline or a matrix has no TREC form")]
    NoTrecForm,
    /// One document is one object.
    #[error("{0} is printed as text or json")]
    NoLines(&'static str),
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
    pub fn hint(&self) -> String {
        match self {
            FlagError::Date { .. } => ARGUMENT_FORMS.to_owned(),
            FlagError::LongToday(_) => "it looks like 2024-01-17".to_owned(),
            FlagError::NoLines(_) => "add --format json, or no --format".to_owned(),
            FlagError::NoTrecForm => "it is printed as text, json or jsonl".to_owned(),
            FlagError::OpenRange { .. } | FlagError::EmptyFilter { .. } => format!(
                "--after DATE begins a filter, --until DATE ends it, both included, and --on FROM..TO does both; {ARGUMENT_FORMS}"
            ),
        }
    }
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
            value_follows =
                flags.iter().find(named).is_some_and(|flag| takes_value(&flag) && !flag.is_require_equals_set());
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
        let dates = Dates { today: self.today()? };
        for (flag, given) in [("--show", self.show.is_some()), ("--diff", !self.diff.is_empty())] {
            if given && !matches!(self.format, Form::Text | Form::Json) {
                return Err(FlagError::NoLines(flag));
            }
        }
        // What prints no more than a number or nothing needs no rows.
        let timeline = self.timeline.filter(|_| !self.count && !self.quiet).map(timeline_grain);
        let matrix = self.matrix.clone().filter(|_| !self.count && !self.quiet).map(|MatrixFlag(axes)| axes);
        if (timeline.is_some() || matrix.is_some()) && self.format == Form::Trec {
            return Err(FlagError::NoTrecForm);
        }
        let limit = self.limit.unwrap_or(if timeline.is_some() { TIMELINE_ROWS } else { HITS });
        Ok(Request {
            query: self.query.join(" "),
            mode: match self.mode {
                None | Some(MatchFlag::All) => MatchMode::All,
                Some(MatchFlag::Most) => MatchMode::Most,
                Some(MatchFlag::Any) => MatchMode::Any,
            },
            fill: self.mode.is_none() && !self.quiet,
            ranking: Ranking::default(),
            explain: self.explain,
            expand: self.expand,
            exact: self.exact,
            strict: self.strict,
            today: Some(dates.today),
            actors: self.actor.clone(),
            same_passage: self.same_passage,
            published: self.published(&dates)?,
            event: dates.days("--event", self.event.as_deref())?,
            undated: self.undated.map(|undated| match undated {
                UndatedFlag::Exclude => Undated::Exclude,
                UndatedFlag::Include => Undated::Include,
                UndatedFlag::Only => Undated::Only,
            }),
            no_inferred: self.no_inferred,
            path: None,
            like: self.like.as_deref().map(article_name),
            context: self.context.unwrap_or(0),
            chars_max: self.max_chars.map(|chars| chars as usize),
            sort: match self.sort {
                SortFlag::Relevance => Sort::Relevance,
                SortFlag::Newest => Sort::Newest,
                SortFlag::Oldest => Sort::Oldest,
                SortFlag::Event => Sort::Event,
                SortFlag::EventNewest => Sort::EventNewest,
            },
            timeline,
            limit: if self.count { 0 } else { limit },
            offset: self.offset,
            per_article: self.per_article,
            copies: self.copies(),
            facets: if self.count || self.quiet || self.format == Form::Trec { Vec::new() } else { self.facets() },
            facet_kinds: self.facet_kinds(),
            matrix,
            facet_limit: self.facet_limit,
        })
    }

    /// The day from which dates are reckoned: the one given, else the clock's, where the user is.
    fn today(&self) -> Result<Day, FlagError> {
        let Some(text) = &self.today else { return Ok(Day::from_date(chrono::Local::now().date_naive())) };
        let stated = parse_stated(text).map_err(|error| FlagError::Date { flag: "--today", error })?;
        let one_day = stated.interval.first == stated.interval.last;
        one_day.then_some(stated.interval.first).ok_or_else(|| FlagError::LongToday(text.clone()))
    }

    /// All flags on the publication date together.
    fn published(&self, dates: &Dates) -> Result<Option<DateFilter>, FlagError> {
        let after = dates.first_day("--after", self.after.as_deref())?;
        let before = dates.first_day("--before", self.before.as_deref())?.map(|day| day.plus(-1));
        let until = dates.last_day("--until", self.until.as_deref())?;
        let on = dates.days("--on", self.on.as_deref())?.unwrap_or_default();
        let first = [after, on.first].into_iter().flatten().max();
        let last = [before, until, on.last].into_iter().flatten().min();
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
                FacetFlag::Count(kind) => *kind,
                FacetFlag::ActorsOf(_) => FacetKind::Actor,
                FacetFlag::None => continue,
            };
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// Judges of a ranking count each article, so a TREC run holds all.
    fn copies(&self) -> Copies {
        match self.copies {
            Some(CopiesFlag::Fold) => Copies::Fold,
            Some(CopiesFlag::Show) => Copies::Show,
            None if self.format == Form::Trec => Copies::Show,
            None => Copies::Fold,
        }
    }

    /// The kinds of actors to count; empty for all.
    fn facet_kinds(&self) -> Vec<Kind> {
        if self.facet.contains(&FacetFlag::Count(FacetKind::Actor)) {
            return Vec::new();
        }
        let kind = |flag: &FacetFlag| if let FacetFlag::ActorsOf(kind) = flag { Some(*kind) } else { None };
        self.facet.iter().filter_map(kind).collect()
    }

    /// The arguments that name the index, as given.
    pub fn location(&self) -> Vec<String> {
        let named = [("--index", &self.index), ("--articles", &self.articles)];
        let given = named.into_iter().filter_map(|(flag, path)| Some((flag, path.as_ref()?)));
        given.flat_map(|(flag, path)| [flag.to_owned(), path.to_string_lossy().into_owned()]).collect()
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

/// An article as a user names it.
pub fn article_name(typed: &str) -> ArticleName {
    let absolute = |path: &str| {
        // A file that is gone may still be in the index.
        let found = std::fs::canonicalize(path).or_else(|_| std::path::absolute(path));
        path_text(&found.unwrap_or_else(|_| PathBuf::from(path)))
    };
    ArticleName {
        typed: typed.to_owned(),
        path: absolute(typed),
        in_path: typed.match_indices(':').map(|(at, _)| (absolute(&typed[..at]), typed[at + 1..].to_owned())).collect(),
    }
}

/// Reads the dates of flags.
struct Dates {
    today: Day,
}

impl Dates {
    fn days(&self, flag: &'static str, value: Option<&str>) -> Result<Option<DateFilter>, FlagError> {
        let Some(value) = value else { return Ok(None) };
        match parse_range_argument(value, self.today) {
            Ok((first, last)) => Ok(Some(DateFilter { first, last })),
            Err(error) => Err(FlagError::Date { flag, error }),
        }
    }

    fn first_day(&self, flag: &'static str, value: Option<&str>) -> Result<Option<Day>, FlagError> {
        self.end(flag, value, "first", |days| days.first)
    }

    fn last_day(&self, flag: &'static str, value: Option<&str>) -> Result<Option<Day>, FlagError> {
        self.end(flag, value, "last", |days| days.last)
    }

    /// One end of a date, which a range that is open there lacks.
    fn end(
        &self,
        flag: &'static str,
        value: Option<&str>,
        end: &'static str,
        pick: impl Fn(DateFilter) -> Option<Day>,
    ) -> Result<Option<Day>, FlagError> {
        let Some(days) = self.days(flag, value)? else { return Ok(None) };
        let missing = || FlagError::OpenRange { flag, value: value.unwrap_or_default().to_owned(), end };
        pick(days).ok_or_else(missing).map(Some)
    }
}

fn timeline_grain(flag: TimelineFlag) -> TimelineGrain {
    match flag {
        TimelineFlag::Auto => TimelineGrain::Finest,
        TimelineFlag::Day => TimelineGrain::By(Grain::Day),
        TimelineFlag::Week => TimelineGrain::By(Grain::Week),
        TimelineFlag::Month => TimelineGrain::By(Grain::Month),
        TimelineFlag::Year => TimelineGrain::By(Grain::Year),
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
        assert_eq!(query(&["--timeline", "iran", "-tonga"]), "iran -tonga");
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

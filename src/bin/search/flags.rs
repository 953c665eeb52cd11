//! The command line of `search`, parsed to plain data.

use super::exclusions::{EXCLUSION, mark_exclusions};
use super::values::{
    ColorFlag, CopiesFlag, FacetFlag, Form, MatchFlag, MatrixFlag, SortFlag, TimelineFlag, UndatedFlag,
};
use clap::Parser;
use dateline::ingest::path_text;
use dateline::output::Style;
use dateline::search::ArticleName;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Columns of a line when there is no terminal to ask.
const WIDTH: usize = 100;
/// Widest line, for easy reading.
const WIDTH_MAX: usize = 120;

/// Search news articles: ranked passages, with facets by actor and date.
///
/// Bare words must all stand in an article; what has only most of them fills the page. "Quoted words" are a phrase; a - before a word or phrase
/// excludes articles that have it. A name that is known matches the actor's other spellings too.
/// OR, brackets, near words, prefixes, fields and more: --help-query.
#[derive(Debug, Parser)]
#[command(name = "search", version, override_usage = USAGE, after_help = AFTER_HELP)]
pub struct Flags {
    /// What to look for; joined by spaces. A query that begins with - follows --
    pub query: Vec<String>,
    /// Print the page on the query language
    #[arg(long)]
    pub help_query: bool,

    /// Published on this day or later
    #[arg(long, visible_alias = "since", value_name = "DATE")]
    pub after: Option<String>,
    /// Published earlier than this day
    #[arg(long, value_name = "DATE")]
    pub before: Option<String>,
    /// Published on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Published within this day, week, month, year or range
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// With a passage that tells of this day, week, month, year or range
    #[arg(long, value_name = "DATE")]
    pub event: Option<String>,
    /// Reckon "yesterday" and its like from this day, not from the clock's
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
    /// Naming this actor: a name, an alias or an id; again for several, all of which must be named
    #[arg(long, value_name = "NAME")]
    pub actor: Vec<String>,
    /// One passage must name all the actors asked for
    #[arg(long, requires = "actor")]
    pub same_passage: bool,
    /// What to do with articles that a date filter cannot place
    #[arg(long, value_name = "HOW")]
    pub undated: Option<UndatedFlag>,
    /// Take inferred dates for unknown
    #[arg(long)]
    pub no_inferred: bool,

    /// Tell the story by its days: for each, how many articles speak of it and the best passage; by weeks, months or years
    /// where there are too many days
    #[arg(
        long, value_name = "ROWS", num_args = 0..=1, require_equals = true, default_missing_value = "auto",
        conflicts_with_all = ["sort", "per_article"]
    )]
    pub timeline: Option<TimelineFlag>,
    /// Count articles by two of actor, event and date, of which one is actor: "actor,event", "actor:group,actor"
    #[arg(long, value_name = "ROWS,COLUMNS", conflicts_with_all = ["timeline", "sort", "per_article", "limit", "offset"])]
    pub matrix: Option<MatrixFlag>,
    /// Most hits shown (10), or most rows of a timeline (60; 0 is all)
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Hits or rows passed over first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// Order of the hits
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    pub sort: SortFlag,
    /// Most passages of one article; 0 is all
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub per_article: usize,
    /// What becomes of near-identical copies of one text (fold; show in TREC output)
    #[arg(long, value_name = "HOW")]
    pub copies: Option<CopiesFlag>,
    /// What to count: actor, actor:KIND, date, source, event, or none; KIND is person, organisation, group, state or place
    #[arg(long, value_name = "WHAT", value_delimiter = ',', default_value = "actor,date")]
    pub facet: Vec<FacetFlag>,
    /// Most rows of a facet, or of an axis of a matrix, that is not by date; 0 is all
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub facet_limit: usize,

    /// Show a whole article: text, actors, dates, copies; what matches the query, if one is given, is marked. ARTICLE is
    /// an id, a path, PATH:ID, or PATH:LINE as hits print it
    #[arg(long, value_name = "ARTICLE", conflicts_with_all = [
        "like", "diff", "batch", "timeline", "matrix", "context", "max_chars", "count", "limit", "offset", "after", "before",
        "until", "on", "event", "actor", "undated", "no_inferred", "sort", "facet", "per_article", "expand",
    ])]
    pub show: Option<String>,
    /// Find articles like this one, by the words that tell it from others; it and, unless copies are shown, its copies are left
    /// out. Counts and facets speak of all that have one of these words at least, however little like it they are
    #[arg(long, value_name = "ARTICLE", conflicts_with_all = ["diff", "batch"])]
    pub like: Option<String>,
    /// Show what differs between an article and each of its copies, or another article
    #[arg(long, value_name = "ARTICLE", num_args = 1..=2, conflicts_with_all = [
        "query", "batch", "timeline", "matrix", "context", "max_chars", "count", "limit", "offset", "after", "before", "until",
        "on", "event", "actor", "undated", "no_inferred", "sort", "facet", "per_article", "expand", "explain",
    ])]
    pub diff: Vec<String>,
    /// Show N passages before and after each hit too
    #[arg(long, value_name = "N", conflicts_with_all = ["timeline", "matrix"])]
    pub context: Option<usize>,
    /// Show at most N characters of a passage (20 at least), around what matches
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(20..))]
    pub max_chars: Option<u32>,

    /// How many of the bare words must stand in an article; by default all, and a page with too few hits is filled
    /// with articles that have most
    #[arg(long = "match", value_name = "HOW")]
    pub mode: Option<MatchFlag>,
    /// Rank by words of the best articles too: for subjects rather than names
    #[arg(long)]
    pub expand: bool,
    /// Take words as typed: no other names, no other spellings, no stems
    #[arg(long)]
    pub exact: bool,
    /// Make it an error what would be mended in a query: a quote or bracket that is not closed, an unknown field
    #[arg(long)]
    pub strict: bool,

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
    pub color: ColorFlag,
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

const USAGE: &str = "\
search [OPTIONS] [QUERY]...
       search [OPTIONS] --show <ARTICLE> [QUERY]...
       search [OPTIONS] --like <ARTICLE> [QUERY]...
       search [OPTIONS] --diff <ARTICLE> [ARTICLE]
       search [OPTIONS] --batch <FILE>";

const AFTER_HELP: &str = "\
Dates: 2024-01-17, \"17 jan 2024\", 2024-01, 2024, today, yesterday, monday, \"last friday\",
\"last week\", \"this month\", 2w or \"2 weeks ago\" (d, w, m, y), 2024-01-16..2024-01-18, 2w..
Exit status: 0 something was found, 1 nothing was found, 2 an error.

Examples:
  search \"Jaish al-Adl\" --after 2024-01-17
  search --articles corpus '\"recalled its ambassador\" -tonga'
  search --actor pakistan --event 2024-01-16..2024-01-18 --format json
  search Saravan --timeline";

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

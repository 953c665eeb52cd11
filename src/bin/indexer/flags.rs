//! The command line of `indexer`, parsed to plain data.

use clap::{Args, Parser, Subcommand, ValueEnum};
use dateline::actor::Kind;
use std::path::PathBuf;

/// Index news articles: text, Markdown, JSON and JSON Lines.
#[derive(Debug, Parser)]
#[command(name = "indexer", version, after_help = AFTER_HELP)]
pub struct Flags {
    /// Files and folders of articles
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The index folder; else DATELINE_INDEX, else the nearest .dateline here or above, else a new one here
    #[arg(long, value_name = "DIR", global = true)]
    pub index: Option<PathBuf>,
    /// Take out what is gone from disk under the given paths
    #[arg(long)]
    pub prune: bool,
    /// Read everything again into a new index, which replaces the old one when it is whole
    #[arg(long)]
    pub rebuild: bool,
    /// Your own file of actors, which goes before the curated ones; the index remembers it
    #[arg(long, value_name = "FILE", conflicts_with = "no_actors")]
    pub actors: Option<PathBuf>,
    /// Forget your own file of actors
    #[arg(long)]
    pub no_actors: bool,
    /// Form of the report
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub format: Form,
    /// No progress bar, and no word of what was skipped
    #[arg(short, long)]
    pub quiet: bool,
    #[command(subcommand)]
    pub command: Option<Command>,
}

const AFTER_HELP: &str = "\
A path named like a command is written ./status.
Exit status: 0 all was read, 1 some input failed, 2 nothing could run.";

/// Form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For reading
    Text,
    /// One JSON object
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show actors with all their names and why each belongs; correct them
    Actors(Actors),
    /// Print what is understood of each article, as JSON Lines; no index is needed
    Annotate(Annotate),
    /// Take files, folders or articles out of the index
    Remove {
        /// Paths (also of files that are gone) or ids of articles
        #[arg(value_name = "PATH|ID", required = true, value_parser = clap::builder::NonEmptyStringValueParser::new())]
        values: Vec<String>,
    },
    /// Tell what the index holds, its versions and how big it is
    Status {
        /// Form of the output
        #[arg(long, value_name = "FORM", default_value = "text")]
        format: Form,
    },
}

#[derive(Debug, Args)]
pub struct Annotate {
    /// Files and folders of articles
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Your own file of actors
    #[arg(long, value_name = "FILE")]
    pub actors: Option<PathBuf>,
    /// Cut nothing, so that spans are bytes of the record's own text
    #[arg(long)]
    pub verbatim: bool,
}

#[derive(Debug, Args)]
pub struct Actors {
    /// A name, an alias or an id; without it the actors of the index are listed
    #[arg(value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub name: Option<String>,
    /// List only actors of this kind: person, organisation, group, state or place
    #[arg(long, value_name = "KIND", conflicts_with_all = ["name", "learned"], value_parser = kind_of)]
    pub kind: Option<Kind>,
    /// Rows to list; 0 is all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// List the aliases that articles state, which of them are used, and why others are not
    #[arg(long, conflicts_with = "name")]
    pub learned: bool,
    /// Write the lexicon of the index anew; no article is read
    #[arg(long, conflicts_with_all = ["name", "learned", "kind"])]
    pub refresh: bool,
    /// Make one actor of two or more, by name or id; the first one stays. Written to your own file
    #[arg(long, value_name = "ACTOR", num_args = 2.., conflicts_with_all = ["name", "learned", "kind", "refresh"])]
    pub merge: Vec<String>,
    /// Take a form from an actor: --split ACTOR FORM. Written to your own file
    #[arg(long, value_names = ["ACTOR", "FORM"], num_args = 2, conflicts_with_all = ["name", "learned", "kind", "refresh", "merge"])]
    pub split: Vec<String>,
    /// Form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub format: Form,
}

fn kind_of(word: &str) -> Result<Kind, String> {
    Kind::from_word(word).ok_or_else(|| "expected person, organisation, group, state or place".to_owned())
}

//! The command line of `indexer`, parsed to plain data.

use clap::{Args, Parser, Subcommand, ValueEnum};
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
    /// Cut nothing, so that spans are bytes of the record's own text
    #[arg(long)]
    pub verbatim: bool,
}

//! The values of flags that are one of a few words.

use clap::ValueEnum;
use dateline::actor::Kind;
use dateline::search::{FacetKind, Grain, MatrixAxis, TimelineGrain};
use std::str::FromStr;

/// What becomes of articles that a date filter cannot place.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum UndatedFlag {
    /// Leave them out, but tell how many there are
    Exclude,
    /// Show them too
    Include,
    /// Show nothing else
    Only,
}

/// Order of the hits.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SortFlag {
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

/// What becomes of copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CopiesFlag {
    /// The best of them is shown and tells how many others match
    Fold,
    /// Each is shown
    Show,
}

/// How wide the rows of a timeline are.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum TimelineFlag {
    /// The finest of these with at most 60 rows; what lies far from the others is told before and after them
    Auto,
    Day,
    /// From Monday
    Week,
    Month,
    Year,
}

impl From<TimelineFlag> for TimelineGrain {
    fn from(flag: TimelineFlag) -> Self {
        match flag {
            TimelineFlag::Auto => TimelineGrain::Finest,
            TimelineFlag::Day => TimelineGrain::By(Grain::Day),
            TimelineFlag::Week => TimelineGrain::By(Grain::Week),
            TimelineFlag::Month => TimelineGrain::By(Grain::Month),
            TimelineFlag::Year => TimelineGrain::By(Grain::Year),
        }
    }
}

/// What a facet counts; actors of one kind only, where one is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetFlag {
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
pub struct MatrixFlag(pub [MatrixAxis; 2]);

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

/// How many of the bare words must stand in an article.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum MatchFlag {
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

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorFlag {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

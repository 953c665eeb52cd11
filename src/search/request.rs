//! What is asked and what is answered, as plain data.

use super::classify::{DateFilter, Undated};
use super::facets::{FacetKind, Facets};
use super::hits::Hit;
use super::like::Like;
use super::matrix::{Matrix, MatrixAxis};
use super::naming::ArticleName;
use super::query::QueryNote;
use super::rank::Sort;
use super::scoring::{Ranking, WordWeight};
use super::stories::Copies;
use super::suggest::Suggestion;
use super::timeline::{Timeline, TimelineGrain};
use crate::actor::Kind;
use crate::date::Day;

/// Whether all bare words must stand in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MatchMode {
    /// All of them.
    #[default]
    All,
    /// So many that they tell half of what all tell, at least; phrases in quotes all the same.
    Most,
    /// One at least.
    Any,
}

/// A search, ready to run: no flag is left to be read.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The query as typed.
    pub query: String,
    /// How many of the bare words must stand.
    pub mode: MatchMode,
    /// With [`MatchMode::All`]: whether a page with too few hits is filled with articles that have most words.
    pub fill: bool,
    /// How matches are ranked.
    pub ranking: Ranking,
    /// Whether the answer tells how the query was handed to the index.
    pub explain: bool,
    /// Whether words from the best passages are added to the ranking.
    pub expand: bool,
    /// Literal: no aliases, no spellings, no stems.
    pub exact: bool,
    /// What would be mended in the query is an error.
    pub strict: bool,
    /// From which day dates in the query are reckoned; without one, those that are reckoned are no dates.
    pub today: Option<Day>,
    /// Names or ids of actors; every one must be named.
    pub actors: Vec<String>,
    /// One passage must name all of them.
    pub same_passage: bool,
    /// Filter on the publication date.
    pub published: Option<DateFilter>,
    /// Filter on the dates that passages tell.
    pub event: Option<DateFilter>,
    /// What to do with what the filters cannot place; `None` for the default.
    pub undated: Option<Undated>,
    /// Inferred dates count as unknown.
    pub no_inferred: bool,
    /// Only articles whose path is this one or lies below it.
    pub path: Option<String>,
    /// Only articles like this one, and not it.
    pub like: Option<ArticleName>,
    /// Passages shown on each side of a hit.
    pub context: usize,
    /// Most characters of a passage that are shown; all, when `None`.
    pub chars_max: Option<usize>,
    /// Order of the hits.
    pub sort: Sort,
    /// Rows of days in place of hits; `limit` (0 for all) and `offset` then speak of these.
    pub timeline: Option<TimelineGrain>,
    /// Most hits shown.
    pub limit: usize,
    /// Hits passed over first.
    pub offset: usize,
    /// Most passages of one article; 0 for all.
    pub per_article: usize,
    /// What becomes of copies of one text.
    pub copies: Copies,
    /// Which facets to count.
    pub facets: Vec<FacetKind>,
    /// Kinds of actors that the facet by actor counts; all, when empty.
    pub facet_kinds: Vec<Kind>,
    /// A table of counts in place of hits.
    pub matrix: Option<[MatrixAxis; 2]>,
    /// Most rows of a facet that is not by date; 0 for all.
    pub facet_limit: usize,
}

/// How many there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles that match and are spoken of.
    pub articles: u64,
    /// These, copies of one text counted once.
    pub stories: u64,
    /// Passages of these that pass the filters and hold a query word (any that pass, without words).
    pub passages: u64,
    /// Matches that a date filter may or may not mean.
    pub unsure: u64,
    /// Matches without a publication date, when a filter asks for one.
    pub undated: u64,
    /// Matches of the rest of the query that lie outside the publication filter.
    pub outside: u64,
    /// Articles that have most of the words and not all; `None` where they were not looked for. No other
    /// count speaks of them.
    pub partial: Option<u64>,
}

/// Something to tell about the name of an actor: of `--actor`, `actor:` or `place:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActorNote {
    /// The name stands for several actors, all of which were searched: ids and names.
    Ambiguous {
        /// The value.
        value: String,
        /// Ids, names and kinds.
        actors: Vec<(String, String, Kind)>,
    },
    /// Only places and states were asked for, and none has this name, but actors of other kinds do.
    NoPlace {
        /// The value.
        value: String,
        /// Ids, names and kinds of those that have it.
        actors: Vec<(String, String, Kind)>,
    },
    /// No actor has this name: ids and names of near ones.
    Unknown {
        /// The value.
        value: String,
        /// Ids and names.
        near: Vec<(String, String)>,
    },
}

/// The answer.
#[derive(Debug, Clone)]
pub struct SearchResult {
    /// The tree, printed.
    pub parsed: String,
    /// The filters on publication and on events, of the request and of the query together.
    pub published: Option<DateFilter>,
    /// Likewise.
    pub event: Option<DateFilter>,
    /// The words of the query, with what each is worth in the ranking.
    pub words: Vec<WordWeight>,
    /// Words that the best passages added to the ranking, with `expand`.
    pub added_words: Vec<WordWeight>,
    /// The query as it was handed to the index, with `explain`.
    pub lowered: Option<String>,
    /// The words by which like articles were looked for.
    pub like: Option<Like>,
    /// What was mended in the query.
    pub notes: Vec<QueryNote>,
    /// Queries that may have been meant, where a word is in no article.
    pub suggestions: Vec<Suggestion>,
    /// What is to be told about actors.
    pub actor_notes: Vec<ActorNote>,
    /// Counts.
    pub counts: Counts,
    /// The page of hits.
    pub hits: Vec<Hit>,
    /// The timeline, if it was asked for; there are no hits then.
    pub timeline: Option<Timeline>,
    /// The table of counts, if it was asked for; there are no hits then.
    pub matrix: Option<Matrix>,
    /// The facets that were asked for.
    pub facets: Facets,
}

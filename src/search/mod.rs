//! From words to hits: parse, resolve names, lower to tantivy, search, count.
//!
//! Words are looked for in whole articles; passages are what is shown. What a query means is fixed in
//! `ARCHITECTURE.md`, "What a query means".

mod actor_view;
mod asked;
mod assemble;
mod classify;
mod columns;
mod date_facet;
mod diff;
mod facets;
mod filters;
mod glob;
mod grain;
mod highlight;
mod hits;
mod like;
mod listed;
mod lower;
mod matrix;
mod missing;
mod most;
mod naming;
mod one_article;
mod pass;
mod query;
mod rank;
mod request;
mod resolve;
mod row_range;
mod rows;
mod scoring;
mod searcher;
mod spellings;
mod stages;
mod statistics;
mod stories;
mod suggest;
mod surroundings;
mod timeline;
mod together;
mod tree;
mod vocabulary;
mod walk;
mod words;

pub use actor_view::{ActorView, ActorViews, IndexActor, NameRow, Neighbour, Origin, StatedRow, unseen_forms};
pub use classify::{DateFilter, Undated};
pub use date_facet::{BucketRows, DateRow};
pub use diff::{ArticleDiff, DIFF_SENTENCES_MAX, DiffPart, Piece, PieceKind};
pub use facets::{ActorRow, FacetKind, Facets, SourceRow};
pub use grain::Grain;
pub use highlight::{Match, MatchRule};
pub use hits::{ContextPassage, EventDate, Hit, HitActor, HitPassage};
pub use like::{LIKE_WORDS_MAX, Like, LikeWord};
pub use matrix::{MATRIX_ACTORS_MAX, Matrix, MatrixAxis, MatrixLabel};
pub use naming::{ArticleName, ArticleNameError};
pub use one_article::{ArticleView, PassageOfArticle};
pub use query::{
    At, Element, Expr, Field, ForeignOperator, Glob, GlobKind, Joined, ParsedQuery, QUERY_BYTES_MAX, QUERY_HELP,
    QUERY_WORDS_MAX, QueryError, QueryNote, QueryProblem, TypedWord, parse_query,
};
pub use rank::Sort;
pub use request::{ActorNote, Counts, MatchMode, Request, SearchResult};
pub use scoring::{Ranking, ScoreParts, WordWeight};
pub use searcher::{SearchError, Searcher};
pub use stories::{COPIES_TOLD_MAX, Copies, HitCopy, HitStory};
pub use suggest::Suggestion;
pub use timeline::{Timeline, TimelineEnd, TimelineGrain, TimelineRow};
pub use together::Together;
pub use tree::{Metadata, Most, Node, Query, QueryWord};
pub use words::{WordKind, WordSet};

//! From words to hits: parse, resolve names, lower to tantivy, search, count.
//!
//! Words are looked for in whole articles; passages are what is shown. What a query means is fixed in
//! `ARCHITECTURE.md`, "What a query means".

mod actor_view;
mod asked;
mod assemble;
mod classify;
mod columns;
mod facets;
mod filters;
mod grain;
mod highlight;
mod hits;
mod listed;
mod lower;
mod matrix;
mod parse;
mod pass;
mod rank;
mod request;
mod resolve;
mod searcher;
mod spellings;
mod statistics;
mod timeline;
mod tree;
mod walk;

pub use actor_view::{ActorView, ActorViews, IndexActor, NameRow, Neighbour, Origin, StatedRow, unseen_forms};
pub use classify::{DateFilter, Undated};
pub use facets::{ActorRow, BucketRows, DateRow, FacetKind, Facets, SourceRow};
pub use grain::Grain;
pub use highlight::{Match, MatchRule};
pub use hits::{EventDate, Hit, HitActor, HitPassage};
pub use matrix::{MATRIX_ACTORS_MAX, Matrix, MatrixAxis, MatrixLabel};
pub use parse::{ParseError, QUERY_BYTES_MAX, QUERY_WORDS_MAX};
pub use rank::Sort;
pub use request::{ActorNote, Counts, MatchMode, Request, SearchResult};
pub use searcher::{SearchError, Searcher};
pub use timeline::{Timeline, TimelineGrain, TimelineRow};
pub use tree::{Node, Query, QueryWord};

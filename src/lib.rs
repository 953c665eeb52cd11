//! Full-text search over news articles, with facets by actor and date.
//!
//! The library reads articles, understands their dates and actors, indexes them with tantivy and
//! answers queries; the binaries `indexer` and `search` are thin shells over it. It never prints and
//! never asks for the time: what a caller must know comes back as values. ARCHITECTURE.md tells how
//! the parts fit and which floor each module stands on.
#![forbid(unsafe_code)]

pub mod actor;
pub mod annotate;
pub mod article;
pub mod clean;
pub mod date;
pub mod index;
pub mod ingest;
pub mod output;
pub mod passage;
pub mod problem;
pub mod publication;
pub mod read;
pub mod search;
pub mod story;
pub mod text;

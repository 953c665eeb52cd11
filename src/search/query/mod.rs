//! The query language: from what is typed to a tree, without a look at any index.
//!
//! `help.txt` is its one description, for users and for this code alike. A tree prints as a query that reads as the same
//! tree. What is merely untidy is mended and told; what cannot be understood is an error with its column.

mod elements;
mod lex;
mod operand;
mod parser;
mod problem;
mod syntax;

pub use problem::{ForeignOperator, QueryError, QueryNote, QueryProblem};
pub use syntax::{At, Element, Expr, Field, Glob, GlobKind, Joined, TypedWord};

/// The page that `search --help-query` prints.
pub const QUERY_HELP: &str = include_str!("help.txt");

/// Longest query, in bytes.
pub const QUERY_BYTES_MAX: usize = 64 << 10;
/// Most words of a query, fields counted.
pub const QUERY_WORDS_MAX: usize = 1_024;
/// Deepest brackets.
pub const DEPTH_MAX: usize = 32;
/// Most words with `*`, `?` or `~` in one query.
pub const PATTERNS_MAX: usize = 16;
/// Most words of the index that one of these may stand for.
pub const EXPANSION_WORDS_MAX: usize = 4_096;
/// Most words between two that are near each other.
pub const NEAR_WORDS_MAX: u32 = 100;
/// Greatest weight.
pub const BOOST_MAX: f32 = 100.0;

/// A query as a tree, and what was mended on the way.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct ParsedQuery {
    /// The tree; `None` when nothing was typed.
    pub tree: Option<Expr>,
    /// What was mended.
    pub notes: Vec<QueryNote>,
}

/// Reads a query.
///
/// # Errors
/// When it is too long or too deep, holds no word, or cannot be understood even leniently; where it is read strictly, at
/// the first thing that would be mended.
pub fn parse_query(query: &str, strict: bool) -> Result<ParsedQuery, QueryError> {
    let parsed = parser::parse(query)?;
    match parsed.notes.first().filter(|_| strict) {
        Some(QueryNote(error)) => Err(error.clone()),
        None => Ok(parsed),
    }
}

/// The column of a byte of the query, in characters from 1.
pub(super) fn column_of(query: &str, byte: usize) -> usize {
    query[..query.floor_char_boundary(byte)].chars().count() + 1
}

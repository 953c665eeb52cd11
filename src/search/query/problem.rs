//! What can be wrong with a query: where, what was made of it, and what to write instead.

use crate::date::{ARGUMENT_FORMS, DateError, Day};
use std::fmt;

use super::{
    BOOST_MAX, DEPTH_MAX, EXPANSION_WORDS_MAX, NEAR_WORDS_MAX, PATTERNS_MAX, QUERY_BYTES_MAX, QUERY_WORDS_MAX,
};

/// Something that is wrong with a query, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {problem}")]
pub struct QueryError {
    /// Character of the query, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: QueryProblem,
}

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryProblem {
    /// It is longer than [`QUERY_BYTES_MAX`].
    #[error("the query has {0} bytes, at most {QUERY_BYTES_MAX} are taken")]
    TooLong(usize),
    /// It has more words than [`QUERY_WORDS_MAX`].
    #[error("the query has {0} words, at most {QUERY_WORDS_MAX} are taken")]
    TooManyWords(usize),
    /// Brackets stand in brackets more than the bound deep.
    #[error("brackets are more than {DEPTH_MAX} deep here")]
    TooDeep,
    /// There are characters, but no letter or digit.
    #[error("the query holds no word: {0:?}")]
    NoWord(String),
    /// A quote is not closed.
    #[error("the quote opened here is not closed")]
    OpenQuote,
    /// A bracket is not closed.
    #[error("the bracket opened here is not closed")]
    OpenBracket,
    /// A bracket is closed that was not opened.
    #[error("this bracket closes nothing")]
    StrayBracket,
    /// Brackets hold no word.
    #[error("these brackets hold no word")]
    EmptyBrackets,
    /// An operator without a left side.
    #[error("nothing stands before {0}")]
    NothingBefore(String),
    /// An operator without a right side.
    #[error("nothing stands after {0}")]
    NothingAfter(String),
    /// A field of this name is not known.
    #[error("unknown field {name:?}")]
    UnknownField {
        /// As typed.
        name: String,
        /// The known field that may be meant.
        near: Option<&'static str>,
    },
    /// A field without a value.
    #[error("no value follows {0}:")]
    NoValue(&'static str),
    /// Brackets after a field that takes one value.
    #[error("{0}: takes one value and no brackets")]
    BracketsAfterField(&'static str),
    /// A field inside `title:( )`.
    #[error("{0}: cannot stand inside title:( )")]
    FieldInTitle(&'static str),
    /// A distance of letters that is not 1 or 2.
    #[error("a word may differ by 1 or 2 letters, not by {0}")]
    LetterDistance(u32),
    /// A distance of words that is too long.
    #[error("words may be {NEAR_WORDS_MAX} words apart at most, not {0}")]
    WordDistance(u32),
    /// A weight that is none.
    #[error("the weight {0:?} is not a number above 0 and up to {BOOST_MAX}")]
    Boost(String),
    /// A side of NEAR that is neither word nor phrase.
    #[error("a side of NEAR is a word, a phrase, or words joined by OR in brackets")]
    NearSide,
    /// Too many prefixes, wildcards and words by spelling.
    #[error("the query has more than {PATTERNS_MAX} words with *, ? or ~")]
    TooManyPatterns,
    /// A prefix, a wildcard or a word by spelling stands for too many words of the index.
    #[error("{0} stands for more than {EXPANSION_WORDS_MAX} words of the index")]
    TooManyExpansions(String),
    /// A date that cannot be understood.
    #[error("{field}: {error}")]
    Date {
        /// The field that it was given to.
        field: &'static str,
        /// What is wrong with it.
        error: DateError,
    },
    /// A range without the end that is asked for.
    #[error("{field}: {value:?} has no {end} day")]
    OpenRange {
        /// The field that it was given to.
        field: &'static str,
        /// As typed.
        value: String,
        /// Which end is missing.
        end: &'static str,
    },
    /// No day can pass.
    #[error("no day passes the date filter: it begins on {first} and ends on {last}")]
    EmptyFilter {
        /// First day.
        first: Day,
        /// Last day.
        last: Day,
    },
}

impl QueryProblem {
    /// What is made of it where the query is read leniently; `None` where it is an error all the same.
    pub fn mended(&self) -> Option<&'static str> {
        Some(match self {
            QueryProblem::OpenQuote | QueryProblem::OpenBracket => "it is closed at the end",
            QueryProblem::StrayBracket | QueryProblem::EmptyBrackets => "left out",
            QueryProblem::NothingBefore(_) | QueryProblem::NothingAfter(_) => "left out",
            QueryProblem::UnknownField { .. } | QueryProblem::NoValue(_) => "taken as words",
            QueryProblem::LetterDistance(_) => "taken as ~2",
            QueryProblem::WordDistance(_) => "the longest is taken",
            QueryProblem::Boost(_) => "left out",
            _ => return None,
        })
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            QueryProblem::UnknownField { near: Some(near), .. } => return Some(format!("did you mean {near}:?")),
            QueryProblem::UnknownField { .. } => {
                "fields are title, source, actor, place, lang, path, url, after, since, before, until, on, event"
            }
            QueryProblem::NoWord(_) => "no query at all finds every article",
            QueryProblem::OpenQuote => "a phrase looks like \"two words\"",
            QueryProblem::OpenBracket | QueryProblem::StrayBracket | QueryProblem::EmptyBrackets => {
                "brackets look like (ferry OR boat) harbour"
            }
            QueryProblem::NothingBefore(_) | QueryProblem::NothingAfter(_) => {
                "in small letters it is a word like others"
            }
            QueryProblem::NoValue(_) => "the value follows the colon at once, in quotes where it has spaces",
            QueryProblem::BracketsAfterField(field) => return Some(format!("write ({field}:A OR {field}:B)")),
            QueryProblem::FieldInTitle(_) => "put it after the bracket",
            QueryProblem::NearSide => "write \"two words\" NEAR/5 word, or (ferry OR boat) NEAR/5 harbour",
            QueryProblem::TooManyExpansions(_) => "give more letters",
            QueryProblem::Date { .. } => ARGUMENT_FORMS,
            QueryProblem::OpenRange { .. } | QueryProblem::EmptyFilter { .. } => {
                "after:DATE begins a filter, until:DATE ends it, both included, and on:FROM..TO does both"
            }
            _ => return None,
        };
        Some(hint.to_owned())
    }
}

/// What was mended in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryNote(pub QueryError);

impl fmt::Display for QueryNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.0, self.0.problem.mended().unwrap_or("left out"))?;
        match &self.0.problem {
            QueryProblem::UnknownField { near: Some(near), .. } => write!(f, "; did you mean {near}:?"),
            _ => Ok(()),
        }
    }
}

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
    /// A `^` without a number after it.
    #[error("no weight follows ^ here, but {0:?}")]
    NoWeight(String),
    /// A weight on what finds articles and ranks none.
    #[error("a weight counts for words only")]
    WeightWithoutWords,
    /// A `~` after a word without a number after it.
    #[error("no number of letters follows ~ here, but {0:?}")]
    NoLetterDistance(String),
    /// A `~` after quotes without a number after it.
    #[error("no number of words follows ~ here, but {0:?}")]
    NoWordDistance(String),
    /// A NEAR without a number after the `/`.
    #[error("no number of words follows NEAR/ here, but {0:?}")]
    NearDistance(String),
    /// NEAR and a number in small letters.
    #[error("{0:?} is no operator: operators stand in capitals")]
    SmallNear(String),
    /// An operator of another query language.
    #[error("{typed} is no operator here, {operator} is")]
    Foreign {
        /// As typed.
        typed: String,
        /// What it is taken for.
        operator: ForeignOperator,
    },
    /// A side of NEAR that is to be left out.
    #[error("NOT and - cannot stand after NEAR")]
    NearNot,
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

/// An operator that is written otherwise elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForeignOperator {
    /// `!`
    Not,
    /// `|` and `||`
    Or,
    /// `&&`
    And,
}

impl fmt::Display for ForeignOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ForeignOperator::Not => "-",
            ForeignOperator::Or => "OR",
            ForeignOperator::And => "AND",
        })
    }
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
            QueryProblem::Boost(_) | QueryProblem::WeightWithoutWords => "left out",
            QueryProblem::NoWeight(text)
            | QueryProblem::NoLetterDistance(text)
            | QueryProblem::NoWordDistance(text) => {
                if text.is_empty() {
                    "left out"
                } else {
                    "taken as words"
                }
            }
            QueryProblem::NearDistance(_) => "taken as NEAR/5",
            QueryProblem::SmallNear(_) => "taken as words",
            QueryProblem::Foreign { operator, .. } => match operator {
                ForeignOperator::Not => "taken as -",
                ForeignOperator::Or => "taken as OR",
                ForeignOperator::And => "taken as AND",
            },
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
            QueryProblem::NoWeight(_) | QueryProblem::Boost(_) => "a weight looks like strike^2 or \"air strike\"^0.5",
            QueryProblem::WeightWithoutWords => "a field takes an article or leaves it; strike^2 weighs a word",
            QueryProblem::NoLetterDistance(_) | QueryProblem::LetterDistance(_) => {
                "saravan~1 differs by one letter, saravan~2 by two"
            }
            QueryProblem::NoWordDistance(_) => "\"border strike\"~5 has five other words among these at most",
            QueryProblem::NearDistance(_) | QueryProblem::SmallNear(_) => "write strike NEAR/5 border",
            QueryProblem::Foreign { operator, .. } => match operator {
                ForeignOperator::Not => "write iran -tonga or iran NOT tonga",
                ForeignOperator::Or => "write iran OR tonga",
                ForeignOperator::And => "words side by side must all stand; so says AND",
            },
            QueryProblem::NearNot => "a -(a NEAR/5 b) leaves out where they are near, a -b wherever b stands",
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

//! What went wrong or looked odd, said so that a person can act on it.
//!
//! Reading and understanding never fail as a whole: they give a value and a list of problems. The
//! caller that knows the file adds its path.

use serde::{Deserialize, Serialize};

/// One thing worth telling about an input: a cause, the place where it is known, and a remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Line in the source file, from 1; absent when the whole file is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The cause: lower case, no full stop, with the value found and what was expected.
    pub cause: String,
    /// What the reader of the message can do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Problem {
    /// A problem of the whole input.
    pub fn new(cause: impl Into<String>) -> Self {
        Problem { line: None, cause: cause.into(), hint: None }
    }

    /// Adds the line (from 1) on which it was seen.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// Adds a remedy.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

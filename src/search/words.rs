//! Sets of words that stand for one word of a query.

use super::highlight::MatchRule;
use super::query::GlobKind;
use std::fmt;

/// Why a set has the words that it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// All that share a stem.
    Stem,
    /// One as typed.
    Literal,
    /// Those that a pattern stands for.
    Glob(GlobKind),
}

/// A set of words of which one must stand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WordSet {
    /// As typed, folded, without the signs of a prefix or a spelling.
    pub typed: String,
    /// Why it has these words.
    pub kind: WordKind,
    /// The words, in order; the word as typed where the kind is [`WordKind::Stem`].
    pub words: Vec<String>,
    /// The stem of what was typed; of a pattern there is none.
    pub stem: Option<String>,
    /// In how many articles the commonest of them stands, deleted ones included until they are merged away.
    pub articles: u64,
}

impl WordSet {
    /// As typed, with the signs of a prefix or a spelling.
    pub(super) fn typed_form(&self) -> String {
        match self.kind {
            WordKind::Glob(GlobKind::Prefix) => format!("{}*", self.typed),
            WordKind::Glob(GlobKind::Fuzzy(letters)) => format!("{}~{letters}", self.typed),
            WordKind::Stem | WordKind::Literal | WordKind::Glob(GlobKind::Wildcard) => self.typed.clone(),
        }
    }

    /// By which rule a word of a text matches, if it does.
    pub fn rule_of(&self, folded: &str, stem: &str) -> Option<MatchRule> {
        if self.kind == WordKind::Stem {
            return match &self.stem {
                _ if self.typed == folded => Some(MatchRule::Exact),
                Some(own) if own == stem => Some(MatchRule::Stem),
                _ => None,
            };
        }
        self.words.binary_search_by(|word| word.as_str().cmp(folded)).ok()?;
        Some(match self.kind {
            _ if self.typed == folded => MatchRule::Exact,
            WordKind::Stem | WordKind::Literal => MatchRule::Exact,
            WordKind::Glob(GlobKind::Prefix) => MatchRule::Prefix,
            WordKind::Glob(GlobKind::Wildcard) => MatchRule::Wildcard,
            WordKind::Glob(GlobKind::Fuzzy(_)) => MatchRule::Fuzzy,
        })
    }
}

impl fmt::Display for WordSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            WordKind::Stem => f.write_str(&self.typed),
            WordKind::Literal => write!(f, "={}", self.typed),
            WordKind::Glob(GlobKind::Prefix) => write!(f, "{}*+{}", self.typed, self.words.len()),
            WordKind::Glob(GlobKind::Wildcard) => write!(f, "{}+{}", self.typed, self.words.len()),
            WordKind::Glob(GlobKind::Fuzzy(letters)) => write!(f, "{}~{letters}+{}", self.typed, self.words.len()),
        }
    }
}

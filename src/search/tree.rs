//! The query as a tree, with a printable form.

use crate::actor::NameRule;
use std::fmt;

/// A word of the query: what it folds to, and the stem that is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// Folded form.
    pub folded: String,
    /// Stem of the folded form.
    pub stem: String,
}

/// What an article must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A word, in the title or the text.
    Word(QueryWord),
    /// Words that follow each other in one passage or in the title; two at least.
    Phrase(Vec<QueryWord>),
    /// A name that the lexicon knows: as typed, or by another of the actor's forms.
    Name {
        /// The words as typed.
        literal: Box<Node>,
        /// Folded form of the name as typed.
        key: String,
        /// Id of the actor.
        actor_id: String,
        /// How the name as typed belongs to the actor.
        rule: NameRule,
        /// The name of the lexicon of which the name as typed is a spelling, where the lexicon lacks it as typed.
        spelling_of: Option<String>,
        /// Numbers of the actor's other full names and acronyms that the index holds.
        numbers: Vec<u32>,
    },
    /// All of these.
    All(Vec<Node>),
    /// One of these at least.
    Any(Vec<Node>),
}

/// A whole query: what must stand in an article, and what must not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What must stand; `None` when nothing is asked for.
    pub wanted: Option<Node>,
    /// What must not stand.
    pub excluded: Vec<Node>,
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, operator: &str, nodes: &[Node]| {
            write!(f, "({operator}")?;
            nodes.iter().try_for_each(|node| write!(f, " {node}"))?;
            write!(f, ")")
        };
        match self {
            Node::Word(word) => f.write_str(&word.folded),
            Node::Phrase(words) => {
                let words: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
                write!(f, "\"{}\"", words.join(" "))
            }
            Node::Name { literal, actor_id, spelling_of, numbers, .. } => {
                write!(f, "(name {literal} {actor_id}+{}", numbers.len())?;
                match spelling_of {
                    Some(name) => write!(f, " spelling \"{name}\")"),
                    None => write!(f, ")"),
                }
            }
            Node::All(nodes) => list(f, "all", nodes),
            Node::Any(nodes) => list(f, "any", nodes),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.wanted, self.excluded.is_empty()) {
            (None, true) => f.write_str("(everything)"),
            (Some(node), true) => write!(f, "{node}"),
            (wanted, false) => {
                match wanted {
                    Some(node) => write!(f, "(but {node}")?,
                    None => write!(f, "(but (everything)")?,
                }
                self.excluded.iter().try_for_each(|node| write!(f, " -{node}"))?;
                write!(f, ")")
            }
        }
    }
}

impl Node {
    /// Calls `visit` with every node below and including this one.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        visit(self);
        match self {
            Node::Word(_) | Node::Phrase(_) => {}
            Node::Name { literal, .. } => literal.walk(visit),
            Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| node.walk(visit)),
        }
    }
}

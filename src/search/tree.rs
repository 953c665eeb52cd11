//! The query as a tree, with a printable form.

use super::classify::DateFilter;
use super::together::Together;
use super::words::WordSet;
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

/// What an article tells of itself, to be compared with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metadata {
    /// Who published it.
    Source,
    /// Its language.
    Language,
    /// The source file.
    Path,
    /// Its address.
    Url,
}

impl Metadata {
    /// The name of the field.
    pub fn as_str(self) -> &'static str {
        match self {
            Metadata::Source => "source",
            Metadata::Language => "lang",
            Metadata::Path => "path",
            Metadata::Url => "url",
        }
    }
}

/// What an article must hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A word, in the title or the text.
    Word(QueryWord),
    /// One of some words as they stand: one as typed, or those that a prefix, a wildcard or a spelling stands for.
    Words(WordSet),
    /// Words that follow each other in one passage or in the title; two at least.
    Phrase(Vec<QueryWord>),
    /// Words that stand together otherwise in one passage or in the title.
    Together(Together),
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
    /// In the title.
    Title(Box<Node>),
    /// An actor, named in any way.
    Actor {
        /// As typed.
        value: String,
        /// Numbers of its names, ascending.
        numbers: Vec<u32>,
    },
    /// What the article tells of itself.
    Metadata(Metadata, String),
    /// Published within these days.
    Published(DateFilter),
    /// With a passage that tells of these days.
    Event(DateFilter),
    /// Not this.
    Not(Box<Node>),
    /// All of these.
    All(Vec<Node>),
    /// One of these at least.
    Any(Vec<Node>),
    /// Counts so much more in the ranking.
    Boost(Box<Node>, f32),
}

/// A whole query: what must stand in an article, and what must not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// What must stand; `None` when nothing is asked for.
    pub wanted: Option<Node>,
    /// What must not stand.
    pub excluded: Vec<Node>,
    /// Which nodes of `wanted`, where that is a [`Node::All`], were typed as bare words: those that an article may lack where
    /// most are enough.
    pub bare: Vec<usize>,
    /// Whether most of the bare words are enough; `None` where all must stand.
    pub most: Option<Most>,
}

/// How articles are taken that hold most of the bare words: those that tell half of what all tell, at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Most {
    /// Also those that hold all.
    OrAll,
    /// Only those that lack some.
    Partial,
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Word(word) => f.write_str(&word.folded),
            Node::Words(words) => write!(f, "{words}"),
            Node::Phrase(words) => {
                let words: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
                write!(f, "\"{}\"", words.join(" "))
            }
            Node::Together(together) => write!(f, "{together}"),
            Node::Name { literal, actor_id, spelling_of, numbers, .. } => {
                write!(f, "(name {literal} {actor_id}+{}", numbers.len())?;
                match spelling_of {
                    Some(name) => write!(f, " spelling \"{name}\")"),
                    None => write!(f, ")"),
                }
            }
            Node::Title(node) => write!(f, "(title {node})"),
            Node::Actor { value, numbers } => write!(f, "(actor {value:?}+{})", numbers.len()),
            Node::Metadata(metadata, value) => write!(f, "({} {value:?})", metadata.as_str()),
            Node::Published(days) => write!(f, "(published {days})"),
            Node::Event(days) => write!(f, "(event {days})"),
            Node::Not(node) => write!(f, "(not {node})"),
            Node::All(nodes) => write_list(f, "all", nodes),
            Node::Any(nodes) => write_list(f, "any", nodes),
            Node::Boost(node, weight) => write!(f, "(boost {node} {weight})"),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.wanted, self.excluded.is_empty()) {
            (None, true) => f.write_str("(everything)"),
            (Some(node), true) => self.write_wanted(f, node),
            (wanted, false) => {
                match wanted {
                    Some(node) => {
                        f.write_str("(but ")?;
                        self.write_wanted(f, node)?;
                    }
                    None => write!(f, "(but (everything)")?,
                }
                self.excluded.iter().try_for_each(|node| write!(f, " -{node}"))?;
                write!(f, ")")
            }
        }
    }
}

impl Query {
    fn write_wanted(&self, f: &mut fmt::Formatter<'_>, wanted: &Node) -> fmt::Result {
        match wanted {
            Node::All(nodes) if self.most.is_some() => write_list(f, "most", nodes),
            _ => write!(f, "{wanted}"),
        }
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, operator: &str, nodes: &[Node]) -> fmt::Result {
    write!(f, "({operator}")?;
    nodes.iter().try_for_each(|node| write!(f, " {node}"))?;
    write!(f, ")")
}

impl Node {
    /// Calls `visit` with every node below and including this one.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        visit(self);
        self.children().iter().for_each(|node| node.walk(visit));
    }

    /// Calls `visit` with every node below and including this one that an article must hold in its text: nothing that it
    /// must not hold, nothing of its title alone.
    pub fn walk_wanted<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        if matches!(self, Node::Not(_) | Node::Title(_)) {
            return;
        }
        visit(self);
        self.children().iter().for_each(|node| node.walk_wanted(visit));
    }

    /// The same of what an article must hold in its title or may hold there.
    pub fn walk_wanted_of_title<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        if matches!(self, Node::Not(_)) {
            return;
        }
        visit(self);
        self.children().iter().for_each(|node| node.walk_wanted_of_title(visit));
    }

    fn children(&self) -> &[Node] {
        match self {
            Node::Name { literal, .. } => std::slice::from_ref(&**literal),
            Node::Title(node) | Node::Not(node) | Node::Boost(node, _) => std::slice::from_ref(&**node),
            Node::All(nodes) | Node::Any(nodes) => nodes,
            _ => &[],
        }
    }
}

impl Query {
    /// The bare nodes.
    pub(super) fn bare_nodes(&self) -> impl Iterator<Item = &Node> {
        let nodes = if let Some(Node::All(nodes)) = &self.wanted { &nodes[..] } else { &[] };
        self.bare.iter().filter_map(|at| nodes.get(*at))
    }

    /// Whether dates stand in it that some articles neither hold nor fail: those under OR and NOT.
    pub(super) fn has_dates(&self) -> bool {
        let mut found = false;
        let nodes = self.wanted.iter().chain(&self.excluded);
        nodes.for_each(|node| {
            node.walk(&mut |node| found |= matches!(node, Node::Published(_) | Node::Event(_)));
        });
        found
    }
}

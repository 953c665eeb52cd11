//! What the parts of a query mean for this index: names, stems, the words that patterns stand for, actors and dates.

mod fields;
mod names;
mod terms;

pub(super) use fields::actor_numbers;
pub(super) use names::key_of;

use super::classify::DateFilter;
use super::query::{At, Expr, Joined, QueryError, QueryProblem, TypedWord, column_of};
use super::request::{ActorNote, MatchMode, Request};
use super::searcher::SearchError;
use super::tree::{Most, Node, Query};
use super::vocabulary::Vocabulary;
use crate::actor::NameTable;
use crate::date::Day;
use crate::text::Stemmer;

/// How the words of a query are to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct QueryReading<'a> {
    /// As typed, for columns.
    pub query: &'a str,
    pub mode: MatchMode,
    pub exact: bool,
    /// From which day dates are reckoned.
    pub today: Option<Day>,
    /// The filters of the request; those of the query are added.
    pub published: Option<DateFilter>,
    pub event: Option<DateFilter>,
}

impl<'a> QueryReading<'a> {
    pub fn of(request: &'a Request) -> Self {
        let Request { mode, exact, today, published, event, .. } = *request;
        QueryReading { query: &request.query, mode, exact, today, published, event }
    }
}

/// What a query means.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub tree: Query,
    /// The filters of the request and of the query together.
    pub published: Option<DateFilter>,
    pub event: Option<DateFilter>,
    pub actor_notes: Vec<ActorNote>,
    /// Words that must stand and that no article holds.
    pub unknown: Vec<TypedWord>,
}

/// Builds the tree of a query.
pub(super) fn resolve<B: AsRef<[u8]> + Clone>(
    expr: Option<&Expr>,
    reading: QueryReading<'_>,
    names: &NameTable<B>,
    stemmer: &mut Stemmer,
    vocabulary: &Vocabulary<'_>,
) -> Result<Resolved, SearchError> {
    let resolved = Resolved { published: reading.published, event: reading.event, ..Resolved::default() };
    let mut resolver = Resolver { reading, names, stemmer, vocabulary, resolved, under: Under::default() };
    if let Some(expr) = expr {
        let whole = [Joined { and: false, expr: expr.clone() }];
        let parts = if let Expr::All(parts) = expr { &parts[..] } else { &whole };
        let rest = resolver.take_filters(parts)?;
        let (mut wanted, mut excluded) = (Vec::new(), Vec::new());
        for part in resolver.parts(&rest)? {
            match part.node {
                Node::Not(node) => excluded.push(*node),
                _ => wanted.push(part),
            }
        }
        resolver.resolved.unknown.sort_by_key(|word| word.at.0);
        let relaxed = reading.mode != MatchMode::Any && wanted.len() > 1;
        let bare = (0..wanted.len()).filter(|at| relaxed && wanted[*at].is_bare).collect();
        let most = Some(Most::OrAll).filter(|_| reading.mode == MatchMode::Most);
        resolver.resolved.tree = Query { wanted: resolver.joined(wanted), excluded, bare, most };
    }
    Ok(resolver.resolved)
}

struct Resolver<'a, B: AsRef<[u8]> + Clone> {
    reading: QueryReading<'a>,
    names: &'a NameTable<B>,
    stemmer: &'a mut Stemmer,
    vocabulary: &'a Vocabulary<'a>,
    resolved: Resolved,
    under: Under,
}

/// What a part stands under.
#[derive(Debug, Clone, Copy, Default)]
struct Under {
    negation: bool,
    title: bool,
}

/// A part of a query beside others.
struct Part {
    node: Node,
    /// Whether it must stand whatever the mode.
    required: bool,
    /// Whether it was typed as a bare word or name.
    is_bare: bool,
}

impl<B: AsRef<[u8]> + Clone> Resolver<'_, B> {
    fn error(&self, at: At, problem: QueryProblem) -> SearchError {
        SearchError::Query(QueryError { column: column_of(self.reading.query, at.0), problem })
    }

    /// Whether one of the words side by side is enough.
    fn any_is_enough(&self) -> bool {
        self.reading.mode == MatchMode::Any && !self.under.negation
    }

    /// The parts that stand side by side or are joined by AND.
    fn parts(&mut self, parts: &[Joined]) -> Result<Vec<Part>, SearchError> {
        let mut nodes = Vec::new();
        for (at, Joined { and, expr }) in parts.iter().enumerate() {
            let joined = *and || parts.get(at + 1).is_some_and(|next| next.and);
            match expr {
                Expr::Run(words) => {
                    let run = self.run(words)?;
                    nodes.extend(run.into_iter().map(|node| Part { node, required: joined, is_bare: !joined }));
                }
                expr => {
                    let node = self.node(expr)?;
                    let required = joined
                        || matches!(
                            node,
                            Node::Not(_)
                                | Node::Title(_)
                                | Node::Metadata(..)
                                | Node::Actor { .. }
                                | Node::Published(_)
                                | Node::Event(_)
                        );
                    nodes.push(Part { node, required, is_bare: !required && is_bare(expr) });
                }
            }
        }
        Ok(nodes)
    }

    /// One node of the parts, by the mode.
    fn joined(&self, parts: Vec<Part>) -> Option<Node> {
        let nodes = |parts: Vec<Part>| parts.into_iter().map(|part| part.node).collect::<Vec<_>>();
        if !self.any_is_enough() {
            return all(nodes(parts));
        }
        let (required, optional): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.required);
        let mut required = nodes(required);
        required.extend(any(nodes(optional)));
        all(required)
    }

    fn node(&mut self, expr: &Expr) -> Result<Node, SearchError> {
        Ok(match expr {
            Expr::Run(_) | Expr::All(_) => {
                let whole = [Joined { and: false, expr: expr.clone() }];
                let parts = if let Expr::All(parts) = expr { &parts[..] } else { &whole };
                let parts = self.parts(parts)?;
                self.joined(parts).unwrap_or(Node::All(Vec::new()))
            }
            Expr::Any(sides) => {
                Node::Any(sides.iter().map(|side| self.node(side)).collect::<Result<_, SearchError>>()?)
            }
            Expr::Not(inner) => {
                let under = self.under;
                self.under.negation = true;
                let node = self.node(inner)?;
                self.under = under;
                Node::Not(Box::new(node))
            }
            Expr::Title(inner) => {
                let under = self.under;
                self.under.title = true;
                let node = self.node(inner)?;
                self.under = under;
                Node::Title(Box::new(node))
            }
            Expr::Boost(inner, weight) => Node::Boost(Box::new(self.node(inner)?), *weight),
            Expr::Phrase { words, literal } => self.phrase(words, *literal)?,
            Expr::Glob(glob) => Node::Words(self.glob(glob)?),
            Expr::Window { .. } | Expr::Near { .. } => Node::Together(self.together(expr)?),
            Expr::Field { field, value, at } => self.field(*field, value, *at)?,
        })
    }
}

/// Whether a part is a word or a pattern without quotes and operators, however much it counts. A name is one too.
fn is_bare(expr: &Expr) -> bool {
    match expr {
        Expr::Glob(_) => true,
        Expr::Run(words) => words.len() == 1,
        Expr::Boost(inner, _) => is_bare(inner),
        _ => false,
    }
}

fn all(mut nodes: Vec<Node>) -> Option<Node> {
    if nodes.len() > 1 { Some(Node::All(nodes)) } else { nodes.pop() }
}

fn any(mut nodes: Vec<Node>) -> Option<Node> {
    if nodes.len() > 1 { Some(Node::Any(nodes)) } else { nodes.pop() }
}

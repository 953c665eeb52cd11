//! Words and phrases: their stems, the words of the index that patterns stand for, and words that no article holds.

use super::super::query::{Element, Expr, Glob, QueryProblem, TypedWord};
use super::super::searcher::SearchError;
use super::super::together::Together;
use super::super::tree::{Node, QueryWord};
use super::super::words::{WordKind, WordSet};
use super::Resolver;

impl<B: AsRef<[u8]> + Clone> Resolver<'_, B> {
    pub(super) fn word(&mut self, word: &TypedWord) -> Result<Node, SearchError> {
        Ok(if self.reading.exact {
            Node::Words(self.literal(&word.folded)?)
        } else {
            Node::Word(self.query_word(word))
        })
    }

    fn query_word(&mut self, word: &TypedWord) -> QueryWord {
        QueryWord { folded: word.folded.clone(), stem: self.stemmer.stem(&word.folded).to_owned() }
    }

    /// What stood in quotes, or after `=`.
    pub(super) fn phrase(&mut self, words: &[Element], literal: bool) -> Result<Node, SearchError> {
        let literal = literal || self.reading.exact;
        let plain: Option<Vec<TypedWord>> = words
            .iter()
            .map(|element| if let Element::Word(word) = element { Some(word.clone()) } else { None })
            .collect();
        let node = match (plain, words) {
            (Some(plain), [_]) if !literal => self.word(&plain[0])?,
            (Some(plain), _) if !literal => Node::Phrase(plain.iter().map(|word| self.query_word(word)).collect()),
            (_, [element]) => Node::Words(self.element(element, literal)?),
            _ => Node::Together(Together::Sequence(self.elements(words, literal)?)),
        };
        let node = if literal { node } else { self.quoted_name(&node, words).unwrap_or(node) };
        for element in words {
            if let Element::Word(word) = element {
                self.note_unknown(&node, std::slice::from_ref(word));
            }
        }
        Ok(node)
    }

    /// Words that must stand together otherwise than in a plain phrase.
    pub(super) fn together(&mut self, expr: &Expr) -> Result<Together, SearchError> {
        Ok(match expr {
            Expr::Run(words) => Together::Words(self.element(&Element::Word(words[0].clone()), false)?),
            Expr::Glob(glob) => Together::Words(self.glob(glob)?),
            Expr::Phrase { words, literal } | Expr::Window { words, literal, .. } => {
                let mut sets = self.elements(words, *literal)?;
                match expr {
                    _ if sets.len() == 1 => Together::Words(sets.remove(0)),
                    Expr::Window { others, .. } => Together::Window { words: sets, others: *others },
                    _ => Together::Sequence(sets),
                }
            }
            Expr::Near { sides, between } => {
                let sides = sides.iter().map(|side| self.together(side)).collect::<Result<_, _>>()?;
                Together::Near { sides, between: between.clone() }
            }
            Expr::Any(sides) => Together::Any(sides.iter().map(|side| self.together(side)).collect::<Result<_, _>>()?),
            // The grammar lets nothing else be a side.
            Expr::Title(inner) | Expr::Not(inner) | Expr::Boost(inner, _) => self.together(inner)?,
            Expr::All(_) | Expr::Field { .. } => Together::Any(Vec::new()),
        })
    }

    fn elements(&mut self, elements: &[Element], literal: bool) -> Result<Vec<WordSet>, SearchError> {
        elements.iter().map(|element| self.element(element, literal)).collect()
    }

    fn element(&mut self, element: &Element, literal: bool) -> Result<WordSet, SearchError> {
        let literal = literal || self.reading.exact;
        match element {
            Element::Glob(glob) => self.glob(glob),
            Element::Word(word) => {
                let set = if literal {
                    self.literal(&word.folded)?
                } else {
                    let stem = self.stemmer.stem(&word.folded).to_owned();
                    WordSet {
                        typed: word.folded.clone(),
                        kind: WordKind::Stem,
                        words: vec![word.folded.clone()],
                        articles: self.vocabulary.articles_with_stem(&stem)?,
                        stem: Some(stem),
                    }
                };
                let node = Node::Words(set.clone());
                self.note_unknown(&node, std::slice::from_ref(word));
                Ok(set)
            }
        }
    }

    fn literal(&mut self, folded: &str) -> Result<WordSet, SearchError> {
        let articles = self.vocabulary.articles_with(folded)?;
        Ok(WordSet {
            typed: folded.to_owned(),
            kind: WordKind::Literal,
            words: if articles > 0 { vec![folded.to_owned()] } else { Vec::new() },
            stem: Some(self.stemmer.stem(folded).to_owned()),
            articles,
        })
    }

    pub(super) fn glob(&mut self, glob: &Glob) -> Result<WordSet, SearchError> {
        let Some(words) = self.vocabulary.expand(glob)? else {
            return Err(self.error(glob.at, QueryProblem::TooManyExpansions(glob.to_string())));
        };
        Ok(WordSet {
            typed: glob.text.clone(),
            kind: WordKind::Glob(glob.kind),
            articles: words.values().copied().max().unwrap_or(0),
            words: words.into_keys().collect(),
            stem: None,
        })
    }

    /// Notes the words that no article holds, where the query asks for them and for nothing in their place.
    pub(super) fn note_unknown(&mut self, node: &Node, words: &[TypedWord]) {
        if self.under.negation || matches!(node, Node::Name { .. }) {
            return;
        }
        let literal = match node {
            Node::Words(set) => set.kind == WordKind::Literal,
            Node::Together(_) => return,
            _ => false,
        };
        for word in words {
            let held = if literal {
                self.vocabulary.articles_with(&word.folded).is_ok_and(|articles| articles > 0)
            } else {
                self.vocabulary.holds_stem(self.stemmer.stem(&word.folded))
            };
            let noted = self.resolved.unknown.iter().any(|known| known.at.0 == word.at.0);
            if !held && !noted {
                self.resolved.unknown.push(word.clone());
            }
        }
    }
}

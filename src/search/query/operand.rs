//! What stands between operators, before it is known what is made of it.

use super::syntax::{Element, Expr, Joined};

/// What one operand is.
pub(super) enum Operand {
    /// A bare word, whose parts may be several.
    Bare(Vec<Element>),
    /// What stands in brackets.
    Bracketed(Expr),
    Other(Expr),
}

impl Operand {
    /// As one thing: parts of a word are a phrase.
    pub fn into_one(self) -> Expr {
        match self {
            Operand::Bare(mut elements) if elements.len() == 1 => match elements.remove(0) {
                Element::Word(word) => Expr::Run(vec![word]),
                Element::Glob(glob) => Expr::Glob(glob),
            },
            Operand::Bare(words) => Expr::Phrase { words, literal: false },
            Operand::Bracketed(expr) | Operand::Other(expr) => expr,
        }
    }

    /// As things that stand side by side: parts of a word are words.
    pub fn into_parts(self) -> Vec<Expr> {
        let Operand::Bare(elements) = self else { return vec![self.into_one()] };
        let mut parts: Vec<Expr> = Vec::new();
        for element in elements {
            match (element, parts.last_mut()) {
                (Element::Word(word), Some(Expr::Run(run))) => run.push(word),
                (Element::Word(word), _) => parts.push(Expr::Run(vec![word])),
                (Element::Glob(glob), _) => parts.push(Expr::Glob(glob)),
            }
        }
        parts
    }
}

pub(super) fn side_by_side(mut parts: Vec<Expr>) -> Option<Expr> {
    if parts.len() < 2 {
        return parts.pop();
    }
    Some(Expr::All(parts.into_iter().map(|expr| Joined { and: false, expr }).collect()))
}

/// A side of NEAR, if it can be one.
pub(super) fn near_side(operand: Operand) -> Option<Expr> {
    let is_word = |expr: &Expr| match expr {
        Expr::Run(words) => words.len() == 1,
        Expr::Glob(_) | Expr::Phrase { .. } => true,
        _ => false,
    };
    let expr = operand.into_one();
    match &expr {
        Expr::Any(sides) if sides.iter().all(is_word) => Some(expr),
        other if is_word(other) => Some(expr),
        _ => None,
    }
}

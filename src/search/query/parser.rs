//! From tokens to the tree, by recursive descent; `help.txt` has the grammar in words.
//!
//! Tightest first: what hangs on a word, NEAR, NOT and `-`, words side by side and AND, OR.

use super::elements::{by_spelling, quoted, words, words_and_globs};
use super::lex::{Lexer, Placed, Token};
use super::operand::{Operand, near_side, side_by_side};
use super::problem::{QueryError, QueryNote, QueryProblem};
use super::syntax::{At, Element, Expr, Joined};
use super::{DEPTH_MAX, PATTERNS_MAX, ParsedQuery, QUERY_BYTES_MAX, QUERY_WORDS_MAX, column_of};

pub(super) fn parse(query: &str) -> Result<ParsedQuery, QueryError> {
    let error = |byte, problem| QueryError { column: column_of(query, byte), problem };
    if query.len() > QUERY_BYTES_MAX {
        return Err(error(QUERY_BYTES_MAX, QueryProblem::TooLong(query.len())));
    }
    let Lexer { tokens, problems, .. } = Lexer::run(query);
    let mut parser = Parser { tokens, at: 0, problems, depth: 0, in_title: false, words: 0, patterns: 0 };
    let tree = parser.any().map_err(|(byte, problem)| error(byte, problem))?;
    if let Some((byte, words)) = parser.too_many_words(query) {
        return Err(error(byte, QueryProblem::TooManyWords(words)));
    }
    if tree.is_none() && !query.trim().is_empty() {
        let start = query.len() - query.trim_start().len();
        return Err(error(start, QueryProblem::NoWord(query.trim().to_owned())));
    }
    parser.problems.sort_by_key(|(byte, _)| *byte);
    let notes = parser.problems.into_iter().map(|(byte, problem)| QueryNote(error(byte, problem))).collect();
    Ok(ParsedQuery { tree, notes })
}

/// What is wrong, at which byte of the query.
type Failure = (usize, QueryProblem);

struct Parser<'q> {
    tokens: Vec<Placed<'q>>,
    at: usize,
    problems: Vec<Failure>,
    depth: usize,
    in_title: bool,
    words: usize,
    patterns: usize,
}

impl<'q> Parser<'q> {
    fn peek(&self) -> Option<&Token<'q>> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    /// Byte of the query where the next token begins.
    fn byte(&self) -> usize {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(0, |(byte, _)| *byte)
    }

    fn tell(&mut self, byte: usize, problem: QueryProblem) {
        self.problems.push((byte, problem));
    }

    /// Sides joined by OR.
    fn any(&mut self) -> Result<Option<Expr>, Failure> {
        let mut sides = Vec::new();
        // An OR whose right side is still to come.
        let mut waiting: Option<usize> = None;
        loop {
            match self.all()? {
                Some(side) => {
                    sides.push(side);
                    waiting = None;
                }
                None if waiting.is_none() && self.peek() == Some(&Token::Or) => {
                    self.tell(self.byte(), QueryProblem::NothingBefore("OR".into()));
                    self.at += 1;
                    continue;
                }
                None => {}
            }
            if self.peek() != Some(&Token::Or) {
                break;
            }
            if let Some(byte) = waiting.replace(self.byte()) {
                self.tell(byte, QueryProblem::NothingAfter("OR".into()));
            }
            self.at += 1;
        }
        if let Some(byte) = waiting {
            self.tell(byte, QueryProblem::NothingAfter("OR".into()));
        }
        Ok(if sides.len() > 1 { Some(Expr::Any(sides)) } else { sides.pop() })
    }

    /// Parts side by side or joined by AND.
    fn all(&mut self) -> Result<Option<Expr>, Failure> {
        let mut parts: Vec<Joined> = Vec::new();
        let mut waiting: Option<usize> = None;
        // Whether the last part is a run that another bare word continues.
        let mut run_is_open = false;
        loop {
            match self.peek() {
                None | Some(Token::Or) => break,
                Some(Token::Close) if self.depth > 0 => break,
                Some(Token::Close) => {
                    self.tell(self.byte(), QueryProblem::StrayBracket);
                    self.at += 1;
                }
                Some(Token::And) => {
                    let before = if parts.is_empty() { None } else { waiting.replace(self.byte()) };
                    if parts.is_empty() {
                        self.tell(self.byte(), QueryProblem::NothingBefore("AND".into()));
                    } else if let Some(byte) = before {
                        self.tell(byte, QueryProblem::NothingAfter("AND".into()));
                    }
                    self.at += 1;
                }
                Some(_) => {
                    let before = self.at;
                    let (found, is_bare) = self.negated()?;
                    debug_assert!(self.at > before);
                    for (index, expr) in found.into_iter().enumerate() {
                        let and = waiting.take().is_some();
                        let is_run = is_bare && matches!(expr, Expr::Run(_));
                        match (expr, parts.last_mut()) {
                            (Expr::Run(more), Some(Joined { expr: Expr::Run(run), .. }))
                                if run_is_open && is_bare && !and && index == 0 =>
                            {
                                run.extend(more);
                            }
                            (expr, _) => parts.push(Joined { and, expr }),
                        }
                        run_is_open = is_run;
                    }
                }
            }
        }
        if let Some(byte) = waiting {
            self.tell(byte, QueryProblem::NothingAfter("AND".into()));
        }
        Ok(if parts.len() > 1 { Some(Expr::All(parts)) } else { parts.pop().map(|joined| joined.expr) })
    }

    /// An operand after any NOT and `-`; whether it is bare words.
    fn negated(&mut self) -> Result<(Vec<Expr>, bool), Failure> {
        let mut negation: Option<usize> = None;
        let mut negated = false;
        while matches!(self.peek(), Some(Token::Not | Token::Minus)) {
            negation.get_or_insert(self.byte());
            negated = !negated;
            self.at += 1;
        }
        let found = self.near()?;
        match (found, negation) {
            (None, None) => Ok((Vec::new(), false)),
            (None, Some(byte)) => {
                // Signs alone after a hyphen are signs; NOT is told.
                if self.tokens.iter().any(|(at, token)| *at == byte && *token == Token::Not) {
                    self.tell(byte, QueryProblem::NothingAfter("NOT".into()));
                }
                Ok((Vec::new(), false))
            }
            (Some(operand), Some(_)) => {
                let one = operand.into_one();
                Ok((vec![if negated { Expr::Not(Box::new(one)) } else { one }], false))
            }
            (Some(operand), None) => {
                let is_bare = matches!(operand, Operand::Bare(_));
                Ok((operand.into_parts(), is_bare))
            }
        }
    }

    /// Operands joined by NEAR.
    fn near(&mut self) -> Result<Option<Operand>, Failure> {
        if let Some(Token::Near(_)) = self.peek() {
            self.tell(self.byte(), QueryProblem::NothingBefore("NEAR".into()));
            self.at += 1;
            return Ok(None);
        }
        let byte = self.byte();
        let Some(first) = self.operand()? else { return Ok(None) };
        if !matches!(self.peek(), Some(Token::Near(_))) {
            return Ok(Some(first));
        }
        let mut operands = vec![(byte, first)];
        let mut between = Vec::new();
        while let Some(Token::Near(words)) = self.peek().cloned() {
            let operator = self.byte();
            self.at += 1;
            let (byte, next) = (self.byte(), self.at);
            match self.operand()? {
                Some(side) => {
                    operands.push((byte, side));
                    between.push(words);
                }
                None if self.at == next && matches!(self.peek(), Some(Token::Minus | Token::Not)) => {
                    return Err((byte, QueryProblem::NearNot));
                }
                None => self.tell(operator, QueryProblem::NothingAfter("NEAR".into())),
            }
        }
        if between.is_empty() {
            return Ok(operands.pop().map(|(_, alone)| alone));
        }
        let side = |(byte, operand)| near_side(operand).ok_or((byte, QueryProblem::NearSide));
        let sides = operands.into_iter().map(side).collect::<Result<_, _>>()?;
        Ok(Some(Operand::Other(Expr::Near { sides, between })))
    }

    /// A word, a quote, a field or brackets, with its weight. `None` where nothing is there but signs.
    fn operand(&mut self) -> Result<Option<Operand>, Failure> {
        let operand = self.unweighted()?;
        let Some((byte, Token::Boost(weight))) = self.tokens.get(self.at).cloned() else { return Ok(operand) };
        self.at += 1;
        let Some(expr) = operand.and_then(|operand| side_by_side(operand.into_parts())) else { return Ok(None) };
        Ok(Some(Operand::Other(if expr.has_words() {
            Expr::Boost(Box::new(expr), weight)
        } else {
            self.tell(byte, QueryProblem::WeightWithoutWords);
            expr
        })))
    }

    fn unweighted(&mut self) -> Result<Option<Operand>, Failure> {
        let Some((byte, token)) = self.tokens.get(self.at).cloned() else { return Ok(None) };
        match token {
            Token::Word { text, by_spelling: near, plain } => {
                self.at += 1;
                let mut elements = if plain { words(text, byte) } else { words_and_globs(text, byte) };
                if let Some(distance) = near {
                    elements = by_spelling(elements, distance);
                }
                self.count(byte, &elements)?;
                Ok((!elements.is_empty()).then_some(Operand::Bare(elements)))
            }
            Token::Quoted { text, start, window } => {
                self.at += 1;
                self.phrase(byte, quoted(text, start), window, false)
            }
            Token::Equals => {
                self.at += 1;
                self.literal()
            }
            Token::Title => {
                self.at += 1;
                if std::mem::replace(&mut self.in_title, true) {
                    return Err((byte, QueryProblem::FieldInTitle("title")));
                }
                let inner = self.operand();
                self.in_title = false;
                match inner? {
                    Some(inner) => Ok(Some(Operand::Other(Expr::Title(Box::new(inner.into_one()))))),
                    None => {
                        self.tell(byte, QueryProblem::NoValue("title"));
                        Ok(None)
                    }
                }
            }
            Token::Field { field, value } => {
                self.at += 1;
                self.words += 1;
                if self.in_title {
                    return Err((byte, QueryProblem::FieldInTitle(field.as_str())));
                }
                Ok(Some(Operand::Other(Expr::Field { field, value, at: At(byte) })))
            }
            Token::FieldBrackets(field) => Err((byte, QueryProblem::BracketsAfterField(field.as_str()))),
            Token::Open => self.brackets(byte),
            // A weight that hangs on nothing.
            Token::Boost(_) => {
                self.at += 1;
                Ok(None)
            }
            Token::Minus | Token::Not | Token::And | Token::Or | Token::Near(_) | Token::Close => Ok(None),
        }
    }

    fn phrase(
        &mut self,
        byte: usize,
        words: Vec<Element>,
        window: Option<u32>,
        literal: bool,
    ) -> Result<Option<Operand>, Failure> {
        self.count(byte, &words)?;
        if words.is_empty() {
            return Ok(None);
        }
        Ok(Some(Operand::Other(match window {
            Some(others) => Expr::Window { words, literal, others },
            None => Expr::Phrase { words, literal },
        })))
    }

    /// What stands after `=`: words as typed.
    fn literal(&mut self) -> Result<Option<Operand>, Failure> {
        let Some((byte, token)) = self.tokens.get(self.at).cloned() else { return Ok(None) };
        match token {
            Token::Word { text, by_spelling: None, .. } => {
                let elements = words_and_globs(text, byte);
                let has_globs = elements.iter().any(|element| matches!(element, Element::Glob(_)));
                if has_globs {
                    // It has no endings that could be taken off.
                    return self.unweighted();
                }
                self.at += 1;
                self.phrase(byte, elements, None, true)
            }
            Token::Quoted { text, start, window } => {
                self.at += 1;
                self.phrase(byte, words(text, start), window, true)
            }
            _ => self.unweighted(),
        }
    }

    fn brackets(&mut self, byte: usize) -> Result<Option<Operand>, Failure> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err((byte, QueryProblem::TooDeep));
        }
        let inner = self.any()?;
        self.depth -= 1;
        if self.peek() == Some(&Token::Close) {
            self.at += 1;
        } else {
            self.tell(byte, QueryProblem::OpenBracket);
        }
        if inner.is_none() {
            self.tell(byte, QueryProblem::EmptyBrackets);
        }
        Ok(inner.map(Operand::Bracketed))
    }

    fn count(&mut self, byte: usize, elements: &[Element]) -> Result<(), Failure> {
        self.words += elements.len();
        self.patterns += elements.iter().filter(|element| matches!(element, Element::Glob(_))).count();
        if self.patterns > PATTERNS_MAX { Err((byte, QueryProblem::TooManyPatterns)) } else { Ok(()) }
    }

    /// How many words there are, and the byte of the first that is too much.
    fn too_many_words(&self, query: &str) -> Option<(usize, usize)> {
        if self.words <= QUERY_WORDS_MAX {
            return None;
        }
        let words = crate::text::Words::of(query);
        let byte = if words.len() > QUERY_WORDS_MAX { words.span(QUERY_WORDS_MAX).start } else { 0 };
        Some((byte, self.words))
    }
}

//! From characters to tokens: words, quotes, brackets, operators and what hangs on them.

mod fields;
mod hanging;

use self::fields::is_field;
use self::hanging::is_number;
use super::problem::{ForeignOperator, QueryProblem};
use super::syntax::Field;

/// Words between the sides of a NEAR without a number.
const NEAR_WORDS: u32 = 5;

/// A token; the words of a query stand in it as typed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'q> {
    /// Characters without spaces, quotes or brackets; `by_spelling` is the number after `~`.
    Word {
        text: &'q str,
        by_spelling: Option<u8>,
        plain: bool,
    },
    /// What stands in quotes, where that begins; `window` is the number after `~`.
    Quoted {
        text: &'q str,
        start: usize,
        window: Option<u32>,
    },
    Open,
    Close,
    /// `^2`, after a word, a quote or a bracket.
    Boost(f32),
    /// `-` at once before something.
    Minus,
    /// `=` at once before a word or a quote.
    Equals,
    /// `title:` at once before something.
    Title,
    /// A field with its value.
    Field {
        field: Field,
        value: String,
    },
    /// A field before a bracket.
    FieldBrackets(Field),
    And,
    Or,
    Not,
    Near(u32),
}

/// A token and the byte of the query where it begins.
pub(super) type Placed<'q> = (usize, Token<'q>);

/// The tokens, and what is wrong on the way, by byte of the query.
pub(super) struct Lexer<'q> {
    query: &'q str,
    at: usize,
    /// Whether AND, OR, NOT and NEAR are words like others.
    in_capitals: bool,
    pub tokens: Vec<Placed<'q>>,
    pub problems: Vec<(usize, QueryProblem)>,
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')')
}

/// Small words that stand in a text and not between operators.
const SMALL_WORDS: [&str; 10] = ["THE", "OF", "IN", "ON", "TO", "BY", "FOR", "WITH", "FROM", "WHICH"];

/// Whether a query is a text that was printed in capitals, as a headline is: it has small words in capitals, no small
/// letter, no quotes and no brackets.
fn is_text_in_capitals(query: &str) -> bool {
    !query.contains(|c: char| c.is_lowercase() || is_quote(c) || matches!(c, '(' | ')'))
        && query.split_whitespace().any(|word| SMALL_WORDS.contains(&word))
}

impl<'q> Lexer<'q> {
    /// Reads the whole query.
    pub fn run(query: &'q str) -> Self {
        let in_capitals = is_text_in_capitals(query);
        let mut lexer = Lexer { query, at: 0, in_capitals, tokens: Vec::new(), problems: Vec::new() };
        while let Some(c) = lexer.peek() {
            if c.is_whitespace() {
                lexer.at += c.len_utf8();
            } else {
                lexer.token(c);
            }
        }
        lexer
    }

    fn rest(&self) -> &'q str {
        &self.query[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, start: usize, token: Token<'q>) {
        self.tokens.push((start, token));
    }

    fn token(&mut self, c: char) {
        let start = self.at;
        match c {
            '(' => {
                self.at += 1;
                self.push(start, Token::Open);
            }
            ')' => {
                self.at += 1;
                self.push(start, Token::Close);
                self.boost();
            }
            '-' => {
                self.at += self.rest().len() - self.rest().trim_start_matches('-').len();
                // By itself it is a sign like others.
                if self.peek().is_some_and(|next| !next.is_whitespace() && next != ')') {
                    self.push(start, Token::Minus);
                }
            }
            '=' => {
                self.at += 1;
                if self.peek().is_some_and(|next| is_quote(next) || next.is_alphanumeric()) {
                    self.push(start, Token::Equals);
                }
            }
            '!' | '|' | '&' if !self.in_capitals && self.foreign_operator() => {}
            c if is_quote(c) => self.quoted(),
            _ => self.chunk(),
        }
    }

    /// Takes an operator of other query languages for the one of ours; `false` where it is a sign like others.
    fn foreign_operator(&mut self) -> bool {
        let rest = self.rest();
        let signs = rest.len() - rest.trim_start_matches(['!', '|', '&']).len();
        let after = rest[signs..].chars().next();
        let (operator, token) = match &rest[..signs] {
            "!" if !self.hangs()
                && after.is_some_and(|next| is_quote(next) || next == '(' || next.is_alphanumeric()) =>
            {
                (ForeignOperator::Not, Token::Minus)
            }
            "|" | "||" => (ForeignOperator::Or, Token::Or),
            "&&" => (ForeignOperator::And, Token::And),
            _ => return false,
        };
        self.problems.push((self.at, QueryProblem::Foreign { typed: rest[..signs].to_owned(), operator }));
        self.push(self.at, token);
        self.at += signs;
        true
    }

    /// Whether what comes hangs on the token before, so that it is no operator.
    fn hangs(&self) -> bool {
        let hangs = |(at, token): &Placed<'q>| match token {
            Token::Minus => self.query[*at..self.at].trim_start_matches(['-', '!']).is_empty(),
            Token::Equals => at + 1 == self.at,
            Token::Title => at + "title:".len() == self.at,
            _ => false,
        };
        self.tokens.last().is_some_and(hangs)
    }

    fn quoted(&mut self) {
        let start = self.at;
        self.at += self.peek().map_or(0, char::len_utf8);
        let (inner, inner_start) = (self.rest(), self.at);
        let end = inner.find(is_quote);
        if end.is_none() {
            self.problems.push((start, QueryProblem::OpenQuote));
        }
        let text = &inner[..end.unwrap_or(inner.len())];
        self.at += text.len();
        self.at += self.peek().map_or(0, char::len_utf8);
        let window = self.window();
        self.push(start, Token::Quoted { text, start: inner_start, window });
        self.boost();
    }

    /// Characters up to a space, a quote or a bracket: an operator, a field or a word.
    fn chunk(&mut self) {
        let start = self.at;
        let len = self.rest().find(ends_word).unwrap_or(self.rest().len());
        let text = &self.rest()[..len];
        if !self.hangs()
            && let Some(operator) = self.operator(text)
        {
            self.at += len;
            return self.push(start, operator);
        }
        // An address is words, whatever signs it has.
        if text.contains("://") && !text.split_once(':').is_some_and(|(name, _)| is_field(name)) {
            self.at += len;
            return self.push(start, Token::Word { text, by_spelling: None, plain: true });
        }
        if let Some((name, value)) = text.split_once(':')
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphabetic())
            && self.field(start, name, value)
        {
            return;
        }
        // An operator without spaces around it.
        let text = if self.in_capitals { text } else { before_operator(text) };
        self.at += text.len();
        self.word(start, text);
    }

    fn operator(&mut self, text: &str) -> Option<Token<'q>> {
        Some(match text {
            "AND" | "OR" | "NOT" | "NEAR" if self.in_capitals => return None,
            "AND" => Token::And,
            "OR" => Token::Or,
            "NOT" => Token::Not,
            "NEAR" => Token::Near(NEAR_WORDS),
            _ => {
                let (near, digits) = text.split_at_checked("NEAR/".len())?;
                let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                match near {
                    "NEAR/" if all_digits => {
                        Token::Near(self.words_between(self.at, digits.parse().unwrap_or(u32::MAX)))
                    }
                    "NEAR/" if !self.in_capitals => {
                        self.problems.push((self.at, QueryProblem::NearDistance(digits.to_owned())));
                        Token::Near(NEAR_WORDS)
                    }
                    _ if all_digits && near.eq_ignore_ascii_case("NEAR/") => {
                        self.problems.push((self.at, QueryProblem::SmallNear(text.to_owned())));
                        return None;
                    }
                    _ => return None,
                }
            }
        })
    }
}

/// The characters of a word up to an operator of another language: `a|b`, `a&&b`.
fn before_operator(text: &str) -> &str {
    let end = [text.find('|'), text.find("&&")].into_iter().flatten().min();
    &text[..end.filter(|end| *end > 0).unwrap_or(text.len())]
}

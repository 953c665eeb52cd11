//! From characters to tokens: words, quotes, brackets, operators and what hangs on them.

use super::problem::QueryProblem;
use super::syntax::Field;
use super::{BOOST_MAX, NEAR_WORDS_MAX};

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
            c if is_quote(c) => self.quoted(),
            _ => self.chunk(),
        }
    }

    /// Whether what comes hangs on the token before, so that it is no operator.
    fn hangs(&self) -> bool {
        let hangs = |(at, token): &Placed<'q>| match token {
            Token::Minus => self.query[*at..self.at].trim_start_matches('-').is_empty(),
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

    /// `~5` after a quote.
    fn window(&mut self) -> Option<u32> {
        let digits = self.rest().strip_prefix('~')?;
        let len = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let words = digits[..len].parse().ok().or((len > 0).then_some(u32::MAX))?;
        let start = self.at;
        self.at += 1 + len;
        Some(self.words_between(start, words))
    }

    fn words_between(&mut self, start: usize, words: u32) -> u32 {
        if words > NEAR_WORDS_MAX {
            self.problems.push((start, QueryProblem::WordDistance(words)));
        }
        words.min(NEAR_WORDS_MAX)
    }

    /// `^2` after a quote or a bracket.
    fn boost(&mut self) {
        let start = self.at;
        let Some(number) = self.rest().strip_prefix('^') else { return };
        let number = &number[..number.find(ends_word).unwrap_or(number.len())];
        if !is_number(number) {
            return;
        }
        self.at += 1 + number.len();
        if let Some(boost) = self.weight(start, number) {
            self.push(start, Token::Boost(boost));
        }
    }

    fn weight(&mut self, start: usize, number: &str) -> Option<f32> {
        let weight = number.parse().ok().filter(|weight: &f32| *weight > 0.0 && *weight <= BOOST_MAX);
        if weight.is_none() {
            self.problems.push((start, QueryProblem::Boost(number.to_owned())));
        }
        weight
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
        self.at += len;
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
                let digits = text.strip_prefix("NEAR/")?;
                let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                let words = digits.parse().unwrap_or(u32::MAX);
                if !all_digits {
                    return None;
                }
                Token::Near(self.words_between(self.at, words))
            }
        })
    }

    /// Takes a field; `false` where it is none, and its characters are words.
    fn field(&mut self, start: usize, name: &str, value: &'q str) -> bool {
        let after = start + name.len() + 1;
        let follows = self.query[after..].chars().next().filter(|c| !c.is_whitespace() && *c != ')');
        if !is_field(name) {
            // "10:30", "Re:" and the like are nobody's field.
            if name.len() > 1 && follows.is_some() && !value.starts_with('/') {
                let problem = QueryProblem::UnknownField { name: name.to_owned(), near: near_field(name) };
                self.problems.push((start, problem));
            }
            return false;
        }
        let field = Field::of(name);
        let known = field.map_or("title", Field::as_str);
        let Some(next) = follows else {
            self.problems.push((start, QueryProblem::NoValue(known)));
            return false;
        };
        self.at = after;
        match field {
            None => self.push(start, Token::Title),
            Some(field) if next == '(' => self.push(start, Token::FieldBrackets(field)),
            Some(field) => {
                let value = if is_quote(next) {
                    self.quoted_value()
                } else {
                    self.at += value.len();
                    value.to_owned()
                };
                if value.is_empty() {
                    self.problems.push((start, QueryProblem::NoValue(known)));
                } else {
                    self.push(start, Token::Field { field, value });
                }
            }
        }
        true
    }

    /// The value of a field in quotes; `\` keeps the sign after it.
    fn quoted_value(&mut self) -> String {
        let start = self.at;
        self.at += self.peek().map_or(0, char::len_utf8);
        let mut value = String::new();
        while let Some(c) = self.peek() {
            self.at += c.len_utf8();
            match c {
                '\\' if self.peek().is_some_and(|next| next == '\\' || is_quote(next)) => {
                    value.extend(self.peek());
                    self.at += self.peek().map_or(0, char::len_utf8);
                }
                c if is_quote(c) => return value.trim().to_owned(),
                c => value.push(c),
            }
        }
        self.problems.push((start, QueryProblem::OpenQuote));
        value.trim().to_owned()
    }

    /// A word with what hangs on its end: `~1`, `^2`.
    fn word(&mut self, start: usize, text: &'q str) {
        let has_letter = |text: &str| text.chars().any(char::is_alphabetic);
        let (mut text, mut boost) = (text, None);
        if let Some((base, number)) = text.rsplit_once('^')
            && has_letter(base)
            && is_number(number)
        {
            boost = self.weight(start + base.len(), number).map(|boost| (start + base.len(), boost));
            text = base;
        }
        let mut by_spelling = None;
        if let Some((base, digit)) = text.rsplit_once('~')
            && base.chars().any(char::is_alphanumeric)
            && (digit.is_empty() || matches!(digit.as_bytes(), [b'0'..=b'9']))
        {
            let distance: u8 = digit.parse().unwrap_or(1);
            if distance > 2 {
                self.problems.push((start + base.len(), QueryProblem::LetterDistance(u32::from(distance))));
            }
            by_spelling = Some(distance.min(2)).filter(|distance| *distance > 0);
            text = base;
        }
        self.push(start, Token::Word { text, by_spelling, plain: false });
        if let Some((at, boost)) = boost {
            self.push(at, Token::Boost(boost));
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn is_field(name: &str) -> bool {
    name == "title" || Field::of(name).is_some()
}

/// The field of a name that differs by a letter or two, or only in case.
fn near_field(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let names = Field::NAMES.iter().map(|(name, _)| *name).chain(["title"]);
    let distances = names.map(|known| (letters_apart(&lower, known), known));
    distances.min().filter(|(distance, known)| *distance <= if known.len() < 5 { 1 } else { 2 }).map(|(_, name)| name)
}

/// Edit distance of two short words (Levenshtein 1966).
fn letters_apart(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() > 16 {
        return a.len();
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

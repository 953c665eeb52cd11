//! Fields: a name, a colon, and a value at once.

use super::super::problem::QueryProblem;
use super::super::syntax::Field;
use super::{Lexer, Token, ends_word, is_number, is_quote};

impl<'q> Lexer<'q> {
    /// Takes a field; `false` where it is none, and its characters are words.
    pub(super) fn field(&mut self, start: usize, name: &str, value: &'q str) -> bool {
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
                    let value = self.quoted_value();
                    let weight = self.rest();
                    let weight = &weight[..weight.find(ends_word).unwrap_or(weight.len())];
                    if weight.strip_prefix('^').is_some_and(is_number) {
                        self.problems.push((self.at, QueryProblem::WeightWithoutWords));
                        self.at += weight.len();
                    }
                    value
                } else {
                    self.at += value.len();
                    match value.rsplit_once('^') {
                        Some((value, number)) if !value.is_empty() && is_number(number) => {
                            self.problems.push((after + value.len(), QueryProblem::WeightWithoutWords));
                            value.to_owned()
                        }
                        _ => value.to_owned(),
                    }
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
}

pub(super) fn is_field(name: &str) -> bool {
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

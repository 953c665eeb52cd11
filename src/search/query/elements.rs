//! The words of a piece of a query, and those that stand for others.

use super::syntax::{At, Element, Glob, GlobKind, TypedWord};
use crate::text::Words;

/// The words of plain text; `start` is where it stands in the query.
pub(super) fn words(text: &str, start: usize) -> Vec<Element> {
    let words = Words::of(text);
    (0..words.len())
        .map(|index| {
            let span = words.span(index);
            Element::Word(TypedWord {
                folded: words.folded(index).to_owned(),
                typed: span.of(text).to_owned(),
                at: At(start + span.start),
            })
        })
        .collect()
}

/// The words of a text in which `*` stands for any letters and `?` for one. A `?` at the end of a word is a question mark, and
/// a `*` by itself nothing.
pub(super) fn words_and_globs(text: &str, start: usize) -> Vec<Element> {
    if !text.contains(['*', '?']) {
        return words(text, start);
    }
    let mut found = Vec::new();
    for element in split_at_signs(text, start) {
        match element {
            Element::Glob(glob) => found.extend(as_printed(glob)),
            word => found.push(word),
        }
    }
    found
}

/// What a pattern is read as when it is typed as it prints: marks and signs that folding leaves may part it once more.
fn as_printed(glob: Glob) -> Vec<Element> {
    let again = match glob.kind {
        GlobKind::Fuzzy(_) => words(&glob.text, glob.at.0),
        GlobKind::Prefix | GlobKind::Wildcard => split_at_signs(&glob.to_string(), glob.at.0),
    };
    let same = match (&again[..], glob.kind) {
        ([Element::Word(word)], GlobKind::Fuzzy(_)) => word.folded == glob.text,
        ([Element::Glob(other)], _) => *other == glob,
        _ => false,
    };
    if same { vec![Element::Glob(glob)] } else { words(&glob.text, glob.at.0) }
}

fn split_at_signs(text: &str, start: usize) -> Vec<Element> {
    let mut found = Vec::new();
    let mut open = Open::default();
    let mut at = 0;
    for piece in text.split_inclusive(['*', '?']) {
        let sign = piece.chars().next_back().filter(|c| matches!(c, '*' | '?'));
        let segment = sign.map_or(piece, |sign| &piece[..piece.len() - sign.len_utf8()]);
        let words = Words::of(segment);
        let mut end = 0;
        for index in 0..words.len() {
            let span = words.span(index);
            if span.start > end || index > 0 {
                open.close(&mut found);
            }
            open.push(words.folded(index), span.of(segment), start + at + span.start);
            end = span.end;
        }
        if end < segment.len() {
            open.close(&mut found);
        }
        if let Some(sign) = sign {
            open.push_sign(sign, start + at + segment.len());
        }
        at += piece.len();
    }
    open.close(&mut found);
    found
}

/// The words of what stands in quotes, where `~1` may hang on a word too.
pub(super) fn quoted(text: &str, start: usize) -> Vec<Element> {
    let mut found = Vec::new();
    let mut at = 0;
    for chunk in text.split_inclusive(char::is_whitespace) {
        let word = chunk.trim_end();
        let spelling = match word.rsplit_once('~') {
            Some((base, "" | "1")) => Some((base, 1)),
            Some((base, "2")) => Some((base, 2)),
            _ => None,
        };
        match spelling {
            Some((base, distance)) => found.extend(by_spelling(words_and_globs(base, start + at), distance)),
            None => found.extend(words_and_globs(word, start + at)),
        }
        at += chunk.len();
    }
    found
}

/// A word that is not at its end yet.
#[derive(Default)]
struct Open {
    folded: String,
    typed: String,
    at: usize,
}

impl Open {
    fn push(&mut self, folded: &str, typed: &str, at: usize) {
        if self.folded.is_empty() {
            self.at = at;
        }
        self.folded.push_str(folded);
        self.typed.push_str(typed);
    }

    fn push_sign(&mut self, sign: char, at: usize) {
        if self.folded.is_empty() {
            self.at = at;
        }
        if !(sign == '*' && self.folded.ends_with('*')) {
            self.folded.push(sign);
        }
    }

    fn close(&mut self, found: &mut Vec<Element>) {
        let Open { folded, typed, at } = std::mem::take(self);
        let pattern = folded.trim_end_matches('?');
        let has_sign = pattern.contains(['*', '?']);
        let pattern = if pattern.ends_with('*') || !has_sign { pattern } else { without_possessive(pattern) };
        let at = At(at);
        let is_sign = |c: char| matches!(c, '*' | '?');
        if pattern.chars().all(is_sign) {
            return;
        }
        let stem = without_possessive(pattern.trim_end_matches('*'));
        found.push(if !pattern.contains(is_sign) {
            Element::Word(TypedWord { folded: pattern.to_owned(), typed, at })
        } else if !stem.contains(is_sign) {
            Element::Glob(Glob { kind: GlobKind::Prefix, text: stem.to_owned(), at })
        } else {
            Element::Glob(Glob { kind: GlobKind::Wildcard, text: pattern.to_owned(), at })
        });
    }
}

/// A form that folds to itself, however many possessives were typed.
fn without_possessive(mut word: &str) -> &str {
    while let Some(shorter) = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')) {
        word = shorter;
    }
    word
}

/// The same words, each standing for those that differ by so many letters.
pub(super) fn by_spelling(elements: Vec<Element>, distance: u8) -> Vec<Element> {
    let near = |element| match element {
        Element::Word(TypedWord { folded, at, .. }) => {
            let text = without_possessive(&folded).to_owned();
            as_printed(Glob { kind: GlobKind::Fuzzy(distance), text, at })
        }
        glob => vec![glob],
    };
    elements.into_iter().flat_map(near).collect()
}

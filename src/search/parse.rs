//! The query as typed: words, "phrases", and `-` before what must not stand.

use crate::text::Words;

/// Longest query, in bytes.
pub const QUERY_BYTES_MAX: usize = 64 << 10;
/// Most words of a query.
pub const QUERY_WORDS_MAX: usize = 1_024;

/// Why a query cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// It is longer than [`QUERY_BYTES_MAX`].
    #[error("the query has {0} bytes, at most {QUERY_BYTES_MAX} are taken")]
    TooLong(usize),
    /// It has more words than [`QUERY_WORDS_MAX`].
    #[error("the query has {0} words, at most {QUERY_WORDS_MAX} are taken")]
    TooManyWords(usize),
    /// There are characters, but no letter or digit.
    #[error("the query holds no word: {0:?}")]
    NoWord(String),
}

/// A part of the query as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Bare words that stood together, folded, with the forms as typed.
    Run(Vec<TypedWord>),
    /// What stood in quotes.
    Quoted { words: Vec<TypedWord>, excluded: bool },
    /// A bare word after `-`; its parts when a hyphen parts it.
    Excluded(Vec<TypedWord>),
}

/// A word folded, and as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TypedWord {
    pub folded: String,
    pub typed: String,
}

/// The query in pieces, and what was mended on the way.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parsed {
    pub pieces: Vec<Piece>,
    pub notes: Vec<String>,
}

/// Takes a query apart. An unbalanced quote is closed at the end, with a note.
pub(super) fn parse(query: &str) -> Result<Parsed, ParseError> {
    if query.len() > QUERY_BYTES_MAX {
        return Err(ParseError::TooLong(query.len()));
    }
    let mut parsed = Parsed::default();
    let mut words_seen = 0;
    let mut rest = query;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let excluded =
            rest.strip_prefix('-').filter(|after| !after.is_empty() && !after.starts_with(char::is_whitespace));
        let body = excluded.unwrap_or(rest);
        let (text, quoted) = if body.starts_with(is_quote) {
            let inner = &body[first_char_len(body)..];
            let end = inner.find(is_quote).unwrap_or_else(|| {
                let column = query.len() - body.len() + 1;
                parsed
                    .notes
                    .push(format!("the quote opened at column {column} is not closed; it was closed at the end"));
                inner.len()
            });
            rest =
                inner.get(end..).filter(|after| !after.is_empty()).map_or("", |after| &after[first_char_len(after)..]);
            (&inner[..end], true)
        } else {
            let end = body.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(body.len());
            rest = &body[end..];
            (&body[..end], false)
        };
        let words = typed_words(text);
        words_seen += words.len();
        if words.is_empty() {
            continue;
        }
        match (quoted, excluded.is_some()) {
            (true, excluded) => parsed.pieces.push(Piece::Quoted { words, excluded }),
            (false, true) => parsed.pieces.push(Piece::Excluded(words)),
            (false, false) => match parsed.pieces.last_mut() {
                Some(Piece::Run(run)) => run.extend(words),
                _ => parsed.pieces.push(Piece::Run(words)),
            },
        }
    }
    if words_seen > QUERY_WORDS_MAX {
        return Err(ParseError::TooManyWords(words_seen));
    }
    if parsed.pieces.is_empty() && !query.trim().is_empty() {
        return Err(ParseError::NoWord(query.trim().to_owned()));
    }
    Ok(parsed)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn first_char_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

fn typed_words(text: &str) -> Vec<TypedWord> {
    let words = Words::of(text);
    (0..words.len())
        .map(|index| TypedWord { folded: words.folded(index).to_owned(), typed: words.span(index).of(text).to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(query: &str) -> String {
        let join = |words: &[TypedWord]| words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ");
        let pieces: Vec<String> = parse(query)
            .unwrap()
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Run(words) => join(words),
                Piece::Quoted { words, excluded: false } => format!("\"{}\"", join(words)),
                Piece::Quoted { words, excluded: true } => format!("-\"{}\"", join(words)),
                Piece::Excluded(words) => format!("-{}", join(words)),
            })
            .collect();
        pieces.join(" | ")
    }

    #[test]
    fn words_phrases_and_exclusions_are_told_apart() {
        for (query, expected) in [
            ("Jaish al-Adl strikes", "jaish al adl strikes"),
            ("\"Army of Justice\" Iran’s", "\"army of justice\" | iran"),
            ("iran -pakistan border", "iran | -pakistan | border"),
            ("iran -\"air strike\"", "iran | -\"air strike\""),
            ("anti-Iran - x", "anti iran x"),
            ("“curly quotes” word", "\"curly quotes\" | word"),
            ("half\"open phrase", "half | \"open phrase\""),
            ("", ""),
        ] {
            assert_eq!(shape(query), expected, "{query}");
        }
    }

    #[test]
    fn an_open_quote_is_closed_and_told() {
        assert_eq!(parse("iran \"air strike").unwrap().notes.len(), 1);
        assert_eq!(parse("\"").unwrap_err(), ParseError::NoWord("\"".into()));
    }

    #[test]
    fn signs_alone_are_an_error() {
        assert_eq!(parse("?!").unwrap_err(), ParseError::NoWord("?!".into()));
    }

    #[test]
    fn bounds_are_kept() {
        assert!(matches!(parse(&"a ".repeat(2_000)), Err(ParseError::TooManyWords(2_000))));
        assert!(matches!(parse(&"a".repeat(70_000)), Err(ParseError::TooLong(_))));
    }
}

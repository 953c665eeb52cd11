//! Tokens: words with what capitals, gaps and sentences tell about them.
//!
//! A token is a word of the text, except that capital letters parted by full stops ("U.S.") are one token.
//! Words get a number in the article, so that a look-up in lists and lexicon happens once for each distinct word.

use super::lexicon::Lexicon;
use super::vocabulary::{Flags, Vocabulary};
use crate::text::{Words, sentences};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// What stands between a token and the one before it in the same sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing before it: the sentence begins.
    Start,
    Space,
    Hyphen,
    /// A full stop that ends no sentence: "Mr. Khan".
    Dot,
    Ampersand,
    Comma,
    /// An opening bracket, quotes after it allowed.
    Open,
    /// An opening quote or a colon, after which a sentence may begin.
    Quote,
    Other,
}

/// How a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Begins with a small letter, or has no case.
    Lower,
    Number,
    /// One capital letter, or several parted by full stops.
    Initial,
    /// Begins with a capital letter.
    Capital,
    /// Two capital letters or more and no small one.
    Capitals,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Bytes of the part's text, without a possessive 's.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Number of the word in [`ArticleWords`].
    pub(super) word: u32,
    pub(super) gap: Gap,
    pub(super) shape: Shape,
    pub(super) possessive: bool,
    /// Capital letters parted by full stops.
    pub(super) dotted: bool,
}

impl Token {
    #[inline]
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Capitals | Shape::Initial)
    }
}

/// How the letters of a sentence are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Prose,
    /// A headline with capitals on most words: capitals say nothing there.
    TitleCase,
    AllCapitals,
}

/// Tokens `from..to` of a part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) style: Style,
}

#[derive(Debug, Default)]
pub(super) struct PartTokens {
    pub(super) tokens: Vec<Token>,
    pub(super) sentences: Vec<Sentence>,
}

/// A distinct word of the article.
#[derive(Debug)]
pub(super) struct ArticleWord<'a> {
    pub(super) folded: Cow<'a, str>,
    pub(super) flags: Flags,
    /// Its number in the lexicon's matcher.
    pub(super) lexicon_word: Option<u32>,
    /// The matcher's node after this word, when a curated name begins with it.
    pub(super) first_node: Option<u32>,
    pub(super) seen_lower: bool,
    /// Seen with a capital where no sentence begins.
    pub(super) seen_capital_inside: bool,
}

/// The distinct words of an article.
#[derive(Debug, Default)]
pub(super) struct ArticleWords<'a> {
    ids: FxHashMap<Cow<'a, str>, u32>,
    pub(super) list: Vec<ArticleWord<'a>>,
}

impl<'a> ArticleWords<'a> {
    #[inline]
    pub(super) fn of(&self, token: &Token) -> &ArticleWord<'a> {
        &self.list[token.word as usize]
    }

    fn number(&mut self, folded: Cow<'a, str>, lexicon: &Lexicon) -> u32 {
        if let Some(&id) = self.ids.get(folded.as_ref()) {
            return id;
        }
        let id = self.list.len() as u32;
        let lexicon_word = if folded.contains('\'') {
            lexicon.matcher().word(&folded.replace('\'', ""))
        } else {
            lexicon.matcher().word(&folded)
        };
        self.list.push(ArticleWord {
            flags: Vocabulary::built_in().flags(&folded),
            folded: folded.clone(),
            lexicon_word,
            first_node: lexicon_word.and_then(|word| lexicon.matcher().first(word)),
            seen_lower: false,
            seen_capital_inside: false,
        });
        self.ids.insert(folded, id);
        id
    }
}

/// A token before its word has a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scanned {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shape: Shape,
    pub(super) possessive: bool,
    pub(super) dotted: bool,
    /// Words `first..=last` make it.
    pub(super) first: usize,
    pub(super) last: usize,
    /// Where the text behind it begins, a possessive 's passed.
    next_byte: usize,
}

impl Scanned {
    pub(super) fn folded<'a>(&self, words: &'a Words) -> Cow<'a, str> {
        if self.first == self.last {
            Cow::Borrowed(words.folded(self.first))
        } else {
            Cow::Owned((self.first..=self.last).map(|word| words.folded(word)).collect())
        }
    }
}

/// The token that begins with word `first`.
pub(super) fn scan_token(text: &str, words: &Words, first: usize) -> Scanned {
    let span = words.span(first);
    let surface = span.of(text);
    let bytes = text.as_bytes();
    if surface.len() == 1 && surface.as_bytes()[0].is_ascii_uppercase() {
        let letter_with_stop = |word: usize| {
            let span = words.span(word);
            span.len() == 1 && bytes[span.start].is_ascii_uppercase() && bytes.get(span.end) == Some(&b'.')
        };
        let mut last = first;
        while letter_with_stop(last)
            && last + 1 < words.len()
            && words.span(last + 1).start == words.span(last).end + 1
            && words.span(last + 1).len() <= 3
            && is_letter_with_possessive(words.span(last + 1).of(text))
        {
            last += 1;
        }
        if last > first {
            let span = words.span(last);
            let stop = usize::from(letter_with_stop(last));
            let end = span.start + 1 + stop;
            // "U.S.'s" leaves its possessive as a word of its own; nothing is lost by that.
            let possessive = span.len() > 1;
            return Scanned {
                start: words.span(first).start,
                end,
                shape: Shape::Initial,
                possessive,
                dotted: true,
                first,
                last,
                next_byte: end.max(span.end),
            };
        }
    }
    let bare = without_possessive(surface);
    Scanned {
        start: span.start,
        end: span.start + bare.len(),
        shape: shape_of(bare),
        possessive: bare.len() < surface.len(),
        dotted: false,
        first,
        last: first,
        next_byte: span.end,
    }
}

fn is_letter_with_possessive(surface: &str) -> bool {
    let bare = without_possessive(surface);
    bare.len() == 1 && bare.as_bytes()[0].is_ascii_uppercase()
}

fn without_possessive(surface: &str) -> &str {
    let Some(head) = surface.strip_suffix(['s', 'S']) else { return surface };
    match head.strip_suffix(['\'', '’', '‘', 'ʼ', '‛', '＇']) {
        Some(bare) if !bare.is_empty() => bare,
        _ => surface,
    }
}

fn shape_of(surface: &str) -> Shape {
    let bytes = surface.as_bytes();
    let (mut upper, mut lower) = (0usize, 0usize);
    let first_is_upper;
    if surface.is_ascii() {
        match bytes.first() {
            Some(byte) if byte.is_ascii_lowercase() => return Shape::Lower,
            Some(byte) if byte.is_ascii_digit() => return Shape::Number,
            _ => {}
        }
        first_is_upper = true;
        for byte in bytes {
            upper += usize::from(byte.is_ascii_uppercase());
            lower += usize::from(byte.is_ascii_lowercase());
        }
    } else {
        first_is_upper = surface.chars().next().is_some_and(char::is_uppercase);
        for c in surface.chars() {
            upper += usize::from(c.is_uppercase());
            lower += usize::from(c.is_lowercase());
        }
    }
    match (first_is_upper, upper, lower) {
        (false, ..) => Shape::Lower,
        (true, 1, 0) => Shape::Initial,
        (true, _, 0) => Shape::Capitals,
        (true, ..) => Shape::Capital,
    }
}

fn gap_of(between: &str) -> Gap {
    match between {
        " " => return Gap::Space,
        "-" | "‐" | "‑" | "–" => return Gap::Hyphen,
        ", " => return Gap::Comma,
        ". " => return Gap::Dot,
        " (" => return Gap::Open,
        _ => {}
    }
    let trimmed = between.trim();
    match trimmed {
        "" => Gap::Space,
        "." => Gap::Dot,
        "&" => Gap::Ampersand,
        "," => Gap::Comma,
        _ if between.len() > 64 => Gap::Other,
        _ if trimmed.trim_end_matches(['"', '\'', '“', '‘', '«', '`']) == "(" => Gap::Open,
        _ if trimmed.ends_with(['"', '“', '‘', '«', '`', ':', '_', '•', '*', '—', '–', '-']) => Gap::Quote,
        _ => Gap::Other,
    }
}

/// Parts a text into tokens and sentences; `words` are those of `text`.
pub(super) fn tokenise<'a>(
    text: &str,
    words: &'a Words,
    is_title: bool,
    lexicon: &Lexicon,
    article_words: &mut ArticleWords<'a>,
) -> PartTokens {
    let mut part = PartTokens { tokens: Vec::with_capacity(words.len()), sentences: Vec::new() };
    let mut next_word = 0;
    let mut text_end = 0;
    for sentence in sentences(text) {
        let from = part.tokens.len();
        let mut gap_from = None;
        while next_word < words.len() && words.span(next_word).start < sentence.end {
            let scanned = scan_token(text, words, next_word);
            // Words that no sentence holds do not exist; this only keeps the loop sure to end.
            next_word = scanned.last + 1;
            let gap = gap_from.map_or(Gap::Start, |from: usize| gap_of(text.get(from..scanned.start).unwrap_or("")));
            gap_from = Some(scanned.next_byte);
            text_end = scanned.next_byte;
            let word = article_words.number(scanned.folded(words), lexicon);
            part.tokens.push(Token {
                start: scanned.start,
                end: scanned.end,
                word,
                gap,
                shape: scanned.shape,
                possessive: scanned.possessive,
                dotted: scanned.dotted,
            });
        }
        let to = part.tokens.len();
        if from < to {
            let style = style_of(&part.tokens[from..to], article_words, is_title, &text.as_bytes()[text_end..]);
            note_capitals(&part.tokens[from..to], style, article_words);
            part.sentences.push(Sentence { from, to, style });
        }
    }
    part
}

/// Shares of capitals decide; more of them are asked for in a line that ends with a full stop.
fn style_of(tokens: &[Token], words: &ArticleWords<'_>, is_title: bool, rest: &[u8]) -> Style {
    let (mut capital, mut small, mut ordinary, mut all_capitals, mut letters) = (0, 0, 0, 0, 0);
    for (index, token) in tokens.iter().enumerate() {
        letters += usize::from(token.shape != Shape::Number);
        all_capitals += usize::from(matches!(token.shape, Shape::Capitals | Shape::Initial));
        let word = words.of(token);
        if token.shape == Shape::Lower {
            small += usize::from(word.folded.len() >= 4);
        } else if token.shape == Shape::Capital {
            capital += usize::from(word.folded.len() >= 4);
            ordinary += usize::from(index > 0 && word.flags.any(Flags::COMMON.or(Flags::FUNCTION).or(Flags::SAYS)));
        }
    }
    if letters == all_capitals && letters > 0 && (letters > 2 || is_title) {
        return Style::AllCapitals;
    }
    let ends_like_prose = matches!(rest.first(), Some(b'.'));
    let headline = match ends_like_prose {
        false => capital >= 3 && ordinary * 5 >= capital && small * 4 <= capital,
        true => capital >= 5 && ordinary >= 2 && small == 0,
    };
    if is_title || headline {
        return Style::TitleCase;
    }
    Style::Prose
}

fn note_capitals(tokens: &[Token], style: Style, words: &mut ArticleWords<'_>) {
    if style != Style::Prose {
        return;
    }
    for token in tokens {
        let word = &mut words.list[token.word as usize];
        if token.shape == Shape::Lower {
            word.seen_lower = true;
        } else if token.is_capital() && !matches!(token.gap, Gap::Start | Gap::Quote) {
            word.seen_capital_inside = true;
        }
    }
}

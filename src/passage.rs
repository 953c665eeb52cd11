//! Passages: runs of whole sentences of one article, the unit that is ranked and shown.

use crate::text::{Span, Words, blocks, sentences};

/// A passage is closed once it has this many words.
pub const PASSAGE_WORDS_MIN: usize = 40;
/// A sentence that would make a passage longer than this starts the next one; a single longer
/// sentence stays whole.
pub const PASSAGE_WORDS_MAX: usize = 120;
/// A sentence longer than this (bytes) is cut at a space: lists without full stops, endless lines.
pub const SENTENCE_BYTES_MAX: usize = 4_000;

/// Splits a cleaned text into passages: spans of `text` in reading order, which never overlap.
///
/// Paragraphs are kept whole where they fit; a short one, such as a sub-heading, joins the next.
/// A text without any sentence gives one empty passage, so that every article can be shown.
pub fn split(text: &str, words: &Words) -> Vec<Span> {
    let sentences = bounded_sentences(text);
    let paragraph_ends: Vec<usize> = blocks(text).iter().map(|block| block.span.end).collect();
    let mut passages = Vec::new();
    let mut open: Option<(Span, usize)> = None;
    let mut paragraph = 0;
    for sentence in sentences {
        let count = words.first_at(sentence.end) - words.first_at(sentence.start);
        open = match open {
            Some((span, held)) if held + count <= PASSAGE_WORDS_MAX => {
                Some((Span::new(span.start, sentence.end), held + count))
            }
            Some((span, _)) => {
                passages.push(span);
                Some((sentence, count))
            }
            None => Some((sentence, count)),
        };
        while paragraph < paragraph_ends.len() && paragraph_ends[paragraph] < sentence.end {
            paragraph += 1;
        }
        let ends_paragraph = paragraph_ends.get(paragraph) == Some(&sentence.end);
        let Some((span, held)) = open else { continue };
        if held >= PASSAGE_WORDS_MIN && (ends_paragraph || held * 3 >= PASSAGE_WORDS_MAX * 2) {
            passages.push(span);
            open = None;
        }
    }
    if let Some((span, held)) = open {
        match passages.last_mut() {
            // A short rest, such as a closing line, joins the passage before it.
            Some(last) if held * 2 < PASSAGE_WORDS_MIN => last.end = span.end,
            _ => passages.push(span),
        }
    }
    if passages.is_empty() {
        passages.push(Span::new(0, 0));
    }
    passages
}

/// The sentences of `text`, those beyond [`SENTENCE_BYTES_MAX`] cut at a space.
fn bounded_sentences(text: &str) -> Vec<Span> {
    let mut bounded = Vec::new();
    for mut sentence in sentences(text) {
        while sentence.len() > SENTENCE_BYTES_MAX {
            let limit = text.floor_char_boundary(sentence.start + SENTENCE_BYTES_MAX);
            let cut =
                text[sentence.start..limit].rfind(' ').filter(|at| *at > 0).map_or(limit, |at| sentence.start + at);
            bounded.push(Span::new(sentence.start, cut));
            let rest = &text[cut..sentence.end];
            sentence.start = cut + (rest.len() - rest.trim_start().len());
        }
        if !sentence.is_empty() {
            bounded.push(sentence);
        }
    }
    bounded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passages(text: &str) -> Vec<&str> {
        split(text, &Words::of(text)).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn sentences_are_never_cut_and_long_texts_are_split() {
        let sentence =
            "The ministry said on Monday that the border had been closed to all traffic until further notice. ";
        let text = sentence.repeat(20);
        let found = passages(&text);
        assert!(found.len() > 2);
        assert!(found.iter().all(|passage| passage.ends_with("notice.")), "{found:?}");
        assert!(found.iter().all(|passage| Words::of(passage).len() <= PASSAGE_WORDS_MAX));
    }

    #[test]
    fn a_sub_heading_joins_what_follows() {
        let text = format!("Closed roads:\n{}", "They were closed for a week by order of the governor. ".repeat(5));
        assert!(passages(&text)[0].starts_with("Closed roads:\nThey"));
    }

    #[test]
    fn an_empty_text_has_one_empty_passage() {
        assert_eq!(passages(""), [""]);
        assert_eq!(passages(" \n "), [""]);
    }

    #[test]
    fn an_endless_line_is_cut_at_spaces() {
        let text = "word ".repeat(5_000);
        let found = passages(&text);
        assert!(found.len() > 5);
        assert!(found.iter().all(|passage| passage.len() <= SENTENCE_BYTES_MAX && !passage.starts_with(' ')));
    }
}

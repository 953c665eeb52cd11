//! Passages: runs of whole sentences of one article, the unit that is ranked and shown.

use crate::text::{Block, Span, Words, blocks, sentences};

/// A passage is closed once it has this many words.
pub const PASSAGE_WORDS_MIN: usize = 40;
/// A sentence that would make a passage longer than this starts the next one; a single longer
/// sentence stays whole.
pub const PASSAGE_WORDS_MAX: usize = 120;
/// A sentence longer than this (bytes) is cut at a space: lists without full stops, endless lines.
pub const SENTENCE_BYTES_MAX: usize = 4_000;

/// Splits a cleaned text into passages: spans of `text` in reading order, which never overlap.
///
/// Paragraphs are kept whole where they fit; a short one, such as a sub-heading, joins the next. Sentences of one
/// quotation stay together where they are no more than a passage holds.
/// A text without any sentence gives one empty passage, so that every article can be shown.
pub fn split(text: &str, words: &Words) -> Vec<Span> {
    let paragraphs = blocks(text);
    let units = units(text, words, &paragraphs);
    let paragraph_ends: Vec<usize> = paragraphs.iter().map(|block| block.span.end).collect();
    let mut passages = Vec::new();
    let mut open: Option<(Span, usize)> = None;
    let mut paragraph = 0;
    for unit in units {
        let count = words_in(words, unit);
        open = match open {
            Some((span, held)) if held + count <= PASSAGE_WORDS_MAX => {
                Some((Span::new(span.start, unit.end), held + count))
            }
            Some((span, _)) => {
                passages.push(span);
                Some((unit, count))
            }
            None => Some((unit, count)),
        };
        while paragraph < paragraph_ends.len() && paragraph_ends[paragraph] < unit.end {
            paragraph += 1;
        }
        let ends_paragraph = paragraph_ends.get(paragraph) == Some(&unit.end);
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

fn words_in(words: &Words, span: Span) -> usize {
    words.first_at(span.end) - words.first_at(span.start)
}

/// What passages are made of: sentences, and those of one quotation as one unless they are too long for a passage.
fn units(text: &str, words: &Words, paragraphs: &[Block]) -> Vec<Span> {
    let quotations = quotations(text, paragraphs);
    let mut quotation = quotations.iter().peekable();
    let mut units: Vec<Span> = Vec::new();
    let mut begun_within: Option<Span> = None;
    for sentence in bounded_sentences(text) {
        match (begun_within, units.last_mut()) {
            // Only what begins where the quotation is open still.
            (Some(quoted), Some(unit)) if sentence.start < quoted.end => {
                let joined = Span::new(unit.start, sentence.end);
                if words_in(words, joined) <= PASSAGE_WORDS_MAX {
                    *unit = joined;
                } else {
                    units.push(sentence);
                }
            }
            _ => units.push(sentence),
        }
        while quotation.next_if(|quoted| quoted.end <= sentence.end).is_some() {}
        begun_within = quotation.peek().filter(|quoted| quoted.start < sentence.end).map(|quoted| **quoted);
    }
    units
}

/// The quotations of a text, from the sign that opens to the one that closes, none over the end of a paragraph: in
/// long ones each paragraph opens anew. What is opened and never closed is none.
fn quotations(text: &str, paragraphs: &[Block]) -> Vec<Span> {
    let mut quotations = Vec::new();
    for Block { span } in paragraphs {
        let mut open: Option<(usize, char)> = None;
        for (at, sign) in span.of(text).char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”' | '„' | '«' | '»'))
        {
            let at = span.start + at;
            open = match (open, sign) {
                (None, '"') => Some((at, '"')),
                (None, '“') => Some((at, '”')),
                (None, '„') => Some((at, '“')),
                (None, '«') => Some((at, '»')),
                (Some((start, closing)), _) if sign == closing => {
                    quotations.push(Span::new(start, at + sign.len_utf8()));
                    None
                }
                (open, _) => open,
            };
        }
    }
    quotations
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
    fn the_sentences_of_a_quotation_stay_together_where_a_passage_holds_them() {
        let told = "The harbour of the town lay still on that morning and nobody came. ".repeat(5);
        let quoted = "“We wait for the ferry. It has not come for days. Nobody knows why that is so.”";
        for text in [format!("{told}{quoted} {told}"), format!("{told}{} {told}", quoted.replace(['“', '”'], "\""))]
        {
            let found = passages(&text);
            assert!(found.len() > 1, "{found:?}");
            let holding: Vec<_> = found.iter().filter(|passage| passage.contains("for days.")).collect();
            assert!(holding[0].contains("We wait") && holding[0].contains("that is so"), "{found:?}");
        }
        // A sign that nothing closes holds nothing together, and no quotation makes a passage too long.
        let endless = format!("“{}", told.repeat(4));
        assert!(passages(&endless).iter().all(|passage| Words::of(passage).len() <= PASSAGE_WORDS_MAX));
        assert!(passages(&format!("{endless}”")).iter().all(|passage| Words::of(passage).len() <= PASSAGE_WORDS_MAX));
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

//! Sentences and blocks (paragraphs, list items, headlines) of a text.
//!
//! Line breaks come first: headlines and list items have no full stop. A text that was wrapped to a
//! fixed width is seen by its lines, and its breaks inside a paragraph then part nothing.

use super::span::Span;

/// Words before a full stop that do not end a sentence, folded, without the stop.
const ABBREVIATIONS: &[&str] = &[
    "adm", "approx", "apr", "art", "aug", "ave", "brig", "bros", "ca", "capt", "cf", "cmdr", "co", "col", "corp",
    "dec", "dept", "dr", "e.g", "esp", "est", "etc", "feb", "fig", "fr", "ft", "gen", "gov", "hon", "i.e", "inc",
    "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs", "mr", "mrs", "ms", "mt", "no", "nov", "oct", "op",
    "pp", "pres", "prof", "rep", "reps", "rev", "rt", "sen", "sens", "sep", "sept", "sgt", "sr", "st", "supt", "tel",
    "u.k", "u.n", "u.s", "vol", "vs",
];

/// A run of text between line breaks that part: a paragraph, a headline, a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Without the white space around it.
    pub span: Span,
}

/// The blocks of `text` in reading order; none is blank.
pub fn blocks(text: &str) -> Vec<Block> {
    let wrap_chars = wrapped_width(text);
    let mut blocks = Vec::new();
    let mut open: Option<Span> = None;
    let mut start = 0;
    let mut last_line_chars = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let content = line.trim();
        if content.is_empty() {
            close(&mut open, &mut blocks);
        } else {
            let from = start + (line.len() - line.trim_start().len());
            let span = Span::new(from, from + content.len());
            let continues = wrap_chars.is_some_and(|width| {
                let indented = line.starts_with([' ', '\t']);
                !indented && last_line_chars * 10 >= width * 6
            });
            match open {
                Some(ref mut block) if continues => block.end = span.end,
                _ => {
                    close(&mut open, &mut blocks);
                    open = Some(span);
                }
            }
            last_line_chars = content.len();
        }
        start = end;
    }
    close(&mut open, &mut blocks);
    blocks
}

fn close(open: &mut Option<Span>, blocks: &mut Vec<Block>) {
    if let Some(span) = open.take() {
        blocks.push(Block { span });
    }
}

/// The width (bytes) to which the text was wrapped, if it was: several lines, none long, and most of
/// them broken in the middle of a sentence.
fn wrapped_width(text: &str) -> Option<usize> {
    let (mut lines, mut longest, mut broken) = (0usize, 0usize, 0usize);
    for line in text.lines() {
        let content = line.trim_end();
        if content.is_empty() {
            continue;
        }
        if content.len() > 110 {
            return None;
        }
        lines += 1;
        longest = longest.max(content.len());
        if !content.ends_with(['.', '!', '?', ':', '"', '”', '\'', ')']) {
            broken += 1;
        }
    }
    (lines >= 3 && longest >= 40 && broken * 2 >= lines).then_some(longest)
}

/// The sentences of `text` in reading order, without the white space around them; none is blank.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut sentences = Vec::new();
    for block in blocks(text) {
        sentences_of_block(text, block.span, &mut sentences);
    }
    sentences
}

fn sentences_of_block(text: &str, block: Span, sentences: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let mut start = block.start;
    let mut at = block.start;
    while at < block.end {
        let byte = bytes[at];
        let stop_len = match byte {
            b'.' | b'!' | b'?' => 1,
            0xE2 if text[at..].starts_with('…') => '…'.len_utf8(),
            0xE3 if text[at..].starts_with('。') => '。'.len_utf8(),
            _ => {
                at += 1;
                continue;
            }
        };
        let mut end = at + stop_len;
        while end < block.end && matches!(bytes[end], b'.' | b'!' | b'?') {
            end += 1;
        }
        end += closing_marks(&text[end..block.end]);
        if is_sentence_end(text, block, at, end) {
            sentences.push(trimmed(text, start, end));
            start = end;
        }
        at = end;
    }
    let rest = trimmed(text, start, block.end);
    if !rest.is_empty() {
        sentences.push(rest);
    }
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let part = &text[start..end];
    let left = part.len() - part.trim_start().len();
    Span::new(start + left, start + left + part.trim().len())
}

/// Bytes of quotes and brackets that close right after a full stop.
fn closing_marks(rest: &str) -> usize {
    rest.chars().take_while(|c| matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')).map(char::len_utf8).sum()
}

/// Whether the stop at `stop` (with what closes after it, up to `end`) ends a sentence.
fn is_sentence_end(text: &str, block: Span, stop: usize, end: usize) -> bool {
    let rest = &text[end..block.end];
    if rest.is_empty() {
        return true;
    }
    let wide_stop = text[stop..].starts_with('。');
    if !rest.starts_with(char::is_whitespace) && !wide_stop {
        return false;
    }
    let next = rest.trim_start().trim_start_matches(['"', '\'', '“', '‘', '«', '(', '[', '`']).chars().next();
    if next.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ')')) {
        return false;
    }
    if text.as_bytes()[stop] != b'.' || end > stop + 1 {
        return true;
    }
    let before = text[block.start..stop].rsplit(char::is_whitespace).next().unwrap_or("");
    let word = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    // A space before the stop ("DEC . 28") makes it a sign by itself; then it ends.
    if word.is_empty() {
        return true;
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let lower = word.to_lowercase();
    if initial {
        return false;
    }
    if ABBREVIATIONS.binary_search(&lower.as_str()).is_ok() {
        // "No." counts only before a number.
        return lower == "no" && !next.is_some_and(|c| c.is_ascii_digit());
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn abbreviations_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }

    #[test]
    fn full_stops_end_sentences_but_abbreviations_and_initials_do_not() {
        assert_eq!(
            split("Gen. J. Smith met Mr. Khan at 4.30 a.m. near Saravan. \"It is over.\" He left!"),
            ["Gen. J. Smith met Mr. Khan at 4.30 a.m. near Saravan.", "\"It is over.\"", "He left!"]
        );
    }

    #[test]
    fn a_headline_line_is_a_sentence_of_its_own() {
        assert_eq!(split("Iran Visits Pakistan\nThe visit began."), ["Iran Visits Pakistan", "The visit began."]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "Showers continued throughout the week in the Bahia\ncocoa zone, alleviating the drought since early January\nand improving prospects. It rained again on\nMonday.\n    The dry period means little.";
        assert_eq!(split(text).len(), 3, "{:?}", split(text));
    }
}

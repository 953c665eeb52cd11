//! The words of a text: where they stand and what they fold to.
//!
//! A word is a run of letters and digits with inner apostrophes; hyphens, dashes and everything else
//! part words. A possessive 's, and an apostrophe at the end, are cut from the folded form but not
//! from the span. Han and kana characters are words by themselves, since no space parts them.

use super::fold::{fold_char_into, is_apostrophe, is_invisible};
use super::span::Span;
use unicode_normalization::char::is_combining_mark;

/// Longest folded word, in bytes; what is longer counts as its beginning, in texts and queries alike.
pub const WORD_BYTES_MAX: usize = 200;

/// Words of one text in reading order. Folded forms lie in one buffer.
#[derive(Debug, Default, Clone)]
pub struct Words {
    spans: Vec<Span>,
    folded: String,
    folded_ends: Vec<usize>,
}

impl Words {
    /// Finds the words of `text`; spans are bytes of `text`.
    pub fn of(text: &str) -> Self {
        let mut words = Words { folded: String::with_capacity(text.len()), ..Words::default() };
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                at = words.push_run(text, at);
            } else if byte.is_ascii() {
                at += 1;
            } else {
                let c = text[at..].chars().next().expect("a character boundary");
                // Some apostrophes are letters to Unicode; none begins a word.
                if is_apostrophe(c) {
                    at += c.len_utf8();
                } else if stands_alone(c) {
                    fold_char_into(c, &mut words.folded);
                    words.close(at, at + c.len_utf8(), false);
                    at += c.len_utf8();
                } else if c.is_alphanumeric() {
                    at = words.push_run(text, at);
                } else {
                    at += c.len_utf8();
                }
            }
        }
        words
    }

    /// Takes the word that begins at `start` and returns where it ends.
    fn push_run(&mut self, text: &str, start: usize) -> usize {
        let bytes = text.as_bytes();
        let mut at = start;
        let mut end = start;
        let mut is_ascii = true;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                self.folded.push(byte.to_ascii_lowercase() as char);
                at += 1;
                end = at;
                continue;
            }
            if byte.is_ascii() && byte != b'\'' {
                break;
            }
            let c = text[at..].chars().next().expect("a character boundary");
            is_ascii &= c.is_ascii();
            let next = at + c.len_utf8();
            if c != '`' && c != '\u{B4}' && is_apostrophe(c) {
                if !text[next..].chars().next().is_some_and(char::is_alphanumeric) {
                    break;
                }
                self.folded.push('\'');
                at = next;
            } else if is_invisible(c) || is_combining_mark(c) {
                at = next;
                // A mark belongs to the letter before it; an invisible character at the end does not.
                if is_combining_mark(c) {
                    end = at;
                }
            } else if c.is_alphanumeric() && !stands_alone(c) {
                fold_char_into(c, &mut self.folded);
                at = next;
                end = at;
            } else {
                break;
            }
        }
        self.close(start, end, is_ascii);
        at.max(end)
    }

    /// Closes the word whose folded form was pushed. ASCII letters fold to nothing else.
    fn close(&mut self, start: usize, end: usize, is_ascii: bool) {
        let from = self.folded_ends.last().copied().unwrap_or(0);
        let word = &self.folded[from..];
        let kept = word.strip_suffix("'s").unwrap_or(word).trim_end_matches('\'').len();
        self.folded.truncate(from + kept);
        // Compatibility forms may fold to spaces or signs; a word holds letters, digits, apostrophes.
        if !is_ascii && self.folded[from..].chars().any(|c| !c.is_alphanumeric() && c != '\'') {
            let clean: String = self.folded[from..].chars().filter(|c| c.is_alphanumeric() || *c == '\'').collect();
            self.folded.truncate(from);
            self.folded.push_str(&clean);
        }
        if self.folded.len() == from {
            return;
        }
        if self.folded.len() - from > WORD_BYTES_MAX {
            let end = self.folded.floor_char_boundary(from + WORD_BYTES_MAX);
            self.folded.truncate(end);
        }
        self.spans.push(Span::new(start, end));
        self.folded_ends.push(self.folded.len());
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Where word `index` stands, a possessive 's included.
    pub fn span(&self, index: usize) -> Span {
        self.spans[index]
    }

    /// What word `index` folds to.
    pub fn folded(&self, index: usize) -> &str {
        let from = if index == 0 { 0 } else { self.folded_ends[index - 1] };
        &self.folded[from..self.folded_ends[index]]
    }

    /// All spans, in reading order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The folded forms, in reading order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|index| self.folded(index))
    }

    /// Index of the first word that starts at `byte` or later.
    pub fn first_at(&self, byte: usize) -> usize {
        self.spans.partition_point(|span| span.start < byte)
    }
}

/// Whether a character is a word by itself: scripts written without spaces.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

/// The key of a name: its folded words with one space between them and without apostrophes.
pub fn fold_key(name: &str) -> String {
    let words = Words::of(name);
    let mut key = String::with_capacity(name.len());
    for word in words.iter() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().filter(|c| *c != '\''));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        Words::of(text).iter().map(str::to_owned).collect()
    }

    #[test]
    fn hyphens_part_words_and_possessives_are_cut() {
        assert_eq!(
            folded("Jaish-al–Adl’s base; O'Brien's, the states' 4.30"),
            ["jaish", "al", "adl", "base", "o'brien", "the", "states", "4", "30"]
        );
    }

    #[test]
    fn spans_cover_the_printed_form_with_its_possessive() {
        let text = "Pakistan’s Élysée";
        let words = Words::of(text);
        assert_eq!(words.span(0).of(text), "Pakistan’s");
        assert_eq!(words.folded(0), "pakistan");
        assert_eq!(words.span(1).of(text), "Élysée");
        assert_eq!(words.folded(1), "elysee");
    }

    #[test]
    fn composed_and_decomposed_letters_are_one_word() {
        assert_eq!(folded("E\u{301}lyse\u{301}e"), ["elysee"]);
    }

    #[test]
    fn han_characters_stand_alone() {
        assert_eq!(folded("伊朗 said"), ["伊", "朗", "said"]);
    }

    #[test]
    fn apostrophes_that_unicode_calls_letters_begin_and_end_no_word() {
        for apostrophe in
            ['\u{2BB}', '\u{2BC}', '\u{2BD}', '\u{2BE}', '\u{2BF}', '\u{2C0}', '\u{2C1}', '\u{2019}', '\'']
        {
            let text = format!("{apostrophe}Eua and Sana{apostrophe} {apostrophe} resumed{apostrophe}");
            let found = Words::of(&text);
            assert!(found.len() >= 4, "{text}");
            if is_apostrophe(apostrophe) {
                assert_eq!(folded(&text), ["eua", "and", "sana", "resumed"], "{text}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_words_in_order(text in "\\PC*[ʻʼʾʿ'’a-zß ]*\\PC*") {
            let words = Words::of(&text);
            let mut end = 0;
            for index in 0..words.len() {
                let span = words.span(index);
                proptest::prop_assert!(span.start >= end && span.end <= text.len() && !words.folded(index).is_empty());
                proptest::prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                end = span.end;
            }
        }
    }

    #[test]
    fn a_key_has_no_apostrophes() {
        assert_eq!(fold_key("Sana’a, Jaish-ul-Adl"), "sanaa jaish ul adl");
    }

    #[test]
    fn text_without_letters_has_no_words() {
        assert!(Words::of("— … ''' ---").is_empty());
    }
}

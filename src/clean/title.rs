//! The title: the line that is one, its repetitions, or the first sentence in its place.

use super::control::collapsed;
use super::header::is_byline_line;
use super::line::prefix;
use crate::text::{Span, Words, blocks, fold_key, sentences};

/// Longest line in bytes that may be a title.
const TITLE_LINE_BYTES_MAX: usize = 220;
/// Longest derived title in bytes, the mark of omission aside.
const DERIVED_TITLE_BYTES_MAX: usize = 200;
/// Fewest words of a title that is looked for inside paragraphs and far below.
const REPEATED_WORDS_MIN: usize = 3;
/// Bytes at the start of a text that show how it is laid out.
const SAMPLE_BYTES: usize = 4096;
/// Most words and bytes of the site's name behind a title.
const SITE_WORDS_MAX: usize = 5;
const SITE_BYTES_MAX: usize = 48;

/// Whether `line` reads like a headline: short, no full stop, no list mark, more than a word.
/// `rest` is the text from the line on, of which the beginning tells whether lines were wrapped.
pub(super) fn is_title_line(line: &str, next: &str, rest: &str) -> bool {
    let ends_open = !line.ends_with(['.', ',', ';', ':', '-', '–', '—', '_']);
    let starts_well = line.starts_with(|c: char| {
        (c.is_alphabetic() && !c.is_lowercase())
            || c.is_ascii_digit()
            || matches!(c, '"' | '“' | '‘' | '\'' | '«' | '#' | '[' | '*')
    }) && !line.starts_with("* ");
    let continues = next.starts_with(char::is_lowercase);
    if line.len() > TITLE_LINE_BYTES_MAX
        || !ends_open
        || !starts_well
        || continues
        || Words::of(line).len() < 2
        || is_byline_line(line)
    {
        return false;
    }
    // A line that its paragraph goes on from is no title.
    let sample = prefix(rest, SAMPLE_BYTES);
    blocks(sample).first().is_some_and(|block| block.span.of(sample).trim_end().len() <= line.len())
}

/// Whether the lines of a text were wrapped to a width, as its beginning shows.
pub(super) fn is_wrapped(text: &str) -> bool {
    let sample = prefix(text, SAMPLE_BYTES);
    blocks(sample).iter().any(|block| block.span.of(sample).contains('\n'))
}

/// A title as it is looked for in the text.
#[derive(Debug, Clone)]
pub(super) struct Title {
    /// Its key, and that without the name of a site behind it.
    keys: Vec<String>,
    bytes: usize,
}

impl Title {
    pub fn of(title: &str) -> Self {
        let mut keys: Vec<String> = [Some(title), without_site(title)].into_iter().flatten().map(fold_key).collect();
        keys.retain(|key| !key.is_empty());
        keys.dedup();
        Title { keys, bytes: title.len() }
    }

    /// Whether a whole line says the title and no more, a site's name aside.
    pub fn is_said_by(&self, line: &str) -> bool {
        if line.len() > 2 * self.bytes + SITE_BYTES_MAX || !self.may_lead(line) {
            return false;
        }
        let says = |line: &str| {
            let key = fold_key(line);
            self.keys.contains(&key)
        };
        says(line) || without_site(line).is_some_and(says)
    }

    /// Whether the first letter or digit lets `line` begin with the title; cheap, and false for most lines.
    fn may_lead(&self, line: &str) -> bool {
        let first = line.chars().find(|c| c.is_alphanumeric());
        let is_first = |key: &String| key.chars().next() == first.map(|c| c.to_ascii_lowercase());
        first.is_some_and(|c| !c.is_ascii()) || self.keys.iter().any(is_first)
    }

    /// Whether it has enough words to be told from an ordinary heading.
    pub fn is_distinct(&self) -> bool {
        self.keys.first().is_some_and(|key| key.split(' ').count() >= REPEATED_WORDS_MIN)
    }

    /// The title at the start of a paragraph that goes on ("Title. The story"): its end with what
    /// follows it up to the story.
    pub fn leads(&self, paragraph: &str) -> Option<Span> {
        if !self.is_distinct() || !self.may_lead(paragraph) {
            return None;
        }
        let head = prefix(paragraph, 2 * self.bytes + SITE_BYTES_MAX);
        let words = Words::of(head);
        self.keys.iter().find_map(|key| {
            let count = key.split(' ').count();
            if count < REPEATED_WORDS_MIN || words.len() < count {
                return None;
            }
            let end = words.span(count - 1).end;
            if fold_key(&paragraph[..end]) != *key {
                return None;
            }
            let rest = &paragraph[end..];
            let after = rest
                .trim_start_matches(['"', '”', '’', '\'', '»', ')', '*', '_'])
                .strip_prefix(['.', '!', '?', '|'])?;
            let story = after.trim_start();
            let is_apart = story.len() < after.len() && !story.starts_with(char::is_lowercase);
            (is_apart && !story.is_empty()).then(|| Span::new(0, paragraph.len() - story.len()))
        })
    }
}

/// A title without the site's name behind a bar or a dash, if there is one.
fn without_site(title: &str) -> Option<&str> {
    let marks = [" | ", " - ", " – ", " — ", " :: ", " » ", " · "];
    let (at, mark) = marks.iter().filter_map(|mark| Some((title.rfind(mark)?, *mark))).max()?;
    let site = &title[at + mark.len()..];
    let is_site = site.len() <= SITE_BYTES_MAX && (1..=SITE_WORDS_MAX).contains(&Words::of(site).len());
    (is_site && Words::of(&title[..at]).len() >= 2).then(|| title[..at].trim_end())
}

/// The first sentence of a cleaned text, cut at a word when it is long; `None` when the text is blank.
pub(super) fn derived(text: &str) -> Option<String> {
    let sample = prefix(text, SAMPLE_BYTES);
    let sentence = collapsed(sentences(sample).first()?.of(sample));
    if sentence.len() <= DERIVED_TITLE_BYTES_MAX {
        return (!sentence.is_empty()).then_some(sentence);
    }
    let cut = prefix(&sentence, DERIVED_TITLE_BYTES_MAX);
    let cut = match sentence[cut.len()..].starts_with(' ') {
        true => cut,
        false => cut.rsplit_once(' ').map_or(cut, |(words, _)| words),
    };
    Some(format!("{}…", cut.trim_end_matches([' ', ',', ';', ':', '-', '–', '—'])))
}

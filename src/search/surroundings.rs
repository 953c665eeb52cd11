//! How much is shown around a hit: the passages beside it, and a part of one that is too long.

use super::highlight::Match;
use super::hits::{ContextPassage, Hit};
use super::searcher::{SearchError, Searcher};
use crate::text::{Span, Words, sentences};
use rustc_hash::FxHashSet;
use tantivy::DocAddress;

impl Searcher {
    /// Adds to each hit the passages before and after it, `neighbours` on each side; a passage that is shown already, as
    /// a hit or beside one, is not shown again.
    pub(super) fn add_context(&self, hits: &mut [&mut Hit], neighbours: usize) -> Result<(), SearchError> {
        if neighbours == 0 {
            return Ok(());
        }
        let mut shown: FxHashSet<DocAddress> = hits.iter().map(|hit| hit.address).collect();
        let reach = u32::try_from(neighbours).unwrap_or(u32::MAX);
        for hit in hits {
            let DocAddress { segment_ord, doc_id: own } = hit.address;
            let columns = &self.columns[segment_ord as usize];
            let Some(article) = columns.article_of(own) else { continue };
            let passages = columns.passages_of(article);
            let around = passages.start.max(own.saturating_sub(reach))
                ..passages.end.min(own.saturating_add(reach).saturating_add(1));
            for passage in around {
                let address = DocAddress::new(segment_ord, passage);
                if !shown.insert(address) {
                    continue;
                }
                let (text, record) = self.passage(address)?;
                hit.context.push(ContextPassage {
                    is_before: passage < own,
                    number: record.number,
                    start_byte: record.start_byte,
                    end_byte: record.start_byte + text.len(),
                    line: record.line,
                    text,
                });
            }
        }
        Ok(())
    }
}

/// Cuts the text of a hit to `chars_max` characters around most of its matches, at the bounds of sentences or, where none
/// fits, of words. Spans are those of the text that is left. A match is never cut, even one that is longer.
pub(super) fn shorten(hit: &mut Hit, chars_max: usize) {
    let passage = &mut hit.passage;
    let Some(kept) = part_shown(&passage.text, &passage.matches, chars_max) else { return };
    passage.cut_before = kept.start > 0;
    passage.cut_after = kept.end < passage.text.len();
    passage.end_byte = passage.start_byte + kept.end;
    passage.start_byte += kept.start;
    passage.matches.retain(|found| kept.contains(found.span));
    for found in &mut passage.matches {
        found.span = Span::new(found.span.start - kept.start, found.span.end - kept.start);
    }
    passage.text = kept.of(&passage.text).to_owned();
}

fn chars(text: &str, start: usize, end: usize) -> usize {
    text[start..end].chars().count()
}

/// The part of a text to show; `None` when all of it is.
fn part_shown(text: &str, matches: &[Match], chars_max: usize) -> Option<Span> {
    text.chars().nth(chars_max)?;
    // The run of matches that holds most of them; the first of several.
    let run = |first: usize| {
        let start = matches[first].span.start;
        let fits = |found: &&Match| chars(text, start, found.span.end) <= chars_max;
        let len = matches[first..].iter().take_while(fits).count().max(1);
        (len, Span::new(start, matches[first + len - 1].span.end))
    };
    let mut core = Span::new(0, 0);
    let mut most = 0;
    for first in 0..matches.len() {
        let (len, span) = run(first);
        if len > most {
            (most, core) = (len, span);
        }
    }
    let words = Words::of(text);
    let sentences = sentences(text);
    let mut kept = core;
    let room = |kept: Span| chars_max.saturating_sub(chars(text, kept.start, kept.end));
    // Whole sentences to the left as far as the first match; else half of the room in words.
    let begins = sentences.iter().rev().find(|sentence| sentence.start <= core.start).map_or(0, |found| found.start);
    if chars(text, begins, core.start) <= room(kept) {
        kept.start = begins;
    } else {
        let half = room(kept) / 2;
        let fits = |word: &&Span| word.start <= core.start && chars(text, word.start, core.start) <= half;
        kept.start = words.spans().iter().find(fits).map_or(core.start, |word| word.start);
    }
    let fits = |end: usize| end >= core.end && chars(text, kept.start, end) <= chars_max;
    let sentence = sentences.iter().rev().map(|sentence| sentence.end).find(|end| fits(*end));
    let word = words.spans().iter().rev().map(|word| word.end).find(|end| fits(*end)).unwrap_or(core.end);
    // A sentence that ends far before the room does would show too little.
    let enough = |end: &usize| chars(text, kept.start, *end) * 2 >= chars_max;
    kept.end = sentence.filter(enough).unwrap_or(word).max(core.end);
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::MatchRule;

    const TEXT: &str = "The port was closed on Monday. Ships waited outside the harbour for three days. \
                        The strike ended on Thursday after talks. Nobody was hurt.";

    fn shown(word: &str, chars_max: usize) -> &'static str {
        let found =
            TEXT.find(word).map(|start| Match { span: Span::new(start, start + word.len()), rule: MatchRule::Exact });
        let matches: Vec<Match> = found.into_iter().collect();
        part_shown(TEXT, &matches, chars_max).map_or(TEXT, |span| span.of(TEXT))
    }

    #[test]
    fn what_fits_is_whole() {
        assert_eq!(shown("port", TEXT.len()), TEXT);
    }

    #[test]
    fn sentences_around_a_match_are_whole_where_they_fit() {
        assert_eq!(shown("strike", 50), "The strike ended on Thursday after talks.");
        assert_eq!(shown("nothing", 40), "The port was closed on Monday.");
    }

    #[test]
    fn words_are_whole_where_sentences_do_not_fit() {
        assert_eq!(shown("outside", 20), "Ships waited outside");
        for chars_max in 8..TEXT.len() {
            let part = shown("harbour", chars_max);
            assert!(part.contains("harbour") && part.chars().count() <= chars_max, "{chars_max}: {part}");
            let start = TEXT.find(part).unwrap();
            let inside = |at: usize| {
                at > 0
                    && at < TEXT.len()
                    && TEXT.as_bytes()[at - 1].is_ascii_alphanumeric()
                    && TEXT.as_bytes()[at].is_ascii_alphanumeric()
            };
            assert!(!inside(start) && !inside(start + part.len()), "{part}");
        }
    }

    #[test]
    fn a_match_longer_than_the_bound_is_whole() {
        assert_eq!(shown("Ships waited outside the harbour", 20), "Ships waited outside the harbour");
    }
}

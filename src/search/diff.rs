//! What differs between two articles, by sentences: a difference worth seeing between copies of one story.
//!
//! Sentences are the same when their words are, case and marks aside. Where sentences stand in place of others, those
//! that share most words are one that was changed, and in it the words that differ are told: figures, names, others.

use super::naming::{ArticleName, ArticleNameError};
use super::one_article::PassageOfArticle;
use super::searcher::{SearchError, Searcher};
use super::stories::COPIES_TOLD_MAX;
use crate::index::ArticleRecord;
use crate::text::{Span, Words, sentences};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use tantivy::DocAddress;

/// Sentences of an article that are compared at most.
pub const DIFF_SENTENCES_MAX: usize = 5_000;
/// Sentences in one place among which changed ones are looked for; more are told as removed and added.
const PLACE_SENTENCES_MAX: usize = 60;
/// Part of the words of two sentences (percent) that must be shared for one to be the other, changed.
const SHARED_PERCENT_MIN: usize = 50;
/// Words for figures; "one" is more often something else.
const FIGURE_WORDS: &[&str] = &[
    "billion",
    "dozen",
    "eight",
    "eighteen",
    "eighty",
    "eleven",
    "fifteen",
    "fifty",
    "five",
    "forty",
    "four",
    "fourteen",
    "hundred",
    "million",
    "nine",
    "nineteen",
    "ninety",
    "seven",
    "seventeen",
    "seventy",
    "six",
    "sixteen",
    "sixty",
    "ten",
    "thirteen",
    "thirty",
    "thousand",
    "three",
    "trillion",
    "twelve",
    "twenty",
    "two",
];

/// What a piece that differs is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PieceKind {
    /// Holds a figure.
    Figure,
    /// Part of a name.
    Name,
    /// Anything else.
    Word,
}

impl PieceKind {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            PieceKind::Figure => "figure",
            PieceKind::Name => "name",
            PieceKind::Word => "word",
        }
    }
}

/// Words that one of two texts has in place of others, or beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the article's cleaned text.
    pub span: Span,
    /// What it is.
    pub kind: PieceKind,
}

/// A sentence, or several that both have; spans are bytes of the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffPart {
    /// So many sentences that both have.
    Same(usize),
    /// Only the first has it.
    Removed(Span),
    /// Only the second has it.
    Added(Span),
    /// Both have it, with other words.
    Changed {
        /// In the first.
        from: Span,
        /// In the second.
        to: Span,
        /// Words of the first that differ.
        from_pieces: Vec<Piece>,
        /// Words of the second that differ.
        to_pieces: Vec<Piece>,
    },
}

/// Two articles and what differs.
#[derive(Debug, Clone)]
pub struct ArticleDiff {
    /// The first.
    pub from: ArticleRecord,
    /// The second.
    pub to: ArticleRecord,
    /// Cleaned text of the first.
    pub from_text: String,
    /// Cleaned text of the second.
    pub to_text: String,
    /// Whether they are copies of one text.
    pub is_same_story: bool,
    /// What differs, and what is the same, in reading order.
    pub parts: Vec<DiffPart>,
}

/// One side of a comparison.
struct Side {
    text: String,
    names: Vec<Span>,
    sentences: Vec<Span>,
    /// Of each sentence.
    keys: Vec<String>,
}

impl Side {
    fn of(text: String, passages: &[PassageOfArticle]) -> Self {
        let names = passages.iter().flat_map(|passage| {
            let span_of = |start, end| Span::new(start as usize, end as usize).shifted(passage.span.start);
            passage.record.mentions.iter().map(move |mention| span_of(mention.start, mention.end))
        });
        let sentences = sentences(&text);
        let key = |sentence: &Span| {
            let words = Words::of(sentence.of(&text));
            if words.is_empty() { sentence.of(&text).to_owned() } else { words.iter().collect::<Vec<_>>().join(" ") }
        };
        Side { names: names.collect(), keys: sentences.iter().map(key).collect(), sentences, text }
    }

    /// What the words of a sentence from `start` to `end` are.
    fn pieces(&self, sentence: Span, words: &Words, start: usize, end: usize) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for index in start..end {
            let span = words.span(index).shifted(sentence.start);
            let folded = words.folded(index);
            let is_figure = folded.contains(|c: char| c.is_numeric()) || FIGURE_WORDS.binary_search(&folded).is_ok();
            let kind = if is_figure {
                PieceKind::Figure
            } else if self.names.iter().any(|name| name.overlaps(span)) {
                PieceKind::Name
            } else {
                PieceKind::Word
            };
            match pieces.last_mut() {
                Some(last) if last.kind == kind => last.span.end = span.end,
                _ => pieces.push(Piece { span, kind }),
            }
        }
        pieces
    }
}

/// What differs between two texts.
fn compare(from: &Side, to: &Side) -> Vec<DiffPart> {
    let mut parts = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &from.keys, &to.keys) {
        match op {
            DiffOp::Equal { len, .. } => parts.push(DiffPart::Same(len)),
            DiffOp::Delete { old_index, old_len, .. } => {
                parts
                    .extend(from.sentences[old_index..old_index + old_len].iter().map(|span| DiffPart::Removed(*span)));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                parts.extend(to.sentences[new_index..new_index + new_len].iter().map(|span| DiffPart::Added(*span)));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                replaced(from, to, old_index..old_index + old_len, new_index..new_index + new_len, &mut parts);
            }
        }
    }
    parts
}

/// Sentences that stand in place of others: pairs in reading order that share enough words, and the rest.
fn replaced(
    from: &Side,
    to: &Side,
    old: std::ops::Range<usize>,
    new: std::ops::Range<usize>,
    parts: &mut Vec<DiffPart>,
) {
    let mut next = new.start;
    let few = old.len() <= PLACE_SENTENCES_MAX && new.len() <= PLACE_SENTENCES_MAX;
    for index in old {
        let sentence = from.sentences[index];
        let words = Words::of(sentence.of(&from.text));
        let mut best: Option<(usize, usize, DiffPart)> = None;
        for other in (next..new.end).filter(|_| few) {
            let (shared, changed) = changed(from, to, sentence, &words, to.sentences[other]);
            if shared >= SHARED_PERCENT_MIN && best.as_ref().is_none_or(|(most, ..)| shared > *most) {
                best = Some((shared, other, changed));
            }
        }
        match best {
            None => parts.push(DiffPart::Removed(sentence)),
            Some((_, other, changed)) => {
                parts.extend(to.sentences[next..other].iter().map(|span| DiffPart::Added(*span)));
                parts.push(changed);
                next = other + 1;
            }
        }
    }
    parts.extend(to.sentences[next..new.end].iter().map(|span| DiffPart::Added(*span)));
}

/// How many percent of their words two sentences share, in this order, and where they differ.
fn changed(from: &Side, to: &Side, old: Span, old_words: &Words, new: Span) -> (usize, DiffPart) {
    let new_words = Words::of(new.of(&to.text));
    let (a, b): (Vec<&str>, Vec<&str>) = (old_words.iter().collect(), new_words.iter().collect());
    let (mut shared, mut from_pieces, mut to_pieces) = (0, Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        if let DiffOp::Equal { len, .. } = op {
            shared += len;
            continue;
        }
        let (old_range, new_range) = (op.old_range(), op.new_range());
        from_pieces.extend(from.pieces(old, old_words, old_range.start, old_range.end));
        to_pieces.extend(to.pieces(new, &new_words, new_range.start, new_range.end));
    }
    let percent = 200 * shared / (a.len() + b.len()).max(1);
    (percent, DiffPart::Changed { from: old, to: new, from_pieces, to_pieces })
}

impl Searcher {
    /// What differs between an article and another or, without another, each of its copies, the earliest first, at most
    /// [`COPIES_TOLD_MAX`].
    ///
    /// # Errors
    /// When a name stands for no article or several, there is no copy, a text is too long, or the index cannot be read.
    pub fn diff(&self, name: &ArticleName, other: Option<&ArticleName>) -> Result<Vec<ArticleDiff>, SearchError> {
        let from = self.find_article(name)?;
        let others = match other {
            Some(other) => vec![(other.typed.clone(), self.find_article(other)?)],
            None => {
                let mut copies: Vec<(i32, String, String, DocAddress)> = Vec::new();
                for address in self.members_of_story(from).into_iter().filter(|address| *address != from) {
                    let article = self.article(address)?;
                    let day = article.published.as_ref().map_or(i32::MAX, |date| date.interval.first.0);
                    copies.push((day, article.id, article.path, address));
                }
                copies.sort();
                copies.truncate(COPIES_TOLD_MAX);
                copies.into_iter().map(|(_, id, _, address)| (id, address)).collect()
            }
        };
        if others.is_empty() {
            return Err(ArticleNameError::Alone { typed: name.typed.clone() }.into());
        }
        let (from_record, from_side) = self.side(from, &name.typed)?;
        let mut diffs = Vec::new();
        for (typed, to) in others {
            let (to_record, to_side) = self.side(to, &typed)?;
            let story = self.story_number(from);
            diffs.push(ArticleDiff {
                is_same_story: from == to || (story.is_some() && story == self.story_number(to)),
                parts: compare(&from_side, &to_side),
                from: from_record.clone(),
                to: to_record,
                from_text: from_side.text.clone(),
                to_text: to_side.text,
            });
        }
        Ok(diffs)
    }

    fn side(&self, address: DocAddress, typed: &str) -> Result<(ArticleRecord, Side), SearchError> {
        let (text, passages) = self.whole(address)?;
        let side = Side::of(text, &passages);
        if side.sentences.len() > DIFF_SENTENCES_MAX {
            return Err(ArticleNameError::Long { typed: typed.to_owned(), max: DIFF_SENTENCES_MAX }.into());
        }
        Ok((self.article(address)?, side))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(from: &str, to: &str) -> Vec<DiffPart> {
        compare(&Side::of(from.to_owned(), &[]), &Side::of(to.to_owned(), &[]))
    }

    #[test]
    fn figure_words_are_sorted() {
        assert!(FIGURE_WORDS.is_sorted());
    }

    #[test]
    fn marks_and_case_are_no_difference() {
        assert_eq!(parts("It rained. He left!", "IT RAINED! He left."), [DiffPart::Same(2)]);
    }

    #[test]
    fn a_figure_that_differs_is_told() {
        let (from, to) = (
            "It rained. The flood killed 14 people in Lembu.",
            "It rained. The flood killed 17 people in Lembu. He left.",
        );
        let found = parts(from, to);
        assert_eq!(found.len(), 3, "{found:?}");
        let DiffPart::Changed { from_pieces, to_pieces, .. } = &found[1] else { panic!("{found:?}") };
        assert_eq!((from_pieces[0].span.of(from), to_pieces[0].span.of(to)), ("14", "17"));
        assert_eq!(from_pieces[0].kind, PieceKind::Figure);
        assert!(matches!(found[2], DiffPart::Added(span) if span.of(to) == "He left."));
    }

    #[test]
    fn other_sentences_are_removed_and_added() {
        let found = parts("The minister resigned at night.", "Rain fell on all the coast.");
        assert!(matches!(found[..], [DiffPart::Removed(_), DiffPart::Added(_)]), "{found:?}");
    }
}

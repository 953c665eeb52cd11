//! Features of a token where it stands: gaps, pairs of neighbours, the run of capitals and what is around it,
//! curated names.

use super::document::ArticleSeen;
use super::feature::{Sink, one, three, two};
use super::token::{GAP_END, Seen, SeenPart};
use crate::actor::tokens::{Sentence, Style};

/// A sentence with what is known of its tokens.
#[derive(Clone, Copy)]
pub(super) struct Context<'c> {
    pub(super) seen: &'c SeenPart,
    pub(super) sentence: Sentence,
    pub(super) is_title: bool,
    pub(super) article: &'c ArticleSeen,
    /// Numbers of the article's words, by their letters.
    pub(super) numbers: &'c [u64],
}

/// Stands for a place before or after the sentence.
const NOTHING: u64 = 0x5eed;

impl Context<'_> {
    fn token(&self, at: usize, offset: isize) -> Option<&Seen> {
        let at = at.checked_add_signed(offset)?;
        (self.sentence.from..self.sentence.to).contains(&at).then(|| &self.seen.tokens[at])
    }

    fn number(&self, token: Option<&Seen>) -> u64 {
        token.map_or(NOTHING, |token| self.numbers[token.word as usize])
    }

    /// Gives the features of token `at`.
    pub(super) fn features(&self, at: usize, sink: &mut impl Sink) {
        let own = &self.seen.tokens[at];
        let (before, after) = (self.token(at, -1), self.token(at, 1));
        let case = own.case as u64;
        let case_of = |token: Option<&Seen>| token.map_or(15, |token| token.case as u64);
        let word = self.numbers[own.word as usize];
        let (word_before, word_after) = (self.number(before), self.number(after));
        let gap = u64::from(own.signs);
        let gap_after = after.map_or(u64::from(GAP_END) << 40, |after| u64::from(after.signs));
        let cases = case_of(before) * 256 + case * 16 + case_of(after);
        let style = self.sentence.style as u64 * 2 + u64::from(self.is_title);

        sink.add(two(120, gap, case));
        sink.add(two(121, gap_after, case));
        sink.add(three(122, gap, gap_after, case));
        sink.add(one(123, cases));
        sink.add(two(125, word_before, word));
        sink.add(two(126, word, word_after));
        sink.add(three(128, word_before, gap, case));
        sink.add(three(129, word_after, gap_after, case));
        sink.add(two(130, word, gap));
        sink.add(two(131, word, gap_after));
        let starts = u64::from(at == self.sentence.from);
        let lower_too = u64::from(self.article.is_seen_lower(own.word));
        sink.add(three(132, starts * 2 + lower_too, style, case));
        sink.add(two(133, style, word));

        self.run_features(at, own, sink);
        self.hit_features(at, own, cases, sink);
    }

    /// Of the run of capitals: a token of a long name sees its first and last word and what stands around it.
    fn run_features(&self, at: usize, own: &Seen, sink: &mut impl Sink) {
        let run = &self.seen.runs[own.run as usize];
        let (from, to) = (run.from as usize, run.to as usize);
        let (index, count) = ((at - from).min(3) as u64, run.len().min(6) as u64);
        let left = (to - 1 - at).min(3) as u64;
        sink.add(three(140, index, count, own.case as u64));
        let around = |at: usize, offset: isize| self.token(at, offset);
        let (outer_before, outer_after) = (around(from, -1), around(to - 1, 1));
        let gap_before = self.seen.tokens[from].gap;
        let gap_after = outer_after.map_or(GAP_END, |after| after.gap);
        sink.add(three(141, self.number(outer_before), index, u64::from(gap_before)));
        sink.add(three(142, self.number(outer_after), left, u64::from(gap_after)));
        if run.len() > 1 {
            sink.add(two(144, self.numbers[self.seen.tokens[to - 1].word as usize], left));
            sink.add(two(145, self.numbers[self.seen.tokens[from].word as usize], index));
            let mut flags = run.flags.bits();
            while flags != 0 {
                sink.add(two(146, u64::from(flags.trailing_zeros()), u64::from(left == 0)));
                flags &= flags - 1;
            }
        }
    }

    /// Of curated names, as evidence.
    fn hit_features(&self, at: usize, own: &Seen, cases: u64, sink: &mut impl Sink) {
        let hit = |offset: isize| self.token(at, offset).map_or(0, |token| u64::from(token.hit));
        let (before, here, after) = (hit(-1), u64::from(own.hit), hit(1));
        let gap = u64::from(own.gap);
        sink.add(two(150, here, own.case as u64));
        sink.add(two(151, before, gap));
        sink.add(one(152, after));
        sink.add(three(153, before, here, after));
        if here > 0 {
            sink.add(two(154, here, cases));
            sink.add(two(155, here, self.article.figures));
            sink.add(two(156, here, self.number(self.token(at, 1))));
            sink.add(two(157, here, self.number(self.token(at, -1))));
            sink.add(three(158, here, self.sentence.style as u64, u64::from(self.is_title)));
        } else {
            sink.add(two(159, self.article.figures, own.case as u64));
        }
        // Two hits away: lists of places and of people.
        sink.add(two(160, hit(-2), before));
        sink.add(two(161, after, hit(2)));
        if self.sentence.style == Style::Prose {
            return;
        }
        sink.add(two(162, here, self.number(self.token(at, -1))));
    }
}

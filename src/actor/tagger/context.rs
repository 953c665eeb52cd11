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
        self.word_features(at, sink);
        self.setting(at).features(sink);
        self.surroundings(at).features(sink);
    }

    /// Gives the features of token `at` that words are part of.
    pub(super) fn word_features(&self, at: usize, sink: &mut impl Sink) {
        let own = &self.seen.tokens[at];
        let (before, after) = (self.token(at, -1), self.token(at, 1));
        let case = own.case as u64;
        let word = self.numbers[own.word as usize];
        let (word_before, word_after) = (self.number(before), self.number(after));
        let gap = u64::from(own.signs);
        let gap_after = signs_after(after);
        sink.add(two(125, word_before, word));
        sink.add(two(126, word, word_after));
        sink.add(three(128, word_before, gap, case));
        sink.add(three(129, word_after, gap_after, case));
        sink.add(two(130, word, gap));
        sink.add(two(131, word, gap_after));
        sink.add(two(133, self.style(), word));
        self.run_features(at, own, sink);
        let here = u64::from(own.hit);
        if here > 0 {
            sink.add(two(156, here, word_after));
            sink.add(two(157, here, word_before));
        }
        if self.sentence.style != Style::Prose {
            sink.add(two(162, here, word_before));
        }
    }

    fn style(&self) -> u64 {
        self.sentence.style as u64 * 2 + u64::from(self.is_title)
    }

    /// The cases of a token and its neighbours, four bits each.
    fn cases(&self, at: usize) -> u64 {
        let case_of = |token: Option<&Seen>| token.map_or(15, |token| token.case as u64);
        case_of(self.token(at, -1)) * 256 + self.seen.tokens[at].case as u64 * 16 + case_of(self.token(at, 1))
    }

    /// Of the run of capitals: a token of a long name sees its first and last word and what stands around it.
    fn run_features(&self, at: usize, own: &Seen, sink: &mut impl Sink) {
        let run = &self.seen.runs[own.run as usize];
        let (from, to) = (run.from as usize, run.to as usize);
        let (index, left) = ((at - from).min(3) as u64, (to - 1 - at).min(3) as u64);
        let (outer_before, outer_after) = (self.token(from, -1), self.token(to - 1, 1));
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

    /// How token `at` is set.
    pub(super) fn setting(&self, at: usize) -> Setting {
        let own = &self.seen.tokens[at];
        Setting {
            gap: own.signs,
            gap_after: signs_after(self.token(at, 1)),
            cases: self.cases(at),
            starts: at == self.sentence.from,
            lower_too: self.article.is_seen_lower(own.word),
            style: self.style(),
        }
    }

    /// The curated names at and around token `at`, and its run of capitals.
    pub(super) fn surroundings(&self, at: usize) -> Surroundings {
        let own = &self.seen.tokens[at];
        let run = &self.seen.runs[own.run as usize];
        let hit = |offset: isize| self.token(at, offset).map_or(0, |token| token.hit);
        Surroundings {
            hits: [hit(-2), hit(-1), own.hit, hit(1), hit(2)],
            gap: own.gap,
            cases: self.cases(at),
            figures: self.article.figures,
            style: self.style(),
            index: (at - run.from as usize).min(3) as u64,
            count: run.len().min(6) as u64,
        }
    }
}

fn signs_after(after: Option<&Seen>) -> u64 {
    after.map_or(u64::from(GAP_END) << 40, |after| u64::from(after.signs))
}

/// How a token is set: signs, cases, the kind of sentence. Its features have no words and repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Setting {
    gap: u32,
    gap_after: u64,
    cases: u64,
    starts: bool,
    lower_too: bool,
    style: u64,
}

impl Setting {
    pub(super) fn features(&self, sink: &mut impl Sink) {
        let (gap, case) = (u64::from(self.gap), self.cases >> 4 & 15);
        sink.add(two(120, gap, case));
        sink.add(two(121, self.gap_after, case));
        sink.add(three(122, gap, self.gap_after, case));
        sink.add(one(123, self.cases));
        sink.add(three(132, u64::from(self.starts) * 2 + u64::from(self.lower_too), self.style, case));
    }
}

/// The curated names at and around a token, as evidence, and its place in the run of capitals. They repeat too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Surroundings {
    /// Of the token in the middle, of two before and two after.
    hits: [u8; 5],
    gap: u8,
    cases: u64,
    figures: u64,
    style: u64,
    index: u64,
    count: u64,
}

impl Surroundings {
    pub(super) fn features(&self, sink: &mut impl Sink) {
        let [before_that, before, here, after, after_that] = self.hits.map(u64::from);
        let case = self.cases >> 4 & 15;
        sink.add(three(140, self.index, self.count, case));
        sink.add(two(150, here, case));
        sink.add(two(151, before, u64::from(self.gap)));
        sink.add(one(152, after));
        sink.add(three(153, before, here, after));
        if here > 0 {
            sink.add(two(154, here, self.cases));
            sink.add(two(155, here, self.figures));
            sink.add(three(158, here, self.style >> 1, self.style & 1));
        } else {
            sink.add(two(159, self.figures, case));
        }
        // Two hits away: lists of places and of people.
        sink.add(two(160, before_that, before));
        sink.add(two(161, after, after_that));
    }
}

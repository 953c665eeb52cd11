//! What the article as a whole tells of a word: whether it has it in small letters too, what stands beside it
//! elsewhere, and the longest run of capitals that it is part of. "Brantsen" alone is a person where the article also
//! has "President Ludovika Brantsen".

use super::feature::{Sink, one, three, two};
use super::token::{Case, SeenPart};
use crate::actor::acronym::stands_for;
use crate::actor::tokens::{ArticleWords, Gap, PartTokens};

/// Neighbours of a word that are kept.
const NEIGHBOURS: usize = 4;

/// One word over the whole article.
#[derive(Debug, Clone, Copy, Default)]
struct WordSeen {
    lower: u16,
    /// With a capital where no sentence begins.
    inside: u16,
    /// With a capital where one does, or in a headline.
    outside: u16,
    /// The first distinct words before and after it, where it has a capital in prose, as number + 1.
    before: [u32; NEIGHBOURS],
    after: [u32; NEIGHBOURS],
    /// The longest run in prose: its tokens, and where in it the word stands.
    run_len: u32,
    run_place: u32,
    run_flags: u32,
    /// First and last word of that run, the words around it, as number + 1.
    run_first: u32,
    run_last: u32,
    run_before: u32,
    run_after: u32,
    /// Last word of a name for which it stands as an acronym, as number + 1.
    stands_for: u32,
    /// Whether it is in a name with an acronym.
    has_acronym: bool,
}

/// The words of an article.
#[derive(Debug, Default)]
pub(super) struct ArticleSeen {
    words: Vec<WordSeen>,
    /// Share of tokens that are figures: 0 few, 1 some, 2 many.
    pub(super) figures: u64,
}

fn keep(list: &mut [u32; NEIGHBOURS], word: u32) {
    for slot in list {
        if *slot == 0 || *slot == word {
            *slot = word;
            return;
        }
    }
}

/// Gathers what the parts of an article tell of its words.
pub(super) fn see_article(seen: &[SeenPart], parts: &[PartTokens], words: &ArticleWords<'_>) -> ArticleSeen {
    let mut list = vec![WordSeen::default(); words.list.len()];
    let (mut figures, mut count) = (0usize, 0usize);
    for (seen, part) in seen.iter().zip(parts) {
        count += seen.tokens.len();
        for sentence in &part.sentences {
            for at in sentence.from..sentence.to {
                let token = &seen.tokens[at];
                let word = &mut list[token.word as usize];
                match token.case {
                    Case::Lower => word.lower = word.lower.saturating_add(1),
                    Case::Number => figures += 1,
                    _ if !seen.runs[token.run as usize].is_prose || token.gap == Gap::Start as u8 => {
                        word.outside = word.outside.saturating_add(1);
                    }
                    _ => {
                        word.inside = word.inside.saturating_add(1);
                        keep(&mut word.before, seen.tokens[at - 1].word + 1);
                        if at + 1 < sentence.to {
                            keep(&mut word.after, seen.tokens[at + 1].word + 1);
                        }
                    }
                }
            }
        }
        for run in &seen.runs {
            note_run(seen, part, run, &mut list, words);
        }
    }
    let figures = match figures * 100 / count.max(1) {
        0..=5 => 0,
        6..=15 => 1,
        _ => 2,
    };
    ArticleSeen { words: list, figures }
}

fn note_run(
    seen: &SeenPart,
    part: &PartTokens,
    run: &super::token::Run,
    list: &mut [WordSeen],
    words: &ArticleWords<'_>,
) {
    let (from, to) = (run.from as usize, run.to as usize);
    if !run.is_prose || run.len() < 2 || !seen.tokens[from].is_capital() {
        return;
    }
    let begins = seen.tokens[from].gap == Gap::Start as u8;
    let next = seen.tokens.get(to).filter(|next| next.gap != Gap::Start as u8);
    let before = if begins { 0 } else { seen.tokens[from - 1].word + 1 };
    let after = next.map_or(0, |next| next.word + 1);
    for (index, token) in seen.tokens[from..to].iter().enumerate() {
        let word = &mut list[token.word as usize];
        if run.len() as u32 > word.run_len {
            word.run_len = run.len() as u32;
            word.run_place = match index {
                0 => 0,
                _ if from + index + 1 == to => 2,
                _ => 1,
            };
            word.run_flags = run.flags.bits();
            word.run_first = seen.tokens[from].word + 1;
            word.run_last = seen.tokens[to - 1].word + 1;
            word.run_before = before;
            word.run_after = after;
        }
    }
    let acronym = next.filter(|next| next.gap == Gap::Open as u8 && matches!(next.case, Case::Capitals | Case::Dotted));
    if let Some(acronym) = acronym {
        let name: Vec<&str> =
            seen.tokens[from..to].iter().map(|token| words.list[token.word as usize].folded.as_ref()).collect();
        let letters = words.of(&part.tokens[to]).folded.as_ref();
        // A word that begins the sentence or describes may stand before the name.
        if (0..name.len() - 1).any(|skipped| stands_for(letters, &name[skipped..])) {
            list[acronym.word as usize].stands_for = seen.tokens[to - 1].word + 1;
            for token in &seen.tokens[from..to] {
                list[token.word as usize].has_acronym = true;
            }
        }
    }
}

impl ArticleSeen {
    /// Whether the article has the word in small letters too.
    pub(super) fn is_seen_lower(&self, word: u32) -> bool {
        self.words[word as usize].lower > 0
    }

    /// Gives the features of a word of the article. `number` numbers a word by its letters.
    pub(super) fn features(&self, word: u32, number: impl Fn(u32) -> u64, sink: &mut impl Sink) {
        let word = &self.words[word as usize];
        let few = |count: u16| u64::from(count.min(2));
        let seen = few(word.lower) * 9 + few(word.inside) * 3 + few(word.outside);
        sink.add(one(100, seen));
        let of = |word: u32| number(word - 1);
        for (template, list) in [(101, &word.before), (102, &word.after)] {
            for &neighbour in list.iter().filter(|word| **word > 0) {
                sink.add(one(template, of(neighbour)));
            }
        }
        if word.run_len > 0 {
            let place = u64::from(word.run_place);
            sink.add(two(103, place, u64::from(word.run_len.min(5))));
            let mut flags = word.run_flags;
            while flags != 0 {
                sink.add(two(104, place, u64::from(flags.trailing_zeros())));
                flags &= flags - 1;
            }
            sink.add(two(105, place, of(word.run_first)));
            sink.add(two(106, place, of(word.run_last)));
            if word.run_before > 0 {
                sink.add(two(107, place, of(word.run_before)));
            }
            if word.run_after > 0 {
                sink.add(two(108, place, of(word.run_after)));
            }
        }
        if word.stands_for > 0 {
            sink.add(one(109, of(word.stands_for)));
            sink.add(one(110, 1));
        }
        sink.add(three(111, u64::from(word.has_acronym), seen, u64::from(word.run_len.min(2))));
    }
}

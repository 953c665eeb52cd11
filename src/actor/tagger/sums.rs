//! Scores of tokens, with what repeats kept: sums of words by themselves over articles, of what an article tells of a
//! word within it.

use super::Article;
use super::context::{Context, Setting, Surroundings};
use super::feature::Sink;
use super::local::{OFFSETS, local_features};
use super::token::{CASES, Case};
use super::weights::{ROW, Weights};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Sums of one sort that a thread keeps; when there are more, it begins anew. Keeping changes no result.
const KEPT_MAX: usize = 65_536;
/// Longest word that is kept, in bytes.
const KEPT_WORD_BYTES_MAX: usize = 24;

/// Sums of one word at each place beside a token.
type OfPlaces = [[i16; ROW]; OFFSETS];

/// Sums that a thread keeps.
#[derive(Default)]
struct Kept {
    /// Where the rows of the weights lie of which these are sums.
    weights: usize,
    /// For each word and case where its sums stand, plus 1.
    words: FxHashMap<Box<str>, [u32; CASES]>,
    sums: Vec<OfPlaces>,
    settings: FxHashMap<Setting, [i16; ROW]>,
    surroundings: FxHashMap<Surroundings, [i16; ROW]>,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// Sums the weights of features.
struct Sum<'w> {
    weights: &'w Weights,
    sum: [i16; ROW],
}

impl Weights {
    /// The sum of the weights of the features that `features` gives.
    fn sum(&self, features: impl FnOnce(&mut Sum<'_>)) -> [i16; ROW] {
        let mut sum = Sum { weights: self, sum: [0; ROW] };
        features(&mut sum);
        sum.sum
    }
}

impl Sink for Sum<'_> {
    #[inline]
    fn add(&mut self, feature: u32) {
        self.weights.add(feature, &mut self.sum);
    }
}

#[inline]
fn add(sum: &mut [i16; ROW], other: &[i16; ROW]) {
    for label in 0..ROW {
        sum[label] += other[label];
    }
}

/// The sums of one article.
pub(super) struct Sums<'w> {
    weights: &'w Weights,
    kept: Kept,
    /// For each word of the article and case where its sums stand, plus 1.
    of_form: Vec<u32>,
    /// For each word where the sum of what the article tells of it stands, plus 1.
    of_word: Vec<u32>,
    words: Vec<[i16; ROW]>,
}

impl<'w> Sums<'w> {
    pub(super) fn new(weights: &'w Weights, words: usize) -> Self {
        let mut kept = KEPT.take();
        let most = kept.sums.len().max(kept.settings.len()).max(kept.surroundings.len());
        if kept.weights != weights.place() || most > KEPT_MAX {
            kept = Kept { weights: weights.place(), ..Kept::default() };
        }
        Sums { weights, kept, of_form: vec![0; words * CASES], of_word: vec![0; words], words: Vec::new() }
    }

    /// Lets the thread keep the sums for the next article.
    pub(super) fn keep(self) {
        KEPT.replace(self.kept);
    }

    /// Scores of the labels of token `at`.
    pub(super) fn score(
        &mut self,
        article: &Article<'_, '_>,
        context: &Context<'_>,
        (part, sentence, at): (usize, usize, usize),
    ) -> [i16; ROW] {
        let mut sum = self.weights.sum(|sum| context.word_features(at, sum));
        let (setting, surroundings) = (context.setting(at), context.surroundings(at));
        let kept = &mut self.kept;
        add(&mut sum, kept.settings.entry(setting).or_insert_with(|| self.weights.sum(|sum| setting.features(sum))));
        let of_surroundings = || self.weights.sum(|sum| surroundings.features(sum));
        add(&mut sum, kept.surroundings.entry(surroundings).or_insert_with(of_surroundings));
        for (offset, seen) in article.neighbours(part, sentence, at) {
            let form = self.form(article, seen.word, seen.case);
            add(&mut sum, &self.kept.sums[form][offset]);
        }
        let word = article.seen[part].tokens[at].word;
        if self.of_word[word as usize] == 0 {
            let number = |word: u32| article.numbers[word as usize];
            self.words.push(self.weights.sum(|sum| article.article.features(word, number, sum)));
            self.of_word[word as usize] = self.words.len() as u32;
        }
        add(&mut sum, &self.words[self.of_word[word as usize] as usize - 1]);
        sum
    }

    /// Number of the sums of a word in a case.
    #[inline]
    fn form(&mut self, article: &Article<'_, '_>, word: u32, case: Case) -> usize {
        let slot = word as usize * CASES + case as usize;
        if self.of_form[slot] == 0 {
            self.of_form[slot] = self.new_form(article, word, case);
        }
        self.of_form[slot] as usize - 1
    }

    fn new_form(&mut self, article: &Article<'_, '_>, word: u32, case: Case) -> u32 {
        let form = article.form(word, case);
        if let Some(kept) = self.kept.words.get(form.folded).map(|kept| kept[case as usize]).filter(|kept| *kept > 0) {
            return kept;
        }
        let sums = std::array::from_fn(|offset| self.weights.sum(|sum| local_features(form, offset, sum)));
        self.kept.sums.push(sums);
        let number = self.kept.sums.len() as u32;
        if form.folded.len() <= KEPT_WORD_BYTES_MAX {
            self.kept.words.entry(form.folded.into()).or_default()[case as usize] = number;
        }
        number
    }
}

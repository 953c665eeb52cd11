//! Which articles hold a word, and by that which are near to one. No near one is missed.
//!
//! The cosine of two articles is s / √(n m): s is the weight of the words that they share, n and m the weight of all
//! words of each. Words are looked up from the rarest on. When those left weigh r, an article that shares no
//! other has s ≤ r, and s ≤ m since it shares no more than it has. So it is nearer than t only where
//! r ≥ t √(n m), and no article at all is where r < t² n. The common words, which most articles have, are
//! so looked up for short articles alone, or not at all.

use super::word_sets::WordSets;

/// Part by which rounded sums may be too small.
const ROUNDING: f32 = 1e-3;
/// Part of the weight that must be shared which may be left out of the sum for an article. The more, the fewer
/// words are looked up, and the more articles are compared in full.
const LEFT_OUT: f32 = 0.5;

/// Sums that are looked at together.
const TOGETHER: usize = 64;

/// The articles that hold each word.
#[derive(Debug, Default)]
pub struct Holders {
    /// The articles, the lightest first.
    articles: Vec<u32>,
    /// Square root of the weight of each.
    roots: Vec<f32>,
    /// For each word the places in `articles` of those that hold it, ascending.
    places: Vec<Vec<u32>>,
}

/// What a look-up writes on, so that the next need not make it anew: the weight that each article shares with the
/// one that is looked at; 0 between look-ups. One for each thread.
#[derive(Debug, Default)]
pub struct Scratch(Vec<f32>);

impl Holders {
    /// Those of `articles` that hold each word of `words`.
    pub fn new(words: &WordSets, articles: impl Iterator<Item = usize>) -> Self {
        let mut articles: Vec<u32> = articles.map(|article| article as u32).collect();
        articles.sort_by(|a, b| words.norm(*a as usize).total_cmp(&words.norm(*b as usize)));
        let roots = articles.iter().map(|article| words.norm(*article as usize).sqrt() as f32).collect();
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); words.words_len()];
        for (article, place) in articles.iter().zip(0..) {
            words.words(*article as usize).iter().for_each(|word| places[*word as usize].push(place));
        }
        places.iter_mut().for_each(Vec::shrink_to_fit);
        Holders { articles, roots, places }
    }

    /// The articles that are at least `least` near to `article`, with their similarity, in no order.
    pub fn near(&self, words: &WordSets, article: usize, least: f64, scratch: &mut Scratch) -> Vec<(f64, usize)> {
        scratch.0.resize(self.articles.len(), 0.0);
        let root = words.norm(article).sqrt() as f32;
        let slack = root * root * ROUNDING;
        // The weight that an article must share is this, times the root of its own.
        let shared_min = least as f32 * root;
        let mut left: f32 = words.words(article).iter().map(|word| words.weight(*word) as f32).sum();
        for word in words.words(article) {
            if left + slack < shared_min * shared_min {
                break;
            }
            let root_max = (left + slack) / (LEFT_OUT * shared_min);
            let end = self.roots.partition_point(|root| *root <= root_max) as u32;
            let places = &self.places[*word as usize];
            let weight = words.weight(*word) as f32;
            for place in &places[..places.partition_point(|place| *place < end)] {
                scratch.0[*place as usize] += weight;
            }
            left -= weight;
        }
        let mut near = Vec::new();
        for (start, shared) in (0..).step_by(TOGETHER).zip(scratch.0.chunks_mut(TOGETHER)) {
            // The first is the lightest, of which the least is asked.
            let needed = shared_min * self.roots[start];
            let told_min = (needed - slack - (LEFT_OUT * needed).max(left)).max(f32::MIN_POSITIVE);
            if shared.iter().fold(false, |any, shared| any | (*shared >= told_min)) {
                for (_, other) in shared.iter().zip(&self.articles[start..]).filter(|(shared, _)| **shared >= told_min)
                {
                    let other = *other as usize;
                    let similarity = words.similarity(article, other);
                    if similarity >= least {
                        near.push((similarity, other));
                    }
                }
            }
            shared.fill(0.0);
        }
        near
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_near_article_is_missed(
            sets in prop::collection::vec(prop::collection::btree_set(0u32..60, 0..20), 2..40),
            least in 0.05f64..0.95,
        ) {
            // Word 0 is the rarest.
            let frequencies: Vec<u32> = (0..60u32).map(|word| 1 + word * sets.len() as u32 / 60).collect();
            let words = WordSets::of(sets.into_iter().map(|set| set.into_iter().collect()).collect(), &frequencies);
            let others = 1..words.articles_len();
            let holders = Holders::new(&words, others.clone());
            let mut scratch = Scratch::default();
            let expected: Vec<(f64, usize)> = others
                .map(|other| (words.similarity(0, other), other))
                .filter(|(similarity, _)| *similarity >= least)
                .collect();
            for _ in 0..2 {
                let mut found = holders.near(&words, 0, least, &mut scratch);
                found.sort_by_key(|(_, other)| *other);
                prop_assert_eq!(&found, &expected);
            }
        }
    }
}

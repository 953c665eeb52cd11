//! Every number of the ranking, in one place.
//!
//! Each was chosen on one half of the queries of three public collections (news, abstracts, titles with
//! abstracts) and stays because the other half is not worse for it; `ARCHITECTURE.md`, "How are articles
//! ranked?", tells what each brings. `cargo run --release --example rank_eval` measures again.

/// The weights of the ranking. The default is what `search` uses; the parts can be switched off one by
/// one, to measure what they bring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranking {
    /// How soon more occurrences of a word stop to count. Lucene's value: between 1.0 and 1.8 little changes.
    pub k1: f32,
    /// How much of the length of an article is held against it. .65 is better than .75 for news, as
    /// good for abstracts.
    pub b: f32,
    /// Power of the inverse document frequency: above 1 rare words, mostly names, lead.
    pub rarity_power: f32,
    /// Weight of the words that only make a question of a query; see `question_words.rs`.
    pub question_word: f32,
    /// What a word in the title adds, in units of its rarity.
    pub title: f32,
    /// Weight of two neighbouring words of the query that follow each other in a passage or the title.
    pub ordered: f32,
    /// Weight of two neighbouring words of the query that stand near each other there.
    pub near: f32,
    /// As `k1`, for pairs: a pair tells nearly all when it occurs once.
    pub pair_k1: f32,
    /// What two neighbouring words of the query add for a passage in which they follow each other, in units of what the
    /// commoner tells; passages are weighed against those of the same article only.
    pub passage_pair: f32,
    /// What the first passage has before the last, however the words stand: news tells what matters first.
    pub passage_lead: f32,
    /// Weight of all words that `--expand` adds, beside that of the query.
    pub expansion: f32,
}

impl Default for Ranking {
    fn default() -> Self {
        Ranking {
            k1: 1.2,
            b: 0.65,
            rarity_power: 1.2,
            question_word: 0.0,
            title: 0.5,
            ordered: 0.05,
            near: 0.03,
            pair_k1: 0.5,
            passage_pair: 0.5,
            passage_lead: 0.5,
            expansion: 0.4,
        }
    }
}

impl Ranking {
    /// Plain BM25, as search engines have it: k1 1.2, b .75, and nothing else.
    pub fn plain() -> Self {
        Ranking {
            b: 0.75,
            rarity_power: 1.0,
            question_word: 1.0,
            title: 0.0,
            ordered: 0.0,
            near: 0.0,
            passage_pair: 0.0,
            passage_lead: 0.0,
            ..Self::default()
        }
    }

    /// Whether the second stage adds anything.
    pub(super) fn rescores(&self) -> bool {
        self.title > 0.0 || self.pairs()
    }

    /// Whether pairs of words count.
    pub(super) fn pairs(&self) -> bool {
        self.ordered > 0.0 || self.near > 0.0
    }
}

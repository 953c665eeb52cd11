//! What a score is made of.

/// The parts of an article's score; they add up to it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ScoreParts {
    /// BM25 of the words over the whole article, names and phrases included.
    pub words: f32,
    /// Words that stand in the title.
    pub title: f32,
    /// Neighbouring words of the query that follow each other.
    pub ordered: f32,
    /// Neighbouring words of the query that stand near each other.
    pub near: f32,
}

impl ScoreParts {
    /// The parts of a score that has only words.
    pub(in super::super) fn of_words(words: f32) -> Self {
        ScoreParts { words, ..Self::default() }
    }

    /// The score.
    pub fn total(&self) -> f32 {
        self.words + self.title + self.ordered + self.near
    }
}

/// A word of the query as the ranking sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct WordWeight {
    /// Folded form.
    pub word: String,
    /// Stem that is looked up.
    pub stem: String,
    /// In how many articles it stands, deleted ones included until they are merged away.
    pub articles: u64,
    /// What it tells: 0 for a word that only makes a question.
    pub weight: f32,
}

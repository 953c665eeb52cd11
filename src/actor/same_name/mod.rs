//! Whether two printed names are spellings of one name: "Hossein Amir-Abdollahian" and "Husain Amirabdollahiyan".
//!
//! Names become words with roles (`words`), the words are paired off (`align`) by their spelling classes (`classes`) or by
//! what it costs to write one as the other (`spelling`), and what was observed is weighed (`weigh`). Translations,
//! acronyms and nicknames are not looked for here: these are other names, for the lexicon to know.

mod align;
mod articles;
mod classes;
mod keys;

mod pinyin;
mod rules;
mod small_words;
mod spelling;
mod weigh;
mod words;

use super::kind::Kind;
use words::Word;

pub(super) use articles::articles_rewritten;
pub use keys::WordMarks;
pub use weigh::OBSERVATIONS;

/// Kinds whose names are made alike and share their weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Human beings.
    Person,
    /// Organisations and groups.
    Organisation,
    /// Places and states.
    Place,
}

impl Family {
    /// The family of a kind.
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Person => Family::Person,
            Kind::Organisation | Kind::Group => Family::Organisation,
            Kind::Place | Kind::State => Family::Place,
        }
    }
}

/// Why two names are taken as one, or as two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpellingReason {
    /// The same words, case, accents, titles and small words aside.
    SameWords,
    /// The same words in another order.
    Order,
    /// Words of the same spelling classes.
    SpellingClass,
    /// Letters that spellings of one name exchange.
    Letters,
    /// Words that one writes together and the other apart.
    WrittenTogether,
    /// A word that one gives by its first letter.
    Initials,
    /// One leaves out a word or more of the other.
    WordsLeftOut,
    /// The same words in an order that tells who is whose son.
    OrderDiffers,
    /// They tell different numbers.
    NumbersDiffer,
    /// They tell different generations or initials.
    GenerationsDiffer,
    /// Words that are known as different names.
    KnownApart,
    /// Each has a word that the other lacks.
    WordsDiffer,
    /// What they share is too little.
    TooLittleShared,
    /// The letters differ by more than spelling.
    LettersDiffer,
}

impl SpellingReason {
    /// A phrase for output.
    pub fn as_str(self) -> &'static str {
        match self {
            SpellingReason::SameWords => "same words",
            SpellingReason::Order => "same words, other order",
            SpellingReason::SpellingClass => "spellings of the same words",
            SpellingReason::Letters => "letters that spellings exchange",
            SpellingReason::WrittenTogether => "words written together or apart",
            SpellingReason::Initials => "an initial",
            SpellingReason::WordsLeftOut => "words left out",
            SpellingReason::OrderDiffers => "an order that tells father from son",
            SpellingReason::NumbersDiffer => "other numbers",
            SpellingReason::GenerationsDiffer => "other generation or initials",
            SpellingReason::KnownApart => "words known as different names",
            SpellingReason::WordsDiffer => "each has a word that the other lacks",
            SpellingReason::TooLittleShared => "too little shared",
            SpellingReason::LettersDiffer => "letters that spellings do not exchange",
        }
    }
}

/// What came of comparing two names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Whether they are spellings of one name.
    pub same: bool,
    /// Whether, besides, every word that makes a name has its near pair: nothing was left out, no initial stands for a word.
    /// Only then are names joined where nobody looks.
    pub complete: bool,
    /// How sure it is that they are one, from 0 to 1.
    pub score: f32,
    /// What decided.
    pub reason: SpellingReason,
}

/// Score of names that a rule holds apart, whatever the weights say.
const VETOED_SCORE_MAX: f32 = 0.2;

/// Score of names of the same words.
const AFFIRMED_SCORE_MIN: f32 = 0.9;

/// A name made ready to be compared with many.
#[derive(Debug, Clone)]
pub struct NameForm {
    words: Vec<Word>,
    family: Family,
}

impl NameForm {
    /// Takes a printed name, or a name key, apart.
    pub fn of(name: &str, kind: Kind) -> Self {
        NameForm { words: words::words_of(name, kind), family: Family::of(kind) }
    }

    /// Compares two names; such of different families are never one.
    pub fn compare(&self, other: &NameForm) -> Comparison {
        if self.family != other.family || self.words.is_empty() || other.words.is_empty() {
            return Comparison { same: false, complete: false, score: 0.0, reason: SpellingReason::WordsDiffer };
        }
        // The order of the two must not matter, and pairing off goes from the first.
        let (a, b) = if self.sorts_before(other) { (self, other) } else { (other, self) };
        let observed = weigh::observe(&a.words, &b.words, self.family);
        let score = weigh::score(&observed.values, self.family);
        if let Some(reason) = rules::veto(&a.words, &b.words, &observed, self.family) {
            return Comparison { same: false, complete: false, score: score.min(VETOED_SCORE_MAX), reason };
        }
        let score = if rules::affirm(&observed) { score.max(AFFIRMED_SCORE_MIN) } else { score };
        let same = score >= 0.5;
        let complete = same && rules::is_complete(&a.words, &b.words, &observed, score, self.family);
        Comparison { same, complete, score, reason: weigh::reason(&observed, same) }
    }

    fn sorts_before(&self, other: &NameForm) -> bool {
        let (a, b) = (&self.words, &other.words);
        let texts = || a.iter().map(|word| &word.text).cmp(b.iter().map(|word| &word.text));
        a.len().cmp(&b.len()).then_with(texts).is_le()
    }

    /// What was observed of two names, in the order of [`OBSERVATIONS`]: what training learns from. `None` when a rule
    /// holds them apart.
    pub fn observations(&self, other: &NameForm) -> Option<Vec<f32>> {
        let (a, b) = if self.sorts_before(other) { (self, other) } else { (other, self) };
        let observed = weigh::observe(&a.words, &b.words, self.family);
        rules::veto(&a.words, &b.words, &observed, self.family).is_none().then(|| observed.values.to_vec())
    }
}

/// Whether two printed names of one kind are spellings of one name.
pub fn compare_names(a: &str, b: &str, kind: Kind) -> Comparison {
    NameForm::of(a, kind).compare(&NameForm::of(b, kind))
}

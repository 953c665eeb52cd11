//! The statistical recogniser: a linear-chain model that labels the tokens of an article with the names they are in.
//!
//! Features are numbers (words, their parts, neighbours, lists, curated names, and what the whole article tells of a
//! word); their weights lie in a file of the project that `examples/train_actors.rs` makes. Only windows around capital
//! letters are looked at. All reckoning is in whole numbers. Finer kinds, identity and links are not decided here.

mod context;
mod decode;
mod document;
mod feature;
mod label;
mod local;
mod sums;
mod token;
mod weights;

pub use label::{Class, LABELS, OUTSIDE, closes, labels_of, may_follow, opens};
pub use weights::{WEIGHTS_VERSION, Weights, WeightsError, pack};

use super::curated::Hit;
use super::lexicon::Lexicon;
use super::recognise::{Part, curated_hits};
use super::tokens::{ArticleWords, PartTokens, tokenise};
use crate::text::Span;
use context::Context;
use decode::Decoder;
use document::{ArticleSeen, see_article};
use feature::number_of;
use label::{Position, parts_of};
use local::{Form, HERE, OFFSETS, local_features};
use std::ops::Range;
use std::sync::OnceLock;
use sums::Sums;
use token::{Case, SeenPart, see};

/// A number for a folded word by which lists hold it.
pub(super) fn word_number(folded: &str) -> u32 {
    feature::one(0, number_of(folded.as_bytes()))
}

/// Kinds of gaps between tokens, each with transitions of its own.
pub const GAPS: usize = token::GAPS;

/// A name that the tagger found: tokens `from..to` of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tagged {
    pub(super) part: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) class: Class,
}

/// An article with all that features are made of.
struct Article<'a, 'r> {
    tokens: &'r [PartTokens],
    words: &'r ArticleWords<'a>,
    titles: Vec<bool>,
    seen: Vec<SeenPart>,
    article: ArticleSeen,
    /// Numbers of words, by their letters.
    numbers: Vec<u64>,
}

/// Tokens of one sentence that may be in one name: part, sentence, range.
type Window = (usize, usize, Range<usize>);

impl<'a, 'r> Article<'a, 'r> {
    fn new(
        parts: &[Part<'_>],
        tokens: &'r [PartTokens],
        words: &'r ArticleWords<'a>,
        hits: &[Vec<Hit>],
        lexicon: &Lexicon,
    ) -> Self {
        let seen: Vec<SeenPart> = parts
            .iter()
            .zip(tokens)
            .zip(hits)
            .map(|((part, tokens), hits)| see(part.text, tokens, words, hits, lexicon))
            .collect();
        Article {
            article: see_article(&seen, tokens, words),
            numbers: words.list.iter().map(|word| number_of(word.folded.as_bytes())).collect(),
            titles: parts.iter().map(|part| part.is_title).collect(),
            tokens,
            words,
            seen,
        }
    }

    fn windows(&self) -> impl Iterator<Item = Window> {
        self.tokens.iter().enumerate().flat_map(move |(part, tokens)| {
            let seen = &self.seen[part].tokens;
            tokens.sentences.iter().enumerate().flat_map(move |(number, sentence)| {
                let mut at = sentence.from;
                std::iter::from_fn(move || {
                    let from = (at..sentence.to).find(|&token| seen[token].may_be_name)?;
                    let ends = |token: &usize| !seen[*token].may_be_name || seen[*token].is_parted;
                    let to = (from + 1..sentence.to).find(ends).unwrap_or(sentence.to);
                    at = to;
                    Some((part, number, from..to))
                })
            })
        })
    }

    fn context(&self, part: usize, sentence: usize) -> Context<'_> {
        Context {
            seen: &self.seen[part],
            sentence: self.tokens[part].sentences[sentence],
            is_title: self.titles[part],
            article: &self.article,
            numbers: &self.numbers,
        }
    }

    fn form(&self, word: u32, case: Case) -> Form<'_> {
        let word = &self.words.list[word as usize];
        Form { folded: &word.folded, case, flags: word.flags }
    }

    /// Kinds of the gaps before the tokens of a window and after its last.
    fn gaps(&self, (part, sentence, range): &Window, gaps: &mut Vec<u8>) {
        let seen = &self.seen[*part].tokens;
        let end = self.tokens[*part].sentences[*sentence].to;
        gaps.clear();
        gaps.extend(seen[range.clone()].iter().map(|token| token.gap));
        gaps.push(if range.end < end { seen[range.end].gap } else { token::GAP_END });
    }

    /// Neighbours of a token that lie in its sentence, each with the number of its place.
    fn neighbours(&self, part: usize, sentence: usize, at: usize) -> impl Iterator<Item = (usize, &token::Seen)> {
        let sentence = self.tokens[part].sentences[sentence];
        (0..OFFSETS).filter_map(move |offset| {
            let neighbour = (at + offset).checked_sub(HERE)?;
            let inside = (sentence.from..sentence.to).contains(&neighbour);
            inside.then(|| (offset, &self.seen[part].tokens[neighbour]))
        })
    }
}

/// A tagger with its weights.
#[derive(Debug, Clone)]
pub struct Tagger {
    weights: Weights,
}

/// The weights of the project. They are part of the program's file and are used where they lie there.
static WEIGHTS: &[u8] = include_bytes!("../../../index-schema/recogniser/weights-1.bin");

impl Tagger {
    /// A tagger with the weights of the project. Panics when a test of these would fail.
    pub fn built_in() -> &'static Tagger {
        static TAGGER: OnceLock<Tagger> = OnceLock::new();
        TAGGER.get_or_init(|| match Weights::read(WEIGHTS) {
            Ok(weights) => Tagger::new(weights),
            Err(error) => panic!("the built-in weights are broken: {error}"),
        })
    }

    /// A tagger with weights of one's own.
    pub fn new(weights: Weights) -> Tagger {
        Tagger { weights }
    }

    /// The names in an article, in reading order.
    pub(super) fn tag(
        &self,
        parts: &[Part<'_>],
        tokens: &[PartTokens],
        words: &ArticleWords<'_>,
        hits: &[Vec<Hit>],
        lexicon: &Lexicon,
    ) -> Vec<Tagged> {
        let article = Article::new(parts, tokens, words, hits, lexicon);
        let mut sums = Sums::new(&self.weights, words.list.len());
        let (mut scores, mut gaps, mut labels) = (Vec::new(), Vec::new(), Vec::new());
        let mut decoder = Decoder::default();
        let mut tagged = Vec::new();
        for window in article.windows() {
            article.gaps(&window, &mut gaps);
            let (part, sentence, range) = window;
            let context = article.context(part, sentence);
            scores.clear();
            for at in range.clone() {
                scores.push(sums.score(&article, &context, (part, sentence, at)));
            }
            decoder.decode(&self.weights, &scores, &gaps, &mut labels);
            push_names(part, range.start, &labels, &mut tagged);
        }
        sums.keep();
        tagged
    }

    /// The names in an article, as bytes of its parts, by the tagger alone: for measuring it.
    pub fn names(&self, parts: &[Part<'_>], lexicon: &Lexicon) -> Vec<(usize, Span, Class)> {
        let mut words = ArticleWords::default();
        let tokens = tokens_of(parts, lexicon, &mut words);
        let hits = curated_hits(parts, &tokens, &words, lexicon);
        let span = |tagged: &Tagged| {
            let tokens = &tokens[tagged.part].tokens[tagged.from..tagged.to];
            Span::new(tokens[0].start, tokens[tokens.len() - 1].end)
        };
        let tagged = self.tag(parts, &tokens, &words, &hits, lexicon);
        tagged.iter().map(|tagged| (tagged.part, span(tagged), tagged.class)).collect()
    }
}

/// Tokens of all parts of an article.
pub(super) fn tokens_of<'a>(parts: &[Part<'a>], lexicon: &Lexicon, words: &mut ArticleWords<'a>) -> Vec<PartTokens> {
    parts.iter().map(|part| tokenise(part.text, part.words, part.is_title, lexicon, words)).collect()
}

fn push_names(part: usize, from: usize, labels: &[u8], tagged: &mut Vec<Tagged>) {
    let mut start = from;
    for (index, &label) in labels.iter().enumerate() {
        let Some((class, position)) = parts_of(usize::from(label)) else { continue };
        if matches!(position, Position::Beginning | Position::Single) {
            start = from + index;
        }
        if matches!(position, Position::End | Position::Single) {
            tagged.push(Tagged { part, from: start, to: from + index + 1, class });
        }
    }
}

/// Tokens that may be in names, as training sees them.
#[derive(Debug, Clone, Default)]
pub struct EncodedWindow {
    /// Number of the part.
    pub part: usize,
    /// Where the tokens stand, without possessives.
    pub spans: Vec<Span>,
    /// The features of each token.
    pub features: Vec<Vec<u32>>,
    /// Kinds of the gaps before each token and after the last.
    pub gaps: Vec<u8>,
}

/// The windows of an article with their features, for training.
pub fn encode(parts: &[Part<'_>], lexicon: &Lexicon) -> Vec<EncodedWindow> {
    let mut words = ArticleWords::default();
    let tokens = tokens_of(parts, lexicon, &mut words);
    let hits = curated_hits(parts, &tokens, &words, lexicon);
    let article = Article::new(parts, &tokens, &words, &hits, lexicon);
    let mut encoded = Vec::new();
    for window in article.windows() {
        let mut result = EncodedWindow { part: window.0, ..EncodedWindow::default() };
        article.gaps(&window, &mut result.gaps);
        let (part, sentence, range) = window;
        let context = article.context(part, sentence);
        for at in range {
            let token = &tokens[part].tokens[at];
            let mut features = Vec::new();
            context.features(at, &mut features);
            for (offset, seen) in article.neighbours(part, sentence, at) {
                local_features(article.form(seen.word, seen.case), offset, &mut features);
            }
            article.article.features(token.word, |word| article.numbers[word as usize], &mut features);
            result.spans.push(Span::new(token.start, token.end));
            result.features.push(features);
        }
        encoded.push(result);
    }
    encoded
}

//! The second stage: the best articles scored again by their titles and by how their words stand together.
//!
//! How many articles are looked at does not hang on the page, so that pages never overlap. What is added is
//! never negative: whatever is looked at stays before what is not.

use super::super::columns::Columns;
use super::super::tree::{Node, Query, QueryWord};
use super::super::words::WordSet;
use super::bm25::{ArticleScoring, Bm25};
use super::explain::{ScoreParts, WordWeight};
use super::pairs::{Place, near, ordered, part_of, place};
use rustc_hash::FxHashMap;
use tantivy::index::SegmentReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, Searcher, TERMINATED, Term};

/// How many of the best articles are looked at. With 50 a hundredth of what is gained is lost, with 200
/// nothing more is gained.
pub(in super::super) const RESCORED_ARTICLES: usize = 100;
/// Most words of a query that are looked at again.
const RESCORED_WORDS_MAX: usize = 64;
/// Most occurrences of a word that are looked at in one article.
const PLACES_MAX: usize = 1_024;

/// What two words count that stand near each other in a passage, beside those that follow each other.
const NEAR_IN_PASSAGE: f32 = 0.5;

/// The words of a query for the second stage.
pub(in super::super) struct Rescoring<'a> {
    scoring: &'a ArticleScoring<'a>,
    words: Vec<Word>,
    /// Neighbours in the query, and how often they are.
    pairs: Vec<Pair>,
}

struct Word {
    stem: String,
    /// What it tells, for each time that the query has it.
    information: f32,
}

struct Pair {
    first: usize,
    second: usize,
    times: f32,
    /// In how many articles the rarer of the two stands.
    articles: u64,
}

/// The words of the query in its order; `None` parts what are no neighbours.
fn sequence(node: &Node, words: &mut Vec<Option<QueryWord>>) {
    match node {
        Node::Word(word) => words.push(Some(word.clone())),
        Node::Name { literal: node, .. } | Node::Boost(node, _) => sequence(node, words),
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| sequence(node, words)),
        Node::Phrase(phrase) => {
            // Its words follow each other in any case.
            phrase.iter().for_each(|word| words.extend([None, Some(word.clone())]));
            words.push(None);
        }
        // A word as it stands is weighed by its stem; what a pattern stands for is no word of the query.
        Node::Words(set) => words.push(word_of(set)),
        Node::Together(together) => {
            // Likewise, and that they stand together is known.
            together.leaves().into_iter().for_each(|set| words.extend([None, word_of(set)]));
            words.push(None);
        }
        Node::Title(_)
        | Node::Actor { .. }
        | Node::Metadata(..)
        | Node::Published(_)
        | Node::Event(_)
        | Node::Not(_) => words.push(None),
    }
}

fn word_of(set: &WordSet) -> Option<QueryWord> {
    set.stem.as_ref().map(|stem| QueryWord { folded: set.typed.clone(), stem: stem.clone() })
}

/// The words of a query, each once, with what it tells.
pub(in super::super) fn word_weights(tree: &Query, scoring: &ArticleScoring<'_>) -> tantivy::Result<Vec<WordWeight>> {
    let mut words = Vec::new();
    if let Some(wanted) = &tree.wanted {
        sequence(wanted, &mut words);
    }
    let mut weights: Vec<WordWeight> = Vec::new();
    for word in words.into_iter().flatten() {
        if weights.iter().all(|known| known.word != word.folded) {
            let (articles, weight) = (scoring.frequency(&word.stem)?, scoring.information(&word)?);
            weights.push(WordWeight { word: word.folded, stem: word.stem, articles, weight });
        }
    }
    Ok(weights)
}

impl<'a> Rescoring<'a> {
    /// `None` where there is nothing to add.
    pub fn of(tree: &Query, scoring: &'a ArticleScoring<'a>) -> tantivy::Result<Option<Self>> {
        let Some(wanted) = tree.wanted.as_ref().filter(|_| scoring.ranking.rescores()) else { return Ok(None) };
        let mut sequence_of_words = Vec::new();
        sequence(wanted, &mut sequence_of_words);
        let mut rescoring = Rescoring { scoring, words: Vec::new(), pairs: Vec::new() };
        let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
        let mut before: Option<usize> = None;
        for word in sequence_of_words {
            let Some(word) = word else {
                before = None;
                continue;
            };
            let information = scoring.information(&word)?;
            // Words that only ask are passed over: "ambassador of Iran" has the pair "ambassador Iran".
            if information <= 0.0 {
                continue;
            }
            let number = match numbers.get(&word.stem) {
                Some(number) => *number,
                None if rescoring.words.len() >= RESCORED_WORDS_MAX => break,
                None => {
                    numbers.insert(word.stem.clone(), rescoring.words.len());
                    rescoring.words.push(Word { stem: word.stem, information: 0.0 });
                    rescoring.words.len() - 1
                }
            };
            rescoring.words[number].information += information;
            if let Some(first) = before.filter(|first| *first != number && scoring.ranking.pairs()) {
                rescoring.push_pair(first, number)?;
            }
            before = Some(number);
        }
        Ok(Some(rescoring).filter(|rescoring| !rescoring.words.is_empty()))
    }

    fn push_pair(&mut self, first: usize, second: usize) -> tantivy::Result<()> {
        match self.pairs.iter_mut().find(|pair| (pair.first, pair.second) == (first, second)) {
            Some(pair) => pair.times += 1.0,
            None => {
                let [of_first, of_second] =
                    [first, second].map(|number| self.scoring.frequency(&self.words[number].stem));
                self.pairs.push(Pair { first, second, times: 1.0, articles: of_first?.min(of_second?) });
            }
        }
        Ok(())
    }

    /// What is to be added for each of these articles.
    pub fn parts(
        &self,
        searcher: &Searcher,
        columns: &[Columns],
        articles: &[(DocAddress, f32)],
    ) -> tantivy::Result<Vec<ScoreParts>> {
        let mut parts: Vec<ScoreParts> = articles.iter().map(|(_, score)| ScoreParts::of_words(*score)).collect();
        let mut order: Vec<usize> = (0..articles.len()).collect();
        order.sort_unstable_by_key(|index| articles[*index].0);
        // For each article and pair, how often it follows and how often it is near.
        let mut counts: Vec<[u32; 2]> = vec![[0; 2]; articles.len() * self.pairs.len()];
        let mut length_codes: Vec<u8> = vec![0; articles.len()];
        let mut open: Option<(u32, OpenSegment)> = None;
        for index in order {
            let DocAddress { segment_ord, doc_id: article } = articles[index].0;
            let reader = searcher.segment_reader(segment_ord);
            if open.as_ref().is_none_or(|(segment, _)| *segment != segment_ord) {
                open = Some((segment_ord, self.open(reader)?));
            }
            let Some((_, segment)) = &mut open else { continue };
            length_codes[index] = segment.length_code(article);
            let in_title = segment.look_up(article, columns[segment_ord as usize].passages_of(article));
            let title: f32 =
                self.words.iter().zip(in_title).filter(|(_, held)| *held).map(|(word, _)| word.information).sum();
            parts[index].title = self.scoring.ranking.title * title;
            for (pair, count) in self.pairs.iter().zip(&mut counts[index * self.pairs.len()..]) {
                let (first, second) = (&segment.places[pair.first], &segment.places[pair.second]);
                *count = [ordered(first, second), near(first, second)];
            }
        }
        self.add_pairs(&counts, &length_codes, &mut parts);
        Ok(parts)
    }

    /// For each passage of each of these articles, in reading order, what it gains by words that stand together in it.
    pub fn in_passages(
        &self,
        searcher: &Searcher,
        columns: &[Columns],
        articles: &[DocAddress],
    ) -> tantivy::Result<Vec<Vec<f32>>> {
        let mut gains = vec![Vec::new(); articles.len()];
        let weight = self.scoring.ranking.passage_pair;
        if self.pairs.is_empty() || weight <= 0.0 {
            return Ok(gains);
        }
        let mut order: Vec<usize> = (0..articles.len()).collect();
        order.sort_unstable_by_key(|index| articles[*index]);
        let mut open: Option<(u32, OpenSegment)> = None;
        for index in order {
            let DocAddress { segment_ord, doc_id: article } = articles[index];
            if open.as_ref().is_none_or(|(segment, _)| *segment != segment_ord) {
                open = Some((segment_ord, self.open(searcher.segment_reader(segment_ord))?));
            }
            let Some((_, segment)) = &mut open else { continue };
            let passages = columns[segment_ord as usize].passages_of(article);
            segment.look_up(article, passages.clone());
            let gain = |part: u32| -> f32 {
                let in_part = |number: usize| part_of(&segment.places[number], part);
                let of_pair = |pair: &Pair| {
                    let (first, second) = (in_part(pair.first), in_part(pair.second));
                    let together = match () {
                        _ if ordered(first, second) > 0 => 1.0,
                        _ if near(first, second) > 0 => NEAR_IN_PASSAGE,
                        _ => return 0.0,
                    };
                    let (first, second) = (&self.words[pair.first], &self.words[pair.second]);
                    together * first.information.min(second.information)
                };
                weight * self.pairs.iter().map(of_pair).sum::<f32>()
            };
            gains[index] = (1..=passages.len() as u32).map(gain).collect();
        }
        Ok(gains)
    }

    /// Scores pairs by BM25; a pair counts as rare as the rarer of its words, whatever else is looked at.
    fn add_pairs(&self, counts: &[[u32; 2]], length_codes: &[u8], parts: &mut [ScoreParts]) {
        let ranking = self.scoring.ranking;
        for (number, pair) in self.pairs.iter().enumerate() {
            for (kind, weight) in [ranking.ordered, ranking.near].into_iter().enumerate() {
                let of_article = |index: usize| counts[index * self.pairs.len() + number][kind];
                if weight <= 0.0 {
                    continue;
                }
                let bm25: Bm25 = self.scoring.pair_bm25(weight * pair.times, pair.articles);
                for (index, parts) in parts.iter_mut().enumerate() {
                    let score = bm25.score(length_codes[index], of_article(index));
                    *if kind == 0 { &mut parts.ordered } else { &mut parts.near } += score;
                }
            }
        }
    }

    fn open(&self, reader: &SegmentReader) -> tantivy::Result<OpenSegment> {
        let fields = self.scoring.fields;
        let postings = |field: Field, option: IndexRecordOption| {
            let inverted = reader.inverted_index(field)?;
            let terms = self.words.iter().map(|word| Term::from_field_text(field, &word.stem));
            terms.map(|term| Ok(inverted.read_postings(&term, option)?)).collect::<tantivy::Result<Vec<_>>>()
        };
        let in_pair = |number: usize| self.pairs.iter().any(|pair| pair.first == number || pair.second == number);
        let mut in_passages = postings(fields.passage_text, IndexRecordOption::WithFreqsAndPositions)?;
        for (number, postings) in in_passages.iter_mut().enumerate() {
            if !in_pair(number) {
                *postings = None;
            }
        }
        Ok(OpenSegment {
            in_titles: postings(fields.title_text, IndexRecordOption::WithFreqsAndPositions)?,
            in_passages,
            lengths: reader.get_fieldnorms_reader(fields.article_text)?,
            places: vec![Vec::new(); self.words.len()],
            positions: Vec::new(),
        })
    }
}

/// The postings of the words in one segment.
struct OpenSegment {
    in_titles: Vec<Option<SegmentPostings>>,
    /// Of the words that are in a pair.
    in_passages: Vec<Option<SegmentPostings>>,
    lengths: tantivy::fieldnorm::FieldNormReader,
    /// Of each word, in the article that was looked up last.
    places: Vec<Vec<Place>>,
    positions: Vec<u32>,
}

impl OpenSegment {
    fn length_code(&self, article: DocId) -> u8 {
        self.lengths.fieldnorm_id(article)
    }

    /// Finds the places of all words in an article, and tells which words stand in its title. Articles come in ascending order.
    fn look_up(&mut self, article: DocId, passages: std::ops::Range<DocId>) -> Vec<bool> {
        let mut in_title = Vec::with_capacity(self.in_titles.len());
        for (number, places) in self.places.iter_mut().enumerate() {
            places.clear();
            let title = self.in_titles[number]
                .as_mut()
                .and_then(|postings| (reach(postings, article) == article).then_some(postings));
            in_title.push(title.is_some());
            if let (Some(postings), true) = (title, self.in_passages[number].is_some()) {
                push_places(postings, 0, &mut self.positions, places);
            }
            let Some(postings) = &mut self.in_passages[number] else { continue };
            let mut passage = reach(postings, passages.start);
            while passage < passages.end && places.len() < PLACES_MAX {
                push_places(postings, passage - passages.start + 1, &mut self.positions, places);
                passage = postings.advance();
            }
        }
        in_title
    }
}

/// Goes on to `target` or what follows it.
fn reach(postings: &mut SegmentPostings, target: DocId) -> DocId {
    let doc = postings.doc();
    if doc == TERMINATED || doc >= target { doc } else { postings.seek(target) }
}

fn push_places(postings: &mut SegmentPostings, part: u32, positions: &mut Vec<u32>, places: &mut Vec<Place>) {
    postings.positions(positions);
    places.extend(positions.iter().map(|position| place(part, *position)));
}

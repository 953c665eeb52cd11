//! Words that the best articles have in common, added to the ranking: a relevance model mixed with the query
//! ("RM3", Abdul-Jaleel and others, UMass at TREC 2004).
//!
//! Nothing more is found by it: added words only change the order of what matches. It helps where a
//! query describes a subject, and drifts where it names something, so it is never on by itself.

use super::super::searcher::{SearchError, Searcher};
use super::bm25::ArticleScoring;
use super::explain::WordWeight;
use super::question_words::is_small;
use crate::text::{Stemmer, Words};
use rustc_hash::FxHashMap;
use tantivy::DocAddress;

/// How many of the best articles are read.
pub(in super::super) const READ_ARTICLES: usize = 10;
/// Most words that are added.
const ADDED_WORDS: usize = 20;
/// Words that stand in fewer articles are left out: they can move nothing but the article they come from.
const ARTICLES_MIN: u64 = 2;

/// The words that the best articles tell most with. Each `weight` is to be taken as what the word
/// tells; together they weigh `expansion` times as much as the words of the query, of which there are
/// `query_words`.
pub(in super::super) fn best_words(
    searcher: &Searcher,
    scoring: &ArticleScoring<'_>,
    best: &[(DocAddress, f32)],
    query_words: f32,
    stemmer: &mut Stemmer,
) -> Result<Vec<WordWeight>, SearchError> {
    let all: f32 = best.iter().map(|(_, score)| *score).sum();
    // Of each stem, how likely the best articles use it, and a word that has it.
    let mut likely: FxHashMap<String, (f32, String)> = FxHashMap::default();
    for (address, score) in best {
        let mut counts: FxHashMap<String, (u32, String)> = FxHashMap::default();
        let mut len = 0;
        let article = searcher.article(*address)?;
        let mut texts = if article.title_derived { Vec::new() } else { vec![article.title] };
        let passages = searcher.columns[address.segment_ord as usize].passages_of(address.doc_id);
        for passage in passages {
            texts.push(searcher.passage(DocAddress::new(address.segment_ord, passage))?.0);
        }
        for text in texts {
            let words = Words::of(&text);
            len += words.len();
            for word in words.iter().filter(|word| word.chars().count() > 1 && !is_small(word)) {
                let stem = stemmer.stem(word);
                match counts.get_mut(stem) {
                    Some((count, _)) => *count += 1,
                    None => drop(counts.insert(stem.to_owned(), (1, word.to_owned()))),
                }
            }
        }
        for (stem, (count, word)) in counts {
            let share = score / all.max(f32::MIN_POSITIVE) * count as f32 / len.max(1) as f32;
            likely.entry(stem).or_insert((0.0, word)).0 += share;
        }
    }
    let mut told: Vec<(f32, WordWeight)> = Vec::new();
    for (stem, (share, word)) in likely {
        let articles = scoring.frequency(&stem)?;
        if articles >= ARTICLES_MIN {
            let weight = scoring.rarity(articles).powf(scoring.ranking.rarity_power);
            told.push((share * weight, WordWeight { word, stem, articles, weight }));
        }
    }
    // The order of a hash map is not to be seen: stems part what tells as much.
    told.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.stem.cmp(&b.1.stem)));
    told.truncate(ADDED_WORDS);
    let sum: f32 = told.iter().map(|(share, _)| *share).sum();
    let added = told.into_iter().map(|(share, word)| {
        let share = share / sum.max(f32::MIN_POSITIVE) * query_words * scoring.ranking.expansion;
        WordWeight { weight: word.weight * share, ..word }
    });
    Ok(added.collect())
}

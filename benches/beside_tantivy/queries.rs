//! Queries drawn from the corpus: the same corpus gives the same queries.
//!
//! Words are plain lower-case letters, so that both engines see the same terms; only stemming, which
//! the peer does not do, makes their matches differ.

use crate::random::Random;
use dateline::article::Article;
use dateline::date::{Day, parse_stated};
use dateline::text::Words;
use std::collections::{BTreeMap, BTreeSet, HashMap};

const SEED: u64 = 7;
/// Fewest articles that hold each word, or the phrase, of a query of several words.
const ARTICLES_MIN: u32 = 10;
/// Letters of a prefix.
const PREFIX_LETTERS: usize = 5;

/// Words too frequent to be asked for.
const STOP_WORDS: &[&str] = &[
    "about", "after", "all", "also", "and", "any", "are", "been", "but", "can", "could", "did", "does", "for", "from",
    "had", "has", "have", "her", "him", "his", "into", "its", "may", "more", "most", "not", "one", "only", "other",
    "our", "out", "over", "said", "says", "she", "some", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "those", "under", "was", "were", "what", "when", "where", "which", "while", "who", "will",
    "with", "would", "year", "you",
];

/// What is asked of a set of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    All,
    Any,
    Phrase,
    /// Words that begin so; one alone.
    Prefix,
}

/// A query, the same for both engines.
#[derive(Debug, Clone)]
pub struct Query {
    pub ask: Ask,
    pub words: Vec<String>,
    /// First and last day of publication, both included.
    pub days: Option<(Day, Day)>,
    /// An actor that must be named; the peer knows none and leaves it out.
    pub actor: Option<String>,
}

/// Queries of one kind.
pub struct Class {
    pub name: &'static str,
    pub queries: Vec<Query>,
}

/// What the corpus holds, as far as queries are drawn from it.
struct Survey {
    articles: u32,
    /// Words of each article.
    words: Vec<Vec<String>>,
    frequency: HashMap<String, u32>,
    pairs: HashMap<(String, String), u32>,
    days: Vec<Day>,
}

/// Draws up to `count` queries of each class; `actors` are ids.
pub fn draw(articles: &[Article], count: usize, actors: &[String]) -> Vec<Class> {
    let survey = Survey::of(articles);
    let mut random = Random::new(SEED);
    let total = f64::from(survey.articles);
    let share = |part: f64| (total * part) as u32;
    let rare = survey.words_between(3, 12);
    let middle = survey.words_between(share(0.003).max(3), share(0.02).max(6));
    let frequent = survey.words_between(share(0.05).max(6), share(0.5));
    let mut single = |words: &[String]| -> Vec<Query> {
        random.sample(words, count).into_iter().map(|word| query(Ask::All, vec![word])).collect()
    };
    let mut classes = vec![
        Class { name: "one rare word", queries: single(&rare) },
        Class { name: "one middling word", queries: single(&middle) },
        Class { name: "one frequent word", queries: single(&frequent) },
    ];
    let pairs: BTreeSet<&(String, String)> =
        survey.pairs.iter().filter(|(_, articles)| **articles >= ARTICLES_MIN).map(|(pair, _)| pair).collect();
    let pairs: Vec<_> = pairs.into_iter().cloned().collect();
    let phrases = random.sample(&pairs, count).into_iter().map(|(a, b)| query(Ask::Phrase, vec![a, b])).collect();
    classes.push(Class { name: "two words (AND)", queries: survey.together(&mut random, Ask::All, 2, count) });
    classes.push(Class { name: "five words (OR)", queries: survey.together(&mut random, Ask::Any, 5, count) });
    classes.push(Class { name: "phrase of two", queries: phrases });
    let beginnings: BTreeSet<String> = middle
        .iter()
        .filter(|word| word.len() > PREFIX_LETTERS)
        .map(|word| word[..PREFIX_LETTERS].to_owned())
        .collect();
    let beginnings: Vec<String> = beginnings.into_iter().collect();
    let prefixes = random.sample(&beginnings, count).into_iter().map(|word| query(Ask::Prefix, vec![word])).collect();
    classes.push(Class { name: "prefix of five letters", queries: prefixes });
    let mut dated = survey.together(&mut random, Ask::All, 1, count);
    if let (Some(first), Some(last)) = (survey.days.iter().min(), survey.days.iter().max()) {
        // A tenth of the whole time, about the day of some article.
        let tenth = ((last.0 - first.0) / 10).max(1);
        for query in &mut dated {
            let start = random.pick(&survey.days).plus(-tenth / 2);
            query.days = Some((start, start.plus(tenth)));
        }
        let mut acting = dated.clone();
        classes.push(Class { name: "one word, date range", queries: dated });
        for query in acting.iter_mut().filter(|_| !actors.is_empty()) {
            query.actor = Some(random.pick_text(actors).to_owned());
        }
        classes.push(Class { name: "one word, date range, actor", queries: acting });
    }
    classes
}

fn query(ask: Ask, words: Vec<String>) -> Query {
    Query { ask, words, days: None, actor: None }
}

impl Survey {
    fn of(articles: &[Article]) -> Survey {
        let mut survey = Survey {
            articles: articles.len() as u32,
            words: Vec::with_capacity(articles.len()),
            frequency: HashMap::new(),
            pairs: HashMap::new(),
            days: Vec::new(),
        };
        for article in articles {
            let mut words = BTreeSet::new();
            let mut pairs = BTreeSet::new();
            for text in [article.title.as_deref().unwrap_or_default(), &article.text] {
                look_through(text, &mut words, &mut pairs);
            }
            for word in &words {
                *survey.frequency.entry(word.clone()).or_default() += 1;
            }
            for pair in pairs {
                *survey.pairs.entry(pair).or_default() += 1;
            }
            survey.words.push(words.into_iter().collect());
            let stated = article.stated_dates.first().and_then(|date| parse_stated(&date.surface).ok());
            survey.days.extend(stated.map(|day| day.interval.first));
        }
        survey
    }

    fn words_between(&self, low: u32, high: u32) -> Vec<String> {
        let words: BTreeMap<&String, u32> =
            self.frequency.iter().filter(|(_, n)| (low..=high).contains(*n)).map(|(word, n)| (word, *n)).collect();
        words.into_keys().cloned().collect()
    }

    /// Queries of words that stand in one article; every third of frequent words only.
    fn together(&self, random: &mut Random, ask: Ask, words: usize, count: usize) -> Vec<Query> {
        let mut queries = Vec::new();
        // A corpus too small for such words gives fewer queries.
        for attempt in 0..count * 20 {
            if queries.len() == count || self.words.is_empty() {
                break;
            }
            let least = if queries.len() % 3 == 0 && attempt < count * 10 { self.articles / 33 } else { 0 };
            let least = least.max(ARTICLES_MIN);
            let of_article = random.pick(&self.words);
            let fit: Vec<String> = of_article.iter().filter(|word| self.frequency[*word] >= least).cloned().collect();
            if fit.len() >= words {
                queries.push(query(ask, random.sample(&fit, words)));
            }
        }
        queries
    }
}

/// Collects the words that may be asked for, and pairs of them with one space between.
fn look_through(text: &str, words: &mut BTreeSet<String>, pairs: &mut BTreeSet<(String, String)>) {
    let all = Words::of(text);
    let fits = |at: usize| {
        let word = all.folded(at);
        word.len() > 2
            && word.bytes().all(|byte| byte.is_ascii_lowercase())
            && all.span(at).of(text).eq_ignore_ascii_case(word)
            && !STOP_WORDS.contains(&word)
    };
    let mut before = None;
    for at in 0..all.len() {
        if !fits(at) {
            before = None;
            continue;
        }
        let word = all.folded(at).to_owned();
        if let Some(before) = before.replace(word.clone())
            && text[..all.span(at).start].ends_with(' ')
            && all.span(at).start - all.span(at - 1).end == 1
        {
            pairs.insert((before, word.clone()));
        }
        words.insert(word);
    }
}

//! More like one article: the words that tell it from others, as a query.
//!
//! A word counts by how often the article has it, with less and less for each time more, and by how few other articles
//! have it, its copies aside. What no other article has, and what every second one has, finds nothing. The words are asked for as a query
//! of the same ranking: one of them at least must stand, and each counts by its weight.

use super::naming::ArticleName;
use super::request::Request;
use super::scoring::is_small;
use super::searcher::{SearchError, Searcher};
use super::statistics::KindStatistics;
use super::stories::Copies;
use super::tree::{Node, Query, QueryWord};
use crate::index::DocumentKind;
use crate::text::{Stemmer, Words};
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::{DocAddress, Term};

/// Words asked for.
pub const LIKE_WORDS_MAX: usize = 25;
/// How soon more of the same word counts less, as in BM25.
const TIMES_K: f32 = 1.2;

/// A word by which like articles are found.
#[derive(Debug, Clone, PartialEq)]
pub struct LikeWord {
    /// As the article first has it, folded.
    pub word: String,
    /// How much it counts, the best with 1.
    pub weight: f32,
    /// Articles that have it, the one asked about among them.
    pub articles: u64,
}

/// What is asked for in place of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Like {
    /// Id of the article.
    pub id: String,
    /// The words chosen, the one that counts most first.
    pub words: Vec<LikeWord>,
}

/// A query made of an article.
pub(super) struct LikeQuery {
    pub like: Like,
    node: Node,
    /// Articles that are not shown: the one asked about and, unless copies are to be shown, its copies.
    pub left_out: FxHashSet<DocAddress>,
}

impl LikeQuery {
    /// The query of the user and this one together.
    pub fn joined(&self, query: Query) -> Query {
        let wanted = match query.wanted {
            None => self.node.clone(),
            Some(typed) => Node::All(vec![typed, self.node.clone()]),
        };
        Query { wanted: Some(wanted), excluded: query.excluded, ..Query::default() }
    }

    /// Whether the article has a word that others have too.
    pub fn has_words(&self) -> bool {
        !self.like.words.is_empty()
    }
}

impl Searcher {
    /// The query that stands for an article.
    pub(super) fn like(
        &self,
        name: &ArticleName,
        request: &Request,
        stemmer: &mut Stemmer,
    ) -> Result<LikeQuery, SearchError> {
        let address = self.find_article(name)?;
        let article = self.article(address)?;
        let (text, _) = self.whole(address)?;
        let mut times: FxHashMap<String, (f32, String)> = FxHashMap::default();
        for part in [&article.title, &text] {
            for word in Words::of(part).iter() {
                let is_word = word.chars().any(char::is_alphabetic) && word.chars().nth(1).is_some();
                if !is_word || is_small(word) {
                    continue;
                }
                times.entry(stemmer.stem(word).to_owned()).or_insert_with(|| (0.0, word.to_owned())).0 += 1.0;
            }
        }
        let statistics = KindStatistics::new(&self.tantivy, &self.open.fields, DocumentKind::Article)?;
        let all = statistics.total_num_docs()?;
        // Its copies have all its words, so that these say nothing of a word.
        let copies = self.members_of_story(address);
        let own = copies.len().max(1) as u64;
        let mut weighed: Vec<(f32, u64, String, String)> = Vec::new();
        for (stem, (count, word)) in times {
            let articles = self.tantivy.doc_freq(&Term::from_field_text(self.open.fields.article_text, &stem))?;
            let others = articles.saturating_sub(own);
            if others == 0 || (all > 10 && articles * 2 > all) {
                continue;
            }
            let rarity = (1.0 + (all.saturating_sub(others) as f32 + 0.5) / (others as f32 + 0.5)).ln();
            weighed.push((count / (count + TIMES_K) * rarity, articles, stem, word));
        }
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
        weighed.truncate(LIKE_WORDS_MAX);
        let most = weighed.first().map_or(1.0, |(weight, ..)| *weight);
        let mut words = Vec::new();
        let mut nodes = Vec::new();
        for (weight, articles, stem, word) in weighed {
            // Two places are enough to be read, and keep the printed query short.
            let weight = ((weight / most * 100.0).round() / 100.0).max(0.01);
            nodes.push(Node::Boost(Box::new(Node::Word(QueryWord { folded: word.clone(), stem })), weight));
            words.push(LikeWord { word, weight, articles });
        }
        let mut left_out: FxHashSet<DocAddress> = FxHashSet::from_iter([address]);
        if request.copies == Copies::Fold {
            left_out.extend(copies);
        }
        Ok(LikeQuery { like: Like { id: article.id, words }, node: Node::Any(nodes), left_out })
    }
}

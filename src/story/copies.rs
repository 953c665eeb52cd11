//! Near-identical articles as stories.
//!
//! Articles are taken in an order that hangs on themselves alone: the longest text first, then by the words of title and
//! text, then by day. Each joins the story of whose head it is a copy, the one that holds most of it where there are several, or
//! becomes the head of a story. So a member is a copy of its head, never of a copy of a copy; and what the stories are
//! hangs on the articles that the index holds, not on the order in which they came or on what was there before.
//!
//! Whom to compare is told by the sketches: copies share some of the least shingles. All stories are reckoned anew each
//! time, from columns; texts are read only for pairs that were never compared.

use super::columns::{days, numbers};
use super::near_copy::{CopyText, Outline, least_shared, shared_part};
use crate::date::Day;
use crate::index::{ArticleRecord, Fields, NewStories, StoryTable, Verdict};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, Searcher, TantivyDocument};
use xxhash_rust::xxh3::xxh3_64;

/// Numbers of their sketches that two articles must share to be compared.
const SHARED_KEYS_MIN: usize = 2;
/// Heads looked at for one number of a sketch: what more texts hold is a form.
const HEADS_PER_KEY_MAX: usize = 32;
/// Heads with which one article is compared, those with the most common numbers first.
const COMPARED_MAX: usize = 16;
/// Texts that are kept for the next comparison.
const TEXTS_KEPT_MAX: usize = 2_048;

/// A living article.
#[derive(Debug, Clone, Copy)]
struct Article {
    address: DocAddress,
    number: u32,
    text_key: u64,
    outline: Outline,
}

impl Article {
    /// The order in which articles are taken. Those that are equal in all of it are copies of the same articles.
    fn order(&self) -> impl Ord + use<> {
        (Reverse(self.outline.shingles), self.text_key, self.outline.day)
    }

    /// The id of the story that it heads.
    fn story_id(&self) -> u64 {
        let day = self.outline.day.map_or(i32::MIN, |day| day.0);
        let mut bytes = [0; 12];
        bytes[..8].copy_from_slice(&self.text_key.to_le_bytes());
        bytes[8..].copy_from_slice(&day.to_le_bytes());
        xxh3_64(&bytes)
    }
}

/// The stories of a commit; `known` are those of an earlier one, whose comparisons are not made again.
///
/// # Errors
/// When the index cannot be read.
pub fn group_copies(searcher: &Searcher, fields: &Fields, known: &StoryTable) -> tantivy::Result<NewStories> {
    let articles = living_articles(searcher, fields)?;
    let mut keys = SharedKeys::read(searcher, fields, &articles)?;
    let mut texts = Texts { searcher, fields, articles: &articles, kept: FxHashMap::default() };
    let known: FxHashMap<(u32, u32), u32> =
        known.verdicts().map(|verdict| ((verdict.head, verdict.article), verdict.shared)).collect();
    let mut verdicts = Vec::new();
    // For each article the place of its head.
    let mut heads: Vec<u32> = (0..articles.len() as u32).collect();
    for place in 0..articles.len() as u32 {
        let article = &articles[place as usize];
        let mut best: Option<(u32, u32)> = None;
        for candidate in keys.candidates(place) {
            let head = &articles[candidate as usize];
            if least_shared(head.outline, article.outline).is_none() {
                continue;
            }
            let shared = match known.get(&(head.number, article.number)) {
                Some(shared) => *shared,
                None => texts.shared(candidate, place)?,
            };
            verdicts.push(Verdict { head: head.number, article: article.number, shared });
            if shared > 0 && best.is_none_or(|(most, first)| (shared, Reverse(candidate)) > (most, Reverse(first))) {
                best = Some((shared, candidate));
            }
        }
        match best {
            Some((_, head)) => heads[place as usize] = head,
            None => keys.add_head(place),
        }
    }
    verdicts.sort_unstable();
    Ok(stories(&articles, &heads, verdicts))
}

/// Stories of two articles at least, in the order of their heads.
fn stories(articles: &[Article], heads: &[u32], verdicts: Vec<Verdict>) -> NewStories {
    let numbers_len = articles.iter().map(|article| article.number as usize + 1).max().unwrap_or(0);
    let mut stories = NewStories { of_number: vec![0; numbers_len], ids: Vec::new(), verdicts };
    let mut of_head: FxHashMap<u32, u32> = FxHashMap::default();
    for (head, member) in heads.iter().zip(0u32..).filter(|(head, member)| *head != member) {
        let story = *of_head.entry(*head).or_insert_with(|| {
            let head = &articles[*head as usize];
            stories.ids.push(head.story_id());
            stories.of_number[head.number as usize] = stories.ids.len() as u32;
            stories.ids.len() as u32
        });
        stories.of_number[articles[member as usize].number as usize] = story;
    }
    stories
}

/// All living articles in their order.
fn living_articles(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Vec<Article>> {
    let mut articles = Vec::new();
    for (ordinal, reader) in searcher.segment_readers().iter().enumerate() {
        let of = |field| numbers(reader, field);
        let (number, text_key, shingles) = (of(fields.number)?, of(fields.text_key)?, of(fields.shingles)?);
        let inferred = of(fields.published_inferred)?;
        let first_day = days(reader, fields.published_first)?;
        for document in reader.doc_ids_alive() {
            let (Some(number), Some(text_key)) = (number.first(document), text_key.first(document)) else { continue };
            // What others give must not decide who the others are.
            let day = first_day.first(document).filter(|_| inferred.first(document).is_none());
            articles.push(Article {
                address: DocAddress::new(ordinal as u32, document),
                number: number as u32,
                text_key,
                outline: Outline {
                    shingles: shingles.first(document).unwrap_or(0) as usize,
                    day: day.and_then(|day| i32::try_from(day).ok()).map(Day),
                },
            });
        }
    }
    articles.sort_unstable_by_key(|article| (article.order(), article.number));
    Ok(articles)
}

/// The numbers of sketches that several articles have, and which heads have them.
struct SharedKeys {
    /// For each shared number its first place in `holders`; one more at the end.
    starts: Vec<u32>,
    /// How many heads stand first among the holders of each.
    heads_len: Vec<u32>,
    /// Places of articles. The heads so far are moved to the front of their part.
    holders: Vec<u32>,
    /// Shared numbers of each article: pairs of article and number, in order.
    keys_of: Vec<(u32, u32)>,
    /// Where the next article begins in these.
    next: usize,
    found: Vec<u32>,
}

impl SharedKeys {
    fn read(searcher: &Searcher, fields: &Fields, articles: &[Article]) -> tantivy::Result<Self> {
        let columns: Vec<_> = searcher
            .segment_readers()
            .iter()
            .map(|reader| numbers(reader, fields.sketch))
            .collect::<tantivy::Result<_>>()?;
        let mut pairs: Vec<u64> = Vec::new();
        for (article, place) in articles.iter().zip(0u64..) {
            let column = &columns[article.address.segment_ord as usize];
            pairs.extend(column.values_for_doc(article.address.doc_id).map(|key| key << 32 | place));
        }
        pairs.sort_unstable();
        let mut keys = SharedKeys {
            starts: Vec::new(),
            heads_len: Vec::new(),
            holders: Vec::new(),
            keys_of: Vec::new(),
            next: 0,
            found: Vec::new(),
        };
        for same in pairs.chunk_by(|a, b| a >> 32 == b >> 32).filter(|same| same.len() > 1) {
            let key = keys.starts.len() as u32;
            keys.starts.push(keys.holders.len() as u32);
            keys.holders.extend(same.iter().map(|pair| *pair as u32));
            keys.keys_of.extend(same.iter().map(|pair| (*pair as u32, key)));
        }
        keys.starts.push(keys.holders.len() as u32);
        keys.heads_len = vec![0; keys.starts.len() - 1];
        keys.keys_of.sort_unstable();
        Ok(keys)
    }

    /// The heads to compare an article with; articles must be asked for in order.
    fn candidates(&mut self, place: u32) -> Vec<u32> {
        while self.keys_of.get(self.next).is_some_and(|(article, _)| *article < place) {
            self.next += 1;
        }
        self.found.clear();
        for (_, key) in self.keys_of[self.next..].iter().take_while(|(article, _)| *article == place) {
            let (start, heads) = (self.starts[*key as usize] as usize, self.heads_len[*key as usize] as usize);
            if heads <= HEADS_PER_KEY_MAX {
                self.found.extend(&self.holders[start..start + heads]);
            }
        }
        self.found.sort_unstable();
        let mut counted: Vec<(Reverse<usize>, u32)> = self
            .found
            .chunk_by(|a, b| a == b)
            .filter(|same| same.len() >= SHARED_KEYS_MIN)
            .map(|same| (Reverse(same.len()), same[0]))
            .collect();
        counted.sort_unstable();
        counted.truncate(COMPARED_MAX);
        counted.into_iter().map(|(_, head)| head).collect()
    }

    /// The article last asked for heads a story.
    fn add_head(&mut self, place: u32) {
        for (_, key) in self.keys_of[self.next..].iter().take_while(|(article, _)| *article == place) {
            let key = *key as usize;
            // The holders are in order, so none that stands here is still to come.
            self.holders[self.starts[key] as usize + self.heads_len[key] as usize] = place;
            self.heads_len[key] += 1;
        }
    }
}

/// Reads texts to compare them.
struct Texts<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    articles: &'a [Article],
    kept: FxHashMap<u32, CopyText>,
}

impl Texts<'_> {
    /// How much of the shorter two articles share, in thousandths; 0 where they are no copies.
    fn shared(&mut self, head: u32, article: u32) -> tantivy::Result<u32> {
        if self.kept.len() > TEXTS_KEPT_MAX {
            self.kept.clear();
        }
        for place in [head, article] {
            if !self.kept.contains_key(&place) {
                let text = self.read(&self.articles[place as usize])?;
                self.kept.insert(place, text);
            }
        }
        let of = |place: u32| (self.articles[place as usize].outline, &self.kept[&place]);
        let shared = shared_part(of(head), of(article)).unwrap_or(0.0);
        Ok((shared * 1000.0).round() as u32)
    }

    fn read(&self, article: &Article) -> tantivy::Result<CopyText> {
        let DocAddress { segment_ord, doc_id } = article.address;
        let passages = numbers(self.searcher.segment_reader(segment_ord), self.fields.passages)?;
        let first = doc_id.saturating_sub(passages.first(doc_id).unwrap_or(0) as u32);
        let parts: Vec<String> = (first..doc_id)
            .map(|passage| self.stored(DocAddress::new(segment_ord, passage), self.fields.text))
            .collect::<tantivy::Result<_>>()?;
        let record: Option<ArticleRecord> =
            serde_json::from_str(&self.stored(article.address, self.fields.record)?).ok();
        let title = record.filter(|record| !record.title_derived).map_or(String::new(), |record| record.title);
        Ok(CopyText::of(parts.iter().map(String::as_str), &title))
    }

    fn stored(&self, address: DocAddress, field: Field) -> tantivy::Result<String> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let value = document.get_first(field);
        Ok(value.as_ref().and_then(|value| value.as_str()).unwrap_or_default().to_owned())
    }
}

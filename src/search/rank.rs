//! The order of articles and passages: best or newest first, and the same order on every page.

use super::scoring::ScoreParts;
use crate::index::StoryNumber;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::ops::Range;
use tantivy::{DocAddress, DocId};

/// Order of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By score; without words, newest first.
    #[default]
    Relevance,
    /// By last day, undated last.
    Newest,
    /// By first day, undated last.
    Oldest,
    /// Passages by the first day that they tell, undated last.
    Event,
    /// Passages by the last day that they tell, the newest first, undated last.
    EventNewest,
}

impl Sort {
    /// Whether passages are ranked by themselves, and not within their articles.
    pub(super) fn ranks_passages(self) -> bool {
        matches!(self, Sort::Event | Sort::EventNewest)
    }

    /// What is compared of the days that a passage tells, greater is better; a day goes before a month.
    pub(super) fn event_key(self, (first, last): (i64, i64)) -> [i64; 2] {
        if self == Sort::EventNewest { [last, first] } else { [-first, -last] }
    }
}

/// What is compared where there is no day: after all that have one.
const UNDATED: i64 = i64::MIN;

/// An article, or one passage of it, on its way to the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    /// Of the article.
    pub address: DocAddress,
    pub score: f32,
    /// The passage, where passages are ranked.
    pub passage: Option<DocId>,
    /// The story for which it stands, where copies are folded.
    pub story: Option<StoryNumber>,
    /// What is compared in turn, greater is better.
    keys: [i64; 4],
    /// Ordinal of the article id in its segment, less is better.
    id_ordinal: u64,
}

impl Candidate {
    pub fn new(address: DocAddress, score: f32, days: Option<(i64, i64)>, id_ordinal: u64, sort: Sort) -> Self {
        let last_day = days.map_or(UNDATED, |(_, last)| last);
        let primary = match sort {
            Sort::Relevance | Sort::Event | Sort::EventNewest => order_of(score),
            Sort::Newest => last_day,
            Sort::Oldest => days.map_or(UNDATED, |(first, _)| -first),
        };
        Candidate { address, score, passage: None, story: None, keys: [primary, last_day, 0, 0], id_ordinal }
    }

    /// The same article, ranked by a passage; `event` is the key of the days that it tells.
    pub fn by_passage(self, passage: DocId, event: Option<[i64; 2]>) -> Self {
        let [first, second] = event.unwrap_or([UNDATED; 2]);
        let [score, last_day, ..] = self.keys;
        Candidate { passage: Some(passage), keys: [first, second, score, last_day], ..self }
    }

    /// The same as what stands for a story.
    pub fn of_story(self, story: StoryNumber) -> Self {
        Candidate { story: Some(story), ..self }
    }

    /// The same article with another score; for an order by relevance.
    pub fn rescored(self, score: f32) -> Self {
        let [_, rest @ ..] = self.keys;
        Candidate { score, keys: [order_of(score), rest[0], rest[1], rest[2]], ..self }
    }

    /// Better first, as far as days and scores tell.
    fn by_rank(&self, other: &Self) -> Ordering {
        other.keys.cmp(&self.keys)
    }

    /// Better first, within one segment.
    pub fn in_segment(&self, other: &Self) -> Ordering {
        self.by_rank(other)
            .then(self.id_ordinal.cmp(&other.id_ordinal))
            .then(self.address.doc_id.cmp(&other.address.doc_id))
            .then(self.passage.cmp(&other.passage))
    }
}

/// A candidate in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub candidate: Candidate,
    /// What its score is made of.
    pub parts: ScoreParts,
    /// Whether it fills the page: it has most of the words and not all.
    pub partial: bool,
}

/// A score as a number in the same order: the bits of floats that are not negative are.
fn order_of(score: f32) -> i64 {
    i64::from(score.max(0.0).to_bits())
}

/// The best candidates of one segment, at most as many as are wanted.
pub(super) struct Best {
    wanted: usize,
    kept: Vec<Candidate>,
    worst: Option<Candidate>,
}

impl Best {
    pub fn new(wanted: usize) -> Self {
        Best { wanted, kept: Vec::new(), worst: None }
    }

    /// Whether what has this score cannot be among the best; for an order by relevance.
    #[inline]
    pub fn is_out_of_reach(&self, score: f32) -> bool {
        self.worst.as_ref().is_some_and(|worst| order_of(score) < worst.keys[0])
    }

    #[inline]
    pub fn push(&mut self, candidate: Candidate) {
        if self.worst.as_ref().is_some_and(|worst| candidate.in_segment(worst).is_gt()) || self.wanted == 0 {
            return;
        }
        self.kept.push(candidate);
        if self.kept.len() >= self.wanted.saturating_mul(2).max(64) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.kept.len() > self.wanted {
            self.kept.select_nth_unstable_by(self.wanted - 1, Candidate::in_segment);
            self.kept.truncate(self.wanted);
            self.worst = self.kept.last().copied();
        }
    }

    pub fn into_kept(mut self) -> Vec<Candidate> {
        if self.wanted > 0 {
            self.cut();
        }
        self.kept
    }
}

/// Brings the candidates of all segments into one order, in which one article stands for each story. The places of `exact`
/// are sure to hold what belongs there, and what belongs before or behind them stands there, in any order among ties.
/// `id` tells the article id of one, which costs a look-up and is asked only where candidates of several segments tie.
pub(super) fn merge(
    mut candidates: Vec<Candidate>,
    wanted: usize,
    exact: Range<usize>,
    mut id: impl FnMut(&Candidate) -> tantivy::Result<String>,
) -> tantivy::Result<Vec<Candidate>> {
    candidates.sort_unstable_by(|a, b| {
        a.by_rank(b).then(a.address.segment_ord.cmp(&b.address.segment_ord)).then(a.in_segment(b))
    });
    let mut standing: FxHashMap<StoryNumber, DocAddress> = FxHashMap::default();
    let mut merged: Vec<Candidate> = Vec::with_capacity(candidates.len().min(wanted));
    for tied in candidates.chunk_by_mut(|a, b| a.by_rank(b).is_eq()) {
        if merged.len() >= wanted {
            break;
        }
        // For the story of what stands before, another stands already.
        let stands = |candidate: &Candidate, standing: &FxHashMap<StoryNumber, DocAddress>| {
            candidate.story.is_none_or(|story| standing.get(&story).is_none_or(|address| *address == candidate.address))
        };
        let mut tied: Vec<Candidate> = tied.iter().filter(|candidate| stands(candidate, &standing)).copied().collect();
        let (start, end) = (merged.len(), merged.len() + tied.len());
        let matters = (start < exact.end && end > exact.start) || has_twins(&tied);
        let one_segment =
            tied.first().map(|first| first.address.segment_ord) == tied.last().map(|last| last.address.segment_ord);
        if matters && !one_segment {
            let mut named: Vec<(String, Candidate)> =
                tied.iter().map(|candidate| Ok((id(candidate)?, *candidate))).collect::<tantivy::Result<_>>()?;
            let place = |candidate: &Candidate| (candidate.address, candidate.passage);
            named.sort_by(|a, b| a.0.cmp(&b.0).then(place(&a.1).cmp(&place(&b.1))));
            tied.iter_mut().zip(named).for_each(|(place, (_, candidate))| *place = candidate);
        }
        for candidate in tied {
            if stands(&candidate, &standing) {
                candidate.story.into_iter().for_each(|story| {
                    standing.entry(story).or_insert(candidate.address);
                });
                merged.push(candidate);
            }
        }
    }
    merged.truncate(wanted);
    Ok(merged)
}

/// Whether two of these belong to one story.
fn has_twins(tied: &[Candidate]) -> bool {
    let mut stories: Vec<StoryNumber> = tied.iter().filter_map(|candidate| candidate.story).collect();
    stories.sort_unstable();
    stories.windows(2).any(|pair| pair[0] == pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(doc: u32, score: f32, day: Option<i64>) -> Candidate {
        Candidate::new(DocAddress::new(0, doc), score, day.map(|day| (day, day)), u64::from(doc), Sort::Relevance)
    }

    #[test]
    fn the_best_are_kept_whatever_the_order_of_arrival() {
        let mut best = Best::new(3);
        for doc in 0..1_000u32 {
            best.push(candidate(doc, ((doc * 7_919) % 1_000) as f32, None));
        }
        let kept = merge(best.into_kept(), 3, 0..3, |_| Ok(String::new())).unwrap();
        assert_eq!(kept.iter().map(|c| c.score).collect::<Vec<_>>(), [999.0, 998.0, 997.0]);
    }

    #[test]
    fn ties_go_to_the_newer_and_undated_come_last() {
        let mut best = Best::new(10);
        [candidate(1, 1.0, None), candidate(2, 1.0, Some(5)), candidate(3, 1.0, Some(9))]
            .into_iter()
            .for_each(|c| best.push(c));
        let order = merge(best.into_kept(), 10, 0..10, |_| Ok(String::new())).unwrap();
        assert_eq!(order.iter().map(|c| c.address.doc_id).collect::<Vec<_>>(), [3, 2, 1]);
    }

    #[test]
    fn ties_of_several_segments_are_told_apart_where_the_order_matters() {
        let of = |segment, doc, score| {
            Candidate::new(DocAddress::new(segment, doc), score, None, u64::from(doc), Sort::Relevance)
        };
        let tied = vec![of(0, 4, 1.0), of(1, 2, 1.0), of(0, 3, 1.0), of(1, 9, 2.0), of(0, 1, 0.5), of(1, 0, 0.5)];
        let order_of = |exact: Range<usize>| -> (Vec<u32>, usize) {
            let mut asked = 0;
            let merged = merge(tied.clone(), 5, exact, |candidate| {
                asked += 1;
                Ok(candidate.address.doc_id.to_string())
            });
            (merged.unwrap().iter().map(|candidate| candidate.address.doc_id).collect(), asked)
        };
        assert_eq!(order_of(0..5), (vec![9, 2, 3, 4, 0], 5));
        // The last place is a tie that is cut.
        assert_eq!(order_of(4..5), (vec![9, 3, 4, 2, 0], 2));
        assert_eq!(order_of(0..1), (vec![9, 3, 4, 2, 1], 0));
        // Copies of one story: the one whose id comes first stands for it, wherever it is.
        let twins = [of(0, 4, 1.0), of(1, 2, 1.0)];
        let story = crate::index::StoryNumber::of_test(1);
        let twins = twins.map(|candidate| candidate.of_story(story)).to_vec();
        let merged = merge(twins, 5, 3..5, |candidate| Ok(candidate.address.doc_id.to_string())).unwrap();
        assert_eq!(merged.iter().map(|candidate| candidate.address.doc_id).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn copies_that_go_do_not_shift_ties_into_the_page_unordered() {
        let of = |segment, doc, score, story: u32| {
            let candidate = Candidate::new(DocAddress::new(segment, doc), score, None, u64::from(doc), Sort::Relevance);
            if story > 0 { candidate.of_story(crate::index::StoryNumber::of_test(story)) } else { candidate }
        };
        // Three copies of the first stand lower, in the other segment; after them come ties of both segments.
        let mut candidates = vec![of(0, 1, 9.0, 1), of(0, 2, 8.0, 2), of(1, 1, 7.0, 1), of(1, 2, 6.0, 2)];
        candidates.extend([(0, 8), (0, 6), (1, 7), (1, 5)].map(|(segment, doc)| of(segment, doc, 1.0, 0)));
        let page = |len: usize| -> Vec<u32> {
            let merged = merge(candidates.clone(), len, 0..len, |candidate| Ok(candidate.address.doc_id.to_string()));
            merged.unwrap().iter().map(|candidate| candidate.address.doc_id).collect()
        };
        let whole = page(100);
        assert_eq!(whole, [1, 2, 5, 6, 7, 8]);
        (1..=6).for_each(|len| assert_eq!(page(len), whole[..len]));
    }
}

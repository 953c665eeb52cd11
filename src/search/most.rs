//! Articles that hold most of the bare words of a query: so many that they tell half of what all tell.
//!
//! Half by information and not by count, so that of two words the rarer one is needed, and small words never
//! make up for a name.

use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, TERMINATED, TantivyError};

/// The share of what all words tell that an article must hold.
const LEAST_SHARE: f32 = 0.5;

/// Matches what holds enough of its parts; the score is the sum of their scores.
#[derive(Debug)]
pub(super) struct MostQuery {
    /// What is looked for, and what each part tells.
    parts: Vec<(Box<dyn Query>, f32)>,
    /// Only what lacks some of the parts.
    partial: bool,
}

impl MostQuery {
    /// `parts` are queries with what each tells, which is never negative.
    pub fn new(parts: Vec<(Box<dyn Query>, f32)>, partial: bool) -> Self {
        MostQuery { parts, partial }
    }
}

impl Clone for MostQuery {
    fn clone(&self) -> Self {
        let parts = self.parts.iter().map(|(query, tells)| (query.box_clone(), *tells)).collect();
        MostQuery { parts, partial: self.partial }
    }
}

impl Query for MostQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let mut parts = self
            .parts
            .iter()
            .map(|(query, tells)| Ok((query.weight(scoring)?, *tells)))
            .collect::<tantivy::Result<Vec<_>>>()?;
        // What tells little comes first: it cannot make an article match, and is only looked up.
        parts.sort_by(|a, b| a.1.total_cmp(&b.1));
        let all: f32 = parts.iter().map(|(_, tells)| *tells).sum();
        Ok(Box::new(MostWeight { parts, least: all * LEAST_SHARE, partial: self.partial }))
    }
}

struct MostWeight {
    parts: Vec<(Box<dyn Weight>, f32)>,
    least: f32,
    partial: bool,
}

impl Weight for MostWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let parts = self
            .parts
            .iter()
            .map(|(weight, tells)| Ok((weight.scorer(reader, boost)?, *tells)))
            .collect::<tantivy::Result<Vec<_>>>()?;
        let mut below = 0.0;
        let optional = parts.iter().take_while(|(_, tells)| {
            below += tells;
            below < self.least
        });
        let optional = optional.count();
        let mut scorer = MostScorer { parts, optional, least: self.least, partial: self.partial, doc: 0, score: 0.0 };
        scorer.settle(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("most", scorer.score()))
    }
}

struct MostScorer {
    /// What tells least first.
    parts: Vec<(Box<dyn Scorer>, f32)>,
    /// How many of the first parts together are not enough.
    optional: usize,
    least: f32,
    partial: bool,
    doc: DocId,
    score: Score,
}

impl MostScorer {
    /// Goes to the first match at `from` or later.
    fn settle(&mut self, from: DocId) -> DocId {
        let mut from = from;
        loop {
            let mut candidate = TERMINATED;
            for (part, _) in &mut self.parts[self.optional..] {
                candidate = candidate.min(reach(part, from));
            }
            self.doc = candidate;
            if candidate == TERMINATED || self.takes(candidate) {
                return candidate;
            }
            from = candidate + 1;
        }
    }

    fn takes(&mut self, doc: DocId) -> bool {
        let mut tells = 0.0;
        let mut held = 0;
        self.score = 0.0;
        for (part, told) in &mut self.parts {
            if reach(part, doc) == doc {
                tells += *told;
                held += 1;
                self.score += part.score();
            }
        }
        tells >= self.least && held > 0 && !(self.partial && held == self.parts.len())
    }
}

/// Goes on to `target` or what follows it.
fn reach(part: &mut Box<dyn Scorer>, target: DocId) -> DocId {
    let doc = part.doc();
    if doc == TERMINATED || doc >= target { doc } else { part.seek(target) }
}

impl DocSet for MostScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.settle(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target { self.doc } else { self.settle(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.parts[self.optional..].iter().map(|(part, _)| part.size_hint()).max().unwrap_or(0)
    }
}

impl Scorer for MostScorer {
    fn score(&mut self) -> Score {
        self.score
    }
}

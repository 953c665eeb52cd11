//! The best labels of a window: Viterbi over whole numbers, so that every machine decides alike.

use super::label::{LABELS, OUTSIDE, closes, may_follow, opens};
use super::weights::{ROW, Weights};

/// A score that no sequence reaches.
const NEVER: i32 = i32::MIN / 4;

/// For each label those that it may follow.
const BEFORE: [[bool; LABELS]; LABELS] = {
    let mut table = [[false; LABELS]; LABELS];
    let mut next = 0;
    while next < LABELS {
        let mut before = 0;
        while before < LABELS {
            table[next][before] = may_follow(before, next);
            before += 1;
        }
        next += 1;
    }
    table
};

/// Buffers that are used again for every window.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    from: Vec<[u8; LABELS]>,
}

impl Decoder {
    /// Writes the best labels for a window of tokens to `labels`. `gaps` are the kinds of gaps before each token
    /// and after the last.
    pub(super) fn decode(&mut self, weights: &Weights, scores: &[[i16; ROW]], gaps: &[u8], labels: &mut Vec<u8>) {
        labels.clear();
        let Some(first) = scores.first() else { return };
        self.from.clear();
        let own = |scores: &[i16; ROW], label: usize| if label == OUTSIDE { 0 } else { i32::from(scores[label - 1]) };
        let mut best = [NEVER; LABELS];
        for label in (0..LABELS).filter(|label| opens(*label)) {
            best[label] = weights.transition(gaps[0], OUTSIDE, label) + own(first, label);
        }
        for (scores, &gap) in scores[1..].iter().zip(&gaps[1..]) {
            let mut next = [NEVER; LABELS];
            let mut from = [0u8; LABELS];
            for label in 0..LABELS {
                for before in 0..LABELS {
                    if BEFORE[label][before] {
                        let score = best[before] + weights.transition(gap, before, label);
                        if score > next[label] {
                            next[label] = score;
                            from[label] = before as u8;
                        }
                    }
                }
                next[label] += own(scores, label);
            }
            self.from.push(from);
            best = next;
        }
        let end = gaps[scores.len()];
        let mut last = OUTSIDE;
        let mut highest = i32::MIN;
        for label in (0..LABELS).filter(|label| closes(*label)) {
            let score = best[label] + weights.transition(end, label, OUTSIDE);
            if score > highest {
                (last, highest) = (label, score);
            }
        }
        labels.push(last as u8);
        for from in self.from.iter().rev() {
            last = usize::from(from[last]);
            labels.push(last as u8);
        }
        labels.reverse();
    }
}

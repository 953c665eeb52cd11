//! The best labels of a window: Viterbi over whole numbers, so that every machine decides alike.

use super::label::{LABELS, OUTSIDE, closes, opens};
use super::weights::{ROW, Weights};

/// A score that no sequence reaches.
const NEVER: i32 = i32::MIN / 4;

/// What a label that opens may follow: labels that close.
const CLOSED: &[u8] = &[0, 3, 4, 7, 8, 11, 12, 15, 16];

/// For each label those that it may follow.
const BEFORE: [&[u8]; LABELS] = [
    CLOSED,
    CLOSED,
    &[1, 2],
    &[1, 2],
    CLOSED,
    CLOSED,
    &[5, 6],
    &[5, 6],
    CLOSED,
    CLOSED,
    &[9, 10],
    &[9, 10],
    CLOSED,
    CLOSED,
    &[13, 14],
    &[13, 14],
    CLOSED,
];

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
            best[label] = weights.over(gaps[0])[OUTSIDE][label] + own(first, label);
        }
        for (scores, &gap) in scores[1..].iter().zip(&gaps[1..]) {
            let weights = weights.over(gap);
            let mut next = [NEVER; LABELS];
            let mut from = [0u8; LABELS];
            for label in 0..LABELS {
                let (mut highest, mut best_before) = (NEVER, 0);
                for &before in BEFORE[label] {
                    let score = best[usize::from(before)] + weights[usize::from(before)][label];
                    if score > highest {
                        (highest, best_before) = (score, before);
                    }
                }
                next[label] = highest + own(scores, label);
                from[label] = best_before;
            }
            self.from.push(from);
            best = next;
        }
        let end = gaps[scores.len()];
        let mut last = OUTSIDE;
        let mut highest = i32::MIN;
        for label in (0..LABELS).filter(|label| closes(*label)) {
            let score = best[label] + weights.over(end)[label][OUTSIDE];
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::tagger::may_follow;

    #[test]
    fn the_table_says_what_may_follow() {
        for (next, before) in BEFORE.iter().enumerate() {
            let may: Vec<u8> =
                (0..LABELS).filter(|before| may_follow(*before, next)).map(|before| before as u8).collect();
            assert_eq!(*before, may, "label {next}");
        }
    }
}

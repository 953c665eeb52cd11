//! What rounding the weights to 8 bits costs: F1 over windows by the weights as trained and by the rounded ones.

use crate::crf::{Example, Model, transition};
use dateline::actor::tagger::{LABELS, OUTSIDE, closes, may_follow, opens};

/// F1 of names (of all classes, by span and class) over the examples.
pub fn f1(model: &Model, examples: &[Example]) -> f64 {
    let (mut right, mut counted) = (0, 0);
    for example in examples {
        let (found, wanted) = (names(&best(model, example)), names(&example.labels));
        right += found.iter().filter(|name| wanted.contains(name)).count();
        counted += found.len() + wanted.len();
    }
    2.0 * right as f64 / counted.max(1) as f64
}

/// Beginning, end and class of each name.
fn names(labels: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut names = Vec::new();
    let mut start = 0;
    for (at, &label) in labels.iter().enumerate().filter(|(_, label)| **label != OUTSIDE) {
        if opens(label) {
            start = at;
        }
        if closes(label) {
            names.push((start, at, (label - 1) / 4));
        }
    }
    names
}

/// The best labels, in floating point.
fn best(model: &Model, example: &Example) -> Vec<usize> {
    let weight = |gap: u8, before: usize, next: usize| model.transitions[transition(gap, before, next)];
    let count = example.features.len();
    let mut ways: Vec<[(f32, usize); LABELS]> = Vec::with_capacity(count);
    for (at, token) in example.features.iter().enumerate() {
        let scores = model.scores(token);
        ways.push(std::array::from_fn(|label| {
            let before = (0..LABELS).filter(|before| may_follow(*before, label));
            let from = |before: usize| match at {
                0 if before == OUTSIDE => weight(example.gaps[0], OUTSIDE, label),
                0 => f32::NEG_INFINITY,
                _ => ways[at - 1][before].0 + weight(example.gaps[at], before, label),
            };
            let highest = before.map(|before| (from(before), before)).max_by(|left, right| left.0.total_cmp(&right.0));
            let (score, before) = highest.unwrap_or((f32::NEG_INFINITY, OUTSIDE));
            (score + scores[label], before)
        }));
    }
    let end = |label: usize| ways[count - 1][label].0 + weight(example.gaps[count], label, OUTSIDE);
    let last = (0..LABELS).filter(|label| closes(*label)).max_by(|left, right| end(*left).total_cmp(&end(*right)));
    let mut labels = vec![last.unwrap_or(OUTSIDE)];
    for at in (1..count).rev() {
        labels.push(ways[at][labels[labels.len() - 1]].1);
    }
    labels.reverse();
    labels
}

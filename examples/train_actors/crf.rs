//! A linear-chain conditional random field, trained by AdaGrad on single windows in an order that a fixed seed gives.
//!
//! Training goes twice: over all features that were seen often enough, and then again over those that weighed most, so
//! that what is left makes up for what went.

use dateline::actor::tagger::{GAPS, LABELS, OUTSIDE, closes, may_follow, opens, pack};
use std::collections::HashMap;
use std::io::Write;

const ROW: usize = LABELS - 1;

/// A window with its right labels.
pub struct Example {
    pub features: Vec<Vec<u32>>,
    pub gaps: Vec<u8>,
    pub labels: Vec<usize>,
    /// How much it counts.
    pub weight: f32,
}

/// How training goes.
pub struct Options {
    pub epochs: usize,
    pub rate: f32,
    /// Pull towards 0, for each token that has the feature.
    pub decay: f32,
    /// Share of features that are left out of a token at random, so that none is leant on alone.
    pub dropout: f32,
    pub seen_min: u32,
    pub features_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { epochs: 12, rate: 0.1, decay: 1e-4, dropout: 0.3, seen_min: 2, features_max: 200_000 }
    }
}

/// Weights of rows of labels, and of transitions.
pub struct Model {
    /// The features that have rows, sorted.
    features: Vec<u32>,
    rows: Vec<[f32; ROW]>,
    pub transitions: Vec<f32>,
}

/// A small generator of random numbers, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.next() as usize % (at + 1));
        }
    }
}

/// An example whose features are numbers of rows.
struct Dense {
    features: Vec<Vec<u32>>,
    gaps: Vec<u8>,
    labels: Vec<usize>,
    weight: f32,
}

fn dense(examples: &[Example], features: &[u32]) -> Vec<Dense> {
    let rows: HashMap<u32, u32> = features.iter().zip(0..).map(|(feature, row)| (*feature, row)).collect();
    let of = |token: &Vec<u32>| token.iter().filter_map(|feature| rows.get(feature).copied()).collect();
    let dense = |example: &Example| Dense {
        features: example.features.iter().map(of).collect(),
        gaps: example.gaps.clone(),
        labels: example.labels.clone(),
        weight: example.weight,
    };
    examples.iter().map(dense).collect()
}

/// Trains on the examples.
pub fn train(examples: &[Example], options: &Options, out: &mut impl Write) -> std::io::Result<Model> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for token in examples.iter().flat_map(|example| &example.features) {
        for feature in token {
            *counts.entry(*feature).or_default() += 1;
        }
    }
    let mut features: Vec<u32> =
        counts.iter().filter(|(_, count)| **count >= options.seen_min).map(|(feature, _)| *feature).collect();
    features.sort_unstable();
    writeln!(out, "{} windows, {} features of {} seen", examples.len(), features.len(), counts.len())?;
    let mut model = fit(examples, features, options, out)?;
    if model.features.len() > options.features_max {
        let weight = |row: &[f32; ROW]| row.iter().map(|weight| weight * weight).sum::<f32>();
        let mut order: Vec<usize> = (0..model.rows.len()).collect();
        let rank = |row: usize| {
            let seen = counts[&model.features[row]] as f32;
            weight(&model.rows[row]) * seen.sqrt()
        };
        order.sort_by(|left, right| rank(*right).total_cmp(&rank(*left)));
        let mut kept: Vec<u32> = order[..options.features_max].iter().map(|&row| model.features[row]).collect();
        kept.sort_unstable();
        model = fit(examples, kept, options, out)?;
    }
    Ok(model)
}

fn fit(examples: &[Example], features: Vec<u32>, options: &Options, out: &mut impl Write) -> std::io::Result<Model> {
    let dense = dense(examples, &features);
    let mut model =
        Model { rows: vec![[0.0; ROW]; features.len()], transitions: vec![0.0; GAPS * LABELS * LABELS], features };
    let mut squares = vec![[1e-2f32; ROW]; model.rows.len()];
    let mut transition_squares = vec![1e-2f32; model.transitions.len()];
    let mut random = Random(20_240_117);
    let mut order: Vec<usize> = (0..dense.len()).collect();
    let mut lattice = Lattice::default();
    let kept_of = ((1.0 - options.dropout) * 65_536.0) as u32;
    for epoch in 0..options.epochs {
        random.shuffle(&mut order);
        // The last epochs go in smaller steps.
        let rate = options.rate * (1.0 - 0.9 * epoch as f32 / options.epochs as f32);
        let mut loss = 0.0f64;
        for &number in &order {
            let example = &dense[number];
            let kept: Vec<Vec<u32>> = example
                .features
                .iter()
                .map(|token| token.iter().copied().filter(|_| random.next() % 65_536 < kept_of).collect())
                .collect();
            loss += f64::from(lattice.fill(&model, &kept, &example.gaps, &example.labels) * example.weight);
            for (at, token) in kept.iter().enumerate() {
                let gradient = lattice.gradient(at, example.labels[at]);
                for &row in token {
                    let (weights, squares) = (&mut model.rows[row as usize], &mut squares[row as usize]);
                    for label in 0..ROW {
                        let slope = gradient[label] * example.weight + options.decay * weights[label];
                        squares[label] += slope * slope;
                        weights[label] -= rate * slope / squares[label].sqrt();
                    }
                }
            }
            lattice.transition_slopes(&example.gaps, &example.labels, |index, slope| {
                let slope = slope * example.weight;
                transition_squares[index] += slope * slope;
                model.transitions[index] -= rate * slope / transition_squares[index].sqrt();
            });
        }
        writeln!(out, "epoch {} of {}: loss {loss:.1}", epoch + 1, options.epochs)?;
    }
    // Dropped features came less often in training than they do in use.
    let scale = 1.0 - options.dropout;
    for weight in model.rows.iter_mut().flatten() {
        *weight *= scale;
    }
    Ok(model)
}

/// Probabilities of one window, reckoned forwards and backwards.
#[derive(Default)]
struct Lattice {
    scores: Vec<[f32; LABELS]>,
    forward: Vec<[f32; LABELS]>,
    backward: Vec<[f32; LABELS]>,
    /// Probability of a label after a label, for each token but the first.
    pairs: Vec<[[f32; LABELS]; LABELS]>,
    first: [f32; LABELS],
    last: [f32; LABELS],
    own: Vec<[f32; LABELS]>,
}

/// Number of the weight of a label after a label over a gap.
pub fn transition(gap: u8, before: usize, next: usize) -> usize {
    (usize::from(gap) * LABELS + before) * LABELS + next
}

fn log_sum(values: &[f32; LABELS]) -> f32 {
    let highest = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if highest == f32::NEG_INFINITY {
        return highest;
    }
    highest + values.iter().map(|value| (value - highest).exp()).sum::<f32>().ln()
}

impl Lattice {
    /// Reckons all probabilities, and gives the negative logarithm of that of the right labels.
    fn fill(&mut self, model: &Model, tokens: &[Vec<u32>], gaps: &[u8], labels: &[usize]) -> f32 {
        let count = tokens.len();
        let never = f32::NEG_INFINITY;
        self.scores.clear();
        for token in tokens {
            let mut scores = [0.0; LABELS];
            for &row in token {
                for (score, weight) in scores[1..].iter_mut().zip(&model.rows[row as usize]) {
                    *score += weight;
                }
            }
            self.scores.push(scores);
        }
        let weight = |gap: u8, before: usize, next: usize| model.transitions[transition(gap, before, next)];
        self.forward.clear();
        let mut forward = [never; LABELS];
        for label in (0..LABELS).filter(|label| opens(*label)) {
            forward[label] = weight(gaps[0], OUTSIDE, label) + self.scores[0][label];
        }
        self.forward.push(forward);
        for (at, &gap) in gaps.iter().enumerate().take(count).skip(1) {
            let mut next = [never; LABELS];
            for (label, sum) in next.iter_mut().enumerate() {
                let mut ways = [never; LABELS];
                for before in (0..LABELS).filter(|before| may_follow(*before, label)) {
                    ways[before] = self.forward[at - 1][before] + weight(gap, before, label);
                }
                *sum = log_sum(&ways) + self.scores[at][label];
            }
            self.forward.push(next);
        }
        self.backward.clear();
        self.backward.resize(count, [never; LABELS]);
        for label in (0..LABELS).filter(|label| closes(*label)) {
            self.backward[count - 1][label] = weight(gaps[count], label, OUTSIDE);
        }
        for at in (0..count - 1).rev() {
            for label in 0..LABELS {
                let mut ways = [never; LABELS];
                for next in (0..LABELS).filter(|next| may_follow(label, *next)) {
                    ways[next] =
                        weight(gaps[at + 1], label, next) + self.scores[at + 1][next] + self.backward[at + 1][next];
                }
                self.backward[at][label] = log_sum(&ways);
            }
        }
        let mut ends = [never; LABELS];
        for (label, end) in ends.iter_mut().enumerate() {
            *end = self.forward[count - 1][label] + self.backward[count - 1][label];
        }
        let total = log_sum(&ends);
        self.own.clear();
        for at in 0..count {
            let own = std::array::from_fn(|label| (self.forward[at][label] + self.backward[at][label] - total).exp());
            self.own.push(own);
        }
        self.pairs.clear();
        for (at, &gap) in gaps.iter().enumerate().take(count).skip(1) {
            let mut pairs = [[0.0; LABELS]; LABELS];
            for (before, row) in pairs.iter_mut().enumerate() {
                for next in (0..LABELS).filter(|next| may_follow(before, *next)) {
                    row[next] = (self.forward[at - 1][before]
                        + weight(gap, before, next)
                        + self.scores[at][next]
                        + self.backward[at][next]
                        - total)
                        .exp();
                }
            }
            self.pairs.push(pairs);
        }
        self.first = self.own[0];
        self.last = self.own[count - 1];
        let mut right = weight(gaps[0], OUTSIDE, labels[0]) + weight(gaps[count], labels[count - 1], OUTSIDE);
        for at in 0..count {
            right += self.scores[at][labels[at]];
            if at > 0 {
                right += weight(gaps[at], labels[at - 1], labels[at]);
            }
        }
        total - right
    }

    fn gradient(&self, at: usize, right: usize) -> [f32; ROW] {
        std::array::from_fn(|label| self.own[at][label + 1] - f32::from(u8::from(right == label + 1)))
    }

    fn transition_slopes(&self, gaps: &[u8], labels: &[usize], mut then: impl FnMut(usize, f32)) {
        let hit = |is: bool| f32::from(u8::from(is));
        let count = labels.len();
        for label in 0..LABELS {
            if opens(label) {
                then(transition(gaps[0], OUTSIDE, label), self.first[label] - hit(labels[0] == label));
            }
            if closes(label) {
                then(transition(gaps[count], label, OUTSIDE), self.last[label] - hit(labels[count - 1] == label));
            }
        }
        for (at, pairs) in self.pairs.iter().enumerate() {
            for (before, row) in pairs.iter().enumerate() {
                for (next, &probability) in row.iter().enumerate().filter(|(next, _)| may_follow(before, *next)) {
                    let right = labels[at] == before && labels[at + 1] == next;
                    then(transition(gaps[at + 1], before, next), probability - hit(right));
                }
            }
        }
    }
}

impl Model {
    /// Scores of the labels of a token with these features.
    pub fn scores(&self, features: &[u32]) -> [f32; LABELS] {
        let mut scores = [0.0; LABELS];
        for row in features.iter().filter_map(|feature| self.features.binary_search(feature).ok()) {
            for (score, weight) in scores[1..].iter_mut().zip(&self.rows[row]) {
                *score += weight;
            }
        }
        scores
    }

    /// What a weight is multiplied by, so that 8 bits hold it: all weights in one scale.
    fn scale(&self) -> f32 {
        let mut sizes: Vec<f32> = self.rows.iter().flatten().map(|weight| weight.abs()).collect();
        sizes.sort_by(f32::total_cmp);
        // The few that are larger are cut.
        127.0 / sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 20_000)).copied().unwrap_or(1.0).max(0.1)
    }

    /// The model in whole numbers.
    #[must_use]
    pub fn rounded(&self) -> Model {
        let scale = self.scale();
        Model {
            features: self.features.clone(),
            rows: self.rows.iter().map(|row| row.map(|weight| (weight * scale).round().clamp(-127.0, 127.0))).collect(),
            transitions: self.transitions.iter().map(|weight| (weight * scale).round()).collect(),
        }
    }

    /// The file of a rounded model.
    pub fn pack(&self) -> Vec<u8> {
        let rows =
            self.features.iter().zip(&self.rows).map(|(feature, row)| (*feature, row.map(|weight| weight as i8)));
        let transitions: Vec<i16> = self.transitions.iter().map(|weight| *weight as i16).collect();
        pack(rows.collect(), &transitions)
    }
}

//! Learns `src/actor/same_name/weights.txt` from pairs of names that are known to be one or two.
//!
//!     cargo run --release --example train_same_name PAIRS.tsv > src/actor/same_name/weights.txt
//!
//! The file has a header line and the columns name, variant, kind (person, org, group, place), label (same, different).
//! Half of the first names, chosen by a hash, are held back (`match_names --half` measures on them). Logistic
//! regression, by gradients over all pairs of a family; a pair that is wrongly joined counts more than one that is missed.

mod held_back;

use dateline::actor::{Family, Kind, NameForm, OBSERVATIONS};
use held_back::is_held_back;
use std::io::{Write, stdout};

const ROUNDS: usize = 6_000;
const RATE: f64 = 0.02;
/// Keeps weights small where the pairs say little.
const SHRINK: f64 = 2e-4;
/// How much more a pair of different names counts, by family.
const DIFFERENT: [f64; 3] = [1.6, 1.2, 1.2];

struct Pair {
    values: Vec<f64>,
    same: bool,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("a file of pairs is asked for")?;
    let whole = std::env::args().any(|argument| argument == "--all");
    let mut families: [Vec<Pair>; 3] = Default::default();
    for line in std::fs::read_to_string(path)?.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, variant, kind, label, ..] = columns[..] else { continue };
        if !whole && is_held_back(name) {
            continue;
        }
        let kind = match kind {
            "org" => Kind::Organisation,
            other => Kind::from_word(other).ok_or("an unknown kind")?,
        };
        let Some(values) = NameForm::of(name, kind).observations(&NameForm::of(variant, kind)) else { continue };
        let values = values.into_iter().map(f64::from).collect();
        families[Family::of(kind) as usize].push(Pair { values, same: label == "same" });
    }
    let weights: Vec<Vec<f64>> = families.iter().zip(DIFFERENT).map(|(pairs, weight)| learn(pairs, weight)).collect();
    let mut out = stdout().lock();
    writeln!(out, "# What an observation of two names says for their being one: person, organisation, place.")?;
    writeln!(out, "# Made by examples/train_same_name.rs.")?;
    for (at, name) in OBSERVATIONS.iter().enumerate() {
        writeln!(out, "{name}\t{:.3}\t{:.3}\t{:.3}", weights[0][at], weights[1][at], weights[2][at])?;
    }
    out.flush()?;
    Ok(())
}

/// Adam, over all pairs in each round.
fn learn(pairs: &[Pair], different: f64) -> Vec<f64> {
    let len = OBSERVATIONS.len();
    let (mut weights, mut mean, mut square) = (vec![0.0; len], vec![0.0; len], vec![0.0; len]);
    for round in 1..=ROUNDS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| SHRINK * weight).collect();
        for pair in pairs {
            let sum: f64 = pair.values.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(pair.same));
            let counts = if pair.same { 1.0 } else { different } / pairs.len() as f64;
            for (slope, value) in gradient.iter_mut().zip(&pair.values) {
                *slope += counts * error * value;
            }
        }
        let rate = RATE * (1.0 - round as f64 / (ROUNDS + 1) as f64);
        for at in 0..len {
            mean[at] = 0.9 * mean[at] + 0.1 * gradient[at];
            square[at] = 0.999 * square[at] + 0.001 * gradient[at] * gradient[at];
            let (first, second) =
                (mean[at] / (1.0 - 0.9f64.powi(round as i32)), square[at] / (1.0 - 0.999f64.powi(round as i32)));
            weights[at] -= rate * first / (second.sqrt() + 1e-8);
        }
    }
    weights
}

//! Makes `src/actor/same_name/spelling_costs.txt` from a table of spelling classes of name words.
//!
//! Reads lines of class id, tab, Latin spellings joined by `|` from standard input and writes what it costs to write
//! one group of letters for another:
//!
//!     zstd -dc person_name_classes.tsv.zst | cargo run --release --example derive_spelling_costs > src/actor/same_name/spelling_costs.txt
//!
//! Each two spellings of a class are taken as one string of pairs of letter groups, each pair drawn by itself (a joint
//! multigram model; Deligne and Bimbot 1995). Their probabilities are learned by expectation maximisation. The cost of
//! a pair is how much less likely it is, in nats, than that both sides write the same letters.

use dateline::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::io::{BufRead, Write, stdin, stdout};

/// Classes with more spellings than this give that many.
const SPELLINGS_MAX: usize = 12;
const ROUNDS: usize = 8;
/// Most letters of one side, and of both.
const SIDE_MAX: usize = 3;
const BOTH_MAX: usize = 5;
/// A group is written only when it costs this much less than its letters one by one.
const GAIN_MIN: f64 = 0.7;
const COST_MAX: f64 = 7.0;

type Group = Vec<u8>;
type Pair = (Group, Group);
/// From one place of two words to another, by a pair of a probability.
type Edge<'a> = (usize, usize, &'a [u8], &'a [u8], f64);

fn main() -> std::io::Result<()> {
    let mut pairs: Vec<(Vec<u8>, Vec<u8>, f64)> = Vec::new();
    for line in stdin().lock().lines() {
        let line = line?;
        // Names of one script only are the less certain ones.
        let mut columns = line.split('\t').skip(1);
        let (Some(latin), Some(other_scripts)) = (columns.next(), columns.next()) else { continue };
        if other_scripts.is_empty() {
            continue;
        }
        let mut spellings: Vec<Vec<u8>> = latin.split('|').filter_map(letters).collect();
        spellings.sort();
        spellings.dedup();
        spellings.truncate(SPELLINGS_MAX);
        let weight = 1.0 / spellings.len().max(2) as f64;
        for (at, a) in spellings.iter().enumerate() {
            pairs.extend(spellings[at + 1..].iter().map(|b| (a.clone(), b.clone(), weight)));
        }
    }
    let mut model: FxHashMap<Pair, f64> = FxHashMap::default();
    for round in 0..ROUNDS {
        model = learn(&pairs, &model, round == 0);
    }
    write_costs(&model)
}

/// A word as letters between `^` and `$`; `None` for several words or other letters.
fn letters(spelling: &str) -> Option<Vec<u8>> {
    let word: Vec<u8> = fold(spelling).bytes().filter(|byte| *byte != b'\'').collect();
    let plain = word.len() > 1 && word.iter().all(u8::is_ascii_lowercase);
    plain.then(|| [b"^".as_slice(), &word, b"$"].concat())
}

/// The pairs of groups that may begin at two places of two words.
fn steps<'a>(a: &'a [u8], b: &'a [u8]) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
    (0..=SIDE_MAX.min(a.len())).flat_map(move |i| (0..=SIDE_MAX.min(b.len())).map(move |j| (&a[..i], &b[..j]))).filter(
        |(x, y)| {
            let ends = |group: &[u8], end: u8| group.contains(&end);
            let both = x.len() + y.len();
            if x == y {
                return x.len() == 1;
            }
            both > 0
                && both <= BOTH_MAX
                && (x.len() <= 2 && y.len() <= 2 || is_sibilant(x, y))
                && (!x.is_empty() || y.len() == 1)
                && (!y.is_empty() || x.len() == 1)
                && ends(x, b'^') == ends(y, b'^')
                && ends(x, b'$') == ends(y, b'$')
        },
    )
}

/// Three letters may stand for one sound where they are consonants ("sch"), and are no longer form of the other side.
fn is_sibilant(x: &[u8], y: &[u8]) -> bool {
    let consonants = |group: &[u8]| group.iter().all(|c| !b"aeiouy^$".contains(c));
    let held = |short: &[u8], long: &[u8]| short.len() == 1 && long.contains(&short[0]);
    !x.is_empty() && !y.is_empty() && consonants(x) && consonants(y) && !held(x, y) && !held(y, x)
}

/// The least that a pair may cost: a letter more is never free, and at the end of a word it is often another form
/// of the name (a wife's, a genitive), which the classes do not part.
fn floor(x: &[u8], y: &[u8]) -> f64 {
    let longer = x.len() != y.len();
    match longer && (x.starts_with(y) || x.ends_with(y) || y.starts_with(x) || y.ends_with(x)) {
        true if x.contains(&b'$') && !(x.contains(&b'h') || y.contains(&b'h')) => 2.5,
        true => 1.0,
        false => 0.2,
    }
}

fn ordered(x: &[u8], y: &[u8]) -> Pair {
    if x <= y { (x.to_vec(), y.to_vec()) } else { (y.to_vec(), x.to_vec()) }
}

/// One round of expectation maximisation; the first starts from a guess by lengths.
fn learn(pairs: &[(Vec<u8>, Vec<u8>, f64)], model: &FxHashMap<Pair, f64>, first: bool) -> FxHashMap<Pair, f64> {
    let probability = |x: &[u8], y: &[u8]| {
        if first {
            return if x == y { 0.02 } else { 0.0001 / f64::from(1 << (2 * (x.len() + y.len()))) };
        }
        model.get(&ordered(x, y)).copied().unwrap_or(0.0)
    };
    let mut counts: FxHashMap<Pair, f64> = FxHashMap::default();
    for (a, b, weight) in pairs {
        let width = b.len() + 1;
        let mut forward = vec![0.0; (a.len() + 1) * width];
        forward[0] = 1.0;
        let mut edges: Vec<Edge<'_>> = Vec::new();
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                let here = forward[i * width + j];
                if here == 0.0 {
                    continue;
                }
                for (x, y) in steps(&a[i..], &b[j..]) {
                    let p = probability(x, y);
                    if p > 0.0 {
                        let to = (i + x.len()) * width + j + y.len();
                        forward[to] += here * p;
                        edges.push((i * width + j, to, x, y, p));
                    }
                }
            }
        }
        let total = *forward.last().expect("a word has letters");
        if total <= 0.0 {
            continue;
        }
        let mut backward = vec![0.0; forward.len()];
        *backward.last_mut().expect("a word has letters") = 1.0;
        for (from, to, x, y, p) in edges.iter().rev() {
            backward[*from] += p * backward[*to];
            let expected = forward[*from] * p * backward[*to] / total;
            if expected > 1e-4 {
                *counts.entry(ordered(x, y)).or_default() += weight * expected;
            }
        }
    }
    counts.retain(|(x, y), count| *count > if x.len().max(y.len()) > 1 { 2.0 } else { 0.2 });
    let total: f64 = counts.values().sum();
    counts.values_mut().for_each(|count| *count /= total);
    counts
}

fn write_costs(model: &FxHashMap<Pair, f64>) -> std::io::Result<()> {
    let same = |group: &[u8]| -> f64 {
        group.iter().map(|c| model.get(&(vec![*c], vec![*c])).copied().unwrap_or(1e-4).ln()).sum()
    };
    let raw: FxHashMap<Pair, f64> = model
        .iter()
        .filter(|((x, y), _)| x != y)
        .map(|((x, y), p)| ((x.clone(), y.clone()), ((same(x) + same(y)) / 2.0 - p.ln()).max(floor(x, y))))
        .collect();
    let mut kept: Vec<(&Pair, f64)> = Vec::new();
    let groups: FxHashSet<&Pair> = raw.keys().collect();
    for pair in groups {
        let cost = raw[pair];
        let simple = pair.0.len() <= 1 && pair.1.len() <= 1;
        if cost <= COST_MAX && (simple || cost + GAIN_MIN < apart(pair, &raw)) {
            kept.push((pair, cost));
        }
    }
    kept.sort_by(|a, b| a.0.cmp(b.0));
    let mut out = stdout().lock();
    writeln!(out, "# Groups of letters that spellings of one name exchange, with the cost in tenths of a nat.")?;
    writeln!(out, "# ^ and $ are the two ends of a word, - is no letter. Made by examples/derive_spelling_costs.rs;")?;
    writeln!(out, "# the table it was learned from is named in NOTICE.")?;
    for ((x, y), cost) in kept {
        let show = |group: &Group| match group.is_empty() {
            true => "-".to_owned(),
            false => String::from_utf8_lossy(group).into_owned(),
        };
        writeln!(out, "{} {} {}", show(x), show(y), (cost * 10.0).round())?;
    }
    out.flush()
}

/// What a pair costs by shorter groups: an edit distance over all pairs but itself.
fn apart(pair: &Pair, raw: &FxHashMap<Pair, f64>) -> f64 {
    let (a, b) = pair;
    let width = b.len() + 1;
    let mut least = vec![f64::INFINITY; (a.len() + 1) * width];
    least[0] = 0.0;
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let here = least[i * width + j];
            for (x, y) in steps(&a[i..], &b[j..]) {
                if x.len() == a.len() && y.len() == b.len() {
                    continue;
                }
                let cost = if x == y { 0.0 } else { raw.get(&ordered(x, y)).copied().unwrap_or(COST_MAX) };
                let to = &mut least[(i + x.len()) * width + j + y.len()];
                *to = to.min(here + cost);
            }
        }
    }
    *least.last().expect("two groups")
}

//! What it costs to write one word as another: an edit distance over groups of letters.
//!
//! The costs were learned from spellings of the same names (see the head of `spelling_costs.txt`): to write `q` for `k` or
//! `ou` for `u` is cheap, `t` for `l` is not.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Most letters of a word that are compared.
pub(super) const LETTERS_MAX: usize = 40;
/// Letters that the two sides may run apart.
const APART_MAX: usize = 7;
/// A letter for another, or one more, where the table has nothing.
const OTHER_LETTER: f32 = 7.0;
/// Two neighbours changed places, which a hand does and no rule of spelling.
const SWAPPED: f32 = 5.0;

/// A letter written twice for once.
const DOUBLED: f32 = 1.5;

struct Costs {
    /// Cost of a letter that is left out.
    single: [f32; 32],
    pairs: FxHashMap<u32, f32>,
}

fn costs() -> &'static Costs {
    static COSTS: OnceLock<Costs> = OnceLock::new();
    COSTS.get_or_init(|| {
        let mut costs = Costs { single: [OTHER_LETTER; 32], pairs: FxHashMap::default() };
        for line in include_str!("spelling_costs.txt").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split(' ');
            let (Some(x), Some(y), Some(tenths)) = (columns.next(), columns.next(), columns.next()) else { continue };
            let cost = tenths.parse::<f32>().map_or(OTHER_LETTER, |tenths| tenths / 10.0);
            let codes = |group: &str| -> Vec<u8> { group.bytes().filter(|byte| *byte != b'-').map(code).collect() };
            let (x, y) = (codes(x), codes(y));
            if let ([], [letter]) = (x.as_slice(), y.as_slice()) {
                costs.single[usize::from(*letter)] = cost;
            } else {
                costs.pairs.insert(pair(&x, &y), cost);
                costs.pairs.insert(pair(&y, &x), cost);
            }
        }
        costs
    })
}

const START: u8 = 27;
const END: u8 = 28;

fn code(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => byte - b'a' + 1,
        b'^' => START,
        b'$' => END,
        // Digits and letters of other scripts cost what they cost: nothing where equal.
        _ => 29 + byte % 3,
    }
}

fn group(codes: &[u8]) -> u32 {
    codes.iter().fold(0, |key, code| (key << 5) | u32::from(*code))
}

fn pair(x: &[u8], y: &[u8]) -> u32 {
    (group(x) << 15) | group(y)
}

/// What it costs to write `a` as `b`; `None` when that is more than `limit`, or one is too long.
pub(super) fn spelling_cost(a: &str, b: &str, limit: f32) -> Option<f32> {
    if a == b {
        return Some(0.0);
    }
    if a.len().abs_diff(b.len()) > APART_MAX || a.len().max(b.len()) > LETTERS_MAX {
        return None;
    }
    let costs = costs();
    let coded = |word: &str| -> Vec<u8> { [START].into_iter().chain(word.bytes().map(code)).chain([END]).collect() };
    let (x, y) = (coded(a), coded(b));
    let width = y.len() + 1;
    let mut least = [f32::INFINITY; (LETTERS_MAX + 3) * (LETTERS_MAX + 3)];
    least[0] = 0.0;
    for i in 0..=x.len() {
        let mut row_least = f32::INFINITY;
        for j in i.saturating_sub(APART_MAX)..=y.len().min(i + APART_MAX) {
            let here = least[i * width + j];
            row_least = row_least.min(here);
            if here > limit {
                continue;
            }
            let mut reach = |to_i: usize, to_j: usize, cost: f32| {
                let to = &mut least[to_i * width + to_j];
                *to = to.min(here + cost);
            };
            let (left_x, left_y) = (x.len() - i, y.len() - j);
            if left_x > 0 && left_y > 0 && x[i] == y[j] {
                reach(i + 1, j + 1, 0.0);
            }
            if left_x > 0 && i > 0 {
                reach(i + 1, j, left_out(costs, &x, i));
            }
            if left_y > 0 && j > 0 {
                reach(i, j + 1, left_out(costs, &y, j));
            }
            if left_x > 1 && left_y > 1 && x[i] == y[j + 1] && x[i + 1] == y[j] {
                reach(i + 2, j + 2, SWAPPED);
            }
            for len_x in 1..=left_x.min(3) {
                for len_y in 1..=left_y.min(3) {
                    let (group_x, group_y) = (&x[i..i + len_x], &y[j..j + len_y]);
                    if group_x == group_y || len_x + len_y > 5 {
                        continue;
                    }
                    match costs.pairs.get(&pair(group_x, group_y)) {
                        Some(cost) => reach(i + len_x, j + len_y, *cost),
                        None if len_x == 1 && len_y == 1 => reach(i + 1, j + 1, OTHER_LETTER),
                        None => {}
                    }
                }
            }
        }
        // A group reaches three rows on, so one dear row alone settles nothing; but the ends must be met.
        if row_least > limit
            && i + 3 < x.len()
            && (1..3).all(|next| row_exceeds(&least, (i + next) * width, width, limit))
        {
            return None;
        }
    }
    let cost = least[x.len() * width + y.len()];
    (cost <= limit).then_some(cost)
}

fn left_out(costs: &Costs, word: &[u8], at: usize) -> f32 {
    let cost = costs.single[usize::from(word[at])];
    if word[at] == word[at - 1] { cost.min(DOUBLED) } else { cost }
}

fn row_exceeds(least: &[f32], start: usize, width: usize, limit: f32) -> bool {
    least[start..start + width].iter().all(|cost| *cost > limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_romanisation_is_nearer_than_another_word() {
        let cost = |a, b| spelling_cost(a, b, 50.0).unwrap_or(99.0);
        for (word, variant, other) in [
            ("abdollahian", "abdullahiyan", "abdolmaleki"),
            ("qasem", "kasem", "hashem"),
            ("zhukov", "schukow", "zhilov"),
            ("khamenei", "xamenei", "khomeini"),
            ("putin", "poutine", "patton"),
        ] {
            assert!(cost(word, variant) < cost(word, other), "{word}: {} {}", cost(word, variant), cost(word, other));
            assert_eq!(cost(word, variant), cost(variant, word));
        }
    }

    #[test]
    fn what_exceeds_the_limit_is_none() {
        assert_eq!(spelling_cost("a", "a", 0.0), Some(0.0));
        assert_eq!(spelling_cost("london", "paris", 3.0), None);
        assert_eq!(spelling_cost(&"a".repeat(60), &"a".repeat(61), 99.0), None);
    }
}

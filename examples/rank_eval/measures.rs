//! Measures of a ranking, as `trec_eval` defines them.

use std::collections::BTreeMap;

/// How many results count.
pub const RESULTS_MAX: usize = 1_000;

/// Which queries count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    Both,
    Tune,
    Held,
}

impl Half {
    /// Whether a query is of this half: by its text, so that no order and no number tells.
    pub fn has(self, query: &str) -> bool {
        let tunes = xxhash_rust::xxh3::xxh3_64(query.as_bytes()).is_multiple_of(2);
        self == Half::Both || tunes == (self == Half::Tune)
    }
}

/// Means over queries.
#[derive(Debug, Clone, Copy, Default)]
pub struct Means {
    pub average_precision: f64,
    pub ndcg_10: f64,
    pub recall_100: f64,
}

/// The measures of one query; `judged` has the grade of each judged article, 0 for those that are not relevant.
pub fn measure(ranked: &[String], judged: &BTreeMap<String, u32>) -> Means {
    let grade = |id: &String| judged.get(id).copied().unwrap_or(0);
    let relevant = judged.values().filter(|grade| **grade > 0).count();
    if relevant == 0 {
        return Means::default();
    }
    let (mut found, mut precisions, mut found_100) = (0.0, 0.0, 0.0);
    for (at, id) in ranked.iter().take(RESULTS_MAX).enumerate() {
        if grade(id) > 0 {
            found += 1.0;
            precisions += found / (at + 1) as f64;
            found_100 += if at < 100 { 1.0 } else { 0.0 };
        }
    }
    let gain = |grades: &mut dyn Iterator<Item = u32>| -> f64 {
        grades.take(10).enumerate().map(|(at, grade)| f64::from(grade) / ((at + 2) as f64).log2()).sum()
    };
    let mut ideal: Vec<u32> = judged.values().copied().collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let relevant = relevant as f64;
    Means {
        average_precision: precisions / relevant,
        ndcg_10: gain(&mut ranked.iter().map(grade)) / gain(&mut ideal.into_iter()),
        recall_100: found_100 / relevant,
    }
}

/// The mean of several queries.
pub fn mean(all: &[Means]) -> Means {
    let of = |value: fn(&Means) -> f64| all.iter().map(value).sum::<f64>() / all.len().max(1) as f64;
    Means {
        average_precision: of(|means| means.average_precision),
        ndcg_10: of(|means| means.ndcg_10),
        recall_100: of(|means| means.recall_100),
    }
}

//! Precision, recall and F1 of names by exact span and class; names of no actor are left out.

use crate::read::Gold;
use dateline::actor::Lexicon;
use dateline::actor::tagger::{Class, Tagger};
use std::fmt;

/// Counts for a set of articles.
#[derive(Default)]
pub struct Score {
    /// By class, then all, then spans alone: right, found, wanted.
    counts: [[usize; 3]; 5],
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, [right, found, wanted]) in ["PER", "ORG", "LOC", "all", "span"].iter().zip(self.counts) {
            let (precision, recall) = (right as f64 / found.max(1) as f64, right as f64 / wanted.max(1) as f64);
            let f1 = 2.0 * right as f64 / (found + wanted).max(1) as f64;
            write!(f, "{name} {f1:.4} ({precision:.3} {recall:.3})  ")?;
        }
        Ok(())
    }
}

/// Measures a tagger on articles.
pub fn score(articles: &[Gold], tagger: &Tagger, lexicon: &Lexicon) -> Score {
    let mut score = Score::default();
    for article in articles {
        let mut found = article.with_parts(|parts| tagger.names(parts, lexicon));
        found.retain(|(.., class)| *class != Class::Other);
        for (number, part) in article.parts.iter().enumerate() {
            let gold = || part.names.iter().filter(|name| name.class != Class::Other);
            found.retain(|(part, span, class)| {
                *part != number
                    || !gold().any(|name| !name.counts && span.start < name.end && name.start < span.end)
                    || gold()
                        .any(|name| (name.start, name.end, name.class) == (span.start, span.end, *class) && name.counts)
            });
            for name in gold().filter(|name| name.counts) {
                let same = found
                    .iter()
                    .find(|(part, span, _)| *part == number && (span.start, span.end) == (name.start, name.end));
                let of_class = usize::from(same.is_some_and(|(.., class)| *class == name.class));
                for (row, right) in [(name.class as usize, of_class), (3, of_class), (4, usize::from(same.is_some()))] {
                    score.counts[row][0] += right;
                    score.counts[row][2] += 1;
                }
            }
        }
        for (.., class) in found {
            for row in [class as usize, 3, 4] {
                score.counts[row][1] += 1;
            }
        }
    }
    score
}

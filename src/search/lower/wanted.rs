//! What must be looked up to know whether words stand together, each set of words once.

use super::super::together::Together;
use super::super::words::WordSet;

/// The words of a [`Together`].
pub(super) struct WantedTogether<'t> {
    /// For each of its leaves, which of `sets` tells where it stands.
    pub set_of_leaf: Vec<usize>,
    /// What is looked up: sets of words of which any may stand at a place.
    pub sets: Vec<Vec<&'t WordSet>>,
    /// Of each of these groups of sets, one must stand in the text.
    pub groups: Vec<Vec<usize>>,
}

impl<'t> WantedTogether<'t> {
    pub fn of(together: &'t Together) -> Self {
        let mut wanted = WantedTogether { set_of_leaf: Vec::new(), sets: Vec::new(), groups: Vec::new() };
        wanted.add(together, true);
        wanted
    }

    fn add(&mut self, together: &'t Together, required: bool) {
        let start = self.set_of_leaf.len();
        match together {
            Together::Words(words) => self.leaf(vec![words], 1),
            Together::Sequence(words) | Together::Window { words, .. } => {
                for words in words {
                    self.leaf(vec![words], 1);
                }
                if required {
                    let sets = self.set_of_leaf[start..].iter();
                    self.groups.extend(sets.map(|set| vec![*set]));
                }
                return;
            }
            Together::Near { sides, .. } => return sides.iter().for_each(|side| self.add(side, required)),
            Together::Any(sides) => {
                let words = sides.iter().map(|side| if let Together::Words(words) = side { Some(words) } else { None });
                match words.collect::<Option<Vec<&WordSet>>>() {
                    // Words that stand for the same: each leaf has the places of all.
                    Some(words) => self.leaf(words, sides.len()),
                    None => sides.iter().for_each(|side| self.add(side, false)),
                }
            }
        }
        if required {
            let mut group = self.set_of_leaf[start..].to_vec();
            group.sort_unstable();
            group.dedup();
            self.groups.push(group);
        }
    }

    /// So many leaves that a set of words stands for.
    fn leaf(&mut self, words: Vec<&'t WordSet>, leaves: usize) {
        let set = self.sets.iter().position(|known| *known == words).unwrap_or_else(|| {
            self.sets.push(words);
            self.sets.len() - 1
        });
        self.set_of_leaf.extend(std::iter::repeat_n(set, leaves));
    }
}

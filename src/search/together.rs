//! Words that must stand together: which places of a text hold them.
//!
//! The one definition of phrases with patterns, of windows and of NEAR: the index is asked with the positions that it
//! keeps, and a text, for marks and where stems are not enough, with those of its words.

mod bits;

pub(super) use bits::{LATER, ROW_PLACES, Row};

use super::words::WordSet;
use std::fmt;

/// Words that must stand together in one passage or in a title.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Together {
    /// One word.
    Words(WordSet),
    /// Words that follow each other.
    Sequence(Vec<WordSet>),
    /// Words in any order, each at a place of its own, with at most so many others from the first to the last.
    Window {
        /// The words.
        words: Vec<WordSet>,
        /// How many others.
        others: u32,
    },
    /// Sides of which each is near the next, in either order and without overlap.
    Near {
        /// Two at least.
        sides: Vec<Together>,
        /// For each link, how many words may stand between the nearest ends.
        between: Vec<u32>,
    },
    /// One of these.
    Any(Vec<Together>),
}

/// Places of words in a text: the first, and the last.
pub(super) type Places = (u32, u32);

impl Together {
    /// All sets of words, in reading order.
    pub fn leaves(&self) -> Vec<&WordSet> {
        match self {
            Together::Words(words) => vec![words],
            Together::Sequence(words) | Together::Window { words, .. } => words.iter().collect(),
            Together::Near { sides, .. } | Together::Any(sides) => sides.iter().flat_map(Together::leaves).collect(),
        }
    }

    /// What matches in a text in which the leaves, in order, stand at `positions` (ascending each): ascending, without
    /// doubles; empty where the text does not match.
    pub(super) fn places(&self, positions: &[Vec<u32>]) -> Vec<Places> {
        let (found, rest) = self.places_of(positions);
        debug_assert!(rest.is_empty());
        found
    }

    fn places_of<'p>(&self, positions: &'p [Vec<u32>]) -> (Vec<Places>, &'p [Vec<u32>]) {
        match self {
            Together::Words(_) => (positions[0].iter().map(|at| (*at, *at)).collect(), &positions[1..]),
            Together::Sequence(words) => {
                let (own, rest) = positions.split_at(words.len());
                (sequences(own), rest)
            }
            Together::Window { words, others } => {
                let (own, rest) = positions.split_at(words.len());
                (windows(own, *others), rest)
            }
            Together::Near { sides, between } => {
                let (found, rest) = each(sides, positions);
                (near(found, between), rest)
            }
            Together::Any(sides) => {
                let (found, rest) = each(sides, positions);
                let mut all: Vec<Places> = found.into_iter().flatten().collect();
                all.sort_unstable();
                all.dedup();
                (all, rest)
            }
        }
    }
}

fn each<'p>(sides: &[Together], mut positions: &'p [Vec<u32>]) -> (Vec<Vec<Places>>, &'p [Vec<u32>]) {
    let mut found = Vec::with_capacity(sides.len());
    for side in sides {
        let (places, rest) = side.places_of(positions);
        found.push(places);
        positions = rest;
    }
    (found, positions)
}

fn sequences(positions: &[Vec<u32>]) -> Vec<Places> {
    let last = positions.len() as u32 - 1;
    let follows = |start: u32| {
        positions
            .iter()
            .zip(0..)
            .all(|(own, at)| start.checked_add(at).is_some_and(|at| own.binary_search(&at).is_ok()))
    };
    positions[0].iter().copied().filter(|start| follows(*start)).map(|start| (start, start + last)).collect()
}

/// The words of all windows that hold all words, each at a place of its own.
fn windows(positions: &[Vec<u32>], others: u32) -> Vec<Places> {
    if positions.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let mut all: Vec<u32> = positions.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    let width = positions.len() as u32 + others;
    let mut matching = vec![false; all.len()];
    let mut marked = 0;
    for (at, start) in all.iter().enumerate() {
        let end = all.partition_point(|place| *place < start.saturating_add(width));
        if end - at >= positions.len() && holds_each(positions, &all[at..end]) {
            matching[at.max(marked)..end].fill(true);
            marked = end;
        }
    }
    all.into_iter().zip(matching).filter(|(_, matching)| *matching).map(|(place, _)| (place, place)).collect()
}

/// Whether each word can have one of the places for itself (Kuhn's augmenting paths).
fn holds_each(positions: &[Vec<u32>], places: &[u32]) -> bool {
    let (first, last) = (places[0], places[places.len() - 1]);
    let within: Vec<Vec<usize>> = positions
        .iter()
        .map(|own| {
            let from = own.partition_point(|place| *place < first);
            let to = own.partition_point(|place| *place <= last);
            own[from..to].iter().filter_map(|place| places.binary_search(place).ok()).collect()
        })
        .collect();
    if within.iter().any(Vec::is_empty) {
        return false;
    }
    let mut taken: Vec<Option<usize>> = vec![None; places.len()];
    (0..within.len()).all(|word| take(word, &within, &mut taken, &mut vec![false; places.len()]))
}

fn take(word: usize, within: &[Vec<usize>], taken: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for place in &within[word] {
        if !std::mem::replace(&mut seen[*place], true)
            && taken[*place].is_none_or(|other| take(other, within, taken, seen))
        {
            taken[*place] = Some(word);
            return true;
        }
    }
    false
}

/// The places of each side that lie on a whole chain.
fn near(mut sides: Vec<Vec<Places>>, between: &[u32]) -> Vec<Places> {
    for (link, words) in between.iter().enumerate() {
        let before = Ends::of(&sides[link]);
        sides[link + 1].retain(|place| before.has_near(*place, *words));
    }
    for (link, words) in between.iter().enumerate().rev() {
        let after = Ends::of(&sides[link + 1]);
        sides[link].retain(|place| after.has_near(*place, *words));
    }
    let mut all: Vec<Places> = sides.into_iter().flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// First and last words of places, ascending each.
struct Ends {
    firsts: Vec<u32>,
    lasts: Vec<u32>,
}

impl Ends {
    fn of(places: &[Places]) -> Self {
        let firsts = places.iter().map(|(first, _)| *first).collect();
        let mut lasts: Vec<u32> = places.iter().map(|(_, last)| *last).collect();
        lasts.sort_unstable();
        Ends { firsts, lasts }
    }

    /// Whether one of them lies apart from a place with at most so many words between.
    fn has_near(&self, (first, last): Places, words: u32) -> bool {
        let after = self.firsts.partition_point(|other| *other <= last);
        let before = self.lasts.partition_point(|other| *other < first);
        self.firsts.get(after).is_some_and(|other| other - last - 1 <= words)
            || before > 0 && first - self.lasts[before - 1] - 1 <= words
    }
}

impl fmt::Display for Together {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |f: &mut fmt::Formatter<'_>, words: &[WordSet]| {
            let words: Vec<String> = words.iter().map(WordSet::to_string).collect();
            write!(f, "\"{}\"", words.join(" "))
        };
        match self {
            Together::Words(words) => write!(f, "{words}"),
            Together::Sequence(words) => quoted(f, words),
            Together::Window { words, others } => {
                quoted(f, words)?;
                write!(f, "~{others}")
            }
            Together::Near { sides, between } => {
                write!(f, "(near")?;
                for (at, side) in sides.iter().enumerate() {
                    if at > 0 {
                        write!(f, " /{}", between[at - 1])?;
                    }
                    write!(f, " {side}")?;
                }
                write!(f, ")")
            }
            Together::Any(sides) => {
                write!(f, "(any")?;
                sides.iter().try_for_each(|side| write!(f, " {side}"))?;
                write!(f, ")")
            }
        }
    }
}

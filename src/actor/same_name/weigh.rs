//! From links between words to a decision: what was observed, times weights that were learned.
//!
//! The weights stand in `weights.txt`, a line each for every observation and every family of kinds; they were learned by
//! `examples/train_same_name.rs`. They know no names.

use super::align::{Bond, Link, align};
use super::spelling::spelling_cost;
use super::words::{Role, Word};
use super::{Family, SpellingReason};
use std::sync::OnceLock;

/// What is observed of two names, in the order of the weights.
pub const OBSERVATIONS: [&str; 28] = [
    "always",
    "weight of the words paired",
    "one word paired",
    "two words paired",
    "three words or more paired",
    "cost of spelling, all",
    "cost of spelling, dearest letter",
    "cost of spelling, dearest word",
    "pairs of one class",
    "pairs known as different names",
    "pairs of equal letters",
    "pairs written together",
    "pairs of an initial",
    "words left on both sides",
    "weight left on the side with less",
    "words left on one side only",
    "weight left on the side with more",
    "share of the longer name left",
    "least cost between words left",
    "pairs out of order",
    "first words paired",
    "last words paired",
    "numbers differ",
    "number on one side",
    "generations or initials differ",
    "titles or legal forms differ",
    "cost by letter, written without spaces",
    "all words paired",
];

pub(super) const OBSERVED: usize = OBSERVATIONS.len();

/// What was observed, and the links that it was observed on.
pub(super) struct Observed {
    pub(super) values: [f32; OBSERVED],
    pub(super) links: Vec<Link>,
    /// Which words of each have no pair, light ones aside.
    pub(super) left_a: Vec<usize>,
    pub(super) left_b: Vec<usize>,
    pub(super) numbers_differ: bool,
    pub(super) generations_differ: bool,
    pub(super) out_of_order: bool,
}

pub(super) fn observe(a: &[Word], b: &[Word], family: Family) -> Observed {
    let links = align(a, b, family == Family::Place);
    let paired =
        |index: usize, side: fn(&Link) -> &std::ops::Range<usize>| links.iter().any(|link| side(link).contains(&index));
    let left = |words: &[Word], side: fn(&Link) -> &std::ops::Range<usize>| -> Vec<usize> {
        (0..words.len()).filter(|at| !words[*at].role.is_light() && !paired(*at, side)).collect()
    };
    let (left_a, left_b) = (left(a, |link| &link.a), left(b, |link| &link.b));
    let weight = |words: &[Word], left: &[usize]| left.iter().map(|at| words[*at].weight()).sum::<f32>();
    let (weight_a, weight_b) = (weight(a, &left_a), weight(b, &left_b));
    let counts = |link: &Link| !(a[link.a.start].role.is_light() && b[link.b.start].role.is_light());
    let counted: Vec<&Link> = links.iter().filter(|link| counts(link)).collect();
    let of_bond = |bond: Bond| counted.iter().filter(|link| link.bond == bond).count() as f32;
    let words_paired = counted
        .iter()
        .filter(|link| link.bond != Bond::Initial)
        .map(|link| link.a.len().max(link.b.len()))
        .sum::<usize>();
    let most = |value: fn(&Link) -> f32| counted.iter().map(|link| value(link)).fold(0.0, f32::max);
    let out_of_order =
        counted.iter().enumerate().any(|(at, x)| counted[at + 1..].iter().any(|y| y.b.start < x.b.start));
    let any_left = |words: &[Word], left: &[usize], role: Role| left.iter().any(|at| words[*at].role == role);
    let numbers = (any_left(a, &left_a, Role::Number), any_left(b, &left_b, Role::Number));
    let generations_differ = any_left(a, &left_a, Role::Generation) && any_left(b, &left_b, Role::Generation)
        || (any_left(a, &left_a, Role::Initial) || any_left(b, &left_b, Role::Initial))
            && [a, b].iter().all(|words| words.iter().any(|word| word.role == Role::Initial));
    let total = |words: &[Word]| words.iter().map(Word::weight).sum::<f32>().max(0.05);
    let first = |words: &[Word]| words.iter().position(|word| !word.role.is_light()).unwrap_or(0);
    let last = |words: &[Word]| {
        words.iter().rposition(|word| !word.role.is_light() && word.role != Role::Generation).unwrap_or(0)
    };
    let pair_of = |x: usize, y: usize| counted.iter().any(|link| link.a.contains(&x) && link.b.contains(&y));
    let light_left = |words: &[Word], side: fn(&Link) -> &std::ops::Range<usize>| {
        (0..words.len()).filter(|at| words[*at].role.is_light() && !paired(*at, side)).count()
    };
    let flag = |holds: bool| f32::from(u8::from(holds));
    let all_paired = left_a.is_empty() && left_b.is_empty();
    let values = [
        1.0,
        counted.iter().map(|link| link.weight).sum(),
        flag(words_paired == 1),
        flag(words_paired == 2),
        flag(words_paired > 2),
        counted.iter().map(|link| link.cost).sum(),
        most(|link| link.letter_cost),
        most(|link| link.cost),
        of_bond(Bond::Class),
        counted.iter().filter(|link| link.known_apart).count() as f32,
        of_bond(Bond::Equal),
        counted.iter().filter(|link| link.is_joined()).count() as f32,
        of_bond(Bond::Initial),
        left_a.len().min(left_b.len()) as f32,
        weight_a.min(weight_b),
        left_a.len().abs_diff(left_b.len()) as f32 * flag(left_a.is_empty() || left_b.is_empty()),
        weight_a.max(weight_b),
        (weight_a / total(a)).max(weight_b / total(b)),
        least_left(a, &left_a, b, &left_b),
        flag(out_of_order),
        flag(pair_of(first(a), first(b))),
        flag(pair_of(last(a), last(b))),
        flag(numbers.0 && numbers.1),
        flag(numbers.0 != numbers.1),
        flag(generations_differ),
        (light_left(a, |link| &link.a) + light_left(b, |link| &link.b)).min(3) as f32,
        whole_cost(a, b),
        flag(all_paired),
    ];
    Observed { values, links, left_a, left_b, numbers_differ: numbers.0 && numbers.1, generations_differ, out_of_order }
}

/// Cost by letter of the nearest two words that are left, at most 3; 3 when a side has none left.
fn least_left(a: &[Word], left_a: &[usize], b: &[Word], left_b: &[usize]) -> f32 {
    let mut least = 3.0f32;
    for x in left_a {
        for y in left_b {
            let (x, y) = (&a[*x].text, &b[*y].text);
            let letters = (x.chars().count() + y.chars().count()) as f32 / 2.0;
            if let Some(cost) = spelling_cost(x, y, least * letters) {
                least = least.min(cost / letters);
            }
        }
    }
    least
}

/// Cost by letter of the whole names, at most 2.
fn whole_cost(a: &[Word], b: &[Word]) -> f32 {
    const WHOLE_COST_MAX: f32 = 2.0;
    let whole = |words: &[Word]| {
        words.iter().filter(|word| !word.role.is_light()).map(|word| word.text.as_str()).collect::<String>()
    };
    let (a, b) = (whole(a), whole(b));
    let letters = (a.chars().count() + b.chars().count()) as f32 / 2.0;
    spelling_cost(&a, &b, WHOLE_COST_MAX * letters).map_or(WHOLE_COST_MAX, |cost| cost / letters.max(1.0))
}

/// The weights of the three families, in the order of [`Family`].
fn weights() -> &'static [[f32; OBSERVED]; 3] {
    static WEIGHTS: OnceLock<[[f32; OBSERVED]; 3]> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let mut weights = [[0.0; OBSERVED]; 3];
        for line in include_str!("weights.txt").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let Some(at) = columns.next().and_then(|name| OBSERVATIONS.iter().position(|known| *known == name)) else {
                continue;
            };
            for (family, weight) in columns.take(3).enumerate() {
                weights[family][at] = weight.parse().unwrap_or(0.0);
            }
        }
        weights
    })
}

/// How sure it is that the names are one, from 0 to 1.
pub(super) fn score(values: &[f32; OBSERVED], family: Family) -> f32 {
    let sum: f32 = values.iter().zip(&weights()[family as usize]).map(|(value, weight)| value * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// What decided, as a person would say it.
pub(super) fn reason(observed: &Observed, same: bool) -> SpellingReason {
    let has = |bond: Bond| observed.links.iter().any(|link| link.bond == bond);
    let known_apart = observed.links.iter().any(|link| link.known_apart);
    if same {
        return if observed.left_a.len() + observed.left_b.len() > 0 {
            SpellingReason::WordsLeftOut
        } else if observed.links.iter().any(Link::is_joined) {
            SpellingReason::WrittenTogether
        } else if has(Bond::Initial) {
            SpellingReason::Initials
        } else if has(Bond::Letters) {
            SpellingReason::Letters
        } else if has(Bond::Class) {
            SpellingReason::SpellingClass
        } else if observed.out_of_order {
            SpellingReason::Order
        } else {
            SpellingReason::SameWords
        };
    }
    if !observed.left_a.is_empty() && !observed.left_b.is_empty() || observed.links.is_empty() {
        SpellingReason::WordsDiffer
    } else if known_apart {
        SpellingReason::KnownApart
    } else if observed.left_a.len() + observed.left_b.len() > 0 {
        SpellingReason::TooLittleShared
    } else {
        SpellingReason::LettersDiffer
    }
}

//! Which words of one name are which words of the other.

use super::spelling::spelling_cost;
use super::words::{Role, Word};
use std::ops::Range;

/// Words that may be written together in the other name.
const JOINED_MAX: usize = 4;
/// A word written together has this many letters at least.
const JOINED_LETTERS_MIN: usize = 5;
/// Cost of a letter, above which two words are not looked at as one.
const LETTER_COST_MAX: f32 = 1.7;
/// Cost of a word that is another spelling of the same by its class.
const CLASS_COST: f32 = 0.4;

/// Why two words are taken as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// The same letters.
    Equal,
    /// A common class of spellings.
    Class,
    /// Letters that spellings exchange.
    Letters,
    /// The first letter of the other.
    Initial,
}

/// A word, or some written together, of each name.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
    pub(super) bond: Bond,
    /// What the spelling costs, in all and by letter.
    pub(super) cost: f32,
    pub(super) letter_cost: f32,
    /// Whether both words are known as names, and of different ones.
    pub(super) known_apart: bool,
    /// Whether one is the other with an ending that makes another surname of it.
    pub(super) other_ending: bool,
    /// How much it tells.
    pub(super) weight: f32,
}

impl Link {
    pub(super) fn is_joined(&self) -> bool {
        self.a.len() + self.b.len() > 2
    }

    fn gain(&self) -> f32 {
        let words = (self.a.len() + self.b.len()) as f32 / 2.0;
        (0.15 + self.weight) * words.sqrt() * (1.0 - self.letter_cost / (LETTER_COST_MAX + 0.3))
            - if self.known_apart { 0.1 } else { 0.0 }
    }
}

/// Pairs off the words of two names: the links that tell most first, each word in one.
pub(super) fn align(a: &[Word], b: &[Word], of_places: bool) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for (i, word_a) in a.iter().enumerate() {
        for (j, word_b) in b.iter().enumerate() {
            links.extend(link_words(word_a, word_b, of_places).map(|link| Link { a: i..i + 1, b: j..j + 1, ..link }));
        }
    }
    for (j, word) in b.iter().enumerate() {
        links.extend(link_joined(a, word).map(|(range, link)| Link { a: range, b: j..j + 1, ..link }));
    }
    for (i, word) in a.iter().enumerate() {
        links.extend(link_joined(b, word).map(|(range, link)| Link { a: i..i + 1, b: range, ..link }));
    }
    // Ties go by place, so that the order of the two names does not matter more than it must.
    links.sort_by(|x, y| {
        let places = |link: &Link| {
            (link.a.start + link.b.start, link.a.start.abs_diff(link.b.start), link.a.len() + link.b.len())
        };
        y.gain().total_cmp(&x.gain()).then_with(|| places(x).cmp(&places(y)))
    });
    let mut chosen: Vec<Link> = Vec::new();
    for link in links {
        let apart = |x: &Range<usize>, y: &Range<usize>| x.end <= y.start || y.end <= x.start;
        if chosen.iter().all(|other| apart(&other.a, &link.a) && apart(&other.b, &link.b)) {
            chosen.push(link);
        }
    }
    chosen.sort_by_key(|link| link.a.start);
    chosen
}

fn plain(bond: Bond, cost: f32, letters: f32, weight: f32) -> Link {
    Link { a: 0..0, b: 0..0, bond, cost, letter_cost: cost / letters, known_apart: false, other_ending: false, weight }
}

fn letters(a: &str, b: &str) -> f32 {
    (a.chars().count() + b.chars().count()) as f32 / 2.0
}

fn link_words(a: &Word, b: &Word, of_places: bool) -> Option<Link> {
    let weight = (a.weight() + b.weight()) / 2.0;
    let length = letters(&a.text, &b.text);
    if a.text == b.text {
        return Some(plain(Bond::Equal, 0.0, length, weight));
    }
    if let (Some(x), Some(y)) = (a.sense, b.sense) {
        return (x == y).then(|| plain(Bond::Class, CLASS_COST, length, weight));
    }
    match (a.role, b.role) {
        (Role::Initial, Role::Initial)
        | (Role::Number, _)
        | (_, Role::Number)
        | (Role::Generation, _)
        | (_, Role::Generation) => return None,
        (Role::Initial, _) | (_, Role::Initial) => {
            let first = a.text.chars().next() == b.text.chars().next();
            return first.then(|| plain(Bond::Initial, 0.0, length, a.weight().min(b.weight())));
        }
        (Role::Generic, Role::Generic) | (Role::Legal, _) | (_, Role::Legal) => return None,
        _ => {}
    }
    if of_places && !a.classes.is_empty() && !b.classes.is_empty() && !a.classes.shares(&b.classes) {
        return None;
    }
    let limit = LETTER_COST_MAX * length;
    let glued = |one: &Word, other: &Word| {
        spelling_cost(one.before_particles.as_ref()?, &other.text, limit).map(|cost| cost + 0.5)
    };
    let costs = [spelling_cost(&a.text, &b.text, limit), glued(a, b), glued(b, a)];
    let cost = costs.into_iter().flatten().min_by(f32::total_cmp);
    if a.classes.shares(&b.classes) {
        return Some(plain(Bond::Class, cost.unwrap_or(4.0).min(4.0) * 0.1 + CLASS_COST, length, weight));
    }
    let cost = cost?;
    let known_apart = !a.classes.is_empty() && !b.classes.is_empty();
    Some(Link {
        known_apart,
        other_ending: adds_an_ending(&a.text, &b.text),
        ..plain(Bond::Letters, cost, length, weight)
    })
}

/// Whether one word is the other with an ending that makes another name of it: "Lebed" and "Lebedev".
fn adds_an_ending(a: &str, b: &str) -> bool {
    const ENDINGS: [&str; 13] =
        ["ov", "ev", "in", "ova", "eva", "ina", "sky", "ski", "yan", "ian", "zadeh", "zai", "son"];
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(|rest| ENDINGS.contains(&rest))
}

/// Whether one word is the other with a letter at its end that often makes another surname: "Peter" and "Peters".
pub(super) fn adds_a_last_letter(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(|rest| matches!(rest, "s" | "i"))
}

/// Neighbours that are written together as one word of the other name.
fn link_joined(words: &[Word], one: &Word) -> Option<(Range<usize>, Link)> {
    if one.text.len() < JOINED_LETTERS_MIN || !matches!(one.role, Role::Content | Role::Generic | Role::Patronymic) {
        return None;
    }
    let mut best: Option<(Range<usize>, Link)> = None;
    for start in 0..words.len() {
        for len in 2..=JOINED_MAX.min(words.len() - start) {
            let joined = &words[start..start + len];
            let part =
                |word: &Word| matches!(word.role, Role::Content | Role::Generic | Role::Patronymic | Role::Title);
            if !joined.iter().all(part) {
                break;
            }
            let mut forms = vec![joined.iter().map(|word| word.text.as_str()).collect::<String>()];
            if joined[1..].iter().any(|word| word.with_particles.is_some()) {
                let inner = joined[1..].iter().map(|word| word.with_particles.as_deref().unwrap_or(&word.text));
                forms.push(format!("{}{}", joined[0].text, inner.collect::<String>()));
            }
            for form in forms {
                if form.len().abs_diff(one.text.len()) > 3 {
                    continue;
                }
                let length = letters(&form, &one.text);
                let Some(cost) = spelling_cost(&form, &one.text, LETTER_COST_MAX * 0.5 * length) else { continue };
                let weight = joined.iter().map(Word::weight).sum::<f32>().min(1.0);
                let bond = if cost == 0.0 { Bond::Equal } else { Bond::Letters };
                let link = plain(bond, cost, length, weight);
                if best.as_ref().is_none_or(|(_, best)| link.letter_cost < best.letter_cost) {
                    best = Some((start..start + len, link));
                }
            }
        }
    }
    best
}

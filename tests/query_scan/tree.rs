//! Queries as trees of the test's own: how they are typed, and what a plain scan finds by them.
//!
//! Written from `search --help-query`; nothing of the program's search is used.

use super::made::{GROUP, Scanned, Text};
use dateline::date::Day;
use dateline::text::Stemmer;
use std::collections::BTreeSet;

/// One word of a query.
#[derive(Debug, Clone)]
pub enum Word {
    Plain(&'static str),
    Prefix(String),
    Wildcard(String),
    Fuzzy(&'static str, usize),
}

/// What is looked for in texts.
#[derive(Debug, Clone)]
pub enum Leaf {
    Word(Word),
    Exact(&'static str),
    Phrase(Vec<Word>, bool),
    Window(Vec<Word>, usize),
    Near(Vec<Leaf>, Vec<usize>),
    /// Words of which one is a side of NEAR.
    OneOf(Vec<Word>),
}

/// A query, or a part of one.
#[derive(Debug, Clone)]
pub enum Tree {
    Leaf(Leaf),
    Title(Leaf),
    Source(&'static str),
    Language(&'static str),
    Folder(&'static str),
    Actor(&'static str),
    Place(&'static str),
    Url(&'static str),
    /// As typed, with the days that it means.
    Event(String, Day, Day),
    /// As typed, with the days that it means.
    Days(String, Option<Day>, Option<Day>),
    Not(Box<Tree>),
    And(Vec<Tree>),
    Or(Vec<Tree>),
    Weighed(Box<Tree>),
}

impl Word {
    fn typed(&self) -> String {
        match self {
            Word::Plain(word) => (*word).to_owned(),
            Word::Prefix(prefix) => format!("{prefix}*"),
            Word::Wildcard(pattern) => pattern.clone(),
            Word::Fuzzy(word, letters) => format!("{word}~{letters}"),
        }
    }

    fn stands_at(&self, text: &Text, at: usize, literal: bool) -> bool {
        let own = &text.folded[at];
        match self {
            Word::Plain(word) if literal => own == word,
            Word::Plain(word) => text.stems[at] == Stemmer::new().stem(word),
            Word::Prefix(prefix) => own.starts_with(prefix.as_str()),
            Word::Wildcard(pattern) => is_like(pattern.as_bytes(), own.as_bytes()),
            Word::Fuzzy(word, letters) => {
                let most = [0, 0, 0, 1, 1].get(word.len()).copied().unwrap_or(*letters);
                distance(word.as_bytes(), own.as_bytes()) <= most.min(*letters)
            }
        }
    }
}

fn is_like(pattern: &[u8], word: &[u8]) -> bool {
    match pattern.split_first() {
        None => word.is_empty(),
        Some((b'*', rest)) => (0..=word.len()).any(|taken| is_like(rest, &word[taken..])),
        Some((sign, rest)) => {
            word.split_first().is_some_and(|(own, left)| (*sign == b'?' || sign == own) && is_like(rest, left))
        }
    }
}

/// Letters too many, too few, others, and neighbours changed over (Damerau and Levenshtein, no letter touched twice).
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if i == 0 || j == 0 {
                rows[i][j] = i + j;
                continue;
            }
            let other = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = other.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

/// Places of the words that match: each way in which they do.
type Ways = Vec<Vec<usize>>;

impl Leaf {
    pub fn typed(&self) -> String {
        let joined = |words: &[Word], between: &str| words.iter().map(Word::typed).collect::<Vec<_>>().join(between);
        match self {
            Leaf::Word(word) => word.typed(),
            Leaf::Exact(word) => format!("={word}"),
            Leaf::Phrase(words, literal) => format!("{}\"{}\"", if *literal { "=" } else { "" }, joined(words, " ")),
            Leaf::Window(words, others) => format!("\"{}\"~{others}", joined(words, " ")),
            Leaf::OneOf(words) => format!("({})", joined(words, " OR ")),
            Leaf::Near(sides, between) => {
                let mut typed = sides[0].typed();
                for (side, words) in sides[1..].iter().zip(between) {
                    typed += &format!(" NEAR/{words} {}", side.typed());
                }
                format!("({typed})")
            }
        }
    }

    fn ways(&self, text: &Text) -> Ways {
        let places = 0..text.folded.len();
        match self {
            Leaf::Word(word) => places.filter(|at| word.stands_at(text, *at, false)).map(|at| vec![at]).collect(),
            Leaf::Exact(word) => places.filter(|at| text.folded[*at] == *word).map(|at| vec![at]).collect(),
            Leaf::OneOf(words) => {
                let stands = |at: &usize| words.iter().any(|word| word.stands_at(text, *at, false));
                places.filter(stands).map(|at| vec![at]).collect()
            }
            Leaf::Phrase(words, literal) => places
                .filter(|start| start + words.len() <= text.folded.len())
                .filter(|start| words.iter().zip(*start..).all(|(word, at)| word.stands_at(text, at, *literal)))
                .map(|start| (start..start + words.len()).collect())
                .collect(),
            Leaf::Window(words, others) => {
                let mut ways: Ways = vec![Vec::new()];
                for word in words {
                    let fits = |way: &Vec<usize>, at: usize| {
                        let first = way.iter().copied().chain([at]).min().expect("one");
                        let last = way.iter().copied().chain([at]).max().expect("one");
                        !way.contains(&at) && last - first < words.len() + others && word.stands_at(text, at, false)
                    };
                    let longer = |way: &Vec<usize>, at: usize| way.iter().copied().chain([at]).collect::<Vec<usize>>();
                    ways = ways
                        .iter()
                        .flat_map(|way| {
                            places.clone().filter(|at| fits(way, *at)).map(|at| longer(way, at)).collect::<Vec<_>>()
                        })
                        .collect();
                }
                ways
            }
            Leaf::Near(sides, between) => {
                // A chain, and the places of its last side.
                let mut chains: Vec<(Vec<usize>, Vec<usize>)> =
                    sides[0].ways(text).into_iter().map(|way| (way.clone(), way)).collect();
                for (side, words) in sides[1..].iter().zip(between) {
                    let next = side.ways(text);
                    chains = chains
                        .iter()
                        .flat_map(|(chain, last)| {
                            let near = next.iter().filter(|way| are_near(last, way, *words));
                            near.map(|way| ([chain.clone(), way.clone()].concat(), way.clone())).collect::<Vec<_>>()
                        })
                        .collect();
                    chains.sort();
                    chains.dedup();
                }
                chains.into_iter().map(|(chain, _)| chain).collect()
            }
        }
    }

    /// Places of all words that take part in a match.
    pub fn marked(&self, text: &Text) -> BTreeSet<usize> {
        self.ways(text).into_iter().flatten().collect()
    }

    fn is_held(&self, text: &Text) -> bool {
        !self.ways(text).is_empty()
    }
}

/// Whether so many words at most stand between the one and the other, whichever comes first.
fn are_near(a: &[usize], b: &[usize], words: usize) -> bool {
    let ends = |way: &[usize]| (*way.iter().min().expect("one"), *way.iter().max().expect("one"));
    let ((a_first, a_last), (b_first, b_last)) = (ends(a), ends(b));
    b_first > a_last && b_first - a_last - 1 <= words || a_first > b_last && a_first - b_last - 1 <= words
}

/// Yes, no, or left open by a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    No,
    Open,
    Yes,
}

impl From<bool> for Found {
    fn from(found: bool) -> Self {
        if found { Found::Yes } else { Found::No }
    }
}

impl Tree {
    pub fn typed(&self) -> String {
        let joined = |trees: &[Tree], between: &str| trees.iter().map(Tree::typed).collect::<Vec<_>>().join(between);
        match self {
            Tree::Leaf(leaf) => leaf.typed(),
            Tree::Title(leaf) => format!("title:({})", leaf.typed()),
            Tree::Source(source) => format!("source:\"{source}\""),
            Tree::Language(language) => format!("lang:{language}"),
            Tree::Folder(folder) => format!("path:{folder}"),
            Tree::Actor(actor) => format!("actor:{actor}"),
            Tree::Place(place) => format!("place:{place}"),
            Tree::Url(url) => format!("url:{url}"),
            Tree::Event(typed, ..) => typed.clone(),
            Tree::Days(typed, ..) => typed.clone(),
            Tree::Not(tree) => format!("-({})", tree.typed()),
            Tree::And(trees) => format!("({})", joined(trees, " AND ")),
            Tree::Or(trees) => format!("({})", joined(trees, " OR ")),
            Tree::Weighed(tree) => format!("({})^2", tree.typed()),
        }
    }

    pub fn finds(&self, article: &Scanned) -> Found {
        match self {
            Tree::Leaf(leaf) => {
                (leaf.is_held(&article.title) || article.passages.iter().any(|passage| leaf.is_held(passage))).into()
            }
            Tree::Title(leaf) => leaf.is_held(&article.title).into(),
            Tree::Source(source) => (article.source == Some(*source)).into(),
            Tree::Language(language) => article
                .language
                .is_some_and(|own| own.to_lowercase() == *language || own.starts_with(&format!("{language}-")))
                .into(),
            Tree::Folder(folder) => (article.folder == *folder).into(),
            Tree::Actor(actor) => article.actors.contains(*actor).into(),
            Tree::Place(place) => (*place != GROUP && article.actors.contains(*place)).into(),
            Tree::Url(url) => article.url.is_some_and(|own| begins_so(own, url)).into(),
            Tree::Event(_, first, last) => {
                article.told.iter().flatten().any(|day| (first..=last).contains(&day)).into()
            }
            Tree::Days(_, first, last) => days(article.published, *first, *last),
            Tree::Not(tree) => match tree.finds(article) {
                Found::Yes => Found::No,
                Found::Open => Found::Open,
                Found::No => Found::Yes,
            },
            Tree::And(trees) => trees.iter().map(|tree| tree.finds(article)).min().unwrap_or(Found::Yes),
            Tree::Or(trees) => trees.iter().map(|tree| tree.finds(article)).max().unwrap_or(Found::No),
            Tree::Weighed(tree) => tree.finds(article),
        }
    }

    /// What is asked for in passages: nothing that must not stand, nothing of titles alone.
    pub fn leaves(&self) -> Vec<&Leaf> {
        match self {
            Tree::Leaf(leaf) => vec![leaf],
            Tree::And(trees) | Tree::Or(trees) => trees.iter().flat_map(Tree::leaves).collect(),
            Tree::Weighed(tree) => tree.leaves(),
            _ => Vec::new(),
        }
    }
}

/// Whether an address is another, or goes on from it with a part of its own; what all of a site share aside.
fn begins_so(own: &str, asked: &str) -> bool {
    let bare = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest).to_owned();
        rest.strip_prefix("www.").map_or(rest.clone(), str::to_owned)
    };
    let (own, asked) = (bare(own), bare(asked));
    own.strip_prefix(&asked).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#', ':']))
}

pub fn days(published: Option<(Day, Day)>, first: Option<Day>, last: Option<Day>) -> Found {
    let Some((from, to)) = published else { return Found::Open };
    let (first, last) = (first.unwrap_or(Day(i32::MIN)), last.unwrap_or(Day(i32::MAX)));
    if to < first || from > last {
        Found::No
    } else if first <= from && to <= last {
        Found::Yes
    } else {
        Found::Open
    }
}

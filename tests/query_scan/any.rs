//! Any query, made so that it can be made smaller.

use super::made::{ACTORS, FOLDERS, LANGUAGES, SOURCES, URLS, WORDS};
use super::tree::{Leaf, Tree, Word};
use dateline::date::Day;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn plain() -> impl Strategy<Value = &'static str> {
    select(&WORDS[..])
}

pub fn word() -> impl Strategy<Value = Word> {
    prop_oneof![
        4 => plain().prop_map(Word::Plain),
        2 => (plain(), 2usize..5).prop_map(|(word, len)| Word::Prefix(word[..len.min(word.len())].to_owned())),
        2 => (plain(), 1usize..4, prop::bool::ANY).prop_map(|(word, at, one)| {
            let (before, after) = (&word[..at.min(word.len() - 1)], &word[at.min(word.len() - 1) + 1..]);
            // A ? at the end of a word would be a question mark.
            let sign = if one && !after.is_empty() { "?" } else { "*" };
            if after.is_empty() { Word::Prefix(before.to_owned()) } else { Word::Wildcard(format!("{before}{sign}{after}")) }
        }),
        2 => (plain(), 1usize..=2).prop_map(|(word, letters)| Word::Fuzzy(word, letters)),
    ]
}

fn phrase() -> impl Strategy<Value = Leaf> {
    prop_oneof![
        2 => vec(word(), 2..=3).prop_map(|words| Leaf::Phrase(words, false)),
        1 => vec(plain().prop_map(Word::Plain), 2..=3).prop_map(|words| Leaf::Phrase(words, true)),
        1 => vec(plain().prop_map(Word::Plain), 2..=3).prop_map(|words| Leaf::Phrase(words, false)),
    ]
}

fn near() -> impl Strategy<Value = Leaf> {
    let side = prop_oneof![
        4 => word().prop_map(Leaf::Word),
        1 => phrase(),
        1 => vec(word(), 2..=3).prop_map(Leaf::OneOf),
        1 => plain().prop_map(Leaf::Exact),
    ];
    (vec(side, 2..=3), vec(0usize..8, 2)).prop_map(|(sides, mut between)| {
        between.truncate(sides.len() - 1);
        Leaf::Near(sides, between)
    })
}

pub fn leaf() -> impl Strategy<Value = Leaf> {
    prop_oneof![
        5 => word().prop_map(Leaf::Word),
        1 => plain().prop_map(Leaf::Exact),
        2 => phrase(),
        2 => (vec(word(), 2..=3), 0usize..5).prop_map(|(words, others)| Leaf::Window(words, others)),
        3 => near(),
    ]
}

pub fn days() -> impl Strategy<Value = (String, Option<Day>, Option<Day>)> {
    (0usize..4, 1u32..=3, 1u32..=28, prop::bool::ANY).prop_map(|(field, month, day, whole_month)| {
        let day_of = |month, day| Day::from_ymd(2024, month, day).expect("a day");
        let (value, first, last) = if whole_month {
            (format!("2024-{month:02}"), day_of(month, 1), day_of(month + 1, 1).plus(-1))
        } else {
            (format!("2024-{month:02}-{day:02}"), day_of(month, day), day_of(month, day))
        };
        match field {
            0 => (format!("after:{value}"), Some(first), None),
            1 => (format!("before:{value}"), None, Some(first.plus(-1))),
            2 => (format!("until:{value}"), None, Some(last)),
            _ => (format!("on:{value}"), Some(first), Some(last)),
        }
    })
}

/// Days that are told of.
pub fn event() -> impl Strategy<Value = (String, Day, Day)> {
    (1u32..=3, 1u32..=28, 0i32..40).prop_map(|(month, day, more)| {
        let first = Day::from_ymd(2024, month, day).expect("a day");
        let last = first.plus(more);
        (format!("event:{first}..{last}"), first, last)
    })
}

pub fn tree() -> impl Strategy<Value = Tree> {
    let field = prop_oneof![
        select(&SOURCES[..]).prop_map(Tree::Source),
        select(&LANGUAGES[..]).prop_map(|language| Tree::Language(if language == "en-GB" {
            "en-gb"
        } else {
            language
        })),
        select(&FOLDERS[..]).prop_map(Tree::Folder),
        select(&ACTORS[..]).prop_map(Tree::Actor),
        select(&ACTORS[..]).prop_map(Tree::Place),
        prop_oneof![select(&URLS[..]), select(&["example.org", "example.org/north", "https://example.org/nor"][..])]
            .prop_map(Tree::Url),
    ];
    let one = prop_oneof![
        8 => leaf().prop_map(Tree::Leaf),
        2 => leaf().prop_map(Tree::Title),
        2 => field,
        // A date that the whole query hangs on is a filter; here it never is.
        1 => (days(), plain()).prop_map(|((typed, first, last), word)| {
            Tree::Or(vec![Tree::Days(typed, first, last), Tree::Leaf(Leaf::Word(Word::Plain(word)))])
        }),
        1 => days().prop_map(|(typed, first, last)| Tree::Not(Box::new(Tree::Days(typed, first, last)))),
        1 => (event(), plain()).prop_map(|((typed, first, last), word)| {
            Tree::Or(vec![Tree::Event(typed, first, last), Tree::Leaf(Leaf::Word(Word::Plain(word)))])
        }),
        1 => event().prop_map(|(typed, first, last)| Tree::Not(Box::new(Tree::Event(typed, first, last)))),
    ];
    one.prop_recursive(3, 6, 3, |inner| {
        prop_oneof![
            2 => vec(inner.clone(), 2..=3).prop_map(Tree::And),
            2 => vec(inner.clone(), 2..=3).prop_map(Tree::Or),
            1 => inner.clone().prop_map(|tree| Tree::Not(Box::new(tree))),
            // Only words have a weight.
            1 => (leaf(), inner).prop_map(|(leaf, tree)| {
                Tree::Weighed(Box::new(Tree::And(vec![Tree::Leaf(leaf), tree])))
            }),
        ]
    })
}

//! Aliases that a text states, from a case file with negatives.

use dateline::actor::{Lexicon, Part, recognise};
use dateline::text::Words;

fn printed(text: &str) -> String {
    let words = Words::of(text);
    let part = Part { text, words: &words, is_title: false };
    let stated = recognise(&[part], Lexicon::built_in()).stated_aliases;
    let one =
        stated.iter().map(|stated| format!("{} = {} ({})", stated.name_key, stated.alias_key, stated.by.as_str()));
    one.collect::<Vec<_>>().join("; ")
}

#[test]
fn cases_hold() {
    let lines = include_str!("actors/stated.txt").lines();
    let mut failures = Vec::new();
    for line in lines.filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (input, expected) = line.split_once(" ==>").expect("a case has ==>");
        let found = printed(input);
        if found != expected.trim() {
            failures.push(format!("{input}\n  expected {}\n  found    {found}", expected.trim()));
        }
    }
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}

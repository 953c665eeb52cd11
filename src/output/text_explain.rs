//! What `--explain` tells: how the query was understood, what its words are worth, what a score is made of.

use super::safe::one_line;
use crate::search::{Hit, SearchResult, WordWeight};
use std::fmt::Write;

/// The query, its words and how it was handed to the index; empty where it was not asked for.
pub(super) fn explained_query(result: &SearchResult) -> String {
    let Some(lowered) = &result.lowered else { return String::new() };
    let mut text = format!("query: {}\n", one_line(&result.parsed));
    for (heading, words) in [("word", &result.words), ("added", &result.added_words)] {
        for WordWeight { word, stem, articles, weight } in words {
            let (word, stem) = (one_line(word), one_line(stem));
            writeln!(text, "{heading}: {word}  stem {stem}, in {articles} articles, weight {weight:.2}")
                .expect("a string takes every write");
        }
    }
    writeln!(text, "lowered: {}\n", one_line(lowered)).expect("a string takes every write");
    text
}

/// The parts of a hit's score that are not 0.
pub(super) fn explained_score(hit: &Hit) -> String {
    let parts = hit.score_parts;
    let named = [("words", parts.words), ("title", parts.title), ("ordered", parts.ordered), ("near", parts.near)];
    let told = named.iter().filter(|(name, part)| *part > 0.0 || *name == "words");
    let told: Vec<String> = told.map(|(name, part)| format!("{name} {part:.2}")).collect();
    format!("score: {:.2} = {}", hit.score, told.join(" + "))
}

//! Pages that are filled with articles that have most of the words, and `--match most`, through the program.

mod sandbox;

use sandbox::{Sandbox, Shared};
use serde_json::{Value, json};
use std::sync::Arc;

static INDEX: Shared = Shared::new();

/// One article has all of "dockers strike night"; two that are copies of each other lack "night"; the others
/// have one of the words at most.
fn dockers() -> Arc<Sandbox> {
    INDEX.get(|| {
        let agreed = "The dockers of Norrvik ended their strike at noon. The union and the port agreed on longer breaks, higher \
                      pay on Sundays and a second crane driver for each ship that is longer than a hundred metres.";
        let mut lines = vec![
            json!({"id": "full", "title": "Dockers stop work", "published": "2024-03-04", "source": "Coast Gazette",
                "text": "The dockers of Norrvik began a strike over the night shifts in the harbour."}),
            json!({"id": "first", "title": "Dockers agree", "published": "2024-03-05", "source": "Island Post", "text": agreed}),
            json!({"id": "copy", "title": "Dockers agree", "published": "2024-03-06", "source": "Reef Radio", "text": agreed}),
        ];
        for number in 0..3 {
            let text = format!("Rain fell on Sandholm for the whole night number {number}.");
            lines.push(json!({"id": format!("rain-{number}"), "title": "Rain", "published": "2024-03-07", "text": text}));
        }
        for number in 0..4 {
            let text = format!("The market of Sandholm opened with {number} stalls.");
            lines.push(json!({"id": format!("market-{number}"), "title": "Market", "text": text}));
        }
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let sandbox = Sandbox::with(&[("articles/dockers.jsonl", &lines)]);
        sandbox.indexer(["articles"]).expect_status(0);
        sandbox
    })
}

const QUERY: &str = "dockers strike night";

fn answer(flags: &[&str]) -> Value {
    dockers().answer([QUERY].iter().chain(flags))
}

fn ids(answer: &Value) -> Vec<&str> {
    let hits = answer["hits"].as_array().expect("hits");
    hits.iter().map(|hit| hit["article"]["id"].as_str().expect("an id")).collect()
}

#[test]
fn what_has_most_words_follows_and_is_counted_apart() {
    let filled = answer(&["--copies", "show"]);
    assert_eq!(ids(&filled), ["full", "copy", "first"]);
    assert_eq!((&filled["counts"]["articles"], &filled["counts"]["partial"]), (&json!(1), &json!(2)));
    assert_eq!(filled["hits"][0].get("missing"), None);
    assert_eq!(filled["hits"][1]["missing"], json!(["night"]));
    assert_eq!(filled["hits"][2]["missing"], json!(["night"]));
}

#[test]
fn copies_that_fill_a_page_are_one_hit() {
    let filled = answer(&[]);
    assert_eq!(ids(&filled), ["full", "copy"]);
    assert_eq!(filled["counts"]["partial"], 2, "articles are counted, not stories");
    assert_eq!(filled["hits"][1]["story"]["copies_count"], 1, "{}", filled["hits"][1]["story"]);
}

#[test]
fn filters_hold_for_what_fills_a_page() {
    let filled = answer(&["--until", "2024-03-05"]);
    assert_eq!((ids(&filled), &filled["counts"]["partial"]), (vec!["full", "first"], &json!(1)));
    let filled = answer(&["--after", "2024-03-06"]);
    assert_eq!((ids(&filled), &filled["counts"]["articles"]), (vec!["copy"], &json!(0)));
}

#[test]
fn facets_and_timelines_speak_of_full_matches_only() {
    let facets = answer(&["--facet", "source"]);
    assert_eq!(facets["facets"]["source"], json!([{"name": "Coast Gazette", "articles": 1}]));
    let timeline = answer(&["--timeline"]);
    assert_eq!((&timeline["counts"]["articles"], timeline["counts"].get("partial")), (&json!(1), None));
}

#[test]
fn a_full_page_is_not_filled_and_match_all_fills_none() {
    assert_eq!(answer(&["-n", "1"])["counts"].get("partial"), None);
    let all = answer(&["--match", "all"]);
    assert_eq!((ids(&all), all["counts"].get("partial")), (vec!["full"], None));
}

#[test]
fn match_most_counts_all_that_has_most() {
    let most = answer(&["--match", "most", "--copies", "show"]);
    assert_eq!((ids(&most), &most["counts"]["articles"]), (vec!["full", "copy", "first"], &json!(3)));
    assert_eq!((most["hits"][0].get("missing"), &most["hits"][2]["missing"]), (None, &json!(["night"])));
    let sources = answer(&["--match", "most", "--facet", "source"]);
    assert_eq!(sources["facets"]["source"].as_array().map(Vec::len), Some(3));
}

#[test]
fn what_is_quoted_excluded_or_named_by_a_field_must_hold_in_what_fills_a_page() {
    let phrase = dockers().answer(["dockers strike \"night shifts\""]);
    assert_eq!((ids(&phrase), &phrase["counts"]["partial"]), (vec!["full"], &json!(0)));
    let excluded = dockers().answer(["dockers strike night -union"]);
    assert_eq!((ids(&excluded), &excluded["counts"]["partial"]), (vec!["full"], &json!(0)));
    let source = dockers().answer(["dockers strike night source:\"Island Post\""]);
    assert_eq!(ids(&source), ["first"]);
    let joined = dockers().answer(["dockers AND strike AND night"]);
    assert_eq!((ids(&joined), joined["counts"].get("partial")), (vec!["full"], None));
}

#[test]
fn every_form_of_output_tells_what_is_missing() {
    let text = dockers().search([QUERY]);
    text.expect_status(0).expect_stdout("missing: night");
    let lines = dockers().search([QUERY, "--format", "jsonl"]).json_lines();
    let of_type = |kind: &str| lines.iter().filter(|line| line["type"] == kind).collect::<Vec<_>>();
    assert_eq!(of_type("hit")[1]["missing"], json!(["night"]));
    assert_eq!(of_type("summary")[0]["counts"]["partial"], 2);
    let trec = dockers().search([QUERY, "--format", "trec", "--copies", "show"]);
    let scores: Vec<f64> =
        trec.stdout().lines().map(|line| line.split(' ').nth(4).expect("a score").parse().expect("a number")).collect();
    assert!(scores.len() == 3 && scores.is_sorted_by(|a, b| a > b), "{scores:?}");
}

//! Names in a query in a spelling that no list and no article has.

mod sandbox;

use sandbox::{Sandbox, Shared, corpus};
use std::sync::Arc;

static INDEX: Shared = Shared::new();

fn index() -> Arc<Sandbox> {
    INDEX.get(|| Sandbox::indexed(&[&corpus()]))
}

#[test]
fn an_unlisted_spelling_finds_the_actor_and_says_so() {
    let answer = index().answer(["Hosein Amirabdolahian"]);
    assert_eq!(answer["counts"]["articles"], index().answer(["Hossein Amir-Abdollahian"])["counts"]["articles"]);
    let parsed = answer["query"]["parsed"].as_str().expect("a query");
    assert!(parsed.contains("hossein-amir-abdollahian") && parsed.contains("spelling \""), "{parsed}");
    let rules: Vec<&str> = answer["hits"]
        .as_array()
        .expect("hits")
        .iter()
        .flat_map(|hit| hit["passage"]["matches"].as_array().expect("matches"))
        .map(|found| found["rule"].as_str().expect("a rule"))
        .collect();
    assert!(!rules.is_empty() && rules.iter().all(|rule| *rule == "spelling"), "{rules:?}");
}

#[test]
fn words_may_be_joined_split_and_quoted() {
    let whole = &index().answer(["Jaish al-Adl"])["counts"]["articles"];
    for query in ["Jaishaladl", "\"Jaish-al-Adl\"", "Jaish Ul Adl", "Jaish aladl", "\"Jaish Aladl\""] {
        assert_eq!(&index().answer([query])["counts"]["articles"], whole, "{query}");
    }
}

#[test]
fn exact_takes_no_spelling() {
    index().search(["--exact", "Hosein Amirabdolahian"]).expect_status(1);
}

#[test]
fn an_actor_may_be_asked_for_in_any_spelling() {
    let count = |name: &str| index().search(["--actor", name, "--count"]).stdout().to_owned();
    assert_eq!(count("Hosein Amirabdolahian"), count("hossein-amir-abdollahian"));
}

#[test]
fn ordinary_words_are_no_names() {
    for query in [
        "border strike",
        "foreign minister",
        "missiles and drones",
        "the army of justice struck",
        "alarm along the border",
        "elbow room",
    ] {
        let answer = index().answer([query]);
        let parsed = answer["query"]["parsed"].as_str().expect("a query");
        assert!(!parsed.contains("spelling \""), "{query}: {parsed}");
    }
}

#[test]
fn what_the_lexicon_tells_goes_before_what_a_text_seems_to_name_so() {
    let sandbox = Sandbox::with(&[
        (
            "a.txt",
            "Rain fell on Mandalay. Residents of UNHCR, Myanmar, left their houses on Monday. The army of Myanmar helped.",
        ),
        ("b.txt", "Burma took a loan on Tuesday, said officials in Rangoon."),
    ]);
    sandbox.indexer(["."]).expect_status(0);
    // The first text has the name in a place where it reads like that of a body.
    assert_eq!(sandbox.count(["--actor", "organisation:myanmar"]), 1);
    assert_eq!(sandbox.count(["Myanmar"]), 2, "Burma is the same state");
    assert_eq!(sandbox.count(["--exact", "Myanmar"]), 1);
}

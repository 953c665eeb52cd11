//! Recognition and the index say the same of every mention.
//!
//! `annotate` names an actor at once; the index keeps a name key and asks its lexicon file later. When
//! the two part, a facet counts somebody whom no text names.

mod sandbox;

use dateline::actor::{Form, Kind, Sense};
use dateline::index::Folder;
use dateline::search::Searcher;
use sandbox::{Sandbox, corpus, shared};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key:?}"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no string {key:?} in {value}"))
}

/// The index of the articles below `folder`, and what `annotate` prints of them.
fn indexed(folder: &Path) -> (Sandbox, Vec<Value>) {
    let sandbox = Sandbox::indexed(&[folder]);
    let annotated = sandbox.indexer(["annotate".as_ref(), folder.as_os_str()]);
    annotated.expect_status(0);
    let lines = annotated.json_lines();
    (sandbox, lines)
}

/// Every mention's number stands for the actor that recognition named.
fn expect_same_actors(folder: &Path) {
    let (sandbox, lines) = indexed(folder);
    let searcher = Searcher::open(&Folder::new(sandbox.path(".dateline"))).expect("an index");
    let names = searcher.names();
    let mut numbers = names.numbers();
    let known = numbers.len();
    let mut differences = BTreeSet::new();
    let mut compared = 0;
    for line in &lines {
        for mention in list(line, "mentions").iter().chain(list(line, "title_mentions")) {
            let form: Form = serde_json::from_value(mention["form"].clone()).expect("a form");
            let kind: Kind = serde_json::from_value(mention["kind"].clone()).expect("a kind");
            let number = numbers.number(text(mention, "name_key"), Sense::of(form, kind), String::new, false);
            compared += 1;
            let found = match names.actor_of_number(number).filter(|_| (number as usize) < known) {
                // A spelling of another name keeps its own id, as one more of the actor that it joined.
                Some(actor) if names.actor_with_id(text(mention, "actor")) == Some(actor) => continue,
                Some(actor) => {
                    let actor = names.actor(actor);
                    format!("{} ({})", actor.id, actor.kind.as_str())
                }
                None => "no number".to_owned(),
            };
            let expected = format!("{} ({})", text(mention, "actor"), text(mention, "kind"));
            if found != expected {
                let (surface, key) = (text(mention, "surface"), text(mention, "name_key"));
                differences.insert(format!(
                    "{surface:?} ({key:?}, {form:?}) is {expected}, in the index {found}: {}",
                    text(line, "path")
                ));
            }
        }
    }
    assert!(compared > 0);
    let differences: Vec<String> = differences.into_iter().collect();
    assert!(differences.is_empty(), "{} of {compared} mentions differ:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn every_mention_of_the_corpus_is_the_same_actor_in_the_index() {
    expect_same_actors(&corpus());
}

#[test]
fn every_mention_of_the_seeds_is_the_same_actor_in_the_index() {
    if let Some(seeds) = shared("seeds") {
        expect_same_actors(&seeds);
    }
}

#[test]
fn hits_name_the_actors_of_their_passages_in_reading_order() {
    let (sandbox, lines) = indexed(&corpus());
    let searcher = Searcher::open(&Folder::new(sandbox.path(".dateline"))).expect("an index");
    let names = searcher.names();
    // Path, title and passage number find a passage again; a record's own number is in no hit.
    let mut expected: BTreeMap<(String, String, u64), Vec<String>> = BTreeMap::new();
    for line in &lines {
        for (passage, number) in list(line, "passages").iter().zip(1..) {
            let inside = |mention: &&Value| {
                mention["start_byte"].as_u64() >= passage["start_byte"].as_u64()
                    && mention["end_byte"].as_u64() <= passage["end_byte"].as_u64()
            };
            let mut actors: Vec<String> = Vec::new();
            for mention in list(line, "mentions").iter().filter(inside) {
                let actor = names.actor_with_id(text(mention, "actor")).expect("a known actor");
                let actor = names.actor(actor).id.to_owned();
                if !actors.contains(&actor) {
                    actors.push(actor);
                }
            }
            let title = line["title"].as_str().unwrap_or("").to_owned();
            let before = expected.insert((text(line, "path").to_owned(), title, number), actors);
            assert!(before.is_none(), "two records of {} have one title", line["path"]);
        }
    }
    let answer = sandbox.answer(["--per-article", "0", "-n", "1000", "--copies", "show"]);
    let found: BTreeMap<(String, String, u64), Vec<String>> = list(&answer, "hits")
        .iter()
        .map(|hit| {
            let article = &hit["article"];
            let number = hit["passage"]["number"].as_u64().expect("a number");
            let key = (text(article, "path").to_owned(), text(article, "title").to_owned(), number);
            (key, list(hit, "actors").iter().map(|actor| text(actor, "id").to_owned()).collect())
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_actor_of_a_facet_can_be_asked_for_by_id_and_by_name() {
    let (sandbox, _) = indexed(&corpus());
    let answer = sandbox.answer(["--facet", "actor", "--facet-limit", "0"]);
    let rows = list(&answer["facets"], "actor");
    assert!(rows.len() > 40);
    let searcher = Searcher::open(&Folder::new(sandbox.path(".dateline"))).expect("an index");
    for row in rows {
        let count = |name: &str| {
            let request =
                dateline::search::Request { actors: vec![name.to_owned()], ..dateline::search::Request::default() };
            searcher.search(&request).expect("an answer").counts.articles
        };
        assert_eq!(count(text(row, "id")), row["articles"].as_u64().expect("a number"), "{row}");
        assert!(count(text(row, "name")) >= row["articles"].as_u64().expect("a number"), "{row}");
    }
}

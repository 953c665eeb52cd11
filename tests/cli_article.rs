//! One article whole, like ones, what differs between copies, and how much is shown of a hit.

mod sandbox;

use sandbox::Sandbox;
use serde_json::{Value, json};

const REPORT: &str = "\
Fishermen in the harbour of Lembu refused to put to sea on Tuesday after the port authority doubled the fee for berths, \
the third rise since spring. More than two hundred boats stayed at their moorings, and the fish market opened without a \
single catch to sell. The head of the boat owners' union, Marta Osei, said her members would not pay for a breakwater \
that had been promised for nine years and never built. The authority replied that dredging had cost 4.2 million crowns \
and that somebody must pay for it.\n\nTraders warned that hotels along the coast would run out of fresh fish by the weekend. \
Talks are to begin on Friday in the town hall, with the regional governor as a mediator between both sides.";

fn record(id: &str, day: &str, title: &str, text: &str) -> String {
    json!({ "id": id, "source": "Lembu Post", "published": day, "title": title, "text": text }).to_string() + "\n"
}

fn sandbox() -> Sandbox {
    let other =
        "Boats stayed in the harbour of Lembu for a second day as owners and the port authority argued over berths.";
    let far = "The orchestra played a symphony by a composer of the north, and every seat was taken.";
    let lines = [
        record("first", "2024-03-05", "Fishermen strike", REPORT),
        record("second", "2024-03-06", "No fish", &REPORT.replace("4.2", "4.8")),
        record("other", "2024-03-07", "Second day", other),
        record("far", "2024-03-07", "Music", far),
    ];
    let sandbox = Sandbox::with(&[("all.jsonl", lines.concat())]);
    sandbox.indexer(["all.jsonl"]).expect_status(0);
    sandbox
}

fn spans_hold(text: &str, spans: &Value) {
    for span in spans.as_array().expect("spans") {
        let at = |key: &str| span[key].as_u64().expect("a byte") as usize;
        assert_eq!(&text[at("start_byte")..at("end_byte")], span["surface"].as_str().unwrap(), "{span}");
    }
}

#[test]
fn show_gives_the_whole_text_with_what_matches() {
    let sandbox = sandbox();
    let view = sandbox.search(["--show", "first", "breakwater", "--format", "json"]).expect_status(0).json();
    let text = view["text"].as_str().expect("a text");
    assert_eq!(text, REPORT);
    assert_eq!(view["matches"].as_array().unwrap().len(), 1);
    spans_hold(text, &view["matches"]);
    spans_hold(text, &view["event_dates"]);
    assert_eq!(view["story"]["copies"][0]["id"], "second");
    assert!(view["actors"].as_array().unwrap().iter().any(|actor| actor["mentions"].as_u64() > Some(0)));
    let shown = sandbox.search(["--show", "first", "breakwater"]);
    let shown = shown.expect_status(0).stdout();
    for part in ["Fishermen strike", "published: 2024-03-05 (", "[breakwater]", "dates told", "+1 copy"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn an_article_is_named_by_id_by_path_or_by_both() {
    let sandbox = sandbox();
    sandbox.write("more.jsonl", record("first", "2024-05-05", "Again", "Another article of the same id."));
    sandbox.indexer(["more.jsonl"]).expect_status(0);
    let title = |name: &str| {
        sandbox.search(["--show", name, "--format", "json"]).expect_status(0).json()["article"]["title"].clone()
    };
    assert_eq!(title("more.jsonl"), "Again");
    assert_eq!(title("more.jsonl:first"), "Again");
    assert_eq!(title("all.jsonl:first"), "Fishermen strike");
    let several = sandbox.search(["--show", "first"]);
    assert!(several.expect_status(2).stderr().contains("\"first\" names 2 articles, expected one"));
    sandbox.search(["--show", "all.jsonl"]).expect_status(2);
}

#[test]
fn an_unknown_article_finds_nothing_and_near_ids_are_told() {
    let sandbox = sandbox();
    for flag in ["--show", "--like", "--diff"] {
        let output = sandbox.search([flag, "secnod"]);
        let said = output.expect_status(1).expect_no_stdout().stderr();
        assert!(said.contains("no article has the id or path \"secnod\""), "{said}");
        assert!(said.contains("did you mean second?"), "{said}");
    }
}

#[test]
fn controls_of_a_text_reach_no_terminal() {
    let sandbox =
        Sandbox::with(&[("a.jsonl", record("a", "2024-01-01", "A\u{1b}[2J", "Red \u{1b}[31m text\u{9b} and more."))]);
    sandbox.indexer(["a.jsonl"]).expect_status(0);
    for format in ["text", "json"] {
        let output = sandbox.search(["--show", "a", "--format", format]);
        let shown = output.expect_status(0).stdout();
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    }
}

#[test]
fn like_finds_near_articles_and_neither_itself_nor_its_copies() {
    let sandbox = sandbox();
    let ids = |arguments: &[&str]| -> Vec<String> {
        let answer = sandbox.answer(arguments.iter().copied());
        let hits = answer["hits"].as_array().expect("hits").clone();
        hits.iter().map(|hit| hit["article"]["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&["--like", "first"])[0], "other");
    assert!(!ids(&["--like", "first"]).iter().any(|id| id == "first" || id == "second"));
    assert!(ids(&["--like", "first", "--copies", "show"]).iter().any(|id| id == "second"));
    let answer = sandbox.answer(["--like", "first"]);
    let words = answer["query"]["like"]["words"].as_array().expect("words");
    assert!(words.iter().any(|word| word["word"] == "berths"), "{words:?}");
    sandbox.search(["--like", "first", "--until", "2024-03-01"]).expect_status(1);
    sandbox.search(["--like", "first", "symphony"]).expect_status(1);
    assert!(sandbox.search(["--like", "first", "--explain"]).expect_status(0).stdout().contains("(boost "));
}

#[test]
fn diff_tells_the_figure_that_differs() {
    let sandbox = sandbox();
    let diff = sandbox.search(["--diff", "first", "--format", "json"]).expect_status(0).json();
    let parts = diff["diffs"][0]["parts"].as_array().expect("parts");
    let changed: Vec<&Value> = parts.iter().filter(|part| part["type"] != "same").collect();
    assert_eq!(changed.len(), 1, "{parts:?}");
    assert_eq!(changed[0]["from"]["pieces"][0]["kind"], "figure");
    for side in ["from", "to"] {
        spans_hold(changed[0][side]["text"].as_str().unwrap(), &changed[0][side]["pieces"]);
    }
    assert_eq!(diff["diffs"][0]["same_story"], true);
    let shown = sandbox.search(["--diff", "first", "second"]);
    let shown = shown.expect_status(0).stdout();
    assert!(shown.contains("figures: "), "{shown}");
    assert!(sandbox.search(["--diff", "far"]).expect_status(1).stderr().contains("no other article"));
    assert!(sandbox.search(["--diff", "first", "far"]).expect_status(0).stdout().contains("not copies"));
}

#[test]
fn context_shows_each_passage_once() {
    let text: Vec<String> = (0..12)
        .map(|number| {
            format!(
                "Paragraph {number} tells of berths. {}",
                "The harbour was quiet and nobody came to the quay that day. ".repeat(5)
            )
        })
        .collect();
    let sandbox = Sandbox::with(&[("a.jsonl", record("a", "2024-01-01", "Long", &text.join("\n\n")))]);
    sandbox.indexer(["a.jsonl"]).expect_status(0);
    let answer = sandbox.answer(["berths", "--context", "1", "--per-article", "0", "-n", "3"]);
    let mut shown: Vec<u64> = Vec::new();
    for hit in answer["hits"].as_array().expect("hits") {
        let own = hit["passage"]["number"].as_u64().unwrap();
        shown.push(own);
        for beside in hit["context"].as_array().into_iter().flatten() {
            let number = beside["number"].as_u64().unwrap();
            assert_eq!(number.abs_diff(own), 1);
            assert_eq!(beside["place"], if number < own { "before" } else { "after" });
            shown.push(number);
        }
    }
    let mut once = shown.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), shown.len(), "{shown:?}");
    assert!(shown.len() > 3, "{shown:?}");
    assert!(sandbox.search(["berths", "--context", "1"]).expect_status(0).stdout().contains("\n   | "));
}

#[test]
fn a_cut_passage_says_so_and_its_spans_hold() {
    let sandbox = sandbox();
    let answer = sandbox.answer(["breakwater", "--max-chars", "60"]);
    let passage = &answer["hits"][0]["passage"];
    let text = passage["text"].as_str().unwrap();
    assert!(text.chars().count() <= 60 && text.contains("breakwater"), "{text}");
    spans_hold(text, &passage["matches"]);
    assert_eq!((&passage["cut_before"], &passage["cut_after"]), (&json!(true), &json!(true)));
    let (start, end) = (passage["start_byte"].as_u64().unwrap(), passage["end_byte"].as_u64().unwrap());
    assert_eq!(&REPORT[start as usize..end as usize], text);
    assert!(sandbox.search(["breakwater", "--max-chars", "60"]).expect_status(0).stdout().contains("… "));
}

#[test]
fn flags_that_contradict_each_other_are_errors() {
    let sandbox = sandbox();
    for line in [
        &["--show", "first", "--like", "first"][..],
        &["--show", "first", "--diff", "first"],
        &["--show", "first", "--context", "1"],
        &["--show", "first", "--format", "trec"],
        &["--diff", "first", "--format", "jsonl"],
        &["--like", "first", "--diff", "first"],
        &["berths", "--max-chars", "3"],
        &["berths", "--context", "1", "--timeline"],
    ] {
        sandbox.search(line.iter().copied()).expect_status(2).expect_no_stdout();
    }
}

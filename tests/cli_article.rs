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
fn an_article_is_named_by_the_line_that_hits_print() {
    let sandbox = sandbox();
    let blank =
        "\n\n".to_owned() + &record("first", "2024-05-05", "Twin", "Another article of the same id, of the same file.");
    let twins =
        record("first", "2024-05-04", "Elder", "An article that a younger one of the same id follows.") + &blank;
    sandbox.write("odd:12:c.jsonl", twins);
    sandbox.write("C:\\news\\7.jsonl", record("w", "2024-05-06", "Windows", "A path of another system, as it were."));
    sandbox.indexer(["odd:12:c.jsonl", "C:\\news\\7.jsonl"]).expect_status(0);
    let title = |name: &str| {
        sandbox.search(["--show", name, "--format", "json"]).expect_status(0).json()["article"]["title"].clone()
    };
    assert_eq!(title("odd:12:c.jsonl:1"), "Elder");
    assert_eq!(title("odd:12:c.jsonl:4"), "Twin");
    assert_eq!(title("./all.jsonl:2"), "No fish");
    assert_eq!(title("C:\\news\\7.jsonl"), "Windows");
    assert_eq!(title("C:\\news\\7.jsonl:1"), "Windows");
    assert_eq!(title("C:\\news\\7.jsonl:w"), "Windows");
    // What text output prints as the place of a hit names its article, in the other flags too.
    let shown = sandbox.search(["berths", "-n", "1", "--facet", "none"]);
    let place =
        shown.stdout().lines().map(str::trim).find(|line| line.starts_with("all.jsonl:")).expect("a place").to_owned();
    sandbox.search(["--like", &place]).expect_status(0);
    sandbox.search(["--diff", "all.jsonl:1", "all.jsonl:2"]).expect_status(0);
    // Names that are told of an unclear one are clear.
    let several = sandbox.search(["--show", "first"]);
    let said = several.expect_status(2).stderr();
    assert!(said.contains("names 3 articles") && said.contains("each of these names one: "), "{said}");
    let told = said.lines().find_map(|line| line.split_once("names one: ")).expect("names").1;
    let mut titles: Vec<String> = told.split(", ").map(|name| title(name).to_string()).collect();
    titles.sort();
    assert_eq!(titles, ["\"Elder\"", "\"Fishermen strike\"", "\"Twin\""]);
}

#[test]
fn a_line_that_no_article_starts_on_is_told_with_the_nearest() {
    let sandbox = sandbox();
    let text = "The first paragraph tells of a strike.\n\nThe second tells of its end.\n";
    sandbox.write("plain.txt", text);
    sandbox.indexer(["plain.txt"]).expect_status(0);
    let said = |name: &str| {
        let output = sandbox.search(["--show", name]);
        output.expect_status(1).expect_no_stdout().stderr().to_owned()
    };
    let path = sandbox.path("all.jsonl");
    let path = path.to_str().expect("a path");
    let beyond = said("all.jsonl:9");
    assert!(beyond.contains(&format!("no passage of an article starts on line 9 of {path}")), "{beyond}");
    assert!(beyond.contains(&format!("the nearest: {path}:4\n")), "{beyond}");
    assert!(said("plain.txt:2").contains("the nearest: "));
    assert!(said("all.jsonl:0").contains("no article has the id or path"));
    assert!(said("nowhere.jsonl:3").contains("no article has the id or path"));
}

#[test]
fn an_id_that_looks_like_a_line_is_not_taken_for_one_in_silence() {
    let sandbox = Sandbox::with(&[(
        "n.jsonl",
        record("2", "2024-01-01", "Of id 2", "The first record of all.")
            + &record("7", "2024-01-02", "On line 2", "The second record."),
    )]);
    sandbox.indexer(["n.jsonl"]).expect_status(0);
    let title = |name: &str| {
        sandbox.search(["--show", name, "--format", "json"]).expect_status(0).json()["article"]["title"].clone()
    };
    let output = sandbox.search(["--show", "n.jsonl:2"]);
    let said = output.expect_status(2).stderr();
    assert!(said.contains("names 2 articles") && said.contains("each of these names one: 2, 7"), "{said}");
    assert_eq!((title("2"), title("7"), title("n.jsonl:1")), (json!("Of id 2"), json!("On line 2"), json!("Of id 2")));
}

#[test]
fn two_records_of_one_id_on_one_line_are_said_to_be_one_too_many() {
    let twin = |title: &str| json!({"id": "same", "title": title, "text": "A text that is its own, more or less."});
    let sandbox = Sandbox::with(&[("a.json", json!([twin("One"), twin("Two")]).to_string())]);
    sandbox.indexer(["a.json"]).expect_status(0);
    let output = sandbox.search(["--show", "same"]);
    assert!(output.expect_status(2).stderr().contains("only ids of their own would tell them apart"));
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
        &["berths", "--facet", "none,actor"],
        &["berths", "--facet", "none", "--facet", "date"],
    ] {
        sandbox.search(line.iter().copied()).expect_status(2).expect_no_stdout();
    }
}

#[test]
fn the_usage_line_of_diff_promises_no_query() {
    let output = sandbox().search(["--diff", "first", "second", "third"]);
    let said = output.expect_status(2).stderr().to_owned();
    assert!(said.contains("--diff <ARTICLE> [ARTICLE]\n") && !said.contains("--diff <ARTICLE>... [QUERY]"), "{said}");
}

#[test]
fn ids_that_a_batch_repeats_are_told() {
    let batch = "a\tberths\nb\tsymphony\n\na\tseat\n";
    let output = sandbox().run(sandbox::SEARCH, ["--batch", "-", "--count"]).input(batch).output();
    output.expect_status(0).expect_stderr("search: standard input:4: the id \"a\" stands on line 1 too\n");
    assert_eq!(output.stdout().lines().count(), 3);
}

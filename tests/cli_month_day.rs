//! Articles that tell a day or month of their own and no year: how they are filtered, shown and dated by others.

mod sandbox;

use sandbox::Sandbox;
use serde_json::{Value, json};

const DATELINE: &str = "PORT VILA, Jan 17 (Harbour Agency) -- Boats with kelp sank yesterday.\n";

fn indexed(articles: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, text) in articles {
        sandbox.write(name, text);
    }
    sandbox.indexer(["."]).expect_status(0);
    sandbox
}

fn counts(answer: &Value) -> (u64, u64, u64) {
    let count = |name: &str| answer["counts"][name].as_u64().expect("a count");
    (count("articles"), count("unsure"), count("undated"))
}

#[test]
fn a_day_without_a_year_is_unsure_where_it_fits_and_outside_elsewhere() {
    let sandbox = indexed(&[("boats.txt", DATELINE)]);
    for (arguments, expected) in [
        (&["--on", "2024-01-17", "--undated", "include", "kelp"][..], (1, 1, 0)),
        (&["--on", "2024-01", "kelp"], (0, 1, 0)),
        (&["--after", "2024-01-18", "kelp"], (0, 1, 0)),
        (&["--on", "2024-01-18", "--undated", "include", "kelp"], (0, 0, 0)),
        (&["--on", "2024-02", "--undated", "only", "kelp"], (0, 0, 0)),
        (&["--undated", "only", "kelp"], (1, 0, 1)),
        (&["kelp"], (1, 0, 0)),
    ] {
        assert_eq!(counts(&sandbox.answer(arguments.iter().copied())), expected, "{arguments:?}");
    }
}

#[test]
fn a_day_without_a_year_is_shown_as_one_and_what_hangs_on_it_too() {
    let sandbox = indexed(&[("boats.txt", DATELINE)]);
    let answer = sandbox.answer(["kelp"]);
    let article = &answer["hits"][0]["article"];
    assert_eq!((&article["published"], &article["published_month_day"]), (&Value::Null, &json!("--01-17")));
    let output = sandbox.search(["kelp"]);
    assert!(output.expect_status(0).stdout().contains("Harbour Agency · 17 January ?"), "{}", output.stdout());
    // "yesterday" is 16 January of some year.
    for (days, expected) in [("2024-01-16", (0, 1, 0)), ("2024-01-15", (0, 0, 0))] {
        assert_eq!(counts(&sandbox.answer(["--event", days, "kelp"])), expected, "{days}");
    }
}

#[test]
fn a_month_without_a_year_is_unsure_where_one_of_its_days_passes_and_outside_elsewhere() {
    let text = "On January 17 boats with kelp were lost. The storm came earlier this month.\n";
    let sandbox = indexed(&[("boats.txt", text)]);
    for (arguments, expected) in [
        (&["--on", "2024-01-31", "--undated", "include", "kelp"][..], (1, 1, 0)),
        (&["--on", "2023-01", "kelp"], (0, 1, 0)),
        (&["--on", "2024-02", "--undated", "include", "kelp"], (0, 0, 0)),
        (&["--undated", "only", "kelp"], (1, 0, 1)),
        (&["kelp"], (1, 0, 0)),
    ] {
        assert_eq!(counts(&sandbox.answer(arguments.iter().copied())), expected, "{arguments:?}");
    }
    let article = &sandbox.answer(["kelp"])["hits"][0]["article"];
    assert_eq!((&article["published"], &article["published_month_day"]), (&Value::Null, &json!("--01")));
    assert_eq!(article["undated_reasons"][1]["code"], "month-without-year");
    let output = sandbox.search(["kelp"]);
    assert!(output.expect_status(0).stdout().contains(" · January ?"), "{}", output.stdout());
    let line = sandbox.indexer(["annotate", "boats.txt"]).json();
    let told = json!({"month_day": "--01", "evidence": {"rule": "earlier-this-month", "surface": "January 17 … earlier this month"}});
    assert_eq!(line["published_month_day"], told);
    assert_eq!(line["undated_reasons"][1]["text"], "the text tells the month of some year");
}

#[test]
fn the_name_of_the_file_and_the_address_tell_the_year() {
    let sandbox = indexed(&[("2024-01-boats.txt", DATELINE)]);
    let published = &sandbox.answer(["kelp"])["hits"][0]["article"]["published"];
    assert_eq!((&published["first"], &published["inferred"]), (&json!("2024-01-17"), &json!(false)));
    assert_eq!(published["evidence"]["rule"], "dateline with file-name-month");
    let record = json!({"text": DATELINE, "url": "https://news.example/2023/01/boats"}).to_string();
    let sandbox = indexed(&[("boats.json", &record)]);
    let published = &sandbox.answer(["kelp"])["hits"][0]["article"]["published"];
    assert_eq!(published["first"], "2023-01-17");
}

#[test]
fn the_future_is_refused_with_a_problem_and_the_next_date_is_taken() {
    let sandbox = Sandbox::new();
    let record = json!({"text": "Kelp.", "published": "2199-01-01", "url": "https://news.example/2023/01/17/kelp"});
    sandbox.write("kelp.json", record.to_string());
    let line = sandbox.indexer(["annotate", "kelp.json"]).json();
    assert_eq!(line["published"]["first"], "2023-01-17");
    assert_eq!(line["date_candidates"][0]["verdict"], "refused");
    let cause = line["problems"][0]["cause"].as_str().expect("a cause");
    assert!(cause.contains("\"2199-01-01\" lies after the day of reading"), "{cause}");
}

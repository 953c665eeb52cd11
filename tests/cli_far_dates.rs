//! Timelines, date facets and matrices over days of which a few lie far from all others.

mod sandbox;

use sandbox::{Sandbox, Shared};
use serde_json::{Value, json};
use std::sync::Arc;

static INDEX: Shared = Shared::new();

/// Forty days told by two articles each; a year of long ago and one to come told by three articles.
fn index() -> Arc<Sandbox> {
    INDEX.get(|| {
        let record = |id: String, day: &str, text: String| {
            json!({"id": id, "published": day, "title": "Harbour", "text": text}).to_string() + "\n"
        };
        let mut lines = String::new();
        for number in 0..80 {
            let (month, day) = if number % 40 < 20 { (2, number % 20 + 1) } else { (3, number % 20 + 1) };
            let date = format!("2024-{month:02}-{day:02}");
            let text =
                format!("The dock number {number} was closed on {date} because of the wind, said the harbour master.");
            lines += &record(format!("a{number}"), &date, text);
        }
        let old = "The dock was built on 7 May 1555 and burnt on 3 June 1612, says a chronicle of the harbour.";
        lines += &record("old".into(), "1912-03-01", old.into());
        lines += &record("older".into(), "2024-03-01", "The first dock of the harbour was built in 1512.".into());
        lines += &record("plan".into(), "2024-03-02", "The lease of the dock ends on 31 December 2123.".into());
        let sandbox = Sandbox::with(&[("all.jsonl", lines)]);
        sandbox.indexer(["all.jsonl"]).expect_status(0);
        sandbox
    })
}

fn answer(arguments: &[&str]) -> Value {
    index().answer(arguments.iter().copied().chain(["--copies", "show"]))
}

/// Articles that tell of the days of a row.
fn told(row: &Value) -> u64 {
    let days = format!("{}..{}", row["first"].as_str().expect("a day"), row["last"].as_str().expect("a day"));
    answer(&["dock", "--event", &days])["counts"]["articles"].as_u64().expect("a number")
}

#[test]
fn a_timeline_has_days_and_tells_the_years_far_from_them_at_its_ends() {
    let timeline = answer(&["dock", "--timeline"]);
    assert_eq!(timeline["timeline_rows"], 43);
    let rows = timeline["timeline"].as_array().expect("rows");
    assert_eq!(rows.len(), 43, "few enough for all: rows of a timeline are days that are told");
    let by_month = answer(&["dock", "--timeline=month"]);
    assert_eq!((by_month.get("timeline_before"), by_month.get("timeline_after")), (None, None));
}

#[test]
fn an_event_facet_has_days_and_counts_the_years_far_from_them_at_its_ends() {
    let facets = answer(&["dock", "--facet", "event,date"])["facets"].clone();
    let rows = facets["event"].as_array().expect("rows");
    assert_eq!((rows.len(), &rows[0]["first"], &rows[48]["last"]), (49, &json!("2024-02-01"), &json!("2024-03-20")));
    assert_eq!(facets["event_before"], json!({"first": "1512-01-01", "last": "2024-01-31", "articles": 2}));
    assert_eq!(facets["event_after"], json!({"first": "2024-03-21", "last": "2123-12-31", "articles": 1}));
    assert_eq!((&facets["event_wide"], &facets["event_undated"]), (&json!(0), &json!(0)));
    for row in rows.iter().chain([&facets["event_before"], &facets["event_after"]]) {
        assert_eq!(row["articles"], told(row), "{row}");
    }
    assert_eq!(facets["date_before"], json!({"first": "1912-03-01", "last": "2024-01-31", "articles": 1}));
    assert_eq!(facets.get("date_after"), None);
    let text = index().search(["dock", "--facet", "event,date", "-n", "0"]);
    let text = text.expect_status(0).stdout().to_owned();
    for line in [
        "       2  before 2024-02, from 1512\n",
        "       1  after 2024-03-20, to 2123\n",
        "       1  before 2024-02, from 1912-03\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
}

#[test]
fn the_ends_are_lines_of_a_matrix() {
    let matrix = answer(&["dock", "--matrix", "actor,event"])["matrix"].clone();
    let columns = matrix["columns"].as_array().expect("columns");
    assert_eq!(columns.len(), 51);
    assert_eq!((&columns[0]["first"], &columns[50]["last"]), (&json!("1512-01-01"), &json!("2123-12-31")));
}

#[test]
fn a_timeline_of_more_days_than_rows_tells_its_ends_apart() {
    let record = |number: i64, date: &str| {
        let text = format!("Boat number {number} came on {date} and left soon.");
        json!({"id": format!("b{number}"), "published": "2024-06-01", "title": "Boats", "text": text}).to_string()
            + "\n"
    };
    let mut lines = String::new();
    let first = chrono_day(2024, 1, 1);
    for number in 0..60 {
        lines += &record(number, &first.plus(number as i32).to_string());
    }
    lines += &record(60, "1555-05-07");
    lines += &record(61, "2185-12-31");
    let sandbox = Sandbox::with(&[("all.jsonl", lines)]);
    sandbox.indexer(["all.jsonl"]).expect_status(0);
    let answer = |arguments: &[&str]| sandbox.answer(arguments.iter().copied());
    let timeline = answer(&["boat", "--timeline"]);
    assert_eq!(timeline["timeline_rows"], 60);
    let end = |first: &str, last: &str| json!({"first": first, "last": last, "articles": 1, "passages": 1});
    assert_eq!(timeline["timeline_before"], end("1555-05-07", "2023-12-31"));
    assert_eq!(timeline["timeline_after"], end("2024-03-01", "2185-12-31"));
    let page = |arguments: &[&str]| {
        let output = sandbox.search(["boat", "--timeline", "--facet", "none"].iter().chain(arguments));
        output.expect_status(0).stdout().to_owned()
    };
    let (begin, end) = (
        "before 2024, from 1555-05-07 · 1 article, 1 passage (--event 1555-05-07..2023-12-31)\n",
        "after 2024-02, to 2185 ·",
    );
    let whole = page(&[]);
    assert!(whole.starts_with(begin) && whole.contains(end), "{whole}");
    let middle = page(&["-n", "2", "--offset", "1"]);
    assert!(!middle.contains("before") && !middle.contains("after 2024-02"), "{middle}");
    let last_line = sandbox.search(["boat", "--timeline", "--format", "jsonl"]).json_lines().pop().expect("a summary");
    assert_eq!(last_line["timeline_before"], timeline["timeline_before"]);
}

fn chrono_day(year: i32, month: u32, day: u32) -> dateline::date::Day {
    dateline::date::Day::from_ymd(year, month, day).expect("a day")
}

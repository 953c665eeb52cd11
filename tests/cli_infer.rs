//! Dates inferred from other articles of the index: when they come, how they are marked, when they go.

mod sandbox;

use sandbox::Sandbox;
use serde_json::{Value, json};

const DATED: [&str; 2] = [
    "A tanker ran aground off Skerrivore lighthouse in dense fog, the Hebridean coastguard said. Salvors pumped heavy \
     bunker oil from the stricken Marigold Venture while puffins and razorbills were rescued from slicks near Tiree.",
    "Salvors began pumping bunker oil from the tanker Marigold Venture, stricken off Skerrivore lighthouse. The \
     Hebridean coastguard said dense fog hid the slicks; puffins and razorbills were rescued near Tiree.",
];
const UNDATED: &str = "The stricken tanker Marigold Venture still leaks bunker oil off Skerrivore lighthouse, salvors \
     said. Puffins and razorbills from the slicks were rescued near Tiree as dense fog held the Hebridean coastguard.";

/// Articles that have nothing to do with it, each of another month.
fn others() -> Vec<Value> {
    [
        "The harvest of barley in Skane broke every record since the war, farmers told the ministry.",
        "A court in Lima fined two brokers for trading copper with forged papers.",
        "Nurses walked out of nine hospitals in Leeds over shifts and pay.",
        "The parliament of Georgia voted down a bill on foreign lenders.",
        "An avalanche closed the road to Zermatt; nobody was hurt.",
        "The chess federation stripped a grandmaster of his title for cheating.",
        "Engineers in Osaka tested a train without wheels at record speed.",
        "Wolves came back to the Ardennes after a century, rangers reported.",
        "A bakery in Cork won the prize for the best rye loaf.",
        "The mint of Peru ran out of silver for its smallest coin.",
    ]
    .iter()
    .enumerate()
    .map(|(index, text)| json!({"id": format!("o{index}"), "text": text, "published": format!("2023-{:02}-11", index + 1)}))
    .collect()
}

fn lines(articles: &[Value]) -> String {
    articles.iter().map(|article| format!("{article}\n")).collect()
}

fn tanker(id: &str, text: &str, day: Option<&str>) -> Value {
    let mut article = json!({"id": id, "title": format!("Tanker {id}"), "text": text});
    if let Some(day) = day {
        article["published"] = day.into();
    }
    article
}

/// A folder with `articles` in one file, tellings of the tanker's story of these days, d1 and d2, in another, and others.
fn news(articles: &[Value], days: &[&str]) -> Sandbox {
    let dated: Vec<Value> =
        DATED.iter().zip(days).zip(["d1", "d2"]).map(|((text, day), id)| tanker(id, text, Some(day))).collect();
    Sandbox::with(&[
        ("news/a.jsonl", lines(articles)),
        ("news/b.jsonl", lines(&dated)),
        ("news/c.jsonl", lines(&others())),
    ])
}

/// An article that tells a day and month, without a year.
fn tanker_of_4_may() -> Value {
    tanker("u", &format!("OBAN, May 4 (Harbour Agency) -- {UNDATED}"), None)
}

/// The published key of the article `id`.
fn published(sandbox: &Sandbox, id: &str) -> Value {
    let answer = sandbox.answer(["--undated", "include", "--copies", "show", "-n", "100", ""]);
    let hits = answer["hits"].as_array().expect("hits");
    let hit = hits.iter().find(|hit| hit["article"]["id"] == id).expect("the article is in the index");
    hit["article"]["published"].clone()
}

fn days(published: &Value) -> (Option<&str>, Option<&str>, Option<bool>) {
    (published["first"].as_str(), published["last"].as_str(), published["inferred"].as_bool())
}

#[test]
fn an_undated_article_takes_the_day_on_which_two_others_tell_its_story() {
    let sandbox = news(&[tanker("u", UNDATED, None)], &["2023-05-04", "2023-05-04"]);
    let report = sandbox.report(0, ["news"]);
    assert_eq!(report["articles"]["inferred"], 1);
    let published = published(&sandbox, "u");
    assert_eq!(days(&published), (Some("2023-05-04"), Some("2023-05-04"), Some(true)));
    assert_eq!(published["evidence"]["rule"], "same-story");
    let surface = published["evidence"]["surface"].as_str().expect("a surface");
    assert!(surface.starts_with("same story as \"Tanker d") && surface.ends_with("and 1 other"), "{surface}");
    assert_eq!(sandbox.count(["--on", "2023-05-04", "tanker"]), 3);
    let status = sandbox.indexer(["status", "--format", "json"]).json();
    assert_eq!((&status["undated"], &status["inferred"]), (&json!(0), &json!(1)));
}

#[test]
fn the_order_in_which_articles_come_does_not_matter() {
    let sandbox = Sandbox::with(&[
        ("one/a.jsonl", lines(&[tanker("u", UNDATED, None)])),
        ("two/b.jsonl", lines(&[tanker("d1", DATED[0], Some("2023-05-04"))])),
        ("two/c.jsonl", lines(&others())),
        ("three/d.jsonl", lines(&[tanker("d2", DATED[1], Some("2023-05-05"))])),
    ]);
    sandbox.report(0, ["one", "two"]);
    assert_eq!(published(&sandbox, "u"), Value::Null, "one other telling is not enough");
    sandbox.report(0, ["three"]);
    assert_eq!(days(&published(&sandbox, "u")), (Some("2023-05-04"), Some("2023-05-05"), Some(true)));
    assert_eq!(sandbox.report(0, ["one", "two", "three"])["articles"]["inferred"], 0, "nothing changed");
}

#[test]
fn an_inferred_date_goes_with_the_articles_that_gave_it() {
    let sandbox = news(&[tanker("u", UNDATED, None)], &["2023-05-04", "2023-05-04"]);
    sandbox.report(0, ["news"]);
    assert_ne!(published(&sandbox, "u"), Value::Null);
    sandbox.indexer(["remove", "d2"]).expect_status(0);
    assert_eq!(published(&sandbox, "u"), Value::Null);
    let status = sandbox.indexer(["status", "--format", "json"]).json();
    assert_eq!((&status["undated"], &status["inferred"]), (&json!(1), &json!(0)));
}

#[test]
fn inferred_dates_are_no_evidence_for_others_and_never_overrule_stated_ones() {
    let sandbox = Sandbox::with(&[
        ("news/a.jsonl", lines(&[tanker("u1", UNDATED, None), tanker("u2", UNDATED, None)])),
        (
            "news/b.jsonl",
            lines(&[tanker("d1", DATED[0], Some("2023-05-04")), tanker("s", UNDATED, Some("2019-01-01"))]),
        ),
        ("news/c.jsonl", lines(&others())),
    ]);
    sandbox.report(0, ["news"]);
    // Its copy is dated 2019 and another telling 2023: they do not agree.
    assert_eq!(published(&sandbox, "u1"), Value::Null);
    assert_eq!(published(&sandbox, "u2"), Value::Null);
    assert_eq!(days(&published(&sandbox, "s")), (Some("2019-01-01"), Some("2019-01-01"), Some(false)));
}

#[test]
fn what_was_inferred_stays_when_the_file_is_gone() {
    let sandbox = news(&[tanker("u", UNDATED, None)], &["2023-05-04", "2023-05-04"]);
    sandbox.report(0, ["news"]);
    sandbox.remove("news/a.jsonl");
    sandbox.indexer(["remove", "d2"]).expect_status(0);
    assert_eq!(days(&published(&sandbox, "u")).0, Some("2023-05-04"));
}

#[test]
fn a_day_without_a_year_takes_it_from_one_other_telling_and_loses_it_with_that() {
    let sandbox = news(&[tanker_of_4_may()], &["2023-05-06"]);
    sandbox.report(0, ["news"]);
    let found = published(&sandbox, "u");
    assert_eq!(days(&found), (Some("2023-05-04"), Some("2023-05-04"), Some(true)));
    let surface = found["evidence"]["surface"].as_str().expect("a surface");
    assert!(surface.starts_with("same story as \"Tanker d1\" (2023-05-06"), "{surface}");
    let answer = sandbox.answer(["--no-inferred", "Tanker u"]);
    assert_eq!(answer["hits"][0]["article"]["published_month_day"], "--05-04");
    sandbox.indexer(["remove", "d1"]).expect_status(0);
    assert_eq!(published(&sandbox, "u"), Value::Null);
}

#[test]
fn tellings_of_other_days_give_no_year() {
    for other in [&["2023-05-09"][..], &["2023-05-04", "2022-05-04"], &["2023-11-04", "2023-11-04"]] {
        let sandbox = news(&[tanker_of_4_may()], other);
        sandbox.report(0, ["news"]);
        assert_eq!(published(&sandbox, "u"), Value::Null, "{other:?}");
    }
}

#[test]
fn a_day_of_change_yields_to_the_day_of_the_story_unless_that_is_later() {
    let mut changed = tanker("u", UNDATED, None);
    changed["updated"] = "2023-05-19".into();
    let sandbox = news(&[changed.clone()], &["2023-05-04", "2023-05-04"]);
    sandbox.report(0, ["news"]);
    assert_eq!(days(&published(&sandbox, "u")), (Some("2023-05-04"), Some("2023-05-04"), Some(true)));
    sandbox.indexer(["remove", "d2"]).expect_status(0);
    let found = published(&sandbox, "u");
    assert_eq!((days(&found).0, &found["evidence"]["rule"]), (Some("2023-05-19"), &json!("changed: field updated")));
    let sandbox = news(&[changed], &["2023-05-24", "2023-05-24"]);
    sandbox.report(0, ["news"]);
    assert_eq!(days(&published(&sandbox, "u")).0, Some("2023-05-19"));
    assert_eq!(sandbox.count(["--on", "2023-05-19", "tanker"]), 1);
    let answer = sandbox.answer(["--on", "2023-05-19", "--no-inferred", "tanker"]);
    assert_eq!((&answer["counts"]["articles"], &answer["counts"]["undated"]), (&json!(0), &json!(1)));
}

#[test]
fn the_report_says_why_articles_have_no_date() {
    let sandbox = news(&[tanker("u", UNDATED, None)], &["2023-05-04", "2022-05-04"]);
    sandbox.write("news/d.txt", "Seven goats ate the hedge of the embassy.\n");
    let report = sandbox.report(0, ["news"]);
    let told: Vec<(&str, Vec<&str>, u64)> = report["undated"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            let codes = row["reasons"].as_array().expect("reasons").iter().filter_map(|reason| reason["code"].as_str());
            (row["example"].as_str().expect("a path"), codes.collect(), row["articles"].as_u64().expect("a count"))
        })
        .collect();
    let own = ["none-stated", "text-tells-none"];
    assert_eq!(
        told,
        [
            ("news/d.txt", [&own[..], &["no-story"]].concat(), 1),
            ("news/a.jsonl", [&own[..], &["story-unsettled"]].concat(), 1),
        ]
    );
    let answer = sandbox.answer(["goats"]);
    let reasons = &answer["hits"][0]["article"]["undated_reasons"];
    assert_eq!(reasons[0], json!({"code": "none-stated", "text": "no date is stated"}));
    sandbox.write("news/d.txt", "Seven goats ate the hedge of the embassy again.\n");
    let text = sandbox.indexer(["news"]).expect_status(0).stdout().to_owned();
    let line = "1 undated: no date is stated; the text tells nothing of its own day; no other article tells the story (news/d.txt)";
    assert!(text.contains(line), "{text}");
}

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

/// The published key of the article `id`.
fn published(sandbox: &Sandbox, id: &str) -> Value {
    let answer = sandbox.answer(["--undated", "include", "-n", "100", ""]);
    let hits = answer["hits"].as_array().expect("hits");
    let hit = hits.iter().find(|hit| hit["article"]["id"] == id).expect("the article is in the index");
    hit["article"]["published"].clone()
}

fn days(published: &Value) -> (Option<&str>, Option<&str>, Option<bool>) {
    (published["first"].as_str(), published["last"].as_str(), published["inferred"].as_bool())
}

#[test]
fn an_undated_article_takes_the_day_on_which_two_others_tell_its_story() {
    let sandbox = Sandbox::with(&[
        ("news/a.jsonl", lines(&[tanker("u", UNDATED, None)])),
        (
            "news/b.jsonl",
            lines(&[tanker("d1", DATED[0], Some("2023-05-04")), tanker("d2", DATED[1], Some("2023-05-04"))]),
        ),
        ("news/c.jsonl", lines(&others())),
    ]);
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
    let sandbox = Sandbox::with(&[
        ("news/a.jsonl", lines(&[tanker("u", UNDATED, None)])),
        (
            "news/b.jsonl",
            lines(&[tanker("d1", DATED[0], Some("2023-05-04")), tanker("d2", DATED[1], Some("2023-05-04"))]),
        ),
        ("news/c.jsonl", lines(&others())),
    ]);
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
    let sandbox = Sandbox::with(&[
        ("news/a.jsonl", lines(&[tanker("u", UNDATED, None)])),
        (
            "news/b.jsonl",
            lines(&[tanker("d1", DATED[0], Some("2023-05-04")), tanker("d2", DATED[1], Some("2023-05-04"))]),
        ),
        ("news/c.jsonl", lines(&others())),
    ]);
    sandbox.report(0, ["news"]);
    sandbox.remove("news/a.jsonl");
    sandbox.indexer(["remove", "d2"]).expect_status(0);
    assert_eq!(days(&published(&sandbox, "u")).0, Some("2023-05-04"));
}

//! What matches in the titles of hits: exact spans, and what matched is what is marked.

mod sandbox;

use proptest::prelude::*;
use sandbox::{Sandbox, Shared, corpus};
use serde_json::{Value, json};
use std::sync::Arc;

static INDEX: Shared = Shared::new();

/// The corpus, and articles whose titles alone hold what is asked for.
fn index() -> Arc<Sandbox> {
    INDEX.get(|| {
        let record = |id: &str, title: Option<&str>, text: &str| {
            json!({"id": id, "published": "2024-03-05", "title": title, "text": text}).to_string() + "\n"
        };
        let calm = "Nothing else was told of it on that day.";
        let lines = [
            record("alias", Some("Tehran: Army of Justice strikes again"), calm),
            record("accents", Some("Élysée’s ambassadors — recalled"), calm),
            record("derived", None, "The ambassador was recalled. Nothing else was told."),
            record("odd", Some("\u{1b}[31m recalled \u{9b} ambassador"), calm),
        ];
        let sandbox = Sandbox::with(&[("all.jsonl", lines.concat())]);
        sandbox.indexer([corpus(), sandbox.path("all.jsonl")]).expect_status(0);
        sandbox
    })
}

fn hits(arguments: &[&str]) -> Vec<Value> {
    let limits = ["-n", "1000", "--facet", "none", "--copies", "show", "--per-article", "0", "--format", "json"];
    let output = index().search([&limits[..], arguments].concat());
    output.expect_status_in(&[0, 1]);
    output.json()["hits"].as_array().expect("hits").clone()
}

/// The surfaces and rules of the title's matches, whose spans are looked at.
fn title_matches(article: &Value) -> Vec<(String, String)> {
    let title = article["title"].as_str().expect("a title");
    let Some(matches) = article.get("title_matches") else { return Vec::new() };
    assert_eq!(article["title_derived"], false, "{article}");
    let mut end = 0;
    let matches = matches.as_array().expect("matches");
    assert!(!matches.is_empty());
    let part = |found: &Value| {
        let at = |key: &str| found[key].as_u64().expect("a byte") as usize;
        assert!(end <= at("start_byte") && at("start_byte") < at("end_byte"), "{article}");
        end = at("end_byte");
        assert_eq!(&title[at("start_byte")..end], found["surface"].as_str().expect("a surface"));
        (found["surface"].as_str().unwrap().to_owned(), found["rule"].as_str().expect("a rule").to_owned())
    };
    matches.iter().map(part).collect()
}

fn of_article(hits: &[Value], id: &str) -> Vec<(String, String)> {
    let hit = hits.iter().find(|hit| hit["article"]["id"] == id).unwrap_or_else(|| panic!("no hit {id}"));
    title_matches(&hit["article"])
}

fn owned(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(surface, rule)| ((*surface).to_owned(), (*rule).to_owned())).collect()
}

#[test]
fn words_stems_phrases_patterns_and_names_are_marked_in_titles() {
    let of = |query: &str, id: &str| of_article(&hits(&[query]), id);
    assert_eq!(of("ambassador", "accents"), owned(&[("ambassadors", "stem")]));
    assert_eq!(of("elysee recalled", "accents"), owned(&[("Élysée’s", "exact"), ("recalled", "exact")]));
    assert_eq!(of("\"ambassadors recalled\"", "accents"), owned(&[("ambassadors — recalled", "exact")]));
    assert_eq!(of("recal*", "accents"), owned(&[("recalled", "prefix")]));
    assert_eq!(of("Jaish al-Adl", "alias"), owned(&[("Army of Justice", "alias")]));
    assert_eq!(of("title:recalled ambassadors", "accents"), owned(&[("ambassadors", "exact"), ("recalled", "exact")]));
    assert_eq!(of("told -\"ambassadors again\"", "accents"), owned(&[]));
}

#[test]
fn what_is_asked_of_titles_alone_is_marked_in_each() {
    for query in ["title:strikes", "title:pakistan", "title:(iran OR tonga)", "title:\"army of justice\"", "title:amb*"]
    {
        let hits = hits(&[query]);
        assert!(!hits.is_empty(), "{query}");
        for hit in hits.iter().filter(|hit| hit["article"]["title_derived"] == false) {
            assert!(!title_matches(&hit["article"]).is_empty(), "{query}: {hit}");
        }
    }
}

#[test]
fn a_derived_title_has_no_matches_of_its_own() {
    let hits = hits(&["ambassador"]);
    let hit = hits.iter().find(|hit| hit["article"]["id"] == "derived").expect("a hit");
    assert_eq!((hit["article"].get("title_matches"), &hit["article"]["title_derived"]), (None, &json!(true)));
    let show = index().search(["--show", "derived", "ambassador", "--format", "json"]).expect_status(0).json();
    assert_eq!(show["article"].get("title_matches"), None);
}

#[test]
fn titles_are_marked_in_text_and_command_no_terminal() {
    let shown = |arguments: &[&str]| index().search(arguments).expect_status(0).stdout().to_owned();
    for arguments in [
        &["ambassador", "-n", "100"][..],
        &["--show", "accents", "ambassador"],
        &["ambassador", "--timeline", "-n", "0"],
    ] {
        let text = shown(arguments);
        let is_timeline = arguments.contains(&"--timeline");
        assert!(is_timeline || text.contains("Élysée’s [ambassadors] — recalled"), "{text}");
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    }
    let coloured = shown(&["--show", "accents", "ambassador", "--color", "always"]);
    assert!(coloured.starts_with("\u{1b}[1mÉlysée’s \u{1b}[0m\u{1b}[1m\u{1b}[31mambassadors\u{1b}[0m"), "{coloured:?}");
}

#[test]
fn rows_of_a_timeline_and_show_mark_the_same() {
    let answer = index().answer(["iran", "--timeline=year", "-n", "0", "--copies", "show"]);
    let mut marked = 0;
    for row in answer["timeline"].as_array().expect("rows") {
        let article = &row["hit"]["article"];
        let name = format!("{}:{}", article["path"].as_str().unwrap(), article["id"].as_str().unwrap());
        let whole = index().search(["--show", &name, "iran", "--format", "json"]).expect_status(0).json();
        assert_eq!(title_matches(article), title_matches(&whole["article"]), "{name}");
        marked += title_matches(article).len();
    }
    assert!(marked > 0);
}

fn any_query() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("iran"),
        Just("pakistan"),
        Just("strikes"),
        Just("ambassador"),
        Just("recalled"),
        Just("tonga"),
        Just("volcano"),
        Just("jaish"),
        Just("army"),
        Just("the"),
        Just("after"),
    ];
    let part = (word.clone(), word, 0..6).prop_map(|(a, b, form)| match form {
        0 => a.to_owned(),
        1 => format!("\"{a} {b}\""),
        2 => format!("{}*", &a[..3]),
        3 => format!("title:{a}"),
        4 => format!("={a}"),
        _ => format!("\"{a} {b}\"~6"),
    });
    (prop::collection::vec(part, 1..4), any::<bool>())
        .prop_map(|(parts, all)| parts.join(if all { " " } else { " OR " }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn spans_are_exact_and_the_same_for_all_passages_of_an_article(query in any_query()) {
        let hits = hits(&[&query]);
        let mut of_articles: std::collections::BTreeMap<String, Vec<(String, String)>> = Default::default();
        for hit in &hits {
            let article = &hit["article"];
            let key = format!("{}:{}", article["path"], article["id"]);
            let found = title_matches(article);
            let known = of_articles.entry(key).or_insert_with(|| found.clone());
            prop_assert_eq!(known, &found);
        }
    }

    #[test]
    fn an_exact_word_is_marked_wherever_it_stands_in_a_title(
        word in prop_oneof![Just("iran"), Just("pakistan"), Just("recalled"), Just("strikes"), Just("tonga"), Just("after")],
    ) {
        for hit in hits(&["--exact", word]) {
            let article = &hit["article"];
            let title = article["title"].as_str().unwrap().to_lowercase();
            let own = title.split(|c: char| !c.is_alphanumeric()).filter(|part| *part == word).count();
            let expected = if article["title_derived"] == true { 0 } else { own };
            let found = title_matches(article);
            prop_assert_eq!(found.len(), expected, "{}", title);
            prop_assert!(found.iter().all(|(surface, rule)| rule == "exact" && surface.to_lowercase() == word));
        }
    }
}

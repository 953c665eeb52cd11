//! What `search --show` and `--diff` print as JSON is what their JSON Schemas say.

mod sandbox;

use sandbox::{Sandbox, Shared, corpus};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

static INDEX: Shared = Shared::new();

const REPORT: &str = "\
Fishermen in the harbour of Lembu refused to put to sea on Tuesday after the port authority doubled the fee for berths, \
the third rise since spring. More than two hundred boats stayed at their moorings, and the fish market opened without a \
single catch to sell. The head of the boat owners' union, Marta Osei, said her members would not pay for a breakwater \
that had been promised for nine years and never built. The authority replied that dredging had cost 4.2 million crowns.";

/// The corpus, an article with odd characters in every field, a headline alone, and three copies of one text.
fn index() -> Arc<Sandbox> {
    INDEX.get(|| {
        let odd = json!({
            "id": "odd \u{0} \u{1b} \u{2028}", "title": "\u{1b}[31m \u{ffff} Élysée", "source": "\"\\\u{7}",
            "url": "http://a/\u{1b}", "language": "\u{0}",
            "text": "The Élysée \u{1b} said \"x\\y\" on January 17 in the Verdania\u{0}n hall."
        });
        let headline = json!({"id": "headline", "title": "Élysée: a headline alone"});
        let untitled = json!({"id": "untitled", "text": "Rain fell on the coast. Nobody was hurt in the harbour."});
        let copy = |id: &str, text: &str| json!({"id": id, "published": "2024-03-05", "title": "Strike", "text": text});
        let others = [
            REPORT.replace("4.2", "4.8") + " Talks begin on Friday.",
            REPORT.replace(", the third rise since spring", ""),
        ];
        let lines = [odd, headline, untitled, copy("one", REPORT), copy("two", &others[0]), copy("three", &others[1])];
        let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
        let sandbox = Sandbox::with(&[("odd.jsonl", lines.join("\n"))]);
        sandbox.indexer([corpus(), sandbox.path("odd.jsonl")]).expect_status(0);
        sandbox
    })
}

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("index-schema").join(name);
    serde_json::from_slice(&std::fs::read(path).expect("a schema")).expect("the schema is JSON")
}

fn validator(name: &str) -> jsonschema::Validator {
    let options = jsonschema::options().should_validate_formats(true).build(&schema(name));
    options.unwrap_or_else(|error| panic!("the schema is none: {error}"))
}

fn expect_valid(validator: &jsonschema::Validator, value: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(errors.is_empty(), "{}\nin {value}", errors.join("\n"));
}

/// With a key that no schema knows, at each of these places, the value is valid no more.
fn expect_strict(validator: &jsonschema::Validator, value: &Value, places: &[&str]) {
    expect_valid(validator, value);
    for place in places {
        let mut changed = value.clone();
        let object = changed.pointer_mut(place).and_then(Value::as_object_mut);
        object.unwrap_or_else(|| panic!("no object at {place} of {value}")).insert("unheard-of".into(), json!(1));
        assert!(!validator.is_valid(&changed), "a key more is taken at {place:?}");
    }
}

/// Names of all articles that are indexed, as hits print them.
fn names() -> Vec<String> {
    let answer = index().answer(["-n", "1000", "--facet", "none", "--copies", "show"]);
    let hits = answer["hits"].as_array().expect("hits").clone();
    let name = |hit: &Value| format!("{}:{}", hit["article"]["path"].as_str().expect("a path"), hit["passage"]["line"]);
    hits.iter().map(name).collect()
}

#[test]
fn every_whole_article_is_valid_by_its_schema() {
    let validator = validator("article-output.schema.json");
    let names = names();
    assert!(names.len() > 20, "{names:?}");
    for name in &names {
        let shown = index().search(["--show", name, "--format", "json", "the ambassador OR title:strike OR harb*"]);
        expect_valid(&validator, &shown.expect_status(0).json());
    }
    let whole = index().search(["--show", "one", "strike harbour", "--format", "json"]).expect_status(0).json();
    let places = [
        "",
        "/query",
        "/article",
        "/article/title_matches/0",
        "/matches/0",
        "/passages/0",
        "/actors/0",
        "/event_dates/0",
        "/story",
        "/story/copies/0",
    ];
    expect_strict(&validator, &whole, &places);
    let without_query = index().search(["--show", "headline", "--format", "json"]).expect_status(0).json();
    assert_eq!((without_query.get("query"), &without_query["text"]), (None, &json!("")));
    expect_valid(&validator, &without_query);
}

#[test]
fn every_difference_is_valid_by_its_schema() {
    let validator = validator("diff-output.schema.json");
    let diff = |arguments: &[&str]| {
        let output = index().search([&["--format", "json", "--diff"][..], arguments].concat());
        output.expect_status(0).json()
    };
    let copies = diff(&["one"]);
    assert_eq!(copies["diffs"].as_array().map(Vec::len), Some(2));
    let parts: Vec<&Value> =
        copies["diffs"].as_array().unwrap().iter().flat_map(|diff| diff["parts"].as_array().unwrap()).collect();
    let at = |kind: &str| {
        parts.iter().position(|part| part["type"] == kind).unwrap_or_else(|| panic!("no {kind} in {parts:?}"))
    };
    for kind in ["same", "changed", "added"] {
        at(kind);
    }
    expect_strict(&validator, &copies, &["", "/diffs/0", "/diffs/0/from", "/diffs/0/to", "/diffs/0/parts/0"]);
    let changed = parts[at("changed")].clone();
    let alone = json!({"format_version": 1, "diffs": [{
        "from": copies["diffs"][0]["from"], "to": copies["diffs"][0]["to"], "same_story": true, "parts": [changed],
    }]});
    expect_strict(
        &validator,
        &alone,
        &["/diffs/0/parts/0/from", "/diffs/0/parts/0/to", "/diffs/0/parts/0/from/pieces/0"],
    );
    for other in names().iter().take(12) {
        expect_valid(&validator, &diff(&["one", other]));
        expect_valid(&validator, &diff(&[other, "untitled"]));
    }
}

#[test]
fn definitions_of_one_name_are_the_same_in_all_schemas_of_search() {
    let search = schema("search-output.schema.json");
    let mut shared = 0;
    for name in ["article-output.schema.json", "diff-output.schema.json"] {
        let schema = schema(name);
        for (definition, value) in schema["$defs"].as_object().expect("definitions") {
            if let Some(of_search) = search["$defs"].get(definition) {
                assert_eq!(value, of_search, "{name}: {definition}");
                shared += 1;
            }
        }
    }
    assert!(shared > 15, "{shared}");
}

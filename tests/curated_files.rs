//! The curated files as a person edits them: order of keys and lists, dates of office, where their facts come from.

use dateline::actor::BUILT_IN_FILES;
use std::collections::BTreeSet;

const SOURCES: &str = include_str!("../index-schema/actors/sources.toml");

const KEYS: &[&str] = &[
    "name",
    "kind",
    "state",
    "spellings",
    "aliases",
    "acronyms",
    "short",
    "ambiguous",
    "demonyms",
    "capital",
    "capital_spellings",
    "roles",
    "source",
];

/// (file, id, table) of every actor, offices left out.
fn actors() -> Vec<(&'static str, String, toml::Table)> {
    let mut actors = Vec::new();
    for (file, text) in BUILT_IN_FILES.iter().filter(|(file, _)| *file != "offices.toml") {
        let tables: toml::Table = toml::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        for (id, table) in tables {
            let toml::Value::Table(table) = table else { panic!("{file}: {id} is no table") };
            actors.push((*file, id, table));
        }
    }
    actors
}

#[test]
fn lists_are_sorted_and_none_is_empty() {
    for (file, id, table) in actors() {
        for (key, value) in table.iter().filter(|(key, _)| *key != "roles") {
            let Some(list) = value.as_array() else { continue };
            let forms: Vec<&str> = list.iter().filter_map(toml::Value::as_str).collect();
            assert!(!forms.is_empty(), "{file}: [{id}] {key} is empty");
            assert!(forms.windows(2).all(|pair| pair[0] < pair[1]), "{file}: [{id}] {key} is not sorted");
        }
    }
}

#[test]
fn keys_stand_in_the_order_of_the_readme() {
    for (file, text) in BUILT_IN_FILES.iter().filter(|(file, _)| *file != "offices.toml") {
        let mut last = 0;
        for line in text.lines() {
            if line.starts_with('[') {
                last = 0;
            }
            let key = line.split(" = ").next().unwrap_or_default();
            if let Some(place) = KEYS.iter().position(|known| *known == key) {
                assert!(place >= last, "{file}: {line:?} stands too late");
                last = place;
            }
        }
    }
}

#[test]
fn an_office_ends_no_earlier_than_it_begins() {
    for (file, id, table) in actors() {
        for role in table.get("roles").and_then(toml::Value::as_array).into_iter().flatten() {
            let day = |key: &str| role.get(key).and_then(toml::Value::as_str);
            for day in [day("from"), day("to")].into_iter().flatten() {
                let is_day = day.len() == 10 && day.chars().filter(|c| *c == '-').count() == 2;
                assert!(is_day, "{file}: [{id}] {day:?} is no day");
            }
            if let (Some(from), Some(to)) = (day("from"), day("to")) {
                assert!(from <= to, "{file}: [{id}] {from} to {to}");
            }
        }
    }
}

#[test]
fn every_table_names_sources_that_stand_in_their_file_and_none_of_these_is_idle() {
    let sources: toml::Table = toml::from_str(SOURCES).expect("sources.toml is TOML");
    let mut used = BTreeSet::new();
    for (file, text) in BUILT_IN_FILES {
        let tables: toml::Table = toml::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        for (id, table) in &tables {
            let named = table.get("source").and_then(toml::Value::as_str);
            let named = named.unwrap_or_else(|| panic!("{file}: [{id}] names no source"));
            let keys: Vec<&str> = named.split(", ").collect();
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{file}: [{id}] names a source twice");
            for key in keys {
                assert!(sources.contains_key(key), "{file}: [{id}] names {key:?}, which is not in sources.toml");
                used.insert(key.to_owned());
            }
        }
    }
    let idle: Vec<&String> = sources.keys().filter(|key| !used.contains(*key)).collect();
    assert!(idle.is_empty(), "no table names {idle:?}");
}

#[test]
fn a_source_tells_who_publishes_it_and_what_it_supports() {
    let sources: toml::Table = toml::from_str(SOURCES).expect("sources.toml is TOML");
    for (key, source) in &sources {
        let source = source.as_table().unwrap_or_else(|| panic!("{key} is no table"));
        for field in ["publisher", "title", "supports"] {
            let told = source.get(field).and_then(toml::Value::as_str).is_some_and(|told| !told.trim().is_empty());
            assert!(told, "sources.toml: [{key}] tells no {field}");
        }
        let known = ["publisher", "title", "address", "supports"];
        assert!(source.keys().all(|field| known.contains(&field.as_str())), "sources.toml: [{key}] has an unknown key");
    }
    let keys: Vec<&str> = SOURCES.lines().filter(|line| line.starts_with('[')).collect();
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "sources.toml is not sorted");
}

#[test]
fn there_are_enough_actors() {
    let acting = actors();
    let acting = acting.iter().filter(|(_, _, table)| {
        matches!(table.get("kind").and_then(toml::Value::as_str), Some("person" | "group" | "organisation"))
    });
    assert!(acting.count() >= 400);
}

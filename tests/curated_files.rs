//! The curated files as a person edits them: order of keys and lists, dates of office, where their facts come from.

use dateline::actor::BUILT_IN_FILES;

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
fn every_file_tells_its_sources_and_there_are_enough_actors() {
    for (file, text) in BUILT_IN_FILES {
        let head = text.split("\n[").next().unwrap_or_default();
        assert!(head.contains("# Source for all tables:"), "{file} tells no source");
    }
    let acting = actors();
    let acting = acting.iter().filter(|(_, _, table)| {
        matches!(table.get("kind").and_then(toml::Value::as_str), Some("person" | "group" | "organisation"))
    });
    assert!(acting.count() >= 400);
}

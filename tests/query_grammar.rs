//! The query language: its case file, and what holds for any query.

mod query_maker;

use dateline::search::{Element, Expr, ParsedQuery, QUERY_HELP, QUERY_WORDS_MAX, parse_query};
use proptest::prelude::*;
use query_maker::{Random, any_query};
use std::collections::BTreeSet;

/// Queries that are made and read.
const MADE: u64 = 20_000;

fn printed(query: &str) -> String {
    match parse_query(query, false) {
        Err(error) => format!("! {error}"),
        Ok(ParsedQuery { tree, notes }) => {
            let tree = tree.map_or_else(String::new, |tree| tree.to_string());
            let notes: Vec<String> = notes.iter().map(|note| format!(" ## {note}")).collect();
            tree + &notes.concat()
        }
    }
}

#[test]
fn queries_are_read_as_the_case_file_says() {
    let mut wrong = Vec::new();
    let mut read = 0;
    for (number, line) in include_str!("query/grammar.txt").lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (query, expected) = line.split_once("==>").unwrap_or_else(|| panic!("grammar.txt:{}: no ==>", number + 1));
        let (query, expected) = (query.strip_suffix(' ').unwrap_or(query), expected.trim());
        let found = printed(query);
        if found != expected {
            wrong.push(format!("grammar.txt:{}: {query}\n  expected {expected}\n  found    {found}", number + 1));
        }
        read += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(read > 90, "only {read} cases were read");
}

/// What must hold for any query: no panic, errors and notes with a column of the query, a tree that prints as a query of
/// the same tree; strictly an error where leniently something is mended.
fn assert_holds(query: &str) {
    let columns = 1..=query.chars().count() + 1;
    let parsed = match parse_query(query, false) {
        Ok(parsed) => parsed,
        Err(error) => {
            assert!(columns.contains(&error.column), "{query:?}: {error}");
            assert!(parse_query(query, true).is_err(), "{query:?}");
            return;
        }
    };
    for note in &parsed.notes {
        assert!(columns.contains(&note.0.column), "{query:?}: {note}");
        assert!(note.0.problem.mended().is_some(), "{query:?}: {note}");
    }
    assert_eq!(parse_query(query, true).is_err(), !parsed.notes.is_empty(), "{query:?}");
    let Some(tree) = &parsed.tree else { return };
    let printed = tree.to_string();
    let again = parse_query(&printed, false).unwrap_or_else(|error| panic!("{query:?} prints {printed:?}: {error}"));
    assert_eq!(again.tree.as_ref(), Some(tree), "{query:?} prints {printed:?}");
    assert!(again.notes.is_empty(), "{query:?} prints {printed:?}: {:?}", again.notes);
}

#[test]
fn queries_made_by_the_grammar_hold() {
    let mut errors = 0;
    let mut noted = 0;
    for seed in 0..MADE {
        let query = any_query(&mut Random::new(seed));
        assert_holds(&query);
        match parse_query(&query, false) {
            Err(_) => errors += 1,
            Ok(parsed) => noted += u64::from(!parsed.notes.is_empty()),
        }
    }
    assert!(errors * 4 < MADE && errors > 100, "{errors} of {MADE} are errors");
    assert!(noted > 1_000, "{noted} of {MADE} are mended");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

    #[test]
    fn any_characters_hold(query in "\\PC{0,40}") {
        assert_holds(&query);
    }

    #[test]
    fn any_signs_hold(
        query in "([a-cß’ .]|\"|\\(|\\)|-|=|~|\\^|\\*|\\?|:|/|!|\\||&|[0-9]|AND|OR|NOT|NEAR/|title:|source:|on:|'s|“){0,24}"
    ) {
        assert_holds(&query);
    }
}

#[test]
fn bounds_are_errors_with_a_column_and_no_overflow() {
    let error = |query: &str| parse_query(query, false).expect_err("too much");
    assert!(error(&"a".repeat(70_000)).to_string().contains("70000 bytes, at most 65536"));
    let many = error(&"word ".repeat(5_000));
    assert!(many.to_string().contains("5000 words, at most 1024"), "{many}");
    assert_eq!(many.column, QUERY_WORDS_MAX * 5 + 1);
    let deep = error(&"(".repeat(60_000));
    assert_eq!((deep.column, deep.to_string().contains("32 deep")), (33, true));
    assert!(parse_query(&format!("{}a{}", "(".repeat(32), ")".repeat(32)), true).is_ok());
    assert_eq!(error(&"a* ".repeat(17)).column, 49);
    for long in ["-".repeat(60_000) + "a", "NOT ".repeat(15_000) + "a", "a OR ".repeat(1_000) + "a"] {
        assert_holds(&long);
    }
    for sign in ["\"", ")", "=", "^", "~", "AND ", "OR ", "NEAR/5 ", "title:", "source:", "()"] {
        let _ = parse_query(&sign.repeat(60_000 / sign.len()), false);
    }
}

#[test]
fn the_page_on_the_language_is_one_page_and_names_every_field() {
    assert!(QUERY_HELP.lines().count() <= 80 && QUERY_HELP.lines().all(|line| line.chars().count() <= 90));
    for field in "title source actor place lang path url after since before until on event".split(' ') {
        assert!(QUERY_HELP.contains(&format!("{field}:")), "{field}");
    }
}

/// What stands on the page, and what it is read as.
fn examples() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("query/examples.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(" ==> ").unwrap_or_else(|| panic!("no ==> in {line}")))
}

#[test]
fn each_example_of_the_page_is_read_strictly_as_the_page_says() {
    for (query, read_as) in examples() {
        assert!(QUERY_HELP.contains(query), "{query} is not on the page");
        let parsed = parse_query(query, true).unwrap_or_else(|error| panic!("{query}: {error}"));
        let printed = parsed.tree.map(|tree| tree.to_string());
        assert_eq!(printed.as_deref(), Some(read_as), "{query}");
    }
    assert_eq!(parse_query("a NEAR b", true), parse_query("a NEAR/5 b", true));
    assert_eq!(parse_query("saravan~", true), parse_query("saravan~1", true));
    assert_eq!(parse_query("iran AND pakistan", true).is_ok(), parse_query("iran pakistan", true).is_ok());
}

/// Names of all that a tree is made of.
fn constructs(expr: &Expr, found: &mut BTreeSet<String>) {
    let elements = |words: &[Element], found: &mut BTreeSet<String>| {
        for element in words {
            found.insert(match element {
                Element::Word(_) => "word of a phrase".to_owned(),
                Element::Glob(glob) => format!("{:?} in a phrase", glob.kind),
            });
        }
    };
    match expr {
        Expr::Run(_) => _ = found.insert("words".to_owned()),
        Expr::Glob(glob) => _ = found.insert(format!("{:?}", glob.kind)),
        Expr::Phrase { words, literal } => {
            found.insert(format!("phrase, literal {literal}"));
            elements(words, found);
        }
        Expr::Window { words, literal, .. } => {
            found.insert(format!("window, literal {literal}"));
            elements(words, found);
        }
        Expr::Near { sides, .. } => {
            found.insert(format!("near of {}", sides.len()));
            sides.iter().for_each(|side| constructs(side, found));
        }
        Expr::Title(inner) => {
            found.insert("title".to_owned());
            constructs(inner, found);
        }
        Expr::Field { field, .. } => _ = found.insert(format!("{field:?}")),
        Expr::Not(inner) => {
            found.insert("not".to_owned());
            constructs(inner, found);
        }
        Expr::All(parts) => {
            found.extend(parts[1..].iter().map(|part| format!("joined by AND: {}", part.and)));
            parts.iter().for_each(|part| constructs(&part.expr, found));
        }
        Expr::Any(sides) => {
            found.insert("any".to_owned());
            sides.iter().for_each(|side| constructs(side, found));
        }
        Expr::Boost(inner, _) => {
            found.insert("weight".to_owned());
            constructs(inner, found);
        }
    }
}

#[test]
fn each_construct_of_the_language_has_an_example_on_the_page() {
    let mut found = BTreeSet::new();
    for (query, _) in examples() {
        let tree = parse_query(query, true).ok().and_then(|parsed| parsed.tree);
        constructs(&tree.unwrap_or_else(|| panic!("{query} has no tree")), &mut found);
    }
    let expected = [
        "words",
        "Prefix",
        "Wildcard",
        "Fuzzy(1)",
        "Fuzzy(2)",
        "phrase, literal false",
        "phrase, literal true",
        "word of a phrase",
        "Prefix in a phrase",
        "window, literal false",
        "near of 2",
        "near of 3",
        "title",
        "Source",
        "Actor",
        "Place",
        "Lang",
        "Path",
        "Url",
        "After",
        "Before",
        "Until",
        "On",
        "Event",
        "not",
        "any",
        "weight",
        "joined by AND: true",
        "joined by AND: false",
    ];
    let lacking: Vec<&&str> = expected.iter().filter(|construct| !found.contains(**construct)).collect();
    assert!(lacking.is_empty(), "{lacking:?} have no example; there are {found:?}");
}

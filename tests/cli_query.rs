//! The query language through the program: its page, what is mended and told, and what `--strict` makes of that.

mod sandbox;

use sandbox::{Sandbox, Shared, corpus};
use std::sync::Arc;

static INDEX: Shared = Shared::new();

fn index() -> Arc<Sandbox> {
    INDEX.get(|| Sandbox::indexed(&[&corpus()]))
}

#[test]
fn help_query_prints_the_page_and_needs_no_index() {
    let output = Sandbox::new().search(["--help-query"]);
    output.expect_status(0);
    assert_eq!(output.stdout(), dateline::search::QUERY_HELP);
}

/// Queries that are mended, the column, and a part of what is told.
const MENDED: &[(&str, usize, &str)] = &[
    ("\"air strike", 1, "the quote opened here is not closed"),
    ("(iran OR tonga", 1, "the bracket opened here is not closed"),
    ("iran) tonga", 5, "this bracket closes nothing"),
    ("iran AND", 6, "nothing stands after AND"),
    ("actr:iran", 1, "did you mean actor:?"),
    ("strike~7", 7, "taken as ~2"),
    ("strike NEAR/900 border", 8, "the longest is taken"),
    ("iran !tonga", 6, "taken as -"),
    ("iran | tonga", 6, "taken as OR"),
    ("iran && tonga", 6, "taken as AND"),
    ("strike^high", 7, "no weight follows ^ here"),
    ("strike~x", 7, "no number of letters follows ~ here"),
    ("strike NEAR/x border", 8, "taken as NEAR/5"),
    ("lang:en^3", 8, "a weight counts for words only"),
    ("strike^0", 7, "is not a number above 0"),
];

#[test]
fn what_is_mended_is_told_and_is_an_error_when_strict() {
    let index = index();
    for (query, column, told) in MENDED {
        let lenient = index.search(["--", query]);
        lenient.expect_status_in(&[0, 1]);
        let place = format!("column {column}: ");
        let stderr = lenient.stderr();
        assert!(stderr.contains(&place) && stderr.contains(told), "{query}: {stderr}");
        let strict = index.search(["--strict", "--", query]);
        strict.expect_status(2);
        assert!(strict.stderr().contains(&place), "{query}: {}", strict.stderr());
        assert_eq!(strict.stdout(), "");
    }
    let silent = index.search(["--strict", "(iran OR tonga) -\"oil spill\""]);
    silent.expect_status(0);
    assert_eq!(silent.stderr(), "");
}

#[test]
fn errors_have_a_column_whether_strict_or_not() {
    let index = index();
    for (query, column) in
        [("iran on:soon", 6), ("source:(a OR b)", 1), ("iran (a AND b) NEAR/2 c", 6), ("iran NEAR/3 -two", 13)]
    {
        for arguments in [vec![query], vec!["--strict", query]] {
            let output = index.search(arguments);
            output.expect_status(2);
            assert!(output.stderr().contains(&format!("column {column}: ")), "{query}: {}", output.stderr());
        }
    }
}

#[test]
fn a_word_in_no_article_is_answered_with_near_ones_and_their_count() {
    let index = index();
    let output = index.search(["ambasador"]);
    let count = index.count(["ambassador"]);
    let told = format!("did you mean \"ambassador\" for \"ambasador\"? {count} articles: ambassador");
    assert!(output.stderr().contains(&told), "{}", output.stderr());
}

#[test]
fn a_query_finds_as_many_as_its_parts_say() {
    let index = index();
    let count = |query: &str| index.count(["--", query]);
    let either = count("(iran OR tonga) strike");
    assert_eq!(either, count("iran strike") + count("tonga strike") - count("iran tonga strike"));
    assert_eq!(count("iran"), count("iran strike") + count("iran -strike"));
    assert!(count("=strikes") > 0 && count("=strikes") < count("strikes"));
    assert!(count("strik*") >= count("strikes") && count("missile NEAR/5 border") <= count("missile border"));
    assert_eq!(count("iran on:2024-01-17"), index.count(["iran", "--on", "2024-01-17"]));
    assert_eq!(count("strike actor:pakistan"), index.count(["strike", "--actor", "pakistan"]));
}

#[test]
fn a_place_that_is_an_actor_of_another_kind_is_told_as_such() {
    let output = index().search(["place:\"Jaish al-Adl\""]);
    output.expect_status(1);
    let stderr = output.stderr();
    assert!(stderr.contains("no place or state is named \"Jaish al-Adl\": Jaish al-Adl is of kind group"), "{stderr}");
    assert!(stderr.contains("actor:\"Jaish al-Adl\" finds it") && !stderr.contains("did you mean"), "{stderr}");
    assert!(index().count(["actor:\"Jaish al-Adl\""]) > 0);
}

#[test]
fn what_is_typed_as_one_stays_together_where_all_is_literal() {
    let sandbox = Sandbox::with(&[
        ("a.txt", "The U.S. cut its rate to 1.5 percent.\n\nShe met 伊朗 officials in the town on Monday."),
        ("b.txt", "S and U are letters of 5 words and 1 name.\n\nThey wrote 朗 before 伊 on Monday in the town."),
    ]);
    sandbox.indexer(["a.txt", "b.txt"]).expect_status(0);
    for typed in ["U.S.", "1.5", "伊朗"] {
        assert_eq!(sandbox.count([typed]), 2, "{typed}");
        assert_eq!(sandbox.count([&format!("={typed}")]), 1, "={typed}");
        assert_eq!(sandbox.count(["--exact", typed]), 1, "--exact {typed}");
        assert_eq!(sandbox.count(["--exact", &format!("rate {typed} monday")]), 1, "--exact {typed} among others");
    }
    let marks = sandbox.answer(["--exact", "U.S."]);
    assert_eq!(marks["hits"][0]["passage"]["matches"][0]["surface"], "U.S");
    // A hyphen parts words.
    assert_eq!(sandbox.count(["--exact", "words-letters"]), 1);
}

#[test]
fn each_example_of_the_page_is_answered_strictly() {
    let lines = include_str!("query/examples.txt").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let (query, _) = line.split_once(" ==> ").unwrap_or_else(|| panic!("no ==> in {line}"));
        let output = index().search(["--strict", "--count", "--", query]);
        output.expect_status_in(&[0, 1]);
        assert!(!output.stderr().contains("column"), "{query}: {}", output.stderr());
    }
}

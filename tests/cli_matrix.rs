//! Matrices, facets cut by kind, and actors of one passage, on the command line.

mod sandbox;

use sandbox::{Sandbox, Shared, corpus};
use serde_json::Value;
use std::sync::Arc;

static INDEX: Shared = Shared::new();

fn index() -> Arc<Sandbox> {
    INDEX.get(|| {
        let sandbox = Sandbox::with(&[] as &[(&str, &str)]);
        sandbox.indexer([corpus()]).expect_status(0);
        sandbox
    })
}

/// Every cell that counts something finds by its command as many articles as it counts; how many cells those are.
fn expect_cells_to_be_answered(index: &Sandbox, arguments: &[&str]) -> usize {
    let lines = index.search([&["--format", "jsonl"], arguments].concat());
    let records =
        lines.expect_no_stderr().stdout().lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let cells: Vec<Value> = records.filter(|record| record["type"] == "cell").collect();
    for cell in &cells {
        let command = shlex::split(cell["command"].as_str().expect("a command")).expect("a command line");
        assert_eq!(command[0], "search");
        let asked: Vec<&str> = ["--count"].into_iter().chain(command[1..].iter().map(String::as_str)).collect();
        let count = index.search(asked);
        assert_eq!(count.stdout().trim(), cell["articles"].to_string(), "{cell}");
    }
    cells.len()
}

#[test]
fn each_cell_is_answered_by_the_command_that_it_prints() {
    // Held, since the index goes with its last user.
    let index = index();
    for arguments in [
        &["--matrix", "actor:group,event", "--facet-limit", "0"][..],
        &[
            "Jaish al-Adl",
            "--after",
            "2024-01-17",
            "--matrix",
            "actor:group,actor:person",
            "--undated",
            "include",
            "--facet-limit",
            "3",
        ],
        &[
            "--matrix",
            "date,actor",
            "--on",
            "2024-01-16..2024-01-19",
            "--facet-limit",
            "2",
            "--match",
            "any",
            "--",
            "-tonga strike",
        ],
        &[
            "--matrix",
            "actor,actor",
            "--actor",
            "pakistan",
            "--same-passage",
            "--facet-limit",
            "4",
            "--event",
            "2024-01-10..2024-01-20",
        ],
        &[
            "--matrix",
            "actor,event",
            "--actor",
            "iran",
            "--same-passage",
            "--facet-limit",
            "2",
            "--undated",
            "include",
            "--on",
            "2024-01",
        ],
    ] {
        assert!(expect_cells_to_be_answered(&index, arguments) > 3, "{arguments:?}");
    }
}

#[test]
fn a_matrix_of_actors_holds_their_facet_counts_on_its_diagonal() {
    let answer = index().answer(["Saravan", "--matrix", "actor,actor", "--facet", "actor", "--facet-limit", "5"]);
    let (matrix, facet) = (&answer["matrix"], answer["facets"]["actor"].as_array().expect("rows"));
    for (line, row) in facet.iter().enumerate() {
        assert_eq!((&matrix["rows"][line]["id"], &matrix["columns"][line]["id"]), (&row["id"], &row["id"]));
        assert_eq!(matrix["cells"][line][line], row["articles"]);
        for other in 0..facet.len() {
            assert_eq!(matrix["cells"][line][other], matrix["cells"][other][line]);
        }
    }
    assert_eq!(answer["hits"].as_array().map(Vec::len), Some(0));
}

#[test]
fn the_rows_of_days_are_cut_to_the_filter_that_stands() {
    let answer = index().answer(["--matrix", "actor,event", "--event", "2024-01-16..2024-01-18", "--facet-limit", "1"]);
    let days: Vec<&Value> =
        answer["matrix"]["columns"].as_array().expect("days").iter().map(|day| &day["first"]).collect();
    assert_eq!(days, ["2024-01-16", "2024-01-17", "2024-01-18"]);
}

#[test]
fn a_matrix_is_printed_as_a_table_with_a_command() {
    let output =
        index().search(["--matrix", "actor:state,event", "--event", "2024-01-16..2024-01-18", "--facet", "none"]);
    output.expect_status(0).expect_no_stderr();
    output.expect_stdout("2024-01-16  2024-01-17  2024-01-18\niran");
    output.expect_stdout("the articles of a cell, here the first: search --actor iran --event 2024-01-16\n");
}

#[test]
fn a_matrix_that_cannot_be_is_an_error_with_the_forms() {
    for (axes, cause) in [
        ("actor", "two axes"),
        ("event,date", "one axis must be actor"),
        ("actor,source", "unknown axis \"source\""),
        ("actor:boat,event", "unknown kind \"boat\""),
        ("actor,event,date", "unknown axis"),
    ] {
        index().search(["--matrix", axes]).expect_status(2).expect_no_stdout().expect_stderr(cause);
    }
    index().search(["--matrix", "actor,event", "--timeline"]).expect_status(2);
    index().search(["--matrix", "actor,event", "--format", "trec"]).expect_status(2).expect_stderr("no TREC form");
    index().search(["zeppelin", "--matrix", "actor,event"]).expect_status(1);
}

#[test]
fn a_facet_of_actors_is_cut_by_kind() {
    let kinds = |facet: &str| -> Vec<String> {
        let answer = index().answer(["Jaish al-Adl", "--facet", facet, "--facet-limit", "0", "-n", "0"]);
        let rows = answer["facets"]["actor"].as_array().expect("rows").clone();
        let mut kinds: Vec<String> = rows.iter().map(|row| row["kind"].as_str().expect("a kind").to_owned()).collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    assert_eq!(kinds("actor:group"), ["group"]);
    let answer = index().answer(["Jaish al-Adl", "--facet", "actor:state", "--facet-limit", "2", "-n", "0"]);
    let rows = answer["facets"]["actor"].as_array().expect("rows").clone();
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().expect("an id")).collect();
    assert_eq!(ids.iter().filter(|id| !id.contains('/')).count(), 2);
    let follows = |pair: &[&str]| !pair[1].contains('/') || pair[1].split('/').next() == pair[0].split('/').next();
    assert!(ids.contains(&"iran/foreign-ministry") && ids.windows(2).all(follows), "{ids:?}");
    assert_eq!(kinds("actor:group,actor:person"), ["group", "person"]);
    assert_eq!(kinds("actor:group,actor"), kinds("actor"));
    index().search(["--facet", "actor:boat"]).expect_status(2).expect_stderr("unknown kind \"boat\"");
    index().search(["--facet", "actr"]).expect_status(2).expect_stderr("actor:KIND");
}

const PASSAGES: &str = r#"{"id":"together","text":"Iran and Pakistan spoke by telephone.","published":"2024-01-20"}
{"id":"apart","text":"Iran closed the road to the north after the rain, and the drivers waited at the gate through the whole night and the day after it, with little food and hardly any water, while the engineers looked for the place where the bank had slipped and the police kept everybody away from the edge of the river.\n\nPakistan had rain too, and its roads stayed open all the same, since the new bridges held and the old ones had been mended in the dry months before, as the engineers of the province were glad to tell everybody who asked them about it in those days.","published":"2024-01-21"}
"#;

#[test]
fn one_passage_names_all_actors_where_that_is_asked_for() {
    let sandbox = Sandbox::with(&[("two.jsonl", PASSAGES)]);
    sandbox.indexer(["two.jsonl"]).expect_status(0);
    let both = ["--actor", "iran", "--actor", "pakistan"];
    assert_eq!(sandbox.answer(both)["counts"]["articles"], 2);
    let answer = sandbox.answer([&both[..], &["--same-passage"]].concat());
    assert_eq!(answer["counts"]["articles"], 1);
    assert_eq!(answer["hits"][0]["article"]["id"], "together");
    assert_eq!(answer["query"]["filters"]["same_passage"], true);
    sandbox.search(["rain", "--same-passage"]).expect_status(2).expect_stderr("--actor");
}

//! The lexicon open to correction: a file of the user's own, aliases that articles state, a refresh without reading, and
//! `indexer actors`.

mod sandbox;

use sandbox::Sandbox;
use serde_json::Value;

/// An article of a source, as a line of JSON Lines.
fn line(id: &str, source: &str, text: &str) -> String {
    serde_json::json!({"id": id, "title": "From the hills", "published": "2031-05-02", "source": source, "text": text})
        .to_string()
        + "\n"
}

/// Reports about bands that no list knows.
fn hills() -> Sandbox {
    let articles = [
        line(
            "one",
            "Hill Post",
            "Fighters of the Tamrat Liberation Front (TLF) crossed the river on Friday, the army said.",
        ),
        line(
            "two",
            "Shore News",
            "The TLF said that it had crossed the river. A spokesman of the TLF gave no figures.",
        ),
        line(
            "three",
            "Hill Post",
            "The Kelp Movement, also known as the Tide Brigade, met in the valley and chose a leader.",
        ),
        line(
            "four",
            "Shore News",
            "In a letter the Kelp Movement, also known as the Tide Brigade, denied every charge.",
        ),
        line("five", "Lake Wire", "The Tide Brigade fired rockets at a post. The Tide Brigade said so in a statement."),
        line(
            "six",
            "Lake Wire",
            "The Harran Front, also known as the Sable Brigade, met once. It was the only report.",
        ),
    ];
    let sandbox = Sandbox::new();
    sandbox.write("wire.jsonl", articles.concat());
    sandbox.indexer(["wire.jsonl"]).expect_status(0);
    sandbox
}

fn ids(answer: &Value) -> Vec<String> {
    let hits = answer["hits"].as_array().into_iter().flatten();
    let mut ids: Vec<String> = hits.map(|hit| hit["article"]["id"].as_str().unwrap_or_default().to_owned()).collect();
    ids.sort();
    ids
}

fn view(sandbox: &Sandbox, name: &str) -> Value {
    sandbox.indexer(["actors", name, "--format", "json"]).expect_status(0).json()
}

#[test]
fn an_alias_that_two_sources_state_finds_what_only_it_names() {
    let hills = hills();
    let answer = hills.answer(["Kelp Movement"]);
    assert_eq!(ids(&answer), ["five", "four", "three"]);
    let five = answer["hits"].as_array().into_iter().flatten().find(|hit| hit["article"]["id"] == "five");
    let matches = &five.expect("a hit in five")["passage"]["matches"];
    assert!(matches.as_array().into_iter().flatten().any(|found| found["rule"] == "learned"), "{matches}");
    assert_eq!(hills.count(["Kelp Movement", "--exact"]), 2);
    assert_eq!(hills.count(["--actor", "Tide Brigade"]), 3);
}

#[test]
fn letters_that_fit_are_learned_from_one_report() {
    let hills = hills();
    assert_eq!(ids(&hills.answer(["Tamrat Liberation Front"])), ["one", "two"]);
    assert_eq!(ids(&hills.answer(["TLF"])), ["one", "two"]);
    assert_eq!(ids(&hills.answer(["\"Tamrat Liberation Front\"", "--exact"])), ["one"]);
}

#[test]
fn learned_aliases_are_listed_with_reasons_and_examples() {
    let hills = hills();
    let listed = hills.indexer(["actors", "--learned", "--format", "json"]).expect_status(0).json();
    let stated = listed["stated"].as_array().expect("a list");
    let of = |alias: &str| stated.iter().find(|row| row["alias_id"].as_str().is_some_and(|id| id.ends_with(alias)));
    let tide = of("tide-brigade").expect("the Tide Brigade");
    assert_eq!(
        (&tide["used"], &tide["articles"], &tide["reports"], &tide["sources"]),
        (&true.into(), &2.into(), &2.into(), &2.into())
    );
    assert_eq!(tide["examples"][0]["surface"], "Kelp Movement, also known as the Tide Brigade");
    let sable = of("sable-brigade").expect("the Sable Brigade");
    assert_eq!((&sable["used"], &sable["reason"]["code"]), (&false.into(), &"too-few-reports".into()));
    hills.indexer(["actors", "--learned"]).expect_status(0).expect_stdout("not used: fewer than 2 reports");
}

#[test]
fn what_an_article_taught_goes_with_it() {
    let hills = hills();
    hills.indexer(["remove", "four"]).expect_status(0);
    assert_eq!(ids(&hills.answer(["Kelp Movement"])), ["three"]);
    assert_eq!(hills.count(["--actor", "Tide Brigade"]), 2);
}

const OWN: &str = r#"# Mine.
[sable-brigade]
name = "Sable Brigade"
kind = "group"
aliases = ["Black Sabres"]
spellings = ["Tide Brigade"]
"#;

#[test]
fn an_own_file_goes_before_what_is_learned_and_is_remembered() {
    let hills = hills();
    hills.write("mine.toml", OWN);
    hills.indexer(["--actors", "mine.toml"]).expect_status(0).expect_stderr("\"Black Sabres\" of sable-brigade");
    let of = |hills: &Sandbox| hills.count(["--actor", "sable-brigade"]);
    assert_eq!(of(&hills), 4, "three to five by its spelling, six by name");
    hills.write("more.txt", "The Black Sabres shelled a post on Friday.");
    hills.indexer(["more.txt"]).expect_status(0).expect_no_stderr();
    assert_eq!(of(&hills), 5, "a later run uses the file without the flag");
    hills.indexer(["status"]).expect_stdout("mine.toml");
    hills.indexer(["--no-actors"]).expect_status(0);
    assert_eq!(of(&hills), 1, "the id is a name found by rule again");
    assert_eq!(view(&hills, "Black Sabres")["actor"]["id"], "group:black-sabres");
    assert_eq!(view(&hills, "Black Sabres")["actor"]["name"], "Black Sabres");
}

#[test]
fn a_refresh_reads_no_article() {
    let hills = hills();
    hills.write("mine.toml", OWN);
    hills.remove("wire.jsonl");
    hills.indexer(["--actors", "mine.toml"]).expect_status(0);
    assert_eq!(hills.count(["--actor", "sable-brigade"]), 4);
    hills.write("mine.toml", OWN.replace("spellings = [\"Tide Brigade\"]\n", ""));
    hills.indexer(["actors", "--refresh"]).expect_status(0).expect_stderr("mine.toml has changed");
    assert_eq!(hills.count(["--actor", "sable-brigade"]), 1);
}

#[test]
fn an_own_file_that_is_gone_is_told_and_nothing_changes() {
    let hills = hills();
    hills.write("mine.toml", OWN);
    hills.indexer(["--actors", "mine.toml"]).expect_status(0);
    hills.remove("mine.toml");
    hills.indexer(["actors", "--refresh"]).expect_status(0).expect_stderr("mine.toml: ").expect_stderr("--no-actors");
    assert_eq!(hills.count(["--actor", "sable-brigade"]), 4);
    hills.indexer(["--rebuild"]).expect_status(0);
    assert_eq!(hills.count(["--actor", "sable-brigade"]), 4, "a rebuilt index remembers it too");
}

#[test]
fn errors_of_an_own_file_name_file_table_cause_and_remedy() {
    let hills = hills();
    for (text, told, remedy) in [
        ("[x]\nname = ", "mine.toml: not TOML: line 2", "hint: "),
        ("[x-band]\nname = \"X\"\n", "mine.toml: [x-band]: no \"kind\"", "README"),
        ("[hamas]\nkind = \"state\"\n", "mine.toml: [hamas]: the curated kind is \"group\"", "hint: "),
        (
            "[x-band]\nname = \"X Band\"\nkind = \"group\"\naliases = [\"Hamas\"]\n",
            "also a name of [hamas]",
            "[[merge]]",
        ),
        (
            "[x-band]\nname = \"X Band\"\nkind = \"group\"\nstate = \"x-land\"\n",
            "unknown state \"x-land\"",
            "--kind state",
        ),
        (
            "[[merge]]\nactors = [\"hamas\", \"no-such-band\"]\n",
            "[[merge]] 1: no actor \"no-such-band\"",
            "indexer actors NAME",
        ),
        ("[[merge]]\nactors = [\"iran\", \"iraq\"]\n", "[[merge]] 1: iraq cannot become iran", "hint: "),
        (
            "[[split]]\nactor = \"hamas\"\nform = \"Hamas\"\n",
            "[[split]] 1: \"Hamas\" is the name that hamas is shown by",
            "hint: ",
        ),
        ("[[apart]]\nactors = [\"hamas\"]\n", "[[apart]] 1: expected two actors", "hint: "),
    ] {
        hills.write("mine.toml", text);
        hills.indexer(["--actors", "mine.toml"]).expect_status(2).expect_stderr(told).expect_stderr(remedy);
    }
    hills.indexer(["--actors", "absent.toml"]).expect_status(2).expect_stderr("absent.toml: no such file");
    assert_eq!(hills.count(["--actor", "Tide Brigade"]), 3, "nothing was changed");
}

#[test]
fn merge_and_split_write_the_own_file_and_keep_its_comments() {
    let hills = hills();
    hills.indexer(["actors", "--merge", "Harran Front", "Sable Brigade"]).expect_status(0).expect_stdout("[[merge]]");
    assert_eq!(hills.count(["--actor", "Sable Brigade"]), 1);
    let one = view(&hills, "Harran Front");
    let names: Vec<&str> =
        one["names"].as_array().into_iter().flatten().filter_map(|name| name["key"].as_str()).collect();
    assert!(names.contains(&"sable brigade") && names.contains(&"harran front"), "{names:?}");
    let file = hills.path("dateline-actors.toml");
    let text = std::fs::read_to_string(&file).expect("the file");
    std::fs::write(&file, text.replace("[[merge]]", "# a remark\n[[merge]]")).expect("a write");
    hills.indexer(["actors", "--split", "Kelp Movement", "Tide Brigade"]).expect_status(0);
    assert_eq!(hills.count(["--actor", "Kelp Movement"]), 2, "by its own name alone");
    assert_eq!(hills.count(["--actor", "Tide Brigade"]), 3);
    let kept = view(&hills, "Kelp Movement");
    let apart = kept["neighbours"].as_array().into_iter().flatten().map(|neighbour| neighbour["apart"].to_string());
    assert!(apart.clone().any(|why| why.contains("your own file")), "{:?}", apart.collect::<Vec<_>>());
    let text = std::fs::read_to_string(&file).expect("the file");
    assert!(text.contains("# a remark") && text.contains("[[split]]"), "{text}");
    hills.indexer(["actors", "--merge", "Kelp Movement", "Tide Brigade"]).expect_status(0);
    assert_eq!(hills.count(["--actor", "Kelp Movement"]), 3, "what stands later in the file holds");
    hills.indexer(["actors", "--split", "Kelp Movement", "Lake Wire"]).expect_status(2).expect_stderr("is no name of");
    hills.indexer(["."]).expect_status(0).expect_no_stderr();
}

#[test]
fn an_actor_is_shown_with_every_form_and_why_it_belongs() {
    let corpus = Sandbox::indexed(&[&sandbox::corpus()]);
    let adl = view(&corpus, "Army of Justice");
    assert_eq!(adl["actor"]["id"], "jaish-al-adl");
    assert_eq!(adl["state"], "iran");
    let names = adl["names"].as_array().expect("names");
    let named = |key: &str| names.iter().find(|name| name["key"] == key).unwrap_or_else(|| panic!("{key}: {adl}"));
    assert_eq!(
        (&named("jaish al adl")["belongs"], &named("jaish al adl")["origin"]),
        (&"name".into(), &"curated".into())
    );
    assert_eq!(named("army of justice")["belongs"], "alias");
    let apart = adl["neighbours"].as_array().expect("neighbours");
    assert!(apart.iter().all(|neighbour| neighbour["actor"]["id"] != "jaish-al-adl"));
    corpus.indexer(["actors", "Jaish al-Adl"]).expect_status(0).expect_stdout("kept apart from");
    corpus.indexer(["actors", "Jaish al-Adll"]).expect_status(1).expect_stderr("did you mean jaish-al-adl");
    let list = corpus.indexer(["actors", "--kind", "state", "--format", "json"]).expect_status(0).json();
    let first = &list["actors"][0];
    let facet = corpus.answer(["--facet", "actor", "--facet-limit", "0"]);
    let row = facet["facets"]["actor"].as_array().into_iter().flatten().find(|row| row["id"] == first["id"]);
    assert_eq!(row.expect("the same actor")["articles"], first["articles"], "the facet counts the same");
}

#[test]
fn near_names_of_actors_found_by_rule_are_suggested() {
    let hills = hills();
    hills.search(["--actor", "Kelp Mo"]).expect_status(1).expect_stderr("did you mean").expect_stderr("kelp-movement");
    let long = "Tamrat Libertion Frond";
    hills.search(["--actor", long]).expect_status(1).expect_stderr("tamrat-liberation-front");
}

#[test]
fn output_goes_by_its_schema() {
    let text = include_str!("../index-schema/actors-output.schema.json");
    let schema: Value = serde_json::from_str(text).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{error}"));
    let (hills, corpus) = (hills(), Sandbox::indexed(&[&sandbox::corpus()]));
    for (sandbox, arguments) in [
        (&hills, vec!["actors"]),
        (&hills, vec!["actors", "--learned"]),
        (&hills, vec!["actors", "TLF"]),
        (&corpus, vec!["actors", "Iran"]),
        (&corpus, vec!["actors", "hossein-amir-abdollahian"]),
        (&corpus, vec!["actors", "--kind", "person", "--limit", "2"]),
    ] {
        let output = sandbox.indexer(arguments.iter().copied().chain(["--format", "json"]));
        let errors: Vec<String> = validator.iter_errors(&output.json()).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{arguments:?}: {errors:?}");
    }
}

//! The wiring of `indexer`: what it reads, leaves, replaces and removes, what it tells, how it ends.

mod sandbox;

use dateline::actor::Lexicon;
use dateline::annotate::{Cleaning, annotate};
use dateline::article::Article;
use dateline::index::{FORMAT_VERSION, Folder, Preparer, RULES_VERSION, Writer};
use sandbox::{INDEXER, Sandbox, corpus};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Two files, three articles.
fn shore() -> Sandbox {
    Sandbox::with(&[
        ("shore/oyster.txt", "January 17, 2024\n\nAn oyster was seen off Norrvik."),
        (
            "shore/mussels.jsonl",
            "{\"id\":\"m1\",\"title\":\"Mussel\",\"text\":\"A mussel sank.\",\"published\":\"2024-02-01\"}\n\
             {\"id\":\"m2\",\"title\":\"Second mussel\",\"text\":\"It floats.\"}\n",
        ),
    ])
}

fn indexed_shore() -> Sandbox {
    let sandbox = shore();
    sandbox.indexer(["shore"]).expect_status(0);
    sandbox
}

/// Changes a value of the state file.
fn change_state(sandbox: &Sandbox, key: &str, value: Value) {
    let path = sandbox.path(".dateline/dateline.json");
    let mut state: Value = serde_json::from_slice(&fs::read(&path).expect("a state file")).expect("JSON");
    assert!(state.get(key).is_some(), "the state file has no {key}");
    state[key] = value;
    fs::write(&path, state.to_string()).expect("the state file is ours");
}

#[test]
fn the_report_counts_files_articles_passages_and_undated_ones() {
    let sandbox = shore();
    sandbox.write("shore/picture.png", b"\x89PNG\r\n\x1a\nx");
    let text = sandbox.indexer(["shore"]);
    text.expect_status(0).expect_stderr("shore/picture.png: skipped: an image");
    text.expect_stdout("3 seen: 2 indexed, 0 replaced, 0 unchanged, 1 skipped, 0 failed");
    text.expect_stdout("3 indexed").expect_stdout("1 of the articles indexed").expect_stdout("MB/s");
    let report = sandbox.report(0, ["--index", "again", "shore"]);
    assert_eq!(
        report["files"],
        json!({"seen": 3, "indexed": 2, "replaced": 0, "unchanged": 0, "skipped": 1, "failed": 0, "removed": 0})
    );
    assert_eq!((&report["articles"]["indexed"], &report["articles"]["undated"]), (&json!(3), &json!(1)));
    assert_eq!(report["passages"], 3);
    assert!(report["seconds"].is_f64() && report["mb_per_second"].is_f64() && report["bytes"].as_u64() > Some(100));
}

#[test]
fn a_second_run_leaves_everything_unchanged() {
    let sandbox = indexed_shore();
    let report = sandbox.report(0, ["shore"]);
    assert_eq!((&report["files"]["unchanged"], &report["files"]["indexed"]), (&json!(2), &json!(0)));
    assert_eq!((&report["articles"]["unchanged"], &report["articles"]["indexed"]), (&json!(3), &json!(0)));
    assert_eq!((&report["bytes"], &report["passages"]), (&json!(0), &json!(0)), "no work is done");
    assert_eq!(sandbox.count([] as [&str; 0]), 3);
}

#[test]
fn a_changed_file_is_replaced_whole() {
    let sandbox = indexed_shore();
    sandbox.write(
        "shore/mussels.jsonl",
        "{\"id\":\"m2\",\"title\":\"Third\",\"text\":\"A limpet clings to the rock.\"}\n",
    );
    let report = sandbox.report(0, ["shore"]);
    assert_eq!((&report["files"]["replaced"], &report["files"]["unchanged"]), (&json!(1), &json!(1)));
    assert_eq!((&report["articles"]["indexed"], &report["articles"]["replaced"]), (&json!(1), &json!(1)));
    for gone in ["mussel", "floats", "\"A mussel sank\"", "second"] {
        assert_eq!(sandbox.count([gone]), 0, "{gone}");
    }
    let answer = sandbox.answer(["\"limpet clings\""]);
    assert_eq!((&answer["counts"]["articles"], &answer["counts"]["passages"]), (&json!(1), &json!(1)));
    assert_eq!(answer["hits"][0]["article"]["id"], "m2");
    let all = sandbox.answer(["--per-article", "0"]);
    assert_eq!((&all["counts"]["articles"], &all["counts"]["passages"]), (&json!(2), &json!(2)));
}

#[test]
fn a_file_that_was_only_touched_is_unchanged() {
    let sandbox = indexed_shore();
    let later = SystemTime::now() + Duration::from_secs(3_600);
    for file in ["shore/oyster.txt", "shore/mussels.jsonl"] {
        File::options().write(true).open(sandbox.path(file)).and_then(|file| file.set_modified(later)).expect("a time");
    }
    for _ in 0..2 {
        let report = sandbox.report(0, ["shore"]);
        assert_eq!((&report["files"]["unchanged"], &report["articles"]["indexed"]), (&json!(2), &json!(0)));
    }
}

#[test]
fn a_change_that_keeps_size_is_seen_by_its_time() {
    let sandbox = indexed_shore();
    let text = fs::read_to_string(sandbox.path("shore/oyster.txt")).expect("a text");
    sandbox.write("shore/oyster.txt", text.replace("oyster", "lancet"));
    let later = SystemTime::now() + Duration::from_secs(60);
    let file = File::options().write(true).open(sandbox.path("shore/oyster.txt")).expect("a file");
    file.set_modified(later).expect("a time");
    assert_eq!(sandbox.report(0, ["shore"])["files"]["replaced"], 1);
    assert_eq!((sandbox.count(["oyster"]), sandbox.count(["lancet"])), (0, 1));
}

#[test]
fn without_prune_what_is_gone_stays() {
    let sandbox = indexed_shore();
    sandbox.remove("shore/oyster.txt");
    sandbox.indexer(["shore"]).expect_status(0);
    assert_eq!(sandbox.count(["oyster"]), 1);
}

#[test]
fn prune_takes_out_only_what_is_gone_and_only_under_the_given_paths() {
    let sandbox = Sandbox::with(&[
        ("a/gone.txt", "A gone oyster."),
        ("a/kept.txt", "A kept oyster."),
        ("ab/gone.txt", "An oyster of a sibling folder."),
        ("b/gone.txt", "Another gone oyster."),
    ]);
    sandbox.indexer(["a", "ab", "b"]).expect_status(0);
    for gone in ["a/gone.txt", "ab/gone.txt", "b/gone.txt"] {
        sandbox.remove(gone);
    }
    let report = sandbox.report(0, ["--prune", "a"]);
    assert_eq!((&report["files"]["removed"], &report["articles"]["removed"]), (&json!(1), &json!(1)));
    assert_eq!(sandbox.count(["oyster"]), 3);
    assert_eq!(sandbox.report(0, ["--prune", "."])["files"]["removed"], 2);
    assert_eq!(sandbox.count(["oyster"]), 1);
}

#[test]
fn prune_keeps_what_lies_under_a_path_that_cannot_be_read() {
    let sandbox = indexed_shore();
    fs::rename(sandbox.path("shore"), sandbox.path("moved")).expect("a folder of ours");
    sandbox.indexer(["--prune", "shore"]).expect_status(2).expect_stderr("shore");
    assert_eq!(sandbox.count([] as [&str; 0]), 3, "the path is gone, not the files under it");
}

#[test]
fn a_missing_path_among_good_ones_is_named_and_exits_1() {
    let sandbox = shore();
    let output = sandbox.indexer(["shore/oyster.txt", "nowhere", "shore/mussels.jsonl"]);
    output.expect_status(1).expect_stderr("nowhere: ").expect_stderr("no such file").expect_stdout("2 indexed");
    assert_eq!(sandbox.count([] as [&str; 0]), 3);
}

#[test]
fn a_missing_path_alone_exits_2_and_makes_no_index() {
    let sandbox = Sandbox::new();
    sandbox.indexer(["nowhere"]).expect_status(2).expect_no_stdout().expect_stderr("nowhere: no such file");
    assert!(!sandbox.path(".dateline").exists());
    sandbox.indexer([] as [&str; 0]).expect_status(2).expect_stderr("hint: try: indexer PATH");
}

#[test]
fn rebuild_keeps_what_lies_outside_the_given_paths() {
    let sandbox = indexed_shore();
    sandbox.write("inland/limpet.txt", "No limpet lives here.");
    sandbox.indexer(["inland"]).expect_status(0);
    sandbox.indexer(["--rebuild", "inland"]).expect_status(0).expect_stdout("4 indexed");
    assert_eq!((sandbox.count(["oyster"]), sandbox.count(["mussel"]), sandbox.count(["limpet"])), (1, 2, 1));
    sandbox.indexer(["--rebuild"]).expect_status(0).expect_stdout("4 indexed");
    assert_eq!(sandbox.count([] as [&str; 0]), 4);
    let state: Value =
        serde_json::from_slice(&fs::read(sandbox.path(".dateline/dateline.json")).expect("a file")).expect("JSON");
    let generation = format!("generation-{}", state["generation"]);
    let folders: Vec<String> = fs::read_dir(sandbox.path(".dateline"))
        .expect("the index")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("generation-"))
        .collect();
    assert_eq!(folders, [generation], "older generations are gone");
}

#[test]
fn another_version_of_format_or_rules_is_refused_with_the_remedy_and_rebuild_is_it() {
    for (key, name) in [("format_version", "format version 7"), ("rules_version", "rules version 7")] {
        let sandbox = indexed_shore();
        change_state(&sandbox, key, json!(7));
        let outputs = [
            sandbox.search(["oyster"]),
            sandbox.indexer(["shore"]),
            sandbox.indexer(["status"]),
            sandbox.indexer(["remove", "m1"]),
        ];
        for output in outputs {
            output.expect_status(2).expect_no_stdout();
            output
                .expect_stderr(&format!("has {name}, this program "))
                .expect_stderr("hint: run: indexer --rebuild PATH");
        }
        sandbox.indexer(["--rebuild", "shore"]).expect_status(0);
        assert_eq!(sandbox.count([] as [&str; 0]), 3, "{key}");
    }
}

#[test]
fn rebuild_of_another_rules_version_keeps_what_lies_outside_the_given_paths() {
    let sandbox = indexed_shore();
    change_state(&sandbox, "rules_version", json!(0));
    sandbox.indexer(["--rebuild", "shore/oyster.txt"]).expect_status(0);
    assert_eq!(sandbox.count([] as [&str; 0]), 3);
}

#[test]
fn a_damaged_state_file_is_told_and_mended_by_rebuild() {
    let sandbox = indexed_shore();
    sandbox.write(".dateline/dateline.json", "{\"generation\":");
    sandbox.search(["oyster"]).expect_status(2).expect_stderr("dateline.json is damaged").expect_stderr("--rebuild");
    sandbox.indexer(["--rebuild", "shore"]).expect_status(0);
    assert_eq!(sandbox.count([] as [&str; 0]), 3);
}

#[test]
fn remove_takes_a_path_of_a_file_a_folder_or_one_that_is_gone() {
    let sandbox = indexed_shore();
    let output = sandbox.indexer(["remove", "shore/oyster.txt"]);
    output.expect_status(0).expect_stdout("removed shore/oyster.txt: 1 files, 1 articles");
    assert_eq!((sandbox.count(["oyster"]), sandbox.count([] as [&str; 0])), (0, 2));
    sandbox.remove("shore/mussels.jsonl");
    sandbox.indexer(["remove", "shore/mussels.jsonl"]).expect_status(0);
    assert_eq!(sandbox.count([] as [&str; 0]), 0);
    let sandbox = indexed_shore();
    sandbox.indexer(["remove", "shore"]).expect_status(0).expect_stdout("2 files, 3 articles");
    assert_eq!(sandbox.count([] as [&str; 0]), 0);
}

#[test]
fn remove_takes_an_id_and_leaves_the_rest_of_its_file() {
    let sandbox = indexed_shore();
    sandbox.indexer(["remove", "m1"]).expect_status(0).expect_stdout("removed m1: 0 files, 1 articles");
    assert_eq!((sandbox.count(["sank"]), sandbox.count(["floats"])), (0, 1));
    let status = sandbox.indexer(["status", "--format", "json"]).json();
    assert_eq!((&status["articles"], &status["files"], &status["undated"]), (&json!(2), &json!(2), &json!(1)));
    sandbox.indexer(["remove", "nobody"]).expect_status(1).expect_stderr("nobody: neither a file nor an id");
    assert_eq!(sandbox.count([] as [&str; 0]), 2);
}

#[test]
fn index_stands_before_and_after_a_subcommand() {
    let sandbox = shore();
    sandbox.indexer(["--index", "elsewhere", "shore"]).expect_status(0);
    sandbox.indexer(["shore/oyster.txt", "--index", "small"]).expect_status(0);
    for (index, articles) in [("elsewhere", 3), ("small", 1)] {
        let before = sandbox.indexer(["--index", index, "status", "--format", "json"]);
        let after = sandbox.indexer(["status", "--format", "json", "--index", index]);
        assert_eq!((before.json()["articles"].clone(), before.stdout()), (json!(articles), after.stdout()), "{index}");
    }
    sandbox.indexer(["--index", "elsewhere", "remove", "m1"]).expect_status(0);
    sandbox.indexer(["remove", "m2", "--index", "elsewhere"]).expect_status(0);
    assert_eq!(sandbox.count(["--index", "elsewhere"]), 1);
}

#[test]
fn status_after_index_is_the_subcommand_even_where_a_folder_has_this_name() {
    let sandbox = shore();
    sandbox.write("status/whelk.txt", "A whelk.");
    sandbox.indexer(["--index", "x", "shore"]).expect_status(0);
    let output = sandbox.indexer(["--index", "x", "status"]);
    output.expect_status(0).expect_stdout("articles   3").expect_stdout("versions").expect_stdout(" MB in ");
    sandbox.indexer(["--index", "x", "./status"]).expect_status(0).expect_stdout("1 indexed");
    assert_eq!(sandbox.count(["--index", "x", "whelk"]), 1);
    sandbox.indexer(["status", "--index", "nothing"]).expect_status(2).expect_stderr("no index at nothing");
}

#[test]
fn status_tells_what_the_index_holds() {
    let sandbox = indexed_shore();
    let status = sandbox.indexer(["status", "--format", "json"]).json();
    assert_eq!(
        (&status["articles"], &status["undated"], &status["passages"], &status["files"]),
        (&json!(3), &json!(1), &json!(3), &json!(2))
    );
    assert_eq!((&status["format_version"], &status["rules_version"]), (&json!(FORMAT_VERSION), &json!(RULES_VERSION)));
    assert_eq!((&status["lexicon_current"], &status["index"]), (&json!(true), &json!(".dateline")));
    assert!(status["size_bytes"].as_u64() > Some(1_000));
}

#[test]
fn a_walk_enters_no_index_folder_and_leaves_out_hidden_and_ignored_files() {
    let sandbox = shore();
    for (path, text) in [
        ("shore/.hidden.txt", "hidden"),
        ("shore/.folder/inside.txt", "hidden"),
        ("shore/drafts/draft.txt", "ignored"),
        ("shore/note.txt", "ignored"),
        ("shore/deep/.ignore", "*.txt\n!seen.txt\n"),
        ("shore/deep/unseen.txt", "ignored"),
        ("shore/deep/seen.txt", "spotted"),
        ("shore/.ignore", "drafts/\nnote.txt\n"),
    ] {
        sandbox.write(path, text);
    }
    // An index that is not hidden is entered no more than one that is.
    sandbox.indexer(["--index", "shore/index", "shore"]).expect_status(0).expect_stdout("3 seen");
    let again = sandbox.report(0, ["--index", "shore/index", "shore"]);
    assert_eq!((&again["files"]["seen"], &again["files"]["unchanged"]), (&json!(3), &json!(3)));
    let count = |words: &str| sandbox.count(["--index", "shore/index", words]);
    assert_eq!((count("hidden"), count("ignored"), count("spotted")), (0, 0, 1));
    // Given by name, a hidden or ignored file is read.
    sandbox.indexer(["--index", "shore/index", "shore/.hidden.txt", "shore/note.txt"]).expect_status(0);
    assert_eq!((count("hidden"), count("ignored")), (1, 1));
}

#[test]
fn equal_ids_in_two_files_are_two_articles() {
    let record = |text: &str| format!("{{\"id\":\"same\",\"text\":\"{text}\",\"published\":\"2024-01-17\"}}\n");
    let sandbox = Sandbox::with(&[("a.jsonl", record("One oyster.")), ("b.jsonl", record("Two oysters, two."))]);
    sandbox.indexer(["a.jsonl", "b.jsonl"]).expect_status(0);
    let answer = sandbox.answer(["oyster"]);
    let paths: BTreeSet<&str> =
        answer["hits"].as_array().expect("hits").iter().filter_map(|hit| hit["article"]["path"].as_str()).collect();
    assert_eq!(paths, BTreeSet::from(["a.jsonl", "b.jsonl"]));
    sandbox.write("a.jsonl", record("One whelk."));
    sandbox.indexer(["a.jsonl"]).expect_status(0);
    assert_eq!((sandbox.count(["oyster"]), sandbox.count(["whelk"])), (1, 1), "the other file keeps its article");
}

#[test]
fn a_path_given_twice_is_read_once() {
    let sandbox = shore();
    let report = sandbox.report(0, ["shore", "./shore/oyster.txt", "shore/../shore"]);
    assert_eq!((&report["files"]["seen"], &report["articles"]["indexed"]), (&json!(2), &json!(3)));
}

#[test]
fn a_second_writer_is_refused_and_changes_nothing() {
    let sandbox = indexed_shore();
    sandbox.write("shore/new.txt", "A whelk.");
    let lock = File::options().write(true).open(sandbox.path(".dateline/writer.lock")).expect("the lock file");
    lock.try_lock().expect("nobody holds the lock");
    for arguments in [&["shore"][..], &["--rebuild", "shore"], &["remove", "m1"]] {
        let output = sandbox.indexer(arguments);
        output.expect_status(2).expect_no_stdout().expect_stderr("is being written by another process");
        output.expect_stderr("hint: ");
    }
    sandbox.indexer(["status"]).expect_status(0);
    assert_eq!((sandbox.count(["whelk"]), sandbox.count([] as [&str; 0])), (0, 3), "the last commit is there");
    lock.unlock().expect("the lock is ours");
    sandbox.indexer(["shore"]).expect_status(0);
    assert_eq!(sandbox.count(["whelk"]), 1);
}

#[test]
fn a_writer_that_ends_without_a_commit_leaves_the_last_one() {
    let sandbox = indexed_shore();
    let folder = Folder::new(sandbox.path(".dateline"));
    let before = sandbox.search(["--format", "json", "--per-article", "0"]).stdout;
    {
        let mut writer = Writer::open(&folder, Lexicon::built_in()).expect("a writer");
        let ledger = writer.ledger().expect("a ledger");
        for row in ledger.rows.values() {
            writer.remove_file(row).expect("a removal");
        }
        let article = Article { text: "A whelk of Kapitan Olsen.".into(), text_line: 1, ..Article::default() };
        let prepared = Preparer::new().prepare(annotate(article, Cleaning::Clean, Lexicon::built_in(), None));
        writer.add_article("/nowhere/whelk.txt", prepared).expect("an article");
    }
    assert_eq!(sandbox.search(["--format", "json", "--per-article", "0"]).stdout, before);
    // The same for a rebuild that does not come to its end.
    drop(Writer::rebuild(&folder, Lexicon::built_in()).expect("a writer"));
    assert_eq!(sandbox.search(["--format", "json", "--per-article", "0"]).stdout, before);
    sandbox.write("shore/whelk.txt", "A whelk.");
    sandbox.indexer(["shore"]).expect_status(0);
    assert_eq!((sandbox.count(["whelk"]), sandbox.count([] as [&str; 0])), (1, 4));
}

#[test]
fn the_same_files_give_the_same_answers_in_a_new_index() {
    let sandbox = shore();
    let answer = |index: &str| {
        sandbox.indexer(["--index", index, "shore"]).expect_status(0);
        sandbox.search(["--index", index, "--format", "json", "--per-article", "0", "mussel"]).stdout
    };
    assert_eq!(answer("one"), answer("two"));
}

/// The lines that `indexer annotate` prints.
fn annotations(sandbox: &Sandbox, arguments: &[&str]) -> Vec<Value> {
    let output = sandbox.indexer([&["annotate"][..], arguments].concat());
    output.expect_status(0);
    output.json_lines()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn span<'a>(of: &Value, text: &'a str) -> Option<&'a str> {
    text.get(of["start_byte"].as_u64()? as usize..of["end_byte"].as_u64()? as usize)
}

#[test]
fn annotate_prints_the_promised_fields_and_no_others_within_them() {
    let lines = annotations(&Sandbox::new(), &[corpus().to_str().expect("a path")]);
    assert!(lines.len() >= 16);
    let promised =
        ["id", "title", "source", "published", "text", "removed", "passages", "mentions", "times", "problems"];
    for line in &lines {
        for key in promised {
            assert!(line.get(key).is_some(), "no {key:?} in {line}");
        }
        if !line["published"].is_null() {
            let expected = BTreeSet::from(["first", "last", "precision", "inferred", "evidence"]);
            assert_eq!(keys(&line["published"]), expected);
        }
        for mention in line["mentions"].as_array().expect("mentions") {
            let expected = BTreeSet::from(["start_byte", "end_byte", "surface", "name_key", "actor", "kind", "form"]);
            assert_eq!(keys(mention), expected);
            let form = mention["form"].as_str().expect("a form");
            assert!(["name", "short", "acronym", "demonym", "capital", "description"].contains(&form), "{form}");
            let kind = mention["kind"].as_str().expect("a kind");
            assert!(["person", "organisation", "group", "state", "place"].contains(&kind), "{kind}");
        }
        for time in line["times"].as_array().expect("times") {
            let expected =
                BTreeSet::from(["start_byte", "end_byte", "surface", "type", "value", "first", "last", "precision"]);
            assert_eq!(keys(time), expected);
            assert_eq!(time["first"].is_null(), time["last"].is_null(), "{time}");
            assert!(["DATE", "TIME", "DURATION", "SET"].contains(&time["type"].as_str().expect("a type")));
        }
        for passage in line["passages"].as_array().expect("passages") {
            assert!(keys(passage).is_superset(&BTreeSet::from(["start_byte", "end_byte"])));
        }
    }
    for list in ["mentions", "times", "removed", "passages"] {
        assert!(lines.iter().any(|line| line[list].as_array().is_some_and(|list| !list.is_empty())), "{list}");
    }
}

#[test]
fn annotated_spans_hold() {
    for mode in [&[][..], &["--verbatim"]] {
        let lines = annotations(&Sandbox::new(), &[&[corpus().to_str().expect("a path")][..], mode].concat());
        for line in &lines {
            let text = line["text"].as_str().expect("a text");
            for list in ["mentions", "times"] {
                let mut end = 0;
                for found in line[list].as_array().expect("a list") {
                    assert_eq!(span(found, text), found["surface"].as_str(), "{list} of {}", line["path"]);
                    assert!(found["start_byte"].as_u64() >= Some(end), "{found} overlaps the one before");
                    end = found["end_byte"].as_u64().expect("a number");
                }
            }
            let title = line["title"].as_str().unwrap_or("");
            for found in line["title_mentions"].as_array().expect("a list") {
                assert_eq!(span(found, title), found["surface"].as_str(), "{title}");
            }
            for passage in line["passages"].as_array().expect("a list") {
                assert!(span(passage, text).is_some(), "{passage} of {}", line["path"]);
            }
        }
    }
}

#[test]
fn verbatim_keeps_the_text_of_a_record_byte_for_byte() {
    let sandbox = Sandbox::new();
    let lines = annotations(&sandbox, &["--verbatim", corpus().to_str().expect("a path")]);
    let mut compared = 0;
    for line in &lines {
        let path = line["path"].as_str().expect("a path");
        let file = fs::read_to_string(path).expect("a file of the corpus");
        let text = line["text"].as_str().expect("a text");
        assert_eq!(line["removed"], json!([]), "{path}");
        let record = line["record"].as_u64().expect("a number") as usize;
        let record: Value = match Path::new(path).extension().and_then(|extension| extension.to_str()) {
            Some("jsonl") => serde_json::from_str(file.lines().nth(record).expect("a line")).expect("JSON"),
            Some("json") => match serde_json::from_str(&file).expect("JSON") {
                Value::Array(records) => records[record].clone(),
                object => object,
            },
            Some("txt") => {
                assert_eq!(text, file, "{path}");
                compared += 1;
                continue;
            }
            _ => {
                assert!(file.contains(text), "{path}");
                compared += 1;
                continue;
            }
        };
        let own = ["text", "body", "content"].iter().find_map(|field| record.get(field)?.as_str()).unwrap_or("");
        assert_eq!(text, own, "{path}");
        if let Some(id) = record.get("id") {
            assert_eq!(&line["id"], id, "{path}");
        }
        compared += 1;
    }
    assert_eq!(compared, lines.len());
}

#[test]
fn verbatim_cuts_no_clutter_and_reads_reference_date_as_published() {
    let text = "  Read also: Oysters\r\n\r\nAn oyster rose on Friday.\n\nLeave a comment\nShare this\u{a0} \t\n\n\n";
    let record = json!({"id": "wiki/07", "reference_date": "2024-01-17", "text": text});
    let sandbox = Sandbox::with(&[("one.jsonl", format!("{record}\n"))]);
    let line = &annotations(&sandbox, &["--verbatim", "one.jsonl"])[0];
    assert_eq!((line["text"].as_str(), &line["id"]), (Some(text), &json!("wiki/07")));
    assert_eq!((&line["published"]["first"], &line["published"]["precision"]), (&json!("2024-01-17"), &json!("day")));
    assert_eq!((&line["times"][0]["surface"], &line["times"][0]["value"]), (&json!("Friday"), &json!("2024-01-12")));
    let cleaned = &annotations(&sandbox, &["one.jsonl"])[0];
    assert_ne!(cleaned["text"].as_str(), Some(text));
    for removed in cleaned["removed"].as_array().expect("a list") {
        assert_eq!(span(removed, text), removed["text"].as_str(), "spans of what was cut index the record's own text");
    }
}

#[test]
fn annotate_needs_no_index_and_makes_none() {
    let sandbox = shore();
    assert_eq!(annotations(&sandbox, &["shore"]).len(), 3);
    assert!(!sandbox.path(".dateline").exists());
    let output = sandbox.indexer(["annotate", "shore", "gone"]);
    output.expect_status(1).expect_stderr("gone: no such file");
    assert_eq!(output.json_lines().len(), 3);
    sandbox.indexer(["annotate", "gone"]).expect_status(2).expect_no_stdout();
}

#[test]
fn a_report_that_nobody_reads_is_success() {
    let sandbox = shore();
    let mut child = sandbox.run(INDEXER, ["shore"]).command().spawn().expect("indexer");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("indexer ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(sandbox.count([] as [&str; 0]), 3);
}

#[test]
fn a_path_that_is_an_index_folder_is_not_entered() {
    let sandbox = indexed_shore();
    let output = sandbox.indexer([".dateline", "shore"]);
    output.expect_stdout("2 seen");
    sandbox.indexer([".dateline/generation-1", "shore"]).expect_stdout("2 seen");
}

#[test]
fn prune_takes_out_what_lay_in_a_folder_that_is_now_a_file() {
    let sandbox = Sandbox::with(&[("in/folder/oyster.txt", "An oyster.")]);
    sandbox.indexer(["in"]).expect_status(0);
    fs::remove_dir_all(sandbox.path("in/folder")).expect("a folder of ours");
    sandbox.write("in/folder", "A limpet.");
    sandbox.indexer(["--prune", "in"]).expect_status(0);
    assert_eq!((sandbox.count(["oyster"]), sandbox.count(["limpet"])), (0, 1));
}

#[test]
fn remove_takes_no_empty_value() {
    let sandbox = indexed_shore();
    sandbox.indexer(["remove", ""]).expect_status(2);
    assert!(sandbox.count([] as [&str; 0]) > 0);
}

#[test]
fn rebuild_changes_nothing_where_known_files_are_out_of_reach() {
    let sandbox = Sandbox::with(&[("a/oyster.txt", "An oyster."), ("b/limpet.txt", "A limpet.")]);
    sandbox.indexer(["a", "b"]).expect_status(0);
    fs::rename(sandbox.path("a"), sandbox.path("away")).expect("a folder of ours");
    sandbox.indexer(["--rebuild", "b"]).expect_status(2).expect_stderr("oyster.txt");
    assert_eq!(sandbox.count([] as [&str; 0]), 2);
    sandbox.indexer(["--rebuild", "--prune", "b"]).expect_status(0);
    assert_eq!(sandbox.count([] as [&str; 0]), 1);
}

#[cfg(unix)]
#[test]
fn a_link_in_a_folder_is_skipped_and_told() {
    let sandbox = Sandbox::with(&[("in/oyster.txt", "An oyster.")]);
    std::os::unix::fs::symlink("oyster.txt", sandbox.path("in/link.txt")).expect("a link of ours");
    sandbox.indexer(["in"]).expect_status(0).expect_stderr("link.txt: skipped: a link");
    assert_eq!(sandbox.count([] as [&str; 0]), 1);
}

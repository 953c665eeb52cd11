//! Inputs that nobody should send: each is told with file, place and cause, and survived, and what lies
//! beside it is indexed and found.

mod sandbox;

use sandbox::{Output, SEARCH, Sandbox};
use serde_json::{Value, json};
use std::fs;

/// Pseudo-random bytes, the same in every run (xorshift).
fn random_bytes(seed: u64, len: usize) -> Vec<u8> {
    let mut state = seed | 1;
    let mut bytes = Vec::with_capacity(len + 8);
    while bytes.len() < len {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(len);
    bytes
}

/// Indexes `files` beside a good article and checks that it is found; the output of `indexer`.
fn indexed_beside_a_good_one(files: &[(&str, Vec<u8>)]) -> (Sandbox, Output) {
    let sandbox = Sandbox::with(files);
    sandbox.write("aaa-good.txt", "January 17, 2024\n\nA whelk was seen off Norrvik.");
    sandbox.write("zzz-good.jsonl", "{\"id\":\"last\",\"text\":\"The last whelk.\"}\n");
    let output = sandbox.indexer(["."]);
    let found = sandbox.count(["whelk"]);
    if found != 2 {
        output.fail(&format!("expected the two good articles to be found, found {found}"));
    }
    (sandbox, output)
}

/// What standard error says of this file, or of this line of it.
#[track_caller]
fn told<'a>(output: &'a Output, place: &str) -> &'a str {
    let prefix = format!("indexer: {place}:");
    match output.stderr().lines().find_map(|line| line.strip_prefix(&prefix)) {
        Some(rest) => rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':').trim_start(),
        None => output.fail(&format!("expected to be told of {place}")),
    }
}

#[track_caller]
fn expect_told(output: &Output, place: &str, cause: &str) {
    let found = told(output, place);
    if !found.contains(cause) {
        output.fail(&format!("expected of {place}: {cause:?}, found: {found:?}"));
    }
}

#[test]
fn random_bytes_are_told_under_every_name() {
    let bytes = random_bytes(7, 1 << 20);
    let names = ["noise.txt", "noise.json", "noise.jsonl", "noise.md", "noise"];
    let files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (*name, bytes.clone())).collect();
    let (_, output) = indexed_beside_a_good_one(&files);
    output.expect_status(1);
    for name in names {
        told(&output, name);
    }
    expect_told(&output, "noise.txt", "failed: binary data");
    expect_told(&output, "noise", "skipped: binary data");
}

#[test]
fn random_bytes_without_a_zero_are_survived_under_every_name() {
    let mut bytes = random_bytes(11, 1 << 20);
    bytes.iter_mut().filter(|byte| **byte < 9).for_each(|byte| *byte = b' ');
    let names = ["noise.txt", "noise.json", "noise.jsonl", "noise.md", "noise"];
    let files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (*name, bytes.clone())).collect();
    let (_, output) = indexed_beside_a_good_one(&files);
    output.expect_status_in(&[0, 1]);
    told(&output, "noise.json");
    assert!(output.stderr().contains("noise.jsonl:1: failed"), "{}", output.stderr());
}

#[test]
fn an_endless_line_is_too_long_for_an_article_and_told() {
    let line = "winkle ".repeat(3_000_000);
    assert!(line.len() > 20_000_000);
    let record = format!("{{\"id\":\"long\",\"text\":\"{line}\"}}\n{{\"id\":\"short\",\"text\":\"A limpet.\"}}\n");
    let (sandbox, output) =
        indexed_beside_a_good_one(&[("line.txt", line.clone().into_bytes()), ("line.jsonl", record.into_bytes())]);
    output.expect_status(1);
    expect_told(&output, "line.txt", "failed: ");
    expect_told(&output, "line.txt", "bytes");
    expect_told(&output, "line.jsonl:1", "failed: ");
    assert_eq!((sandbox.count(["limpet"]), sandbox.count(["winkle"])), (1, 0), "what is too long is never cut");
}

#[test]
fn a_long_line_within_the_bound_is_one_article_with_bounded_passages() {
    let line = "winkle ".repeat(150_000);
    let (sandbox, output) = indexed_beside_a_good_one(&[("line.txt", line.into_bytes())]);
    output.expect_status(0);
    let answer = sandbox.answer(["winkle", "-n", "3", "--per-article", "0"]);
    assert_eq!(answer["counts"]["articles"], 1);
    for hit in answer["hits"].as_array().expect("hits") {
        assert!(hit["passage"]["text"].as_str().is_some_and(|text| text.len() <= 4_000));
    }
}

#[test]
fn json_that_is_not_balanced_is_told_with_its_line() {
    let (_, output) = indexed_beside_a_good_one(&[
        ("array.json", b"[\n  {\"text\": \"A limpet.\"},\n  {\"text\": \"Half".to_vec()),
        ("object.json", b"{\"title\": {\"a\": [1, 2}\n".to_vec()),
        ("closed.json", b"]}".to_vec()),
    ]);
    output.expect_status(1);
    for file in ["array.json", "object.json", "closed.json"] {
        let line = output.stderr().lines().find(|line| line.starts_with(&format!("indexer: {file}:")));
        let line = line.unwrap_or_else(|| output.fail(&format!("expected to be told of {file}")));
        assert!(line.contains("failed: "), "{line}");
        let place = line.trim_start_matches(&format!("indexer: {file}:"));
        assert!(place.starts_with(|c: char| c.is_ascii_digit()), "a line number stands in {line:?}");
    }
}

#[test]
fn a_bad_line_among_good_ones_fails_alone() {
    let lines = "{\"id\":\"a\",\"text\":\"First limpet.\"}\n{\"id\":\"b\",\"text\":\n\n{\"id\":\"c\",\"text\":\"Third limpet.\"}\n[1]\n";
    let (sandbox, output) = indexed_beside_a_good_one(&[("lines.jsonl", lines.into())]);
    output.expect_status(1);
    expect_told(&output, "lines.jsonl:2", "failed: ");
    told(&output, "lines.jsonl:5");
    assert_eq!(sandbox.count(["limpet"]), 2);
    // It is told again when nothing has changed.
    let again = sandbox.indexer(["."]);
    again.expect_status(1);
    expect_told(&again, "lines.jsonl:2", "failed: ");
    assert_eq!(sandbox.count(["limpet"]), 2);
}

#[test]
fn a_date_in_the_year_9999_leaves_the_article_undated_and_is_told() {
    let record = "{\"id\":\"far\",\"text\":\"A limpet of the future.\",\"published\":\"9999-12-31\"}\n";
    let (sandbox, output) = indexed_beside_a_good_one(&[("far.jsonl", record.into())]);
    output.expect_status(0);
    expect_told(&output, "far.jsonl", "9999-12-31");
    let answer = sandbox.answer(["limpet", "--after", "2024", "--undated", "only"]);
    assert_eq!((&answer["counts"]["articles"], &answer["counts"]["undated"]), (&json!(1), &json!(1)));
    assert_eq!(answer["hits"][0]["article"]["published"], Value::Null);
    let annotated = &sandbox.indexer(["annotate", "far.jsonl"]).json_lines()[0];
    assert!(annotated["problems"].to_string().contains("9999"), "{annotated}");
}

#[test]
fn a_text_full_of_escape_sequences_is_found_and_commands_nothing() {
    let text = "\u{1b}[2J\u{1b}]0;limpet\u{7}\u{1b}[31mlimpet\u{1b}[0m \u{9b}1m \u{202e}tepmil\u{202c} a limpet. "
        .repeat(2_000);
    let (sandbox, output) = indexed_beside_a_good_one(&[("escape.txt", text.into_bytes())]);
    output.expect_status_in(&[0, 1]);
    let found = sandbox.search(["limpet", "--per-article", "0"]);
    found.expect_status(0);
    let commands = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}');
    assert!(!found.stdout().contains(commands));
    assert!(!output.stdout().contains(commands) && !output.stderr().contains(commands));
}

#[test]
fn empty_files_are_skipped_and_told() {
    let names = ["empty.txt", "empty.json", "empty.jsonl", "empty.md", "empty"];
    let files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (*name, Vec::new())).collect();
    let (_, output) = indexed_beside_a_good_one(&files);
    output.expect_status(0);
    for name in names {
        expect_told(&output, name, "skipped: the file is empty");
    }
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_told_and_the_rest_is_read() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let sandbox = Sandbox::with(&[("good.txt", "A whelk."), ("shut.txt", "A closed whelk.")]);
    fs::set_permissions(sandbox.path("shut.txt"), fs::Permissions::from_mode(0o000)).expect("a file of ours");
    if fs::read(sandbox.path("shut.txt")).is_ok() {
        // The superuser reads everything: a link to nothing, given by name, is what cannot be read then.
        sandbox::skip("the superuser can read a file without permissions; a dangling link stands for it");
        sandbox.remove("shut.txt");
        symlink("nowhere", sandbox.path("shut.txt")).expect("a link");
    }
    let output = sandbox.indexer(["good.txt", "shut.txt"]);
    output.expect_status(1);
    let cause = output.stderr().lines().find(|line| line.contains("shut.txt")).expect("it is named");
    assert!(cause.contains("permission denied") || cause.contains("no such file"), "{cause}");
    assert_eq!(sandbox.count(["whelk"]), 1);
}

#[cfg(unix)]
#[test]
fn folders_and_links_named_like_texts_are_survived() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::with(&[("folder.txt/inside.txt", "A whelk."), ("good.txt", "A whelk.")]);
    symlink(".", sandbox.path("loop")).expect("a link");
    symlink("nowhere", sandbox.path("dangling.txt")).expect("a link");
    sandbox.indexer(["."]).expect_status_in(&[0, 1]);
    assert_eq!(sandbox.count(["whelk"]), 2);
}

#[test]
fn invalid_utf8_is_read_or_told_but_never_lost_in_silence() {
    let latin = b"The caf\xE9 of Norrvik sold a limpet. It was a fine d\xE9j\xE0 vu.".to_vec();
    let mut line = b"{\"id\":\"a\",\"text\":\"A lim\xFF\xFEpet.\"}\n".to_vec();
    line.extend_from_slice(b"{\"id\":\"b\",\"text\":\"A good winkle.\"}\n");
    let (sandbox, output) = indexed_beside_a_good_one(&[("latin.txt", latin), ("broken.jsonl", line)]);
    output.expect_status_in(&[0, 1]);
    assert_eq!((sandbox.count(["limpet"]), sandbox.count(["winkle"])), (1, 1));
    assert_eq!(sandbox.count(["cafe"]), 1);
    told(&output, "broken.jsonl:1");
}

#[test]
fn zero_bytes_are_told_as_binary_data_with_their_place() {
    let (_, output) = indexed_beside_a_good_one(&[
        ("zero.txt", b"A limpet\0 with a zero.".to_vec()),
        ("zero.jsonl", b"{\"text\":\"A limpet\0\"}\n".to_vec()),
        ("zero.md", b"---\ntitle: x\0\n---\nA limpet.".to_vec()),
    ]);
    output.expect_status(1);
    expect_told(&output, "zero.txt", "failed: binary data: byte 0x00 at offset 8");
    assert!(output.stderr().contains("zero.jsonl"), "{}", output.stderr());
    assert!(output.stderr().contains("zero.md"), "{}", output.stderr());
}

#[test]
fn deep_json_is_survived() {
    let depth = 100_000;
    let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let inside = format!("{{\"id\":\"deep\",\"text\":\"A limpet.\",\"extra\":{deep}}}\n");
    let objects = "{\"a\":".repeat(depth);
    let (_, output) = indexed_beside_a_good_one(&[
        ("deep.json", deep.clone().into_bytes()),
        ("inside.jsonl", inside.into_bytes()),
        ("objects.json", objects.into_bytes()),
    ]);
    output.expect_status(1);
    assert!(output.stderr().contains("deep.json"), "{}", output.stderr());
    assert!(output.stderr().contains("objects.json"), "{}", output.stderr());
}

#[test]
fn a_yaml_bomb_in_front_matter_is_survived() {
    let mut yaml = String::from("---\na0: &a0 [limpet, limpet, limpet, limpet, limpet, limpet, limpet, limpet]\n");
    for level in 1..40 {
        let below = level - 1;
        let list = vec![format!("*a{below}"); 8].join(", ");
        yaml.push_str(&format!("a{level}: &a{level} [{list}]\n"));
    }
    yaml.push_str("title: *a39\n---\nA winkle stays.\n");
    let deep = format!("---\ntitle: {}\n---\nA periwinkle stays.\n", "[".repeat(50_000));
    let (sandbox, output) =
        indexed_beside_a_good_one(&[("bomb.md", yaml.into_bytes()), ("deep.md", deep.into_bytes())]);
    output.expect_status_in(&[0, 1]);
    for (file, word) in [("bomb.md", "winkle"), ("deep.md", "periwinkle")] {
        assert!(sandbox.count([word]) == 1 || output.stderr().contains(file), "{file} is lost in silence");
    }
}

#[test]
fn lone_surrogates_are_replaced_and_told() {
    let lines = "{\"id\":\"a\",\"text\":\"A \\ud800 limpet \\udc00 here.\"}\n{\"id\":\"b\\udfff\",\"title\":\"\\ud83d\",\"text\":\"A winkle.\"}\n";
    let (sandbox, output) = indexed_beside_a_good_one(&[("surrogates.jsonl", lines.into())]);
    output.expect_status_in(&[0, 1]);
    assert_eq!((sandbox.count(["limpet"]), sandbox.count(["winkle"])), (1, 1));
    told(&output, "surrogates.jsonl:1");
    sandbox.answer(["limpet"]);
}

#[test]
fn numbers_and_names_without_end_are_survived() {
    let huge = format!("{{\"id\":{},\"text\":\"A limpet.\",\"published\":1e999}}\n", "9".repeat(5_000));
    let long_name = format!("{{\"id\":\"b\",\"text\":\"{} met a winkle.\"}}\n", "Kapitan Olsen ".repeat(5_000));
    let one_word = format!("{{\"id\":\"c\",\"text\":\"A {} periwinkle.\"}}\n", "x".repeat(300_000));
    let (sandbox, output) = indexed_beside_a_good_one(&[("many.jsonl", (huge + &long_name + &one_word).into_bytes())]);
    output.expect_status_in(&[0, 1]);
    for word in ["limpet", "winkle", "periwinkle"] {
        assert!(sandbox.count([word]) == 1 || output.stderr().contains("many.jsonl:"), "{word} is lost in silence");
    }
}

#[test]
fn a_query_without_end_is_an_error_and_told() {
    let sandbox = Sandbox::with(&[("good.txt", "A whelk.")]);
    sandbox.indexer(["."]).expect_status(0);
    let long = "a".repeat(70_000);
    sandbox.search([&long]).expect_status(2).expect_no_stdout().expect_stderr("70000 bytes, at most 65536");
    sandbox.search(["whelk ".repeat(5_000)]).expect_status(2).expect_stderr("5000 words, at most 1024");
    let batch = format!("long\t{long}\nend\twhelk\nlonger\t{}\n", "b".repeat(300_000));
    let output = sandbox.run(SEARCH, ["--batch", "-", "--count"]).input(batch).output();
    output.expect_status(2).expect_stderr("standard input:1: ").expect_stderr("standard input:3: ");
    assert_eq!(output.stdout(), "end\t1\n");
}

#[test]
fn queries_of_random_bytes_end_with_a_status_of_their_own() {
    let sandbox = Sandbox::with(&[("good.txt", "A whelk.")]);
    sandbox.indexer(["."]).expect_status(0);
    let mut batch = Vec::new();
    for seed in 1..400u64 {
        let mut query = random_bytes(seed * 7_919, 3 + (seed as usize * 13) % 300);
        query.retain(|byte| *byte != b'\n');
        batch.extend_from_slice(format!("q{seed}\t").as_bytes());
        if seed % 2 == 0 {
            batch.extend_from_slice(&query);
        } else {
            batch.extend_from_slice(String::from_utf8_lossy(&query).as_bytes());
        }
        batch.push(b'\n');
    }
    batch.extend_from_slice(b"end\twhelk\n");
    let output = sandbox.run(SEARCH, ["--batch", "-", "--format", "jsonl"]).input(batch).output();
    output.expect_status(2);
    let records = output.json_lines();
    assert!(records.iter().any(|record| record["type"] == "hit" && record["passage"]["text"] == "A whelk."));
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_utf8_are_an_error_and_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let sandbox = Sandbox::with(&[("good.txt", "A whelk.")]);
    sandbox.indexer(["."]).expect_status(0);
    let output = sandbox.search([OsStr::from_bytes(b"wh\xFFelk")]);
    output.expect_status(2).expect_no_stdout();
    assert!(!output.stderr.is_empty());
    // A path may be any bytes.
    let path = sandbox.folder().join(OsStr::from_bytes(b"na\xFFme.txt"));
    fs::write(&path, "A limpet.").expect("a file");
    sandbox.indexer([OsStr::from_bytes(b"na\xFFme.txt")]).expect_status(0);
    sandbox.search(["limpet"]).expect_status(0).expect_stdout("na\\xFFme.txt:1");
    sandbox.indexer(["."]).expect_status(0).expect_stdout("2 unchanged");
    let annotated = sandbox.run(SEARCH, ["limpet", "--format", "json"]).output().json();
    assert_eq!(annotated["counts"]["articles"], 1);
}

#[test]
fn apostrophes_that_are_letters_stop_neither_reading_nor_searching() {
    let sandbox = Sandbox::with(&[("okina.txt", "Flights to Sana\u{2BE} resumed. ʻEua is an island, said ʼ.")]);
    sandbox.indexer(["okina.txt"]).expect_status(0);
    assert_eq!(sandbox.count(["resumed"]), 1);
    assert_eq!(sandbox.count(["ʻEua"]), 1);
    sandbox.search(["ʻ"]).expect_status(2);
}

#[test]
fn control_characters_of_ids_stay_out_of_trec_and_are_escaped_in_json() {
    let line = "{\"id\":\"a\\u001b[31mb\\u009bc\",\"text\":\"A limpet. \\u202e\"}\n";
    let sandbox = Sandbox::with(&[("ids.jsonl", line)]);
    sandbox.indexer(["ids.jsonl"]).expect_status(0);
    for format in ["trec", "json", "jsonl", "text"] {
        let output = sandbox.search(["limpet", "--format", format]);
        let raw = output.stdout().chars().filter(|c| *c != '\n' && (c.is_control() || *c == '\u{202e}')).count();
        assert_eq!(raw, 0, "{format}: {:?}", output.stdout());
    }
}

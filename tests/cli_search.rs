//! The wiring of `search`: flags, exit statuses, streams, forms of output. What a rule means is tested
//! through the library; here each flag is shown to reach it once.

mod sandbox;

use sandbox::{INDEXER, SEARCH, Sandbox, Shared};
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write;
use std::sync::Arc;

/// Ferries and storms: articles with dates of every precision, all of which name a ferry, and one that
/// is alone in naming a drifter.
const FERRIES: &str = r#"{"id":"march-4","title":"Ferry sails again","text":"The ferry between Norrvik and Sandholm sails again. The quay at Norrvik was mended.","published":"2024-03-04","source":"Coast Gazette"}
{"id":"march-10","title":"Storm stops the ferry","text":"A storm kept the ferry in the harbour of Sandholm.","published":"2024-03-10","source":"Island Post"}
{"id":"march","title":"A month of ferries","text":"Nine ferries were late in this month.","published":"2024-03"}
{"id":"undated","title":"A drifter","text":"A ferry met a drifter off Sandholm."}
{"id":"year","title":"The year of the ferry","text":"No other year had so many ferry crossings.","published":"2023"}
{"id":"march-31","title":"Last ferry","text":"The last ferry of the winter timetable left Norrvik.","published":"2024-03-31"}
"#;

static INDEX: Shared = Shared::new();

fn ferries() -> Arc<Sandbox> {
    INDEX.get(|| {
        let sandbox = Sandbox::with(&[("articles/ferries.jsonl", FERRIES), ("articles/long.txt", &long_text())]);
        sandbox.indexer(["articles"]).expect_status(0);
        sandbox
    })
}

/// An undated text of several passages, each of which names the ferry.
fn long_text() -> String {
    let mut text = String::from("How the timetable came about\n\n");
    for number in ["first", "second", "third", "fourth"] {
        let sentence = format!("In the {number} draft the ferry was to leave the old quay before the fishing boats. ");
        text.push_str(&sentence.repeat(4));
        text.push_str("\n\n");
    }
    text
}

/// The ids of the hits of an answer, in order; a text file has none of its own.
fn ids(answer: &Value) -> Vec<String> {
    let hits = answer["hits"].as_array().expect("hits");
    hits.iter()
        .map(|hit| {
            let id = hit["article"]["id"].as_str().expect("an id").to_owned();
            if hit["article"]["path"].as_str().is_some_and(|path| path.ends_with("long.txt")) {
                "long".into()
            } else {
                id
            }
        })
        .collect()
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

#[track_caller]
fn found(arguments: &[&str]) -> Vec<String> {
    sorted(ids(&ferries().answer(arguments)))
}

#[test]
fn search_exits_0_when_an_article_matches() {
    let output = ferries().search(["drifter"]);
    output.expect_status(0).expect_no_stderr();
    output.expect_stdout("1. A [drifter]\n").expect_stdout("A ferry met a [drifter] off Sandholm.");
    output.expect_stdout("articles/ferries.jsonl:4\n").expect_stdout("1 article, 1 matching passage");
}

#[test]
fn search_exits_0_beyond_the_last_page() {
    let output = ferries().search(["ferry", "--offset", "1000"]);
    output.expect_status(0).expect_stdout("7 articles");
}

#[test]
fn search_exits_1_when_nothing_matches() {
    ferries().search(["zeppelin"]).expect_status(1).expect_stdout("0 articles").expect_no_stderr();
}

#[test]
fn a_date_that_is_none_exits_2_and_shows_the_forms() {
    for flag in ["--after", "--since", "--before", "--until", "--on", "--event"] {
        let output = ferries().search(["ferry", flag, "soon"]);
        output
            .expect_status(2)
            .expect_no_stdout()
            .expect_stderr(&format!("{flag}: \"soon\"").replace("since", "after"));
        output.expect_stderr("hint: ").expect_stderr("2024-01-17").expect_stderr("last week");
    }
}

#[test]
fn dates_are_reckoned_from_today_and_shown_as_days() {
    let on = |today: &str, date: &str| found(&["ferry", "--today", today, "--on", date]);
    assert_eq!(on("2024-03-11", "yesterday"), ["march-10"]);
    assert_eq!(on("2024-03-11", "last monday"), ["march-4"]);
    assert_eq!(on("2024-04-01", "last month"), ["march", "march-10", "march-31", "march-4"]);
    assert_eq!(found(&["ferry", "--today", "2024-03-12", "--after", "2d"]), ["march-10", "march-31"]);
    assert_eq!(
        found(&["ferry", "--today", "2024-03-12", "--until", "last week", "--after", "2024-03-02"]),
        ["march-10", "march-4"]
    );
    assert_eq!(found(&["ferry", "--today", "2024-03-12", "--before", "last week"]), ["year"]);
    assert_eq!(found(&["ferry", "--today", "2024-03-12", "--on", "2w..8d"]), ["march-4"]);
    let filters = &ferries().answer(["ferry", "--today", "2024-03-12", "--after", "last week", "--event", "..today"])["query"]
        ["filters"];
    assert_eq!((&filters["published"]["first"], &filters["published"]["last"]), (&"2024-03-04".into(), &Value::Null));
    assert_eq!((&filters["event"]["first"], &filters["event"]["last"]), (&Value::Null, &"2024-03-12".into()));
    ferries().search(["ferry", "--after", "yesterday"]).expect_status(1);
}

#[test]
fn today_is_one_day() {
    for today in ["2024-03", "yesterday", "soon"] {
        ferries().search(["ferry", "--today", today]).expect_status(2).expect_no_stdout().expect_stderr("--today");
    }
}

#[test]
fn a_range_serves_every_flag_that_finds_its_end_in_it() {
    assert_eq!(found(&["ferry", "--on", "2024-03-04..2024-03-10"]), ["march-10", "march-4"]);
    assert_eq!(found(&["ferry", "--on", "..2023"]), ["year"]);
    assert_eq!(found(&["ferry", "--after", "2024-03-05..", "--until", "..2024-03-30"]), ["march-10"]);
    for (flag, range, end) in
        [("--after", "..2024", "first"), ("--until", "2024..", "last"), ("--before", "..2024", "first")]
    {
        let output = ferries().search(["ferry", flag, range]);
        output.expect_status(2).expect_no_stdout().expect_stderr(&format!("{range:?} has no {end} day"));
    }
}

/// Reports of one flood, told by several days; `rumour` names it in the title alone.
const FLOOD: &str = r#"{"id":"first","title":"Water","text":"The flood came to Norrvik on Sunday. The mill was closed on 2 March 2024.","published":"2024-03-04","source":"Coast Gazette"}
{"id":"second","title":"Flood at Norrvik, flood at Sandholm","text":"The flood came on 3 March 2024, when the flood gates broke. The flood went on 6 March 2024.","published":"2024-03-07","source":"Island Post"}
{"id":"third","title":"After the flood","text":"The flood of March 2024 cost two bridges, and the flood of 1953 cost nine.","published":"2024-05-01"}
{"id":"rumour","title":"No flood","text":"Nobody saw any water in the town.","published":"2024-03-05"}
{"id":"later","title":"The mill opens","text":"On 6 May 2024 the mill opens again. Nobody speaks of the flood.","published":"2024-05-06"}
"#;

static FLOOD_INDEX: Shared = Shared::new();

fn flood() -> Arc<Sandbox> {
    FLOOD_INDEX.get(|| {
        let sandbox = Sandbox::with(&[("flood.jsonl", FLOOD)]);
        sandbox.indexer(["flood.jsonl"]).expect_status(0);
        sandbox
    })
}

/// Rows of a timeline as first day, articles, and the id of the best.
fn rows(answer: &Value) -> Vec<(String, u64, String)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let rows = answer["timeline"].as_array().expect("a timeline");
    let row = |row: &Value| {
        (text(&row["first"]), row["articles"].as_u64().expect("a count"), text(&row["hit"]["article"]["id"]))
    };
    rows.iter().map(row).collect()
}

#[test]
fn a_timeline_tells_each_day_once_in_order_with_its_articles_and_best_passage() {
    let answer = flood().answer(["flood", "--timeline"]);
    let expected = [
        ("2024-03-02", 1, "first"),
        ("2024-03-03", 2, "second"),
        ("2024-03-06", 1, "second"),
        ("2024-05-06", 1, "later"),
    ];
    assert_eq!(rows(&answer), expected.map(|(day, articles, id)| (day.to_owned(), articles, id.to_owned())));
    let rest = ["timeline_rows", "timeline_wide", "timeline_undated"].map(|key| answer[key].as_u64());
    assert_eq!(rest, [Some(4), Some(1), Some(1)], "March 2024 and 1953 are wider, the rumour tells no date");
    assert_eq!(answer["hits"].as_array().map(Vec::len), Some(0));
    assert_eq!(answer["counts"]["articles"], 5);
}

#[test]
fn a_timeline_without_words_shows_the_article_that_appeared_first() {
    assert_eq!(rows(&flood().answer(["--timeline"]))[1], ("2024-03-03".to_owned(), 2, "first".to_owned()));
}

#[test]
fn a_timeline_has_rows_of_the_grain_asked_for() {
    let by = |grain: &str| -> Vec<(String, u64)> {
        let answer = flood().answer(["flood", grain]);
        rows(&answer).into_iter().map(|(first, articles, _)| (first, articles)).collect()
    };
    let expected =
        |rows: &[(&str, u64)]| rows.iter().map(|(day, articles)| ((*day).to_owned(), *articles)).collect::<Vec<_>>();
    assert_eq!(by("--timeline=auto"), by("--timeline=day"));
    assert_eq!(by("--timeline=week"), expected(&[("2024-02-26", 2), ("2024-03-04", 1), ("2024-05-06", 1)]));
    assert_eq!(by("--timeline=month"), expected(&[("2024-03-01", 3), ("2024-05-01", 1)]));
    assert_eq!(by("--timeline=year"), expected(&[("1953-01-01", 1), ("2024-01-01", 4)]));
}

#[test]
fn a_timeline_under_event_has_only_its_days_and_cuts_the_weeks_at_its_ends() {
    let answer = flood().answer(["flood", "--event", "2024-03-03..2024-03-05", "--timeline=week"]);
    let days = |row: &Value| [row["first"].clone(), row["last"].clone()];
    let rows: Vec<[Value; 2]> = answer["timeline"].as_array().expect("rows").iter().map(days).collect();
    assert_eq!(rows, [["2024-03-03".into(), "2024-03-03".into()] as [Value; 2]]);
}

#[test]
fn the_limit_of_a_timeline_counts_its_rows_and_0_shows_all() {
    let page = |arguments: &[&str]| rows(&flood().answer([&["flood", "--timeline"], arguments].concat()));
    let all = page(&[]);
    assert_eq!(all.len(), 4);
    assert_eq!(page(&["-n", "0"]), all);
    assert_eq!(page(&["-n", "2"]), all[..2]);
    assert_eq!(page(&["-n", "2", "--offset", "2"]), all[2..]);
    let answer = flood().answer(["flood", "--timeline", "-n", "2", "--offset", "1"]);
    assert_eq!((&answer["timeline"][0]["hit"]["rank"], &answer["timeline_rows"]), (&2.into(), &4.into()));
}

#[test]
fn a_timeline_is_printed_by_days_with_what_it_leaves_out() {
    let output = flood().search(["flood", "--timeline", "--facet", "none"]);
    output.expect_status(0).expect_no_stderr();
    output.expect_stdout(
        "2024-03-03 · 2 articles\n   [Flood] at Norrvik, [flood] at Sandholm\n   Island Post · 2024-03-07\n",
    );
    output.expect_stdout("   tells: 2024-03-03 \"3 March 2024\"\n");
    output.expect_stdout("; 4 days, shown: 1 to 4\n1 article tells a date wider than a day\n1 article tells no date\n");
}

#[test]
fn a_timeline_that_cannot_be_is_an_error() {
    for arguments in [
        &["--timeline", "--sort", "oldest"][..],
        &["--timeline=hour"],
        &["--timeline", "--format", "trec"],
        &["--timeline", "--per-article", "2"],
    ] {
        flood().search([&["flood"][..], arguments].concat()).expect_status(2).expect_no_stdout();
    }
    assert_eq!(flood().search(["flood", "--timeline", "--count"]).expect_status(0).stdout(), "5\n");
}

#[test]
fn sort_event_goes_by_the_days_that_passages_tell_with_those_that_tell_none_last() {
    let order = |sort: &str| ids(&flood().answer(["flood", "--sort", sort]));
    assert_eq!(order("event"), ["third", "first", "second", "later", "rumour"], "1953 comes first");
    assert_eq!(order("event-newest"), ["later", "third", "second", "first", "rumour"]);
    let within = ids(&flood().answer(["flood", "--sort", "event", "--event", "2024-03-03..", "--undated", "include"]));
    assert_eq!(within, ["third", "second", "first", "later"], "March begins on its 1st; equal days go by score");
}

#[test]
fn after_later_than_until_exits_2_and_shows_the_forms() {
    let output = ferries().search(["ferry", "--after", "2024-03-05", "--until", "2024-03-04"]);
    output.expect_status(2).expect_no_stdout();
    output.expect_stderr("2024-03-05").expect_stderr("2024-03-04").expect_stderr("hint: ").expect_stderr("2024-01-17");
    ferries().search(["--after", "2024-03-04", "--until", "2024-03-04", "ferry"]).expect_status(0);
}

#[test]
fn a_query_without_a_word_exits_2_and_is_shown() {
    ferries().search(["?!"]).expect_status(2).expect_no_stdout().expect_stderr("the query holds no word: \"?!\"");
}

#[test]
fn a_missing_index_exits_2_with_the_command_that_makes_one() {
    let sandbox = Sandbox::new();
    let output = sandbox.search(["ferry", "--index", "nowhere"]);
    output.expect_status(2).expect_no_stdout();
    output.expect_stderr("no index at nowhere").expect_stderr("hint: make one with: indexer PATH");
    assert!(!sandbox.path("nowhere").exists(), "search makes no index");
}

#[test]
fn only_undated_matches_exit_1_and_are_told_in_every_form() {
    let ferries = ferries();
    let query = ["drifter", "--after", "2024-01-01"];
    ferries.search(query).expect_status(1).expect_stdout("1 undated article also matches: --undated include");
    for form in [["--format", "json"], ["--format", "jsonl"], ["--format", "trec"]] {
        let output = ferries.search(query.iter().chain(&form));
        output.expect_status(1).expect_stderr("undated").expect_stderr("--undated include");
    }
    ferries.search(query.iter().chain(&["--count"])).expect_status(1).expect_stderr("--undated include");
}

#[test]
fn before_excludes_its_day_and_until_includes_it() {
    assert_eq!(found(&["ferry", "--after", "2024-03-04", "--before", "2024-03-10"]), ["march-4"]);
    assert_eq!(found(&["ferry", "--after", "2024-03-04", "--until", "2024-03-10"]), ["march-10", "march-4"]);
    assert_eq!(found(&["ferry", "--after", "2024-03-05", "--until", "2024-03"]), ["march-10", "march-31"]);
    assert_eq!(found(&["ferry", "--before", "2024-03"]), ["year"]);
}

#[test]
fn on_takes_a_day_a_month_and_a_year() {
    assert_eq!(found(&["ferry", "--on", "2024-03-10"]), ["march-10"]);
    assert_eq!(found(&["ferry", "--on", "2024-03"]), ["march", "march-10", "march-31", "march-4"]);
    assert_eq!(found(&["ferry", "--on", "2023"]), ["year"]);
}

#[test]
fn since_is_after() {
    let after = found(&["ferry", "--after", "2024-03-05"]);
    assert_eq!(after, ["march-10", "march-31"]);
    assert_eq!(found(&["ferry", "--since", "2024-03-05"]), after);
}

#[test]
fn undated_exclude_include_and_only_divide_the_matches() {
    let filter = ["ferry", "--after", "2024-03-05"];
    let with = |how: &str| found(&[&filter[..], &["--undated", how]].concat());
    assert_eq!(with("exclude"), found(&filter));
    assert_eq!(with("only"), ["long", "march", "undated"]);
    assert_eq!(with("include"), sorted([with("exclude"), with("only")].concat()));
    let counts = &ferries().answer(filter)["counts"];
    assert_eq!((&counts["articles"], &counts["unsure"], &counts["undated"]), (&2.into(), &1.into(), &2.into()));
}

#[test]
fn without_a_filter_nothing_is_left_out() {
    assert_eq!(ferries().count(["ferry"]), 7);
    assert_eq!(ferries().count([] as [&str; 0]), 7);
}

#[test]
fn pages_are_disjoint_and_join_to_the_whole_ranking() {
    let ferries = ferries();
    for more in [&[][..], &["--per-article", "0"], &["--per-article", "2", "--sort", "oldest"], &["--sort", "newest"]] {
        let page = |limit: usize, offset: usize| -> Vec<Value> {
            let (limit, offset) = (limit.to_string(), offset.to_string());
            let page = [&["ferry", "--limit", &limit, "--offset", &offset][..], more].concat();
            ferries.answer(page)["hits"].as_array().expect("hits").clone()
        };
        let whole = page(100, 0);
        assert!(whole.len() >= 7);
        for (index, hit) in whole.iter().enumerate() {
            assert_eq!(hit["rank"], index + 1, "ranks count over all pages");
        }
        for limit in [1, 2, 3] {
            let pages: Vec<Value> = (0..whole.len() + limit).step_by(limit).flat_map(|at| page(limit, at)).collect();
            assert_eq!(pages, whole, "pages of {limit} with {more:?}");
        }
    }
}

#[test]
fn per_article_0_shows_every_passage_that_matches() {
    let of_long = |per_article: &str| {
        let answer = ferries().answer(["draft ferry", "-n", "100", "--per-article", per_article]);
        answer["hits"].as_array().expect("hits").len()
    };
    assert_eq!((of_long("1"), of_long("2")), (1, 2));
    assert!(of_long("0") > 2, "{}", of_long("0"));
}

#[test]
fn sort_goes_by_the_last_day_or_the_first_with_undated_ones_last() {
    let order = |sort: &str| ids(&ferries().answer(["ferry", "--sort", sort]));
    let newest = order("newest");
    assert_eq!(newest[..3], ["march", "march-31", "march-10"].map(String::from)[..], "{newest:?}");
    assert_eq!(newest[3..5], ["march-4", "year"].map(String::from)[..]);
    assert_eq!(sorted(newest[5..].to_vec()), ["long", "undated"]);
    let oldest = order("oldest");
    assert_eq!(oldest[..1], ["year".to_owned()]);
    assert_eq!(sorted(oldest[1..3].to_vec()), ["march", "march-4"], "both begin in March, on the 1st and the 4th");
    assert_eq!(oldest[1..5], ["march", "march-4", "march-10", "march-31"].map(String::from)[..]);
    assert_eq!(sorted(oldest[5..].to_vec()), ["long", "undated"]);
}

#[test]
fn count_prints_a_number_and_nothing_else() {
    assert_eq!(ferries().search(["ferry", "--count"]).expect_status(0).stdout(), "7\n");
    assert_eq!(ferries().search(["zeppelin", "--count"]).expect_status(1).stdout(), "0\n");
}

#[test]
fn quiet_prints_nothing_and_leaves_the_status() {
    ferries().search(["ferry", "-q"]).expect_status(0).expect_no_stdout().expect_no_stderr();
    ferries().search(["zeppelin", "--quiet"]).expect_status(1).expect_no_stdout().expect_no_stderr();
}

#[test]
fn limit_0_shows_no_hit_and_the_counts() {
    let answer = ferries().answer(["ferry", "-n", "0"]);
    assert_eq!((answer["hits"].as_array().map(Vec::len), &answer["counts"]["articles"]), (Some(0), &7.into()));
}

#[test]
fn match_any_asks_for_one_of_the_words() {
    assert_eq!(found(&["drifter storm", "--match", "all"]), [""; 0]);
    assert_eq!(found(&["drifter storm", "--match", "any"]), ["march-10", "undated"]);
}

#[test]
fn exact_takes_words_as_typed() {
    assert!(found(&["ferries"]).len() > 1);
    assert_eq!(found(&["ferries", "--exact"]), ["march"]);
}

#[test]
fn a_query_that_begins_with_a_hyphen_follows_two() {
    ferries().search(["-ferry"]).expect_status(2);
    assert_eq!(found(&["--", "-storm -drifter", "norrvik"]), ["march-31", "march-4"]);
}

#[test]
fn facets_are_those_asked_for() {
    let keys = |facet: &str| -> Vec<String> {
        let answer = ferries().answer(["ferry", "--facet", facet]);
        sorted(answer["facets"].as_object().expect("facets").keys().cloned().collect())
    };
    assert_eq!(keys("none"), [""; 0]);
    assert_eq!(keys("source"), ["source"]);
    assert_eq!(keys("date,actor"), ["actor", "date", "date_undated", "date_wide"]);
    let source = |limit: &str| {
        let answer = ferries().answer(["ferry", "--facet", "source,date", "--facet-limit", limit]);
        (answer["facets"]["source"].as_array().map(Vec::len), answer["facets"]["date"].as_array().map(Vec::len))
    };
    let days = source("0").1;
    assert_eq!((source("0").0, source("1")), (Some(2), (Some(1), days)), "the limit cuts no date facet");
}

#[test]
fn an_unknown_actor_finds_nothing_and_near_names_are_suggested() {
    let output = ferries().search(["--actor", "Norvegia"]);
    output.expect_status(1).expect_stderr("no actor is named \"Norvegia\"");
    let output = ferries().search(["--actor", "Pakis"]);
    output.expect_status(1).expect_stderr("hint: did you mean").expect_stderr("pakistan");
}

#[test]
fn batch_goes_on_after_a_bad_line_and_exits_2() {
    let ferries = ferries();
    ferries.write("queries.tsv", "one\tdrifter\nno tab here\n\ntwo\t?!\nthree\tstorm\n");
    let output = ferries.search(["--batch", "queries.tsv", "--count"]);
    output.expect_status(2);
    assert_eq!(output.stdout(), "one\t1\nthree\t1\n");
    output.expect_stderr("queries.tsv:2: ").expect_stderr("queries.tsv:4: ").expect_stderr("holds no word");
    ferries.write("good.tsv", "one\tdrifter\nnone\tzeppelin\n");
    assert_eq!(ferries.search(["--batch", "good.tsv", "--count"]).expect_status(0).stdout(), "one\t1\nnone\t0\n");
    ferries.write("none.tsv", "none\tzeppelin\n");
    ferries.search(["--batch", "none.tsv"]).expect_status(1);
    ferries.search(["--batch", "absent.tsv"]).expect_status(2).expect_stderr("absent.tsv");
}

#[test]
fn batch_reads_standard_input() {
    let ferries = ferries();
    let run = ferries.run(SEARCH, ["--batch", "-", "--format", "json"]).input("a\tdrifter\nb\tzeppelin");
    let output = run.output();
    output.expect_status(0);
    let answers = output.json_lines();
    assert_eq!(answers.len(), 2, "in a batch each answer is one line");
    assert_eq!(
        answers.iter().map(|answer| &answer["counts"]["articles"]).collect::<Vec<_>>(),
        [&Value::from(1), &Value::from(0)]
    );
    let output =
        ferries.run(SEARCH, ["--batch", "-", "--count"]).input(b"a\tfer\xFFry\nb\tdrifter\n".to_vec()).output();
    output.expect_status(2).expect_stderr("standard input:1: not UTF-8");
    assert_eq!(output.stdout(), "b\t1\n");
}

#[test]
fn trec_lines_have_six_columns_and_each_article_once() {
    let ferries = ferries();
    let input = "q1\tferry\nq2\tzeppelin\nq3\tdrifter storm\n";
    let arguments = ["--batch", "-", "--format", "trec", "-n", "100", "--per-article", "0", "--match", "any"];
    let output = ferries.run(SEARCH, arguments).input(input).output();
    output.expect_status(0);
    let rows: Vec<Vec<&str>> = output.stdout().lines().map(|line| line.split(' ').collect()).collect();
    assert!(rows.iter().all(|row| row.len() == 6), "{rows:?}");
    let of = |query: &str| -> Vec<&Vec<&str>> { rows.iter().filter(|row| row[0] == query).collect() };
    assert_eq!((of("q1").len(), of("q2").len(), of("q3").len()), (7, 0, 2));
    let mut last = f64::INFINITY;
    for (index, row) in of("q1").into_iter().enumerate() {
        assert_eq!((row[1], row[3].parse()), ("0", Ok(index + 1)), "{row:?}");
        let score: f64 = row[4].parse().expect("a score");
        assert!(score <= last, "scores fall: {row:?}");
        last = score;
    }
    assert_eq!(sorted(of("q3").iter().map(|row| row[2].to_owned()).collect()), ["march-10", "undated"]);
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let ferries = ferries();
    let escapes = |output: &sandbox::Output| output.stdout().contains('\u{1b}');
    assert!(escapes(&ferries.search(["ferry", "--color", "always"])));
    assert!(!escapes(&ferries.search(["ferry", "--color", "auto"])), "a pipe is no terminal");
    assert!(!escapes(&ferries.search(["ferry"])));
    assert!(!escapes(&ferries.search(["ferry", "--color", "never"])));
    assert!(!escapes(&ferries.run(SEARCH, ["ferry"]).env("NO_COLOR", "1").output()));
    assert!(escapes(&ferries.run(SEARCH, ["ferry", "--color", "always"]).env("NO_COLOR", "1").output()));
}

#[test]
fn control_characters_of_articles_never_reach_the_terminal() {
    let hostile = r#"{"id":"x\u001b[1m","title":"Bad \u001b[31mtitle\u0007\u009b1m","text":"The ferry \u001b]0;owned\u0007 met Kapitan \u001b[2JOlsen\u202e of the Tide\u009b2J Brigade.\u0008\r over","source":"Wire\u001b[5m\u202e","published":"2024-03-04","url":"http://a/\u001b[3m","language":"e\u001bn"}"#;
    let sandbox = Sandbox::with(&[("in/evil\u{1b}[2J\n\u{7}.json", hostile)]);
    let indexing = sandbox.indexer(["in"]);
    indexing.expect_status(0);
    let outputs = [
        sandbox.search(["ferry", "--facet", "actor,date,source,event", "--explain"]),
        sandbox.search(["ferry \u{1b}[31m", "--explain", "--match", "any"]),
        sandbox.search(["--actor", "\u{1b}[31m\u{202e}", "--explain"]),
        sandbox.run(SEARCH, ["--batch", "-"]).input("id\u{1b}[1m\tferry\u{9b}2J x\nno tab \u{1b}[2J\n").output(),
        sandbox.search(["ferry", "--after", "\u{1b}[31m"]),
        sandbox.search(["ferry", "--index", "no\u{1b}[2J"]),
        indexing,
    ];
    for output in &outputs {
        for stream in [output.stdout(), output.stderr()] {
            let commands = |c: char| {
                (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
            };
            if let Some(c) = stream.chars().find(|c| commands(*c)) {
                output.fail(&format!("{c:?} reached a terminal"));
            }
        }
    }
    outputs[0].expect_status(0).expect_stdout("evil");
    let coloured = sandbox.search(["ferry", "--color", "always"]);
    let without_ours = coloured.stdout().replace("\u{1b}[0m", "");
    for sequence in ["\u{1b}]0;", "\u{1b}[2J", "\u{9b}", "\u{7}", "\u{202e}", "\u{8}"] {
        assert!(!without_ours.contains(sequence), "{sequence:?}");
    }
}

#[test]
fn explain_shows_the_tree() {
    let output = ferries().search(["--explain", "--", "ferry \"winter timetable\" -storm"]);
    output.expect_status(0).expect_stdout("query: (but (all ferry \"winter timetable\") -storm)\n");
}

#[test]
fn stats_go_to_standard_error_only() {
    let plain = ferries().search(["ferry"]);
    let with = ferries().search(["ferry", "--stats"]);
    assert_eq!(plain.stdout(), with.stdout());
    plain.expect_no_stderr();
    with.expect_stderr(" ms");
}

#[test]
fn the_same_query_gives_the_same_bytes() {
    let ferries = ferries();
    for form in ["text", "json", "jsonl", "trec"] {
        let run = || ferries.search(["ferry norrvik", "--match", "any", "--format", form, "--per-article", "0"]).stdout;
        assert_eq!(run(), run(), "{form}");
    }
}

#[test]
fn a_closed_pipe_is_success() {
    let ferries = ferries();
    let mut child = ferries.run(SEARCH, ["--batch", "-"]).command().spawn().expect("search");
    drop(child.stdout.take());
    let mut input = child.stdin.take().expect("a pipe");
    // Enough queries that answers are still to be written when the pipe is closed.
    let _ = input.write_all("a\tferry\n".repeat(200).as_bytes());
    drop(input);
    let output = child.wait_with_output().expect("search ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn the_index_is_the_named_one_else_the_variable_else_the_nearest_above() {
    let sandbox = Sandbox::with(&[
        ("a/one.txt", "An oyster."),
        ("b/two.txt", "An oyster and an oyster. Two."),
        ("c/three.txt", "A mussel."),
        ("a/deep/deeper/keep.txt", "Mussels."),
    ]);
    sandbox.run(INDEXER, ["one.txt"]).in_folder("a").env("DATELINE_INDEX", "../by-variable").output().expect_status(0);
    assert!(sandbox.path("by-variable/dateline.json").is_file());
    assert!(!sandbox.path("a/.dateline").exists());
    sandbox.indexer(["--index", "a/.dateline", "a/one.txt", "b/two.txt"]).expect_status(0);
    sandbox.indexer(["--index", "named", "c"]).expect_status(0);
    let count = |run: sandbox::Run| run.output().stdout().trim().parse::<u64>().expect("a count");
    let here =
        |arguments: &[&str]| sandbox.run(SEARCH, [&["--count"][..], arguments].concat()).in_folder("a/deep/deeper");
    assert_eq!(count(here(&["oyster"])), 2, "the nearest above");
    assert_eq!(count(here(&["oyster"]).env("DATELINE_INDEX", sandbox.path("by-variable"))), 1);
    assert_eq!(count(here(&["oyster"]).env("DATELINE_INDEX", "")), 2, "an empty variable names nothing");
    let named = here(&["mussel", "--index", "../../../named"]).env("DATELINE_INDEX", sandbox.path("by-variable"));
    assert_eq!(count(named), 1, "the flag comes first");
    assert!(!sandbox.path("a/deep/deeper/.dateline").exists(), "search makes no index");
}

#[test]
fn articles_is_indexed_in_itself_refreshed_and_forgets_what_is_gone() {
    let sandbox = Sandbox::with(&[
        ("news/one.txt", "An oyster in Sandholm."),
        ("news/two.txt", "Another oyster in Norrvik."),
        ("other/three.txt", "An oyster elsewhere."),
    ]);
    let search = || sandbox.search(["--articles", "news", "oyster", "--count"]);
    assert_eq!(search().expect_status(0).expect_stderr("indexed 2 articles").stdout(), "2\n");
    assert!(sandbox.path("news/.dateline/dateline.json").is_file());
    assert!(!sandbox.path(".dateline").exists());
    assert_eq!(search().expect_no_stderr().stdout(), "2\n");
    sandbox.remove("news/one.txt");
    sandbox.write("news/two.txt", "A mussel in Norrvik, no longer the other thing.");
    sandbox.write("news/four.txt", "The fourth oyster.");
    assert_eq!(search().expect_status(0).stdout(), "1\n");
    assert_eq!(sandbox.search(["--articles", "news", "mussel", "--count"]).stdout(), "1\n");
    // A single file has its index beside it, and nothing else is searched.
    assert_eq!(sandbox.search(["--articles", "other/three.txt", "oyster", "--count"]).stdout(), "1\n");
    assert!(sandbox.path("other/.dateline").is_dir());
    assert_eq!(sandbox.search(["--articles", "news/four.txt", "oyster", "--count"]).stdout(), "1\n");
}

#[test]
fn an_outdated_index_of_articles_is_told_with_the_command_that_makes_it_again() {
    let sandbox = Sandbox::with(&[("news/one.txt", "An oyster in Sandholm."), ("news/two.txt", "An oyster.")]);
    let search = || sandbox.search(["--articles", "news", "oyster", "--count"]);
    search().expect_status(0);
    let state = sandbox.path("news/.dateline/dateline.json");
    let mut changed: Value = serde_json::from_slice(&std::fs::read(&state).expect("a state file")).expect("JSON");
    changed["format_version"] = json!(1);
    std::fs::write(&state, changed.to_string()).expect("the state file is ours");
    let news = sandbox.path("news").canonicalize().expect("the articles");
    let command = format!("indexer --index {0}/.dateline --rebuild {0}", news.display());
    search().expect_status(2).expect_no_stdout().expect_stderr(&format!("hint: run: {command}"));
    sandbox.indexer(command.split(' ').skip(1)).expect_status(0);
    assert_eq!(search().expect_status(0).expect_no_stderr().stdout(), "2\n");
}

#[test]
fn articles_searches_only_below_its_path() {
    let sandbox = Sandbox::with(&[
        ("a/one.txt", "An oyster."),
        ("a/two.txt", "A second oyster."),
        ("ab/three.txt", "An oyster of a sibling whose name begins alike."),
        ("b/four.txt", "An oyster."),
    ]);
    sandbox.indexer(["."]).expect_status(0);
    sandbox.remove("b/four.txt");
    let below = ["--articles", "a", "oyster", "--count"];
    assert_eq!(sandbox.search([&below[..], &["--index", ".dateline"]].concat()).stdout(), "2\n");
    let by_variable = sandbox.run(SEARCH, below).env("DATELINE_INDEX", ".dateline").output();
    assert_eq!(by_variable.stdout(), "2\n");
    assert!(!sandbox.path("a/.dateline").exists());
    assert_eq!(sandbox.count(["oyster"]), 4, "what lies elsewhere is neither searched nor forgotten");
}

#[test]
fn a_path_that_is_not_there_exits_2() {
    Sandbox::new().search(["--articles", "gone", "x"]).expect_status(2).expect_stderr("gone").expect_no_stdout();
}

#[test]
fn articles_searches_the_last_commit_while_another_process_writes() {
    let sandbox = Sandbox::with(&[("news/one.txt", "An oyster.")]);
    sandbox.search(["--articles", "news", "oyster"]).expect_status(0);
    sandbox.write("news/two.txt", "A second oyster.");
    let lock = File::options().write(true).open(sandbox.path("news/.dateline/writer.lock")).expect("the lock file");
    lock.try_lock().expect("nobody holds the lock");
    let search = ["--articles", "news", "oyster", "--count"];
    let output = sandbox.search(search);
    output.expect_status(0).expect_stderr("last commit");
    assert_eq!(output.stdout(), "1\n");
    lock.unlock().expect("the lock is ours");
    assert_eq!(sandbox.search(search).expect_status(0).stdout(), "2\n");
}

#[test]
fn a_search_sees_a_whole_index_while_a_new_one_replaces_it() {
    let sandbox = Sandbox::with(&[("shore/one.txt", "An oyster."), ("shore/two.txt", "Another oyster.")]);
    sandbox.indexer(["shore"]).expect_status(0);
    std::thread::scope(|scope| {
        let rebuilds = scope.spawn(|| {
            (0..3).for_each(|_| {
                sandbox.indexer(["--rebuild", "shore"]).expect_status(0);
            })
        });
        while !rebuilds.is_finished() {
            let output = sandbox.search(["oyster", "--count"]);
            assert_eq!(output.expect_status(0).expect_no_stderr().stdout(), "2\n");
        }
    });
}

#[test]
fn a_name_is_found_with_and_without_its_apostrophe() {
    let sandbox = Sandbox::with(&[
        ("a.txt", "Envoys met in Sana'a on Monday. The mayor of Sana'a thanked them."),
        ("b.txt", "Envoys met in Sanaa on Tuesday. The mayor of Sanaa thanked them."),
    ]);
    sandbox.indexer(["a.txt", "b.txt"]).expect_status(0);
    for query in ["Sanaa", "Sana'a", "\"Sana’a\""] {
        assert_eq!(sandbox.count(["--", query]), 2, "{query}");
    }
    assert_eq!(sandbox.count(["--exact", "Sanaa"]), 1);
}

#[test]
fn every_id_and_name_that_a_facet_prints_is_accepted() {
    let sandbox = Sandbox::indexed(&[&sandbox::corpus()]);
    sandbox.write("initials.txt", "Officers of the U.S. Coast Survey met Ann B. Lee. The U.S. Coast Survey agreed.");
    sandbox.indexer(["initials.txt"]).expect_status(0);
    let facet = sandbox.answer(["--facet", "actor", "--facet-limit", "0"]);
    let rows = facet["facets"]["actor"].as_array().expect("rows");
    assert!(rows.len() > 50);
    for row in rows {
        let (id, name) = (row["id"].as_str().expect("an id"), row["name"].as_str().expect("a name"));
        assert_eq!(Some(sandbox.count([&format!("--actor={id}")])), row["articles"].as_u64(), "{id}");
        assert!(sandbox.count([&format!("--actor={name}")]) > 0, "{name}");
    }
}

#[test]
fn a_limit_of_zero_shows_no_hit_wherever_the_page_begins() {
    let hits = |arguments: &[&str]| ids(&ferries().answer(arguments.iter().copied())).len();
    assert_eq!(hits(&["ferry", "-n", "0", "--offset", "2", "--per-article", "0"]), 0);
    assert_eq!(hits(&["ferry", "-n", "0"]), 0);
}

#[test]
fn a_batch_line_without_end_is_told_and_the_next_one_is_run() {
    let batch = format!("q1\t{}\nq2\tferry\n", "x".repeat(1 << 20));
    let output = ferries().run(SEARCH, ["--batch", "-", "--count"]).input(batch).output();
    output.expect_status(2).expect_stderr("standard input:1: the line has more than").expect_stdout("q2\t");
}

#[test]
fn a_page_with_too_few_full_matches_is_filled_and_the_fill_is_told_apart() {
    // The rarer word is needed: "drifter" stands in one article, "ferry" in seven.
    let answer = ferries().answer(["ferry drifter zeppelin", "-n", "3"]);
    assert_eq!(answer["counts"]["articles"], 0);
    assert_eq!(answer["counts"]["partial"], 1);
    assert_eq!(ids(&answer), ["undated"]);
    assert_eq!(answer["hits"][0]["missing"], serde_json::json!(["zeppelin"]));
    let output = ferries().search(["ferry drifter zeppelin"]);
    output.expect_status(1).expect_stdout("No article has all the words; these have the most telling of them:");
    output.expect_stdout("missing: zeppelin").expect_stdout("1 article has the most telling of the words");
    let trec = ferries().search(["ferry drifter zeppelin", "--format", "trec"]);
    trec.expect_status(1).expect_stdout("1 0 undated 1 ");
}

#[test]
fn match_all_fills_nothing_and_match_most_counts_what_has_most() {
    let all = ferries().answer(["ferry drifter zeppelin", "--match", "all"]);
    assert_eq!((ids(&all).len(), &all["counts"]["partial"]), (0, &Value::Null));
    let most = ferries().answer(["ferry drifter zeppelin", "--match", "most"]);
    assert_eq!(
        (&most["counts"]["articles"], &most["hits"][0]["missing"]),
        (&1.into(), &serde_json::json!(["zeppelin"]))
    );
    assert_eq!(most["query"]["parsed"], "(most ferry drifter zeppelin)");
    ferries().search(["ferry drifter zeppelin", "--match", "most", "-q"]).expect_status(0);
}

#[test]
fn what_fills_a_page_stands_after_all_full_matches_on_every_page() {
    let whole = ferries().answer(["drifter ferry", "--facet", "none"]);
    let all = ids(&whole);
    let full = whole["counts"]["articles"].as_u64().expect("a count") as usize;
    let missing: Vec<bool> =
        whole["hits"].as_array().expect("hits").iter().map(|hit| hit.get("missing").is_some()).collect();
    assert!(missing.iter().enumerate().all(|(at, missing)| *missing == (at >= full)), "{missing:?}");
    let pages: Vec<String> = (0..all.len())
        .flat_map(|at| ids(&ferries().answer(["drifter ferry", "--offset", &at.to_string(), "-n", "1"])))
        .collect();
    assert_eq!(pages, all);
}

#[test]
fn explain_tells_what_words_weigh_and_what_a_score_is_made_of() {
    let answer = ferries().answer(["what is the drifter", "--match", "any", "--explain"]);
    let words = answer["query"]["words"].as_array().expect("words");
    let weight = |word: &str| words.iter().find(|told| told["word"] == word).expect("a word")["weight"].as_f64();
    assert_eq!(weight("what"), Some(0.0));
    assert!(weight("drifter") > Some(0.0));
    assert_eq!(answer["query"]["parsed"], "(any what is the drifter)");
    assert!(answer["query"]["lowered"].as_str().is_some_and(|lowered| lowered.contains("drifter*")), "{answer}");
    let hits = answer["hits"].as_array().expect("hits");
    assert!(hits.len() > 1 && hits[0]["score_parts"]["title"].as_f64() > Some(0.0), "{answer}");
    for hit in hits {
        let parts = hit["score_parts"].as_object().expect("parts");
        assert_eq!(parts.keys().collect::<Vec<_>>(), ["near", "ordered", "title", "words"]);
        let sum: f64 = parts.values().filter_map(Value::as_f64).sum();
        assert!((sum - hit["score"].as_f64().expect("a score")).abs() < 1e-4, "{hit}");
    }
    let output = ferries().search(["drifter", "--explain"]);
    output.expect_stdout("query: drifter\n").expect_stdout("word: drifter  stem drifter, in 1 articles");
    output.expect_stdout("lowered: ").expect_stdout("score: ");
}

#[test]
fn expand_changes_the_order_and_not_what_is_found() {
    let plain = ferries().answer(["ferry"]);
    let expanded = ferries().answer(["ferry", "--expand", "--explain"]);
    assert_eq!(plain["counts"], expanded["counts"]);
    assert_eq!(sorted(ids(&plain)), sorted(ids(&expanded)));
    assert!(!expanded["query"]["added_words"].as_array().expect("words").is_empty());
}

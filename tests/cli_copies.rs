//! Near-identical articles are one story: what is a copy, how copies are counted and shown, and that neither the order of
//! reading nor what was there before changes it.

mod sandbox;

use sandbox::Sandbox;
use serde_json::{Value, json};
use std::collections::HashMap;

/// A report of about 120 words.
const REPORT: &str = "\
Fishermen in the harbour of Lembu refused to put to sea on Tuesday after the port authority doubled the fee for berths, \
the third rise since spring. More than two hundred boats stayed at their moorings, and the fish market opened without a \
single catch to sell. The head of the boat owners' union, Marta Osei, said her members would not pay for a breakwater \
that had been promised for nine years and never built. The authority replied that dredging had cost 4.2 million crowns \
and that somebody must pay for it. Traders warned that hotels along the coast would run out of fresh fish by the weekend. \
Talks are to begin on Friday in the town hall, with the regional governor as a mediator between both sides.";

fn record(id: &str, source: &str, day: &str, title: &str, text: &str) -> String {
    json!({ "id": id, "source": source, "published": day, "title": title, "text": text }).to_string() + "\n"
}

fn edited(text: &str) -> String {
    text.replace("spring", "April").replace("run out of", "lack")
}

/// A report, three copies of it (another headline; an agency's line and edits; an end cut off), and another report of the same event.
fn articles() -> Vec<String> {
    let cut = &REPORT[..REPORT.find("Traders warned").expect("a sentence of the report")];
    let other = "Boats stayed in the harbour of Lembu for a second day as owners and the port authority argued over fees. \
                 An economist at the university said that berths cost less in Lembu than in any other port of the region, \
                 and that the breakwater would have to wait for a loan which parliament has not yet debated. \
                 Fresh fish reached the market by lorry from the north, at twice the usual price.";
    vec![
        record("first", "Lembu Post", "2024-03-05", "Fishermen strike over berths", REPORT),
        record("headline", "Coast News", "2024-03-05", "No fish today", REPORT),
        record(
            "agency",
            "Daily Wire",
            "2024-03-06",
            "Strike empties market",
            &format!("LEMBU (Agency) - {}", edited(REPORT)),
        ),
        record("cut", "Evening Star", "2024-03-06", "Fishermen strike", cut),
        record("other", "Lembu Post", "2024-03-06", "Second day without boats", other),
    ]
}

fn indexed(articles: &[String]) -> Sandbox {
    let sandbox = Sandbox::with(&[("all.jsonl", articles.concat())]);
    sandbox.indexer(["all.jsonl"]).expect_status(0);
    sandbox
}

fn ids(answer: &Value) -> Vec<&str> {
    let hits = answer["hits"].as_array().expect("hits");
    hits.iter().map(|hit| hit["article"]["id"].as_str().expect("an id")).collect()
}

/// The id of the story of each article that has copies, sorted by articles.
fn stories(sandbox: &Sandbox) -> Vec<(String, String)> {
    let answer = sandbox.answer(["--copies", "show", "-n", "1000"]);
    let hits = answer["hits"].as_array().expect("hits");
    let mut stories: Vec<(String, String)> = hits
        .iter()
        .filter_map(|hit| Some((hit["article"]["id"].as_str()?.to_owned(), hit["story"]["id"].as_str()?.to_owned())))
        .collect();
    stories.sort();
    stories
}

#[test]
fn copies_are_one_hit_and_all_are_counted() {
    let sandbox = indexed(&articles());
    let answer = sandbox.answer(["Lembu", "berths"]);
    assert_eq!((&answer["counts"]["articles"], &answer["counts"]["stories"]), (&json!(5), &json!(2)));
    assert_eq!(answer["hits"].as_array().map(Vec::len), Some(2));
    let story = answer["hits"].as_array().unwrap().iter().find_map(|hit| hit.get("story")).expect("a story");
    assert_eq!(story["copies_count"], json!(3));
    let dates: u64 =
        answer["facets"]["date"].as_array().unwrap().iter().filter_map(|row| row["articles"].as_u64()).sum();
    assert_eq!(dates, 5, "facets count each article");
    let text = sandbox.search(["Lembu", "berths"]);
    let text = text.expect_status(0).stdout();
    assert!(text.contains("+3 copies (sources "), "{text}");
    assert!(text.contains("5 articles (2 stories), "), "{text}");
}

#[test]
fn copies_are_shown_where_that_is_wished_for() {
    let sandbox = indexed(&articles());
    let answer = sandbox.answer(["Lembu", "berths", "--copies", "show"]);
    assert_eq!(ids(&answer).len(), 5);
    assert_eq!(answer["counts"]["stories"], json!(2));
    let run = sandbox.search(["Lembu", "berths", "--format", "trec"]);
    assert_eq!(run.expect_status(0).stdout().lines().count(), 5, "judges count each article");
}

#[test]
fn only_copies_that_pass_the_filters_are_told() {
    let sandbox = indexed(&articles());
    let answer = sandbox.answer(["berths", "breakwater", "-parliament", "--on", "2024-03-06"]);
    let story = &answer["hits"][0]["story"];
    assert_eq!(story["copies_count"], json!(1), "{answer}");
    let told: Vec<&str> = [&answer["hits"][0]["article"]["id"], &story["copies"][0]["id"]]
        .into_iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(told.contains(&"agency") && told.contains(&"cut"), "{told:?}");
}

#[test]
fn pages_never_overlap_and_miss_no_story() {
    let mut all = articles();
    for number in 0..7 {
        let town = ["Arden", "Bexley", "Corby", "Dunmore", "Elstow", "Farley", "Garth"][number];
        let text = edited(REPORT).replace("Lembu", town).replace("Marta Osei", "Jan Holt").replace("Tuesday", town);
        let text =
            format!("{}. {} {town}.", &text[..200], "The mayor spoke of berths and nothing else in".repeat(number + 1));
        all.push(record(&format!("town-{number}"), town, "2024-03-07", town, &text));
        all.push(record(&format!("copy-{number}"), "Wire", "2024-03-08", "Again", &text));
    }
    let sandbox = indexed(&all);
    for order in [&["--sort", "relevance"][..], &["--sort", "newest"], &["--sort", "event"], &["--per-article", "0"]] {
        let page = |offset: usize, limit: usize| {
            let (offset, limit) = (offset.to_string(), limit.to_string());
            let mut arguments = vec!["berths", "-n", &limit, "--offset", &offset];
            arguments.extend(order);
            let answer = sandbox.answer(arguments);
            answer["hits"].as_array().expect("hits").clone()
        };
        let whole = page(0, 1000);
        // What stands is what would be shown anyway, less the articles of a story of which another stood before.
        let all = sandbox.answer(["berths", "-n", "1000", "--copies", "show"].into_iter().chain(order.iter().copied()));
        let mut first: HashMap<&str, &str> = HashMap::new();
        let place = |hit: &Value| (hit["article"]["id"].clone(), hit["passage"]["number"].clone());
        let expected: Vec<_> = all["hits"]
            .as_array()
            .expect("hits")
            .iter()
            .filter(|hit| {
                let article = hit["article"]["id"].as_str().expect("an id");
                hit["story"]["id"].as_str().is_none_or(|story| *first.entry(story).or_insert(article) == article)
            })
            .map(place)
            .collect();
        assert_eq!(whole.iter().map(place).collect::<Vec<_>>(), expected, "{order:?}");
        let paged: Vec<Value> = (0..whole.len()).flat_map(|offset| page(offset, 1)).collect();
        assert_eq!(whole, paged, "{order:?}");
        let mut standing: Vec<(String, String)> = whole
            .iter()
            .filter_map(|hit| {
                Some((hit["story"]["id"].as_str()?.to_owned(), hit["article"]["id"].as_str()?.to_owned()))
            })
            .collect();
        standing.sort();
        standing.dedup();
        let mut once = standing.clone();
        once.dedup_by(|a, b| a.0 == b.0);
        assert_eq!(standing, once, "one article stands for each story: {order:?}");
    }
}

#[test]
fn stories_hang_on_the_articles_and_not_on_how_they_came() {
    let all = articles();
    let expected = stories(&indexed(&all));
    assert_eq!(expected.len(), 4, "{expected:?}");
    assert!(expected.iter().all(|(_, story)| *story == expected[0].1));
    let mut turned = all.clone();
    turned.reverse();
    assert_eq!(stories(&indexed(&turned)), expected, "another order");
    // One file after the other, one changed in between, one taken out and put back.
    let sandbox = Sandbox::new();
    for (number, article) in all.iter().enumerate().rev() {
        let name = format!("{number}.json");
        sandbox.write(&name, article.replace("harbour", "port"));
        sandbox.indexer([&name]).expect_status(0);
        sandbox.write(&name, article);
        sandbox.indexer([&name]).expect_status(0);
    }
    assert_eq!(stories(&sandbox), expected, "one by one");
    sandbox.indexer(["remove", "first"]).expect_status(0);
    let without: Vec<(String, String)> = stories(&sandbox);
    assert_eq!(without.len(), 3, "{without:?}");
    sandbox.indexer(["--rebuild"]).expect_status(0);
    assert_eq!(stories(&sandbox), expected, "after a rebuild");
}

#[test]
fn forms_that_differ_in_figures_or_days_are_no_copies() {
    let notice = |day: u32, rate: &str, amount: &str| {
        format!(
            "The central bank of Lembu bought treasury notes worth {amount} million crowns on the open market, a spokesman said. \
             Dealers had expected the operation after overnight rates touched {rate} percent when trading began. The bank \
             enters the market at a quarter to noon on most days, and its purchases add reserves to the banking system \
             for a night. Economists said the operation was of the usual size and told nothing of the council's next move {day}."
        )
    };
    let earnings = |name: &str, share: &str| {
        format!("Shr {share} cts vs 10 cts. Net 1.2 mln vs 1.0 mln. Revs 12 mln vs 11 mln. {name}.")
    };
    let report = |id: &str, day: &str, title: &str, text: &str| record(id, "Wire", day, title, text);
    let sandbox = indexed(&[
        report("bank-1", "2024-03-05", "Bank buys notes", &notice(5, "6.25", "140")),
        report("bank-2", "2024-03-06", "Bank buys notes", &notice(6, "6.5", "155")),
        report("same-later", "2024-04-09", "Bank buys notes", &notice(5, "6.25", "140")),
        report("net-1", "2024-03-05", "Arden Mills quarter", &earnings("Arden Mills", "12")),
        report("net-2", "2024-03-05", "Bexley Steel quarter", &earnings("Bexley Steel", "12")),
    ]);
    let of = stories(&sandbox);
    let with_copies: Vec<&str> = of.iter().map(|(id, _)| id.as_str()).collect();
    // The very same text a month later is a copy all the same; there is nothing by which it could be told apart.
    assert_eq!(with_copies, ["bank-1", "same-later"]);
}

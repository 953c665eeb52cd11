//! Articles are ranked as well as in an index that holds nothing but articles.
//!
//! The block layout puts passages and ledger rows beside the articles; if they counted in the statistics
//! of BM25, ranking would lose. The other index is made here with tantivy's own statistics.

mod sandbox;

use dateline::text::{Stemmer, Words};
use sandbox::{Sandbox, shared, tell};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, TantivyDocument, Term, doc};

/// How far the mean average precision may lie below that of an index of articles alone.
const LOSS_MAX: f64 = 0.005;
/// Results of a query that count.
const RESULTS_MAX: usize = 1_000;

/// Query → documents, best first.
type Run = BTreeMap<String, Vec<String>>;

/// Mean over all judged queries of the average precision; one without results counts as 0.
fn mean_average_precision(run: &Run, judged: &BTreeMap<String, BTreeSet<String>>) -> f64 {
    let precision = |(query, relevant): (&String, &BTreeSet<String>)| {
        let mut found = 0.0;
        let mut sum = 0.0;
        for (document, rank) in run.get(query).into_iter().flatten().zip(1u32..) {
            if relevant.contains(document) {
                found += 1.0;
                sum += found / f64::from(rank);
            }
        }
        sum / relevant.len() as f64
    };
    judged.iter().map(precision).sum::<f64>() / judged.len() as f64
}

fn stems(text: &str) -> Vec<String> {
    let mut stemmer = Stemmer::new();
    Words::of(text).iter().map(|word| stemmer.stem(word).to_owned()).collect()
}

/// Ranks the texts of `annotations` for each query by tantivy's BM25 over articles alone.
fn article_only_run(annotations: &[Value], queries: &[(String, String)]) -> Run {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default().set_tokenizer("words").set_index_option(IndexRecordOption::WithFreqs);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    let id = schema.add_text_field("id", STRING | STORED);
    let index = Index::create_in_ram(schema.build());
    index.tokenizers().register("words", TextAnalyzer::from(WhitespaceTokenizer::default()));
    let mut writer = index.writer_with_num_threads(1, 32 << 20).expect("a writer");
    for line in annotations {
        let mut words = stems(line["text"].as_str().expect("a text"));
        if line["title_derived"] == false {
            words.extend(stems(line["title"].as_str().unwrap_or("")));
        }
        let name = line["id"].as_str().expect("an id");
        writer.add_document(doc!(text => words.join(" "), id => name)).expect("a document");
    }
    writer.commit().expect("a commit");
    let searcher = index.reader().expect("a reader").searcher();
    let mut run = Run::new();
    for (query, words) in queries {
        let terms = stems(words).into_iter().map(|stem| {
            let term = TermQuery::new(Term::from_field_text(text, &stem), IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(term) as Box<dyn Query>)
        });
        let any = BooleanQuery::new(terms.collect());
        let found = searcher.search(&any, &TopDocs::with_limit(RESULTS_MAX).order_by_score()).expect("an answer");
        let documents = found.into_iter().map(|(_, address)| {
            let document: TantivyDocument = searcher.doc(address).expect("a document");
            document.get_first(id).and_then(|value| value.as_str()).expect("an id").to_owned()
        });
        run.insert(query.clone(), documents.collect());
    }
    run
}

#[test]
fn blocks_cost_no_ranking_quality_on_time() {
    let Some(time) = shared("eval/ranking/time-even") else { return };
    let read = |name: &str| fs::read_to_string(time.join(name)).expect("a file of the set");
    let queries: Vec<(String, String)> = read("queries.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(id, query)| (id.to_owned(), query.to_owned()))
        .collect();
    let mut judged: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in read("qrels.trec").lines() {
        if let [query, _, document, relevance] = line.split_whitespace().collect::<Vec<_>>()[..]
            && relevance != "0"
        {
            judged.entry(query.to_owned()).or_default().insert(document.to_owned());
        }
    }
    assert_eq!((queries.len(), judged.len()), (41, 41));

    let articles = time.join("corpus.jsonl");
    let sandbox = Sandbox::indexed(&[&articles]);
    let batch = time.join("queries.tsv");
    let limit = RESULTS_MAX.to_string();
    let arguments = ["--match", "any", "--format", "trec", "-n", &limit, "--facet", "none", "--batch"];
    let output = sandbox.search(arguments.iter().map(AsRef::as_ref).chain([batch.as_os_str()]));
    output.expect_status(0);
    let mut ours = Run::new();
    for line in output.stdout().lines() {
        let columns: Vec<&str> = line.split(' ').collect();
        ours.entry(columns[0].to_owned()).or_default().push(columns[2].to_owned());
    }
    let annotated = sandbox.indexer(["annotate".as_ref(), articles.as_os_str()]);
    annotated.expect_status(0);
    let theirs = article_only_run(&annotated.json_lines(), &queries);

    let (ours, theirs) = (mean_average_precision(&ours, &judged), mean_average_precision(&theirs, &judged));
    tell(&format!("MAP on time-even: dateline {ours:.4}, articles alone {theirs:.4}"));
    assert!(ours >= theirs - LOSS_MAX, "dateline {ours:.4}, articles alone {theirs:.4}");
}

#[test]
fn average_precision_is_that_of_the_textbook() {
    let judged = BTreeMap::from([
        ("a".to_owned(), BTreeSet::from(["1".to_owned(), "2".to_owned()])),
        ("b".to_owned(), BTreeSet::from(["1".to_owned()])),
    ]);
    let run = Run::from([("a".to_owned(), ["1", "9", "2"].map(String::from).to_vec())]);
    assert!((mean_average_precision(&run, &judged) - (1.0 + 2.0 / 3.0) / 2.0 / 2.0).abs() < 1e-9);
}

//! The ranking over `corpus/`: figures with floors, and the exact order in a file, so that a change of it is seen.

mod sandbox;

use dateline::index::Folder;
use dateline::search::{Hit, MatchMode, Ranking, Request, SearchResult, Searcher};
use sandbox::{Sandbox, corpus, tell};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// How many articles of an answer count.
const ARTICLES_SHOWN: usize = 5;
const RECALL_FLOOR: f64 = 0.9;
const RECIPROCAL_RANK_FLOOR: f64 = 0.88;
const PASSAGES_FLOOR: f64 = 0.9;

struct Question {
    text: String,
    /// Articles that answer.
    answered_by: Vec<String>,
    /// Words of a passage that answers.
    answer: String,
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn questions() -> Vec<Question> {
    let lines = fs::read_to_string(golden("questions.txt")).expect("the questions");
    let question = |line: &str| {
        let (text, rest) = line.split_once(" ==> ").expect("a question and what answers it");
        let (articles, answer) = rest.split_once(" :: ").expect("articles and words of the answer");
        let answered_by = articles.split_whitespace().map(str::to_owned).collect();
        Question { text: text.to_owned(), answered_by, answer: answer.to_owned() }
    };
    lines.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(question).collect()
}

/// The file of an article below `corpus/`, with the number of its record from 1 where the file has several.
fn label(hit: &Hit) -> String {
    let path = Path::new(&hit.article.path);
    let below = path.strip_prefix(corpus().canonicalize().expect("the corpus")).expect("a file of the corpus");
    let below = below.to_string_lossy().replace('\\', "/");
    let several = below.ends_with(".jsonl") || below.ends_with("reactions.json");
    if several { format!("{below}#{}", hit.article.record + 1) } else { below }
}

fn searcher(sandbox: &Sandbox) -> Searcher {
    Searcher::open(&Folder::new(sandbox.path(".dateline"))).expect("an index")
}

fn answer(searcher: &Searcher, question: &Question, ranking: Ranking) -> SearchResult {
    let request = Request {
        query: question.text.clone(),
        mode: MatchMode::All,
        fill: true,
        limit: ARTICLES_SHOWN,
        per_article: 1,
        ranking,
        ..Request::default()
    };
    searcher.search(&request).expect("an answer")
}

/// The order of all answers as a text.
fn order(searcher: &Searcher) -> String {
    let mut text = String::new();
    for question in questions() {
        writeln!(text, "{}", question.text).unwrap();
        for hit in answer(searcher, &question, Ranking::default()).hits {
            writeln!(text, "    {} · {}", label(&hit), hit.passage.number).unwrap();
        }
    }
    text
}

/// Means over the questions.
struct Figures {
    /// Of the articles that answer, those shown; of a story one is enough.
    recall: f64,
    reciprocal_rank: f64,
    /// Where an article whose text holds the answer is shown: whether it is shown by that passage.
    passages: f64,
}

fn figures(searcher: &Searcher, questions: &[Question], ranking: Ranking) -> Figures {
    let (mut recall, mut reciprocal_rank, mut passages, mut of_passages) = (0.0, 0.0, 0.0, 0.0);
    for question in questions {
        let result = answer(searcher, question, ranking);
        let answers = |hit: &&Hit| question.answered_by.contains(&label(hit));
        let found: f64 = result
            .hits
            .iter()
            .filter(answers)
            .map(|hit| 1.0 + hit.story.as_ref().map_or(0, |s| s.copies_len) as f64)
            .sum();
        recall += (found / question.answered_by.len() as f64).min(1.0);
        reciprocal_rank += result.hits.iter().position(|hit| answers(&hit)).map_or(0.0, |at| 1.0 / (at + 1) as f64);
        for hit in result.hits.iter().filter(answers) {
            let whole = Request {
                query: question.text.clone(),
                mode: MatchMode::Any,
                limit: 1_000,
                per_article: 0,
                copies: dateline::search::Copies::Show,
                ..Request::default()
            };
            let all = searcher.search(&whole).expect("an answer").hits;
            let own = all.iter().filter(|other| other.article.id == hit.article.id);
            if own.clone().any(|other| other.passage.text.contains(&question.answer)) {
                of_passages += 1.0;
                passages += f64::from(u8::from(hit.passage.text.contains(&question.answer)));
            }
        }
    }
    let len = questions.len() as f64;
    Figures { recall: recall / len, reciprocal_rank: reciprocal_rank / len, passages: passages / of_passages }
}

#[test]
fn the_order_is_that_of_the_golden_file_and_the_figures_reach_their_floors() {
    let sandbox = Sandbox::indexed(&[&corpus()]);
    let searcher = searcher(&sandbox);
    let questions = questions();
    let ranking = Ranking::default();
    for (name, ranking) in [
        ("plain BM25", Ranking::plain()),
        ("passages: own words only", Ranking { passage_pair: 0.0, passage_lead: 0.0, ..ranking }),
        ("passages: no words together", Ranking { passage_pair: 0.0, ..ranking }),
        ("passages: no place", Ranking { passage_lead: 0.0, ..ranking }),
        ("question words count", Ranking { question_word: 1.0, ..ranking }),
        ("as it is", ranking),
    ] {
        let Figures { recall, reciprocal_rank, passages } = figures(&searcher, &questions, ranking);
        tell(&format!("{name}: recall@5 {recall:.3}, MRR {reciprocal_rank:.3}, passage {passages:.3}"));
    }
    let given = order(&searcher);
    assert_eq!(given, order(&searcher), "two runs give one order");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(golden("ranking.txt"), &given).expect("the golden file is written");
    }
    let expected = fs::read_to_string(golden("ranking.txt")).unwrap_or_default();
    let changed: Vec<String> = given
        .lines()
        .zip(expected.lines().chain(std::iter::repeat("")))
        .filter(|(given, expected)| given != expected)
        .map(|(given, expected)| format!("{expected}  ->  {given}"))
        .collect();
    assert!(given == expected, "the ranking changed (UPDATE_GOLDEN=1 takes it over):\n{}", changed.join("\n"));
    let Figures { recall, reciprocal_rank, passages } = figures(&searcher, &questions, ranking);
    assert!(recall >= RECALL_FLOOR, "recall@5 {recall:.3}");
    assert!(reciprocal_rank >= RECIPROCAL_RANK_FLOOR, "MRR {reciprocal_rank:.3}");
    assert!(passages >= PASSAGES_FLOOR, "passages {passages:.3}");
}

#[test]
fn an_index_made_in_another_order_ranks_the_same() {
    let whole = Sandbox::indexed(&[&corpus()]);
    let parts = Sandbox::new();
    for part in ["tonga", "border-strikes/wire.jsonl", "border-strikes"] {
        parts.indexer([corpus().join(part)]).expect_status(0);
    }
    assert_eq!(order(&searcher(&whole)), order(&searcher(&parts)));
}

#[test]
fn every_question_names_articles_and_words_that_are_there() {
    for Question { text, answered_by, answer } in questions() {
        let holds = |label: &String| {
            let path = corpus().join(label.split('#').next().unwrap_or_default());
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{text}: {label}: {error}")).contains(&answer)
        };
        assert!(answered_by.iter().filter(|label| holds(label)).count() > 0, "{text}: no article says {answer:?}");
    }
}

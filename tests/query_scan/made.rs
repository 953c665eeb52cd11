//! Small corpora of chance: articles of few words, in several segments, some taken out again; and what a scan reads of them.

use super::random::Random;
use dateline::actor::Lexicon;
use dateline::annotate::{Cleaning, annotate};
use dateline::article::{Article as ReadArticle, StatedDate, StatedKind};
use dateline::date::Day;
use dateline::index::{Folder, Preparer, Writer};
use dateline::output::annotation_line;
use dateline::search::Searcher;
use dateline::text::{Stemmer, Words};
use serde_json::Value;
use std::collections::BTreeSet;

/// Words that differ in endings, in a letter, or in how they begin.
pub const WORDS: [&str; 16] = [
    "strike", "strikes", "striking", "striker", "stroke", "strait", "boat", "boats", "boot", "boating", "harbour",
    "harbours", "raid", "raids", "radi", "quay",
];
const FILLER: [&str; 8] = ["there", "was", "some", "grey", "rain", "over", "their", "roof"];
/// As they stand in texts, and the ids of the actors.
const NAMES: [(&str, &str); 4] =
    [("Pakistan", "pakistan"), ("Jaish al-Adl", "jaish-al-adl"), ("Tonga", "tonga"), ("Saravan", "saravan")];
pub const ACTORS: [&str; 4] = [NAMES[0].1, NAMES[1].1, NAMES[2].1, NAMES[3].1];
/// The one of them that is neither place nor state.
pub const GROUP: &str = NAMES[1].1;
pub const URLS: [&str; 3] =
    ["https://www.example.org/north/a?b=c", "http://example.org/south", "https://example.org.net/north/a"];
/// Days that texts tell of, as they stand there.
const TOLD: [(&str, (u32, u32)); 4] =
    [("9 January 2024", (1, 9)), ("23 January 2024", (1, 23)), ("14 February 2024", (2, 14)), ("2 March 2024", (3, 2))];
pub const SOURCES: [&str; 3] = ["Quay Post", "Quay Times", "Harbour Mail"];
pub const LANGUAGES: [&str; 3] = ["en", "en-GB", "fr"];
pub const FOLDERS: [&str; 3] = ["north", "south", "northern"];
const ARTICLES: usize = 60;

/// A text in words.
#[derive(Debug, Clone)]
pub struct Text {
    pub folded: Vec<String>,
    pub stems: Vec<String>,
}

impl Text {
    pub fn of(text: &str) -> Self {
        let mut stemmer = Stemmer::new();
        let folded: Vec<String> = Words::of(text).iter().map(str::to_owned).collect();
        let stems = folded.iter().map(|word| stemmer.stem(word).to_owned()).collect();
        Text { folded, stems }
    }
}

/// What the scan knows of an article.
#[derive(Debug)]
pub struct Scanned {
    pub id: String,
    pub title: Text,
    pub passages: Vec<Text>,
    pub actors: BTreeSet<String>,
    pub source: Option<&'static str>,
    pub language: Option<&'static str>,
    pub folder: &'static str,
    pub url: Option<&'static str>,
    /// Of each passage, the actors that it names, with the places of the words that name them.
    pub names: Vec<Vec<(String, BTreeSet<usize>)>>,
    /// Of each passage, the days that it tells of.
    pub told: Vec<Vec<Day>>,
    /// First and last day.
    pub published: Option<(Day, Day)>,
}

/// An index and what a scan reads of its articles.
pub struct Corpus {
    pub searcher: Searcher,
    pub articles: Vec<Scanned>,
}

fn words(random: &mut Random, len: usize) -> String {
    let word = |random: &mut Random| match random.below(8) {
        0 => random.one(&NAMES).0,
        1..=3 => random.one(&WORDS),
        _ => random.one(&FILLER),
    };
    (0..len).map(|_| word(random)).collect::<Vec<_>>().join(" ")
}

/// A text; only one of an article with a stated date tells of days, from which else its date would be inferred.
fn text(random: &mut Random, tells_days: bool) -> String {
    let sentence = |random: &mut Random| match random.below(5) {
        0 if tells_days => format!("There {} on {}.", words(random, 10), random.one(&TOLD).0),
        _ => format!("There {}.", words(random, 14)),
    };
    let paragraph = |random: &mut Random| {
        let sentences = 2 + random.below(4);
        (0..sentences).map(|_| sentence(random)).collect::<Vec<_>>().join(" ")
    };
    (0..1 + random.below(3)).map(|_| paragraph(random)).collect::<Vec<_>>().join("\n\n")
}

fn some<T: Copy>(random: &mut Random, of: &[T]) -> Option<T> {
    (random.below(4) > 0).then(|| random.one(of))
}

/// The corpus of a seed.
pub fn corpus(seed: u64) -> Corpus {
    let random = &mut Random::new(seed);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let index = Folder::new(folder.path().join("index"));
    let lexicon = Lexicon::built_in();
    let mut writer = Writer::open(&index, lexicon).expect("a writer");
    let mut preparer = Preparer::new();
    let mut articles = Vec::new();
    for number in 0..ARTICLES {
        let (source, language, url) = (some(random, &SOURCES), some(random, &LANGUAGES), some(random, &URLS));
        let folder = random.one(&FOLDERS);
        let (month, day) = (1 + random.below(3) as u32, 1 + random.below(28) as u32);
        let (stated, published) = match random.below(5) {
            0 => (None, None),
            1 => {
                let first = Day::from_ymd(2024, month, 1).expect("a day");
                let last = Day::from_ymd(2024, month + 1, 1).expect("a day").plus(-1);
                (Some(format!("2024-{month:02}")), Some((first, last)))
            }
            _ => {
                let only = Day::from_ymd(2024, month, day).expect("a day");
                (Some(only.to_string()), Some((only, only)))
            }
        };
        let len = 2 + random.below(5);
        let read = ReadArticle {
            id: Some(format!("made-{number:03}")),
            title: Some(words(random, len)),
            text: text(random, published.is_some()),
            text_line: 1,
            source: source.map(str::to_owned),
            language: language.map(str::to_owned),
            url: url.map(str::to_owned),
            stated_dates: stated
                .map(|surface| StatedDate { kind: StatedKind::Published, field: "published".into(), surface })
                .into_iter()
                .collect(),
            ..ReadArticle::default()
        };
        let path = format!("/made/{folder}/{number:03}.txt");
        let annotated = annotate(read.clone(), Cleaning::Clean, lexicon, None);
        let line: Value = serde_json::from_str(&annotation_line(&annotated, "id", &path)).expect("a line of JSON");
        writer
            .add_article(&path, preparer.prepare(annotate(read, Cleaning::Clean, lexicon, None)))
            .expect("an article");
        // Each fifth goes again.
        if number % 5 == 4 {
            writer.commit().expect("a commit");
            writer.remove_article(&path, 0).expect("a removal");
        } else {
            let id = format!("made-{number:03}");
            articles.push(Scanned { id, source, language, folder, url, published, ..scanned(&line) });
        }
    }
    writer.finish().expect("a commit");
    // The files are mapped; their folder may go.
    Corpus { searcher: Searcher::open(&index).expect("an index"), articles }
}

/// What the annotated text says; the rest is known.
fn scanned(line: &Value) -> Scanned {
    let list = |key: &str| line[key].as_array().expect("a list").iter();
    let text = line["text"].as_str().expect("a text");
    let byte = |value: &Value| value.as_u64().expect("a number") as usize;
    let passages: Vec<&str> =
        list("passages").map(|passage| &text[byte(&passage["start_byte"])..byte(&passage["end_byte"])]).collect();
    let actors = list("title_mentions").chain(list("mentions"));
    let actors = actors.map(|mention| mention["actor"].as_str().expect("an actor").to_owned());
    let days_in = |passage: &&str| {
        let told = TOLD.iter().filter(|(surface, _)| passage.contains(surface));
        told.map(|(_, (month, day))| Day::from_ymd(2024, *month, *day).expect("a day")).collect()
    };
    let names_in = |passage: &Value| {
        let (start, end) = (byte(&passage["start_byte"]), byte(&passage["end_byte"]));
        let words = Words::of(&text[start..end]);
        let own = list("mentions").filter(|mention| (start..end).contains(&byte(&mention["start_byte"])));
        own.map(|mention| {
            let named = byte(&mention["start_byte"]) - start..byte(&mention["end_byte"]) - start;
            let places = (0..words.len()).filter(|at| named.contains(&words.span(*at).start)).collect();
            (mention["actor"].as_str().expect("an actor").to_owned(), places)
        })
        .collect()
    };
    Scanned {
        id: String::new(),
        names: list("passages").map(names_in).collect(),
        title: Text::of(line["title"].as_str().unwrap_or("")),
        told: passages.iter().map(days_in).collect(),
        passages: passages.into_iter().map(Text::of).collect(),
        actors: actors.collect(),
        source: None,
        language: None,
        folder: "",
        url: None,
        published: None,
    }
}

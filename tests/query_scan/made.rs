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
const NAMES: [(&str, &str); 3] = [("Pakistan", "pakistan"), ("Jaish al-Adl", "jaish-al-adl"), ("Tonga", "tonga")];
pub const ACTORS: [&str; 3] = [NAMES[0].1, NAMES[1].1, NAMES[2].1];
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
    fn of(text: &str) -> Self {
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

fn text(random: &mut Random) -> String {
    let paragraph = |random: &mut Random| {
        let sentences = 2 + random.below(4);
        (0..sentences).map(|_| format!("There {}.", words(random, 14))).collect::<Vec<_>>().join(" ")
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
        let (source, language) = (some(random, &SOURCES), some(random, &LANGUAGES));
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
            text: text(random),
            text_line: 1,
            source: source.map(str::to_owned),
            language: language.map(str::to_owned),
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
            articles.push(scanned(&line, format!("made-{number:03}"), source, language, folder, published));
        }
    }
    writer.finish().expect("a commit");
    // The files are mapped; their folder may go.
    Corpus { searcher: Searcher::open(&index).expect("an index"), articles }
}

fn scanned(
    line: &Value,
    id: String,
    source: Option<&'static str>,
    language: Option<&'static str>,
    folder: &'static str,
    published: Option<(Day, Day)>,
) -> Scanned {
    let list = |key: &str| line[key].as_array().expect("a list").iter();
    let text = line["text"].as_str().expect("a text");
    let byte = |value: &Value| value.as_u64().expect("a number") as usize;
    let passages =
        list("passages").map(|passage| Text::of(&text[byte(&passage["start_byte"])..byte(&passage["end_byte"])]));
    let actors = list("title_mentions").chain(list("mentions"));
    let actors = actors.map(|mention| mention["actor"].as_str().expect("an actor").to_owned());
    Scanned {
        id,
        title: Text::of(line["title"].as_str().unwrap_or("")),
        passages: passages.collect(),
        actors: actors.collect(),
        source,
        language,
        folder,
        published,
    }
}

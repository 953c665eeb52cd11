//! What the curated file of the sample topic is worth: the same articles understood with it and without.

mod sandbox;

use dateline::actor::{BUILT_IN_FILES, Lexicon};
use dateline::annotate::{Cleaning, annotate};
use dateline::index::{Folder, Writer};
use dateline::ingest::{Listener, Options, Told, index_paths, read_path, walk};
use dateline::search::{Request, Searcher};
use sandbox::{Sandbox, corpus, shared};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const TOPIC_FILE: &str = "topic-iran-pakistan.toml";

/// What a lexicon makes of the articles on the topic.
#[derive(Default)]
struct Understood {
    /// Article → ids of the actors that it names.
    articles: BTreeMap<String, BTreeSet<String>>,
    /// Surface as printed → ids of the actors that it was taken for.
    surfaces: BTreeMap<String, BTreeSet<String>>,
}

impl Understood {
    fn by(lexicon: &Lexicon) -> Self {
        let mut understood = Understood::default();
        let found = walk(&[corpus().join("border-strikes")]);
        for input in &found.files {
            let file = input.path.file_name().expect("a file has a name").to_string_lossy();
            read_path(input, None, &mut |article| {
                let name = format!("{file} {}", article.record + 1);
                let annotated = annotate(article, Cleaning::Clean, lexicon, None);
                let actors = understood.articles.entry(name).or_default();
                let title = annotated.title.as_deref().unwrap_or("");
                let in_title = annotated.title_mentions.iter().map(|mention| (mention, title));
                let in_text = annotated.mentions.iter().map(|mention| (mention, annotated.text.as_str()));
                for (mention, text) in in_title.chain(in_text) {
                    actors.insert(mention.actor.clone());
                    let surface = mention.span.of(text).to_owned();
                    understood.surfaces.entry(surface).or_default().insert(mention.actor.clone());
                }
            });
        }
        understood
    }

    /// How many articles name the actor.
    fn articles_with(&self, actor: &str) -> usize {
        self.articles.values().filter(|actors| actors.contains(actor)).count()
    }

    /// What a surface was taken for.
    fn taken_for(&self, surface: &str) -> Vec<&str> {
        self.surfaces.get(surface).into_iter().flatten().map(String::as_str).collect()
    }
}

static WITH: LazyLock<Understood> = LazyLock::new(|| Understood::by(Lexicon::built_in()));
static WITHOUT: LazyLock<Understood> = LazyLock::new(|| {
    let files = BUILT_IN_FILES.iter().copied().filter(|(file, _)| *file != TOPIC_FILE);
    Understood::by(&Lexicon::parse(files).unwrap_or_else(|error| panic!("{error}")))
});

/// Hears nothing.
struct Silence;

impl Listener for Silence {
    fn tell(&mut self, _: Told<'_>) {}
    fn progress(&mut self, _: u64) {}
}

/// How many articles an index made with `lexicon` finds, for each of the queries.
fn indexed_with(lexicon: &'static Lexicon, queries: &[&str]) -> Vec<u64> {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let folder = Folder::new(scratch.path().join("index"));
    let mut writer = Writer::open(&folder, lexicon).expect("a new index");
    let found = walk(&[corpus().join("border-strikes")]);
    let ledger = writer.ledger().expect("an empty ledger");
    index_paths(&mut writer, &found, &ledger, lexicon, Options::default(), &mut Silence)
        .expect("an index of the corpus");
    writer.finish().expect("a whole index");
    let searcher = Searcher::open(&folder).expect("the index");
    let count = |query: &&str| {
        let request = Request { query: (*query).to_owned(), ..Request::default() };
        searcher.search(&request).expect("an answer").counts.articles
    };
    queries.iter().map(count).collect()
}

#[test]
fn an_index_made_without_its_file_loses_the_translation() {
    let files = BUILT_IN_FILES.iter().copied().filter(|(file, _)| *file != TOPIC_FILE);
    let without: &'static Lexicon = Box::leak(Box::new(Lexicon::parse(files).expect("the other files")));
    let queries = ["\"Jaish al-Adl\"", "\"Jaysh al-Adl\"", "\"Jaish ul-Adl\"", "\"Army of Justice\""];
    assert_eq!(indexed_with(Lexicon::built_in(), &queries), [19, 19, 19, 19]);
    // The rules of spelling need no file, but join only what was taken for a body in every article; what a translation
    // means they cannot know.
    let found = indexed_with(without, &queries);
    assert!(found[0] > 10 && found[0] < 19, "{found:?}");
    assert_eq!(found[3], 3);
}

#[test]
fn without_its_file_the_group_falls_apart_into_its_spellings() {
    let spellings = ["Jaish al-Adl", "Jaish-al-Adl", "Jaish ul-Adl", "Jaysh al-Adl", "Army of Justice"];
    for spelling in spellings {
        assert_eq!(WITH.taken_for(spelling), ["jaish-al-adl"], "{spelling}");
    }
    // Kinds may be mistaken here or there; keys are not.
    for (spelling, id) in [
        ("Jaish al-Adl", "group:jaish-al-adl"),
        ("Jaish-al-Adl", "group:jaish-al-adl"),
        ("Jaish ul-Adl", "group:jaish-ul-adl"),
        ("Jaysh al-Adl", "group:jaysh-al-adl"),
    ] {
        let taken_for = WITHOUT.taken_for(spelling);
        assert!(!taken_for.is_empty(), "{spelling}");
        let key = &id["group".len()..];
        assert!(taken_for.iter().all(|actor| actor.ends_with(key)), "{spelling}: {taken_for:?}");
    }
    assert!(WITHOUT.articles_with("group:jaish-al-adl") < WITH.articles_with("jaish-al-adl"));
}

#[test]
fn without_its_file_a_translated_name_is_another_body() {
    let taken_for = WITHOUT.taken_for("Army of Justice");
    assert!(taken_for.iter().all(|actor| actor.ends_with(":army-of-justice")), "{taken_for:?}");
    let dossier = "army-of-justice-dossier.txt 1";
    assert!(WITH.articles[dossier].contains("jaish-al-adl"));
    assert!(!WITHOUT.articles[dossier].iter().any(|actor| actor.ends_with("-al-adl")));
}

#[test]
fn without_its_file_the_minister_of_twelve_articles_is_several_people_or_none() {
    let minister = "hossein-amir-abdollahian";
    assert_eq!(WITH.articles_with(minister), 12);
    for spelling in ["Amir Abdollahian", "Amir-Abdollahian", "Amirabdollahian", "Hossein Amir-Abdollahian"] {
        assert_eq!(WITH.taken_for(spelling), [minister], "{spelling}");
    }
    let people: BTreeSet<&str> = WITHOUT
        .surfaces
        .iter()
        .filter(|(surface, _)| surface.to_lowercase().contains("abdollahian"))
        .flat_map(|(_, actors)| actors.iter().map(String::as_str))
        .collect();
    assert!(people.len() > 1, "{people:?}");
    for person in people {
        assert!(person.starts_with("person:") && WITHOUT.articles_with(person) < 12, "{person}");
    }
}

#[test]
fn without_its_file_a_province_is_as_many_places_as_it_has_spellings() {
    let spellings = ["Sistan and Baluchestan", "Sistan and Baluchistan", "Sistan-Baluchestan", "Sistan-Baluchistan"];
    let places = |understood: &Understood| -> BTreeSet<String> {
        spellings.iter().flat_map(|spelling| understood.surfaces[*spelling].clone()).collect()
    };
    assert_eq!(places(&WITH), BTreeSet::from(["sistan-and-baluchestan".to_owned()]));
    assert_eq!(places(&WITHOUT).len(), spellings.len());
    assert!(places(&WITHOUT).iter().all(|place| place.starts_with("place:")));
}

#[test]
fn names_of_one_spelling_are_found_without_a_list_in_the_same_articles_but_one() {
    for (curated, by_rule) in [
        ("alireza-marhamati", "person:alireza-marhamati"),
        ("anwaar-ul-haq-kakar", "person:anwaar-ul-haq-kakar"),
        ("asim-munir", "person:asim-munir"),
        ("ebrahim-raisi", "person:ebrahim-raisi"),
        ("jalil-abbas-jilani", "person:jalil-abbas-jilani"),
        ("mumtaz-zahra-baloch", "person:mumtaz-zahra-baloch"),
        ("balochistan", "place:balochistan"),
        ("panjgur", "place:panjgur"),
        ("zahedan", "place:zahedan"),
    ] {
        let of = |understood: &Understood, actor: &str| -> Vec<String> {
            let named = understood.articles.iter().filter(|(_, actors)| actors.contains(actor));
            named.map(|(article, _)| article.clone()).collect()
        };
        assert!(!of(&WITH, curated).is_empty(), "{curated}");
        let (with, without) = (of(&WITH, curated), of(&WITHOUT, by_rule));
        assert!(without.iter().all(|article| with.contains(article)), "{curated}: {without:?} of {with:?}");
        assert!(without.len() + 1 >= with.len(), "{curated}: {without:?} of {with:?}");
    }
}

#[test]
fn actors_of_other_files_are_the_same_with_and_without_it() {
    let others = Lexicon::parse(BUILT_IN_FILES.iter().copied().filter(|(file, _)| *file != TOPIC_FILE))
        .unwrap_or_else(|error| panic!("{error}"));
    let elsewhere = |understood: &Understood| -> BTreeMap<String, BTreeSet<String>> {
        let of_other_files = |actors: &BTreeSet<String>| -> BTreeSet<String> {
            actors.iter().filter(|actor| others.actor_of_id(actor).is_some()).cloned().collect()
        };
        understood.articles.iter().map(|(article, actors)| (article.clone(), of_other_files(actors))).collect()
    };
    assert_eq!(elsewhere(&WITH), elsewhere(&WITHOUT));
    assert!(WITHOUT.articles_with("iran") > 15 && WITHOUT.articles_with("pakistan") > 15);
}

/// An index of the seeds, when they are there.
fn seeds() -> Option<Sandbox> {
    Some(Sandbox::indexed(&[&shared("seeds")?]))
}

/// Titles and texts of an answer's hits, and the publication days of their articles.
fn days(answer: &Value) -> BTreeSet<String> {
    let hits = answer["hits"].as_array().expect("hits").iter();
    hits.map(|hit| hit["article"]["published"]["first"].as_str().unwrap_or("undated").to_owned()).collect()
}

fn paths(answer: &Value) -> BTreeSet<String> {
    let hits = answer["hits"].as_array().expect("hits").iter();
    hits.map(|hit| hit["article"]["path"].as_str().expect("a path").to_owned()).collect()
}

const ALL_PASSAGES: [&str; 4] = ["-n", "1000", "--per-article", "0"];

#[test]
fn the_seeds_answer_for_the_group_since_the_17th() {
    let Some(seeds) = seeds() else { return };
    let query = ["Jaish al-Adl", "--after", "2024-01-17"];
    let answer = seeds.answer(query.iter().chain(&ALL_PASSAGES));
    assert_eq!(days(&answer), BTreeSet::from(["2024-01-17", "2024-01-18", "2024-01-20"].map(String::from)));
    let counts = &answer["counts"];
    assert_eq!(["articles", "unsure", "undated"].map(|count| counts[count].as_u64()), [Some(3), Some(1), Some(1)]);
    let shown = seeds.search(query);
    shown.expect_status(0).expect_stdout("1 undated article also matches: --undated include");
    shown.expect_stdout("1 article also matches, of a date too vague for the filter: --undated include");
    let all = seeds.answer(query.iter().chain(&["--undated", "include"]));
    assert_eq!(paths(&all).len(), 5);
}

#[test]
fn the_seeds_give_one_set_for_every_spelling_of_the_group() {
    let Some(seeds) = seeds() else { return };
    let found = |query: &str| paths(&seeds.answer([query, "-n", "1000"]));
    let expected = found("Jaish al-Adl");
    assert_eq!(expected.len(), 5);
    let by_translation_only = expected.iter().filter(|path| {
        let text = std::fs::read_to_string(path).expect("a seed").to_lowercase();
        text.contains("army of justice") && !text.contains("jaish") && !text.contains("jaysh")
    });
    assert_eq!(by_translation_only.count(), 1, "one article has only the translation");
    for spelling in ["Jaysh al-Adl", "Jaish-al-Adl", "jaish al adl", "Army of Justice"] {
        assert_eq!(found(spelling), expected, "{spelling}");
        assert_eq!(found(&format!("\"{spelling}\"")), expected, "{spelling:?} in quotes");
    }
}

#[test]
fn the_seeds_name_the_minister_in_five_articles() {
    let Some(seeds) = seeds() else { return };
    assert_eq!(seeds.count(["--actor", "Amirabdollahian", "--undated", "include"]), 5);
}

#[test]
fn the_seeds_tell_of_the_16th_and_the_17th() {
    let Some(seeds) = seeds() else { return };
    let texts = |arguments: &[&str]| -> Vec<String> {
        let answer = seeds.answer(arguments.iter().chain(&ALL_PASSAGES));
        let hits = answer["hits"].as_array().expect("hits").iter();
        hits.map(|hit| hit["passage"]["text"].as_str().expect("a text").to_owned()).collect()
    };
    let of_the_16th = texts(&["--event", "2024-01-16"]);
    for words in ["The day before, January 16", "Tuesday's Iranian attacks"] {
        assert!(of_the_16th.iter().any(|text| text.replace('’', "'").contains(words)), "{words}: {of_the_16th:#?}");
    }
    let of_the_17th = texts(&["--event", "2024-01-17", "--undated", "include"]);
    let words = "On January 17, Iran targeted";
    assert!(of_the_17th.iter().any(|text| text.contains(words)), "{words}: {of_the_17th:#?}");
}

#[test]
fn the_actors_of_the_seeds_are_counted_as_a_reader_counts_them() {
    let Some(seeds) = seeds() else { return };
    let answer = seeds.answer(["--facet", "actor", "--facet-limit", "0", "-n", "0"]);
    let rows = answer["facets"]["actor"].as_array().expect("rows");
    // Counted by hand, whatever the spelling, the translation, the surname, the demonym.
    let read = [
        ("jaish-al-adl", 5),
        ("hossein-amir-abdollahian", 5),
        ("jalil-abbas-jilani", 5),
        ("anwaar-ul-haq-kakar", 2),
        ("islamic-revolutionary-guard-corps", 3),
        ("iran", 5),
        ("iran/foreign-ministry", 2),
        ("pakistan", 5),
        ("pakistan/foreign-ministry", 4),
        ("sistan-and-baluchestan", 3),
        ("balochistan", 4),
    ];
    for (id, articles) in read {
        let row = rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("{id} is not counted"));
        assert_eq!(row["articles"], articles, "{id}");
    }
    // None of them stands a second time under a name that no list has.
    let parts = ["adl", "abdollahian", "jilani", "kakar", "revolutionary", "balochistan", "baluchestan"];
    for row in rows.iter().filter(|row| row["id"].as_str().is_some_and(|id| id.contains(':'))) {
        let id = row["id"].as_str().expect("an id");
        assert!(!parts.iter().any(|part| id.split(['-', ':']).any(|word| word == *part)), "{id}");
    }
}

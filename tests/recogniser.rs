//! The statistical recogniser: its weights, that it decides alike every time, and the program that makes its weights.

#[path = "../examples/train_actors/crf.rs"]
mod crf;
#[path = "../examples/train_actors/read.rs"]
mod read;
#[path = "../examples/train_actors/rounding.rs"]
mod rounding;
#[path = "../examples/train_actors/score.rs"]
mod score;

use dateline::actor::tagger::{Class, Tagger, WEIGHTS_VERSION, Weights, WeightsError};
use dateline::actor::{Lexicon, Part};
use dateline::text::Words;
use std::path::Path;

const WEIGHTS: &[u8] = include_bytes!("../index-schema/recogniser/weights-1.bin");

fn names(text: &str) -> Vec<(String, Class)> {
    let words = Words::of(text);
    let part = Part { text, words: &words, is_title: false };
    let names = Tagger::built_in().names(&[part], Lexicon::built_in());
    names.iter().map(|(_, span, class)| (span.of(text).to_owned(), *class)).collect()
}

#[test]
fn the_weights_of_the_project_are_read_and_stay_under_four_megabytes() {
    let weights = Weights::read(WEIGHTS).expect("weights");
    assert!(weights.len() > 100_000, "{weights:?}");
    assert!(WEIGHTS.len() < 4_000_000);
}

#[test]
fn weights_of_another_version_or_length_are_refused() {
    let mut other = WEIGHTS.to_vec();
    other[4] += 1;
    let error = Weights::read(other.leak()).expect_err("another version");
    assert_eq!(error, WeightsError::Version { found: WEIGHTS_VERSION + 1 });
    assert_eq!(
        error.to_string(),
        format!("weights have version {}, this program reads {WEIGHTS_VERSION}", WEIGHTS_VERSION + 1)
    );
    let cut = &WEIGHTS[..WEIGHTS.len() - 1];
    assert!(matches!(Weights::read(cut), Err(WeightsError::Length { .. })));
    for bytes in [&b""[..], b"DLRW", b"DLRW\x01\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff", b"GIF89a..........."] {
        assert!(Weights::read(bytes).is_err(), "{bytes:?}");
    }
}

#[test]
fn persons_bodies_and_places_are_told_apart() {
    assert_eq!(
        names("Tomasz Wierzbowski, who heads Halvorsen Shipping Ltd, lives in Ostravel."),
        [
            ("Tomasz Wierzbowski".to_owned(), Class::Person),
            ("Halvorsen Shipping Ltd".to_owned(), Class::Body),
            ("Ostravel".to_owned(), Class::Place),
        ]
    );
    assert!(names("Nobody came, and the rain went on.").is_empty());
}

/// What is kept from one article to the next must change nothing.
#[test]
fn an_article_is_tagged_alike_whatever_was_tagged_before() {
    let text = "Ludovika Brantsen met envoys of the Reed Front in Ostravel. Brantsen told Radio Vermel nothing.";
    let first = names(text);
    for number in 0..300 {
        let other: String = (0..100).map(|word| format!("Word{number}x{word} and ")).collect();
        names(&other);
    }
    assert_eq!(names(text), first);
    let on_another_thread = std::thread::spawn(move || names(text)).join().expect("names");
    assert_eq!(on_another_thread, first);
}

const ARTICLE: &str = "title: Harbour of [Ostravel|place] Shut\nsplit: train\n\n\
    Mayor [Tomasz Wierzbowski|person] of [Ostravel|place] met [Halvorsen Shipping|organisation] on Monday.\n\n\
    [Wierzbowski|person=Tomasz Wierzbowski] said the [Vermelian|demonym] ships of [Halvorsen Shipping|organisation] \
    had left [Vermel|place].\n";

fn trained(folder: &Path) -> Vec<u8> {
    let articles = read::articles(folder).expect("articles");
    let lexicon = Lexicon::built_in();
    let examples: Vec<crf::Example> = articles.iter().flat_map(|article| article.examples(lexicon, 1.0)).collect();
    let options = crf::Options { seen_min: 1, ..crf::Options::default() };
    let model = crf::train(&examples, &options, &mut Vec::new()).expect("a model");
    let rounded = model.rounded();
    assert_eq!(rounding::f1(&model, &examples), 1.0);
    assert_eq!(rounding::f1(&rounded, &examples), 1.0);
    rounded.pack()
}

#[test]
fn training_learns_its_articles_and_gives_the_same_weights_again() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("vermel-01.txt"), ARTICLE).expect("a file");
    let bytes = trained(folder.path());
    assert_eq!(bytes, trained(folder.path()));
    let tagger = Tagger::new(Weights::read(bytes.leak()).expect("weights"));
    let articles = read::articles(folder.path()).expect("articles");
    assert!(!articles[0].is_held && articles[0].parts.len() == 2);
    let score = score::score(&articles, &tagger, Lexicon::built_in()).to_string();
    assert!(score.contains("all 1.0000"), "{score}");
}

#[test]
fn a_mark_that_is_not_understood_is_an_error_with_its_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("vermel-02.txt");
    for (text, expected) in [
        ("title: A\n\nThe [Reed|front] spoke.", "unknown kind front of Reed"),
        ("title: A\n\nThe [Reed spoke.", "a mark is not closed: [Reed spoke."),
        ("title: A\n\nThe [Reed] spoke.", "a mark without a kind: Reed"),
        ("title: A", "no empty line after the head"),
    ] {
        std::fs::write(&file, text).expect("a file");
        let error = read::articles(folder.path()).err().expect("an error").to_string();
        assert_eq!(error, format!("{}: {expected}", file.display()));
    }
}

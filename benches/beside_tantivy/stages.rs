//! The stages of understanding an article, each alone and on one core.

use crate::measure::{megabytes_a_second, table};
use dateline::actor::{Lexicon, Part, recognise};
use dateline::annotate::{Cleaning, annotate};
use dateline::article::Article;
use dateline::clean::{Cleaned, clean};
use dateline::date::{Day, parse_stated, resolve, scan};
use dateline::index::Preparer;
use dateline::ingest::{read_path, walk};
use dateline::passage::split;
use dateline::text::Words;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// What a stage works on, made before the clock runs.
struct Input<'a> {
    article: &'a Article,
    cleaned: Cleaned,
    title_words: Words,
    words: Words,
    reference: Option<Day>,
}

/// Measures every stage over the corpus, `passes` times, and gives the table of the least disturbed passes.
pub fn measure(corpus: &Path, articles: &[Article], passes: usize) -> String {
    let lexicon = Lexicon::built_in();
    let bytes: usize =
        articles.iter().map(|article| article.title.as_deref().map_or(0, str::len) + article.text.len()).sum();
    let inputs: Vec<Input> = articles
        .iter()
        .map(|article| {
            let cleaned = clean(article);
            let stated = article.stated_dates.first().and_then(|date| parse_stated(&date.surface).ok());
            Input {
                article,
                title_words: Words::of(cleaned.title.as_deref().unwrap_or_default()),
                words: Words::of(&cleaned.text),
                reference: stated.map(|day| day.interval.first),
                cleaned,
            }
        })
        .collect();
    let each = |stage: &dyn Fn(&Input)| {
        least_time(passes, || {
            let started = Instant::now();
            inputs.iter().for_each(stage);
            started.elapsed()
        })
    };
    let read = least_time(passes, || {
        let found = walk(&[corpus.to_owned()]);
        let started = Instant::now();
        for input in &found.files {
            read_path(input, None, &mut |article| drop(black_box(article)));
        }
        started.elapsed()
    });
    let prepare = least_time(passes, || {
        // Both take their input by value: it is made ready a few hundred articles at a time.
        let mut preparer = Preparer::new();
        let mut time = Duration::ZERO;
        for some in articles.chunks(256) {
            let annotated: Vec<_> =
                some.iter().map(|article| annotate(article.clone(), Cleaning::Clean, lexicon, None)).collect();
            let started = Instant::now();
            for annotated in annotated {
                black_box(preparer.prepare(annotated));
            }
            time += started.elapsed();
        }
        time
    });
    let all = least_time(passes, || {
        let mut time = Duration::ZERO;
        for some in articles.chunks(256) {
            let copies = some.to_vec();
            let started = Instant::now();
            for article in copies {
                black_box(annotate(article, Cleaning::Clean, lexicon, None));
            }
            time += started.elapsed();
        }
        time
    });
    let stages = [
        ("read (JSON lines to articles)", read),
        ("clean", each(&|input| drop(black_box(clean(input.article))))),
        (
            "words",
            each(&|input| {
                black_box(Words::of(input.cleaned.title.as_deref().unwrap_or_default()));
                black_box(Words::of(&input.cleaned.text));
            }),
        ),
        ("passages", each(&|input| drop(black_box(split(&input.cleaned.text, &input.words))))),
        (
            "dates (scan and resolve)",
            each(&|input| {
                let expressions = scan(&input.cleaned.text);
                black_box(resolve(&input.cleaned.text, &expressions, input.reference));
            }),
        ),
        (
            "actors (recognise)",
            each(&|input| {
                let title = input.cleaned.title.as_deref().unwrap_or_default();
                let title = Part { text: title, words: &input.title_words, is_title: true };
                let body = Part { text: &input.cleaned.text, words: &input.words, is_title: false };
                black_box(recognise(&[title, body], lexicon));
            }),
        ),
        ("annotate (clean to actors)", all),
        ("prepare (fold and stem for the index)", prepare),
    ];
    let rows: Vec<Vec<String>> = stages
        .into_iter()
        .map(|(name, time)| {
            vec![
                name.to_owned(),
                format!("{:.1}", megabytes_a_second(bytes as u64, time)),
                format!("{:.3}", time.as_secs_f64()),
            ]
        })
        .collect();
    let title = format!("Stages alone, one core, {:.1} MB of titles and texts; best of {passes}", bytes as f64 / 1e6);
    table(&title, &["stage", "MB/s", "s"], &rows)
}

fn least_time(passes: usize, mut pass: impl FnMut() -> Duration) -> Duration {
    (0..passes).map(|_| pass()).min().unwrap_or_default()
}

//! Measures how fast actors are recognised: JSON lines with a "text" from standard input, MB/s to standard output.
//!
//!     zstd -dc articles.jsonl.zst | cargo run --release --example recognise_speed

use dateline::actor::{Lexicon, Part, recognise};
use dateline::text::Words;
use std::io::{BufRead, Write, stdin, stdout};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut texts = Vec::new();
    for line in stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        texts.push((field("title"), field("text")));
    }
    let started = Instant::now();
    let lexicon = Lexicon::built_in();
    recognise(&[], lexicon);
    let loading = started.elapsed();
    let bytes: usize = texts.iter().map(|(title, text)| title.len() + text.len()).sum();
    let (mut mentions, mut words_seconds, mut recognise_seconds) = (0, 0.0, 0.0);
    for (title, text) in &texts {
        let started = Instant::now();
        let (title_words, text_words) = (Words::of(title), Words::of(text));
        words_seconds += started.elapsed().as_secs_f64();
        let started = Instant::now();
        let parts = [
            Part { text: title, words: &title_words, is_title: true },
            Part { text, words: &text_words, is_title: false },
        ];
        let recognised = recognise(&parts, lexicon);
        recognise_seconds += started.elapsed().as_secs_f64();
        mentions += recognised.mentions.iter().map(Vec::len).sum::<usize>();
    }
    let megabytes = bytes as f64 / 1e6;
    writeln!(
        stdout(),
        "lexicon {loading:?}; {megabytes:.1} MB, {mentions} mentions; words {:.1} MB/s, recognise {:.1} MB/s, both {:.1} MB/s",
        megabytes / words_seconds,
        megabytes / recognise_seconds,
        megabytes / (words_seconds + recognise_seconds)
    )?;
    Ok(())
}

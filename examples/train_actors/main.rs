//! Makes the weights of the recogniser from annotated articles, and measures them.
//!
//!     cargo run --release --example train_actors -- --train FILE[*WEIGHT]... --measure FILE... --out FILE
//!
//! A file is JSON lines with "id", "text" and "entities" (`start_byte`, `end_byte`, `type`: PER, ORG, LOC, MISC), or a
//! folder of this project's own annotated articles, whose `split: held` articles are only measured with. The same files
//! in the same order give the same weights. `--features N` keeps the N features that weigh most.

mod crf;
mod read;
mod rounding;
mod score;

use dateline::actor::Lexicon;
use dateline::actor::tagger::{Tagger, Weights};
use read::Gold;
use std::io::Write;
use std::path::PathBuf;

/// What the command line asks for.
struct Flags {
    train: Vec<(PathBuf, f32)>,
    measure: Vec<PathBuf>,
    out: Option<PathBuf>,
    options: crf::Options,
}

fn flags() -> Result<Flags, Box<dyn std::error::Error>> {
    let mut flags = Flags { train: Vec::new(), measure: Vec::new(), out: None, options: crf::Options::default() };
    let mut arguments = std::env::args().skip(1).peekable();
    while let Some(flag) = arguments.next() {
        let mut values = Vec::new();
        while let Some(value) = arguments.next_if(|value| !value.starts_with("--")) {
            values.push(value);
        }
        let one = || values.first().cloned().ok_or(format!("{flag} needs a value"));
        match flag.as_str() {
            "--train" => {
                for value in &values {
                    let (path, weight) = value.split_once('*').unwrap_or((value, "1"));
                    flags.train.push((path.into(), weight.parse()?));
                }
            }
            "--measure" => flags.measure.extend(values.iter().map(PathBuf::from)),
            "--out" => flags.out = Some(one()?.into()),
            "--epochs" => flags.options.epochs = one()?.parse()?,
            "--features" => flags.options.features_max = one()?.parse()?,
            "--rate" => flags.options.rate = one()?.parse()?,
            "--decay" => flags.options.decay = one()?.parse()?,
            "--dropout" => flags.options.dropout = one()?.parse()?,
            "--seen" => flags.options.seen_min = one()?.parse()?,
            _ => return Err(format!("unknown flag {flag}").into()),
        }
    }
    Ok(flags)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let flags = flags()?;
    let mut out = std::io::stdout();
    let lexicon = Lexicon::built_in();
    let mut examples = Vec::new();
    for (path, weight) in &flags.train {
        let articles: Vec<Gold> = read::articles(path)?.into_iter().filter(|gold| !gold.is_held).collect();
        writeln!(out, "{}: {} articles to learn from", path.display(), articles.len())?;
        for article in &articles {
            examples.extend(article.examples(lexicon, *weight));
        }
    }
    let model = crf::train(&examples, &flags.options, &mut out)?;
    let rounded = model.rounded();
    let bytes = rounded.pack();
    writeln!(out, "{} bytes", bytes.len())?;
    if let Some(path) = &flags.out {
        std::fs::write(path, &bytes)?;
    }
    let tagger = Tagger::new(Weights::read(bytes.leak())?);
    for path in &flags.measure {
        let mut articles = read::articles(path)?;
        if path.is_dir() {
            articles.retain(|gold| gold.is_held);
        }
        let examples: Vec<crf::Example> = articles.iter().flat_map(|article| article.examples(lexicon, 1.0)).collect();
        let [before, after] = [&model, &rounded].map(|model| rounding::f1(model, &examples));
        let score = score::score(&articles, &tagger, lexicon);
        writeln!(out, "{}: {score}", path.file_name().unwrap_or_default().to_string_lossy())?;
        writeln!(out, "    all classes in windows {before:.4}, rounded {after:.4}")?;
    }
    Ok(())
}

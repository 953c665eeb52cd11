//! Decides for pairs of names whether they are spellings of one name.
//!
//!     cargo run --release --example match_names PAIRS.tsv > decisions.tsv
//!
//! The file has a header line and the columns name, variant, kind (person, org, group, place), and whatever follows. Written
//! are lines of name, variant and `same` or `different`. With `--why` the score and the reason follow; with `--half
//! trained` or `--half held-back` only the pairs are written whose first name was, or was not, trained on.

mod held_back;

use dateline::actor::{Kind, compare_names};
use held_back::is_held_back;
use std::io::{Write, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments.first().ok_or("a file of pairs is asked for")?;
    let why = arguments.iter().any(|argument| argument == "--why");
    let half = arguments.iter().position(|argument| argument == "--half").and_then(|at| arguments.get(at + 1));
    let mut out = std::io::BufWriter::new(stdout().lock());
    for line in std::fs::read_to_string(path)?.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, variant, kind, ..] = columns[..] else { continue };
        if half.is_some_and(|half| (half == "held-back") != is_held_back(name)) {
            continue;
        }
        let kind = match kind {
            "org" => Kind::Organisation,
            other => Kind::from_word(other).ok_or_else(|| format!("unknown kind {other:?}"))?,
        };
        let found = compare_names(name, variant, kind);
        write!(out, "{name}\t{variant}\t{}", if found.same { "same" } else { "different" })?;
        if why {
            write!(out, "\t{:.3}\t{}", found.score, found.reason.as_str())?;
        }
        writeln!(out)?;
    }
    out.flush()?;
    Ok(())
}

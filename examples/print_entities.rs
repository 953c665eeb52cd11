//! Prints recognised entities in a form that scorers of named entities read.
//!
//! Reads JSON lines with "id" and "text" from standard input and writes `{"id", "entities": [{"start_byte",
//! "end_byte", "type"}]}` with PER for persons, ORG for organisations and groups, LOC for places, states and
//! capitals; demonyms are left out. "actor", "name_key" and "form" say more.

use dateline::actor::{Form, Kind, Lexicon, Part, recognise};
use dateline::text::Words;
use std::io::{BufRead, BufWriter, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().unwrap_or_default();
        let words = Words::of(text);
        let recognised = recognise(&[Part { text, words: &words, is_title: false }], Lexicon::built_in());
        let entities: Vec<serde_json::Value> = recognised.mentions[0]
            .iter()
            .filter(|mention| mention.form != Form::Demonym)
            .map(|mention| {
                let kind = match mention.kind {
                    Kind::Person => "PER",
                    Kind::Organisation | Kind::Group => "ORG",
                    Kind::State | Kind::Place => "LOC",
                };
                serde_json::json!({"start_byte": mention.span.start, "end_byte": mention.span.end, "type": kind,
                    "actor": mention.actor, "name_key": mention.name_key, "form": mention.form})
            })
            .collect();
        writeln!(out, "{}", serde_json::json!({"id": record["id"], "entities": entities}))?;
    }
    out.flush()?;
    Ok(())
}

//! Prints the time expressions of articles: JSON Lines with `id`, `text` and `reference_date` on
//! standard input become lines `{"id", "timexes": [{"start_byte", "end_byte", "type", "value"}]}`.

use dateline::date::{parse_stated, resolve, scan};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let record: serde_json::Value = serde_json::from_str(&line)?;
        let text = record["text"].as_str().unwrap_or("");
        let reference = record["reference_date"]
            .as_str()
            .and_then(|date| parse_stated(date).ok())
            .map(|stated| stated.interval.last);
        let timexes: Vec<serde_json::Value> = resolve(text, &scan(text), reference)
            .into_iter()
            .map(|time| {
                serde_json::json!({
                    "start_byte": time.span.start,
                    "end_byte": time.span.end,
                    "type": time.kind.as_str(),
                    "value": time.value,
                    "rule": time.rule,
                })
            })
            .collect();
        writeln!(out, "{}", serde_json::json!({ "id": record["id"], "timexes": timexes }))?;
    }
    out.flush()
}

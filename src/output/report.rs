//! The report of an indexing run.

use crate::ingest::Report;
use std::fmt::Write;

/// The report as a person reads it.
pub fn report_text(report: &Report) -> String {
    let mut text = String::new();
    let files = report.files;
    let articles = report.articles;
    let mut line = |name: &str, value: String| {
        writeln!(text, "{name:<10} {value}").expect("a string takes every write");
    };
    line(
        "files",
        format!(
            "{} seen: {} indexed, {} replaced, {} unchanged, {} skipped, {} failed",
            files.seen, files.indexed, files.replaced, files.unchanged, files.skipped, files.failed
        ),
    );
    line(
        "articles",
        format!(
            "{} indexed ({} of them replaced), {} unchanged, {} skipped, {} failed",
            articles.indexed, articles.replaced, articles.unchanged, articles.skipped, articles.failed
        ),
    );
    if files.removed > 0 {
        line("removed", format!("{} files that are gone, {} articles", files.removed, articles.removed));
    }
    line("passages", report.passages.to_string());
    line(
        "undated",
        format!("{} of the articles indexed; {} more have an inferred date", articles.undated, articles.inferred),
    );
    line(
        "time",
        format!("{:.2} s, {:.1} MB, {:.1} MB/s", report.seconds, report.bytes as f64 / 1e6, report.mb_per_second),
    );
    text
}

/// The report as one JSON object.
pub fn report_json(report: &Report) -> String {
    serde_json::to_string_pretty(report).expect("numbers are valid JSON") + "\n"
}

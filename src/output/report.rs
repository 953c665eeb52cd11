//! The report of an indexing run.

use super::reason::ReasonOut;
use super::safe::{display_path, one_line};
use crate::ingest::Report;
use serde::Serialize;
use std::fmt::Write;

/// Rows of articles without a date, by why; the rarest reasons are left out.
const UNDATED_ROWS_MAX: usize = 8;

/// The report as a person reads it.
pub fn report_text(report: &Report, working_folder: &str) -> String {
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
        format!(
            "{} of the articles indexed tell no date; {} have an inferred one",
            articles.undated, articles.inferred
        ),
    );
    for (index, undated) in report.undated.iter().take(UNDATED_ROWS_MAX).enumerate() {
        let reasons: Vec<String> = undated.reasons.iter().map(ToString::to_string).collect();
        let example = one_line(display_path(&undated.example, working_folder)).into_owned();
        let articles = undated.articles;
        line(if index == 0 { "of all" } else { "" }, format!("{articles} undated: {} ({example})", reasons.join("; ")));
    }
    line(
        "time",
        format!("{:.2} s, {:.1} MB, {:.1} MB/s", report.seconds, report.bytes as f64 / 1e6, report.mb_per_second),
    );
    text
}

#[derive(Serialize)]
struct ReportOut<'a> {
    #[serde(flatten)]
    report: &'a Report,
    undated: Vec<UndatedOut<'a>>,
}

/// Articles of the index that have no date for the same reasons.
#[derive(Serialize)]
struct UndatedOut<'a> {
    articles: u64,
    reasons: Vec<ReasonOut>,
    example: &'a str,
}

/// The report as one JSON object.
pub fn report_json(report: &Report, working_folder: &str) -> String {
    let undated = report
        .undated
        .iter()
        .map(|undated| UndatedOut {
            articles: undated.articles,
            reasons: ReasonOut::all(&undated.reasons),
            example: display_path(&undated.example, working_folder),
        })
        .collect();
    serde_json::to_string_pretty(&ReportOut { report, undated }).expect("numbers and strings are valid JSON") + "\n"
}

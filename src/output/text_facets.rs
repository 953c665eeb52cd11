//! Facets as a person reads them.

use super::safe::one_line;
use super::text::{Style, TITLE, padded, push};
use super::text_dates::{after_text, before_text, bucket_label};
use crate::actor::Kind;
use crate::search::{BucketRows, Facets};

const BAR_COLUMNS: usize = 30;

pub(super) fn push_facets(text: &mut String, facets: &Facets, style: Style) {
    if let Some(rows) = facets.actor.as_ref().filter(|rows| !rows.is_empty()) {
        heading(text, "actors", style);
        let width = rows.iter().map(|row| textwrap::core::display_width(&row.name)).max().unwrap_or(0).min(40);
        let organs_follow =
            rows[0].kind == Kind::State && rows.iter().all(|row| row.id.contains('/') || row.kind == Kind::State);
        for row in rows {
            let name = padded(&one_line(&row.name), width);
            // An organ stands behind its state only where states are asked for.
            let follows_state = organs_follow && row.id.contains('/');
            let indent = if follows_state { "  " } else { "" };
            push(
                text,
                &format!("  {indent}{:>6}  {name}  {} ({})", row.articles, one_line(&row.id), row.kind.as_str()),
            );
        }
    }
    if let Some(rows) = facets.source.as_ref().filter(|rows| !rows.is_empty()) {
        heading(text, "sources", style);
        for row in rows {
            push(text, &format!("  {:>6}  {}", row.articles, one_line(&row.name)));
        }
    }
    if let Some(buckets) = &facets.date {
        push_buckets(text, "published", buckets, style);
    }
    if let Some(buckets) = &facets.event {
        push_buckets(text, "events", buckets, style);
    }
}

fn heading(text: &mut String, heading: &str, style: Style) {
    push(text, "");
    push(text, &style.paint(TITLE, heading));
}

fn push_buckets(text: &mut String, name: &str, buckets: &BucketRows, style: Style) {
    if buckets.rows.is_empty() && buckets.wide == 0 && buckets.undated == 0 {
        return;
    }
    heading(text, name, style);
    let most = buckets.rows.iter().map(|row| row.articles).max().unwrap_or(0).max(1);
    let labels: Vec<String> = buckets.rows.iter().map(|row| bucket_label(row.first, row.last)).collect();
    let width = labels.iter().map(String::len).max().unwrap_or(10).max("undated".len());
    let line = |text: &mut String, label: &str, articles: u64| {
        let columns = (articles as usize * BAR_COLUMNS).div_ceil(most as usize).min(BAR_COLUMNS);
        push(text, &format!("  {articles:>6}  {label:<width$}  {}", "█".repeat(columns)));
    };
    let rest = |text: &mut String, label: &str, articles: u64| {
        if articles > 0 {
            push(text, &format!("  {articles:>6}  {label}"));
        }
    };
    if let Some(before) = &buckets.before {
        rest(text, &before_text(before.first, before.last), before.articles);
    }
    for (row, label) in buckets.rows.iter().zip(&labels) {
        line(text, label, row.articles);
    }
    if let Some(after) = &buckets.after {
        rest(text, &after_text(after.first, after.last), after.articles);
    }
    rest(text, "wider than a row", buckets.wide);
    rest(text, "undated", buckets.undated);
}
